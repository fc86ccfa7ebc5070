//! The service: opens the database, starts the scheduler, listens, and stops cleanly.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use notify::{Channel, Email, Webhook};
use pathway::Actor;
use store::{Act, SecretHash, Store};
use tokio::net::TcpListener;
use web::app::Parts;
use web::limit::Limits;
use web::link::LinkKey;
use web::{App, Clock};

use crate::clock::WallClock;
use crate::command::records;
use crate::config::Config;
use crate::scheduler::{self, Channels};

/// Runs the service until it is told to stop.
pub(crate) async fn run(
    data: &Path,
    listen: Option<SocketAddr>,
    allow_plain_http: bool,
) -> anyhow::Result<ExitCode> {
    log();
    let (store, mut config) = records::open(data)?;
    config.listen = listen.unwrap_or(config.listen);
    config.allow_plain_http |= allow_plain_http;
    config.may_listen()?;
    let store: Arc<dyn Store> = store;
    let clock: Arc<dyn Clock> = Arc::new(WallClock);
    let listener = bind(config.listen).await?;
    let address = listener.local_addr()?;
    let base_url = config.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let channels = channels(&config, base_url)?;
    print_first_code(&*store, &*clock).await?;
    let app = App::new(Parts {
        store: Arc::clone(&store),
        clock: Arc::clone(&clock),
        rules: Arc::new(config.site.rules().map_err(anyhow::Error::msg)?),
        site: Arc::new(config.site.clone()),
        links: LinkKey::new(store.link_secret()),
        limits: Limits::ordinary(),
        secure_cookies: config.is_behind_tls(),
        demo: false,
    });
    serve(app, listener, channels).await
}

/// Serves an app on a listener with its scheduler, until the process is told to stop or the records
/// cannot be written any more.
pub(crate) async fn serve(
    app: App,
    listener: TcpListener,
    channels: Channels,
) -> anyhow::Result<ExitCode> {
    let (store, clock) = (Arc::clone(&app.store), Arc::clone(&app.clock));
    let scheduler = tokio::spawn(scheduler::run(Arc::clone(&store), clock, channels));
    let address = listener.local_addr()?;
    println!("listening on http://{address}");
    let service = web::router(app).into_make_service_with_connect_info::<SocketAddr>();
    tokio::select! {
        served = axum::serve(listener, service) => served?,
        () = told_to_stop() => {}
        () = cannot_write(&*store) => {
            anyhow::bail!("the records cannot be written any more; stopping rather than acknowledge what may be lost");
        }
    }
    scheduler.abort();
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "cannot listen on {address}: is another service there? Choose another with --listen"
        )
    })
}

fn channels(config: &Config, base_url: String) -> anyhow::Result<Channels> {
    let email = match &config.email {
        Some(settings) => Some(Arc::new(Email::new(settings)?) as Arc<dyn Channel>),
        None => None,
    };
    let pager = match &config.webhook {
        Some(settings) => Some(Arc::new(Webhook::new(settings.clone())?) as Arc<dyn Channel>),
        None => None,
    };
    if email.is_none() && pager.is_none() {
        tracing::warn!(
            "neither e-mail nor a webhook is configured: alerts wait in the queue and show on \
             /status, and nobody is called"
        );
    }
    Ok(Channels { email, pager, base_url })
}

/// While there is no administrator, each start prints a new one-time code for the set-up page.
async fn print_first_code(store: &dyn Store, clock: &dyn Clock) -> anyhow::Result<()> {
    if store.has_administrator().await? {
        return Ok(());
    }
    let code = web::visit::random_token();
    let act = Act::new(Actor::system(), clock.now());
    store.set_first_code(act, SecretHash::of(code.as_bytes())).await?;
    println!("no administrator yet: open /setup and enter this one-time code: {code}");
    Ok(())
}

async fn told_to_stop() {
    let mut terminate =
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(signal) => signal,
            Err(error) => {
                tracing::warn!(%error, "cannot listen for the stop signal");
                return std::future::pending().await;
            }
        };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

async fn cannot_write(store: &dyn Store) {
    let mut look = tokio::time::interval(std::time::Duration::from_millis(500));
    loop {
        look.tick().await;
        if !store.healthy() {
            return;
        }
    }
}

/// Logs go to standard error, without patient data; `RUST_LOG` says how much.
pub(crate) fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    let _ =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
