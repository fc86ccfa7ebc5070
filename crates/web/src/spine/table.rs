//! A signed report as a table: only the levels with something to say.

use maud::{Markup, html};
use pathway::spine::finding::LevelFinding;
use pathway::spine::{Pains, SpineReport};
use scores::escc::Grade;
use scores::sins::Posterolateral;

/// Level by level, with SINS whole or what it lacks.
pub(crate) fn table(report: &SpineReport, pains: &Pains) -> Markup {
    html! {
        @if !report.levels.is_empty() {
            div class="table-frame scroll" tabindex="0" role="region" aria-label="Findings level by level" {
                table {
                    thead { tr {
                        @for head in ["Level", "Metastasis", "ESCC", "Side", "Posterior", "Collapse", "SINS", "Root exit", "Cord", "Previous RT", "Metalwork", "Key image"] {
                            th scope="col" { (head) }
                        }
                    } }
                    tbody { @for finding in &report.levels { (line(finding, pains)) } }
                }
            }
        }
    }
}

fn line(finding: &LevelFinding, pains: &Pains) -> Markup {
    let pain = pains.get(&finding.level).map(|said| said.pain);
    let text = |text: &str| if text.is_empty() { "–".to_owned() } else { text.to_owned() };
    let cells = [
        finding.metastasis.words().to_owned(),
        text(finding.escc.map_or("", Grade::word)),
        text(finding.side.map_or("", |side| side.words())),
        text(finding.posterior.map_or("", Posterolateral::label)),
        finding.collapse_percent.map_or_else(|| "–".into(), |percent| format!("{percent} %")),
        text(&finding.sins(pain).words()),
        text(finding.foramen.map_or("", |side| side.words())),
        text(finding.cord.map_or("", |cord| cord.words())),
        text(&finding.radiotherapy),
        text(&finding.metalwork),
        text(&finding.key_image),
    ];
    html! {
        tr data-level=(finding.level) {
            th scope="row" { (finding.level) }
            @for cell in cells { td { (cell) } }
        }
    }
}
