//! A QR code, so that a phone opens an address that nobody could type at the bedside.

use std::fmt::Write as _;

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// Modules of white around the code that a reader needs.
const QUIET: usize = 4;

/// The code of an address, black on white in every theme and print; nothing when it is too long.
pub fn qr(address: &str, label: &str) -> Markup {
    let Ok(code) = QrCode::new(address) else { return html! {} };
    let side = code.width() + 2 * QUIET;
    html! {
        svg viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(label) data-qr
            shape-rendering="crispEdges" {
            path fill="#fff" d={ "M0 0h" (side) "v" (side) "H0z" } {}
            path fill="#000" d=(dark(&code)) {}
        }
    }
}

/// Every run of dark modules in a row as one box of the path.
fn dark(code: &QrCode) -> String {
    let colors = code.to_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(code.width()).enumerate() {
        let mut x = QUIET;
        for run in row.chunk_by(|one, next| one == next) {
            let length = run.len();
            if run.first() == Some(&Color::Dark) {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{x} {}h{length}v1h-{length}z", y + QUIET);
            }
            x += length;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_quiet_zone_and_its_three_corners() {
        let markup = qr("https://cordline.example/r/abc", "The private link").into_string();
        assert!(markup.contains("viewBox=\"0 0 37 37\""), "{markup}");
        assert!(markup.contains("aria-label=\"The private link\""));
        for corner in ["M4 4h7v1", "M26 4h7v1", "M4 26h7v1"] {
            assert!(markup.contains(corner), "{corner}");
        }
    }
}
