//! Who may do what: the one place that decides permissions. Deny by default.
//!
//! Every route names an [`Action`]; [`may`] says which roles hold it. What a role may do *within* an
//! action (only a consultant lowers a tier) is a clinical rule and lives in `pathway`.

use pathway::Role;

/// Something a person can do here. Each route has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// Read what is meant for everyone: home, condition pages, help, status.
    ReadPublicPages,
    /// Read the scores' pages and the rule book, and compute a score that belongs to no case.
    ReadKnowledge,
    /// Answer the symptom check.
    CheckSymptoms,
    /// Refer oneself or someone one cares for.
    ReferSelf,
    /// Refer as a professional, by form or bundle. Open to all: an emergency is never held up by an
    /// account; an unproved sender is shown as such.
    Refer,
    /// Open a private link: status page, instructions.
    OpenPrivateLink,
    /// Sign in, set up the first administrator, choose a theme.
    SignIn,
    /// One's own session and preferences.
    OwnSession,
    /// The live board, its stream and its wall view.
    SeeBoard,
    /// Find a person.
    Search,
    /// Read a case.
    SeeCase,
    /// See a case as it was known at an earlier instant, and take it out for the review of an incident.
    ReviewIncident,
    /// Take a case on.
    Acknowledge,
    /// Notes, calls, tasks, milestones, waiting for the referrer.
    RecordProgress,
    /// The one-minute examination and other clinical answers.
    RecordFindings,
    /// Set the urgency.
    SetTier,
    /// Give or withdraw an instruction.
    GiveInstruction,
    /// Order a scan.
    OrderImaging,
    /// Record a scan as done, report it in a sentence.
    RecordImaging,
    /// The list of scans that radiology works through.
    SeeRadiology,
    /// Vet, book and move a scan on. Only radiology vets: that is decided with the scan.
    MoveScan,
    /// Write and sign the level-by-level report.
    ReportSpine,
    /// Give one's opinion to a meeting.
    GiveOpinion,
    /// Decide on treatment.
    DecideTreatment,
    /// Write a part of the plan.
    SetPlan,
    /// Goals, sessions, discharge, calls after it.
    RecordRehab,
    /// Record doses, fractions, operations.
    RecordTreatment,
    /// Correct an entry, exclude a clock.
    CorrectEntry,
    /// Close or re-open a case.
    CloseCase,
    /// Take a referral by telephone.
    TakeCall,
    /// Print and accept the handover.
    HandOver,
    /// See who is on call.
    SeeRota,
    /// Change who is on call.
    ManageRota,
    /// Users, their roles, API keys.
    ManageUsers,
    /// Move the demonstration's clock. The route exists only in the demonstration.
    RunDemonstration,
}

/// Who asks: a role, or nobody in particular.
pub type Asker = Option<Role>;

/// Whether this asker may do this. The only function that decides.
pub fn may(asker: Asker, action: Action) -> bool {
    if is_for_everyone(action) {
        return true;
    }
    asker.is_some_and(|role| roles(action).contains(&role))
}

/// What needs no account: advice and a way in for every emergency.
const fn is_for_everyone(action: Action) -> bool {
    matches!(
        action,
        Action::ReadPublicPages
            | Action::CheckSymptoms
            | Action::ReferSelf
            | Action::Refer
            | Action::OpenPrivateLink
            | Action::SignIn
            | Action::RunDemonstration
    )
}

