use rules::{Audience, Tier};

use super::*;
use crate::person::Person;
use crate::referral::ReissueLink;

#[test]
fn a_referral_from_another_system_counts_from_when_it_was_written() {
    let mut story = given([]);
    let bundle = SubmitReferral {
        source: Source::Fhir,
        written_at: Some(time("2026-11-24T08:30:00Z")),
        ..referral(WALKS_BADLY)
    };
    let client = Actor::without_account("Northfield EPR", Role::Client);
    story.when(&client, submit(bundle)).then(&[
        "ReferralReceived",
        "FactsRecorded",
        "MilestoneRecorded",
        "TriageDecided",
        "ClocksStarted",
        "ClocksStopped",
        "DeadlineFired",
    ]);
    assert_eq!(story.case.tier(), Tier::E1);
    for (id, due) in [
        ("CLK-MRI24", "2026-11-25T08:30:00Z"),
        ("CLK-PLAN24", "2026-11-25T08:30:00Z"),
        ("CLK-COORD0", "2026-11-24T09:00:00Z"),
        ("CLK-DEX", "2026-11-24T12:30:00Z"),
    ] {
        let clock = story.clock(id);
        assert_eq!((clock.since, clock.due), (time("2026-11-24T08:30:00Z"), time(due)), "{id}");
        assert!(clock.runs(), "{id}");
    }
    assert!(!story.clock("CLK-ACK").runs());
    assert!(!story.has("CLK-MRI168"));
    // We heard of it at ten: the ladder cannot have begun before.
    assert_eq!(story.case.tier.as_ref().unwrap().since, time(MORNING));
    story.is_consistent();
}

#[test]
fn the_automatic_acknowledgement_is_met_when_the_referral_was_just_sent() {
    let story = referred(WALKS_BADLY);
    assert_eq!(story.stage("CLK-ACK"), Stage::Met);
}

#[test]
fn an_earlier_suspicion_is_the_official_start() {
    let mut story = given([]);
    let earlier = time("2026-11-24T06:00:00Z");
    let sent = SubmitReferral { suspected_at: Some(earlier), ..referral(WALKS_BADLY) };
    story.does(&ward(), submit(sent));
    assert_eq!(story.clock("CLK-MRI24").since, earlier);
    assert_eq!(story.clock("CLK-ACK").since, time(MORNING));
}

#[test]
fn a_second_referral_into_the_same_case_is_told_that_there_is_one() {
    let mut story = referred(WALKS_BADLY);
    let refusal = story.when(&ward(), submit(referral(NIGHT_PAIN))).refused();
    assert!(matches!(refusal, Refusal::AlreadyDone { at, .. } if at == time(MORNING)));
}

#[test]
fn a_referral_needs_a_name_and_answers_that_exist() {
    let nobody = SubmitReferral { person: Person::default(), ..referral(WALKS_BADLY) };
    assert_eq!(given([]).when(&ward(), submit(nobody)).invalid(), "family");
    for wrong in [("no_such_fact", "yes"), ("n_gait", "perhaps")] {
        assert_eq!(given([]).when(&ward(), submit(referral(&[wrong]))).invalid(), "answers");
    }
    let ahead =
        SubmitReferral { written_at: Some(time("2026-11-24T11:00:00Z")), ..referral(WALKS_BADLY) };
    assert_eq!(given([]).when(&ward(), submit(ahead)).invalid(), "at");
}

#[test]
fn a_referral_without_one_answer_still_has_a_tier() {
    let story = referred(&[]);
    assert!(story.case.triage.is_some());
    assert!(!story.case.triage.as_ref().unwrap().questions.is_empty());
}

#[test]
fn age_comes_from_the_date_of_birth_unless_it_was_said() {
    let mut story = given([]);
    let mut sent = referral(WALKS_BADLY);
    sent.person.born = Some(jiff::civil::date(1945, 7, 14));
    story.does(&ward(), submit(sent));
    assert_eq!(story.case.facts.get("age").unwrap().answer, Answer::Number(81.0));
}

#[test]
fn nothing_can_be_asked_of_a_case_that_does_not_exist() {
    for command in [Command::Acknowledge, tell(WALKS_BADLY, How::Clinician)] {
        let refusal = given([]).when(&coordinator(), command).refused();
        assert_eq!(refusal, Refusal::Unknown("referral"));
    }
}

#[test]
fn a_self_referral_uses_the_public_rules_until_a_clinician_answers() {
    let mut story = given([]);
    let mut own = SubmitReferral { source: Source::SelfReferral, ..referral(NIGHT_PAIN) };
    own.person.phone = Some("07700 900123".into());
    own.verified = false;
    story.does(&patient(), submit(own));
    assert_eq!(story.case.triage.as_ref().unwrap().audience, Audience::Public);
    assert!(story.has("CLK-CALLBACK2"), "{:?}", story.case.clocks);
    story.does(&patient(), tell(&[("p_mech", "yes")], How::Lay));
    assert_eq!(story.case.triage.as_ref().unwrap().audience, Audience::Public);
    story.does(&coordinator(), tell(&[("p_mech", "yes")], How::Clinician));
    assert_eq!(story.case.triage.as_ref().unwrap().audience, Audience::Clinician);
    // The person answers the same question again: a clinician has still seen the case.
    story.does(&patient(), tell(&[("p_mech", "unknown")], How::Lay));
    story.does(&patient(), tell(&[("p_mech", "yes")], How::Lay));
    assert_eq!(story.case.triage.as_ref().unwrap().audience, Audience::Clinician);
    story.is_consistent();
}

#[test]
fn a_patient_cannot_answer_as_an_examiner() {
    let mut story = referred(WALKS_BADLY);
    story.does(&patient(), tell(&[("n_gait", "no")], How::Examination));
    assert_eq!(story.case.facts.get("n_gait").unwrap().answer, Answer::yes());
}

#[test]
fn a_new_private_link_names_who_holds_it() {
    let mut story = referred(WALKS_BADLY);
    let link = |to: &str, phone: &str| {
        Command::ReissueLink(ReissueLink { to: to.into(), phone: phone.into() })
    };
    assert_eq!(story.when(&ward(), link(" ", "01632 960112")).invalid(), "to");
    assert_eq!(story.when(&ward(), link("S. Patel, ED", "")).invalid(), "phone");
    story.when(&ward(), link("S. Patel, ED", "01632 960112")).then(&["LinkReissued"]);
    assert_eq!((story.case.link, story.case.link_holder.as_deref()), (1, Some("S. Patel, ED")));
}

#[test]
fn the_site_switch_flat_until_mri_reaches_the_rules() {
    let mut story = given([]);
    story.site.flat_until_mri = true;
    story.does(&ward(), submit(referral(WALKS_BADLY)));
    assert!(story.case.facts.is_yes("site_flat_until_mri"));
}
