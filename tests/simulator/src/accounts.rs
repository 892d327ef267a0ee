//! Logging in, refreshing the token, and asking who one is.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value, json};

use crate::auth::{self, Caller};
use crate::reply::Reply;
use crate::request::Request;
use crate::store::{EMAIL, PASSWORD, USERNAME};

const ATTEMPTS: u32 = 10;
const BLOCKED_SECONDS: i64 = 3600;

/// Failed logins by user name. After ten of them not even the right password helps for an hour.
#[derive(Default)]
pub struct Failures(HashMap<String, (u32, i64)>);

impl Failures {
    fn blocked(&self, username: &str) -> bool {
        let Some((count, last)) = self.0.get(username) else {
            return false;
        };
        *count >= ATTEMPTS && auth::now_ms() < last + BLOCKED_SECONDS * 1000
    }

    fn count(&mut self, username: &str) {
        let (count, last) = self.0.entry(username.to_owned()).or_default();
        *count = if *count >= ATTEMPTS { 1 } else { *count + 1 };
        *last = auth::now_ms();
    }
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str()
}

pub fn login(db: &Connection, failures: &mut Failures, request: &Request) -> Result<Reply, Reply> {
    let body = request.object()?;
    let (Some(username), Some(password)) = (text(&body, "username"), text(&body, "password")) else {
        return Err(Reply::empty(400));
    };
    if failures.blocked(username) {
        return Err(Reply::said(429, "Too Many Requests").with("Retry-After", &BLOCKED_SECONDS.to_string()));
    }
    if !matches!(username, USERNAME | EMAIL) || password != PASSWORD {
        failures.count(username);
        return Err(Reply::empty(401));
    }
    failures.0.remove(username);
    let user = user(db)?;
    Ok(Reply::text(200, &auth::token(db, user, None, 0, None)?))
}

/// The one user.
pub fn user(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT id FROM user WHERE username = ?1", [USERNAME], |row| row.get(0))
}

/// The new token keeps the time of the login, unless the password comes along.
pub fn refresh(db: &Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
    let Caller::User { id, session: true, .. } = caller else {
        return Err(Reply::empty(401));
    };
    let body = request.object()?;
    let auth_time = match text(&body, "password") {
        Some(PASSWORD) => None,
        Some(_) => return Err(Reply::empty(401)),
        None => request.bearer().and_then(auth::payload).and_then(|payload| payload["authTime"].as_i64()),
    };
    Ok(Reply::text(200, &auth::token(db, *id, auth_time, 0, None)?))
}

pub fn user_whoami(caller: &Caller) -> Result<Reply, Reply> {
    match caller {
        Caller::User { id, .. } => Ok(Reply::json(200, &json!({ "id": id, "username": USERNAME, "email": EMAIL }))),
        _ => Err(Reply::empty(401)),
    }
}

pub fn actor_whoami(db: &Connection, caller: &Caller) -> Result<Reply, Reply> {
    let name = |sql: &str, id: &i64| db.query_row(sql, [id], |row| row.get::<_, String>(0)).optional();
    let answer = match caller {
        Caller::Guest => return Err(Reply::empty(401)),
        Caller::User { id, actor, .. } => {
            json!({ "id": actor, "actorType": "user", "actorTypeId": id, "username": USERNAME, "email": EMAIL })
        }
        Caller::Device { id, actor } => {
            let uuid = name("SELECT uuid FROM device WHERE id = ?1", id)?;
            json!({ "id": actor, "actorType": "device", "actorTypeId": id, "uuid": uuid })
        }
        Caller::Application { id, actor } => {
            let slug = name("SELECT slug FROM application WHERE id = ?1", id)?;
            json!({ "id": actor, "actorType": "application", "actorTypeId": id, "slug": slug })
        }
    };
    Ok(Reply::json(200, &answer))
}
