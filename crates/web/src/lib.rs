//! Pages, forms and endpoints; HTML lives here and nowhere else.

pub mod ui;
