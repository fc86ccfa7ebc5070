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
