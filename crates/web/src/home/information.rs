//! The condition information: one idea a heading, plain words, our own. Whoever deploys this has a
//! clinician review it; until then the page says that nobody has.

use maud::{Markup, html};

use crate::ui;
use crate::visit::Visit;

/// When these words were last written over.
const WRITTEN: &str = "Written in November 2026";

pub(super) fn all(visit: &Visit) -> Markup {
    html! {
        div.prose {
            h2 #about { "Tumours that spread to the spine" }
            (what_they_are())
            (signs())
            (found_and_treated())
            (help(visit))
            (paying())
            p.hint {
                (WRITTEN) ". "
                @match &visit.app.site.rules_signed_off_by {
                    Some(name) => { "Reviewed at this hospital by " (name) "." }
                    None => { "Not yet reviewed by a clinician at this hospital." }
                }
                " Your own team knows you best: if they told you something else, follow them."
            }
            p.screen-only { button.button-second type="button" data-print hidden { "Print this page" } }
        }
    }
}

fn what_they_are() -> Markup {
    html! {
        h3 { "What they are" }
        p { "Cancer can spread from where it began to the bones of the spine. Doctors call this spinal metastasis. It can hurt, weaken a bone, or press on the nerves." }
        p { "The spinal cord runs inside the spine. When a tumour or a collapsed bone presses on it, doctors call it metastatic spinal cord compression. It is an emergency. People who are treated while they can still walk mostly keep walking. So hours count." }
        h3 { "Types" }
        ul {
            li { strong { "In the bone." } " The tumour sits in one or more vertebrae. It may ache or break the bone." }
            li { strong { "Around the cord." } " The tumour grows into the space round the cord and may press on it." }
            li { strong { "On a nerve root." } " One nerve is pinched where it leaves the spine. Pain or tingling runs along an arm, a leg, or round the chest like a band." }
        }
        p { "One person can have more than one of these." }
        h3 { "Causes" }
        p { "Any cancer can spread to the spine. Breast, prostate, lung and kidney cancer and myeloma do so most often. About one person in four did not know they had cancer. It can come years after treatment, when all seemed well." }
    }
}

fn signs() -> Markup {
    html! {
        h3 { "Symptoms" }
        ul {
            li { "new or worse pain in the back or neck, at any level" }
            li { "pain that stays when you rest, or wakes you at night" }
            li { "pain that is worse when you move, cough, sneeze or strain" }
            li { "pain like a band round the chest or tummy, or that shoots into an arm or leg" }
            li { "pins and needles or odd feelings in the arms or legs" }
            li { "weak or heavy limbs, unsteady walking" }
            li { "one sore spot when the spine is touched" }
        }
        p { "Some people have no pain at all." }
        h3 { "Danger signs" }
        p { "These mean the nerves may be under pressure: weakness, trouble walking, numbness, numbness between the legs, and new trouble with bladder or bowels. Do not wait to see if they pass. " strong { "Call " (ui::phone("999")) " or go to A&E now." } }
    }
}

fn found_and_treated() -> Markup {
    html! {
        h3 { "How they are found" }
        ul {
            li { strong { "Talking and examining." } " Someone asks when it began, and checks power, feeling, reflexes, balance and walking." }
            li { strong { "MRI of the whole spine." } " This is the scan that shows the cord. With danger signs it is done within a day." }
            li { strong { "CT." } " Used when MRI is not safe, for example with some pacemakers, or to look at bone before an operation." }
            li { strong { "Blood tests." } " They look for infection, calcium, blood count and kidney function." }
        }
        p { "A plain X-ray cannot rule it out." }
        h3 { "Treatment" }
        ul {
            li { strong { "Pain relief." } " Started at once and adjusted to you." }
            li { strong { "Steroids." } " They calm swelling round the cord. They are not right for everyone, for example with an infection." }
            li { strong { "Radiotherapy." } " Shrinks the tumour. Often started within a day of the decision." }
            li { strong { "Surgery." } " Takes pressure off the cord and steadies the spine, when that helps more than it harms." }
            li { strong { "Cancer drugs." } " Your cancer team leads on these." }
            li { strong { "Rehabilitation." } " Physiotherapists and occupational therapists help you move safely, get stronger and get home." }
        }
        p { "The team talks the choices through with you. You may always say no, and you may always ask again." }
    }
}

fn help(visit: &Visit) -> Markup {
    let site = &visit.app.site;
    html! {
        h3 { "When to get help" }
        ul {
            li { strong { "Danger signs:" } " call " (ui::phone("999")) " or go to A&E now." }
            li { strong { "Fever, shivering or feeling very unwell with back pain," } " above all on cancer treatment: go to A&E now, and ring your cancer 24-hour line too." }
            li { strong { "Very bad pain that is quickly getting worse:" } " speak to a doctor today." }
            li { strong { "Cancer now or in the past and new back or neck pain:" } " ring your cancer team's 24-hour line today. Here it is " (ui::phone(&site.cancer_line_phone)) "." }
            li { strong { "New constipation that is getting worse:" } " ring today." }
            li { strong { "No cancer that you know of, and back pain with none of the above:" } " see a GP if it lasts, wakes you, or you lose weight without trying. Call 111 if you are not sure." }
        }
        p { "Not sure? " a href="/check" { "Answer a few questions" } ". It takes about two minutes, asks for no name, and keeps nothing." }
    }
}

fn paying() -> Markup {
    html! {
        h3 { "Paying" }
        p { "In an emergency nobody asks you about money. Later, if you are insured, the insurer is invoiced. If you pay yourself, you get the likely cost in writing first. You need not be registered here or live nearby." }
    }
}
