//! Steps of the demonstration that belong to the plan, to rehabilitation and to the clinical forms.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, anyhow};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use pathway::neuro::Walking;
use pathway::plan::{Panel, SetPlan, Status};
use pathway::proforma::{SaveProforma, SignProforma};
use pathway::rehab::{Power, RecordSession, SetGoal};
use pathway::{Case, Command};
use serde::Deserialize;

/// A panel of the plan, in force.
#[derive(Deserialize)]
pub(super) struct PlanStep {
    panel: String,
    #[serde(default)]
    answers: BTreeMap<String, String>,
    /// Answers that are days: how many days after this step.
    #[serde(default)]
    days: BTreeMap<String, i64>,
    /// Times: how many minutes after this step.
    #[serde(default)]
    times: BTreeMap<String, i64>,
}

impl PlanStep {
    pub(super) fn command(
        &self,
        at: Timestamp,
        case: &Case,
        zone: &TimeZone,
    ) -> anyhow::Result<Command> {
        let panel = Panel::from_key(&self.panel);
        let panel = panel.ok_or_else(|| anyhow!("there is no panel \"{}\"", self.panel))?;
        let today = at.to_zoned_datetime(zone.clone()).date();
        let mut answers = self.answers.clone();
        for (key, days) in &self.days {
            answers.insert(key.clone(), today.checked_add(days.days())?.to_string());
        }
        let mut times = BTreeMap::new();
        for (name, minutes) in &self.times {
            let later = at.checked_add(SignedDuration::from_mins(*minutes));
            times.insert(name.clone(), later.context("the time exists")?);
        }
        Ok(Command::SetPlan(Box::new(SetPlan {
            panel,
            status: Status::InForce,
            owner: panel.usual_owner().into(),
            answers,
            times,
            sure: BTreeSet::new(),
            because: String::new(),
            replaces: case.plan.get(panel).map_or(0, |standing| standing.entry),
        })))
    }
}

/// A clinical form, as far as these answers go.
#[derive(Deserialize)]
pub(super) struct FormStep {
    proforma: String,
    #[serde(default)]
    answers: BTreeMap<String, String>,
}

impl FormStep {
    /// Signs it where there is nothing to fill in.
    pub(super) fn command(&self, case: &Case) -> Command {
        let proforma = self.proforma.clone();
        if self.answers.is_empty() {
            return Command::SignProforma(SignProforma { proforma });
        }
        Command::SaveProforma(SaveProforma {
            proforma,
            answers: self.answers.clone(),
            opened_at: case.version,
            seen_at: case.version,
            ..SaveProforma::default()
        })
    }
}

/// A therapy session.
#[derive(Deserialize)]
pub(super) struct SessionStep {
    did: String,
    minutes: u16,
    power: String,
    walking: String,
    pain: u8,
}

impl SessionStep {
    pub(super) fn command(&self) -> Command {
        Command::RecordSession(RecordSession {
            did: self.did.clone(),
            minutes: Some(self.minutes),
            power: Power::from_key(&self.power),
            walking: Walking::from_key(&self.walking),
            pain: Some(self.pain),
            at: None,
        })
    }
}

/// A goal in the person's words.
#[derive(Deserialize)]
pub(super) struct GoalStep {
    words: String,
    in_days: i64,
}

impl GoalStep {
    pub(super) fn command(&self, at: Timestamp, zone: &TimeZone) -> anyhow::Result<Command> {
        let today = at.to_zoned_datetime(zone.clone()).date();
        let by = Some(today.checked_add(self.in_days.days())?);
        Ok(Command::SetGoal(SetGoal { words: self.words.clone(), by }))
    }
}
