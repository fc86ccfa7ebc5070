//! NEWS2, the National Early Warning Score: how acutely ill an adult is, from seven observations.
//!
//! Royal College of Physicians, 2017; free to use unmodified with attribution. Specification
//! section 10. Temperature is rounded to 0.1 before banding, the one rounding in this crate.
//!
//! Limits (ours, D) are those of a living patient in a hospital bed: wide enough never to refuse a
//! real reading, narrow enough to refuse a slip (37 typed as 370, degrees Fahrenheit).

use alloc::vec;

use crate::door::{
    Answers, BandRow, Code, Confidence, Direction, Evidence, Instrument, Outcome, Output, Page,
    Refusal, Status, Whole,
};

/// Breaths a minute.
pub type RespiratoryRate = Whole<0, 100>;
/// Oxygen saturation in per cent.
pub type Spo2 = Whole<20, 100>;
/// Systolic blood pressure in mmHg.
pub type SystolicBp = Whole<20, 320>;
/// Beats a minute.
pub type Pulse = Whole<10, 320>;
/// Age in whole years.
pub type Age = Whole<0, 130>;

decimal! {
    /// Temperature in degrees Celsius.
    pub struct Temperature: from 20.0 to 45.0 "degrees Celsius"
}

words! {
    /// Which saturation scale applies.
    pub enum Spo2Scale {
        One "1" "scale 1: everyone, unless scale 2 is prescribed";
        Two "2" "scale 2: a target of 88 to 92 % is prescribed";
    }
}

words! {
    /// Who prescribed the 88 to 92 % target.
    pub enum Scale2Prescriber {
        Consultant "consultant" "a consultant";
        OtherDoctor "other_doctor" "another doctor";
        OtherPrescriber "other_prescriber" "another qualified prescriber";
    }
}

words! {
    /// Consciousness.
    pub enum Consciousness {
        Alert "alert" "alert" = 0;
        ConfusionOrVpu "confusion-or-vpu" "new confusion, or responds only to voice, only to pain, or not at all" = 3;
    }
}

words! {
    /// The clinical response.
    pub enum Band {
        Routine "routine" "routine observation";
        Low "low" "assessment by a registered nurse";
        LowMedium "low-medium" "a single observation earned 3: urgent review on the ward";
        Medium "medium" "urgent review";
        High "high" "emergency assessment";
    }
}

const BANDS: &[BandRow] = &[
    row(Band::Routine, 0, 0),
    row(Band::Low, 1, 4),
    row(Band::LowMedium, 3, 4),
    row(Band::Medium, 5, 6),
    row(Band::High, 7, 20),
];

const fn row(band: Band, from: u8, to: u8) -> BandRow {
    BandRow { key: "band", word: band.word(), from, to, meaning: band.label() }
}

inputs! {
    /// What the form asks.
    pub struct Form {
        respiratory_rate: RespiratoryRate = "breaths a minute";
        spo2: Spo2 = "oxygen saturation in per cent";
        spo2_scale: Spo2Scale = "saturation scale; 2 only where a target of 88 to 92 % is prescribed";
        on_oxygen: bool = "breathing supplemental oxygen";
        systolic_bp: SystolicBp = "systolic blood pressure in mmHg";
        pulse: Pulse = "beats a minute";
        consciousness: Consciousness = "consciousness";
        temperature: Temperature = "temperature in degrees Celsius";
        age: Option<Age> = "age in whole years; refused under 16";
        pregnant: Option<bool> = "pregnant; refused when true";
        scale_2_prescriber: Option<Scale2Prescriber> = "who prescribed the 88 to 92 % target, for scale 2";
    }
}

/// One set of observations of an adult to whom NEWS2 applies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Observations(Form);

/// The points of each observation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points {
    /// Respiratory rate.
    pub rr: u8,
    /// Saturation.
    pub spo2: u8,
    /// Air or oxygen.
    pub air_o2: u8,
    /// Systolic blood pressure.
    pub sbp: u8,
    /// Pulse.
    pub pulse: u8,
    /// Consciousness.
    pub acvpu: u8,
    /// Temperature.
    pub temp: u8,
}

/// The score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct News2 {
    /// The points of each observation.
    pub points: Points,
    /// 0 to 20, higher is worse.
    pub total: u8,
    /// Whether a single observation earned 3.
    pub red_score: bool,
    /// The clinical response.
    pub band: Band,
}

/// The score was not made for anyone younger.
const ADULT_FROM: i64 = 16;

impl Observations {
    /// The observations, unless the score was not made for this person.
    pub fn try_new(form: Form) -> Result<Self, Refusal> {
        if let Some(age) = form.age.filter(|age| age.get() < ADULT_FROM) {
            let message =
                alloc::format!("age was {}: NEWS2 does not apply under 16 years.", age.get());
            return Err(Refusal::new(Code::NotApplicable, "age", message));
        }
        if form.pregnant == Some(true) {
            let message = "pregnant was true: NEWS2 does not apply in pregnancy.".into();
            return Err(Refusal::new(Code::NotApplicable, "pregnant", message));
        }
        if form.spo2_scale == Spo2Scale::One && form.scale_2_prescriber.is_some() {
            let message =
                "scale_2_prescriber was given, but spo2_scale is 1; say which scale is meant."
                    .into();
            return Err(Refusal::new(Code::Inconsistent, "scale_2_prescriber", message));
        }
        Ok(Self(form))
    }

