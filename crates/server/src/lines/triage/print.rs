//! Printing a decision. What a rule or a clock prints never changes, so it is written once at the
//! start and copied from then on.

use rules::{CLOCKS, Decision, Question, RULES, Step};

/// The ready-made parts of an answer, in the order of their tables.
pub(super) struct Fragments {
    rules: Vec<Vec<u8>>,
    clocks: Vec<Vec<u8>>,
    steps: Vec<Vec<u8>>,
}

#[derive(serde::Serialize)]
struct Reason<'a> {
    id: &'a str,
    revision: u16,
    citation: String,
}

impl Fragments {
    pub(super) fn new() -> serde_json::Result<Self> {
        let reason = |rule: &rules::Rule| {
            let source: Vec<String> = rule.source.iter().map(ToString::to_string).collect();
            let citation = source.join("; ");
            serde_json::to_vec(&Reason { id: rule.id, revision: rule.revision, citation })
        };
        Ok(Self {
            rules: RULES.iter().map(|rule| reason(rule)).collect::<Result<_, _>>()?,
            clocks: CLOCKS
                .iter()
                .map(|clock| serde_json::to_vec(clock.id))
                .collect::<Result<_, _>>()?,
            steps: Step::ALL
                .iter()
                .map(|step| serde_json::to_vec(step.key()))
                .collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn print(
        &self,
        id: &str,
        decision: &Decision,
        open: &[Question],
        out: &mut Vec<u8>,
    ) -> serde_json::Result<()> {
        out.extend_from_slice(b"{\"id\":");
        serde_json::to_writer(&mut *out, id)?;
        out.extend_from_slice(b",\"tier\":\"");
        out.extend_from_slice(decision.tier.code().as_bytes());
        out.extend_from_slice(b"\",\"limit_h\":");
        serde_json::to_writer(&mut *out, &decision.limit_h)?;
        out.extend_from_slice(b",\"rules\":");
        list(out, decision.fired.positions(), |out, place| copy(out, &self.rules, place));
        out.extend_from_slice(b",\"actions\":");
        list(out, decision.actions.iter(), |out, step| copy(out, &self.steps, *step as usize));
        out.extend_from_slice(b",\"withheld\":");
        list(out, decision.withheld(), |out, held| {
            out.extend_from_slice(b"{\"prompt\":");
            quote(out, held.prompt.key());
            out.extend_from_slice(b",\"because\":");
            quote(out, held.because.id);
            out.push(b'}');
        });
        out.extend_from_slice(b",\"clocks\":");
        list(out, decision.clocks.positions(), |out, place| copy(out, &self.clocks, place));
        out.extend_from_slice(b",\"ask\":");
        list(out, open.iter(), |out, question| quote(out, question.key()));
        if !decision.conflicts.is_empty() {
            out.extend_from_slice(b",\"conflicts\":");
            list(out, decision.conflicts.iter(), |out, conflict| {
                out.extend_from_slice(b"{\"part\":");
                quote(out, conflict.part.key());
                out.extend_from_slice(b",\"whole\":");
                quote(out, conflict.whole.key());
                out.push(b'}');
            });
        }
        out.push(b'}');
        Ok(())
    }
}

fn list<T>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    mut print: impl FnMut(&mut Vec<u8>, T),
) {
    out.push(b'[');
    for (place, item) in items.enumerate() {
        if place > 0 {
            out.push(b',');
        }
        print(out, item);
    }
    out.push(b']');
}

fn copy(out: &mut Vec<u8>, fragments: &[Vec<u8>], place: usize) {
    if let Some(fragment) = fragments.get(place) {
        out.extend_from_slice(fragment);
    }
}

/// A key of the vocabulary: letters, digits and underscores, so nothing to escape.
fn quote(out: &mut Vec<u8>, key: &str) {
    out.push(b'"');
    out.extend_from_slice(key.as_bytes());
    out.push(b'"');
}
