//! What is answered: transaction response, `OperationOutcome`, `CapabilityStatement`, and a case as
//! resources.

use jiff::Timestamp;
use pathway::referral::Source;
use pathway::{Case, CaseId, Refusal};
use serde_json::{Map, Value, json};

use crate::answers::MSCC_SYSTEM;
use crate::issue::{Issue, IssueCode, Severity};
use crate::referral::{NHS_NUMBER_SYSTEM, Referral, Sent};

/// One thing that the FHIR door does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interaction {
    /// HTTP method.
    pub method: &'static str,
    /// Route under the base, in the router's own spelling.
    pub route: &'static str,
    /// The resource type, when it is about one.
    pub resource: Option<&'static str>,
    /// The FHIR name of the interaction.
    pub name: &'static str,
}

/// `GET /fhir/metadata`.
pub const CAPABILITIES: Interaction =
    Interaction { method: "GET", route: "/fhir/metadata", resource: None, name: "capabilities" };
/// `POST /fhir`: a referral.
pub const TRANSACTION: Interaction =
    Interaction { method: "POST", route: "/fhir", resource: None, name: "transaction" };
/// `GET /fhir/ServiceRequest/{id}`, see [`service_request`].
pub const READ_SERVICE_REQUEST: Interaction = Interaction {
    method: "GET",
    route: "/fhir/ServiceRequest/{id}",
    resource: Some("ServiceRequest"),
    name: "read",
};
/// `GET /fhir/RiskAssessment/{id}`, see [`risk_assessment`].
pub const READ_RISK_ASSESSMENT: Interaction = Interaction {
    method: "GET",
    route: "/fhir/RiskAssessment/{id}",
    resource: Some("RiskAssessment"),
    name: "read",
};

/// An `OperationOutcome` with these issues.
pub fn operation_outcome(issues: &[Issue]) -> Value {
    let issues: Vec<Value> = issues
        .iter()
        .map(|issue| {
            let mut one = Map::new();
            one.insert("severity".into(), issue.severity.code().into());
            one.insert("code".into(), issue.code.code().into());
            one.insert("diagnostics".into(), issue.diagnostics.as_str().into());
            if let Some(expression) = &issue.expression {
                one.insert("expression".into(), json!([expression]));
            }
            Value::Object(one)
        })
        .collect();
    json!({ "resourceType": "OperationOutcome", "issue": issues })
}

/// The issue of a refusal by the service, at the element of the referral it is about.
pub fn refusal_issue(refusal: &Refusal, referral: &Referral) -> Issue {
    let issue = Issue::error(IssueCode::BusinessRule, refusal.to_string());
    let Refusal::Invalid { field, .. } = refusal else { return issue };
    match *field {
        "at" => match &referral.written_path {
            Some(path) => issue.at(path),
            None => issue,
        },
        "family" => issue.at(&referral.name_path),
        _ => issue.at("Bundle"),
    }
}

/// The answer to a referral that is on disk: one entry for each entry of the request, in its order.
/// The same case and time give the same bytes, so a repeated request has the same answer.
pub fn transaction_response(referral: &Referral, case: CaseId, recorded_at: Timestamp) -> Value {
    let outcome = (!referral.notes.is_empty()).then(|| operation_outcome(&referral.notes));
    let entries: Vec<Value> = locations(&referral.entries, case)
        .map(|(sent, location)| {
            let mut response = Map::new();
            response.insert("status".into(), "201 Created".into());
            response.insert("location".into(), format!("{location}/_history/1").into());
            response.insert("etag".into(), "W/\"1\"".into());
            response.insert("lastModified".into(), instant(recorded_at).into());
            if let (Some(outcome), "ServiceRequest") = (&outcome, sent.resource_type.as_str()) {
                response.insert("outcome".into(), outcome.clone());
            }
            json!({ "response": response })
        })
        .collect();
    json!({ "resourceType": "Bundle", "type": "transaction-response", "entry": entries })
}

