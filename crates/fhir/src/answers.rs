//! Answers and observations to the facts of the rule book's dictionary. Nothing is guessed: a name,
//! word, type or unit that is not known is a fault with its path, and so are two answers that differ.

use pathway::facts::{Answer, Answers};
use rules::{FactErrorCode, Facts, Value};

use crate::issue::{IssueCode, Issues, Severity};
use crate::json::{Json, Object};
use crate::path::Path;
use crate::shape::short;

/// The code system of the answers `yes`, `no`, `unknown` and the words of enumerations.
pub const ANSWER_SYSTEM: &str = "https://cordline.example/fhir/CodeSystem/answer";
/// The code system whose codes are the fact names, for observations.
pub const FACT_SYSTEM: &str = "https://cordline.example/fhir/CodeSystem/fact";
/// Our own code system: categories, SINS, tiers.
pub const MSCC_SYSTEM: &str = "https://cordline.example/fhir/CodeSystem/mscc";
/// The questionnaires whose `linkId`s are fact names, each in the one version there is.
pub const QUESTIONNAIRES: [&str; 2] = [
    "https://cordline.example/fhir/Questionnaire/mscc-referral",
    "https://cordline.example/fhir/Questionnaire/mscc-symptom-check",
];
const QUESTIONNAIRE_VERSION: &str = "1.0.0";

/// Judgements that only a responsible clinician records, and that make a person less urgent. A lay
/// "yes" to one of them is not taken.
const CLINICIAN_ONLY: [&str; 3] = ["mscc_ruled_out", "decision_recorded", "stability_confirmed"];

/// What was said in a bundle, by fact name.
#[derive(Debug)]
pub(crate) struct Gathering<'g> {
    /// The answers so far.
    pub(crate) answers: Answers,
    issues: &'g mut Issues,
    checked: Facts,
    heard: Vec<(String, usize)>,
    lay: bool,
}

/// Where an answer stands: its entry, its name, its value.
struct Place<'p> {
    entry: usize,
    name: &'p Path<'p>,
    value: &'p Path<'p>,
}

impl<'g> Gathering<'g> {
    pub(crate) fn new(issues: &'g mut Issues, lay: bool) -> Self {
        let answers = Answers::new();
        Self { answers, issues, checked: Facts::new(), heard: Vec::new(), lay }
    }

    /// In which entry a fact was first answered.
    pub(crate) fn entry_of(&self, fact: &str) -> Option<usize> {
        self.heard.iter().find(|(name, _)| name == fact).map(|(_, entry)| *entry)
    }

    /// Takes a questionnaire's answers in.
    pub(crate) fn questionnaire(&mut self, resource: &Object<'_>, entry: usize, at: &Path<'_>) {
        let final_status = ["completed", "amended"];
        self.status(resource, &final_status, at);
        if let Some(canonical) = resource.text("questionnaire") {
            let (url, version) = canonical.split_once('|').unwrap_or((canonical, ""));
            let known = QUESTIONNAIRES.contains(&url);
            if !known || !["", QUESTIONNAIRE_VERSION].contains(&version) {
                let [referral, _] = QUESTIONNAIRES;
                let words = format!("Use {referral}|{QUESTIONNAIRE_VERSION}.");
                self.issues.error(IssueCode::NotSupported, &at.member("questionnaire"), words);
            }
        }
        let mut seen = Vec::new();
        self.items(resource, entry, at, &mut seen);
    }

