//! Who is asking: session tokens and API keys.

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::request::Request;

/// Signs the tokens. It guards nothing: the simulator only listens on loopback.
const SIGNING_KEY: &[u8] = b"balena-simulator";
const SESSION_SECONDS: i64 = 7 * 24 * 3600;

#[derive(Clone, Debug, PartialEq)]
pub enum Caller {
    Guest,
    User { id: i64, actor: i64, session: bool },
    Device { id: i64, actor: i64 },
    Application { id: i64, actor: i64 },
}

/// A session token that was good once.
pub struct Expired;

pub fn now_ms() -> i64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(now.as_millis()).unwrap_or(i64::MAX)
}

pub fn random_hex(bytes: usize) -> String {
    let mut buffer = vec![0; bytes];
    getrandom::fill(&mut buffer).expect("the system has random bytes");
    buffer.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn signature(signed: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SIGNING_KEY).expect("HMAC takes a key of any length");
    mac.update(signed.as_bytes());
    mac
}

/// A session token of now that says whether a second factor is still to be passed.
pub fn token_with_factor(db: &Connection, user: i64, required: bool) -> rusqlite::Result<String> {
    signed(db, user, None, 0, None, Some(required))
}

/// A session token made `age_s` ago that ends in `ends_in_s`, for a login at `auth_time` (when it was made, if absent).
pub fn token(
    db: &Connection,
    user: i64,
    auth_time: Option<i64>,
    age_s: i64,
    ends_in_s: Option<i64>,
) -> rusqlite::Result<String> {
    signed(db, user, auth_time, age_s, ends_in_s, None)
}

fn signed(
    db: &Connection,
    user: i64,
    auth_time: Option<i64>,
    age_s: i64,
    ends_in_s: Option<i64>,
    factor: Option<bool>,
) -> rusqlite::Result<String> {
    let secret: Option<String> = db.query_row("SELECT jwt_secret FROM user WHERE id = ?1", [user], |row| row.get(0))?;
    let now = now_ms();
    let issued = now / 1000 - age_s;
    let mut payload = json!({
        "id": user,
        "jwt_secret": secret,
        "authTime": auth_time.unwrap_or(issued * 1000),
        "iat": issued,
        "exp": ends_in_s.map_or(issued + SESSION_SECONDS, |seconds| now / 1000 + seconds),
    });
    if let Some(required) = factor {
        payload["twoFactorRequired"] = required.into();
    }
    let head = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"JWT"}"#);
    let signed = format!("{head}.{}", URL_SAFE_NO_PAD.encode(payload.to_string()));
    let signature = URL_SAFE_NO_PAD.encode(signature(&signed).finalize().into_bytes());
    Ok(format!("{signed}.{signature}"))
}

/// The payload of a token that this simulator signed.
pub fn payload(token: &str) -> Option<Value> {
    let (signed, given) = token.rsplit_once('.')?;
    let (_, payload) = signed.split_once('.')?;
    signature(signed).verify_slice(&URL_SAFE_NO_PAD.decode(given).ok()?).ok()?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).ok()?).ok()
}

pub fn caller(db: &Connection, request: &Request) -> rusqlite::Result<Result<Caller, Expired>> {
    if let Some(key) = request.query_value("apikey") {
        return Ok(Ok(by_key(db, &key)?));
    }
    let Some(bearer) = request.bearer() else {
        return Ok(Ok(Caller::Guest));
    };
    match payload(bearer) {
        Some(payload) => by_session(db, &payload),
        None => Ok(Ok(by_key(db, bearer)?)),
    }
}

fn by_session(db: &Connection, payload: &Value) -> rusqlite::Result<Result<Caller, Expired>> {
    if payload["exp"].as_i64().unwrap_or(0) * 1000 <= now_ms() {
        return Ok(Err(Expired));
    }
    let found = db
        .query_row(
            "SELECT actor FROM user WHERE id = ?1 AND jwt_secret = ?2",
            (payload["id"].as_i64(), payload["jwt_secret"].as_str()),
            |row| row.get(0),
        )
        .optional()?;
    Ok(Ok(match (found, payload["id"].as_i64()) {
        (Some(actor), Some(id)) => Caller::User { id, actor, session: true },
        _ => Caller::Guest,
    }))
}

fn by_key(db: &Connection, key: &str) -> rusqlite::Result<Caller> {
    let actor: Option<i64> = db
        .query_row(
            "SELECT is_of__actor FROM api_key WHERE key = ?1 AND (expiry_date IS NULL \
             OR expiry_date > strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))",
            [key],
            |row| row.get(0),
        )
        .optional()?;
    let Some(actor) = actor else {
        return Ok(Caller::Guest);
    };
    let id_in = |table: &str| {
        db.query_row(&format!("SELECT id FROM {table} WHERE actor = ?1"), [actor], |row| row.get::<_, i64>(0))
            .optional()
    };
    if let Some(id) = id_in("user")? {
        return Ok(Caller::User { id, actor, session: false });
    }
    if let Some(id) = id_in("device")? {
        return Ok(Caller::Device { id, actor });
    }
    Ok(id_in("application")?.map_or(Caller::Guest, |id| Caller::Application { id, actor }))
}
