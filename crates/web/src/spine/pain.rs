//! How the pain behaves at one level: told by the patient, written down by whoever asked. It makes
//! SINS whole, before or after the report is signed.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};
use pathway::spine::{Level, RecordLevelPain};
use pathway::{CaseId, Command, Role};
use scores::sins::Pain;

use crate::case_page::sheet::Sheet;
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field};
use crate::visit::{Visit, to};

pub(crate) fn form(visit: &Visit, sheet: &Sheet) -> Markup {
    let levels: Vec<Choice<'_>> =
        Level::all().map(|level| Choice::new(level.key(), level.key())).collect();
    html! {
        details class="card" id="pain" {
            summary { "Pain by level, from the patient" }
            @if !sheet.file.case.spine.pain.is_empty() {
                ul {
                    @for (level, said) in &sheet.file.case.spine.pain {
                        li { (level) ": " (said.pain.label()) " · " (said.by) " " (visit.time(said.at)) }
                    }
                }
            }
            form method="post" action={ "/cases/" (sheet.id) "/pain" } {
                (ui::hidden(KEY, &visit.new_key()))
                (ui::select(&Field { scope: "pain", ..Field::new("level", "Where") }, &levels))
                (ui::radios(&Field { scope: "pain", ..Field::new("pain", "How it behaves") }, &Pain::ALL.iter().map(|pain| Choice::new(pain.word(), pain.label())).collect::<Vec<_>>()))
                button class="button-second" type="submit" { "Save pain" }
            }
        }
    }
}

pub(super) async fn send(
    visit: Visit,
    Path(case): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let case: CaseId = case.parse().map_err(|_| Problem::not_found())?;
    let level = Level::from_key(form.get("level"));
    let pain = Pain::ALL.iter().copied().find(|pain| pain.word() == form.get("pain"));
    let (Some(level), Some(pain)) = (level, pain) else {
        return Err(Problem::bad_request(
            "Choose the level and how the pain behaves there, then save again.",
        ));
    };
    let command = Command::RecordLevelPain(RecordLevelPain { level, pain, at: None });
    visit.submit_as(visit.actor(Role::Coordinator), case, command, &form).await?;
    Ok(to(&format!("/cases/{case}/imaging#pain")))
}
