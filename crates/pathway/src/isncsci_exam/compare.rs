//! What a worksheet says in short, and what changed between two of them.
//!
//! When a change counts as worse is our own reading, so that it errs towards asking a person to
//! look: a muscle that no longer holds against gravity, two points of power, a level of injury two
//! segments higher, a worse grade, or an anal finding lost. A clinician has not confirmed it yet.

use isncsci::{
    Answers, Cell, Dermatome, Exam, Finding as Anal, Mode, Myotome, Place, SideName, Tag,
};

use super::worksheet::is_tagged;
use crate::neuro::{Finding, MiniNeuro};

/// The short examination that the worksheet contains.
pub(super) fn short(exam: &Exam) -> MiniNeuro {
    MiniNeuro {
        legs: muscles(exam, &["L2", "L3"]),
        feet: muscles(exam, &["L4", "L5", "S1"]),
        hands: muscles(exam, &["C8", "T1"]),
        saddle: saddle(exam),
        ..MiniNeuro::default()
    }
}

/// Abnormal when any is; normal only when each was tested, untagged and normal.
fn worst(findings: impl Iterator<Item = Finding>) -> Finding {
    findings.fold(Finding::Normal, |worst, one| match (worst, one) {
        (Finding::Abnormal, _) | (_, Finding::Abnormal) => Finding::Abnormal,
        (Finding::NotExamined, _) | (_, Finding::NotExamined) => Finding::NotExamined,
        _ => Finding::Normal,
    })
}

/// A tagged cell says nothing about the cord, in either direction.
fn finding<const NORMAL: u8>(cell: Cell<NORMAL>) -> Finding {
    match cell.number() {
        Some(number) if cell.tag() == Tag::Untagged => {
            if number < NORMAL {
                Finding::Abnormal
            } else {
                Finding::Normal
            }
        }
        _ => Finding::NotExamined,
    }
}

fn muscles(exam: &Exam, names: &[&str]) -> Finding {
    worst(SideName::BOTH.into_iter().flat_map(|side| {
        Myotome::all()
            .filter(|myotome| names.contains(&myotome.name()))
            .map(move |myotome| finding::<5>(exam.side(side).motor(myotome)))
    }))
}

fn saddle(exam: &Exam) -> Finding {
    let skin = SideName::BOTH.into_iter().flat_map(|side| {
        Dermatome::all().filter(|level| matches!(level.name(), "S3" | "S4_5")).flat_map(
            move |level| {
                [exam.side(side).light_touch(level), exam.side(side).pin_prick(level)]
                    .map(finding::<2>)
            },
        )
    });
    let pressure = match exam.dap {
        Anal::Yes => Finding::Normal,
        Anal::No => Finding::Abnormal,
        Anal::NotTested => Finding::NotExamined,
    };
    worst(skin.chain([pressure]))
}

/// Whether a key muscle of an arm is weak and untagged.
pub(super) fn arm_is_weak(exam: &Exam) -> bool {
    let arm = ["C5", "C6", "C7", "C8", "T1"];
    arm.iter().any(|name| muscles(exam, &[name]) == Finding::Abnormal)
}

/// Whether a side feels less than normally anywhere, untagged.
pub(super) fn feels_less(exam: &Exam, side: SideName) -> bool {
    Dermatome::all().any(|level| {
        [exam.side(side).light_touch(level), exam.side(side).pin_prick(level)]
            .map(finding::<2>)
            .contains(&Finding::Abnormal)
    })
}

/// The number at a place, when it was tested and nothing else impairs it. An anal finding is 0 or 1.
fn number(exam: &Exam, place: Place) -> Option<u8> {
    if is_tagged(exam, place) {
        return None;
    }
    let values = exam.values(place);
    if values.is_power_of_two() { u8::try_from(values.trailing_zeros()).ok() } else { None }
}

/// Every place whose number differs: place, before, now. A place untested in either is left out.
pub fn changes(before: &Exam, now: &Exam) -> Vec<(Place, u8, u8)> {
    Place::all()
        .filter_map(|place| Some((place, number(before, place)?, number(now, place)?)))
        .filter(|(_, before, now)| before != now)
        .collect()
}

/// Whether a later worksheet is worse than an earlier one, where both can be compared.
pub fn worsened(before: &Exam, now: &Exam) -> bool {
    let mut power = 0_i32;
    for (place, was, is) in changes(before, now) {
        match place {
            Place::Motor(..) => {
                if was >= 3 && is < 3 {
                    return true;
                }
                power += i32::from(is) - i32::from(was);
            }
            Place::Vac | Place::Dap if is < was => return true,
            _ => {}
        }
    }
    let (before, now) = (before.classify(Mode::Standard), now.classify(Mode::Standard));
    let higher = |was: u8, is: u8| was >= is.saturating_add(2);
    power <= -2
        || both(before.grade, now.grade).is_some_and(|(was, is)| is < was)
        || both(before.neurological, now.neurological)
            .is_some_and(|(was, is)| higher(was.index(), is.index()))
}

fn both<A: isncsci::Answer>(before: Answers<A>, now: Answers<A>) -> Option<(A, A)> {
    Some((before.settled()?, now.settled()?))
}
