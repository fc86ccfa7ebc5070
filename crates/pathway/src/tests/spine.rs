use std::collections::BTreeMap;

use scores::escc::Grade;
use scores::sins::{Alignment, Collapse, Lesion, Pain, Posterolateral};
use scores::{Output, Value};

use super::imaging::{MRI, acquire};
use super::*;
use crate::imaging::Conclusion;
use crate::spine::critical::AcknowledgeResult;
use crate::spine::finding::{LevelFinding, Metastasis, Side, SinsAt};
use crate::spine::report::{AddToSpineReport, SaveSpineReport, SignSpineReport};
use crate::spine::summary::{list, summary};
use crate::spine::{Level, Pains, RecordLevelPain, Span, SpineReport};

fn radiologist() -> Actor {
    someone("R. Lindqvist", Role::Radiology)
}

fn level(key: &str) -> Level {
    Level::from_key(key).unwrap()
}

/// T6 as drawn in the specification: everything but the pain.
fn t6() -> LevelFinding {
    LevelFinding {
        metastasis: Metastasis::Definite,
        escc: Some(Grade::CompressedCsfSeen),
        side: Some(Side::Left),
        posterior: Some(Posterolateral::Bilateral),
        collapse_percent: Some(40),
        alignment: Some(Alignment::Normal),
        lesion: Some(Lesion::Lytic),
        ..LevelFinding::new(level("T6"))
    }
}

fn whole() -> Option<Span> {
    Span::try_new(Level::C1, Level::S5)
}

fn report(levels: Vec<LevelFinding>) -> SpineReport {
    SpineReport { seen: whole(), levels, ..SpineReport::new(MRI) }
}

fn sign(report: SpineReport, saw: u32) -> Command {
    let alert = "Consultant on call".into();
    Command::SignSpineReport(Box::new(SignSpineReport {
        report,
        pains: BTreeMap::new(),
        saw,
        alert,
        sure: false,
    }))
}

fn save(report: SpineReport, saw: u32) -> Command {
    Command::SaveSpineReport(Box::new(SaveSpineReport { report, pains: BTreeMap::new(), saw }))
}

fn pain(key: &str, pain: Pain) -> Command {
    Command::RecordLevelPain(RecordLevelPain { level: level(key), pain, at: None })
}

fn scanned() -> Story {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&radiologist(), acquire(MRI, None));
    story.wait_min(20);
    story
}

#[test]
fn a_report_is_not_signed_without_the_levels_that_were_seen() {
    let mut story = scanned();
    let blind = SpineReport { seen: None, ..report(vec![t6()]) };
    assert_eq!(story.when(&radiologist(), sign(blind, 0)).invalid(), "seen_from");
    let short = Span::try_new(level("T7"), Level::S5);
    let outside = SpineReport { seen: short, ..report(vec![t6()]) };
    assert_eq!(story.when(&radiologist(), sign(outside, 0)).invalid(), "seen_to");
}

#[test]
fn signing_reports_the_scan_stops_its_clock_and_tells_a_named_person() {
    let mut story = scanned();
    story.when(&radiologist(), sign(report(vec![t6()]), 0)).then(&[
        "SpineReportSigned",
        "ImagingReported",
        "FactsRecorded",
        "FactsRecorded",
        "CriticalResultRaised",
        "TriageDecided",
        "ClocksStopped",
    ]);
    assert_eq!(story.stage("CLK-REPORT"), Stage::Met);
    assert_eq!(story.case.imaging.reported.as_ref().unwrap().0.compression, Some(true));
    assert!(story.case.facts.is_yes("spinal_mets"));
    let told = story.messages.last().unwrap();
    assert_eq!(told.to.name, "Consultant on call");
    assert!(!told.text.contains("Example") && !told.text.contains("T6"), "{}", told.text);
    story.is_consistent();
}

#[test]
fn a_critical_result_that_nobody_acknowledges_climbs_to_the_switchboard() {
    let mut story = scanned();
    story.does(&radiologist(), sign(report(vec![t6()]), 0));
    story.wait_min(14).tick();
    assert!(!story.fired().iter().any(|key| key.starts_with("critical")));
    for (wait, key) in [
        (1, "critical:1:coordinator"),
        (5, "critical:1:registrar"),
        (5, "critical:1:consultant"),
        (5, "critical:1:switchboard:1"),
        (5, "critical:1:switchboard:2"),
    ] {
        story.wait_min(wait).tick();
        assert!(story.fired().contains(&key), "{key}: {:?}", story.fired());
    }
    let row = crate::board::BoardRow::of(story.id, &story.case).unwrap();
    assert_eq!(row.critical.unwrap().to, "Consultant on call");
    let heard = || Command::AcknowledgeResult(AcknowledgeResult { number: 1 });
    story.does(&consultant(), heard());
    story.wait_min(60).tick();
    assert!(!story.fired().contains(&"critical:1:switchboard:3"));
    assert!(crate::board::BoardRow::of(story.id, &story.case).unwrap().critical.is_none());
    let again = story.when(&coordinator(), heard()).refused();
    assert!(matches!(again, Refusal::AlreadyDone { by, .. } if by == "P. Rao"));
}

