//! The release binary as a newcomer meets it: one command, a page, a clean end.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::http;
use crate::server::Server;
use crate::workspace::Workspace;

pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let arguments = ["demo", "--plain", "--listen", "127.0.0.1:0"];
    let mut server = Server::start(&workspace.binary(), &arguments, Duration::from_mins(1))
        .context("starting the demonstration")?;
    println!("listening on {} after {:?}", server.address, server.ready_after);
    server.read_links(Duration::from_secs(2));
    let answer = http::get(&server.address, "/").context("reading the first page")?;
    ensure!(answer.status == 200, "the first page answered {}", answer.status);
    ensure!(answer.text().contains("<h1"), "the first page has no heading");
    let policy = answer.header("content-security-policy").context("no content security policy")?;
    ensure!(!policy.contains("unsafe"), "the content security policy allows unsafe code: {policy}");
    ensure!(!server.links.is_empty(), "the demonstration printed no sign-in link");
    for link in &server.links {
        let path = link.url.split_once(&server.address).map(|(_, path)| path.to_owned());
        let path = path.with_context(|| format!("{} leads off the server", link.url))?;
        let answer = http::get(&server.address, &path)?;
        ensure!(answer.status < 400, "the link of {} answered {}", link.role, answer.status);
        println!("sign-in link of {}: {}", link.role, answer.status);
    }
    server.stop(Duration::from_secs(10)).context("stopping the demonstration")?;
    println!("stopped cleanly");
    Ok(())
}
