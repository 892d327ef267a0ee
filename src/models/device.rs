//! Devices.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Display;
use std::ops::ControlFlow;
use std::time::{Duration, SystemTime};

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::{Bearer, Method};
use crate::models::device_type::{self, ARCHITECTURE, Named, WithType, runs};
use crate::models::installs::{INSTALLS, WithInstalls};
use crate::models::supervisor::{FORCE, Given};
use crate::models::{application, auth, config, device_config_variable, os_update, owner, pages, release, supervisor};
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{self, Id, ROW, ROWS, Resource, quoted};
use crate::reference::{self, ApplicationName, Devices, filled, sought};
use crate::versions::Version;

/// The variable by which updates go on although an application holds the lock against them.
const LOCK_OVERRIDE: &str = "name%20eq%20'RESIN_OVERRIDE_LOCK'";

/// What only some servers have, as errors call it.
const DEVICE_URLS: &str = "public URLs of devices";
const SUPPORT: &str = "access for support";
const LOCATIONS: &str = "custom locations of devices";

/// How long the key that registers one device is good for.
const PROVISIONING_TIME: Duration = Duration::from_secs(600);

/// Devices.
pub struct Device<'a>(pub(crate) &'a Client);

impl Device<'_> {
    /// See `balena_device_disable_device_url`.
    pub fn disable_device_url(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "is_web_accessible": false }), options, Some(DEVICE_URLS))
    }

    /// See `balena_device_disable_lock_override`.
    pub fn disable_lock_override(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.set_lock_override(device, "0", options)
    }

    /// See `balena_device_enable_device_url`.
    pub fn enable_device_url(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "is_web_accessible": true }), options, Some(DEVICE_URLS))
    }

    /// See `balena_device_enable_lock_override`.
    pub fn enable_lock_override(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.set_lock_override(device, "1", options)
    }

    /// See `balena_device_generate_device_key`.
    pub fn generate_device_key(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["name", "description", "expiry_date", TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let mut body = json!({});
        for key in ["name", "description"] {
            if let Some(text) = options.text(key)? {
                body[key] = text.into();
            }
        }
        if let Some(expiry) = options.date("expiry_date")? {
            body["expiryDate"] = expiry.into();
        }
        let id = read_id(&call, device)?;
        let answer = call.send(Method::Post, &format!("api-key/device/{id}/device-key"), Some(&body))?;
        Ok(Document::of(&auth::text(&answer)?))
    }

    /// See `balena_device_generate_uuid`.
    pub fn generate_uuid(&self) -> Result<Document, Error> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes)
            .map_err(|error| Error::new(Code::IO, "There are no random bytes.").caused_by(&error))?;
        Ok(Document::of(&format!("{:032x}", u128::from_be_bytes(bytes))))
    }

    /// See `balena_device_get`.
    pub fn get(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let device = reference::Device::parse(device)?;
        let rows = call.rows(&resource(device).with(options)?)?;
        if rows.len() > 1 {
            return Err(Error::new(Code::AMBIGUOUS_DEVICE, format!("More than one device answers to {device}.")));
        }
        rows.into_first().ok_or_else(|| not_found(device))
    }

    /// See `balena_device_get_all`.
    pub fn get_all(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        call.list(&by_name().with(options)?)
    }

    /// See `balena_device_for_each`.
    pub fn for_each(
        &self,
        options: &Options,
        callback: impl FnMut(&str) -> ControlFlow<()>,
    ) -> Result<Document, Error> {
        pages::for_each(self.0, options, |_| Ok(Resource::all("device")), callback)
    }

    /// See `balena_device_get_all_by_application`.
    pub fn get_all_by_application(&self, application_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let name = ApplicationName::parse("application_name", application_name)?;
        let devices = by_name().with(options)?;
        of_application(&call, devices, application::id_by_name(&call, &name)?)
    }

    /// See `balena_device_get_all_by_application_id`.
    pub fn get_all_by_application_id(&self, application: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let application = reference::Application::parse(application)?;
        let devices = by_name().with(options)?;
        of_application(&call, devices, application::id(&call, &application)?)
    }

    /// See `balena_device_get_application_name`.
    pub fn get_application_name(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(rename = "belongs_to__application")]
            applications: Vec<Application>,
        }
        #[derive(Deserialize)]
        struct Application {
            app_name: String,
        }
        let expand = Some("belongs_to__application($select=app_name)");
        let Row { applications } = self.find(device, "id", expand, options)?;
        Ok(Document::of(&applications.first().map(|application| &application.app_name)))
    }

    /// See `balena_device_get_by_name`.
    pub fn get_by_name(&self, name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROWS)?;
        let condition = format!("device_name%20eq%20{}", quoted(sought("name", name)?));
        call.list(&by_name().filter(condition).with(options)?)
    }

    /// See `balena_device_get_dashboard_url`.
    pub fn get_dashboard_url(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            uuid: String,
        }
        let call = self.0.call_as_nobody(options, &[TIMEOUT])?;
        let reference = reference::Device::parse(device)?;
        let Some(dashboard) = call.dashboard_url() else {
            let message = "The dashboard's address does not follow from api_endpoint: give the client a dashboard_url.";
            return Err(Error::new(Code::MISSING_OPTION, message));
        };
        let uuid = match reference {
            reference::Device::Uuid(uuid) => uuid.to_owned(),
            reference::Device::Id(_) => self.find::<Row>(device, "uuid", None, options)?.uuid,
        };
        Ok(Document::of(&format!("{dashboard}devices/{uuid}/summary")))
    }

    /// See `balena_device_get_device_slug`.
    pub fn get_device_slug(&self, device_type_name: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            slug: String,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let Row { slug } = device_type::find(&call, sought("device_type_name", device_type_name)?, "slug")?;
        Ok(Document::of(&slug))
    }

    /// See `balena_device_get_device_url`.
    pub fn get_device_url(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            is_web_accessible: bool,
            uuid: String,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let row: Row = find(&call, device, "is_web_accessible,uuid", None)?;
        if !row.is_web_accessible {
            let message = format!("Device {device} has no public URL: it was not enabled.");
            return Err(Error::new(Code::DEVICE_NOT_WEB_ACCESSIBLE, message));
        }
        let base = config::device_urls_base(&call, DEVICE_URLS)?;
        Ok(Document::of(&format!("https://{}.{base}", row.uuid)))
    }

    /// See `balena_device_get_display_name`.
    pub fn get_display_name(&self, device_type_slug: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let Named { name } = device_type::find(&call, sought("device_type_slug", device_type_slug)?, "name")?;
        Ok(Document::of(&name))
    }

    /// See `balena_device_get_local_ip_address`.
    pub fn get_local_ip_address(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            is_connected_to_vpn: bool,
            ip_address: Option<String>,
        }
        let row: Row = self.find(device, "is_connected_to_vpn,ip_address", None, options)?;
        if !row.is_connected_to_vpn {
            return Err(Error::new(Code::DEVICE_OFFLINE, format!("Device {device} is not connected.")));
        }
        let addresses: Vec<&str> = row.ip_address.iter().flat_map(|all| all.split_whitespace()).collect();
        Ok(Document::of(&addresses))
    }

    /// See `balena_device_get_manifest_by_application`.
    pub fn get_manifest_by_application(&self, application_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let name = ApplicationName::parse("application_name", application_name)?;
        let application: WithType = application::find_by_name(&call, &name, Some("is_for__device_type($select=slug)"))?;
        device_type::manifest(&call, &application.device_type()?.slug)
    }

    /// See `balena_device_get_manifest_by_slug`.
    pub fn get_manifest_by_slug(&self, slug: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call_as_nobody(options, &[TIMEOUT])?;
        device_type::manifest(&call, sought("slug", slug)?)
    }

    /// See `balena_device_get_name`.
    pub fn get_name(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            device_name: String,
        }
        let Row { device_name } = self.find(device, "device_name", None, options)?;
        Ok(Document::of(&device_name))
    }

    /// See `balena_device_get_os_update_status`.
    pub fn get_os_update_status(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            uuid: String,
        }
        let call = self.0.call(options, &[os_update::DETACHED, TIMEOUT])?;
        let reference = reference::Device::parse(device)?;
        if os_update::is_detached(options)? {
            let rows = call.rows(&resource(reference).select(os_update::PROGRESS))?;
            return rows.into_first().ok_or_else(|| not_found(device));
        }
        let call = call.waiting_for_device();
        let Row { uuid } = find(&call, device, "uuid", None)?;
        os_update::status(&call, &uuid)
    }

    /// See `balena_device_get_status`.
    pub fn get_status(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            overall_status: String,
        }
        let Row { overall_status } = self.find(device, "overall_status", None, options)?;
        Ok(Document::of(&overall_status))
    }

    /// See `balena_device_get_supervisor_state`.
    pub fn get_supervisor_state(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?.waiting_for_device();
        pine::object(supervisor::STATE.through_api(&call, device, &Given::default())?)
    }

    /// See `balena_device_get_supervisor_target_state`.
    pub fn get_supervisor_target_state(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["version", TIMEOUT])?;
        let reference = reference::Device::parse(device)?;
        let version = options.count("version")?.unwrap_or(2);
        if !matches!(version, 2 | 3) {
            return Err(invalid("version", "is neither 2 nor 3"));
        }
        let uuid = match reference {
            reference::Device::Uuid(uuid) => uuid.to_owned(),
            reference::Device::Id(_) => self::uuid(&call, device)?,
        };
        match call.send(Method::Get, &format!("device/v{version}/{uuid}/state"), None) {
            // Of a device that it does not know this route says that nothing changed.
            Err(error) if error.http_status() == Some(304) => {
                Err(error.renamed(Code::DEVICE_NOT_FOUND, missing(device)))
            }
            answer => pine::object(answer?),
        }
    }

    /// See `balena_device_get_supported_device_types`.
    pub fn get_supported_device_types(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        Ok(Document::of(&device_type::supported(&call)?))
    }

    /// See `balena_device_get_with_service_details`.
    pub fn get_with_service_details(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, ROW)?;
        let reference = reference::Device::parse(device)?;
        let rows = call.rows(&resource(reference).expand(INSTALLS).with(options)?)?;
        let installs: WithInstalls<'_> = rows.read_first()?.ok_or_else(|| not_found(device))?;
        let services = Document::of(&installs.by_service());
        let row = rows.into_first().ok_or_else(|| not_found(device))?;
        // Gateways are no more; the document's member stays for who reads it.
        let none = Document::of(&[(); 0]);
        row.with_members(&[("current_services", &services), ("current_gateway_downloads", &none)])
    }

    /// See `balena_device_grant_support_access`.
    pub fn grant_support_access(
        &self,
        device: &str,
        expiry_timestamp: i64,
        options: &Options,
    ) -> Result<Document, Error> {
        let until = application::future("expiry_timestamp", expiry_timestamp)?;
        let body = json!({ "is_accessible_by_support_until__date": until });
        self.update(device, &body, options, Some(SUPPORT))
    }

    /// See `balena_device_has`.
    pub fn has(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        Ok(Document::of(&!call.rows(&resource(device).select("id"))?.is_empty()))
    }

    /// See `balena_device_has_device_url`.
    pub fn has_device_url(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            is_web_accessible: bool,
        }
        let Row { is_web_accessible } = self.find(device, "is_web_accessible", None, options)?;
        Ok(Document::of(&is_web_accessible))
    }

    /// See `balena_device_has_lock_override`.
    pub fn has_lock_override(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(rename = "device_config_variable")]
            own: Vec<Variable>,
            #[serde(rename = "belongs_to__application")]
            applications: Vec<Application>,
        }
        #[derive(Deserialize)]
        struct Application {
            #[serde(rename = "application_config_variable")]
            variables: Vec<Variable>,
        }
        #[derive(Deserialize)]
        struct Variable {
            value: String,
        }
        let variable = format!("($select=value;$filter={LOCK_OVERRIDE})");
        let expand = format!(
            "device_config_variable{variable},belongs_to__application($select=id;$expand=application_config_variable{variable})"
        );
        let Row { own, applications } = self.find(device, "id", Some(&expand), options)?;
        let inherited = applications.iter().flat_map(|application| &application.variables);
        Ok(Document::of(&own.iter().chain(inherited).next().is_some_and(|variable| variable.value == "1")))
    }

    /// See `balena_device_identify`.
    pub fn identify(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?.waiting_for_device();
        reference::Device::parse(device)?;
        call.logged_in()?;
        supervisor::BLINK.through_api(&call, device, &Given::default())?;
        Ok(Document::null())
    }

    /// See `balena_device_is_online`.
    pub fn is_online(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            is_connected_to_vpn: bool,
        }
        let Row { is_connected_to_vpn } = self.find(device, "is_connected_to_vpn", None, options)?;
        Ok(Document::of(&is_connected_to_vpn))
    }

    /// See `balena_device_is_tracking_application_release`.
    pub fn is_tracking_application_release(&self, device: &str, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            #[serde(rename = "is_pinned_on__release")]
            pin: Option<IgnoredAny>,
        }
        let Row { pin } = self.find(device, "is_pinned_on__release", None, options)?;
        Ok(Document::of(&pin.is_none()))
    }

    /// See `balena_device_move`.
    pub fn move_(&self, device: &str, application_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let devices = Devices::parse(device)?;
        let name = ApplicationName::parse("application_name", application_name)?;
        let expand = format!("is_for__device_type{ARCHITECTURE}");
        let application: WithType = application::find_by_name(&call, &name, Some(&expand))?;
        let wanted = application.device_type()?.architecture()?;
        let moved: Vec<WithType> = find_all(&call, &devices, None, Some(&format!("is_of__device_type{ARCHITECTURE}")))?;
        for device in &moved {
            let own = device.device_type()?.architecture()?;
            if !runs(own, wanted) {
                let id = device.id;
                let message = format!("Device {id} ({own}) can't run what application {name} is built for ({wanted}).");
                return Err(Error::new(Code::INCOMPATIBLE_APPLICATION, message));
            }
        }
        let ids: Vec<i64> = moved.iter().map(|device| device.id).collect();
        call.update_many("device", &ids, &json!({ "belongs_to__application": application.id }))?;
        Ok(Document::null())
    }

    /// See `balena_device_note`.
    pub fn note(&self, device: &str, note: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "note": note }), options, None)
    }

    /// See `balena_device_register`.
    pub fn register(&self, application: &str, uuid: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &["device_type", "provisioning_key", TIMEOUT])?;
        let reference = reference::Application::parse(application)?;
        if !reference::is_device_uuid(uuid) {
            return Err(Error::invalid_parameter("uuid", "is not 32 or 62 hex digits in lower case"));
        }
        let device_type = options.text("device_type")?;
        let provisioning_key = options.text("provisioning_key")?;
        let mut body = json!({ "uuid": uuid });
        let (id, device_type) = match (provisioning_key, &reference, device_type) {
            // With a key of its own, and nothing to look up, this works on a station where nobody is logged in.
            (Some(_), reference::Application::Id(id), Some(device_type)) => (*id, device_type.to_owned()),
            _ => {
                call.logged_in()?;
                body["user"] = auth::who(&call)?.id.into();
                let expand = format!("is_for__device_type{ARCHITECTURE}");
                let found: WithType = application::find(&call, &reference, "id", Some(&expand))?;
                let own = &found.device_type()?.slug;
                (found.id, device_type.unwrap_or(own).to_owned())
            }
        };
        body["application"] = id.into();
        body["device_type"] = device_type.as_str().into();
        let key = match provisioning_key {
            Some(key) => key.to_owned(),
            None => short_lived_key(&call, id)?,
        };
        let bearer = Bearer::new(&key).ok_or_else(|| invalid("provisioning_key", "can't be sent in a header"))?;
        match call.send_as(Some(&bearer), Method::Post, "device/register", Some(&body), &[]) {
            Ok(response) => pine::object(response),
            Err(error) if error.http_status() == Some(404) => {
                Err(error.renamed(Code::INVALID_DEVICE_TYPE, format!("There is no device type {device_type}.")))
            }
            Err(error) => Err(error),
        }
    }

    /// See `balena_device_remove`.
    pub fn remove(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let devices = Devices::parse(device)?;
        call.logged_in()?;
        call.delete_many("device", &ids(&call, &devices)?)?;
        Ok(Document::null())
    }

    /// See `balena_device_rename`.
    pub fn rename(&self, device: &str, new_name: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        // A name for one device: several of the same name could no longer be told apart.
        let device = reference::Device::parse(device)?;
        let body = json!({ "device_name": filled("new_name", new_name)? });
        call.update_many("device", &[id(&call, device)?], &body)?;
        Ok(Document::null())
    }

    /// See `balena_device_restart`.
    pub fn restart(&self, device: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[FORCE, TIMEOUT])?.waiting_for_device();
        reference::Device::parse(device)?;
        let given = Given { force: options.flag(FORCE)?, ..Given::default() };
        call.logged_in()?;
        supervisor::RESTART.through_api(&call, device, &given)?;
        Ok(Document::null())
    }

    /// See `balena_device_revoke_support_access`.
    pub fn revoke_support_access(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "is_accessible_by_support_until__date": null }), options, Some(SUPPORT))
    }

    /// See `balena_device_set_custom_location`.
    pub fn set_custom_location(
        &self,
        device: &str,
        latitude: f64,
        longitude: f64,
        options: &Options,
    ) -> Result<Document, Error> {
        let latitude = degrees("latitude", latitude, 90.0)?;
        let longitude = degrees("longitude", longitude, 180.0)?;
        let body = json!({ "custom_latitude": latitude, "custom_longitude": longitude });
        self.update(device, &body, options, Some(LOCATIONS))
    }

    /// See `balena_device_set_to_release`.
    pub fn set_to_release(&self, device: &str, release: Option<&str>, options: &Options) -> Result<Document, Error> {
        match release.unwrap_or_default() {
            "" => self.track_application_release(device, options),
            release => self.pin(device, reference::Release::parse(release)?, options),
        }
    }

    /// See `balena_device_set_to_release_by_id`.
    pub fn set_to_release_by_id(
        &self,
        device: &str,
        release_id: Option<&str>,
        options: &Options,
    ) -> Result<Document, Error> {
        match release_id.unwrap_or_default() {
            "" => self.track_application_release(device, options),
            id => match reference::Release::parse(id) {
                Ok(release @ reference::Release::Id(_)) => self.pin(device, release, options),
                _ => Err(Error::invalid_parameter("release_id", "is not an id")),
            },
        }
    }

    /// See `balena_device_start_os_update`.
    pub fn start_os_update(&self, device: &str, target_os_version: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[os_update::DETACHED, TIMEOUT])?.waiting_for_device();
        let devices = Devices::parse(device)?;
        let target = Version::parse(target_os_version)
            .ok_or_else(|| Error::invalid_parameter("target_os_version", "is no version of balenaOS"))?;
        let is_detached = os_update::is_detached(options)?;
        let found = find_all(&call, &devices, Some(os_update::SELECT), Some(os_update::EXPAND))?;
        let mut started = os_update::start(&call, &found, &target, is_detached)?;
        if devices.is_set {
            let members: Vec<_> = started.iter().map(|(uuid, answer)| (*uuid, answer)).collect();
            Document::of(&json!({})).with_members(&members)
        } else {
            started.pop().map(|(_, answer)| answer).ok_or_else(|| not_found(device))
        }
    }

    /// See `balena_device_track_application_release`.
    pub fn track_application_release(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "is_pinned_on__release": null }), options, None)
    }

    /// See `balena_device_unset_custom_location`.
    pub fn unset_custom_location(&self, device: &str, options: &Options) -> Result<Document, Error> {
        self.update(device, &json!({ "custom_latitude": "", "custom_longitude": "" }), options, Some(LOCATIONS))
    }

    fn find<T: DeserializeOwned>(
        &self,
        device: &str,
        select: &str,
        expand: Option<&str>,
        options: &Options,
    ) -> Result<T, Error> {
        find(&self.0.call(options, &[TIMEOUT])?, device, select, expand)
    }

    /// Gives the devices these values. `what` is what a server may lack for it.
    fn update(&self, devices: &str, body: &Value, options: &Options, what: Option<&str>) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let devices = Devices::parse(devices)?;
        let written = call.update_many("device", &ids(&call, &devices)?, body);
        match what {
            Some(what) => written.map_err(|error| error.unless_unsupported(what))?,
            None => written?,
        }
        Ok(Document::null())
    }

    /// Pins the devices to a release, each to that of its own application.
    fn pin(&self, devices: &str, release: reference::Release<'_>, options: &Options) -> Result<Document, Error> {
        #[derive(Deserialize)]
        struct Row {
            id: i64,
            #[serde(rename = "belongs_to__application")]
            application: Option<Reference>,
        }
        #[derive(Deserialize)]
        struct Reference {
            #[serde(rename = "__id")]
            id: i64,
        }
        let call = self.0.call(options, &[TIMEOUT])?;
        let devices = Devices::parse(devices)?;
        let mut members: BTreeMap<Option<i64>, Vec<i64>> = BTreeMap::new();
        for row in find_all::<Row>(&call, &devices, Some("belongs_to__application"), None)? {
            members.entry(row.application.map(|application| application.id)).or_default().push(row.id);
        }
        let mut pins: Vec<(i64, Vec<i64>)> = Vec::new();
        for (application, ids) in members {
            let found = match application {
                Some(application) => release::successful(&call, application, release)?,
                None => None,
            };
            let missing = || {
                let message = format!("The application of device {} has no successful release {release}.", ids[0]);
                Error::new(Code::RELEASE_NOT_FOUND, message)
            };
            pins.push((found.ok_or_else(missing)?, ids));
        }
        let mut pinned = 0;
        for (target, ids) in pins {
            let written = call.update_many("device", &ids, &json!({ "is_pinned_on__release": target }));
            written.map_err(|error| match pinned {
                0 => error,
                pinned => error.after(format!("{pinned} devices of other applications were pinned before")),
            })?;
            pinned += ids.len();
        }
        Ok(Document::null())
    }

    fn set_lock_override(&self, device: &str, value: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let device = reference::Device::parse(device)?;
        let id = read_id(&call, device)?;
        device_config_variable::set(&call, id, "RESIN_OVERRIDE_LOCK", value)?;
        Ok(Document::null())
    }
}

