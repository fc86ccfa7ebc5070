//! Finding a person: by name, date of birth, NHS number or reference. Sent by POST, so that nothing
//! looked for stands in an address, a title or a log.

use access::Action;
use axum::response::Response;
use maud::{Markup, html};
use pathway::board::BoardRow;
use store::{Search, Seen};

use crate::form::Form;
use crate::problem::Problem;
use crate::route::Routes;
use crate::ui::{self, Field};
use crate::urgency::staff_view;
use crate::visit::{View, Visit, to};
use crate::when;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/search", Action::Search, show).post("/search", Action::Search, find)
}

async fn show(visit: Visit) -> Response {
    visit.page(View::new("Search", search_box("", None)))
}

fn search_box(text: &str, error: Option<&str>) -> Markup {
    html! {
        form method="post" action="/search" role="search" {
            (ui::text(&Field {
                kind: "search",
                autocomplete: Some("off"),
                value: text,
                error,
                hint: Some("Name, date of birth (5/12/1966), NHS number or reference. A whole NHS number or reference opens the case."),
                ..Field::new("text", "Whom are you looking for?")
            }))
            button class="button" type="submit" { "Search" }
        }
    }
}

async fn find(visit: Visit, form: Form) -> Result<Response, Problem> {
    let text = form.get("text");
    let search = Search::parse(text);
    if search.is_empty() {
        let body =
            search_box(text, Some("Enter a name, a date of birth, a number or a reference."));
        return Ok(visit.page(View {
            status: axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            ..View::new("Search", body)
        }));
    }
    let exact = search.nhs_number.is_some() || search.reference.is_some();
    let found = visit.app.store.search(search).await?;
    if exact && let [only] = found.as_slice() {
        return Ok(to(&format!("/cases/{}", only.case)));
    }
    for row in &found {
        visit.app.store.saw(Seen {
            case: Some(row.case),
            actor: visit.actor(pathway::Role::Coordinator),
            now: visit.now,
            page: "search".into(),
        });
    }
    let body = html! {
        (search_box(text, None))
        @if found.is_empty() {
            (ui::empty_state(html! {
                p { "Nobody found. Try the family name alone, or the date of birth." }
                p { a href="/phone" { "Take a new referral by telephone" } }
            }))
        } @else {
            h2 { (found.len()) @if found.len() == 1 { " case" } @else { " cases" } }
            div class="stack" { @for row in &found { (result(&visit, row)) } }
        }
    };
    Ok(visit.page(View::new("Search", body)))
}

/// Two identifiers beside the name, so that nobody opens the wrong person.
fn result(visit: &Visit, row: &BoardRow) -> Markup {
    let site = &visit.app.site;
    let tier = staff_view(row.tier, row.tier_due, row.told_emergency_at, site, visit.now);
    let born = row.person.born.map_or_else(|| "Not known".to_owned(), when::day);
    let nhs = row.person.nhs_number.as_deref().map_or_else(|| "Not known".into(), spaced);
    html! {
        article class="card" data-case=(row.case) {
            p {
                a class="row-link" href={ "/cases/" (row.case) } {
                    span data-private { (row.person.name()) }
                }
            }
            (ui::summary_list(&[
                ("Born", html! { span data-private { (born) } }),
                ("NHS number", html! { span data-private { (nhs) } }),
                ("Reference", html! { (row.reference) }),
                ("Where", html! { (row.location) }),
                ("Stands", html! { (row.status.words()) }),
            ]))
            (ui::tier_badge(&tier, ui::Audience::Staff))
        }
    }
}

/// An NHS number as people read it out: "999 000 0018". Anything else stays as it is.
pub(crate) fn spaced(number: &str) -> String {
    match (number.get(..3), number.get(3..6), number.get(6..)) {
        (Some(first), Some(second), Some(rest)) if number.len() == 10 => {
            format!("{first} {second} {rest}")
        }
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use pathway::Role;

    use crate::testing::Service;

    #[tokio::test]
    async fn an_exact_nhs_number_opens_the_case_and_nothing_stands_in_the_address() {
        let service = Service::new();
        let case = service.referral("Okafor", &[("ca_known", "yes"), ("n_gait", "yes")]).await;
        let cookie = service.sign_in(Role::Coordinator).await;
        let page = service.get("/search", &cookie).await;
        assert!(page.text.contains("action=\"/search\"") && page.text.contains("method=\"post\""));
        let answer = service.post("/search", &cookie, &[("text", "999 000 0018")]).await;
        assert_eq!(answer.location, format!("/cases/{case}"));
    }

    #[tokio::test]
    async fn each_result_shows_two_identifiers_and_the_title_none() {
        let service = Service::new();
        service.referral("Okafor", &[("ca_known", "yes")]).await;
        let cookie = service.sign_in(Role::Coordinator).await;
        let answer = service.post("/search", &cookie, &[("text", "okaf")]).await;
        assert_eq!(answer.status, StatusCode::OK);
        for shown in ["OKAFOR, Grace", "05-Dec-1966", "999 000 0018"] {
            assert!(answer.text.contains(shown), "{shown}");
        }
        assert!(answer.text.contains("<title>Search"));
        assert!(answer.location.is_empty());
    }

    #[tokio::test]
    async fn an_empty_search_says_what_to_enter_and_an_unknown_name_finds_nobody() {
        let service = Service::new();
        let cookie = service.sign_in(Role::Coordinator).await;
        let empty = service.post("/search", &cookie, &[("text", " ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let nobody = service.post("/search", &cookie, &[("text", "Nobody")]).await;
        assert!(nobody.text.contains("Nobody found"));
    }
}
