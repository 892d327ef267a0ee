//! The server that carries out updates of the operating system, beside the API under the name `actions.…`. No exchange
//! with it was recorded: its answers have the members that the SDKs' documents show, and its updates move on each time
//! that somebody asks how far they are.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Value, json};

use crate::auth::{Caller, now_ms};
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;
use crate::resources::NOW;

/// By the id of their device.
#[derive(Default)]
pub struct Updates(HashMap<i64, Update>);

struct Update {
    target: String,
    began: i64,
    is_detached: bool,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    Begun,
    Applied,
    Done,
    Failed,
}

impl Update {
    fn answer(&self, status: &str) -> Value {
        json!({
            "status": status,
            "action": "resinhup",
            "parameters": { "target_version": self.target },
            "last_run": self.began,
        })
    }
}

pub fn is_meant(request: &Request) -> bool {
    request.header("host").is_some_and(|host| host.starts_with("actions."))
}

impl Updates {
    pub fn answer(
        &mut self,
        db: &Connection,
        caller: &Caller,
        request: &Request,
        path: &[&str],
    ) -> Result<Reply, Reply> {
        let [version @ ("v1" | "v2"), uuid, "resinhup"] = path else { return Err(Reply::empty(404)) };
        if *caller == Caller::Guest {
            return Err(Reply::empty(401));
        }
        let found = db.query_row("SELECT id FROM device WHERE uuid = ?1", [uuid], |row| row.get(0)).optional()?;
        let device = match found {
            Some(device) if read::may_write(db, caller, "device", device)? => device,
            _ => return Err(Reply::empty(404)),
        };
        match (request.method.as_str(), *version) {
            ("POST", _) => self.start(db, device, request, *version == "v2"),
            ("GET", "v1") => self.status(db, device),
            _ => Err(Reply::empty(404)),
        }
    }

    fn start(&mut self, db: &Connection, device: i64, request: &Request, is_detached: bool) -> Result<Reply, Reply> {
        let body = request.object()?;
        let target = body.get("parameters").and_then(|parameters| parameters["target_version"].as_str());
        let target = target.ok_or_else(|| Reply::said(400, "A target version is required"))?.to_owned();
        let update = Update { target, began: now_ms(), is_detached, stage: Stage::Begun };
        let answer = update.answer(if is_detached { "triggered" } else { "in_progress" });
        if is_detached {
            show(db, device, "downloading")?;
        }
        self.0.insert(device, update);
        Ok(Reply::json(200, &answer))
    }

    /// Of an update that runs detached this server knows nothing.
    fn status(&mut self, db: &Connection, device: i64) -> Result<Reply, Reply> {
        let Some(update) = self.0.get_mut(&device).filter(|update| !update.is_detached) else {
            return Ok(Reply::json(200, &json!({ "status": "idle", "action": "resinhup", "last_run": null })));
        };
        let status = match update.stage {
            Stage::Begun | Stage::Applied => "in_progress",
            Stage::Done => "done",
            Stage::Failed => "error",
        };
        let mut answer = update.answer(status);
        if matches!(update.stage, Stage::Done | Stage::Failed) {
            let failed = update.stage == Stage::Failed;
            answer["stdout"] = format!("[{}][LOG]Normalized target version: {}\n", update.began, update.target).into();
            answer["error"] = if failed { "The device is offline" } else { "" }.into();
        }
        update.go_on(db, device)?;
        Ok(Reply::json(200, &answer))
    }

    /// Somebody has seen how far the detached updates are.
    pub fn go_on(&mut self, db: &Connection) -> rusqlite::Result<()> {
        for (device, update) in self.0.iter_mut().filter(|(_, update)| update.is_detached) {
            update.go_on(db, *device)?;
        }
        Ok(())
    }
}

impl Update {
    fn go_on(&mut self, db: &Connection, device: i64) -> rusqlite::Result<()> {
        let sql = "SELECT is_connected_to_vpn FROM device WHERE id = ?1";
        let is_connected = db.query_row(sql, [device], |row| row.get(0)).optional()?.unwrap_or(false);
        self.stage = match self.stage {
            Stage::Begun | Stage::Applied if !is_connected => Stage::Failed,
            Stage::Begun => Stage::Applied,
            Stage::Applied => Stage::Done,
            Stage::Done | Stage::Failed => return Ok(()),
        };
        if self.stage == Stage::Done {
            let (version, variant) = match self.target.rsplit_once(['.', '+']) {
                Some((version, variant @ ("dev" | "prod"))) => (version, Some(variant)),
                _ => (self.target.as_str(), None),
            };
            let sql = "UPDATE device SET os_version = ?2, os_variant = coalesce(?3, os_variant) WHERE id = ?1";
            db.execute(sql, (device, format!("balenaOS {version}"), variant))?;
        }
        match (self.is_detached, self.stage) {
            (false, _) => Ok(()),
            (_, Stage::Applied) => show(db, device, "applying changes"),
            (_, Stage::Failed) => show(db, device, "aborted"),
            _ => show(db, device, "done"),
        }
    }
}

/// Notes on the device's row how far it is.
fn show(db: &Connection, device: i64, status: &str) -> rusqlite::Result<()> {
    let sql = format!("UPDATE device SET update_status = ?2, last_update_status_event = {NOW} WHERE id = ?1");
    db.execute(&sql, (device, status)).map(drop)
}
