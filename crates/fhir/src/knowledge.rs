//! The rule book as FHIR: one `PlanDefinition` with an action for each rule and one for each clock,
//! and an `ActivityDefinition` for each thing a rule may ask for. Printed from the tables that
//! decide, so that every number is the same.
//!
//! The plan says `draft` until somebody signs: a reader of another system must not take an unsigned
//! rule for an approved one. Conditions are the text of the rule book's tables; no FHIR expression
//! language has three values, and a translation that lost "not known" would be dangerous.

use rules::{CLOCKS, Citation, Clock, RULES, Rule, Span, Status, Step, Tier};
use serde_json::{Map, Value, json};

const BASE: &str = "https://cordline.example/fhir";
const CONDITION_LANGUAGE: &str = "text/x-cordline-condition";

/// Every resource of the export with the name of its file.
pub fn rule_book() -> Vec<(String, Value)> {
    let mut files = vec![("PlanDefinition-rule-book.json".to_owned(), plan())];
    files.extend(
        Step::ALL
            .iter()
            .map(|step| (format!("ActivityDefinition-{}.json", id_of(*step)), activity(*step))),
    );
    files
}

/// A FHIR id may hold no underscore.
fn id_of(step: Step) -> String {
    step.key().replace('_', "-")
}

fn activity_url(step: Step) -> String {
    format!("{BASE}/ActivityDefinition/{}", id_of(step))
}

fn plan() -> Value {
    let mut actions: Vec<Value> = RULES.iter().map(|rule| rule_action(rule)).collect();
    actions.extend(CLOCKS.iter().map(|clock| clock_action(clock)));
    json!({
        "resourceType": "PlanDefinition",
        "id": "rule-book",
        "url": format!("{BASE}/PlanDefinition/rule-book"),
        "version": rules::RELEASE,
        "name": "CordlineRuleBook",
        "title": "Suspected metastatic spinal cord compression: rules and clocks",
        "type": { "coding": [{
            "system": "http://terminology.hl7.org/CodeSystem/plan-definition-type",
            "code": "eca-rule",
        }] },
        "status": "draft",
        "description": "Not signed off by a clinical safety officer. All rules that hold count; the \
                        most urgent sets the tier. Not known is never no.",
        "action": actions,
    })
}

fn rule_action(rule: &Rule) -> Value {
    let mut action = Map::new();
    action.insert("id".into(), rule.id.into());
    let extensions = vec![
        text("tier", rule.tier.code()),
        text("audience", rule.audience.code()),
        text("strength", rule.strength.key()),
        text("confidence", rule.confidence.key()),
        text("rule-status", rule.status.key()),
        whole("revision", u32::from(rule.revision)),
        whole("limit-hours", u32::from(rule.limit_h)),
    ];
    action.insert("extension".into(), signed(extensions, rule.approved_by).into());
    action.insert("title".into(), format!("{}: {}", rule.id, rule.tier.words()).into());
    action.insert("description".into(), rule.says.into());
    action.insert("priority".into(), priority(rule.tier).into());
    action.insert("documentation".into(), documentation(rule.source));
    action.insert("condition".into(), condition(&rule.when));
    action.insert("timingDuration".into(), hours(f64::from(rule.limit_h)));
    insert_steps(&mut action, rule.steps);
    Value::Object(action)
}

fn clock_action(clock: &Clock) -> Value {
    let mut action = Map::new();
    action.insert("id".into(), clock.id.into());
    let mut extensions = vec![
        text("clock-start", clock.start.key()),
        text("clock-stop", clock.stop.key()),
        text("clock-target", &clock.target.to_string()),
        text("clock-kind", clock.kind.key()),
        text("confidence", clock.confidence.key()),
        text("rule-status", clock.status.key()),
        whole("revision", u32::from(clock.revision)),
    ];
    extensions.extend(clock.amber.map(|span| text("clock-amber", &span.to_string())));
    extensions.extend(clock.red.map(|span| text("clock-red", &span.to_string())));
    action.insert("extension".into(), signed(extensions, clock.approved_by).into());
    action.insert("title".into(), clock.id.into());
    let description = format!(
        "{} Counted from: {}. Ends when: {}.",
        clock.says,
        clock.start.meaning(),
        clock.stop.meaning()
    );
    action.insert("description".into(), description.into());
    action.insert("documentation".into(), documentation(clock.source));
    action.insert("condition".into(), condition(&clock.applies_when));
    // Working days have no unit that a calendar-blind reader could count; they stay in the extension.
    if let Span::Hours { hundredths } = clock.target {
        action.insert("timingDuration".into(), hours(f64::from(hundredths) / 100.0));
    }
    insert_steps(&mut action, clock.on_breach);
    Value::Object(action)
}

fn signed(mut extensions: Vec<Value>, approved_by: Option<&str>) -> Vec<Value> {
    extensions.push(text("signed-off-by", approved_by.unwrap_or("nobody")));
    extensions
}

fn text(name: &str, value: &str) -> Value {
    json!({ "url": format!("{BASE}/StructureDefinition/{name}"), "valueString": value })
}

fn whole(name: &str, value: u32) -> Value {
    json!({ "url": format!("{BASE}/StructureDefinition/{name}"), "valueInteger": value })
}

fn hours(hours: f64) -> Value {
    json!({ "value": hours, "unit": "h", "system": "http://unitsofmeasure.org", "code": "h" })
}

