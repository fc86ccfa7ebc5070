//! Urgency and clocks in the words of the staff pages: the action line that never leaves its tier,
//! and the short name of each clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use pathway::Site;
use pathway::clock::{RunningClock, Stage};
use rules::{ClockKind, Tier};

use crate::ui::{ClockState, ClockView, TierView};
use crate::when;

/// A tier with the line that says what to do. `due` is when its first action is due; `told` is when
/// the person themself was sent to emergency care.
pub(crate) fn staff_view(
    tier: Tier,
    due: Timestamp,
    told: Option<Timestamp>,
    site: &Site,
    now: Timestamp,
) -> TierView {
    let zone = site.time_zone();
    let by = when::short(due, now, &zone);
    let line = match tier {
        Tier::E0 => "Call 999 or go to A&E now. Say why. Do not wait for this hospital".to_owned(),
        Tier::E1 => format!(
            "Phone the coordinator or on-call spinal service now: {}",
            site.coordinator_phone
        ),
        Tier::I1 => "Possible infection or cauda equina: assessment at A&E or the acute oncology \
                     line now, see reasons"
            .to_owned(),
        Tier::S1 => format!("A person will call by {by}"),
        Tier::U1 => format!("Coordinator advice by {by}"),
        Tier::U2 => format!("Urgent oncology, GP or 111 by {by}"),
        Tier::R0 => format!("What to watch for; re-check on {by}"),
    };
    let line = match told {
        Some(at) => format!("{line} · patient told {}", when::short(at, now, &zone)),
        None => line,
    };
    TierView::new(tier, line)
}

/// The short name of a clock; its id when it is none of ours.
pub(crate) fn clock_label(id: &str) -> &str {
    match id {
        "CLK-MRI24" | "CLK-MRI168" => "MRI",
        "CLK-PLAN24" | "CLK-PLAN168" => "Plan",
        "CLK-COORD0" | "CLK-COORD24" => "Coordinator",
        "CLK-DEX" => "Steroid",
        "CLK-IMM24" => "Stability advice",
        "CLK-RT24" | "CLK-DXRT" => "Radiotherapy",
        "CLK-DEF24" => "Treatment",
        "CLK-REPORT" => "Report",
        "CLK-ACK" => "Receipt",
        "CLK-OPIN2" => "Opinion",
        "CLK-AWAITREF" => "Referrer",
        "CLK-PLANSENT" => "Plan to referrer",
        "CLK-UPDATE" => "Update to referrer",
        "CLK-IMGX" => "Images",
        "CLK-PHYSIO" => "Physiotherapy",
        "CLK-OT" => "Occupational therapy",
        "CLK-VTE" => "Clot risk",
        "CLK-LMWH" => "Clot prevention",
        "CLK-TAPER" => "Steroid taper",
        "CLK-STOPDEX" => "Stop steroid",
        "CLK-DISCH" => "Discharge plan",
        "CLK-CALLBACK2" | "CLK-CALLBACK12" | "CLK-CALLBACK24" => "Call back",
        "CLK-SAFETYNET" => "Re-check",
        other => other,
    }
}

/// A clock as a bar. `None` for one that a coded exclusion ended: it has no bar to show.
pub(crate) fn clock_view(
    clock: &RunningClock,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<ClockView> {
    let waits = clock.id == "CLK-AWAITREF" && clock.runs();
    let state = match clock.stage(now) {
        Stage::Excluded => return None,
        _ if waits => ClockState::Waiting,
        Stage::OnTrack => ClockState::OnTrack,
        Stage::Watch => ClockState::Watch,
        Stage::AtRisk => ClockState::AtRisk,
        Stage::Breached => ClockState::Breached,
        Stage::Met => ClockState::Met,
        Stage::MetLate => ClockState::MetLate,
    };
    let red = clock.red.unwrap_or(clock.due);
    let stopped = match clock.ended {
        Some(pathway::clock::Ended::Stopped(at)) => Some(at),
        _ => None,
    };
    let note = match clock.rule().map(|rule| rule.kind) {
        _ if waits => Some("waiting for the referrer".to_owned()),
        Some(ClockKind::NationalRetired) => Some("former national target".to_owned()),
        Some(ClockKind::National) | None => None,
        Some(_) => Some("local target".to_owned()),
    };
    Some(ClockView {
        id: clock.id.clone(),
        label: clock_label(&clock.id).to_owned(),
        state,
        start: clock.since,
        amber: clock.amber.unwrap_or(red),
        red,
        due: clock.due,
        stopped,
        due_words: when::short(clock.due, now, zone),
        note,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_of_the_rule_book_has_a_short_name() {
        for clock in rules::CLOCKS {
            assert_ne!(clock_label(clock.id), clock.id);
        }
    }

    #[test]
    fn no_tier_is_without_its_action_line() {
        let now: Timestamp = "2026-11-24T14:00:00Z".parse().unwrap();
        for tier in rules::Tier::ALL {
            let view = staff_view(*tier, now, None, &Site::default(), now);
            assert!(view.action_line.len() > 15, "{tier}");
        }
        let told = staff_view(rules::Tier::E0, now, Some(now), &Site::default(), now);
        assert!(told.action_line.ends_with("patient told today 14:00"), "{}", told.action_line);
    }
}
