//! The look of Cordline: small pure functions from plain data to markup, and the files they need.
//!
//! Nothing here reads a clock, a store or a request. Styles are classes of `assets/cordline.css`
//! and behaviour hangs on `data-` attributes read by `assets/cordline.js` and `assets/board.js`,
//! because the content security policy allows neither inline style nor inline script. Every page
//! works without the scripts.
//!
//! # Hooks a page may set
//! | where | attribute | what the script does |
//! |---|---|---|
//! | `form` | `data-guard` | sends by fetch, keeps the page and retries until the server answers, then follows the redirect; says how it goes in `[data-send-status]`, made when missing; a refusal (4xx) replaces `main` |
//! | `form` | `data-quick` | sends and stays; shows the text of `[data-toast]` in the answer, with what `[data-toast-more]` holds; the stream brings the change |
//! | `form` | `data-undo="10"` | leaves after so many seconds |
//! | `form` | `data-draft-url` | posts the fields there on leaving one and every 5 s; an answer `14:32` becomes "Draft saved 14:32" in `[data-draft-status]` |
//! | `form` | `data-rail-url` | posts the fields there while typing and puts the answer into `[data-rail]` |
//! | `form` | `data-keys` | Ctrl+S presses `[data-save]`, Ctrl+Enter `[data-sign]`; `[` and `]` go from section to section; `y` in a `[data-question]` ticks its `[data-offered]` box |
//! | `button` | `data-print` | prints; hidden without script when also `hidden` |
//! | any | `data-script-only` | shown only with script when also `hidden` |
//! | parent of `h1` | `data-focus-heading` | focus goes to the heading when the page opens |
//! | in a board row | `data-key="a"` | that key presses it while the row has focus; outside rows, while any row has |
//! | any | `data-private` | hidden while names are hidden |
//! | in a board row | `data-quick-open` | opens the page it links to in a dialog over the list |
//! | a line of a case | `data-presence`, `data-me`, `data-presence-names` | says who else has the case open |
//! | any | `data-head` | replaced by what the board's stream sends as `head` |
//!
//! # Classes a page may use
//! `stack`, `cluster`, `grid`, `card`, `scroll`, `prose`; `with-rail` around a form and an
//! `aside.rail`; `actions` around buttons; `button`, `button-second`, `button-small`,
//! `button-quiet`, `button-danger`; `fieldgroup` on a `fieldset` that holds fields, `field-row`
//! around fields side by side; `question` on a one-question form; `tier-large` around a badge that
//! is the point of the page; `clocks` around clock bars; `table-frame` around a table; `story` and
//! `steps` on lists; `sign-in` on its form; `numeric` on figures; `screen-only`, `print-only`;
//! `phone-number` on the number of a call; `draft-label` on
//! "Unverified draft"; `rail-first` beside `with-rail` puts the rail first on a phone; `compact` on
//! a board that should be dense; `phone-mode` and `wall` on the body.

pub mod assets;
mod board;
mod body_chart;
mod case;
mod clock;
mod dermatome_figure;
mod field;
mod notice;
mod page;
mod print;
mod qr;
mod strip;
mod tier;

pub use assets::{asset, find};
pub use board::*;
pub use body_chart::*;
pub use case::*;
pub use clock::{ClockState, ClockView, clock_bar, clock_met, duration};
pub use dermatome_figure::dermatome_figure;
pub use field::*;
pub use notice::*;
pub use page::*;
pub use print::*;
pub use qr::qr;
pub use strip::*;
pub use tier::*;

#[cfg(test)]
mod tests;
