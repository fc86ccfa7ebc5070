use std::fmt::Write as _;

use serde_json::{Value, json};

use super::*;

fn answers(input: &str) -> (u64, Vec<Value>) {
    let mut output = Vec::new();
    let refused = run(input.as_bytes(), &mut output).expect("memory never fails");
    let text = String::from_utf8(output).expect("text");
    assert!(text.is_empty() || text.ends_with('\n'));
    (refused, text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
}

fn one(line: &str) -> Value {
    let (_, mut answers) = answers(line);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}

/// The error of a line with this text where facts, audience and the rest stand.
fn fault(rest: &str) -> Value {
    let answer = one(&format!("{{\"id\":\"x\",{rest}}}"));
    assert_eq!(answer["id"], "x", "{answer}");
    assert!(answer.get("tier").is_none());
    assert!(answer["error"]["message"].as_str().expect("a sentence").ends_with('.'), "{answer}");
    json!([answer["error"]["code"], answer["error"]["field"]])
}

#[test]
fn a_person_gets_a_tier_with_reasons_actions_clocks_and_questions() {
    let answer = one(
        r#"{"id":"a","audience":"clinician","age":61,"facts":{"ca_known":"yes","n_gait":"yes"}}"#,
    );
    assert_eq!(answer["id"], "a");
    assert_eq!(answer["tier"], "E1");
    assert_eq!(answer["limit_h"], 0);
    assert_eq!(
        answer["rules"][0],
        json!({"id":"TR-08","revision":1,"citation":"NICE NG234 1.3.2; BMJ 2023;383:p1973"})
    );
    assert_eq!(answer["actions"][0], "phone_coordinator_now");
    assert_eq!(
        answer["withheld"],
        json!([
            {"prompt":"prompt_dex16_ppi_glucose","because":"TR-56"},
            {"prompt":"prompt_dex16_ppi_glucose","because":"TR-57"},
        ])
    );
    assert_eq!(
        answer["clocks"],
        json!([
            "CLK-MRI24",
            "CLK-PLAN24",
            "CLK-COORD0",
            "CLK-DEX",
            "CLK-REPORT",
            "CLK-ACK",
            "CLK-IMGX"
        ])
    );
    let asked = answer["ask"].as_array().expect("a list");
    assert!(asked.contains(&json!("haem")) && asked.contains(&json!("x_fever")));
    assert!(!asked.contains(&json!("n_gait")) && !asked.contains(&json!("age")));
    assert!(answer.get("conflicts").is_none());
}

#[test]
fn lines_are_answered_in_order_and_blank_ones_skipped() {
    let good = |id: &str| format!("{{\"id\":\"{id}\",\"audience\":\"public\",\"facts\":{{}}}}\n");
    let input = format!("{}\n  \r\n{}not json\n{}", good("1"), good("2"), good("3").trim_end());
    let (refused, answers) = answers(&input);
    assert_eq!(refused, 1);
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!("1"), &json!("2"), &Value::Null, &json!("3")]);
    assert_eq!(answers[2]["error"]["code"], "bad_line");
}

#[test]
fn a_line_nobody_can_answer_to_is_a_bad_line() {
    for line in [
        "{",
        "[]",
        "7",
        "\"text\"",
        r#"{"audience":"public","facts":{}}"#,
        r#"{"id":7,"audience":"public","facts":{}}"#,
        r#"{"id":null,"audience":"public","facts":{}}"#,
        r#"{"id":"a","id":"b","audience":"public","facts":{}}"#,
        r#"{"id":"a","audience":"public","facts":{},"facts":{}}"#,
        r#"{"id":"a","audience":"public","facts":{}} and more"#,
    ] {
        let answer = one(line);
        assert_eq!(answer["id"], Value::Null, "{line}");
        assert_eq!(answer["error"]["code"], "bad_line", "{line}");
    }
}

#[test]
fn what_json_does_not_take_for_a_blank_is_a_bad_line_on_either_way_of_reading() {
    for blank in ["\u{c}", "\u{b}", "\u{a0}"] {
        let good = r#"{"id":"a","audience":"public","facts":{}}"#;
        for line in [format!("{blank}{good}"), format!("{good}{blank}")] {
            assert_eq!(one(&line)["error"]["code"], "bad_line", "{line:?}");
        }
    }
    assert_eq!(one(" \t{\"id\":\"a\",\"audience\":\"public\",\"facts\":{}} \r")["id"], "a");
}