    fn points(&self) -> Points {
        let form = &self.0;
        Points {
            rr: match form.respiratory_rate.get() {
                ..=8 | 25.. => 3,
                9..=11 => 1,
                12..=20 => 0,
                21..=24 => 2,
            },
            spo2: match form.spo2_scale {
                Spo2Scale::One => spo2_scale_1(form.spo2.get()),
                Spo2Scale::Two => spo2_scale_2(form.spo2.get(), form.on_oxygen),
            },
            air_o2: if form.on_oxygen { 2 } else { 0 },
            sbp: match form.systolic_bp.get() {
                ..=90 | 220.. => 3,
                91..=100 => 2,
                101..=110 => 1,
                111..=219 => 0,
            },
            pulse: match form.pulse.get() {
                ..=40 | 131.. => 3,
                41..=50 | 91..=110 => 1,
                51..=90 => 0,
                111..=130 => 2,
            },
            acvpu: form.consciousness.points(),
            temp: match form.temperature.tenths() {
                ..=350 => 3,
                351..=360 | 381..=390 => 1,
                361..=380 => 0,
                391.. => 2,
            },
        }
    }

    /// Scores the observations.
    pub fn score(&self) -> News2 {
        let points = self.points();
        let each = points.each();
        let total = each.iter().map(|(_, _, points)| points).sum();
        let red_score = each.iter().any(|(_, _, points)| *points == 3);
        let band = match total {
            7.. => Band::High,
            5..=6 => Band::Medium,
            _ if red_score => Band::LowMedium,
            1..=4 => Band::Low,
            0 => Band::Routine,
        };
        News2 { points, total, red_score, band }
    }
}

fn spo2_scale_1(spo2: i64) -> u8 {
    match spo2 {
        ..=91 => 3,
        92..=93 => 2,
        94..=95 => 1,
        96.. => 0,
    }
}

fn spo2_scale_2(spo2: i64, on_oxygen: bool) -> u8 {
    match (spo2, on_oxygen) {
        (..=83, _) | (97.., true) => 3,
        (84..=85, _) | (95..=96, true) => 2,
        (86..=87, _) | (93..=94, true) => 1,
        (88..=92, _) | (93.., false) => 0,
    }
}

impl Temperature {
    /// Tenths of a degree, halves upwards as they are written: 35.05 is 35.1 although its binary
    /// form lies a hair below. The nudge is far smaller than any thermometer shows.
    fn tenths(self) -> i32 {
        const NUDGE: f64 = 1e-6;
        #[expect(clippy::cast_possible_truncation, reason = "between 200 and 450")]
        let tenths = (self.get() * 10.0 + 0.5 + NUDGE) as i32;
        tenths
    }
}

impl Points {
    /// Each observation: its key, the field it comes from, its points.
    pub const fn each(&self) -> [(&'static str, &'static str, u8); 7] {
        [
            ("rr", "respiratory_rate", self.rr),
            ("spo2", "spo2", self.spo2),
            ("air_o2", "on_oxygen", self.air_o2),
            ("sbp", "systolic_bp", self.sbp),
            ("pulse", "pulse", self.pulse),
            ("acvpu", "consciousness", self.acvpu),
            ("temp", "temperature", self.temp),
        ]
    }
}

fn run(answers: &Answers) -> Result<Outcome, Refusal> {
    let form = Form::read(answers)?;
    let score = Observations::try_new(form)?.score();
    let each = score.points.each();
    let mut outcome = Outcome::of(vec![
        ("total", Output::from(score.total)),
        ("band", score.band.word().into()),
        ("red_score", score.red_score.into()),
    ]);
    outcome.points = Some(Output::Record(
        each.iter().map(|(key, _, points)| (*key, (*points).into())).collect(),
    ));
    outcome.item_points =
        each.iter().map(|(_, field, points)| (*field, (*points).into())).collect();
    Ok(outcome
        .warn(
            "spinal_cord_injury",
            "After injury or compression of the cord, pulse, pressure and temperature may mislead.",
        )
        .warn_if(
            form.age.is_none() || form.pregnant.is_none(),
            "adult_not_confirmed",
            "Age or pregnancy was not stated; NEWS2 does not apply under 16 or in pregnancy.",
        )
        .warn_if(
            form.spo2_scale == Spo2Scale::Two && form.scale_2_prescriber.is_none(),
            "scale_2_needs_prescriber",
            "Scale 2 is only for a prescribed target of 88 to 92 %; record who prescribed it.",
        ))
}

/// The instrument.
pub static INSTRUMENT: Instrument = Instrument {
    name: "news2",
    title: "NEWS2: National Early Warning Score 2 (2017)",
    version: "news2/2017-1",
    status: Status::Active,
    direction: Direction::HigherWorse,
    direction_words: "higher is worse",
    range: Some((0.0, 20.0)),
    fields: Form::FIELDS,
    bands: &[BANDS],
    tag: Confidence::B,
    citation: "Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017",
    page: Page {
        what: "Seven bedside observations that together say how acutely ill an adult is and how fast somebody must come. Made by the Royal College of Physicians.",
        inputs: "Breathing rate, oxygen saturation with its scale, air or oxygen, systolic pressure, pulse, consciousness and temperature. Age and pregnancy are asked because the score does not apply under 16 or in pregnancy. Scale 2 needs a prescribed target of 88 to 92 %: say who prescribed it.",
        meaning: "0 routine; 1 to 4 low; any single 3 low-medium, which asks for urgent review on the ward; 5 to 6 medium; 7 or more high, an emergency.",
        cannot_tell: &[
            "After injury or compression of the cord, autonomic change can make the observations mislead.",
            "It does not measure the cord: someone may be losing their legs with a NEWS2 of 0.",
            "It never delays an emergency call made on clinical grounds.",
        ],
        evidence: &[Evidence {
            text: "This chart agrees with an independent program on 20,130 of 20,130 cases",
            tag: Confidence::B,
        }],
    },
    run,
};
