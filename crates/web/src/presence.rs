//! Who has a case open at the moment: a hint to the others, never a lock, and no part of the record.
//! Kept in memory for a minute at a time, by elapsed time and not by the clock of the service; each
//! server knows its own visitors.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::Path;
use axum::http::StatusCode;
use pathway::CaseId;
use tokio::time::Instant;

use crate::board::tell_here;
use crate::problem::Problem;
use crate::visit::Visit;

/// How long a page counts as open after it was last heard of. Its script says so twice as often.
const LEASE: Duration = Duration::from_mins(1);

type Here = BTreeMap<CaseId, BTreeMap<String, Instant>>;

/// Names by case, and until when each counts.
#[derive(Default)]
pub(crate) struct Presence(Mutex<Here>);

impl Presence {
    fn here(&self) -> MutexGuard<'_, Here> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody is on a page of this case. True when nobody knew that yet.
    fn come(&self, case: CaseId, name: &str, now: Instant) -> bool {
        self.here().entry(case).or_default().insert(name.into(), now + LEASE).is_none()
    }

    /// Forgets whoever was not heard of for a minute, and says where that changed something.
    pub(crate) fn expire(&self, now: Instant) -> Vec<CaseId> {
        let mut changed = Vec::new();
        self.here().retain(|case, names| {
            let before = names.len();
            names.retain(|_, until| *until > now);
            if names.len() != before {
                changed.push(*case);
            }
            !names.is_empty()
        });
        changed
    }

    /// Everyone on the pages of a case, by name.
    pub(crate) fn names(&self, case: CaseId) -> Vec<String> {
        self.here().get(&case).map(|names| names.keys().cloned().collect()).unwrap_or_default()
    }
}

/// Notes that this person opened a page of a case, tells the others, and says who they are.
pub(crate) fn come(visit: &Visit, case: CaseId) -> Vec<String> {
    let presence = visit.app.presence();
    let now = Instant::now();
    let Some(user) = visit.user() else { return Vec::new() };
    // Without an open board nobody else lets names go.
    for gone in presence.expire(now) {
        tell_here(&visit.app, gone);
    }
    if presence.come(case, &user.name, now) {
        tell_here(&visit.app, case);
    }
    presence.names(case).into_iter().filter(|name| *name != user.name).collect()
}

/// The page is still open.
pub(crate) async fn here(visit: Visit, Path(id): Path<String>) -> Result<StatusCode, Problem> {
    let case: CaseId = id.parse().map_err(|_| Problem::not_found())?;
    visit.app.store.row(case).await?.ok_or_else(Problem::not_found)?;
    come(&visit, case);
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_for_a_minute_after_it_was_last_heard_of() {
        let presence = Presence::default();
        let case = CaseId(uuid::Uuid::from_u128(1));
        let start = Instant::now();
        let after = |seconds| start + Duration::from_secs(seconds);
        assert!(presence.come(case, "A. Ng", start));
        assert!(!presence.come(case, "A. Ng", after(30)), "known already");
        assert!(presence.come(case, "P. Rao", after(31)));
        assert_eq!(presence.expire(after(89)), []);
        assert_eq!(presence.names(case), ["A. Ng", "P. Rao"]);
        assert_eq!(presence.expire(after(90)), [case]);
        assert_eq!(presence.names(case), ["P. Rao"]);
        assert_eq!(presence.expire(after(91)), [case]);
        assert!(presence.names(case).is_empty());
    }
}
