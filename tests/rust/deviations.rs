//! Where this library's requests are others than those of the official SDKs, and why.

/// Calls, as a function or `function: variant`, their requests as they are here, and why they are not the official
/// SDK's.
pub struct Deviation(pub &'static [&'static str], pub &'static [&'static str], pub &'static str);

const OWN: &str =
    "to a write that reaches nothing the server answers 200, so that it is looked for among the user's own";
const NAMED: &str =
    "a name or slug is looked for among the user's own applications; a second match shows that it is ambiguous";
const ROW: &str = "the document goes by the id of the row; the SDK by its owner and name";
const GONE: &str = "gone from the SDKs: the document has it";
const ASKS: &str = "the SDK answers from an earlier question; here each call asks";
const FILTER: &str = "a filter rather than an expansion, so that the caller's own options work";
const BRACKETS: &str = "the same without brackets around each comparison";
const AGAIN: &str = "a read that is too much for the server is tried again, when it says";
const REFRESH: &str = "an old token is refreshed before any request, and not before some of them alone";
const FIT: &str = "the type comes along with the device, and of a version no more than the check needs; devices of the fleet \
    are too new for the recorded one";
const TYPE: &str = "the device type may be a slug, an alias or a display name, as the document has it";
const SERVICE: &str = "the document's function takes the service by application and name: one look finds it";

const KEY: &str = "the supervisor's key goes in a header, so that it stands in no URL";
const KEY_AND_DATA: &str = "the same key in a header, and the same data as through the API";

