//! The only place that reads the wall clock.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The machine's clock.
#[derive(Debug, Default)]
pub(crate) struct WallClock;

impl web::Clock for WallClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that reads it")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The demonstration's clock: it goes on like a real one from where it was set, and can be moved
/// forward from the page. It never goes back.
#[derive(Debug)]
pub(crate) struct ManualClock {
    ahead_ms: AtomicI64,
}

impl ManualClock {
    /// A clock that shows `start` now.
    pub(crate) fn set_to(start: Timestamp) -> Self {
        let ahead = start.duration_since(web::Clock::now(&WallClock)).as_millis();
        Self { ahead_ms: AtomicI64::new(i64::try_from(ahead).unwrap_or(0)) }
    }
}

impl web::Clock for ManualClock {
    fn now(&self) -> Timestamp {
        let ahead = SignedDuration::from_millis(self.ahead_ms.load(Ordering::SeqCst));
        let wall = web::Clock::now(&WallClock);
        wall.checked_add(ahead).unwrap_or(wall)
    }

    fn advance(&self, by: SignedDuration) -> bool {
        let by_ms = i64::try_from(by.as_millis()).unwrap_or(0);
        if by_ms <= 0 {
            return false;
        }
        self.ahead_ms.fetch_add(by_ms, Ordering::SeqCst);
        true
    }
}

#[cfg(test)]
mod tests {
    use web::Clock;

    use super::*;

    #[test]
    fn a_manual_clock_moves_forward_when_told_and_never_back() {
        let start: Timestamp = "2026-11-24T08:00:00Z".parse().unwrap();
        let clock = ManualClock::set_to(start);
        assert!(clock.now().duration_since(start).as_secs() < 5);
        assert!(clock.advance(SignedDuration::from_mins(30)));
        assert!(clock.now().duration_since(start).as_mins() >= 30);
        assert!(!clock.advance(SignedDuration::from_mins(-5)));
    }
}
