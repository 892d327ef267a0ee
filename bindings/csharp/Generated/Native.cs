// Generated from src/ffi by cargo test --test bindings. Don't edit: BLESS=1 rewrites it.

#nullable enable

using System;
using System.Runtime.InteropServices;

namespace Balena
{
    /// <summary>The functions of the C library, as include/balena.h declares them.</summary>
    internal static unsafe class Native
    {
        private const string Library = "balena";

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_api_key_create(
            ClientHandle client, byte* name, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_api_key_get_all(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_api_key_revoke(
            ClientHandle client, long id, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_api_key_update(
            ClientHandle client, long id, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_create(
            ClientHandle client, byte* name, byte* deviceType, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_disable_device_urls(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_disable_rolling_updates(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_enable_device_urls(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_enable_rolling_updates(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_generate_provisioning_key(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_get(
            ClientHandle client, byte* name, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_get_all(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_for_each(
            ClientHandle client, byte* options, IntPtr callback, IntPtr userData, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_get_by_id(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_get_by_owner(
            ClientHandle client, byte* name, byte* owner, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_get_config(
            ClientHandle client, byte* application, byte* version, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_get_target_release_hash(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_grant_support_access(
            ClientHandle client, byte* application, long expiryTimestamp, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_has(
            ClientHandle client, byte* name, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_has_any(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_is_tracking_latest_release(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_remove(
            ClientHandle client, byte* name, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_restart(
            ClientHandle client, byte* name, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_revoke_support_access(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_set_to_release(
            ClientHandle client, byte* application, byte* release, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_track_latest_release(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_will_track_new_releases(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_config_variable_create(
            ClientHandle client, byte* application, byte* configVarName, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_config_variable_get_all(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_config_variable_remove(
            ClientHandle client, long varId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_config_variable_update(
            ClientHandle client, long varId, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_env_variable_create(
            ClientHandle client, byte* application, byte* envVarName, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_env_variable_get_all(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_env_variable_is_system_variable(
            ClientHandle client, byte* variable, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_env_variable_remove(
            ClientHandle client, long varId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_env_variable_update(
            ClientHandle client, long varId, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_tag_get_all(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_tag_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_tag_remove(
            ClientHandle client, byte* application, byte* tagKey, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_application_tag_set(
            ClientHandle client, byte* application, byte* tagKey, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_authenticate(
            ClientHandle client, byte* username, byte* password, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_get_email(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_get_token(ClientHandle client, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_get_user_id(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_is_logged_in(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_log_out(ClientHandle client, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_login(
            ClientHandle client, byte* username, byte* password, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_login_with_token(
            ClientHandle client, byte* token, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_register(
            ClientHandle client, byte* email, byte* password, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_auth_who_am_i(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_new(byte* options, out ClientHandle client, out byte* error);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_with(
            ClientHandle client, byte* options, out ClientHandle derived, out byte* error);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern void balena_cancel(ClientHandle client);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern void balena_free(IntPtr client);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern byte* balena_version();

        [DllImport(Library, ExactSpelling = true)]
        internal static extern byte* balena_code_name(int code);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_config_get_all(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_config_get_device_types(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_disable_device_url(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_disable_lock_override(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_enable_device_url(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_enable_lock_override(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_generate_device_key(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_generate_uuid(ClientHandle client, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_all(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_for_each(
            ClientHandle client, byte* options, IntPtr callback, IntPtr userData, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_all_by_application(
            ClientHandle client, byte* applicationName, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_all_by_application_id(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_application_name(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_by_name(
            ClientHandle client, byte* name, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_dashboard_url(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_device_slug(
            ClientHandle client, byte* deviceTypeName, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_device_url(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_display_name(
            ClientHandle client, byte* deviceTypeSlug, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_local_ip_address(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_manifest_by_application(
            ClientHandle client, byte* applicationName, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_manifest_by_slug(
            ClientHandle client, byte* slug, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_name(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_os_update_status(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_status(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_supervisor_state(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_supervisor_target_state(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_supported_device_types(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_get_with_service_details(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_grant_support_access(
            ClientHandle client, byte* device, long expiryTimestamp, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_has(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_has_device_url(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_has_lock_override(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_identify(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_is_online(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_is_tracking_application_release(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_move(
            ClientHandle client, byte* device, byte* applicationName, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_note(
            ClientHandle client, byte* device, byte* note, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_register(
            ClientHandle client, byte* application, byte* uuid, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_remove(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_rename(
            ClientHandle client, byte* device, byte* newName, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_restart(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_revoke_support_access(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_set_custom_location(
            ClientHandle client, byte* device, double latitude, double longitude, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_set_to_release(
            ClientHandle client, byte* device, byte* release, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_set_to_release_by_id(
            ClientHandle client, byte* device, byte* releaseId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_start_os_update(
            ClientHandle client, byte* device, byte* targetOsVersion, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_track_application_release(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_unset_custom_location(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_config_variable_create(
            ClientHandle client, byte* device, byte* configVarName, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_config_variable_get_all(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_config_variable_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_config_variable_remove(
            ClientHandle client, long varId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_config_variable_update(
            ClientHandle client, long varId, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_env_variable_create(
            ClientHandle client, byte* device, byte* envVarName, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_env_variable_get_all(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_env_variable_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_env_variable_remove(
            ClientHandle client, long varId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_env_variable_update(
            ClientHandle client, long varId, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_os_get_config(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_os_get_device_os_semver_with_variant(
            ClientHandle client, byte* osVersion, byte* osVariant, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_os_get_supported_versions(
            ClientHandle client, byte* deviceType, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_os_download(
            ClientHandle client, byte* options, IntPtr callback, IntPtr userData, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_os_parse_params(
            ClientHandle client, byte* parameters, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_service_env_variable_create(
            ClientHandle client, byte* device, byte* serviceName, byte* envVarName, byte* value, byte* options,
            out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_service_env_variable_get_all(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_service_env_variable_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_service_env_variable_remove(
            ClientHandle client, long varId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_service_env_variable_update(
            ClientHandle client, long varId, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_tag_get_all(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_tag_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_tag_get_all_by_device(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_tag_remove(
            ClientHandle client, byte* device, byte* tagKey, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_device_tag_set(
            ClientHandle client, byte* device, byte* tagKey, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern void balena_string_free(byte* text);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern UIntPtr balena_string_length(byte* text);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_json_get(byte* json, byte* pointer, out byte* text);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_json_length(byte* json, byte* pointer, out UIntPtr count);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_json_for_each(
            byte* json, byte* pointer, IntPtr callback, IntPtr userData);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_image_get(ClientHandle client, long id, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_image_get_log(
            ClientHandle client, long id, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_key_create(
            ClientHandle client, byte* title, byte* key, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_key_get(ClientHandle client, long id, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_key_get_all(ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_key_remove(
            ClientHandle client, long id, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_logs_history(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_logs_subscribe(
            ClientHandle client, byte* device, byte* options, IntPtr callback, IntPtr userData, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_logs_unsubscribe(ClientHandle client, byte* device, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_logs_unsubscribe_all(ClientHandle client, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_pine_get(
            ClientHandle client, byte* resource, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_pine_post(
            ClientHandle client, byte* resource, byte* body, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_pine_patch(
            ClientHandle client, byte* resource, byte* body, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_pine_delete(
            ClientHandle client, byte* resource, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_pine_upsert(
            ClientHandle client, byte* resource, byte* naturalKey, byte* body, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_get(
            ClientHandle client, byte* release, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_for_each(
            ClientHandle client, byte* application, byte* options, IntPtr callback, IntPtr userData, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_get_latest_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_get_with_image_details(
            ClientHandle client, byte* release, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_tag_get_all(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_tag_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_tag_get_all_by_release(
            ClientHandle client, byte* release, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_tag_remove(
            ClientHandle client, byte* release, byte* tagKey, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_release_tag_set(
            ClientHandle client, byte* release, byte* tagKey, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_service_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_service_env_variable_create(
            ClientHandle client, byte* application, byte* serviceName, byte* envVarName, byte* value, byte* options,
            out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_service_env_variable_get_all_by_application(
            ClientHandle client, byte* application, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_service_env_variable_remove(
            ClientHandle client, long varId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_service_env_variable_update(
            ClientHandle client, long varId, byte* value, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_settings_get(ClientHandle client, byte* key, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_settings_get_all(ClientHandle client, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_settings_has(ClientHandle client, byte* key, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_settings_remove(ClientHandle client, byte* key, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_settings_set(
            ClientHandle client, byte* key, byte* value, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_blink(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_force_api_endpoint(
            ClientHandle client, byte endpoint, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_get_application_info(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_get_device_state(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_ping(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_purge(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_reboot(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_regenerate_supervisor_api_key(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_restart(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_restart_service(
            ClientHandle client, byte* device, long imageId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_shutdown(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_start_application(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_start_service(
            ClientHandle client, byte* device, long imageId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_stop_application(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_stop_service(
            ClientHandle client, byte* device, long imageId, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_supervisor_update(
            ClientHandle client, byte* device, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_two_factor_auth_challenge(
            ClientHandle client, byte* code, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_two_factor_auth_generate_code(
            ClientHandle client, byte* secret, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_two_factor_auth_get_otpauth_secret(
            ClientHandle client, byte* options, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_two_factor_auth_is_enabled(ClientHandle client, out byte* @out);

        [DllImport(Library, ExactSpelling = true)]
        internal static extern BalenaCode balena_two_factor_auth_is_passed(ClientHandle client, out byte* @out);
    }
}
