//! The forms of the page. What was typed comes back in the form that was sent, with what is wrong.

use maud::{Markup, html};
use pathway::neuro::Walking;
use pathway::rehab::{Check, Power, Sign};
use rules::Milestone;

use crate::case_page::sheet::Sheet;
use crate::form::{Form, KEY};
use crate::ui::{self, Choice, Field, FieldError, Width};
use crate::visit::Visit;

/// One form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Log a session.
    Session,
    /// Write a goal down.
    Goal,
    /// Say how a goal ended.
    EndGoal(u32),
    /// Record admission or a referral.
    Step,
    /// Ask for a mobility order.
    Order,
    /// Discharge the person.
    Discharge,
    /// Record a call after discharge.
    Call(Check),
}

impl Part {
    fn path(self) -> String {
        match self {
            Self::Session => "session".into(),
            Self::Goal => "goal".into(),
            Self::EndGoal(number) => format!("goal/{number}"),
            Self::Step => "step".into(),
            Self::Order => "order".into(),
            Self::Discharge => "discharge".into(),
            Self::Call(check) => format!("call/{}", check.key()),
        }
    }

    /// The first part of every field's id.
    fn scope(self) -> String {
        self.path().replace('/', "-")
    }

    const fn title(self) -> &'static str {
        match self {
            Self::Session => "Log a session",
            Self::Goal => "Write a goal",
            Self::EndGoal(_) => "Goal",
            Self::Step => "Step",
            Self::Order => "Mobility order",
            Self::Discharge => "Discharge",
            Self::Call(_) => "Record the call",
        }
    }
}

/// The forms, with what was typed in one of them and why it was refused.
pub(super) struct Forms<'a> {
    pub(super) visit: &'a Visit,
    pub(super) sheet: &'a Sheet,
    pub(super) sent: Option<(Part, &'a Form, &'a str, &'a str)>,
}

impl<'a> Forms<'a> {
    pub(super) const fn untouched(visit: &'a Visit, sheet: &'a Sheet) -> Self {
        Self { visit, sheet, sent: None }
    }

    /// What was refused, at the top.
    pub(super) fn errors(&self) -> Markup {
        match self.sent {
            None => html! {},
            Some((part, _, field, message)) => {
                let field = format!("{}-{field}", part.scope());
                ui::error_summary(&[FieldError { field: &field, message }])
            }
        }
    }

    fn field<'f>(&'f self, part: Part, scope: &'f str, name: &'f str, label: &'f str) -> Field<'f> {
        let sent = self.sent.filter(|(own, ..)| *own == part);
        Field {
            value: sent.map_or("", |(_, form, ..)| form.get(name)),
            error: sent.filter(|(_, _, field, _)| *field == name).map(|(.., message)| message),
            scope,
            ..Field::new(name, label)
        }
    }

    fn whole(&self, part: Part, button: &str, fields: Markup) -> Markup {
        html! {
            form method="post" action={ "/cases/" (self.sheet.id) "/rehab/" (part.path()) } data-guard {
                (ui::hidden(KEY, &self.visit.new_key()))
                (fields)
                button class="button" type="submit" { (button) }
            }
        }
    }

    /// A button that needs no answer.
    pub(super) fn button_only(&self, path: &str, button: &str) -> Markup {
        html! {
            form method="post" action={ "/cases/" (self.sheet.id) "/rehab/" (path) } {
                (ui::hidden(KEY, &self.visit.new_key()))
                button class="button" type="submit" { (button) }
            }
        }
    }

    /// A step that is recorded with its time.
    pub(super) fn step(&self, milestone: Milestone, button: &str) -> Markup {
        let scope = format!("step-{}", milestone.key());
        let label = format!("{button}: when; empty means now");
        let field = self.field(Part::Step, &scope, "at", &label);
        html! {
            form method="post" action={ "/cases/" (self.sheet.id) "/rehab/step" } {
                (ui::hidden(KEY, &self.visit.new_key()))
                (ui::hidden("milestone", milestone.key()))
                (ui::text(&Field { kind: "datetime-local", ..field.width(Width::Medium).optional() }))
                button class="button-small" type="submit" { (button) }
            }
        }
    }

