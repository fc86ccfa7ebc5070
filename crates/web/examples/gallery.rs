//! Every component of the look on a handful of pages, so that a person can see what a change does.
//!
//! `cargo run -p web --example gallery -- FOLDER` writes the pages and the assets they use.

#![expect(clippy::wildcard_imports, reason = "a gallery shows everything there is")]
#![expect(clippy::too_many_lines, reason = "a page of examples reads best in one piece")]

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use rules::Tier;
use web::ui::{self, assets, *};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder to write to")?);
    let now: Timestamp = "2026-11-22T14:32:07Z".parse()?;
    fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::ALL {
        fs::write(folder.join(asset.url.trim_start_matches('/')), asset.bytes)?;
    }
    for theme in [Theme::Light, Theme::Dark] {
        write(&folder, "home", theme, home(theme))?;
        write(&folder, "referral", theme, referral(theme))?;
        write(&folder, "board", theme, board_page(theme, now))?;
        write(&folder, "case", theme, case_page(theme, now))?;
        write(&folder, "wall", theme, wall(theme, now))?;
        write(&folder, "sheets", theme, sheets(theme))?;
        write(&folder, "odds", theme, odds(theme, now))?;
    }
    Ok(())
}

/// Links become relative, so that the pages open from a folder.
fn write(folder: &Path, name: &str, theme: Theme, page: Markup) -> Result<(), Box<dyn Error>> {
    let text = page.into_string().replace("\"/assets/", "\"assets/");
    Ok(fs::write(folder.join(format!("{name}-{}.html", theme.key())), text)?)
}

const NOW: &str = "2026-11-22T14:32:07Z";
const ACT_NOW: &str = "Phone the coordinator or on-call spinal service now: 01632 960 100";
const PHONE: &str = "01632 960 100";

fn staff<'a>(theme: Theme, title: &'a str, nav: &'a [NavLink<'a>], body: Markup) -> Page<'a> {
    Page {
        title,
        audience: Audience::Staff,
        theme,
        nav,
        signed_in: Some("A. Ng · coordinator"),
        now: NOW,
        clock_stands_still: true,
        demo: Some("Demonstration: invented people"),
        unsigned_rules: true,
        phone: PHONE,
        body,
        ..Page::default()
    }
}

const NAV: &[NavLink<'static>] = &[
    NavLink { href: "/board", label: "Board", current: true },
    NavLink { href: "/phone", label: "Phone mode", current: false },
    NavLink { href: "/inbox", label: "Inbox", current: false },
    NavLink { href: "/handover", label: "Handover", current: false },
    NavLink { href: "/search", label: "Search", current: false },
    NavLink { href: "/admin", label: "Admin", current: false },
];

fn home(theme: Theme) -> Markup {
    let card = html! {
        p { strong { "Do this if any of these is new or getting worse, with or without pain:" } }
        ul {
            li { "weak, heavy or clumsy legs or arms, or legs giving way" }
            li { "trouble walking or staying steady" }
            li { "numbness between the legs, around the genitals or bottom" }
            li { "cannot pass urine, cannot feel it, or leaking" }
            li { "loss of bowel control" }
        }
        p { "Also: chest pain · a serious accident · very unwell or confused." }
    };
    let body = html! {
        (emergency_card("Emergency: call 999 or go to A&E now", "999", card, 1))
        div class="actions" {
            a class="button" href="/check" { "Check symptoms" }
            a class="button-second" href="/refer/self" { "Refer yourself" }
            a class="button-second" href="/refer" { "I am a health professional" }
        }
        h2 { "Cancer that has spread to the spine" }
        p { "Some cancers can spread to the bones of the back. Found in time, it can be treated." }
        h2 { "What you can do today" }
        p { "Learn the warning signs, keep this number, and ring if anything changes: "
            (ui::phone(PHONE)) "." }
        (notice(
            Tone::Plain,
            "Reviewed",
            html! { p { "This page was last checked on 12-Nov-2026." } },
        ))
        form class="question" method="post" data-guard {
            p class="progress-words" { "Question 3 of about 13" }
            (radios(
                &Field::new("saddle", "Is there new numbness between your legs?")
                    .hint("Around the genitals, buttocks or inner thighs."),
                &[
                    Choice::new("yes", "Yes"),
                    Choice::new("no", "No"),
                    Choice::with_hint("unknown", "Not sure", "Choose this if you cannot tell."),
                ],
            ))
            button class="button" type="submit" { "Continue" }
        }
        div class="tier-large" {
            (tier_badge(
                &TierView::new(Tier::S1, "A person will call by 16:30 today"),
                Audience::Public,
            ))
        }
    };
    let nav = [
        NavLink { href: "/", label: "Home", current: true },
        NavLink { href: "/check", label: "Check symptoms", current: false },
    ];
    page(&Page { title: "Home", theme, nav: &nav, now: NOW, phone: PHONE, body, ..Page::default() })
}