#[test]
fn a_site_may_shorten_the_time_for_a_critical_result_and_never_lengthen_it() {
    use crate::site::Ladder;
    assert!(Ladder { critical_result_min: 5, ..Ladder::default() }.checked().is_ok());
    let later = Ladder { critical_result_min: 20, ..Ladder::default() }.checked();
    assert!(later.unwrap_err().contains("critical_result_min"));
}

#[test]
fn a_critical_result_names_somebody_who_can_be_reached() {
    let mut story = scanned();
    for (name, part) in [("", "Choose who"), ("Somebody", "cannot be reached")] {
        let command = Command::SignSpineReport(Box::new(SignSpineReport {
            report: report(vec![t6()]),
            pains: BTreeMap::new(),
            saw: 0,
            alert: name.into(),
            sure: false,
        }));
        let refused = story.when(&radiologist(), command).refused();
        assert!(
            matches!(refused, Refusal::Invalid { field: "alert", message } if message.contains(part))
        );
    }
}

#[test]
fn a_report_without_compression_alerts_nobody() {
    let mut story = scanned();
    let calm = LevelFinding { escc: Some(Grade::SacDeformed), ..t6() };
    let calm = SpineReport { compression: Some(false), ..report(vec![calm]) };
    story.does(&radiologist(), sign(calm, 0));
    assert!(story.case.spine.critical.is_empty());
    let reported = &story.case.imaging.reported.as_ref().unwrap().0;
    assert_eq!(reported.compression, Some(false));
    let unsure = report(Vec::new());
    story.does(&radiologist(), sign(unsure, 1));
    let reported = &story.case.imaging.reported.as_ref().unwrap().0;
    assert_eq!(reported.compression, None, "not said is not \"no\"");
}

#[test]
fn a_compressed_cord_is_compression_whatever_else_is_ticked() {
    let mut story = scanned();
    let contradicts = SpineReport { compression: Some(false), ..report(vec![t6()]) };
    assert_eq!(story.when(&radiologist(), sign(contradicts, 0)).invalid(), "compression");
}

#[test]
fn a_radiologist_signs_and_only_a_consultant_concludes() {
    let mut story = scanned();
    let concluded = SpineReport { conclusion: Conclusion::Confirmed, ..report(vec![t6()]) };
    let refused = story.when(&radiologist(), sign(concluded.clone(), 0)).refused();
    assert!(matches!(refused, Refusal::NotPermitted(_)));
    story.does(&consultant(), sign(concluded, 0));
    assert!(story.case.facts.is_yes("mscc_confirmed"));
}

#[test]
fn an_unsigned_report_can_be_saved_again_and_a_signed_one_is_only_added_to() {
    let mut story = scanned();
    story.does(&radiologist(), save(SpineReport::new(MRI), 0));
    story.does(&radiologist(), save(report(vec![t6()]), 1));
    assert!(story.clock("CLK-REPORT").runs(), "saving is not signing");
    let other = story.when(&consultant(), save(report(Vec::new()), 1)).refused();
    assert_eq!(other, Refusal::Changed { seen: 1, now: 2 });
    story.does(&radiologist(), sign(report(vec![t6()]), 2));
    assert!(story.case.spine.unsigned.is_none());
    let number = 1;
    let empty = AddToSpineReport { number, text: " ".into() };
    assert_eq!(story.when(&radiologist(), Command::AddToSpineReport(empty)).invalid(), "text");
    let more = AddToSpineReport { number, text: "Seen again with the surgeon.".into() };
    story.does(&radiologist(), Command::AddToSpineReport(more));
    let standing = story.case.spine.standing().unwrap();
    assert_eq!(standing.report, report(vec![t6()]), "what was signed stays as it was");
    assert_eq!(standing.addenda.len(), 1);
}

#[test]
fn an_impossible_value_is_refused_and_an_unlikely_one_is_asked_for() {
    let mut story = scanned();
    for (percent, collapse) in [
        (101, None),
        (50, None),
        (40, Some(Collapse::OverHalf)),
        (60, Some(Collapse::UnderHalf)),
        (10, Some(Collapse::None)),
    ] {
        let wrong = LevelFinding { collapse_percent: Some(percent), collapse, ..t6() };
        let refused = story.when(&radiologist(), save(report(vec![wrong]), 0)).invalid();
        assert_eq!(refused, "levels", "{percent} {collapse:?}");
    }
    let flat = report(vec![LevelFinding { collapse_percent: Some(95), ..t6() }]);
    assert_eq!(story.when(&radiologist(), sign(flat.clone(), 0)).invalid(), "sure");
    let command = SignSpineReport {
        pains: [(level("T6"), Pain::Mechanical)].into(),
        report: flat,
        saw: 0,
        alert: "Consultant on call".into(),
        sure: true,
    };
    story.does(&radiologist(), Command::SignSpineReport(Box::new(command)));
    assert_eq!(story.case.spine.pain_at(level("T6")), Some(Pain::Mechanical));
    let twice = report(vec![t6(), t6()]);
    assert_eq!(story.when(&radiologist(), save(twice, 1)).invalid(), "levels");
}

