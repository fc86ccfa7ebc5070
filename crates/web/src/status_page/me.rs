//! Who acts through a private link: name and role as typed, remembered on this device for the shift.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use data_encoding::BASE64URL_NOPAD;
use maud::{Markup, html};

use crate::form::Form;
use crate::guard::cookie;
use crate::ui::{self, Field, Width};
use crate::visit::Visit;

const COOKIE: &str = "cordline_link_name";
const SHIFT_S: u32 = 12 * 3_600;

/// Name and role, as typed.
#[derive(Clone, Default)]
pub(super) struct Me {
    pub(super) name: String,
    pub(super) role: String,
}

impl Me {
    /// What was typed into a form; `scope` where a page has several.
    pub(super) fn typed(form: &Form, scope: &str) -> Self {
        let field = |name: &str| form.get(&format!("{name}{scope}")).to_owned();
        Self { name: field("name"), role: field("role") }
    }

    /// What this device remembers.
    pub(super) fn remembered(headers: &HeaderMap) -> Self {
        let text = cookie(headers, COOKIE)
            .and_then(|value| BASE64URL_NOPAD.decode(value.as_bytes()).ok())
            .and_then(|bytes| String::from_utf8(bytes).ok())
            .unwrap_or_default();
        let (name, role) = text.split_once('\n').unwrap_or_default();
        Self { name: name.into(), role: role.into() }
    }

    /// "K. Kaur, staff nurse".
    pub(super) fn words(&self) -> String {
        let parts = [self.name.as_str(), self.role.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// Remembers it on this device until the shift is over.
    pub(super) fn remember(&self, visit: &Visit, mut response: Response) -> Response {
        if self.name.is_empty() {
            return response;
        }
        let clean =
            |text: &str| text.chars().filter(|c| !c.is_control()).take(80).collect::<String>();
        let text = format!("{}\n{}", clean(&self.name), clean(&self.role));
        let value = BASE64URL_NOPAD.encode(text.as_bytes());
        let secure = if visit.app.secure_cookies { "; Secure" } else { "" };
        let line = format!(
            "{COOKIE}={value}; Path=/r; HttpOnly; SameSite=Strict; Max-Age={SHIFT_S}{secure}"
        );
        if let Ok(line) = HeaderValue::from_str(&line) {
            response.headers_mut().append(header::SET_COOKIE, line);
        }
        response
    }

    /// The two fields.
    pub(super) fn fields(&self, scope: &str, errors: &[(String, String)]) -> Markup {
        let (name, role) = (format!("name{scope}"), format!("role{scope}"));
        let error = |field: &str| {
            errors.iter().find(|(wrong, _)| wrong == field).map(|(_, words)| words.as_str())
        };
        html! {
            div.field-row {
                (ui::text(&Field::new(&name, "Your name").value(&self.name).error(error(&name))
                    .autocomplete("name").width(Width::Medium)))
                (ui::text(&Field::new(&role, "Your role and ward").value(&self.role)
                    .error(error(&role)).width(Width::Medium)))
            }
        }
    }
}
