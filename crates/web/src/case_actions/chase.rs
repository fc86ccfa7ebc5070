//! Chase templates: for everything this case waits for, whom to ask, and one press that logs it.

use maud::{Markup, html};
use pathway::chase::ChaseStep;

use super::page::Forms;
use crate::ui::{self, Field};

impl Forms<'_> {
    /// What holds this case up first; everything else behind it.
    pub(super) fn chases(&self) -> Markup {
        let blocking = ChaseStep::blocking(self.row);
        let others = ChaseStep::ALL.into_iter().filter(|step| !blocking.contains(step));
        html! {
            @if let Some(last) = &self.row.chased {
                p {
                    "Last asked: " (last.whom) " for " (last.step.for_what()) ", "
                    (self.visit.time(last.at)) " by " (last.by) "."
                }
            }
            @for step in &blocking { (self.chase(*step)) }
            details {
                summary { "Chase something else" }
                @for step in others { (self.chase(step)) }
            }
        }
    }

    fn chase(&self, step: ChaseStep) -> Markup {
        let row = self.row;
        let scope = format!("chase-{}", step.key());
        let sent = self.part == "chase" && self.form.get("step") == step.key();
        let referrer = step == ChaseStep::ReferrerAnswer && !row.referrer.name.is_empty();
        let template =
            if referrer { format!("Referrer, {}", row.referrer.name) } else { step.whom().into() };
        let of = |name, label| Field { scope: &scope, ..self.field("chase", name, label) };
        let (whom, said) = (of("whom", "Whom you asked"), of("said", "What they said"));
        let whom = Field {
            value: if sent { whom.value } else { &template },
            error: whom.error.filter(|_| sent),
            ..whom
        };
        let said = Field { value: if sent { said.value } else { "" }, ..said };
        html! {
            h3 { "For " (step.for_what()) }
            @if referrer { p { (ui::phone(&row.referrer.phone)) } }
            (self.sends("chase", "Log chase", html! {
                (ui::hidden("step", step.key()))
                (ui::text(&whom))
                (ui::text(&said.optional()))
            }))
        }
    }
}
