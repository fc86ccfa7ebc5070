//! The form becomes a command: nine answers or a list of what is missing, then one durable referral.

use std::collections::BTreeMap;

use axum::response::Response;
use jiff::{Timestamp, civil::Date};
use pathway::note::RecordMilestone;
use pathway::person::{Person, nhs_number_is_valid};
use pathway::referral::{Referrer, Source, SubmitReferral};
use pathway::status::Status;
use pathway::task::SetTask;
use pathway::{Actor, CaseId, Command, Refusal, Role};
use rules::Milestone;
use sha2::{Digest, Sha256};
use store::{DraftId, IdempotencyKey, Outcome, Search, Submission, Via};
use uuid::Uuid;

use super::answers::answers;
use super::choice::words;
use super::field::{FIELDS, blocked, is_known, label, still_missing};
use super::page::{Beside, Refused, page};
use super::{accepted, added};
use crate::form::{Form, KEY};
use crate::problem::Problem;
use crate::visit::{Visit, new_case_id, to};

/// Family name of someone known by number alone: the pathway never holds an empty name.
const NOT_GIVEN: &str = "Name not given";

/// Sends the referral, or shows the form again with everything that is missing.
pub(super) async fn send(visit: Visit, form: Form) -> Result<Response, Problem> {
    let mut errors: Vec<Refused> =
        blocked(&form).map(|one| (one.field, one.ask.to_owned())).collect();
    // A referrer who is sent elsewhere reads that first.
    errors.splice(0..0, accepted::refused(&visit, &form));
    let submit = match command(&visit, &form) {
        Ok(submit) => Some(submit),
        Err(wrong) => {
            errors.push(wrong);
            None
        }
    };
    let (Some(submit), true) = (submit, errors.is_empty()) else {
        return page(&visit, &form, Beside { errors: &errors, ..Beside::default() }).await;
    };
    let case = case_of(&form, visit.now);
    let sent_before = visit.app.store.row(case).await?.is_some();
    if !sent_before
        && form.get("duplicate") != "send"
        && let Some(open) = open_referral(&visit, &submit.person).await?
    {
        if form.get("duplicate") == "add" {
            return added::add(&visit, &form, open.case).await;
        }
        return page(&visit, &form, Beside { duplicate: Some(&open), ..Beside::default() }).await;
    }
    let command = Command::SubmitReferral(Box::new(submit));
    match send_one(&visit, &form, case, command, "").await? {
        Outcome::Done { case, .. } => {
            follow_up(&visit, &form, case).await?;
            if let Ok(draft) = form.get("draft").parse::<DraftId>() {
                visit.app.store.drop_draft(draft).await?;
            }
            Ok(to(&format!("/r/{}", visit.app.links.token(case, 0))))
        }
        Outcome::Refused(Refusal::Invalid { field, message }) => {
            let field = match field {
                "family" => "family",
                "at" => "suspected_at",
                _ => "neurology",
            };
            let errors = [(field, message)];
            page(&visit, &form, Beside { errors: &errors, ..Beside::default() }).await
        }
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// One command of this form. Each part has a key of its own, so that sending the form again repeats
/// nothing.
pub(super) async fn send_one(
    visit: &Visit,
    form: &Form,
    case: CaseId,
    command: Command,
    part: &str,
) -> Result<Outcome, Problem> {
    let actor = actor(visit, form);
    let scope = format!("/refer:{part}:{}", actor.user.as_deref().unwrap_or("-"));
    let key = form.some(KEY).map(|key| IdempotencyKey {
        scope,
        key: key.to_owned(),
        request: form.fingerprint(),
    });
    let submission = Submission::new(case, command, actor, visit.now).via(Via::Web);
    let submission = Submission { key, ..submission };
    Ok(visit.app.store.submit(submission).await?)
}

/// What follows from a referral that is held: the opinion's clock when nothing is missing, else a
/// task that says what is.
async fn follow_up(visit: &Visit, form: &Form, case: CaseId) -> Result<(), Problem> {
    let open = still_missing(|field| is_known(form, field));
    let mut open: Vec<&str> = open.map(label).collect();
    if form.some("family").is_none() {
        open.push("Family name");
    }
    if form.some("nhs_number").is_some_and(|number| !nhs_number_is_valid(number)) {
        open.push("NHS number (its check digit does not fit)");
    }
    let command = if open.is_empty() {
        Command::RecordMilestone(RecordMilestone {
            milestone: Milestone::MinimumDatasetComplete,
            at: None,
            note: String::new(),
        })
    } else {
        Command::SetTask(SetTask {
            what: format!("Ask the referrer, not known yet: {}.", open.join("; ")),
            owner: "coordinator".into(),
            due: None,
        })
    };
    match send_one(visit, form, case, command, "follow-up").await? {
        // A repeat after the case was closed has nothing left to follow up.
        Outcome::Done { .. } | Outcome::Refused(Refusal::Closed) => Ok(()),
        Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
        Outcome::KeyReused => Err(Problem::key_reused()),
    }
}

/// An open referral of the same person: the same NHS number, or the same names and date of birth.
async fn open_referral(
    visit: &Visit,
    person: &Person,
) -> Result<Option<std::sync::Arc<pathway::board::BoardRow>>, Problem> {
    let mut searches = Vec::new();
    if let Some(number) = &person.nhs_number {
        searches.push(Search { nhs_number: Some(number.clone()), ..Search::default() });
    }
    if person.born.is_some() && person.family != NOT_GIVEN {
        let name = Some(person.family.clone());
        searches.push(Search { name, born: person.born, ..Search::default() });
    }
    for search in searches {
        let by_number = search.nhs_number.is_some();
        let rows = visit.app.store.search(search).await?;
        let same = |other: &Person| {
            let family = other.family.to_lowercase() == person.family.to_lowercase();
            let given = other.given.is_empty()
                || person.given.is_empty()
                || other.given.to_lowercase() == person.given.to_lowercase();
            by_number || (family && given)
        };
        let open = rows.into_iter().find(|row| row.status != Status::Closed && same(&row.person));
        if open.is_some() {
            return Ok(open);
        }
    }
    Ok(None)
}

/// The case this form becomes, always the same for one form. Its random part is hashed, so that
/// nobody chooses a case's id or reference by choosing a draft's.
pub(super) fn case_of(form: &Form, now: Timestamp) -> CaseId {
    let Some(key) = form.some(KEY) else { return new_case_id(now) };
    let began = Uuid::try_parse(key).ok().and_then(|id| id.get_timestamp());
    let began_ms = began.map_or(0, |at| {
        let (seconds, nanoseconds) = at.to_unix();
        seconds.saturating_mul(1_000).saturating_add(u64::from(nanoseconds) / 1_000_000)
    });
    let hash = Sha256::digest(format!("referral {key}"));
    let mut random = [0_u8; 10];
    for (place, byte) in random.iter_mut().zip(hash) {
        *place = byte;
    }
    CaseId(uuid::Builder::from_unix_timestamp_millis(began_ms, &random).into_uuid())
}

fn actor(visit: &Visit, form: &Form) -> Actor {
    if let Some(user) = visit.user() {
        return user.actor();
    }
    let who = referrer(form);
    let named = [who.name, who.role].into_iter().filter(|part| !part.is_empty());
    let named = named.collect::<Vec<_>>().join(", ");
    let named = if named.is_empty() { "The referrer".to_owned() } else { named };
    Actor::without_account(named, Role::Referrer)
}

/// Who refers, as typed.
pub(super) fn referrer(form: &Form) -> Referrer {
    let senior = form.some("senior").map(|senior| match (senior, form.get("senior_name")) {
        ("no", _) => "not yet".to_owned(),
        (role, "") => role.to_owned(),
        (role, name) => format!("{role}: {name}"),
    });
    Referrer {
        name: form.get("referrer_name").into(),
        role: form.get("referrer_role").into(),
        phone: form.get("referrer_phone").into(),
        senior,
    }
}

fn command(visit: &Visit, form: &Form) -> Result<SubmitReferral, Refused> {
    let zone = visit.app.site.time_zone();
    let suspected_at =
        form.instant("suspected_at", &zone).map_err(|words| ("suspected_at", words))?;
    if suspected_at.is_some_and(|at| at > visit.now) {
        return Err(("suspected_at", "This time lies in the future.".into()));
    }
    form.instant("last_walked", &zone).map_err(|words| ("last_walked", words))?;
    Ok(SubmitReferral {
        source: Source::Professional,
        person: person(visit, form)?,
        referrer: referrer(form),
        external: None,
        answers: answers(form)?,
        location: location(form),
        story: form.get("story").into(),
        details: details(form),
        written_at: None,
        suspected_at,
        told_emergency_at: None,
        verified: visit.user().is_some_and(|user| user.role.is_clinician()),
    })
}

fn person(visit: &Visit, form: &Form) -> Result<Person, Refused> {
    let born = born(form).map_err(|words| ("born", words))?;
    let today = visit.now.to_zoned_datetime(visit.app.site.time_zone()).date();
    if born.is_some_and(|born| born > today || born.year() < today.year() - 120) {
        return Err((
            "born",
            "This date of birth cannot be right. Enter day, month and year.".into(),
        ));
    }
    let digits: String =
        form.get("nhs_number").chars().filter(|letter| !letter.is_whitespace()).collect();
    Ok(Person {
        family: form.some("family").unwrap_or(NOT_GIVEN).into(),
        given: form.get("given").into(),
        born,
        nhs_number: (!digits.is_empty()).then_some(digits),
        sex: form.some("sex").map(str::to_owned),
        phone: form.some("person_phone").map(str::to_owned),
    })
}

/// The typed date of birth; `None` when nothing of it is typed.
pub(super) fn born(form: &Form) -> Result<Option<Date>, String> {
    let part = |part: &str| form.get(&format!("born_{part}"));
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return Ok(None);
    }
    let date = || Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok();
    date().map(Some).ok_or_else(|| {
        format!("{day}/{month}/{year} is not a date. Enter day, month and a year of four digits.")
    })
}

fn location(form: &Form) -> String {
    let place = words("location", form.get("location"));
    let ward = form.get("ward");
    let at = match (form.get("location"), ward) {
        (_, "") => place.into_owned(),
        ("ward", ward) if ward.to_lowercase().contains("ward") => ward.to_owned(),
        (_, ward) => format!("{place} {ward}"),
    };
    match form.get("hospital") {
        "" => at,
        hospital => format!("{at}, {hospital}"),
    }
}

/// Every other field as typed, by its name.
fn details(form: &Form) -> BTreeMap<String, String> {
    const ELSEWHERE: [&str; 12] = [
        "referrer_phone",
        "referrer_name",
        "referrer_role",
        "nhs_number",
        "family",
        "given",
        "born",
        "sex",
        "person_phone",
        "story",
        "suspected_at",
        "senior_name",
    ];
    let ours = |name: &str| {
        let on_the_chart = name.starts_with("pain_") || name.starts_with("sensation_");
        FIELDS.iter().any(|(field, _)| *field == name) || on_the_chart
    };
    form.0
        .iter()
        .filter(|(name, value)| {
            ours(name) && !ELSEWHERE.contains(&name.as_str()) && !value.trim().is_empty()
        })
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}