/// The roles that hold an action; empty for what is not listed.
pub const fn roles(action: Action) -> &'static [Role] {
    use Role::{
        Administrator, Billing, Consultant, Coordinator, Manager, Patient, Radiology, Referrer,
        Therapist,
    };
    match action {
        Action::OwnSession => &[
            Coordinator,
            Consultant,
            Radiology,
            Therapist,
            Billing,
            Manager,
            Administrator,
            Referrer,
            Patient,
        ],
        Action::ReadKnowledge => {
            &[Coordinator, Consultant, Radiology, Therapist, Manager, Administrator]
        }
        Action::SeeBoard | Action::SeeCase | Action::Search => {
            &[Coordinator, Consultant, Radiology, Therapist, Manager]
        }
        Action::ReviewIncident => &[Consultant, Manager],
        Action::RecordProgress | Action::RecordFindings | Action::RecordRehab => {
            &[Coordinator, Consultant, Radiology, Therapist]
        }
        Action::Acknowledge
        | Action::SetTier
        | Action::GiveInstruction
        | Action::DecideTreatment
        | Action::SetPlan
        | Action::RecordTreatment
        | Action::CorrectEntry
        | Action::CloseCase
        | Action::TakeCall
        | Action::HandOver => &[Coordinator, Consultant],
        Action::OrderImaging | Action::RecordImaging | Action::SeeRadiology | Action::MoveScan => {
            &[Coordinator, Consultant, Radiology]
        }
        Action::ReportSpine | Action::GiveOpinion => &[Consultant, Radiology],
        Action::SeeRota => &[Coordinator, Consultant, Radiology, Therapist, Manager, Administrator],
        Action::ManageRota => &[Coordinator, Manager, Administrator],
        Action::ManageUsers => &[Administrator],
        Action::ReadPublicPages
        | Action::CheckSymptoms
        | Action::ReferSelf
        | Action::Refer
        | Action::OpenPrivateLink
        | Action::SignIn
        | Action::RunDemonstration => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLINICAL: [Action; 24] = [
        Action::GiveOpinion,
        Action::SeeBoard,
        Action::Search,
        Action::SeeCase,
        Action::ReviewIncident,
        Action::Acknowledge,
        Action::RecordProgress,
        Action::RecordFindings,
        Action::SetTier,
        Action::GiveInstruction,
        Action::OrderImaging,
        Action::RecordImaging,
        Action::SeeRadiology,
        Action::MoveScan,
        Action::ReportSpine,
        Action::DecideTreatment,
        Action::SetPlan,
        Action::RecordRehab,
        Action::RecordTreatment,
        Action::CorrectEntry,
        Action::CloseCase,
        Action::TakeCall,
        Action::HandOver,
        Action::ManageRota,
    ];

    #[test]
    fn nobody_in_particular_sees_no_patient() {
        for action in CLINICAL {
            assert!(!may(None, action), "{action:?}");
        }
    }

    #[test]
    fn an_administrator_sees_no_patient_by_that_role_alone() {
        for action in CLINICAL.into_iter().filter(|action| *action != Action::ManageRota) {
            assert!(!may(Some(Role::Administrator), action), "{action:?}");
        }
    }

    #[test]
    fn a_referrer_and_a_patient_see_nobody_elses_case() {
        for action in CLINICAL {
            assert!(!may(Some(Role::Referrer), action), "{action:?}");
            assert!(!may(Some(Role::Patient), action), "{action:?}");
            assert!(!may(Some(Role::Billing), action), "{action:?}");
        }
    }

    #[test]
    fn only_an_administrator_manages_users() {
        for role in Role::ACCOUNTS {
            assert_eq!(may(Some(role), Action::ManageUsers), role == Role::Administrator);
        }
    }

    #[test]
    fn a_manager_reads_and_changes_no_case() {
        assert!(may(Some(Role::Manager), Action::SeeBoard));
        assert!(!may(Some(Role::Manager), Action::Acknowledge));
        assert!(!may(Some(Role::Manager), Action::RecordProgress));
    }

    #[test]
    fn an_incident_is_reviewed_by_a_consultant_or_a_manager_alone() {
        for role in Role::ACCOUNTS {
            let may_review = matches!(role, Role::Consultant | Role::Manager);
            assert_eq!(may(Some(role), Action::ReviewIncident), may_review, "{role:?}");
        }
    }

    #[test]
    fn the_rules_and_scores_are_read_by_staff_and_not_by_the_public() {
        let staff = [
            Role::Coordinator,
            Role::Consultant,
            Role::Radiology,
            Role::Therapist,
            Role::Manager,
            Role::Administrator,
        ];
        for role in Role::ACCOUNTS {
            assert_eq!(may(Some(role), Action::ReadKnowledge), staff.contains(&role), "{role:?}");
        }
        assert!(!may(None, Action::ReadKnowledge));
    }

    #[test]
    fn the_way_in_for_an_emergency_needs_no_account() {
        for action in [Action::CheckSymptoms, Action::ReferSelf, Action::Refer] {
            assert!(may(None, action));
        }
    }
}