fn referral(theme: Theme) -> Markup {
    let errors = [
        FieldError {
            field: "referrer_phone",
            message: "Enter a direct phone number, like 01632 960 123",
        },
        FieldError { field: "born", message: "Enter the date of birth, like 14 7 1945" },
    ];
    let form = html! {
        form method="post" action="/refer" data-guard data-draft-url="/drafts/1"
            data-rail-url="/refer/rail" {
            fieldset class="fieldgroup" {
                legend { "Referrer" }
                div class="field-row" {
                    (text(&Field::new("referrer_name", "Your name").value("Dr P. Lowe")))
                    (text(
                        &Field::new("referrer_phone", "Your direct phone")
                            .kind("tel")
                            .width(Width::Short)
                            .hint("We ring this number back.")
                            .error(Some(errors[0].message)),
                    ))
                }
            }
            fieldset class="fieldgroup" {
                legend { "Patient" }
                (text(
                    &Field::new("nhs_number", "NHS number")
                        .optional()
                        .width(Width::Short)
                        .value("999 000 0018"),
                ))
                (date(
                    &Field::new("born", "Date of birth")
                        .hint("For example 14 7 1945")
                        .error(Some(errors[1].message)),
                    "14",
                    "",
                    "1945",
                ))
                (radios(&Field::new("walking", "Walking now").value("aid").inline(), &[
                    Choice::new("normal", "Normal"),
                    Choice::new("aid", "With an aid"),
                    Choice::new("one", "With 1 person"),
                    Choice::new("two", "With 2"),
                    Choice::new("not", "Not walking"),
                ]))
                (checkboxes(&Field::new("weak", "Weakness").inline(), &[
                    Choice::new("ra", "Right arm"), Choice::new("la", "Left arm"),
                    Choice::new("rl", "Right leg"), Choice::new("ll", "Left leg"),
                ], &["rl", "ll"]))
                (select(
                    &Field::new("primary", "Primary cancer").width(Width::Medium).value("breast"),
                    &[
                        Choice::new("breast", "Breast"),
                        Choice::new("prostate", "Prostate"),
                        Choice::new("lung", "Lung"),
                    ],
                ))
                (textarea(
                    &Field::new("story", "What happened")
                        .optional()
                        .value("Legs weaker since Friday."),
                    3,
                ))
                (checkbox(&Field::new("senior", "Discussed with a senior colleague").value("yes")))
            }
            (body_chart(
                &|name| [
                    "pain_T6_right",
                    "pain_T7_right",
                    "pain_T6_left",
                    "sensation_L3_left",
                    "sensation_L4_left",
                    "pain_T12_right",
                ].contains(&name),
            ))
            div class="actions" {
                button class="button" type="submit" accesskey="s" { "Send referral" }
                button class="button-second" type="submit" name="check" value="1" {
                    "Check urgency"
                }
                p class="draft-status" data-draft-status role="status" { "Draft saved 14:32" }
            }
        }
    };
    let body = html! {
        (error_summary(&errors))
        h1 tabindex="-1" { "Refer a patient" }
        div class="with-rail" {
            (form)
            aside class="rail" data-rail aria-live="polite" aria-label="Urgency" {
                div class="tier-large" {
                    (tier_badge(
                        &TierView::new(
                            Tier::E1,
                            ACT_NOW,
                        ),
                        Audience::Staff,
                    ))
                }
                (why(
                    "Why?",
                    html! {
                        p { "TR-08 revision 1: known cancer with new weakness of the legs." }
                    },
                ))
                p { "3 answers unknown: last walked, bladder, fever." }
                (notice(
                    Tone::Stop,
                    "No steroid before tissue",
                    html! {
                        p {
                            "Lymphoma or myeloma is suspected. Phone haematology on "
                            (ui::phone("01632 960 140"))
                            "."
                        }
                    },
                ))
            }
        }
    };
    page(&staff(theme, "Refer a patient", NAV, body))
}

