//! Which path is answered by whom.

use std::sync::{Arc, Mutex};

use rusqlite::Connection;

use crate::accounts::{self, Failures};
use crate::actions::{self, Updates};
use crate::auth::{self, Caller};
use crate::cloud;
use crate::configuration;
use crate::devices;
use crate::factors::Factors;
use crate::images::Images;
use crate::keys;
use crate::logs::{self, Logs};
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;
use crate::state;
use crate::supervisor::Supervisor;

/// The largest body that the service reads.
const LARGEST_BODY: usize = 512 * 1024;

pub struct State {
    pub db: Connection,
    pub failures: Failures,
    pub factors: Factors,
    pub logs: Arc<Logs>,
    pub images: Images,
    pub updates: Updates,
    pub supervisor: Supervisor,
}

pub fn answer(state: &Mutex<State>, request: &Request) -> Reply {
    if request.body.len() > LARGEST_BODY {
        return Reply::page(413, "Payload Too Large");
    }
    let mut state = state.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    route(&mut state, request).unwrap_or_else(|refusal| refusal)
}

fn route(service: &mut State, request: &Request) -> Result<Reply, Reply> {
    let State { db, failures, factors, logs, images, updates, supervisor } = service;
    let segments: Vec<&str> = request.path.split('/').filter(|segment| !segment.is_empty()).collect();
    if cloud::is_played() && actions::is_meant(request) {
        return updates.answer(db, &caller(db, request)?, request, &segments);
    }
    if let Some(rest) = request.path.strip_prefix("/v7/") {
        let caller = caller(db, request)?;
        let rest = match &request.query {
            Some(query) => format!("{rest}?{query}"),
            None => rest.to_owned(),
        };
        let answer = read::answer(db, &caller, request, &rest);
        if rest.contains("update_status") {
            updates.go_on(db)?;
        }
        return answer;
    }
    match (request.method.as_str(), segments.as_slice()) {
        ("GET", ["ping"]) => Ok(Reply::text(200, "OK")),
        (_, ["connectivity-check"]) => Ok(Reply::empty(204)),
        ("POST", ["login_"]) => accounts::login(db, failures, factors, request),
        ("GET" | "POST", ["user", "v1", "refresh-token"]) => accounts::refresh(db, &caller(db, request)?, request),
        ("GET", ["user", "v1", "whoami"]) => accounts::user_whoami(db, &caller(db, request)?),
        ("GET", ["actor", "v1", "whoami"]) => accounts::actor_whoami(db, &caller(db, request)?),
        ("POST", ["api-key", "user", "full"]) => keys::of_user(db, &caller(db, request)?, request),
        ("POST", ["api-key", "application", id, "provisioning"]) => {
            keys::of(db, &caller(db, request)?, request, "application", id)
        }
        ("POST", ["api-key", "device", id, "device-key"]) => keys::of(db, &caller(db, request)?, request, "device", id),
        ("POST", ["api-key", "v1"]) => keys::generic(db, &caller(db, request)?, request, false),
        ("POST", ["api-key", "v2"]) => keys::generic(db, &caller(db, request)?, request, true),
        ("POST", ["application", _, "generate-api-key"]) => keys::legacy(&caller(db, request)?),
        ("POST", ["device", "register"]) => {
            let caller = caller(db, request)?;
            devices::register(db, &caller, request)
        }
        ("GET", ["device", version @ ("v2" | "v3"), uuid, "state"]) => {
            state::target(db, &caller(db, request)?, version, uuid)
        }
        ("GET", ["device", "v2", uuid, "logs"]) => logs::read(db, logs, &caller(db, request)?, request, uuid),
        ("POST", ["device", "v2", uuid, "logs"]) => logs::write(db, logs, &caller(db, request)?, request, uuid),
        ("POST", ["device", "v2", uuid, "log-stream"]) => {
            logs::write_lines(db, logs, &caller(db, request)?, request, uuid)
        }
        ("POST", ["supervisor", ..]) => supervisor.proxied(db, &caller(db, request)?, request, &segments[1..]),
        ("GET" | "POST", ["download-config"]) => configuration::download(db, &caller(db, request)?, request),
        ("GET", ["device-types", "v1"]) => Ok(devices::types()),
        ("GET", ["device-types", "v1", slug]) => devices::one_type(slug),
        ("GET", ["device-types", "v1", slug, "images", version, "download-size"]) => {
            devices::download_size(slug, version)
        }
        // The unversioned model, which is hidden.
        (_, ["resin", ..]) => Err(Reply { chunked: false, ..Reply::empty(404) }),
        // Models of the service that nobody outside may use.
        (_, ["tasks" | "webresource", _, ..]) => Err(Reply::empty(401)),
        ("GET", ["auth", "totp", "setup"]) if cloud::is_played() => factors.set_up(&caller(db, request)?),
        ("GET" | "POST", ["download"]) if cloud::is_played() => images.download(db, &caller(db, request)?, request),
        ("POST", ["auth", "totp", "verify"]) if cloud::is_played() => {
            factors.verify(db, &caller(db, request)?, request)
        }
        _ if cloud::is_played() => cloud::route(db, request, &segments),
        _ => Err(Reply::empty(404)),
    }
}

pub fn caller(db: &Connection, request: &Request) -> Result<Caller, Reply> {
    auth::caller(db, request)?.map_err(|auth::Expired| Reply::empty(401))
}
