//! An instrument as data: what it asks, what its bands mean, what a page says, and how it scores.

use alloc::string::String;
use alloc::vec::Vec;

use super::answers::Answers;
use super::field::Field;
use super::output::{Item, Output};
use super::refusal::Refusal;
use super::schema;
use super::value::Value;

/// Whether an instrument may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// On by default.
    Active,
    /// Its item table has not been checked against the paper: off by default, shown as unverified.
    Draft,
}

impl Status {
    /// The word as programs see it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Draft => "draft",
        }
    }
}

/// Which way a result points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// A higher total or rank is better for the patient.
    HigherBetter,
    /// A higher total or rank is worse for the patient.
    HigherWorse,
    /// A conversion: neither better nor worse.
    None,
}

impl Direction {
    /// The word as programs see it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HigherBetter => "higher_better",
            Self::HigherWorse => "higher_worse",
            Self::None => "none",
        }
    }
}

/// How sure we are of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Seen on the issuing body's own page or in the abstract.
    A,
    /// Seen in a secondary source.
    B,
    /// Recalled, not seen in a source.
    C,
    /// Our own choice of design.
    D,
}

impl Confidence {
    /// The tag.
    pub const fn word(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }

    /// The tag in words, for a reader.
    pub const fn label(self) -> &'static str {
        match self {
            Self::A => "seen in the source itself",
            Self::B => "seen in a secondary source",
            Self::C => "recalled, not seen in a source",
            Self::D => "our own choice",
        }
    }
}

/// A published finding about the instrument, with how sure we are of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The finding.
    pub text: &'static str,
    /// How sure we are.
    pub tag: Confidence,
}

/// One band of the total, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BandRow {
    /// The key of the result that holds the word.
    pub key: &'static str,
    /// The word.
    pub word: &'static str,
    /// The lowest total in it.
    pub from: u8,
    /// The highest total in it.
    pub to: u8,
    /// What it means.
    pub meaning: &'static str,
}

/// The words of the instrument's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is and what it is for.
    pub what: &'static str,
    /// What it asks, in plain words; the fields with their labels stand beside it.
    pub inputs: &'static str,
    /// What the result means.
    pub meaning: &'static str,
    /// What it cannot tell, and how it is misused.
    pub cannot_tell: &'static [&'static str],
    /// How reliable it was found to be.
    pub evidence: &'static [Evidence],
}

/// A caution that goes with a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The stable code.
    pub code: &'static str,
    /// One plain sentence.
    pub text: &'static str,
}

/// Every draft result carries this.
const UNVERIFIED: Warning = Warning {
    code: "unverified_points",
    text: "Unverified: nobody has checked this item table against the paper.",
};

