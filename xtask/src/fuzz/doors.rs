//! Bent samples at the doors of the release binary: `POST /fhir`, bare HTTP, `cordline triage -`.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::bend::bend;
use crate::bundle::{self, Template};
use crate::dice::Dice;
use crate::http::{self, Connection};
use crate::server::Server;
use crate::workspace::{Workspace, has_extension};

const SEED: u64 = 20_261_124;
const BUNDLES: usize = 2_000;
const MESSAGES: usize = 300;
const LINES: usize = 5_000;
/// No answer may take longer.
const PATIENCE: Duration = Duration::from_secs(5);
const BUNDLE_FOLDER: &str = "crates/fhir/tests/data";

const TRIAGE_LINES: &[&str] = &[
    r#"{"id":"1","audience":"public","age":64,"facts":{"ca_known":"yes","n_gait":"yes"}}"#,
    r#"{"id":"2","audience":"clinician","age":71.5,"facts":{"ca_known":"unknown","p_night":"yes"}}"#,
    r#"{"id":"3","audience":"clinician","facts":{}}"#,
];

/// Sends them all; every one must be answered, none with a fault of the server.
pub(super) fn smoke(workspace: &Workspace) -> Result<()> {
    let mut dice = Dice::from_seed(SEED);
    let binary = workspace.release_binary()?;
    println!("seed {SEED}");
    triage_lines(&binary, &mut dice)?;
    let demo = ["demo", "--plain", "--listen", "127.0.0.1:0"];
    let server = Server::start(&binary, &demo, Duration::from_mins(1))?;
    bundles(workspace, &server, &mut dice)?;
    bare_messages(&server, &mut dice)?;
    let page = http::get(&server.address, "/").context("the first page after all of it")?;
    ensure!(page.status == 200, "after all of it the first page answered {}", page.status);
    server.stop(PATIENCE)
}

fn bundles(workspace: &Workspace, server: &Server, dice: &mut Dice) -> Result<()> {
    let mut samples = Vec::new();
    for file in workspace.files()? {
        if file.starts_with(BUNDLE_FOLDER) && has_extension(&file, "json") {
            samples.push(std::fs::read(workspace.root.join(file)).context("reading a sample")?);
        }
    }
    ensure!(!samples.is_empty(), "there is no sample in {BUNDLE_FOLDER}");
    // Before anything is bent: the door is there and takes what is good.
    let good = bundle::send(
        &mut Connection::open(&server.address, PATIENCE)?,
        &Template::sample(workspace)?,
        SEED,
        None,
    )?;
    ensure!(bundle::taken(&good), "a good sample was refused: {}", good.text());
    let headers = [("Content-Type", "application/fhir+json")];
    let (mut taken, mut refused) = (0, 0);
    for round in 0..BUNDLES {
        let sample = samples.get(dice.below(samples.len())).map_or(&[][..], Vec::as_slice);
        let bent = bend(sample, dice);
        // A connection each: a refusal may close it.
        let answer = Connection::open(&server.address, PATIENCE)?
            .request("POST", "/fhir", &headers, &bent)
            .with_context(|| told(round, &bent))?;
        ensure!(answer.status < 500, "answered {}: {}", answer.status, told(round, &bent));
        if answer.status < 400 {
            taken += 1;
        } else {
            refused += 1;
            ensure!(!answer.body.is_empty(), "refused without a word: {}", told(round, &bent));
        }
    }
    println!("POST /fhir: {taken} still good and taken, {refused} refused with a reason");
    Ok(())
}

fn told(round: usize, bytes: &[u8]) -> String {
    format!("round {round}: {}", String::from_utf8_lossy(bytes))
}

/// Messages that are no HTTP any more. The server may close; it must not fall or hang.
fn bare_messages(server: &Server, dice: &mut Dice) -> Result<()> {
    let sample = format!(
        "POST /refer HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: 21\r\nCookie: cordline_session=x\r\n\r\nage=64&ca_known=yes&x",
        server.address
    );
    for round in 0..MESSAGES {
        let bent = bend(sample.as_bytes(), dice);
        let mut stream = TcpStream::connect(&server.address).context("connecting")?;
        stream.set_read_timeout(Some(PATIENCE)).context("setting the read limit")?;
        // The server may close in the middle of nonsense.
        let _ = stream.write_all(&bent);
        let _ = stream.shutdown(std::net::Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let text = String::from_utf8_lossy(&answer);
        ensure!(!text.starts_with("HTTP/1.1 5"), "{text}\n{}", told(round, &bent));
    }
    println!("bare HTTP: {MESSAGES} messages, the server still answers");
    Ok(())
}

/// Each line is answered or refused by a line of its own.
fn triage_lines(binary: &Path, dice: &mut Dice) -> Result<()> {
    let mut input = Vec::new();
    for _ in 0..LINES {
        let sample = TRIAGE_LINES.get(dice.below(TRIAGE_LINES.len())).copied().unwrap_or_default();
        let mut line = bend(sample.as_bytes(), dice);
        line.retain(|&byte| byte != b'\n' && byte != b'\r');
        // An empty line is no request, so there would be no answer to count.
        if line.iter().all(u8::is_ascii_whitespace) {
            line = b"{".to_vec();
        }
        input.append(&mut line);
        input.push(b'\n');
    }
    let mut child = Command::new(binary)
        .args(["triage", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting cordline triage")?;
    let mut stdin = child.stdin.take().context("no way in")?;
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().context("waiting for cordline triage")?;
    let written = writer.join().is_ok_and(|result| result.is_ok());
    ensure!(written, "cordline triage stopped reading");
    let code = output.status.code().context("cordline triage was ended by a signal")?;
    ensure!(matches!(code, 0 | 1), "cordline triage ended with {code}");
    let answers =
        output.stdout.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()).count();
    ensure!(answers == LINES, "{LINES} lines in, {answers} answers out");
    println!("cordline triage: {LINES} bent lines, {answers} answers, exit status {code}");
    Ok(())
}
