//! How the rule book's words are stored inside events: by their stable keys, never by position.

macro_rules! by_key {
    ($module:ident, $what:ty, $write:ident, $read:ident) => {
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};

            pub(crate) fn serialize<S: Serializer>(
                value: &$what,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(value.$write())
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<$what, D::Error> {
                let key = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                <$what>::$read(&key).ok_or_else(|| {
                    D::Error::custom(format!("no {} is called {key}", stringify!($module)))
                })
            }
        }
    };
}

by_key!(tier, rules::Tier, code, from_code);
by_key!(milestone, rules::Milestone, key, from_key);
by_key!(audience, rules::Audience, key, from_key);

/// A word of a score that may be missing, stored as programs write it.
macro_rules! by_word {
    ($module:ident, $what:ty) => {
        pub(crate) mod $module {
            use serde::{Deserialize, Deserializer, Serializer, de::Error};

            #[expect(clippy::ref_option, reason = "serde passes the field as it is")]
            pub(crate) fn serialize<S: Serializer>(
                value: &Option<$what>,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                match value {
                    Some(value) => serializer.serialize_str(value.word()),
                    None => serializer.serialize_none(),
                }
            }

            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Option<$what>, D::Error> {
                let word = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                let found = <$what>::ALL.iter().find(|value| value.word() == word);
                found.copied().map(Some).ok_or_else(|| {
                    D::Error::custom(format!("no {} is called {word}", stringify!($module)))
                })
            }
        }
    };
}

by_word!(escc, scores::escc::Grade);
by_word!(pain, scores::sins::Pain);
by_word!(lesion, scores::sins::Lesion);
by_word!(alignment, scores::sins::Alignment);
by_word!(collapse, scores::sins::Collapse);
by_word!(posterior, scores::sins::Posterolateral);
