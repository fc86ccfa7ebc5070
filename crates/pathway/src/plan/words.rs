//! What the plan tells people. The ward's text is one string, the same on strip, slip and the
//! person's own copy; the plain words stand beside it, never in its place.

use jiff::Timestamp;

use super::{Panel, Plan, PlanSet, Status, steroid};
use crate::instruction::About;
use crate::site::Site;

/// The signs for which anybody calls at once, in plain words; on every sheet that leaves the ward.
pub const WARNING_CHANGES: [&str; 5] = [
    "your legs or arms get weaker, heavier or clumsier, or walking gets harder",
    "you feel numb or have pins and needles, also between your legs",
    "you cannot pass urine, or you lose control of bladder or bowel",
    "new pain in your back or neck, or pain that you cannot control",
    "a fever, shivering, or you feel very unwell",
];

/// What the ward is asked to do, in one string; `None` while the panel does not hold.
pub fn instruction(set: &PlanSet, site: &Site) -> Option<(About, String)> {
    (set.status == Status::InForce).then(|| {
        let about = match (set.panel, set.answer("order")) {
            (Panel::Mobility, "immobilise") => About::Immobilise,
            (Panel::Mobility, _) => About::Mobility,
            (Panel::Steroid, _) => About::Steroid,
            _ => About::Other,
        };
        (about, Words { set, site }.ward())
    })
}

/// How far treatment goes, in a few words; `None` while nobody has written it down.
pub fn ceiling(plan: &Plan, site: &Site) -> Option<String> {
    let words = Words { set: plan.in_force(Panel::Ceiling)?, site };
    let resuscitation = words.word("resuscitation");
    let goes = words.word("ceiling");
    Some(if resuscitation.is_empty() { goes } else { format!("{goes}; {resuscitation}") })
}

/// The same in plain words, for the person.
pub fn plain(set: &PlanSet, site: &Site) -> String {
    Words { set, site }.person()
}

/// 27-Nov-2026.
fn day(date: jiff::civil::Date) -> String {
    date.strftime("%d-%b-%Y").to_string()
}

struct Words<'a> {
    set: &'a PlanSet,
    site: &'a Site,
}

