//! What a referrer may expect, measured: how soon the referrals of the last 30 days were read.

use jiff::SignedDuration;
use store::BoardFilter;

use crate::problem::Problem;
use crate::ui;
use crate::visit::Visit;

/// Fewer than this in 30 days say nothing: then only the target is shown.
const ENOUGH: usize = 12;

/// "Read within 15 min, reply within 2 h (last 30 days: median 22 min to being read)".
pub(super) async fn line(visit: &Visit) -> Result<String, Problem> {
    let target = visit.app.site.ladder.switchboard_min;
    let promise = format!("Target: read within {target} min, reply within 2 h of a full data set");
    let since = visit.now.checked_sub(SignedDuration::from_hours(30 * 24)).unwrap_or(visit.now);
    let mut waits = Vec::new();
    for closed in [false, true] {
        let filter = BoardFilter { closed, ..BoardFilter::default() };
        for row in visit.app.store.board(filter).await? {
            if let Some(read) = row.acknowledged.as_ref().filter(|_| row.received_at >= since) {
                waits.push(read.at.duration_since(row.received_at).as_secs());
            }
        }
    }
    Ok(match median(&mut waits) {
        Some(wait) => {
            format!("{promise} (last 30 days: median {} to being read)", ui::duration(wait))
        }
        None => promise,
    })
}

fn median(waits: &mut [i64]) -> Option<i64> {
    if waits.len() < ENOUGH {
        return None;
    }
    waits.sort_unstable();
    waits.get(waits.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_than_twelve_referrals_give_no_median() {
        assert_eq!(median(&mut [60; 11]), None);
        let mut waits: Vec<i64> = (0..13).rev().collect();
        assert_eq!(median(&mut waits), Some(6));
    }
}
