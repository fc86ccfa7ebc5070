//! What the clients were told, kept outside the server, so that the server can be held to it.

/// How one referral ended for the client that sent it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The server said it was taken: which case, in the server's own words.
    Acknowledged { number: u64, case: String },
    /// The connection ended first. It may have been taken or not; either is right.
    Unknown { number: u64 },
}

/// All outcomes of all rounds.
#[derive(Default)]
pub(super) struct Ledger {
    acknowledged: Vec<(u64, String)>,
    latest_from: usize,
    unknown: usize,
    highest: u64,
}

impl Ledger {
    pub(super) fn add(&mut self, outcomes: Vec<Outcome>) {
        self.latest_from = self.acknowledged.len();
        for outcome in outcomes {
            let number = match outcome {
                Outcome::Acknowledged { number, case } => {
                    self.acknowledged.push((number, case));
                    number
                }
                Outcome::Unknown { number } => {
                    self.unknown += 1;
                    number
                }
            };
            self.highest = self.highest.max(number);
        }
    }

    /// A number no referral has had.
    pub(super) fn next_number(&self) -> u64 {
        self.highest + 1
    }

    pub(super) fn acknowledged(&self) -> usize {
        self.acknowledged.len()
    }

    pub(super) fn unknown(&self) -> usize {
        self.unknown
    }

    pub(super) fn all(&self) -> &[(u64, String)] {
        &self.acknowledged
    }

    /// Those of the last round: the ones most likely to be lost.
    pub(super) fn latest(&self) -> &[(u64, String)] {
        self.acknowledged.get(self.latest_from..).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_never_used_twice_not_even_one_of_unknown_outcome() {
        let mut ledger = Ledger::default();
        ledger.add(vec![
            Outcome::Acknowledged { number: 1, case: "a".to_owned() },
            Outcome::Unknown { number: 9 },
        ]);
        assert_eq!(ledger.next_number(), 10);
        ledger.add(vec![Outcome::Acknowledged { number: 10, case: "b".to_owned() }]);
        assert_eq!(ledger.latest(), [(10, "b".to_owned())]);
        assert_eq!((ledger.all().len(), ledger.unknown()), (2, 1));
    }
}
