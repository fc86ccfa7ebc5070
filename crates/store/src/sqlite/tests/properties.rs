//! Whatever people do in whatever order: everything agrees, and agrees again after a rebuild and a
//! restart.

use pathway::clock::{ExcludeClock, Exclusion};
use pathway::closing::{CloseCase, ReopenCase};
use pathway::correction::CorrectEntry;
use pathway::facts::{Answer, How};
use pathway::imaging::request::ScanRequest;
use pathway::imaging::{AcquireImaging, Conclusion, Modality, OrderImaging, ReportImaging};
use pathway::instruction::{About, AnswerInstruction, GiveInstruction};
use pathway::neuro::{Finding, MiniNeuro, RecordNeuro, Walking};
use pathway::note::{AddNote, LogCall};
use pathway::task::{FinishTask, SetTask};
use pathway::treatment::{DecideTreatment, GiveDexamethasone, Outcome as Decision};
use pathway::triage::{RecordFacts, SetTier};
use pathway::{Actor, Case, Command, Role};
use proptest::prelude::*;
use proptest::sample::select;
use rules::Tier;

use super::setup::{case, folder, later, open, referral};
use crate::{BoardFilter, IdempotencyKey, Outcome, Store, Submission};

/// What someone does to one of three cases after some minutes.
#[derive(Clone, Debug)]
enum Step {
    Ask { case: u128, command: Command, role: Role, key: Option<u8>, stale: bool },
    Fire,
    Restart,
}

fn fact() -> impl Strategy<Value = String> {
    select(vec!["ca_known", "n_gait", "n_weak", "p_night", "x_fever", "n_sphincter", "x_saddle"])
        .prop_map(str::to_owned)
}

fn answer() -> impl Strategy<Value = Answer> {
    select(vec!["yes", "no", "unknown"]).prop_map(|word| Answer::Word(word.into()))
}

fn command() -> impl Strategy<Value = Command> {
    let words = "[a-zé\"\\\\' ]{0,12}";
    let answers = || proptest::collection::btree_map(fact(), answer(), 1..4);
    prop_oneof![
        4 => answers().prop_map(|answers| referral(1, answers)),
        3 => answers().prop_map(|answers| {
            Command::RecordFacts(RecordFacts { answers, how: How::Examination, at: None })
        }),
        3 => Just(Command::Acknowledge),
        1 => Just(Command::SeeInstructions),
        2 => (select(&Walking::ALL[..]), any::<bool>()).prop_map(|(walking, worse)| {
            let legs = if worse { Finding::Abnormal } else { Finding::Normal };
            let exam = MiniNeuro {
                walking: Some(walking), legs, says_worse: worse, ..MiniNeuro::default()
            };
            Command::RecordNeuro(RecordNeuro { exam, at: None })
        }),
        2 => words.prop_map(|text| Command::AddNote(AddNote { text, at: Some(later(-90)) })),
        1 => (words, any::<bool>()).prop_map(|(text, coordinator)| Command::LogCall(LogCall {
            with: "the ward".into(),
            phone: "01632 960200".into(),
            text,
            reached_person: !coordinator,
            coordinator,
            at: None,
        })),
        2 => (words, select(&About::ALL[..])).prop_map(|(text, about)| {
            Command::GiveInstruction(GiveInstruction {
                text, about, expires: Some(later(100_000)), answer_within_min: None,
            })
        }),
        2 => (1..4_u32, any::<bool>()).prop_map(|(number, done)| {
            Command::AnswerInstruction(AnswerInstruction {
                number,
                name: "Jo".into(),
                role: "nurse, Ward 7".into(),
                cannot_because: (!done).then(|| "no bed".into()),
            })
        }),
        1 => Just(Command::SetTask(SetTask {
            what: "Ring the ward".into(), owner: "coordinator".into(), due: Some(later(30)),
        })),
        1 => (1..3_u32).prop_map(|number| Command::FinishTask(FinishTask { number })),
        6 => scan_and_treatment(),
        1 => select(Tier::ALL).prop_map(|tier| {
            Command::SetTier(SetTier { tier, reason: "seen".into() })
        }),
        1 => Just(Command::GiveFirstFraction { at: None }),
        1 => select(&Exclusion::CHOICES[..]).prop_map(|code| {
            Command::ExcludeClock(ExcludeClock {
                clock: "CLK-MRI24".into(), code, why: "asked".into(),
            })
        }),
        2 => (1..30_u64, any::<bool>()).prop_map(|(entry, again)| {
            Command::CorrectEntry(CorrectEntry {
                entry,
                why: "wrong person".into(),
                says: String::new(),
                happened_at: again.then(|| later(-30)),
            })
        }),
        1 => select(&Decision::ALL[..]).prop_map(|outcome| {
            Command::CloseCase(CloseCase { outcome, note: "degenerative".into() })
        }),
        1 => Just(Command::ReopenCase(ReopenCase { why: "worse".into() })),
    ]
}

