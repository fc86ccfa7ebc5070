//! The invented people of the demonstration. `people.toml` says who they are and what happened to
//! each, in minutes before now; every step is an ordinary command at its own time, and deadlines
//! fire between the steps as they would have fired.

use std::collections::BTreeMap;

use anyhow::{Context as _, anyhow, bail};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use pathway::closing::CloseCase;
use pathway::facts::{Answer, Answers, How};
use pathway::imaging::request::ScanRequest;
use pathway::imaging::{AcquireImaging, Conclusion, Modality, OrderImaging, ReportImaging};
use pathway::instruction::{About, AnswerInstruction, GiveInstruction};
use pathway::neuro::{Finding, MiniNeuro, RecordNeuro, Walking};
use pathway::note::{AddNote, LogCall, RecordMilestone};
use pathway::person::Person;
use pathway::referral::{Referrer, Source, SubmitReferral};
use pathway::spine::critical::AcknowledgeResult;
use pathway::spine::report::SignSpineReport;
use pathway::spine::{Level, SpineReport};
use pathway::task::SetTask;
use pathway::treatment::{DecideTreatment, GiveDexamethasone, Outcome as Treatment};
use pathway::triage::{RecordFacts, SetTier};
use pathway::{Actor, Case, CaseId, Command, Role};
use rules::{Milestone, Tier};
use scores::sins::Pain;
use serde::Deserialize;
use store::{Outcome, Store, Submission, User, Via};

use super::care::{FormStep, GoalStep, PlanStep, SessionStep};
use super::minutes_before;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    person: Vec<Invented>,
}

/// One invented person.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Invented {
    family: String,
    given: String,
    born: jiff::civil::Date,
    sex: String,
    #[serde(default)]
    nhs: Option<String>,
    #[serde(default)]
    phone: Option<String>,
    /// Minutes before now at which the referral was sent.
    arrived: i64,
    source: Source,
    #[serde(default)]
    location: String,
    #[serde(default)]
    referrer: Referrer,
    story: String,
    #[serde(default)]
    details: BTreeMap<String, String>,
    answers: BTreeMap<String, Said>,
    #[serde(default)]
    step: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Word(String),
    Number(f64),
}