#[test]
fn the_audience_is_required_and_one_of_two() {
    assert_eq!(fault(r#""facts":{}"#), json!(["missing_field", "audience"]));
    assert_eq!(fault(r#""audience":"nurse","facts":{}"#), json!(["unknown_value", "audience"]));
    assert_eq!(fault(r#""audience":null,"facts":{}"#), json!(["wrong_type", "audience"]));
}

#[test]
fn a_wrong_name_value_or_range_is_refused_and_never_ignored() {
    let facts = |facts: &str| fault(&format!("\"audience\":\"public\",\"facts\":{{{facts}}}"));
    assert_eq!(facts(r#""n_gaitt":"yes""#), json!(["unknown_field", "n_gaitt"]));
    assert_eq!(facts(r#""CANCER":"yes""#), json!(["unknown_field", "CANCER"]));
    assert_eq!(facts(r#""n_gaitt":true"#), json!(["unknown_field", "n_gaitt"]));
    assert_eq!(facts(r#""n_gait":"Yes""#), json!(["unknown_value", "n_gait"]));
    assert_eq!(facts(r#""n_gait":true"#), json!(["wrong_type", "n_gait"]));
    assert_eq!(facts(r#""n_gait":1"#), json!(["wrong_type", "n_gait"]));
    assert_eq!(facts(r#""n_gait":null"#), json!(["wrong_type", "n_gait"]));
    assert_eq!(facts(r#""n_gait":["yes"]"#), json!(["wrong_type", "n_gait"]));
    assert_eq!(facts(r#""haem":"yes""#), json!(["unknown_value", "haem"]));
    assert_eq!(facts(r#""age":"60""#), json!(["wrong_type", "age"]));
    assert_eq!(facts(r#""age":-1"#), json!(["out_of_range", "age"]));
    assert_eq!(facts(r#""age":121"#), json!(["out_of_range", "age"]));
    assert_eq!(facts(r#""age":1e300"#), json!(["out_of_range", "age"]));
    assert_eq!(facts(r#""age":60.5"#), json!(["not_integer", "age"]));
    assert_eq!(facts(r#""SINS":19"#), json!(["out_of_range", "SINS"]));
    assert_eq!(facts(r#""SINS":7.5"#), json!(["not_integer", "SINS"]));
    assert_eq!(facts(r#""para_complete_h":-0.5"#), json!(["out_of_range", "para_complete_h"]));
    assert_eq!(
        facts(r#""site_flat_until_mri":"unknown""#),
        json!(["unknown_value", "site_flat_until_mri"])
    );
    assert_eq!(facts(r#""n_gait":"yes","n_gait":"no""#), json!(["duplicate_field", "n_gait"]));
    assert_eq!(facts(r#""age":60,"age":60"#), json!(["duplicate_field", "age"]));
    assert_eq!(fault(r#""audience":"public","facts":[]"#), json!(["wrong_type", "facts"]));
    assert_eq!(fault(r#""audience":"public","facts":null"#), json!(["wrong_type", "facts"]));
}

#[test]
fn a_fact_beside_the_facts_is_refused_and_a_note_is_not() {
    let line = r#""audience":"public","n_gait":"yes","facts":{}"#;
    assert_eq!(fault(line), json!(["unknown_field", "n_gait"]));
    let noted =
        one(r#"{"id":"a","audience":"public","facts":{"n_gait":"yes"},"note":"walks badly"}"#);
    assert_eq!(noted["tier"], "E0");
}

#[test]
fn age_may_stand_in_either_place_but_not_differ() {
    let tier = |rest: &str| {
        one(&format!("{{\"id\":\"a\",\"audience\":\"public\",{rest}}}"))["ask"].clone()
    };
    let asks_age = |rest: &str| tier(rest).as_array().expect("a list").contains(&json!("age"));
    assert!(!asks_age(r#""age":60,"facts":{}"#));
    assert!(!asks_age(r#""facts":{"age":60}"#));
    assert!(!asks_age(r#""age":60,"facts":{"age":60}"#));
    assert!(!asks_age(r#""age":null,"facts":{"age":60}"#));
    assert!(asks_age(r#""age":null,"facts":{}"#));
    assert!(asks_age(r#""facts":{"age":null,"SINS":null,"para_complete_h":null}"#));
    let differs = r#""audience":"public","age":60,"facts":{"age":61}"#;
    assert_eq!(fault(differs), json!(["inconsistent", "age"]));
    assert_eq!(
        fault(r#""audience":"public","age":130,"facts":{}"#),
        json!(["out_of_range", "age"])
    );
    let child = one(r#"{"id":"a","audience":"public","age":15,"facts":{"n_weak":"yes"}}"#);
    let rules = child["rules"].as_array().expect("a list");
    assert!(rules.iter().any(|rule| rule["id"] == "TR-53"), "{child}");
}

#[test]
fn contradicting_answers_are_shown() {
    let answer =
        one(r#"{"id":"a","audience":"public","facts":{"n_weak":"no","n_weak_arm":"yes"}}"#);
    assert_eq!(answer["tier"], "E0");
    assert_eq!(answer["conflicts"], json!([{"part":"n_weak_arm","whole":"n_weak"}]));
}

#[test]
fn an_id_is_given_back_exactly() {
    let answer = one(r#"{"id":"a \"quoted\" \u00e9\n\\","audience":"public","facts":{}}"#);
    assert_eq!(answer["id"], "a \"quoted\" \u{e9}\n\\");
}

#[test]
fn a_line_that_is_too_long_is_refused_and_the_next_one_answered() {
    let long = format!("{{\"id\":\"{}\"}}\n", "x".repeat(2 << 20));
    let (refused, answers) =
        answers(&format!("{long}{{\"id\":\"b\",\"audience\":\"public\",\"facts\":{{}}}}\n"));
    assert_eq!(refused, 1);
    assert_eq!(answers[0]["error"]["code"], "bad_line");
    assert_eq!(answers[1]["id"], "b");
}

#[test]
fn the_quick_way_and_the_careful_way_read_the_same() {
    let same = |line: &str| {
        let quick = plain::read(line.as_bytes()).expect("a plain line");
        let Ok(careful) = read::read(line.as_bytes()) else { panic!("readable: {line}") };
        assert_eq!(quick, careful, "{line}");
    };
    for line in [
        r#"{"id":"a","audience":"public","facts":{}}"#,
        r#" { "id" : "a" , "audience" : "clinician" , "age" : 0 , "facts" : { } } "#,
        r#"{"facts":{"ca_known":"yes","n_gait":"no","x_fever":"unknown","haem":"suspected"},"audience":"public","id":""}"#,
        r#"{"id":"a","audience":"public","facts":{"x_fever":"no", "n_gait": "yes","age":7,"ca_known":"no"}}"#,
        r#"{"id":"a","audience":"public","facts":{"age":60,"SINS":18,"para_complete_h":30}}"#,
        r#"{"id":"a","audience":"public","facts":{"result_limit_h":2}}"#,
    ] {
        same(line);
    }
    let mut all = String::from(r#"{"id":"a","audience":"clinician","facts":{"age":60"#);
    for (place, fact) in rules::Fact::ALL.iter().enumerate() {
        if *fact != rules::Fact::SiteFlatUntilMri {
            let answer = ["yes", "no", "unknown"][place % 3];
            write!(all, ",\"{fact}\":\"{answer}\"").expect("a string");
        }
    }
    all.push_str("}}");
    same(&all);
}

#[test]
fn the_quick_way_leaves_everything_unusual_to_the_careful_one() {
    for line in [
        r#"{"id":"a","audience":"public","facts":{"age":06}}"#,
        r#"{"id":"a","audience":"public","facts":{"age":6.0}}"#,
        r#"{"id":"a","audience":"public","facts":{"age":6e1}}"#,
        r#"{"id":"a","audience":"public","facts":{"n_gait":"yes",}}"#,
        r#"{"id":"a","audience":"public","facts":{,}}"#,
        r#"{"id":"a","audience":"public","facts":{"n_gait":"yes" "n_weak":"no"}}"#,
        r#"{"id":"a","audience":"public","facts":{"n_gait":"yes","n_gait":"yes"}}"#,
        r#"{"id":"a","audience":"public","facts":{"haem":"none","haem":"none"}}"#,
        r#"{"id":"a","audience":"public","facts":{"n_gait":null}}"#,
        r#"{"id":"a","audience":"public","facts":{"site_flat_until_mri":"unknown"}}"#,
        r#"{"id":"a","audience":"public","facts":{"n_g\u0061it":"yes"}}"#,
        r#"{"id":"a","audience":"public","facts":{"n_gaitt":"yes"}}"#,
        r#"{"id":"é","audience":"public","facts":{}}"#,
        r#"{"id":"a","id":"a","audience":"public","facts":{}}"#,
        r#"{"id":"a","audience":"public","facts":{}}x"#,
        r#"{"id":"a","audience":"public","facts":{}"#,
        r#"{"id":"a","audience":"public"}"#,
        r#"{"id":"a","audience":"public","age":60,"facts":{"age":60}}"#,
        r#"{"id":"a","audience":"public","facts":{},"note":"x"}"#,
        "{\"id\":\"a\u{7f}\",\"audience\":\"public\",\"facts\":{}}",
        "",
    ] {
        assert!(plain::read(line.as_bytes()).is_none(), "{line}");
    }
}
