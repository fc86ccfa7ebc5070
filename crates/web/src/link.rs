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

    /// A text that only we can have written, for a form field that comes back to us.
    pub fn seal(&self, purpose: &str, text: &str) -> String {
        let mac = self.mac_of(purpose, text).finalize().into_bytes();
        format!("{}.{}", BASE64URL_NOPAD.encode(text.as_bytes()), BASE64URL_NOPAD.encode(&mac))
    }

    /// The text of a seal; `None` for anything we did not write for this purpose.
    pub fn unseal(&self, purpose: &str, sealed: &str) -> Option<String> {
        let (text, mac) = sealed.split_once('.')?;
        let text = String::from_utf8(BASE64URL_NOPAD.decode(text.as_bytes()).ok()?).ok()?;
        let mac = BASE64URL_NOPAD.decode(mac.as_bytes()).ok()?;
        self.mac_of(purpose, &text).verify_slice(&mac).ok()?;
        Some(text)
    }

    fn mac_of(&self, purpose: &str, text: &str) -> Hmac<Sha256> {
        let mut mac = self.mac(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        mac
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

    #[test]
    fn a_seal_is_read_back_only_as_it_was_written_and_for_its_purpose() {
        let key = LinkKey::new([7; 32]);
        let sealed = key.seal("check", "n_gait=yes");
        assert_eq!(key.unseal("check", &sealed).as_deref(), Some("n_gait=yes"));
        assert_eq!(key.unseal("other", &sealed), None);
        assert_eq!(LinkKey::new([8; 32]).unseal("check", &sealed), None);
        let (text, mac) = sealed.split_once('.').unwrap();
        assert_eq!(key.unseal("check", &format!("{mac}.{text}")), None);
        assert_eq!(key.unseal("check", "nonsense"), None);
    }
}
