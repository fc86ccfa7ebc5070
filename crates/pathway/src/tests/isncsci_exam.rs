use std::collections::BTreeMap;

use isncsci::{Exam, Place, SideName, Sides};
use rules::Tier;

use super::*;
use crate::isncsci_exam::{Fill, RecordIsncsci, SIGNS, Worksheet, sign, words, worsened};
use crate::neuro::{Finding, Walking};

/// A worksheet in which every cell is normal but those named.
fn worksheet(other: &[(&str, &str)]) -> Worksheet {
    let code = |place: Place| {
        let named = other.iter().find(|(name, _)| *name == place.to_string());
        let normal = match place {
            Place::Vac | Place::Dap => "Yes",
            Place::Motor(..) => "5",
            _ => "2",
        };
        named.map_or(normal, |(_, code)| code).to_owned()
    };
    Worksheet::write(code, Sides { right: None, left: None })
}

fn exam(other: &[(&str, &str)]) -> RecordIsncsci {
    RecordIsncsci {
        worksheet: worksheet(other),
        fills: Vec::new(),
        tags: BTreeMap::new(),
        signs: BTreeMap::new(),
        remarks: String::new(),
        walking: None,
        says_worse: false,
        at: None,
    }
}

fn record(exam: RecordIsncsci) -> Command {
    Command::RecordIsncsci(Box::new(exam))
}

const WEAK_LEGS: [(&str, &str); 4] = [
    ("right.motor.L2", "3"),
    ("left.motor.L2", "3"),
    ("right.motor.L3", "3"),
    ("left.motor.L3", "3"),
];

#[test]
fn a_worksheet_is_kept_as_written_and_understood_beside_it() {
    let mut story = taken_on(WALKS_BADLY);
    let mut one = exam(&WEAK_LEGS);
    one.fills = vec![Fill { side: "both".into(), down_to: "T12".into() }];
    story.does(&consultant(), record(one.clone()));
    let kept = &story.case.isncsci[0].recorded;
    assert_eq!(kept.worksheet, one.worksheet);
    assert_eq!(kept.worksheet.right.motor, "5 5 5 5 5 3 3 5 5 5");
    assert_eq!(kept.fills[0].words(), "normal down to T12, both sides");
    let understood = &kept.understood;
    assert_eq!(understood.revision, isncsci::VERSION);
    assert_eq!(understood.outputs["ais"], "D");
    assert_eq!(understood.outputs["nli"], "L2");
    assert_eq!(understood.totals["lower"], "42");
    let read = kept.worksheet.exam().unwrap();
    for place in Place::all() {
        let plain = kept.worksheet.code(place).parse::<u8>();
        if let Ok(number) = plain {
            assert_eq!(read.values(place), 1 << number, "{place}");
        }
    }
}

#[test]
fn weak_legs_on_the_worksheet_are_a_point_of_the_walking_line_and_ask_the_rules() {
    let mut story = taken_on(NIGHT_PAIN);
    assert!(story.case.tier() > Tier::E1);
    story.does(&consultant(), record(exam(&WEAK_LEGS)));
    let point = &story.case.neuro[0];
    assert_eq!((point.exam.legs, point.exam.feet), (Finding::Abnormal, Finding::Normal));
    assert_eq!(point.exam.saddle, Finding::Normal);
    assert!(story.case.facts.is_yes("n_weak"));
    assert_eq!(story.case.tier(), Tier::E1);
}

/// Whether the standing answer to a fact comes from the consultant who filled in the worksheet.
fn told(story: &Story, fact: &str) -> Option<Answer> {
    let said = story.case.facts.get(fact)?;
    (said.by == consultant().name).then(|| said.answer.clone())
}

#[test]
fn a_cell_that_was_not_tested_says_neither_yes_nor_no() {
    let mut story = taken_on(NIGHT_PAIN);
    let cells = [("right.motor.L2", "NT"), ("left.lightTouch.S4_5", "NT"), ("dap", "NT")];
    story.does(&consultant(), record(exam(&cells)));
    let point = &story.case.neuro[0];
    assert_eq!((point.exam.legs, point.exam.saddle), (Finding::NotExamined, Finding::NotExamined));
    assert_eq!(told(&story, "n_weak"), None);
    assert_eq!(told(&story, "x_saddle"), None);
}

#[test]
fn normal_feeling_on_the_worksheet_never_says_that_nothing_tingles() {
    let mut story = taken_on(NIGHT_PAIN);
    story.does(&consultant(), record(exam(&[])));
    assert_eq!(told(&story, "n_sens"), None);
    story.does(&consultant(), record(exam(&[("right.pinPrick.T7", "1")])));
    assert!(story.case.facts.is_yes("n_sens"));
}

#[test]
fn a_lost_anal_contraction_and_an_upgoing_toe_are_signs() {
    let mut story = taken_on(NIGHT_PAIN);
    let mut one = exam(&[]);
    one.signs.insert("plantar_left".into(), "up".into());
    story.does(&consultant(), record(one));
    assert!(story.case.facts.is_yes("n_signs"));
    assert_eq!(told(&story, "n_sphincter"), None);
    story.does(&consultant(), record(exam(&[("vac", "No")])));
    assert!(story.case.facts.is_yes("n_sphincter"));
}