/// Where each entry is kept: under the id of the case, numbered from the second of a type.
fn locations(entries: &[Sent], case: CaseId) -> impl Iterator<Item = (&Sent, String)> {
    entries.iter().enumerate().map(move |(index, sent)| {
        let kind = &sent.resource_type;
        let before = entries.iter().take(index).filter(|one| one.resource_type == *kind).count();
        let number = if before == 0 { String::new() } else { format!("-{}", before + 1) };
        (sent, format!("{kind}/{case}{number}"))
    })
}

const DOOR: &str = "A referral is a transaction Bundle with a Patient, a ServiceRequest and a \
                    QuestionnaireResponse or Observations. It is taken whole or refused whole; a \
                    refusal names every fault by its path.";

/// What this server does. The router hands over the interactions it has routes for, so that the
/// statement cannot promise another. `date` is when this version was released.
pub fn capability_statement(
    interactions: &[Interaction],
    base: &str,
    version: &str,
    date: Timestamp,
) -> Value {
    let mut resources: Vec<(&str, Vec<Value>)> = Vec::new();
    for interaction in interactions {
        let Some(kind) = interaction.resource else { continue };
        let code = json!({ "code": interaction.name });
        match resources.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, codes)) => codes.push(code),
            None => resources.push((kind, vec![code])),
        }
    }
    let resources: Vec<Value> = resources
        .into_iter()
        .map(|(kind, codes)| {
            json!({ "type": kind, "interaction": codes, "versioning": "versioned" })
        })
        .collect();
    let whole_system: Vec<Value> = interactions
        .iter()
        .filter(|one| one.resource.is_none() && one.name == "transaction")
        .map(|one| json!({ "code": one.name }))
        .collect();
    let mut rest = Map::new();
    rest.insert("mode".into(), "server".into());
    rest.insert("documentation".into(), DOOR.into());
    // FHIR has no empty lists.
    if !resources.is_empty() {
        rest.insert("resource".into(), resources.into());
    }
    if !whole_system.is_empty() {
        rest.insert("interaction".into(), whole_system.into());
    }
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": instant(date),
        "kind": "instance",
        "software": { "name": "Cordline", "version": version },
        "implementation": {
            "description": "Referrals to a metastatic spinal tumour service",
            "url": base,
        },
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "rest": [rest],
    })
}

/// The referral of a case as a `ServiceRequest`. `None` when there is none.
pub fn service_request(id: CaseId, case: &Case) -> Option<Value> {
    let referral = case.referral.as_deref()?;
    let (written, _) = case.received?;
    let mut request = resource("ServiceRequest", id, case);
    if let Some(external) = &referral.external {
        let identifier = json!([{ "system": external.system, "value": external.value }]);
        request.insert("identifier".into(), identifier);
    }
    let status = if case.closed.is_some() { "completed" } else { "active" };
    request.insert("status".into(), status.into());
    request.insert("intent".into(), "order".into());
    let urgent = case.tier().is_emergency();
    request.insert("priority".into(), if urgent { "stat" } else { "urgent" }.into());
    request.insert("category".into(), json!([ours("mscc-referral", "MSCC referral")]));
    let code = ours("mscc-coordinator-referral", "Referral to MSCC coordinator");
    request.insert("code".into(), code);
    request.insert("subject".into(), subject(case));
    request.insert("authoredOn".into(), instant(written).into());
    let requester = match referral.source {
        Source::SelfReferral => json!({ "type": "Patient", "display": "the person" }),
        _ => json!({ "type": "PractitionerRole", "display": who(&referral.referrer) }),
    };
    request.insert("requester".into(), requester);
    if !referral.story.is_empty() {
        request.insert("reasonCode".into(), json!([{ "text": referral.story }]));
    }
    Some(Value::Object(request))
}

