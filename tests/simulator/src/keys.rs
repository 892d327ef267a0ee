//! The routes that make API keys.

use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use crate::auth::{Caller, random_hex};
use crate::odata::{read, write};
use crate::reply::Reply;
use crate::request::Request;
use crate::resources::NOW;

const BAD_EXPIRY: &str = "Key expiry date should be a valid date";
const ROLES: [&str; 3] = ["provisioning-api-key", "device-api-key", "named-user-api-key"];

/// The owner of a new key: the table its row is in, and its id there.
struct Owner<'a> {
    table: &'a str,
    id: i64,
}

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str()
}

pub fn expiry(db: &Connection, date: Option<&Value>) -> Result<Option<String>, Reply> {
    match date {
        None | Some(Value::Null) => Ok(None),
        Some(value) => write::date(db, value).map(Some).ok_or_else(|| Reply::said(400, BAD_EXPIRY)),
    }
}

fn create(db: &Connection, caller: &Caller, owner: Owner, body: &Map<String, Value>) -> Result<Reply, Reply> {
    let expiry = expiry(db, body.get("expiryDate"))?;
    let allowed = match (owner.table, caller) {
        ("user", Caller::User { id, .. }) => *id == owner.id,
        _ => read::may_write(db, caller, owner.table, owner.id)?,
    };
    if !allowed {
        return Err(Reply::html(500, &format!("No {} found to associate with the api key", owner.table)));
    }
    let actor =
        db.query_row(&format!("SELECT actor FROM {} WHERE id = ?1", owner.table), [owner.id], |row| row.get(0))?;
    let key = text(body, "apiKey").map_or_else(|| random_hex(16), str::to_owned);
    add(db, actor, &key, expiry, text(body, "name"), text(body, "description"))?;
    Ok(Reply::said(200, &key))
}

/// Stores a key. One that is there already stays: a device may bring its own again.
pub fn add(
    db: &Connection,
    actor: i64,
    key: &str,
    expiry: Option<String>,
    name: Option<&str>,
    description: Option<&str>,
) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT OR IGNORE INTO api_key (created_at, modified_at, key, expiry_date, is_of__actor, name, description) \
         VALUES ({NOW}, {NOW}, ?1, ?2, ?3, ?4, ?5)"
    );
    db.execute(&sql, params![key, expiry, actor, name, description]).map(drop)
}

/// A key for all that the user may do. Only a session makes one, a key does not.
pub fn of_user(db: &Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
    let Caller::User { id, session: true, .. } = caller else {
        return Err(Reply::empty(401));
    };
    let body = request.object()?;
    if text(&body, "name").is_none_or(str::is_empty) {
        return Err(Reply::empty(400));
    }
    create(db, caller, Owner { table: "user", id: *id }, &body)
}

pub fn of(db: &Connection, caller: &Caller, request: &Request, table: &str, id: &str) -> Result<Reply, Reply> {
    let Caller::User { .. } = caller else {
        return Err(Reply::empty(401));
    };
    let body = request.object()?;
    let id = id.parse().map_err(|_| Reply::empty(400))?;
    create(db, caller, Owner { table, id }, &body)
}

/// `/api-key/v1` and `/api-key/v2`; the second wants to be told about the expiry, even if it is null.
pub fn generic(db: &Connection, caller: &Caller, request: &Request, needs_expiry: bool) -> Result<Reply, Reply> {
    let Caller::User { .. } = caller else {
        return Err(Reply::empty(401));
    };
    let body = request.object()?;
    if needs_expiry && !body.contains_key("expiryDate") {
        return Err(Reply::said(400, BAD_EXPIRY));
    }
    let roles = body.get("roles").and_then(Value::as_array).ok_or_else(|| Reply::empty(400))?;
    for role in roles.iter().filter_map(Value::as_str) {
        if !ROLES.contains(&role) {
            return Err(no_role(role));
        }
    }
    let table = match text(&body, "actorType") {
        Some(table @ ("application" | "device" | "user")) => table,
        _ => return Err(Reply::empty(400)),
    };
    let id = body.get("actorTypeId").and_then(Value::as_i64).ok_or_else(|| Reply::empty(400))?;
    create(db, caller, Owner { table, id }, &body)
}

pub fn no_role(role: &str) -> Reply {
    Reply::said(404, &format!("Role '{role}' not found"))
}

/// The route of operating systems before 2, whose role no longer exists.
pub fn legacy(caller: &Caller) -> Result<Reply, Reply> {
    match caller {
        Caller::User { .. } => Err(no_role("user-api-key")),
        _ => Err(Reply::empty(401)),
    }
}
