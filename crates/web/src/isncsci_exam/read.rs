//! From what was typed to an examination. A cell that is empty or cannot be read counts as not
//! tested while the worksheet is scored, and is asked about before it is recorded.

use std::collections::BTreeMap;

use isncsci::{
    Dermatome, Exam, Finding, MotorCell, Myotome, NonKeyMuscle, Place, SensoryCell, SideName, Sides,
};
use pathway::isncsci_exam::{Fill, RecordIsncsci, SIGNS, Worksheet, words};
use pathway::neuro::Walking;

use crate::form::Form;

/// A refused value: the field, and how to put it right.
pub(super) type Wrong = (String, String);

/// The name of a cell's field: `right_lightTouch_S4_5`, `vac`.
pub(super) fn name(place: Place) -> String {
    place.to_string().replace('.', "_")
}

/// The name of the field for the reason behind a tag.
pub(super) fn reason(place: Place) -> String {
    format!("why_{}", name(place))
}

/// The worksheet as far as it was typed.
pub(super) struct Typed {
    /// Every cell; what is empty or wrong stands as not tested.
    pub(super) exam: Exam,
    /// Empty cells.
    pub(super) missing: Vec<Place>,
    /// Cells that cannot be read.
    pub(super) wrong: Vec<(Place, String)>,
}

/// A cell's code as the standard writes it: `n` is `NT`.
pub(super) fn code(form: &Form, place: Place) -> String {
    let typed = form.get(&name(place));
    if matches!(place, Place::Vac | Place::Dap) {
        return typed.to_owned();
    }
    let upper: String = typed.to_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
    match upper.strip_prefix('N') {
        Some(rest) if !rest.starts_with('T') => format!("NT{rest}"),
        _ => upper,
    }
}

impl Typed {
    pub(super) fn of(form: &Form) -> Self {
        let mut typed = Self { exam: Exam::untested(), missing: Vec::new(), wrong: Vec::new() };
        for place in Place::all() {
            let code = code(form, place);
            if code.is_empty() {
                typed.missing.push(place);
            } else if write(&mut typed.exam, place, &code).is_none() {
                typed.wrong.push((place, refusal(place, &code)));
            }
        }
        for side in SideName::BOTH {
            typed.exam.side_mut(side).lowest_non_key_muscle =
                form.some(non_key(side)).and_then(NonKeyMuscle::from_name);
        }
        typed
    }
}

/// Writes a code into its place; none when the standard does not know it there.
pub(super) fn write(exam: &mut Exam, place: Place, code: &str) -> Option<()> {
    match place {
        Place::Vac => exam.vac = Finding::from_code(code)?,
        Place::Dap => exam.dap = Finding::from_code(code)?,
        Place::Motor(side, muscle) => {
            exam.side_mut(side).set_motor(muscle, MotorCell::from_code(code)?);
        }
        Place::LightTouch(side, level) => {
            exam.side_mut(side).set_light_touch(level, SensoryCell::from_code(code)?);
        }
        Place::PinPrick(side, level) => {
            exam.side_mut(side).set_pin_prick(level, SensoryCell::from_code(code)?);
        }
    }
    Some(())
}

/// Why a code is not accepted, and what to write instead.
fn refusal(place: Place, code: &str) -> String {
    let words = words(place);
    let motor = matches!(place, Place::Motor(..));
    if motor && (code.contains('+') || code.contains('-')) {
        return format!(
            "{code} in {words}: the classification counts whole grades only. Enter 4, and put the finer grade into the remarks."
        );
    }
    let allowed = if motor { "0 to 5" } else { "0, 1 or 2" };
    let normal = if motor { '5' } else { '2' };
    if code.starts_with(normal) && code.ends_with('*') {
        return format!("{code} in {words}: a normal cell carries no tag. Take the * away.");
    }
    let code: String = code.chars().take(8).collect();
    format!("{code} in {words} is not a score. Enter {allowed}, or n for not testable.")
}

/// The field of the lowest non-key muscle with function.
pub(super) const fn non_key(side: SideName) -> &'static str {
    match side {
        SideName::Right => "right_non_key",
        SideName::Left => "left_non_key",
    }
}

