//! A classification as the JSON of the contract: the keys of the test vectors, and beside them
//! version, mode, warnings, citation and what to test next.

use std::fmt;

use isncsci::{Classification, Exam, Mode, Output, Prospect, Totals, Warning};
use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

/// Cordline serves people whose cord is compressed by tumour.
const TRAUMATIC: bool = false;

/// The answer to one line.
#[derive(Serialize)]
pub(super) struct Answered<'a> {
    id: &'a str,
    result: Printed,
}

impl<'a> Answered<'a> {
    pub(super) fn of(id: &'a str, exam: &Exam, mode: Mode) -> Self {
        let found = exam.classify(mode);
        let raw = if exam.has_tags() { exam.raw().classify(mode) } else { found };
        Self { id, result: Printed { exam: *exam, mode, found, raw } }
    }
}

struct Printed {
    exam: Exam,
    mode: Mode,
    found: Classification,
    raw: Classification,
}

impl Printed {
    fn text(&self, output: Output) -> Text<'_> {
        Text { printed: self, output }
    }
}

impl Serialize for Printed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let in_zone = |output: &Output| zone_key(*output).is_some();
        for output in Output::ALL.into_iter().filter(|output| !in_zone(output)) {
            map.serialize_entry(output.key(), &self.text(output))?;
        }
        map.serialize_entry("zpp", &Zones(self))?;
        map.serialize_entry("totals", &Sums(&self.found.totals))?;
        map.serialize_entry("version", isncsci::VERSION)?;
        map.serialize_entry("mode", self.mode.name())?;
        map.serialize_entry("testNext", &TestNext(self))?;
        let warnings = self.found.warnings(&self.exam, TRAUMATIC).map(Warned::of);
        map.serialize_entry("warnings", &warnings.collect::<Vec<_>>())?;
        map.serialize_entry("citation", isncsci::CITATION)?;
        map.end()
    }
}

/// The key inside `zpp`, for the four zones.
fn zone_key(output: Output) -> Option<&'static str> {
    output.key().strip_prefix("zpp.")
}

/// One output, with its marks.
struct Text<'a> {
    printed: &'a Printed,
    output: Output,
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.printed.found.write(self.output, &self.printed.raw, out)
    }
}

impl Serialize for Text<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

struct Zones<'a>(&'a Printed);

impl Serialize for Zones<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let zones = Output::ALL.into_iter().filter_map(|output| Some((zone_key(output)?, output)));
        serializer.collect_map(zones.map(|(key, output)| (key, self.0.text(output))))
    }
}

/// The sums, `ND` where one cannot be determined.
struct Sums<'a>(&'a Totals);

impl Serialize for Sums<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Totals { sides, .. } = self.0;
        let side = |side: &isncsci::SideTotals, [upper, lower]: [&'static str; 2]| {
            SumList(vec![
                (upper, side.upper_extremity),
                (lower, side.lower_extremity),
                ("motor", side.motor),
                ("lt", side.light_touch),
                ("pp", side.pin_prick),
            ])
        };
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("right", &side(&sides.right, ["uer", "ler"]))?;
        map.serialize_entry("left", &side(&sides.left, ["uel", "lel"]))?;
        map.serialize_entry("uems", &Sum(self.0.upper_extremity))?;
        map.serialize_entry("lems", &Sum(self.0.lower_extremity))?;
        map.serialize_entry("lt", &Sum(self.0.light_touch))?;
        map.serialize_entry("pp", &Sum(self.0.pin_prick))?;
        map.end()
    }
}

struct SumList(Vec<(&'static str, Option<u8>)>);

impl Serialize for SumList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, sum)| (key, Sum(*sum))))
    }
}

struct Sum(Option<u8>);

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Some(sum) => serializer.collect_str(&sum),
            None => serializer.serialize_str("ND"),
        }
    }
}

/// For each output that is still open: the untested cell that tells most about it.
struct TestNext<'a>(&'a Printed);

impl Serialize for TestNext<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        let open = |output: &Output| self.0.found.count(*output) > 1;
        if Output::ALL.iter().any(open) {
            let prospects = self.0.exam.most_telling_each(self.0.mode);
            for (output, prospect) in Output::ALL.into_iter().zip(prospects) {
                if let Some(prospect) = prospect {
                    list.serialize_element(&Next::of(output, prospect))?;
                }
            }
        }
        list.end()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Next {
    output: &'static str,
    cell: String,
    /// Whatever is found there, one answer is left.
    settles: bool,
    answers_left_at_best: u32,
    answers_left_at_worst: u32,
}

impl Next {
    fn of(output: Output, prospect: Prospect) -> Self {
        Self {
            output: output.key(),
            cell: prospect.place.to_string(),
            settles: prospect.settles(),
            answers_left_at_best: prospect.best,
            answers_left_at_worst: prospect.worst,
        }
    }
}

#[derive(Serialize)]
struct Warned {
    code: &'static str,
    text: &'static str,
}

impl Warned {
    const fn of(warning: Warning) -> Self {
        Self { code: warning.code(), text: warning.text() }
    }
}
