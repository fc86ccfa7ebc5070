//! The one binary, `cordline`: configuration, clock, scheduler, demonstration, command line.

#![expect(
    clippy::print_stdout,
    reason = "standard output is the command line's answer; the log goes to standard error"
)]

mod clock;
mod command;
mod config;
mod demo;
mod lines;
mod refer;
mod scheduler;
mod serve;

use std::process::ExitCode;

fn main() -> ExitCode {
    match command::run() {
        Ok(code) => code,
        Err(error) => {
            tracing::error!("{error:#}");
            eprintln!("cordline: {error:#}");
            ExitCode::from(2)
        }
    }
}
