//! Whose referrals this site takes. Whoever is not among them hears at once who takes theirs, on the
//! page they filled in, and loses nothing of what they typed.

use maud::{Markup, html};
use pathway::accepted::ReferrerKind;

use super::choice::choices;
use super::page::Refused;
use crate::form::Form;
use crate::ui::{self, Field, Tone};
use crate::visit::Visit;

/// The field that asks.
pub(super) const KIND: &str = "referrer_kind";

/// What keeps this referral from being taken here, at its field.
pub(super) fn refused(visit: &Visit, form: &Form) -> Option<Refused> {
    let accepted = &visit.app.site.accepted_referrers;
    if !accepted.restricts() {
        return None;
    }
    let elsewhere = |what: &str| {
        format!(
            "This service does not take referrals from {what}. Ring {} on {}.",
            accepted.otherwise, accepted.otherwise_phone
        )
    };
    if !accepted.kinds.is_empty() {
        match ReferrerKind::from_key(form.get(KIND)) {
            None => return Some((KIND, "Say where you refer from.".into())),
            Some(kind) if !accepted.takes_kind(kind) => {
                return Some((KIND, elsewhere(&kind.words().to_lowercase())));
            }
            Some(_) => {}
        }
    }
    match form.some("hospital") {
        _ if accepted.takes_organisation(form.get("hospital")) => None,
        None => Some(("hospital", "Enter the name of your hospital or practice.".into())),
        Some(name) => Some(("hospital", elsewhere(name))),
    }
}

/// The question, at a site that does not take every kind.
pub(super) fn question(visit: &Visit, form: &Form, error: Option<&str>) -> Markup {
    let field = Field::new(KIND, "You refer from").value(form.get(KIND)).error(error);
    html! {
        @if !visit.app.site.accepted_referrers.kinds.is_empty() { (ui::radios(&field, choices(KIND))) }
    }
}

/// In the rail, as soon as it is known that somebody else takes this referral.
pub(super) fn notice(visit: &Visit, form: &Form) -> Markup {
    let accepted = &visit.app.site.accepted_referrers;
    let said = form.some(KIND).is_some() || form.some("hospital").is_some();
    let refused = refused(visit, form).filter(|(_, words)| said && words.contains("Ring "));
    html! {
        @if let Some((_, words)) = refused {
            div data-refused-referrer {
                (ui::notice(Tone::Stop, "Somebody else takes this referral", html! {
                    p { (words) }
                    p.phone-number { (ui::phone(&accepted.otherwise_phone)) }
                }))
            }
        }
    }
}
