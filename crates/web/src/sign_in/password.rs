//! Passwords, with argon2id. Checking one takes the same time whether the account exists or not.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash as Phc;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use jiff::{SignedDuration, Timestamp};
use store::{Act, PasswordHash, User};

use crate::app::App;
use crate::problem::Problem;

/// Length beats rules about characters.
pub const PASSWORD_LENGTH_MIN: usize = 12;

/// Wrong passwords before an account waits.
const TRIES: u32 = 5;
/// How long it waits then.
const WAIT_MIN: i64 = 15;

/// The hash of a new password.
///
/// # Errors
/// A sentence for the page when it is too short.
pub fn hash_password(password: &str) -> Result<PasswordHash, String> {
    if password.chars().count() < PASSWORD_LENGTH_MIN {
        return Err(format!(
            "Choose at least {PASSWORD_LENGTH_MIN} characters: a few words together are easy to keep."
        ));
    }
    hash(password)
}

fn hash(password: &str) -> Result<PasswordHash, String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .map_err(|_| "This password cannot be used. Choose another.".to_owned())?;
    Ok(PasswordHash(hash.to_string()))
}

fn matches(password: &str, hash: &PasswordHash) -> bool {
    Phc::new(&hash.0)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

/// What is compared when there is no such account, so that an answer says nothing about who exists.
static NOBODY: LazyLock<PasswordHash> =
    LazyLock::new(|| hash("a password that nobody has").unwrap_or(PasswordHash(String::new())));

/// Why nobody was signed in. The page says the same for a wrong name and a wrong password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// Name or password.
    NameOrPassword,
    /// Too many wrong passwords; try again at this time.
    Wait(Timestamp),
}

/// The user with this name and password.
pub(super) async fn check(
    app: &App,
    sign_in: &str,
    password: String,
    now: Timestamp,
) -> Result<Result<User, Wrong>, Problem> {
    let user = app.store.user_by_sign_in(sign_in.to_owned()).await?;
    let hash = user.as_ref().map_or_else(|| NOBODY.clone(), |user| user.password.clone());
    // Hashing takes tens of milliseconds of work: not on a thread that answers pages.
    let right =
        tokio::task::spawn_blocking(move || matches(&password, &hash)).await.unwrap_or(false);
    let Some(user) = user.filter(|user| user.active) else {
        return Ok(Err(Wrong::NameOrPassword));
    };
    if let Some(until) = user.locked_until.filter(|until| *until > now) {
        return Ok(Err(Wrong::Wait(until)));
    }
    if right {
        return Ok(Ok(user));
    }
    let wait = now.checked_add(SignedDuration::from_mins(WAIT_MIN)).unwrap_or(now);
    let locked_until = (user.failed + 1 >= TRIES).then_some(wait);
    app.store.sign_in_failed(Act::new(user.actor(), now), user.id, locked_until).await?;
    Ok(Err(locked_until.map_or(Wrong::NameOrPassword, Wrong::Wait)))
}
