//! What a resource may look like: its elements, how often, of which type, and from which words.
//!
//! [`Checker`] walks a resource beside its [`Shape`] and names every fault in one pass: an element
//! that FHIR R4 does not know, a value of the wrong type, a word outside a required value set, a
//! missing element, an invariant that does not hold, a reference that leads nowhere. Extensions are
//! allowed and ignored; a modifier extension is not, because it may turn the meaning round.

mod invariant;
mod tables;

use crate::bundle::Entries;
use crate::issue::{IssueCode, Issues};
use crate::json::{Json, Object};
use crate::moment::{Moment, is_time_of_day};
use crate::path::Path;

/// A type with elements.
#[derive(Debug)]
pub(crate) struct Shape {
    pub(crate) name: &'static str,
    elements: &'static [Element],
}

#[derive(Debug)]
struct Element {
    name: &'static str,
    required: bool,
    many: bool,
    kind: Kind,
}

/// What an element holds.
#[derive(Debug)]
enum Kind {
    Boolean,
    Integer,
    Unsigned,
    Positive,
    Decimal,
    Text,
    Code,
    Codes(&'static [&'static str]),
    Uri,
    Id,
    Date,
    DateTime,
    Instant,
    Time,
    Base64,
    Markup,
    Part(&'static Shape),
    Choice(&'static [(&'static str, Kind)]),
    Reference,
    /// A resource of its own.
    Resource,
    /// Allowed and ignored.
    Extension,
    /// May change the meaning of what surrounds it, and is not understood here: refused.
    Unread,
    /// Never looked into.
    Anything,
}

impl Element {
    const fn opt(name: &'static str, kind: Kind) -> Self {
        Self { name, required: false, many: false, kind }
    }

    const fn one(name: &'static str, kind: Kind) -> Self {
        Self { name, required: true, many: false, kind }
    }

    const fn any(name: &'static str, kind: Kind) -> Self {
        Self { name, required: false, many: true, kind }
    }
}

impl Kind {
    const fn is_primitive(&self) -> bool {
        !matches!(
            self,
            Self::Part(_)
                | Self::Choice(_)
                | Self::Reference
                | Self::Resource
                | Self::Extension
                | Self::Unread
                | Self::Anything
        )
    }
}

/// The shape of a resource type, when it is one we read.
pub(crate) fn of_resource(kind: &str) -> Option<&'static Shape> {
    const KNOWN: [&Shape; 12] = [
        &tables::BUNDLE,
        &tables::PATIENT,
        &tables::SERVICE_REQUEST,
        &tables::QUESTIONNAIRE_RESPONSE,
        &tables::OBSERVATION,
        &tables::PRACTITIONER_ROLE,
        &tables::PRACTITIONER,
        &tables::ORGANIZATION,
        &tables::LOCATION,
        &tables::RELATED_PERSON,
        &tables::TASK,
        &tables::RISK_ASSESSMENT,
    ];
    KNOWN.into_iter().find(|shape| shape.name == kind)
}

/// An element found by the name of a member.
struct Found {
    place: usize,
    element: &'static Element,
    kind: &'static Kind,
    /// For a choice, the type as it stands in the member's name.
    chosen: Option<&'static str>,
}

impl Shape {
    fn find(&'static self, member: &str) -> Option<Found> {
        self.elements.iter().enumerate().find_map(|(place, element)| match &element.kind {
            Kind::Choice(choices) => {
                let suffix = member.strip_prefix(element.name)?;
                let (chosen, kind) = choices.iter().find(|(name, _)| *name == suffix)?;
                Some(Found { place, element, kind, chosen: Some(chosen) })
            }
            kind => {
                (element.name == member).then_some(Found { place, element, kind, chosen: None })
            }
        })
    }
}

/// Walks resources beside their shapes.
pub(crate) struct Checker<'c, 'a> {
    pub(crate) issues: &'c mut Issues,
    /// Where references must lead; `None` for a resource on its own.
    pub(crate) entries: Option<&'c Entries<'a>>,
}

impl Checker<'_, '_> {
    /// Checks a resource of a known type.
    pub(crate) fn resource(&mut self, object: &Object<'_>, shape: &'static Shape, at: &Path<'_>) {
        self.object(object, shape, at, true);
    }