fn clock(
    label: &str,
    state: ClockState,
    started_hours: i64,
    target_hours: i64,
    now: Timestamp,
) -> ClockView {
    let start = now - SignedDuration::from_mins(started_hours * 60 - 20);
    let after = |share: i64| start + SignedDuration::from_mins(target_hours * 60 * share / 100);
    ClockView {
        id: format!("CLK-{label}"),
        label: label.into(),
        state,
        start,
        amber: after(50),
        red: after(83),
        due: after(100),
        stopped: matches!(state, ClockState::Met | ClockState::MetLate)
            .then(|| start + SignedDuration::from_mins(310)),
        due_words: "06:10 tomorrow".into(),
        note: (state == ClockState::Waiting).then(|| "waiting for the referrer: eGFR".into()),
    }
}

fn actions() -> Markup {
    html! {
        form method="post" action="/cases/1/acknowledge" data-quick {
            button class="button-small" type="submit" data-key="a" { "Acknowledge" }
        }
        a class="button-small" href="/cases/1/note" { "Add note" }
    }
}

fn rows(now: Timestamp) -> Vec<BoardRow> {
    let row = |case: &str, tier: Tier, line: &str, person: &str, place: &str| BoardRow {
        case: case.into(),
        version: 3,
        href: format!("/cases/{case}"),
        tier: TierView::new(tier, line),
        order: case.into(),
        views: String::new(),
        people: "A. Ng".into(),
        soonest: None,
        unacknowledged: None,
        person: person.into(),
        place: place.into(),
        neuro: "walks with 2 ↓ (was 1)".into(),
        examined: Some(now - jiff::SignedDuration::from_mins(40)),
        clocks: vec![],
        met: None,
        more_clocks: 0,
        more_running: 0,
        chased: None,
        pinned: false,
        location: "Ward 7".into(),
        blocked_by: None,
        next_action: "Confirm 16:00 slot".into(),
        next_owner: "A. Ng · 14:45".into(),
        flags: vec![],
        ladder: None,
        phone: None,
        actions: actions(),
    };
    vec![
        BoardRow {
            unacknowledged: Some(now - jiff::SignedDuration::from_mins(6)),
            ladder: Some(
                "Ladder: coordinator ✓ 0 min · registrar paged 5 min · consultant at 10".into(),
            ),
            phone: Some("01632 960 211".into()),
            clocks: vec![clock("MRI", ClockState::OnTrack, 1, 24, now)],
            neuro: "legs weak 5 h, retention".into(),
            ..row("a1", Tier::E1, "Phone the referrer now", "JONES, Ali 67M", "Northfield ED")
        },
        BoardRow {
            clocks: vec![
                clock("MRI", ClockState::AtRisk, 22, 24, now),
                clock("Opinion", ClockState::Watch, 2, 3, now),
            ],
            more_clocks: 2,
            flags: vec!["Unstable spine".into(), "2 unread".into()],
            ..row(
                "b2",
                Tier::E1,
                "Phone the coordinator or on-call spinal service now",
                "SMITH, Ann 81F",
                "Ward 7, Northfield",
            )
        },
        BoardRow {
            clocks: vec![clock("Sepsis", ClockState::Breached, 27, 24, now)],
            ..row(
                "c3",
                Tier::I1,
                "Possible infection or cauda equina: assessment at A&E now, see reasons",
                "KAMARA, Joseph 54M",
                "Riverside ED",
            )
        },
        BoardRow {
            clocks: vec![
                clock("MRI", ClockState::Met, 10, 24, now),
                clock("Treat", ClockState::Waiting, 10, 24, now),
            ],
            neuro: "intact →".into(),
            blocked_by: Some("Awaiting referrer: eGFR".into()),
            ..row("d4", Tier::S1, "A person will call by 16:30", "PATEL, Rina 58F", "Home")
        },
        row("e5", Tier::U1, "Coordinator advice by 10:00 tomorrow", "WOJCIK, Piotr 71M", "Home"),
        row(
            "f6",
            Tier::U2,
            "Urgent oncology, GP or 111 by 10:00 tomorrow",
            "OKAFOR, Grace 49F",
            "Home",
        ),
        row(
            "g7",
            Tier::R0,
            "Warning changes given; re-check on 29-Nov-2026",
            "HALL, Tom 62M",
            "Home",
        ),
    ]
}

fn source() -> BoardSource<'static> {
    BoardSource {
        stream: "/board/stream",
        poll: "/board/rows",
        phone: PHONE,
        shortcuts: true,
        sound: false,
        now_words: "14:32:07",
        time_zone: "Europe/London",
        position: 0,
        view: "",
        person: "A. Ng",
        group: "nothing",
        pins: "",
        back: "/board",
        may_acknowledge: true,
        may_progress: true,
    }
}