/// A coordinate as the service keeps it: text.
fn degrees(argument: &str, value: f64, limit: f64) -> Result<String, Error> {
    // NaN lies in no range.
    if (-limit..=limit).contains(&value) {
        // Of 0 there is one, however it is signed.
        Ok((value + 0.0).to_string())
    } else {
        Err(Error::invalid_parameter(argument, &format!("is not between -{limit} and {limit}")))
    }
}

fn resource(device: reference::Device<'_>) -> Resource {
    match device {
        reference::Device::Id(id) => Resource::by_id("device", id),
        reference::Device::Uuid(uuid) => Resource::by_key("device", "uuid", uuid),
    }
}

fn by_name() -> Resource {
    Resource::all("device").orderby("device_name%20asc")
}

/// What `select` and `expand` ask of the one device that is meant.
pub(super) fn find<T: DeserializeOwned>(
    call: &Call<'_>,
    device: &str,
    select: &str,
    expand: Option<&str>,
) -> Result<T, Error> {
    let asked = resource(reference::Device::parse(device)?).select(select).expand(expand);
    call.rows(&asked)?.read_first()?.ok_or_else(|| not_found(device))
}

/// The id, and what `select` and `expand` ask, of each of these devices, which all exist: to a write that matches
/// nothing the server answers 200.
fn find_all<T: DeserializeOwned>(
    call: &Call<'_>,
    devices: &Devices<'_>,
    select: Option<&str>,
    expand: Option<&str>,
) -> Result<Vec<T>, Error> {
    #[derive(Deserialize)]
    struct Identity {
        id: i64,
        uuid: Option<String>,
    }
    let tells_uuid = select.is_some_and(|select| select.split(',').any(|field| field == "uuid"));
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    for chunk in devices.chunks() {
        let identity = match chunk[..] {
            [reference::Device::Uuid(_), _, ..] if !tells_uuid => "id,uuid",
            _ => "id",
        };
        let select = select.map_or(identity.to_owned(), |select| format!("{identity},{select}"));
        let asked = by_name().filter(reference::Device::condition(&chunk)).select(&select).expand(expand);
        let rows = call.rows(&asked)?;
        let identities: Vec<Identity> = rows.read()?;
        let is_there = |device: &reference::Device<'_>| match device {
            // A request for one asks for no more than its id.
            _ if chunk.len() == 1 => !identities.is_empty(),
            reference::Device::Id(id) => identities.iter().any(|row| row.id == *id),
            reference::Device::Uuid(uuid) => identities.iter().any(|row| row.uuid.as_deref() == Some(uuid)),
        };
        if let Some(missing) = chunk.iter().find(|device| !is_there(device)) {
            return Err(not_found(missing));
        }
        // One may be named by its uuid and by its id.
        found.extend(identities.iter().zip(rows.read()?).filter(|(row, _)| seen.insert(row.id)).map(|(_, row)| row));
    }
    Ok(found)
}

