//! Every small mistake that a row of the rule book could hold: a term dropped or negated, a number,
//! an answer, a tier, a limit, an action, an event or a target changed. Whoever checks the rules must
//! notice each of them.

use rules::{Answer, Compare, For, Milestone, Span, Status, Step, Tier};

use crate::book::{Book, Row, Timer, When};

/// One mistake in one row.
#[derive(Clone, Debug)]
pub struct Mutant {
    /// The rule, clock or derived name.
    pub row: String,
    /// What is wrong, in a few words; unique within the row.
    pub says: String,
    edit: Edit,
}

#[derive(Clone, Debug)]
enum Edit {
    Rule(usize, Row),
    Clock(usize, Timer),
    Name(usize, When),
}

impl Mutant {
    /// The book with this mistake.
    #[must_use]
    pub fn book(&self, book: &Book) -> Book {
        let mut book = book.clone();
        match self.edit.clone() {
            Edit::Rule(place, row) => replace(&mut book.rules, place, row),
            Edit::Clock(place, timer) => replace(&mut book.clocks, place, timer),
            Edit::Name(place, when) => {
                if let Some((_, slot)) = book.derived.get_mut(place) {
                    *slot = when;
                }
            }
        }
        book
    }
}

fn replace<T>(list: &mut [T], place: usize, with: T) {
    if let Some(slot) = list.get_mut(place) {
        *slot = with;
    }
}

/// Every mutant of every rule, clock and derived name.
#[must_use]
pub fn mutants(book: &Book) -> Vec<Mutant> {
    let mut all = Vec::new();
    for (place, row) in book.rules.iter().enumerate() {
        for (says, edit) in of_rule(row) {
            all.push(Mutant { row: row.id.clone(), says, edit: Edit::Rule(place, edit) });
        }
    }
    for (place, timer) in book.clocks.iter().enumerate() {
        for (says, edit) in of_clock(timer) {
            all.push(Mutant { row: timer.id.clone(), says, edit: Edit::Clock(place, edit) });
        }
    }
    for (place, (name, when)) in book.derived.iter().enumerate() {
        for (says, edit) in of_condition(when) {
            all.push(Mutant { row: name.key().to_owned(), says, edit: Edit::Name(place, edit) });
        }
    }
    all
}

fn of_rule(row: &Row) -> Vec<(String, Row)> {
    let mut all: Vec<(String, Row)> = of_condition(&row.when)
        .into_iter()
        .map(|(says, when)| (says, Row { when, ..row.clone() }))
        .collect();
    let place = Tier::ALL.iter().position(|tier| *tier == row.tier);
    let beside = place.map(|place| [place.checked_sub(1), Some(place + 1)]).into_iter().flatten();
    for tier in beside.flatten().filter_map(|place| Tier::ALL.get(place)) {
        let says = format!("tier {tier} for {}", row.tier);
        all.push((says, Row { tier: *tier, ..row.clone() }));
    }
    let limits: &[u16] = match row.limit_h {
        0 => &[1],
        2 => &[1, 4],
        12 => &[6, 24],
        24 => &[12, 48],
        _ => &[24, 672],
    };
    for limit_h in limits {
        let says = format!("limit {limit_h} h for {} h", row.limit_h);
        all.push((says, Row { limit_h: *limit_h, ..row.clone() }));
    }
    for (place, step) in row.steps.iter().enumerate() {
        let mut dropped = row.clone();
        dropped.steps.remove(place);
        all.push((format!("without {step}"), dropped));
        let other = Step::ALL.iter().find(|other| !row.steps.contains(other));
        if let Some(other) = other {
            let mut swapped = row.clone();
            replace(&mut swapped.steps, place, *other);
            all.push((format!("{other} for {step}"), swapped));
        }
    }
    let audiences: &[For] = match row.audience {
        For::Both => &[For::Public, For::Clinician],
        For::Public | For::Clinician => &[For::Both],
    };
    for audience in audiences {
        let says = format!("for {audience} instead of {}", row.audience);
        all.push((says, Row { audience: *audience, ..row.clone() }));
    }
    let status = other_status(row.status);
    all.push((format!("{status} instead of {}", row.status), Row { status, ..row.clone() }));
    if row.advisory {
        all.push(("deciding instead of advisory".into(), Row { advisory: false, ..row.clone() }));
    }
    all
}

const fn other_status(status: Status) -> Status {
    match status {
        Status::Active => Status::Retired,
        Status::Draft | Status::Retired => Status::Active,
    }
}

