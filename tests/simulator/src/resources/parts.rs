//! What several resources share: common fields, who may do what, and the SQL of computed fields.

use crate::model::{Access, Field, Owner, Rule, Served, Unique, actor, date, reference, serial, text};

pub const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

pub const CREATED: Field = date("created_at").required().default(NOW);
pub const MODIFIED: Field = date("modified_at").required().default(NOW);
pub const ID: Field = serial();
pub const ACTOR: Field = actor("actor").required();
pub const UUID: Field = text("uuid").required().default("lower(hex(randomblob(16)))");

pub const SUPPORT_ACCESS: Field = date("is_accessible_by_support_until__date").served(Served::ByCloud);

pub const ALL: Option<&str> = Some("1");

/// What anybody may read and nobody may change.
pub const CATALOG: Access =
    Access { owner: Owner::Everyone, guest: ALL, device: ALL, user_writes: false, device_writes: false };

pub const fn private(owner: Owner) -> Access {
    Access { owner, guest: None, device: None, user_writes: true, device_writes: false }
}

pub const fn read_only(owner: Owner) -> Access {
    Access { owner, guest: None, device: None, user_writes: false, device_writes: false }
}

pub const fn of_device(owner: Owner, device: &'static str, device_writes: bool) -> Access {
    Access { owner, guest: None, device: Some(device), user_writes: true, device_writes }
}

pub const fn in_public(owner: Owner, guest: &'static str, device: &'static str) -> Access {
    Access { owner, guest: Some(guest), device: Some(device), user_writes: true, device_writes: false }
}

pub const BY_APPLICATION: Owner = Owner::Application("{row}.application");
pub const BY_DEVICE: Owner = Owner::Application("(SELECT belongs_to__application FROM device WHERE id = {row}.device)");
pub const BY_RELEASE: Owner =
    Owner::Application("(SELECT belongs_to__application FROM release WHERE id = {row}.release)");

pub const fn unique(fields: &'static [&'static str]) -> Unique {
    Unique { fields, shown: fields }
}

pub const VALUE: Field = text("value").required();

pub const TAG_VALUE: Field =
    VALUE.length(0, 10000, "has a value that has a Length (Type) that is less than or equal to 10000");

pub const IMAGE_OF_RELEASE: &[Field] = &[
    CREATED,
    MODIFIED,
    reference("image", "image").owner().reverse(&["release_image", "is_part_of__release"]),
    reference("is_part_of__release", "release").owner().alias("release").reverse(&["release_image", "contains__image"]),
    ID,
];

pub const TAG_KEY: Field = text("tag_key").required().rule(Rule::TagKey);
pub const ENVIRONMENT_NAME: Field = text("name").required().rule(Rule::EnvironmentName);
pub const CONFIG_NAME: Field = text("name").required().rule(Rule::ConfigName);

pub const SHOULD_BE_RUNNING: &str = "coalesce({row}.is_pinned_on__release, \
     (SELECT a.should_be_running__release FROM application AS a WHERE a.id = {row}.belongs_to__application))";

/// Restates the service's rules for the states that a device row can be in here.
pub const OVERALL_STATUS: &str = "CASE \
     WHEN {row}.provisioning_state = 'Post-Provisioning' THEN 'post-provisioning' \
     WHEN {row}.last_connectivity_event IS NULL AND NOT {row}.is_online THEN 'configuring' \
     WHEN NOT {row}.is_online THEN 'disconnected' \
     WHEN {row}.download_progress IS NOT NULL AND {row}.status = 'Downloading' THEN 'updating' \
     WHEN {row}.is_connected_to_vpn AND {row}.api_heartbeat_state = 'online' THEN 'operational' \
     ELSE 'reduced-functionality' END";

pub const OVERALL_PROGRESS: &str =
    "CASE WHEN {row}.is_online AND {row}.status = 'Downloading' THEN {row}.download_progress END";

/// A draft's version ends in the time of its making.
macro_rules! drafted_at {
    () => {
        "CAST(round((julianday({row}.created_at) - 2440587.5) * 86400000) AS INTEGER)"
    };
}

macro_rules! raw_version {
    () => {
        concat!(
            "{row}.semver || CASE WHEN NOT {row}.is_final THEN '-' || ",
            drafted_at!(),
            " WHEN {row}.revision > 0 THEN '+rev' || {row}.revision || iif({row}.variant = '', '', '.' || {row}.variant)",
            " ELSE iif({row}.variant = '', '', '+' || {row}.variant) END"
        )
    };
}

pub const RAW_VERSION: &str = raw_version!();

pub const VERSION: &str = concat!(
    "SELECT json_object('raw', raw, ",
    "'build', json(replace('[' || iif({row}.revision > 0, '\"rev' || {row}.revision || '\",', '') || ",
    "iif({row}.variant = '', '', json_quote({row}.variant)) || ']', ',]', ']')), ",
    "'major', {row}.semver_major, 'minor', {row}.semver_minor, 'patch', {row}.semver_patch, 'version', version, ",
    "'prerelease', json(CASE WHEN {row}.is_final ",
    "THEN iif({row}.semver_prerelease = '', '[]', json_array({row}.semver_prerelease)) ELSE '[' || ",
    drafted_at!(),
    " || ']' END)) FROM (SELECT ",
    raw_version!(),
    " AS raw, {row}.semver || CASE WHEN {row}.is_final THEN '' ELSE '-' || ",
    drafted_at!(),
    " END AS version)"
);
