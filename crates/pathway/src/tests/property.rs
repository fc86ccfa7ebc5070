//! Random stories: whatever is asked, in whatever order, by whomever.

use std::collections::BTreeSet;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rules::{ClockKind, Milestone, Tier};

use super::*;
use crate::chase::{ChaseStep, LogChase};
use crate::clock::{ExcludeClock, Exclusion};
use crate::closing::{CloseCase, ReopenCase};
use crate::correction::CorrectEntry;
use crate::delay::{DelayReason, LogDelay};
use crate::imaging::request::ScanRequest;
use crate::imaging::{AcquireImaging, Conclusion, Modality, OrderImaging, ReportImaging};
use crate::instruction::{About, AnswerInstruction, GiveInstruction, WithdrawInstruction};
use crate::neuro::{Finding, MiniNeuro, RecordNeuro, Walking};
use crate::note::{AddNote, RECORDABLE, RecordMilestone};
use crate::referral::ReissueLink;
use crate::task::{FinishTask, SetTask};
use crate::treatment::{DecideTreatment, GiveDexamethasone, Outcome as Plan};
use crate::triage::SetTier;

/// A time someone types: now, or so many minutes away from now.
type Offset = Option<i64>;

/// A step of a story: how long after the last one, by whom, what.
#[derive(Clone, Debug)]
struct Step {
    minutes: i64,
    actor: Actor,
    at: Offset,
    command: Command,
}

const FACTS: &[&str] = &[
    "ca_known",
    "ca_suspected",
    "spinal_mets_suspected",
    "p_night",
    "p_severe",
    "p_prog",
    "n_gait",
    "n_weak",
    "n_sens",
    "n_sphincter",
    "x_saddle",
    "x_fever",
    "x_sact",
    "one_leg_only",
    "immobilised",
    "admitted",
    "tertiary_referral",
    "mscc_clin_suspected",
    "mscc_ruled_out",
    "decision_recorded",
    "dex_given",
];

fn some_answers() -> impl Strategy<Value = Answers> {
    let word = select(vec!["yes", "yes", "no", "unknown"]);
    let answer =
        (select(FACTS), word).prop_map(|(fact, word)| (fact.to_owned(), Answer::Word(word.into())));
    vec(answer, 0..6).prop_map(|all| all.into_iter().collect())
}

fn some_exam() -> impl Strategy<Value = MiniNeuro> {
    let finding = || select(vec![Finding::Normal, Finding::Abnormal, Finding::NotExamined]);
    let walking = proptest::option::of(select(Walking::ALL.to_vec()));
    (walking, finding(), finding(), finding(), any::<bool>()).prop_map(
        |(walking, legs, saddle, bladder, says_worse)| MiniNeuro {
            walking,
            legs,
            saddle,
            bladder,
            says_worse,
            ..MiniNeuro::default()
        },
    )
}

fn text() -> impl Strategy<Value = String> {
    select(vec!["", "because", "two words"]).prop_map(str::to_owned)
}

fn of_the_referral() -> impl Strategy<Value = Command> {
    let source = select(vec![Source::SelfReferral, Source::Professional, Source::Fhir]);
    (source, some_answers())
        .prop_map(|(source, answers)| submit(SubmitReferral { source, answers, ..referral(&[]) }))
}

fn of_triage() -> impl Strategy<Value = Command> {
    let how = select(vec![How::Lay, How::Clinician, How::Examination]);
    prop_oneof![
        of_the_referral(),
        (some_answers(), how).prop_map(|(answers, how)| Command::RecordFacts(RecordFacts {
            answers,
            how,
            at: None
        })),
        some_exam().prop_map(|exam| Command::RecordNeuro(RecordNeuro { exam, at: None })),
        (select(Tier::ALL), text())
            .prop_map(|(tier, reason)| Command::SetTier(SetTier { tier, reason })),
        Just(Command::Acknowledge),
        (text(), text()).prop_map(|(to, phone)| Command::ReissueLink(ReissueLink { to, phone })),
    ]
}

