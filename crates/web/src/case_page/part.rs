//! Every form of the case page: its address, who may send it, its words.

use access::Action;

/// A form of the case page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Facts,
    Tier,
    Instruction,
    Withdraw(u32),
    Neuro,
    Order,
    Acquired,
    Report,
    Treatment,
    Dexamethasone,
    Fraction,
    Operation,
    Exclude,
    Correct(u64),
    Close,
    Reopen,
}

impl Part {
    /// Those with an address of their own; withdrawing and correcting name an entry as well.
    pub(super) const ALL: [Self; 14] = [
        Self::Facts,
        Self::Tier,
        Self::Instruction,
        Self::Neuro,
        Self::Order,
        Self::Acquired,
        Self::Report,
        Self::Treatment,
        Self::Dexamethasone,
        Self::Fraction,
        Self::Operation,
        Self::Exclude,
        Self::Close,
        Self::Reopen,
    ];

    pub(super) const fn route(self) -> &'static str {
        match self {
            Self::Facts => "/cases/{id}/facts",
            Self::Tier => "/cases/{id}/tier",
            Self::Instruction => "/cases/{id}/instruction",
            Self::Withdraw(_) => "/cases/{id}/instruction/{n}/withdraw",
            Self::Neuro => "/cases/{id}/neuro",
            Self::Order => "/cases/{id}/imaging/order",
            Self::Acquired => "/cases/{id}/imaging/acquired",
            Self::Report => "/cases/{id}/imaging/report",
            Self::Treatment => "/cases/{id}/treatment",
            Self::Dexamethasone => "/cases/{id}/dexamethasone",
            Self::Fraction => "/cases/{id}/fraction",
            Self::Operation => "/cases/{id}/operation",
            Self::Exclude => "/cases/{id}/clock/exclude",
            Self::Correct(_) => "/cases/{id}/entry/{version}/correct",
            Self::Close => "/cases/{id}/close",
            Self::Reopen => "/cases/{id}/reopen",
        }
    }

    /// The address of this form for one case.
    pub(super) fn path(self, case: pathway::CaseId) -> String {
        let path = self.route().replace("{id}", &case.to_string());
        match self {
            Self::Withdraw(n) => path.replace("{n}", &n.to_string()),
            Self::Correct(version) => path.replace("{version}", &version.to_string()),
            _ => path,
        }
    }

    /// What someone must hold to send it.
    pub(super) const fn action(self) -> Action {
        match self {
            Self::Facts | Self::Neuro => Action::RecordFindings,
            Self::Tier => Action::SetTier,
            Self::Instruction | Self::Withdraw(_) => Action::GiveInstruction,
            Self::Order => Action::OrderImaging,
            Self::Acquired | Self::Report => Action::RecordImaging,
            Self::Treatment => Action::DecideTreatment,
            Self::Dexamethasone | Self::Fraction | Self::Operation => Action::RecordTreatment,
            Self::Exclude | Self::Correct(_) => Action::CorrectEntry,
            Self::Close | Self::Reopen => Action::CloseCase,
        }
    }

    /// Short and unique on the page: the first part of every field's id.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Tier => "tier",
            Self::Instruction => "instruction",
            Self::Withdraw(_) => "withdraw",
            Self::Neuro => "neuro",
            Self::Order => "order",
            Self::Acquired => "acquired",
            Self::Report => "report",
            Self::Treatment => "treatment",
            Self::Dexamethasone => "dexamethasone",
            Self::Fraction => "fraction",
            Self::Operation => "operation",
            Self::Exclude => "exclude",
            Self::Correct(_) => "correct",
            Self::Close => "close",
            Self::Reopen => "reopen",
        }
    }

    /// Its heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Facts => "Answer open questions",
            Self::Tier => "Set the urgency",
            Self::Instruction => "Give an instruction",
            Self::Withdraw(_) => "Withdraw an instruction",
            Self::Neuro => "One-minute neuro",
            Self::Order => "Order a scan",
            Self::Acquired => "Scan done",
            Self::Report => "Report the scan",
            Self::Treatment => "Record the decision",
            Self::Dexamethasone => "First dexamethasone dose",
            Self::Fraction => "First radiotherapy fraction",
            Self::Operation => "Operation began",
            Self::Exclude => "Exclude a clock",
            Self::Correct(_) => "Correct an entry",
            Self::Close => "Close the case",
            Self::Reopen => "Re-open the case",
        }
    }

    /// Its button: verb and object.
    pub(super) const fn button(self) -> &'static str {
        match self {
            Self::Facts => "Save answers",
            Self::Tier => "Set urgency",
            Self::Instruction => "Give instruction",
            Self::Withdraw(_) => "Withdraw instruction",
            Self::Neuro => "Save neuro",
            Self::Order => "Order scan",
            Self::Acquired => "Record scan",
            Self::Report => "Save report",
            Self::Treatment => "Save decision",
            Self::Dexamethasone => "Record dose",
            Self::Fraction => "Record first fraction",
            Self::Operation => "Record operation",
            Self::Exclude => "Exclude clock",
            Self::Correct(_) => "Correct entry",
            Self::Close => "Close case",
            Self::Reopen => "Re-open case",
        }
    }

    /// Whether it overwrites what others see: it is refused when the case moved on meanwhile.
    pub(super) const fn overwrites(self) -> bool {
        matches!(self, Self::Tier | Self::Treatment | Self::Close)
    }
}
