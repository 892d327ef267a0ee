//! The resources themselves, as rows of one table: adding one is adding it here.

use crate::model::{
    Access, Field, Resource, Rule, Unique, actor, big_integer, boolean, date, integer, json, reference, serial, text,
};

pub const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

const CREATED: Field = date("created_at").required().default(NOW);
const MODIFIED: Field = date("modified_at").required().default(NOW);
const ID: Field = serial();
const ACTOR: Field = actor("actor").required();
const UUID: Field = text("uuid").required().default("lower(hex(randomblob(16)))");

const ALL: Option<&str> = Some("1");

/// What anybody may read and nobody may change.
const CATALOG: Access = Access { guest: ALL, device: ALL, user_writes: false, device_writes: false };
const PRIVATE: Access = Access { guest: None, device: None, user_writes: true, device_writes: false };
const USER_ONLY_READ: Access = Access { guest: None, device: None, user_writes: false, device_writes: false };

const fn of_device(device: &'static str, device_writes: bool) -> Access {
    Access { guest: None, device: Some(device), user_writes: true, device_writes }
}

const fn in_public(guest: &'static str, device: &'static str) -> Access {
    Access { guest: Some(guest), device: Some(device), user_writes: true, device_writes: false }
}

const fn unique(fields: &'static [&'static str]) -> Unique {
    Unique { fields, shown: fields }
}

const VALUE: Field = text("value").required();

const TAG_VALUE: Field =
    VALUE.length(0, 10000, "has a value that has a Length (Type) that is less than or equal to 10000");

const IMAGE_OF_RELEASE: &[Field] = &[
    CREATED,
    MODIFIED,
    reference("image", "image").owner().reverse(&["release_image", "is_part_of__release"]),
    reference("is_part_of__release", "release").owner().alias("release").reverse(&["release_image", "contains__image"]),
    ID,
];

const TAG_KEY: Field = text("tag_key").required().rule(Rule::TagKey);
const ENVIRONMENT_NAME: Field = text("name").required().rule(Rule::EnvironmentName);
const CONFIG_NAME: Field = text("name").required().rule(Rule::ConfigName);

const SHOULD_BE_RUNNING: &str = "coalesce({row}.is_pinned_on__release, \
     (SELECT a.should_be_running__release FROM application AS a WHERE a.id = {row}.belongs_to__application))";

/// Restates the service's rules for the states that a device row can be in here.
const OVERALL_STATUS: &str = "CASE \
     WHEN {row}.provisioning_state = 'Post-Provisioning' THEN 'post-provisioning' \
     WHEN {row}.last_connectivity_event IS NULL AND NOT {row}.is_online THEN 'configuring' \
     WHEN NOT {row}.is_online THEN 'disconnected' \
     WHEN {row}.download_progress IS NOT NULL AND {row}.status = 'Downloading' THEN 'updating' \
     WHEN {row}.is_connected_to_vpn AND {row}.api_heartbeat_state = 'online' THEN 'operational' \
     ELSE 'reduced-functionality' END";

const OVERALL_PROGRESS: &str =
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
            " WHEN {row}.revision > 0 THEN '+rev' || {row}.revision ELSE '' END"
        )
    };
}

const VERSION: &str = concat!(
    "SELECT json_object('raw', raw, ",
    "'build', json(CASE WHEN {row}.revision > 0 THEN json_array('rev' || {row}.revision) ELSE '[]' END), ",
    "'major', {row}.semver_major, 'minor', {row}.semver_minor, 'patch', {row}.semver_patch, 'version', version, ",
    "'prerelease', json(CASE WHEN {row}.is_final THEN '[]' ELSE '[' || ",
    drafted_at!(),
    " || ']' END)) FROM (SELECT ",
    raw_version!(),
    " AS raw, {row}.semver || CASE WHEN {row}.is_final THEN '' ELSE '-' || ",
    drafted_at!(),
    " END AS version)"
);

/// Second names of resources in URLs.
pub const SYNONYMS: &[(&str, &str)] = &[("release_image", "image__is_part_of__release")];

