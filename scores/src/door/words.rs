//! The three tables an instrument is written in: words with points, bands of a total, inputs.
//! Each makes the Rust type and the table people and programs read from the same lines.

/// A closed list of words: `Variant "word" "label";`, with `= points` where a word earns points.
macro_rules! words {
    (
        $(#[$meta:meta])* pub enum $name:ident {
            $($variant:ident $word:literal $label:literal $(= $points:literal)? ;)+
        }
        $(excluded { $($not:literal $because:literal;)+ })?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $label] $variant,)+ }

        impl $name {
            /// Every value, in the order of the source.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// The same as rows for people and programs.
            pub const CHOICES: &'static [$crate::door::Choice] = &[$(
                $crate::door::Choice {
                    word: $word,
                    label: $label,
                    points: words!(@points $($points)?),
                }
            ),+];

            /// The word as programs write it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The same in the words of the ward.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
        }

        words!(@method $name $($variant $($points)?;)+);

        impl $crate::door::Input for $name {
            const KIND: $crate::door::Kind = $crate::door::Kind::Word {
                choices: Self::CHOICES,
                excluded: &[$($($crate::door::Excluded { word: $not, because: $because }),+)?],
            };

            fn take(answer: Option<&$crate::door::Answer>) -> Option<Self> {
                match answer {
                    Some($crate::door::Answer::Word(position)) => Self::ALL.get(*position).copied(),
                    _ => None,
                }
            }
        }
    };
    (@points) => { None };
    (@points $points:literal) => { Some($points) };
    (@method $name:ident $($variant:ident $points:literal;)+) => {
        impl $name {
            /// The points it earns.
            pub const fn points(self) -> u8 {
                match self { $(Self::$variant => $points),+ }
            }
        }
    };
    (@method $name:ident $($variant:ident;)+) => {};
}

/// The bands of a total, lowest first: `Variant "word" from..=to "what it means";`.
macro_rules! bands {
    (
        $(#[$meta:meta])* pub enum $name:ident named $key:literal {
            $($variant:ident $word:literal $from:literal ..= $to:literal $meaning:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $(#[doc = $meaning] $variant,)+ }

        impl $name {
            /// The bands as rows for people.
            pub const ROWS: &'static [$crate::door::BandRow] = &[$(
                $crate::door::BandRow {
                    key: $key, word: $word, from: $from, to: $to, meaning: $meaning,
                }
            ),+];

            /// The band of a total.
            pub const fn of(total: u8) -> Self {
                // The rows follow each other without a gap, lowest first; a test says so.
                $(if total <= $to { return Self::$variant; })+
                // A total above the last row cannot be built; the last row is the honest end.
                let [.., last] = [$(Self::$variant),+];
                last
            }

            /// The word as programs write it.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}

/// The inputs of an instrument: `name: Type = "label";`, and `[EitherOr "other"]` and the like.
macro_rules! inputs {
    (
        $(#[$meta:meta])* pub struct $name:ident {
            $($field:ident : $type:ty $([$need:ident $other:literal])? = $label:literal;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $name { $(#[doc = $label] pub $field: $type,)+ }

        impl $name {
            /// The input table: what is asked, in this order.
            pub const FIELDS: &'static [$crate::door::Field] = &[$(
                $crate::door::Field::of::<$type>(stringify!($field), $label)
                    $(.with($crate::door::Need::$need($other)))?
            ),+];

            /// The typed inputs from answers that passed the table.
            pub(crate) fn read(
                answers: &$crate::door::Answers,
            ) -> Result<Self, $crate::door::Refusal> {
                Ok(Self { $($field: answers.get(stringify!($field))?),+ })
            }
        }
    };
}

/// A number with a unit and limits: `from` allows the lower limit, `above` does not.
macro_rules! decimal {
    ($(#[$meta:meta])* pub struct $name:ident: from $min:literal to $max:literal $unit:literal) => {
        decimal!(@make [$(#[$meta])*] $name $min $max $unit true >=);
    };
    ($(#[$meta:meta])* pub struct $name:ident: above $min:literal to $max:literal $unit:literal) => {
        decimal!(@make [$(#[$meta])*] $name $min $max $unit false >);
    };
    (@make [$(#[$meta:meta])*] $name:ident $min:literal $max:literal $unit:literal $allowed:literal $lower:tt) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// The number, if it is within the limits.
            pub const fn try_new(number: f64) -> Option<Self> {
                if number $lower $min && number <= $max { Some(Self(number)) } else { None }
            }

            /// The number.
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl $crate::door::Input for $name {
            const KIND: $crate::door::Kind = $crate::door::Kind::Decimal {
                min: $min, min_allowed: $allowed, max: $max, unit: $unit,
            };

            fn take(answer: Option<&$crate::door::Answer>) -> Option<Self> {
                match answer {
                    Some($crate::door::Answer::Decimal(number)) => Self::try_new(*number),
                    _ => None,
                }
            }
        }
    };
}
