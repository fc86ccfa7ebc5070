//! A webhook: the hospital's SMS, voice or pager gateway, or a paging service.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::{Channel, Error, Outgoing, Sending};

/// Where the webhook is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// Its address.
    pub url: String,
    /// Sent as a bearer token, where the gateway asks for one.
    #[serde(default)]
    pub token: Option<String>,
}

/// A gateway that takes one JSON object a message: key, to, name, subject, text.
pub struct Webhook {
    client: reqwest::Client,
    settings: WebhookSettings,
}

const PATIENCE: Duration = Duration::from_secs(20);

impl Webhook {
    /// A gateway of these settings. Nothing is sent yet. Redirects are not followed: the address
    /// was chosen by the operator and nobody else.
    ///
    /// # Errors
    /// When no HTTP client can be made.
    pub fn new(settings: WebhookSettings) -> Result<Self, Error> {
        // One crypto provider in the whole workspace; a second call finds it installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = reqwest::Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(Error::Reach)?;
        Ok(Self { client, settings })
    }

    async fn deliver(&self, message: &Outgoing) -> Result<(), Error> {
        let body = json!({
            "key": message.key,
            "to": message.address,
            "name": message.name,
            "subject": message.subject,
            "text": message.text,
        });
        let mut request = self
            .client
            .post(&self.settings.url)
            .header("Idempotency-Key", &message.key)
            .json(&body);
        if let Some(token) = &self.settings.token {
            request = request.bearer_auth(token);
        }
        let answer = request.send().await.map_err(Error::Reach)?;
        if answer.status().is_success() {
            Ok(())
        } else {
            Err(Error::Answered(answer.status().as_u16()))
        }
    }
}

impl Channel for Webhook {
    fn send<'a>(&'a self, message: &'a Outgoing) -> Sending<'a> {
        Box::pin(self.deliver(message))
    }
}
