//! The tables of the crate's README are what the code says, or this fails.

use crate::clock::Exclusion;
use crate::event::Event;
use crate::ladder::Rung;
use crate::status::Status;

const README: &str = include_str!("../../README.md");

fn is_shown(table: &str) {
    assert!(README.contains(table), "README.md should show:\n{table}");
}

#[test]
fn the_readme_shows_every_status_in_its_order() {
    let rows = Status::ALL.map(|status| format!("| `{}` | {} |", status.key(), status.words()));
    is_shown(&format!("| status | as shown |\n|---|---|\n{}", rows.join("\n")));
}

#[test]
fn the_readme_names_every_event() {
    for name in Event::NAMES {
        is_shown(&format!("`{name}`"));
    }
}

#[test]
fn the_readme_shows_every_rung_and_every_code() {
    let ladder = crate::site::Ladder::default();
    let minutes = [0, ladder.registrar_min, ladder.consultant_min, ladder.switchboard_min];
    for (rung, minute) in Rung::ALL.into_iter().zip(minutes) {
        is_shown(&format!("| {minute} min | {} |", rung.words()));
    }
    for code in Exclusion::CHOICES {
        is_shown(&format!("`{}`", code.key()));
    }
}
