//! Registering devices, and the older list of device types.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::auth::{Caller, random_hex};
use crate::keys;
use crate::model;
use crate::odata::{read, write};
use crate::reply::Reply;
use crate::request::Request;
use crate::rules;
use crate::store::{self, DeviceType};

/// What a registration may set on the row, besides the type and the application.
const REPORTED: [&str; 5] = ["uuid", "os_version", "os_variant", "supervisor_version", "mac_address"];

fn text<'a>(body: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    body.get(name)?.as_str()
}

pub fn register(db: &mut Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
    let by_key = !matches!(caller, Caller::Guest | Caller::User { session: true, .. });
    if !by_key {
        return Err(Reply::json(401, &json!({ "error": "API key required" })));
    }
    let body = request.object()?;
    let application = body
        .get("application")
        .and_then(|id| id.as_i64().or_else(|| id.as_str()?.parse().ok()))
        .ok_or_else(|| Reply::said(400, "Application ID must be specified"))?;
    let kind = text(&body, "device_type").ok_or_else(|| Reply::said(400, "Device type must be specified"))?;
    let uuid = text(&body, "uuid").ok_or_else(|| Reply::said(400, "UUID must be specified"))?;
    if !rules::is_uuid(uuid) {
        return Err(Reply::said(400, rules::BAD_UUID));
    }
    let kind = find_type(kind)?.id;
    let allowed = match caller {
        Caller::Application { id, .. } => *id == application,
        Caller::User { .. } => read::may_write(db, caller, "application", application)?,
        Caller::Guest | Caller::Device { .. } => false,
    };
    if !allowed {
        return Err(Reply::empty(401));
    }
    let mut row: Map<String, Value> = Map::new();
    row.insert("belongs_to__application".to_owned(), application.into());
    row.insert("is_of__device_type".to_owned(), kind.into());
    for name in REPORTED {
        if let Some(value) = body.get(name) {
            row.insert(name.to_owned(), value.clone());
        }
    }
    let key = text(&body, "api_key").map_or_else(|| random_hex(16), str::to_owned);
    let transaction = db.transaction()?;
    let device = model::resource("device").ok_or_else(|| Reply::empty(404))?;
    let id = write::insert(&transaction, caller, device, &row).map_err(unquoted)?;
    let actor = transaction.query_row("SELECT actor FROM device WHERE id = ?1", [id], |row| row.get(0))?;
    keys::add(&transaction, actor, &key, None, None, None)?;
    transaction.commit()?;
    Ok(Reply::json(201, &json!({ "id": id, "uuid": uuid, "api_key": key })))
}

/// This route sends the text of a conflict as it is, not as JSON.
fn unquoted(refusal: Reply) -> Reply {
    match (refusal.status, serde_json::from_slice::<String>(&refusal.body)) {
        (409, Ok(text)) => Reply::html(409, &text),
        _ => refusal,
    }
}

pub fn described(kind: &DeviceType) -> Value {
    json!({
        "slug": kind.slug,
        "version": 1,
        "aliases": kind.aliases,
        "name": kind.name,
        "arch": kind.architecture,
        "state": kind.state,
    })
}

/// `/device-types/v1`
pub fn types() -> Reply {
    let mut list = Vec::new();
    for kind in store::device_types() {
        let mut value = described(&kind);
        value["buildId"] = "2.0.0+rev1.prod".into();
        list.push(value);
    }
    Reply::json(200, &Value::from(list))
}

/// By slug or alias.
pub fn find_type(slug: &str) -> Result<DeviceType, Reply> {
    let fits = |kind: &DeviceType| kind.slug == slug || kind.aliases.contains(&slug);
    let kind = store::device_types().into_iter().find(fits);
    kind.ok_or_else(|| Reply::said(404, &format!("Unknown device type {slug}")))
}

/// `/device-types/v1/:slug`
pub fn one_type(slug: &str) -> Result<Reply, Reply> {
    let kind = find_type(slug)?;
    let mut value = described(&kind);
    let page = format!("https://docs.balena.io/{slug}/nodejs/getting-started/");
    let more = json!({
        "isDefault": kind.slug == "raspberrypi3",
        "imageDownloadAlerts": [{ "type": "warning", "message": "The simulator has no image of this operating system." }],
        "instructions": ["Write the image to the device's storage, connect the device and switch it on."],
        "gettingStartedLink": { "windows": page, "osx": page, "linux": page },
        "supportsBlink": true,
        "options": options(),
        "yocto": {
            "machine": kind.slug,
            "image": "resin-image",
            "fstype": "resinos-img",
            "version": "yocto-sumo",
            "deployArtifact": format!("resin-image-{}.resinos-img", kind.slug),
            "compressed": true,
        },
        "configuration": { "config": { "partition": { "primary": 1 }, "path": "/config.json" } },
        "initialization": {
            "options": [{ "message": "Select a drive", "type": "drive", "name": "drive" }],
            "operations": [{ "command": "burn" }],
        },
        "buildId": "2.19.0+rev1.prod",
    });
    if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
    Ok(Reply::json(200, &value))
}

/// No operating system has been released here.
pub fn download_size(slug: &str, version: &str) -> Result<Reply, Reply> {
    Err(Reply::said(404, &format!("Device {slug} not found for {version} version")))
}

/// The questions that a client asks its user before it downloads an image.
fn options() -> Value {
    json!([
        {
            "isGroup": true,
            "name": "network",
            "message": "Network",
            "options": [
                {
                    "message": "Network Connection",
                    "name": "network",
                    "type": "list",
                    "choices": ["ethernet", "wifi"],
                },
                { "message": "Wifi SSID", "name": "wifiSsid", "type": "text", "when": { "network": "wifi" } },
                {
                    "message": "Wifi Passphrase",
                    "name": "wifiKey",
                    "type": "password",
                    "when": { "network": "wifi" },
                },
            ],
        },
        {
            "isGroup": true,
            "isCollapsible": true,
            "collapsed": true,
            "name": "advanced",
            "message": "Advanced",
            "options": [{
                "message": "Check for updates every X minutes",
                "name": "appUpdatePollInterval",
                "type": "number",
                "min": 10,
                "default": 10,
            }],
        },
    ])
}
