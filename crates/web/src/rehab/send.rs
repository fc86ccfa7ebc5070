//! Carrying the forms out. A refused one comes back with everything typed.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use pathway::neuro::Walking;
use pathway::note::RecordMilestone;
use pathway::rehab::{
    Check, DischargePatient, EndGoal, Power, RecordFollowUp, RecordSession, SetGoal, Sign,
};
use pathway::{Command, Refusal, Role};
use rules::Milestone;
use store::Outcome;

use super::form::{Forms, Part};
use super::page;
use crate::case_page::sheet::Sheet;
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::{Visit, to};

type Read = Result<Command, (&'static str, String)>;

async fn carry_out(
    visit: &Visit,
    id: &str,
    part: Part,
    form: &Form,
    read: Read,
) -> Result<Response, Problem> {
    let case: pathway::CaseId = id.parse().map_err(|_| Problem::not_found())?;
    let (field, message) = match read {
        Err(wrong) => wrong,
        Ok(command) => {
            let worse = matches!(
                &command,
                Command::RecordSession(RecordSession { power: Some(Power::Worse), .. })
            );
            match visit.try_submit(visit.actor(Role::Therapist), case, command, form).await? {
                // Worse: the examination is the next thing to do.
                Outcome::Done { .. } if worse => return Ok(to(&format!("/cases/{case}/neuro"))),
                Outcome::Done { .. } => return Ok(to(&format!("/cases/{case}/rehab"))),
                Outcome::Refused(Refusal::Invalid { field, message }) => (field, message),
                Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
                Outcome::KeyReused => return Err(Problem::key_reused()),
            }
        }
    };
    let sheet = Sheet::open(visit, id, "rehab").await?;
    let forms = Forms { visit, sheet: &sheet, sent: Some((part, form, field, &message)) };
    let body = page::body(visit, &sheet, &forms);
    Ok(sheet.page(visit, "Rehab", StatusCode::UNPROCESSABLE_ENTITY, body))
}

fn at(visit: &Visit, form: &Form) -> Result<Option<jiff::Timestamp>, (&'static str, String)> {
    form.instant("at", &visit.app.site.time_zone()).map_err(|message| ("at", message))
}

fn number<N: std::str::FromStr>(
    form: &Form,
    name: &'static str,
) -> Result<Option<N>, (&'static str, String)> {
    form.number(name).map_err(|message| (name, message))
}

pub(super) async fn step(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let milestone = Milestone::from_key(form.get("milestone")).ok_or_else(Problem::not_found)?;
    let read = at(&visit, &form)
        .map(|at| Command::RecordMilestone(RecordMilestone { milestone, at, note: String::new() }));
    carry_out(&visit, &id, Part::Step, &form, read).await
}

pub(super) async fn order(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    carry_out(&visit, &id, Part::Order, &form, Ok(Command::AskForMobilityOrder)).await
}

pub(super) async fn session(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let read = || -> Read {
        Ok(Command::RecordSession(RecordSession {
            did: form.get("did").into(),
            minutes: number(&form, "minutes")?,
            power: Power::from_key(form.get("power")),
            walking: Walking::from_key(form.get("walking")),
            pain: number(&form, "pain")?,
            at: at(&visit, &form)?,
        }))
    };
    carry_out(&visit, &id, Part::Session, &form, read()).await
}

pub(super) async fn goal(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let by = form.some("by").map(str::parse).transpose();
    let read = match by {
        Ok(by) => Ok(Command::SetGoal(SetGoal { words: form.get("words").into(), by })),
        Err(_) => Err(("by", "Enter a day that exists, as year, month and day.".to_owned())),
    };
    carry_out(&visit, &id, Part::Goal, &form, read).await
}

pub(super) async fn end_goal(
    visit: Visit,
    Path((id, goal)): Path<(String, u32)>,
    form: Form,
) -> Result<Response, Problem> {
    let reached = form.get("reached") == "yes";
    let note = form.get("note").into();
    let command = Command::EndGoal(EndGoal { number: goal, reached, note });
    carry_out(&visit, &id, Part::EndGoal(goal), &form, Ok(command)).await
}

pub(super) async fn discharge(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let read = at(&visit, &form).map(|at| {
        Command::DischargePatient(DischargePatient { reason: form.get("reason").into(), at })
    });
    carry_out(&visit, &id, Part::Discharge, &form, read).await
}

pub(super) async fn call(
    visit: Visit,
    Path((id, check)): Path<(String, String)>,
    form: Form,
) -> Result<Response, Problem> {
    let check = Check::from_key(&check).ok_or_else(Problem::not_found)?;
    let answer = |sign: Sign| match form.get(sign.key()) {
        "yes" => Some((sign, true)),
        "no" => Some((sign, false)),
        _ => None,
    };
    let read = match form.get("reached") {
        reached @ ("yes" | "no") => Ok(Command::RecordFollowUp(RecordFollowUp {
            check,
            reached: reached == "yes",
            answers: Sign::ALL.into_iter().filter_map(answer).collect(),
            note: form.get("note").into(),
            at: None,
        })),
        _ => Err(("reached", "Say whether anybody was spoken to.".to_owned())),
    };
    carry_out(&visit, &id, Part::Call(check), &form, read).await
}
