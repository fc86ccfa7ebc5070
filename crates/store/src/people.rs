//! People who sign in, their sessions, other systems, and who is on call.

use std::fmt;

use jiff::Timestamp;
use pathway::ladder::{Contact, Rung};
use pathway::{Actor, Role};
use uuid::Uuid;

macro_rules! id {
    ($name:ident, $what:literal) => {
        #[doc = $what]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.as_hyphenated().fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }
    };
}

id!(UserId, "A user's opaque id.");
id!(ClientId, "Another system's opaque id.");

/// A password as argon2id made it. Opaque here, and never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(pub String);

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

/// The SHA-256 of a secret that someone else holds: a session cookie, an API key, a code.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecretHash(pub [u8; 32]);

impl SecretHash {
    /// Of a secret.
    pub fn of(secret: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(secret).into())
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// Someone who can sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Id.
    pub id: UserId,
    /// What they type to sign in; lower case.
    pub sign_in: String,
    /// As shown.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their password's hash.
    pub password: PasswordHash,
    /// For messages of the ladder.
    pub email: Option<String>,
    /// For messages of the ladder.
    pub pager: Option<String>,
    /// Whether they may sign in.
    pub active: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// Wrong passwords since the last right one.
    pub failed: u32,
    /// No sign-in before this.
    pub locked_until: Option<Timestamp>,
}

impl User {
    /// This user as the one who acts.
    pub fn actor(&self) -> Actor {
        Actor { name: self.name.clone(), role: self.role, user: Some(self.id.to_string()) }
    }

    /// How to reach them.
    pub fn contact(&self) -> Contact {
        Contact { name: self.name.clone(), email: self.email.clone(), pager: self.pager.clone() }
    }
}

/// A user to add.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewUser {
    /// What they type to sign in.
    pub sign_in: String,
    /// As shown.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Their password's hash.
    pub password: PasswordHash,
    /// For messages of the ladder.
    pub email: Option<String>,
    /// For messages of the ladder.
    pub pager: Option<String>,
}

/// Why a user was not added or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UserRefused {
    /// Someone else has that sign-in name.
    #[error("this sign-in name is taken")]
    SignInTaken,
    /// There is no such user.
    #[error("there is no such user")]
    Unknown,
    /// Nobody could administer the system any more.
    #[error("this is the last active administrator")]
    LastAdministrator,
    /// The one-time code is wrong, was used, or an administrator exists already.
    #[error("this code is not valid any more")]
    WrongCode,
}

/// A user who is signed in on one device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the cookie.
    pub token: SecretHash,
    /// Who.
    pub user: UserId,
    /// Since when.
    pub created_at: Timestamp,
    /// When a page was last asked for.
    pub last_seen: Timestamp,
    /// Idle for too long: the password is asked again.
    pub locked: bool,
    /// In words ("Firefox on Windows").
    pub device: String,
}

/// Another system that may send referrals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    /// Id.
    pub id: ClientId,
    /// As shown.
    pub name: String,
    /// SHA-256 of its key.
    pub key: SecretHash,
    /// Whether its key still works.
    pub active: bool,
    /// Since when.
    pub created_at: Timestamp,
}

/// Who holds a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDuty {
    /// A user; reached as their account says at that time.
    User(UserId),
    /// Someone without an account, or a telephone.
    Contact(Contact),
}

/// A duty for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewShift {
    /// Which duty.
    pub duty: Rung,
    /// Who.
    pub who: OnDuty,
    /// From when.
    pub from: Timestamp,
    /// Until when, not included.
    pub until: Timestamp,
}

/// A shift on the rota.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Its number.
    pub id: i64,
    /// Which duty.
    pub duty: Rung,
    /// Who.
    pub who: OnDuty,
    /// How to reach them.
    pub contact: Contact,
    /// From when.
    pub from: Timestamp,
    /// Until when, not included.
    pub until: Timestamp,
}

/// A time in which nobody holds a duty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Which duty.
    pub duty: Rung,
    /// From when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

/// Key of the theme among a user's preferences.
pub const THEME: &str = "theme";
/// Key of the last board filter among a user's preferences.
pub const BOARD: &str = "board";
/// Key of the cases a user keeps at the top of the board.
pub const PINS: &str = "pins";
/// Key of whether single-key shortcuts are on ("off" when not).
pub const SHORTCUTS: &str = "shortcuts";
