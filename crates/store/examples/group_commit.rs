//! Durable writes per second, with everything they rest on in the same run: raw fsync, a bare group
//! commit of the same rows, and whole referrals through the store. Prints JSON lines.
//!
//! `cargo run --release -p store --example group_commit -- [SECONDS] [FOLDER]`

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};
use pathway::facts::Answer;
use pathway::ladder::{Contact, Rung};
use pathway::person::Person;
use pathway::referral::{Referrer, Source, SubmitReferral};
use pathway::{Actor, CaseId, Command, Role, Site};
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use serde_json::json;
use store::{Act, IdempotencyKey, NewShift, OnDuty, Outcome, Sqlite, Store, Submission};
use tokio::sync::{mpsc, oneshot};
use uuid::Uuid;

type Failure = Box<dyn Error + Send + Sync>;

const CLIENTS: usize = 64;
const BATCH_MAX: usize = 256;
const START: &str = "2026-11-24T09:00:00Z";

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let seconds = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let length = Duration::from_secs(seconds);
    let folder = tempfile::tempdir_in(arguments.next().unwrap_or_else(|| ".".into()))?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;

    let before = raw_fsync(folder.path(), length)?;
    let whole = runtime.block_on(referrals(&folder.path().join("store"), length))?;
    let rows = template(&folder.path().join("store"))?;
    let bare = runtime.block_on(bare(&folder.path().join("bare"), rows.clone(), length))?;
    let after = raw_fsync(folder.path(), length)?;

    let raw = json!({ "before": before, "after": after });
    say("raw_fsync_per_s", f64::midpoint(before, after), &raw)?;
    let beside = json!({
        "clients": CLIENTS,
        "rows": rows.len(),
        "per_cpu_s": bare.per_cpu_s,
        "raw_fsync_per_s": raw,
    });
    say("bare_group_commit_per_s", bare.per_s, &beside)?;
    let beside = json!({
        "clients": CLIENTS,
        "fsyncs_per_commit_of_one": whole.fsyncs_each,
        "per_cpu_s": whole.per_cpu_s,
        "share_of_bare": whole.per_s / bare.per_s,
        "raw_fsync_per_s": raw,
    });
    say("referral_submit_per_s", whole.per_s, &beside)
}

fn say(name: &str, value: f64, beside: &serde_json::Value) -> Result<(), Failure> {
    let line = json!({ "name": name, "value": value, "unit": "1/s", "beside": beside });
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

/// Appends 4 KiB and waits for the disk, one after the other.
fn raw_fsync(folder: &Path, length: Duration) -> Result<f64, Failure> {
    let mut file = File::create(folder.join("raw"))?;
    let page = [7; 4_096];
    let (begun, mut times) = (Instant::now(), 0.0);
    while begun.elapsed() < length {
        file.write_all(&page)?;
        file.sync_data()?;
        times += 1.0;
    }
    Ok(times / begun.elapsed().as_secs_f64())
}

struct Rate {
    per_s: f64,
    /// By the processor time of this process, which other work on the machine does not change.
    per_cpu_s: Option<f64>,
    fsyncs_each: f64,
}

/// Processor seconds of this process so far, where the system tells (Linux).
fn cpu_s() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    // After the name in brackets: state, ten numbers, then user and system time in 1/100 s.
    let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / 100.0)
}

/// How many of `jobs` fit into a second of processor time.
fn per_cpu_s(jobs: f64, before: Option<f64>) -> Option<f64> {
    Some(jobs / (cpu_s()? - before?))
}

