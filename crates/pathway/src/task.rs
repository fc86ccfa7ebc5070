//! What the service has to do next: one sentence, an owner, a time.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::decide::{Draft, required};
use crate::event::Event;
use crate::refusal::Refusal;

/// Set the next action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetTask {
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: Option<Timestamp>,
}

/// A next action was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskSet {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// Not done by then, the coordinator is told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub escalates: bool,
}

/// Mark a task as done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FinishTask {
    /// Which.
    pub number: u32,
}

/// A task is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskDone {
    /// Which.
    pub number: u32,
}

/// A task and whether it is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// 1, 2, 3 … within the case.
    pub number: u32,
    /// What.
    pub what: String,
    /// Who.
    pub owner: String,
    /// By when.
    pub due: Option<Timestamp>,
    /// Not done by then, the coordinator is told.
    #[serde(default)]
    pub escalates: bool,
    /// When it was set.
    pub set_at: Timestamp,
    /// By whom and when it was done.
    pub done: Option<(String, Timestamp)>,
    /// It was taken back: its number stays, so that no other task gets it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

impl Task {
    pub(crate) fn new(set: &TaskSet, at: Timestamp) -> Self {
        Self {
            number: set.number,
            what: set.what.clone(),
            owner: set.owner.clone(),
            due: set.due,
            escalates: set.escalates,
            set_at: at,
            done: None,
            withdrawn: false,
        }
    }

    /// Still to do.
    pub const fn is_open(&self) -> bool {
        self.done.is_none() && !self.withdrawn
    }
}

pub(crate) fn set(draft: &mut Draft<'_>, set: &SetTask) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let what = required("what", &set.what, "Write what is to be done next.")?.to_owned();
    let owner = required("owner", &set.owner, "Say who does it.")?.to_owned();
    record(draft, TaskSet { number: 0, what, owner, due: set.due, escalates: false });
    Ok(())
}

/// Somebody has to do this by then. Not done in time, the coordinator is told.
pub(crate) fn must(draft: &mut Draft<'_>, what: impl Into<String>, owner: &str, due: Timestamp) {
    let (what, owner) = (what.into(), owner.into());
    record(draft, TaskSet { number: 0, what, owner, due: Some(due), escalates: true });
}

/// What somebody had to do has been done by doing it.
pub(crate) fn finish_called(draft: &mut Draft<'_>, what: &str) {
    let open = |task: &&Task| task.is_open() && task.what == what;
    let numbers: Vec<u32> = draft.case.tasks.iter().filter(open).map(|task| task.number).collect();
    for number in numbers {
        draft.record(Event::TaskDone(TaskDone { number }));
    }
}

/// Something to do; being late only shows.
pub(crate) fn should(draft: &mut Draft<'_>, what: impl Into<String>, owner: &str, due: Timestamp) {
    let (what, owner) = (what.into(), owner.into());
    record(draft, TaskSet { number: 0, what, owner, due: Some(due), escalates: false });
}

/// Under the next number of the case.
fn record(draft: &mut Draft<'_>, set: TaskSet) {
    let number = u32::try_from(draft.case.tasks.len()).unwrap_or(u32::MAX).saturating_add(1);
    draft.record(Event::TaskSet(TaskSet { number, ..set }));
}

pub(crate) fn finish(draft: &mut Draft<'_>, finish: &FinishTask) -> Result<(), Refusal> {
    let standing = |task: &&Task| task.number == finish.number && !task.withdrawn;
    let task = draft.case.tasks.iter().find(standing);
    let task = task.ok_or(Refusal::Unknown("task"))?;
    if let Some((by, at)) = &task.done {
        return Err(Refusal::AlreadyDone { by: by.clone(), at: *at });
    }
    draft.record(Event::TaskDone(TaskDone { number: finish.number }));
    Ok(())
}
