//! The `/_` routes, by which tests look into the simulator and set it up. They are not journalled.

use std::sync::PoisonError;

use serde_json::{Value, json};

use crate::accounts::{self, Failures};
use crate::auth;
use crate::faults::Order;
use crate::logs;
use crate::reply::Reply;
use crate::request::Request;
use crate::server::App;
use crate::store;

pub fn answer(app: &App, request: &Request) -> Reply {
    let mut faults = app.faults.lock().unwrap_or_else(PoisonError::into_inner);
    let mut journal = app.journal.lock().unwrap_or_else(PoisonError::into_inner);
    match (request.method.as_str(), request.path.as_str()) {
        ("GET", "/_journal") => Reply::json(200, &journal.entries()),
        ("DELETE", "/_journal") => {
            journal.clear();
            Reply::empty(200)
        }
        ("GET", "/_faults") => Reply::json(200, &json!(faults.left())),
        ("DELETE", "/_faults") => {
            faults.clear();
            Reply::empty(200)
        }
        ("POST", "/_faults") => match serde_json::from_slice::<Vec<Order>>(&request.body) {
            Ok(orders) => {
                faults.add(orders);
                Reply::empty(200)
            }
            Err(problem) => Reply::text(400, &problem.to_string()),
        },
        ("DELETE", "/_logins") => {
            app.state.lock().unwrap_or_else(PoisonError::into_inner).failures = Failures::default();
            Reply::empty(200)
        }
        ("POST", "/_supervisor") => {
            let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
            let supervisor = &mut app.state.lock().unwrap_or_else(PoisonError::into_inner).supervisor;
            supervisor.locked = body["locked"] == true;
            if let Some(key) = body["key"].as_str() {
                key.clone_into(&mut supervisor.key);
            }
            Reply::empty(200)
        }
        ("POST", "/_ids") => ids(app, request).unwrap_or_else(|refusal| refusal),
        ("POST", "/_logs") => {
            let state = app.state.lock().unwrap_or_else(PoisonError::into_inner);
            logs::order(&state.db, &state.logs, request).unwrap_or_else(|refusal| refusal)
        }
        ("GET", "/_logs") => {
            let state = app.state.lock().unwrap_or_else(PoisonError::into_inner);
            logs::state(&state.db, &state.logs, request).unwrap_or_else(|refusal| refusal)
        }
        ("POST", "/_images") => app.state.lock().unwrap_or_else(PoisonError::into_inner).images.order(request),
        ("GET", "/_images") => {
            let state = app.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.images.described(&state.db, request).unwrap_or_else(|refusal| refusal)
        }
        ("POST", "/_token") => token(app, request).unwrap_or_else(|refusal| refusal),
        _ => Reply::empty(404),
    }
}

/// `{"next": …}` is the id of the next row of each resource.
fn ids(app: &App, request: &Request) -> Result<Reply, Reply> {
    let next = request.object()?.get("next").and_then(Value::as_i64).ok_or_else(|| Reply::empty(400))?;
    store::set_next_ids(&app.state.lock().unwrap_or_else(PoisonError::into_inner).db, |_| next)?;
    Ok(Reply::empty(200))
}

/// A session token as a text; `{"username": …, "age_s": …, "ends_in_s": …}` makes it another user's, old or expired.
fn token(app: &App, request: &Request) -> Result<Reply, Reply> {
    let body: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
    let age = body["age_s"].as_i64().unwrap_or(0);
    let state = app.state.lock().unwrap_or_else(PoisonError::into_inner);
    let name = body["username"].as_str().unwrap_or(store::USERNAME);
    let user = accounts::user(&state.db, name)?.ok_or_else(|| Reply::text(404, "no such user"))?;
    Ok(Reply::text(200, &auth::token(&state.db, user.id, None, age, body["ends_in_s"].as_i64())?))
}
