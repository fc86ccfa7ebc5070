//! A rule set as data of its own: the one in the binary, or one that a test has broken on purpose.

use std::fmt;

use rules::derived::DERIVED;
use rules::{
    ADVISORY, Answer, Audience, CLOCKS, Compare, Condition, For, Haem, Milestone, Name, Number,
    RULES, Settings, Span, Status, Step, Tier, WITHHOLD_STEROID_PROMPT,
};

/// A condition that owns its parts; the meaning is that of [`Condition`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// `TRUE`.
    Always,
    /// The name's own value.
    Is(Name),
    /// `name = answer`.
    Equals(Name, Answer),
    /// `name != answer`.
    Differs(Name, Answer),
    /// `haem = value`.
    HaemIs(Haem),
    /// `result_tier = tier`.
    TierIs(Tier),
    /// A number compared with a bound.
    Number(Number, Compare, u16),
    /// Swaps yes and no.
    Not(Box<When>),
    /// All of them.
    All(Vec<When>),
    /// Any of them.
    Any(Vec<When>),
}

impl From<&Condition> for When {
    fn from(condition: &Condition) -> Self {
        let each = |parts: &[Condition]| parts.iter().map(Self::from).collect();
        match condition {
            Condition::Always => Self::Always,
            Condition::Is(name) => Self::Is(*name),
            Condition::Equals(name, answer) => Self::Equals(*name, *answer),
            Condition::Differs(name, answer) => Self::Differs(*name, *answer),
            Condition::HaemIs(haem) => Self::HaemIs(*haem),
            Condition::TierIs(tier) => Self::TierIs(*tier),
            Condition::Number(number, compare, bound) => Self::Number(*number, *compare, *bound),
            Condition::Not(part) => Self::Not(Box::new(Self::from(*part))),
            Condition::All(parts) => Self::All(each(parts)),
            Condition::Any(parts) => Self::Any(each(parts)),
        }
    }
}

impl When {
    /// Calls `look` with this condition and every part of it.
    pub fn walk(&self, look: &mut impl FnMut(&Self)) {
        look(self);
        match self {
            Self::Not(part) => part.walk(look),
            Self::All(parts) | Self::Any(parts) => parts.iter().for_each(|part| part.walk(look)),
            _ => {}
        }
    }
}

/// The text of the rule book's tables, which [`condition`](crate::condition) reads back.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |f: &mut fmt::Formatter<'_>, part: &Self| match part {
            Self::All(_) | Self::Any(_) => write!(f, "({part})"),
            part => write!(f, "{part}"),
        };
        let joined = |f: &mut fmt::Formatter<'_>, parts: &[Self], word: &str| {
            for (place, one) in parts.iter().enumerate() {
                if place > 0 {
                    f.write_str(word)?;
                }
                part(f, one)?;
            }
            Ok(())
        };
        match self {
            Self::Always => f.write_str("TRUE"),
            Self::Is(name) => f.write_str(name.key()),
            Self::Equals(name, answer) => write!(f, "{name} = {answer}"),
            Self::Differs(name, answer) => write!(f, "{name} != {answer}"),
            Self::HaemIs(haem) => write!(f, "haem = {haem}"),
            Self::TierIs(tier) => write!(f, "result_tier = {tier}"),
            Self::Number(number, compare, bound) => {
                write!(f, "{} {} {bound}", number.key(), compare.key())
            }
            Self::Not(one) => {
                f.write_str("NOT ")?;
                part(f, one)
            }
            Self::All(parts) => joined(f, parts, " AND "),
            Self::Any(parts) => joined(f, parts, " OR "),
        }
    }
}

/// A tier with a limit in hours; the smaller is the more urgent.
pub type Level = (Tier, u16);

/// A rule, as far as it decides anything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// `TR-08`.
    pub id: String,
    /// The rule in a sentence.
    pub says: String,
    /// For whom.
    pub audience: For,
    /// When it holds.
    pub when: When,
    /// How urgent.
    pub tier: Tier,
    /// Within how many hours.
    pub limit_h: u16,
    /// What to do or show.
    pub steps: Vec<Step>,
    /// Whether it may decide about people.
    pub status: Status,
    /// Whether it only adds actions.
    pub advisory: bool,
    /// Whether it holds back the automatic steroid prompt, or makes it wait for an answer.
    pub withholds_steroid: bool,
}

