//! "Done", or "cannot, because": the ward answers an instruction.

use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;
use maud::{Markup, html};
use pathway::Command;
use pathway::instruction::{AnswerInstruction, Instruction};

use super::door::{Door, Held, open};
use super::me::Me;
use super::page::{address, fields_of, render};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Field};
use crate::visit::{Visit, to};

/// The form under one instruction. Its fields carry the number, so that ids stay unique.
pub(super) fn form(
    visit: &Visit,
    held: &Held,
    one: &Instruction,
    me: &Me,
    typed: &Form,
    errors: &[(String, String)],
) -> Markup {
    let scope = format!("_{}", one.number);
    let again = Me::typed(typed, &scope);
    let me = if again.words().is_empty() { me } else { &again };
    let why = format!("why{scope}");
    let error = errors.iter().find(|(field, _)| *field == why).map(|(_, words)| words.as_str());
    let hint = "Only if it cannot be done: the coordinator hears at once.";
    html! {
        form method="post" action=(held.path(&format!("/instruction/{}", one.number))) {
            (ui::hidden(KEY, &visit.new_key()))
            (me.fields(&scope, errors))
            (ui::textarea(&Field::new(&why, "Why it cannot be done").hint(hint).error(error)
                .value(typed.get(&why)).optional(), 2))
            div.actions {
                button.button type="submit" name="answer" value="done" { "Done" }
                button.button-second type="submit" name="answer" value="cannot" {
                    "Cannot, because…"
                }
            }
        }
    }
}

pub(super) async fn send(
    visit: Visit,
    Path((token, number)): Path<(String, String)>,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, Problem> {
    let held = match open(&visit, &token, "status page").await? {
        Door::Open(held) => held,
        Door::Shut(response) => return Ok(response),
    };
    let number: u32 = number.parse().map_err(|_| Problem::not_found())?;
    let scope = format!("_{number}");
    let me = Me::typed(&form, &scope);
    let why = form.get(&format!("why{scope}")).to_owned();
    let errors = if form.get("answer") == "done" && !why.is_empty() {
        // Enter in a field presses the first button: a reason that was typed is never passed over.
        let words = "You wrote why it cannot be done and chose Done. Clear the reason, or choose \
                     Cannot.";
        vec![(format!("why{scope}"), words.to_owned())]
    } else if matches!(form.get("answer"), "done" | "cannot") {
        let command = Command::AnswerInstruction(AnswerInstruction {
            number,
            name: me.name.clone(),
            role: me.role.clone(),
            cannot_because: (form.get("answer") == "cannot").then_some(why),
        });
        fields_of(held.submit(&visit, &me, &form, "", command).await?, &scope)?
    } else {
        vec![(format!("name{scope}"), "Choose Done or Cannot.".to_owned())]
    };
    if errors.is_empty() {
        return Ok(me.remember(&visit, to(&held.path(""))));
    }
    let address = address(&visit, &headers, &token);
    Ok(render(&visit, &held, &me, &form, &errors, address))
}
