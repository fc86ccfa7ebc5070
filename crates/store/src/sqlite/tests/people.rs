//! Users, sessions, the rota and other systems.

use jiff::SignedDuration;
use pathway::Role;
use pathway::ladder::{Contact, Rung};

use super::setup::{act, folder, later, open, start, user};
use crate::{
    Act, NewShift, OnDuty, PasswordHash, SecretHash, Session, Sqlite, Store, THEME, UserId,
    UserRefused,
};

fn session(secret: &str, user: UserId) -> Session {
    Session {
        token: SecretHash::of(secret.as_bytes()),
        user,
        created_at: start(),
        last_seen: start(),
        locked: false,
        device: "Firefox on Linux".into(),
    }
}

async fn shift(store: &Sqlite, duty: Rung, who: OnDuty, from: i64, until: i64) -> i64 {
    let shift = NewShift { duty, who, from: later(from), until: later(until) };
    store.add_shift(act(), shift).await.unwrap()
}

#[tokio::test]
async fn a_sign_in_name_belongs_to_one_user_whatever_its_case() {
    let folder = folder();
    let store = open(folder.path());
    let id = store.add_user(act(), user("A.Ng", Role::Coordinator)).await.unwrap().unwrap();
    let second = store.add_user(act(), user("a.ng", Role::Consultant)).await.unwrap();
    assert_eq!(second, Err(UserRefused::SignInTaken));
    let found = store.user_by_sign_in(" A.NG ".into()).await.unwrap().unwrap();
    assert_eq!((found.id, found.role), (id, Role::Coordinator));
    assert_eq!(format!("{:?}", found.password), "PasswordHash(…)");
    let audited = store.audit_recent(10).await.unwrap();
    assert_eq!(audited[0].action, "add a user");
    assert_eq!(audited[0].detail, "a.ng as coordinator");
}

#[tokio::test]
async fn the_last_administrator_cannot_be_taken_away() {
    let folder = folder();
    let store = open(folder.path());
    let code = SecretHash::of(b"one-time");
    store.set_first_code(act(), code).await.unwrap();
    let wrong = SecretHash::of(b"guess");
    let refused = store.add_first_administrator(act(), wrong, user("root", Role::Patient)).await;
    assert_eq!(refused.unwrap(), Err(UserRefused::WrongCode));
    let added = store.add_first_administrator(act(), code, user("root", Role::Patient)).await;
    let id = added.unwrap().unwrap();
    let again = store.add_first_administrator(act(), code, user("eve", Role::Patient)).await;
    assert_eq!(again.unwrap(), Err(UserRefused::WrongCode));
    let mut admin = store.user(id).await.unwrap().unwrap();
    assert_eq!(admin.role, Role::Administrator);
    admin.active = false;
    let refused = store.change_user(act(), admin.clone()).await.unwrap();
    assert_eq!(refused, Err(UserRefused::LastAdministrator));
    store.add_user(act(), user("second", Role::Administrator)).await.unwrap().unwrap();
    assert_eq!(store.change_user(act(), admin).await.unwrap(), Ok(()));
}

