//! What the service does beyond its tables: the rules with a sentence of their own, and what a write entails.

use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension};

use crate::auth::{Caller, random_hex};
use crate::fleet;
use crate::model::{Field, Resource, Rule};
use crate::odata::read;
use crate::odata::write::Changes;
use crate::reply::Reply;

pub const BAD_UUID: &str = "Device UUID must be a 32 or 62 character long lower case hex string.";
const NO_APPLICATION: &str = "Application doesn't exist or you have no access to it.";

pub fn is_uuid(text: &str) -> bool {
    matches!(text.len(), 32 | 62) && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn value<'a>(changes: &'a Changes, name: &str) -> Option<&'a Sql> {
    changes.iter().find(|(field, _)| field.name == name).map(|(_, value)| value)
}

fn text<'a>(changes: &'a Changes, name: &str) -> Option<&'a str> {
    match value(changes, name)? {
        Sql::Text(text) => Some(text),
        _ => None,
    }
}

fn number(changes: &Changes, name: &str) -> Option<i64> {
    match value(changes, name)? {
        Sql::Integer(number) => Some(*number),
        _ => None,
    }
}

fn set(changes: &mut Changes, resource: &'static Resource, name: &str, value: impl Into<Sql>) {
    let Some(field) = resource.field(name) else {
        return;
    };
    changes.retain(|(changed, _)| changed.name != name);
    changes.push((field, value.into()));
}

fn set_default(changes: &mut Changes, resource: &'static Resource, name: &str, default: impl Into<Sql>) {
    if value(changes, name).is_none() {
        set(changes, resource, name, default);
    }
}

fn is_word(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Rules on names are checked before anything else, in `names`.
pub fn broken_by(resource: &Resource, rule: Rule, text: &str) -> Option<String> {
    match rule {
        Rule::Length { min, max, text: sentence } => {
            let fits = (min..=max).contains(&text.chars().count());
            (!fits).then(|| format!("It is necessary that each {} {sentence}.", resource.title))
        }
        Rule::OneOf { values, text: sentence } => (!values.contains(&text)).then(|| sentence.to_owned()),
        Rule::TagKey | Rule::EnvironmentName | Rule::ConfigName => None,
    }
}

fn refused_name(field: &Field, name: &str) -> Option<&'static str> {
    let digit_first = name.starts_with(|first: char| first.is_ascii_digit());
    match field.rule? {
        Rule::TagKey if name.contains(char::is_whitespace) => Some("Tag keys cannot contain whitespace."),
        Rule::TagKey if name.starts_with("io.resin.") => Some("Tag keys beginning with io.resin. are reserved."),
        Rule::TagKey if name.starts_with("io.balena.") => Some("Tag keys beginning with io.balena. are reserved."),
        Rule::EnvironmentName if digit_first || !is_word(name) => {
            Some("Environment variable names can only contain alphanumeric characters and underscores.")
        }
        Rule::EnvironmentName if name.starts_with("RESIN_") || name.starts_with("BALENA_") => {
            Some("Environment variables beginning with RESIN_, BALENA_ are reserved.")
        }
        Rule::ConfigName if digit_first || name.starts_with(':') || !is_word(&name.replace(':', "_")) => {
            Some("Configuration variable names can only contain alphanumeric characters, underscores or a colon")
        }
        _ => None,
    }
}

fn names(changes: &Changes) -> Result<(), Reply> {
    for (field, value) in changes {
        if let Sql::Text(name) = value
            && let Some(refusal) = refused_name(field, name)
        {
            return Err(Reply::said(400, refusal));
        }
    }
    Ok(())
}

pub fn before_insert(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    changes: &mut Changes,
) -> Result<(), Reply> {
    names(changes)?;
    match resource.name {
        "application" => {
            let name = text(changes, "app_name").ok_or_else(|| Reply::said(400, "Missing application name"))?;
            let name = name.to_owned();
            if let Some(organization) = number(changes, "organization") {
                let slug = slug(db, organization, &name)?;
                set(changes, resource, "slug", slug);
            }
        }
        "device" => {
            if text(changes, "uuid").is_some_and(|uuid| !is_uuid(uuid)) {
                return Err(Reply::said(400, BAD_UUID));
            }
            application_exists(db, caller, changes)?;
            let seed = u64::from_str_radix(&random_hex(8), 16).unwrap_or_default();
            set_default(changes, resource, "device_name", fleet::name(seed));
        }
        "release" => {
            one_success_of_a_commit(db, changes)?;
            let semver = text(changes, "semver").unwrap_or("0.0.0").to_owned();
            let mut parts = semver.splitn(3, '.').map(|part| part.parse::<i64>());
            for name in ["semver_major", "semver_minor", "semver_patch"] {
                let part = parts.next().and_then(Result::ok).ok_or_else(|| Reply::empty(400))?;
                set(changes, resource, name, part);
            }
        }
        // Keys are made by routes of their own.
        "api_key" => return Err(Reply::empty(401)),
        _ => {}
    }
    Ok(())
}

fn slug(db: &Connection, organization: i64, name: &str) -> Result<String, Reply> {
    let handle: Option<String> =
        db.query_row("SELECT handle FROM organization WHERE id = ?1", [organization], |row| row.get(0)).optional()?;
    Ok(format!("{}/{}", handle.unwrap_or_default(), name.to_lowercase()))
}

