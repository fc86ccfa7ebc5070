//! From the meeting's forms to commands.

use pathway::Command;
use pathway::mdt::{ActionAsked, AskOpinions, GiveOpinion, MissAction, SignMeeting, Specialty};
use pathway::treatment::Outcome;

use crate::form::Form;
use crate::visit::Visit;

/// Rows for actions on the form; empty ones count for nothing.
pub(super) const ACTIONS: usize = 4;

/// A field and what is wrong with it.
pub(super) type Wrong = (String, String);

pub(super) fn ask(form: &Form) -> Result<Command, Wrong> {
    let of = form.get("of").split(',').filter_map(Specialty::from_key).collect();
    let within_min = form.number("within_min").map_err(|message| ("within_min".into(), message))?;
    let question = form.get("question").to_owned();
    Ok(Command::AskOpinions(AskOpinions { of, question, within_min }))
}

pub(super) fn opinion(form: &Form) -> Result<Command, Wrong> {
    let specialty = Specialty::from_key(form.get("specialty"))
        .ok_or_else(|| ("specialty".into(), "Choose as what you answer.".to_owned()))?;
    let text = form.get("text").to_owned();
    let outcome = chosen(form, "recommends")?;
    Ok(Command::GiveOpinion(GiveOpinion { specialty, outcome, text }))
}

pub(super) fn outcome(visit: &Visit, form: &Form) -> Result<Command, Wrong> {
    let zone = visit.app.site.time_zone();
    let text = |name: &str| form.get(name).to_owned();
    let mut actions = Vec::new();
    for row in 1..=ACTIONS {
        let due_field = format!("action_due_{row}");
        let due = form.instant(&due_field, &zone).map_err(|message| (due_field, message))?;
        actions.push(ActionAsked {
            what: text(&format!("action_what_{row}")),
            owner: text(&format!("action_owner_{row}")),
            due,
        });
    }
    Ok(Command::SignMeeting(Box::new(SignMeeting {
        outcome: chosen(form, "outcome")?,
        considered: text("considered"),
        rationale: text("rationale"),
        dissent: text("dissent"),
        conditions: text("conditions"),
        owner: text("owner"),
        present: text("present"),
        without_quorum: text("without_quorum"),
        actions,
    })))
}

pub(super) fn missed(task: u32, form: &Form) -> Command {
    Command::MissAction(MissAction { task, why: form.get("why").to_owned() })
}

fn chosen(form: &Form, name: &str) -> Result<Outcome, Wrong> {
    Outcome::from_code(form.get(name))
        .ok_or_else(|| (name.to_owned(), "Choose what is recommended.".to_owned()))
}
