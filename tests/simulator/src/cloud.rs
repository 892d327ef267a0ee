//! What balenaCloud serves and openBalena does not: its routes here, its fields in `resources`, the operating systems
//! as public applications. No exchange with it was recorded, so all of this is what its clients show of it.

use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::accounts;
use crate::auth::{self, Caller};
use crate::devices;
use crate::odata::read;
use crate::reply::Reply;
use crate::request::Request;
use crate::resources::NOW;
use crate::routes;
use crate::seed::{self, Release};
use crate::store::{self, DeviceType};

/// A property of the process, as the model's fields are constants.
static PLAYED: AtomicBool = AtomicBool::new(false);

pub fn play() {
    PLAYED.store(true, Ordering::Relaxed);
}

pub fn is_played() -> bool {
    PLAYED.load(Ordering::Relaxed)
}

pub fn route(db: &Connection, request: &Request, path: &[&str]) -> Result<Reply, Reply> {
    match (request.method.as_str(), path) {
        ("GET", ["config"]) => Ok(config(request)),
        ("POST", ["user", "register"]) => register(db, request),
        ("POST", ["application", id, "restart"]) => restart(db, &routes::caller(db, request)?, id),
        _ => Err(Reply::empty(404)),
    }
}

fn config(request: &Request) -> Reply {
    let port = request.header("host").and_then(|host| host.rsplit_once(':')).map(|(_, port)| port);
    Reply::json(
        200,
        &json!({
            "deployment": null,
            "deviceUrlsBase": format!("devices.localhost:{}", port.unwrap_or("80")),
            "adminUrl": "admin.localhost",
            "gitServerUrl": "git.localhost",
            "mixpanelToken": "mixpanel_token",
            "DEVICE_ONLINE_ICON": "",
            "DEVICE_OFFLINE_ICON": "",
            "signupCodeRequired": false,
            "supportedSocialProviders": [],
            "deviceTypes": store::device_types().iter().map(devices::described).collect::<Value>(),
        }),
    )
}

/// A new user gets a name from his address, an organization of that name, and a session.
fn register(db: &Connection, request: &Request) -> Result<Reply, Reply> {
    let body = request.object()?;
    let text = |name: &str| body.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let (Some(email), Some(password)) = (text("email"), text("password")) else {
        return Err(Reply::empty(400));
    };
    if accounts::user(db, email)?.is_some() {
        return Err(Reply::said(409, "\"email\" must be unique."));
    }
    let name = email.split('@').next().unwrap_or_default();
    let mut username = name.to_owned();
    for number in 2.. {
        if accounts::user(db, &username)?.is_none() {
            break;
        }
        username = format!("{name}{number}");
    }
    let user = store::add_user(db, &username, email, password)?;
    Ok(Reply::text(201, &auth::token(db, user, None, 0, None)?))
}

fn restart(db: &Connection, caller: &Caller, id: &str) -> Result<Reply, Reply> {
    let Caller::User { .. } = caller else {
        return Err(Reply::empty(401));
    };
    let id = id.parse().map_err(|_| Reply::empty(400))?;
    if read::may_write(db, caller, "application", id)? { Ok(Reply::text(200, "OK")) } else { Err(Reply::empty(404)) }
}

/// The organization that owns the operating systems. It has no members.
const OWNER: &str = "balena_os";
const HOSTS: [&str; 4] = ["raspberry-pi", "raspberrypi3", "raspberrypi4-64", "intel-nuc"];

/// Those with an operating system of extended support too.
const EXTENDED: &str = "raspberrypi3";

const VERSIONS: [Release; 9] = [
    Release { revision: 1, variant: "dev", ..Release::good(2, 94, 4, 1200) },
    Release { revision: 1, variant: "prod", ..Release::good(2, 94, 4, 1201) },
    Release::good(2, 115, 7, 900),
    Release::good(5, 3, 21, 400),
    Release { is_invalidated: true, ..Release::good(6, 0, 10, 120) },
    Release::good(6, 0, 24, 100),
    Release { status: "failed", ..Release::good(6, 1, 0, 40) },
    Release { is_final: false, ..Release::good(6, 2, 0, 10) },
    Release { prerelease: "rc1", ..Release::good(6, 3, 0, 5) },
];

/// Releases of the time before versions were a release's own: tags say which.
const TAGGED: [(&str, &str); 2] = [("2.29.2+rev1", "production"), ("2.29.2+rev1", "development")];

/// Adds the operating systems, once to a database.
pub fn fill(db: &mut Connection) -> rusqlite::Result<()> {
    let transaction = db.transaction()?;
    let known: i64 =
        transaction.query_row("SELECT count(*) FROM organization WHERE handle = ?1", [OWNER], |row| row.get(0))?;
    if known == 0 {
        let organization = store::add_organization(&transaction, OWNER)?;
        for kind in store::device_types().iter().filter(|kind| HOSTS.contains(&kind.slug)) {
            let host = add_host(&transaction, organization, kind.slug, kind)?;
            for (revision, (version, variant)) in (0..).zip(TAGGED) {
                let release = Release { revision, ..Release::good(0, 0, 0, 2000 + revision) };
                let release = seed::release(&transaction, host, &release)?;
                add_tag(&transaction, "release", release, "version", version)?;
                add_tag(&transaction, "release", release, "variant", variant)?;
            }
            add_releases(&transaction, host, &VERSIONS)?;
            if kind.slug == EXTENDED {
                let host = add_host(&transaction, organization, &format!("{EXTENDED}-esr"), kind)?;
                add_tag(&transaction, "application", host, "release-policy", "esr")?;
                add_releases(&transaction, host, &[Release::good(2023, 10, 0, 700)])?;
            }
        }
    }
    transaction.commit()
}

fn add_host(db: &Connection, organization: i64, name: &str, kind: &DeviceType) -> rusqlite::Result<i64> {
    seed::application(db, &seed::Application { organization, name, device_type: kind.id, class: "app", is_host: true })
}

fn add_tag(db: &Connection, of: &str, id: i64, key: &str, value: &str) -> rusqlite::Result<()> {
    let sql = format!(
        "INSERT INTO {of}_tag (created_at, modified_at, {of}, tag_key, value) VALUES ({NOW}, {NOW}, ?1, ?2, ?3)"
    );
    db.execute(&sql, (id, key, value)).map(drop)
}

fn add_releases(db: &Connection, host: i64, releases: &[Release]) -> rusqlite::Result<()> {
    let mut newest = None;
    for release in releases {
        let id = seed::release(db, host, release)?;
        if release.is_good() && release.prerelease.is_empty() {
            newest = Some(id);
        }
    }
    db.execute("UPDATE application SET should_be_running__release = ?2 WHERE id = ?1", (host, newest)).map(drop)
}
