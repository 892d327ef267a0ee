//! Logging in, refreshing the token, and asking who one is.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::auth::{self, Caller};
use crate::factors::Factors;
use crate::reply::Reply;
use crate::request::Request;

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

pub fn login(db: &Connection, failures: &mut Failures, factors: &Factors, request: &Request) -> Result<Reply, Reply> {
    let body = request.object()?;
    let (Some(username), Some(password)) = (text(&body, "username"), text(&body, "password")) else {
        return Err(Reply::empty(400));
    };
    if failures.blocked(username) {
        return Err(Reply::said(429, "Too Many Requests").with("Retry-After", &BLOCKED_SECONDS.to_string()));
    }
    let user = user(db, username)?;
    let Some(user) = user.filter(|user| user.hash == hash(&user.username, password)) else {
        failures.count(username);
        return Err(Reply::empty(401));
    };
    failures.0.remove(username);
    if factors.is_enabled(user.id) {
        return Ok(Reply::text(200, &auth::token_with_factor(db, user.id, true)?));
    }
    Ok(Reply::text(200, &auth::token(db, user.id, None, 0, None)?))
}

pub struct User {
    pub id: i64,
    username: String,
    email: Option<String>,
    hash: String,
}

/// What is stored of a password. The service's hashes look alike, and are better ones.
pub fn hash(username: &str, password: &str) -> String {
    let digest = Sha256::digest(format!("{username}\n{password}"));
    let digits: String = digest.iter().take(26).map(|byte| format!("{byte:02x}")).collect();
    format!("$2b$10${digits}")
}

/// By user name or e-mail address.
pub fn user(db: &Connection, name: &str) -> rusqlite::Result<Option<User>> {
    user_where(db, "username = ?1 OR email = ?1", name)
}

fn user_where(db: &Connection, condition: &str, value: impl rusqlite::ToSql) -> rusqlite::Result<Option<User>> {
    let sql = format!("SELECT id, username, email, password FROM user WHERE {condition}");
    db.query_row(&sql, [value], |row| {
        Ok(User { id: row.get(0)?, username: row.get(1)?, email: row.get(2)?, hash: row.get(3)? })
    })
    .optional()
}

fn user_by_id(db: &Connection, id: i64) -> Result<User, Reply> {
    user_where(db, "id = ?1", id)?.ok_or_else(|| Reply::empty(401))
}

/// The new token keeps the time of the login, unless the password comes along.
pub fn refresh(db: &Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
    let Caller::User { id, session: true, .. } = caller else {
        return Err(Reply::empty(401));
    };
    let body = request.object()?;
    let user = user_by_id(db, *id)?;
    let auth_time = match text(&body, "password") {
        Some(password) if user.hash == hash(&user.username, password) => None,
        Some(_) => return Err(Reply::empty(401)),
        None => request.bearer().and_then(auth::payload).and_then(|payload| payload["authTime"].as_i64()),
    };
    Ok(Reply::text(200, &auth::token(db, *id, auth_time, 0, None)?))
}

pub fn user_whoami(db: &Connection, caller: &Caller) -> Result<Reply, Reply> {
    let Caller::User { id, .. } = caller else {
        return Err(Reply::empty(401));
    };
    let User { username, email, .. } = user_by_id(db, *id)?;
    Ok(Reply::json(200, &json!({ "id": id, "username": username, "email": email })))
}

pub fn actor_whoami(db: &Connection, caller: &Caller) -> Result<Reply, Reply> {
    let name = |sql: &str, id: &i64| db.query_row(sql, [id], |row| row.get::<_, String>(0)).optional();
    let answer = match caller {
        Caller::Guest => return Err(Reply::empty(401)),
        Caller::User { id, actor, .. } => {
            let User { username, email, .. } = user_by_id(db, *id)?;
            json!({ "id": actor, "actorType": "user", "actorTypeId": id, "username": username, "email": email })
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
