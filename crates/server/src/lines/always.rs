//! What holds for any bytes: no panic, one answer a line, each JSON with an id and either a result
//! or an error. The fuzz targets ask it of what they find, the test below of the seeds they keep.

use serde_json::Value;

/// `cordline triage -`. A line read the quick way is answered as when it is read with care.
pub(crate) fn triage(input: &[u8]) {
    let answers = answered(input, |input, output| super::triage::run(input, output));
    let careful: Vec<u8> = lines(input).flat_map(with_a_tab).collect();
    let again = answered(&careful, |input, output| super::triage::run(input, output));
    for (quick, careful) in answers.iter().zip(&again) {
        assert_eq!(error(quick), error(careful));
        if error(quick).is_none() {
            assert_eq!(quick, careful);
        }
    }
}

/// `cordline score NAME -`: the first line names the instrument; any other text picks one.
pub(crate) fn score(input: &[u8]) {
    let (name, input) = match input.iter().position(|byte| *byte == b'\n') {
        Some(end) => input.split_at(end + 1),
        None => (&[][..], input),
    };
    let name = std::str::from_utf8(name).unwrap_or_default().trim();
    let picked = input.len() % scores::INSTRUMENTS.len();
    let name = if super::score::known(name) {
        name
    } else {
        scores::INSTRUMENTS.get(picked).map_or("sins", |instrument| instrument.name)
    };
    for allow_draft in [false, true] {
        answered(input, |input, output| super::score::run(name, allow_draft, input, output));
    }
}

/// `cordline isncsci -`, both ways of reading the edge of the neurological level.
pub(crate) fn isncsci(input: &[u8]) {
    for peer_compatible in [false, true] {
        answered(input, |input, output| super::isncsci::run(peer_compatible, input, output));
    }
}

/// The lines that ask something.
fn lines(input: &[u8]) -> impl Iterator<Item = &[u8]> {
    input.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty())
}

/// A tab where JSON allows one: the quick way takes no tabs.
fn with_a_tab(line: &[u8]) -> Vec<u8> {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r');
    let start = line.iter().position(|byte| !blank(byte)).unwrap_or_default();
    match line.split_at_checked(start + 1) {
        Some((before, rest)) if before.last() == Some(&b'{') => {
            [before, b"\t", rest, b"\n"].concat()
        }
        _ => [line, b"\n"].concat(),
    }
}

fn error(answer: &Value) -> Option<&Value> {
    answer.get("error")?.get("code")
}

fn answered(input: &[u8], run: impl Fn(&[u8], &mut Vec<u8>) -> std::io::Result<u64>) -> Vec<Value> {
    let mut output = Vec::new();
    let refused = run(input, &mut output);
    let answers: Vec<Value> = output
        .split_inclusive(|byte| *byte == b'\n')
        .map(|line| serde_json::from_slice(line).unwrap_or_default())
        .collect();
    assert!(answers.iter().all(|answer| answer.get("id").is_some()), "an answer without its id");
    assert_eq!(answers.len(), lines(input).count(), "one answer a line");
    let errors = answers.iter().filter(|answer| error(answer).is_some()).count();
    assert_eq!(refused.ok(), u64::try_from(errors).ok(), "every refusal is counted");
    answers
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    fn each_seed(target: &str, check: fn(&[u8])) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/seeds").join(target);
        let mut seeds = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            check(&std::fs::read(entry.unwrap().path()).unwrap());
            seeds += 1;
        }
        assert!(seeds > 10, "{seeds} seeds of {target}");
    }

    #[test]
    fn every_kept_seed_of_triage_is_answered_line_by_line() {
        each_seed("triage", super::triage);
    }

    #[test]
    fn every_kept_seed_of_a_score_is_answered_line_by_line() {
        each_seed("score", super::score);
    }

    #[test]
    fn every_kept_seed_of_an_examination_is_answered_line_by_line() {
        each_seed("isncsci", super::isncsci);
    }

    #[test]
    #[should_panic(expected = "one answer a line")]
    fn a_line_without_an_answer_is_noticed() {
        super::answered(b"{}\n{}\n", |_, output| {
            output.extend_from_slice(b"{\"id\":null}\n");
            Ok(0)
        });
    }
}
