//! `/download-config`: the config.json that an image of the operating system is to have for an application.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::auth::{Caller, random_hex};
use crate::devices;
use crate::keys;
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;

const TOO_OLD: &str = "balenaOS versions <= 1.2.0 are no longer supported, please update";

/// The first three numbers of a version.
fn version(text: &str) -> Option<[u64; 3]> {
    let digits = |part: &str| part.split(|each: char| !each.is_ascii_digit()).next()?.parse().ok();
    let mut parts = text.splitn(3, '.').map(digits);
    Some([parts.next()??, parts.next()??, parts.next()??])
}

fn number(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str()?.parse().ok())
}

pub fn download(db: &Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
    let Caller::User { id: user, .. } = caller else {
        return Err(Reply::empty(401));
    };
    let options = match request.method.as_str() {
        "GET" => request.query_values(),
        _ => request.object()?,
    };
    let text = |name: &str| options.get(name).and_then(Value::as_str);
    let application = options.get("appId").ok_or_else(|| Reply::said(400, "An appId is required."))?;
    let os_version = text("version").ok_or_else(|| Reply::said(400, "A version is required."))?;
    let application = match number(application) {
        Some(id) if read::may_write(db, caller, "application", id)? => id,
        _ => return Err(Reply::said(404, "You do not have permission to access this application")),
    };
    let own_type: String = db.query_row(
        "SELECT t.slug FROM application AS a JOIN device_type AS t ON t.id = a.is_for__device_type WHERE a.id = ?1",
        [application],
        |row| row.get(0),
    )?;
    let device_type = devices::find_type(text("deviceType").unwrap_or(&own_type))?.slug;
    match version(os_version) {
        Some(version) if version >= [2, 0, 0] => {}
        Some(version) if version > [1, 2, 0] => return Err(keys::no_role("user-api-key")),
        _ => return Err(Reply::said(400, TOO_OLD)),
    }
    let key = provisioning_key(db, application, &options)?;
    let minutes = options.get("appUpdatePollInterval").and_then(number).unwrap_or(1);
    let mut config = json!({
        "applicationId": application,
        "deviceType": device_type,
        "userId": user,
        "appUpdatePollInterval": minutes.saturating_mul(60_000),
        "listenPort": 48484,
        "vpnPort": 19443,
        "apiEndpoint": "https://api.localhost",
        "vpnEndpoint": "cloudlink.localhost",
        "registryEndpoint": "registry2.localhost",
        "deltaEndpoint": "https://delta.localhost",
        "mixpanelToken": "mixpanel_token",
        "apiKey": key,
    });
    if text("network") == Some("wifi") {
        config["wifiSsid"] = text("wifiSsid").into();
        config["wifiKey"] = text("wifiKey").into();
    }
    config["balenaRootCA"] = STANDARD.encode(ROOT_CA).into();
    if options.get("developmentMode").is_some_and(|wanted| *wanted == true || *wanted == "true") {
        config["developmentMode"] = true.into();
    }
    Ok(Reply::json(200, &config))
}

fn provisioning_key(db: &Connection, application: i64, options: &Map<String, Value>) -> Result<String, Reply> {
    let text = |name: &str| options.get(name).and_then(Value::as_str);
    let expiry = keys::expiry(db, options.get("provisioningKeyExpiryDate"))?;
    let actor = db.query_row("SELECT actor FROM application WHERE id = ?1", [application], |row| row.get(0))?;
    let key = random_hex(16);
    keys::add(db, actor, &key, expiry, text("provisioningKeyName"), text("provisioningKeyDescription"))?;
    Ok(key)
}

/// Nobody's certificate.
const ROOT_CA: &str = "-----BEGIN CERTIFICATE-----\nc2ltdWxhdG9y\n-----END CERTIFICATE-----\n";
