//! Bends a good sample: the same from the same seed, so that a finding can be repeated.

use crate::dice::Dice;

/// Pieces that parsers stumble over.
const PIECES: &[&[u8]] = &[
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"null",
    b"true",
    b"-1",
    b"1e999",
    b"0.1",
    b"\\u0000",
    b"\\ud800",
    b"\xff\xfe",
    b"\xf0\x9f\xa6\xb4",
    b"99999999999999999999999",
    b"unknown",
    b"yes",
    b"\n",
    b"2026-13-45",
    b"<script>",
    b"' OR 1=1 --",
    b"../../",
    b"%00",
];

/// One to four changes somewhere in the sample.
pub(super) fn bend(sample: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=dice.below(4) {
        let (from, to) = stretch(bytes.len(), dice);
        match dice.below(6) {
            0 => bytes.truncate(from),
            1 => drop(bytes.drain(from..to)),
            2 => {
                let copy: Vec<u8> = bytes.get(from..to).unwrap_or_default().to_vec();
                bytes.splice(to..to, copy);
            }
            3 => {
                let piece = PIECES.get(dice.below(PIECES.len())).copied().unwrap_or_default();
                bytes.splice(from..from, piece.iter().copied());
            }
            4 => {
                let piece = PIECES.get(dice.below(PIECES.len())).copied().unwrap_or_default();
                bytes.splice(from..to, piece.iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(from) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
    }
    bytes
}

/// A stretch of at most 64 bytes.
fn stretch(length: usize, dice: &mut Dice) -> (usize, usize) {
    let from = dice.below(length + 1);
    let to = (from + dice.below(64)).min(length);
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_bends_the_same_way_and_another_does_not() {
        let sample = br#"{"id":"a","facts":{"ca_known":"yes"}}"#;
        let bent = |seed| {
            let mut dice = Dice::from_seed(seed);
            (0..50).map(|_| bend(sample, &mut dice)).collect::<Vec<_>>()
        };
        assert_eq!(bent(1), bent(1));
        assert_ne!(bent(1), bent(2));
        assert!(bent(3).iter().any(|bytes| bytes != sample));
    }

    #[test]
    fn nothing_can_be_bent_too() {
        let mut dice = Dice::from_seed(5);
        for _ in 0..100 {
            bend(b"", &mut dice);
        }
    }
}