pub const DEVIATIONS: &[Deviation] = &[
    Deviation(
        &["balena_application_create"],
        &[
            "GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id&$top=1",
            "GET /v7/organization(handle='my_user')?$select=id",
            r#"POST /v7/application {app_name="foo", is_for__device_type={device_type.id}, organization={organization.id}}"#,
        ],
        TYPE,
    ),
    Deviation(
        &["balena_application_create: organization by id, class"],
        &[
            "GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id&$top=1",
            "GET /v7/organization({organization.id})?$select=id",
            r#"POST /v7/application {app_name="foo", is_for__device_type={device_type.id}, is_of__class="fleet", organization={organization.id}}"#,
        ],
        TYPE,
    ),
    Deviation(
        &["balena_application_disable_device_urls", "balena_application_disable_device_urls: by id"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/device?$filter=belongs_to__application eq {app_id} {is_web_accessible=false}",
        ],
        OWN,
    ),
    Deviation(
        &["balena_application_enable_device_urls", "balena_application_enable_device_urls: by id"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/device?$filter=belongs_to__application eq {app_id} {is_web_accessible=true}",
        ],
        OWN,
    ),
    Deviation(
        &["balena_application_is_tracking_latest_release: by id"],
        &[
            "GET /v7/application({app_id})?$expand=should_be_running__release($select=id),owns__release($select=id;$top=1;$filter=is_final eq true and is_passing_tests eq true and is_invalidated eq false and status eq 'success';$orderby=created_at desc)&$select=should_track_latest_release",
        ],
        BRACKETS,
    ),
    Deviation(
        &["balena_application_revoke_support_access", "balena_application_revoke_support_access: by id"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/application({app_id}) {is_accessible_by_support_until__date=null}",
        ],
        OWN,
    ),
    Deviation(
        &["balena_application_track_latest_release", "balena_application_track_latest_release: by id"],
        &[
            "GET /v7/application?$expand=owns__release($select=id;$top=1;$filter=is_final eq true and is_passing_tests eq true and is_invalidated eq false and status eq 'success';$orderby=created_at desc)&$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/application({app_id}) {should_be_running__release={release.id}, should_track_latest_release=true}",
        ],
        OWN,
    ),
    Deviation(
        &["balena_application_generate_provisioning_key: by id"],
        &[
            "GET /v7/application({app_id})?$select=id",
            r#"POST /api-key/v2/ {actorType="application", actorTypeId={app_id}, expiryDate=null, roles=["provisioning-api-key"]}"#,
        ],
        "the key comes from where the Node SDK has it; what is not given is left out",
    ),
    Deviation(
        &["balena_application_get: by slug", "balena_application_get: by slug (lower-cased)"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (slug eq 'my_user/foo')&$top=2",
        ],
        NAMED,
    ),
    Deviation(
        &["balena_application_get"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (app_name eq 'foo')&$top=2",
        ],
        NAMED,
    ),
    Deviation(
        &["balena_application_grant_support_access"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/application({app_id}) {is_accessible_by_support_until__date=4102444800000}",
        ],
        OWN,
    ),
    Deviation(
        &["balena_application_has"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (app_name eq 'foo')&$select=id&$top=1",
        ],
        NAMED,
    ),
    Deviation(
        &["balena_application_has_any"],
        &["GET /v7/application?$filter=is_directly_accessible_by__user/any(dau:1 eq 1)&$select=id&$top=1"],
        "one row is enough to know",
    ),
    Deviation(
        &["balena_application_remove: by slug"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (slug eq 'my_user/foo')&$select=id&$top=2",
            "DELETE /v7/application({app_id})",
        ],
        NAMED,
    ),
    Deviation(
        &["balena_application_restart"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (app_name eq 'foo')&$select=id&$top=2",
            "POST /application/{app_id}/restart",
        ],
        NAMED,
    ),
    Deviation(
        &["balena_application_restart: by slug"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (slug eq 'my_user/foo')&$select=id&$top=2",
            "POST /application/{app_id}/restart",
        ],
        "a slug is looked for among the user's own applications; the SDK misspells the route",
    ),
    Deviation(
        &["balena_application_set_to_release"],
        &[
            "GET /v7/application?$expand=owns__release($select=id;$top=1;$filter=commit eq '{commit}' and status eq 'success')&$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/application({app_id}) {should_be_running__release={release.id}, should_track_latest_release=false}",
        ],
        "one look finds the release in an application of the user's own",
    ),
    Deviation(&["balena_application_get_by_owner"], &["GET /v7/application(slug='my_user/foo')"], GONE),
    Deviation(
        &["balena_application_disable_rolling_updates"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/application({app_id}) {should_track_latest_release=false}",
        ],
        GONE,
    ),
    Deviation(
        &["balena_application_enable_rolling_updates"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (id eq {app_id})&$select=id",
            "PATCH /v7/application({app_id}) {should_track_latest_release=true}",
        ],
        GONE,
    ),
    Deviation(
        &[
            "balena_auth_is_logged_in: logged out",
            "balena_device_get: logged out: no Authorization sent",
            "balena_device_get: logged out, no key: pine sends no Authorization",
        ],
        &[],
        "without a credential the answer is known unasked",
    ),
    Deviation(
        &["balena_auth_who_am_i", "balena_auth_get_email", "balena_auth_get_user_id"],
        &["GET /actor/v1/whoami"],
        ASKS,
    ),
    Deviation(
        &["balena_auth_who_am_i: token older than one day: a non-pine call refreshes first"],
        &["GET /user/v1/refresh-token", "GET /actor/v1/whoami"],
        "what was recorded is another call after the refresh",
    ),
    Deviation(
        &["balena_device_get: token older than token_refresh_interval"],
        &["GET /user/v1/refresh-token", "GET /v7/device(uuid='{uuid}')"],
        REFRESH,
    ),
    Deviation(
        &["balena_device_get_local_ip_address: offline"],
        &["GET /v7/device(uuid='{uuid}')?$select=is_connected_to_vpn,ip_address"],
        "online is what is connected to the VPN, as in the Node SDK",
    ),
    Deviation(
        &["balena_device_get_all: HTTP 429"],
        &["GET /v7/device?$orderby=device_name asc", "GET /v7/device?$orderby=device_name asc"],
        AGAIN,
    ),
    Deviation(
        &["balena_device_get_all_by_application"],
        &[
            "GET /v7/application?$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (slug eq 'my_user/foo')&$select=id&$top=2",
            "GET /v7/device?$filter=belongs_to__application eq {app_id}&$orderby=device_name asc",
        ],
        NAMED,
    ),
    Deviation(
        &["balena_device_get_all_by_application_id"],
        &[
            "GET /v7/application(slug='my_user/foo')?$select=id",
            "GET /v7/device?$filter=belongs_to__application eq {app_id}&$orderby=device_name asc",
        ],
        "references have forms that can't overlap, so that a slug is a key",
    ),
    Deviation(
        &["balena_device_get_supported_device_types"],
        &[
            "GET /v7/device_type?$filter=is_default_for__application/any(idfa:idfa/is_host eq true and idfa/is_archived eq false and idfa/owns__release/any(r:r/status eq 'success' and r/is_final eq true and r/is_invalidated eq false))&$orderby=name asc&$select=name",
        ],
        "the names are all that is given",
    ),
    Deviation(
        &["balena_device_move"],
        &[
            "GET /v7/application?$expand=is_for__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))&$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (app_name eq 'foo')&$select=id&$top=2",
            "GET /v7/device?$expand=is_of__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))&$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id",
            "PATCH /v7/device?$filter=id in ({device.id}) {belongs_to__application={app_id}}",
        ],
        "one look finds the application by its name; of both device types no more than is compared is asked for",
    ),
    Deviation(
        &["balena_device_register"],
        &[
            "GET /actor/v1/whoami",
            "GET /v7/application({app_id})?$expand=is_for__device_type($select=slug;$expand=is_of__cpu_architecture($select=slug))&$select=id",
            r#"POST /api-key/v2/ {actorType="application", actorTypeId={app_id}, description="Registers one device", expiryDate=SOON, roles=["provisioning-api-key"]}"#,
            r#"POST /device/register {application={app_id}, device_type="raspberrypi3", user={user.id}, uuid="{uuid}"}"#,
        ],
        "one look at the application is enough; the key says what it is for in our words",
    ),
    Deviation(&["balena_application_config_variable_remove"], &["DELETE /v7/application_config_variable(7)"], ROW),
    Deviation(
        &["balena_application_config_variable_update: POST answered 409 unique"],
        &[
            "GET /v7/application_config_variable({variable.id})?$select=id",
            r#"PATCH /v7/application_config_variable({variable.id}) {value="v"}"#,
        ],
        ROW,
    ),
    Deviation(&["balena_application_env_variable_remove"], &["DELETE /v7/application_environment_variable(7)"], ROW),
    Deviation(
        &["balena_application_env_variable_update: POST answered 409 unique"],
        &[
            "GET /v7/application_environment_variable({variable.id})?$select=id",
            r#"PATCH /v7/application_environment_variable({variable.id}) {value="v"}"#,
        ],
        ROW,
    ),
    Deviation(&["balena_device_config_variable_remove"], &["DELETE /v7/device_config_variable(7)"], ROW),
    Deviation(
        &["balena_device_config_variable_update: POST answered 409 unique"],
        &[
            "GET /v7/device_config_variable({variable.id})?$select=id",
            r#"PATCH /v7/device_config_variable({variable.id}) {value="v"}"#,
        ],
        ROW,
    ),
    Deviation(&["balena_device_env_variable_remove"], &["DELETE /v7/device_environment_variable(7)"], ROW),
    Deviation(
        &["balena_device_env_variable_update: POST answered 409 unique"],
        &[
            "GET /v7/device_environment_variable({variable.id})?$select=id",
            r#"PATCH /v7/device_environment_variable({variable.id}) {value="v"}"#,
        ],
        ROW,
    ),
    Deviation(
        &["balena_device_service_env_variable_get_all"],
        &[
            "GET /v7/device(uuid='{uuid}')?$select=id",
            "GET /v7/device_service_environment_variable?$filter=service_install/any(si:si/device eq {device.id})&$orderby=name asc",
        ],
        "by name, as the other kinds are listed",
    ),
    Deviation(
        &["balena_device_service_env_variable_remove"],
        &["DELETE /v7/device_service_environment_variable(7)"],
        ROW,
    ),
    Deviation(
        &["balena_device_service_env_variable_update"],
        &[
            "GET /v7/device_service_environment_variable({variable.id})?$select=id",
            r#"PATCH /v7/device_service_environment_variable({variable.id}) {value="v"}"#,
        ],
        ROW,
    ),
    Deviation(
        &["balena_service_env_variable_create"],
        &[
            "GET /v7/application({app_id})?$expand=service($select=id;$filter=service_name eq 'main')&$select=id",
            r#"POST /v7/service_environment_variable {name="BALENA_X", service={service.id}, value="v"}"#,
        ],
        SERVICE,
    ),
    Deviation(
        &["balena_service_env_variable_create: by natural key"],
        &[
            "GET /v7/application(slug='my_user/foo')?$expand=service($select=id;$filter=service_name eq 'main')&$select=id",
            r#"POST /v7/service_environment_variable {name="X", service={service.id}, value="v"}"#,
        ],
        SERVICE,
    ),
    Deviation(&["balena_service_env_variable_remove"], &["DELETE /v7/service_environment_variable(7)"], ROW),
    Deviation(
        &["balena_service_env_variable_update: POST answered 409 unique"],
        &[
            "GET /v7/service_environment_variable({variable.id})?$select=id",
            r#"PATCH /v7/service_environment_variable({variable.id}) {value="v"}"#,
        ],
        ROW,
    ),
    Deviation(&["balena_application_tag_get_all"], &["GET /v7/application_tag?$orderby=tag_key asc"], GONE),
    Deviation(
        &["balena_application_tag_set: POST answered 409 unique"],
        &[
            r#"POST /v7/application_tag {application={app_id}, tag_key="tag1", value="v"}"#,
            r#"PATCH /v7/application_tag?$filter=application eq {app_id} and tag_key eq 'tag1' {value="v"}"#,
        ],
        BRACKETS,
    ),
    Deviation(
        &["balena_device_tag_set: POST answered 409 unique"],
        &[
            "GET /v7/device(uuid='{uuid}')?$select=id",
            r#"POST /v7/device_tag {device={device.id}, tag_key="tag1", value="v"}"#,
            r#"PATCH /v7/device_tag?$filter=device eq {device.id} and tag_key eq 'tag1' {value="v"}"#,
        ],
        BRACKETS,
    ),
    Deviation(
        &["balena_release_tag_get_all_by_release"],
        &[
            "GET /v7/release({release.id})?$select=id",
            "GET /v7/release_tag?$filter=release eq {release.id}&$orderby=tag_key asc",
        ],
        FILTER,
    ),
    Deviation(
        &["balena_release_tag_set: POST answered 409 unique"],
        &[
            r#"POST /v7/release_tag {release={release.id}, tag_key="tag1", value="v"}"#,
            r#"PATCH /v7/release_tag?$filter=release eq {release.id} and tag_key eq 'tag1' {value="v"}"#,
        ],
        BRACKETS,
    ),
    Deviation(
        &["balena_api_key_update"],
        &["GET /v7/api_key({api_key.id})?$select=id", r#"PATCH /v7/api_key({api_key.id}) {name="n"}"#],
        "to a write that reaches nothing the server answers 200, so that it is looked for first",
    ),
    Deviation(
        &["balena_key_create"],
        &[
            "GET /actor/v1/whoami",
            r#"POST /v7/user__has__public_key {public_key="ssh-rsa AAA", title="t", user={user.id}}"#,
        ],
        ASKS,
    ),
    Deviation(
        &["balena_key_get_all: HTTP 429"],
        &["GET /v7/user__has__public_key", "GET /v7/user__has__public_key"],
        AGAIN,
    ),
    Deviation(
        &["balena_key_get_all: token older than one day: a pine call does not refresh"],
        &["GET /user/v1/refresh-token", "GET /v7/user__has__public_key"],
        REFRESH,
    ),
    Deviation(
        &["balena_image_get"],
        &[
            "GET /v7/image({image.id})?$select=id,content_hash,dockerfile,image_size,is_a_build_of__service,is_stored_at__image_location,project_type,push_timestamp,start_timestamp,end_timestamp,status",
        ],
        "the document's fields, without the build log",
    ),
    Deviation(
        &["balena_release_get: commit", "balena_release_get: by commit"],
        &["GET /v7/release?$filter=commit eq '{commit}'&$top=2"],
        "a second match shows that the commit is ambiguous",
    ),
    Deviation(
        &["balena_release_get_with_image_details"],
        &[
            "GET /v7/release({release.id})?$expand=release_image($expand=image($select=id;$expand=is_a_build_of__service($select=service_name))),is_created_by__user($select=id,username)",
            "GET /v7/release({release.id})?$expand=release_image($expand=image($select=id;$expand=is_a_build_of__service($select=service_name)))",
        ],
        "openBalena, which the simulator is here, has no is_created_by__user and is asked again without",
    ),
    Deviation(
        &["balena_service_get_all_by_application"],
        &[
            "GET /v7/application({app_id})?$select=id",
            "GET /v7/service?$filter=application eq {app_id}&$orderby=service_name asc",
        ],
        FILTER,
    ),
    Deviation(
        &["balena_device_get_device_url: not accessible"],
        &["GET /v7/device(uuid='{uuid}')?$select=is_web_accessible,uuid"],
        "the same in another order",
    ),
    Deviation(
        &["balena_device_get_manifest_by_application"],
        &[
            "GET /v7/application?$expand=is_for__device_type($select=slug)&$filter=(is_directly_accessible_by__user/any(dau:1 eq 1)) and (slug eq 'my_user/foo')&$select=id&$top=2",
            "GET /device-types/v1",
        ],
        GONE,
    ),
    Deviation(
        &["balena_device_get_os_update_status"],
        &["GET /v7/device(uuid='{uuid}')?$select=update_status,last_update_status_event,overall_progress,os_version"],
        "updates run detached unless the caller says otherwise, and of those the actions server knows nothing",
    ),
    Deviation(
        &["balena_device_get_supervisor_target_state"],
        &["GET /device/v2/{uuid}/state"],
        "the uuid is known already, and the route itself tells that there is no such device",
    ),
    Deviation(
        &["balena_device_get_with_service_details"],
        &[
            "GET /v7/device(uuid='{uuid}')?$expand=image_install($select=id,download_progress,status,install_date;$filter=status ne 'deleted';$expand=installs__image($select=id;$expand=is_a_build_of__service($select=id,service_name)),is_provided_by__release($select=id,commit,raw_version))",
        ],
        "the document groups by service, not by application, so that no slug is needed",
    ),
    Deviation(
        &["balena_device_has_lock_override"],
        &[
            "GET /v7/device(uuid='{uuid}')?$expand=device_config_variable($select=value;$filter=name eq 'RESIN_OVERRIDE_LOCK'),belongs_to__application($select=id;$expand=application_config_variable($select=value;$filter=name eq 'RESIN_OVERRIDE_LOCK'))&$select=id",
        ],
        "of the device itself nothing is needed",
    ),
    Deviation(
        &["balena_device_note: list of ids, one missing"],
        &["GET /v7/device?$filter=id in ({device.id},1235)&$orderby=device_name asc&$select=id"],
        "the same without a blank",
    ),
    Deviation(
        &["balena_device_os_download"],
        &[
            "GET /v7/application({app_id})?$expand=is_for__device_type($select=id,slug)&$select=id",
            "GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id,slug&$top=1",
            "GET /download?appId={app_id}&deviceType=raspberrypi3&network=ethernet&version=2.29.2+rev1.prod",
        ],
        "the application is looked for, so that a missing one has its own error, and network is asked for as the document does",
    ),
    Deviation(
        &["balena_device_os_download: latest"],
        &[
            "GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id,slug&$top=1",
            "GET /v7/application?$expand=application_tag($select=tag_key,value),owns__release($select=raw_version,variant;$expand=release_tag($select=tag_key,value);$filter=is_final eq true and is_invalidated eq false and status eq 'success')&$filter=is_host eq true and is_for__device_type eq {device_type.id}&$select=id",
            "GET /download?deviceType=raspberrypi3&version=6.3.0-rc1",
        ],
        ASKS,
    ),
    Deviation(
        &["balena_device_os_get_config: by slug"],
        &[
            "GET /v7/application(slug='my_user/foo')?$select=id",
            r#"POST /download-config {appId={app_id}, network="ethernet", version="2.29.2+rev1.prod"}"#,
        ],
        "references have forms that can't overlap, so that a slug is a key",
    ),
    Deviation(
        &["balena_device_os_get_supported_versions"],
        &[
            "GET /v7/device_type?$filter=device_type_alias/any(dta:dta/is_referenced_by__alias eq 'raspberrypi3') or slug eq 'raspberrypi3' or name eq 'raspberrypi3'&$orderby=name asc&$select=id&$top=1",
            "GET /v7/application?$expand=application_tag($select=tag_key,value),owns__release($select=raw_version,variant;$expand=release_tag($select=tag_key,value);$filter=is_final eq true and is_invalidated eq false and status eq 'success')&$filter=is_host eq true and is_for__device_type eq {device_type.id}&$select=id",
        ],
        ASKS,
    ),
    Deviation(
        &["balena_device_start_os_update"],
        &[
            "GET /v7/device?$expand=is_of__device_type($select=id,slug)&$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id,uuid,is_connected_to_vpn,os_version,os_variant",
            "GET /v7/application?$expand=application_tag($select=tag_key,value),owns__release($select=raw_version,variant;$expand=release_tag($select=tag_key,value);$filter=is_final eq true and is_invalidated eq false and status eq 'success')&$filter=is_host eq true and is_for__device_type eq {device_type.id}&$select=id",
            r#"POST https://actions.{deviceUrlsBase}/v2/{uuid}/resinhup {parameters={target_version="6.0.24"}}"#,
        ],
        FIT,
    ),
    Deviation(
        &["balena_device_start_os_update: runDetached false", "balena_device_start_os_update: run_detached=False"],
        &[
            "GET /v7/device?$expand=is_of__device_type($select=id,slug)&$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id,uuid,is_connected_to_vpn,os_version,os_variant",
            "GET /v7/application?$expand=application_tag($select=tag_key,value),owns__release($select=raw_version,variant;$expand=release_tag($select=tag_key,value);$filter=is_final eq true and is_invalidated eq false and status eq 'success')&$filter=is_host eq true and is_for__device_type eq {device_type.id}&$select=id",
            r#"POST https://actions.{deviceUrlsBase}/v1/{uuid}/resinhup {parameters={target_version="6.0.24"}}"#,
        ],
        FIT,
    ),
    Deviation(
        &["balena_device_start_os_update: offline"],
        &[
            "GET /v7/device?$expand=is_of__device_type($select=id,slug)&$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id,uuid,is_connected_to_vpn,os_version,os_variant",
        ],
        FIT,
    ),
    Deviation(
        &["balena_device_set_to_release"],
        &[
            "GET /v7/device?$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id,belongs_to__application",
            "GET /v7/release?$filter=commit eq '{commit}' and status eq 'success' and belongs_to__application eq {app_id}&$orderby=created_at desc&$select=id&$top=1",
            "PATCH /v7/device?$filter=id in ({device.id}) {is_pinned_on__release={release.id}}",
        ],
        "the commit is asked for once",
    ),
    Deviation(
        &["balena_device_set_to_release_by_id", "balena_device_set_to_release_by_id: by id"],
        &[
            "GET /v7/device?$filter=uuid eq '{uuid}'&$orderby=device_name asc&$select=id,belongs_to__application",
            "GET /v7/release?$filter=id eq {release.id} and status eq 'success' and belongs_to__application eq {app_id}&$orderby=created_at desc&$select=id&$top=1",
            "PATCH /v7/device?$filter=id in ({device.id}) {is_pinned_on__release={release.id}}",
        ],
        "the id is asked for once",
    ),
    Deviation(
        &["balena_device_restart", "balena_supervisor_restart"],
        &[
            "GET /v7/device(uuid='{uuid}')?$expand=belongs_to__application($select=id)&$select=id",
            "POST /supervisor/v1/restart {appId={app_id}, data={appId={app_id}}, deviceId={device.id}}",
        ],
        "every supervisor can restart, so that its version is not needed",
    ),
    Deviation(
        &["balena_supervisor_get_device_state"],
        &[
            "GET /v7/device(uuid='{uuid}')?$select=uuid,supervisor_version",
            r#"POST /supervisor/v1/device {method="GET", uuid="{uuid}"}"#,
        ],
        "the document has it refused where the supervisor is older than 1.6",
    ),
    Deviation(
        &["balena_supervisor_regenerate_supervisor_api_key"],
        &[
            "GET /v7/device(uuid='{uuid}')?$expand=belongs_to__application($select=id)&$select=id",
            "POST /supervisor/v1/regenerate-api-key {appId={app_id}, deviceId={device.id}}",
        ],
        GONE,
    ),
    Deviation(&["balena_supervisor_blink: on device"], &["POST http://{supervisor}/v1/blink"], KEY),
    Deviation(&["balena_supervisor_get_device_state: on device"], &["GET http://{supervisor}/v1/device"], KEY),
    Deviation(&["balena_supervisor_ping: on device"], &["GET http://{supervisor}/ping"], KEY),
    Deviation(
        &["balena_supervisor_purge: on device"],
        &["POST http://{supervisor}/v1/purge {appId={app_id}}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_reboot: on device"],
        &["POST http://{supervisor}/v1/reboot {force=false}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_restart: on device"],
        &["POST http://{supervisor}/v1/restart {appId={app_id}}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_restart_service: on device"],
        &["POST http://{supervisor}/v2/applications/{app_id}/restart-service {appId={app_id}, imageId=5}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_shutdown: on device"],
        &["POST http://{supervisor}/v1/shutdown {force=false}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_start_service: on device"],
        &["POST http://{supervisor}/v2/applications/{app_id}/start-service {appId={app_id}, imageId=5}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_stop_service: on device"],
        &["POST http://{supervisor}/v2/applications/{app_id}/stop-service {appId={app_id}, imageId=5}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_update: on device"],
        &["POST http://{supervisor}/v1/update {force=false}"],
        KEY_AND_DATA,
    ),
    Deviation(
        &["balena_supervisor_reboot: on device, force"],
        &["POST http://{supervisor}/v1/reboot {force=true}"],
        KEY,
    ),
    Deviation(
        &["balena_supervisor_ping: on device, but for another device id: goes to the cloud"],
        &[
            "GET /v7/device({device.id})?$expand=belongs_to__application($select=id)&$select=id",
            r#"POST /supervisor/ping {appId={app_id}, deviceId={device.id}, method="GET"}"#,
        ],
        "without a second slash",
    ),
];
