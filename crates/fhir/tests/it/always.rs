//! What holds for any bytes at the FHIR door: a referral that the service can decide on, or a
//! refusal with a reason. The fuzz target asks it of what it finds, a test of the seeds it keeps.

use fhir::{ISSUES_MAX, Refused, operation_outcome, parse, parse_referral, transaction_response};
use jiff::Timestamp;
use pathway::ladder::OnCall;
use pathway::{Actor, Case, CaseId, Command, Context, Recorded, Role, Site, decide};
use uuid::Uuid;

pub(crate) fn holds(body: &[u8]) {
    if let Err(refused) = parse(body) {
        has_a_reason(&refused);
    }
    let referral = match parse_referral(body) {
        Ok(referral) => referral,
        Err(refused) => return has_a_reason(&refused),
    };
    let again = parse_referral(body).expect("the same bytes are the same referral");
    assert_eq!(referral.content(), again.content());

    let case = CaseId(Uuid::from_u128(1));
    let now = Timestamp::UNIX_EPOCH + jiff::SignedDuration::from_hours(24 * 20_780);
    let site = Site::default();
    let rules = site.rules().expect("the rules of a site as delivered");
    let on_call = OnCall::default();
    let actor = Actor::without_account("Referring system", Role::Client);
    let context =
        Context { case, now, actor: &actor, site: &site, rules: &rules, on_call: &on_call };
    let command = Command::SubmitReferral(Box::new(referral.submit.clone()));
    let Ok(decided) = decide(&Case::default(), &command, &context) else { return };
    assert!(!decided.events.is_empty(), "a referral that is taken leaves an event");
    assert!(decided.case.triage.is_some(), "a referral that is taken has its urgency");
    // What is stored is read back as it was.
    let text = serde_json::to_string(&decided.events).expect("events are written");
    let read: Vec<Recorded> = serde_json::from_str(&text).expect("events are read");
    assert_eq!(read, decided.events);
    transaction_response(&referral, case, now);
}

fn has_a_reason(refused: &Refused) {
    assert!((400..500).contains(&refused.status), "refused with {}", refused.status);
    assert!(!refused.issues.is_empty(), "refused without a word");
    assert!(refused.issues.len() <= ISSUES_MAX + 1, "{} issues", refused.issues.len());
    operation_outcome(&refused.issues);
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_kept_seed_is_a_referral_or_is_refused_with_a_reason() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds/fhir");
        let mut seeds = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            super::holds(&std::fs::read(entry.unwrap().path()).unwrap());
            seeds += 1;
        }
        assert!(seeds > 10, "{seeds} seeds");
    }
}
