//! The spine strip of a case: what the standing report shows, where it hurts, where feeling
//! changes.

use pathway::Case;
use pathway::spine::finding::{LevelFinding, Metastasis, SinsAt};
use pathway::spine::{Level, Pains, Region, SpineReport};
use scores::sins::Pain;

use crate::ui::{Strip, StripDisease, StripLevel};
use crate::visit::Visit;

/// The strip, when anything is known that it could show.
pub(crate) fn of(case: &Case, visit: &Visit) -> Option<Strip> {
    let standing = case.spine.standing();
    let sensory = sensory_level(case);
    if standing.is_none() && case.spine.pain.is_empty() && sensory.is_none() {
        return None;
    }
    let source = standing.map_or_else(
        || "No spine report is signed yet.".to_owned(),
        |signed| {
            let seen = signed.report.seen.map_or_else(String::new, |seen| seen.to_string());
            format!(
                "{} · levels seen: {seen} · {} {}",
                signed.report.modality.words(),
                signed.by,
                visit.time(signed.at)
            )
        },
    );
    let report = standing.map(|signed| &signed.report);
    Some(Strip { levels: levels(report, &case.spine.pain, sensory), source })
}

/// Every level as the report and the patient have it.
pub(crate) fn levels(
    report: Option<&SpineReport>,
    pains: &Pains,
    sensory: Option<Level>,
) -> Vec<StripLevel> {
    Level::all().map(|level| one(level, report, pains, sensory)).collect()
}

fn one(
    level: Level,
    report: Option<&SpineReport>,
    pains: &Pains,
    sensory: Option<Level>,
) -> StripLevel {
    let pain = pains.get(&level).map(|said| said.pain);
    let seen = report.and_then(|report| report.seen).is_some_and(|seen| seen.has(level));
    let empty = LevelFinding::new(level);
    let finding = report.and_then(|report| report.at(level)).unwrap_or(&empty);
    let sins = finding.sins(pain);
    let marks = [
        (!finding.radiotherapy.is_empty(), 'R'),
        (!finding.metalwork.is_empty(), 'M'),
        (pain.is_some_and(|pain| pain != Pain::PainFree), 'P'),
    ];
    StripLevel {
        name: level.key(),
        disease: match finding.metastasis {
            Metastasis::Definite => StripDisease::Definite,
            Metastasis::Possible => StripDisease::Possible,
            Metastasis::None if seen => StripDisease::Clear,
            Metastasis::None => StripDisease::NotSeen,
        },
        escc: finding
            .escc
            .filter(|_| finding.has_epidural_disease())
            .map(scores::escc::Grade::word),
        compressed: finding.compresses_cord(),
        sins: match &sins {
            SinsAt::Scored(sins) => Some(sins.total.to_string()),
            SinsAt::Incomplete(_) => Some("?".into()),
            SinsAt::NotAsked => None,
        },
        marks: marks.into_iter().filter(|(there, _)| *there).map(|(_, letter)| letter).collect(),
        sensory: sensory == Some(level),
        words: words(finding, &sins, pain, sensory == Some(level)),
    }
}

/// Everything about one level in words.
pub(crate) fn words(
    finding: &LevelFinding,
    sins: &SinsAt,
    pain: Option<Pain>,
    sensory: bool,
) -> String {
    let mut said = Vec::new();
    if finding.metastasis != Metastasis::None {
        said.push(match finding.metastasis {
            Metastasis::Definite => "metastasis".to_owned(),
            _ => "possible metastasis".to_owned(),
        });
    }
    if let Some(grade) = finding.escc {
        let side = finding.side.map(|side| format!(", {}", side.words())).unwrap_or_default();
        said.push(format!("ESCC {} ({}{side})", grade.word(), grade.label()));
    }
    if *sins != SinsAt::NotAsked {
        said.push(format!("SINS {}", sins.words()));
    }
    said.extend(finding.collapse_percent.map(|percent| format!("collapse {percent} %")));
    said.extend(finding.foramen.map(|side| format!("root exit narrowed, {}", side.words())));
    said.extend(finding.cord.map(|cord| format!("cord: {}", cord.words())));
    let text = |label: &str, text: &str| (!text.is_empty()).then(|| format!("{label}: {text}"));
    said.extend(text("previous radiotherapy", &finding.radiotherapy));
    said.extend(text("metalwork", &finding.metalwork));
    said.extend(pain.map(|pain| format!("pain {}", pain.label())));
    said.extend(text("key image", &finding.key_image));
    if sensory {
        said.push("feeling changes from here down".into());
    }
    said.join(" · ")
}

/// The level below which feeling changes, as the referrer wrote it.
fn sensory_level(case: &Case) -> Option<Level> {
    let written = case.referral.as_ref()?.details.get("sensory_level")?;
    Level::from_key(written.trim().to_uppercase().as_str())
}

/// How many places each part of the spine has, in the words of a patient.
pub(crate) fn plain(report: &SpineReport) -> Vec<(&'static str, usize)> {
    let regions = [Region::Cervical, Region::Thoracic, Region::Lumbar, Region::Sacral];
    let places = |region: Region| {
        let affected = report.levels.iter().filter(|finding| {
            finding.level.region() == region && finding.metastasis != Metastasis::None
        });
        affected.count()
    };
    regions.into_iter().map(|region| (region.plain_words(), places(region))).collect()
}
