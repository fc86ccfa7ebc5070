//! The real binary, started as an operator starts it: command line, service, shutdown, restart.

mod cli;
mod logs;
mod overdue;
mod serve;
mod sink;
mod start;