pub static RESOURCES: &[Resource] = &[
    Resource {
        name: "user",
        title: "user",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            ACTOR,
            text("username").required(),
            text("password"),
            text("jwt_secret"),
            text("email"),
        ],
        unique: &[unique(&["username"])],
        access: USER_ONLY_READ,
        view: None,
    },
    Resource {
        name: "organization",
        title: "organization",
        fields: &[CREATED, MODIFIED, ID, text("name").required(), text("handle").required()],
        unique: &[unique(&["handle"])],
        access: USER_ONLY_READ,
        view: None,
    },
    Resource {
        name: "organization_membership",
        title: "organization membership",
        fields: &[
            CREATED,
            MODIFIED,
            reference("user", "user").owner(),
            reference("is_member_of__organization", "organization")
                .owner()
                .reverse(&["organization_membership", "includes__user"]),
            ID,
        ],
        unique: &[unique(&["user", "is_member_of__organization"])],
        access: USER_ONLY_READ,
        view: None,
    },
    Resource {
        name: "application_type",
        title: "application type",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            text("name").required(),
            boolean("supports_web_url").required(),
            boolean("supports_multicontainer").required(),
            boolean("supports_gateway_mode").required(),
            text("needs__os_version_range"),
            boolean("requires_payment").required(),
            boolean("is_legacy").required(),
            text("slug").required(),
            text("description"),
            integer("maximum_device_count"),
        ],
        unique: &[unique(&["slug"])],
        access: CATALOG,
        view: None,
    },
    Resource {
        name: "cpu_architecture",
        title: "cpu architecture",
        fields: &[CREATED, MODIFIED, ID, text("slug").required()],
        unique: &[unique(&["slug"])],
        access: CATALOG,
        view: None,
    },
    Resource {
        name: "device_manufacturer",
        title: "device manufacturer",
        fields: &[CREATED, MODIFIED, ID, text("slug").required(), text("name").required()],
        unique: &[unique(&["slug"])],
        access: CATALOG,
        view: None,
    },
    Resource {
        name: "device_family",
        title: "device family",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            text("slug").required(),
            text("name").required(),
            reference("is_manufactured_by__device_manufacturer", "device_manufacturer"),
        ],
        unique: &[unique(&["slug"])],
        access: CATALOG,
        view: None,
    },
    Resource {
        name: "device_type",
        title: "device type",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            text("slug").required(),
            text("name").required(),
            reference("is_of__cpu_architecture", "cpu_architecture").required(),
            text("logo"),
            json("contract"),
            reference("belongs_to__device_family", "device_family"),
        ],
        unique: &[unique(&["slug"])],
        access: CATALOG,
        view: None,
    },
    Resource {
        name: "device_type_alias",
        title: "device type alias",
        fields: &[
            CREATED,
            MODIFIED,
            reference("device_type", "device_type").owner(),
            text("is_referenced_by__alias").required(),
            ID,
        ],
        unique: &[unique(&["device_type", "is_referenced_by__alias"])],
        access: CATALOG,
        view: None,
    },
    Resource {
        name: "application",
        title: "application",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            ACTOR,
            boolean("should_track_latest_release").required().default("1"),
            text("is_of__class").required().default("'fleet'").rule(Rule::OneOf {
                values: &["fleet", "block", "app"],
                text: "Check constraint violated",
            }),
            reference("organization", "organization").owner().reverse(&["owns__application", "application"]),
            text("app_name").required().length(
                4,
                100,
                "has an app name that has a Length (Type) that is greater than or equal to 4 \
                 and is less than or equal to 100",
            ),
            text("slug").required().length(
                6,
                321,
                "has a slug that has a Length (Type) that is greater than or equal to 6 \
                 and is less than or equal to 321",
            ),
            reference("is_for__device_type", "device_type").required().reverse(&["is_default_for__application"]),
            reference("should_be_running__release", "release").reverse(&["should_be_running_on__application"]),
            reference("application_type", "application_type").required().default("1"),
            boolean("is_host").required().default("0"),
            boolean("is_archived").required().default("0"),
            UUID,
            boolean("is_public").required().default("0"),
        ],
        unique: &[unique(&["slug"]), unique(&["uuid"])],
        access: Access {
            guest: Some("{row}.is_public"),
            device: Some("{row}.id = (SELECT belongs_to__application FROM device WHERE id = :device)"),
            user_writes: true,
            device_writes: false,
        },
        view: None,
    },
    Resource {
        name: "user__has_direct_access_to__application",
        title: "user that has direct access to an application",
        fields: &[
            integer("id"),
            reference("user", "user"),
            reference("has_direct_access_to__application", "application")
                .reverse(&["is_directly_accessible_by__user", "user__has_direct_access_to__application"]),
        ],
        unique: &[],
        access: USER_ONLY_READ,
        view: Some(
            "SELECT NULL AS id, m.user AS user, a.id AS has_direct_access_to__application \
             FROM organization_membership AS m JOIN application AS a ON a.organization = m.is_member_of__organization",
        ),
    },
    Resource {
        name: "service_instance",
        title: "service instance",
        fields: &[CREATED, MODIFIED, ID, text("ip_address").required(), date("last_heartbeat")],
        unique: &[],
        access: USER_ONLY_READ,
        view: None,
    },
    Resource {
        name: "release",
        title: "release",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            reference("belongs_to__application", "application").owner().reverse(&["owns__release"]),
            text("commit").required(),
            json("composition").required(),
            text("status").required().rule(Rule::OneOf {
                values: &["running", "success", "failed", "error", "cancelled", "interrupted"],
                text: "Check constraint violated",
            }),
            text("source").required(),
            text("build_log"),
            boolean("is_invalidated").required().default("0"),
            date("start_timestamp").required(),
            date("end_timestamp"),
            date("update_timestamp").required().default(NOW),
            text("release_version"),
            json("contract"),
            boolean("is_passing_tests").required().default("1"),
            date("is_finalized_at__date"),
            text("phase"),
            boolean("is_final").required().default("1"),
            text("semver").required().default("'0.0.0'"),
            integer("semver_major").required().default("0"),
            integer("semver_minor").required().default("0"),
            integer("semver_patch").required().default("0"),
            text("semver_prerelease").required().default("''"),
            text("semver_build").required().default("''"),
            text("variant").required().default("''"),
            integer("revision"),
            text("raw_version").computed(raw_version!()),
            json("version").computed(VERSION),
            text("known_issue_list"),
            text("note"),
            text("invalidation_reason"),
        ],
        unique: &[],
        access: in_public(
            "{row}.belongs_to__application IN (SELECT id FROM application WHERE is_public)",
            "{row}.belongs_to__application = (SELECT belongs_to__application FROM device WHERE id = :device)",
        ),
        view: None,
    },
    Resource {
        name: "device",
        title: "device",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            ACTOR,
            text("api_heartbeat_state").required().default("'unknown'"),
            date("changed_api_heartbeat_state_on__date"),
            UUID,
            text("local_id"),
            text("device_name").required(),
            text("note"),
            reference("is_of__device_type", "device_type").required().reverse(&["describes__device"]),
            reference("belongs_to__application", "application").cascade().reverse(&["owns__device"]),
            boolean("is_online").required().default("0"),
            date("last_connectivity_event"),
            boolean("is_connected_to_vpn").required().default("0"),
            date("last_vpn_event"),
            date("is_locked_until__date"),
            text("public_address"),
            text("ip_address"),
            text("mac_address"),
            boolean("is_web_accessible").required().computed("0"),
            integer("memory_usage"),
            integer("memory_total"),
            text("storage_block_device"),
            integer("storage_usage"),
            integer("storage_total"),
            integer("cpu_usage"),
            integer("cpu_temp"),
            boolean("is_undervolted").required().default("0"),
            text("cpu_id"),
            reference("is_running__release", "release").reverse(&["is_running_on__device"]),
            integer("download_progress"),
            text("status"),
            text("os_version"),
            text("os_variant"),
            text("overall_status").required().computed(OVERALL_STATUS),
            integer("overall_progress").computed(OVERALL_PROGRESS),
            text("supervisor_version"),
            integer("provisioning_progress"),
            text("provisioning_state"),
            integer("api_port"),
            text("api_secret"),
            reference("is_managed_by__service_instance", "service_instance").reverse(&["manages__device"]),
            reference("is_pinned_on__release", "release").reverse(&["is_pinned_to__device"]),
            reference("should_be_running__release", "release").computed(SHOULD_BE_RUNNING),
            reference("should_be_operated_by__release", "release").reverse(&["should_operate__device"]),
            reference("should_be_managed_by__release", "release").reverse(&["should_manage__device"]),
            text("update_status"),
            date("last_update_status_event"),
        ],
        unique: &[unique(&["uuid"])],
        access: of_device("{row}.id = :device", true),
        view: None,
    },
    Resource {
        name: "service",
        title: "service",
        fields: &[
            CREATED,
            MODIFIED,
            reference("application", "application").owner(),
            text("service_name").required().length(
                1,
                63,
                "has a service name that has a Length (Type) that is greater than 0 and is less than or equal to 63",
            ),
            ID,
        ],
        unique: &[unique(&["application", "service_name"])],
        access: in_public(
            "{row}.application IN (SELECT id FROM application WHERE is_public)",
            "{row}.application = (SELECT belongs_to__application FROM device WHERE id = :device)",
        ),
        view: None,
    },
    Resource {
        name: "image",
        title: "image",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            date("start_timestamp").required(),
            date("end_timestamp"),
            text("dockerfile"),
            reference("is_a_build_of__service", "service").owner().reverse(&["is_built_by__image"]),
            big_integer("image_size"),
            text("is_stored_at__image_location")
                .required()
                .default("'registry2.localhost/v2/' || lower(hex(randomblob(16)))"),
            text("project_type"),
            text("error_message"),
            text("build_log"),
            date("push_timestamp"),
            text("status").required(),
            text("content_hash"),
            json("contract"),
        ],
        unique: &[unique(&["is_stored_at__image_location"])],
        access: of_device("1", false),
        view: None,
    },
    Resource {
        name: "image__is_part_of__release",
        title: "image that is part of a release",
        fields: IMAGE_OF_RELEASE,
        unique: &[unique(&["image", "is_part_of__release"])],
        access: of_device("1", false),
        view: None,
    },
    Resource {
        name: "service_install",
        title: "service install",
        fields: &[
            CREATED,
            MODIFIED,
            reference("device", "device").owner().reverse(&["service_install", "installs__service"]),
            reference("installs__service", "service")
                .owner()
                .alias("service")
                .reverse(&["service_install", "is_installed_on__device"]),
            ID,
        ],
        unique: &[unique(&["device", "installs__service"])],
        access: of_device("{row}.device = :device", false),
        view: None,
    },
    Resource {
        name: "image_install",
        title: "image install",
        fields: &[
            CREATED,
            MODIFIED,
            reference("device", "device").owner().reverse(&["image_install", "installs__image"]),
            reference("installs__image", "image")
                .owner()
                .alias("image")
                .reverse(&["image_install", "is_installed_on__device"]),
            ID,
            date("install_date").required(),
            integer("download_progress"),
            text("status").required(),
            reference("is_provided_by__release", "release").owner().reverse(&["image_install", "provides__image_install"]),
        ],
        unique: &[unique(&["device", "installs__image"])],
        access: of_device("{row}.device = :device", true),
        view: None,
    },
    Resource {
        name: "api_key",
        title: "api key",
        fields: &[
            CREATED,
            MODIFIED,
            ID,
            text("key").required(),
            date("expiry_date"),
            actor("is_of__actor").required(),
            text("name"),
            text("description"),
        ],
        unique: &[unique(&["key"])],
        access: PRIVATE,
        view: None,
    },
    Resource {
        name: "user__has__public_key",
        title: "user public key",
        fields: &[
            CREATED,
            MODIFIED,
            reference("user", "user").owner(),
            text("public_key").required(),
            ID,
            text("title").required(),
        ],
        unique: &[unique(&["user", "public_key"])],
        access: PRIVATE,
        view: None,
    },
    Resource {
        name: "device_tag",
        title: "device tag",
        fields: &[CREATED, MODIFIED, reference("device", "device").owner(), TAG_KEY, ID, TAG_VALUE],
        unique: &[unique(&["device", "tag_key"])],
        access: of_device("{row}.device = :device", true),
        view: None,
    },
    Resource {
        name: "application_tag",
        title: "application tag",
        fields: &[CREATED, MODIFIED, reference("application", "application").owner(), TAG_KEY, ID, TAG_VALUE],
        unique: &[unique(&["application", "tag_key"])],
        access: in_public(
            "{row}.application IN (SELECT id FROM application WHERE is_public)",
            "{row}.application = (SELECT belongs_to__application FROM device WHERE id = :device)",
        ),
        view: None,
    },
    Resource {
        name: "release_tag",
        title: "release tag",
        fields: &[CREATED, MODIFIED, reference("release", "release").owner(), TAG_KEY, ID, TAG_VALUE],
        unique: &[unique(&["release", "tag_key"])],
        access: in_public(
            "{row}.release IN (SELECT r.id FROM release AS r JOIN application AS a \
             ON a.id = r.belongs_to__application WHERE a.is_public)",
            "1",
        ),
        view: None,
    },
    Resource {
        name: "device_environment_variable",
        title: "device environment variable",
        fields: &[CREATED, MODIFIED, reference("device", "device").owner(), ENVIRONMENT_NAME, ID, VALUE],
        unique: &[unique(&["device", "name"])],
        access: of_device("{row}.device = :device", true),
        view: None,
    },
    Resource {
        name: "device_config_variable",
        title: "device config variable",
        fields: &[CREATED, MODIFIED, reference("device", "device").owner(), CONFIG_NAME, ID, VALUE],
        unique: &[unique(&["device", "name"])],
        access: of_device("{row}.device = :device", true),
        view: None,
    },
    Resource {
        name: "application_environment_variable",
        title: "application environment variable",
        fields: &[CREATED, MODIFIED, reference("application", "application").owner(), ENVIRONMENT_NAME, ID, VALUE],
        unique: &[unique(&["application", "name"])],
        access: of_device("{row}.application = (SELECT belongs_to__application FROM device WHERE id = :device)", false),
        view: None,
    },
    Resource {
        name: "application_config_variable",
        title: "application config variable",
        fields: &[CREATED, MODIFIED, reference("application", "application").owner(), CONFIG_NAME, ID, VALUE],
        unique: &[unique(&["application", "name"])],
        access: of_device("{row}.application = (SELECT belongs_to__application FROM device WHERE id = :device)", false),
        view: None,
    },
    Resource {
        name: "service_environment_variable",
        title: "service environment variable",
        fields: &[CREATED, MODIFIED, reference("service", "service").owner(), ENVIRONMENT_NAME, ID, VALUE],
        unique: &[unique(&["service", "name"])],
        access: of_device("1", false),
        view: None,
    },
    Resource {
        name: "device_service_environment_variable",
        title: "device service environment variable",
        fields: &[
            CREATED,
            MODIFIED,
            reference("service_install", "service_install").owner(),
            ENVIRONMENT_NAME,
            ID,
            VALUE,
        ],
        unique: &[Unique { fields: &["service_install", "name"], shown: &["device", "service", "name"] }],
        access: of_device("{row}.service_install IN (SELECT id FROM service_install WHERE device = :device)", true),
        view: None,
    },
    Resource {
        name: "image_environment_variable",
        title: "image environment variable",
        // Nothing checks this name.
        fields: &[
            CREATED,
            MODIFIED,
            reference("release_image", "image__is_part_of__release").owner(),
            text("name").required(),
            ID,
            VALUE,
        ],
        unique: &[unique(&["release_image", "name"])],
        access: of_device("1", false),
        view: None,
    },
];
