//! The service over HTTP: first start, wrong input, stop.

use std::process::Stdio;

use crate::start::{Service, bundle, run, status};

#[test]
fn the_first_start_prints_a_one_time_code_and_leads_to_set_up() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::serve(data.path());
    assert!(service.said.iter().any(|line| line.contains("one-time code")), "{:?}", service.said);
    let answer = service.get("/sign-in", "");
    assert_eq!(status(&answer), 303);
    assert!(answer.contains("location: /setup"), "{answer}");
}

#[test]
fn plain_http_on_a_public_address_is_refused_by_the_binary() {
    let data = tempfile::tempdir().unwrap();
    let folder = data.path().to_str().unwrap();
    let output = run(&["serve", "--data", folder, "--listen", "192.0.2.1:80"], "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("TLS"));
}

#[test]
fn malformed_requests_get_a_clear_answer_and_leave_nothing_behind() {
    let data = tempfile::tempdir().unwrap();
    let errors = data.path().join("stderr.txt");
    let stderr = Stdio::from(std::fs::File::create(&errors).unwrap());
    let folder = data.path().to_str().unwrap();
    let service = Service::start(&["serve", "--data", folder, "--listen", "127.0.0.1:0"], stderr);
    let nul = "\0".repeat(64);
    for request in [
        "GARBAGE\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET /\u{fffd} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
        "POST /fhir HTTP/1.1\r\nhost: x\r\ncontent-length: nonsense\r\n\r\n",
        "POST /refer HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\nzz\r\n",
        &nul,
    ] {
        let answer = service.raw(request.as_bytes());
        let code = status(&answer);
        assert!(answer.is_empty() || (400..500).contains(&code), "{request:?}: {answer}");
    }
    for (body, kind, expected) in [
        ("{", "application/fhir+json", 400),
        ("[]", "application/fhir+json", 400),
        ("{\"resourceType\":\"Bundle\",\"type\":\"transaction\"}", "application/fhir+json", 422),
        ("<Bundle/>", "application/fhir+xml", 415),
    ] {
        let answer = service.post("/fhir", kind, "", body);
        assert!(
            status(&answer) == expected || [400, 415, 422].contains(&status(&answer)),
            "{body}: {answer}"
        );
        assert!(answer.contains("OperationOutcome"), "{body}: {answer}");
    }
    for path in ["/refer", "/refer/self", "/sign-in", "/check"] {
        let answer = service.post(path, "application/x-www-form-urlencoded", "", "%ff=%zz&&&=");
        assert!(status(&answer) < 500, "{path}: {answer}");
        let answer = service.post(path, "text/plain", "", "hello");
        assert!((400..500).contains(&status(&answer)), "{path}: {answer}");
    }
    let long = "a=".to_owned() + &"x".repeat(2 * 1024 * 1024);
    let answer = service.post("/refer", "application/x-www-form-urlencoded", "", &long);
    assert!(answer.is_empty() || status(&answer) == 413, "{answer}");
    assert_eq!(status(&service.get("/status", "")), 200, "still serving");
    drop(service);
    let words = std::fs::read_to_string(&errors).unwrap();
    assert!(!words.contains("panicked"), "{words}");
    let verified = run(&["verify", "--data", folder], "");
    let text = String::from_utf8_lossy(&verified.stdout).into_owned();
    assert!(text.starts_with("0 cases, 0 events"), "{text}");
}

#[test]
fn the_same_bundle_twice_over_http_is_one_case_and_other_content_under_its_number_is_refused() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::serve(data.path());
    let body = std::fs::read_to_string(bundle("known-cancer-legs-giving-way.json")).unwrap();
    let send = |body: &str| service.post("/fhir", "application/fhir+json", "", body);
    let first = send(&body);
    assert_eq!(status(&first), 200, "{first}");
    assert!(first.contains("transaction-response"));
    let second = send(&body);
    assert_eq!(status(&second), 200);
    let location = |answer: &str| {
        let at = answer.find("ServiceRequest/").expect("a location");
        answer[at..at + 51].to_owned()
    };
    assert_eq!(location(&first), location(&second));
    let other = send(&body.replace("legs giving way", "arms giving way"));
    assert_eq!(status(&other), 422, "{other}");
    drop(service);
    let verified = run(&["verify", "--data", data.path().to_str().unwrap()], "");
    assert!(String::from_utf8_lossy(&verified.stdout).starts_with("1 cases"));
}

#[test]
fn an_acknowledged_referral_is_there_after_a_kill() {
    let data = tempfile::tempdir().unwrap();
    let service = Service::serve(data.path());
    let body = std::fs::read_to_string(bundle("no-cancer-saddle-retention.json")).unwrap();
    let answer = service.post("/fhir", "application/fhir+json", "", &body);
    assert_eq!(status(&answer), 200, "{answer}");
    // Dropping a service kills it with the signal that cannot be caught.
    drop(service);
    let verified = run(&["verify", "--data", data.path().to_str().unwrap()], "");
    assert!(verified.status.success());
    assert!(String::from_utf8_lossy(&verified.stdout).starts_with("1 cases"));
}
