//! How urgent: the exact words, a shape and the action line, never one without the others.

use maud::{Markup, html};
use rules::Tier;

use super::Audience;

/// A tier as a person sees it: the words and shape come from the tier, so that no page can
/// show other ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierView {
    /// How urgent.
    pub tier: Tier,
    /// What to do about it; always printed with the words.
    pub action_line: String,
}

impl TierView {
    /// This tier with what to do about it.
    pub fn new(tier: Tier, action_line: impl Into<String>) -> Self {
        Self { tier, action_line: action_line.into() }
    }

    /// The exact words of the tier.
    pub fn words(&self) -> &'static str {
        self.tier.words()
    }

    /// Style name; public pages show it too, so it never contains the code.
    fn look(&self) -> &'static str {
        match self.tier {
            Tier::E0 => "tier-octagon",
            Tier::E1 => "tier-triangle",
            Tier::I1 => "tier-diamond-solid",
            Tier::S1 => "tier-diamond",
            Tier::U1 => "tier-square-solid",
            Tier::U2 => "tier-square",
            Tier::R0 => "tier-circle",
        }
    }
}

/// The badge: shape, exact words and action line. Public pages carry no tier code.
pub fn tier_badge(tier: &TierView, audience: Audience) -> Markup {
    let code = (audience == Audience::Staff).then_some(tier.tier.code());
    html! {
        div class={ "tier " (tier.look()) } data-tier=[code] {
            span class="tier-words" { (shape(tier.look())) span { (tier.words()) } }
            span class="tier-action" { (tier.action_line) }
        }
    }
}

/// A small shape drawn in the colour of its text; decoration beside words.
pub fn shape(look: &str) -> Markup {
    let (path, open) = match look {
        "tier-octagon" => ("M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z", false),
        "tier-diamond-solid" => ("M8 .8 15.2 8 8 15.2.8 8z", false),
        "tier-diamond" => ("M8 1.8 14.2 8 8 14.2 1.8 8z", true),
        "tier-square-solid" => ("M2 2h12v12H2z", false),
        "tier-square" => ("M2.5 2.5h11v11h-11z", true),
        "tier-circle" => ("M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2z", true),
        _ => ("M8 1.2 15.4 14.4H.6z", false),
    };
    html! {
        svg class=(if open { "shape shape-open" } else { "shape" }) viewBox="0 0 16 16"
            width="16" height="16" aria-hidden="true" focusable="false" { path d=(path) {} }
    }
}
