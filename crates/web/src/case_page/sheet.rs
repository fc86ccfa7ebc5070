//! One case opened by one person: what is known, what is new to them, and the frame of every page.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use maud::{Markup, html};
use pathway::board::BoardRow;
use pathway::instruction::{About, Answered, Instruction};
use pathway::{Case, CaseId, Recorded, Role};
use store::{CaseFile, Seen};

use crate::presence;
use crate::problem::Problem;
use crate::ui::{self, Flag, InstructionState, InstructionView, PatientBanner};
use crate::visit::{View, Visit};

/// A case as one person sees it.
pub(crate) struct Sheet {
    pub(crate) id: CaseId,
    pub(crate) file: CaseFile,
    pub(crate) row: Arc<BoardRow>,
    /// The version this person last saw in the timeline.
    pub(super) seen: u64,
    /// Who else is here.
    others: Vec<String>,
    /// Up to where this page has seen everything.
    position: u64,
}

impl Sheet {
    /// Opens a case and notes in the access log that it was seen.
    pub(crate) async fn open(visit: &Visit, id: &str, page: &str) -> Result<Self, Problem> {
        let id: CaseId = id.parse().map_err(|_| Problem::not_found())?;
        let store = &visit.app.store;
        let file = store.case(id).await?.ok_or_else(Problem::not_found)?;
        let row = store.row(id).await?.ok_or_else(Problem::not_found)?;
        let seen = match visit.user() {
            Some(user) => store.last_looked(user.id).await?.get(&id).map_or(0, |(seen, _)| *seen),
            None => 0,
        };
        let actor = visit.actor(Role::Coordinator);
        let others = presence::come(visit, id);
        let position = store.position().await?;
        store.saw(Seen { case: Some(id), actor, now: visit.now, page: page.into() });
        Ok(Self { id, file, row, seen, others, position })
    }

    /// The case as it was known after its first `version` events; none before the referral.
    pub(crate) fn rewound(&self, version: u64) -> Option<Self> {
        let known = self.file.history.iter().filter(|entry| entry.version <= version);
        let history: Vec<Recorded> = known.cloned().collect();
        let case = Case::from_history(&history);
        let row = Arc::new(BoardRow::of(self.id, &case)?);
        let file = CaseFile { case, history, position: self.file.position };
        let others = Vec::new();
        Some(Self { id: self.id, file, row, seen: 0, others, position: self.position })
    }

    /// The frame of an earlier instant: nothing in it can be changed, and its clocks stand still.
    pub(crate) fn page_then(&self, then: &Visit, body: Markup) -> Response {
        let zone = then.app.site.time_zone();
        let body = html! {
            h1 tabindex="-1" { "Case " (self.row.reference) ", as known " (crate::when::full(then.now, &zone)) }
            (ui::notice(ui::Tone::Plain, "You look back", html! {
                p { "This is what was known then. Nothing can be changed here. " a href={ "/cases/" (self.id) } { "Go to the case as it stands now" } }
            }))
            (ui::next_hour_strip(&self.instructions(then)))
            (body)
        };
        let banner = Some(ui::patient_banner(&banner(then, self)));
        then.page(View {
            heading: None,
            banner,
            stands_still: true,
            ..View::new("Case, looking back", body)
        })
    }

    /// "2 new" for the entries of this kind that this person has not seen.
    fn news(&self, of: impl Fn(&Recorded) -> bool) -> Option<String> {
        let new = |entry: &&Recorded| entry.version > self.seen && of(entry);
        let count = self.file.history.iter().filter(new).count();
        (self.seen > 0 && count > 0).then(|| format!("{count} new"))
    }

    /// The page of one tab.
    pub(crate) fn page(
        &self,
        visit: &Visit,
        tab: &str,
        status: StatusCode,
        body: Markup,
    ) -> Response {
        self.page_with(visit, tab, status, &[], body)
    }

    /// The page of one tab that needs a script of its own.
    pub(crate) fn page_with(
        &self,
        visit: &Visit,
        tab: &str,
        status: StatusCode,
        scripts: &[&ui::assets::Asset],
        body: Markup,
    ) -> Response {
        // A print of its own: it carries identity itself, and no instructions of the hour.
        let print = matches!(tab, "Slip" | "Worksheet" | "Letter");
        let strip = crate::imaging::strip::of(&self.file.case, visit);
        let unheard = self.file.case.spine.unheard().filter(|_| tab != "Imaging");
        let body = html! {
            h1 class=[print.then_some("screen-only")] tabindex="-1" { "Case " (self.row.reference) }
            (self.presence(visit))
            @if let Some((closed, at)) = &self.file.case.closed {
                (ui::notice(ui::Tone::Plain, "This case is closed", html! {
                    p { (closed.outcome.words()) " · " (visit.time(*at)) " " (closed.note) }
                }))
            }
            div class=[print.then_some("screen-only")] {
                (ui::next_hour_strip(&self.instructions(visit)))
                @if let Some(result) = unheard { (crate::imaging::alert(visit, self.id, result)) }
                @if let Some(strip) = &strip { (ui::strip(strip)) }
            }
            (ui::tabs("Parts of this case", &self.tabs(tab)))
            (body)
        };
        let banner = Some(ui::patient_banner(&banner(visit, self)));
        let live: &[&ui::assets::Asset] = &[&ui::assets::STREAM_JS, &ui::assets::PRESENCE_JS];
        let scripts = &[live, scripts].concat();
        visit.page(View { heading: None, banner, status, scripts, ..View::new("Case", body) })
    }