    fn items<'j>(
        &mut self,
        of: &'j Object<'_>,
        entry: usize,
        at: &Path<'_>,
        seen: &mut Vec<&'j str>,
    ) {
        let list = at.member("item");
        for (index, item) in of.objects("item") {
            let here = list.index(index);
            if let Some(link) = item.text("linkId") {
                self.item(item, link, entry, &here, seen);
            }
            self.items(item, entry, &here, seen);
            let answers = here.member("answer");
            for (index, answer) in item.objects("answer") {
                self.items(answer, entry, &answers.index(index), seen);
            }
        }
    }

    fn item<'j>(
        &mut self,
        item: &Object<'_>,
        link: &'j str,
        entry: usize,
        at: &Path<'_>,
        seen: &mut Vec<&'j str>,
    ) {
        let name = at.member("linkId");
        if !is_fact(link) {
            self.unknown_fact(link, &name);
            return;
        }
        if seen.contains(&link) {
            let words = "This question is answered twice in one questionnaire.";
            self.issues.error(IssueCode::Duplicate, &name, words);
            return;
        }
        seen.push(link);
        let list = at.member("answer");
        if item.list("answer").len() > 1 {
            let words = "This question takes one answer.";
            self.issues.error(IssueCode::Value, &list.index(1), words);
            return;
        }
        for (index, answer) in item.objects("answer") {
            let here = list.index(index);
            let Some((member, value)) = answer.members().find(|(n, _)| n.starts_with("value"))
            else {
                let words = "An answer has a value. Leave out questions that were not asked.";
                self.issues.error(IssueCode::Required, &here.member("value"), words);
                continue;
            };
            self.value(link, member, value, entry, &name, &here.member(member));
        }
    }

    /// Takes one observation in, if its code is a fact.
    pub(crate) fn observation(&mut self, resource: &Object<'_>, entry: usize, at: &Path<'_>) {
        let code = at.member("code");
        let codings = code.member("coding");
        let concept = resource.object("code");
        let mut found = None;
        for (index, coding) in concept.into_iter().flat_map(|code| code.objects("coding")) {
            let fact = match (coding.text("system"), coding.text("code")) {
                (Some(FACT_SYSTEM), Some(fact)) => fact,
                (Some(MSCC_SYSTEM), Some("sins")) => "SINS",
                _ => continue,
            };
            if found.is_some_and(|(_, before)| before != fact) {
                let words = "One observation answers one question.";
                self.issues.error(IssueCode::Duplicate, &codings.index(index), words);
                return;
            }
            found = Some((index, fact));
        }
        let Some((index, fact)) = found else {
            let words = "This observation answers no question of the rules and was not read.";
            self.issues.note(Severity::Information, &code, words);
            return;
        };
        self.status(resource, &["final", "amended", "corrected", "preliminary"], at);
        let coding = codings.index(index);
        let name = coding.member("code");
        if !is_fact(fact) {
            self.unknown_fact(fact, &name);
            return;
        }
        if fact == "SINS" {
            self.sins(resource, at);
        }
        let value = resource.members().find(|(member, _)| member.starts_with("value"));
        if let Some((member, value)) = value {
            self.value(fact, member, value, entry, &name, &at.member(member));
            return;
        }
        let absent = at.member("dataAbsentReason");
        let Some(reason) = resource.object("dataAbsentReason") else {
            let words = "An observation has a value, or says why it has none.";
            self.issues.error(IssueCode::Required, &at.member("value"), words);
            return;
        };
        let unsure = |(_, coding): (usize, &Object<'_>)| {
            matches!(coding.text("code"), Some("unknown" | "asked-unknown"))
        };
        if reason.objects("coding").any(unsure) {
            let place = Place { entry, name: &name, value: &absent };
            self.hear(fact, Value::Word("unknown"), &place);
        }
    }

    /// A SINS total is the sum of its six parts, where they are given.
    fn sins(&mut self, resource: &Object<'_>, at: &Path<'_>) {
        let parts: Vec<i64> = resource
            .objects("component")
            .filter_map(|(_, part)| match part.get("valueInteger") {
                Some(Json::Whole(points)) => Some(*points),
                _ => None,
            })
            .collect();
        if parts.is_empty() && resource.get("component").is_none() {
            return;
        }
        let total = match resource.get("valueInteger") {
            Some(Json::Whole(total)) => Some(*total),
            _ => None,
        };
        let sum = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(*part));
        if parts.len() != 6 || sum != total {
            let words = "SINS has six parts, and they add up to the total.";
            self.issues.error(IssueCode::Invariant, &at.member("component"), words);
        }
    }

    fn status(&mut self, resource: &Object<'_>, taken: &[&str], at: &Path<'_>) {
        if resource.text("status").is_some_and(|status| !taken.contains(&status)) {
            let words = format!("Only these are taken in a referral: {}.", taken.join(", "));
            self.issues.error(IssueCode::BusinessRule, &at.member("status"), words);
        }
    }

    fn value(
        &mut self,
        fact: &str,
        member: &str,
        value: &Json<'_>,
        entry: usize,
        name: &Path<'_>,
        at: &Path<'_>,
    ) {
        let place = Place { entry, name, value: at };
        match (member, value) {
            ("valueCoding", Json::Object(coding)) => {
                if let Some(code) = self.answer_code(coding, at) {
                    let here = at.member("code");
                    let place = Place { value: &here, ..place };
                    self.hear(fact, Value::Word(code), &place);
                }
            }
            ("valueCodeableConcept", Json::Object(concept)) => {
                let list = at.member("coding");
                let ours = |coding: &Object<'_>| coding.text("system") == Some(ANSWER_SYSTEM);
                let mut answers = concept.objects("coding").filter(|(_, coding)| ours(coding));
                match (answers.next(), answers.next()) {
                    (Some((index, coding)), None) => {
                        let here = list.index(index);
                        if let Some(code) = self.answer_code(coding, &here) {
                            let here = here.member("code");
                            let place = Place { value: &here, ..place };
                            self.hear(fact, Value::Word(code), &place);
                        }
                    }
                    (None, _) => {
                        let words = format!("One coding is of the system {ANSWER_SYSTEM}.");
                        self.issues.error(IssueCode::CodeInvalid, &list, words);
                    }
                    (Some(_), Some((index, _))) => {
                        let words = "This question takes one answer.";
                        self.issues.error(IssueCode::Duplicate, &list.index(index), words);
                    }
                }
            }
            ("valueBoolean", Json::Bool(flag)) => self.hear(fact, Value::Flag(*flag), &place),
            ("valueInteger" | "valueDecimal", number) => {
                if let Some(number) = as_number(number) {
                    self.hear(fact, Value::Number(number), &place);
                }
            }
            ("valueQuantity", Json::Object(quantity)) => self.quantity(fact, quantity, &place),
            // Of the wrong type: the checker has said so.
            ("valueCoding" | "valueCodeableConcept" | "valueBoolean" | "valueQuantity", _) => {}
            _ => {
                let words = "Answer with a coding, true or false, or a number.";
                self.issues.error(IssueCode::NotSupported, at, words);
            }
        }
    }

    fn answer_code<'j>(&mut self, coding: &'j Object<'_>, at: &Path<'_>) -> Option<&'j str> {
        if coding.text("system") != Some(ANSWER_SYSTEM) {
            let code = match coding.get("system") {
                None => IssueCode::Required,
                Some(_) => IssueCode::CodeInvalid,
            };
            let words = format!("The system of an answer is {ANSWER_SYSTEM}.");
            self.issues.error(code, &at.member("system"), words);
        }
        if coding.get("code").is_none() {
            let words = "An answer has a code: yes, no, unknown or a word of the fact's own.";
            self.issues.error(IssueCode::Required, &at.member("code"), words);
        }
        coding.text("code")
    }

    fn quantity(&mut self, fact: &str, quantity: &Object<'_>, place: &Place<'_>) {
        if quantity.get("comparator").is_some() {
            let words = "The rules need the number itself, without a comparator.";
            let here = place.value.member("comparator");
            self.issues.error(IssueCode::NotSupported, &here, words);
            return;
        }
        let units: &[&str] = match fact {
            "age" => &["a", "year", "years"],
            "para_complete_h" | "result_limit_h" => &["h", "hour", "hours"],
            _ => &["1", "{score}"],
        };
        for member in ["code", "unit"] {
            if quantity.text(member).is_some_and(|unit| !units.contains(&unit)) {
                let words = format!("{fact} is given in {}.", units.join(" or "));
                self.issues.error(IssueCode::CodeInvalid, &place.value.member(member), words);
                return;
            }
        }
        let here = place.value.member("value");
        match quantity.get("value") {
            None => self.issues.error(IssueCode::Required, &here, "A quantity has a value."),
            Some(number) => {
                if let Some(number) = as_number(number) {
                    let place = Place { value: &here, ..*place };
                    self.hear(fact, Value::Number(number), &place);
                }
            }
        }
    }

    /// Checks one answer against the dictionary and keeps it, unless another one contradicts it.
    fn hear(&mut self, fact: &str, value: Value<'_>, place: &Place<'_>) {
        if let Err(wrong) = self.checked.set_value(fact, value) {
            let (code, at) = match wrong.code {
                FactErrorCode::UnknownField => (IssueCode::CodeInvalid, place.name),
                FactErrorCode::UnknownValue => (IssueCode::CodeInvalid, place.value),
                FactErrorCode::WrongType
                | FactErrorCode::OutOfRange
                | FactErrorCode::NotInteger => (IssueCode::Value, place.value),
            };
            self.issues.error(code, at, short_sentence(&wrong.message));
            return;
        }
        let answer = match value {
            Value::Word(word) => Answer::Word(word.into()),
            Value::Number(number) => Answer::Number(number),
            Value::Flag(true) => Answer::yes(),
            Value::Flag(false) => Answer::no(),
            Value::Null => return,
        };
        if self.lay && CLINICIAN_ONLY.contains(&fact) && answer == Answer::yes() {
            let words =
                format!("{fact} is a clinician's judgement; this referral is the person's.");
            self.issues.error(IssueCode::BusinessRule, place.value, words);
            return;
        }
        match self.answers.get(fact) {
            Some(said) if *said != answer => {
                let other = self.entry_of(fact).unwrap_or_default();
                let words = format!("{fact} is answered otherwise in Bundle.entry[{other}].");
                self.issues.error(IssueCode::Invariant, place.value, words);
            }
            Some(_) => {}
            None => {
                self.answers.insert(fact.to_owned(), answer);
                self.heard.push((fact.to_owned(), place.entry));
            }
        }
    }

    fn unknown_fact(&mut self, name: &str, at: &Path<'_>) {
        let words = format!("There is no fact called \"{}\".", short(name));
        self.issues.error(IssueCode::CodeInvalid, at, words);
    }
}

fn is_fact(name: &str) -> bool {
    // Taking back what was never said asks the dictionary and changes nothing.
    Facts::new().clear_value(name)
}

fn as_number(json: &Json<'_>) -> Option<f64> {
    match json {
        #[expect(clippy::cast_precision_loss, reason = "every fact's range ends far below 2^53")]
        Json::Whole(number) => Some(*number as f64),
        Json::Decimal(number) => Some(*number),
        _ => None,
    }
}

/// The dictionary's sentence, unless it repeats something endless.
fn short_sentence(sentence: &str) -> String {
    if sentence.len() <= 300 { sentence.to_owned() } else { short(sentence) }
}
