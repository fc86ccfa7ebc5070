//! What else was written in a referral, with the question it answers, whichever door it came through.

use pathway::referral::{ReferralReceived, Source};

use crate::{phone, referral, self_referral};

/// Question and answer of every detail, as they stood on the form.
pub(super) fn details(received: &ReferralReceived) -> Vec<(String, String)> {
    received
        .details
        .iter()
        .map(|(name, value)| match received.source {
            Source::SelfReferral => {
                (self_referral::label(name).to_owned(), self_referral::words(name, value))
            }
            Source::Phone => (phone::words_of(name), phone::readable(value)),
            Source::Professional | Source::Fhir => {
                (referral::label(name).to_owned(), referral::words(name, value).into_owned())
            }
        })
        // A field without a question of its own, such as one of the body chart, says its name.
        .map(|(label, words)| (label.replace('_', " "), words))
        .collect()
}
