//! Commands on the database: take referrals, verify, rebuild, back up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use store::{Head, Sqlite, Store};
use web::Clock as _;

use crate::clock::WallClock;
use crate::config::Config;

/// Opens the database in a folder with the site's settings.
pub(crate) fn open(data: &Path) -> anyhow::Result<(Arc<Sqlite>, Config)> {
    std::fs::create_dir_all(data)
        .with_context(|| format!("cannot make the folder {}", data.display()))?;
    let config = Config::read(data)?;
    let store = Sqlite::open(data, config.site.clone())
        .with_context(|| format!("cannot open the database in {}", data.display()))?;
    Ok((Arc::new(store), config))
}

pub(crate) async fn refer(data: &Path, files: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let (store, _) = open(data)?;
    let failed = crate::refer::refer(&*store, files, WallClock.now()).await?;
    Ok(if failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

pub(crate) fn verify(data: &Path, noted: &[Head]) -> anyhow::Result<ExitCode> {
    let unreadable = || format!("cannot read the database in {}", data.display());
    let report = store::inspect(data, &Config::read(data)?.site).with_context(unreadable)?;
    let mut gone = 0;
    println!(
        "{} cases, {} events: chains recomputed; {} board rows, {} deadlines, {} keys compared",
        report.cases, report.events, report.board_rows, report.deadlines, report.keys
    );
    for problem in &report.first_problems {
        println!("problem: {problem}");
    }
    for head in noted {
        if !store::still_holds(data, head).with_context(unreadable)? {
            gone += 1;
            println!("problem: {head} was noted and is not there: rows were cut off or made anew");
        }
    }
    if report.heads.is_empty() {
        println!("the audit and the access log have no rows, or no hashes yet");
    }
    for head in &report.heads {
        println!("note this elsewhere, for --noted: {head}");
    }
    if report.is_sound() && gone == 0 {
        println!("everything agrees");
        return Ok(ExitCode::SUCCESS);
    }
    let problems = report.problems + gone;
    println!("{problems} problems: stop the service and keep a copy of the database");
    Ok(ExitCode::FAILURE)
}

pub(crate) async fn rebuild(data: &Path) -> anyhow::Result<ExitCode> {
    let (store, _) = open(data)?;
    let made = store.rebuild().await?;
    println!(
        "{} cases made again from {} events; {} deadlines pending",
        made.cases, made.events, made.deadlines
    );
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn backup(data: &Path, to: PathBuf) -> anyhow::Result<ExitCode> {
    let (store, _) = open(data)?;
    store.backup(to.clone()).await?;
    println!("copied to {}", to.display());
    Ok(ExitCode::SUCCESS)
}
