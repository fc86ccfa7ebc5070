//! Tools whose result is kept but never computed here, each with the reason.
//!
//! Record the tool, its version, the date and the result. No published coefficients were found for
//! the models below, and points are not to be read off a picture of a nomogram.

/// A tool that is recorded only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordOnly {
    /// The name in records.
    pub name: &'static str,
    /// The name for people.
    pub title: &'static str,
    /// Why it is not computed.
    pub because: &'static str,
}

/// The tools.
pub static RECORD_ONLY: [RecordOnly; 8] = [
    RecordOnly {
        name: "sorg_nomogram",
        title: "SORG nomogram",
        because: "no published coefficients; not accurate at one month",
    },
    RecordOnly {
        name: "sorg_ml",
        title: "SORG machine-learning model",
        because: "no published coefficients",
    },
    RecordOnly { name: "pathfx", title: "PathFx", because: "no published coefficients" },
    RecordOnly { name: "bets", title: "BETS", because: "no published coefficients" },
    RecordOnly {
        name: "bpi",
        title: "Brief Pain Inventory",
        because: "the items need the owner's permission",
    },
    RecordOnly {
        name: "scim_iii",
        title: "SCIM III items",
        because: "the licence is not cleared; the three subscores are recorded",
    },
    RecordOnly { name: "ssg", title: "SSG", because: "no item table was seen" },
    RecordOnly {
        name: "lmnop",
        title: "LMNOP framework",
        because: "a way to structure a discussion, without a total",
    },
];