    /// How a goal ended.
    pub(super) fn end_goal(&self, number: u32) -> Markup {
        let part = Part::EndGoal(number);
        let scope = part.scope();
        let note = self.field(part, &scope, "note", "In a few words");
        html! {
            details { summary { "This goal has ended" }
                form method="post" action={ "/cases/" (self.sheet.id) "/rehab/goal/" (number) } {
                    (ui::hidden(KEY, &self.visit.new_key()))
                    (ui::text(&note.optional()))
                    div class="cluster" {
                        button class="button-small" type="submit" name="reached" value="yes" { "Reached" }
                        button class="button-small" type="submit" name="reached" value="no" { "Given up" }
                    }
                }
            }
        }
    }

    /// A form behind its title.
    pub(super) fn folded(&self, part: Part) -> Markup {
        let open = self.sent.is_some_and(|(own, ..)| own == part);
        html! {
            details class="card" id={ "part-" (part.scope()) } open[open] {
                summary { (part.title()) }
                @match part {
                    Part::Session => (self.session()),
                    Part::Goal => (self.goal()),
                    Part::Discharge => (self.discharge()),
                    Part::Call(check) => (self.call(check)),
                    Part::EndGoal(_) | Part::Step | Part::Order => {},
                }
            }
        }
    }

    fn session(&self) -> Markup {
        let part = Part::Session;
        let field = |name, label| self.field(part, "session", name, label);
        let powers = Power::ALL.map(|power| Choice::new(power.key(), power.words()));
        let walking = Walking::ALL.map(|grade| Choice::new(grade.key(), grade.words()));
        self.whole(part, "Log session", html! {
            (ui::text(&field("did", "What was done")))
            (ui::radios(&field("power", "Power beside last time").hint("Worse: examined and triaged again at once.").inline().optional(), &powers))
            (ui::select(&field("walking", "Walking, if seen").width(Width::Medium).optional(), &walking))
            div class="field-row" {
                (ui::text(&field("minutes", "Minutes").inputmode("numeric").width(Width::Tiny).optional()))
                (ui::text(&field("pain", "Pain, 0 to 10").inputmode("numeric").width(Width::Tiny).optional()))
            }
            (ui::text(&Field { kind: "datetime-local", ..field("at", "When; empty means now").width(Width::Medium).optional() }))
        })
    }

    fn goal(&self) -> Markup {
        let field = |name, label| self.field(Part::Goal, "goal", name, label);
        self.whole(Part::Goal, "Save goal", html! {
            (ui::textarea(&field("words", "The goal in the person's own words"), 2))
            (ui::text(&Field { kind: "date", ..field("by", "By when").width(Width::Short).optional() }))
        })
    }

    fn discharge(&self) -> Markup {
        let field = |name, label| self.field(Part::Discharge, "discharge", name, label);
        self.whole(Part::Discharge, "Discharge person", html! {
            p class="hint" { "Needs a signed discharge plan, or a reason. Calls follow after 48 hours, a week, and three to four weeks." }
            (ui::text(&field("reason", "Why without a plan").optional()))
            (ui::text(&Field { kind: "datetime-local", ..field("at", "When; empty means now").width(Width::Medium).optional() }))
        })
    }

    fn call(&self, check: Check) -> Markup {
        let part = Part::Call(check);
        let scope = part.scope();
        let field = |name, label| self.field(part, &scope, name, label);
        let answers = [Choice::new("no", "No"), Choice::new("yes", "Yes")];
        self.whole(part, "Save call", html! {
            (ui::radios(&field("reached", "Spoken with the person or a carer").inline(), &[Choice::new("yes", "Yes"), Choice::new("no", "No")]))
            @for sign in Sign::ALL { (ui::radios(&field(sign.key(), sign.asks()).inline(), &answers)) }
            (ui::text(&field("note", "In a few words").optional()))
        })
    }
}