#[tokio::test]
async fn a_user_who_may_not_sign_in_any_more_is_signed_out_everywhere() {
    let folder = folder();
    let store = open(folder.path());
    let id = store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    for secret in ["ward", "office"] {
        store.start_session(act(), session(secret, id)).await.unwrap();
    }
    let token = SecretHash::of(b"ward");
    store.lock_session(act(), token, true).await.unwrap();
    store.touch_session(token, later(5)).await.unwrap();
    let (kept, who) = store.session(token).await.unwrap().unwrap();
    assert!(kept.locked);
    assert_eq!((kept.last_seen, who.id), (later(5), id));
    let inactive = crate::User { active: false, ..who };
    store.change_user(act(), inactive).await.unwrap().unwrap();
    assert_eq!(store.session(token).await.unwrap(), None);
    assert!(store.sessions(id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_the_lock_on_the_account() {
    let folder = folder();
    let store = open(folder.path());
    let id = store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    assert_eq!(store.sign_in_failed(act(), id, None).await.unwrap(), 1);
    assert_eq!(store.sign_in_failed(act(), id, Some(later(10))).await.unwrap(), 2);
    assert_eq!(store.user(id).await.unwrap().unwrap().locked_until, Some(later(10)));
    store.start_session(act(), session("ward", id)).await.unwrap();
    assert_eq!(store.user(id).await.unwrap().unwrap().failed, 0);
    let new = PasswordHash("$argon2id$new".into());
    store.set_password(act(), id, new.clone()).await.unwrap().unwrap();
    let changed = store.user(id).await.unwrap().unwrap();
    assert_eq!((changed.password, changed.locked_until), (new, None));
    assert_eq!(store.end_sessions(act(), id).await.unwrap(), 0, "already ended");
}

#[tokio::test]
async fn an_ended_key_of_another_system_opens_nothing() {
    let folder = folder();
    let store = open(folder.path());
    let key = SecretHash::of(b"key");
    let id = store.add_client(act(), "Northfield EHR".into(), key).await.unwrap();
    assert_eq!(store.client_by_key(key).await.unwrap().unwrap().id, id);
    store.end_client(act(), id).await.unwrap();
    assert_eq!(store.client_by_key(key).await.unwrap(), None);
    assert_eq!(store.clients().await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_rota_says_who_is_on_call_and_where_nobody_is() {
    let folder = folder();
    let store = open(folder.path());
    let id = store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    let phone = Contact {
        name: "Night phone".into(),
        pager: Some("07700 900002".into()),
        ..Contact::default()
    };
    shift(&store, Rung::Coordinator, OnDuty::User(id), 0, 480).await;
    let night = shift(&store, Rung::Coordinator, OnDuty::Contact(phone), 540, 1_440).await;
    shift(&store, Rung::Registrar, OnDuty::User(id), 0, 1_440).await;
    let at = |minute: i64| store.on_call(later(minute));
    let names = |on_call: pathway::ladder::OnCall| -> Vec<String> {
        on_call.on(Rung::Coordinator).map(|contact| contact.name.clone()).collect()
    };
    assert_eq!(names(at(0).await.unwrap()), ["a.ng"]);
    assert_eq!(names(at(479).await.unwrap()), ["a.ng"]);
    let gap = at(480).await.unwrap();
    assert!(names(gap.clone()).is_empty());
    assert_eq!(gap.reach(Rung::Coordinator)[0].name, "a.ng", "anyone who can be reached");
    assert_eq!(names(at(540).await.unwrap()), ["Night phone"]);
    let gaps = store.rota_gaps(later(-60), later(1_500)).await.unwrap();
    let hours: Vec<_> = gaps.iter().map(|gap| (gap.from, gap.until)).collect();
    assert_eq!(
        hours,
        [(later(-60), later(0)), (later(480), later(540)), (later(1_440), later(1_500))]
    );
    store.remove_shift(act(), night).await.unwrap();
    assert!(names(at(600).await.unwrap()).is_empty());
    assert_eq!(store.rota(later(0), later(1)).await.unwrap().len(), 2);
}

#[tokio::test]
async fn preferences_and_what_was_looked_at_are_kept_per_user() {
    let folder = folder();
    let store = open(folder.path());
    let id = store.add_user(act(), user("a.ng", Role::Coordinator)).await.unwrap().unwrap();
    assert_eq!(store.preference(id, THEME.into()).await.unwrap(), None);
    for theme in ["dark", "light"] {
        let by = Act { now: start() + SignedDuration::from_secs(1), ..act() };
        store.set_preference(by, id, THEME.into(), theme.into()).await.unwrap();
    }
    assert_eq!(store.preference(id, THEME.into()).await.unwrap().as_deref(), Some("light"));
    let case = super::setup::case(1);
    store.looked(id, case, 7, start()).await.unwrap();
    store.looked(id, case, 5, later(1)).await.unwrap();
    assert_eq!(store.last_looked(id).await.unwrap()[&case], (7, later(1)));
}
