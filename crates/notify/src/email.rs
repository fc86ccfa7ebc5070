//! E-mail through an SMTP relay.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::Deserialize;

use crate::{Channel, Error, Outgoing, Sending};

/// Where mail goes out.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EmailSettings {
    /// Host name of the relay.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// The address messages come from.
    pub from: String,
    /// User name, where the relay asks for one.
    #[serde(default)]
    pub user: Option<String>,
    /// Password, where the relay asks for one.
    #[serde(default)]
    pub password: Option<String>,
    /// Plain text to a relay on this machine. Everything else uses TLS.
    #[serde(default)]
    pub plain: bool,
}

/// An SMTP relay.
pub struct Email {
    relay: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Email {
    /// A relay of these settings. Nothing is sent yet.
    ///
    /// # Errors
    /// When the address or the host name cannot be one.
    pub fn new(settings: &EmailSettings) -> Result<Self, Error> {
        let from = settings.from.parse().map_err(Error::Address)?;
        let builder = if settings.plain {
            AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&settings.host)
        } else {
            AsyncSmtpTransport::<Tokio1Executor>::starttls_relay(&settings.host)
                .map_err(Error::Smtp)?
        };
        let mut builder = builder.port(settings.port).timeout(Some(PATIENCE));
        if let (Some(user), Some(password)) = (&settings.user, &settings.password) {
            builder = builder.credentials(Credentials::new(user.clone(), password.clone()));
        }
        Ok(Self { relay: builder.build(), from })
    }

    async fn deliver(&self, message: &Outgoing) -> Result<(), Error> {
        let to: Mailbox = message.address.parse().map_err(Error::Address)?;
        let host = self.from.email.domain();
        let id = message.key.replace(|c: char| !c.is_ascii_alphanumeric(), "-");
        let mail = Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(&message.subject)
            .message_id(Some(format!("<{id}@{host}>")))
            .header(ContentType::TEXT_PLAIN)
            .body(message.text.clone())
            .map_err(Error::Compose)?;
        self.relay.send(mail).await.map_err(Error::Smtp)?;
        Ok(())
    }
}

impl Channel for Email {
    fn send<'a>(&'a self, message: &'a Outgoing) -> Sending<'a> {
        Box::pin(self.deliver(message))
    }
}
