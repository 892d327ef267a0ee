//! `/device/v2/:uuid/state` and `/device/v3/:uuid/state`: the state that a device is to bring about.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value, json};

use crate::auth::Caller;
use crate::odata::read;
use crate::reply::Reply;

/// What the service tells every supervisor that nobody has told otherwise.
const POLL_INTERVAL: (&str, &str) = ("RESIN_SUPERVISOR_POLL_INTERVAL", "600000");

struct Device {
    id: i64,
    uuid: String,
    name: String,
    application: i64,
    release: Option<i64>,
}

pub fn target(db: &Connection, caller: &Caller, version: &str, uuid: &str) -> Result<Reply, Reply> {
    if *caller == Caller::Guest {
        return Err(Reply::empty(401));
    }
    let Some(device) = device(db, uuid)? else {
        return Err(Reply::empty(304));
    };
    let may_read = match caller {
        Caller::Device { id, .. } => *id == device.id,
        _ => read::may_write(db, caller, "device", device.id)?,
    };
    if !may_read {
        return Err(Reply::empty(304));
    }
    let config = config(db, &device)?;
    let application = application(db, &device, version)?;
    Ok(Reply::json(
        200,
        &match version {
            "v2" => json!({
                "local": { "name": device.name, "config": config, "apps": application },
                "dependent": { "apps": {}, "devices": {} },
            }),
            _ => json!({ device.uuid: { "name": device.name, "apps": application, "config": config } }),
        },
    ))
}

fn device(db: &Connection, uuid: &str) -> rusqlite::Result<Option<Device>> {
    let read = |row: &Row<'_>| {
        Ok(Device {
            id: row.get(0)?,
            uuid: row.get(1)?,
            name: row.get(2)?,
            application: row.get(3)?,
            release: row.get(4)?,
        })
    };
    let sql = "SELECT d.id, d.uuid, d.device_name, a.id, coalesce(d.is_pinned_on__release, a.should_be_running__release) \
               FROM device AS d JOIN application AS a ON a.id = d.belongs_to__application WHERE d.uuid = ?1";
    db.query_row(sql, [uuid], read).optional()
}

/// Names and values, later ones over earlier ones.
fn variables(db: &Connection, sql: &str, owners: &[i64]) -> rusqlite::Result<Map<String, Value>> {
    let mut statement = db.prepare(sql)?;
    let rows = statement
        .query_map(rusqlite::params_from_iter(owners), |row| Ok((row.get(0)?, row.get::<_, String>(1)?.into())))?;
    rows.collect()
}

fn config(db: &Connection, device: &Device) -> rusqlite::Result<Map<String, Value>> {
    let sql = "SELECT name, value FROM application_config_variable WHERE application = ?1 \
               UNION ALL SELECT name, value FROM device_config_variable WHERE device = ?2";
    let mut config = variables(db, sql, &[device.application, device.id])?;
    let (name, least) = POLL_INTERVAL;
    config.entry(name).or_insert(least.into());
    config.sort_keys();
    Ok(config)
}

/// The application as a device runs it, under its id in version 2 and under its uuid in version 3.
fn application(db: &Connection, device: &Device, version: &str) -> rusqlite::Result<Value> {
    let (id, uuid, name, is_host, class): (i64, String, String, bool, String) = db.query_row(
        "SELECT id, uuid, app_name, is_host, is_of__class FROM application WHERE id = ?1",
        [device.application],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)),
    )?;
    let commit: Option<(i64, String)> = match device.release {
        Some(release) => db
            .query_row("SELECT id, \"commit\" FROM release WHERE id = ?1", [release], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?,
        None => None,
    };
    let services = match &commit {
        Some((release, _)) => services(db, device, *release, version)?,
        None => json!({}),
    };
    if version == "v2" {
        let mut state = Map::new();
        if let Some((release, commit)) = commit {
            state.insert("releaseId".to_owned(), release.into());
            state.insert("commit".to_owned(), commit.into());
        }
        state.extend([
            ("name".to_owned(), name.into()),
            ("services".to_owned(), services),
            ("networks".to_owned(), json!({})),
            ("volumes".to_owned(), json!({})),
        ]);
        return Ok(json!({ id.to_string(): state }));
    }
    let releases = match commit {
        Some((release, commit)) => json!({ commit: { "id": release, "services": services } }),
        None => json!({}),
    };
    Ok(json!({ uuid: { "id": id, "name": name, "is_host": is_host, "class": class, "releases": releases } }))
}

fn services(db: &Connection, device: &Device, release: i64, version: &str) -> rusqlite::Result<Value> {
    let mut statement = db.prepare(
        "SELECT s.id, s.service_name, i.id, i.is_stored_at__image_location, i.content_hash, p.id \
         FROM image__is_part_of__release AS p JOIN image AS i ON i.id = p.image \
         JOIN service AS s ON s.id = i.is_a_build_of__service WHERE p.is_part_of__release = ?1",
    )?;
    let mut rows = statement.query(params![release])?;
    let mut services = Map::new();
    while let Some(row) = rows.next()? {
        let (service, name, image): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let (location, hash): (String, Option<String>) = (row.get(3)?, row.get(4)?);
        let location = hash.map_or(location.clone(), |hash| format!("{location}@{hash}"));
        let environment = environment(db, device, service, row.get(5)?)?;
        match version {
            "v2" => services.insert(
                service.to_string(),
                json!({
                    "imageId": image, "serviceName": name, "image": location, "running": true,
                    "environment": environment, "labels": {},
                }),
            ),
            _ => services.insert(
                name,
                json!({
                    "id": service, "image_id": image, "image": location, "environment": environment, "labels": {},
                    "composition": {},
                }),
            ),
        };
    }
    Ok(services.into())
}

fn environment(db: &Connection, device: &Device, service: i64, image: i64) -> rusqlite::Result<Map<String, Value>> {
    let sql = "SELECT name, value FROM image_environment_variable WHERE release_image = ?4 \
               UNION ALL SELECT name, value FROM application_environment_variable WHERE application = ?1 \
               UNION ALL SELECT name, value FROM service_environment_variable WHERE service = ?2 \
               UNION ALL SELECT name, value FROM device_environment_variable WHERE device = ?3 \
               UNION ALL SELECT v.name, v.value FROM device_service_environment_variable AS v \
               JOIN service_install AS i ON i.id = v.service_install WHERE i.device = ?3 AND i.installs__service = ?2";
    let mut environment = variables(db, sql, &[device.application, service, device.id, image])?;
    environment.sort_keys();
    Ok(environment)
}
