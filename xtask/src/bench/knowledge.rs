//! How fast the knowledge crates answer, from typed inputs. The examples measure themselves.

use super::{Bench, Measure};

pub(super) const BENCHES: &[Bench] = &[
    Bench {
        group: "knowledge",
        figures: &["triage_typed_per_cpu_s"],
        measure: Measure::Example { package: "testkit", example: "triage_speed" },
        only_by_name: false,
    },
    Bench {
        group: "knowledge",
        figures: &["score_sins_per_cpu_s"],
        measure: Measure::Example { package: "scores", example: "speed" },
        only_by_name: false,
    },
    Bench {
        group: "knowledge",
        figures: &["isncsci_definite_per_cpu_s", "isncsci_nt_per_cpu_s", "isncsci_nt20_p99_us"],
        measure: Measure::Example { package: "isncsci", example: "speed" },
        only_by_name: false,
    },
];
