//! The public front: the emergency card first, then what spinal metastases are, in our own words.
//! These pages ask the store for nothing, so they stand while the records are down.

mod help;
mod information;

use access::Action;
use axum::response::Response;
use maud::{Markup, html};

use crate::demo;
use crate::route::Routes;
use crate::ui;
use crate::visit::{View, Visit};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/", Action::ReadPublicPages, show)
        .get("/help", Action::ReadPublicPages, help::show)
        .get("/accessibility", Action::ReadPublicPages, help::accessibility)
}

async fn show(visit: Visit) -> Response {
    let refers_here = visit.app.site.emergency_department;
    let body = html! {
        (emergency_card(&visit))
        nav.cluster aria-label="What would you like to do?" {
            a.button href="/check" { "Check symptoms" }
            @if refers_here { a.button-second href="/refer/self" { "Refer yourself" } }
            a.button-second href="/refer" { "I am a health professional" }
        }
        (demo::story(&visit))
        (information::all(&visit))
    };
    visit.page(View {
        heading: None,
        ..View::new("Spinal tumours: signs, help and treatment", body)
    })
}

/// What nobody should scroll for. No link in it leads away, except telephone numbers.
pub(crate) fn emergency_card(visit: &Visit) -> Markup {
    let body = html! {
        p { strong { "Any one of these, new or getting worse, with or without pain:" } }
        ul {
            li { "weak, heavy or clumsy legs or arms, or legs that give way" }
            li { "trouble walking, on stairs, or staying steady" }
            li { "numbness between the legs, round the genitals or bottom" }
            li { "you cannot pass urine, cannot feel it, or it leaks" }
            li { "you lose control of your bowels" }
        }
        p { "Also: chest pain; after a serious accident; back pain with pain, tingling or weakness in both legs; very unwell, very fast breathing or confused." }
        p { "Say: " q { "I may have pressure on my spinal cord" } ", and say if you have or had cancer. Do not drive yourself. Any hour, any day." }
        @if !visit.app.site.emergency_department {
            p { strong { "This hospital has no emergency department." } " Call 999 or go to the nearest A&E." }
        }
    };
    ui::emergency_card("Emergency: call 999 or go to A&E now", "999", body, 1)
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use pathway::Site;

    use crate::testing::Service;

    #[tokio::test]
    async fn the_emergency_card_comes_first_and_leads_nowhere_but_to_a_telephone() {
        let service = Service::new();
        let page = service.get("/", "").await;
        assert_eq!(page.status, StatusCode::OK);
        let main = page.text.split("<main").nth(1).unwrap();
        let card = main.split("</section>").next().unwrap();
        assert!(card.contains("call 999 or go to A&amp;E now"), "{card}");
        for link in card.split("href=\"").skip(1) {
            assert!(link.starts_with("tel:"), "{link}");
        }
        assert!(!card.contains('£'));
        for part in page.text.split("tel:").skip(1) {
            assert!(part.starts_with(|c: char| c.is_ascii_digit() || c == '+'));
        }
    }

    #[tokio::test]
    async fn a_hospital_without_an_emergency_department_says_so_and_takes_no_self_referral_here() {
        let service = Service::at(Site { emergency_department: false, ..Site::default() });
        let page = service.get("/", "").await;
        assert!(page.text.contains("no emergency department"));
        let main = page.text.split("<main").nth(1).unwrap();
        assert!(!main.contains("/refer/self"));
    }

    #[tokio::test]
    async fn every_topic_is_on_the_first_page_with_its_review_date() {
        let service = Service::new();
        let page = service.get("/", "").await.text;
        for heading in [
            "What they are",
            "Types",
            "Causes",
            "Symptoms",
            "Danger signs",
            "How they are found",
            "Treatment",
            "When to get help",
            "Paying",
        ] {
            assert!(page.contains(heading), "{heading}");
        }
        assert!(page.contains("Written in November 2026"));
        for word in ["TR-0", "data-tier", "E1", "S1<"] {
            assert!(!page.contains(word), "{word}");
        }
    }
}