fn board_page(theme: Theme, now: Timestamp) -> Markup {
    let counts: Vec<_> = [
        ("Unacknowledged", 1),
        ("At risk", 2),
        ("Breached", 0),
        ("Awaiting MRI", 4),
        ("Decision", 2),
        ("Transfer", 1),
        ("Rehab", 6),
    ]
    .into_iter()
    .enumerate()
    .map(|(place, (label, count))| BoardCount {
        name: label.to_lowercase(),
        label: label.into(),
        count: Some(count),
        href: "/board?view=x".into(),
        current: place == 1,
        key: char::from_digit(u32::try_from(place).unwrap_or(0) + 1, 10).filter(|_| place < 6),
    })
    .collect();
    let rows: Vec<_> = rows(now).iter().map(|row| ui::board_row(row, now)).collect();
    let body = html! {
        h1 class="visually-hidden" { "Board" }
        p class="cluster small" {
            span { "On call: coordinator " strong { "A. Ng" } }
            span { "spinal " strong { "Mr Rao" } }
            span { "oncology " strong { "Dr Obi" } }
            span { "radiology " strong { "2241" } }
        }
        (board(&source(), &counts, &html! {}, &rows))
    };
    page(&Page {
        refresh_without_script: true,
        scripts: &[&assets::STREAM_JS, &assets::BOARD_JS],
        ..staff(theme, "Board", NAV, body)
    })
}

fn case_page(theme: Theme, now: Timestamp) -> Markup {
    let instructions = instructions();
    let tab = |label: &str, note: Option<&str>, current| Tab {
        href: "#".into(),
        label: label.into(),
        note: note.map(Into::into),
        current,
    };
    let body = html! {
        (next_hour_strip(&instructions))
        div class="clocks" {
            (clock_bar(&clock("MRI", ClockState::AtRisk, 22, 24, now), now))
            (clock_bar(&clock("Treat", ClockState::OnTrack, 3, 24, now), now))
            (clock_bar(&clock("Position", ClockState::Watch, 14, 24, now), now))
        }
        (tabs(
            "Case",
            &[
                tab("Summary", None, false),
                tab("Timeline", Some("3 new"), true),
                tab("Consultation", None, false),
                tab("Imaging", None, false),
                tab("MDT", None, false),
                tab("Plan", None, false),
                tab("Rehab", None, false),
                tab("Messages", None, false),
                tab("Log", None, false),
            ],
        ))
        div class="with-rail" {
            div {
                h2 { "Timeline" }
                (timeline(&[
                    TimelineEntry {
                        id: "e3".into(),
                        happened_at: NOW.into(),
                        happened_words: "today 14:40".into(),
                        kind: "Ward".into(),
                        text: "MRI slot confirmed 16:00".into(),
                        actor: "Sr Kaur, ward 7".into(),
                        new: true,
                        ..TimelineEntry::default()
                    },
                    TimelineEntry {
                        id: "e2".into(),
                        happened_at: NOW.into(),
                        happened_words: "today 14:22".into(),
                        kind: "Neuro".into(),
                        text: "walks with 2 (was 1)".into(),
                        actor: "Dr Lowe".into(),
                        corrections: vec![
                            Correction {
                                was: "walks with 1".into(),
                                detail: "corrected 14:24 by A. Ng: wrong patient read out".into(),
                            },
                        ],
                        ..TimelineEntry::default()
                    },
                    TimelineEntry {
                        id: "e1".into(),
                        happened_at: NOW.into(),
                        happened_words: "today 13:50".into(),
                        recorded_words: Some("14:10".into()),
                        kind: "Referral".into(),
                        text: "received from Northfield ED".into(),
                        actor: "Dr Lowe, emergency department".into(),
                        ..TimelineEntry::default()
                    },
                ]))
            }
            aside class="rail" {
                (tier_badge(
                    &TierView::new(
                        Tier::E1,
                        ACT_NOW,
                    ),
                    Audience::Staff,
                ))
                (summary_list(
                    &[
                        ("Place", html! { "Ward 7, Northfield" }),
                        ("Primary", html! { "Breast" }),
                        ("Walking", html! { "With 2 people" }),
                        ("Last seen", html! { "40 min ago" }),
                    ],
                ))
            }
        }
        (notice(
            Tone::Done,
            "Acknowledged",
            html! { p { "You acknowledged this referral at 14:14." } },
        ))
        (notice(
            Tone::Warning,
            "Steroid: senior decision",
            html! { p { "The patient has a fever. Steroid or infection? Decide now." } },
        ))
        (notice(Tone::Stop, "Not live", html! { p { "This page may be old." } }))
    };
    let flag = |words: &str, critical| Flag { words: words.into(), critical };
    let banner = patient_banner(&PatientBanner {
        name: "SMITH, Ann (Mrs)".into(),
        born: "14-Jul-1945 (81y)".into(),
        nhs_number: "999 000 0018".into(),
        sex: "Female".into(),
        reference: "7F3K".into(),
        flags: vec![
            flag("SPINE: UNSTABLE – see order", true),
            flag("ALLERGY: penicillin", false),
            flag("MRI: pacemaker", false),
            flag("Anticoagulant", false),
            flag("Interpreter: Polish", false),
            flag("Ceiling of care", false),
        ],
    });
    page(&Page {
        banner: Some(banner),
        heading: Some("Case 7F3K"),
        ..staff(theme, "Case", NAV, body)
    })
}

