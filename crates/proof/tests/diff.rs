//! What changes for whom between two rule sets is said in words, with a person for each change.

use proof::{Book, diff, moved};
use rules::{Settings, Span, Status, Tier, Tightened};

#[test]
fn no_change_moves_nobody() {
    assert_eq!(diff(&Book::current(), &Book::current()), "No patient changes tier.\n");
}

#[test]
fn a_changed_rule_is_named_with_its_smallest_person() {
    let mut new = Book::current();
    let row = new.rule_mut("TR-70").expect("fever");
    (row.tier, row.limit_h) = (Tier::S1, 12);
    let told = diff(&Book::current(), &new);
    assert!(told.contains("TR-70 differs in its tier, its limit"), "{told}");
    assert!(
        told.contains(
            "more urgent  public: People with \"high temperature, shivering, or suddenly unwell\", \
             everything else asked and no: was Within 24 hours (U2, 24 h; TR-70), now Same day (S1, \
             12 h; TR-70)"
        ),
        "{told}"
    );
    assert!(moved(&Book::current(), &new).iter().all(|it| !it.is_calmer()), "{told}");
}

#[test]
fn people_who_lose_urgency_come_first() {
    let mut new = Book::current();
    new.rule_mut("TR-35").expect("chest pain").status = Status::Retired;
    new.rule_mut("TR-70").expect("fever").limit_h = 12;
    let told = diff(&Book::current(), &new);
    let (loss, gain) = (told.find("LESS URGENT"), told.find("more urgent"));
    assert!(loss.is_some() && loss < gain, "{told}");
    assert!(told.contains("LESS URGENT  public: People with \"chest pain"), "{told}");
    assert!(told.contains("was Emergency: call 999 or go to A&E now (E0, 0 h; TR-35)"), "{told}");
}

#[test]
fn a_book_that_leaves_somebody_without_an_answer_says_so() {
    let mut new = Book::current();
    new.rule_mut("TR-23").expect("the floor").status = Status::Retired;
    let told = diff(&Book::current(), &new);
    assert!(told.contains("everything else asked and no: was Routine"), "{told}");
    assert!(told.contains("now without an answer"), "{told}");
}

#[test]
fn a_site_that_tightens_a_limit_only_makes_people_more_urgent() {
    let wish = Tightened { id: "TR-13", target: Span::hours(4) };
    let site = Settings::try_new(&["TR-51"], &[wish]).expect("a stricter limit");
    let moved = moved(&Book::current(), &Book::at_site(&site));
    assert!(moved.iter().any(|it| it.after == Some((Tier::S1, 4))));
    assert!(moved.iter().all(|it| !it.is_calmer()));
}
