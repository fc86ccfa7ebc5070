//! Asking for a scan: what, why, how, and what the magnet could hurt. What the case knows is filled
//! in; what is not known stays not known, and becomes a telephone call to radiology.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use pathway::imaging::request::{Hazard, MriSafety, ScanRequest, Sequence};
use pathway::imaging::{Modality, OrderImaging};
use pathway::{Case, Command, Refusal, Role};
use store::Outcome;

use super::{Typed, Wrong};
use crate::case_page::{said, sheet::Sheet};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::ui::{self, Choice, Field, Tone, Width};
use crate::urgency::clock_view;
use crate::visit::{Visit, to};

const YES_NO: [Choice<'static>; 3] =
    [Choice::new("yes", "Yes"), Choice::new("no", "No"), Choice::new("unknown", "Not known")];

/// Outside of these nobody is weighed for a scan; typed so, it is a slip.
const WEIGHT_KG: std::ops::RangeInclusive<u16> = 20..=350;
/// Nobody is asked to lie longer.
const FLAT_MIN_MAX: u16 = 240;

pub(super) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "scan request").await?;
    let form = prefilled(&sheet.file.case);
    Ok(page(&visit, &sheet, &form, &[], StatusCode::OK))
}

pub(super) async fn send(
    visit: Visit,
    Path(id): Path<String>,
    form: Form,
) -> Result<Response, Problem> {
    let sheet = Sheet::open(&visit, &id, "scan request").await?;
    let wrong = match read(&visit, &form) {
        Err(wrong) => wrong,
        Ok(order) => {
            let command = Command::OrderImaging(order);
            let actor = visit.actor(Role::Coordinator);
            match visit.try_submit(actor, sheet.id, command, &form).await? {
                Outcome::Done { .. } => return Ok(to(&format!("/cases/{}/imaging", sheet.id))),
                Outcome::Refused(Refusal::Invalid { field, message }) => {
                    vec![Wrong::new(field, message)]
                }
                Outcome::Refused(refusal) => return Err(Problem::refused(&refusal)),
                Outcome::KeyReused => return Err(Problem::key_reused()),
            }
        }
    };
    Ok(page(&visit, &sheet, &form, &wrong, StatusCode::UNPROCESSABLE_ENTITY))
}

/// What the case knows already, in the fields of the form.
fn prefilled(case: &Case) -> Form {
    let mut fields = BTreeMap::new();
    let contraindicated = case.facts.is_yes("mri_contraindicated");
    let modality = if contraindicated { Modality::CtWholeSpine } else { Modality::MriWholeSpine };
    fields.insert("modality".to_owned(), modality.key().to_owned());
    if contraindicated {
        fields.insert("mri_contraindicated".into(), "yes".into());
    }
    fields.insert("indication".into(), indication(case));
    fields.insert("sequences".into(), Sequence::USUAL.map(Sequence::key).join(","));
    if let Some(referral) = case.referral.as_deref() {
        fields.insert("place".into(), referral.location.clone());
    }
    // The last request's list holds until somebody says otherwise.
    if let Some(last) =
        case.imaging.scans.iter().rev().find(|scan| !scan.request.safety.said.is_empty())
    {
        for (hazard, there) in &last.request.safety.said {
            fields.insert(hazard.key().into(), if *there { "yes" } else { "no" }.into());
        }
        let number = |number: Option<u16>| number.map_or_else(String::new, |n| n.to_string());
        fields.insert("flat_min".into(), number(last.request.safety.flat_min));
        fields.insert("weight_kg".into(), number(last.request.safety.weight_kg));
    }
    Form(fields)
}

