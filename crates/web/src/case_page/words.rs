//! What each event says in the timeline: a kind, a sentence, and the group the filter knows.

use isncsci::Output;
use jiff::Timestamp;
use maud::Markup;
use pathway::facts::{Answer, Answers};
use pathway::isncsci_exam::Understood;
use pathway::neuro::{Finding, MiniNeuro};
use pathway::spine::summary::summary;
use pathway::{Event, Recorded};
use rules::Fact;

use crate::urgency::clock_label;
use crate::visit::Visit;

/// Groups of the timeline's filter.
pub(super) const GROUPS: [(&str, &str); 7] = [
    ("findings", "Findings"),
    ("urgency", "Urgency and clocks"),
    ("imaging", "Imaging"),
    ("treatment", "Decision and treatment"),
    ("rehab", "Rehab and after"),
    ("instructions", "Instructions and tasks"),
    ("notes", "Notes and calls"),
];

/// An event in words.
pub(super) struct Words {
    pub(super) group: &'static str,
    pub(super) kind: &'static str,
    pub(super) text: String,
}

fn words(group: &'static str, kind: &'static str, text: impl Into<String>) -> Words {
    Words { group, kind, text: text.into() }
}

/// A fact in plain English.
pub(super) fn meaning(key: &str) -> &str {
    match key {
        "haem" => "a cancer of the blood or lymph glands",
        other => Fact::from_key(other).map_or_else(
            || {
                rules::condition::Number::ALL
                    .iter()
                    .find(|number| number.key() == other)
                    .map_or(other, |number| number.meaning())
            },
            |fact| fact.meaning(),
        ),
    }
}

fn answer(answer: &Answer) -> String {
    match answer {
        Answer::Word(word) if word == "unknown" => "not sure".into(),
        Answer::Word(word) => word.clone(),
        Answer::Number(number) => number.to_string(),
    }
}

fn all_answers(answers: &Answers) -> String {
    let each: Vec<String> =
        answers.iter().map(|(key, said)| format!("{}: {}", meaning(key), answer(said))).collect();
    each.join("; ")
}

/// A short examination in words; only what was looked at.
pub(crate) fn said(exam: &MiniNeuro) -> String {
    let mut parts: Vec<String> = exam.walking.iter().map(|grade| grade.words().into()).collect();
    for (name, finding) in [
        ("legs", exam.legs),
        ("feet", exam.feet),
        ("hands", exam.hands),
        ("saddle feeling", exam.saddle),
        ("bladder", exam.bladder),
    ] {
        match finding {
            Finding::Normal => parts.push(format!("{name} normal")),
            Finding::Abnormal => parts.push(format!("{name} NOT normal")),
            Finding::NotExamined => {}
        }
    }
    parts.extend(exam.pain.map(|pain| format!("pain {pain}/10")));
    if exam.says_worse {
        parts.push("said to be worse".into());
    }
    parts.join(", ")
}

/// A worksheet's classification in one line.
pub(crate) fn in_short(understood: &Understood) -> String {
    let said = |output| match understood.output(output) {
        "" => "not recorded".to_owned(),
        text => level_words(text),
    };
    format!(
        "NLI {}, AIS {}; sensory right {} left {}; motor right {} left {}",
        said(Output::NeurologicalLevel),
        said(Output::Grade),
        said(Output::SensoryRight),
        said(Output::SensoryLeft),
        said(Output::MotorRight),
        said(Output::MotorLeft)
    )
}

/// Answers of a worksheet as people read them: several as "C or D", `S4_5` as S4-5.
pub(crate) fn level_words(text: &str) -> String {
    text.replace('_', "-").replace(',', " or ")
}

fn clocks<'a>(ids: impl Iterator<Item = &'a String>) -> String {
    ids.map(|id| format!("{} ({id})", clock_label(id))).collect::<Vec<_>>().join(", ")
}

fn also(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!(" · {text}") }
}

/// What happened in a case after a version, in words, oldest first.
pub(crate) fn since(history: &[Recorded], version: u64, visit: &Visit) -> Vec<String> {
    let after = history.iter().filter(|entry| entry.version > version);
    after
        .filter_map(|entry| {
            let words = of(&entry.event, &|at| visit.time(at))?;
            Some(format!("{} {}{}", visit.time(entry.recorded_at), words.kind, also(&words.text)))
        })
        .collect()
}