fn application_exists(db: &Connection, caller: &Caller, changes: &Changes) -> Result<(), Reply> {
    let Some(id) = number(changes, "belongs_to__application") else {
        return Ok(());
    };
    let found = match caller {
        // One of its own, or it would not have got here.
        Caller::Application { .. } => true,
        _ => read::may_write(db, caller, "application", id)?,
    };
    if found { Ok(()) } else { Err(Reply::said(404, NO_APPLICATION)) }
}

fn one_success_of_a_commit(db: &Connection, changes: &Changes) -> Result<(), Reply> {
    if text(changes, "status") != Some("success") {
        return Ok(());
    }
    let found = db
        .query_row(
            "SELECT 1 FROM release WHERE belongs_to__application = ?1 AND \"commit\" = ?2 AND status = 'success'",
            (number(changes, "belongs_to__application"), text(changes, "commit")),
            |_| Ok(()),
        )
        .optional()?;
    let sentence = "It is necessary that each application that owns a release1 that has a status that is equal to \
                    \"success\" and has a commit1, owns at most one release2 that has a status that is equal to \
                    \"success\" and has a commit2 that is equal to the commit1.";
    if found.is_some() { Err(Reply::said(400, sentence)) } else { Ok(()) }
}

pub fn before_update(
    db: &Connection,
    caller: &Caller,
    resource: &'static Resource,
    ids: &[i64],
    changes: &mut Changes,
) -> Result<(), Reply> {
    names(changes)?;
    match resource.name {
        "application" => {
            if let (Some(name), Some(id)) = (text(changes, "app_name").map(str::to_owned), ids.first()) {
                let organization =
                    db.query_row("SELECT organization FROM application WHERE id = ?1", [id], |row| row.get(0))?;
                let slug = slug(db, organization, &name)?;
                set_default(changes, resource, "slug", slug);
            }
        }
        "device" => {
            application_exists(db, caller, changes)?;
            if value(changes, "belongs_to__application").is_some() {
                // A pin is to a release of the application that the device leaves.
                set_default(changes, resource, "is_pinned_on__release", Sql::Null);
            }
        }
        _ => {}
    }
    Ok(())
}

pub fn after_write(db: &Connection, resource: &'static Resource, ids: &[i64], changes: &Changes) -> Result<(), Reply> {
    match resource.name {
        "release" => {
            for id in ids {
                number_release(db, *id)?;
            }
            target_releases(db)?;
            install_services(db)?;
        }
        "application" if value(changes, "should_track_latest_release").is_some() => target_releases(db)?,
        "device" if value(changes, "belongs_to__application").is_some() => install_services(db)?,
        "service" => install_services(db)?,
        _ => {}
    }
    Ok(())
}

/// Finalizing a release gives it its revision among those of the same version.
fn number_release(db: &Connection, id: i64) -> rusqlite::Result<()> {
    db.execute(
        "UPDATE release SET is_finalized_at__date = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), revision = \
         (SELECT count(*) FROM release AS other WHERE other.belongs_to__application = \
         release.belongs_to__application AND other.semver = release.semver AND other.is_final \
         AND other.revision IS NOT NULL) WHERE id = ?1 AND is_final AND revision IS NULL",
        [id],
    )?;
    db.execute("UPDATE release SET update_timestamp = strftime('%Y-%m-%dT%H:%M:%fZ', 'now') WHERE id = ?1", [id])?;
    Ok(())
}

/// Applications that track their latest release run the newest that is good.
fn target_releases(db: &Connection) -> rusqlite::Result<()> {
    let newest = "(SELECT r.id FROM release AS r WHERE r.belongs_to__application = application.id \
                  AND r.status = 'success' AND r.is_final AND NOT r.is_invalidated AND r.is_passing_tests \
                  ORDER BY r.semver_major DESC, r.semver_minor DESC, r.semver_patch DESC, r.revision DESC LIMIT 1)";
    db.execute(
        &format!(
            "UPDATE application SET should_be_running__release = {newest} WHERE should_track_latest_release \
             AND should_be_running__release IS NOT {newest}"
        ),
        [],
    )?;
    Ok(())
}

/// Every device has an install row for each service of its application, whether it ever ran or not.
pub fn install_services(db: &Connection) -> rusqlite::Result<()> {
    db.execute(
        "INSERT OR IGNORE INTO service_install (device, installs__service, created_at, modified_at) \
         SELECT d.id, s.id, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), strftime('%Y-%m-%dT%H:%M:%fZ', 'now') \
         FROM service AS s JOIN device AS d ON d.belongs_to__application = s.application",
        [],
    )?;
    Ok(())
}

pub fn before_delete(db: &Connection, resource: &'static Resource, ids: &[i64]) -> Result<(), Reply> {
    match resource.name {
        "application" if ids.is_empty() => Err(Reply::said(404, "Application(s) not found.")),
        "release" => ids.iter().try_for_each(|id| not_a_target(db, *id)),
        _ => Ok(()),
    }
}

fn not_a_target(db: &Connection, id: i64) -> Result<(), Reply> {
    let semver: Option<String> = db
        .query_row(
            "SELECT semver FROM release WHERE id = ?1 AND EXISTS \
             (SELECT 1 FROM application AS a WHERE a.should_be_running__release = release.id)",
            [id],
            |row| row.get(0),
        )
        .optional()?;
    match semver {
        Some(semver) => Err(Reply::said(
            400,
            &format!("Unable to delete release {semver} because it is the fleet's target release."),
        )),
        None => Ok(()),
    }
}
