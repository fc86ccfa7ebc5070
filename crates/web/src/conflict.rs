//! Somebody else saved while a person was typing: both values side by side, chosen field by field, none
//! chosen beforehand. Everything else that was typed is carried along.
//!
//! What is contested differs from form to form and is found where the form is carried out; asking for
//! the choices and taking them is the same for all.

use maud::{Markup, html};

use crate::form::{Form, KEY};
use crate::ui::{self, Choice, Field, FieldError};

/// A field that two people gave different values.
pub(crate) struct Contested<'a> {
    /// Its form name.
    pub(crate) name: &'a str,
    /// As asked.
    pub(crate) label: &'a str,
    /// What this person typed, in words.
    pub(crate) mine: String,
    /// What stands now, in words.
    pub(crate) theirs: String,
}

/// What is asked, and where the answer goes.
pub(crate) struct Asking<'a> {
    /// Says what happened.
    pub(crate) heading: &'a str,
    /// Who saved what, and when.
    pub(crate) who: Markup,
    /// Where the form goes.
    pub(crate) action: &'a str,
    /// What the form has seen by now, by the names that it uses for that.
    pub(crate) seen: &'a [(&'a str, String)],
    /// The fields to choose for.
    pub(crate) contested: Vec<Contested<'a>>,
    /// Everything that was typed.
    pub(crate) form: &'a Form,
    /// A key of its own for this sending.
    pub(crate) key: String,
}

/// What a person chose.
pub(crate) enum Chosen {
    /// At least one value of their own; the form with what was chosen.
    Mine(Form),
    /// Everywhere what stands already; the form with that.
    Theirs(Form),
    /// A field has no choice yet.
    Open,
}

/// The fields that a form asks about; they come back with it.
const CONTESTED: &str = "contested";

fn choice(name: &str) -> String {
    format!("choose_{name}")
}

/// Takes the choices of a form that came from [`page`]; `None` for any other form. `stands` gives the
/// value of a field that stands now, as the form would send it.
pub(crate) fn chosen(form: &Form, stands: impl Fn(&str) -> String) -> Option<Chosen> {
    let mut merged = form.clone();
    let mut mine = false;
    for name in form.some(CONTESTED)?.split(',') {
        match form.get(&choice(name)) {
            "mine" => mine = true,
            "theirs" => {
                merged.0.insert(name.to_owned(), stands(name));
            }
            _ => return Some(Chosen::Open),
        }
    }
    Some(if mine { Chosen::Mine(merged) } else { Chosen::Theirs(merged) })
}

/// The page that asks. A form that came from it without a choice is told so at the field.
pub(crate) fn page(asking: &Asking<'_>) -> Markup {
    let message = "Choose which of the two stands.";
    let asked_before = asking.form.some(CONTESTED).is_some();
    let names: Vec<&str> = asking.contested.iter().map(|one| one.name).collect();
    let choices: Vec<String> = names.iter().map(|name| choice(name)).collect();
    let open = |name: &str| asked_before && asking.form.get(name).is_empty();
    let errors: Vec<FieldError<'_>> = choices
        .iter()
        .filter(|name| open(name))
        .map(|field| FieldError { field, message })
        .collect();
    let typed = asking.form.0.iter().filter(|(name, _)| {
        let ours = matches!(name.as_str(), KEY | CONTESTED) || name.starts_with("choose_");
        !ours && asking.seen.iter().all(|(seen, _)| seen != name)
    });
    html! {
        (ui::error_summary(&errors))
        h2 { (asking.heading) }
        (asking.who)
        p { "Nothing you typed is lost. Choose for each field; everything else you typed is saved with it." }
        form method="post" action=(asking.action) {
            (ui::hidden(KEY, &asking.key))
            @for (name, value) in typed { (ui::hidden(name, value)) }
            @for (name, value) in asking.seen { (ui::hidden(name, value)) }
            (ui::hidden(CONTESTED, &names.join(",")))
            @for (one, name) in asking.contested.iter().zip(&choices) {
                @let field = Field::new(name, one.label).value(asking.form.get(name)).error(open(name).then_some(message));
                @let (mine, theirs) = (format!("You typed: {}", one.mine), format!("Stands now: {}", one.theirs));
                (ui::radios(&field, &[Choice::new("mine", &mine), Choice::new("theirs", &theirs)]))
            }
            button class="button" type="submit" { "Save choices" }
        }
    }
}
