//! Configuration: one TOML file, then the environment, then the command line. Read here alone.
//!
//! ```toml
//! listen = "127.0.0.1:8080"
//! public_url = "https://cordline.example"
//! [site]
//! name = "Northfield"
//! coordinator_phone = "01632 960100"
//! [email]
//! host = "127.0.0.1"
//! port = 25
//! from = "cordline@hospital.example"
//! plain = true
//! [webhook]
//! url = "https://pager.hospital.example/send"
//! ```

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use figment::Figment;
use figment::providers::{Env, Format, Toml};
use notify::{EmailSettings, WebhookSettings};
use pathway::Site;
use serde::Deserialize;

/// Everything an operator can set.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Config {
    /// Where to listen.
    pub(crate) listen: SocketAddr,
    /// The address people open, for links in messages and secure cookies.
    pub(crate) public_url: Option<String>,
    /// Plain HTTP on an address that is not this machine. Off: put a TLS proxy in front.
    pub(crate) allow_plain_http: bool,
    /// The hospital.
    pub(crate) site: Site,
    /// Mail.
    pub(crate) email: Option<EmailSettings>,
    /// SMS, voice or pager gateway.
    pub(crate) webhook: Option<WebhookSettings>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            allow_plain_http: false,
            site: Site::default(),
            email: None,
            webhook: None,
        }
    }
}

impl Config {
    /// Reads `DIR/cordline.toml` if it is there, then `CORDLINE_*` (a double underscore goes one
    /// level down: `CORDLINE_SITE__NAME`).
    pub(crate) fn read(data: &Path) -> anyhow::Result<Self> {
        let file = data.join("cordline.toml");
        let config: Self = Figment::new()
            .merge(Toml::file(&file))
            .merge(Env::prefixed("CORDLINE_").ignore(&["data"]).split("__"))
            .extract()
            .with_context(|| {
                format!("{} or the environment has a setting that cannot be used", file.display())
            })?;
        let site = config.site.checked().map_err(anyhow::Error::msg)?;
        Ok(Self { site, ..config })
    }

    /// Refuses to serve patients over plain HTTP on an address others can reach.
    pub(crate) fn may_listen(&self) -> anyhow::Result<()> {
        let behind_tls = self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
        if self.listen.ip().is_loopback() || behind_tls || self.allow_plain_http {
            return Ok(());
        }
        bail!(
            "{} can be reached by others, and this service speaks plain HTTP. Put a proxy that \
             speaks TLS in front and set public_url to its https:// address, or set \
             allow_plain_http = true if you know why.",
            self.listen
        );
    }

    /// Whether cookies may travel over TLS only.
    pub(crate) fn is_behind_tls(&self) -> bool {
        self.public_url.as_deref().is_some_and(|url| url.starts_with("https://"))
    }
}

/// The rule settings of a site's file alone, the environment left out.
pub(crate) fn site_rules(file: &Path) -> anyhow::Result<rules::Settings> {
    let config: Config = Figment::new()
        .merge(Toml::file_exact(file))
        .extract()
        .with_context(|| format!("{} is not a site's configuration", file.display()))?;
    config.site.rules().map_err(anyhow::Error::msg)
}

/// The folder of the database when none is named.
#[expect(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
pub(crate) fn default_data_dir() -> PathBuf {
    if let Ok(named) = std::env::var("CORDLINE_DATA") {
        return PathBuf::from(named);
    }
    if let Ok(base) = std::env::var("XDG_DATA_HOME") {
        return PathBuf::from(base).join("cordline");
    }
    match std::env::var("HOME") {
        Ok(home) => PathBuf::from(home).join(".local/share/cordline"),
        Err(_) => PathBuf::from("cordline-data"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_on_a_public_address_is_refused_without_an_explicit_switch() {
        let public = Config { listen: "192.0.2.1:8080".parse().unwrap(), ..Config::default() };
        assert!(public.may_listen().unwrap_err().to_string().contains("TLS"));
        let switched = Config { allow_plain_http: true, ..public.clone() };
        assert!(switched.may_listen().is_ok());
        let https = Some("https://cordline.example".to_owned());
        assert!(Config { public_url: https, ..public }.may_listen().is_ok());
        assert!(Config::default().may_listen().is_ok());
    }
}
