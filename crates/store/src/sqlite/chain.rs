//! The hash chain of one stream: each event's hash covers the one before and every other column.
//! The logs are chained with the same sum (see `logs`).

use sha2::{Digest, Sha256};

/// What the first event of a stream follows.
pub(super) const START: [u8; 32] = [0; 32];

/// SHA-256 over fields, each with its length before it, so that no two rows read as the same bytes.
#[derive(Default)]
pub(super) struct Sum(Sha256);

impl Sum {
    pub(super) fn field(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            None => self.0.update(u64::MAX.to_be_bytes()),
            Some(bytes) => {
                self.0.update((bytes.len() as u64).to_be_bytes());
                self.0.update(bytes);
            }
        }
    }

    pub(super) fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

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
    /// The sum of the hash before and every column.
    pub(super) fn hash(&self, prev_hash: &[u8]) -> [u8; 32] {
        let mut sum = Sum::default();
        sum.field(Some(prev_hash));
        sum.field(Some(&self.position.to_be_bytes()));
        sum.field(Some(&self.stream));
        sum.field(Some(&self.version.to_be_bytes()));
        sum.field(Some(self.kind.as_bytes()));
        sum.field(Some(&self.schema_revision.to_be_bytes()));
        sum.field(Some(self.occurred_at.as_bytes()));
        sum.field(Some(self.recorded_at.as_bytes()));
        sum.field(Some(self.actor.as_bytes()));
        sum.field(self.reason.map(str::as_bytes));
        sum.field(Some(self.data.as_bytes()));
        sum.finish()
    }
}
