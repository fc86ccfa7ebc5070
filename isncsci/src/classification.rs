//! The eleven outputs of any exam, each as the set of answers that some completion reaches.

use core::fmt;

use crate::answer::{Answers, Completeness, Grade, Zone};
use crate::definite::Definite;
use crate::exam::Exam;
use crate::level::{Level, Sides};
use crate::totals::Totals;
use crate::worlds;

/// Which reading of the one edge on which the published program leaves the standard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Mode {
    /// All cells normal without anal contraction: the neurological level is S3.
    #[default]
    Standard,
    /// The same exam: the neurological level is `INT`. Nothing else changes.
    PeerCompatible,
}

impl Mode {
    /// `standard` or `peer-compatible`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::PeerCompatible => "peer-compatible",
        }
    }
}

/// The classification of an exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Classification {
    /// Sensory levels.
    pub sensory: Sides<Answers<Level>>,
    /// Motor levels.
    pub motor: Sides<Answers<Level>>,
    /// The neurological level of injury.
    pub neurological: Answers<Level>,
    /// Complete or incomplete.
    pub completeness: Answers<Completeness>,
    /// The ASIA Impairment Scale.
    pub grade: Answers<Grade>,
    /// Sensory zones of partial preservation.
    pub sensory_zone: Sides<Answers<Zone>>,
    /// Motor zones of partial preservation.
    pub motor_zone: Sides<Answers<Zone>>,
    /// The sums.
    pub totals: Totals,
}

impl Exam {
    /// Classifies an exam. Untested and tagged cells give every answer that some completion
    /// reaches, and no other.
    ///
    /// ```
    /// use isncsci::{Exam, Mode, Place, SensoryCell, SideName, Dermatome};
    ///
    /// let mut exam = Exam::normal();
    /// let t10 = Dermatome::all().find(|it| it.name() == "T10").unwrap();
    /// exam.side_mut(SideName::Right).set_light_touch(t10, SensoryCell::NOT_TESTED);
    /// let found = exam.classify(Mode::Standard);
    /// assert_eq!(found.sensory.right.to_string(), "T9,INT");
    /// assert_eq!(found.neurological.to_string(), "T9,INT");
    /// assert_eq!(found.grade.to_string(), "D,E");
    /// ```
    pub fn classify(&self, mode: Mode) -> Classification {
        match self.definite(mode) {
            Some(definite) => definite.into(),
            None => worlds::classify(self, mode),
        }
    }

    /// As [`Exam::classify`], but always by possible worlds, also where one answer is certain.
    /// The two ways share no step; tests hold them against each other.
    pub fn classify_by_worlds(&self, mode: Mode) -> Classification {
        worlds::classify(self, mode)
    }
}

impl From<Definite> for Classification {
    fn from(definite: Definite) -> Self {
        Self {
            sensory: definite.sensory.map(Answers::only),
            motor: definite.motor.map(Answers::only),
            neurological: Answers::only(definite.neurological),
            completeness: Answers::only(definite.completeness),
            grade: Answers::only(definite.grade),
            sensory_zone: definite.sensory_zone.map(Answers::only),
            motor_zone: definite.motor_zone.map(Answers::only),
            totals: definite.totals,
        }
    }
}

/// One of the eleven outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Output {
    /// Sensory level, right.
    SensoryRight,
    /// Sensory level, left.
    SensoryLeft,
    /// Motor level, right.
    MotorRight,
    /// Motor level, left.
    MotorLeft,
    /// Neurological level of injury.
    NeurologicalLevel,
    /// Completeness.
    Completeness,
    /// ASIA Impairment Scale.
    Grade,
    /// Sensory zone of partial preservation, right.
    SensoryZoneRight,
    /// Sensory zone of partial preservation, left.
    SensoryZoneLeft,
    /// Motor zone of partial preservation, right.
    MotorZoneRight,
    /// Motor zone of partial preservation, left.
    MotorZoneLeft,
}

impl Output {
    /// How many there are.
    pub const COUNT: usize = 11;

    /// All of them, in the order of the worksheet.
    pub const ALL: [Self; Self::COUNT] = [
        Self::SensoryRight,
        Self::SensoryLeft,
        Self::MotorRight,
        Self::MotorLeft,
        Self::NeurologicalLevel,
        Self::Completeness,
        Self::Grade,
        Self::SensoryZoneRight,
        Self::SensoryZoneLeft,
        Self::MotorZoneRight,
        Self::MotorZoneLeft,
    ];

    /// The key programs use: `nli`, `ais`, `zpp.motorLeft`.
    pub const fn key(self) -> &'static str {
        match self {
            Self::SensoryRight => "sensoryRight",
            Self::SensoryLeft => "sensoryLeft",
            Self::MotorRight => "motorRight",
            Self::MotorLeft => "motorLeft",
            Self::NeurologicalLevel => "nli",
            Self::Completeness => "injuryComplete",
            Self::Grade => "ais",
            Self::SensoryZoneRight => "zpp.sensoryRight",
            Self::SensoryZoneLeft => "zpp.sensoryLeft",
            Self::MotorZoneRight => "zpp.motorRight",
            Self::MotorZoneLeft => "zpp.motorLeft",
        }
    }
}

impl Classification {
    /// How many answers an output has.
    pub fn count(&self, output: Output) -> u32 {
        match output {
            Output::SensoryRight => self.sensory.right.count(),
            Output::SensoryLeft => self.sensory.left.count(),
            Output::MotorRight => self.motor.right.count(),
            Output::MotorLeft => self.motor.left.count(),
            Output::NeurologicalLevel => self.neurological.count(),
            Output::Completeness => self.completeness.count(),
            Output::Grade => self.grade.count(),
            Output::SensoryZoneRight => self.sensory_zone.right.count(),
            Output::SensoryZoneLeft => self.sensory_zone.left.count(),
            Output::MotorZoneRight => self.motor_zone.right.count(),
            Output::MotorZoneLeft => self.motor_zone.left.count(),
        }
    }

