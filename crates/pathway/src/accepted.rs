//! Whose referrals a site takes. A site that names nobody takes everyone's; one that does sends the
//! others on at once, with a name and a number.

use serde::{Deserialize, Serialize};

/// Where a professional refers from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferrerKind {
    /// A general practice.
    GeneralPractice,
    /// An emergency department.
    EmergencyDepartment,
    /// A ward or clinic of a hospital.
    Hospital,
    /// A hospice.
    Hospice,
    /// A community or therapy service.
    Community,
    /// An ambulance or out-of-hours service.
    UrgentCare,
}

impl ReferrerKind {
    /// Every kind, in the order shown.
    pub const ALL: [Self; 6] = [
        Self::GeneralPractice,
        Self::EmergencyDepartment,
        Self::Hospital,
        Self::Hospice,
        Self::Community,
        Self::UrgentCare,
    ];

    /// Stable key, as stored and as written in the site's file.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GeneralPractice => "general_practice",
            Self::EmergencyDepartment => "emergency_department",
            Self::Hospital => "hospital",
            Self::Hospice => "hospice",
            Self::Community => "community",
            Self::UrgentCare => "urgent_care",
        }
    }

    /// As shown.
    pub const fn words(self) -> &'static str {
        match self {
            Self::GeneralPractice => "General practice",
            Self::EmergencyDepartment => "Emergency department",
            Self::Hospital => "Hospital ward or clinic",
            Self::Hospice => "Hospice",
            Self::Community => "Community or therapy service",
            Self::UrgentCare => "Ambulance or out-of-hours service",
        }
    }

    /// The kind with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }
}

/// Whose referrals are taken here, and whom the others ring.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AcceptedReferrers {
    /// Kinds of referrer; empty takes every kind.
    pub kinds: Vec<ReferrerKind>,
    /// Hospitals and practices by name; empty takes every one. Case and blanks do not matter.
    pub organisations: Vec<String>,
    /// Who takes the others: "the spinal service of Southmoor hospital".
    pub otherwise: String,
    /// That service's telephone number.
    pub otherwise_phone: String,
}

impl AcceptedReferrers {
    /// Whether this site asks where a referral comes from.
    pub fn restricts(&self) -> bool {
        !self.kinds.is_empty() || !self.organisations.is_empty()
    }

    /// Whether a referral of this kind is taken.
    pub fn takes_kind(&self, kind: ReferrerKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether a referral from this hospital or practice is taken.
    pub fn takes_organisation(&self, name: &str) -> bool {
        let plain =
            |name: &str| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let name = plain(name);
        self.organisations.is_empty() || self.organisations.iter().any(|one| plain(one) == name)
    }

    /// Refuses a site that would send people away without saying where to.
    pub(crate) fn checked(&self) -> Result<(), String> {
        let nowhere = self.otherwise.trim().is_empty() || self.otherwise_phone.trim().is_empty();
        if self.restricts() && nowhere {
            return Err(
                "site.accepted_referrers restricts who may refer; say who takes the others \
                        in otherwise and otherwise_phone"
                    .into(),
            );
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_that_names_nobody_takes_everyone() {
        let anyone = AcceptedReferrers::default();
        assert!(!anyone.restricts());
        assert!(ReferrerKind::ALL.into_iter().all(|kind| anyone.takes_kind(kind)));
        assert!(anyone.takes_organisation(""));
    }

    #[test]
    fn a_name_counts_whatever_its_case_and_blanks() {
        let only = AcceptedReferrers {
            organisations: vec!["Northfield  Hospital".into()],
            ..AcceptedReferrers::default()
        };
        assert!(only.takes_organisation(" northfield hospital"));
        assert!(!only.takes_organisation("Southmoor Hospital") && !only.takes_organisation(""));
    }

    #[test]
    fn a_site_may_not_send_people_away_without_a_number() {
        let mut only = AcceptedReferrers {
            kinds: vec![ReferrerKind::Hospital],
            otherwise: "the spinal service of Southmoor".into(),
            ..AcceptedReferrers::default()
        };
        assert!(only.checked().unwrap_err().contains("otherwise_phone"));
        only.otherwise_phone = "01632 960555".into();
        assert!(only.checked().is_ok());
    }
}