/// The ids of devices that all exist.
fn ids(call: &Call<'_>, devices: &Devices<'_>) -> Result<Vec<i64>, Error> {
    Ok(find_all(call, devices, None, None)?.into_iter().map(|Id { id }| id).collect())
}

/// Those of `devices` that belong to the application.
fn of_application(call: &Call<'_>, devices: Resource, application: i64) -> Result<Document, Error> {
    call.list(&devices.filter(format!("belongs_to__application%20eq%20{application}")))
}

/// The id of a device.
pub(crate) fn read_id(call: &Call<'_>, device: reference::Device<'_>) -> Result<i64, Error> {
    let found = call.rows(&resource(device).select("id"))?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(device))
}

/// Writes a row that belongs to a device.
pub(super) fn write_for(
    call: &Call<'_>,
    device: reference::Device<'_>,
    write: impl FnOnce(i64) -> Result<Document, Error>,
) -> Result<Document, Error> {
    let given = match device {
        reference::Device::Id(id) => Some(id),
        reference::Device::Uuid(_) => None,
    };
    owner::write(given, || read_id(call, device), write)
}

/// The uuid of a device.
pub(super) fn uuid(call: &Call<'_>, device: &str) -> Result<String, Error> {
    #[derive(Deserialize)]
    struct Row {
        uuid: String,
    }
    find(call, device, "uuid", None).map(|Row { uuid }| uuid)
}

/// The id of a device that exists: to a write that matches nothing the server answers 200.
fn id(call: &Call<'_>, device: reference::Device<'_>) -> Result<i64, Error> {
    let asked = by_name().filter(reference::Device::condition(&[device])).select("id");
    let found = call.rows(&asked)?.read_first()?;
    found.map(|Id { id }| id).ok_or_else(|| not_found(device))
}

pub(super) fn not_found(device: impl Display) -> Error {
    Error::new(Code::DEVICE_NOT_FOUND, missing(device))
}

pub(super) fn missing(device: impl Display) -> String {
    format!("There is no device {device}.")
}

/// A provisioning key that is good for as long as it takes to register a device.
fn short_lived_key(call: &Call<'_>, application: i64) -> Result<String, Error> {
    let expiry = humantime::format_rfc3339_millis(SystemTime::now() + PROVISIONING_TIME).to_string();
    application::provisioning_key(call, application, None, Some("Registers one device"), Some(expiry))
}
