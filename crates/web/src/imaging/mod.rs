//! The scans of a case: asked for, vetted, moved on, their images on the way, their result heard;
//! and the list that radiology works through.
//!
//! [`request`] is the form that asks, [`step`] every tap after it, [`page`] the tab of the case,
//! [`worklist`] the scans of all cases, [`strip`] the spine as one picture.

mod page;
mod request;
mod result;
mod step;
pub(crate) mod strip;
#[cfg(test)]
mod tests;
mod worklist;

pub(crate) use result::{alert, button};

use access::Action;

use crate::form::Form;
use crate::route::Routes;
use crate::ui::{Field, FieldError};

pub(crate) fn routes(routes: Routes) -> Routes {
    routes
        .get("/cases/{id}/imaging", Action::SeeCase, page::show)
        .get("/cases/{id}/imaging/request", Action::OrderImaging, request::show)
        .post("/cases/{id}/imaging/request", Action::OrderImaging, request::send)
        .post("/cases/{id}/scan/{n}", Action::MoveScan, step::send)
        .post("/cases/{id}/result/{n}/acknowledge", Action::Acknowledge, result::acknowledge)
        .get("/radiology", Action::SeeRadiology, worklist::show)
}

/// A refused value: the field and how to put it right.
pub(crate) struct Wrong {
    pub(crate) field: String,
    pub(crate) message: String,
}

impl Wrong {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// What was typed, and what of it was refused.
pub(crate) struct Typed<'a> {
    pub(crate) form: &'a Form,
    pub(crate) wrong: &'a [Wrong],
}

impl Typed<'_> {
    pub(crate) fn field<'f>(&'f self, name: &'f str, label: &'f str) -> Field<'f> {
        let wrong = self.wrong.iter().find(|wrong| wrong.field == name);
        let error = wrong.map(|wrong| wrong.message.as_str());
        Field { value: self.form.get(name), error, ..Field::new(name, label) }
    }

    pub(crate) fn errors(&self) -> Vec<FieldError<'_>> {
        self.wrong
            .iter()
            .map(|wrong| FieldError { field: &wrong.field, message: &wrong.message })
            .collect()
    }
}
