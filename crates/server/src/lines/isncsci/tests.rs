//! The contract of the command line, on text in memory.

use serde_json::{Value as Json, json};

use super::super::line::LONGEST_LINE_BYTES;
use super::run;

fn answer(peer_compatible: bool, input: &[u8]) -> (Vec<Json>, u64) {
    let mut output = Vec::new();
    let refused = run(peer_compatible, input, &mut output).unwrap();
    let text = String::from_utf8(output).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), refused)
}

fn normal() -> Json {
    let side = json!({
        "motor": vec!["5"; 10], "lightTouch": vec!["2"; 28], "pinPrick": vec!["2"; 28],
        "lowestNonKeyMuscle": null,
    });
    json!({"id": "a", "group": "ignored", "vac": "Yes", "dap": "Yes", "right": side, "left": side})
}

fn one(exam: &Json) -> Json {
    let (mut answers, _) = answer(false, exam.to_string().as_bytes());
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

/// The normal exam with one value changed, and the error it gets.
fn error(pointer: &str, value: Json) -> (String, String, String) {
    let mut exam = normal();
    *exam.pointer_mut(pointer).unwrap() = value;
    let answer = one(&exam);
    assert!(answer.get("result").is_none(), "{answer}");
    assert_eq!(answer["id"], "a");
    let word = |key: &str| answer["error"][key].as_str().unwrap().to_owned();
    (word("code"), word("field"), word("message"))
}

#[test]
fn a_definite_exam_gets_every_key_of_the_contract() {
    let answer = one(&normal());
    assert_eq!(answer["id"], "a");
    let result = &answer["result"];
    for key in ["sensoryRight", "sensoryLeft", "motorRight", "motorLeft", "nli"] {
        assert_eq!(result[key], "INT", "{key}");
    }
    assert_eq!(result["injuryComplete"], "I");
    assert_eq!(result["ais"], "E");
    assert_eq!(
        result["zpp"],
        json!({"sensoryRight": "NA", "sensoryLeft": "NA", "motorRight": "NA", "motorLeft": "NA"})
    );
    assert_eq!(
        result["totals"],
        json!({
            "right": {"uer": "25", "ler": "25", "motor": "50", "lt": "56", "pp": "56"},
            "left": {"uel": "25", "lel": "25", "motor": "50", "lt": "56", "pp": "56"},
            "uems": "50", "lems": "50", "lt": "112", "pp": "112",
        })
    );
    assert_eq!(result["mode"], "standard");
    assert_eq!(result["version"], "isncsci/2019-1");
    assert_eq!(result["testNext"], json!([]));
    assert!(result["citation"].as_str().unwrap().contains("Rupp"));
    let codes: Vec<_> =
        result["warnings"].as_array().unwrap().iter().map(|it| &it["code"]).collect();
    assert_eq!(codes, ["nontraumatic", "ais_e_needs_prior_deficit"]);
}

#[test]
fn an_untested_cell_gives_every_answer_and_the_test_that_settles_it() {
    let mut exam = normal();
    exam["vac"] = json!("NT");
    exam["right"]["motor"][0] = json!("NT");
    let result = &one(&exam)["result"];
    assert_eq!(result["motorRight"], "C4,C5,S3,INT");
    assert_eq!(result["totals"]["right"]["uer"], "ND");
    assert_eq!(result["totals"]["left"]["uel"], "25");
    let next = result["testNext"].as_array().unwrap();
    let left = next.iter().find(|it| it["output"] == "motorLeft").unwrap();
    assert_eq!((&left["cell"], &left["settles"]), (&json!("vac"), &json!(true)));
    let right = next.iter().find(|it| it["output"] == "motorRight").unwrap();
    assert_eq!(
        right,
        &json!({"output": "motorRight", "cell": "right.motor.C5", "settles": false,
            "answersLeftAtBest": 1, "answersLeftAtWorst": 2})
    );
    assert_eq!(result["warnings"][0]["code"], "vac_or_dap_not_tested");
}

#[test]
fn an_answer_that_rests_on_a_tag_carries_a_star() {
    let mut exam = normal();
    exam["left"]["motor"][9] = json!("3**");
    let result = &one(&exam)["result"];
    assert_eq!(result["motorLeft"], "INT*");
    assert_eq!(result["motorRight"], "INT");
    assert_eq!(result["ais"], "E*");
}

#[test]
fn peer_compatible_mode_changes_the_level_of_injury_alone() {
    let mut exam = normal();
    exam["vac"] = json!("No");
    let ours = one(&exam)["result"].clone();
    let theirs = answer(true, exam.to_string().as_bytes()).0[0]["result"].clone();
    assert_eq!((&ours["nli"], &theirs["nli"]), (&json!("S3"), &json!("INT")));
    assert_eq!(theirs["mode"], "peer-compatible");
    for key in ["motorRight", "ais", "injuryComplete", "zpp", "totals"] {
        assert_eq!(ours[key], theirs[key], "{key}");
    }
}

#[test]
fn a_refusal_names_side_modality_and_level() {
    let (code, field, message) = error("/right/motor/0", json!("6"));
    assert_eq!((code.as_str(), field.as_str()), ("unknown_value", "right.motor.C5"));
    assert!(message.starts_with("The right motor C5 cannot be \"6\""), "{message}");
    let cases = [
        ("/left/lightTouch/27", json!("3"), "unknown_value", "left.lightTouch.S4_5"),
        ("/left/pinPrick/0", json!("2*"), "unknown_value", "left.pinPrick.C2"),
        ("/left/pinPrick/1", json!(null), "missing_item", "left.pinPrick.C3"),
        ("/left/pinPrick/1", json!(2), "wrong_type", "left.pinPrick.C3"),
        ("/left/pinPrick/1", json!({"a": []}), "wrong_type", "left.pinPrick.C3"),
        ("/right/motor", json!([]), "out_of_range", "right.motor"),
        ("/right/motor", json!(vec!["5"; 11]), "out_of_range", "right.motor"),
        ("/right/motor", json!(null), "missing_item", "right.motor"),
        ("/right/motor", json!("5"), "wrong_type", "right.motor"),
        ("/right/lowestNonKeyMuscle", json!("S2"), "unknown_value", "right.lowestNonKeyMuscle"),
        ("/right/lowestNonKeyMuscle", json!(5), "wrong_type", "right.lowestNonKeyMuscle"),
        ("/right", json!(null), "missing_item", "right"),
        ("/right", json!([]), "wrong_type", "right"),
        ("/right", json!({}), "missing_item", "right.motor"),
        ("/right", json!({"motr": []}), "unknown_field", "right"),
        ("/vac", json!("yes"), "unknown_value", "vac"),
        ("/vac", json!(true), "wrong_type", "vac"),
        ("/dap", json!(null), "missing_item", "dap"),
    ];
    for (pointer, value, code, field) in cases {
        let (given_code, given_field, message) = error(pointer, value.clone());
        assert_eq!((given_code.as_str(), given_field.as_str()), (code, field), "{value}");
        assert!(message.ends_with('.'), "{message}");
    }
}

#[test]
fn a_missing_key_is_not_a_default() {
    for key in ["motor", "lightTouch", "pinPrick", "lowestNonKeyMuscle"] {
        let mut exam = normal();
        exam["left"].as_object_mut().unwrap().remove(key);
        let answer = one(&exam);
        assert_eq!(answer["error"]["code"], "missing_item", "{key}");
        assert_eq!(answer["error"]["field"], format!("left.{key}"));
    }
    for key in ["vac", "dap", "right", "left"] {
        let mut exam = normal();
        exam.as_object_mut().unwrap().remove(key);
        assert_eq!(one(&exam)["error"]["code"], "missing_item", "{key}");
    }
}

#[test]
fn a_field_given_twice_is_refused_and_not_the_last_one_taken() {
    let text = normal().to_string().replacen("\"motor\"", "\"motor\":[],\"motor\"", 1);
    let (answers, refused) = answer(false, text.as_bytes());
    assert_eq!((refused, &answers[0]["error"]["code"]), (1, &json!("inconsistent")));
    let text = normal().to_string().replacen("\"vac\"", "\"vac\":\"No\",\"vac\"", 1);
    assert_eq!(answer(false, text.as_bytes()).0[0]["error"]["code"], "bad_line");
}

#[test]
fn a_bad_line_stops_nothing() {
    let good = normal().to_string();
    let mut input = Vec::new();
    for line in ["nonsense", "[]", "42", "{\"vac\":\"Yes\"}", "{\"id\":7}", "", "   "] {
        input.extend_from_slice(line.as_bytes());
        input.push(b'\n');
    }
    input.extend_from_slice(b"{\"id\":\"\xff\"}\n");
    input.extend_from_slice(&vec![b'['; 100_000]);
    input.push(b'\n');
    input.extend_from_slice(&vec![b'x'; LONGEST_LINE_BYTES + 10]);
    input.push(b'\n');
    input.extend_from_slice(good.as_bytes());
    let (answers, refused) = answer(false, &input);
    assert_eq!((answers.len(), refused), (9, 8));
    for bad in &answers[..8] {
        assert_eq!((&bad["id"], &bad["error"]["code"]), (&Json::Null, &json!("bad_line")));
        assert!(bad.get("result").is_none());
    }
    assert_eq!(answers[8]["result"]["ais"], "E");
}

#[test]
fn a_line_cut_anywhere_is_answered_with_an_error_and_never_a_panic() {
    let good = normal().to_string();
    for length in 1..good.len() {
        let (answers, refused) = answer(false, &good.as_bytes()[..length]);
        assert_eq!((answers.len(), refused), (1, 1), "{length}");
    }
}

#[test]
fn the_shared_vectors_pass_through_the_lines() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../isncsci/tests/data");
    let mut rows = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        let (answers, refused) = answer(false, text.as_bytes());
        assert_eq!(refused, 0);
        for (row, answer) in text.lines().zip(&answers) {
            let row: Json = serde_json::from_str(row).unwrap();
            assert_eq!(row["id"], answer["id"]);
            assert_same(&row, &row["expected"], &answer["result"], "");
            rows += 1;
        }
    }
    assert_eq!(rows, 568);
}

/// Every key of `expected`, with `exact` in place of it where given, and without marks.
fn assert_same(row: &Json, expected: &Json, given: &Json, path: &str) {
    if let Some(entries) = expected.as_object() {
        for (key, value) in entries {
            assert_same(row, value, &given[key], &format!("{path}.{key}"));
        }
        return;
    }
    let wanted = row["exact"].get(path.trim_start_matches('.')).unwrap_or(expected);
    let bare = |value: &Json| value.as_str().map(|text| text.replace('*', ""));
    assert_eq!(bare(given), bare(wanted), "{} {path}", row["id"]);
}
