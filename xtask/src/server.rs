//! A running `cordline`, started for a check and always ended with it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::program::Program;

/// One sign-in link that `cordline demo --plain` prints.
pub(crate) struct SignInLink {
    pub(crate) role: String,
    pub(crate) url: String,
}

/// The process, where it listens and how long it took to say so.
pub(crate) struct Server {
    child: Child,
    lines: Receiver<String>,
    /// `host:port`, without the scheme.
    pub(crate) address: String,
    /// From start to the `listening on` line.
    pub(crate) ready_after: Duration,
    /// The links printed until then, and those that follow within a moment.
    pub(crate) links: Vec<SignInLink>,
}

impl Server {
    /// Starts `BINARY ARGUMENTS...` and waits for its `listening on http://...` line.
    pub(crate) fn start(binary: &Path, arguments: &[&str], patience: Duration) -> Result<Self> {
        let started = Instant::now();
        let mut child = Command::new(binary)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            // A thousand deadlines of a load test are no news; faults are.
            .env("RUST_LOG", "error")
            .stderr(Stdio::inherit())
            .spawn()
            .with_context(|| format!("could not start {}", binary.display()))?;
        let output = child.stdout.take().context("the server's output was not captured")?;
        let (send, lines) = channel();
        // The reader goes on for the life of the process, so that the pipe never fills up.
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if send.send(line).is_err() {
                    break;
                }
            }
        });
        let mut server = Self {
            child,
            lines,
            address: String::new(),
            ready_after: Duration::ZERO,
            links: Vec::new(),
        };
        server.wait_until_listening(started, patience)?;
        Ok(server)
    }

    fn wait_until_listening(&mut self, started: Instant, patience: Duration) -> Result<()> {
        loop {
            let left = patience.saturating_sub(started.elapsed());
            match self.lines.recv_timeout(left) {
                Ok(line) => {
                    if let Some(address) = line.strip_prefix("listening on http://") {
                        self.ready_after = started.elapsed();
                        address.trim().trim_end_matches('/').clone_into(&mut self.address);
                        return Ok(());
                    }
                    self.links.extend(sign_in_link(&line));
                }
                Err(RecvTimeoutError::Timeout) => {
                    bail!("no `listening on http://...` line within {patience:?}")
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.child.wait().context("waiting for the server")?;
                    bail!("the server ended with {status} before it was listening")
                }
            }
        }
    }

    /// Reads the sign-in links that come after the `listening on` line.
    pub(crate) fn read_links(&mut self, patience: Duration) {
        while let Ok(line) = self.lines.recv_timeout(patience) {
            self.links.extend(sign_in_link(&line));
        }
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it at once and without warning, as a power cut would end the process.
    pub(crate) fn kill(mut self) -> Result<()> {
        self.child.kill().context("killing the server")?;
        self.child.wait().context("waiting for the killed server")?;
        Ok(())
    }

    /// Asks it to end, by its id, and waits until it has; an end with an error is an error.
    pub(crate) fn stop(mut self, patience: Duration) -> Result<()> {
        Program::new("sh")
            .args(["-c".to_owned(), format!("kill -TERM {}", self.child.id())])
            .output()
            .context("asking the server to stop")?;
        let started = Instant::now();
        // Its output closes when the process ends, which spares us polling for it.
        while started.elapsed() < patience {
            match self.lines.recv_timeout(patience.saturating_sub(started.elapsed())) {
                Ok(_) => {}
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.child.wait().context("waiting for the server to stop")?;
                    if !status.success() {
                        bail!("asked to stop, the server ended with {status}");
                    }
                    return Ok(());
                }
                Err(RecvTimeoutError::Timeout) => break,
            }
        }
        bail!("asked to stop, the server was still running after {patience:?}")
    }
}

/// `cordline serve` on a data folder, at any free port.
pub(crate) fn serve(binary: &Path, data: &Path) -> Result<Server> {
    let folder = data.to_string_lossy();
    let arguments = ["serve", "--data", &*folder, "--listen", "127.0.0.1:0"];
    Server::start(binary, &arguments, Duration::from_secs(30))
}

/// The same with every forced write to disk counted into a file, which `strace` fills when the
/// process has ended. The process keeps the id it was started with.
pub(crate) fn serve_counted(binary: &Path, data: &Path, counts: &Path) -> Result<Server> {
    let (binary, folder, counts) =
        (binary.to_string_lossy(), data.to_string_lossy(), counts.to_string_lossy());
    let tracing = ["-D", "-f", "-c", "-e", "trace=fsync,fdatasync", "-o", &*counts];
    let service = [&*binary, "serve", "--data", &*folder, "--listen", "127.0.0.1:0"];
    let arguments: Vec<&str> = tracing.into_iter().chain(service).collect();
    Server::start(Path::new("strace"), &arguments, Duration::from_secs(30))
}

/// Makes another system known to the service and gives the key it sends: its referrals are not
/// slowed as those of strangers are.
pub(crate) fn client_key(binary: &Path, data: &Path) -> Result<String> {
    let output = Program::new(binary)
        .args(["client".into(), "--data".into(), data.as_os_str().to_owned()])
        .args(["add", "xtask"])
        .output()
        .context("adding a client")?;
    let key = output.trim();
    ensure!(!key.is_empty() && !key.contains(char::is_whitespace), "no key but {output:?}");
    Ok(key.to_owned())
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already ended is the usual case; nothing can be done about any other failure here.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn sign_in_link(line: &str) -> Option<SignInLink> {
    let value: Value = serde_json::from_str(line).ok()?;
    let field = |name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
    Some(SignInLink { role: field("role")?, url: field("url")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_link_is_read_and_other_lines_are_not() {
        let link = sign_in_link(r#"{"role":"coordinator","url":"http://127.0.0.1:1/in/x"}"#);
        assert_eq!(link.map(|link| link.role), Some("coordinator".to_owned()));
        assert!(sign_in_link("listening on http://127.0.0.1:1").is_none());
        assert!(sign_in_link(r#"{"role":"coordinator"}"#).is_none());
    }

    #[test]
    fn a_program_that_never_listens_is_reported() {
        let shell = Path::new("sh");
        let error = Server::start(shell, &["-c", "exit 3"], Duration::from_secs(10));
        let text = error.err().map(|error| error.to_string()).unwrap_or_default();
        assert!(text.contains("before it was listening"), "{text}");
    }

    #[test]
    fn a_listening_line_gives_the_address_and_the_links_before_it() {
        let script = "echo '{\"role\":\"patient\",\"url\":\"http://127.0.0.1:9/x\"}'; \
                      echo 'listening on http://127.0.0.1:9'; exec sleep 30";
        let server =
            Server::start(Path::new("sh"), &["-c", script], Duration::from_secs(10)).unwrap();
        assert_eq!(server.address, "127.0.0.1:9");
        assert_eq!(server.links.len(), 1);
        server.kill().unwrap();
    }
}
