//! The written form of a worksheet: one line of codes a column, head to tail. It is stored, so it
//! never changes; `NT` is written out, and nothing is left empty.

use isncsci::{Exam, Place, SideName, Sides, Tag, WrittenExam, WrittenSide};
use serde::{Deserialize, Serialize};

/// The 134 cells, and the lowest non-key muscle of each side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worksheet {
    /// Voluntary anal contraction: "Yes", "No" or "NT".
    pub vac: String,
    /// Deep anal pressure: "Yes", "No" or "NT".
    pub dap: String,
    /// The person's right.
    pub right: WorksheetSide,
    /// The person's left.
    pub left: WorksheetSide,
}

/// One side of the worksheet; codes are separated by one blank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorksheetSide {
    /// Ten codes, C5 to T1 and L2 to S1.
    pub motor: String,
    /// 28 codes, C2 to `S4_5`.
    pub light_touch: String,
    /// 28 codes, C2 to `S4_5`.
    pub pin_prick: String,
    /// The level of the lowest non-key muscle with function, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lowest_non_key_muscle: Option<String>,
}

impl Worksheet {
    /// Writes down what `code` says of each place.
    pub fn write(
        code: impl Fn(Place) -> String,
        lowest_non_key_muscle: Sides<Option<String>>,
    ) -> Self {
        let column = |wanted: &dyn Fn(Place) -> bool| {
            let codes: Vec<String> =
                Place::all().filter(|place| wanted(*place)).map(&code).collect();
            codes.join(" ")
        };
        let side = |name: SideName, lowest_non_key_muscle| WorksheetSide {
            motor: column(&|place| matches!(place, Place::Motor(side, _) if side == name)),
            light_touch: column(
                &|place| matches!(place, Place::LightTouch(side, _) if side == name),
            ),
            pin_prick: column(&|place| matches!(place, Place::PinPrick(side, _) if side == name)),
            lowest_non_key_muscle,
        };
        Self {
            vac: code(Place::Vac),
            dap: code(Place::Dap),
            right: side(SideName::Right, lowest_non_key_muscle.right),
            left: side(SideName::Left, lowest_non_key_muscle.left),
        }
    }

    /// The examination it stands for.
    ///
    /// # Errors
    /// One plain sentence about the first cell that cannot be read.
    pub fn exam(&self) -> Result<Exam, String> {
        let (right, left) = (Columns::of(&self.right), Columns::of(&self.left));
        let written = WrittenExam {
            vac: Some(&self.vac),
            dap: Some(&self.dap),
            sides: Sides { right: right.written(), left: left.written() },
        };
        written.read().map_err(|refusal| refusal.to_string())
    }

    /// The code at a place, as it was written.
    pub fn code(&self, place: Place) -> &str {
        let side = |side: SideName| match side {
            SideName::Right => &self.right,
            SideName::Left => &self.left,
        };
        let (column, at) = match place {
            Place::Vac => return &self.vac,
            Place::Dap => return &self.dap,
            Place::Motor(name, myotome) => (&side(name).motor, myotome.index()),
            Place::LightTouch(name, level) => (&side(name).light_touch, level.index()),
            Place::PinPrick(name, level) => (&side(name).pin_prick, level.index()),
        };
        column.split(' ').nth(at).unwrap_or_default()
    }
}

struct Columns<'a> {
    motor: Vec<Option<&'a str>>,
    light_touch: Vec<Option<&'a str>>,
    pin_prick: Vec<Option<&'a str>>,
    lowest_non_key_muscle: Option<&'a str>,
}

impl<'a> Columns<'a> {
    fn of(side: &'a WorksheetSide) -> Self {
        let codes = |column: &'a str| column.split(' ').map(Some).collect();
        Self {
            motor: codes(&side.motor),
            light_touch: codes(&side.light_touch),
            pin_prick: codes(&side.pin_prick),
            lowest_non_key_muscle: side.lowest_non_key_muscle.as_deref(),
        }
    }

    fn written(&self) -> WrittenSide<'_> {
        WrittenSide {
            motor: &self.motor,
            light_touch: &self.light_touch,
            pin_prick: &self.pin_prick,
            lowest_non_key_muscle: self.lowest_non_key_muscle,
        }
    }
}

/// Whether the examiner wrote that something else than the cord impairs this place.
pub(super) fn is_tagged(exam: &Exam, place: Place) -> bool {
    let tag = match place {
        Place::Motor(side, myotome) => exam.side(side).motor(myotome).tag(),
        Place::LightTouch(side, level) => exam.side(side).light_touch(level).tag(),
        Place::PinPrick(side, level) => exam.side(side).pin_prick(level).tag(),
        Place::Vac | Place::Dap => Tag::Untagged,
    };
    tag != Tag::Untagged
}

/// "right light touch S4-5".
pub fn words(place: Place) -> String {
    match place {
        Place::Vac => "voluntary anal contraction".into(),
        Place::Dap => "deep anal pressure".into(),
        Place::Motor(side, myotome) => format!("{} motor {myotome}", side.name()),
        Place::LightTouch(side, level) => {
            format!("{} light touch {}", side.name(), level.name().replace('_', "-"))
        }
        Place::PinPrick(side, level) => {
            format!("{} pin prick {}", side.name(), level.name().replace('_', "-"))
        }
    }
}