/// Whole referrals of an emergency: decide, events, audit, deadlines, messages, board row, key.
async fn referrals(folder: &Path, length: Duration) -> Result<Rate, Failure> {
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(folder, Site::default())?);
    let now: Timestamp = START.parse()?;
    put_someone_on_duty(store.as_ref(), now).await?;
    let (earlier, begun, cpu) = (store.figures(), Instant::now(), cpu_s());
    let next = Arc::new(AtomicU64::new(0));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (store, next) = (Arc::clone(&store), Arc::clone(&next));
            tokio::spawn(async move {
                while begun.elapsed() < length {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    match store.submit(emergency(n, now)).await? {
                        Outcome::Done { replayed: false, .. } => {}
                        other => return Err(format!("not done: {other:?}").into()),
                    }
                }
                Ok::<(), Failure>(())
            })
        })
        .collect();
    for client in clients {
        client.await??;
    }
    let (figures, took) = (store.figures(), begun.elapsed().as_secs_f64());
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let (jobs, commits) =
        ((figures.jobs - earlier.jobs) as f64, (figures.commits - earlier.commits) as f64);
    let per_cpu_s = per_cpu_s(jobs, cpu);
    let report = store.verify().await?;
    if !report.is_sound() {
        return Err(format!("the record does not agree: {:?}", report.first_problems).into());
    }
    Ok(Rate { per_s: jobs / took, per_cpu_s, fsyncs_each: commits / jobs })
}

async fn put_someone_on_duty(store: &dyn Store, now: Timestamp) -> Result<(), Failure> {
    let contact = Contact {
        name: "A. Ng".into(),
        email: Some("coordinator@example.org".into()),
        pager: Some("07700 900001".into()),
    };
    let shift = NewShift {
        duty: Rung::Coordinator,
        who: OnDuty::Contact(contact),
        from: now - SignedDuration::from_hours(1),
        until: now + SignedDuration::from_hours(24),
    };
    store.add_shift(Act::new(Actor::system(), now), shift).await?;
    Ok(())
}

fn emergency(n: u64, now: Timestamp) -> Submission {
    let answers = ["ca_known", "n_gait", "n_weak", "p_severe", "p_night"]
        .into_iter()
        .map(|fact| (fact.to_owned(), Answer::yes()))
        .collect();
    let command = Command::SubmitReferral(Box::new(SubmitReferral {
        source: Source::Fhir,
        person: Person {
            family: format!("Testperson{n}"),
            given: "Ada".into(),
            born: Some(jiff::civil::date(1958, 3, 14)),
            nhs_number: Some(format!("999{n:07}")),
            sex: Some("female".into()),
            phone: Some("07700 900123".into()),
        },
        referrer: Referrer {
            name: "Dr Sam Okafor".into(),
            role: "GP".into(),
            phone: "01632 960111".into(),
            senior: None,
        },
        external: None,
        answers,
        location: "ED, Northfield".into(),
        story: "Two weeks of thoracic band pain, legs giving way since yesterday.".into(),
        details: [("oncologist".to_owned(), "Dr Lee".to_owned())].into(),
        written_at: None,
        suspected_at: None,
        told_emergency_at: None,
        verified: true,
    }));
    let actor = Actor::without_account("Northfield EHR", Role::Client);
    let key = IdempotencyKey::new("fhir", n.to_string(), &n.to_be_bytes());
    Submission::new(CaseId(id(n)), command, actor, now).keyed(key)
}

/// Time-ordered as real ids are, the rest scattered.
fn id(n: u64) -> Uuid {
    let scattered = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let bytes = u128::from(n / 4).wrapping_shl(80) | u128::from(scattered);
    uuid::Builder::from_u128(bytes | 0x0193_0000_0000_u128 << 80)
        .with_version(uuid::Version::SortRand)
        .with_variant(uuid::Variant::RFC4122)
        .into_uuid()
}

/// A row to insert, and which of its values tell one referral from the next.
#[derive(Clone)]
struct TemplateRow {
    sql: String,
    values: Vec<Value>,
    columns: Vec<String>,
}

const TABLES: [(&str, &str); 6] = [
    ("event", "stream = ?1"),
    ("audit", "stream = ?1"),
    ("idempotency", "stream = ?1"),
    ("deadline", "owner = ?1"),
    ("outbox", "stream = ?1"),
    ("board", "stream = ?1"),
];

