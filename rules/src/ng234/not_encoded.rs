//! Every statement of section 2 of the clinical rule book, once: the rules and clocks that carry it,
//! or the reason why it is not one. Nothing is left out silently.
//!
//! A statement that is not a rule here may still live elsewhere (a checklist, a score, a text): the
//! reason says where.

/// Statements carried by rules or clocks.
pub const ENCODED: &[(&str, &[&str])] = &[
    ("REC-1", &["TR-05", "TR-07", "TR-08", "CLK-COORD0"]),
    ("REC-2", &["TR-14", "TR-15", "CLK-COORD24"]),
    ("REC-3", &["TR-17"]),
    ("REC-4", &["TR-09", "TR-50"]),
    ("REC-5", &["TR-22", "CLK-SAFETYNET"]),
    ("IMM-1", &["TR-25"]),
    ("IMM-2", &["CLK-IMM24"]),
    ("IMM-3", &["TR-26"]),
    ("IMG-1", &["CLK-MRI24"]),
    ("IMG-2", &["TR-58", "CLK-MRI168"]),
    ("IMG-5", &["TR-31", "TR-59"]),
    ("IMG-7", &["TR-32"]),
    ("IMG-8", &["CLK-REPORT"]),
    ("TOOL-2", &["TR-30"]),
    ("STE-1", &["TR-27", "CLK-DEX"]),
    ("STE-3", &["TR-29", "CLK-STOPDEX"]),
    ("STE-6", &["CLK-TAPER"]),
    ("STE-8", &["TR-28"]),
    ("STE-10", &["CLK-DEX"]),
    ("RT-1", &["CLK-RT24"]),
    ("SUR-7", &["TR-52"]),
    ("SUP-1", &["CLK-VTE"]),
    ("SUP-2", &["CLK-LMWH"]),
    ("SUP-8", &["CLK-PHYSIO"]),
    ("SUP-9", &["CLK-OT"]),
    ("SUP-10", &["CLK-DISCH"]),
];

const SERVICE: &str = "about how a service is set up; it decides nothing about one person";
const TREATMENT: &str = "a treatment decision for the clinician and the case meeting, not triage";
const NURSING: &str = "bedside care after admission; belongs to the ward's care plan, not triage";
const EVIDENCE: &str = "evidence or a definition, shown as text; it asks for nothing by itself";
const RECALLED: &str = "recalled only (C); the wording must be seen before it may decide";
const SCORE: &str = "how a score is computed; it lives with its vectors in the scores crate";
const TEXT_ONLY: &str = "shown as text only: nobody is excluded automatically (PD-5)";

/// Statements that are not rules here, each with the reason.
pub const NOT_ENCODED: &[(&str, &str)] = &[
    ("REC-6", "a recording duty: every suspicion and onset time is an event with its own time"),
    ("SVC-1", SERVICE),
    ("SVC-2", SERVICE),
    ("SVC-3", SERVICE),
    ("SVC-4", SERVICE),
    ("SVC-5", SERVICE),
    ("SVC-6", SERVICE),
    ("SVC-7", EVIDENCE),
    ("IMM-4", "how to lie once immobilised; part of the immobilisation instruction"),
    ("IMM-5", "how to adjust the position; part of the immobilisation instruction"),
    ("IMM-6", "an absence: no rule asks for flat bed rest unless the site switch is on (TR-36)"),
    ("MOB-1", RECALLED),
    ("MOB-2", NURSING),
    ("MOB-3", NURSING),
    ("BRC-1", RECALLED),
    ("IMG-3", "whether treatment would follow at once is a clinician's judgement on the call"),
    ("IMG-4", "the scan protocol; radiology's request form carries it"),
    ("IMG-6", "only a specialist centre decides on myelography"),
    ("IMG-9", "whether paralysis is imminent is a clinician's judgement on the call"),
    ("IMG-10", RECALLED),
    ("IMG-11", RECALLED),
    ("IMG-12", "a joint decision with the person; it never stops a clock or a referral"),
    ("TOOL-1", RECALLED),
    ("TOOL-3", SCORE),
    ("TOOL-4", SCORE),
    ("TOOL-5", "prognosis is shown beside clinical judgement and never decides (PD-5)"),
    ("PN-1", TREATMENT),
    ("PN-2", RECALLED),
    ("PN-3", TREATMENT),
    ("PN-4", TREATMENT),
    ("PN-5", RECALLED),
    ("PN-6", TREATMENT),
    ("PN-7", EVIDENCE),
    ("PN-8", RECALLED),
    ("PN-9", EVIDENCE),
    ("STE-2", "continuation until treatment; the medication record carries it"),
    ("STE-4", "a weak recommendation without neurology; the consultant decides"),
    ("STE-5", "with the haematology team, who own further doses; no automatic prompt"),
    ("STE-7", "an absence: no rule prompts for a steroid without neurology"),
    ("STE-9", "a change during treatment; the medication record's checks carry it"),
    ("RT-2", TEXT_ONLY),
    ("RT-3", EVIDENCE),
    ("RT-4", EVIDENCE),
    ("RT-5", EVIDENCE),
    ("RT-6", RECALLED),
    ("RT-7", RECALLED),
    ("RT-8", RECALLED),
    ("RT-9", RECALLED),
    ("RT-10", "a required field of the referral, checked where the referral is filled in"),
    ("SUR-1", TREATMENT),
    ("SUR-2", TREATMENT),
    ("SUR-3", TEXT_ONLY),
    ("SUR-4", TEXT_ONLY),
    ("SUR-5", TEXT_ONLY),
    ("SUR-6", RECALLED),
    ("SUR-8", EVIDENCE),
    ("SUR-9", EVIDENCE),
    ("SUP-3", "a check when an operation is planned; the medication record carries it"),
    ("SUP-4", NURSING),
    ("SUP-5", NURSING),
    ("SUP-6", RECALLED),
    ("SUP-7", RECALLED),
    ("SUP-11", TREATMENT),
    ("SUP-12", "the examination chart; it lives in the isncsci crate"),
    ("INF-1", "information for people at risk; it lives in the public pages"),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// How many statements each part of section 2 has.
    const STATEMENTS: &[(&str, usize)] = &[
        ("REC", 6),
        ("SVC", 7),
        ("IMM", 6),
        ("MOB", 3),
        ("BRC", 1),
        ("IMG", 12),
        ("TOOL", 5),
        ("PN", 9),
        ("STE", 10),
        ("RT", 10),
        ("SUR", 9),
        ("SUP", 12),
        ("INF", 1),
    ];

    #[test]
    fn every_statement_of_the_rule_book_is_accounted_for_exactly_once() {
        let ids = || ENCODED.iter().map(|(id, _)| *id).chain(NOT_ENCODED.iter().map(|(id, _)| *id));
        let once: BTreeSet<&str> = ids().collect();
        assert_eq!(once.len(), ids().count(), "a statement is listed twice");
        let expected: BTreeSet<String> = STATEMENTS
            .iter()
            .flat_map(|(part, count)| (1..=*count).map(move |number| format!("{part}-{number}")))
            .collect();
        assert_eq!(once.into_iter().map(String::from).collect::<BTreeSet<_>>(), expected);
    }

    #[test]
    fn a_statement_names_only_rules_and_clocks_that_exist() {
        for (statement, ids) in ENCODED {
            assert!(!ids.is_empty(), "{statement}");
            for id in *ids {
                assert!(
                    crate::rule(id).is_some() || crate::clock(id).is_some(),
                    "{statement}: {id}"
                );
            }
        }
    }
}
