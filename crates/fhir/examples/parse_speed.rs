//! How long a sample bundle takes to read, in release:
//! `cargo run --release -p fhir --example parse_speed`.
//!
//! Prints one JSON line per sample: microseconds of one read, the fastest of many rounds and the
//! median of them.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

const ROUNDS: usize = 200;
const READS: u32 = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");
    let mut out = std::io::stdout().lock();
    for file in std::fs::read_dir(folder)? {
        let path = file?.path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let body = std::fs::read(&path)?;
        let mut rounds = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            for _ in 0..READS {
                let referral = fhir::parse_referral(black_box(&body));
                black_box(referral.map_err(|refused| format!("{refused:?}"))?);
            }
            rounds.push(start.elapsed().as_secs_f64() * 1e6 / f64::from(READS));
        }
        rounds.sort_by(f64::total_cmp);
        let fastest = rounds.first().copied().unwrap_or_default();
        let median = rounds.get(ROUNDS / 2).copied().unwrap_or_default();
        let name = path.file_name().unwrap_or_default().display().to_string();
        writeln!(
            out,
            "{{\"name\":\"fhir_parse_us\",\"file\":\"{name}\",\"bytes\":{},\"value\":{median:.1},\
             \"fastest\":{fastest:.1},\"unit\":\"us\"}}",
            body.len()
        )?;
    }
    Ok(())
}
