//! Random people, the same again from the same seed, on whom the three readings of the rule book must
//! agree: the engine that decides, the diagrams that prove, and the plain reading of the conditions.

use rules::{Answer, Fact, Facts, Haem, Settings, Value, triage};

use crate::proof::Proof;

/// An xorshift generator; nothing secret hangs on it.
pub struct Dice(u64);

impl Dice {
    /// The dice of a seed.
    #[must_use]
    pub const fn from_seed(seed: u64) -> Self {
        // Zero is the one state it cannot leave.
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: u16) -> u16 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        u16::try_from((self.0 >> 11) % u64::from(sides.max(1))).unwrap_or(0)
    }
}

/// Somebody about whom anything may be known, mostly few things.
pub fn somebody(dice: &mut Dice) -> Facts {
    let mut facts = Facts::new();
    let told = dice.roll(11);
    for fact in Fact::ALL {
        let state = if dice.roll(10) < told { dice.roll(4) } else { 0 };
        match state {
            0 => facts.set(*fact, Answer::No),
            1 => facts.set(*fact, Answer::Yes),
            // A site switch is set or it is not.
            2 if *fact != Fact::SiteFlatUntilMri => facts.set(*fact, Answer::Unknown),
            _ => {}
        }
    }
    let none = u16::try_from(Haem::ALL.len()).unwrap_or(0);
    facts.set_haem(Haem::ALL.get(usize::from(dice.roll(none + 1))).copied());
    for (key, sides) in [("age", 121), ("SINS", 19), ("para_complete_h", 60)] {
        if dice.roll(3) > 0 {
            // Every roll is within the range of its number, so nothing is refused.
            let _in_range = facts.set_value(key, Value::Number(f64::from(dice.roll(sides))));
        }
    }
    facts
}

/// Compares the three readings of the rules of this binary over random people: tier, limit, every
/// rule, every clock, and the actions of engine and plain reading.
///
/// # Errors
/// The first person about whom two readings differ.
pub fn agree(proof: &Proof<'_>, people: u32, seed: u64) -> Result<(), String> {
    let book = proof.book;
    let settings = Settings::default();
    let mut dice = Dice::from_seed(seed);
    for _ in 0..people {
        let facts = somebody(&mut dice);
        let values = proof.space.place(&facts, &[book]);
        let is_true = |variable: u32| values.get(variable as usize).copied().unwrap_or(false);
        let holds = |diagram| proof.all.holds(diagram, is_true);
        for view in &proof.model.views {
            let engine = triage(&facts, view.audience, &settings);
            let plain = book.decide(&facts, view.audience);
            let level = view.levels.iter().find(|(_, cell)| holds(*cell)).map(|(level, _)| *level);
            let differs = |what: &str| Err(format!("{}: {what} of {facts:?}", view.audience));
            if level != Some((engine.tier, engine.limit_h)) || level != plain.level {
                return differs("tier or limit");
            }
            let fired: Vec<usize> =
                (0..).zip(&view.fires).filter(|(_, it)| holds(**it)).map(|(at, _)| at).collect();
            if !engine.fired.positions().eq(fired.iter().copied()) || fired != plain.fired {
                return differs("rules");
            }
            let clocks: Vec<usize> =
                (0..).zip(&view.clocks).filter(|(_, it)| holds(**it)).map(|(at, _)| at).collect();
            if !engine.clocks.positions().eq(clocks.iter().copied()) || clocks != plain.clocks {
                return differs("clocks");
            }
            if engine.actions != plain.steps {
                return differs("actions");
            }
        }
    }
    Ok(())
}