    fn object(&mut self, object: &Object<'_>, shape: &'static Shape, at: &Path<'_>, top: bool) {
        if object.is_empty() {
            self.issues.error(IssueCode::Structure, at, "This element is empty: leave it out.");
            return;
        }
        let mut seen = 0_u128;
        let mut explained = 0_u128;
        let mut typed = false;
        for (member, value) in object.members() {
            if top && member == "resourceType" {
                if typed {
                    self.issues.error(IssueCode::Duplicate, &at.member(member), TWICE);
                }
                typed = true;
                continue;
            }
            let sibling = member.strip_prefix('_');
            let found = shape.find(sibling.unwrap_or(member));
            let found = found.filter(|found| sibling.is_none() || found.kind.is_primitive());
            let Some(found) = found else {
                let words = format!("FHIR R4 knows no element of this name in {}.", shape.name);
                self.issues.error(IssueCode::Structure, &at.member(member), words);
                continue;
            };
            let bit = 1_u128 << found.place;
            let set = if sibling.is_some() { &mut explained } else { &mut seen };
            if *set & bit != 0 {
                let twice = if found.chosen.is_some() { ONE_CHOICE } else { TWICE };
                self.issues.error(IssueCode::Duplicate, &at.member(member), twice);
            }
            *set |= bit;
            if sibling.is_some() {
                self.sibling(value, &at.member(member));
                continue;
            }
            let here = found
                .chosen
                .map_or(at.member(found.element.name), |kind| at.choice(found.element.name, kind));
            if found.element.many {
                self.list(value, found.kind, &here, object, member);
            } else {
                self.value(value, found.kind, &here);
            }
        }
        for (place, element) in shape.elements.iter().enumerate() {
            if element.required && (seen | explained) & (1_u128 << place) == 0 {
                let words = format!("{} must have this element.", shape.name);
                self.issues.error(IssueCode::Required, &at.member(element.name), words);
            }
        }
        invariant::check(self.issues, object, shape.name, at);
    }

    fn list(
        &mut self,
        value: &Json<'_>,
        kind: &'static Kind,
        at: &Path<'_>,
        of: &Object<'_>,
        member: &str,
    ) {
        let Json::List(items) = value else {
            self.wrong_type(value, "a list", at);
            return;
        };
        if items.is_empty() {
            self.issues.error(IssueCode::Structure, at, "This list is empty: leave it out.");
        }
        for (index, item) in items.iter().enumerate() {
            // A value that is only explained by an extension is null in the list itself.
            let explained = *item == Json::Null
                && kind.is_primitive()
                && of.members().any(|(name, _)| name.strip_prefix('_') == Some(member));
            if !explained {
                self.value(item, kind, &at.index(index));
            }
        }
    }

    /// `_birthDate` beside `birthDate`: an id and extensions of a plain value, ignored.
    fn sibling(&mut self, value: &Json<'_>, at: &Path<'_>) {
        let plain = |json: &Json<'_>| matches!(json, Json::Object(object) if !object.is_empty());
        let fits = match value {
            Json::List(items) => items.iter().all(|item| plain(item) || *item == Json::Null),
            one => plain(one),
        };
        if !fits {
            self.wrong_type(value, "an object with an id or extensions", at);
        }
    }

    fn value(&mut self, value: &Json<'_>, kind: &'static Kind, at: &Path<'_>) {
        match kind {
            Kind::Part(shape) => match value {
                Json::Object(object) => self.object(object, shape, at, false),
                other => self.wrong_type(other, "an object", at),
            },
            Kind::Reference => match value {
                Json::Object(object) => self.reference(object, at),
                other => self.wrong_type(other, "an object", at),
            },
            Kind::Resource => self.inner_resource(value, at),
            Kind::Extension => {
                let url = value.as_object().and_then(|object| object.text("url"));
                if url.is_none_or(str::is_empty) {
                    let words = "An extension is an object with a url.";
                    self.issues.error(IssueCode::Structure, at, words);
                }
            }
            Kind::Unread => self.issues.error(
                IssueCode::NotSupported,
                at,
                "This may change the meaning of the whole and is not understood here. Send the \
                 referral without it.",
            ),
            Kind::Anything => {}
            // A choice is taken apart where its member is found.
            Kind::Choice(_) => self.wrong_type(value, "one of its types", at),
            plain => self.plain(value, plain, at),
        }
    }

    fn plain(&mut self, value: &Json<'_>, kind: &'static Kind, at: &Path<'_>) {
        let (fits, wanted) = match kind {
            Kind::Boolean => (matches!(value, Json::Bool(_)), "true or false"),
            Kind::Decimal => (matches!(value, Json::Whole(_) | Json::Decimal(_)), "a number"),
            Kind::Integer => (whole(value, i32::MIN.into()), "a whole number"),
            Kind::Unsigned => (whole(value, 0), "a whole number of 0 or more"),
            Kind::Positive => (whole(value, 1), "a whole number of 1 or more"),
            _ => (matches!(value, Json::Text(_)), "a text"),
        };
        if !fits {
            self.wrong_type(value, wanted, at);
            return;
        }
        let Json::Text(text) = value else { return };
        let fits = match kind {
            Kind::Code | Kind::Codes(_) => is_code(text),
            Kind::Uri => !text.is_empty() && !text.contains(char::is_whitespace),
            Kind::Id => is_id(text),
            Kind::Date => Moment::date(text).is_some(),
            Kind::DateTime => Moment::date_time(text).is_some(),
            Kind::Instant => Moment::instant(text).is_some(),
            Kind::Time => is_time_of_day(text),
            _ => is_text(text),
        };
        if !fits {
            self.issues.error(IssueCode::Value, at, form(kind));
            return;
        }
        if let Kind::Codes(codes) = kind
            && !codes.contains(&text.as_ref())
        {
            let words = format!("\"{}\" is not one of {}.", short(text), codes.join(", "));
            self.issues.error(IssueCode::CodeInvalid, at, words);
        }
    }