    /// Prints one output as the worksheet shows it, with a `*` behind each answer that the `raw`
    /// classification does not contain. Give the classification of [`Exam::raw`], or `self` where
    /// no cell is tagged.
    pub fn write(&self, output: Output, raw: &Self, to: &mut impl fmt::Write) -> fmt::Result {
        fn pair<A: crate::Answer>(
            to: &mut impl fmt::Write,
            answers: Answers<A>,
            raw: Answers<A>,
        ) -> fmt::Result {
            write!(to, "{}", answers.marked_against(raw))
        }
        match output {
            Output::SensoryRight => pair(to, self.sensory.right, raw.sensory.right),
            Output::SensoryLeft => pair(to, self.sensory.left, raw.sensory.left),
            Output::MotorRight => pair(to, self.motor.right, raw.motor.right),
            Output::MotorLeft => pair(to, self.motor.left, raw.motor.left),
            Output::NeurologicalLevel => pair(to, self.neurological, raw.neurological),
            Output::Completeness => pair(to, self.completeness, raw.completeness),
            Output::Grade => pair(to, self.grade, raw.grade),
            Output::SensoryZoneRight => pair(to, self.sensory_zone.right, raw.sensory_zone.right),
            Output::SensoryZoneLeft => pair(to, self.sensory_zone.left, raw.sensory_zone.left),
            Output::MotorZoneRight => pair(to, self.motor_zone.right, raw.motor_zone.right),
            Output::MotorZoneLeft => pair(to, self.motor_zone.left, raw.motor_zone.left),
        }
    }
}

/// Something the reader of a classification must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// Anal contraction or pressure was not tested.
    VacOrDapNotTested,
    /// The standard was made for trauma.
    NonTraumatic,
    /// AIS E means recovered.
    GradeENeedsPriorDeficit,
}

impl Warning {
    /// The stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::VacOrDapNotTested => "vac_or_dap_not_tested",
            Self::NonTraumatic => "nontraumatic",
            Self::GradeENeedsPriorDeficit => "ais_e_needs_prior_deficit",
        }
    }

    /// One plain sentence.
    pub const fn text(self) -> &'static str {
        match self {
            Self::VacOrDapNotTested => {
                "Anal contraction or deep anal pressure was not tested, so more than one answer may \
                 stand; test it rather than guess."
            }
            Self::NonTraumatic => {
                "This classification was made for traumatic injury; in cord compression by tumour \
                 it describes function and predicts nothing (doi 10.46292/sci25-00013)."
            }
            Self::GradeENeedsPriorDeficit => {
                "Grade E says that an earlier deficit has recovered, not that there never was one."
            }
        }
    }
}

impl Classification {
    /// What to say beside this classification of `exam`. The exam does not hold the cause of the
    /// injury, so the caller says whether it was trauma.
    pub fn warnings(&self, exam: &Exam, traumatic: bool) -> impl Iterator<Item = Warning> {
        use crate::cell::Finding::NotTested;
        let untested = exam.vac == NotTested || exam.dap == NotTested;
        let recovered = self.grade.contains(Grade::E);
        [
            untested.then_some(Warning::VacOrDapNotTested),
            (!traumatic).then_some(Warning::NonTraumatic),
            recovered.then_some(Warning::GradeENeedsPriorDeficit),
        ]
        .into_iter()
        .flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::Finding;
    use std::string::String;
    use std::vec::Vec;

    fn codes(exam: &Exam, traumatic: bool) -> Vec<&'static str> {
        let found = exam.classify(Mode::Standard);
        found.warnings(exam, traumatic).map(Warning::code).collect()
    }

    #[test]
    fn a_warning_stands_where_its_reason_does_and_nowhere_else() {
        let mut exam = Exam::normal();
        assert_eq!(codes(&exam, true), ["ais_e_needs_prior_deficit"]);
        assert_eq!(codes(&exam, false), ["nontraumatic", "ais_e_needs_prior_deficit"]);
        exam.vac = Finding::No;
        assert_eq!(codes(&exam, true), [""; 0]);
        exam.dap = Finding::NotTested;
        assert_eq!(codes(&exam, true), ["vac_or_dap_not_tested"]);
        exam.dap = Finding::Yes;
        exam.vac = Finding::NotTested;
        assert_eq!(codes(&exam, true), ["vac_or_dap_not_tested", "ais_e_needs_prior_deficit"]);
        for warning in
            [Warning::VacOrDapNotTested, Warning::NonTraumatic, Warning::GradeENeedsPriorDeficit]
        {
            assert!(warning.text().ends_with('.') && warning.text().len() > 40);
        }
    }

    #[test]
    fn each_output_has_its_own_key_count_and_text() {
        let found = Exam { vac: Finding::No, dap: Finding::No, ..Exam::untested() };
        let found = found.classify(Mode::Standard);
        let mut keys: Vec<_> = Output::ALL.iter().map(|output| output.key()).collect();
        for output in Output::ALL {
            let mut text = String::new();
            assert!(found.write(output, &found, &mut text).is_ok());
            let written = u32::try_from(text.split(',').count()).expect("few");
            assert_eq!(found.count(output), written, "{}", output.key());
            assert!(written > 1, "{}", output.key());
        }
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Output::COUNT);
        assert_eq!(
            (Mode::Standard.name(), Mode::PeerCompatible.name()),
            ("standard", "peer-compatible")
        );
    }
}
