//! What a proforma is made of: sections of questions, as const data.

use jiff::civil::Date;

use crate::facts::{Answer, How};

/// A clinical form. What differs between forms is data; how one is filled in, merged, signed and
/// added to is the same for all.
#[derive(Debug)]
pub struct Proforma {
    /// Stable key, stored with every entry.
    pub key: &'static str,
    /// As shown.
    pub title: &'static str,
    /// Its parts, in order.
    pub sections: &'static [Section],
    /// Whether somebody signs it: a signed one is locked, and what comes later is an addendum.
    pub signed: bool,
}

/// A part of a proforma.
#[derive(Debug)]
pub struct Section {
    /// Stable key.
    pub key: &'static str,
    /// As shown.
    pub title: &'static str,
    /// How its answers came about, for the rules.
    pub how: How,
    /// Its questions, in order.
    pub questions: &'static [Question],
}

/// One question.
#[derive(Debug)]
pub struct Question {
    /// Stable key, unique in its proforma.
    pub key: &'static str,
    /// As asked.
    pub label: &'static str,
    /// Help under it; may be empty.
    pub hint: &'static str,
    /// What can be answered.
    pub kind: Kind,
    /// The facts an answer sets.
    pub feeds: &'static [Feed],
    /// Where an answer may stand already.
    pub from: &'static [From],
    /// An earlier form's answer says nothing about now, so it is never offered: a blood result.
    pub fresh: bool,
}

/// What can be answered.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Yes, no or not known.
    YesNo,
    /// One of these: key and words.
    One(&'static [(&'static str, &'static str)]),
    /// Any of these, joined by commas.
    Many(&'static [(&'static str, &'static str)]),
    /// A number in a unit. Outside `possible` it is refused; outside `likely` it is asked again.
    Number {
        /// Shown behind the number.
        unit: &'static str,
        /// What can be, lowest and highest.
        possible: (f64, f64),
        /// What is usual, lowest and highest.
        likely: (f64, f64),
    },
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// A day, written 2026-11-24.
    Day,
}

/// A fact that an answer sets, so that the rules hear of it.
#[derive(Clone, Copy, Debug)]
pub struct Feed {
    /// The fact.
    pub fact: &'static str,
    /// Which answers of the question say what of the fact; an answer that is not listed says
    /// nothing. Empty: the answer itself is the fact's.
    pub says: &'static [(&'static str, &'static str)],
}

/// Where an answer may stand already. It is offered with who said it, and counts once confirmed.
#[derive(Clone, Copy, Debug)]
pub enum From {
    /// A standing fact.
    Fact(&'static str),
    /// A field of the referral, by its name.
    Detail(&'static str),
    /// The story of the referral.
    Story,
}

impl Proforma {
    /// Every question with its section.
    pub fn questions(&self) -> impl Iterator<Item = (&'static Section, &'static Question)> {
        self.sections.iter().flat_map(|section| section.questions.iter().map(move |q| (section, q)))
    }

    /// The question with this key.
    pub fn question(&self, key: &str) -> Option<(&'static Section, &'static Question)> {
        self.questions().find(|(_, question)| question.key == key)
    }
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The question.
    pub key: &'static str,
    /// What is wrong, and how to put it right.
    pub message: String,
    /// It can be, but hardly is: saved once somebody says that it is meant.
    pub unlikely: bool,
}

impl Question {
    /// A question of one kind, with nothing else.
    pub const fn new(key: &'static str, label: &'static str, kind: Kind) -> Self {
        Self { key, label, hint: "", kind, feeds: &[], from: &[], fresh: false }
    }

    /// With help under it.
    #[must_use]
    pub const fn hint(self, hint: &'static str) -> Self {
        Self { hint, ..self }
    }

    /// Whose answer sets these facts.
    #[must_use]
    pub const fn feeds(self, feeds: &'static [Feed]) -> Self {
        Self { feeds, ..self }
    }

    /// Whose answer may stand already.
    #[must_use]
    pub const fn from(self, from: &'static [From]) -> Self {
        Self { from, ..self }
    }

    /// Which is answered anew each time.
    #[must_use]
    pub const fn fresh(self) -> Self {
        Self { fresh: true, ..self }
    }

    /// What is wrong with this answer; an empty one is never wrong.
    pub fn problem(&self, value: &str) -> Option<Problem> {
        let wrong = |message: String| Some(Problem { key: self.key, message, unlikely: false });
        let offered =
            |words: &[(&str, &str)], word: &str| words.iter().any(|(key, _)| *key == word);
        match self.kind {
            _ if value.is_empty() => None,
            Kind::YesNo if matches!(value, "yes" | "no" | "unknown") => None,
            Kind::One(words) if offered(words, value) => None,
            Kind::Many(words) if value.split(',').all(|word| offered(words, word)) => None,
            Kind::YesNo | Kind::One(_) | Kind::Many(_) => {
                wrong("Choose one of the answers offered.".into())
            }
            Kind::Number { unit, possible, likely } => {
                let (least, most) = possible;
                let Some(number) = value.parse::<f64>().ok().filter(|n| n.is_finite()) else {
                    return wrong(format!("Enter a number, from {least} to {most} {unit}."));
                };
                if number < least || number > most {
                    return wrong(format!(
                        "{value} {unit} cannot be: enter a number from {least} to {most}."
                    ));
                }
                let (low, high) = likely;
                (number < low || number > high).then(|| Problem {
                    key: self.key,
                    message: format!(
                        "{value} {unit} is unusual (mostly {low} to {high}). Check it, and confirm \
                         it if it is meant."
                    ),
                    unlikely: true,
                })
            }
            Kind::Day => match value.parse::<Date>() {
                Ok(day) if (1900..=2100).contains(&day.year()) => None,
                _ => wrong("Enter a day that exists, as year, month and day.".into()),
            },
            Kind::Line | Kind::Text => None,
        }
    }

    /// An answer in words.
    pub fn words(&self, value: &str) -> String {
        let word = |words: &[(&str, &str)], one: &str| {
            words.iter().find(|(key, _)| *key == one).map_or(one, |(_, words)| words).to_owned()
        };
        match self.kind {
            Kind::YesNo => match value {
                "yes" => "Yes".into(),
                "no" => "No".into(),
                "unknown" => "Not known".into(),
                other => other.into(),
            },
            Kind::One(words) => word(words, value),
            Kind::Many(words) => {
                value.split(',').map(|one| word(words, one)).collect::<Vec<_>>().join(", ")
            }
            Kind::Number { unit, .. } => format!("{value} {unit}").trim_end().into(),
            Kind::Line | Kind::Text | Kind::Day => value.into(),
        }
    }

    /// What an answer says of the facts. An answer taken back says "not known": it never says "no".
    pub(crate) fn said(&self, value: &str) -> impl Iterator<Item = (&'static str, Answer)> {
        self.feeds.iter().filter_map(move |feed| {
            let answer = if value.is_empty() {
                Answer::Word("unknown".into())
            } else if feed.says.is_empty() {
                match self.kind {
                    Kind::Number { .. } => Answer::Number(value.parse().ok()?),
                    _ => Answer::Word(value.into()),
                }
            } else {
                let said = |word: &str| feed.says.iter().find(|(answer, _)| *answer == word);
                // Of several answers the first that says something speaks; "yes" before "no".
                let all: Vec<&str> =
                    value.split(',').filter_map(|w| said(w).map(|s| s.1)).collect();
                let word = all.iter().find(|word| **word == "yes").or_else(|| all.first())?;
                Answer::Word((*word).into())
            };
            Some((feed.fact, answer))
        })
    }
}