#[test]
fn a_tagged_cell_needs_a_reason_and_says_nothing_about_the_cord() {
    let mut story = taken_on(NIGHT_PAIN);
    let mut one = exam(&[("right.motor.L2", "3*")]);
    assert_eq!(story.when(&consultant(), record(one.clone())).invalid(), "tags");
    one.tags.insert("right.motor.L2".into(), "hip fracture".into());
    story.does(&consultant(), record(one));
    assert_eq!(story.case.neuro[0].exam.legs, Finding::NotExamined);
    assert_eq!(told(&story, "n_weak"), None);
}

#[test]
fn a_code_that_the_standard_does_not_know_is_refused_with_its_place() {
    let mut story = taken_on(WALKS_BADLY);
    for code in ["4+", "5*", "6", ""] {
        let refused = story.when(&consultant(), record(exam(&[("left.motor.C7", code)]))).refused();
        assert!(refused.to_string().contains("left motor C7"), "{refused}");
    }
}

#[test]
fn a_fill_and_a_sign_must_be_ones_we_know() {
    let mut story = taken_on(WALKS_BADLY);
    let mut one = exam(&[]);
    one.fills = vec![Fill { side: "both".into(), down_to: "T13".into() }];
    assert_eq!(story.when(&consultant(), record(one)).invalid(), "fills");
    let mut one = exam(&[]);
    one.signs.insert("plantar_middle".into(), "up".into());
    assert_eq!(story.when(&consultant(), record(one)).invalid(), "signs");
    for one in SIGNS {
        assert_eq!(sign(&format!("{}_right", one.key)), Some(one));
    }
}

#[test]
fn a_worse_worksheet_asks_for_a_new_acknowledgement() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&consultant(), record(exam(&WEAK_LEGS)));
    assert!(story.case.acknowledged.is_some());
    story.wait_min(60);
    let mut weaker = WEAK_LEGS;
    weaker[0].1 = "1";
    let events = story.does(&consultant(), record(exam(&weaker)));
    assert!(story.case.neuro[1].worse);
    assert!(story.case.acknowledged.is_none());
    assert!(events.iter().any(|event| event.name() == "TaskSet"), "{events:?}");
}

#[test]
fn walking_seen_with_the_worksheet_is_compared_with_the_last() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&ward(), super::neuro::walks(Walking::WithAid));
    let mut one = exam(&[]);
    one.walking = Some(Walking::Unable);
    story.does(&consultant(), record(one));
    assert!(story.case.neuro[1].worse);
    assert!(story.case.facts.is_yes("n_gait"));
}

#[test]
fn what_counts_as_worse_and_what_does_not() {
    let read = |cells: &[(&str, &str)]| worksheet(cells).exam().unwrap();
    let normal = Exam::normal();
    let worse = |cells: &[(&str, &str)]| worsened(&normal, &read(cells));
    assert!(!worse(&[]));
    assert!(worse(&[("right.motor.L2", "4")]), "normal power was lost: a grade below E");
    let mut weak = WEAK_LEGS;
    weak[0].1 = "4";
    let one_point = worsened(&read(&weak), &read(&WEAK_LEGS));
    assert!(!one_point, "one point is the difference of two examiners");
    assert!(worse(&[("right.motor.L2", "4"), ("left.motor.L2", "4")]));
    assert!(worse(&[("vac", "No")]));
    assert!(worse(&[("left.pinPrick.T4", "1")]), "the level of injury went up");
    let untested: Vec<(String, &str)> =
        Place::all().map(|place| (place.to_string(), "NT")).collect();
    let untested: Vec<(&str, &str)> = untested.iter().map(|(p, c)| (p.as_str(), *c)).collect();
    assert!(!worse(&untested), "what nobody tested is not worse");
    let two = [("right.motor.L2", "2"), ("left.motor.L5", "0")];
    assert!(!worsened(&read(&two), &normal), "better is not worse");
}

#[test]
fn a_withdrawn_worksheet_takes_its_point_with_it() {
    let mut story = taken_on(WALKS_BADLY);
    story.does(&consultant(), record(exam(&WEAK_LEGS)));
    let entry = story.entry("IsncsciRecorded");
    let why = "Another person was examined".to_owned();
    let correct =
        crate::correction::CorrectEntry { entry, why, says: String::new(), happened_at: None };
    story.does(&consultant(), Command::CorrectEntry(correct));
    assert_eq!((story.case.isncsci.len(), story.case.neuro.len()), (0, 0));
}

#[test]
fn places_are_named_as_a_person_says_them() {
    let last = isncsci::Dermatome::from_index(27).unwrap();
    assert_eq!(words(Place::PinPrick(SideName::Left, last)), "left pin prick S4-5");
    assert_eq!(words(Place::Vac), "voluntary anal contraction");
}
