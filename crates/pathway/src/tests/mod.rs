//! Tests of the whole walk: given these events, when this command, then those events.
//!
//! A [`Story`] is one case with a clock that only the test moves. `given` puts events into it,
//! `does` carries a command out that must succeed, `when` asks for one whose outcome is looked at.

mod bloods;
mod clock;
mod closing;
mod correction;
mod cost;
mod golden;
mod handover;
mod imaging;
mod instruction;
mod isncsci_exam;
mod ladder;
mod mdt;
mod neuro;
mod note;
mod plan;
mod plan_sums;
mod proforma;
mod property;
mod readme;
mod referral;
mod rehab;
mod scan;
mod spine;
mod treatment;
mod triage;
mod undo;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::actor::{Actor, Role};
use crate::case::{Case, CaseId};
use crate::clock::{RunningClock, Stage};
use crate::command::Command;
use crate::deadline::{self, Deadline, FireDeadline};
use crate::decide::{Context, Decided, decide};
use crate::event::{Event, Recorded};
use crate::facts::{Answer, Answers, How};
use crate::ladder::{Contact, OnCall, Rung};
use crate::message::Message;
use crate::person::Person;
use crate::referral::{Referrer, Source, SubmitReferral};
use crate::refusal::Refusal;
use crate::site::Site;
use crate::triage::RecordFacts;

/// Tuesday, mid-morning, in winter: local time is UTC.
const MORNING: &str = "2026-11-24T10:00:00Z";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn someone(name: &str, role: Role) -> Actor {
    Actor { name: name.into(), role, user: Some(name.to_lowercase()) }
}

fn coordinator() -> Actor {
    someone("A. Ng", Role::Coordinator)
}

fn consultant() -> Actor {
    someone("P. Rao", Role::Consultant)
}

fn ward() -> Actor {
    Actor::without_account("Sr Kaur", Role::Referrer)
}

fn patient() -> Actor {
    Actor::without_account("Ann Example", Role::Patient)
}

fn answers(said: &[(&str, &str)]) -> Answers {
    said.iter().map(|(fact, word)| ((*fact).into(), Answer::Word((*word).into()))).collect()
}

/// A person with cancer who walks badly: E1 to a clinician, E0 to the public.
const WALKS_BADLY: &[(&str, &str)] = &[("ca_known", "yes"), ("n_gait", "yes"), ("haem", "none")];
/// A person with cancer and night pain, without neurology: U1.
const NIGHT_PAIN: &[(&str, &str)] = &[
    ("ca_known", "yes"),
    ("p_night", "yes"),
    ("p_severe", "no"),
    ("p_prog", "no"),
    ("n_sphincter", "no"),
    ("n_gait", "no"),
    ("n_weak", "no"),
    ("n_signs", "no"),
    ("n_sens", "no"),
    ("n_radic", "no"),
    ("x_saddle", "no"),
    ("x_bileg", "no"),
    ("x_fever", "no"),
    ("x_sepsis", "no"),
];

fn referral(said: &[(&str, &str)]) -> SubmitReferral {
    SubmitReferral {
        source: Source::Professional,
        person: Person { family: "Example".into(), given: "Ann".into(), ..Person::default() },
        referrer: Referrer {
            name: "J. Okafor".into(),
            role: "ED registrar".into(),
            phone: "01632 960111".into(),
            senior: None,
        },
        external: None,
        answers: answers(said),
        location: "ED, Northfield".into(),
        story: "Legs heavy since yesterday.".into(),
        details: [("bleep".to_owned(), "4411".to_owned())].into(),
        written_at: None,
        suspected_at: None,
        told_emergency_at: None,
        verified: true,
    }
}

fn submit(referral: SubmitReferral) -> Command {
    Command::SubmitReferral(Box::new(referral))
}

fn tell(said: &[(&str, &str)], how: How) -> Command {
    Command::RecordFacts(RecordFacts { answers: answers(said), how, at: None })
}

struct Story {
    id: CaseId,
    case: Case,
    history: Vec<Recorded>,
    messages: Vec<Message>,
    now: Timestamp,
    site: Site,
    on_call: OnCall,
}

/// A case with these events, each recorded by the coordinator in the morning.
fn given(events: impl IntoIterator<Item = Event>) -> Story {
    let contact = |name: &str| Contact { name: name.into(), email: None, pager: None };
    let mut story = Story {
        id: CaseId(Uuid::from_u128(0x0193_5e0a_0000_7000_8000_0123_4567_89ab)),
        case: Case::default(),
        history: Vec::new(),
        messages: Vec::new(),
        now: time(MORNING),
        site: Site::default(),
        on_call: OnCall {
            duties: vec![
                (Rung::Coordinator, contact("Coordinator on duty")),
                (Rung::Registrar, contact("Registrar on call")),
                (Rung::Consultant, contact("Consultant on call")),
                (Rung::Switchboard, contact("Switchboard")),
            ],
            anyone: Vec::new(),
        },
    };
    for event in events {
        let recorded = Recorded {
            version: story.case.version + 1,
            occurred_at: story.now,
            recorded_at: story.now,
            actor: coordinator(),
            reason: None,
            event,
        };
        story.case.apply(&recorded);
        story.history.push(recorded);
    }
    story
}

