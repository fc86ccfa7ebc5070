//! The events clocks are counted from and to (rule book 1.9).

use core::fmt;

/// One line per word keeps its three forms together, so they cannot drift apart.
macro_rules! words {
    ($($variant:ident $key:literal $meaning:literal;)+) => {
        /// An event that starts or stops a clock.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Milestone { $(#[doc = $meaning] $variant,)+ }

        impl Milestone {
            /// Every one, in the order of the tables.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name, used wherever it is stored or exchanged.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// Plain English for the screen.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => $meaning,)+ }
            }
        }
    };
}

words! {
    CompressionSuspected "suspicion_mscc_time" "cord compression was first suspected, or else the person presented";
    MetastasesSuspected "suspicion_mets_time" "spread to the spine was first suspected, or else the person presented";
    CoordinatorContacted "coordinator_contacted" "someone spoke with the coordinator, both ways";
    MriAcquired "mri_acquired" "the whole-spine MRI ended, or the CT done in its place";
    ReportIssued "report_issued" "the urgent imaging report is available";
    PlanAgreed "plan_agreed" "a treatment plan is agreed and recorded";
    DiagnosisConfirmed "diagnosis_confirmed" "the confirming scan was reported";
    RadiotherapyDecided "rt_decision_to_treat" "it was decided to give radiotherapy";
    FirstFraction "rt_first_fraction" "the first fraction of radiotherapy was given";
    FirstDefinitiveTreatment "first_definitive_treatment" "surgery began or the first fraction was given, whichever came first";
    FirstDexamethasoneDose "dex_first_dose" "the first dexamethasone dose was given, also by the referrer";
    DexamethasoneStopped "dex_stopped" "the last dexamethasone dose was given, or the stop recorded";
    TaperDueFrom "taper_due_from" "radiotherapy began or the operation ended";
    TaperPlanRecorded "taper_plan_recorded" "a steroid reduction plan with an end date is recorded";
    CompressionExcluded "mscc_excluded_time" "cord compression by cancer was recorded as excluded";
    ImmobilisationStarted "immobilised_time" "immobilisation or flat rest began";
    StabilityAdviceRecorded "stability_advice" "an expert's advice on stability is recorded";
    ReferralSubmitted "referral_submitted" "the referrer pressed send";
    ReferralReceived "referral_received" "the service holds the referral";
    AcknowledgementSent "acknowledgement_sent" "the automatic acknowledgement left the system";
    MinimumDatasetComplete "minimum_dataset_complete" "every required field of the referral is filled in";
    AwaitingReferrerStarted "awaiting_referrer_started" "a question that needs an answer was put to the referrer";
    AwaitingReferrerEnded "awaiting_referrer_ended" "the referrer's answer arrived";
    OpinionGiven "opinion_given" "an opinion was spoken or written to the referrer";
    PlanSentToReferrer "plan_sent_to_referrer" "the plan was confirmed to the referrer in writing";
    PlanChangingEventRecorded "event_recorded" "something that changes the plan was recorded after the referral";
    ReferrerUpdated "referrer_updated" "the referrer was told of it";
    ImagesSent "images_sent" "the sender reported the images as sent";
    ImagesViewable "images_viewable" "the images open at the receiving site";
    Admission "admission" "the person was admitted";
    PhysiotherapyReferral "physio_referral" "physiotherapy was asked to see the person";
    OccupationalTherapyReferral "ot_referral" "occupational therapy was asked to see the person";
    ClotRiskAssessed "vte_assessed" "the risk of clots and of bleeding was assessed";
    ClotPreventionStarted "vte_drug_started" "the first dose to prevent clots was given";
    DischargeRequested "discharge_requested" "discharge was asked for";
    ManagementPlanComplete "mgmt_plan_complete" "the management plan with care and rehabilitation needs is complete";
    PublicResultShown "public_result" "a member of the public was shown a result";
    ResultRecorded "result_recorded" "a triage result was stored";
    HumanContact "human_contact" "a clinician spoke with the person";
    RecheckDone "recheck_done" "the answers of the re-check arrived";
}

impl Milestone {
    /// The one with this key; `None` for a word we do not have.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.key() == key)
    }
}

impl fmt::Display for Milestone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
