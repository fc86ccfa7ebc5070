//! The frame of every page: skip link, header, one `main`, footer, and the data its scripts need.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::assets::{Asset, CORDLINE_CSS, CORDLINE_JS, CORDLINE_SVG};
use super::clock::patterns;

/// Who reads the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Patients, carers and anyone else; no tier code or rule number may appear.
    #[default]
    Public,
    /// Clinicians and staff.
    Staff,
}

/// Light, dark, or what the device says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Follow the device.
    #[default]
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every choice, in the order shown.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Value in the cookie and in the form.
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The choice a cookie or form names; anything else follows the device.
    pub fn from_key(key: &str) -> Self {
        Self::ALL.into_iter().find(|theme| theme.key() == key).unwrap_or_default()
    }

    fn words(self) -> &'static str {
        match self {
            Self::System => "As the device",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn attribute(self) -> Option<&'static str> {
        (self != Self::System).then_some(self.key())
    }
}

/// One link of the header.
#[derive(Debug, Clone, Copy)]
pub struct NavLink<'a> {
    /// Where it leads.
    pub href: &'a str,
    /// Its words.
    pub label: &'a str,
    /// This is the page we are on.
    pub current: bool,
}

/// When an untouched page locks itself.
#[derive(Debug, Clone, Copy)]
pub struct IdleLock<'a> {
    /// Seconds without activity until the lock.
    pub seconds: u32,
    /// A POST here says that somebody is still there.
    pub stay_url: &'a str,
    /// Where a locked page goes.
    pub lock_url: &'a str,
}

/// Everything a page is made of. Fill in what differs from `Page::default()`.
#[derive(Debug, Clone)]
pub struct Page<'a> {
    /// Window title; never patient data.
    pub title: &'a str,
    /// Shown as the one `h1`; `None` when the body brings its own.
    pub heading: Option<&'a str>,
    /// Who reads it.
    pub audience: Audience,
    /// Light, dark or as the device.
    pub theme: Theme,
    /// Links of the header.
    pub nav: &'a [NavLink<'a>],
    /// Name and role of the person signed in.
    pub signed_in: Option<&'a str>,
    /// The server's time, RFC 3339; clocks on the page count from it.
    pub now: &'a str,
    /// The clock only moves when the server says so (demonstration, tests).
    pub clock_stands_still: bool,
    /// Text of the demonstration ribbon.
    pub demo: Option<&'a str>,
    /// Shown under the header of every clinical screen until a site signs its rules.
    pub unsigned_rules: bool,
    /// Telephone number for when the page fails; shown in the footer.
    pub phone: &'a str,
    /// Path of this page, so that the theme form can return to it.
    pub here: &'a str,
    /// Anti-forgery token for the forms of the frame.
    pub csrf: Option<&'a str>,
    /// Idle lock of a signed-in page.
    pub idle: Option<IdleLock<'a>>,
    /// Without script, load the page again every 30 seconds.
    pub refresh_without_script: bool,
    /// Scripts besides the common one.
    pub scripts: &'a [&'a Asset],
    /// Sticky patient banner, printed first in `main`.
    pub banner: Option<Markup>,
    /// Extra class of `body`: `wall`, `phone-mode`, `print-landscape`.
    pub class: &'a str,
    /// Language of the page.
    pub lang: &'a str,
    /// The page.
    pub body: Markup,
}

impl Default for Page<'_> {
    fn default() -> Self {
        Self {
            title: "",
            heading: None,
            audience: Audience::Public,
            theme: Theme::System,
            nav: &[],
            signed_in: None,
            now: "",
            clock_stands_still: false,
            demo: None,
            unsigned_rules: false,
            phone: "",
            here: "/",
            csrf: None,
            idle: None,
            refresh_without_script: false,
            scripts: &[],
            banner: None,
            class: "",
            lang: "en-GB",
            body: PreEscaped(String::new()),
        }
    }
}

/// The whole document.
pub fn page(page: &Page<'_>) -> Markup {
    let audience = if page.audience == Audience::Staff { "staff" } else { "public" };
    html! {
        (DOCTYPE)
        html lang=(page.lang) data-theme=[page.theme.attribute()] {
            (head(page))
            body class={ (audience) " " (page.class) } data-now=(page.now)
                data-clock-stands-still[page.clock_stands_still] data-phone=(page.phone)
                data-idle-seconds=[page.idle.map(|idle| idle.seconds)]
                data-stay-url=[page.idle.map(|idle| idle.stay_url)]
                data-lock-url=[page.idle.map(|idle| idle.lock_url)]
                data-csrf=[page.csrf] {
                a class="skip" href="#main" { "Skip to main content" }
                @if let Some(demo) = page.demo { p class="ribbon" { (demo) } }
                (header(page))
                @if page.unsigned_rules {
                    p class="unsigned" { "Rules not yet signed off at this site." }
                }
                @if page.refresh_without_script {
                    noscript {
                        p class="unsigned" {
                            "JavaScript is not available: this page refreshes every 30 seconds."
                        }
                    }
                }
                main id="main" tabindex="-1" {
                    @if let Some(banner) = &page.banner { (banner) }
                    @if let Some(heading) = page.heading { h1 tabindex="-1" { (heading) } }
                    (page.body)
                }
                (footer(page))
                (patterns())
                div class="toasts" data-toasts role="status" {}
                div class="visually-hidden" data-polite aria-live="polite" {}
                div class="visually-hidden" data-assertive aria-live="assertive" {}
                @if page.idle.is_some() { (idle_dialog()) (lock_dialog()) }
            }
        }
    }
}