/// What the rules said about a case, with every reason. `None` before the first triage.
pub fn risk_assessment(id: CaseId, case: &Case) -> Option<Value> {
    let triage = case.triage.as_deref()?;
    let standing = case.tier();
    let mut risk = resource("RiskAssessment", id, case);
    risk.insert("status".into(), "final".into());
    risk.insert("basedOn".into(), json!({ "reference": format!("ServiceRequest/{id}") }));
    risk.insert("subject".into(), subject(case));
    if let Some(at) = case.tier.as_ref().map(|now| now.since) {
        risk.insert("occurrenceDateTime".into(), instant(at).into());
    }
    let method = json!({
        "coding": [{ "system": MSCC_SYSTEM, "code": "triage", "version": triage.rule_set }],
        "text": format!("Triage rule set {}", triage.rule_set),
    });
    risk.insert("method".into(), method);
    let reasons = triage.reasons.iter().map(|reason| {
        json!({
            "outcome": { "text": "Metastatic spinal cord compression" },
            "qualitativeRisk": ours(triage.tier.code(), triage.tier.words()),
            "rationale": format!("{} revision {}: {}", reason.id, reason.revision, reason.citation),
        })
    });
    let reasons: Vec<Value> = reasons.collect();
    if !reasons.is_empty() {
        risk.insert("prediction".into(), reasons.into());
    }
    let mut notes = Vec::new();
    if standing != triage.tier {
        let words =
            format!("A clinician set the tier to {}: {}", standing.code(), standing.words());
        notes.push(json!({ "text": words }));
    }
    for held in &triage.withheld {
        let words = format!("{} is withheld because of {}", held.prompt, held.because);
        notes.push(json!({ "text": words }));
    }
    if !notes.is_empty() {
        risk.insert("note".into(), notes.into());
    }
    risk.insert("mitigation".into(), standing.words().into());
    Some(Value::Object(risk))
}

/// What became of a referral, for the answer's `OperationOutcome`: tier and clocks.
pub fn case_outcome(case: &Case) -> Vec<Issue> {
    let Some(triage) = case.triage.as_deref() else { return Vec::new() };
    let words = format!(
        "Tier {}: {}. Clocks that apply: {}.",
        triage.tier.code(),
        triage.tier.words(),
        triage.clocks.join(", ")
    );
    vec![Issue {
        severity: Severity::Information,
        code: IssueCode::Informational,
        expression: None,
        diagnostics: words,
    }]
}

fn resource(kind: &str, id: CaseId, case: &Case) -> Map<String, Value> {
    let mut resource = Map::new();
    resource.insert("resourceType".into(), kind.into());
    resource.insert("id".into(), id.to_string().into());
    let mut meta = Map::new();
    meta.insert("versionId".into(), case.version.to_string().into());
    if let Some(at) = case.changed_at {
        meta.insert("lastUpdated".into(), instant(at).into());
    }
    resource.insert("meta".into(), Value::Object(meta));
    resource
}

/// The person, by NHS number where there is one: the patient is no resource of its own here.
fn subject(case: &Case) -> Value {
    let person = case.referral.as_deref().map(|referral| &referral.person);
    let mut subject = Map::new();
    subject.insert("type".into(), "Patient".into());
    if let Some(number) = person.and_then(|person| person.nhs_number.as_deref()) {
        let identifier = json!({ "system": NHS_NUMBER_SYSTEM, "value": number });
        subject.insert("identifier".into(), identifier);
    }
    if let Some(person) = person {
        subject.insert("display".into(), person.name().into());
    }
    Value::Object(subject)
}

fn who(referrer: &pathway::referral::Referrer) -> String {
    let parts = [referrer.name.as_str(), referrer.role.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "a professional".into() } else { parts.join(", ") }
}

fn ours(code: &str, words: &str) -> Value {
    json!({
        "coding": [{ "system": MSCC_SYSTEM, "code": code, "display": words }],
        "text": words,
    })
}

/// To the millisecond, in UTC.
fn instant(at: Timestamp) -> String {
    format!("{at:.3}")
}