fn of_the_ward() -> impl Strategy<Value = Command> {
    let give =
        (text(), select(About::ALL.to_vec()), any::<bool>()).prop_map(|(text, about, ends)| {
            let expires = ends.then(|| time("2030-01-01T00:00:00Z"));
            Command::GiveInstruction(GiveInstruction {
                text,
                about,
                expires,
                answer_within_min: None,
            })
        });
    let answer = (1..4_u32, proptest::option::of(text())).prop_map(|(number, cannot_because)| {
        Command::AnswerInstruction(AnswerInstruction {
            number,
            name: "Sr Kaur".into(),
            role: "nurse".into(),
            cannot_because,
        })
    });
    prop_oneof![
        give,
        answer,
        Just(Command::SeeInstructions),
        (1..4_u32, text()).prop_map(|(number, why)| {
            Command::WithdrawInstruction(WithdrawInstruction { number, why })
        }),
        (text(), text()).prop_map(|(what, owner)| Command::SetTask(SetTask {
            what,
            owner,
            due: None
        })),
        (1..4_u32).prop_map(|number| Command::FinishTask(FinishTask { number })),
        (select(ChaseStep::ALL.to_vec()), text(), text())
            .prop_map(|(step, whom, said)| { Command::LogChase(LogChase { step, whom, said }) }),
        (select(DelayReason::ALL.to_vec()), text()).prop_map(|(reason, more)| {
            Command::LogDelay(LogDelay { reason, clock: String::new(), more })
        }),
        text().prop_map(|text| Command::AddNote(AddNote { text, at: None })),
        (any::<bool>(), any::<bool>()).prop_map(|(person, contact)| note::call(person, contact)),
        select(RECORDABLE).prop_map(|milestone| note::milestone(milestone, None)),
    ]
}

fn of_treatment() -> impl Strategy<Value = Command> {
    let modality = || select(Modality::ALL.to_vec());
    prop_oneof![
        (modality(), proptest::option::of(any::<bool>())).prop_map(|(modality, safe)| {
            let place = String::new();
            Command::OrderImaging(OrderImaging {
                modality,
                mri_contraindicated: safe,
                slot: None,
                place,
                request: ScanRequest::default(),
            })
        }),
        modality().prop_map(|modality| {
            Command::AcquireImaging(AcquireImaging { modality, number: None, at: None })
        }),
        (proptest::option::of(any::<bool>()), select(Conclusion::ALL.to_vec()))
            .prop_map(|(compression, conclusion)| imaging::report(compression, conclusion)),
        (select(Plan::ALL.to_vec()), text(), text()).prop_map(|(outcome, rationale, owner)| {
            Command::DecideTreatment(DecideTreatment { outcome, rationale, owner, at: None })
        }),
        (0.0..30.0_f64, text()).prop_map(|(base_mg, agreed_with)| {
            Command::GiveDexamethasone(GiveDexamethasone {
                base_mg,
                product: "2 mg tablets".into(),
                route: "oral".into(),
                at: None,
                agreed_with,
            })
        }),
        Just(Command::GiveFirstFraction { at: None }),
        Just(Command::StartOperation { at: None }),
    ]
}