/// Something that happened later, `after` minutes after arrival.
#[derive(Deserialize)]
struct Step {
    after: i64,
    #[serde(default)]
    by: Option<String>,
    #[serde(flatten)]
    what: What,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", tag = "do")]
enum What {
    Acknowledge,
    Instruct {
        about: String,
        text: String,
        #[serde(default)]
        hours: Option<i64>,
    },
    Seen,
    Done {
        number: u32,
        name: String,
        role: String,
    },
    Cannot {
        number: u32,
        name: String,
        role: String,
        why: String,
    },
    Note {
        text: String,
    },
    Call {
        with: String,
        phone: String,
        text: String,
        #[serde(default)]
        reached_person: bool,
        #[serde(default)]
        coordinator: bool,
    },
    Task {
        what: String,
        owner: String,
        due_after: i64,
    },
    Facts {
        answers: BTreeMap<String, Said>,
        #[serde(default)]
        examined: bool,
    },
    Neuro {
        #[serde(default)]
        walking: Option<String>,
        #[serde(default)]
        legs: String,
        #[serde(default)]
        feet: String,
        #[serde(default)]
        hands: String,
        #[serde(default)]
        saddle: String,
        #[serde(default)]
        bladder: String,
        #[serde(default)]
        pain: Option<u8>,
    },
    Order {
        modality: String,
        #[serde(default)]
        contraindicated: Option<bool>,
        slot_after: i64,
        place: String,
    },
    Scan {
        modality: String,
    },
    Report {
        #[serde(default)]
        compression: Option<bool>,
        conclusion: String,
        summary: String,
    },
    Spine {
        report: SpineReport,
        #[serde(default)]
        pains: BTreeMap<Level, String>,
        alert: String,
    },
    Heard,
    Decide {
        outcome: String,
        rationale: String,
        owner: String,
    },
    Dexamethasone {
        mg: f64,
        product: String,
        route: String,
        #[serde(default)]
        agreed_with: String,
    },
    Fraction,
    Operation,
    Plan(PlanStep),
    Form(FormStep),
    Session(SessionStep),
    Goal(GoalStep),
    Milestone {
        milestone: String,
        #[serde(default)]
        note: String,
    },
    Tier {
        tier: String,
        reason: String,
    },
    Close {
        outcome: String,
        note: String,
    },
}

/// Lets everyone arrive, step by step in the order in which it happened.
pub(super) async fn arrive(
    store: &dyn Store,
    now: Timestamp,
    zone: &TimeZone,
) -> anyhow::Result<()> {
    let file: File = toml::from_str(include_str!("people.toml"))?;
    let users = store.users().await?;
    let mut agenda: Vec<(Timestamp, usize, Option<usize>)> = Vec::new();
    for (who, person) in file.person.iter().enumerate() {
        let arrived = minutes_before(now, person.arrived);
        agenda.push((arrived, who, None));
        for (n, step) in person.step.iter().enumerate() {
            agenda.push((minutes_before(now, person.arrived - step.after), who, Some(n)));
        }
    }
    agenda.sort();
    let mut cases: BTreeMap<usize, CaseId> = BTreeMap::new();
    for (at, who, step) in agenda {
        if at > now {
            bail!("person {who} has a step in the future");
        }
        fire_until(store, at).await?;
        let person = file.person.get(who).context("the person exists")?;
        match step.and_then(|n| person.step.get(n)) {
            None => {
                let case = web::visit::new_case_id(at);
                cases.insert(who, case);
                submit(store, case, refer(person), referrer(person), at).await?;
            }
            Some(step) => {
                let case = *cases.get(&who).context("steps follow arrival")?;
                let file = store.case(case).await?.context("the case exists")?;
                let command = command(&step.what, at, &file.case, zone).with_context(|| {
                    format!("{}, {} minutes after arrival", person.family, step.after)
                })?;
                submit(store, case, command, actor(step, person, &users)?, at).await?;
            }
        }
    }
    fire_until(store, now).await
}

/// Every deadline up to this time fires at the minute it was due, as a running service would do.
async fn fire_until(store: &dyn Store, until: Timestamp) -> anyhow::Result<()> {
    while let Some(due) = store.next_deadline().await? {
        if due > until {
            break;
        }
        if store.fire_due(due, 100).await?.is_empty() {
            break;
        }
    }
    Ok(())
}

async fn submit(
    store: &dyn Store,
    case: CaseId,
    command: Command,
    actor: Actor,
    at: Timestamp,
) -> anyhow::Result<()> {
    let submission = Submission::new(case, command, actor, at).via(Via::CommandLine);
    match store.submit(submission).await? {
        Outcome::Done { .. } => Ok(()),
        other => bail!("the demonstration's script was refused: {other:?}"),
    }
}

fn answers(said: &BTreeMap<String, Said>) -> Answers {
    said.iter()
        .map(|(fact, said)| {
            let answer = match said {
                Said::Word(word) => Answer::Word(word.clone()),
                Said::Number(number) => Answer::Number(*number),
            };
            (fact.clone(), answer)
        })
        .collect()
}

fn refer(person: &Invented) -> Command {
    Command::SubmitReferral(Box::new(SubmitReferral {
        source: person.source,
        person: Person {
            family: person.family.clone(),
            given: person.given.clone(),
            born: Some(person.born),
            nhs_number: person.nhs.clone(),
            sex: Some(person.sex.clone()),
            phone: person.phone.clone(),
        },
        referrer: person.referrer.clone(),
        external: None,
        answers: answers(&person.answers),
        location: person.location.clone(),
        story: person.story.clone(),
        details: person.details.clone(),
        written_at: None,
        suspected_at: None,
        told_emergency_at: None,
        verified: person.source != Source::SelfReferral,
    }))
}

fn referrer(person: &Invented) -> Actor {
    match person.source {
        Source::SelfReferral => Actor::without_account("the person", Role::Patient),
        _ => Actor::without_account(person.referrer.name.clone(), Role::Referrer),
    }
}

/// The ward answers by private link; everyone else is on the staff, the coordinator unless named.
fn actor(step: &Step, person: &Invented, users: &[User]) -> anyhow::Result<Actor> {
    if let What::Done { name, .. } | What::Cannot { name, .. } = &step.what {
        return Ok(Actor::without_account(name.clone(), Role::Referrer));
    }
    if let What::Seen = &step.what {
        return Ok(Actor::without_account(person.location.clone(), Role::Referrer));
    }
    let sign_in = step.by.as_deref().unwrap_or("coordinator");
    let user = users.iter().find(|user| user.sign_in == sign_in);
    user.map(User::actor).ok_or_else(|| anyhow!("nobody on the staff signs in as {sign_in}"))
}

fn later(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_mins(minutes)).unwrap_or(at)
}

