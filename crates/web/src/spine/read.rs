//! From the form to a report and back. It parses; it never guesses: an empty field says nothing,
//! and a field that cannot be read is refused where it stands.

use std::collections::BTreeMap;

use pathway::imaging::{Conclusion, Modality};
use pathway::spine::finding::{CordSignal, LevelFinding, Metastasis, Side};
use pathway::spine::{Level, Pains, Span, SpineReport};
use scores::escc::Grade;
use scores::sins::{Alignment, Collapse, Lesion, Pain, Posterolateral};

use crate::form::Form;
use crate::imaging::Wrong;

/// What was typed, as far as it can be read, and what cannot.
pub(super) struct Read {
    pub(super) report: SpineReport,
    pub(super) pains: BTreeMap<Level, Pain>,
    pub(super) wrong: Vec<Wrong>,
}

/// The name of one field of one level: `T6_escc`.
pub(super) fn name(level: Level, part: &str) -> String {
    format!("{level}_{part}")
}

pub(super) fn read(form: &Form) -> Read {
    let mut wrong = Vec::new();
    let mut pains = BTreeMap::new();
    let mut report = SpineReport::new(
        Modality::from_key(form.get("modality")).unwrap_or(Modality::MriWholeSpine),
    );
    form.get("technique").clone_into(&mut report.technique);
    form.get("comparison").clone_into(&mut report.comparison);
    form.get("impression").clone_into(&mut report.impression);
    report.compression = match form.get("compression") {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    report.conclusion = Conclusion::from_key(form.get("conclusion")).unwrap_or(Conclusion::Open);
    let (from, to) = (Level::from_key(form.get("seen_from")), Level::from_key(form.get("seen_to")));
    report.seen = match (from, to) {
        (Some(from), Some(to)) => Span::try_new(from, to).or_else(|| {
            wrong.push(Wrong::new("seen_to", "The lower end lies above the upper one."));
            None
        }),
        _ => None,
    };
    for level in Level::all() {
        let finding = finding(level, form, &mut wrong);
        if let Some((part, problem)) = finding.problem() {
            wrong.push(Wrong::new(name(level, part), format!("{level}: {problem}")));
        }
        if finding.says_something() {
            report.levels.push(finding);
        }
        if let Some(pain) = word(Pain::ALL, Pain::word, form.get(&name(level, "pain"))) {
            pains.insert(level, pain);
        }
    }
    Read { report, pains, wrong }
}

fn word<T: Copy>(all: &[T], of: fn(T) -> &'static str, typed: &str) -> Option<T> {
    all.iter().copied().find(|one| of(*one) == typed)
}

fn finding(level: Level, form: &Form, wrong: &mut Vec<Wrong>) -> LevelFinding {
    let get = |part: &str| form.get(&name(level, part));
    let field = name(level, "collapse_percent");
    let collapse_percent = form
        .number::<u16>(&field)
        .and_then(|typed| match typed.map(u8::try_from) {
            None => Ok(None),
            Some(Ok(percent @ 0..=100)) => Ok(Some(percent)),
            Some(_) => Err(format!("{} % cannot be: enter 0 to 100.", form.get(&field))),
        })
        .unwrap_or_else(|message| {
            wrong.push(Wrong::new(&field, format!("{level}: {message}")));
            None
        });
    LevelFinding {
        metastasis: word(&Metastasis::ALL, Metastasis::key, get("metastasis")).unwrap_or_default(),
        escc: word(Grade::ALL, Grade::word, get("escc")),
        side: word(&Side::ALL, Side::key, get("side")),
        posterior: word(Posterolateral::ALL, Posterolateral::word, get("posterior")),
        collapse_percent,
        collapse: word(Collapse::ALL, Collapse::word, get("collapse")),
        alignment: word(Alignment::ALL, Alignment::word, get("alignment")),
        lesion: word(Lesion::ALL, Lesion::word, get("lesion")),
        foramen: word(&Side::ALL, Side::key, get("foramen")),
        cord: word(&CordSignal::ALL, CordSignal::key, get("cord")),
        radiotherapy: get("radiotherapy").to_owned(),
        metalwork: get("metalwork").to_owned(),
        key_image: get("key_image").to_owned(),
        ..LevelFinding::new(level)
    }
}

/// The report in the fields of the form, so that it can be gone on with.
pub(super) fn write(report: &SpineReport, pains: &Pains) -> Form {
    let mut form = Form::default();
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            form.0.insert(name.to_owned(), value.to_owned());
        }
    };
    put("modality", report.modality.key());
    put("technique", &report.technique);
    put("comparison", &report.comparison);
    put("impression", &report.impression);
    put("conclusion", report.conclusion.key());
    put("compression", report.compression.map_or("", |seen| if seen { "yes" } else { "no" }));
    if let Some(seen) = report.seen {
        put("seen_from", seen.from.key());
        put("seen_to", seen.to.key());
    }
    for finding in &report.levels {
        let mut put = |part: &str, value: &str| put(&name(finding.level, part), value);
        if finding.metastasis != Metastasis::None {
            put("metastasis", finding.metastasis.key());
        }
        put("escc", finding.escc.map_or("", Grade::word));
        put("side", finding.side.map_or("", Side::key));
        put("posterior", finding.posterior.map_or("", Posterolateral::word));
        let percent = finding.collapse_percent.map_or_else(String::new, |n| n.to_string());
        put("collapse_percent", &percent);
        put("collapse", finding.collapse.map_or("", Collapse::word));
        put("alignment", finding.alignment.map_or("", Alignment::word));
        put("lesion", finding.lesion.map_or("", Lesion::word));
        put("foramen", finding.foramen.map_or("", Side::key));
        put("cord", finding.cord.map_or("", CordSignal::key));
        put("radiotherapy", &finding.radiotherapy);
        put("metalwork", &finding.metalwork);
        put("key_image", &finding.key_image);
    }
    for (level, said) in pains {
        put(&name(*level, "pain"), said.pain.word());
    }
    form
}
