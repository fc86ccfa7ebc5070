//! `cordline refer FILE...`: takes referrals from FHIR bundles, one JSON line per file.
//!
//! Each file is one referral, whole on disk or refused whole. A file that fails does not keep the
//! others back.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use fhir::{Issue, Referral, Refused};
use jiff::Timestamp;
use pathway::referral::Source;
use pathway::{Actor, CaseId, Command, Role};
use serde_json::{Value, json};
use store::{IdempotencyKey, Outcome, Store, Submission, Via};
use uuid::Uuid;

/// Takes the files in, printing one line each. Returns how many failed.
///
/// # Errors
/// When the store fails or standard output is closed; a faulty file is a line, not an error.
pub(crate) async fn refer(
    store: &dyn Store,
    files: &[PathBuf],
    now: Timestamp,
) -> anyhow::Result<usize> {
    let mut failed = 0;
    for file in files {
        let line = match take(store, file, now).await? {
            Ok(taken) => taken,
            Err(faults) => {
                failed += 1;
                faults.line(file)
            }
        };
        writeln!(std::io::stdout().lock(), "{line}")?;
    }
    Ok(failed)
}

/// What keeps a file out: each fault with its path, the first one first.
struct Faults(Vec<(String, String)>);

impl Faults {
    fn one(message: impl Into<String>, path: impl Into<String>) -> Self {
        Self(vec![(message.into(), path.into())])
    }

    fn line(&self, file: &Path) -> Value {
        let said = |(message, path): &(String, String)| json!({ "message": message, "path": path });
        let (message, path) = self.0.first().cloned().unwrap_or_default();
        let mut error = json!({ "message": message, "path": path });
        if let Some(members) = error.as_object_mut().filter(|_| self.0.len() > 1) {
            members.insert("issues".into(), self.0.iter().map(said).collect());
        }
        json!({ "file": name(file), "error": error })
    }
}

impl From<Refused> for Faults {
    fn from(refused: Refused) -> Self {
        Self(refused.issues.into_iter().map(fault).collect())
    }
}

fn fault(issue: Issue) -> (String, String) {
    (issue.diagnostics, issue.expression.unwrap_or_default())
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

async fn take(
    store: &dyn Store,
    file: &Path,
    now: Timestamp,
) -> anyhow::Result<Result<Value, Faults>> {
    let body = match std::fs::read(file) {
        Ok(body) => body,
        Err(wrong) => return Ok(Err(Faults::one(format!("Cannot read the file: {wrong}."), ""))),
    };
    if is_hl7_v2(&body) {
        let words = "This is an HL7 v2 message. This release reads FHIR bundles; HL7 v2 comes \
                     with a later one.";
        return Ok(Err(Faults::one(words, "MSH")));
    }
    let referral = match fhir::parse_referral(&body) {
        Ok(referral) => referral,
        Err(refused) => return Ok(Err(refused.into())),
    };
    let outcome = store.submit(submission(&referral, now)).await?;
    let (case, replayed) = match outcome {
        Outcome::Done { case, replayed, .. } => (case, replayed),
        Outcome::Refused(refusal) => {
            let issue = fhir::refusal_issue(&refusal, &referral);
            return Ok(Err(Faults(vec![fault(issue)])));
        }
        Outcome::KeyReused => {
            let words = "Another referral was sent under this number. Nothing was changed: \
                         telephone the coordinator if this one corrects it.";
            let path = format!("{}.identifier", referral.request_path);
            return Ok(Err(Faults::one(words, path)));
        }
    };
    let held = store.case(case).await?.map(|held| held.case).unwrap_or_default();
    let clocks = held.triage.as_deref().map(|triage| triage.clocks.as_slice()).unwrap_or_default();
    Ok(Ok(json!({
        "file": name(file),
        "case": case.to_string(),
        "tier": held.tier().code(),
        "clocks": clocks,
        "created": !replayed,
    })))
}

/// An HL7 v2 message begins with its header segment, perhaps inside the frame of a socket.
fn is_hl7_v2(body: &[u8]) -> bool {
    let mut bytes = body.iter().skip_while(|byte| byte.is_ascii_whitespace() || **byte == 0x0b);
    [b'M', b'S', b'H', b'|'].into_iter().all(|wanted| bytes.next() == Some(&wanted))
}

/// The command as the command line gives it. Whoever runs it stands for a professional sender; a
/// self-referral stays as unproven as it is by every other door.
fn submission(referral: &Referral, now: Timestamp) -> Submission {
    let mut submit = referral.submit.clone();
    let person = submit.source == Source::SelfReferral;
    submit.verified = !person;
    let role = if person { Role::Patient } else { Role::Client };
    let says = [&submit.referrer.name, &submit.referrer.role];
    let actor = says
        .into_iter()
        .find(|words| !words.is_empty())
        .map_or_else(|| if person { "The person" } else { "Referring system" }, String::as_str);
    let actor = Actor::without_account(actor, role);
    let key = key(referral);
    let command = Command::SubmitReferral(Box::new(submit));
    Submission::new(fresh_case(now), command, actor, now).via(Via::CommandLine).keyed(key)
}

/// The sender's own number; without one, the referral itself: the same file twice is one case.
fn key(referral: &Referral) -> IdempotencyKey {
    let content = referral.content();
    if let Some(id) = &referral.key {
        return IdempotencyKey::new(format!("fhir:{}", id.system), &id.value, &content);
    }
    let key = IdempotencyKey::new("fhir-content", "", &content);
    let digest = key.request.iter().fold(String::new(), |all, byte| format!("{all}{byte:02x}"));
    IdempotencyKey { key: digest, ..key }
}

fn fresh_case(now: Timestamp) -> CaseId {
    let seconds = u64::try_from(now.as_second()).unwrap_or(0);
    let nanoseconds = u32::try_from(now.subsec_nanosecond()).unwrap_or(0);
    let at = uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds);
    CaseId(Uuid::new_v7(at))
}

