//! Help and the accessibility statement, reachable from every footer.

use axum::response::Response;
use maud::html;

use crate::ui;
use crate::visit::{View, Visit};

pub(super) async fn show(visit: Visit) -> Response {
    let site = &visit.app.site;
    let body = html! {
        p.lead { "Someone answers " (ui::phone(&site.coordinator_phone)) " at any hour for spinal cord emergencies. In danger call " (ui::phone("999")) "." }
        h2 { "For people and carers" }
        p { "The symptom check keeps nothing and needs no name. A self-referral reaches the coordinator; the page tells you by when someone calls. If it gets worse meanwhile, do not wait for the call." }
        h2 { "For referrers and wards" }
        p { "No account is needed. After sending you get a private link: it shows who has read the referral and what to do now. Whoever holds the link can answer, so hand it over with the shift. If you lost it, telephone." }
        h2 { "For staff" }
        dl {
            dt { "Keys on the board" }
            dd { "Arrows or j and k move, Enter opens, a acknowledges, n goes to the next at risk, u applies waiting changes, c takes a call, / searches, h hands over, p prints, b hides names, ? lists them all. They work while the list has the focus and can be switched off there." }
            dt { "The screen locked" }
            dd { "After 15 minutes without use. Your password opens it again and nothing typed is lost." }
            dt { "It says NOT LIVE" }
            dd { "The page has lost the service. Clocks still count, the list may be incomplete: telephone." }
        }
        h2 { "What Cordline is not" }
        p { "It does not diagnose, prescribe or refuse anyone. It supports the decisions of professionals, and gives the public a safe next step. The rules are not approved for care anywhere until that hospital's clinical safety officer signs them." }
    };
    visit.page(View::new("Help", body))
}

pub(super) async fn accessibility(visit: Visit) -> Response {
    let body = html! {
        p.lead { "These pages aim for WCAG 2.2 AA: keyboard, screen reader, 400% zoom, dark and light, and without JavaScript." }
        h2 { "How it is checked" }
        p { "An automatic checker runs on every page in light and dark at every change and must find nothing. Tests by people who use assistive technology have not been done yet." }
        h2 { "Known limits" }
        ul {
            li { "The board is dense. Its phone view shows the same rows as cards." }
            li { "The body chart can be used by keyboard; the list under it says the same in words." }
            li { "Pages are in English only so far." }
        }
        h2 { "If something does not work for you" }
        p { "Telephone " (ui::phone(&visit.app.site.coordinator_phone)) " and say which page. Nobody has to use a page to be referred." }
    };
    visit.page(View::new("Accessibility", body))
}
