//! What a browser form sent. Names and values as typed; nothing is guessed, nothing is dropped.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use crate::problem::Problem;
use crate::when;

/// The fields of a form. A name sent several times holds its values joined by commas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(pub BTreeMap<String, String>);

/// The name of the hidden field that makes sending twice the same as sending once.
pub const KEY: &str = "key";

impl Form {
    /// A field as typed, without surrounding blanks; empty when absent.
    pub fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// A field with something in it.
    pub fn some(&self, name: &str) -> Option<&str> {
        Some(self.get(name)).filter(|value| !value.is_empty())
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, name: &str) -> bool {
        !self.get(name).is_empty()
    }

    /// A whole number; `None` when empty.
    ///
    /// # Errors
    /// A sentence for the page when it is not a whole number.
    pub fn number<N: std::str::FromStr>(&self, name: &str) -> Result<Option<N>, String> {
        self.some(name)
            .map(|value| {
                value.parse().map_err(|_| format!("\"{value}\" is not a whole number we can use."))
            })
            .transpose()
    }

    /// A local date and time ("2026-11-24T14:32"), `None` when empty.
    ///
    /// # Errors
    /// A sentence for the page: not a time, in the hour that does not exist, or in the one that
    /// happens twice.
    pub fn instant(
        &self,
        name: &str,
        zone: &jiff::tz::TimeZone,
    ) -> Result<Option<Timestamp>, String> {
        let which = self.get(&format!("{name}_which"));
        self.some(name).map(|text| when::instant(text, which, zone)).transpose()
    }

    /// A fingerprint of everything typed, to tell a repeat from another request under one key.
    pub fn fingerprint(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        for (name, value) in &self.0 {
            hash.update(u64::try_from(name.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(name);
            hash.update(u64::try_from(value.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(value);
        }
        hash.finalize().into()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if !kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded")) {
            return Err(Problem::unsupported("This address takes a form."));
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|_| Problem::too_large("This form is larger than we accept."))?;
        let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(&body).map_err(|_| {
            Problem::bad_request("This form cannot be read. Go back and send again.")
        })?;
        let mut fields = BTreeMap::<String, String>::new();
        for (name, value) in pairs {
            fields
                .entry(name)
                .and_modify(|all| {
                    all.push(',');
                    all.push_str(&value);
                })
                .or_insert(value);
        }
        Ok(Self(fields))
    }
}
