//! Facts in, tier out; then a human may override, with a name and a reason.
//!
//! A more urgent answer of the rules replaces the standing tier at once. A less urgent one waits for
//! a clinician. Raising is any clinician's; lowering is the consultant's (design section 10).

use jiff::Timestamp;
use rules::{Audience, Tier};
use serde::{Deserialize, Serialize};

use crate::actor::Role;
use crate::case::Case;
use crate::decide::{Draft, required};
use crate::event::{Event, Recorded};
use crate::facts::{self, Answer, Answers, How};
use crate::refusal::Refusal;
use crate::task;

/// Answers to record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordFacts {
    /// By fact name.
    pub answers: Answers,
    /// How they came about.
    pub how: How,
    /// When they were true; `None` means now.
    pub at: Option<Timestamp>,
}

/// Answers were recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FactsRecorded {
    /// By fact name.
    pub answers: Answers,
    /// How they came about.
    pub how: How,
}

/// What the rules said, whole, so that it can be explained years later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TriageDecided {
    /// The tier of the rules.
    #[serde(with = "crate::wire::tier")]
    pub tier: Tier,
    /// Hours within which the first action is due.
    pub limit_h: u16,
    /// Whose rules were asked.
    #[serde(with = "crate::wire::audience")]
    pub audience: Audience,
    /// Every rule that held.
    pub reasons: Vec<Reason>,
    /// What they ask for, by action name.
    pub actions: Vec<String>,
    /// Prompts held back, each with the rule that holds it back.
    pub withheld: Vec<Withheld>,
    /// Clocks that apply.
    pub clocks: Vec<String>,
    /// Facts that would still settle something, most decisive first.
    pub questions: Vec<String>,
    /// The released rule set that decided.
    pub rule_set: String,
}

/// One rule that held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// Rule id.
    pub id: String,
    /// Its revision on the day.
    pub revision: u16,
    /// Where it comes from.
    pub citation: String,
}

/// A prompt that was held back, never silently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// The prompt.
    pub prompt: String,
    /// The rule that holds it back.
    pub because: String,
}

/// A clinician's own tier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetTier {
    /// The tier to stand.
    pub tier: Tier,
    /// Why.
    pub reason: String,
}

/// A clinician set the tier; what the rules said stays beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierSet {
    /// The tier from now on.
    #[serde(with = "crate::wire::tier")]
    pub tier: Tier,
    /// What stood before.
    #[serde(with = "crate::wire::tier")]
    pub from: Tier,
    /// What the rules say.
    #[serde(with = "crate::wire::tier")]
    pub rules_tier: Tier,
    /// Why.
    pub why: String,
    /// The rules that held then: only another one may raise the tier over this decision.
    #[serde(default)]
    pub knew: Vec<String>,
}

/// The standing tier.
#[derive(Clone, Debug, PartialEq)]
pub struct TierNow {
    /// The tier.
    pub tier: Tier,
    /// What the rules last said.
    pub rules_tier: Tier,
    /// Hours within which the first action is due.
    pub limit_h: u16,
    /// From when those hours count: when the facts behind the tier were true.
    pub limit_from: Timestamp,
    /// Since when; the ladder counts from here, because nobody could be called earlier.
    pub since: Timestamp,
    /// The version that began this episode: each raise begins one, and the ladder starts again.
    pub episode: u64,
    /// When this episode began.
    pub episode_at: Timestamp,
    /// The clinician's decision, when one stands.
    pub set_by: Option<SetBy>,
}

/// Who set a tier, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct SetBy {
    /// Name.
    pub name: String,
    /// In which capacity.
    pub role: Role,
    /// Reason.
    pub why: String,
    /// The rules that held when they decided: only a new one may raise the tier over them.
    knew: Vec<String>,
}

impl TierNow {
    /// A raise replaces the standing tier at once and begins an episode; a lower answer only shows.
    /// A clinician's decision gives way to a more urgent rule that did not hold when they decided.
    pub(crate) fn take_rules(
        now: &mut Option<Self>,
        said: &TriageDecided,
        recorded: &Recorded,
        waiting: bool,
    ) {
        let Some(standing) = now else {
            *now = Some(Self::by_rules(said, recorded));
            return;
        };
        standing.rules_tier = said.tier;
        let weighs =
            |reason: &Reason| rules::rule(&reason.id).is_none_or(|rule| rule.tier < standing.tier);
        let something_new = standing.set_by.as_ref().is_none_or(|set| {
            said.reasons.iter().any(|reason| !set.knew.contains(&reason.id) && weighs(reason))
        });
        if said.tier < standing.tier && something_new {
            let raised = Self::by_rules(said, recorded);
            let since = standing.ladder_from(raised.tier, recorded, waiting);
            *now = Some(Self { since, ..raised });
        } else if said.tier == standing.tier && standing.set_by.is_none() {
            // Less time than before counts from its own facts, and never gives more.
            let due = add_hours(recorded.occurred_at, said.limit_h);
            if due < standing.due() {
                standing.limit_h = said.limit_h;
                standing.limit_from = recorded.occurred_at;
            }
        }
    }

