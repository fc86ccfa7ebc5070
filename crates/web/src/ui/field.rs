//! Form fields that are labelled, hinted and refused in words, with the wiring a screen reader
//! needs. Every helper works without script and never clears what was typed.

use maud::{Markup, html};

/// A local date and time. When it lies in the hour that happens twice, it asks which; `which` is what
/// was chosen of the field's name and `_which`.
pub fn moment(field: &Field<'_>, which: &str) -> Markup {
    let twice = !which.is_empty() || field.error.is_some_and(|words| words.contains(TWICE));
    let name = format!("{}_which", field.name);
    let ask = Field::new(&name, "Which of the two").value(which).inline();
    html! {
        (text(&Field { kind: "datetime-local", width: Width::Medium, ..*field }))
        @if twice {
            (radios(&Field { scope: field.scope, ..ask }, &[
                Choice::new("first", "The first, before the clocks went back"),
                Choice::new("second", "The second, after they went back"),
            ]))
        }
    }
}

/// What the refusal of a time that happened twice says.
pub(crate) const TWICE: &str = "happened twice";

/// How wide the box is, as a hint to what belongs in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As wide as the column.
    #[default]
    Full,
    /// A name or a place.
    Medium,
    /// A telephone number or reference.
    Short,
    /// Two to four digits.
    Tiny,
}

impl Width {
    fn class(self) -> &'static str {
        match self {
            Self::Full => "input",
            Self::Medium => "input input-medium",
            Self::Short => "input input-short",
            Self::Tiny => "input input-tiny",
        }
    }
}

/// What every field has; build it with `Field::new(name, label)` and the setters.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Name in the form and, after `f-`, id on the page.
    pub name: &'a str,
    /// The question.
    pub label: &'a str,
    /// Help under the question.
    pub hint: Option<&'a str>,
    /// Why the last answer was refused and how to put it right.
    pub error: Option<&'a str>,
    /// What was typed or chosen.
    pub value: &'a str,
    /// The form cannot be sent without it; said in words where it is not, never by colour.
    pub optional: bool,
    /// `type` of the input; text when empty.
    pub kind: &'a str,
    /// `autocomplete` token.
    pub autocomplete: Option<&'a str>,
    /// `inputmode` for the phone's keyboard.
    pub inputmode: Option<&'a str>,
    /// Width of the box.
    pub width: Width,
    /// Radios and checkboxes side by side where there is room.
    pub inline: bool,
    /// Names a patient: hidden by the privacy key.
    pub private: bool,
    /// Set where several forms of one page have a field of this name, so that ids stay unique.
    pub scope: &'a str,
}

impl<'a> Field<'a> {
    /// A field with this name and question.
    pub fn new(name: &'a str, label: &'a str) -> Self {
        Self { name, label, ..Self::default() }
    }

    /// Help under the question.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// What is wrong, if anything.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// What was typed before.
    #[must_use]
    pub fn value(self, value: &'a str) -> Self {
        Self { value, ..self }
    }

    /// May be left empty; the label says so.
    #[must_use]
    pub fn optional(self) -> Self {
        Self { optional: true, ..self }
    }

    /// `email`, `tel`, `password`...
    #[must_use]
    pub fn kind(self, kind: &'a str) -> Self {
        Self { kind, ..self }
    }

    /// What a browser may fill in.
    #[must_use]
    pub fn autocomplete(self, token: &'a str) -> Self {
        Self { autocomplete: Some(token), ..self }
    }

    /// Which keyboard a phone shows.
    #[must_use]
    pub fn inputmode(self, mode: &'a str) -> Self {
        Self { inputmode: Some(mode), ..self }
    }

    /// How wide the box is.
    #[must_use]
    pub fn width(self, width: Width) -> Self {
        Self { width, ..self }
    }

    /// Choices side by side where there is room.
    #[must_use]
    pub fn inline(self) -> Self {
        Self { inline: true, ..self }
    }

    fn id(&self) -> String {
        scoped_field_id(self.scope, self.name)
    }

    fn described_by(&self) -> Option<String> {
        let id = self.id();
        match (self.hint, self.error) {
            (None, None) => None,
            (Some(_), None) => Some(format!("{id}-hint")),
            (None, Some(_)) => Some(format!("{id}-error")),
            (Some(_), Some(_)) => Some(format!("{id}-hint {id}-error")),
        }
    }

    fn class(&self) -> &'static str {
        if self.error.is_some() { "field field-refused" } else { "field" }
    }

    fn kind_or_text(&self) -> &'a str {
        if self.kind.is_empty() { "text" } else { self.kind }
    }
}

/// The id that `error_summary` links to.
pub fn field_id(name: &str) -> String {
    format!("f-{name}")
}

fn scoped_field_id(scope: &str, name: &str) -> String {
    if scope.is_empty() { field_id(name) } else { field_id(&format!("{scope}-{name}")) }
}

/// One answer of a radio group, checkbox group or list.
#[derive(Debug, Clone, Copy)]
pub struct Choice<'a> {
    /// Value sent.
    pub value: &'a str,
    /// Words shown.
    pub label: &'a str,
    /// Help under the words.
    pub hint: Option<&'a str>,
}

impl<'a> Choice<'a> {
    /// An answer without help.
    pub const fn new(value: &'a str, label: &'a str) -> Self {
        Self { value, label, hint: None }
    }

    /// An answer with help under it.
    pub const fn with_hint(value: &'a str, label: &'a str, hint: &'a str) -> Self {
        Self { value, label, hint: Some(hint) }
    }
}