fn scan_and_treatment() -> impl Strategy<Value = Command> {
    prop_oneof![
        1 => Just(Command::OrderImaging(OrderImaging {
            modality: Modality::MriWholeSpine,
            mri_contraindicated: Some(false),
            slot: Some(later(300)),
            place: "MR2".into(),
            request: ScanRequest::default(),
        })),
        1 => Just(Command::AcquireImaging(AcquireImaging {
            modality: Modality::MriWholeSpine, number: None, at: None,
        })),
        1 => select(&Conclusion::ALL[..]).prop_map(|conclusion| {
            let compression = Some(conclusion == Conclusion::Confirmed);
            Command::ReportImaging(ReportImaging {
                compression, conclusion, summary: "T8.".into(), at: None,
            })
        }),
        1 => select(&Decision::ALL[..]).prop_map(|outcome| {
            Command::DecideTreatment(DecideTreatment {
                outcome, rationale: "agreed".into(), owner: "oncology".into(), at: None,
            })
        }),
        1 => (0.0..20.0_f64).prop_map(|base_mg| {
            Command::GiveDexamethasone(GiveDexamethasone {
                base_mg,
                product: "dexamethasone 2 mg tablets".into(),
                route: "oral".into(),
                agreed_with: String::new(),
                at: None,
            })
        }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let role = select(vec![Role::Coordinator, Role::Consultant, Role::Referrer]);
    let key = proptest::option::weighted(0.3, 0..4_u8);
    let ask = (1..4_u128, command(), role, key, proptest::bool::weighted(0.1));
    prop_oneof![
        12 => ask.prop_map(|(case, command, role, key, stale)| {
            Step::Ask { case, command, role, key, stale }
        }),
        3 => Just(Step::Fire),
        1 => Just(Step::Restart),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn whatever_people_do_everything_agrees(
        steps in proptest::collection::vec((step(), 0..300_i64), 1..40)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(walk(steps));
    }
}

async fn walk(steps: Vec<(Step, i64)>) {
    let folder = folder();
    let mut store = open(folder.path());
    let mut minute = 0;
    for (step, wait) in steps {
        minute += wait;
        match step {
            Step::Ask { case: n, command, role, key, stale } => {
                let actor = Actor::without_account("A. Ng", role);
                let mut submission = Submission::new(case(n), command, actor, later(minute));
                submission.expected_version = stale.then_some(3);
                submission.key = key.map(|key| {
                    let request = format!("{:?}", submission.command);
                    IdempotencyKey::new("test", key.to_string(), request.as_bytes())
                });
                let outcome = store.submit(submission).await.unwrap();
                if let Outcome::Done { case, version, replayed: false, .. } = outcome {
                    let file = store.case(case).await.unwrap().unwrap();
                    assert_eq!(file.case.version, version);
                    assert_eq!(Case::from_history(&file.history), file.case);
                }
            }
            Step::Fire => {
                let fired = store.fire_due(later(minute), 1_000).await.unwrap();
                assert!(fired.iter().all(|one| !one.late_by.is_negative()));
            }
            Step::Restart => {
                drop(store);
                store = open(folder.path());
            }
        }
    }
    let report = store.verify().await.unwrap();
    assert_eq!(report.first_problems, Vec::<String>::new());
    let board = store.board(BoardFilter::default()).await.unwrap();
    let due = store.next_deadline().await.unwrap();
    store.rebuild().await.unwrap();
    assert_eq!(store.verify().await.unwrap().first_problems, Vec::<String>::new());
    drop(store);
    let store = open(folder.path());
    assert_eq!(store.board(BoardFilter::default()).await.unwrap(), board);
    assert_eq!(store.next_deadline().await.unwrap(), due);
}
