//! Processor time this process has used, for figures per CPU-second. The wall clock is never read.

use std::fs;

/// Seconds of processor time of the whole process so far, user and system; `None` where the
/// operating system does not tell.
#[must_use]
pub fn seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // The name in brackets may hold spaces: count from the last bracket.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace().skip(11);
    let user: u32 = fields.next()?.parse().ok()?;
    let system: u32 = fields.next()?.parse().ok()?;
    // The kernel counts these in hundredths of a second on every Linux there is.
    Some(f64::from(user.saturating_add(system)) / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_takes_processor_time() {
        let Some(before) = seconds() else { return };
        let mut random = crate::random::Random::new(1);
        let mut after = before;
        while after - before < 0.02 {
            assert!((0..1_000_000).map(|_| random.next() >> 63).sum::<u64>() > 0);
            after = seconds().expect("as before");
        }
        assert!(after > before);
    }
}
