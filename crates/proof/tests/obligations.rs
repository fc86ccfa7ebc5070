//! The rule book keeps its promises; a rule broken on purpose breaks one, with a readable person.

use proof::{Book, Proof, When, agree, check};
use rules::{Fact, Name, Status, Step, Tier};

fn failures(book: &Book) -> String {
    let done = Proof::of(book).check();
    done.iter().flat_map(|it| it.failures.clone()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_obligation_holds_for_the_rules_of_this_binary() {
    let (text, sound) = check(false);
    assert!(sound, "{text}");
    assert!(text.contains("With every draft deciding (TR-51"), "{text}");
}

#[test]
fn a_book_without_its_floor_leaves_somebody_without_an_answer() {
    let mut book = Book::current();
    book.rule_mut("TR-23").expect("the floor").status = Status::Retired;
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

#[test]
fn a_rule_that_another_covers_is_called_dead_with_its_sentence() {
    let mut book = Book::current();
    let twin = book.rule_mut("TR-70").expect("fever").clone();
    book.rules.push(proof::Row { id: "TR-99".into(), ..twin });
    assert!(failures(&book).contains("TR-99 adds nothing in anybody"));
}

#[test]
fn a_rule_that_is_held_back_by_something_unlisted_fails() {
    let mut book = Book::current();
    let row = book.rule_mut("TR-66").expect("accident");
    let unless = When::Differs(Name::Immobilised, rules::Answer::Yes);
    row.when = When::All(vec![row.when.clone(), unless]);
    assert!(failures(&book).contains("TR-66 is held back by immobilised"));
}

#[test]
fn an_accepted_change_that_no_longer_occurs_fails_as_stale() {
    let mut book = Book::current();
    // Mended: TR-71 no longer takes the place of TR-77, which now holds for one limb as well.
    book.rule_mut("TR-77").expect("the pattern").status = Status::Retired;
    assert!(failures(&book).contains("does not occur any more in the row: clinician"));
}

#[test]
fn an_accepted_change_hides_no_other_loss_of_the_same_rule() {
    let mut book = Book::current();
    // The same rule in a lower tier loses less, but not what was accepted.
    book.rule_mut("TR-77").expect("the pattern").tier = Tier::U1;
    let failures = failures(&book);
    assert!(failures.contains("no row of accepted.tsv says: clinician"), "{failures}");
}

#[test]
fn a_steroid_prompt_that_is_held_back_in_silence_fails() {
    let mut book = Book::current();
    book.rule_mut("TR-55").expect("senior").status = Status::Retired;
    assert!(failures(&book).contains("no rule says why"));
}

#[test]
fn an_answer_that_its_tier_forbids_fails() {
    let mut book = Book::current();
    book.rule_mut("TR-13").expect("fever").limit_h = 48;
    assert!(failures(&book).contains("S1 within 48 h is not an answer"));
}

#[test]
fn a_clock_that_nobody_starts_fails() {
    let mut book = Book::current();
    for timer in &mut book.clocks {
        if timer.id == "CLK-DEX" {
            timer.when = When::Not(Box::new(When::Always));
        }
    }
    assert!(failures(&book).contains("CLK-DEX applies to nobody"));
}

#[test]
fn a_draft_is_proved_as_if_it_were_signed() {
    let mut book = Book::current();
    book.rule_mut("TR-51").expect("the draft").steps = vec![Step::SafetyNet];
    assert!(failures(&book).is_empty(), "a draft decides nothing");
    assert!(failures(&book.with_drafts()).contains("TR-51 adds nothing in anybody"));
}

#[test]
fn the_diagrams_the_engine_and_the_plain_reading_agree_on_random_people() {
    let book = Book::current();
    assert_eq!(agree(&Proof::of(&book), 20_000, 1), Ok(()));
}

#[test]
fn a_reading_that_differs_from_the_engine_is_noticed() {
    let mut book = Book::current();
    book.rule_mut("TR-70").expect("fever").limit_h = 12;
    assert!(agree(&Proof::of(&book), 20_000, 1).is_err());
}