impl Words<'_> {
    fn at(&self, at: Timestamp) -> String {
        at.to_zoned_datetime(self.site.time_zone()).strftime("%d-%b-%Y %H:%M").to_string()
    }

    /// "Log-roll for every turn: yes" for each of these that has an answer.
    fn said(&self, keys: &[&str]) -> Vec<String> {
        let questions = self.set.panel.questions().iter();
        questions
            .filter(|question| keys.contains(&question.key))
            .filter(|question| !self.set.answer(question.key).is_empty())
            .map(|question| {
                let words = question.words(self.set.answer(question.key));
                format!("{}: {}", question.label, words)
            })
            .collect()
    }

    /// The words of one answer.
    fn word(&self, key: &str) -> String {
        let question = self.set.panel.questions().iter().find(|question| question.key == key);
        question.map_or_else(String::new, |question| question.words(self.set.answer(key)))
    }

    fn levels(&self) -> String {
        let (from, to) = (self.set.answer("from"), self.set.answer("to"));
        if from == to { from.to_owned() } else { format!("{from} to {to}") }
    }

    fn when(&self, key: &str, before: &str) -> Option<String> {
        self.set.time(key).map(|at| format!("{before} {}", self.at(at)))
    }

    fn ward(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        match self.set.panel {
            Panel::Mobility => {
                let order = self.word("order");
                parts.push(if self.set.answer("order") == "immobilise" {
                    order
                } else {
                    format!("May: {}", order.to_lowercase())
                });
                parts.extend(self.said(&["position", "log_roll", "brace", "who", "basis"]));
                parts.extend(self.when("expires", "Until"));
            }
            Panel::Steroid => parts.extend(self.steroid()),
            Panel::Radiotherapy => {
                parts.push(format!(
                    "Radiotherapy to {}, {} x {} Gy",
                    self.levels(),
                    self.set.answer("fractions"),
                    self.set.answer("fraction_gy")
                ));
                let slot = self.when("slot", "First fraction");
                parts.push(slot.unwrap_or_else(|| "Slot to follow".into()));
                parts.extend(self.said(&["consent"]));
            }
            Panel::Operation => {
                parts.push(format!("Operation at {}: {}", self.levels(), self.word("procedure")));
                let slot = self.when("slot", "Theatre");
                parts.push(slot.unwrap_or_else(|| "Theatre slot to follow".into()));
                parts.extend(self.said(&[
                    "consent",
                    "bloods",
                    "group_and_save",
                    "anticoagulant",
                    "drug",
                ]));
                parts.extend(self.when("last_dose", "Last dose"));
                parts.extend(self.said(&["ready"]));
            }
            Panel::Systemic => parts.extend(self.said(&["treatment", "oncologist"])),
            Panel::Pain => {
                parts.push(format!("For pain: {}", self.word("drugs")));
                parts.extend(self.said(&["laxative"]));
                parts.extend(self.when("review", "Look again"));
            }
            Panel::Care => {
                parts.extend(self.said(&[
                    "bladder",
                    "bowel",
                    "bowel_plan",
                    "skin",
                    "mattress",
                    "turn_h",
                    "vte_drug",
                    "vte_drug_name",
                    "mechanical",
                ]));
            }
            Panel::Ceiling => {
                parts.push(format!("Ceiling of care: {}", self.word("ceiling")));
                parts.extend(self.said(&["resuscitation"]));
            }
            Panel::CallIf => {
                let phone = match self.set.answer("phone") {
                    "" => &self.site.coordinator_phone,
                    phone => phone,
                };
                parts.push(format!("Call {phone} at once if: {}", self.word("signs")));
                parts.extend(self.said(&["else_call"]));
            }
        }
        format!("{}.", parts.join(". ").replace("..", "."))
    }

    fn steroid(&self) -> Vec<String> {
        let set = self.set;
        let mut parts = vec![format!(
            "Dexamethasone {} mg ({}) in 24 hours, {}{}",
            set.answer("dose_mg"),
            set.answer("counts"),
            self.word("route"),
            if set.answer("times").is_empty() {
                String::new()
            } else {
                format!(", {}", self.word("times"))
            }
        )];
        parts.extend(self.said(&["product", "gastroprotection", "glucose"]));
        parts.push(match &set.reduction {
            None => "No reduction is chosen yet: do not stop without asking".into(),
            Some(calendar) => {
                let steps: Vec<String> = steroid::steps(calendar)
                    .into_iter()
                    .map(|(from, _, mg)| format!("{mg} mg from {}", day(from)))
                    .collect();
                format!("Reduce: {}; none from {}", steps.join(", "), day(calendar.stop))
            }
        });
        parts
    }

    fn person(&self) -> String {
        let set = self.set;
        match set.panel {
            Panel::Mobility => match set.answer("order") {
                "immobilise" => "Please lie still. Staff turn you as one, so that your spine does not bend. Ask before you move.".into(),
                "position" => "Please stay in bed for now. Staff help you to change position.".into(),
                "sit" => "You may sit up with help. Stop and tell staff if pain or weakness gets worse.".into(),
                "transfer" => "You may move to a chair with help. Stop and tell staff if pain or weakness gets worse.".into(),
                _ => "You may walk, with the help written above. Stop and tell staff if pain or weakness gets worse.".into(),
            },
            Panel::Steroid => {
                let end = set.reduction.as_ref().map_or_else(
                    || "Do not stop it on your own: staff will tell you how to come off it.".to_owned(),
                    |calendar| format!("The dose goes down step by step. From {} you take none.", day(calendar.stop)),
                );
                format!("Dexamethasone takes down swelling around the nerves. {end} It can raise blood sugar, upset the stomach, disturb sleep and change the mood: tell staff.")
            }
            Panel::Radiotherapy => "X-ray treatment to the part of the spine that presses on the nerves. You feel nothing during it. It may make you tired, and the pain may be worse for a day or two.".into(),
            Panel::Operation => "An operation on the spine, to take pressure off the nerves or to make the spine firm. The surgeon talks with you about what it can do and what can go wrong.".into(),
            Panel::Systemic => "Treatment for the cancer as a whole. Your oncologist decides with you.".into(),
            Panel::Pain => "Medicine for your pain. Tell staff early if it is not enough, or if you are constipated or drowsy.".into(),
            Panel::Care => "Staff look after bladder, bowel and skin, and protect you from blood clots while you move less.".into(),
            Panel::Ceiling => "What you and the team agreed about how far treatment should go. You can change your mind at any time.".into(),
            Panel::CallIf => "Tell staff at once if any of these happens, by day or night.".into(),
        }
    }
}