#[cfg(test)]
mod tests {
    use pathway::Site;
    use store::Sqlite;

    use super::*;

    const BUNDLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../fhir/tests/data");

    fn now() -> Timestamp {
        "2026-11-22T08:06:00Z".parse().unwrap()
    }

    fn sample(name: &str) -> PathBuf {
        Path::new(BUNDLES).join(name)
    }

    async fn taken(store: &dyn Store, file: &Path) -> Value {
        take(store, file, now()).await.unwrap().unwrap_or_else(|faults| faults.line(file))
    }

    #[test]
    fn an_hl7_v2_message_is_told_apart_from_json() {
        assert!(is_hl7_v2(b"MSH|^~\\&|EPR"));
        assert!(is_hl7_v2(b"\x0bMSH|^~\\&|EPR"));
        assert!(!is_hl7_v2(b"{\"resourceType\":\"Bundle\"}"));
        assert!(!is_hl7_v2(b""));
    }

    #[tokio::test]
    async fn each_sample_makes_one_case_and_the_same_file_twice_the_same_one() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path(), Site::default()).unwrap();
        let expected = std::fs::read_to_string(sample("expected.tsv")).unwrap();
        for row in expected.lines().skip(1) {
            let [name, tier, clocks] = row.split('\t').collect::<Vec<_>>().try_into().unwrap();
            let first = taken(&store, &sample(name)).await;
            assert_eq!(first["tier"], tier, "{first}");
            let mut clocks: Vec<&str> = clocks.split(';').collect();
            let mut got: Vec<&str> =
                first["clocks"].as_array().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
            clocks.sort_unstable();
            got.sort_unstable();
            assert_eq!(got, clocks, "{first}");
            assert_eq!(first["created"], true);
            let again = taken(&store, &sample(name)).await;
            assert_eq!(again["created"], false, "{again}");
            assert_eq!(again["case"], first["case"]);
        }
        assert_eq!(store.counts().await.unwrap().open, 8);
    }

    #[tokio::test]
    async fn a_faulty_file_changes_nothing_and_says_where_it_is_faulty() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path(), Site::default()).unwrap();
        let good = std::fs::read_to_string(sample("plain-sciatica.json")).unwrap();
        let file = folder.path().join("faulty.json");
        for (text, path) in [
            (
                good.replace("\"ca_known\"", "\"ca_knwon\""),
                "Bundle.entry[2].resource.item[0].linkId",
            ),
            (
                good.replace("2026-11-22T08:05:00Z", "2027-11-22T08:05:00Z"),
                "Bundle.entry[3].resource.authoredOn",
            ),
            ("MSH|^~\\&|EPR".into(), "MSH"),
            (good[..good.len() / 2].into(), ""),
        ] {
            std::fs::write(&file, text).unwrap();
            let line = taken(&store, &file).await;
            assert_eq!(line["error"]["path"], path, "{line}");
            assert!(line["error"]["message"].as_str().unwrap().len() > 10, "{line}");
        }
        let missing = taken(&store, Path::new("/no/such/file")).await;
        assert!(missing["error"]["message"].as_str().unwrap().contains("Cannot read"));
        assert_eq!(store.counts().await.unwrap().events, 0);
    }

    #[tokio::test]
    async fn another_referral_under_a_used_number_is_refused_at_the_number() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path(), Site::default()).unwrap();
        let good = std::fs::read_to_string(sample("plain-sciatica.json")).unwrap();
        taken(&store, &sample("plain-sciatica.json")).await;
        let file = folder.path().join("other.json");
        std::fs::write(&file, good.replace("Fenwick", "Fenton")).unwrap();
        let line = taken(&store, &file).await;
        assert_eq!(line["error"]["path"], "Bundle.entry[3].resource.identifier", "{line}");
        assert_eq!(store.counts().await.unwrap().open, 1);
    }

    #[tokio::test]
    async fn a_referral_without_a_number_is_known_by_its_content() {
        let folder = tempfile::tempdir().unwrap();
        let store = Sqlite::open(folder.path(), Site::default()).unwrap();
        let good = std::fs::read_to_string(sample("plain-sciatica.json")).unwrap();
        let mut bundle: Value = serde_json::from_str(&good).unwrap();
        bundle["entry"][3]["resource"].as_object_mut().unwrap().remove("identifier");
        let file = folder.path().join("no-number.json");
        std::fs::write(&file, bundle.to_string()).unwrap();
        assert_eq!(taken(&store, &file).await["created"], true);
        assert_eq!(taken(&store, &file).await["created"], false);
    }
}
