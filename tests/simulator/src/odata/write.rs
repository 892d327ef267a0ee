//! POST, PATCH, PUT and DELETE.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde_json::{Map, Value};

use super::read::{self, ids, refusal_reply, row};
use super::{Expression, Key, Literal, Target};
use crate::auth::Caller;
use crate::model::{Field, Kind, Resource, Source};
use crate::reply::Reply;
use crate::request::Request;
use crate::resources::NOW;
use crate::rules;

/// What a body sets: fields that have a column, with values of their type.
pub type Changes = Vec<(&'static Field, Sql)>;

fn may_write(caller: &Caller, resource: &Resource) -> Result<(), Reply> {
    let allowed = match caller {
        Caller::User { .. } => resource.access.user_writes,
        Caller::Device { .. } => resource.access.device_writes,
        Caller::Guest | Caller::Application { .. } => false,
    };
    if allowed { Ok(()) } else { Err(Reply::empty(401)) }
}

/// Runs `work` in a transaction, which a refusal undoes.
fn atomically<T>(db: &mut Connection, work: impl FnOnce(&Connection) -> Result<T, Reply>) -> Result<T, Reply> {
    let transaction = db.transaction()?;
    let done = work(&transaction)?;
    transaction.commit()?;
    Ok(done)
}

pub fn create(
    db: &mut Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    request: &Request,
) -> Result<Reply, Reply> {
    may_write(caller, resource)?;
    let body = request.object()?;
    let (id, row) = atomically(db, |db| {
        let id = insert(db, caller, resource, &body)?;
        belongs(db, caller, resource, id)?;
        Ok((id, row(db, caller, resource, id)?.unwrap_or_else(|| format!("{{\"id\":{id}}}"))))
    })?;
    let short = target.options.custom("returnResource") == Some("false");
    let answer = if short { format!("{{\"id\":{id}}}") } else { row };
    let location = format!("/v7/{}(@id)?@id={id}", target.resource);
    Ok(Reply::raw_json(201, answer).with("Location", &location))
}

/// As the service does, looks at the row that is there now: nobody makes one that he may not write.
fn belongs(db: &Connection, caller: &Caller, resource: &Resource, id: i64) -> Result<(), Reply> {
    if read::may_write(db, caller, resource.name, id)? { Ok(()) } else { Err(Reply::empty(401)) }
}

/// Inserts what a body says and returns the row's id.
pub fn insert(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    body: &Map<String, Value>,
) -> Result<i64, Reply> {
    // Names that the model lacks, and values that it computes, are dropped here; PATCH treats them otherwise.
    let mut changes = changes(db, resource, body, |field| matches!(field.source, Source::Stored { .. }))?;
    rules::before_insert(db, caller, resource, &mut changes)?;
    let mut columns = Vec::new();
    let mut expressions = Vec::new();
    let mut values = Vec::new();
    for field in resource.stored() {
        let given = changes.iter().find(|(changed, _)| changed.name == field.name);
        let expression = match (given, field.kind, field.source) {
            (Some((_, value)), ..) => {
                values.push(value.clone());
                format!("?{}", values.len())
            }
            (None, Kind::Actor, _) if field.name == "actor" => {
                db.execute("INSERT INTO actor DEFAULT VALUES", [])?;
                db.last_insert_rowid().to_string()
            }
            (None, _, Source::Stored { default: Some(default) }) => default.to_owned(),
            (None, Kind::Serial, _) => continue,
            (None, ..) if field.required => return Err(Reply::empty(500)),
            (None, ..) => continue,
        };
        columns.push(format!("\"{}\"", field.name));
        expressions.push(expression);
    }
    let sql = format!("INSERT INTO \"{}\" ({}) VALUES ({})", resource.name, columns.join(", "), expressions.join(", "));
    // The service finds a duplicate before it finds a reference to nothing.
    references_exist(db, &changes, || duplicate(db, resource, &changes))?;
    db.execute(&sql, params_from_iter(values)).map_err(|error| constraint(resource, error))?;
    let id = db.last_insert_rowid();
    lengths(resource, &changes)?;
    rules::after_write(db, resource, &[id], &changes)?;
    Ok(id)
}

pub fn update(
    db: &mut Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    request: &Request,
) -> Result<Reply, Reply> {
    may_write(caller, resource)?;
    let body = request.object()?;
    atomically(db, |db| {
        let ids = found(db, caller, resource, target, request)?;
        patch(db, caller, resource, &ids, &body)
    })?;
    Ok(Reply::empty(200))
}

fn found(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    request: &Request,
) -> Result<Vec<i64>, Reply> {
    let url = request.url();
    ids(db, caller, resource, target, true).map_err(|problem| problem.reply(|refusal| refusal_reply(refusal, &url)))
}

fn patch(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    ids: &[i64],
    body: &Map<String, Value>,
) -> Result<(), Reply> {
    let mut changes = changes(db, resource, body, |_| true)?;
    let computed = |(field, _): &(&Field, Sql)| matches!(field.source, Source::Computed(_));
    if changes.is_empty() || changes.iter().any(computed) {
        return Err(Reply::empty(500));
    }
    rules::before_update(db, caller, resource, ids, &mut changes)?;
    if ids.is_empty() {
        return Ok(());
    }
    references_exist(db, &changes, || Ok(None))?;
    let mut sets: Vec<String> =
        changes.iter().enumerate().map(|(at, (field, _))| format!("\"{}\" = ?{}", field.name, at + 1)).collect();
    sets.push(format!("modified_at = {NOW}"));
    let sql = format!("UPDATE \"{}\" SET {} WHERE id = ?{}", resource.name, sets.join(", "), changes.len() + 1);
    let mut statement = db.prepare(&sql)?;
    for id in ids {
        let values = changes.iter().map(|(_, value)| value.clone()).chain([Sql::Integer(*id)]);
        statement.execute(params_from_iter(values)).map_err(|error| constraint(resource, error))?;
    }
    lengths(resource, &changes)?;
    rules::after_write(db, resource, ids, &changes)
}

/// On a natural key an update or else an insert; on an id a replacement, which wants every required field.
pub fn replace(
    db: &mut Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    request: &Request,
) -> Result<Reply, Reply> {
    may_write(caller, resource)?;
    let mut body = request.object()?;
    atomically(db, |db| {
        let ids = found(db, caller, resource, target, request)?;
        let Some(Key::Natural(parts)) = &target.key else {
            let lacks = |field: &Field| {
                field.required
                    && matches!(field.source, Source::Stored { default: None })
                    && !matches!(field.kind, Kind::Serial | Kind::Actor)
                    && !body.contains_key(field.name)
            };
            if resource.stored().any(lacks) {
                return Err(Reply::empty(500));
            }
            return patch(db, caller, resource, &ids, &body);
        };
        if !ids.is_empty() {
            return patch(db, caller, resource, &ids, &body);
        }
        for (name, value) in parts {
            body.insert(name.clone(), key_value(value, target).ok_or_else(|| Reply::malformed(&request.url()))?);
        }
        let id = insert(db, caller, resource, &body)?;
        belongs(db, caller, resource, id)
    })?;
    Ok(Reply::empty(200))
}

fn key_value(value: &Expression, target: &Target) -> Option<Value> {
    let literal = match value {
        Expression::Literal(literal) => literal,
        Expression::Parameter(name) => &target.options.parameters.iter().find(|(parameter, _)| parameter == name)?.1,
        _ => return None,
    };
    Some(match literal {
        Literal::Null => Value::Null,
        Literal::Boolean(value) => Value::from(*value),
        Literal::Integer(value) => Value::from(*value),
        Literal::Real(value) => Value::from(*value),
        Literal::Text(value) => Value::from(value.as_str()),
    })
}

pub fn delete(
    db: &mut Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    request: &Request,
) -> Result<Reply, Reply> {
    may_write(caller, resource)?;
    atomically(db, |db| {
        let ids = found(db, caller, resource, target, request)?;
        rules::before_delete(db, resource, &ids)?;
        let mut statement = db.prepare(&format!("DELETE FROM \"{}\" WHERE id = ?1", resource.name))?;
        for id in ids {
            statement.execute([id])?;
        }
        Ok(())
    })?;
    Ok(Reply::empty(200))
}

fn changes(
    db: &Connection,
    resource: &'static Resource,
    body: &Map<String, Value>,
    wanted: impl Fn(&Field) -> bool,
) -> Result<Changes, Reply> {
    let mut changes = Changes::new();
    for field in resource.served().filter(|field| field.kind != Kind::Serial && wanted(field)) {
        if let Some(value) = body.get(field.name) {
            changes.push((field, typed(db, field, value).ok_or_else(|| Reply::empty(400))?));
        }
    }
    Ok(changes)
}

/// The value as the column holds it; `None` when it is of another type.
fn typed(db: &Connection, field: &Field, value: &Value) -> Option<Sql> {
    if value.is_null() {
        return (!field.required).then_some(Sql::Null);
    }
    match field.kind {
        Kind::Text => value.as_str().map(|text| Sql::Text(text.to_owned())),
        Kind::Boolean => match value.as_i64() {
            Some(number @ 0..=1) => Some(Sql::Integer(number)),
            _ => value.as_bool().map(|truth| Sql::Integer(truth.into())),
        },
        Kind::Json => value.is_object().then(|| Sql::Text(value.to_string())),
        Kind::Date => date(db, value).map(Sql::Text),
        Kind::Serial | Kind::Actor | Kind::Integer | Kind::BigInteger | Kind::Reference(_) => {
            let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
            number.map(Sql::Integer)
        }
    }
}

/// A time as the service writes it, from its text or from milliseconds.
pub fn date(db: &Connection, value: &Value) -> Option<String> {
    let sql = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?1)";
    let sql_of_ms = "SELECT strftime('%Y-%m-%dT%H:%M:%fZ', ?1 / 1000.0, 'unixepoch')";
    match value {
        Value::String(text) => db.query_row(sql, [text], |row| row.get(0)).optional().ok()?,
        Value::Number(_) => db.query_row(sql_of_ms, [value.as_i64()?], |row| row.get(0)).optional().ok()?,
        _ => None,
    }
}

