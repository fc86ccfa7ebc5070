//! Code and tables say the same, cell by cell, in both directions and in the same order. The tables
//! are test data: the library builds without them.

use rules::derived::DERIVED;
use rules::{CLOCKS, Clock, Fact, Milestone, Name, Number, RULES, Rule, Span, Step};

fn rows(table: &'static str) -> (Vec<&'static str>, Vec<Vec<&'static str>>) {
    let mut lines = table.lines().map(|line| line.split('\t').collect::<Vec<_>>());
    let head = lines.next().expect("a header");
    let rows: Vec<_> = lines.collect();
    assert!(rows.iter().all(|row| row.len() == head.len()), "a row has a cell too many or few");
    (head, rows)
}

fn keys(steps: &[Step]) -> String {
    steps.iter().map(|step| step.key()).collect::<Vec<_>>().join(";")
}

fn sources(source: &[rules::Citation]) -> String {
    source.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn point(span: Option<Span>) -> String {
    span.map_or_else(|| "-".into(), |span| span.to_string())
}

fn rule_row(rule: &Rule) -> [String; 10] {
    [
        rule.id.into(),
        rule.audience.to_string(),
        rule.when.to_string(),
        rule.tier.to_string(),
        keys(rule.steps),
        rule.limit_h.to_string(),
        sources(rule.source),
        rule.strength.to_string(),
        rule.confidence.to_string(),
        rule.status.to_string(),
    ]
}

fn clock_row(clock: &Clock) -> [String; 12] {
    [
        clock.id.into(),
        clock.start.to_string(),
        clock.stop.to_string(),
        clock.target.to_string(),
        clock.kind.to_string(),
        clock.applies_when.to_string(),
        point(clock.amber),
        point(clock.red),
        keys(clock.on_breach),
        sources(clock.source),
        clock.confidence.to_string(),
        clock.status.to_string(),
    ]
}

#[test]
fn every_rule_says_what_the_triage_table_says() {
    let (head, table) = rows(include_str!("../data/triage-rules.tsv"));
    assert_eq!(
        head,
        [
            "id",
            "audience",
            "condition",
            "tier",
            "actions",
            "time_limit_h",
            "source",
            "strength",
            "confidence",
            "status"
        ]
    );
    assert_eq!(table.len(), RULES.len(), "a rule is missing on one side");
    for (row, rule) in table.iter().zip(RULES) {
        for ((name, cell), code) in head.iter().zip(row).zip(rule_row(rule)) {
            assert_eq!(*cell, code, "{} {name}", rule.id);
        }
    }
}

#[test]
fn every_clock_says_what_the_clock_table_says() {
    let (head, table) = rows(include_str!("../data/clocks.tsv"));
    assert_eq!(
        head,
        [
            "id",
            "start_event",
            "stop_event",
            "target_h",
            "type",
            "applies_when",
            "amber_h",
            "red_h",
            "on_breach",
            "source",
            "confidence",
            "status"
        ]
    );
    assert_eq!(table.len(), CLOCKS.len(), "a clock is missing on one side");
    for (row, clock) in table.iter().zip(CLOCKS) {
        for ((name, cell), code) in head.iter().zip(row).zip(clock_row(clock)) {
            assert_eq!(*cell, code, "{} {name}", clock.id);
        }
    }
}

#[test]
fn every_derived_name_is_defined_as_in_the_rule_book() {
    let (_, table) = rows(include_str!("../data/derived.tsv"));
    let code: Vec<[String; 2]> =
        DERIVED.iter().map(|it| [it.name.to_string(), it.when.to_string()]).collect();
    assert_eq!(table, code);
}

#[test]
fn the_dictionary_holds_exactly_the_facts_of_the_rule_book() {
    let (_, table) = rows(include_str!("../data/facts.tsv"));
    let with = |values: &str| -> Vec<&str> {
        table.iter().filter(|row| row[1].starts_with(values)).map(|row| row[0]).collect()
    };
    let code: Vec<&str> = Fact::ALL.iter().map(|fact| fact.key()).collect();
    assert_eq!(with("yes/no"), code);
    let mut numbers = with("number");
    numbers.sort_unstable();
    let mut code: Vec<&str> = Number::ALL.iter().map(|number| number.key()).collect();
    code.sort_unstable();
    assert_eq!(numbers, code);
    assert_eq!([with("confirmed"), with("E0")].concat(), ["haem", "result_tier"]);
    assert_eq!(table.len(), Fact::ALL.len() + Number::ALL.len() + 2);
}

#[test]
fn the_events_are_exactly_those_of_the_rule_book() {
    let (_, table) = rows(include_str!("../data/events.tsv"));
    let code: Vec<&str> = Milestone::ALL.iter().map(|event| event.key()).collect();
    assert_eq!(table.concat(), code);
}

#[test]
fn every_word_finds_itself_again_by_its_key_and_has_a_meaning() {
    for fact in Fact::ALL {
        assert_eq!(Fact::from_key(fact.key()), Some(*fact));
        assert_eq!(fact.name().fact(), Some(*fact));
        assert_eq!(fact.name().key(), fact.key());
    }
    for step in Step::ALL {
        assert_eq!(Step::from_key(step.key()), Some(*step));
        assert!(step.meaning().ends_with('.'), "{step}");
    }
    for event in Milestone::ALL {
        assert_eq!(Milestone::from_key(event.key()), Some(*event));
    }
    assert!(Name::ALL.iter().all(|name| !name.meaning().is_empty()));
    assert_eq!(Fact::from_key("n_gaitt"), None);
}

#[test]
fn every_step_and_event_of_the_vocabulary_is_used_by_a_rule_or_a_clock() {
    for step in Step::ALL {
        let used = RULES.iter().any(|rule| rule.steps.contains(step))
            || CLOCKS.iter().any(|clock| clock.on_breach.contains(step));
        assert!(used, "{step}");
    }
    // An update to the referrer is counted from the event itself; the others start or stop a clock.
    for event in Milestone::ALL {
        assert!(
            CLOCKS.iter().any(|clock| clock.start == *event || clock.stop == *event),
            "{event}"
        );
    }
}

#[test]
fn nobody_has_signed_a_rule_that_nobody_has_signed() {
    assert!(RULES.iter().all(|rule| rule.approved_by.is_none() && rule.approved_at.is_none()));
    assert!(CLOCKS.iter().all(|clock| clock.approved_by.is_none() && clock.approved_at.is_none()));
}

#[test]
fn a_recalled_rule_is_a_draft_and_no_other_is() {
    for rule in RULES {
        let recalled = rule.confidence == rules::Confidence::C;
        assert_eq!(recalled, rule.status == rules::Status::Draft, "{}", rule.id);
    }
}

#[test]
fn no_rule_allows_more_time_than_its_tier() {
    for rule in RULES {
        if let Some(cap) = rule.tier.cap_h() {
            assert!(rule.limit_h <= cap, "{}", rule.id);
        }
    }
}
