//! The supervisor on a device: behind the API's proxy for each device that is connected, and with `--supervisor` on a
//! port of its own for one of them.

use std::error::Error;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, Row, ToSql};
use serde_json::{Map, Value, json};

use crate::auth::{self, Caller};
use crate::fleet;
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;
use crate::routes::State;

/// What is played of supervisors.
#[derive(Default)]
pub struct Supervisor {
    /// Whether the applications of all devices hold the lock against updates.
    pub locked: bool,
    /// The device whose supervisor has a port of its own, and the key to it.
    nearby: i64,
    pub key: String,
}

/// Gives the first connected device a supervisor at `address`, and tells what a container on it would be told.
pub fn begin(state: &Mutex<State>, address: String) -> Result<[(&'static str, String); 4], Box<dyn Error>> {
    let State { db, supervisor, .. } = &mut *state.lock().unwrap_or_else(PoisonError::into_inner);
    let devices = connected(db, "TRUE", &[])?;
    let device = devices.first().ok_or("no device of the fleet is connected: --fleet 2 has one")?;
    *supervisor = Supervisor { locked: false, nearby: device.id, key: auth::random_hex(16) };
    Ok([
        ("BALENA_TEST_SUPERVISOR_ADDRESS", address),
        ("BALENA_TEST_SUPERVISOR_API_KEY", supervisor.key.clone()),
        ("BALENA_TEST_DEVICE_UUID", device.uuid.clone()),
        ("BALENA_TEST_APP_ID", device.application.to_string()),
    ])
}

/// Answers at that address.
pub fn answer(state: &Mutex<State>, request: &Request) -> Reply {
    let State { db, supervisor, .. } = &mut *state.lock().unwrap_or_else(PoisonError::into_inner);
    supervisor.asked(db, request).unwrap_or_else(|refusal| refusal)
}

struct Device {
    id: i64,
    uuid: String,
    application: i64,
}

/// The connected devices that fulfil a condition.
fn connected(db: &Connection, condition: &str, values: &[&dyn ToSql]) -> rusqlite::Result<Vec<Device>> {
    let sql = format!(
        "SELECT id, uuid, belongs_to__application FROM device WHERE is_connected_to_vpn AND {condition} ORDER BY id"
    );
    let device = |row: &Row<'_>| Ok(Device { id: row.get(0)?, uuid: row.get(1)?, application: row.get(2)? });
    db.prepare(&sql)?.query_map(values, device)?.collect()
}

/// Numbers, also as texts.
fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

impl Supervisor {
    /// `/supervisor/…` of the API: has the devices that the body names answer.
    pub fn proxied(&self, db: &Connection, caller: &Caller, request: &Request, path: &[&str]) -> Result<Reply, Reply> {
        if *caller == Caller::Guest {
            return Err(Reply::empty(401));
        }
        let body = request.object()?;
        let given = |name: &str| body.get(name).filter(|value| !value.is_null());
        let id = |name: &str, called: &str| match given(name).map(integer) {
            Some(None) => Err(Reply::said(400, &format!("{called} must be a valid integer if specified"))),
            Some(id) => Ok(id),
            None => Ok(None),
        };
        let (application, device) = (id("appId", "App ID")?, id("deviceId", "Device ID")?);
        let uuid = match given("uuid") {
            Some(uuid) => {
                Some(uuid.as_str().ok_or_else(|| Reply::said(400, "UUID must be a valid string if specified"))?)
            }
            None => None,
        };
        if application.is_none() && device.is_none() && uuid.is_none() {
            return Err(Reply::said(400, "At least one filter must be specified"));
        }
        let condition = "coalesce(belongs_to__application = ?1, ?1 IS NULL) AND coalesce(id = ?2, ?2 IS NULL) \
                         AND coalesce(uuid = ?3, ?3 IS NULL)";
        let mut replies = Vec::new();
        for device in connected(db, condition, &[&application, &device, &uuid])? {
            if read::may_write(db, caller, "device", device.id)? {
                let method = given("method").and_then(Value::as_str).unwrap_or("POST").to_uppercase();
                let none = Map::new();
                let data = given("data").and_then(Value::as_object).unwrap_or(&none);
                replies.push(match (method.as_str(), path) {
                    ("POST", ["v1", "regenerate-api-key"]) => {
                        let key = auth::random_hex(16);
                        db.execute("UPDATE device SET api_secret = ?2 WHERE id = ?1", (device.id, &key))?;
                        Reply::html(200, &key)
                    }
                    (method, path) => self.play(db, &device, method, path, data).unwrap_or_else(|refusal| refusal),
                });
            }
        }
        if replies.len() > 1 {
            let text = |reply: &Reply| Value::from(String::from_utf8_lossy(&reply.body));
            let one = |reply: &Reply| json!({ "statusCode": reply.status, "body": text(reply) });
            return Ok(Reply::json(207, &replies.iter().map(one).collect()));
        }
        match replies.pop() {
            None => Err(Reply::said(404, "No online device(s) found")),
            Some(reply) => Ok(as_passed_on(reply)),
        }
    }

    /// The same on the device itself.
    fn asked(&mut self, db: &Connection, request: &Request) -> Result<Reply, Reply> {
        let path: Vec<&str> = request.path.split('/').skip(1).collect();
        let method = request.method.as_str();
        if (method, &path[..]) != ("GET", &["ping"]) && key(request) != Some(self.key.clone()) {
            return Err(Reply::text(401, "Unauthorized"));
        }
        if (method, &path[..]) == ("POST", &["v1", "regenerate-api-key"]) {
            self.key = auth::random_hex(16);
            return Ok(Reply::html(200, &self.key));
        }
        let device = connected(db, "id = ?1", &[&self.nearby])?.pop().ok_or_else(|| Reply::broken("no device"))?;
        let data = request.object()?;
        // The key is for one application's containers.
        let application = match path[..] {
            ["v1", "apps", id, ..] | ["v2", "applications", id, _] => id.parse().ok(),
            _ => data.get("appId").and_then(integer),
        };
        if application.is_some_and(|application| application != device.application) {
            return Err(failed(401, "Unauthorized"));
        }
        self.play(db, &device, method, &path, &data)
    }

    /// What a supervisor answers.
    fn play(
        &self,
        db: &Connection,
        device: &Device,
        method: &str,
        path: &[&str],
        data: &Map<String, Value>,
    ) -> Result<Reply, Reply> {
        let forced = data.get("force").is_some_and(|force| *force == true || *force == "true" || *force == 1);
        let locked = self.locked && !forced;
        match (method, path) {
            ("GET", ["ping"]) | ("POST", ["v1", "blink"]) => Ok(Reply::html(200, "OK")),
            ("GET", ["v1", "device"]) => reported(db, device),
            ("POST", ["v1", "update"]) => Ok(Reply::empty(204)),
            ("POST", ["v1", "reboot" | "shutdown"]) if locked => {
                Err(Reply::json(423, &json!({ "Data": "", "Error": LOCKED })))
            }
            ("POST", ["v1", "reboot" | "shutdown"]) => Ok(Reply::json(202, &json!({ "Data": "OK", "Error": null }))),
            ("POST", ["v1", what @ ("purge" | "restart")]) => {
                match data.get("appId").map(integer) {
                    Some(Some(id)) if id == device.application => {}
                    Some(Some(_)) => return Err(failed(503, NO_APPLICATION)),
                    _ if *what == "purge" => return Err(Reply::html(400, "Invalid or missing appId")),
                    _ => return Err(Reply::html(400, "Missing app id")),
                }
                match *what {
                    _ if locked => Err(failed(423, LOCKED)),
                    "purge" => Ok(Reply::json(200, &json!({ "Data": "OK", "Error": "" }))),
                    _ => Ok(Reply::html(200, "OK")),
                }
            }
            ("GET", ["v1", "apps", id]) => {
                let container =
                    only_container(db, device, id, "Some v1 endpoints are only allowed on single-container apps")?;
                described(db, device, &container)
            }
            ("POST", ["v1", "apps", id, action @ ("start" | "stop")]) => {
                let container = only_container(db, device, id, NOT_NAMED)?;
                if locked && *action == "stop" {
                    return Err(failed(423, LOCKED));
                }
                container.set_status(db, device, action)?;
                Ok(Reply::json(200, &json!({ "containerId": container.id() })))
            }
            ("POST", ["v2", "applications", id, action @ ("start-service" | "stop-service" | "restart-service")]) => {
                if id.parse() != Ok(device.application) {
                    return Err(failed(404, NO_APPLICATION));
                }
                let containers = containers(db, device)?;
                let image = data.get("imageId").and_then(integer);
                let is_single = services(db, device)? == 1;
                let named = |container: &&Container| is_single || Some(container.image) == image;
                let container = containers.iter().find(named).ok_or_else(|| failed(404, NO_SERVICE))?;
                if locked && *action != "start-service" {
                    return Err(failed(423, LOCKED));
                }
                container.set_status(db, device, action.trim_end_matches("-service"))?;
                Ok(Reply::html(200, "OK"))
            }
            _ => Err(Reply::page(404, &format!("Cannot {method} /{}", path.join("/")))),
        }
    }
}

const LOCKED: &str =
    "Updates are locked: EEXIST: file already exists, open '/tmp/balena-supervisor/services/main/updates.lock'";
const NO_APPLICATION: &str = "App not found: an app needs to be installed for this endpoint to work.";
const NO_SERVICE: &str = "Service not found, a container must exist for this endpoint to work";
const NOT_NAMED: &str = "serviceName or imageId parameters were not provided or the app is multi-container. \
                         Use the v2 service action endpoints.";

fn failed(status: u16, message: &str) -> Reply {
    Reply::json(status, &json!({ "status": "failed", "message": message }))
}

/// The key in the query, or in a header under one of two schemes.
fn key(request: &Request) -> Option<String> {
    if let Some(key) = request.query_value("apikey") {
        return Some(key);
    }
    let (scheme, key) = request.header("authorization")?.split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("apikey") || scheme.eq_ignore_ascii_case("bearer");
    (known && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')).then(|| key.to_owned())
}

/// A device's answer as the API gives it: its texts are no longer HTML.
fn as_passed_on(reply: Reply) -> Reply {
    let text = String::from_utf8_lossy(&reply.body);
    match reply.headers.first() {
        Some((_, kind)) if kind.starts_with("text/html") && text.starts_with('<') => {
            Reply::json(500, &json!({ "error": "Bad API response from supervisor" }))
        }
        Some((_, kind)) if kind.starts_with("text/html") => Reply::text(reply.status, &text),
        _ => reply,
    }
}

struct Container {
    image: i64,
    status: String,
}

impl Container {
    fn id(&self) -> String {
        (0..4).map(|part| format!("{:016x}", fleet::scrambled(self.image.unsigned_abs() * 4 + part))).collect()
    }

    fn set_status(&self, db: &Connection, device: &Device, action: &str) -> rusqlite::Result<()> {
        let status = if action == "stop" { "exited" } else { "Running" };
        let sql = "UPDATE image_install SET status = ?3 WHERE device = ?1 AND installs__image = ?2";
        db.execute(sql, (device.id, self.image, status)).map(drop)
    }
}

fn containers(db: &Connection, device: &Device) -> rusqlite::Result<Vec<Container>> {
    let sql =
        "SELECT installs__image, status FROM image_install WHERE device = ?1 AND status <> 'Downloading' ORDER BY id";
    let container = |row: &Row<'_>| Ok(Container { image: row.get(0)?, status: row.get(1)? });
    db.prepare(sql)?.query_map([device.id], container)?.collect()
}

/// The one container of a device, of which the endpoints of the first version know no more.
fn only_container(db: &Connection, device: &Device, application: &str, several: &str) -> Result<Container, Reply> {
    if application.parse() != Ok(device.application) {
        return Err(Reply::html(400, "App not found"));
    }
    if services(db, device)? > 1 {
        return Err(Reply::html(400, several));
    }
    containers(db, device)?.pop().ok_or_else(|| Reply::html(400, "App not found"))
}

/// How many services a device runs.
fn services(db: &Connection, device: &Device) -> rusqlite::Result<i64> {
    db.query_row("SELECT count(*) FROM service_install WHERE device = ?1", [device.id], |row| row.get(0))
}

fn described(db: &Connection, device: &Device, container: &Container) -> Result<Reply, Reply> {
    let sql = "SELECT r.\"commit\", r.id, m.is_stored_at__image_location FROM image_install AS i \
               JOIN release AS r ON r.id = i.is_provided_by__release JOIN image AS m ON m.id = i.installs__image \
               WHERE i.device = ?1 AND m.id = ?2";
    let (commit, release, location): (String, i64, String) =
        db.query_row(sql, (device.id, container.image), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(Reply::json(
        200,
        &json!({
            "appId": device.application, "commit": commit, "containerId": container.id(),
            "env": { "BALENA_APP_ID": device.application.to_string(), "BALENA_DEVICE_UUID": device.uuid },
            "imageId": location, "releaseId": release,
        }),
    ))
}

fn reported(db: &Connection, device: &Device) -> Result<Reply, Reply> {
    let sql = "SELECT json_object('api_port', d.api_port, 'ip_address', d.ip_address, 'os_version', d.os_version, \
               'mac_address', d.mac_address, 'supervisor_version', d.supervisor_version, 'commit', r.\"commit\", \
               'download_progress', d.download_progress) FROM device AS d \
               LEFT JOIN release AS r ON r.id = d.is_running__release WHERE d.id = ?1";
    let text: String = db.query_row(sql, [device.id], |row| row.get(0))?;
    let mut state: Value = serde_json::from_str(&text).map_err(Reply::broken)?;
    for name in ["update_pending", "update_failed", "update_downloaded"] {
        state[name] = false.into();
    }
    if let Some(container) = containers(db, device)?.first() {
        state["status"] = if container.status == "Running" { "Idle".into() } else { container.status.as_str().into() };
    }
    Ok(Reply::json(200, &state))
}
