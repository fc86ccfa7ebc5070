//! The command line as scripts use it.

use serde_json::Value;

use crate::start::{bundle, run};

fn lines(output: &std::process::Output) -> Vec<Value> {
    String::from_utf8_lossy(&output.stdout)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn triage_answers_each_line_and_exits_1_when_one_is_refused() {
    let input = r#"{"id":"a","audience":"clinician","age":60,"facts":{"ca_known":"yes","n_gait":"yes"}}
not json

{"id":"b","audience":"public","facts":{"n_gate":"yes"}}
{"id":"c","audience":"public","facts":{"x_saddle":"yes"}}
"#;
    let output = run(&["triage", "-"], input);
    assert_eq!(output.status.code(), Some(1));
    let lines = lines(&output);
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["tier"], "E1");
    assert_eq!(lines[0]["limit_h"], 0);
    assert!(lines[0]["clocks"].as_array().unwrap().contains(&Value::from("CLK-MRI24")));
    assert_eq!(lines[1]["id"], Value::Null);
    assert_eq!(lines[1]["error"]["code"], "bad_line");
    assert_eq!(lines[2]["error"]["code"], "unknown_field");
    assert_eq!(lines[3]["tier"], "E0");
}

#[test]
fn a_wrong_command_exits_2_and_writes_nothing() {
    for arguments in [&["score", "no_such_score", "-"][..], &["triage"], &["frobnicate"]] {
        let output = run(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert!(!output.stderr.is_empty(), "{arguments:?}");
    }
}

#[test]
fn a_score_and_an_examination_are_answered_on_one_line_each() {
    let sins = r#"{"id":"s","inputs":{"location":"junctional","pain":"mechanical","lesion":"lytic","alignment":"normal","collapse":"gt50","posterolateral":"bilateral"}}"#;
    let output = run(&["score", "sins", "-"], sins);
    assert!(output.status.success());
    assert_eq!(lines(&output)[0]["result"]["total"], 14);
    let refused = run(&["isncsci", "-"], r#"{"id":"x"}"#);
    assert_eq!(refused.status.code(), Some(1));
    assert!(lines(&refused)[0]["error"]["message"].is_string());
}

#[test]
fn every_sample_bundle_becomes_a_case_with_its_tier_and_clocks_and_twice_is_once() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let expected = std::fs::read_to_string(bundle("expected.tsv")).unwrap();
    let mut cases = Vec::new();
    for again in [false, true] {
        for row in expected.lines().skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            let file = bundle(cells[0]);
            let output = run(&["refer", "--data", folder, file.to_str().unwrap()], "");
            assert!(output.status.success(), "{row}");
            let line = &lines(&output)[0];
            assert_eq!(line["tier"], cells[1], "{row}");
            let clocks: Vec<&str> =
                line["clocks"].as_array().unwrap().iter().map(|c| c.as_str().unwrap()).collect();
            assert_eq!(clocks.join(";"), cells[2], "{row}");
            assert_eq!(line["created"], !again, "{row}");
            if again {
                assert!(cases.contains(&line["case"]));
            } else {
                cases.push(line["case"].clone());
            }
        }
    }
    let verified = run(&["verify", "--data", folder], "");
    assert!(verified.status.success());
    let text = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(text.contains("everything agrees"), "{text}");
    assert!(run(&["rebuild", "--data", folder], "").status.success());
    assert!(run(&["verify", "--data", folder], "").status.success());
}

#[test]
fn a_broken_bundle_says_where_it_is_broken_and_changes_nothing() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let good = std::fs::read_to_string(bundle("known-cancer-legs-giving-way.json")).unwrap();
    let broken = data.path().join("broken.json");
    std::fs::write(&broken, good.replace("\"n_weak\"", "\"n_week\"")).unwrap();
    let output = run(&["refer", "--data", folder, broken.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(1));
    let line = &lines(&output)[0];
    assert!(line["error"]["path"].as_str().unwrap().contains("Bundle.entry[2]"), "{line}");
    assert!(line["error"]["message"].as_str().unwrap().contains("n_week"), "{line}");
    let verified = run(&["verify", "--data", folder], "");
    assert!(String::from_utf8_lossy(&verified.stdout).starts_with("0 cases, 0 events"));
}

#[test]
fn rules_are_listed_and_shown_with_their_source() {
    let listed = run(&["rules", "list"], "");
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert_eq!(text.lines().filter(|line| line.starts_with("TR-")).count(), 77);
    let shown = run(&["rules", "show", "clk-mri24"], "");
    assert!(String::from_utf8_lossy(&shown.stdout).contains("NG234"));
    assert_eq!(run(&["rules", "show", "TR-99"], "").status.code(), Some(2));
}

#[test]
fn a_folder_in_use_is_refused_with_what_to_do() {
    let data = tempfile::tempdir().unwrap();
    let _service = crate::start::Service::serve(data.path());
    let folder = data.path().to_str().unwrap();
    let file = bundle("plain-sciatica.json");
    let output = run(&["refer", "--data", folder, file.to_str().unwrap()], "");
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("another Cordline process"), "{words}");
    assert!(!words.contains("panicked"), "{words}");
}

#[test]
fn the_exported_rule_book_says_what_the_tables_say() {
    let output = run(&["export", "rules", "--format", "fhir"], "");
    assert!(output.status.success());
    let bundle: Value = serde_json::from_slice(&output.stdout).unwrap();
    let entries = bundle["entry"].as_array().unwrap();
    let plan = &entries.iter().find(|e| e["resource"]["resourceType"] == "PlanDefinition").unwrap()
        ["resource"];
    let html = run(&["export", "rules", "--format", "html"], "");
    let html = String::from_utf8(html.stdout).unwrap();
    for rule in rules::RULES {
        let action =
            plan["action"].as_array().unwrap().iter().find(|a| a["id"] == rule.id).unwrap();
        assert_eq!(action["timingDuration"]["value"], f64::from(rule.limit_h), "{}", rule.id);
        assert_eq!(action["title"], format!("{}: {}", rule.id, rule.tier.words()));
        let article = html.split(&format!("id=\"{}\"", rule.id)).nth(1).unwrap();
        let article = article.split("</article>").next().unwrap();
        let limit = match rule.limit_h {
            0 => "now".to_owned(),
            1 => "within 1 hour".to_owned(),
            hours => format!("within {hours} hours"),
        };
        assert!(article.contains(&format!("Tier {}:", rule.tier.code())), "{}", rule.id);
        assert!(article.contains(&limit), "{}: {limit}", rule.id);
        assert!(article.contains("not signed off at this site"), "{}", rule.id);
    }
    for clock in rules::CLOCKS {
        assert!(html.contains(&format!("id=\"{}\"", clock.id)), "{}", clock.id);
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    assert!(run(&["export", "rules", "--format", "fhir", "--out", out], "").status.success());
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), entries.len());
}
