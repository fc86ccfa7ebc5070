//! Starting and stopping the real binary, and asking it over HTTP.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::Duration;

/// The binary under test.
pub(crate) fn cordline() -> Command {
    Command::new(env!("CARGO_BIN_EXE_cordline"))
}

/// A sample bundle.
pub(crate) fn bundle(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fhir/tests/data").join(name)
}

/// Runs a command with these lines on standard input.
pub(crate) fn run(arguments: &[&str], input: &str) -> Output {
    let mut child = cordline()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// A running service; it is killed when this goes.
pub(crate) struct Service {
    child: Child,
    /// "127.0.0.1:40123".
    pub(crate) address: String,
    /// Everything else it printed before it listened.
    pub(crate) said: Vec<String>,
}

impl Service {
    /// `cordline serve` on a free port.
    pub(crate) fn serve(data: &Path) -> Self {
        let data = data.to_str().unwrap();
        Self::start(&["serve", "--data", data, "--listen", "127.0.0.1:0"], Stdio::null())
    }

    /// Any command that serves, with its standard error going here.
    pub(crate) fn start(arguments: &[&str], stderr: Stdio) -> Self {
        Self::start_with(arguments, stderr, &[])
    }

    /// The same, with environment variables.
    pub(crate) fn start_with(
        arguments: &[&str],
        stderr: Stdio,
        environment: &[(&str, &str)],
    ) -> Self {
        let mut command = cordline();
        command.args(arguments).envs(environment.iter().copied());
        let child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        // From here on it is ended with the test, whatever happens.
        let mut service = Self { child, address: String::new(), said: Vec::new() };
        let stdout = service.child.stdout.take().unwrap();
        let (send, receive) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        loop {
            let line = receive
                .recv_timeout(Duration::from_mins(1))
                .expect("the service says where it listens within a minute");
            if let Some(address) = line.strip_prefix("listening on http://") {
                address.clone_into(&mut service.address);
                return service;
            }
            service.said.push(line);
        }
    }

    /// Sends a request as written and gives the whole answer.
    pub(crate) fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let _ = stream.write_all(request);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A page, with extra header lines ("cookie: a=b\r\n").
    pub(crate) fn get(&self, path: &str, headers: &str) -> String {
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: {}\r\naccept: text/html\r\nconnection: close\r\n{headers}\r\n",
            self.address
        );
        self.raw(request.as_bytes())
    }

    /// A body of some kind.
    pub(crate) fn post(&self, path: &str, kind: &str, headers: &str, body: &str) -> String {
        let request = format!(
            "POST {path} HTTP/1.1\r\nhost: {}\r\naccept: */*\r\nconnection: close\r\n\
             content-type: {kind}\r\ncontent-length: {}\r\n{headers}\r\n{body}",
            self.address,
            body.len()
        );
        self.raw(request.as_bytes())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The status code of an answer.
pub(crate) fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0)
}
