//! The FHIR door: `POST /fhir` takes a referral as a transaction Bundle, whole or not at all;
//! `GET /fhir/metadata` says what this door does.
//!
//! A sender with a key of this service counts as proved. One without is taken too, because an
//! emergency is never held up by an account, and the board shows it as unproved. The sender's own
//! number makes a repeated bundle the same case; the same number with other content is refused.
//! One referral costs one write and no read, so that the door keeps pace with a nation.

use access::Action;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use fhir::{Issue, IssueCode, Referral};
use jiff::Timestamp;
use pathway::referral::Source;
use pathway::{Actor, CaseId, Command, Role};
use serde_json::Value;
use store::{IdempotencyKey, Outcome, Submission, Via};

use crate::problem::Problem;
use crate::route::Routes;
use crate::visit::{Visit, Who, new_case_id};

/// The day this version of the door was released, for the capability statement.
const RELEASED: Timestamp = Timestamp::constant(1_795_478_400, 0);

pub(crate) fn routes(routes: Routes) -> Routes {
    routes.get(fhir::CAPABILITIES.route, Action::ReadPublicPages, metadata).post(
        fhir::TRANSACTION.route,
        Action::Refer,
        transaction,
    )
}

async fn metadata(visit: Visit, headers: HeaderMap) -> Response {
    if !fhir::accepts_json(text(&headers, header::ACCEPT)) {
        return not_acceptable();
    }
    let scheme = if visit.app.secure_cookies { "https" } else { "http" };
    let host = text(&headers, header::HOST).unwrap_or("localhost");
    let base = format!("{scheme}://{host}/fhir");
    let does = [fhir::CAPABILITIES, fhir::TRANSACTION];
    let version = env!("CARGO_PKG_VERSION");
    answer(StatusCode::OK, &fhir::capability_statement(&does, &base, version, RELEASED))
}

async fn transaction(
    visit: Visit,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    if !fhir::is_json(text(&headers, header::CONTENT_TYPE)) {
        let words = "This door reads FHIR R4 as JSON: send Content-Type application/fhir+json. XML \
                     is not read.";
        let issue = Issue::error(IssueCode::NotSupported, words);
        return Ok(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, &[issue]));
    }
    if !fhir::accepts_json(text(&headers, header::ACCEPT)) {
        return Ok(not_acceptable());
    }
    let Ok(body) = body else {
        let words = "This Bundle is larger than we take, or broke off on the way.";
        let issue = Issue::error(IssueCode::TooCostly, words).at("Bundle");
        return Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, &[issue]));
    };
    let referral = match fhir::parse_referral(&body) {
        Ok(referral) => referral,
        Err(faults) => {
            let status = StatusCode::from_u16(faults.status);
            return Ok(refused(status.unwrap_or(StatusCode::BAD_REQUEST), &faults.issues));
        }
    };
    let submission = submission(&visit, &referral);
    match visit.app.store.submit(submission).await? {
        Outcome::Done { case, .. } => {
            let recorded_at = made_at(case).unwrap_or(visit.now);
            Ok(answer(StatusCode::OK, &fhir::transaction_response(&referral, case, recorded_at)))
        }
        Outcome::Refused(refusal) => {
            let issue = fhir::refusal_issue(&refusal, &referral);
            Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, &[issue]))
        }
        Outcome::KeyReused => {
            let words = "Another referral was sent under this number. What was sent first is kept: \
                         telephone the coordinator if this one corrects it.";
            let at = format!("{}.identifier", referral.request_path);
            let issue = Issue::error(IssueCode::Conflict, words).at(at);
            Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, &[issue]))
        }
    }
}

/// The command as this asker gives it.
fn submission(visit: &Visit, referral: &Referral) -> Submission {
    let key = key(referral);
    let mut submit = referral.submit.clone();
    let by_person = submit.source == Source::SelfReferral;
    let proved = match &visit.who {
        Who::Anyone => false,
        Who::Client(_) => true,
        Who::Person(user) => user.role.is_clinician(),
    };
    submit.verified = proved && !by_person;
    let actor = match &visit.who {
        Who::Person(user) if proved => user.actor(),
        Who::Client(name) if !by_person => Actor::without_account(name.clone(), Role::Client),
        _ => unproved(&submit.referrer.name, &submit.referrer.role, by_person),
    };
    let command = Command::SubmitReferral(Box::new(submit));
    Submission::new(new_case_id(visit.now), command, actor, visit.now).via(Via::Fhir).keyed(key)
}

fn unproved(name: &str, role: &str, by_person: bool) -> Actor {
    let nobody = if by_person { "The person" } else { "Referring system" };
    let words = [name, role].into_iter().find(|words| !words.is_empty()).unwrap_or(nobody);
    Actor::without_account(words, if by_person { Role::Patient } else { Role::Client })
}

/// The sender's own number; without one, the content itself: the same bundle twice is one case. The
/// command line uses the same keys, so a bundle that came by both doors is one case too.
fn key(referral: &Referral) -> IdempotencyKey {
    let content = referral.content();
    if let Some(id) = &referral.key {
        return IdempotencyKey::new(format!("fhir:{}", id.system), &id.value, &content);
    }
    let key = IdempotencyKey::new("fhir-content", "", &content);
    let digest = data_encoding::HEXLOWER.encode(&key.request);
    IdempotencyKey { key: digest, ..key }
}

/// When a case was made, from its own id: the answer to a repeat is the first answer again.
fn made_at(case: CaseId) -> Option<Timestamp> {
    let (seconds, nanoseconds) = case.0.get_timestamp()?.to_unix();
    Timestamp::new(seconds.try_into().ok()?, nanoseconds.try_into().ok()?).ok()
}

fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}

fn not_acceptable() -> Response {
    let words = "This door answers in JSON: send Accept application/fhir+json. XML is not spoken.";
    refused(StatusCode::NOT_ACCEPTABLE, &[Issue::error(IssueCode::NotSupported, words)])
}

fn refused(status: StatusCode, issues: &[Issue]) -> Response {
    answer(status, &fhir::operation_outcome(issues))
}

fn answer(status: StatusCode, resource: &Value) -> Response {
    let headers = [(header::CONTENT_TYPE, fhir::MEDIA_TYPE), (header::CACHE_CONTROL, "no-store")];
    (status, headers, resource.to_string()).into_response()
}

#[cfg(test)]
mod tests;
