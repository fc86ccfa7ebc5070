//! Where the rules come from: one place for each source's title, date and link.

use crate::record::Citation;

/// The guideline on spinal metastases and metastatic cord compression.
pub(crate) const fn ng234(reference: &'static str) -> Citation {
    Citation {
        title: "NICE NG234",
        reference,
        date: Some("September 2023"),
        url: Some("https://www.nice.org.uk/guidance/ng234"),
    }
}

/// The quality standard; published 2014, revised 2023.
pub(crate) const fn qs56(reference: &'static str) -> Citation {
    Citation {
        title: "NICE QS56",
        reference,
        date: Some("2014, revised 2023"),
        url: Some("https://www.nice.org.uk/guidance/qs56"),
    }
}

/// The guideline's summary for clinicians.
pub(crate) const fn bmj(reference: &'static str) -> Citation {
    Citation { title: "BMJ", reference, date: Some("2023"), url: None }
}

/// The seed page of the public check.
pub(crate) const ROYAL_BUCKINGHAMSHIRE: Citation =
    cited("Royal Buckinghamshire Hospital page", "2026", "27 January 2026");

/// The public page on back pain, read as a reproduction.
pub(crate) const NHS_BACK_PAIN: Citation = undated("NHS back pain page", "");

/// The public page on sepsis, read as a reproduction.
pub(crate) const NHS_SEPSIS: Citation = undated("NHS sepsis page", "");

/// Our own design.
pub(crate) const LOCAL: Citation = local("local");

/// Our own design, with a word on where it comes from.
pub(crate) const fn local(title: &'static str) -> Citation {
    Citation { title, reference: "", date: Some("clinical rule book, release 0.1.0"), url: None }
}

/// A source with a known date.
pub(crate) const fn cited(
    title: &'static str,
    reference: &'static str,
    date: &'static str,
) -> Citation {
    Citation { title, reference, date: Some(date), url: None }
}

/// A source whose edition was not recorded.
pub(crate) const fn undated(title: &'static str, reference: &'static str) -> Citation {
    Citation { title, reference, date: None, url: None }
}
