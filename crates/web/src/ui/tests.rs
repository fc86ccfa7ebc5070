//! What the look promises: contrast, exact words, no inline style or script, no borrowed brand.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use maud::{Markup, html};
use rules::Tier;

use super::*;

const CSS: &str = include_str!("../../assets/cordline.css");
const SCRIPTS: [&str; 4] = [
    include_str!("../../assets/cordline.js"),
    include_str!("../../assets/stream.js"),
    include_str!("../../assets/presence.js"),
    include_str!("../../assets/board.js"),
];

type Palette = BTreeMap<String, String>;

/// The custom properties of the first block after `start`.
fn block(start: &str) -> Palette {
    let (_, rest) = CSS.split_once(start).unwrap();
    let (inside, _) = rest.split_once('}').unwrap();
    inside
        .split(';')
        .filter_map(|line| line.split("--").nth(1)?.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .filter(|(_, value)| value.starts_with('#') && value.len() == 7)
        .collect()
}

fn light() -> Palette {
    block("\n:root {")
}

fn dark() -> Palette {
    block(":root[data-theme=\"dark\"], .image-surface {")
}

/// Relative luminance of WCAG 2.
fn luminance(colour: &str) -> f64 {
    let channel = |place: usize| {
        let value = f64::from(u8::from_str_radix(&colour[place..place + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

fn contrast(palette: &Palette, one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(&palette[one]), luminance(&palette[other]));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

const TINTS: [&str; 5] = ["red-tint", "amber-tint", "green-tint", "blue-tint", "grey-tint"];

fn worst(palette: &Palette, token: &str) -> f64 {
    let own_tint = format!("{token}-tint");
    let mut surfaces = vec!["page", "card"];
    if palette.contains_key(&own_tint) {
        surfaces.push(&own_tint);
    } else {
        surfaces.extend(TINTS);
    }
    surfaces.iter().map(|surface| contrast(palette, token, surface)).fold(f64::MAX, f64::min)
}

#[test]
fn every_text_colour_reaches_4_5_and_every_line_3_in_both_palettes() {
    for palette in [light(), dark()] {
        for token in ["ink", "ink-2", "brand", "link", "red", "amber", "green", "blue", "grey"] {
            assert!(worst(&palette, token) >= 4.5, "{token} {}", worst(&palette, token));
        }
        assert!(worst(&palette, "line") >= 3.0);
        for fill in ["brand", "red", "amber", "green", "blue", "grey"] {
            assert!(contrast(&palette, "on-fill", fill) >= 4.5, "text on solid {fill}");
        }
        assert!(contrast(&palette, "on-focus", "focus") >= 4.5);
        let ring = contrast(&palette, "ring", "page").max(contrast(&palette, "focus", "page"));
        assert!(ring >= 3.0, "one tone of the focus ring must show");
    }
}

/// The table of the interface specification: page, card and worst surface, light then dark.
const PUBLISHED: [(&str, [f64; 3], [f64; 3]); 11] = [
    ("ink", [15.2, 16.5, 14.2], [15.4, 13.9, 12.1]),
    ("ink-2", [7.2, 7.8, 6.7], [8.8, 7.9, 6.9]),
    ("brand", [8.2, 8.9, 7.7], [9.1, 8.2, 7.2]),
    ("link", [6.8, 7.3, 6.3], [9.4, 8.5, 7.4]),
    ("red", [6.0, 6.5, 5.6], [8.1, 7.3, 7.1]),
    ("amber", [5.9, 6.4, 5.7], [10.4, 9.4, 8.6]),
    ("green", [6.0, 6.5, 5.7], [10.0, 9.0, 8.3]),
    ("blue", [7.2, 7.8, 6.7], [8.9, 8.0, 7.5]),
    ("grey", [5.4, 5.8, 5.1], [6.9, 6.2, 5.4]),
    ("line", [3.3, 3.6, 3.1], [4.6, 4.1, 3.6]),
    ("focus", [1.3, 1.4, 1.2], [13.1, 11.8, 10.3]),
];

#[test]
fn the_published_contrast_table_is_what_the_stylesheet_gives() {
    for (token, in_light, in_dark) in PUBLISHED {
        for (palette, published) in [(light(), in_light), (dark(), in_dark)] {
            let computed = [
                contrast(&palette, token, "page"),
                contrast(&palette, token, "card"),
                worst(&palette, token),
            ];
            for (one, other) in computed.iter().zip(published) {
                assert!((one - other).abs() < 0.06, "{token}: {computed:?} against {published:?}");
            }
        }
    }
}

#[test]
fn the_two_dark_blocks_hold_equal_values() {
    let by_device = block(":root:not([data-theme=\"light\"]) {");
    assert_eq!(by_device, dark());
    assert_eq!(by_device.len(), 21, "every colour has a dark value");
}

#[test]
fn no_borrowed_brand_stands_in_any_asset_or_in_the_default_header() {
    let header = page(&Page { title: "Home", ..Page::default() }).into_string();
    let texts = assets::ALL.iter().map(|asset| String::from_utf8_lossy(asset.bytes).into_owned());
    for text in texts.chain(assets::ALL.iter().map(|asset| asset.url.to_owned())).chain([header]) {
        for word in ["nhs", "gov.uk", "govuk", "frutiger"] {
            assert!(!text.to_lowercase().contains(word), "{word} in {}", &text[..60]);
        }
    }
}

#[test]
fn nothing_moves_and_nothing_is_fetched_from_elsewhere() {
    for word in ["animation", "transition", "@keyframes", "@import", "http://", "https://"] {
        assert!(!CSS.contains(word), "{word}");
    }
}

#[test]
fn scripts_keep_nothing_in_the_browser_and_evaluate_no_text() {
    for script in SCRIPTS {
        for word in
            ["localStorage", "sessionStorage", "indexedDB", "eval(", "innerHTML", "Function("]
        {
            assert!(!script.contains(word), "{word}");
        }
    }
}

#[test]
fn all_scripts_together_stay_under_30_kilobytes_and_a_public_page_under_60() {
    let size = |ending: &str| -> usize {
        let of_kind = assets::ALL.iter().filter(|asset| asset.file.ends_with(ending));
        of_kind.map(|asset| asset.gzip.len()).sum()
    };
    assert!(size(".js") < 30 * 1024, "{}", size(".js"));
    // Scripts of the staff's pages are not loaded there.
    let staff = [
        &assets::BOARD_JS,
        &assets::FOLLOW_JS,
        &assets::PRESENCE_JS,
        &assets::SPINE_JS,
        &assets::STREAM_JS,
        &assets::WORKSHEET_JS,
    ];
    let public = size("") - staff.iter().map(|script| script.gzip.len()).sum::<usize>();
    assert!(public < 44 * 1024, "leaves 16 kB for the page itself: {public}");
}

#[test]
fn the_style_sheet_names_both_weights_of_the_typeface_by_their_own_address() {
    let sheet = std::str::from_utf8(assets::CORDLINE_CSS.bytes).unwrap();
    for font in [&assets::FONT_REGULAR, &assets::FONT_BOLD] {
        assert!(sheet.contains(&format!("url(\"{}\")", font.url)), "{}", font.url);
        assert!(font.bytes.starts_with(b"wOF2") && font.bytes.len() < 20 * 1024);
    }
    assert!(!sheet.contains("url(\"hyperlegible"), "no name is left without its address");
}

#[test]
fn an_asset_is_found_under_its_own_name_only() {
    let url = asset("cordline.css").unwrap();
    assert!(find(url).unwrap().content_type.starts_with("text/css"));
    assert!(find("/assets/cordline.css").is_none(), "the name must change with the content");
    assert!(find(url).unwrap().gzip.starts_with(&[0x1f, 0x8b]));
}

#[test]
fn every_tier_shows_its_exact_words_with_its_action_line() {
    let published = [
        (Tier::E0, "Emergency: call 999 or go to A&amp;E now"),
        (Tier::E1, "Emergency: act now"),
        (Tier::I1, "Same day"),
        (Tier::S1, "Same day"),
        (Tier::U1, "Within 24 hours"),
        (Tier::U2, "Within 24 hours"),
        (Tier::R0, "Routine with safety-net"),
    ];
    assert_eq!(published.len(), Tier::ALL.len());
    for (tier, words) in published {
        let text = tier_badge(&TierView::new(tier, "what to do"), Audience::Staff).into_string();
        assert!(text.contains(&format!("<span>{words}</span>")), "{text}");
        assert!(text.contains("what to do"), "{text}");
        assert!(text.contains("<svg"), "the shape goes with the word: {text}");
    }
}

#[test]
fn a_public_badge_carries_no_tier_code() {
    for tier in Tier::ALL {
        let text = tier_badge(&TierView::new(*tier, "line"), Audience::Public).into_string();
        assert!(!text.contains(tier.code()) && !text.contains("data-tier"), "{text}");
    }
}

fn now() -> Timestamp {
    "2026-11-22T14:32:07Z".parse().unwrap()
}

fn clock(state: ClockState) -> ClockView {
    let hours = SignedDuration::from_hours;
    ClockView {
        id: "CLK-MRI24".into(),
        label: "MRI".into(),
        state,
        start: now() - hours(2),
        amber: now() + hours(10),
        red: now() + hours(18),
        due: now() + hours(22),
        stopped: None,
        due_words: "12:32 tomorrow".into(),
        note: None,
    }
}

fn row(case: &str) -> BoardRow {
    BoardRow {
        case: case.into(),
        version: 1,
        href: "/cases/1".into(),
        tier: TierView::new(Tier::E1, "Phone the referrer now"),
        order: "0".into(),
        views: "unacknowledged".into(),
        people: "A. Ng".into(),
        soonest: None,
        unacknowledged: Some(now() - SignedDuration::from_mins(6)),
        person: "JONES, Ali 67M".into(),
        place: "Northfield ED".into(),
        neuro: "legs weak".into(),
        examined: Some(now() - SignedDuration::from_mins(40)),
        clocks: vec![clock(ClockState::OnTrack)],
        met: Some(clock(ClockState::Met)),
        more_clocks: 1,
        more_running: 1,
        chased: None,
        pinned: false,
        location: "Ward 7".into(),
        blocked_by: Some("awaiting referrer".into()),
        next_action: "Phone".into(),
        next_owner: "A. Ng".into(),
        flags: vec!["Images here".into()],
        ladder: Some("registrar paged".into()),
        phone: Some("01632 960 211".into()),
        actions: html! {},
    }
}

fn instruction(state: InstructionState) -> InstructionView {
    InstructionView { id: "i".into(), text: "Lie flat".into(), state, detail: "Rao".into() }
}

/// One of everything.
fn everything() -> String {
    let field = Field::new("story", "Story").hint("In short").error(Some("Say what happened"));
    let yes = [Choice::new("yes", "Yes"), Choice::with_hint("no", "No", "Really not")];
    let source = BoardSource {
        stream: "/s",
        poll: "/p",
        phone: "01632 960 100",
        shortcuts: true,
        sound: false,
        now_words: "14:32:07",
        time_zone: "Europe/London",
        position: 7,
        view: "",
        person: "A. Ng",
        group: "nothing",
        pins: "",
        back: "/board",
        may_acknowledge: true,
        may_progress: true,
    };
    let count = BoardCount {
        name: "at-risk".into(),
        label: "At risk".into(),
        count: Some(2),
        href: "/board".into(),
        current: true,
        key: Some('2'),
    };
    let entry = TimelineEntry {
        corrections: vec![Correction { was: "walks with 1".into(), detail: "by A. Ng".into() }],
        recorded_words: Some("14:10".into()),
        ..TimelineEntry::default()
    };
    let tab = Tab { href: "/x".into(), label: "Log".into(), note: None, current: true };
    let body: Markup = html! {
        (error_summary(&[FieldError { field: "story", message: "Say what happened" }]))
        (text(&field)) (textarea(&field, 3)) (select(&field, &yes)) (radios(&field, &yes))
        (checkboxes(&field, &yes, &["yes"])) (checkbox(&field)) (date(&field, "1", "2", "1945"))
        (notice(Tone::Stop, "Stop", html! {})) (why("Why?", html! {})) (empty_state(html! {}))
        (emergency_card("Emergency", "999", html! {}, 2)) (tabs("Case", &[tab]))
        (summary_list(&[("Place", html! { "Ward 7" })])) (timeline(&[entry]))
        (next_hour_strip(&[instruction(InstructionState::Seen)]))
        (board(&source, &[count], &html! {}, &[board_group("Pinned", 1), board_row(&row("1"), now())])) (body_chart(&|_| false))
    };
    let idle = IdleLock { seconds: 900, stay_url: "/stay", lock_url: "/lock" };
    page(&Page {
        title: "Everything",
        heading: Some("Everything"),
        audience: Audience::Staff,
        signed_in: Some("A. Ng"),
        demo: Some("Demonstration: invented people"),
        unsigned_rules: true,
        refresh_without_script: true,
        idle: Some(idle),
        csrf: Some("token"),
        scripts: &[&assets::STREAM_JS, &assets::BOARD_JS],
        banner: Some(patient_banner(&PatientBanner::default())),
        body,
        ..Page::default()
    })
    .into_string()
}

#[test]
fn no_component_carries_inline_style_or_script() {
    let text = everything();
    for forbidden in [" style=", "<style", " onclick=", " onload=", " onsubmit=", "javascript:"] {
        assert!(!text.contains(forbidden), "{forbidden}");
    }
    assert_eq!(text.matches("<script").count(), text.matches("<script src=\"/assets/").count());
}

#[test]
fn a_page_has_one_heading_a_skip_link_and_a_main() {
    let text = everything();
    assert_eq!(text.matches("<h1").count(), 1);
    assert_eq!(text.matches("<main id=\"main\"").count(), 1);
    assert!(text.contains("<a class=\"skip\" href=\"#main\">"));
    for link in ["/help", "/accessibility", "/status"] {
        assert!(text.contains(&format!("href=\"{link}\"")), "{link}");
    }
}

#[test]
fn every_id_is_used_once_where_a_page_shows_one_of_each() {
    let chart = body_chart(&|_| false).into_string();
    let mut ids: Vec<_> =
        chart.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn a_refused_field_says_why_and_the_summary_leads_to_it() {
    let error = [FieldError { field: "phone", message: "Enter a number" }];
    let summary = error_summary(&error).into_string();
    assert!(summary.contains("<a href=\"#f-phone\">Enter a number</a>"), "{summary}");
    let field = Field::new("phone", "Phone").hint("Direct").error(Some("Enter a number"));
    let shown = text(&field.value("12")).into_string();
    assert!(shown.contains("aria-describedby=\"f-phone-hint f-phone-error\""), "{shown}");
    assert!(shown.contains("aria-invalid=\"true\"") && shown.contains("value=\"12\""), "{shown}");
    let group = radios(&field, &[Choice::new("yes", "Yes"), Choice::new("no", "No")]);
    assert_eq!(group.into_string().matches(" id=\"f-phone\"").count(), 1);
    assert!(error_summary(&[]).into_string().is_empty());
}

#[test]
fn what_is_typed_is_escaped() {
    let shown = text(&Field::new("name", "Name").value("\"><script>")).into_string();
    assert!(!shown.contains("<script>"), "{shown}");
}

#[test]
fn the_banner_says_not_known_rather_than_nothing() {
    let text = patient_banner(&PatientBanner::default()).into_string();
    assert_eq!(text.matches("Not known").count(), 4, "{text}");
}

#[test]
fn a_correction_keeps_the_original_struck_through() {
    let entry = TimelineEntry {
        text: "walks with 2".into(),
        corrections: vec![Correction {
            was: "walks with 1".into(),
            detail: "corrected 14:24 by A. Ng: wrong patient".into(),
        }],
        ..TimelineEntry::default()
    };
    let text = timeline(&[entry]).into_string();
    assert!(text.contains("<del>walks with 1</del>") && text.contains("wrong patient"), "{text}");
}

#[test]
fn every_dermatome_of_both_layers_is_a_checkbox_with_a_name() {
    assert_eq!(dermatome_levels().count(), 28);
    let marked = dermatome_field(Layer::Pain, "T6", Side::Right);
    assert_eq!(marked, "pain_T6_right");
    let text = body_chart(&|name| name == marked).into_string();
    assert_eq!(text.matches("type=\"checkbox\"").count(), 112);
    assert_eq!(text.matches(" checked").count(), 2, "the mark and the layer shown");
    for level in dermatome_levels() {
        for layer in [Layer::Pain, Layer::Sensation] {
            for side in [Side::Right, Side::Left] {
                let name = dermatome_field(layer, level, side);
                let label = format!("<label for=\"{name}\">{level} {}", side.key());
                assert!(text.contains(&label), "{label}");
            }
        }
    }
}

#[test]
fn a_clock_changes_its_word_at_amber_red_and_target() {
    let start = now();
    let at = |hours| start + SignedDuration::from_hours(hours);
    let state = |hours| ClockState::running(at(hours), at(12), at(20), at(24)).words();
    let words = [0, 11, 12, 19, 20, 23, 24, 30].map(state);
    assert_eq!(
        words,
        ["On track", "On track", "Watch", "Watch", "At risk", "At risk", "Breached", "Breached"]
    );
}

#[test]
fn a_clock_bar_says_how_long_of_how_much_and_due_when() {
    let text = clock_bar(&clock(ClockState::OnTrack), now()).into_string();
    assert!(text.contains("2 h of 24 h") && text.contains("due 12:32 tomorrow"), "{text}");
    assert!(text.contains("width=\"8%\"") && text.contains("data-runs"), "{text}");
    let waiting = clock_bar(&clock(ClockState::Waiting), now()).into_string();
    assert!(!waiting.contains("data-runs") && waiting.contains("waiting 2 h"), "{waiting}");
    let late = clock_bar(&clock(ClockState::Breached), now() + SignedDuration::from_mins(1445));
    assert!(late.into_string().contains("2 h 05 over"));
}

#[test]
fn durations_read_as_a_person_says_them() {
    let words = [0, 59, 720, 78_000, 86_400, 259_200, 356_400].map(duration);
    assert_eq!(words, ["0 min", "0 min", "12 min", "21 h 40", "24 h", "3 d", "4 d 3 h"]);
}

#[test]
fn the_handover_prints_not_recorded_and_at_most_eight_cases_a_page() {
    let case = HandoverCase {
        person: "SMITH, Ann F 81".into(),
        second_identifier: "999 000 0018".into(),
        place: "Ward 7".into(),
        tier: TierView::new(Tier::S1, "A person will call"),
        facts: vec![],
        ceiling: None,
    };
    let text = handover_sheet(&HandoverHead::default(), &vec![case; 17]).into_string();
    assert_eq!(text.matches("NOT RECORDED").count(), 17);
    let pages: Vec<_> = text.split("handover-page").skip(1).collect();
    let cases: Vec<_> = pages.iter().map(|page| page.matches("handover-case").count()).collect();
    assert_eq!(cases, [8, 8, 1]);
}

#[test]
fn a_wall_tile_shows_only_what_it_is_given() {
    let tile = WallTile {
        case: "a1".into(),
        initials: "A.S. 81".into(),
        place: "Ward 7".into(),
        tier: TierView::new(Tier::E1, "Phone now"),
        order: "0".into(),
        version: 1,
        unacknowledged: None,
        clock: None,
        next: "Scan".into(),
    };
    let text = wall_tile(&tile, now()).into_string();
    assert!(text.contains("A.S. 81") && text.contains("Emergency: act now"), "{text}");
    assert!(!text.contains("data-unacknowledged"), "{text}");
}

#[test]
fn every_hook_the_scripts_look_for_is_written_by_a_component_or_named_for_pages() {
    let written = format!("{}{}", everything(), include_str!("mod.rs"));
    for hook in SCRIPTS.iter().flat_map(|script| script.split("[data-").skip(1)) {
        let name: String = hook
            .chars()
            .take_while(|letter| letter.is_ascii_lowercase() || *letter == '-')
            .collect();
        assert!(written.contains(&format!("data-{name}")), "data-{name}");
    }
}

#[test]
fn every_class_a_component_writes_is_in_the_stylesheet() {
    let text = everything();
    for class in text.split(" class=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        for name in class.split_whitespace() {
            assert!(CSS.contains(&format!(".{name}")), "{name}");
        }
    }
}
