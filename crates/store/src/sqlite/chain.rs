//! The hash chain of one stream: each event's hash covers the one before and every other column.

use sha2::{Digest, Sha256};

/// What the first event of a stream follows.
pub(super) const START: [u8; 32] = [0; 32];

/// An event as its row holds it.
#[derive(Clone, Debug)]
pub(super) struct EventRow<'a> {
    pub(super) position: u64,
    pub(super) stream: [u8; 16],
    pub(super) version: u64,
    pub(super) kind: &'a str,
    pub(super) schema_revision: u16,
    pub(super) occurred_at: &'a str,
    pub(super) recorded_at: &'a str,
    pub(super) actor: &'a str,
    pub(super) reason: Option<&'a str>,
    pub(super) data: &'a str,
}

impl EventRow<'_> {
    /// SHA-256 over the hash before and every column, each with its length before it, so that no
    /// two rows read as the same bytes.
    pub(super) fn hash(&self, prev_hash: &[u8]) -> [u8; 32] {
        let mut sum = Sha256::new();
        let mut field = |bytes: Option<&[u8]>| match bytes {
            None => sum.update(u64::MAX.to_be_bytes()),
            Some(bytes) => {
                sum.update((bytes.len() as u64).to_be_bytes());
                sum.update(bytes);
            }
        };
        field(Some(prev_hash));
        field(Some(&self.position.to_be_bytes()));
        field(Some(&self.stream));
        field(Some(&self.version.to_be_bytes()));
        field(Some(self.kind.as_bytes()));
        field(Some(&self.schema_revision.to_be_bytes()));
        field(Some(self.occurred_at.as_bytes()));
        field(Some(self.recorded_at.as_bytes()));
        field(Some(self.actor.as_bytes()));
        field(self.reason.map(str::as_bytes));
        field(Some(self.data.as_bytes()));
        sum.finalize().into()
    }
}
