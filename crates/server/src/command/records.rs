//! Commands on the database: take referrals, verify, rebuild, back up.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use store::{Sqlite, Store};
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

pub(crate) fn verify(data: &Path) -> anyhow::Result<ExitCode> {
    let report = store::inspect(data, &Config::read(data)?.site)
        .with_context(|| format!("cannot read the database in {}", data.display()))?;
    println!(
        "{} cases, {} events: chains recomputed; {} board rows, {} deadlines, {} keys compared",
        report.cases, report.events, report.board_rows, report.deadlines, report.keys
    );
    for problem in &report.first_problems {
        println!("problem: {problem}");
    }
    if report.is_sound() {
        println!("everything agrees");
        return Ok(ExitCode::SUCCESS);
    }
    println!("{} problems: stop the service and keep a copy of the database", report.problems);
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