impl Row {
    /// Tier and limit.
    #[must_use]
    pub const fn level(&self) -> Level {
        (self.tier, self.limit_h)
    }

    /// Whether it decides about people.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == Status::Active
    }
}

/// A clock, as far as it can differ between people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timer {
    /// `CLK-MRI24`.
    pub id: String,
    /// When it applies.
    pub when: When,
    /// It is counted from this event.
    pub start: Milestone,
    /// It ends at this event.
    pub stop: Milestone,
    /// The time allowed.
    pub target: Span,
    /// Whether it may run.
    pub status: Status,
}

impl Timer {
    /// Whether it may run.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.status == Status::Active
    }
}

/// Rules, clocks and derived names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The rules, in table order.
    pub rules: Vec<Row>,
    /// The clocks, in table order.
    pub clocks: Vec<Timer>,
    /// The derived names, each after the ones it uses.
    pub derived: Vec<(Name, When)>,
}

impl Book {
    /// The rule set of this binary.
    #[must_use]
    pub fn current() -> Self {
        let rules = RULES.iter().map(|rule| Row {
            id: rule.id.to_owned(),
            says: rule.says.to_owned(),
            audience: rule.audience,
            when: When::from(&rule.when),
            tier: rule.tier,
            limit_h: rule.limit_h,
            steps: rule.steps.to_vec(),
            status: rule.status,
            advisory: ADVISORY.contains(&rule.id),
            withholds_steroid: WITHHOLD_STEROID_PROMPT.contains(&rule.id),
        });
        let clocks = CLOCKS.iter().map(|clock| Timer {
            id: clock.id.to_owned(),
            when: When::from(&clock.applies_when),
            start: clock.start,
            stop: clock.stop,
            target: clock.target,
            status: clock.status,
        });
        Self {
            rules: rules.collect(),
            clocks: clocks.collect(),
            derived: DERIVED.iter().map(|it| (it.name, When::from(&it.when))).collect(),
        }
    }

    /// The same book with every draft deciding, as if it had been signed.
    #[must_use]
    pub fn with_drafts(&self) -> Self {
        let mut book = self.clone();
        let rules = book.rules.iter_mut().map(|row| &mut row.status);
        for status in rules.chain(book.clocks.iter_mut().map(|timer| &mut timer.status)) {
            if *status == Status::Draft {
                *status = Status::Active;
            }
        }
        book
    }

    /// The rule set of this binary at a site: stricter limits and targets, and the site's drafts as
    /// if they had been signed.
    #[must_use]
    pub fn at_site(settings: &Settings) -> Self {
        let mut book = Self::current();
        for (row, rule) in book.rules.iter_mut().zip(RULES) {
            row.limit_h = settings.limit_h(rule);
            if settings.drafts().contains(rule.id) {
                row.status = Status::Active;
            }
        }
        for (timer, clock) in book.clocks.iter_mut().zip(CLOCKS) {
            timer.target = settings.target(clock);
        }
        book
    }

    /// The ids of the drafts.
    pub fn drafts(&self) -> impl Iterator<Item = &str> {
        let rules = self.rules.iter().map(|row| (&row.id, row.status));
        let clocks = self.clocks.iter().map(|timer| (&timer.id, timer.status));
        rules
            .chain(clocks)
            .filter(|(_, status)| *status == Status::Draft)
            .map(|(id, _)| id.as_str())
    }

    /// The rule with this id, to look at or to break.
    pub fn rule_mut(&mut self, id: &str) -> Option<&mut Row> {
        self.rules.iter_mut().find(|row| row.id == id)
    }

    pub(crate) fn rule(&self, id: &str) -> Option<(usize, &Row)> {
        self.rules.iter().enumerate().find(|(_, row)| row.id == id)
    }

    /// Every condition of the book.
    pub(crate) fn conditions(&self) -> impl Iterator<Item = &When> {
        let rules = self.rules.iter().map(|row| &row.when);
        let clocks = self.clocks.iter().map(|timer| &timer.when);
        rules.chain(clocks).chain(self.derived.iter().map(|(_, when)| when))
    }

    /// The rules that can decide for this audience.
    pub(crate) fn active(&self, audience: Audience) -> impl Iterator<Item = (usize, &Row)> {
        self.rules
            .iter()
            .enumerate()
            .filter(move |(_, row)| row.is_active() && row.audience.includes(audience))
    }
}
