//! The mobility order: never a default, never without an end. An order to lie still and one to get
//! up cannot both hold (rule book IMM-1 to IMM-6, MOB-1 to MOB-3).

use jiff::Timestamp;

use super::PlanSet;
use crate::refusal::Refusal;

/// What somebody is asked for while there is no order.
pub const ASK: &str = "Write a mobility order";

/// What stands where an order would stand.
pub const NO_ORDER: &str = "No mobility order. Ask before getting the patient up.";

/// Whether the person stays in bed: immobilised, or in a position only.
pub fn is_still(order: &PlanSet) -> bool {
    matches!(order.answer("order"), "immobilise" | "position")
}

/// Whether the person may be got up.
pub fn gets_up(order: &PlanSet) -> bool {
    matches!(order.answer("order"), "sit" | "transfer" | "walk")
}

/// An order past its end is no order: one without an end, or with one that is over, is refused.
pub(super) fn must_end(order: &PlanSet, now: Timestamp) -> Result<(), Refusal> {
    match order.time("expires") {
        None => Err(Refusal::invalid(
            "expires",
            "Say until when this order holds: a mobility order never stands without an end.",
        )),
        Some(end) if end <= now => {
            Err(Refusal::invalid("expires", "The end must lie in the future."))
        }
        Some(_) => Ok(()),
    }
}