#[expect(clippy::too_many_lines, reason = "one arm for each step of the script, nothing shared")]
fn command(what: &What, at: Timestamp, case: &Case, zone: &TimeZone) -> anyhow::Result<Command> {
    let no = |kind: &str, word: &str| anyhow!("there is no {kind} \"{word}\"");
    Ok(match what {
        What::Acknowledge => Command::Acknowledge,
        What::Seen => Command::SeeInstructions,
        What::Fraction => Command::GiveFirstFraction { at: None },
        What::Operation => Command::StartOperation { at: None },
        What::Plan(step) => step.command(at, case, zone)?,
        What::Form(step) => step.command(case),
        What::Session(step) => step.command(),
        What::Goal(step) => step.command(at, zone)?,
        What::Instruct { about, text, hours } => Command::GiveInstruction(GiveInstruction {
            text: text.clone(),
            about: About::from_key(about).ok_or_else(|| no("subject", about))?,
            expires: hours.map(|hours| later(at, hours * 60)),
            answer_within_min: None,
        }),
        What::Done { number, name, role } => Command::AnswerInstruction(AnswerInstruction {
            number: *number,
            name: name.clone(),
            role: role.clone(),
            cannot_because: None,
        }),
        What::Cannot { number, name, role, why } => Command::AnswerInstruction(AnswerInstruction {
            number: *number,
            name: name.clone(),
            role: role.clone(),
            cannot_because: Some(why.clone()),
        }),
        What::Note { text } => Command::AddNote(AddNote { text: text.clone(), at: None }),
        What::Call { with, phone, text, reached_person, coordinator } => {
            Command::LogCall(LogCall {
                with: with.clone(),
                phone: phone.clone(),
                text: text.clone(),
                reached_person: *reached_person,
                coordinator: *coordinator,
                at: None,
            })
        }
        What::Task { what, owner, due_after } => Command::SetTask(SetTask {
            what: what.clone(),
            owner: owner.clone(),
            due: Some(later(at, *due_after)),
        }),
        What::Facts { answers: said, examined } => Command::RecordFacts(RecordFacts {
            answers: answers(said),
            how: if *examined { How::Examination } else { How::Clinician },
            at: None,
        }),
        What::Neuro { walking, legs, feet, hands, saddle, bladder, pain } => {
            let grade = walking
                .as_deref()
                .map(|key| Walking::from_key(key).ok_or_else(|| no("walking grade", key)));
            Command::RecordNeuro(RecordNeuro {
                exam: MiniNeuro {
                    walking: grade.transpose()?,
                    legs: Finding::from_key(legs),
                    feet: Finding::from_key(feet),
                    hands: Finding::from_key(hands),
                    saddle: Finding::from_key(saddle),
                    bladder: Finding::from_key(bladder),
                    pain: *pain,
                    says_worse: false,
                },
                at: None,
            })
        }
        What::Order { modality, contraindicated, slot_after, place } => {
            Command::OrderImaging(OrderImaging {
                modality: Modality::from_key(modality).ok_or_else(|| no("scan", modality))?,
                mri_contraindicated: *contraindicated,
                slot: Some(later(at, *slot_after)),
                place: place.clone(),
                request: ScanRequest::default(),
            })
        }
        What::Scan { modality } => Command::AcquireImaging(AcquireImaging {
            modality: Modality::from_key(modality).ok_or_else(|| no("scan", modality))?,
            number: None,
            at: None,
        }),
        What::Report { compression, conclusion, summary } => {
            Command::ReportImaging(ReportImaging {
                compression: *compression,
                conclusion: Conclusion::from_key(conclusion)
                    .ok_or_else(|| no("conclusion", conclusion))?,
                summary: summary.clone(),
                at: None,
            })
        }
        What::Spine { report, pains, alert } => {
            let pain = |word: &String| {
                let found = Pain::ALL.iter().copied().find(|pain| pain.word() == word);
                found.ok_or_else(|| no("pain", word))
            };
            Command::SignSpineReport(Box::new(SignSpineReport {
                report: report.clone(),
                pains: pains
                    .iter()
                    .map(|(level, word)| Ok((*level, pain(word)?)))
                    .collect::<anyhow::Result<_>>()?,
                saw: 0,
                alert: alert.clone(),
                sure: false,
            }))
        }
        What::Heard => Command::AcknowledgeResult(AcknowledgeResult { number: 1 }),
        What::Decide { outcome, rationale, owner } => Command::DecideTreatment(DecideTreatment {
            outcome: Treatment::from_code(outcome).ok_or_else(|| no("outcome", outcome))?,
            rationale: rationale.clone(),
            owner: owner.clone(),
            at: None,
        }),
        What::Dexamethasone { mg, product, route, agreed_with } => {
            Command::GiveDexamethasone(GiveDexamethasone {
                base_mg: *mg,
                product: product.clone(),
                route: route.clone(),
                at: None,
                agreed_with: agreed_with.clone(),
            })
        }
        What::Milestone { milestone, note } => Command::RecordMilestone(RecordMilestone {
            milestone: Milestone::from_key(milestone).ok_or_else(|| no("milestone", milestone))?,
            at: None,
            note: note.clone(),
        }),
        What::Tier { tier, reason } => Command::SetTier(SetTier {
            tier: Tier::from_code(tier).ok_or_else(|| no("tier", tier))?,
            reason: reason.clone(),
        }),
        What::Close { outcome, note } => Command::CloseCase(CloseCase {
            outcome: Treatment::from_code(outcome).ok_or_else(|| no("outcome", outcome))?,
            note: note.clone(),
        }),
    })
}
