//! The look of Cordline: small pure functions from plain data to markup, and the files they need.
//!
//! Nothing here reads a clock, a store or a request. Styles are classes of `assets/cordline.css`
//! and behaviour hangs on `data-` attributes read by `assets/cordline.js` and `assets/board.js`,
//! because the content security policy allows neither inline style nor inline script.

pub mod assets;
mod board;
mod body_chart;
mod case;
mod clock;
mod field;
mod notice;
mod page;
mod print;
mod tier;

pub use assets::{asset, find};
pub use board::*;
pub use body_chart::*;
pub use case::*;
pub use clock::{ClockState, ClockView, clock_bar, duration};
pub use field::*;
pub use notice::*;
pub use page::*;
pub use print::*;
pub use tier::*;

#[cfg(test)]
mod tests;
