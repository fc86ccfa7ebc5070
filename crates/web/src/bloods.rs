//! Bloods and observations of a case: what was asked for, the latest figures with what is out of
//! range, and what the scores make of them. The forms are proformas.

use access::Action;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::bloods::{self, BLOODS, Figure, Flag, OBSERVATIONS};
use pathway::proforma::{Filled, Proforma};

use crate::case_page::sheet::Sheet;
use crate::problem::Problem;
use crate::route::Routes;
use crate::ui;
use crate::visit::Visit;

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get("/cases/{id}/bloods", Action::SeeCase, show)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "bloods").await?;
    let case = &sheet.file.case;
    let figures = bloods::figures(case, &visit.app.site);
    let body = html! {
        div class="actions" {
            (form_link(&visit, &sheet, &BLOODS, "Ask for bloods, enter results"))
            (form_link(&visit, &sheet, &OBSERVATIONS, "Record observations"))
        }
        (asked(&visit, case.proformas.latest(BLOODS.key)))
        h2 { "Latest results" }
        @if figures.is_empty() {
            (ui::empty_state(html! { p { "No results yet. Whoever has them enters them with the button above." } }))
        } @else {
            (table(&visit, &figures, &visit.app.site))
        }
        h2 { "What the scores make of it" }
        (ui::summary_list(&[
            ("Laboratory, Katagiri", laboratory(case)),
            ("NEWS2", news2(&visit, &sheet)),
        ]))
        p class="hint" {
            "Usual ranges are this site's own where it has set them (blood_ranges), otherwise ones common in the United Kingdom, recalled and not checked against your laboratory's list. A score never decides treatment."
        }
        (sets(&visit, &sheet, &BLOODS))
        (sets(&visit, &sheet, &OBSERVATIONS))
    };
    Ok(sheet.page(&visit, BLOODS.title, StatusCode::OK, body))
}

fn form_link(visit: &Visit, sheet: &Sheet, proforma: &Proforma, words: &str) -> Markup {
    html! {
        @if visit.may(Action::RecordFindings) && sheet.file.case.is_open() {
            a class="button-second" href={ "/cases/" (sheet.id) "/proforma/" (proforma.key) } { (words) }
        }
    }
}

fn asked(visit: &Visit, latest: Option<&Filled>) -> Markup {
    let panels = latest.and_then(|set| set.entry("panels"));
    html! {
        @if let (Some(panels), Some((_, question))) = (panels, BLOODS.question("panels")) {
            p { strong { "Asked for: " } (question.words(&panels.value)) " · " (panels.by) " " (visit.time(panels.at)) }
        }
    }
}

fn table(visit: &Visit, figures: &[Figure], site: &pathway::Site) -> Markup {
    html! {
        div class="table-frame scroll" tabindex="0" role="region" aria-label="Latest results" {
            table {
                thead { tr {
                    @for head in ["What", "Result", "Out of range", "Usual", "Entered"] { th scope="col" { (head) } }
                } }
                tbody {
                    @for one in figures {
                        tr data-analyte=(one.analyte.key) {
                            th scope="row" { (one.analyte.label) }
                            td class="numeric" { (one.value) " " (one.analyte.unit) }
                            td {
                                @if one.flag == Flag::Usual { "no" } @else { strong { "▲ " (one.flag.words()) } }
                            }
                            td { (usual(one, site)) }
                            td { (one.by) " " (visit.time(one.at)) }
                        }
                    }
                }
            }
        }
    }
}

fn usual(figure: &Figure, site: &pathway::Site) -> String {
    let (from, to) = figure.analyte.usual(None, site);
    if to.is_infinite() { format!("{from} or more") } else { format!("{from} to {to}") }
}

fn laboratory(case: &pathway::Case) -> Markup {
    html! {
        @match bloods::laboratory(case) {
            Ok(state) => { strong { (state.word()) } ": " (state.label()) ", " (state.points()) " points. " a href="/scores/katagiri" { "The whole score" } },
            Err(missing) => { "incomplete: " (missing.join(", ")) },
        }
    }
}

fn news2(visit: &Visit, sheet: &Sheet) -> Markup {
    let set = sheet.file.case.proformas.latest(OBSERVATIONS.key);
    html! {
        @match bloods::news2(&sheet.file.case) {
            Ok(scored) => {
                strong { (scored.output("total").and_then(scores::Output::number).unwrap_or_default()) " of 20" }
                ", " (scored.output("band").and_then(scores::Output::text).unwrap_or_default())
                @if let Some(set) = set { " · " (visit.time(set.begun_at)) }
                @for warning in &scored.warnings { " · " (warning.text) }
            },
            Err(why) => (why),
        }
    }
}

/// Every set, newest first, to read whole.
fn sets(visit: &Visit, sheet: &Sheet, proforma: &Proforma) -> Markup {
    let all = sheet.file.case.proformas.of(proforma.key);
    html! {
        @if !all.is_empty() {
            h2 { (proforma.title) ", every set" }
            ul {
                @for set in all.iter().rev() {
                    li {
                        a href={ "/cases/" (sheet.id) "/proforma/" (proforma.key) "?number=" (set.number) } {
                            (proforma.title) " " (set.number)
                        }
                        " · begun " (visit.time(set.begun_at))
                        @match &set.signed { Some((by, at)) => { " · signed by " (by) " " (visit.time(*at)) }, None => " · not signed" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;
    use pathway::Role;

    use crate::testing::Service;

    #[tokio::test]
    async fn results_show_what_is_out_of_range_in_words_and_feed_the_scores() {
        let service = Service::new();
        let case = service.referral("Okafor", &[("ca_known", "yes"), ("n_gait", "yes")]).await;
        let cookie = service.sign_in(Role::Coordinator).await;
        let page = format!("/cases/{case}/bloods");
        let empty = service.get(&page, &cookie).await;
        assert!(empty.text.contains("No results yet"));
        assert!(empty.text.contains("incomplete: CRP, LDH, albumin"));
        let form = service.get(&format!("/cases/{case}/proforma/bloods"), &cookie).await;
        assert_eq!(form.status, StatusCode::OK);
        assert!(form.text.contains("Adjusted") || form.text.contains("Calcium, adjusted"));
        let version = form.text.split("name=\"opened_at\" value=\"").nth(1).unwrap();
        let version = version.split('"').next().unwrap();
        let send = async |more: &[(&str, &str)]| {
            let mut fields = vec![
                ("opened_at", version),
                ("panels", "count"),
                ("crp", "12"),
                ("ldh", "200"),
                ("albumin", "40"),
                ("platelets", "250"),
                ("calcium", "2.9"),
                ("bilirubin", "10"),
            ];
            fields.retain(|(name, _)| !more.iter().any(|(other, _)| other == name));
            fields.extend(more);
            service.post(&format!("/cases/{case}/proforma/bloods"), &cookie, &fields).await
        };
        let slip = send(&[("calcium", "29")]).await;
        assert_eq!(slip.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(slip.text.contains("cannot be") && slip.text.contains("value=\"29\""));
        assert_eq!(send(&[]).await.status, StatusCode::SEE_OTHER);
        let full = service.get(&page, &cookie).await;
        for words in ["▲ high: above 2.6", "<strong>critical</strong>", "Full blood count", "CRP"]
        {
            assert!(full.text.contains(words), "{words}");
        }
    }
}