    /// Who else has this case open: a hint, never a lock. Written by the script too.
    fn presence(&self, visit: &Visit) -> Markup {
        let me = visit.user().map_or("", |user| user.name.as_str());
        html! {
            p class="hint screen-only" role="status" hidden[self.others.is_empty()]
                data-presence=(self.id) data-me=(me) data-stream="/board/stream"
                data-position=(self.position) {
                "Also here: " span data-presence-names { (self.others.join(", ")) }
            }
        }
    }

    fn tabs(&self, current: &str) -> Vec<ui::Tab> {
        let tab = |path: &str, label: &str, note: Option<String>| ui::Tab {
            href: format!("/cases/{}{path}", self.id),
            label: label.into(),
            note,
            current: label == current || (label == "Neuro" && current == "Worksheet"),
        };
        vec![
            tab("", "Summary", None),
            tab("/timeline", "Timeline", self.news(|_| true)),
            tab("/consultation", "Consultation", None),
            tab("/neuro", "Neuro", self.news(|entry| entry.event.neuro().is_some())),
            tab("/imaging", "Imaging", None),
            tab("/bloods", "Bloods", None),
            tab("/mdt", "MDT", None),
            tab("/plan", "Plan", None),
            tab("/rehab", "Rehab", None),
            tab("/slip", "Slip", None),
            tab("/log", "Log", None),
        ]
    }

    /// The instructions in force or still to be answered, and orders that ran out unreplaced.
    pub(super) fn instructions(&self, visit: &Visit) -> Vec<InstructionView> {
        live(&self.file.case.instructions, visit.now)
            .map(|one| instruction_view(one, visit))
            .collect()
    }
}

pub(crate) fn is_order(one: &Instruction) -> bool {
    matches!(one.about, About::Immobilise | About::Mobility)
}

/// What a ward has to see: live ones, and an order past its end until another takes its place.
pub(crate) fn live(all: &[Instruction], now: Timestamp) -> impl Iterator<Item = &Instruction> {
    let replaced = all.iter().any(|one| is_order(one) && one.is_live(now));
    all.iter().filter(move |one| match one.state(now) {
        "withdrawn" => false,
        "expired" => is_order(one) && !replaced,
        _ => true,
    })
}

/// An instruction in the words of every screen and print.
pub(crate) fn instruction_view(one: &Instruction, visit: &Visit) -> InstructionView {
    let state = match one.state(visit.now) {
        "seen" => InstructionState::Seen,
        "done" => InstructionState::Done,
        "cant" => InstructionState::Cannot,
        "expired" => InstructionState::Expired,
        _ => InstructionState::Sent,
    };
    let mut detail = vec![format!("{} {}", one.by, visit.time(one.given_at))];
    detail.extend(one.seen_at.map(|at| format!("seen {}", visit.time(at))));
    match &one.answer {
        Some(Answered::Done(by, at)) => detail.push(format!("done by {by} {}", visit.time(*at))),
        Some(Answered::Cannot(by, why, at)) => {
            detail.push(format!("cannot: {why} ({by} {})", visit.time(*at)));
        }
        Some(Answered::Withdrawn(_)) => {}
        None => detail.push(format!("answer by {}", visit.time(one.answer_due))),
    }
    detail.extend(one.expires.map(|end| {
        let word = if end <= visit.now { "expired" } else { "expires" };
        format!("{word} {}", visit.time(end))
    }));
    InstructionView {
        id: one.number.to_string(),
        text: one.text.clone(),
        state,
        detail: detail.join(" · "),
    }
}

/// "14-Jul-1945 (81y)"; empty when not known.
pub(crate) fn born(row: &BoardRow, visit: &Visit) -> String {
    let today = visit.now.to_zoned_datetime(visit.app.site.time_zone()).date();
    let day = row.person.born.map(crate::when::day);
    match (day, row.person.age_on(today)) {
        (Some(day), Some(age)) => format!("{day} ({age}y)"),
        (Some(day), None) => day,
        (None, _) => String::new(),
    }
}

/// "999 000 0018"; empty when not known.
pub(crate) fn nhs_number(row: &BoardRow) -> String {
    let digits: Vec<char> =
        row.person.nhs_number.iter().flat_map(|n| n.chars()).filter(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default().iter().collect();
    if digits.len() == 10 {
        let parts: [String; 3] = [part(0, 3), part(3, 6), part(6, 10)];
        parts.join(" ")
    } else {
        row.person.nhs_number.clone().unwrap_or_default()
    }
}

fn banner(visit: &Visit, sheet: &Sheet) -> PatientBanner {
    let (row, case) = (&sheet.row, &sheet.file.case);
    let mut flags = Vec::new();
    for one in live(&case.instructions, visit.now).filter(|one| is_order(one)) {
        let expired = one.state(visit.now) == "expired";
        let words = if expired { "SPINE: order Expired" } else { "SPINE: see order" };
        flags.push(Flag { words: words.into(), critical: true });
    }
    flags.extend(row.flags.iter().map(|words| Flag { words: words.clone(), critical: false }));
    let detail = |name: &str| {
        let referral = case.referral.as_deref()?;
        referral.details.get(name).filter(|said| !matches!(said.as_str(), "no" | "none"))
    };
    let ceiling = pathway::plan::words::ceiling(&case.plan, &visit.app.site)
        .or_else(|| detail("ceiling").cloned());
    for (said, words) in [
        (detail("allergies").cloned(), "ALLERGY"),
        (detail("interpreter").cloned(), "Interpreter"),
        (ceiling, "Ceiling of care"),
    ] {
        flags.extend(said.map(|said| Flag { words: format!("{words}: {said}"), critical: false }));
    }
    PatientBanner {
        name: row.person.name(),
        born: born(row, visit),
        nhs_number: nhs_number(row),
        sex: capitalised(row.person.sex.as_deref().unwrap_or_default()),
        reference: row.reference.to_string(),
        flags,
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}