/// The event in words; `None` for what is shown with another entry.
#[expect(clippy::too_many_lines, reason = "one line an event, in one place")]
pub(super) fn of(event: &Event, time: &dyn Fn(Timestamp) -> String) -> Option<Words> {
    Some(match event {
        Event::ReferralReceived(referral) => words(
            "notes",
            "Referral received",
            format!(
                "from {} {} {}{}",
                referral.referrer.name,
                referral.referrer.role,
                referral.referrer.phone,
                also(&referral.story)
            ),
        ),
        Event::FactsRecorded(facts) => words("findings", "Answers", all_answers(&facts.answers)),
        Event::TriageDecided(said) => {
            let rules: Vec<&str> = said.reasons.iter().map(|reason| reason.id.as_str()).collect();
            words("urgency", "Rules", format!("{} · {}", said.tier.words(), rules.join(", ")))
        }
        Event::TierSet(set) => words(
            "urgency",
            "Urgency set",
            format!("to {} (was {}): {}", set.tier.words(), set.from.words(), set.why),
        ),
        Event::Acknowledged => words("urgency", "Acknowledged", ""),
        Event::ClocksStarted(started) => words(
            "urgency",
            "Clocks started",
            clocks(started.clocks.iter().map(|start| &start.clock)),
        ),
        Event::ClocksStopped(stopped) => words(
            "urgency",
            "Clocks stopped",
            clocks(stopped.clocks.iter().map(|stop| &stop.clock)),
        ),
        Event::ClockExcluded(ended) => words(
            "urgency",
            "Clock excluded",
            format!(
                "{} ({}): {} · {}",
                clock_label(&ended.clock),
                ended.clock,
                ended.code.words(),
                ended.why
            ),
        ),
        Event::DeadlineFired(fired) => {
            let told = if fired.told.is_empty() {
                "nobody on the rota".to_owned()
            } else {
                fired.told.join(", ")
            };
            let late = if fired.late_by_s > 0 {
                format!(" · {} late", crate::ui::duration(fired.late_by_s))
            } else {
                String::new()
            };
            words(
                "urgency",
                "Escalation",
                format!("{} · told: {told}{late}", deadline(&fired.kind)),
            )
        }
        Event::InstructionGiven(given) => words(
            "instructions",
            "Instruction",
            format!(
                "{}: {}{}",
                given.about.words(),
                given.text,
                given.expires.map(|end| format!(" · until {}", time(end))).unwrap_or_default()
            ),
        ),
        Event::InstructionSeen(seen) => {
            words("instructions", "Instruction seen", format!("number {}", seen.number))
        }
        Event::InstructionDone(done) => words(
            "instructions",
            "Instruction done",
            format!("number {} by {}, {}", done.number, done.name, done.role),
        ),
        Event::InstructionRefused(no) => words(
            "instructions",
            "Instruction cannot be done",
            format!("number {}: {} ({}, {})", no.number, no.why, no.name, no.role),
        ),
        Event::InstructionWithdrawn(gone) => words(
            "instructions",
            "Instruction withdrawn",
            format!("number {}: {}", gone.number, gone.why),
        ),
        Event::TaskSet(task) => words(
            "instructions",
            "Task",
            format!(
                "{} · {}{}",
                task.what,
                task.owner,
                task.due.map(|due| format!(" · by {}", time(due))).unwrap_or_default()
            ),
        ),
        Event::TaskDone(done) => {
            words("instructions", "Task done", format!("number {}", done.number))
        }
        Event::NoteAdded(note) => words("notes", "Note", note.text.clone()),
        Event::CallLogged(call) => words(
            "notes",
            "Call",
            format!("with {}{}{}", call.with, also(&call.phone), also(&call.text)),
        ),
        Event::ChaseLogged(chase) => words(
            "notes",
            "Chased",
            format!("{} for {}{}", chase.whom, chase.step.for_what(), also(&chase.said)),
        ),
        Event::DelayLogged(delay) => words(
            "notes",
            "Delay",
            format!(
                "{}{}{}",
                delay.reason.words(),
                if delay.clock.is_empty() {
                    String::new()
                } else {
                    format!(" ({}, {})", clock_label(&delay.clock), delay.clock)
                },
                also(&delay.more)
            ),
        ),
        Event::MilestoneRecorded(step) => {
            words("notes", "Step", format!("{}{}", step.milestone.meaning(), also(&step.note)))
        }
        Event::NeuroRecorded(neuro) => words(
            "findings",
            "Neuro",
            format!(
                "{}{}",
                said(&neuro.exam),
                if neuro.worse { " · WORSE than before" } else { "" }
            ),
        ),
        Event::IsncsciRecorded(worksheet) => {
            let fills: Vec<String> = worksheet
                .fills
                .iter()
                .map(|fill| format!(" · FILLED as {}, after \"I tested these\"", fill.words()))
                .collect();
            let worse = if worksheet.neuro.worse { " · WORSE than before" } else { "" };
            words(
                "findings",
                "ISNCSCI",
                format!(
                    "{}{worse}{}{}",
                    in_short(&worksheet.understood),
                    fills.concat(),
                    also(&worksheet.remarks)
                ),
            )
        }
        Event::ImagingOrdered(order) => words(
            "imaging",
            "Scan ordered",
            format!(
                "{}{}{}",
                order.modality.words(),
                also(&order.place),
                order.slot.map(|slot| format!(" · slot {}", time(slot))).unwrap_or_default()
            ),
        ),
        Event::ScanProgressed(scan) => words(
            "imaging",
            scan.step.words(),
            format!(
                "scan {}{}{}{}",
                scan.number,
                also(&scan.words),
                also(&scan.place),
                scan.slot.map(|slot| format!(" · slot {}", time(slot))).unwrap_or_default()
            ),
        ),
        Event::ImagingAcquired(scan) => words("imaging", "Scan done", scan.modality.words()),
        Event::ImagingReported(report) => words(
            "imaging",
            "Scan reported",
            format!("{} · {}", report.conclusion.words(), report.summary),
        ),
        Event::LevelPainRecorded(said) => words(
            "findings",
            "Pain by level",
            format!("{}: {}", said.level, said.pain.map_or("not known", scores::sins::Pain::label)),
        ),
        Event::SpineReportSaved(_) => words("imaging", "Spine report", "saved, not signed"),
        Event::SpineReportSigned(signed) => words(
            "imaging",
            "Spine report signed",
            format!(
                "{} · {}",
                signed.report.modality.words(),
                summary(&signed.report, &pathway::spine::Pains::new())
            ),
        ),
        Event::SpineReportAddended(added) => {
            words("imaging", "Addendum to the spine report", added.text.clone())
        }
        Event::CriticalResultRaised(raised) => {
            words("imaging", "Critical result", format!("told: {}", raised.to))
        }
        Event::CriticalResultAcknowledged(_) => {
            words("imaging", "Critical result acknowledged", "")
        }
        Event::TreatmentDecided(decided) => words(
            "treatment",
            "Decision",
            format!("{} · {} · {}", decided.outcome.words(), decided.rationale, decided.owner),
        ),
        Event::DexamethasoneGiven(dose) => words(
            "treatment",
            "Dexamethasone",
            format!(
                "{} mg base, {}{}{}",
                dose.base_mg,
                dose.product,
                also(&dose.route),
                also(&dose.agreed_with)
            ),
        ),
        Event::FirstFractionGiven(_) => words("treatment", "First fraction", "delivered"),
        Event::OperationStarted(_) => words("treatment", "Operation", "began"),
        // Shown struck through in the entry it corrects.
        Event::EntryCorrected(_) => return None,
        Event::LinkReissued(link) => {
            words("notes", "Referrer's end handed over", format!("to {} {}", link.to, link.phone))
        }
        Event::CaseClosed(closed) => words(
            "treatment",
            "Case closed",
            format!("{}{}", closed.outcome.words(), also(&closed.note)),
        ),
        Event::CaseReopened { why } => words("treatment", "Case re-opened", why.clone()),
        Event::OpinionsAsked(asked) => {
            let of: Vec<&str> = asked.of.iter().map(|one| one.words()).collect();
            let of = of.join(", ");
            words(
                "treatment",
                "Opinions asked",
                format!("{of}{} · by {}", also(&asked.question), time(asked.due)),
            )
        }
        Event::OpinionGiven(given) => words(
            "treatment",
            "Opinion",
            format!("{} · {}{}", given.specialty.words(), given.outcome.words(), also(&given.text)),
        ),
        Event::MeetingSigned(signed) => words(
            "treatment",
            "Outcome of the meeting",
            format!("{} · {} · {}", signed.outcome.words(), signed.rationale, signed.owner),
        ),
        Event::ActionMissed(missed) => {
            words("treatment", "Action not done", format!("task {}: {}", missed.task, missed.why))
        }
        Event::ProformaSaved(saved) => {
            let title = proforma_title(&saved.proforma);
            words("findings", title, proforma_answers(saved))
        }
        Event::ProformaSigned(signed) => {
            words("findings", proforma_title(&signed.proforma), "signed")
        }
        Event::PlanSet(set) => words("treatment", set.panel.title(), plan(set, time)),
        Event::FractionGiven(fraction) => words(
            "treatment",
            "Fraction",
            format!("number {} delivered{}", fraction.number, also(&fraction.note)),
        ),
        Event::GoalSet(goal) => words(
            "rehab",
            "Goal",
            format!(
                "\u{201c}{}\u{201d}{}",
                goal.words,
                goal.by.map(|day| format!(" by {}", crate::when::day(day))).unwrap_or_default()
            ),
        ),
        Event::GoalEnded(goal) => words(
            "rehab",
            "Goal",
            format!(
                "goal {} {}{}",
                goal.number,
                if goal.reached { "reached" } else { "given up" },
                also(&goal.note)
            ),
        ),
        Event::SessionRecorded(session) => words("rehab", "Therapy session", therapy(session)),
        Event::Discharged(discharged) => {
            let calls: Vec<String> = discharged.checks.iter().map(|(_, due)| time(*due)).collect();
            let text = format!("calls due {}{}", calls.join(", "), also(&discharged.reason));
            words("rehab", "Discharged", text)
        }
        Event::FollowUpRecorded(call) => words("rehab", "Call after discharge", follow_up(call)),
        Event::AddendumAdded(added) => {
            words("findings", proforma_title(&added.proforma), format!("added: {}", added.text))
        }
        Event::HandoverGiven(given) => {
            words("notes", "Handover given", format!("{} cases", given.cases.len()))
        }
        Event::HandoverAccepted(_) => words("notes", "Handover accepted", ""),
    })
}

