//! The demonstration: a temporary database, invented people at every stage, a clock one can move,
//! and a sign-in link for each role. Everyone comes in through the public commands, so `verify` and
//! a rebuild agree with what the pages show.

mod care;
mod people;
mod staff;

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::Timestamp;
use notify::Recorder;
use pathway::Site;
use pathway::site::Ladder;
use store::{Sqlite, Store};
use web::app::Parts;
use web::limit::Limits;
use web::link::LinkKey;
use web::{App, Clock};

use crate::clock::{ManualClock, WallClock};
use crate::scheduler::Channels;
use crate::serve;

/// Runs the demonstration until it is told to stop; the database goes with it.
pub(crate) async fn run(listen: SocketAddr, plain: bool) -> anyhow::Result<ExitCode> {
    if !plain {
        serve::log();
    }
    let folder = tempfile::tempdir()?;
    let site = site();
    let now = WallClock.now();
    let store: Arc<dyn Store> = Arc::new(Sqlite::open(folder.path(), site.clone())?);
    staff::arrive(&*store, now).await?;
    people::arrive(&*store, now, &site.time_zone()).await?;
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::set_to(now));
    let listener = serve::bind(listen).await?;
    let address = listener.local_addr()?;
    let recorder: Arc<dyn notify::Channel> = Arc::new(Recorder::default());
    let channels = Channels {
        email: Some(Arc::clone(&recorder)),
        pager: Some(recorder),
        base_url: format!("http://{address}"),
    };
    let app = App::new(Parts {
        rules: Arc::new(site.rules().map_err(anyhow::Error::msg)?),
        site: Arc::new(site),
        links: LinkKey::new(store.link_secret()),
        limits: Limits::none(),
        secure_cookies: false,
        demo: true,
        store,
        clock,
    });
    if !plain {
        println!("Everyone here is invented. Open the address below and follow the story.");
    }
    let links = staff::links(address);
    let serving = tokio::spawn(serve::serve(app, listener, channels));
    if plain {
        for (role, url) in links {
            println!("{}", serde_json::json!({ "role": role, "url": url }));
        }
    }
    serving.await?
}

/// The demonstration's hospital: made up, with numbers reserved for fiction.
fn site() -> Site {
    Site { name: "Northfield General".into(), ladder: Ladder::default(), ..Site::default() }
}

/// An instant some minutes before another.
fn minutes_before(now: Timestamp, minutes: i64) -> Timestamp {
    now.checked_sub(jiff::SignedDuration::from_mins(minutes)).unwrap_or(now)
}
