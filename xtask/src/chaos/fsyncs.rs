//! How many times the disk is forced for each commit, and how many writes share one.
//!
//! Counted from outside: `strace` counts the system calls of one life of the service under load,
//! and the status page says how many commits that was.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};

use super::load;
use crate::bundle::Template;
use crate::http;
use crate::server;

const LIFE: Duration = Duration::from_secs(3);

/// Prints the figures, or that they cannot be had here.
pub(super) fn report(binary: &Path, bundle: &Template, clients: usize) -> Result<()> {
    let there =
        Command::new("strace").arg("-V").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        println!("fsyncs a commit: not counted, strace is not installed");
        return Ok(());
    }
    let folder = tempfile_beside(binary)?;
    let key = server::client_key(binary, &folder)?;
    let counts = folder.join("fsyncs.txt");
    let service = server::serve_counted(binary, &folder, &counts)?;
    let before = saved(&service.address)?;
    let at_work = load::begin(&service.address, bundle, Some(&key), clients, 1);
    let failure = at_work.failure_within(LIFE);
    let after = saved(&service.address)?;
    service.stop(Duration::from_secs(30))?;
    at_work.finish();
    if let Some(failure) = failure {
        anyhow::bail!("while fsyncs were counted: {failure}");
    }
    let fsyncs = counted(&counts)?;
    let (writes, commits) = (after.0 - before.0, after.1.max(1));
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let a_commit =
        (fsyncs as f64 / commits as f64, writes as f64 / (commits - before.1).max(1) as f64);
    println!(
        "{fsyncs} fsyncs for {commits} commits: {:.2} a commit (checkpoints and start included); {:.1} acknowledged writes a commit",
        a_commit.0, a_commit.1
    );
    std::fs::remove_dir_all(&folder).context("removing the folder again")
}

fn tempfile_beside(binary: &Path) -> Result<std::path::PathBuf> {
    let folder = binary.with_file_name("chaos-fsyncs");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).context("making a folder beside the binary")?;
    Ok(folder)
}

/// Writes and commits since the start, from the status page: "12 in 3 commits".
fn saved(address: &str) -> Result<(u64, u64)> {
    let page = http::Connection::open(address, Duration::from_secs(10))?
        .request("GET", "/status", &[("Accept", "text/html")], &[])?
        .text();
    let line = page.split(" commits").next().context("the status page names its commits")?;
    let mut words = line.rsplit(|c: char| !c.is_ascii_digit()).filter(|word| !word.is_empty());
    let commits = words.next().and_then(|word| word.parse().ok()).context("a count of commits")?;
    let writes = words.next().and_then(|word| word.parse().ok()).context("a count of writes")?;
    Ok((writes, commits))
}

/// What `strace` wrote, a moment after the process it watched has ended.
fn counted(counts: &Path) -> Result<u64> {
    let (_nobody_sends, never) = std::sync::mpsc::channel::<()>();
    for _ in 0..100 {
        let table = std::fs::read_to_string(counts).unwrap_or_default();
        if table.lines().any(|line| line.ends_with("total")) {
            return Ok(total(&table));
        }
        let _ = never.recv_timeout(Duration::from_millis(100));
    }
    anyhow::bail!("strace wrote no count into {}", counts.display())
}

/// The `calls` column of the last line of `strace -c`.
fn total(table: &str) -> u64 {
    let line = table.lines().rev().find(|line| line.ends_with("total")).unwrap_or_default();
    line.split_whitespace().nth(3).and_then(|calls| calls.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_total_is_the_calls_column_of_the_last_line() {
        let table = "% time     seconds  usecs/call     calls    errors syscall\n\
                     100.00    0.024635          62       393           fsync\n\
                     100.00    0.024635          62       393           total\n";
        assert_eq!(super::total(table), 393);
        assert_eq!(super::total(""), 0);
    }
}
