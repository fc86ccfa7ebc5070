//! Private links: whoever holds one sees that case's status page and its instructions, without an
//! account. A link names the case and how often it was reissued, and carries a MAC, so it needs no
//! table and cannot be guessed.

use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use pathway::CaseId;
use sha2::Sha256;
use uuid::Uuid;

/// The secret that signs links: 32 random bytes made with the database.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

impl LinkKey {
    /// A key of these bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The token of a case's link, after it was reissued `issue` times.
    pub fn token(&self, case: CaseId, issue: u32) -> String {
        let mut bytes = Vec::with_capacity(36);
        bytes.extend_from_slice(case.0.as_bytes());
        bytes.extend_from_slice(&issue.to_be_bytes());
        let mac = self.mac(&bytes).finalize().into_bytes();
        bytes.extend(mac.iter().take(16));
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// The case and issue a token names; `None` for anything we did not sign.
    pub fn open(&self, token: &str) -> Option<(CaseId, u32)> {
        let bytes = BASE64URL_NOPAD.decode(token.as_bytes()).ok()?;
        let (named, mac) = bytes.split_at_checked(20)?;
        self.mac(named).verify_truncated_left(mac).ok()?;
        if mac.len() != 16 {
            return None;
        }
        let (case, issue) = named.split_at_checked(16)?;
        let issue = u32::from_be_bytes(issue.try_into().ok()?);
        Some((CaseId(Uuid::from_slice(case).ok()?), issue))
    }

    fn mac(&self, bytes: &[u8]) -> Hmac<Sha256> {
        // HMAC takes a key of one block; a shorter one is padded with zeros, as the standard says.
        let mut block = [0_u8; 64];
        for (place, byte) in block.iter_mut().zip(self.0) {
            *place = byte;
        }
        let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
        mac.update(bytes);
        mac
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_opens_only_the_case_it_was_made_for() {
        let key = LinkKey::new([7; 32]);
        let case = CaseId(Uuid::from_u128(42));
        let token = key.token(case, 3);
        assert_eq!(key.open(&token), Some((case, 3)));
        assert_eq!(LinkKey::new([8; 32]).open(&token), None);
        let mut other = token.clone();
        other.replace_range(0..1, if token.starts_with('A') { "B" } else { "A" });
        assert_eq!(key.open(&other), None);
        assert_eq!(key.open(&token[..20]), None);
        assert_eq!(key.open(""), None);
    }
}
