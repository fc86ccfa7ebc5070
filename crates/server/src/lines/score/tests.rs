//! The contract of the command line, on text in memory.

use serde_json::{Value as Json, json};

use super::super::line::LONGEST_LINE_BYTES;
use super::{known, list, run};

fn answer(instrument: &str, allow_draft: bool, input: &[u8]) -> (Vec<Json>, u64) {
    let mut output = Vec::new();
    let refused = run(instrument, allow_draft, input, &mut output).unwrap();
    let text = String::from_utf8(output).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), refused)
}

fn one(instrument: &str, line: &str) -> Json {
    let (mut answers, _) = answer(instrument, true, line.as_bytes());
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

const KPS: &str = r#"{"id":"a","inputs":{"kps":80}}"#;

#[test]
fn a_good_line_gets_its_result_beside_its_id() {
    let (answers, refused) = answer("kps_ecog_map", false, KPS.as_bytes());
    assert_eq!(refused, 0);
    assert_eq!(answers[0]["id"], "a");
    assert_eq!(answers[0]["result"]["ecog"], 1);
    assert_eq!(answers[0]["result"]["version"], "kps_ecog_map/convention-1");
    assert!(answers[0].get("error").is_none());
}

#[test]
fn a_refused_line_does_not_stop_the_next() {
    let input = b"\n{\"id\":\"bad\",\"inputs\":{\"kps\":85}}\n\r\n  \n{\"id\":\"good\",\"inputs\":{\"kps\":90}}\n";
    let (answers, refused) = answer("kps_ecog_map", false, input);
    assert_eq!(refused, 1);
    assert_eq!(answers.len(), 2);
    assert_eq!(
        answers[0],
        json!({"id": "bad", "error": {
            "code": "out_of_range", "field": "kps", "message": "kps was 85; allowed: 0 to 100 in tens."
        }})
    );
    assert_eq!(answers[1]["result"]["ecog"], 0);
}

#[test]
fn a_line_that_cannot_be_read_has_no_id_and_says_bad_line() {
    for line in [
        "nonsense",
        "{\"id\":\"a\",\"inputs\":{\"kps\":80}",
        "{\"inputs\":{\"kps\":80}}",
        "{\"id\":7,\"inputs\":{\"kps\":80}}",
        "{\"id\":null,\"inputs\":{\"kps\":80}}",
        "{\"id\":\"a\",\"id\":\"b\",\"inputs\":{\"kps\":80}}",
        "{\"id\":\"a\",\"inputs\":{\"kps\":80},\"inputs\":{\"kps\":80}}",
        "{\"id\":\"a\",\"inputs\":{\"kps\":1e999}}",
        "[]",
        "42",
        "null",
    ] {
        let answer = one("kps_ecog_map", line);
        assert_eq!(answer["id"], Json::Null, "{line}");
        assert_eq!(answer["error"]["code"], "bad_line", "{line}");
        assert!(answer.get("result").is_none(), "{line}");
    }
    let (answers, refused) = answer("kps_ecog_map", false, b"\xff\xfe\n");
    assert_eq!((answers.len(), refused), (1, 1));
    let deep = format!("{{\"id\":\"a\",\"inputs\":{}", "[".repeat(5000));
    assert_eq!(one("kps_ecog_map", &deep)["error"]["code"], "bad_line");
}

#[test]
fn a_line_without_end_costs_neither_memory_nor_the_lines_after_it() {
    let mut input = vec![b'x'; 3 * LONGEST_LINE_BYTES];
    input.push(b'\n');
    input.extend_from_slice(KPS.as_bytes());
    let (answers, refused) = answer("kps_ecog_map", false, &input);
    assert_eq!((answers.len(), refused), (2, 1));
    assert_eq!(answers[0]["error"]["code"], "bad_line");
    assert_eq!(answers[1]["result"]["ecog"], 1);
}

#[test]
fn the_longest_allowed_line_is_read() {
    let padding = LONGEST_LINE_BYTES - KPS.len();
    for (padding, read) in [(padding, true), (padding + 1, false)] {
        let line = format!("{KPS}{}", " ".repeat(padding));
        assert_eq!(one("kps_ecog_map", &line).get("result").is_some(), read);
        assert_eq!(one("kps_ecog_map", &format!("{line}\n")).get("result").is_some(), read);
    }
}

#[test]
fn keys_beside_id_and_inputs_are_ignored_but_not_inside_inputs() {
    let line = r#"{"note":{"x":[1]},"expected":7,"id":"a","inputs":{"kps":80}}"#;
    assert_eq!(one("kps_ecog_map", line)["result"]["ecog"], 1);
    let line = r#"{"id":"a","inputs":{"kps":80,"note":"x"}}"#;
    assert_eq!(one("kps_ecog_map", line)["error"]["code"], "unknown_field");
}

#[test]
fn an_item_given_twice_is_refused_not_overwritten() {
    let line = r#"{"id":"a","inputs":{"kps":40,"kps":80}}"#;
    assert_eq!(one("kps_ecog_map", line)["error"]["code"], "inconsistent");
    let line = r#"{"id":"a","inputs":{"kps":40,"\u006bps":80}}"#;
    assert_eq!(one("kps_ecog_map", line)["error"]["code"], "inconsistent");
}

#[test]
fn absent_inputs_are_missing_and_other_shapes_are_wrong() {
    for line in [r#"{"id":"a"}"#, r#"{"id":"a","inputs":null}"#, r#"{"id":"a","inputs":{}}"#] {
        let answer = one("kps_ecog_map", line);
        assert_eq!(answer["error"]["code"], "missing_item", "{line}");
        assert_eq!(answer["error"]["field"], "kps", "{line}");
    }
    for inputs in ["7", "\"kps\"", "[]", "true"] {
        let answer = one("kps_ecog_map", &format!("{{\"id\":\"a\",\"inputs\":{inputs}}}"));
        assert_eq!(answer["error"]["code"], "wrong_type", "{inputs}");
        assert_eq!(answer["error"]["field"], "inputs", "{inputs}");
    }
}

#[test]
fn a_draft_is_refused_on_every_line_unless_allowed() {
    let lines = b"{\"id\":\"a\",\"inputs\":{\"primary_group\":\"lung\",\"kps\":80}}\n{\"id\":\"b\"}\n{\"id\":\"c\",\"inputs\":7}\n";
    let (answers, refused) = answer("osri", false, lines);
    assert_eq!(refused, 3);
    assert!(answers.iter().all(|answer| answer["error"]["code"] == "draft_not_enabled"));
    let (answers, refused) = answer("osri", true, lines);
    assert_eq!(refused, 2);
    assert_eq!(answers[0]["result"]["status"], "draft");
    assert_eq!(answers[0]["result"]["warnings"][0]["code"], "unverified_points");
}

#[test]
fn only_real_instruments_are_known() {
    assert!(known("sins") && known("noms_decision") && known("tokuhashi/2005-1"));
    assert!(!known("sinz") && !known("") && !known("isncsci") && !known("list"));
}

#[test]
fn the_list_is_one_line_an_instrument_with_its_schema() {
    let mut output = Vec::new();
    list(&mut output).unwrap();
    let text = String::from_utf8(output).unwrap();
    let lines: Vec<Json> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), scores::INSTRUMENTS.len());
    let kps = lines.iter().find(|line| line["name"] == "kps_ecog_map").unwrap();
    assert_eq!(
        kps["inputs"]["properties"]["kps"],
        json!({
            "description": "Karnofsky performance status, 0 to 100 in tens",
            "type": "integer", "minimum": 0, "maximum": 100, "multipleOf": 10
        })
    );
    assert_eq!(kps["inputs"]["required"], json!(["kps"]));
    assert_eq!(kps["inputs"]["additionalProperties"], json!(false));
    assert_eq!(kps["inputs"]["type"], "object");
}

