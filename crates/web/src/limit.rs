//! How often one address may knock. Staff have their own budget; a refused public request still
//! gets the telephone number.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;

/// A budget a minute for each kind of door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Door {
    /// Reading and answering public pages.
    Public,
    /// Sending something that is kept.
    Send,
    /// Trying a password or code.
    Password,
}

/// Token buckets by address and door.
pub struct Limits {
    a_minute: BTreeMap<Door, f64>,
    buckets: Mutex<BTreeMap<(IpAddr, Door), Bucket>>,
}

struct Bucket {
    tokens: f64,
    filled_at: Timestamp,
}

/// More addresses than this at once and the oldest buckets are forgotten.
const ADDRESSES_MAX: usize = 50_000;

impl Limits {
    /// The ordinary budgets.
    pub fn ordinary() -> Self {
        let budget = [(Door::Public, 600.0), (Door::Send, 120.0), (Door::Password, 20.0)];
        Self { a_minute: budget.into(), buckets: Mutex::default() }
    }

    /// No budget at all: demonstration and load tests.
    pub fn none() -> Self {
        Self { a_minute: BTreeMap::new(), buckets: Mutex::default() }
    }

    /// Whether this address may knock at this door now; takes one token if so.
    pub fn allows(&self, address: IpAddr, door: Door, now: Timestamp) -> bool {
        let Some(a_minute) = self.a_minute.get(&door).copied() else { return true };
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > ADDRESSES_MAX {
            buckets.retain(|_, bucket| now.duration_since(bucket.filled_at).as_secs() < 60);
        }
        let bucket =
            buckets.entry((address, door)).or_insert(Bucket { tokens: a_minute, filled_at: now });
        let passed_s = now.duration_since(bucket.filled_at).as_secs_f64().max(0.0);
        bucket.tokens = (bucket.tokens + passed_s * a_minute / 60.0).min(a_minute);
        bucket.filled_at = now;
        if bucket.tokens < 1.0 {
            return false;
        }
        bucket.tokens -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_from_one_address_is_slowed_and_another_address_is_not() {
        let limits = Limits::ordinary();
        let (one, other) = ("127.0.0.1".parse().unwrap(), "127.0.0.2".parse().unwrap());
        let now = Timestamp::UNIX_EPOCH;
        let allowed = (0..100).filter(|_| limits.allows(one, Door::Password, now)).count();
        assert_eq!(allowed, 20);
        assert!(limits.allows(other, Door::Password, now));
        let later = now.checked_add(jiff::SignedDuration::from_secs(3)).unwrap();
        assert!(limits.allows(one, Door::Password, later));
    }
}
