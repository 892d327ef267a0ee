//! Rows that several seeds make: applications and their releases.

use rusqlite::{Connection, named_params};

use crate::fleet::scrambled;

pub struct Application<'a> {
    pub organization: i64,
    pub name: &'a str,
    pub device_type: i64,
    pub class: &'a str,
    /// An operating system, which everybody may see.
    pub is_host: bool,
}

/// Ids and uuids follow from the order of the calls.
pub fn application(db: &Connection, application: &Application) -> rusqlite::Result<i64> {
    db.execute("INSERT INTO actor DEFAULT VALUES", [])?;
    let actor = db.last_insert_rowid();
    let number = u64::try_from(actor).unwrap_or_default();
    db.execute(
        "INSERT INTO application (created_at, modified_at, actor, should_track_latest_release, is_of__class, \
         organization, app_name, slug, is_for__device_type, application_type, is_host, is_archived, uuid, is_public) \
         SELECT t, t, :actor, 1, :class, o.id, :name, o.handle || '/' || :name, :device_type, 1, :is_host, 0, :uuid, \
         :is_host FROM organization AS o, (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now') AS t) \
         WHERE o.id = :organization",
        named_params! {
            ":actor": actor,
            ":class": application.class,
            ":organization": application.organization,
            ":name": application.name,
            ":device_type": application.device_type,
            ":is_host": application.is_host,
            ":uuid": format!("{:016x}{:016x}", scrambled(number << 32), scrambled(number << 33)),
        },
    )?;
    Ok(db.last_insert_rowid())
}

pub struct Release {
    pub semver: [u32; 3],
    pub status: &'static str,
    pub is_final: bool,
    pub is_invalidated: bool,
    pub revision: u32,
    /// What stands behind a `-` in the version.
    pub prerelease: &'static str,
    /// What a `+` is followed by in the version, behind the revision.
    pub variant: &'static str,
    pub days_old: u32,
}

impl Release {
    pub const fn good(major: u32, minor: u32, patch: u32, days_old: u32) -> Release {
        let semver = [major, minor, patch];
        Release {
            semver,
            status: "success",
            is_final: true,
            is_invalidated: false,
            revision: 0,
            prerelease: "",
            variant: "",
            days_old,
        }
    }

    pub fn is_good(&self) -> bool {
        self.status == "success" && self.is_final && !self.is_invalidated
    }
}

/// The commit follows from the application's id and the version.
pub fn release(db: &Connection, application: i64, release: &Release) -> rusqlite::Result<i64> {
    let [major, minor, patch] = release.semver;
    let dash = if release.prerelease.is_empty() { "" } else { "-" };
    let semver = format!("{major}.{minor}.{patch}{dash}{}", release.prerelease);
    let number = application.unsigned_abs() << 48
        ^ u64::from(major) << 32
        ^ u64::from(minor) << 16
        ^ (u64::from(patch) << 8)
        ^ (u64::from(release.variant == "dev") << 7)
        ^ u64::from(release.revision);
    let dice = scrambled(number);
    db.execute(
        "INSERT INTO release (created_at, modified_at, belongs_to__application, \"commit\", composition, status, \
         source, is_invalidated, start_timestamp, end_timestamp, update_timestamp, is_passing_tests, \
         is_finalized_at__date, is_final, semver, semver_major, semver_minor, semver_patch, semver_prerelease, \
         semver_build, variant, revision) \
         SELECT t, t, :application, :commit, :composition, :status, 'cloud', :is_invalidated, t, t, t, 1, \
         iif(:is_final, t, NULL), :is_final, :semver, :major, :minor, :patch, :prerelease, '', :variant, iif(:is_final, :revision, NULL) \
         FROM (SELECT strftime('%Y-%m-%dT%H:%M:%fZ', 'now', :ago) AS t)",
        named_params! {
            ":application": application,
            ":commit": format!("{:016x}{:016x}{:08x}", dice, scrambled(dice), scrambled(dice ^ 1) >> 32),
            ":composition": r#"{"version":"2.1","services":{"main":{"build":"."}}}"#,
            ":status": release.status,
            ":is_invalidated": release.is_invalidated,
            ":is_final": release.is_final,
            ":semver": semver,
            ":major": major,
            ":minor": minor,
            ":patch": patch,
            ":prerelease": release.prerelease,
            ":variant": release.variant,
            ":revision": release.revision,
            ":ago": format!("-{} days", release.days_old),
        },
    )?;
    Ok(db.last_insert_rowid())
}
