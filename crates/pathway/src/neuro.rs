//! The walking line: a one-minute examination on any phone, one point each time. Worse means the
//! rules are asked again and somebody has to acknowledge again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::actor::Actor;
use crate::decide::Draft;
use crate::event::Event;
use crate::facts::{Answer, Answers, How};
use crate::refusal::Refusal;
use crate::triage::FactsRecorded;

/// How the person walks, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Walking {
    /// Without aid.
    Unaided,
    /// With a stick or frame.
    WithAid,
    /// With one person.
    WithOne,
    /// With two people.
    WithTwo,
    /// Not at all.
    Unable,
}

impl Walking {
    /// Every grade, best first.
    pub const ALL: [Self; 5] =
        [Self::Unaided, Self::WithAid, Self::WithOne, Self::WithTwo, Self::Unable];

    /// Stable key.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Unaided => "unaided",
            Self::WithAid => "with_aid",
            Self::WithOne => "with_one",
            Self::WithTwo => "with_two",
            Self::Unable => "unable",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Unaided => "walks unaided",
            Self::WithAid => "walks with an aid",
            Self::WithOne => "walks with one person",
            Self::WithTwo => "walks with two people",
            Self::Unable => "cannot walk",
        }
    }

    /// The grade with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|grade| grade.key() == key)
    }
}

/// A finding of the short examination.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// Looked for, normal.
    Normal,
    /// Looked for, not normal.
    Abnormal,
    /// Not looked for, or not sure.
    #[default]
    NotExamined,
}

impl Finding {
    /// The finding with this form value.
    pub fn from_key(key: &str) -> Self {
        match key {
            "normal" => Self::Normal,
            "abnormal" => Self::Abnormal,
            _ => Self::NotExamined,
        }
    }
}

/// The one-minute examination.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MiniNeuro {
    /// Walking; `None` when not seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub walking: Option<Walking>,
    /// Lifts each leg off the bed.
    pub legs: Finding,
    /// Pushes and pulls the feet.
    pub feet: Finding,
    /// Grips and spreads the hands.
    pub hands: Finding,
    /// Feels touch around the saddle.
    pub saddle: Finding,
    /// Passes urine and feels it.
    pub bladder: Finding,
    /// Pain, 0 to 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pain: Option<u8>,
    /// The examiner or the person says it got worse.
    pub says_worse: bool,
}

/// Record one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordNeuro {
    /// The findings.
    pub exam: MiniNeuro,
    /// When; `None` means now.
    pub at: Option<Timestamp>,
}

/// One was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeuroRecorded {
    /// The findings.
    pub exam: MiniNeuro,
    /// Worse than the last one.
    pub worse: bool,
}

/// One point of the walking line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeuroPoint {
    /// The findings.
    pub exam: MiniNeuro,
    /// Worse than the one before.
    pub worse: bool,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: String,
    /// The entry it came from.
    pub entry: u64,
}

impl NeuroPoint {
    pub(crate) fn new(recorded: &NeuroRecorded, at: Timestamp, by: &Actor, entry: u64) -> Self {
        let exam = recorded.exam.clone();
        Self { exam, worse: recorded.worse, at, by: by.name.clone(), entry }
    }
}

pub(crate) fn record(draft: &mut Draft<'_>, record: &RecordNeuro) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if record.exam == MiniNeuro::default() {
        return Err(Refusal::invalid("walking", "Record at least one finding."));
    }
    if record.exam.pain.is_some_and(|pain| pain > 10) {
        return Err(Refusal::invalid("pain", "Pain is a whole number from 0 to 10."));
    }
    let at = draft.happened(record.at)?;
    let neuro = judged(draft, record.exam.clone(), at);
    let answers = answers(&neuro.exam);
    draft.record_at(at, None, Event::NeuroRecorded(neuro));
    tell(draft, answers, at);
    Ok(())
}

/// An examination compared with what was known before it.
pub(crate) fn judged(draft: &Draft<'_>, exam: MiniNeuro, at: Timestamp) -> NeuroRecorded {
    let earlier = draft.case.neuro.iter().filter(|point| point.at <= at);
    let worse = exam.says_worse || is_worse(&last_known(earlier), &exam);
    NeuroRecorded { exam, worse }
}

/// Tells the rules what an examination found.
pub(crate) fn tell(draft: &mut Draft<'_>, answers: Answers, at: Timestamp) {
    if !answers.is_empty() {
        let how = How::Examination.said_by(draft.context.actor.role);
        draft.record_at(at, None, Event::FactsRecorded(FactsRecorded { answers, how }));
    }
}

/// The last known value of each finding: an examination that left walking out hides no loss of it.
fn last_known<'a>(points: impl Iterator<Item = &'a NeuroPoint>) -> MiniNeuro {
    let known = |old: Finding, new: Finding| if new == Finding::NotExamined { old } else { new };
    points.fold(MiniNeuro::default(), |last, NeuroPoint { exam, .. }| MiniNeuro {
        walking: exam.walking.or(last.walking),
        legs: known(last.legs, exam.legs),
        feet: known(last.feet, exam.feet),
        hands: known(last.hands, exam.hands),
        saddle: known(last.saddle, exam.saddle),
        bladder: known(last.bladder, exam.bladder),
        pain: exam.pain.or(last.pain),
        says_worse: false,
    })
}

fn is_worse(before: &MiniNeuro, now: &MiniNeuro) -> bool {
    let walking = matches!((before.walking, now.walking), (Some(b), Some(n)) if n > b);
    let pairs = [
        (before.legs, now.legs),
        (before.feet, now.feet),
        (before.hands, now.hands),
        (before.saddle, now.saddle),
        (before.bladder, now.bladder),
    ];
    walking || pairs.into_iter().any(|pair| pair == (Finding::Normal, Finding::Abnormal))
}

/// What the rules may take from the findings. Not examined gives no answer at all.
pub(crate) fn answers(exam: &MiniNeuro) -> Answers {
    let mut answers = Answers::new();
    let mut say = |fact: &str, answer: Option<Answer>| {
        if let Some(answer) = answer {
            answers.insert(fact.into(), answer);
        }
    };
    let walking = exam
        .walking
        .map(|grade| if grade == Walking::Unaided { Answer::no() } else { Answer::yes() })
        // Who walks unaided and says it got worse has no clear "no".
        .filter(|answer| *answer == Answer::yes() || !exam.says_worse);
    say("n_gait", walking);
    say("n_weak", worst(&[exam.legs, exam.feet, exam.hands]));
    say("n_weak_arm", (exam.hands == Finding::Abnormal).then(Answer::yes));
    say("x_saddle", worst(&[exam.saddle]));
    say("n_sphincter", worst(&[exam.bladder]));
    answers
}

/// Yes when any is abnormal, no only when every one was looked at and normal.
fn worst(findings: &[Finding]) -> Option<Answer> {
    if findings.contains(&Finding::Abnormal) {
        Some(Answer::yes())
    } else if findings.contains(&Finding::NotExamined) {
        None
    } else {
        Some(Answer::no())
    }
}
