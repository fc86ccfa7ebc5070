//! A transaction Bundle: its entries, and where their references lead.

use crate::issue::{Issue, IssueCode, Issues, Refused};
use crate::json::{Json, Object};
use crate::path::Path;

/// More entries than this are refused.
pub const ENTRIES_MAX: usize = 200;

/// One entry that holds a resource.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry<'e> {
    pub(crate) index: usize,
    pub(crate) full_url: Option<&'e str>,
    pub(crate) kind: &'e str,
    pub(crate) id: Option<&'e str>,
    pub(crate) resource: &'e Object<'e>,
}

/// The entries of a Bundle.
#[derive(Debug)]
pub(crate) struct Entries<'e>(Vec<Entry<'e>>);

impl<'e> Entries<'e> {
    /// Reads the entries that can be read; what cannot is reported by the checker.
    pub(crate) fn of(bundle: &'e Object<'e>) -> Result<Self, Refused> {
        let count = bundle.list("entry").len();
        if count > ENTRIES_MAX {
            let words = format!("A referral has at most {ENTRIES_MAX} entries; this has {count}.");
            let issue = Issue::error(IssueCode::TooCostly, words).at("Bundle.entry");
            return Err(Refused { status: 422, issues: vec![issue] });
        }
        let entries = bundle.objects("entry").filter_map(|(index, entry)| {
            let resource = entry.object("resource")?;
            Some(Entry {
                index,
                full_url: entry.text("fullUrl"),
                kind: resource.text("resourceType")?,
                id: resource.text("id"),
                resource,
            })
        });
        Ok(Self(entries.collect()))
    }

    pub(crate) fn of_kind(&self, kind: &str) -> impl Iterator<Item = &Entry<'e>> {
        self.0.iter().filter(move |entry| entry.kind == kind)
    }

    /// The entry that a reference leads to: by its fullUrl, or by type and id.
    pub(crate) fn resolve(&self, reference: &str) -> Option<&Entry<'e>> {
        let reference = reference.split("/_history/").next().unwrap_or(reference);
        if let Some(entry) = self.0.iter().find(|entry| entry.full_url == Some(reference)) {
            return Some(entry);
        }
        let (kind, id) = reference.split_once('/')?;
        self.0.iter().find(|entry| {
            entry.kind == kind
                && (entry.id == Some(id)
                    || entry.full_url.is_some_and(|url| ends_with_id(url, kind, id)))
        })
    }

    /// The invariants of a transaction (bdl-3, bdl-7), and what this service takes of it.
    pub(crate) fn check(&self, issues: &mut Issues, bundle: &Object<'_>) {
        let root = Path::root("Bundle");
        match bundle.text("type") {
            Some("transaction") | None => {}
            Some(_) => issues.error(
                IssueCode::NotSupported,
                &root.member("type"),
                "A referral is a Bundle of type \"transaction\": all of it is taken, or nothing.",
            ),
        }
        if bundle.get("total").is_some() {
            let words = "Only a search result has a total (bdl-1).";
            issues.error(IssueCode::Invariant, &root.member("total"), words);
        }
        let list = root.member("entry");
        for (index, entry) in bundle.objects("entry") {
            request(issues, entry, &list.index(index));
        }
        for (place, entry) in self.0.iter().enumerate() {
            let here = list.index(entry.index);
            let before = || self.0.iter().take(place);
            if entry.full_url.is_some() && before().any(|one| one.full_url == entry.full_url) {
                let words = "Another entry has the same fullUrl (bdl-7).";
                issues.error(IssueCode::Duplicate, &here.member("fullUrl"), words);
            }
            let same = |one: &Entry<'_>| one.kind == entry.kind && one.id == entry.id;
            if entry.id.is_some() && before().any(same) {
                let words = "Another entry has the same type and id.";
                let resource = here.member("resource");
                issues.error(IssueCode::Duplicate, &resource.member("id"), words);
            }
        }
    }
}

fn ends_with_id(url: &str, kind: &str, id: &str) -> bool {
    let tail = url.strip_suffix(id).and_then(|url| url.strip_suffix('/'));
    tail.and_then(|url| url.strip_suffix(kind)).is_some_and(|base| base.ends_with('/'))
}

/// What a transaction asks for each entry: to create it, and nothing else.
fn request(issues: &mut Issues, entry: &Object<'_>, at: &Path<'_>) {
    for foreign in ["search", "response"] {
        if entry.get(foreign).is_some() {
            let words = "This belongs to an answer, not to a request (bdl-2, bdl-4).";
            issues.error(IssueCode::Invariant, &at.member(foreign), words);
        }
    }
    if entry.get("resource").is_none() {
        let words = "An entry of a referral holds a resource.";
        issues.error(IssueCode::Required, &at.member("resource"), words);
    }
    let here = at.member("request");
    let Some(request) = entry.get("request") else {
        let words = "An entry of a transaction has a request with method and url (bdl-3).";
        issues.error(IssueCode::Required, &here, words);
        return;
    };
    let Json::Object(request) = request else { return };
    if request.text("method").is_some_and(|method| method != "POST") {
        let words = "A referral is created: the method is POST.";
        issues.error(IssueCode::NotSupported, &here.member("method"), words);
    }
    let kind = entry.object("resource").and_then(|resource| resource.text("resourceType"));
    let url = request.text("url");
    if let (Some(url), Some(kind)) = (url, kind)
        && url != kind
    {
        let words = "To create a resource, the url is its type.";
        issues.error(IssueCode::Value, &here.member("url"), words);
    }
    if let (Some(condition), Some("ServiceRequest")) = (request.text("ifNoneExist"), kind)
        && !entry.object("resource").is_some_and(|resource| is_own_number(condition, resource))
    {
        let words = "A referral is known by its own number: identifier=system|value.";
        issues.error(IssueCode::NotSupported, &here.member("ifNoneExist"), words);
    }
    for foreign in ["ifMatch", "ifNoneMatch", "ifModifiedSince"] {
        if request.get(foreign).is_some() {
            let words = "This has no meaning when something is created.";
            issues.error(IssueCode::NotSupported, &here.member(foreign), words);
        }
    }
}

/// Whether a condition asks for nothing but what the idempotency key does anyway.
fn is_own_number(condition: &str, resource: &Object<'_>) -> bool {
    let Some(number) = condition.strip_prefix("identifier=") else { return false };
    resource.objects("identifier").any(|(_, identifier)| {
        let own = (identifier.text("system"), identifier.text("value"));
        number.split_once('|').is_some_and(|(system, value)| own == (Some(system), Some(value)))
    })
}