    fn by_rules(said: &TriageDecided, recorded: &Recorded) -> Self {
        Self {
            tier: said.tier,
            rules_tier: said.tier,
            limit_h: said.limit_h,
            limit_from: recorded.occurred_at,
            since: recorded.recorded_at,
            episode: recorded.version,
            episode_at: recorded.recorded_at,
            set_by: None,
        }
    }

    /// A ladder that runs already is never set back by more bad news: every rung that was called
    /// is called again at once, the others keep their time.
    fn ladder_from(&self, tier: Tier, recorded: &Recorded, waiting: bool) -> Timestamp {
        if waiting && self.tier.is_emergency() && tier.is_emergency() {
            self.since
        } else {
            recorded.recorded_at
        }
    }

    pub(crate) fn take_clinician(
        now: &mut Option<Self>,
        set: &TierSet,
        recorded: &Recorded,
        waiting: bool,
    ) {
        let raised = set.tier < set.from;
        let (episode, episode_at) = match now {
            Some(standing) if !raised => (standing.episode, standing.episode_at),
            _ => (recorded.version, recorded.recorded_at),
        };
        let since = now.as_ref().map_or(recorded.recorded_at, |standing| {
            standing.ladder_from(set.tier, recorded, waiting)
        });
        *now = Some(Self {
            tier: set.tier,
            rules_tier: set.rules_tier,
            limit_h: set.tier.cap_h().unwrap_or(RECHECK_H),
            limit_from: recorded.occurred_at,
            since,
            episode,
            episode_at,
            set_by: Some(SetBy {
                name: recorded.actor.name.clone(),
                role: recorded.actor.role,
                why: set.why.clone(),
                knew: set.knew.clone(),
            }),
        });
    }

    /// Somebody has to acknowledge again.
    pub(crate) fn begin_again(&mut self, recorded: &Recorded, waiting: bool) {
        self.since = self.ladder_from(self.tier, recorded, waiting);
        self.episode = recorded.version;
        self.episode_at = recorded.recorded_at;
        if !waiting {
            self.limit_from = recorded.occurred_at;
        }
    }

    /// A decision to wait longer was made about a person who has got worse since: the rules stand
    /// again until a consultant decides anew.
    pub(crate) fn lapse_override(&mut self, triage: &TriageDecided) {
        if self.set_by.is_some() && triage.tier < self.tier {
            self.tier = triage.tier;
            self.limit_h = triage.limit_h;
            self.set_by = None;
        }
    }

    /// When the first action is due.
    pub fn due(&self) -> Timestamp {
        add_hours(self.limit_from, self.limit_h)
    }
}

fn add_hours(from: Timestamp, hours: u16) -> Timestamp {
    crate::clock::add_seconds(from, u32::from(hours) * 3_600)
}

pub(crate) fn record_facts(draft: &mut Draft<'_>, record: &RecordFacts) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if record.answers.is_empty() {
        return Err(Refusal::invalid("answers", "Answer at least one question."));
    }
    facts::check(&record.answers)
        .map_err(|wrong| Refusal::invalid("answers", wrong.to_string()))?;
    let role = draft.context.actor.role;
    let judged =
        CONSULTANTS_OWN.iter().any(|fact| record.answers.get(*fact) == Some(&Answer::yes()));
    if judged && role != Role::Consultant {
        return Err(Refusal::NotPermitted(
            "The responsible consultant confirms or excludes MSCC. Ask one to record it here.",
        ));
    }
    let at = draft.happened(record.at)?;
    let recorded = FactsRecorded { answers: record.answers.clone(), how: record.how.said_by(role) };
    draft.record_at(at, None, Event::FactsRecorded(recorded));
    Ok(())
}

pub(crate) fn set_tier(draft: &mut Draft<'_>, set: &SetTier) -> Result<(), Refusal> {
    draft.must_be_open()?;
    let why = required("reason", &set.reason, "Say why, so that the next person understands it.")?;
    let from = draft.case.tier();
    if set.tier == from {
        return Err(Refusal::invalid("tier", "This is the tier that stands already."));
    }
    if matches!(set.tier, Tier::E0) {
        return Err(Refusal::invalid("tier", "E0 is advice to the public; choose E1."));
    }
    let role = draft.context.actor.role;
    if set.tier > from && role != Role::Consultant {
        return Err(Refusal::NotPermitted(
            "Only a consultant may lower the urgency. Ask one to record it here.",
        ));
    }
    if !role.is_clinician() {
        return Err(Refusal::NotPermitted("Only a clinician may set the urgency."));
    }
    let rules_tier = draft.case.tier.as_ref().map_or(Tier::R0, |now| now.rules_tier);
    let reasons = draft.case.triage.iter().flat_map(|triage| &triage.reasons);
    let knew = reasons.map(|reason| reason.id.clone()).collect();
    let set = TierSet { tier: set.tier, from, rules_tier, why: why.into(), knew };
    draft.record_at(draft.context.now, Some(why), Event::TierSet(set));
    Ok(())
}