    fn reference(&mut self, object: &Object<'_>, at: &Path<'_>) {
        self.object(object, &tables::REFERENCE, at, false);
        let (Some(entries), Some(reference)) = (self.entries, object.text("reference")) else {
            return;
        };
        let here = at.member("reference");
        match entries.resolve(reference) {
            None if reference.contains('?') => self.issues.error(
                IssueCode::NotSupported,
                &here,
                "A conditional reference is not taken. Send what it means as an entry.",
            ),
            None => self.issues.error(
                IssueCode::NotFound,
                &here,
                "No entry of this Bundle has this fullUrl, or this type and id.",
            ),
            Some(target) => {
                let said = object.text("type").and_then(|kind| kind.rsplit('/').next());
                if said.is_some_and(|kind| kind != target.kind) {
                    let words = format!("The reference leads to a {}.", short(target.kind));
                    self.issues.error(IssueCode::Invariant, &at.member("type"), words);
                }
            }
        }
    }

    fn inner_resource(&mut self, value: &Json<'_>, at: &Path<'_>) {
        let Json::Object(object) = value else {
            self.wrong_type(value, "an object", at);
            return;
        };
        let Some(kind) = object.text("resourceType") else {
            let here = at.member("resourceType");
            self.issues.error(IssueCode::Required, &here, "A resource says its resourceType.");
            return;
        };
        match of_resource(kind) {
            Some(shape) if shape.name != "Bundle" => self.object(object, shape, at, true),
            _ => {
                let words = format!("A {} is not taken in a referral.", short(kind));
                self.issues.error(IssueCode::NotSupported, at, words);
            }
        }
    }

    fn wrong_type(&mut self, value: &Json<'_>, wanted: &str, at: &Path<'_>) {
        let words = format!("This must be {wanted}; it is {}.", found(value));
        self.issues.error(IssueCode::Structure, at, words);
    }
}

const TWICE: &str = "This element is given twice; which one counts cannot be guessed.";
const ONE_CHOICE: &str = "Only one value of this element may be given, of one type.";

/// At most sixty characters of something that was sent.
pub(crate) fn short(text: &str) -> String {
    if text.chars().count() <= 60 {
        return text.to_owned();
    }
    text.chars().take(60).chain(['…']).collect()
}

const fn found(value: &Json<'_>) -> &'static str {
    match value {
        Json::Decimal(_) => "a number with decimals",
        other => other.kind(),
    }
}

fn whole(value: &Json<'_>, least: i64) -> bool {
    matches!(value, Json::Whole(number) if *number >= least && *number <= i64::from(i32::MAX))
}

fn is_text(text: &str) -> bool {
    !text.trim().is_empty() && !text.bytes().any(|b| b < 32 && !matches!(b, b'\t' | b'\n' | b'\r'))
}

fn is_code(text: &str) -> bool {
    is_text(text)
        && !text.starts_with(char::is_whitespace)
        && !text.ends_with(char::is_whitespace)
        && !text.contains("  ")
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'))
}

const fn form(kind: &Kind) -> &'static str {
    match kind {
        Kind::Code | Kind::Codes(_) => "A code is a word without spaces around it.",
        Kind::Uri => "An address (URI) is not empty and has no spaces.",
        Kind::Id => "An id has 1 to 64 letters, digits, dashes or dots.",
        Kind::Date => "A date that exists is written 1966-12-05, 1966-12 or 1966.",
        Kind::DateTime => "A time is written 2026-11-22T08:05:00Z, or a date without time.",
        Kind::Instant => "An instant is written 2026-11-22T08:05:00Z, to the second and with zone.",
        Kind::Time => "A time of day is written 08:05:00.",
        _ => "A text is not empty and has no control characters.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_fits_the_set_of_seen_elements() {
        fn walk(shape: &'static Shape, known: &mut Vec<&'static str>) {
            if known.contains(&shape.name) {
                return;
            }
            known.push(shape.name);
            assert!(shape.elements.len() < 128, "{}", shape.name);
            for element in shape.elements {
                match &element.kind {
                    Kind::Part(inner) => walk(inner, known),
                    Kind::Choice(choices) => {
                        for (_, kind) in *choices {
                            if let Kind::Part(inner) = kind {
                                walk(inner, known);
                            }
                        }
                    }
                    _ => {}
                }
            }
        }
        let mut known = Vec::new();
        for kind in ["Bundle", "Patient", "ServiceRequest", "Observation", "Task"] {
            walk(of_resource(kind).unwrap(), &mut known);
        }
        assert!(known.len() > 20, "{known:?}");
    }
}
