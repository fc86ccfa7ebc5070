//! The interview of the symptom check: short, and never calmer than the full form.

use proof::{Book, Interview, Proof};

#[test]
fn no_walk_through_the_symptom_check_ends_below_the_full_form() {
    let book = Book::current();
    let it = Interview::of(&Proof::of(&book));
    assert!(it.below.is_empty(), "{:#?}", it.below);
    assert_eq!(it.replayed, it.depth.ends);
    assert!(it.replayed > 10_000 && it.depth.worst <= 15, "{:?}", it.depth);
}