/// The first acknowledgement wins; the second is told who and when.
pub(crate) fn acknowledge(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    draft.must_be_open()?;
    if let Some(earlier) = &draft.case.acknowledged {
        return Err(Refusal::AlreadyDone { by: earlier.by.clone(), at: earlier.at });
    }
    draft.record(Event::Acknowledged);
    Ok(())
}

/// Answers that are the responsible consultant's judgement (rule book section 1.7).
const CONSULTANTS_OWN: [&str; 2] = ["mscc_confirmed", "mscc_ruled_out"];

/// Asks the rules again when facts changed, and records the answer when it differs.
pub(crate) fn settle(draft: &mut Draft<'_>, before: &Case) {
    if draft.case.closed.is_some() {
        return;
    }
    renew_suspicion(draft, before);
    // True from the earliest fact behind it, also when we are told late.
    let told = |r: &Recorded| matches!(r.event, Event::FactsRecorded(_));
    let true_from = draft.events.iter().filter(|r| told(r)).map(|r| r.occurred_at).min();
    let reopened = draft.events.iter().any(|r| matches!(r.event, Event::CaseReopened { .. }));
    if true_from.is_some() || reopened {
        let audience =
            if draft.case.seen_by_clinician() { Audience::Clinician } else { Audience::Public };
        let said = ask_rules(&draft.case, audience, draft.context.rules);
        if before.triage.as_deref() != Some(&said) {
            let at = true_from.unwrap_or(draft.context.now);
            draft.record_at(at, None, Event::TriageDecided(Box::new(said)));
        }
    }
    look_again(draft, before);
}

/// New signs after MSCC was excluded are a new suspicion (rule book section 1.8): what the earlier
/// scan settled is not known any more.
fn renew_suspicion(draft: &mut Draft<'_>, before: &Case) {
    let ruled_out = "mscc_ruled_out";
    if !before.facts.is_yes(ruled_out) || !draft.case.facts.is_yes(ruled_out) {
        return;
    }
    let new_sign = |recorded: &Recorded| match &recorded.event {
        examined if examined.neuro().is_some_and(|neuro| neuro.worse) => true,
        Event::FactsRecorded(facts) => facts.answers.iter().any(|(key, answer)| {
            let sign = key.starts_with("n_")
                || matches!(key.as_str(), "x_saddle" | "x_bileg" | "mscc_clin_suspected");
            sign && *answer == Answer::yes() && !before.facts.is_yes(key)
        }),
        _ => false,
    };
    let since = draft.events.iter().filter(|r| new_sign(r)).map(|r| r.occurred_at).min();
    if let Some(at) = since {
        let unknown = |fact: &str| (fact.to_owned(), Answer::Word("unknown".into()));
        let answers = [ruled_out, "decision_recorded", "mri_pos"].map(unknown).into();
        let facts = FactsRecorded { answers, how: How::Recorded };
        draft.record_at(at, None, Event::FactsRecorded(facts));
    }
}

/// Worse, and the rules see nothing more urgent than before: then a person looks.
fn look_again(draft: &mut Draft<'_>, before: &Case) {
    let worse = |r: &Recorded| r.event.neuro().is_some_and(|neuro| neuro.worse);
    if draft.events.iter().any(worse) && draft.case.tier() >= before.tier() {
        let what = "Worse on examination: see the person and decide the urgency again.";
        // The ladder began again with the examination: it calls people, this only says what to do.
        task::should(draft, what, "coordinator", draft.context.now);
    }
}

/// What the rules say to the standing facts of a case.
pub fn ask_rules(case: &Case, audience: Audience, settings: &rules::Settings) -> TriageDecided {
    let facts = case.facts.for_rules();
    let decision = rules::triage(&facts, audience, settings);
    let questions = rules::questions(&facts, audience, settings);
    TriageDecided {
        tier: decision.tier,
        limit_h: decision.limit_h,
        audience,
        reasons: decision
            .fired
            .iter()
            .map(|rule| Reason {
                id: rule.id.into(),
                revision: rule.revision,
                citation: citation(rule.source),
            })
            .collect(),
        actions: decision.actions.iter().map(|step| step.key().into()).collect(),
        withheld: decision
            .withheld()
            .map(|held| Withheld {
                prompt: held.prompt.key().into(),
                because: held.because.id.into(),
            })
            .collect(),
        clocks: decision.clocks.iter().map(|clock| clock.id.into()).collect(),
        questions: questions.iter().map(|question| question.key().into()).collect(),
        rule_set: rules::RELEASE.into(),
    }
}

/// When R0 asks again, where a clinician and not a rule set it (tiers.md: 168 to 336 h).
const RECHECK_H: u16 = 168;

fn citation(sources: &[rules::Citation]) -> String {
    sources.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
