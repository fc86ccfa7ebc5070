//! One line of the live board: everything a coordinator needs in three seconds.
//!
//! A pure function of the case. The store keeps it as a row, written with the events that changed
//! it; deleting every row and folding the events again gives the same rows, and a test compares.

use jiff::Timestamp;
use rules::{Milestone, Tier};
use serde::{Deserialize, Serialize};

use crate::case::{Acknowledgement, Case, CaseId, Reference};
use crate::chase::Chase;
use crate::clock::RunningClock;
use crate::imaging::scan::Scan;
use crate::instruction::Instruction;
use crate::ladder::Rung;
use crate::neuro::NeuroPoint;
use crate::person::Person;
use crate::referral::{Referrer, Source};
use crate::spine::critical::CriticalResult;
use crate::status::Status;
use crate::task::Task;

/// The revision of what a row holds. A store whose rows were made under another computes them again,
/// so a new field is there for every case and not only for those that change after an upgrade.
pub const REVISION: u16 = 2;

/// A board row. Times are instants; what they say now is computed where they are shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BoardRow {
    /// The case.
    pub case: CaseId,
    /// Its short reference.
    pub reference: Reference,
    /// The version this row shows.
    pub version: u64,
    /// Where it stands.
    pub status: Status,
    /// The tier that stands.
    #[serde(with = "crate::wire::tier")]
    pub tier: Tier,
    /// What the rules say; differs when a clinician set another.
    #[serde(with = "crate::wire::tier")]
    pub rules_tier: Tier,
    /// Who set the tier, when a clinician did.
    pub tier_set_by: Option<String>,
    /// Since when this tier stands.
    pub tier_since: Timestamp,
    /// When the first action of the tier is due.
    pub tier_due: Timestamp,
    /// Who took it on.
    pub acknowledged: Option<Acknowledgement>,
    /// Rungs already called in this episode, and when.
    pub ladder: Vec<(Rung, Timestamp)>,
    /// When the referral was held.
    pub received_at: Timestamp,
    /// The door.
    pub source: Source,
    /// Whether the sender proved who they are.
    pub verified: bool,
    /// The person.
    pub person: Person,
    /// Where they are.
    pub location: String,
    /// Whom to ring back.
    pub referrer: Referrer,
    /// The story, in the referrer's words.
    pub story: String,
    /// When the person was told to call 999 or go to A&E.
    pub told_emergency_at: Option<Timestamp>,
    /// The latest two examinations, newest first.
    pub neuro: Vec<NeuroPoint>,
    /// Every clock that ever started here.
    pub clocks: Vec<RunningClock>,
    /// Since when the referrer owes an answer.
    pub awaiting_referrer: Option<Timestamp>,
    /// Open instructions and answered ones, in order.
    pub instructions: Vec<Instruction>,
    /// Open tasks, soonest first.
    pub tasks: Vec<Task>,
    /// Who was last asked to hurry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chased: Option<Chase>,
    /// How many answers are "not sure" or were never asked and would still settle something.
    pub unknown_answers: usize,
    /// When images were viewable here.
    pub images_viewable_at: Option<Timestamp>,
    /// Scans that radiology still has something to do with.
    #[serde(default)]
    pub scans: Vec<Scan>,
    /// A critical result that nobody has heard.
    #[serde(default)]
    pub critical: Option<CriticalResult>,
    /// Short words that must be seen: "Suspected infection", "Anticoagulant".
    pub flags: Vec<String>,
    /// When anything last happened.
    pub changed_at: Timestamp,
    /// The outcome code, when closed.
    pub outcome: Option<String>,
}

impl BoardRow {
    /// The row of a case; `None` before a referral has opened it.
    pub fn of(id: CaseId, case: &Case) -> Option<Self> {
        let referral = case.referral.as_deref()?;
        let tier = case.tier.as_ref()?;
        let (_, received_at) = case.received?;
        let prefix = format!("ladder:{}:", tier.episode);
        let mut ladder: Vec<(Rung, Timestamp)> = case
            .fired
            .iter()
            .filter_map(|(key, at)| {
                let rung = key.strip_prefix(&prefix)?.split(':').next()?;
                Some((Rung::from_key(rung)?, *at))
            })
            .collect();
        ladder.sort_by_key(|(rung, at)| (*at, *rung));
        let mut tasks: Vec<Task> =
            case.tasks.iter().filter(|task| task.is_open()).cloned().collect();
        tasks.sort_by_key(|task| (task.due.is_none(), task.due, task.number));
        Some(Self {
            case: id,
            reference: id.reference(),
            version: case.version,
            status: Status::of(case),
            tier: tier.tier,
            rules_tier: tier.rules_tier,
            tier_set_by: tier.set_by.as_ref().map(|set| set.name.clone()),
            tier_since: tier.since,
            tier_due: tier.due(),
            acknowledged: case.acknowledged.clone(),
            ladder,
            received_at,
            source: referral.source,
            verified: referral.verified,
            person: referral.person.clone(),
            location: referral.location.clone(),
            referrer: referral.referrer.clone(),
            story: referral.story.clone(),
            told_emergency_at: referral.told_emergency_at,
            neuro: case.neuro.iter().rev().take(2).cloned().collect(),
            clocks: case.clocks.clone(),
            awaiting_referrer: case.awaiting_referrer(),
            instructions: case.instructions.clone(),
            tasks,
            chased: case.chases.iter().max_by_key(|chase| chase.at).cloned(),
            unknown_answers: case.triage.as_ref().map_or(0, |triage| triage.questions.len()),
            images_viewable_at: case.latest(Milestone::ImagesViewable),
            scans: case.imaging.scans.iter().filter(|scan| scan.is_open()).cloned().collect(),
            critical: case.spine.unheard().cloned(),
            flags: flags(case),
            changed_at: case.changed_at.unwrap_or(received_at),
            outcome: case.closed.as_ref().map(|(closed, _)| closed.outcome.code().to_owned()),
        })
    }

    /// The soonest instant at which a running clock breaches.
    pub fn soonest_due(&self) -> Option<Timestamp> {
        self.clocks.iter().filter(|clock| clock.runs()).map(|clock| clock.due).min()
    }

    /// The order of the board: unacknowledged emergencies first, then soonest breach, then tier.
    pub fn order(&self) -> impl Ord + use<> {
        let emergency = matches!(self.tier, Tier::E0 | Tier::E1 | Tier::I1);
        let first = emergency && self.acknowledged.is_none();
        let due = self.soonest_due().unwrap_or(Timestamp::MAX);
        (!first, if first { self.tier.rank() } else { 0 }, due, self.tier.rank(), self.received_at)
    }
}

fn flags(case: &Case) -> Vec<String> {
    let yes = |fact: &str| {
        case.facts.get(fact).is_some_and(|said| said.answer == crate::facts::Answer::yes())
    };
    let mut flags = Vec::new();
    let mut flag = |when: bool, words: &str| {
        if when {
            flags.push(words.to_owned());
        }
    };
    flag(yes("x_fever") || yes("x_sepsis"), "Infection first");
    flag(yes("instab_suspected") && !yes("stability_confirmed"), "Spine: unstable?");
    flag(yes("on_anticoagulant"), "Anticoagulant");
    flag(yes("mri_contraindicated"), "MRI: not safe");
    flag(
        case.triage.as_ref().is_some_and(|triage| {
            triage.actions.iter().any(|a| a == "hard_stop_phone_responsible_consultant")
        }),
        "Steroid: stop, phone consultant",
    );
    flag(case.facts.get("age").is_none(), "Age not known");
    flags
}