fn of_the_end() -> impl Strategy<Value = Command> {
    let clock = select(rules::CLOCKS.iter().map(|clock| clock.id).collect::<Vec<_>>());
    let codes = vec![
        Exclusion::PatientDeclined,
        Exclusion::Died,
        Exclusion::NotClinicallyAppropriate,
        Exclusion::TransferredOut,
        Exclusion::CaseClosed,
    ];
    prop_oneof![
        (clock, select(codes), text()).prop_map(|(clock, code, why)| {
            Command::ExcludeClock(ExcludeClock { clock: clock.into(), code, why })
        }),
        (1..60_u64, text(), text()).prop_map(|(entry, why, says)| {
            Command::CorrectEntry(CorrectEntry { entry, why, says, happened_at: None })
        }),
        (select(Plan::ALL.to_vec()), text())
            .prop_map(|(outcome, note)| Command::CloseCase(CloseCase { outcome, note })),
        text().prop_map(|why| Command::ReopenCase(ReopenCase { why })),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let roles = vec![
        Role::Coordinator,
        Role::Consultant,
        Role::Consultant,
        Role::Radiology,
        Role::Referrer,
        Role::Patient,
        Role::Client,
        Role::Billing,
    ];
    let actor = select(roles).prop_map(|role| someone(role.key(), role));
    let command =
        prop_oneof![5 => of_triage(), 4 => of_the_ward(), 3 => of_treatment(), 2 => of_the_end()];
    let at = proptest::option::weighted(0.3, -600..3_i64);
    (0..240_i64, actor, at, command).prop_map(|(minutes, actor, at, command)| Step {
        minutes,
        actor,
        at,
        command,
    })
}

fn story() -> impl Strategy<Value = (Command, Vec<Step>)> {
    (of_the_referral(), vec(step(), 1..40))
}

/// Puts the typed time where the command has one.
fn timed(command: &Command, typed: Option<Timestamp>) -> Command {
    let mut command = command.clone();
    match &mut command {
        Command::SubmitReferral(one) => one.written_at = typed,
        Command::RecordFacts(RecordFacts { at, .. })
        | Command::RecordNeuro(RecordNeuro { at, .. })
        | Command::AddNote(AddNote { at, .. })
        | Command::RecordMilestone(RecordMilestone { at, .. })
        | Command::AcquireImaging(AcquireImaging { at, .. })
        | Command::ReportImaging(ReportImaging { at, .. })
        | Command::DecideTreatment(DecideTreatment { at, .. })
        | Command::GiveDexamethasone(GiveDexamethasone { at, .. })
        | Command::GiveFirstFraction { at }
        | Command::StartOperation { at } => *at = typed,
        Command::CorrectEntry(one) => one.happened_at = typed,
        _ => {}
    }
    command
}

/// What must hold between two states of a case, whatever was asked.
fn holds(before: &Case, command: &Command, actor: &Actor, after: &Case, site: &Site) {
    let lowered = after.tier() > before.tier() && before.tier.is_some();
    let by_consultant = matches!(command, Command::SetTier(_)) && actor.role == Role::Consultant;
    assert!(!lowered || by_consultant, "{command:?} lowered {} to {}", before.tier(), after.tier());

    let corrects = matches!(command, Command::CorrectEntry(_));
    let waits = matches!(
        command,
        Command::RecordMilestone(RecordMilestone {
            milestone: Milestone::AwaitingReferrerStarted | Milestone::AwaitingReferrerEnded,
            ..
        })
    );
    for (old, new) in before.clocks.iter().zip(&after.clocks) {
        assert_eq!((&old.id, old.instance), (&new.id, new.instance), "a clock was lost");
        assert!(corrects || (old.since, old.due) == (new.since, new.due), "{} moved", old.id);
        let national = new.rule().is_some_and(|rule| rule.kind == ClockKind::National);
        assert!(!waits || !national || old == new, "waiting touched {}", old.id);
    }
    assert!(before.clocks.len() <= after.clocks.len(), "a clock was lost");

    let calls = |key: &str| key.starts_with("ladder:");
    let rung_waits = deadline::deadlines(after, site).iter().any(|one| calls(&one.key));
    if after.is_open() && after.tier().is_emergency() {
        assert!(after.acknowledged.is_some() || rung_waits, "nobody is called");
    }
    if after.closed.is_some() {
        assert!(after.clocks.iter().all(|clock| !clock.runs()), "a clock runs in a closed case");
    }
}

fn run(opening: &Command, steps: &[Step]) -> Story {
    let mut story = given([]);
    let walk = |story: &mut Story, actor: &Actor, command: &Command| {
        let before = story.case.clone();
        match story.try_decide(actor, command) {
            Ok(decided) => {
                holds(&before, command, actor, &decided.case, &story.site);
                story.history.extend(decided.events);
                story.messages.extend(decided.messages);
                story.case = decided.case;
            }
            Err(refusal) => assert!(!refusal.to_string().is_empty()),
        }
    };
    walk(&mut story, &ward(), opening);
    for step in steps {
        story.wait_min(step.minutes);
        if step.minutes % 3 == 0 {
            story.tick();
        }
        let typed = step.at.map(|minutes| story.now + SignedDuration::from_mins(minutes));
        walk(&mut story, &step.actor, &timed(&step.command, typed));
    }
    story.wait_min(15);
    story.tick();
    story
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_story_keeps_every_promise((opening, steps) in story()) {
        let story = run(&opening, &steps);
        let versions: Vec<u64> = story.history.iter().map(|one| one.version).collect();
        prop_assert_eq!(versions, (1..=story.case.version).collect::<Vec<u64>>());
        prop_assert_eq!(Case::from_history(&story.history), story.case.clone());

        let mut fired = BTreeSet::new();
        for recorded in &story.history {
            if let Event::DeadlineFired(one) = &recorded.event {
                prop_assert!(fired.insert(one.key.clone()), "{} fired twice", one.key);
                prop_assert!(one.late_by_s >= 0);
            }
        }
        prop_assert_eq!(fired.len(), story.fired().len());
        let keys: BTreeSet<&str> = story.messages.iter().map(|one| one.key.as_str()).collect();
        prop_assert_eq!(keys.len(), story.messages.len());
    }

    #[test]
    fn any_story_reads_back_from_what_was_stored((opening, steps) in story()) {
        let story = run(&opening, &steps);
        for recorded in &story.history {
            prop_assert!(recorded.occurred_at <= recorded.recorded_at);
            let stored = serde_json::to_string(recorded).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Recorded>(&stored).unwrap(), recorded);
        }
        if let Some(row) = crate::board::BoardRow::of(story.id, &story.case) {
            let stored = serde_json::to_string(&row).unwrap();
            prop_assert_eq!(serde_json::from_str::<crate::board::BoardRow>(&stored).unwrap(), row);
        }
    }
}
