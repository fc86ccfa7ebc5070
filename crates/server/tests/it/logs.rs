//! No patient data in logs, whatever happens.

use std::process::Stdio;

use crate::start::{Service, bundle, cordline, status};

#[test]
fn a_name_and_a_number_never_reach_the_log() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let log = data.path().join("log.txt");
    // Everything the service and its libraries could say.
    let stderr = Stdio::from(std::fs::File::create(&log).unwrap());
    assert!(cordline().arg("--version").status().unwrap().success());
    let service = Service::start_with(
        &["serve", "--data", folder, "--listen", "127.0.0.1:0"],
        stderr,
        &[("RUST_LOG", "trace,hyper=debug,rustls=debug")],
    );
    let canary = ("Canaryson", "9990040028", "07700900999");
    let body = std::fs::read_to_string(bundle("known-cancer-legs-giving-way.json"))
        .unwrap()
        .replace("Ashby", canary.0)
        .replace("07700 900123", canary.2);
    assert_eq!(status(&service.post("/fhir", "application/fhir+json", "", &body)), 200);
    let broken = body.replace("\"n_weak\"", "\"n_week\"").replace("REF-00101", "REF-2");
    assert_eq!(status(&service.post("/fhir", "application/fhir+json", "", &broken)), 422);
    let form = format!("family={}&nhs_number={}&phone={}", canary.0, canary.1, canary.2);
    let kind = "application/x-www-form-urlencoded";
    for path in ["/refer", "/refer/self", "/search", "/sign-in"] {
        assert!(status(&service.post(path, kind, "", &form)) < 500, "{path}");
    }
    drop(service);
    let said = std::fs::read_to_string(&log).unwrap();
    assert!(!said.is_empty(), "the log says something at this level");
    for secret in [canary.0, canary.1, canary.2] {
        assert!(!said.contains(secret), "{secret} is in the log");
    }
}