fn of_clock(timer: &Timer) -> Vec<(String, Timer)> {
    let mut all: Vec<(String, Timer)> = of_condition(&timer.when)
        .into_iter()
        .map(|(says, when)| (says, Timer { when, ..timer.clone() }))
        .collect();
    let other = Milestone::ALL.iter().copied().find(|it| *it != timer.start && *it != timer.stop);
    if let Some(other) = other {
        let says = format!("from {other} instead of {}", timer.start);
        all.push((says, Timer { start: other, ..timer.clone() }));
        let says = format!("until {other} instead of {}", timer.stop);
        all.push((says, Timer { stop: other, ..timer.clone() }));
    }
    let target = match timer.target {
        Span::Hours { hundredths } => Span::Hours { hundredths: hundredths * 2 + 100 },
        Span::WorkingDays { tenths } => Span::WorkingDays { tenths: tenths * 2 },
    };
    let says = format!("within {target} instead of {}", timer.target);
    all.push((says, Timer { target, ..timer.clone() }));
    let status = other_status(timer.status);
    all.push((format!("{status} instead of {}", timer.status), Timer { status, ..timer.clone() }));
    all
}

/// Every condition that differs in one term. What is left of nothing is `TRUE`.
fn of_condition(when: &When) -> Vec<(String, When)> {
    let wrong = variants(when).into_iter();
    wrong.map(|(says, wrong)| (says, wrong.unwrap_or(When::Always))).collect()
}

/// The mistakes in one part: another part, or `None` for a part that is left out.
fn variants(when: &When) -> Vec<(String, Option<When>)> {
    let instead = |other: When| (format!("\"{other}\" for \"{when}\""), Some(other));
    let mut all = vec![(format!("without \"{when}\""), None)];
    match when {
        When::Always => all = vec![instead(When::Not(Box::new(When::Always)))],
        When::Is(_) | When::HaemIs(_) | When::TierIs(_) => {
            all.push(instead(When::Not(Box::new(when.clone()))));
        }
        When::Equals(name, answer) => {
            all.push(instead(When::Differs(*name, *answer)));
            all.extend(other_answers(*answer).map(|it| instead(When::Equals(*name, it))));
        }
        When::Differs(name, answer) => {
            all.push(instead(When::Equals(*name, *answer)));
            all.extend(other_answers(*answer).map(|it| instead(When::Differs(*name, it))));
        }
        When::Number(number, compare, bound) => {
            all.push(instead(When::Number(*number, opposite(*compare), *bound)));
            all.push(instead(When::Number(*number, *compare, bound + 1)));
            all.push(instead(When::Number(*number, *compare, bound.saturating_sub(1))));
        }
        When::Not(part) => {
            all.push(instead((**part).clone()));
            for (says, wrong) in variants(part) {
                all.extend(wrong.map(|wrong| (says, Some(When::Not(Box::new(wrong))))));
            }
        }
        When::All(parts) => {
            all.push((format!("OR for AND in \"{when}\""), Some(When::Any(parts.clone()))));
            all.extend(in_parts(parts, When::All));
        }
        When::Any(parts) => {
            all.push((format!("AND for OR in \"{when}\""), Some(When::All(parts.clone()))));
            all.extend(in_parts(parts, When::Any));
        }
    }
    all
}

fn in_parts(parts: &[When], join: fn(Vec<When>) -> When) -> Vec<(String, Option<When>)> {
    let mut all = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        for (says, wrong) in variants(part) {
            let mut parts = parts.to_vec();
            match wrong {
                Some(wrong) => replace(&mut parts, place, wrong),
                None => {
                    parts.remove(place);
                }
            }
            all.push((says, Some(join(parts))));
        }
    }
    all
}

fn other_answers(answer: Answer) -> impl Iterator<Item = Answer> {
    [Answer::Yes, Answer::No, Answer::Unknown].into_iter().filter(move |other| *other != answer)
}

const fn opposite(compare: Compare) -> Compare {
    match compare {
        Compare::Below => Compare::AtLeast,
        Compare::AtLeast => Compare::Below,
        Compare::AtMost => Compare::Above,
        Compare::Above => Compare::AtMost,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_row_has_mutants_and_each_is_another_book() {
        let book = Book::current();
        let all = mutants(&book);
        let rows: BTreeSet<&str> = all.iter().map(|it| it.row.as_str()).collect();
        assert_eq!(rows.len(), book.rules.len() + book.clocks.len() + book.derived.len());
        assert!(all.iter().all(|it| it.book(&book) != book));
    }

    #[test]
    fn a_condition_loses_negates_and_exchanges_each_of_its_terms() {
        let when = crate::condition("n_gait AND (ca_known != no OR age < 18)").unwrap();
        let wrong: Vec<String> =
            of_condition(&when).into_iter().map(|(_, when)| when.to_string()).collect();
        for text in [
            "TRUE",
            "n_gait OR (ca_known != no OR age < 18)",
            "ca_known != no OR age < 18",
            "NOT n_gait AND (ca_known != no OR age < 18)",
            "n_gait",
            "n_gait AND (ca_known != no AND age < 18)",
            "n_gait AND (ca_known = no OR age < 18)",
            "n_gait AND (ca_known != no OR age >= 18)",
            "n_gait AND (ca_known != no OR age < 19)",
        ] {
            let read = crate::condition(text).unwrap();
            let same = |it: &String| crate::condition(it).unwrap() == read;
            assert!(wrong.iter().any(same), "{text} is not among {wrong:#?}");
        }
    }
}
