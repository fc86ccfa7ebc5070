//! The shared test vectors: our own exams, exact answers, and those of the published program.

use isncsci::{Exam, Mode, Output};
use serde_json::Value;

use crate::rows::{self, exam_of, rows};

/// What a row expects of an output in standard mode.
fn expected(row: &Value, output: Output) -> &str {
    let key = output.key();
    let peer = key.split('.').fold(&row["expected"], |value, part| &value[part]);
    row["exact"].get(key).unwrap_or(peer).as_str().expect("an answer is text")
}

/// Holds a file against the classification; the answers of both ways of working it out.
fn check(text: &str) -> usize {
    let rows = rows(text);
    for row in &rows {
        let exam = exam_of(row);
        for found in [exam.classify(Mode::Standard), exam.classify_by_worlds(Mode::Standard)] {
            for output in Output::ALL {
                let given = rows::text(&found, output);
                let wanted = expected(row, output).replace('*', "");
                assert_eq!(given, wanted, "{} {}", row["id"], output.key());
            }
            assert_eq!(rows::totals(&found.totals), row["expected"]["totals"], "{}", row["id"]);
        }
    }
    rows.len()
}

#[test]
fn the_exams_answered_by_the_published_program_get_its_answers() {
    assert_eq!(check(rows::PEER_GENERATED), 400);
}

#[test]
fn the_exams_with_untested_cells_get_the_enumerated_answers() {
    assert_eq!(check(rows::POSSIBLE_WORLDS), 127);
}

#[test]
fn where_the_published_program_lists_impossible_answers_ours_are_exact() {
    assert_eq!(check(rows::UNTESTED), 31);
}

#[test]
fn definite_exams_with_two_readings_get_ours() {
    assert_eq!(check(rows::DEFINITE), 10);
}

#[test]
fn peer_compatible_mode_gives_the_peers_level_of_injury_and_changes_nothing_else() {
    let mut differing = 0;
    let files = [rows::PEER_GENERATED, rows::POSSIBLE_WORLDS, rows::UNTESTED, rows::DEFINITE];
    for row in files.iter().flat_map(|file| rows(file)) {
        let exam = exam_of(&row);
        let ours = exam.classify(Mode::Standard);
        for theirs in
            [exam.classify(Mode::PeerCompatible), exam.classify_by_worlds(Mode::PeerCompatible)]
        {
            for output in Output::ALL {
                let nli = output == Output::NeurologicalLevel;
                if !nli {
                    let given = rows::text(&theirs, output);
                    assert_eq!(given, rows::text(&ours, output), "{}", row["id"]);
                }
            }
            let edge = row["exact"].get("nli").map(|_| &row["expected"]["nli"]);
            let Some(peer) = row["peer"].get("nli").or(edge) else { continue };
            let given = rows::text(&theirs, Output::NeurologicalLevel);
            if given != rows::text(&ours, Output::NeurologicalLevel) {
                assert_eq!(given, peer.as_str().expect("text").replace('*', ""), "{}", row["id"]);
                differing += 1;
            }
        }
    }
    assert!(differing >= 18, "{differing}");
}

#[test]
fn marks_agree_with_the_published_program_in_all_but_a_few_answers() {
    let (mut same, mut all) = (0_u32, 0_u32);
    for row in rows(rows::PEER_GENERATED) {
        let exam = exam_of(&row);
        let found = exam.classify(Mode::Standard);
        let raw = exam.raw().classify(Mode::Standard);
        for output in Output::ALL {
            let given = rows::marked(&found, &raw, output);
            if !exam.has_tags() {
                assert!(!given.contains('*'), "{} {given}", row["id"]);
                continue;
            }
            let wanted = expected(&row, output);
            if given.replace('*', "") == wanted.replace('*', "") {
                let pairs = given.split(',').zip(wanted.split(','));
                all += u32::try_from(pairs.clone().count()).expect("few");
                same +=
                    u32::try_from(pairs.filter(|(ours, peer)| ours == peer).count()).expect("few");
            }
        }
    }
    assert!(all > 900, "{all}");
    assert!(same * 1_000 >= all * 979, "{same} of {all} marks agree");
}

#[test]
fn a_wholly_untested_exam_can_still_be_anything() {
    let found = Exam::untested().classify(Mode::Standard);
    assert_eq!(found.grade.to_string(), "A,B,C,D,E");
    assert_eq!(found.completeness.to_string(), "C,I");
    assert_eq!(found.neurological.count(), 29);
    assert_eq!(found.sensory.left.count(), 29);
    assert_eq!(found.motor.right.count(), 29);
    assert_eq!(found.sensory_zone.right.count(), 29);
    assert_eq!(rows::totals(&found.totals)["lt"], "ND");
}