fn condition(condition: &rules::Condition) -> Value {
    json!([{
        "kind": "applicability",
        "expression": {
            "description": condition.in_words().to_string(),
            "language": CONDITION_LANGUAGE,
            "expression": condition.to_string(),
        },
    }])
}

fn documentation(sources: &[Citation]) -> Value {
    sources
        .iter()
        .map(|source| {
            let mut artifact = Map::new();
            artifact.insert("type".into(), "citation".into());
            let dated = source.date.map_or_else(String::new, |date| format!(", {date}"));
            artifact.insert("citation".into(), format!("{source}{dated}").into());
            if let Some(url) = source.url {
                artifact.insert("url".into(), url.into());
            }
            Value::Object(artifact)
        })
        .collect()
}

/// FHIR has no empty lists, so nothing is inserted where nothing is asked for.
fn insert_steps(action: &mut Map<String, Value>, steps: &[Step]) {
    let steps: Vec<Value> = steps
        .iter()
        .map(|step| {
            json!({ "description": step.meaning(), "definitionCanonical": activity_url(*step) })
        })
        .collect();
    if !steps.is_empty() {
        action.insert("action".into(), steps.into());
    }
}

const fn priority(tier: Tier) -> &'static str {
    match tier {
        Tier::E0 | Tier::E1 | Tier::I1 => "stat",
        Tier::S1 => "asap",
        Tier::U1 | Tier::U2 => "urgent",
        Tier::R0 => "routine",
    }
}

fn activity(step: Step) -> Value {
    json!({
        "resourceType": "ActivityDefinition",
        "id": id_of(step),
        "url": activity_url(step),
        "version": rules::RELEASE,
        "name": step.key(),
        "status": Status::Draft.key(),
        "description": step.meaning(),
        "kind": "Task",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extension<'a>(action: &'a Value, name: &str) -> &'a Value {
        let url = format!("{BASE}/StructureDefinition/{name}");
        let all = action["extension"].as_array().unwrap();
        let found = all.iter().find(|one| one["url"] == url).unwrap();
        found.get("valueString").or_else(|| found.get("valueInteger")).unwrap()
    }

    fn action<'a>(plan: &'a Value, id: &str) -> &'a Value {
        let all = plan["action"].as_array().unwrap();
        let found: Vec<&Value> = all.iter().filter(|one| one["id"] == id).collect();
        assert_eq!(found.len(), 1, "{id}");
        found[0]
    }

    #[test]
    fn every_rule_has_the_tier_limit_condition_and_source_of_its_table() {
        let plan = plan();
        assert_eq!(plan["action"].as_array().unwrap().len(), RULES.len() + CLOCKS.len());
        for rule in RULES {
            let action = action(&plan, rule.id);
            assert_eq!(extension(action, "tier"), rule.tier.code());
            assert_eq!(extension(action, "limit-hours"), rule.limit_h);
            assert_eq!(action["timingDuration"]["value"], f64::from(rule.limit_h));
            assert_eq!(extension(action, "revision"), rule.revision);
            assert_eq!(extension(action, "rule-status"), rule.status.key());
            assert_eq!(extension(action, "confidence"), rule.confidence.key());
            assert_eq!(extension(action, "strength"), rule.strength.key());
            assert_eq!(extension(action, "signed-off-by"), "nobody");
            assert_eq!(action["description"], rule.says);
            let expression = &action["condition"][0]["expression"]["expression"];
            assert_eq!(expression, &rule.when.to_string());
            let sources = action["documentation"].as_array().unwrap();
            assert_eq!(sources.len(), rule.source.len());
            let asked = action.get("action").and_then(Value::as_array).map_or(0, Vec::len);
            assert_eq!(asked, rule.steps.len(), "{}", rule.id);
        }
    }

    #[test]
    fn every_clock_has_the_target_and_events_of_its_table() {
        let plan = plan();
        for clock in CLOCKS {
            let action = action(&plan, clock.id);
            assert_eq!(extension(action, "clock-target"), &clock.target.to_string());
            assert_eq!(extension(action, "clock-start"), clock.start.key());
            assert_eq!(extension(action, "clock-stop"), clock.stop.key());
            let elapsed = action.get("timingDuration").map(|one| one["value"].as_f64().unwrap());
            let table = clock.target.seconds().map(|seconds| f64::from(seconds) / 3600.0);
            assert_eq!(elapsed.is_some(), table.is_some(), "{}", clock.id);
            if let (Some(elapsed), Some(table)) = (elapsed, table) {
                assert!((elapsed - table).abs() < 1e-9, "{}", clock.id);
            }
        }
    }

    #[test]
    fn everything_a_rule_asks_for_is_defined_once_and_nothing_says_it_is_approved() {
        let files = rule_book();
        let urls: Vec<&str> =
            files.iter().map(|(_, resource)| resource["url"].as_str().unwrap()).collect();
        for rule in RULES {
            for step in rule.steps {
                assert_eq!(urls.iter().filter(|url| **url == activity_url(*step)).count(), 1);
            }
        }
        for (name, resource) in &files {
            assert_eq!(resource["status"], "draft", "{name}");
            let id = resource["id"].as_str().unwrap();
            let allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
            assert!(id.chars().all(allowed) && id.len() <= 64, "{id}");
        }
    }
}