/// The story, the answers that made it urgent, and the last examination.
fn indication(case: &Case) -> String {
    let mut parts = Vec::new();
    if let Some(referral) = case.referral.as_deref() {
        parts.push(referral.story.trim().to_owned());
    }
    let yes: Vec<&str> = rules::Fact::ALL
        .iter()
        .filter(|fact| {
            let key = fact.key();
            let sign = ["n_", "x_", "p_", "ca_"].iter().any(|start| key.starts_with(start));
            sign && case.facts.is_yes(key)
        })
        .map(|fact| fact.meaning())
        .collect();
    if !yes.is_empty() {
        parts.push(format!("Answered yes: {}.", yes.join("; ")));
    }
    if let Some(last) = case.neuro.last() {
        parts.push(format!("Last examined: {}.", said(&last.exam)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn read(visit: &Visit, form: &Form) -> Result<OrderImaging, Vec<Wrong>> {
    let mut wrong = Vec::new();
    let modality = Modality::from_key(form.get("modality"));
    if modality.is_none() {
        wrong.push(Wrong::new("modality", "Choose the scan."));
    }
    if form.get("indication").is_empty() {
        wrong.push(Wrong::new("indication", "Write why the scan is needed: radiology vets by it."));
    }
    let mut number =
        |name: &str, fits: &dyn Fn(u16) -> bool, limits: &str| match form.number::<u16>(name) {
            Ok(Some(given)) if !fits(given) => {
                wrong.push(Wrong::new(name, format!("{given} cannot be: enter {limits}.")));
                None
            }
            Ok(given) => given,
            Err(message) => {
                wrong.push(Wrong::new(name, message));
                None
            }
        };
    let flat_min = number("flat_min", &|min| min <= FLAT_MIN_MAX, "0 to 240 minutes");
    let weight_kg = number("weight_kg", &|kg| WEIGHT_KG.contains(&kg), "20 to 350 kg");
    let slot = form.instant("slot", &visit.app.site.time_zone()).unwrap_or_else(|message| {
        wrong.push(Wrong::new("slot", message));
        None
    });
    let for_spread = yes_no(form.get("xray_for_spread"));
    if modality == Some(Modality::PlainXray) && for_spread.is_none() {
        wrong.push(Wrong::new(
            "xray_for_spread",
            "Say whether the X-ray is meant to find or exclude spread or compression.",
        ));
    }
    let (Some(modality), true) = (modality, wrong.is_empty()) else { return Err(wrong) };
    let said = Hazard::ALL
        .into_iter()
        .filter_map(|hazard| Some((hazard, yes_no(form.get(hazard.key()))?)))
        .collect();
    let is_mri = modality == Modality::MriWholeSpine;
    let chosen: Vec<&str> = form.get("sequences").split(',').collect();
    Ok(OrderImaging {
        modality,
        mri_contraindicated: yes_no(form.get("mri_contraindicated")),
        slot,
        place: form.get("place").into(),
        request: ScanRequest {
            indication: form.get("indication").into(),
            sequences: Sequence::ALL
                .into_iter()
                .filter(|one| is_mri && chosen.contains(&one.key()))
                .collect(),
            safety: if is_mri {
                MriSafety { said, flat_min, weight_kg }
            } else {
                MriSafety::default()
            },
            xray_because: (modality == Modality::PlainXray && for_spread == Some(true))
                .then(|| form.get("xray_because").to_owned()),
        },
    })
}

fn yes_no(word: &str) -> Option<bool> {
    match word {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

fn page(
    visit: &Visit,
    sheet: &Sheet,
    form: &Form,
    wrong: &[Wrong],
    status: StatusCode,
) -> Response {
    let typed = Typed { form, wrong };
    let chosen: Vec<&str> = form.get("sequences").split(',').collect();
    let body = html! {
        (ui::error_summary(&typed.errors()))
        h2 { "Ask for a scan" }
        (clock(visit, sheet))
        form method="post" action={ "/cases/" (sheet.id) "/imaging/request" } data-guard {
            (ui::hidden(KEY, &visit.new_key()))
            (ui::radios(&typed.field("modality", "Scan"), &[
                Choice::with_hint("mri_whole_spine", "MRI whole spine", "Never only where it hurts. No contrast, so nobody waits for the kidney function."),
                Choice::with_hint("ct_whole_spine", "CT whole spine", "Only where radiology decided that MRI cannot be done. The same clock runs on."),
                Choice::with_hint("ct_for_bone", "CT for bone, beside MRI", "For the surgeon. It does not stop the MRI clock."),
                Choice::with_hint("plain_xray", "Plain X-ray", "Finds and excludes neither spread nor compression."),
            ]))
            (ui::textarea(&typed.field("indication", "Why").hint("Filled in from the case: correct and complete it."), 5))
            fieldset class="fieldgroup" {
                legend { "For MRI" }
                (ui::checkboxes(&typed.field("sequences", "Sequences"), &Sequence::ALL.map(|one| Choice::new(one.key(), one.words())), &chosen))
                p class="hint" { "Whatever is a yes or not known becomes a telephone call to radiology, now." }
                div class="field-row" {
                    @for hazard in Hazard::ALL {
                        (ui::radios(&typed.field(hazard.key(), capital(hazard)).inline(), &YES_NO))
                    }
                }
                div class="field-row" {
                    (ui::text(&typed.field("flat_min", "Minutes able to lie flat").inputmode("numeric").width(Width::Tiny).optional()))
                    (ui::text(&typed.field("weight_kg", "Weight, kg").inputmode("numeric").width(Width::Tiny).optional()))
                }
                (ui::radios(&typed.field("mri_contraindicated", "Has radiology decided that MRI cannot be done?").inline().optional(), &YES_NO))
            }
            fieldset class="fieldgroup" {
                legend { "For a plain X-ray" }
                (ui::notice(Tone::Warning, "An X-ray does not answer this question", html! {
                    p { "It shows a metastasis only when much of the bone is gone, and never the cord. A normal X-ray excludes nothing. Source: NICE NG234, section 1.5." }
                }))
                (ui::radios(&typed.field("xray_for_spread", "Is it meant to find or exclude spread or compression?").inline().optional(), &YES_NO[..2]))
                (ui::textarea(&typed.field("xray_because", "Why it is needed all the same").optional(), 2))
            }
            fieldset class="fieldgroup" {
                legend { "Slot" }
                div class="field-row" {
                    (ui::text(&Field { kind: "datetime-local", width: Width::Medium, ..typed.field("slot", "When, if it is agreed").optional() }))
                    (ui::text(&typed.field("place", "Where the person is, or the scanner").optional()))
                }
            }
            div class="actions" {
                button class="button" type="submit" { "Send request to radiology" }
                a href={ "/cases/" (sheet.id) "/imaging" } { "Back without asking" }
            }
        }
    };
    sheet.page(visit, "Imaging", status, body)
}

/// The clock that this request has to meet, whichever scan it asks for.
fn clock(visit: &Visit, sheet: &Sheet) -> Markup {
    let zone = visit.app.site.time_zone();
    let running =
        sheet.file.case.clocks.iter().filter(|clock| {
            clock.runs() && ["CLK-MRI24", "CLK-MRI168"].contains(&clock.id.as_str())
        });
    let soonest = running.min_by_key(|clock| clock.due);
    html! {
        @if let Some(clock) = soonest.and_then(|clock| clock_view(clock, visit.now, &zone)) {
            (ui::clock_bar(&clock, visit.now))
        }
    }
}

const fn capital(hazard: Hazard) -> &'static str {
    match hazard {
        Hazard::Pacemaker => "Pacemaker or defibrillator",
        Hazard::Neurostimulator => "Neurostimulator or pump",
        Hazard::CochlearImplant => "Cochlear implant",
        Hazard::BrainClip => "Clip on a brain vessel",
        Hazard::EyeMetal => "Metal in an eye",
        Hazard::Pregnancy => "Pregnant, or may be",
        Hazard::Claustrophobia => "Claustrophobia",
    }
}
