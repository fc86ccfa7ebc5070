//! The spine level by level: what the images show, who has to know, and the words for it.

pub mod level;

pub use level::{Level, Region, Span};