/// What an instrument's own arithmetic yields, before the door dresses it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// The named outputs: `total`, `band`, or those of the instrument.
    pub(crate) outputs: Vec<(&'static str, Output)>,
    /// The item points in the shape the instrument publishes.
    pub(crate) points: Option<Output>,
    /// The points of single fields.
    pub(crate) item_points: Vec<(&'static str, Output)>,
    /// An item built from several fields.
    pub(crate) extra_items: Vec<Item>,
    /// Cautions.
    pub(crate) warnings: Vec<Warning>,
}

impl Outcome {
    /// Outputs without points.
    pub(crate) fn of(outputs: Vec<(&'static str, Output)>) -> Self {
        Self { outputs, ..Self::default() }
    }

    /// Outputs with points per field, published as a list in this order.
    pub(crate) fn pointed<const N: usize>(
        fields: [&'static str; N],
        points: [u8; N],
        outputs: Vec<(&'static str, Output)>,
    ) -> Self {
        Self {
            outputs,
            points: Some(Output::points(points)),
            item_points: fields.into_iter().zip(points.map(Output::from)).collect(),
            ..Self::default()
        }
    }

    /// The same with a caution.
    pub(crate) fn warn(mut self, code: &'static str, text: &'static str) -> Self {
        self.warnings.push(Warning { code, text });
        self
    }

    /// The same with a caution when it applies.
    pub(crate) fn warn_if(self, applies: bool, code: &'static str, text: &'static str) -> Self {
        if applies { self.warn(code, text) } else { self }
    }
}

/// One instrument. The list of all is [`crate::INSTRUMENTS`].
#[derive(Debug)]
pub struct Instrument {
    /// The name on the command line and in records.
    pub name: &'static str,
    /// The name for people; where a family of scores is easily confused, with the year.
    pub title: &'static str,
    /// Our version of it; a change of rule is a new version.
    pub version: &'static str,
    /// Whether it may be used.
    pub status: Status,
    /// Which way it points.
    pub direction: Direction,
    /// The same for people.
    pub direction_words: &'static str,
    /// The lowest and highest total, where there is a total.
    pub range: Option<(f64, f64)>,
    /// The input table.
    pub fields: &'static [Field],
    /// The bands of the totals, one list for each key, lowest first.
    pub bands: &'static [&'static [BandRow]],
    /// How sure we are of the item table.
    pub tag: Confidence,
    /// The source.
    pub citation: &'static str,
    /// The words of its page.
    pub page: Page,
    /// Its arithmetic.
    pub(crate) run: fn(&Answers) -> Result<Outcome, Refusal>,
}

/// A complete result. It never decides treatment, and a correction is a new result.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// The instrument's name.
    pub instrument: &'static str,
    /// The version that computed it.
    pub version: &'static str,
    /// Whether the instrument is active or a draft.
    pub status: Status,
    /// The named outputs in the order of the instrument: `total`, `band`, or its own.
    pub outputs: Vec<(&'static str, Output)>,
    /// The item points, where there are points.
    pub points: Option<Output>,
    /// Each field with the value given and the points it earned.
    pub items: Vec<Item>,
    /// Which way the result points.
    pub direction: Direction,
    /// Cautions to show beside it.
    pub warnings: Vec<Warning>,
    /// The source.
    pub citation: &'static str,
}

impl Instrument {
    /// Scores the inputs, or says why not. The first and most telling problem is the refusal.
    pub fn score(
        &self,
        inputs: &[(&str, Value<'_>)],
        allow_draft: bool,
    ) -> Result<Scored, Refusal> {
        if self.status == Status::Draft && !allow_draft {
            return Err(Refusal::draft(self.name));
        }
        let mut problems = Vec::new();
        let answers = Answers::check(self.fields, inputs, &mut problems);
        if let Some(first) = problems.into_iter().next() {
            return Err(first);
        }
        (self.run)(&answers).map(|outcome| self.dress(&answers, outcome))
    }

    /// Everything wrong with the inputs at once, for a form that marks each field. Empty means that
    /// [`Instrument::score`] answers (a draft only where it is allowed).
    pub fn problems(&self, inputs: &[(&str, Value<'_>)]) -> Vec<Refusal> {
        let mut problems = Vec::new();
        let answers = Answers::check(self.fields, inputs, &mut problems);
        if problems.is_empty()
            && let Err(refusal) = (self.run)(&answers)
        {
            problems.push(refusal);
        }
        problems
    }

    /// The inputs as JSON Schema (2020-12), made from the same table that validates them.
    pub fn input_schema(&self) -> Output {
        schema::object(self.title, self.fields)
    }

    /// The instrument as one record: name, title, version, status, direction, citation, inputs.
    pub fn describe(&self) -> Output {
        Output::Record(alloc::vec![
            ("name", self.name.into()),
            ("title", self.title.into()),
            ("version", self.version.into()),
            ("status", self.status.word().into()),
            ("direction", self.direction.word().into()),
            ("confidence", self.tag.word().into()),
            ("citation", self.citation.into()),
            ("inputs", self.input_schema()),
        ])
    }

    fn dress(&self, answers: &Answers, outcome: Outcome) -> Scored {
        let Outcome { outputs, points, item_points, extra_items, mut warnings } = outcome;
        if self.status == Status::Draft {
            warnings.push(UNVERIFIED);
        }
        let mut items: Vec<Item> = Vec::with_capacity(self.fields.len());
        items.extend(answers.given().map(|(field, value)| {
            Item {
                field,
                value,
                points: item_points
                    .iter()
                    .find(|(name, _)| *name == field)
                    .map(|(_, points)| points.clone()),
            }
        }));
        items.extend(extra_items);
        Scored {
            instrument: self.name,
            version: self.version,
            status: self.status,
            outputs,
            points,
            items,
            direction: self.direction,
            warnings,
            citation: self.citation,
        }
    }
}

impl Scored {
    /// A named output, such as `total`, `band` or `goal`.
    pub fn output(&self, name: &str) -> Option<&Output> {
        self.outputs.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The total, where the instrument has one.
    pub fn total(&self) -> Option<f64> {
        self.output("total").and_then(Output::number)
    }

    /// The band of the total, where the instrument calls it that.
    pub fn band(&self) -> Option<&str> {
        self.output("band").and_then(Output::text)
    }

    /// The whole result as one record to print.
    pub fn record(&self) -> Output {
        let mut entries: Vec<(&'static str, Output)> = alloc::vec![
            ("instrument", self.instrument.into()),
            ("version", self.version.into()),
            ("status", self.status.word().into()),
        ];
        entries.extend(self.outputs.iter().cloned());
        if let Some(points) = &self.points {
            entries.push(("points", points.clone()));
        }
        let items = self.items.iter().map(|item| {
            Output::Record(alloc::vec![
                ("field", item.field.into()),
                ("value", item.value.clone()),
                ("points", item.points.clone().unwrap_or(Output::Null)),
            ])
        });
        entries.push(("items", Output::List(items.collect())));
        entries.push(("direction", self.direction.word().into()));
        let warnings = self.warnings.iter().map(|warning| {
            Output::Record(alloc::vec![
                ("code", warning.code.into()),
                ("text", warning.text.into()),
            ])
        });
        entries.push(("warnings", Output::List(warnings.collect())));
        entries.push(("citation", self.citation.into()));
        Output::Record(entries)
    }
}

impl Page {
    /// The evidence as lines for print: the finding, then the tag in words.
    pub fn evidence_lines(&self) -> impl Iterator<Item = String> + '_ {
        self.evidence
            .iter()
            .map(|evidence| alloc::format!("{} ({})", evidence.text, evidence.tag.label()))
    }
}