#[test]
fn sins_lacks_the_pain_until_the_patient_is_asked_and_never_gives_a_part() {
    assert_eq!(t6().sins(None).words(), "incomplete: pain");
    assert_eq!(t6().sins(Some(Pain::Mechanical)).words(), "11 of 18: potentially unstable");
    let clear = LevelFinding { metastasis: Metastasis::None, ..t6() };
    assert_eq!(clear.sins(Some(Pain::Mechanical)), SinsAt::NotAsked);
    let bare = LevelFinding { metastasis: Metastasis::Possible, ..LevelFinding::new(level("L2")) };
    let missing = "incomplete: pain, lesion type, alignment, collapse, posterior elements";
    assert_eq!(bare.sins(None).words(), missing);
}

#[test]
fn pain_told_after_signing_makes_the_score_whole() {
    let mut story = scanned();
    story.does(&radiologist(), sign(report(vec![t6()]), 0));
    assert_eq!(story.case.facts.get("SINS").map(|said| &said.answer), None);
    story.does(&coordinator(), pain("T6", Pain::Mechanical));
    let said = story.case.facts.get("SINS").map(|said| said.answer.clone());
    assert_eq!(said, Some(Answer::Number(11.0)));
    let (worst, sins) =
        story.case.spine.standing().unwrap().report.highest_sins(&story.case.spine.pain).unwrap();
    assert_eq!((worst, sins.total), (level("T6"), 11));
}

/// Every level with every combination of items gives what the door of the scores gives.
#[test]
fn every_level_scores_as_the_command_line_does() {
    for at in Level::all() {
        for &pain in Pain::ALL {
            for &lesion in Lesion::ALL {
                for &alignment in Alignment::ALL {
                    for &collapse in Collapse::ALL {
                        for &posterior in Posterolateral::ALL {
                            let finding = LevelFinding {
                                metastasis: Metastasis::Definite,
                                lesion: Some(lesion),
                                alignment: Some(alignment),
                                collapse: Some(collapse),
                                posterior: Some(posterior),
                                ..LevelFinding::new(at)
                            };
                            let inputs = [
                                ("vertebra", Value::Text(at.key())),
                                ("pain", Value::Text(pain.word())),
                                ("lesion", Value::Text(lesion.word())),
                                ("alignment", Value::Text(alignment.word())),
                                ("collapse", Value::Text(collapse.word())),
                                ("posterolateral", Value::Text(posterior.word())),
                            ];
                            let door = scores::score("sins", &inputs, false).unwrap();
                            let SinsAt::Scored(ours) = finding.sins(Some(pain)) else {
                                panic!("{at}: not scored")
                            };
                            assert_eq!(door.output("total"), Some(&Output::from(ours.total)));
                            assert_eq!(door.output("band"), Some(&ours.band.word().into()));
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_summary_counts_levels_and_names_what_is_missing() {
    let t7 = LevelFinding {
        metastasis: Metastasis::Definite,
        escc: Some(Grade::SacDeformed),
        radiotherapy: "2023".into(),
        ..LevelFinding::new(level("T7"))
    };
    let l2 = LevelFinding {
        metastasis: Metastasis::Possible,
        escc: Some(Grade::Epidural),
        metalwork: "cage".into(),
        ..LevelFinding::new(level("L2"))
    };
    let pains: Pains = [(
        level("T6"),
        crate::spine::PainSaid { pain: Pain::Mechanical, by: "A. Ng".into(), at: time(MORNING) },
    )]
    .into();
    assert_eq!(
        summary(&report(vec![t6(), t7, l2]), &pains),
        "Levels seen: C1 to S5. Metastasis at T6 and T7. Possible metastasis at L2. Epidural \
         disease at 3 levels: T6 ESCC 2 (cord compressed, fluid around it still seen, left), T7 \
         ESCC 1b (thecal sac deformed, no contact with the cord), L2 ESCC 1a (epidural, thecal \
         sac not deformed; below the cord, for which the grade was not made). Highest SINS 11 of \
         18: potentially unstable at T6. SINS incomplete at T7 (pain, lesion type, alignment, \
         collapse, posterior elements); L2 (pain, lesion type, alignment, collapse, posterior \
         elements). Previous radiotherapy: T7 (2023). Metalwork: L2 (cage)."
    );
    assert_eq!(
        summary(&report(Vec::new()), &Pains::new()),
        "Levels seen: C1 to S5. No metastasis seen. No epidural disease seen."
    );
}

#[test]
fn neighbouring_levels_are_drawn_together() {
    let of = |keys: &[&str]| list(&keys.iter().map(|key| level(key)).collect::<Vec<_>>());
    assert_eq!(of(&["C7", "T1", "T2"]), "C7 to T2");
    assert_eq!(of(&["T6", "T7", "L2"]), "T6, T7 and L2");
    assert_eq!(of(&["L5"]), "L5");
    assert_eq!(of(&[]), "");
}
