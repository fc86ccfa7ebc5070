//! The real binary, started as an operator starts it: command line, service, shutdown, restart.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod logs;
#[cfg(test)]
mod overdue;
#[cfg(test)]
mod serve;
#[cfg(test)]
mod sink;
#[cfg(test)]
mod start;
