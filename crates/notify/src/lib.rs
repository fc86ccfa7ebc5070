//! E-mail and webhook messages behind one trait.
//!
//! A message carries no patient data: a reference and a link. Sending twice is harmless to the
//! receiver that looks at the key: e-mail carries it as `Message-ID`, a webhook as
//! `Idempotency-Key`.

mod email;
mod record;
mod webhook;

use std::future::Future;
use std::pin::Pin;

pub use email::{Email, EmailSettings};
pub use record::Recorder;
pub use webhook::{Webhook, WebhookSettings};

/// What is sent, to one address on one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Unique for ever.
    pub key: String,
    /// An e-mail address, or a telephone or pager number.
    pub address: String,
    /// The receiver's name.
    pub name: String,
    /// A subject of a few words.
    pub subject: String,
    /// The text with its link.
    pub text: String,
}

/// Why a message did not leave. It stays queued and is tried again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The address cannot be one.
    #[error("the address cannot be used")]
    Address(#[source] lettre::address::AddressError),
    /// The mail could not be put together.
    #[error("the mail could not be written")]
    Compose(#[source] lettre::error::Error),
    /// The mail server did not take it.
    #[error("the mail server did not take the message")]
    Smtp(#[source] lettre::transport::smtp::Error),
    /// The webhook could not be reached.
    #[error("the webhook could not be reached")]
    Reach(#[source] reqwest::Error),
    /// The webhook answered with an error.
    #[error("the webhook answered {0}")]
    Answered(u16),
}

/// The answer of a channel.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), Error>> + Send + 'a>>;

/// A way to reach a person.
pub trait Channel: Send + Sync {
    /// Sends one message. Success means the next hop has taken it.
    fn send<'a>(&'a self, message: &'a Outgoing) -> Sending<'a>;
}