/// Cells with the code each is given.
pub(super) type Cells = Vec<(Place, &'static str)>;

/// What is filled as normal down to a level: the cells, and the fill as it is recorded.
pub(super) fn fill(form: &Form) -> Result<(Cells, Fill), Wrong> {
    let wrong = |field: &str, message: &str| Err((field.to_owned(), message.to_owned()));
    let asked = form.get("fill_level");
    let Some(level) = Dermatome::all().find(|level| level.name() == asked) else {
        return wrong("fill_level", "Choose the level down to which everything is normal.");
    };
    if !form.ticked("fill_tested") {
        return wrong(
            "fill_tested",
            "Tick \"I tested these\": only what was tested is filled as normal.",
        );
    }
    let side = form.some("fill_side").unwrap_or("both");
    let on_side = |name: SideName| side == "both" || side == name.name();
    let within = |muscle: Myotome| usize::from(muscle.level().index()) <= level.index() + 1;
    let cells = Place::all().filter_map(|place| match place {
        Place::Motor(name, muscle) if on_side(name) && within(muscle) => Some((place, "5")),
        Place::LightTouch(name, skin) | Place::PinPrick(name, skin)
            if on_side(name) && skin <= level =>
        {
            Some((place, "2"))
        }
        _ => None,
    });
    Ok((cells.collect(), Fill { side: side.to_owned(), down_to: level.name().to_owned() }))
}

/// The fills so far, as the hidden field carries them: "both:T5 left:T8".
fn fills(form: &Form) -> Vec<Fill> {
    form.get("fills")
        .split_whitespace()
        .filter_map(|one| one.split_once(':'))
        .map(|(side, level)| Fill { side: side.into(), down_to: level.into() })
        .collect()
}

/// The command of a whole worksheet, or everything that stands in its way.
pub(super) fn command(form: &Form, zone: &jiff::tz::TimeZone) -> Result<RecordIsncsci, Vec<Wrong>> {
    let typed = Typed::of(form);
    let mut wrong: Vec<Wrong> =
        typed.wrong.iter().map(|(place, message)| (name(*place), message.clone())).collect();
    let left_out = form.ticked("empty_not_tested");
    if let (Some(first), false) = (typed.missing.first(), left_out) {
        let count = typed.missing.len();
        let words = words(*first);
        let message = if count == 1 {
            format!("{words} is empty. Enter it, or say below that empty cells were not tested.")
        } else {
            format!(
                "{count} cells are empty, the first is {words}. Enter them, or say below that empty cells were not tested."
            )
        };
        wrong.push((name(*first), message));
    }
    let mut tags = BTreeMap::new();
    for place in tagged(form) {
        match form.some(&reason(place)) {
            Some(why) => {
                tags.insert(place.to_string(), why.to_owned());
            }
            None => wrong.push((
                reason(place),
                format!("Say what else than the cord impairs {}.", words(place)),
            )),
        }
    }
    let at = form.instant("at", zone).unwrap_or_else(|message| {
        wrong.push(("at".into(), message));
        None
    });
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let written = |place: Place| match code(form, place) {
        code if code.is_empty() => "NT".to_owned(),
        code => code,
    };
    let muscle = |side| form.some(non_key(side)).map(str::to_owned);
    let lowest = Sides { right: muscle(SideName::Right), left: muscle(SideName::Left) };
    let signs =
        SIGNS.iter().flat_map(|sign| ["right", "left"].map(|side| format!("{}_{side}", sign.key)));
    let found = signs.filter_map(|key| Some((key.clone(), form.some(&key)?.to_owned())));
    Ok(RecordIsncsci {
        worksheet: Worksheet::write(written, lowest),
        fills: fills(form),
        tags,
        signs: found.collect(),
        remarks: form.get("remarks").to_owned(),
        walking: Walking::from_key(form.get("walking")),
        says_worse: form.ticked("says_worse"),
        at,
    })
}

/// Cells with a tag as far as they were typed.
pub(super) fn tagged(form: &Form) -> impl Iterator<Item = Place> {
    Place::all().filter(|place| code(form, *place).contains('*'))
}
