//! What stands beside the cells: reflexes, tone, clonus, toes, coordination, position sense, gait.

use maud::{Markup, html};
use pathway::isncsci_exam::SIGNS;
use pathway::neuro::Walking;

use crate::form::Form;
use crate::ui::{self, Choice, Field, Width};

/// The questions; nothing chosen means not examined.
pub(super) fn signs(form: &Form) -> Markup {
    html! {
        fieldset class="fieldgroup" {
            legend { "Signs beside the worksheet" }
            p class="hint" { "What you leave empty stays not examined." }
            div class="table-frame" {
                table class="signs" {
                    thead { tr { th scope="col" { "Sign" } th scope="col" { "Right" } th scope="col" { "Left" } } }
                    tbody {
                        @for sign in SIGNS {
                            tr {
                                th scope="row" { (sign.words) }
                                @for side in ["right", "left"] {
                                    @let name = format!("{}_{side}", sign.key);
                                    td {
                                        select class="input" id=(ui::field_id(&name)) name=(name)
                                            aria-label={ (sign.words) ", " (side) } {
                                            option value="" { "Not examined" }
                                            @for (word, shown) in sign.choices {
                                                option value=(word) selected[form.get(&name) == *word] { (shown) }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            (ui::select(
                &Field { optional: true, width: Width::Medium, value: form.get("walking"), ..Field::new("walking", "Gait: how the person walks") },
                &Walking::ALL.map(|grade| Choice::new(grade.key(), grade.words())),
            ))
            (ui::textarea(
                &Field { optional: true, value: form.get("remarks"), ..Field::new("remarks", "Remarks") }
                    .hint("Finer grades such as 4+, pain on testing, other muscles."),
                3,
            ))
        }
    }
}

/// The signs that were found, in one sentence each: "Plantar response: right up, left down".
pub(super) fn found(
    signs: &std::collections::BTreeMap<String, String>,
) -> Vec<(&'static str, String)> {
    SIGNS
        .iter()
        .filter_map(|sign| {
            let side = |side: &str| {
                let said = signs.get(&format!("{}_{side}", sign.key))?;
                let (_, shown) = sign.choices.iter().find(|(word, _)| word == said)?;
                Some(format!("{side} {}", shown.to_lowercase()))
            };
            let sides: Vec<String> = ["right", "left"].into_iter().filter_map(side).collect();
            (!sides.is_empty()).then(|| (sign.words, sides.join(", ")))
        })
        .collect()
}
