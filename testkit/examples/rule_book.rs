//! Prints the active rules, and seeded people to try them on, for programs that read rules as boolean
//! conditions over facts (`json-rules-engine`): line 1 the rules, then a person a line.
//!
//! `cargo run --release -p testkit --example rule_book -- 2000 20260101`
//!
//! Three-valued logic is spelled out: a condition that may be yes, no or unknown becomes a formula
//! without negation for each, and each derived name becomes three named conditions. What such a
//! program has no words for, N-0 to N-9 of the rule book, has been done here already: the facts are
//! normalised, and every name has a value.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};

use rules::derived::DERIVED;
use rules::{
    ADVISORY, Answer, Audience, Compare, Condition, Fact, Facts, Name, Number, RULES, Settings,
    Status, Tier, triage,
};
use testkit::people::people;

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1_000);
    let seed = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(1);
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "{}", rule_book())?;
    for person in people(seed, count) {
        let decision = triage(&person.facts, person.audience, &Settings::default());
        writeln!(
            out,
            r#"{{"audience":"{}","tier":"{}","limit_h":{},"facts":{{{}}}}}"#,
            person.audience,
            decision.tier,
            decision.limit_h,
            every_fact(&person.facts.normalised().0),
        )?;
    }
    out.flush()
}

fn rule_book() -> String {
    let named = DERIVED.iter().flat_map(|derived| {
        [Aim::Yes, Aim::No, Aim::Unknown].map(|aim| {
            format!(r#""{}":{}"#, reference(derived.name, aim), group(&derived.when, aim))
        })
    });
    let rules = RULES.iter().filter(|rule| rule.status == Status::Active).map(|rule| {
        let audiences = Audience::ALL.iter().filter(|it| rule.audience.includes(**it));
        format!(
            r#"{{"id":"{}","audiences":[{}],"tier":"{}","limit_h":{},"advisory":{},"when":{}}}"#,
            rule.id,
            joined(audiences.map(|it| format!("\"{it}\""))),
            rule.tier,
            rule.limit_h,
            ADVISORY.contains(&rule.id),
            group(&rule.when, Aim::Yes),
        )
    });
    format!(
        r#"{{"tiers":[{}],"conditions":{{{}}},"rules":[{}]}}"#,
        joined(Tier::ALL.iter().map(|tier| format!("\"{tier}\""))),
        joined(named),
        joined(rules),
    )
}

/// Every name with a value: what nobody asked is unknown, and a number that nobody recorded is null.
fn every_fact(facts: &Facts) -> String {
    let answers = Fact::ALL
        .iter()
        .map(|fact| format!(r#""{fact}":"{}""#, facts.answer(*fact).unwrap_or(Answer::Unknown)));
    let haem = facts.haem().map_or("unknown", rules::Haem::key);
    let numbers = Number::ALL.iter().map(|number| match facts.number(*number) {
        Some(value) => format!(r#""{}":{value}"#, number.key()),
        None => format!(r#""{}":null"#, number.key()),
    });
    let mut all = joined(answers.chain(numbers));
    // Writing to a string cannot fail.
    let _ = write!(all, r#","haem":"{haem}","nothing":"no""#);
    all
}

/// What a condition is asked to be.
#[derive(Clone, Copy)]
enum Aim {
    Yes,
    No,
    Unknown,
    NotYes,
    NotNo,
}

impl Aim {
    const fn swapped(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::NotYes => Self::NotNo,
            Self::NotNo => Self::NotYes,
        }
    }
}

fn reference(name: Name, aim: Aim) -> String {
    let word = match aim {
        Aim::Yes | Aim::NotYes => "yes",
        Aim::No | Aim::NotNo => "no",
        Aim::Unknown => "unknown",
    };
    format!("{name} is {word}")
}

/// A condition where only `all`, `any`, `not` or a named condition may stand.
fn group(condition: &Condition, aim: Aim) -> String {
    all(vec![formula(condition, aim)])
}

fn formula(condition: &Condition, aim: Aim) -> String {
    match condition {
        Condition::Always => truth(matches!(aim, Aim::Yes | Aim::NotNo)),
        Condition::Is(name) => is(*name, aim),
        Condition::Equals(name, answer) => equals(*name, *answer, aim),
        Condition::Differs(name, answer) => equals(*name, *answer, aim.swapped()),
        Condition::HaemIs(haem) => word("haem", haem.key(), aim),
        // Only clocks look at the result, and they are not compared.
        Condition::TierIs(_) => truth(false),
        Condition::Number(number, compare, bound) => compared(*number, *compare, *bound, aim),
        Condition::Not(part) => formula(part, aim.swapped()),
        Condition::All(parts) => match aim {
            Aim::Yes | Aim::NotNo => all(each(parts, aim)),
            Aim::No | Aim::NotYes => any(each(parts, aim)),
            Aim::Unknown => all(vec![all(each(parts, Aim::NotNo)), any(each(parts, aim))]),
        },
        Condition::Any(parts) => match aim {
            Aim::Yes | Aim::NotNo => any(each(parts, aim)),
            Aim::No | Aim::NotYes => all(each(parts, aim)),
            Aim::Unknown => all(vec![all(each(parts, Aim::NotYes)), any(each(parts, aim))]),
        },
    }
}

fn each(parts: &[Condition], aim: Aim) -> Vec<String> {
    parts.iter().map(|part| formula(part, aim)).collect()
}

fn is(name: Name, aim: Aim) -> String {
    let Some(fact) = name.fact() else {
        let named = format!(r#"{{"condition":"{}"}}"#, reference(name, aim));
        return match aim {
            Aim::Yes | Aim::No | Aim::Unknown => named,
            Aim::NotYes | Aim::NotNo => format!(r#"{{"not":{named}}}"#),
        };
    };
    match aim {
        Aim::Yes => leaf(fact.key(), "equal", "\"yes\""),
        Aim::No => leaf(fact.key(), "equal", "\"no\""),
        Aim::Unknown => leaf(fact.key(), "equal", "\"unknown\""),
        Aim::NotYes => leaf(fact.key(), "notEqual", "\"yes\""),
        Aim::NotNo => leaf(fact.key(), "notEqual", "\"no\""),
    }
}

/// `name = answer`, which is always yes or no.
fn equals(name: Name, answer: Answer, aim: Aim) -> String {
    let holds = match answer {
        Answer::Yes => Aim::Yes,
        Answer::No => Aim::No,
        Answer::Unknown => Aim::Unknown,
    };
    match (aim, answer) {
        (Aim::Unknown, _) => truth(false),
        (Aim::Yes | Aim::NotNo, _) => is(name, holds),
        (_, Answer::Yes) => is(name, Aim::NotYes),
        (_, Answer::No) => is(name, Aim::NotNo),
        (_, Answer::Unknown) => any(vec![is(name, Aim::Yes), is(name, Aim::No)]),
    }
}

fn word(fact: &str, value: &str, aim: Aim) -> String {
    match aim {
        Aim::Yes | Aim::NotNo => leaf(fact, "equal", &format!("\"{value}\"")),
        Aim::No | Aim::NotYes => leaf(fact, "notEqual", &format!("\"{value}\"")),
        Aim::Unknown => truth(false),
    }
}

fn compared(number: Number, compare: Compare, bound: u16, aim: Aim) -> String {
    let (operator, opposite) = match compare {
        Compare::Below => ("lessThan", "greaterThanInclusive"),
        Compare::AtMost => ("lessThanInclusive", "greaterThan"),
        Compare::AtLeast => ("greaterThanInclusive", "lessThan"),
        Compare::Above => ("greaterThan", "lessThanInclusive"),
    };
    let holds = |operator| leaf(number.key(), operator, &bound.to_string());
    let missing = leaf(number.key(), "equal", "null");
    match aim {
        Aim::Yes => holds(operator),
        Aim::No => holds(opposite),
        Aim::Unknown => missing,
        Aim::NotYes => any(vec![holds(opposite), missing]),
        Aim::NotNo => any(vec![holds(operator), missing]),
    }
}

/// An empty list counts as true there, so false has to be asked of a fact that is never yes.
fn truth(holds: bool) -> String {
    if holds { all(Vec::new()) } else { leaf("nothing", "equal", "\"yes\"") }
}

fn leaf(fact: &str, operator: &str, value: &str) -> String {
    format!(r#"{{"fact":"{fact}","operator":"{operator}","value":{value}}}"#)
}

fn all(parts: Vec<String>) -> String {
    format!(r#"{{"all":[{}]}}"#, joined(parts.into_iter()))
}

fn any(parts: Vec<String>) -> String {
    format!(r#"{{"any":[{}]}}"#, joined(parts.into_iter()))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(",")
}