fn references_exist(
    db: &Connection,
    changes: &Changes,
    duplicate: impl FnOnce() -> Result<Option<Reply>, Reply>,
) -> Result<(), Reply> {
    for (field, value) in changes {
        let (Kind::Reference(target), Sql::Integer(id)) = (field.kind, value) else {
            continue;
        };
        let sql = format!("SELECT 1 FROM \"{target}\" WHERE id = ?1");
        if db.query_row(&sql, [id], |_| Ok(())).optional()?.is_none() {
            let missing = Reply::said(409, &format!("Data is referenced by {}.", field.name));
            return Err(duplicate()?.unwrap_or(missing));
        }
    }
    Ok(())
}

fn duplicate(db: &Connection, resource: &Resource, changes: &Changes) -> Result<Option<Reply>, Reply> {
    for unique in resource.unique {
        let value = |name: &&str| changes.iter().find(|(field, _)| field.name == *name).map(|(_, value)| value);
        let Some(values) = unique.fields.iter().map(value).collect::<Option<Vec<_>>>() else {
            continue;
        };
        let terms: Vec<String> =
            unique.fields.iter().enumerate().map(|(at, name)| format!("\"{name}\" = ?{}", at + 1)).collect();
        let sql = format!("SELECT 1 FROM \"{}\" WHERE {}", resource.name, terms.join(" AND "));
        if db.query_row(&sql, params_from_iter(values), |_| Ok(())).optional()?.is_some() {
            return Ok(Some(not_unique(unique.shown)));
        }
    }
    Ok(None)
}

