use super::*;
use crate::handover::{self, Handover, STREAM};

/// The service's handovers, as [`Story`] is a case's.
struct Shift {
    handover: Handover,
    now: Timestamp,
    site: Site,
    on_call: OnCall,
}

impl Shift {
    fn begins() -> Self {
        let story = super::given([]);
        let (now, site, on_call) = (story.now, story.site, story.on_call);
        Self { handover: Handover::default(), now, site, on_call }
    }

    fn asks(
        &mut self,
        actor: &Actor,
        command: handover::Command,
    ) -> Result<(Event, Vec<Message>), Refusal> {
        let rules = rules::Settings::default();
        let context = Context {
            case: STREAM,
            now: self.now,
            actor,
            site: &self.site,
            rules: &rules,
            on_call: &self.on_call,
        };
        let (recorded, messages) = handover::decide(&self.handover, &command, &context)?;
        self.handover.apply(&recorded);
        Ok((recorded.event, messages))
    }

    fn gives(&mut self, actor: &Actor, cases: u64) {
        let one = |version| handover::HandedCase { case: CaseId(Uuid::from_u128(7)), version };
        let (after, cases) = (self.handover.number(), (1..=cases).map(one).collect());
        self.asks(actor, handover::Command::Give { after, cases, position: 40 }).unwrap();
    }

    fn wait_min(&mut self, minutes: i64) {
        self.now = self.now.checked_add(SignedDuration::from_mins(minutes)).unwrap();
    }

    /// Fires what is due; who was told, and how late.
    fn tick(&mut self) -> Vec<(Vec<String>, i64)> {
        let now = self.now;
        let mut told = Vec::new();
        for one in handover::deadlines(&self.handover, &self.site) {
            if one.due > now {
                continue;
            }
            let fire = handover::Command::FireDeadline(FireDeadline { key: one.key });
            let (event, messages) = self.asks(&Actor::system(), fire).unwrap();
            let Event::DeadlineFired(fired) = event else { panic!("{event:?}") };
            assert_eq!(messages.len(), fired.told.len());
            told.push((fired.told, fired.late_by_s));
        }
        told
    }
}

fn accept(number: u64) -> handover::Command {
    handover::Command::Accept { number }
}

#[test]
fn a_handover_that_nobody_accepts_tells_the_registrar_and_then_the_consultant() {
    let mut shift = Shift::begins();
    shift.gives(&coordinator(), 2);
    shift.wait_min(14);
    assert_eq!(shift.tick(), []);
    shift.wait_min(1);
    assert_eq!(shift.tick(), [(vec!["Registrar on call".to_owned()], 0)]);
    assert_eq!(shift.tick(), [], "once");
    shift.wait_min(17);
    assert_eq!(shift.tick(), [(vec!["Consultant on call".to_owned()], 120)], "late by two minutes");
    assert!(handover::deadlines(&shift.handover, &shift.site).is_empty());
    assert!(shift.handover.waiting().is_some(), "an alert is no acceptance");
}

#[test]
fn an_accepted_handover_alerts_nobody() {
    let mut shift = Shift::begins();
    shift.gives(&coordinator(), 2);
    shift.wait_min(3);
    shift.asks(&consultant(), accept(1)).unwrap();
    shift.wait_min(60);
    assert_eq!(shift.tick(), []);
    let accepted = shift.handover.last_accepted().unwrap();
    assert_eq!((accepted.by.as_str(), accepted.position), ("P. Rao", 40));
}

#[test]
fn a_handover_is_accepted_once_and_by_somebody_else() {
    let mut shift = Shift::begins();
    shift.gives(&coordinator(), 1);
    let own = shift.asks(&coordinator(), accept(1)).unwrap_err();
    assert!(matches!(own, Refusal::NotPermitted(_)), "{own:?}");
    shift.asks(&consultant(), accept(1)).unwrap();
    let again = shift.asks(&someone("M. Lee", Role::Coordinator), accept(1)).unwrap_err();
    assert_eq!(again, Refusal::AlreadyDone { by: "P. Rao".into(), at: shift.now });
    let none = shift.asks(&consultant(), accept(2)).unwrap_err();
    assert_eq!(none, Refusal::Unknown("handover that waits"));
}

#[test]
fn a_new_handover_replaces_the_one_that_waits_and_remembers_what_was_accepted() {
    let mut shift = Shift::begins();
    shift.gives(&coordinator(), 1);
    shift.asks(&consultant(), accept(1)).unwrap();
    shift.gives(&consultant(), 1);
    shift.wait_min(20);
    shift.tick();
    shift.gives(&consultant(), 3);
    assert_eq!(shift.handover.number(), 3);
    assert_eq!(shift.handover.last_accepted().unwrap().by, "P. Rao");
    let keys: Vec<_> = handover::deadlines(&shift.handover, &shift.site);
    assert!(keys.iter().all(|one| one.key.starts_with("handover:3:") && one.due > shift.now));
}

#[test]
fn two_who_give_at_once_do_not_cross() {
    let mut shift = Shift::begins();
    shift.gives(&coordinator(), 1);
    shift.gives(&coordinator(), 1);
    let stale = handover::Command::Give { after: 1, cases: Vec::new(), position: 41 };
    let refused = shift.asks(&consultant(), stale).unwrap_err();
    assert!(matches!(refused, Refusal::AlreadyDone { by, .. } if by == "A. Ng"));
}

#[test]
fn the_alert_says_nothing_about_anyone_who_is_cared_for() {
    let mut shift = Shift::begins();
    shift.gives(&coordinator(), 1);
    shift.wait_min(15);
    let key = handover::deadlines(&shift.handover, &shift.site)[0].key.clone();
    let fire = handover::Command::FireDeadline(FireDeadline { key });
    let (_, messages) = shift.asks(&Actor::system(), fire).unwrap();
    assert_eq!(messages[0].subject, "Cordline: a handover is not accepted");
    assert!(messages[0].text.contains(&shift.site.coordinator_phone));
}