fn head(page: &Page<'_>) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            title { (page.title) " – Cordline" }
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            meta name="format-detection" content="telephone=no";
            link rel="icon" href=(CORDLINE_SVG.url) type="image/svg+xml";
            link rel="stylesheet" href=(CORDLINE_CSS.url);
            script src=(CORDLINE_JS.url) defer {}
            @for script in page.scripts { script src=(script.url) defer {} }
            @if page.refresh_without_script {
                noscript { meta http-equiv="refresh" content="30"; }
            }
        }
    }
}

fn header(page: &Page<'_>) -> Markup {
    html! {
        header class="top" {
            a class="home" href=(if page.signed_in.is_some() { "/board" } else { "/" }) {
                (logo()) span { "Cordline" }
            }
            @if !page.nav.is_empty() {
                nav class="top-nav" aria-label="Main" {
                    ul {
                        @for link in page.nav {
                            li {
                                a href=(link.href) aria-current=[link.current.then_some("page")] {
                                    (link.label)
                                }
                            }
                        }
                    }
                }
            }
            @if let Some(person) = page.signed_in {
                form class="who" method="post" action="/sign-out" {
                    (csrf(page))
                    span { (person) }
                    button class="button-quiet" type="submit" { "Sign out" }
                }
            }
        }
    }
}

fn footer(page: &Page<'_>) -> Markup {
    html! {
        footer class="foot" {
            @if !page.phone.is_empty() {
                p { "If this page fails, phone " (super::phone(page.phone)) "." }
            }
            ul class="foot-links" {
                li { a href="/help" { "Help" } }
                li { a href="/accessibility" { "Accessibility statement" } }
                li { a href="/status" { "Status" } }
            }
            form class="theme" method="post" action="/theme" {
                (csrf(page))
                (super::hidden("return", page.here))
                fieldset {
                    legend { "Colours" }
                    @for theme in Theme::ALL {
                        button type="submit" name="theme" value=(theme.key())
                            aria-pressed=(if theme == page.theme { "true" } else { "false" }) {
                            (theme.words())
                        }
                    }
                }
            }
            p class="small" {
                "Cordline supports decisions. It does not diagnose, prescribe or refuse anyone."
            }
        }
    }
}

fn csrf(page: &Page<'_>) -> Markup {
    html! { @if let Some(token) = page.csrf { (super::hidden("csrf", token)) } }
}

/// Our own mark: a cord passing through three vertebrae.
fn logo() -> Markup {
    html! {
        svg class="logo" viewBox="0 0 24 24" width="28" height="28" aria-hidden="true"
            focusable="false" {
            path class="logo-bone" d="M4 2.5h16a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-3\
                a1 1 0 0 1 1-1zM6 9.5h12a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1v-3a1 1 0 0 1 \
                1-1zM4 16.5h16a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1z" {}
            path class="logo-cord" d="M12 0v24" {}
        }
    }
}

/// Covers a locked page in place, so that unlocking brings back every word and the field it was in.
fn lock_dialog() -> Markup {
    html! {
        dialog class="dialog lock" data-lock-dialog aria-labelledby="lock-title" {
            h2 id="lock-title" { "Screen locked" }
            p { "Nobody used this screen. Nothing you typed is lost." }
            form method="post" action="/session/locked" data-unlock {
                // Only its address is looked at: a page that everybody may read.
                (super::hidden("next", "/help"))
                (super::text(&super::Field {
                    kind: "password",
                    autocomplete: Some("current-password"),
                    scope: "lock",
                    ..super::Field::new("password", "Your password")
                }))
                p data-unlock-error role="alert" {}
                button class="button" type="submit" { "Unlock this screen" }
            }
            form method="post" action="/sign-out" {
                button class="button-quiet" type="submit" { "Sign out instead" }
            }
        }
    }
}

fn idle_dialog() -> Markup {
    html! {
        dialog class="dialog" data-idle-dialog aria-labelledby="idle-title" {
            h2 id="idle-title" { "Are you still there?" }
            p { "This screen locks in " strong data-idle-left { "2 minutes" } ". Drafts are kept." }
            button class="button" type="button" data-idle-stay { "Stay signed in" }
        }
    }
}