/// The rows that one referral left, to be written again without deciding anything.
fn template(folder: &Path) -> Result<Vec<TemplateRow>, Failure> {
    let db = Connection::open(folder.join("cordline.db"))?;
    let case = id(7).into_bytes();
    let mut rows = Vec::new();
    for (table, which) in TABLES {
        let mut select = db.prepare(&format!("SELECT * FROM {table} WHERE {which}"))?;
        let columns: Vec<String> = select.column_names().iter().map(ToString::to_string).collect();
        let places: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let sql = format!("INSERT INTO {table} VALUES ({})", places.join(", "));
        let mut found = select.query([case])?;
        while let Some(row) = found.next()? {
            let values =
                (0..columns.len()).map(|n| row.get(n)).collect::<Result<Vec<Value>, _>>()?;
            rows.push(TemplateRow { sql: sql.clone(), values, columns: columns.clone() });
        }
    }
    Ok(rows)
}

impl TemplateRow {
    /// The values of the n-th referral.
    fn values(&self, n: u64) -> impl Iterator<Item = Value> {
        self.columns.iter().zip(&self.values).map(move |(column, value)| match column.as_str() {
            // SQLite counts these itself.
            "id" => Value::Null,
            "position" if self.sql.starts_with("INSERT INTO event ") => Value::Null,
            "stream" | "owner" => Value::Blob(id(n).into_bytes().to_vec()),
            "key" | "family" | "nhs" | "reference" if !self.sql.contains("deadline") => match value
            {
                Value::Text(text) => Value::Text(format!("{n}{text}")),
                other => other.clone(),
            },
            _ => value.clone(),
        })
    }
}

/// One thread, many rows a commit, nothing else.
async fn bare(folder: &Path, rows: Vec<TemplateRow>, length: Duration) -> Result<Rate, Failure> {
    let (send, mut receive) = mpsc::channel::<(u64, oneshot::Sender<()>)>(4_096);
    let folder: PathBuf = folder.to_path_buf();
    let writer = std::thread::spawn(move || -> Result<u64, Failure> {
        std::fs::create_dir_all(&folder)?;
        let db = Connection::open(folder.join("bare.db"))?;
        db.execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;
             PRAGMA wal_autocheckpoint = 8000;",
        )?;
        db.execute_batch(include_str!("../migrations/sqlite/schema.sql"))?;
        let mut commits = 0;
        while let Some(first) = receive.blocking_recv() {
            let mut batch = vec![first];
            while batch.len() < BATCH_MAX
                && let Ok(job) = receive.try_recv()
            {
                batch.push(job);
            }
            let transaction = db.unchecked_transaction()?;
            for (n, _) in &batch {
                for row in &rows {
                    db.prepare_cached(&row.sql)?.execute(params_from_iter(row.values(*n)))?;
                }
            }
            transaction.commit()?;
            commits += 1;
            for (_, reply) in batch {
                let _ = reply.send(());
            }
        }
        Ok(commits)
    });
    let (begun, next, cpu) = (Instant::now(), Arc::new(AtomicU64::new(0)), cpu_s());
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (send, next) = (send.clone(), Arc::clone(&next));
            tokio::spawn(async move {
                while begun.elapsed() < length {
                    let (reply, done) = oneshot::channel();
                    send.send((next.fetch_add(1, Ordering::Relaxed), reply)).await?;
                    done.await?;
                }
                Ok::<(), Failure>(())
            })
        })
        .collect();
    let mut ended = Ok(());
    for client in clients {
        ended = ended.and(client.await?);
    }
    let took = begun.elapsed().as_secs_f64();
    drop(send);
    // If the writer failed, its reason says more than that of a client it left waiting.
    let commits = writer.join().map_err(|_| "the bare writer failed")??;
    ended?;
    #[expect(clippy::cast_precision_loss, reason = "counts of a few seconds")]
    let (jobs, commits) = (next.load(Ordering::Relaxed) as f64, commits as f64);
    let per_cpu_s = per_cpu_s(jobs, cpu);
    Ok(Rate { per_s: jobs / took, per_cpu_s, fsyncs_each: commits / jobs })
}
