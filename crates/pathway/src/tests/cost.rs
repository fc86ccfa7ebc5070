//! A decision on a long case stays a matter of microseconds. The bounds are generous enough for a
//! busy machine without optimisation, and far below what quadratic work would take.

use std::time::{Duration, Instant};

use super::*;
use crate::note::AddNote;

fn with_events(count: u64) -> Story {
    let mut story = taken_on(WALKS_BADLY);
    let mut walking = crate::neuro::Walking::ALL.into_iter().cycle();
    while story.case.version < count {
        story.wait_min(7);
        story.does(&ward(), note::call(false, false));
        story.does(&ward(), neuro::walks(walking.next().unwrap()));
        story.does(&ward(), tell(&[("p_night", "yes"), ("n_sens", "unknown")], How::Clinician));
        if story.case.acknowledged.is_none() {
            story.does(&coordinator(), Command::Acknowledge);
        }
    }
    story
}

fn best_of(times: u32, mut work: impl FnMut()) -> Duration {
    let once = |work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    (0..times).map(|_| once(&mut work)).min().unwrap()
}

fn decide_once(story: &Story, command: &Command) -> Duration {
    let actor = ward();
    let rules = story.site.rules().unwrap();
    let context = Context {
        case: story.id,
        now: story.now,
        actor: &actor,
        site: &story.site,
        rules: &rules,
        on_call: &story.on_call,
    };
    best_of(200, || {
        std::hint::black_box(decide(&story.case, command, &context).unwrap());
    })
}

#[test]
fn a_case_of_400_events_decides_at_once() {
    let story = with_events(400);
    let note = Command::AddNote(AddNote { text: "Slot confirmed".into(), at: None });
    let facts = tell(&[("n_weak", "yes")], How::Clinician);
    let (note, facts) = (decide_once(&story, &note), decide_once(&story, &facts));
    println!("400 events: note {note:?}, facts {facts:?}");
    assert!(note < Duration::from_millis(3), "{note:?}");
    assert!(facts < Duration::from_millis(6), "{facts:?}");
}

#[test]
fn eight_times_the_history_costs_no_more_than_its_share() {
    let note = Command::AddNote(AddNote { text: "Slot confirmed".into(), at: None });
    let (short, long) = (with_events(200), with_events(1_600));
    let (short, long) = (decide_once(&short, &note), decide_once(&long, &note));
    assert!(long < short * 24, "{short:?} became {long:?}");
}
