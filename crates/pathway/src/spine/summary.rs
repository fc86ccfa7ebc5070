//! The report in a few sentences: the same words on screen, in the record and in print. A pure
//! function of what was read.

use super::finding::{LevelFinding, Metastasis, SinsAt};
use super::{Level, Pains, SpineReport};

/// What the report says, level by level findings drawn together.
pub fn summary(report: &SpineReport, pains: &Pains) -> String {
    let mut sentences = Vec::new();
    match report.seen {
        Some(seen) => sentences.push(format!("Levels seen: {seen}.")),
        None => sentences.push("Levels seen: not said.".into()),
    }
    sentences.extend(metastases(report));
    sentences.push(epidural(report));
    sentences.extend(sins(report, pains));
    sentences.extend(each(report, "Root exit narrowed", |finding| {
        finding.foramen.map(|side| side.words().to_owned())
    }));
    sentences.extend(each(report, "Cord", |finding| {
        let cord = finding.cord.filter(|cord| *cord != super::finding::CordSignal::Normal);
        cord.map(|cord| cord.words().to_owned())
    }));
    sentences.extend(each(report, "Previous radiotherapy", |finding| {
        Some(finding.radiotherapy.clone()).filter(|words| !words.is_empty())
    }));
    sentences.extend(each(report, "Metalwork", |finding| {
        Some(finding.metalwork.clone()).filter(|words| !words.is_empty())
    }));
    sentences.join(" ")
}

fn metastases(report: &SpineReport) -> Vec<String> {
    let of = |which: Metastasis| -> Vec<Level> {
        let levels = report.levels.iter().filter(|finding| finding.metastasis == which);
        levels.map(|finding| finding.level).collect()
    };
    let (definite, possible) = (of(Metastasis::Definite), of(Metastasis::Possible));
    let mut said = Vec::new();
    if !definite.is_empty() {
        said.push(format!("Metastasis at {}.", list(&definite)));
    }
    if !possible.is_empty() {
        said.push(format!("Possible metastasis at {}.", list(&possible)));
    }
    if said.is_empty() {
        said.push("No metastasis seen.".into());
    }
    said
}

/// "Epidural disease at 2 levels: T6 ESCC 2 (…, left), T7 ESCC 1b (…)."
fn epidural(report: &SpineReport) -> String {
    let levels: Vec<&LevelFinding> =
        report.levels.iter().filter(|finding| finding.has_epidural_disease()).collect();
    let words = |finding: &&LevelFinding| {
        let grade = finding.escc.map_or("", scores::escc::Grade::word);
        let meaning = finding.escc.map_or("", scores::escc::Grade::label);
        let side = finding.side.map(|side| format!(", {}", side.words())).unwrap_or_default();
        let below = if finding.level.is_below_conus() {
            "; below the cord, for which the grade was not made"
        } else {
            ""
        };
        format!("{} ESCC {grade} ({meaning}{side}{below})", finding.level)
    };
    let each: Vec<String> = levels.iter().map(words).collect();
    match each.len() {
        0 => "No epidural disease seen.".into(),
        1 => format!("Epidural disease at 1 level: {}.", each.join("")),
        n => format!("Epidural disease at {n} levels: {}.", each.join(", ")),
    }
}

fn sins(report: &SpineReport, pains: &Pains) -> Vec<String> {
    let mut said = Vec::new();
    if let Some((level, sins)) = report.highest_sins(pains) {
        said.push(format!("Highest SINS {} at {level}.", SinsAt::Scored(sins).words()));
    }
    let incomplete: Vec<String> = report
        .levels
        .iter()
        .filter_map(|finding| match finding.sins(pains.get(&finding.level).map(|said| said.pain)) {
            SinsAt::Incomplete(missing) => {
                Some(format!("{} ({})", finding.level, missing.join(", ")))
            }
            SinsAt::NotAsked | SinsAt::Scored(_) => None,
        })
        .collect();
    if !incomplete.is_empty() {
        said.push(format!("SINS incomplete at {}.", incomplete.join("; ")));
    }
    said
}

/// One sentence about whatever `what` finds, level by level.
fn each(
    report: &SpineReport,
    heading: &str,
    what: impl Fn(&LevelFinding) -> Option<String>,
) -> Option<String> {
    let said: Vec<String> = report
        .levels
        .iter()
        .filter_map(|finding| Some(format!("{} ({})", finding.level, what(finding)?)))
        .collect();
    (!said.is_empty()).then(|| format!("{heading}: {}.", said.join(", ")))
}

/// "T6", "T6 and T7", "T6 to T9", "T6, T7 and L2": neighbours drawn together.
pub fn list(levels: &[Level]) -> String {
    let mut runs: Vec<(Level, Level)> = Vec::new();
    for level in levels {
        match runs.last_mut() {
            Some((_, to)) if to.order() + 1 == level.order() => *to = *level,
            _ => runs.push((*level, *level)),
        }
    }
    let mut words: Vec<String> = Vec::new();
    for (from, to) in runs {
        match to.order() - from.order() {
            0 => words.push(from.to_string()),
            1 => words.extend([from.to_string(), to.to_string()]),
            _ => words.push(format!("{from} to {to}")),
        }
    }
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
        None => String::new(),
    }
}