/// One line of text.
pub fn text(field: &Field<'_>) -> Markup {
    html! {
        div class=(field.class()) {
            (label(field))
            (hint_and_error(field))
            input class=(field.width.class()) id=(field.id()) name=(field.name)
                type=(field.kind_or_text()) value=(field.value)
                autocomplete=[field.autocomplete] inputmode=[field.inputmode]
                aria-describedby=[field.described_by()]
                aria-invalid=[field.error.map(|_| "true")];
        }
    }
}

/// Several lines of text.
pub fn textarea(field: &Field<'_>, rows: u8) -> Markup {
    html! {
        div class=(field.class()) {
            (label(field))
            (hint_and_error(field))
            textarea class=(field.width.class()) id=(field.id()) name=(field.name) rows=(rows)
                aria-describedby=[field.described_by()]
                aria-invalid=[field.error.map(|_| "true")] { (field.value) }
        }
    }
}

/// A list to choose one from; the first line is empty, so nothing is chosen by accident.
pub fn select(field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    html! {
        div class=(field.class()) {
            (label(field))
            (hint_and_error(field))
            select class=(field.width.class()) id=(field.id()) name=(field.name)
                aria-describedby=[field.described_by()]
                aria-invalid=[field.error.map(|_| "true")] {
                option value="" { "Choose" }
                @for choice in choices {
                    option value=(choice.value) selected[choice.value == field.value] {
                        (choice.label)
                    }
                }
            }
        }
    }
}

/// One answer of several. Digits choose an answer while the group has focus.
pub fn radios(field: &Field<'_>, choices: &[Choice<'_>]) -> Markup {
    group(field, "radio", choices, &|value| value == field.value)
}

/// Any number of answers.
pub fn checkboxes(field: &Field<'_>, choices: &[Choice<'_>], chosen: &[&str]) -> Markup {
    group(field, "checkbox", choices, &|value| chosen.contains(&value))
}

/// A single box to tick; it sends `yes` when ticked.
pub fn checkbox(field: &Field<'_>) -> Markup {
    html! {
        div class=(field.class()) {
            div class="choice" {
                input type="checkbox" id=(field.id()) name=(field.name) value="yes"
                    checked[field.value == "yes"] aria-describedby=[field.described_by()]
                    aria-invalid=[field.error.map(|_| "true")];
                label for=(field.id()) { (field.label) }
            }
            (hint_and_error(field))
        }
    }
}

/// A date as day, month and year, sent as `NAME_day`, `NAME_month` and `NAME_year`.
pub fn date(field: &Field<'_>, day: &str, month: &str, year: &str) -> Markup {
    let part = |suffix: &str, words: &str, value: &str, first: bool| {
        let name = format!("{}_{suffix}", field.name);
        let id = if first { field.id() } else { field_id(&name) };
        let width = if suffix == "year" { "input input-year" } else { "input input-tiny" };
        html! {
            div class="date-part" {
                label for=(id) { (words) }
                input class=(width) id=(id) name=(name) type="text" inputmode="numeric"
                    autocomplete="off" value=(value) aria-invalid=[field.error.map(|_| "true")];
            }
        }
    };
    html! {
        fieldset class=(field.class()) aria-describedby=[field.described_by()] {
            legend { (field.label) (optional_words(field)) }
            (hint_and_error(field))
            div class="date" {
                (part("day", "Day", day, true))
                (part("month", "Month", month, false))
                (part("year", "Year", year, false))
            }
        }
    }
}

/// A value the form carries along unseen.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn label(field: &Field<'_>) -> Markup {
    html! { label class="label" for=(field.id()) { (field.label) (optional_words(field)) } }
}

fn optional_words(field: &Field<'_>) -> Markup {
    html! { @if field.optional { " " span class="optional" { "(optional)" } } }
}

fn hint_and_error(field: &Field<'_>) -> Markup {
    html! {
        @if let Some(hint) = field.hint {
            p class="hint" id={ (field.id()) "-hint" } { (hint) }
        }
        @if let Some(error) = field.error {
            p class="error" id={ (field.id()) "-error" } {
                span class="visually-hidden" { "Error: " } (error)
            }
        }
    }
}

fn group(
    field: &Field<'_>,
    kind: &str,
    choices: &[Choice<'_>],
    is_chosen: &dyn Fn(&str) -> bool,
) -> Markup {
    html! {
        fieldset class=(field.class()) aria-describedby=[field.described_by()]
            data-digits[kind == "radio"] {
            legend { (field.label) (optional_words(field)) }
            (hint_and_error(field))
            div class=(if field.inline { "choices choices-inline" } else { "choices" }) {
                @for (place, choice) in choices.iter().enumerate() {
                    @let id = choice_id(field, place, choice);
                    div class="choice" {
                        input type=(kind) id=(id) name=(field.name) value=(choice.value)
                            checked[is_chosen(choice.value)]
                            aria-describedby=[choice.hint.map(|_| format!("{id}-hint"))];
                        label for=(id) { (choice.label) }
                        @if let Some(hint) = choice.hint {
                            p class="hint" id={ (id) "-hint" } { (hint) }
                        }
                    }
                }
            }
        }
    }
}

/// The first answer carries the field's own id, so that the error summary leads to it.
fn choice_id(field: &Field<'_>, place: usize, choice: &Choice<'_>) -> String {
    if place == 0 { field.id() } else { format!("{}-{}", field.id(), choice.value) }
}
