//! Notes, calls, chases, tasks, delays and milestones. What is refused comes back on the page of quick actions,
//! with every value as typed.

use axum::extract::Path;
use axum::response::Response;
use jiff::Timestamp;
use pathway::chase::{ChaseStep, LogChase};
use pathway::delay::{DelayReason, LogDelay};
use pathway::note::{AddNote, LogCall, RecordMilestone};
use pathway::task::{FinishTask, SetTask};
use pathway::{CaseId, Command, Refusal, Role};
use rules::Milestone;
use store::Outcome;

use super::answer::{ByScript, case_of, done};
use super::page::{self, Wrong};
use super::quick::Quick;
use crate::form::Form;
use crate::problem::Problem;
use crate::visit::Visit;

/// Carries one out; a refused value leads back to the form it came from.
async fn carry_out(
    visit: &Visit,
    by: ByScript,
    case: CaseId,
    form: &Form,
    quick: Quick,
    command: Result<Command, Wrong>,
) -> Result<Response, Problem> {
    let part = quick.part();
    let command = match command {
        Ok(command) => command,
        Err(wrong) => return page::again(visit, case, part, form, &wrong).await,
    };
    let actor = visit.actor(Role::Coordinator);
    match visit.try_submit(actor, case, command, form).await? {
        outcome @ Outcome::Done { .. } => done(visit, by, form, quick, &outcome).await,
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            page::again(visit, case, part, form, &Wrong { field, message }).await
        }
        Outcome::Refused(Refusal::AlreadyDone { by, at }) => {
            let words = format!("{by} has done this already, {}.", visit.time(at));
            page::again(visit, case, part, form, &Wrong { field: "", message: words }).await
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// When it happened; empty means now.
fn happened(visit: &Visit, form: &Form, field: &'static str) -> Result<Option<Timestamp>, Wrong> {
    let zone = visit.app.site.time_zone();
    form.instant(field, &zone).map_err(|message| Wrong { field, message })
}

fn required(form: &Form, field: &'static str, ask: &str) -> Result<String, Wrong> {
    let typed = form.some(field).map(str::to_owned);
    typed.ok_or_else(|| Wrong { field, message: ask.to_owned() })
}

pub(super) async fn note(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = happened(&visit, &form, "at")
        .map(|at| Command::AddNote(AddNote { text: form.get("text").to_owned(), at }));
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Note, command).await
}

pub(super) async fn call(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = happened(&visit, &form, "at").map(|at| {
        Command::LogCall(LogCall {
            with: form.get("with").to_owned(),
            phone: form.get("phone").to_owned(),
            text: form.get("said").to_owned(),
            reached_person: form.ticked("reached_person"),
            coordinator: form.ticked("coordinator"),
            at,
        })
    });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Call, command).await
}

pub(super) async fn task(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = happened(&visit, &form, "due").map(|due| {
        Command::SetTask(SetTask {
            what: form.get("what").to_owned(),
            owner: form.get("owner").to_owned(),
            due,
        })
    });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Task, command).await
}

pub(super) async fn task_done(
    visit: Visit,
    by: ByScript,
    Path((id, number)): Path<(String, u32)>,
    form: Form,
) -> Result<Response, Problem> {
    let command = Ok(Command::FinishTask(FinishTask { number }));
    carry_out(&visit, by, case_of(&id)?, &form, Quick::TaskDone, command).await
}

/// The referrer owes an answer: its own clock runs beside the others, which never pause.
pub(super) async fn await_referrer(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command =
        required(&form, "reason", "Say what the referrer must answer.").and_then(|note| {
            let at = happened(&visit, &form, "at")?;
            let milestone = Milestone::AwaitingReferrerStarted;
            Ok(Command::RecordMilestone(RecordMilestone { milestone, at, note }))
        });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Waiting, command).await
}

pub(super) async fn referrer_answered(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = happened(&visit, &form, "at").map(|at| {
        let milestone = Milestone::AwaitingReferrerEnded;
        let note = form.get("answer").to_owned();
        Command::RecordMilestone(RecordMilestone { milestone, at, note })
    });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Answered, command).await
}

/// Why a step was late, in a code that the audit counts and a few words.
pub(super) async fn delay_reason(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = DelayReason::from_key(form.get("delay"))
        .ok_or_else(|| Wrong { field: "delay", message: "Choose what caused the delay.".into() })
        .map(|reason| {
            let (clock, more) = (form.get("clock").to_owned(), form.get("more").to_owned());
            Command::LogDelay(LogDelay { reason, clock, more })
        });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Delay, command).await
}

/// Someone was asked to hurry: the template says whom and for what, a few words what they said.
pub(super) async fn chase(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = ChaseStep::from_key(form.get("step"))
        .ok_or_else(|| Wrong { field: "step", message: "Choose what you asked for.".into() })
        .map(|step| {
            let (whom, said) = (form.get("whom").to_owned(), form.get("said").to_owned());
            Command::LogChase(LogChase { step, whom, said })
        });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Chase, command).await
}

pub(super) async fn milestone(
    visit: Visit,
    by: ByScript,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let command = Milestone::from_key(form.get("milestone"))
        .ok_or_else(|| Wrong { field: "milestone", message: "Choose what happened.".into() })
        .and_then(|milestone| {
            let at = happened(&visit, &form, "at")?;
            let note = form.get("note").to_owned();
            Ok(Command::RecordMilestone(RecordMilestone { milestone, at, note }))
        });
    carry_out(&visit, by, case_of(&id)?, &form, Quick::Step, command).await
}