#[test]
fn numbers_are_printed_in_full_precision() {
    let line = r#"{"id":"a","inputs":{"drug":"dexamethasone","dose_mg":16,"to":"prednisolone"}}"#;
    let result = &one("steroid_equivalence", line)["result"];
    assert_eq!(result["dose_mg"].as_f64().unwrap().to_bits(), (16.0_f64 / 0.75 * 5.0).to_bits());
}

#[test]
fn the_shared_vectors_pass_through_the_lines() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../scores/tests/data");
    let mut files = 0;
    for (file, instrument, key) in [
        ("sins", "sins", "total"),
        ("news2", "news2", "total"),
        ("katagiri2014", "katagiri", "total"),
        ("noms_decision_draft", "noms_decision", "plan"),
        ("rades2008_survival_draft", "rades_survival", "group5"),
    ] {
        let text = std::fs::read(format!("{data}/{file}.jsonl")).unwrap();
        let (answers, refused) = answer(instrument, true, &text);
        assert_eq!(refused, 0, "{file}");
        let rows = text.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        for (row, answer) in rows.zip(&answers) {
            let row: Json = serde_json::from_slice(row).unwrap();
            assert_eq!(row["id"], answer["id"]);
            assert_eq!(row["expected"][key], answer["result"][key], "{}", row["id"]);
        }
        files += 1;
    }
    assert_eq!(files, 5);
}
