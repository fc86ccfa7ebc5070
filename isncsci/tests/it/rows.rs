//! Reading the test vectors.

use isncsci::{Classification, Exam, Output, Sides, Totals, WrittenExam, WrittenSide};
use serde_json::{Value, json};

pub(crate) const PEER_GENERATED: &str = include_str!("../data/isncsci_peer_generated.jsonl");
pub(crate) const POSSIBLE_WORLDS: &str = include_str!("../data/isncsci_possible_worlds.jsonl");
pub(crate) const UNTESTED: &str =
    include_str!("../data/isncsci_nt_exact_vs_peer_disagreements.jsonl");
pub(crate) const DEFINITE: &str =
    include_str!("../data/isncsci_definite_ref_vs_peer_disagreements.jsonl");

pub(crate) fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

pub(crate) fn exam_of(row: &Value) -> Exam {
    let column = |side: &str, name: &str| -> Vec<Option<&str>> {
        row[side][name].as_array().expect("a column").iter().map(Value::as_str).collect()
    };
    let columns =
        |side| [column(side, "motor"), column(side, "lightTouch"), column(side, "pinPrick")];
    let [right, left] = ["right", "left"].map(columns);
    let written = WrittenExam {
        vac: row["vac"].as_str(),
        dap: row["dap"].as_str(),
        sides: Sides { right: side(row, "right", &right), left: side(row, "left", &left) },
    };
    written.read().unwrap_or_else(|refusal| panic!("{}: {refusal}", row["id"]))
}

fn side<'a>(row: &'a Value, name: &str, columns: &'a [Vec<Option<&'a str>>; 3]) -> WrittenSide<'a> {
    let [motor, light_touch, pin_prick] = columns;
    let lowest_non_key_muscle = row[name]["lowestNonKeyMuscle"].as_str();
    WrittenSide { motor, light_touch, pin_prick, lowest_non_key_muscle }
}

/// One output as text, without marks.
pub(crate) fn text(found: &Classification, output: Output) -> String {
    marked(found, found, output)
}

/// One output as text, with marks against the raw worksheet.
pub(crate) fn marked(found: &Classification, raw: &Classification, output: Output) -> String {
    let mut text = String::new();
    found.write(output, raw, &mut text).expect("a string takes all");
    text
}

pub(crate) fn totals(totals: &Totals) -> Value {
    let sum = |sum: Option<u8>| sum.map_or_else(|| "ND".to_owned(), |sum| sum.to_string());
    let (right, left) = (totals.sides.right, totals.sides.left);
    json!({
        "right": {
            "uer": sum(right.upper_extremity), "ler": sum(right.lower_extremity),
            "motor": sum(right.motor), "lt": sum(right.light_touch), "pp": sum(right.pin_prick),
        },
        "left": {
            "uel": sum(left.upper_extremity), "lel": sum(left.lower_extremity),
            "motor": sum(left.motor), "lt": sum(left.light_touch), "pp": sum(left.pin_prick),
        },
        "uems": sum(totals.upper_extremity), "lems": sum(totals.lower_extremity),
        "lt": sum(totals.light_touch), "pp": sum(totals.pin_prick),
    })
}
