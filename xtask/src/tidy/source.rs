//! Reading Rust source just well enough for text checks: code without comments, test functions.

/// The code of each line, comments blanked out, with its number from 1.
///
/// Strings are kept, since SQL hides in them; `//` inside a string (an address) does not begin a
/// comment. Block comments and raw strings are rare enough here to be left to the reader.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, without_comment(line)))
}

fn without_comment(line: &str) -> &str {
    let mut in_string = false;
    let mut previous = ' ';
    for (index, character) in line.char_indices() {
        match character {
            '"' if previous != '\\' && previous != '\'' => in_string = !in_string,
            '/' if previous == '/' && !in_string => {
                return line.get(..index - 1).unwrap_or(line);
            }
            _ => {}
        }
        previous = character;
    }
    line
}

/// Names of the functions that a test runner would run.
pub(crate) fn test_functions(text: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut marked = false;
    for (_, line) in code_lines(text) {
        let line = line.trim();
        if line.starts_with("#[") {
            marked |= line.starts_with("#[test]") || line.contains("::test");
        } else if let Some(name) = function_name(line) {
            if marked {
                names.push(name);
            }
            marked = false;
        } else if !line.is_empty() && !line.ends_with(']') && !line.ends_with(',') {
            marked = false;
        }
    }
    names
}

fn function_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    let rest = line.strip_prefix("fn ")?;
    rest.split(|character: char| !(character.is_alphanumeric() || character == '_')).next()
}

/// Names of the journeys that a journey file offers.
pub(crate) fn journey_functions(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| line.strip_prefix("export async function "))
        .filter_map(|rest| rest.split('(').next())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_are_not_code_and_addresses_are_not_comments() {
        let text = "let a = \"http://x\"; // SELECT 1\n// fn b() {}";
        let lines: Vec<_> = code_lines(text).collect();
        assert_eq!(lines, [(1, "let a = \"http://x\"; "), (2, "")]);
    }

    #[test]
    fn only_marked_functions_are_tests() {
        let text = "fn helper() {}\n#[test]\nfn one() {}\n#[tokio::test]\nasync fn two() {}\n\
                    #[cfg(test)]\nfn three() {}\n#[test]\n#[should_panic(expected = \"x\")]\n\
                    fn four() {}\n// #[test]\nfn five() {}";
        assert_eq!(test_functions(text), ["one", "two", "four"]);
    }

    #[test]
    fn journeys_are_the_exported_functions() {
        let text = "export async function a_ward_answers(t) {\n}\nasync function helper() {}";
        assert_eq!(journey_functions(text), ["a_ward_answers"]);
    }
}
