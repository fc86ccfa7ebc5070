//! The command line. Each command is one file; `--data DIR` names the database's folder wherever a
//! command touches data.

mod admin;
mod export;
mod knowledge;
pub(crate) mod records;
mod rules;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::config::default_data_dir;

/// Runs a hospital's metastatic spinal tumour service.
#[derive(Debug, Parser)]
#[command(name = "cordline", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

/// Where the database is.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Data {
    /// Folder of the embedded database.
    #[arg(long = "data", value_name = "DIR", default_value_os_t = default_data_dir())]
    pub(crate) dir: PathBuf,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Temporary database, invented people, a clock you can move; opens the board.
    Demo {
        /// Where to listen; port 0 picks one.
        #[arg(long, default_value = "127.0.0.1:8080")]
        listen: SocketAddr,
        /// Print only the address and one JSON line for each sign-in link.
        #[arg(long)]
        plain: bool,
    },
    /// The service.
    Serve {
        #[command(flatten)]
        data: Data,
        /// Where to listen; port 0 picks one. Overrides the configuration.
        #[arg(long)]
        listen: Option<SocketAddr>,
        /// Serve plain HTTP on an address that others can reach.
        #[arg(long)]
        allow_plain_http: bool,
    },
    /// Take referrals from FHIR bundles.
    Refer {
        #[command(flatten)]
        data: Data,
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// JSON lines of facts in, JSON lines of decisions with reasons out.
    Triage {
        /// A file, or - for standard input.
        input: PathBuf,
    },
    /// JSON lines of inputs in, results of one instrument out.
    Score {
        /// Also instruments that nobody has checked against the paper yet.
        #[arg(long)]
        allow_draft: bool,
        /// The instrument, or "list".
        instrument: String,
        /// A file, or - for standard input.
        input: Option<PathBuf>,
    },
    /// JSON lines of examinations in, ISNCSCI classifications out.
    Isncsci {
        /// Name the level of a normal examination as the public peer does.
        #[arg(long)]
        peer_compatible: bool,
        /// A file, or - for standard input.
        input: PathBuf,
    },
    /// The rules.
    Rules {
        #[command(subcommand)]
        command: rules::Rules,
    },
    /// The rule book as FHIR resources or as a page to print.
    Export {
        #[command(subcommand)]
        what: export::Export,
    },
    /// Check every hash chain and compare every projection with the events.
    Verify {
        #[command(flatten)]
        data: Data,
        /// A head that an earlier run printed: is everything up to it still there? May be repeated.
        #[arg(long, value_name = "LOG:ROW:HASH")]
        noted: Vec<store::Head>,
    },
    /// Delete every projection and make it again from the events.
    Rebuild {
        #[command(flatten)]
        data: Data,
    },
    /// Copy the whole database into a new file while the service runs.
    Backup {
        #[command(flatten)]
        data: Data,
        /// The file to make.
        to: PathBuf,
    },
    /// Users.
    User {
        #[command(flatten)]
        data: Data,
        #[command(subcommand)]
        command: admin::User,
    },
    /// Other systems that send referrals.
    Client {
        #[command(flatten)]
        data: Data,
        #[command(subcommand)]
        command: admin::Client,
    },
    /// Who is on call.
    Rota {
        #[command(flatten)]
        data: Data,
        #[command(subcommand)]
        command: admin::Rota,
    },
}

/// Reads the command line and carries it out.
pub(crate) fn run() -> anyhow::Result<ExitCode> {
    match Cli::parse().command {
        Command::Demo { listen, plain } => block_on(crate::demo::run(listen, plain)),
        Command::Serve { data, listen, allow_plain_http } => {
            block_on(crate::serve::run(&data.dir, listen, allow_plain_http))
        }
        Command::Refer { data, files } => block_on(records::refer(&data.dir, &files)),
        Command::Triage { input } => knowledge::triage(&input),
        Command::Score { allow_draft, instrument, input } => {
            knowledge::score(&instrument, allow_draft, input.as_deref())
        }
        Command::Isncsci { peer_compatible, input } => knowledge::isncsci(peer_compatible, &input),
        Command::Rules { command } => rules::run(command),
        Command::Export { what } => export::run(what),
        Command::Verify { data, noted } => records::verify(&data.dir, &noted),
        Command::Rebuild { data } => block_on(records::rebuild(&data.dir)),
        Command::Backup { data, to } => block_on(records::backup(&data.dir, to)),
        Command::User { data, command } => block_on(admin::user(&data.dir, command)),
        Command::Client { data, command } => block_on(admin::client(&data.dir, command)),
        Command::Rota { data, command } => block_on(admin::rota(&data.dir, command)),
    }
}

fn block_on(work: impl Future<Output = anyhow::Result<ExitCode>>) -> anyhow::Result<ExitCode> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work)
}
