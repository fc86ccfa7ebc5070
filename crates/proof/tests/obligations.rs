//! The rule book keeps its promises; a rule broken on purpose breaks one, with a readable person.

#![expect(clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop at a surprise")]

use proof::{Book, Proof, When, report};
use rules::{Answer, Audience, Fact, Facts, Haem, Settings, Tier, Value, triage};

fn failures(book: &Book) -> String {
    let done = Proof::of(book).check();
    done.iter().flat_map(|it| it.failures.clone()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_obligation_holds_for_the_rules_of_this_binary() {
    let (text, sound) = report(&Proof::of(&Book::current()).check());
    assert!(sound, "{text}");
}

#[test]
fn a_book_without_its_floor_leaves_somebody_without_an_answer() {
    let mut book = Book::current();
    book.rule_mut("TR-23").expect("the floor").active = false;
    assert!(failures(&book).contains("no rule holds for"));
}

#[test]
fn an_emergency_rule_that_is_weakened_fails_with_the_red_flag_it_loses() {
    let mut book = Book::current();
    book.rule_mut("TR-05").expect("weakness").tier = Tier::U2;
    book.rule_mut("TR-05").expect("weakness").limit_h = 24;
    let failures = failures(&book);
    assert!(failures.contains("new leg weakness: "), "{failures}");
    assert!(failures.contains("the person: "), "{failures}");
}

#[test]
fn a_rule_that_takes_not_sure_for_no_fails_with_a_person() {
    let mut book = Book::current();
    // Cancer counts only when it is known: "not sure" becomes calmer than yes and than no.
    for (name, when) in &mut book.derived {
        if name.key() == "CANCER" {
            *when = When::Is(Fact::KnownCancer.name());
        }
    }
    let failures = failures(&book);
    assert!(failures.contains("(ca_known); with no"), "{failures}");
    assert!(failures.contains("but with not sure"), "{failures}");
}

/// A small deterministic generator, so that every run sees the same people.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }
}

fn somebody(dice: &mut Dice) -> Facts {
    let mut facts = Facts::new();
    let told = dice.roll(11);
    for fact in Fact::ALL {
        let state = if dice.roll(10) < told { dice.roll(4) } else { 0 };
        match state {
            0 => facts.set(*fact, Answer::No),
            1 => facts.set(*fact, Answer::Yes),
            2 if *fact != Fact::SiteFlatUntilMri => facts.set(*fact, Answer::Unknown),
            _ => {}
        }
    }
    facts.set_haem(
        [
            None,
            Some(Haem::Confirmed),
            Some(Haem::Suspected),
            Some(Haem::Absent),
            Some(Haem::Unknown),
        ][usize::try_from(dice.roll(5)).expect("small")],
    );
    for (key, sides) in [("age", 121_u32), ("SINS", 19), ("para_complete_h", 60)] {
        if dice.roll(3) > 0 {
            let value = u32::try_from(dice.roll(u64::from(sides))).expect("small");
            facts.set_value(key, Value::Number(f64::from(value))).expect("in range");
        }
    }
    facts
}

fn agree(people: u32) {
    let book = Book::current();
    let proof = Proof::of(&book);
    let (all, space, model) = proof.parts();
    let mut dice = Dice(0x5EED_1234_5678_9ABC);
    for _ in 0..people {
        let facts = somebody(&mut dice);
        let values = space.place(&facts, &[&book]);
        let is_true = |variable: u32| values[variable as usize];
        for view in &model.views {
            let engine = triage(&facts, view.audience, &Settings::default());
            let level = view.levels.iter().find(|(_, cell)| all.holds(*cell, is_true));
            assert_eq!(
                level.map(|(level, _)| *level),
                Some((engine.tier, engine.limit_h)),
                "{facts:?}"
            );
            let fired =
                (0..book.rules.len()).filter(|place| all.holds(view.fires[*place], is_true));
            assert!(fired.eq(engine.fired.positions()), "rules: {facts:?}");
            let clocks =
                (0..book.clocks.len()).filter(|place| all.holds(view.clocks[*place], is_true));
            assert!(clocks.eq(engine.clocks.positions()), "clocks: {facts:?}");
        }
    }
    assert_eq!(model.views.len(), Audience::ALL.len());
}

#[test]
fn the_diagrams_and_the_engine_agree_on_random_people() {
    agree(20_000);
}

#[test]
#[ignore = "a million people take a while: cargo test --release -p proof -- --ignored"]
fn the_diagrams_and_the_engine_agree_on_a_million_people() {
    agree(1_000_000);
}