fn instructions() -> Vec<InstructionView> {
    let line = |id: &str, text: &str, state, detail: &str| InstructionView {
        id: id.into(),
        text: text.into(),
        state,
        detail: detail.into(),
    };
    vec![
        line(
            "i1",
            "Immobilise, position per order",
            InstructionState::Seen,
            "Rao 14:20 · seen by ward 14:25 · expires 14:20 tomorrow",
        ),
        line(
            "i2",
            "Keep fasting until 16:00",
            InstructionState::Done,
            "Ng 14:20 · done 14:40 by Sr Kaur",
        ),
        line("i3", "Call 2241 if worse", InstructionState::Sent, "Ng 14:30"),
        line(
            "i4",
            "Dexamethasone, first dose",
            InstructionState::Cannot,
            "Rao 14:20 · cannot: no access",
        ),
    ]
}

fn wall(theme: Theme, now: Timestamp) -> Markup {
    let tile = |initials: &str,
                place: &str,
                tier: Tier,
                line: &str,
                unacknowledged: Option<Timestamp>,
                clock| WallTile {
        case: initials.into(),
        initials: initials.into(),
        place: place.into(),
        tier: TierView::new(tier, line),
        order: initials.into(),
        version: 1,
        unacknowledged,
        clock: Some(clock),
        next: "Confirm 16:00 slot · A. Ng".into(),
    };
    let tiles = [
        tile(
            "A.J. 67",
            "Northfield ED",
            Tier::E1,
            "Phone the referrer now",
            Some(now - jiff::SignedDuration::from_mins(6)),
            clock("MRI", ClockState::OnTrack, 1, 24, now),
        ),
        tile(
            "A.S. 81",
            "Ward 7",
            Tier::E1,
            "Phone the coordinator now",
            None,
            clock("MRI", ClockState::AtRisk, 22, 24, now),
        ),
        tile(
            "R.P. 58",
            "Home",
            Tier::S1,
            "A person will call by 16:30",
            None,
            clock("Call", ClockState::Watch, 2, 3, now),
        ),
    ];
    let tiles = tiles.map(|tile| ui::wall_tile(&tile, now));
    let source = BoardSource { stream: "/wall/stream", poll: "/wall/rows", ..source() };
    let body = html! { h1 class="visually-hidden" { "Wall board" } (ui::wall(&source, &tiles)) };
    page(&Page {
        class: "wall",
        scripts: &[&assets::STREAM_JS, &assets::BOARD_JS],
        ..staff(theme, "Wall", &[], body)
    })
}