fn not_unique(fields: &[&str]) -> Reply {
    let names: Vec<String> = fields.iter().map(|name| format!("\"{name}\"")).collect();
    Reply::said(409, &format!("{} must be unique.", names.join(" and ")))
}

/// SQLite names the columns of the constraint that failed; the service names the fields.
fn constraint(resource: &Resource, error: rusqlite::Error) -> Reply {
    let rusqlite::Error::SqliteFailure(_, Some(message)) = &error else {
        return error.into();
    };
    let Some(columns) = message.strip_prefix("UNIQUE constraint failed: ") else {
        return error.into();
    };
    let names: Vec<&str> = columns.split(", ").filter_map(|column| column.rsplit('.').next()).collect();
    match resource.unique.iter().find(|unique| unique.fields == names) {
        Some(unique) => not_unique(unique.shown),
        None => error.into(),
    }
}

/// The rules that the service checks after the database has taken the row.
fn lengths(resource: &Resource, changes: &Changes) -> Result<(), Reply> {
    for (field, value) in changes {
        let (Some(rule), Sql::Text(text)) = (field.rule, value) else {
            continue;
        };
        if let Some(refusal) = rules::broken_by(resource, rule, text) {
            return Err(Reply::said(400, &refusal));
        }
    }
    Ok(())
}