/// A case that a referral with these answers has just opened.
fn referred(said: &[(&str, &str)]) -> Story {
    let mut story = given([]);
    story.does(&ward(), submit(referral(said)));
    story
}

/// The same, and the coordinator has taken it on.
fn taken_on(said: &[(&str, &str)]) -> Story {
    let mut story = referred(said);
    story.does(&coordinator(), Command::Acknowledge);
    story
}

/// What a command led to.
struct Outcome(Result<Vec<Event>, Refusal>);

impl Outcome {
    #[track_caller]
    fn then(self, names: &[&str]) -> Vec<Event> {
        let events = self.0.expect("carried out");
        assert_eq!(events.iter().map(Event::name).collect::<Vec<_>>(), names);
        events
    }

    #[track_caller]
    fn refused(self) -> Refusal {
        match self.0 {
            Err(refusal) => refusal,
            Ok(events) => panic!("expected a refusal, got {events:?}"),
        }
    }

    #[track_caller]
    fn invalid(self) -> &'static str {
        match self.refused() {
            Refusal::Invalid { field, message } => {
                assert!(message.ends_with('.') && message.len() > 10, "no help in \"{message}\"");
                field
            }
            other => panic!("expected a refused value, got {other:?}"),
        }
    }
}

impl Story {
    fn at(&mut self, text: &str) -> &mut Self {
        self.now = time(text);
        self
    }

    fn wait_min(&mut self, minutes: i64) -> &mut Self {
        self.now += SignedDuration::from_mins(minutes);
        self
    }

    fn try_decide(&self, actor: &Actor, command: &Command) -> Result<Decided, Refusal> {
        let context = Context {
            case: self.id,
            now: self.now,
            actor,
            site: &self.site,
            rules: &self.site.rules().unwrap(),
            on_call: &self.on_call,
        };
        decide(&self.case, command, &context)
    }

    fn when(&mut self, actor: &Actor, command: Command) -> Outcome {
        Outcome(self.try_decide(actor, &command).map(|decided| {
            let events = decided.events.iter().map(|one| one.event.clone()).collect();
            self.history.extend(decided.events);
            self.messages.extend(decided.messages);
            self.case = decided.case;
            events
        }))
    }

    #[track_caller]
    fn does(&mut self, actor: &Actor, command: Command) -> Vec<Event> {
        self.when(actor, command).0.expect("carried out")
    }

    fn pending(&self) -> Vec<Deadline> {
        let mut pending = deadline::deadlines(&self.case, &self.site);
        pending.sort_by_key(|one| (one.due, one.key.clone()));
        pending
    }

    /// What the scheduler does at this instant: fires what is due, soonest first.
    fn tick(&mut self) -> Vec<(String, i64)> {
        let mut fired = Vec::new();
        while let Some(due) = self.pending().into_iter().find(|one| one.due <= self.now) {
            for event in self.does(&Actor::system(), fire(&due.key)) {
                if let Event::DeadlineFired(one) = event {
                    fired.push((one.key, one.late_by_s));
                }
            }
            assert!(fired.len() < 100, "the scheduler never comes to rest");
        }
        fired
    }

    fn fired(&self) -> Vec<&str> {
        self.case.fired.keys().map(String::as_str).collect()
    }

    #[track_caller]
    fn clock(&self, id: &str) -> &RunningClock {
        let mut clocks = self.case.clocks.iter().rev();
        clocks.find(|clock| clock.id == id).unwrap_or_else(|| panic!("{id} never started"))
    }

    fn stage(&self, id: &str) -> Stage {
        self.clock(id).stage(self.now)
    }

    fn has(&self, id: &str) -> bool {
        self.case.clocks.iter().any(|clock| clock.id == id)
    }

    fn instances(&self, id: &str) -> usize {
        self.case.clocks.iter().filter(|clock| clock.id == id).count()
    }

    /// The version of the latest event with this name.
    #[track_caller]
    fn entry(&self, name: &str) -> u64 {
        let mut entries = self.history.iter().rev();
        entries.find(|one| one.event.name() == name).expect("such an entry").version
    }

    #[track_caller]
    fn is_consistent(&self) {
        assert_eq!(Case::from_history(&self.history), self.case);
    }
}

fn fire(key: &str) -> Command {
    Command::FireDeadline(FireDeadline { key: key.into() })
}