fn sheets(theme: Theme) -> Markup {
    let case = |ceiling: Option<&str>| HandoverCase {
        person: "SMITH, Ann F 81".into(),
        second_identifier: "NHS 999 000 0018".into(),
        place: "Ward 7 ☎ 2207".into(),
        tier: TierView::new(Tier::E1, "Phone the coordinator now"),
        facts: [
            ("Story", "breast ca, legs weak since 20-Nov; T6 ESCC 2"),
            ("Neuro", "walks with 2 at 07:40 (baseline walks with aid)"),
            ("Spine", "immobilise, order Rao 14:20, expires 14:20"),
            ("Steroid", "given 15:10, next 08:00, gastroprotection ✓"),
            ("Clocks", "treat by 14:20 today"),
            ("To do", "☐ consent ☐ transport 10:00 ☐ family"),
            ("If…then", "if cannot lift leg → call 2241 at once"),
        ]
        .into_iter()
        .map(|(label, text)| (label.to_owned(), text.to_owned()))
        .collect(),
        ceiling: ceiling.map(Into::into),
    };
    let cases: Vec<_> = (0..12)
        .map(|place| case((place % 3 == 0).then_some("ward-based care, agreed 21-Nov")))
        .collect();
    let body = html! {
        (handover_sheet(
            &HandoverHead {
                printed: "22-Nov-2026 08:01".into(),
                by: "A. Ng".into(),
                valid_until: "20:00".into(),
                changes: "1 tier raised, 2 new, 1 closed".into(),
            },
            &cases,
        ))
        (instruction_slip(
            "SMITH, Ann (Mrs)  Born 14-Jul-1945",
            "NHS No. 999 000 0018",
            &TierView::new(Tier::E1, "Phone the coordinator now: 01632 960 100"),
            &instructions(),
            html! { p { "Call 2241 at once if a leg gets weaker, or urine stops." } },
        ))
    };
    page(&Page { heading: Some("Handover"), ..staff(theme, "Handover", NAV, body) })
}

const STATES: [ClockState; 7] = [
    ClockState::OnTrack,
    ClockState::Watch,
    ClockState::AtRisk,
    ClockState::Breached,
    ClockState::Waiting,
    ClockState::Met,
    ClockState::MetLate,
];

fn odds(theme: Theme, now: Timestamp) -> Markup {
    let body = html! {
        ol class="steps" {
            li class="step-done" { strong { "Received ✓" } "14:10:02" }
            li class="step-done" { strong { "Read ✓" } "A. Ng 14:14" }
            li aria-current="step" { strong { "Decision" } "due 16:10" }
            li { strong { "Instructions" } "2 (1 not done)" }
        }
        ol class="story" {
            li class="story-done" { h3 { "A GP refers Ali" } p { "Open the form, send it." } }
            li aria-current="step" {
                h3 { "The board rings" }
                p { "Nobody has acknowledged yet. " a href="/board" { "Open the board" } }
            }
            li {
                h3 { "The ladder climbs" }
                p { "Advance the clock by 5 minutes." }
                button class="button-small" { "Advance 5 minutes" }
            }
        }
        div class="grid" {
            @for tier in Tier::ALL {
                div class="card" {
                    (tier_badge(
                        &TierView::new(*tier, "The action line that belongs to it"),
                        Audience::Staff,
                    ))
                }
            }
        }
        div class="clocks" {
            @for state in STATES {
                (clock_bar(
                    &clock(
                        "MRI",
                        state,
                        if state == ClockState::Breached { 27 } else { 15 },
                        24,
                        now,
                    ),
                    now,
                ))
            }
        }
        (empty_state(
            html! {
                p { "No messages yet. The ward and the referrer can write here." }
                a class="button-second" href="#" { "Write a message" }
            },
        ))
        div class="table-frame" {
            table {
                caption class="visually-hidden" { "Users" }
                thead {
                    tr {
                        th scope="col" { "Name" }
                        th scope="col" { "Role" }
                        th scope="col" { "Last seen" }
                        th scope="col" { "" }
                    }
                }
                tbody {
                    @for name in ["A. Ng", "M. Rao", "C. Obi"] {
                        tr {
                            th scope="row" { (name) }
                            td { "Coordinator" }
                            td { "today 14:02" }
                            td { a href="#" { "Change roles" } }
                        }
                    }
                }
            }
        }
        div class="live" data-live="stale" {
            p class="live-line" { span class="live-word" { "x" } }
            p class="live-stale" {
                strong { "NOT LIVE since 14:31" }
                " – clocks still count, the list may be incomplete. Call "
                (ui::phone(PHONE))
                "."
            }
        }
        form class="sign-in" method="post" {
            h2 { "Sign in" }
            (text(&Field::new("user", "User name").autocomplete("username")))
            (text(
                &Field::new("password", "Password")
                    .kind("password")
                    .autocomplete("current-password"),
            ))
            button class="button" type="submit" { "Sign in" }
        }
    };
    let idle = IdleLock { seconds: 900, stay_url: "/stay", lock_url: "/lock" };
    page(&Page {
        heading: Some("Odds and ends"),
        idle: Some(idle),
        ..staff(theme, "Odds and ends", NAV, body)
    })
}