fn proforma_title(key: &str) -> &'static str {
    pathway::proforma::find(key).map_or("Form", |one| one.title)
}

/// "Walking now: with one person · Plan: MRI"; what was taken back says so.
fn proforma_answers(saved: &pathway::proforma::ProformaSaved) -> String {
    let Some(proforma) = pathway::proforma::find(&saved.proforma) else { return String::new() };
    let answered = saved.answers.iter().filter_map(|(key, value)| {
        let (_, question) = proforma.question(key)?;
        let value = if value.is_empty() { "taken back".into() } else { question.words(value) };
        Some(format!("{}: {value}", question.label))
    });
    answered.collect::<Vec<_>>().join(" · ")
}

/// "In force · Dose: 16 mg · Slot: today 14:00 · although …"
fn plan(set: &pathway::plan::PlanSet, time: &dyn Fn(Timestamp) -> String) -> String {
    let mut parts = vec![set.status.words().to_owned()];
    parts.extend(set.panel.questions().iter().filter_map(|question| {
        let said = set.answer(question.key);
        (!said.is_empty()).then(|| format!("{}: {}", question.label, question.words(said)))
    }));
    parts.extend(
        set.panel
            .times()
            .iter()
            .filter_map(|(name, label)| Some(format!("{label}: {}", time(set.time(name)?)))),
    );
    parts.push(format!("owner {}", set.owner));
    if !set.because.is_empty() {
        parts.push(format!("meant, because {}", set.because));
    }
    parts.join(" · ")
}

