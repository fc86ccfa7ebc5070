//! Finds a clinical rule by a word, in the source that is the rule: the ten-second test.

use anyhow::{Result, bail};

use crate::workspace::{Workspace, has_extension, shown};

/// A rule as its source shows it.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    id: String,
    sentence: String,
    line: usize,
}

/// `cargo xtask rule WORD...`: every word must occur; letters of either case are the same.
pub(crate) fn run(workspace: &Workspace, words: &[String]) -> Result<()> {
    if words.is_empty() {
        bail!("which word? For example: cargo xtask rule mri");
    }
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let mut count = 0;
    for file in workspace.files()? {
        let name = shown(&file);
        let rule_source = name.starts_with("rules/src/") && has_extension(&file, "rs");
        if !rule_source || name.ends_with("tests.rs") {
            continue;
        }
        let Some(text) = workspace.text(&file)? else { continue };
        for rule in matching(&text, &words) {
            println!("{}  {}\n    {name}:{}", rule.id, rule.sentence, rule.line);
            count += 1;
        }
    }
    if count == 0 {
        bail!("no rule mentions {}", words.join(" and "));
    }
    Ok(())
}

fn matching(text: &str, words: &[String]) -> Vec<Found> {
    let lines: Vec<&str> = text.lines().collect();
    let starts: Vec<usize> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| rule_id(line).is_some())
        .map(|(index, _)| index)
        .collect();
    let mut found = Vec::new();
    for (position, &at) in starts.iter().enumerate() {
        let begin = lines.get(..at).map_or(at, head_of);
        let end = starts
            .get(position + 1)
            .map_or(lines.len(), |&next| lines.get(..next).map_or(next, head_of).max(at + 1));
        let block = lines.get(begin..end).unwrap_or_default();
        let id = lines.get(at).and_then(|line| rule_id(line)).unwrap_or_default();
        let whole = block.join(" ").to_lowercase();
        if words.iter().all(|word| whole.contains(word.as_str())) {
            let sentence = sentence(block);
            found.push(Found { id: id.to_owned(), sentence, line: begin + 1 });
        }
    }
    found
}

/// The id in a line such as `id: "TR-01",`.
pub(crate) fn rule_id(line: &str) -> Option<&str> {
    let (_, rest) = line.trim().split_once("id: \"")?;
    let id = rest.split('"').next()?;
    let letter = |character: char| {
        character.is_ascii_uppercase() || character.is_ascii_digit() || character == '-'
    };
    let shaped = id.contains('-') && id.chars().all(letter);
    shaped.then_some(id)
}

/// Where the item that ends in these lines begins: back to the blank line or closing brace above.
fn head_of(lines: &[&str]) -> usize {
    lines
        .iter()
        .rposition(|line| line.trim().is_empty() || matches!(line.trim(), "}" | "};" | "},"))
        .map_or(0, |index| index + 1)
}

/// What a person reads: the doc comment, or else the first text field that is a sentence.
fn sentence(block: &[&str]) -> String {
    let comment: Vec<&str> =
        block.iter().filter_map(|line| line.trim().strip_prefix("///")).map(str::trim).collect();
    if !comment.is_empty() {
        return comment.join(" ");
    }
    block
        .iter()
        .filter_map(|line| line.split('"').nth(1))
        .filter(|text| text.contains(' '))
        .max_by_key(|text| text.len())
        .unwrap_or("(no sentence beside the rule)")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\
/// Cancer and weak legs: phone the coordinator now.
pub const A: Rule = Rule {
    id: \"TR-08\",
    when: Both(CaKnown, Weak),
};

/// MRI of the whole spine within 24 hours.
pub const B: Rule = Rule {
    id: \"CLK-MRI24\",
};

/// The report follows at once.
pub const C: Rule = Rule {
    id: \"CLK-REPORT\",
};
";

    fn ids(words: &[&str]) -> Vec<String> {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        matching(SOURCE, &words).into_iter().map(|rule| rule.id).collect()
    }

    #[test]
    fn a_rule_is_found_by_a_word_of_its_sentence_and_not_by_its_neighbours() {
        assert_eq!(ids(&["mri"]), ["CLK-MRI24"]);
        assert_eq!(ids(&["coordinator", "weak"]), ["TR-08"]);
        assert!(ids(&["mri", "coordinator"]).is_empty());
    }

    #[test]
    fn the_line_is_where_a_reader_should_begin() {
        let found = matching(SOURCE, &["24 hours".to_owned()]);
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().map(|rule| rule.line), Some(7));
        let sentence = found.first().map(|rule| rule.sentence.as_str());
        assert_eq!(sentence, Some("MRI of the whole spine within 24 hours."));
    }
}
