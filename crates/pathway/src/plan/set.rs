//! How a panel is written: refused while something is wrong with it, then told to the ward, the
//! clocks and the rules.

use jiff::Timestamp;
use rules::Milestone;

use super::{
    Panel, PlanSet, SetPlan, Standing, Status, contradictions, mobility, problems, steroid, words,
    written,
};
use crate::decide::Draft;
use crate::event::Event;
use crate::facts::{Answer, How};
use crate::instruction::{self, GiveInstruction, InstructionWithdrawn};
use crate::note::MilestoneRecorded;
use crate::refusal::{Conflict, Refusal};
use crate::triage::FactsRecorded;

pub(crate) fn set(draft: &mut Draft<'_>, set: &SetPlan) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let (now, site) = (draft.context.now, draft.context.site);
    if let Some(problem) = problems(&draft.case, site, set).into_iter().next() {
        return Err(Refusal::invalid(problem.key, problem.message));
    }
    let mut written = written(set);
    if written.panel == Panel::Steroid {
        written.reduction = steroid::chosen(&written, site);
    }
    let stands = draft.case.plan.get(set.panel).cloned();
    let before = stands.as_ref().map(|standing| &standing.set);
    if before.is_some_and(|before| PlanSet { instruction: None, ..before.clone() } == written) {
        return Ok(());
    }
    if let Some(standing) = stands.as_ref().filter(|standing| standing.entry != set.replaces) {
        return Err(Refusal::Conflicts(conflicts(standing, &written)));
    }
    if written.status == Status::InForce && written.panel == Panel::Mobility {
        mobility::must_end(&written, now)?;
    }
    let asks = words::instruction(&written, site);
    if asks.is_some() {
        written.instruction = Some(draft.case.next_instruction());
    }
    let because = Some(written.because.clone()).filter(|why| !why.is_empty());
    draft.record_at(now, because.as_deref(), Event::PlanSet(written.clone()));
    let against: Vec<String> = contradictions(&draft.case)
        .into_iter()
        .filter(|one| one.panels.contains(&set.panel) && written.status == Status::InForce)
        .map(|one| one.says)
        .collect();
    if !against.is_empty() && written.because.is_empty() {
        let message = format!("{} If it is meant, say why.", against.join(" "));
        return Err(Refusal::invalid("because", message));
    }
    replace_instructions(draft, before.and_then(|before| before.instruction), &written);
    if let Some((about, text)) = asks {
        let expires = written.time("expires");
        instruction::give(
            draft,
            &GiveInstruction { text, about, expires, answer_within_min: None },
        )?;
    }
    follow(draft, before, &written);
    Ok(())
}

/// Field by field what this person and the other wrote.
fn conflicts(standing: &Standing, mine: &PlanSet) -> Vec<Conflict> {
    let theirs = &standing.set;
    let conflict = |field: &'static str, label: &'static str, mine: String, theirs: String| {
        (mine != theirs).then(|| Conflict {
            field,
            label,
            mine,
            theirs,
            by: standing.by.clone(),
            at: standing.at,
        })
    };
    let mut all: Vec<Conflict> = mine
        .panel
        .questions()
        .iter()
        .filter_map(|question| {
            let say = |set: &PlanSet| question.words(set.answer(question.key));
            conflict(question.key, question.label, say(mine), say(theirs))
        })
        .collect();
    all.extend(mine.panel.times().iter().filter_map(|(key, label)| {
        let say = |set: &PlanSet| set.time(key).map_or_else(String::new, |at| at.to_string());
        conflict(key, label, say(mine), say(theirs))
    }));
    all.extend(conflict("owner", "Owner", mine.owner.clone(), theirs.owner.clone()));
    let status = |set: &PlanSet| set.status.words().to_owned();
    all.extend(conflict("status", "Status", status(mine), status(theirs)));
    all
}

/// What told the ward before holds no more. A mobility order takes the place of every other.
fn replace_instructions(draft: &mut Draft<'_>, own: Option<u32>, written: &PlanSet) {
    let now = draft.context.now;
    let order = written.panel == Panel::Mobility && written.status == Status::InForce;
    let (given, why) = match written.status {
        Status::InForce => (written.instruction, "the plan changed"),
        Status::Proposed | Status::Ended => (None, "this part of the plan has ended"),
    };
    let old: Vec<u32> = draft
        .case
        .instructions
        .iter()
        .filter(|one| one.state(now) != "withdrawn" && Some(one.number) != given)
        .filter(|one| Some(one.number) == own || (order && one.about.is_mobility()))
        .map(|one| one.number)
        .collect();
    for number in old {
        let event = InstructionWithdrawn { number, why: why.into() };
        draft.record_at(now, Some(why), Event::InstructionWithdrawn(event));
    }
}

/// What a panel tells the clocks and the rules.
fn follow(draft: &mut Draft<'_>, before: Option<&PlanSet>, now: &PlanSet) {
    let newly = |key: &str, word: &str| {
        now.answer(key) == word && before.is_none_or(|before| before.answer(key) != word)
    };
    let mut facts: Vec<(&str, Answer)> = Vec::new();
    let mut reached: Vec<(Milestone, Timestamp)> = Vec::new();
    let (at, holds) = (draft.context.now, now.status == Status::InForce);
    match now.panel {
        Panel::Steroid if holds && now.answers.contains_key("taper") => {
            let same = before.is_some_and(|before| before.answer("taper") == now.answer("taper"));
            if !same {
                reached.push((Milestone::TaperPlanRecorded, at));
            }
        }
        Panel::Steroid if now.status == Status::Ended && draft.case.facts.is_yes("on_dex") => {
            reached.push((Milestone::DexamethasoneStopped, at));
            facts.push(("on_dex", Answer::no()));
        }
        Panel::Care if holds => {
            if newly("vte_assessed", "yes") {
                reached.push((Milestone::ClotRiskAssessed, at));
            }
            if newly("vte_drug", "yes") {
                facts.push(("vte_drug_chosen", Answer::yes()));
            }
            let started = now.time("vte_started");
            if let Some(started) = started
                .filter(|at| before.and_then(|before| before.time("vte_started")) != Some(*at))
            {
                reached.push((Milestone::ClotPreventionStarted, started.min(at)));
            }
        }
        Panel::Mobility if holds => {
            crate::task::finish_called(draft, mobility::ASK);
            if !mobility::is_still(now) && !now.answer("advised_by").is_empty() {
                reached.push((Milestone::StabilityAdviceRecorded, at));
                facts.push(("stability_confirmed", Answer::yes()));
                facts.push(("immobilised", Answer::no()));
            }
        }
        _ => {}
    }
    for (milestone, at) in reached {
        draft.record_at(at, None, Event::MilestoneRecorded(MilestoneRecorded::of(milestone)));
    }
    if !facts.is_empty() {
        let answers = facts.into_iter().map(|(fact, said)| (fact.to_owned(), said)).collect();
        draft.record(Event::FactsRecorded(FactsRecorded { answers, how: How::Recorded }));
    }
}
