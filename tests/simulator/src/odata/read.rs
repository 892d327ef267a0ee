//! Answers to GET, and the way from a URL to the resource that every method shares.

use rusqlite::{Connection, params_from_iter};

use super::sql::{Compiler, Refusal};
use super::{Tail, Target, parse, write};
use crate::auth::Caller;
use crate::model::{self, Resource};
use crate::reply::Reply;
use crate::request::Request;

/// `rest` is the URL after `/v7/`.
pub fn answer(db: &mut Connection, caller: &Caller, request: &Request, rest: &str) -> Result<Reply, Reply> {
    let url = request.url();
    match request.method.as_str() {
        // A browser's preflight is answered before the routes, and with a length.
        "OPTIONS" => {
            let preflight = request.header("access-control-request-method").is_some();
            return Ok(Reply { chunked: !preflight, ..Reply::empty(200) });
        }
        "HEAD" => return Err(Reply::empty(500)),
        _ => {}
    }
    if rest.is_empty() || rest == "$metadata" {
        return Err(Reply::empty(401));
    }
    let target = parse::target(rest).ok_or_else(|| Reply::malformed(&url))?;
    let resource = model::resource(&target.resource).ok_or_else(|| Reply::empty(401))?;
    if target.tail == Tail::Navigation {
        return Err(Reply::empty(500));
    }
    let refused = |refusal| refusal_reply(refusal, &url);
    match request.method.as_str() {
        "GET" if target.tail == Tail::Count => count(db, caller, resource, &target, refused),
        "GET" => rows(db, caller, resource, &target, refused),
        "POST" if target.tail == Tail::CanAccess => can_access(db, caller, resource, &target, refused),
        "POST" => write::create(db, caller, resource, &target, request),
        "PATCH" | "MERGE" => write::update(db, caller, resource, &target, request),
        "PUT" => write::replace(db, caller, resource, &target, request),
        "DELETE" => write::delete(db, caller, resource, &target, request),
        _ => Err(Reply::empty(404)),
    }
}

pub fn refusal_reply(refusal: Refusal, url: &str) -> Reply {
    match refusal {
        Refusal::Unknown => Reply::empty(500),
        Refusal::Unauthorized => Reply::empty(401),
        Refusal::Malformed => Reply::malformed(url),
    }
}

fn rows(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    refused: impl Fn(Refusal) -> Reply,
) -> Result<Reply, Reply> {
    let mut compiler = Compiler::new(caller, &target.options);
    let sql = compiler.rows(resource, target).map_err(refused)?;
    Ok(Reply::raw_json(200, enclosed(db, &sql, compiler)?))
}

/// `{"d":[…]}`
fn enclosed(db: &Connection, sql: &str, compiler: Compiler) -> rusqlite::Result<String> {
    let mut statement = db.prepare(sql)?;
    let mut rows = statement.query(params_from_iter(compiler.values))?;
    let mut body = String::from("{\"d\":[");
    let mut first = true;
    while let Some(row) = rows.next()? {
        if !first {
            body.push(',');
        }
        first = false;
        body.push_str(row.get_ref(0)?.as_str()?);
    }
    body.push_str("]}");
    Ok(body)
}

fn count(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    refused: impl Fn(Refusal) -> Reply,
) -> Result<Reply, Reply> {
    let mut compiler = Compiler::new(caller, &target.options);
    let sql = compiler.count(resource, target).map_err(refused)?;
    let count: i64 = db.query_row(&sql, params_from_iter(compiler.values), |row| row.get(0))?;
    Ok(Reply::raw_json(200, format!("{{\"d\":{count}}}")))
}

fn can_access(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    refused: impl Fn(Refusal) -> Reply,
) -> Result<Reply, Reply> {
    let ids = ids(db, caller, resource, target, false).map_err(|problem| problem.reply(&refused))?;
    match ids.first() {
        Some(id) => Ok(Reply::raw_json(200, format!("{{\"d\":[{{\"id\":{id}}}]}}"))),
        None => Err(Reply::empty(401)),
    }
}

/// Why the rows of a write could not be found.
pub enum Problem {
    Refused(Refusal),
    Sql(rusqlite::Error),
}

impl Problem {
    pub fn reply(self, refused: impl Fn(Refusal) -> Reply) -> Reply {
        match self {
            Problem::Refused(refusal) => refused(refusal),
            Problem::Sql(error) => error.into(),
        }
    }
}

/// The ids of the rows that the request is about.
pub fn ids(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    target: &Target,
    to_write: bool,
) -> Result<Vec<i64>, Problem> {
    let mut compiler = Compiler::new(caller, &target.options);
    let sql = compiler.ids(resource, target, to_write).map_err(Problem::Refused)?;
    let read = || -> rusqlite::Result<Vec<i64>> {
        let mut statement = db.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(compiler.values), |row| row.get(0))?;
        rows.collect()
    };
    read().map_err(Problem::Sql)
}

fn by_id(resource: &Resource, id: i64) -> Target {
    Target {
        resource: resource.name.to_owned(),
        key: Some(super::Key::Id(super::Expression::Literal(super::Literal::Integer(id)))),
        tail: Tail::Rows,
        options: super::Options::default(),
    }
}

/// Whether there is a row with this id that the caller may write.
pub fn may_write(db: &Connection, caller: &Caller, resource: &str, id: i64) -> Result<bool, Reply> {
    let Some(resource) = model::resource(resource) else {
        return Ok(false);
    };
    let ids = ids(db, caller, resource, &by_id(resource, id), true);
    ids.map(|ids| !ids.is_empty()).map_err(|problem| problem.reply(|refusal| refusal_reply(refusal, "")))
}

/// The row with this id, whole.
pub fn row(db: &Connection, caller: &Caller, resource: &'static Resource, id: i64) -> Result<Option<String>, Reply> {
    let target = by_id(resource, id);
    let mut compiler = Compiler::new(caller, &target.options);
    let sql = compiler.rows(resource, &target).map_err(|refusal| refusal_reply(refusal, ""))?;
    let mut statement = db.prepare(&sql)?;
    let mut rows = statement.query(params_from_iter(compiler.values))?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
}
