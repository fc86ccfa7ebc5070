//! Which representation: JSON and nothing else. XML gets 406 on `Accept` and 415 on a body.

/// The media type of every answer.
pub const MEDIA_TYPE: &str = "application/fhir+json; charset=utf-8";

/// Whether a body of this `Content-Type` is read; when not, the answer is 415.
pub fn is_json(content_type: Option<&str>) -> bool {
    let Some(content_type) = content_type else { return false };
    let (kind, parameters) = split(content_type);
    let utf8 = parameters.clone().all(|(name, value)| name != "charset" || value == "utf-8");
    let r4 = parameters.into_iter().all(|(name, value)| name != "fhirversion" || is_r4(&value));
    matches!(kind.as_str(), "application/fhir+json" | "application/json") && utf8 && r4
}

/// Whether whoever sends this `Accept` can read JSON; when not, the answer is 406.
pub fn accepts_json(accept: Option<&str>) -> bool {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else { return true };
    // The most exact range that matches decides; a q of 0 refuses.
    let mut best: Option<(u8, bool)> = None;
    for range in accept.split(',') {
        let (kind, mut parameters) = split(range);
        let exactness = match kind.as_str() {
            "application/fhir+json" => 4,
            "application/json" | "json" => 3,
            "application/*" => 2,
            "*/*" | "*" => 1,
            _ => continue,
        };
        let wanted = parameters.all(|(name, value)| match name.as_str() {
            "q" => value.parse::<f32>().is_ok_and(|q| q > 0.0),
            "fhirversion" => is_r4(&value),
            _ => true,
        });
        best = match best {
            Some((most, was)) if most == exactness => Some((most, was || wanted)),
            Some((most, was)) if most > exactness => Some((most, was)),
            _ => Some((exactness, wanted)),
        };
    }
    best.is_some_and(|(_, wanted)| wanted)
}

fn is_r4(version: &str) -> bool {
    matches!(version, "4.0" | "4.0.1")
}

/// A media type and its parameters, in lower case.
fn split(text: &str) -> (String, impl Iterator<Item = (String, String)> + Clone) {
    let mut parts = text.split(';');
    let kind = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    let parameters = parts.filter_map(|part| {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().trim_matches('"').to_ascii_lowercase();
        Some((name.trim().to_ascii_lowercase(), value))
    });
    (kind, parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_and_xml_is_not() {
        for good in [
            "application/fhir+json",
            "application/json; charset=UTF-8",
            "Application/FHIR+JSON;fhirVersion=4.0",
        ] {
            assert!(is_json(Some(good)), "{good}");
        }
        for bad in [
            "application/fhir+xml",
            "text/xml",
            "text/plain",
            "application/json; charset=latin1",
            "application/fhir+json; fhirVersion=5.0",
        ] {
            assert!(!is_json(Some(bad)), "{bad}");
        }
        assert!(!is_json(None));
    }

    #[test]
    fn a_client_that_reads_only_xml_is_told_so() {
        for good in [
            "application/fhir+json",
            "application/json",
            "*/*",
            "application/fhir+xml, application/fhir+json;q=0.5",
            "application/*",
            "",
        ] {
            assert!(accepts_json(Some(good)), "{good}");
        }
        assert!(accepts_json(None));
        for bad in [
            "application/fhir+xml",
            "text/html",
            "application/fhir+json;q=0, */*",
            "application/fhir+json; fhirVersion=3.0",
        ] {
            assert!(!accepts_json(Some(bad)), "{bad}");
        }
    }
}
