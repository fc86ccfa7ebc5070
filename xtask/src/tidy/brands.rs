//! No logo, typeface or stylesheet of somebody else in what Cordline serves or ships.

use anyhow::Result;

use crate::workspace::{Workspace, shown};

/// Words that would mean a borrowed brand, in the files that make pages.
const WORDS: &[&str] =
    &["Frutiger", "GDS Transport", "nhsuk-frontend", "govuk-frontend", "#005eb8", "#005EB8"];

/// Parts of a file name that would mean a borrowed brand.
const NAMES: &[&str] = &["nhs", "govuk", "frutiger", "nice-logo", "asia-worksheet"];

/// Kinds of picture, and the only folder for them: those the journeys take.
const PICTURES: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "ico"];
const PICTURE_HOME: &str = "docs/guide/pictures/";

/// Kinds of file that carry someone's work in a form no reviewer reads.
const BINARIES: &[&str] = &["woff", "woff2", "ttf", "otf", "eot", "pdf", "zip", "gz"];

/// The typeface of the screens, under an open licence whose text lies beside it; NOTICE names it.
const TYPEFACE: &[&str] =
    &["crates/web/assets/hyperlegible-regular.woff2", "crates/web/assets/hyperlegible-bold.woff2"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<String>> {
    let mut complaints = Vec::new();
    for file in workspace.files()? {
        let name = shown(&file);
        complaints.extend(borrowed_name(&name));
        if name.starts_with("crates/web/")
            && let Some(text) = workspace.text(&file)?
        {
            complaints.extend(WORDS.iter().filter(|word| text.contains(**word)).map(|word| {
                format!("{name}: {word:?} belongs to somebody else's visual identity")
            }));
        }
    }
    Ok(complaints)
}

fn borrowed_name(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let asset = PICTURES.contains(&extension) || matches!(extension, "svg" | "css");
    if TYPEFACE.contains(&path) {
        return None;
    }
    if BINARIES.contains(&extension) {
        return Some(format!("{path}: fonts and archives come from a package or not at all"));
    }
    if PICTURES.contains(&extension) && !path.starts_with(PICTURE_HOME) {
        return Some(format!("{path}: pictures live in {PICTURE_HOME}, made by the journeys"));
    }
    (asset && NAMES.iter().any(|brand| name.contains(brand)))
        .then(|| format!("{path}: the name of somebody else's brand"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borrowed_fonts_pictures_and_logos_are_reported() {
        assert!(borrowed_name("crates/web/static/f.woff2").is_some());
        assert!(borrowed_name("crates/web/static/nhs-logo.svg").is_some());
        assert!(borrowed_name("crates/web/static/photo.png").is_some());
    }

    #[test]
    fn our_own_pictures_and_styles_are_fine() {
        assert_eq!(borrowed_name("docs/guide/pictures/board.png"), None);
        assert_eq!(borrowed_name("crates/web/static/cordline.css"), None);
        assert_eq!(borrowed_name("crates/web/assets/hyperlegible-bold.woff2"), None);
    }
}
