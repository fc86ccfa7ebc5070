//! Every route against every role, both ways. The table is `routes.tsv` beside this file; a route
//! without a row fails. `UPDATE_ROUTES=1 cargo test -p web route` writes it anew, for review.

use std::fmt::Write as _;

use axum::http::StatusCode;
use pathway::Role;
use pathway::person::Person;
use pathway::referral::{Referrer, Source, SubmitReferral};
use pathway::{Actor, CaseId, Command};
use store::Submission;

use crate::route::routes;
use crate::testing::{Answer, Service};

const TABLE: &str = include_str!("routes.tsv");

/// The service with one case in it, and that case's id.
async fn with_a_case() -> (Service, CaseId) {
    let service = Service::new();
    let now = service.app.clock.now();
    let case = crate::visit::new_case_id(now);
    let submit = SubmitReferral {
        source: Source::Professional,
        person: Person { family: "Test".into(), ..Person::default() },
        referrer: Referrer::default(),
        external: None,
        answers: [("ca_known".to_owned(), pathway::facts::Answer::yes())].into(),
        location: String::new(),
        story: String::new(),
        details: std::collections::BTreeMap::new(),
        written_at: None,
        suspected_at: None,
        told_emergency_at: None,
        verified: true,
    };
    let command = Command::SubmitReferral(Box::new(submit));
    let submission = Submission::new(case, command, Actor::system(), now);
    service.app.store.submit(submission).await.unwrap();
    (service, case)
}

fn everyone() -> Vec<Option<Role>> {
    let mut everyone = vec![None];
    everyone.extend(Role::ACCOUNTS.map(Some));
    everyone
}

fn word(role: Option<Role>) -> &'static str {
    role.map_or("anyone", Role::key)
}

/// The table as the router and the policy say it is.
fn expected() -> String {
    let service = Service::new();
    let mut lines = vec![];
    for route in routes(&service.app) {
        let mut line = format!("{}\t{}\t{:?}\t", route.method, route.path, route.action);
        let held: Vec<_> = everyone()
            .into_iter()
            .filter(|role| access::may(*role, route.action))
            .map(word)
            .collect();
        let all = held.len() == everyone().len();
        let _ = write!(line, "{}", if all { "everyone".into() } else { held.join(" ") });
        lines.push(line);
    }
    lines.sort();
    let mut table = String::from("method\tpath\taction\tallowed\n");
    table.push_str(&lines.join("\n"));
    table.push('\n');
    table
}

#[tokio::test]
async fn every_route_has_a_row_in_the_route_and_role_table() {
    let expected = expected();
    if option_env!("UPDATE_ROUTES").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes.tsv");
        std::fs::write(path, &expected).unwrap();
        return;
    }
    for line in expected.lines() {
        assert!(TABLE.lines().any(|row| row == line), "no row says: {line}");
    }
    for row in TABLE.lines() {
        assert!(expected.lines().any(|line| line == row), "no route is: {row}");
    }
}

fn path_of(template: &str, case: CaseId, token: &str) -> String {
    let file = crate::ui::assets::CORDLINE_CSS.url.trim_start_matches("/assets/");
    template
        .replace("{token}", token)
        .replace("{file}", file)
        .replace("{role}", "coordinator")
        .replace("{version}", "1")
        .replace("{n}", "1")
        .replace("{id}", &case.to_string())
        .replace("{rule}", "TR-08")
        .replace("{name}", "sins")
}

/// Whether the door was shut, whatever lies behind it.
fn refused(answer: &Answer) -> bool {
    let to_sign_in =
        answer.location.starts_with("/sign-in?") || answer.location.starts_with("/session/locked?");
    answer.status == StatusCode::UNAUTHORIZED
        || to_sign_in
        || (answer.status == StatusCode::FORBIDDEN && answer.text.contains("Not for this role"))
}

#[tokio::test]
async fn every_route_opens_for_the_roles_of_its_row_and_for_no_other() {
    let (service, case) = with_a_case().await;
    let token = service.app.links.token(case, 0);
    let mut checked = (0, 0);
    for row in TABLE.lines().skip(1) {
        let mut cells = row.split('\t');
        let (method, template) = (cells.next().unwrap(), cells.next().unwrap());
        let allowed = cells.nth(1).unwrap();
        // A stream never ends; its own test opens it.
        let endless = template.ends_with("/stream");
        for role in everyone() {
            // A session of its own: some routes end or lock it.
            let cookie = match role {
                Some(role) => service.sign_in(role).await,
                None => String::new(),
            };
            let may = allowed == "everyone" || allowed.split(' ').any(|name| name == word(role));
            if endless && may {
                continue;
            }
            let path = path_of(template, case, &token);
            let answer = match method {
                "GET" => service.get(&path, &cookie).await,
                _ => service.post(&path, &cookie, &[]).await,
            };
            assert_eq!(
                refused(&answer),
                !may,
                "{method} {template} as {}: {}",
                word(role),
                answer.status
            );
            assert!(!answer.status.is_server_error(), "{method} {template} as {}", word(role));
            if may { checked.0 += 1 } else { checked.1 += 1 }
        }
    }
    println!("{} allowed and {} refused requests checked", checked.0, checked.1);
    assert!(checked.0 > 0 && checked.1 > 0);
}