fn therapy(session: &pathway::rehab::SessionRecorded) -> String {
    let mut parts = vec![session.did.clone()];
    parts.extend(session.minutes.map(|minutes| format!("{minutes} min")));
    parts.extend(session.power.map(|power| format!("power {}", power.words())));
    parts.extend(session.walking.map(|walking| walking.words().to_owned()));
    parts.extend(session.pain.map(|pain| format!("pain {pain}/10")));
    parts.join(" · ")
}

fn follow_up(call: &pathway::rehab::FollowUpRecorded) -> String {
    let worse: Vec<&str> =
        call.answers.iter().filter(|(_, worse)| *worse).map(|(sign, _)| sign.key()).collect();
    let outcome = match (call.reached, worse.is_empty()) {
        (false, _) => "nobody reached".to_owned(),
        (true, true) => "nothing worse".to_owned(),
        (true, false) => format!("WORSE: {}", worse.join(", ")),
    };
    format!("{} · {outcome}{}", call.check.words(), also(&call.note))
}

fn deadline(kind: &pathway::deadline::Kind) -> String {
    use pathway::deadline::Kind;
    match kind {
        Kind::Ladder(rung) => format!("not acknowledged: {} called", rung.words()),
        Kind::Unacknowledged(share) => format!("not acknowledged: {}", share.words()),
        Kind::ClockAtRisk(clock) => format!("{} ({clock}) at risk", clock_label(clock)),
        Kind::ClockBreached(clock) => format!("{} ({clock}) breached", clock_label(clock)),
        Kind::InstructionUnanswered(number) => format!("instruction {number} not answered"),
        Kind::CriticalResult { rung, .. } => {
            format!("critical result not acknowledged: {} called", rung.words())
        }
        Kind::TaskOverdue(number) => format!("task {number} not done in time"),
        Kind::HandoverUnaccepted(rung) => format!("handover not accepted: {}", rung.words()),
    }
}

/// A rule or clock, as a link to what it says.
pub(super) fn rule_link(id: &str) -> Markup {
    maud::html! { a href={ "/rules/" (id) } { (id) } }
}
