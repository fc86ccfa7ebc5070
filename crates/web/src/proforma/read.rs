//! From what was sent to a command. An offered answer that nobody confirmed is not an answer.

use std::collections::{BTreeMap, BTreeSet};

use pathway::proforma::{Kind, SaveProforma};

use super::Opened;
use crate::form::Form;

/// The name of the box that takes an offered answer over.
pub(super) fn confirm(key: &str) -> String {
    format!("confirm_{key}")
}

/// The name of the box that says an unusual answer is meant.
pub(super) fn sure(key: &str) -> String {
    format!("sure_{key}")
}

pub(super) fn command(opened: &Opened, form: &Form) -> SaveProforma {
    let mut answers = BTreeMap::new();
    let mut confirmed = BTreeMap::new();
    let mut meant = BTreeSet::new();
    for (_, question) in opened.proforma.questions() {
        let typed = form.get(question.key);
        let value = match question.kind {
            // A comma is how many people write the decimal point.
            Kind::Number { .. } => typed.replace(',', "."),
            _ => typed.to_owned(),
        };
        if form.ticked(&sure(question.key)) {
            meant.insert(question.key.to_owned());
        }
        match opened.offered(question).filter(|offer| offer.value == value) {
            Some(offer) if form.ticked(&confirm(question.key)) => {
                confirmed.insert(question.key.to_owned(), offer.by);
                answers.insert(question.key.to_owned(), value);
            }
            Some(_) => {}
            None => {
                answers.insert(question.key.to_owned(), value);
            }
        }
    }
    let version = |name: &str| form.number(name).ok().flatten().unwrap_or(0);
    SaveProforma {
        proforma: opened.proforma.key.into(),
        answers,
        sure: meant,
        confirmed,
        opened_at: version("opened_at"),
        seen_at: version("seen_at"),
    }
}
