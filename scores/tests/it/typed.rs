//! The typed door, for programs that know the instrument.

use scores::sins::{
    Alignment, Collapse, Lesion, Level, Location, Pain, Posterolateral, worst_level,
};
use scores::vertebra::Vertebra;

const QUIET: Level = Level {
    location: Location::Semirigid,
    pain: Pain::PainFree,
    lesion: Lesion::Blastic,
    alignment: Alignment::Normal,
    collapse: Collapse::None,
    posterolateral: Posterolateral::None,
};

#[test]
fn the_worst_level_is_reported_and_levels_are_never_added() {
    let unstable = Level { location: Location::Junctional, pain: Pain::Mechanical, ..QUIET };
    let levels = [(Vertebra::T4, QUIET), (Vertebra::T12, unstable), (Vertebra::T6, QUIET)];
    let (vertebra, sins) = worst_level(levels).unwrap();
    assert_eq!((vertebra, sins.total), (Vertebra::T12, 6));
    assert_eq!(worst_level([]), None);
}

#[test]
fn every_vertebra_has_its_place_from_head_to_tail() {
    assert_eq!(Vertebra::ALL.len(), 29);
    assert!(Vertebra::ALL.windows(2).all(|pair| pair[0] < pair[1]));
    assert!(!Vertebra::L1.is_below_conus() && Vertebra::L2.is_below_conus());
}

#[test]
fn a_contradiction_cannot_be_scored_through_the_types_either() {
    use scores::modified_bauer::{Form, Person};
    let mut form = Form {
        no_visceral_mets: true,
        solitary_skeletal_met: true,
        not_lung: false,
        favourable_primary: true,
        no_pathological_fracture: true,
    };
    assert!(Person::try_new(form).is_err());
    form.not_lung = true;
    assert_eq!(Person::try_new(form).unwrap().score().bauer, 5);
}

#[test]
fn tools_that_are_only_recorded_are_no_instruments_and_say_why() {
    for tool in scores::record_only::RECORD_ONLY {
        assert!(scores::find(tool.name).is_none(), "{}", tool.name);
        assert!(!tool.because.is_empty() && !tool.title.is_empty());
    }
}
