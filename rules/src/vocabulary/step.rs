//! What can be asked for: every action name of the rule table and the clock table.
//!
//! `show_*` is for the public page, `start_clk_*` is the trigger to look at a clock (its own
//! `applies_when` decides), the rest are tasks and prompts for the board.

use core::fmt;

/// One line per word keeps its three forms together, so they cannot drift apart.
macro_rules! words {
    ($($variant:ident $key:literal $meaning:literal;)+) => {
        /// Something to do or to show because a rule holds or a clock has run out.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Step { $(#[doc = $meaning] $variant,)+ }

        impl Step {
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
    ShowCall999 "show_999" "Call 999 now.";
    ShowDoNotDrive "show_no_driving" "Do not drive yourself.";
    ShowCall999KeepStill "show_999_keep_still" "Call 999 now and keep still until help comes.";
    ShowGoToAandEOr999 "show_ae_or_999" "Go to A&E now, or call 999 if you cannot get there safely.";
    ShowLieFlatIfMovementHurts "show_lie_flat_if_movement_hurts" "Lie flat if moving hurts, and bend or twist as little as you can.";
    ShowSayCancerAndCord "show_say_cancer_and_cord" "Tell them that you have had cancer and may have pressure on the spinal cord.";
    ShowRingCancerLine "show_cancer_24h_line" "Ring your own cancer team's 24-hour line; it never replaces 999.";
    PhoneCoordinatorNow "phone_coordinator_now" "Phone the MSCC coordinator now, at any hour.";
    StartCoordinatorNowClock "start_clk_coord0" "The time to speaking with the coordinator counts from now.";
    StartMri24hClock "start_clk_mri24" "The 24-hour MRI clock counts from first suspicion.";
    PromptSteroidCheck "prompt_ste1_check" "Check whether dexamethasone is due and safe.";
    PromptImmobilisationCheck "prompt_imm_check" "Check whether the spine needs protecting.";
    EmergencyDepartmentOrOnCallSpinalNow "ed_or_oncall_spinal_now" "Send to the emergency department or speak to the on-call spinal service now.";
    InformCoordinatorIfCancerSuspected "inform_coordinator_if_ca_suspected" "Tell the MSCC coordinator if cancer is suspected.";
    SurgeonAndOncologistInParallel "surgeon_and_oncologist_in_parallel" "Ask the spinal surgeon and the oncologist at the same time.";
    ShowGoToAandENowInfection "show_ae_now_infection" "Go to A&E now; this may be a serious infection.";
    NeutropenicSepsisPathway "neutropenic_sepsis_pathway" "Start the neutropenic sepsis pathway.";
    SpineAssessmentInParallel "spine_assessment_in_parallel" "Assess the spine at the same time.";
    InfectionScreenAndMriInAandE "ae_infection_screen_mri" "Emergency department: infection screen and MRI of the spine.";
    NoAutomaticSteroidPrompt "no_auto_steroid_prompt" "No automatic steroid prompt: a senior decides.";
    ShowSameDay111OrGp "show_same_day_111_or_gp" "Speak to 111 or your GP today.";
    SameDayClinicalAssessment "same_day_clinical_assessment" "A clinician assesses the person today.";
    CoordinatorAdvice "coordinator_advice" "Ask the MSCC coordinator for advice.";
    StartCoordinator24hClock "start_clk_coord24" "The 24 hours to coordinator advice count from first suspicion.";
    StartMriOneWeekClock "start_clk_mri168" "The one-week MRI clock counts from first suspicion.";
    BookCoordinatorCallback "book_coordinator_callback" "The coordinator's team will ring you back.";
    UrgentOncologyAssessment "urgent_oncology_assessment" "Arrange an urgent oncology assessment.";
    SuspectedCancerPathway "suspected_cancer_pathway" "Refer on the suspected cancer pathway.";
    ShowUrgentGpOr111 "show_urgent_gp_or_111" "See a GP urgently or ring 111 within 24 hours.";
    SafetyNet "safety_net_text" "Give the list of warning changes and the number to ring, day or night.";
    HumanCallBack "human_call_back" "A clinician will phone you.";
    ShowWarningChanges "show_warning_changes" "Know the warning changes, and come back at once if one appears.";
    FrequentReview "frequent_review" "Review within two weeks, and ask about nerve symptoms each time.";
    StartSafetyNetClock "start_clk_safetynet" "The re-check is timed from this result.";
    OfferRecheck "recheck_offer" "We offer to ask you the questions again after a few days.";
    PaediatricRoute "outside_guideline_route_paediatric" "Under 18: the children's emergency route, not this guideline.";
    ImmobiliseNow "immobilise_now" "Immobilise the spine now, also for the journey.";
    StartStabilityAdvice24hClock "start_clk_imm24" "Expert advice on stability is due within 24 hours of immobilisation.";
    TellTransportUnstable "tell_transport_unstable" "Tell the ambulance crew that the spine may be unstable.";
    ConsiderImmobilisation "consider_immobilise" "Consider immobilising the spine.";
    PromptDexamethasone16mg "prompt_dex16_ppi_glucose" "Consider dexamethasone 16 mg once with stomach protection, and check glucose.";
    StartDexamethasoneClock "start_clk_dex" "The time to the first dexamethasone dose counts from first suspicion.";
    HardStopPhoneResponsibleConsultant "hard_stop_phone_responsible_consultant" "Stop: no steroid until the responsible consultant has been phoned and named.";
    StopDexamethasone "stop_dex_task" "Stop dexamethasone: compression is excluded.";
    SurgicalConsultation "surgical_consultation" "Ask for a spinal surgical opinion.";
    RequestWholeSpineCt "request_ct_whole_spine" "Request CT of the whole spine in place of MRI.";
    KeepMri24hClockRunning "keep_clk_mri24_running" "The 24-hour imaging clock keeps running.";
    BlockPlainXrayUnlessReason "block_xray_with_reason_override" "No plain X-ray for this question, unless a reason is given.";
    ClinicianDecidesNeuropathy "clinician_decides_neuropathy" "A clinician decides whether a nerve-toxic drug explains it.";
    AdviseFlatUntilMri "advise_flat_until_mri" "Site rule: keep flat until the MRI.";
    CheckTemperatureNow "check_temperature_now" "Take a temperature now.";
    ShowCall999IfWorse "show_999_if_worse" "Call 999 if anything gets worse while you wait.";
    InfectionNotExcluded "infection_not_excluded_crp_low_mri_threshold" "Infection is not excluded: check CRP and scan readily.";
    ConsiderEpiduralHaematoma "consider_epidural_haematoma" "Think of bleeding round the cord.";
    PhoneSpinalOnCallNow "phone_spinal_oncall_now" "Phone the on-call spinal service now.";
    CaudaEquinaPathway "ces_pathway" "Start the cauda equina pathway.";
    SuggestMyelomaTests "suggest_myeloma_tests" "Consider blood tests for myeloma.";
    ShowParalysisEvidenceNote "show_paralysis_evidence_note" "Show what is published on recovery after complete paralysis.";
    AllowSurgicalReferral "allow_surgical_referral" "A surgical referral stays open whatever the time since paralysis.";
    SeniorDecisionSteroidOrInfection "senior_decision_steroid_vs_infection" "A senior decides now between steroid and infection treatment.";
    AskBloodCancerBeforeFirstDose "ask_haematological_malignancy_before_first_dose" "Ask about lymphoma or myeloma before the first steroid dose.";
    KeepMriOneWeekClockRunning "keep_clk_mri168_running" "The one-week imaging clock keeps running.";
    MriSafetyForm "mri_safety_form" "Fill in the MRI safety form.";
    PhoneRadiologyIfUnknown "phone_radiology_if_unknown" "Phone radiology about what is not known for MRI safety.";
    AssessStabilityNow "assess_stability_now" "Assess spinal stability now.";
    ProtectSpineDuringTransfer "protect_spine_during_transfer" "Protect the spine during every transfer.";
    ExamineNeurologyNow "examine_neurology_now" "Examine power, sensation, reflexes and walking now.";
    SepsisPathway "sepsis_pathway" "Start the sepsis pathway.";
    TraumaPathway "trauma_pathway" "Start the trauma pathway.";
    DecideIfCancerSuspected "decide_if_cancer_suspected" "Decide whether cancer is suspected.";
    CheckSuspectedCancerPathway "suspected_cancer_pathway_check" "Check whether the suspected cancer pathway applies.";
    UsualCareForNerveRootPain "radiculopathy_usual_care" "Usual care for nerve-root pain.";
    CompleteMissingFacts "complete_missing_facts" "Complete the missing facts.";
    AskBladderBowelSaddleNow "ask_bladder_bowel_saddle_now" "Ask about bladder, bowel and saddle feeling now.";
    InfectionScreenBloodsAndMri "infection_screen_bloods_mri" "Infection screen: blood tests, cultures and MRI of the spine.";
    ConsiderHeartAortaLung "consider_cardiac_aortic_pulmonary_cause" "Think of the heart, the aorta and the lungs.";
    EscalateRadiologyConsultant "escalate_radiology_consultant" "Phone the consultant radiologist.";
    EscalateSiteManager "escalate_site_manager" "Phone the site manager.";
    AlertCoordinator "alert_coordinator" "Alert the MSCC coordinator.";
    AlertRadiology "alert_radiology" "Alert radiology.";
    PageOnCall "page_oncall" "Page whoever is on call.";
    AlertWardDoctor "alert_ward_doctor" "Alert the ward doctor.";
    EscalateSenior "escalate_senior" "Phone a senior doctor.";
    PageSpinalOnCall "page_spinal_oncall" "Page the on-call spinal service.";
    PageOncologyOnCall "page_oncology_oncall" "Page the on-call oncologist.";
    AlertRadiotherapyManager "alert_rt_manager" "Alert the radiotherapy manager.";
    PageRadiologyRegistrar "page_radiology_registrar" "Page the radiology registrar.";
    SystemAlarm "system_alarm" "Raise a system alarm.";
    PhoneReferrer "phone_referrer" "Phone the referrer.";
    AlertImagingDesk "alert_pacs_desk" "Alert the imaging (PACS) desk.";
    AlertWard "alert_ward" "Alert the ward.";
    AlertPrescriber "alert_prescriber" "Alert the prescriber.";
    BlockDischargeSummary "block_discharge_summary" "Hold the discharge summary until the management plan is complete.";
    AlertDutyNurse "alert_duty_nurse" "Alert the duty nurse.";
    Send999TextAfterTwoFailedCalls "send_999_text_after_two_failed_calls" "Send the 999 text after two calls that nobody answered.";
}

impl Step {
    /// The one with this key; `None` for a word we do not have.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.key() == key)
    }

    /// Whether this is content of the public page.
    #[must_use]
    pub const fn is_for_the_public_page(self) -> bool {
        matches!(self.key().as_bytes(), [b's', b'h', b'o', b'w', b'_', ..])
            && !matches!(self, Self::ShowParalysisEvidenceNote)
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}
