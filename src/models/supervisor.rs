//! The supervisors of devices: the one beside this process is asked directly, the others through the API's proxy.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::{Method, Response};
use crate::models::{auth, device};
use crate::options::{Options, TIMEOUT, invalid};
use crate::pine::{self, Id};
use crate::reference::{self, row_id};
use crate::supervisor;
use crate::versions::Version;

const APPLICATION: &str = "application";
/// Goes on in spite of an application that holds the lock against updates.
pub(super) const FORCE: &str = "force";

/// The supervisors of devices.
pub struct Supervisor<'a>(pub(crate) &'a Client);

impl Supervisor<'_> {
    /// See `balena_supervisor_blink`.
    pub fn blink(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        self.ask(&BLINK, device, None, options).map(|_| Document::null())
    }

    /// See `balena_supervisor_force_api_endpoint`.
    pub fn force_api_endpoint(&self, endpoint: bool) -> Result<Document, Error> {
        if endpoint && self.0.supervisor_nearby().is_none() {
            let message = "There is no supervisor to ask: neither options nor environment give its address and key.";
            return Err(Error::new(Code::INVALID_OPTION, message));
        }
        self.0.ask_nearby(endpoint);
        Ok(Document::null())
    }

    /// See `balena_supervisor_get_application_info`.
    pub fn get_application_info(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        pine::object(self.ask(&APPLICATION_INFO, device, None, options)?)
    }

    /// See `balena_supervisor_get_device_state`.
    pub fn get_device_state(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        let state = Order { oldest: Some("1.6.0"), ..STATE };
        pine::object(self.ask(&state, device, None, options)?)
    }

    /// See `balena_supervisor_ping`.
    pub fn ping(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        Ok(Document::of(&auth::text(&self.ask(&PING, device, None, options)?)?))
    }

    /// See `balena_supervisor_purge`.
    pub fn purge(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        pine::object(self.ask(&PURGE, device, None, options)?)
    }

    /// See `balena_supervisor_reboot`.
    pub fn reboot(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        pine::object(self.ask(&REBOOT, device, None, options)?)
    }

    /// See `balena_supervisor_regenerate_supervisor_api_key`.
    pub fn regenerate_supervisor_api_key(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        let nearby = self.nearby(device);
        let key = auth::text(&self.ask_at(nearby, &REGENERATE_KEY, device, None, options)?)?;
        if let Some(nearby) = nearby {
            let renewed = supervisor::key(&key);
            nearby.renew_key(renewed.ok_or_else(|| Error::new(Code::DECODE, "The answer is no key of a supervisor."))?);
        }
        Ok(Document::of(&key))
    }

    /// See `balena_supervisor_restart`.
    pub fn restart(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        Ok(Document::of(&auth::text(&self.ask(&RESTART, device, None, options)?)?))
    }

    /// See `balena_supervisor_restart_service`.
    pub fn restart_service(&self, device: Option<&str>, image_id: i64, options: &Options) -> Result<Document, Error> {
        self.ask(&RESTART_SERVICE, device, Some(image_id), options).map(|_| Document::null())
    }

    /// See `balena_supervisor_shutdown`.
    pub fn shutdown(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        pine::object(self.ask(&SHUTDOWN, device, None, options)?)
    }

    /// See `balena_supervisor_start_application`.
    pub fn start_application(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        pine::object(self.ask(&START_APPLICATION, device, None, options)?)
    }

    /// See `balena_supervisor_start_service`.
    pub fn start_service(&self, device: Option<&str>, image_id: i64, options: &Options) -> Result<Document, Error> {
        self.ask(&START_SERVICE, device, Some(image_id), options).map(|_| Document::null())
    }

    /// See `balena_supervisor_stop_application`.
    pub fn stop_application(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        pine::object(self.ask(&STOP_APPLICATION, device, None, options)?)
    }

    /// See `balena_supervisor_stop_service`.
    pub fn stop_service(&self, device: Option<&str>, image_id: i64, options: &Options) -> Result<Document, Error> {
        self.ask(&STOP_SERVICE, device, Some(image_id), options).map(|_| Document::null())
    }

    /// See `balena_supervisor_update`.
    pub fn update(&self, device: Option<&str>, options: &Options) -> Result<Document, Error> {
        self.ask(&UPDATE, device, None, options).map(|_| Document::null())
    }

    /// The supervisor beside this process, where it is that of the device that is meant and to be asked directly.
    fn nearby(&self, device: Option<&str>) -> Option<&supervisor::Supervisor> {
        let own = self.0.kept_settings().device_uuid.as_deref();
        self.0.supervisor_to_ask().filter(|_| device.is_none() || device == own)
    }

    fn ask(
        &self,
        order: &Order,
        device: Option<&str>,
        image_id: Option<i64>,
        options: &Options,
    ) -> Result<Response, Error> {
        self.ask_at(self.nearby(device), order, device, image_id, options)
    }

    fn ask_at(
        &self,
        nearby: Option<&supervisor::Supervisor>,
        order: &Order,
        device: Option<&str>,
        image_id: Option<i64>,
        options: &Options,
    ) -> Result<Response, Error> {
        let known = &[APPLICATION, FORCE, TIMEOUT];
        let known = if order.force == Force::Never { &[APPLICATION, TIMEOUT][..] } else { known };
        let own = self.0.kept_settings();
        let image = image_id.map(|id| row_id("image_id", id)).transpose()?;
        if let Some(device) = device {
            reference::Device::parse(device)?;
        }
        if let Some(nearby) = nearby {
            let call = self.0.call_as_nobody(options, known)?.waiting_for_device();
            let application = application(options)?.or(own.app_id);
            return order.nearby(&call, nearby, &Given { application, force: options.flag(FORCE)?, image });
        }
        let call = self.0.call(options, known)?.waiting_for_device();
        let given = Given { application: application(options)?, force: options.flag(FORCE)?, image };
        let Some(device) = device.or(own.device_uuid.as_deref()) else {
            let message = "No device is given, and neither options nor environment say on which device this runs.";
            return Err(Error::new(Code::INVALID_OPTION, message));
        };
        order.through_api(&call, device, &given)
    }
}

/// The application that the options name.
fn application(options: &Options) -> Result<Option<i64>, Error> {
    let Some(given) = options.get(APPLICATION) else { return Ok(None) };
    let id = given.as_i64().or_else(|| given.as_str()?.parse().ok()).filter(|id| *id > 0);
    id.map(Some).ok_or_else(|| invalid(APPLICATION, "is not an id"))
}

/// What a supervisor can be asked.
pub(super) struct Order {
    method: Method,
    /// `{}` stands for the application's id.
    path: &'static str,
    /// How the API is told which device is meant.
    by: By,
    data: Data,
    force: Force,
    /// The oldest supervisor that can do it.
    oldest: Option<&'static str>,
}

enum By {
    Uuid,
    Id,
    IdAndApplication,
}

enum Data {
    Nothing,
    Application,
    ApplicationAndImage,
}

/// Whether the data says that a lock is to be ignored.
#[derive(PartialEq, Eq)]
enum Force {
    Never,
    /// Where the caller says so.
    IfGiven,
    Always,
}

const GET: Order = Order {
    method: Method::Get,
    path: "",
    by: By::IdAndApplication,
    data: Data::Nothing,
    force: Force::Never,
    oldest: None,
};
const POST: Order = Order { method: Method::Post, ..GET };
const OF_APPLICATION: Order = Order { oldest: Some("1.8.0"), ..POST };
const OF_SERVICE: Order =
    Order { data: Data::ApplicationAndImage, force: Force::IfGiven, oldest: Some("7.0.0"), ..POST };

pub(super) const BLINK: Order = Order { path: "v1/blink", by: By::Uuid, ..POST };
pub(super) const STATE: Order = Order { path: "v1/device", by: By::Uuid, ..GET };
pub(super) const RESTART: Order = Order { path: "v1/restart", data: Data::Application, force: Force::IfGiven, ..POST };
const APPLICATION_INFO: Order = Order { method: Method::Get, path: "v1/apps/{}", ..OF_APPLICATION };
const PING: Order = Order { path: "ping", ..GET };
const PURGE: Order = Order { path: "v1/purge", data: Data::Application, force: Force::IfGiven, ..POST };
const REBOOT: Order = Order { path: "v1/reboot", by: By::Id, force: Force::Always, ..POST };
const REGENERATE_KEY: Order = Order { path: "v1/regenerate-api-key", ..POST };
const RESTART_SERVICE: Order = Order { path: "v2/applications/{}/restart-service", ..OF_SERVICE };
const SHUTDOWN: Order = Order { path: "v1/shutdown", force: Force::Always, ..POST };
const START_APPLICATION: Order = Order { path: "v1/apps/{}/start", ..OF_APPLICATION };
const START_SERVICE: Order = Order { path: "v2/applications/{}/start-service", ..OF_SERVICE };
const STOP_APPLICATION: Order = Order { path: "v1/apps/{}/stop", force: Force::IfGiven, ..OF_APPLICATION };
const STOP_SERVICE: Order = Order { path: "v2/applications/{}/stop-service", ..OF_SERVICE };
const UPDATE: Order = Order { path: "v1/update", force: Force::Always, ..POST };

/// What the caller says besides the device.
#[derive(Default)]
pub(super) struct Given {
    pub application: Option<i64>,
    pub force: Option<bool>,
    pub image: Option<i64>,
}

/// A device as far as it matters here.
#[derive(Deserialize)]
struct Row {
    id: Option<i64>,
    uuid: Option<String>,
    supervisor_version: Option<String>,
    #[serde(rename = "belongs_to__application", default)]
    applications: Vec<Id>,
}

impl Order {
    /// Has the supervisor beside this process carry it out.
    fn nearby(&self, call: &Call<'_>, nearby: &supervisor::Supervisor, given: &Given) -> Result<Response, Error> {
        let path = self.path(given.application)?;
        let data = self.data(given.application, given)?;
        call.send_nearby(nearby, self.method, &path, data.as_ref()).map_err(|error| match self.oldest {
            // What it does not know it has a page for.
            Some(oldest) if error.http_status() == Some(404) && error.is_unsupported() => {
                error.renamed(Code::UNSUPPORTED_FUNCTION, format!("The supervisor is older than {oldest}."))
            }
            _ => error,
        })
    }

    /// Has the supervisor of a device carry it out, to which the API passes it on.
    pub(super) fn through_api(&self, call: &Call<'_>, device: &str, given: &Given) -> Result<Response, Error> {
        let row = self.find(call, device, given)?;
        let own = row.applications.first().map(|application| application.id);
        if let (Some(given), Some(own)) = (given.application, own)
            && given != own
        {
            return Err(device::not_found(format_args!("{device} in application {given}")));
        }
        if let (Some(oldest), Some(version)) = (self.oldest, row.supervisor_version.as_deref())
            && Version::parse(version).is_some_and(|version| Some(version) < Version::parse(oldest))
        {
            let message = format!("The supervisor of device {device} is {version}, and this needs {oldest}.");
            return Err(Error::new(Code::UNSUPPORTED_FUNCTION, message));
        }
        let application = given.application.or(own);
        let mut envelope = match self.by {
            By::Uuid => json!({ "uuid": row.uuid }),
            By::Id | By::IdAndApplication => json!({ "deviceId": row.id }),
        };
        if let Some(application) = application {
            envelope["appId"] = application.into();
        }
        if self.method == Method::Get {
            envelope["method"] = "GET".into();
        }
        if let Some(data) = self.data(application, given)? {
            envelope["data"] = data;
        }
        let target = format!("supervisor/{}", self.path(application)?);
        call.send(Method::Post, &target, Some(&envelope)).map_err(|error| match error.http_status() {
            Some(404) if error.message().contains("No online device") => {
                error.renamed(Code::DEVICE_OFFLINE, format!("Device {device} is not connected."))
            }
            _ => error,
        })
    }

    fn find(&self, call: &Call<'_>, device: &str, given: &Given) -> Result<Row, Error> {
        let mut select = match self.by {
            By::Uuid => "uuid",
            By::Id | By::IdAndApplication => "id",
        }
        .to_owned();
        if self.oldest.is_some() {
            select.push_str(",supervisor_version");
        }
        let with_application = matches!(self.by, By::IdAndApplication) || given.application.is_some();
        let expand = with_application.then_some("belongs_to__application($select=id)");
        device::find(call, device, &select, expand)
    }

    fn path(&self, application: Option<i64>) -> Result<String, Error> {
        match self.path.split_once("{}") {
            Some((before, behind)) => Ok(format!("{before}{}{behind}", needed(application)?)),
            None => Ok(self.path.to_owned()),
        }
    }

    /// What the supervisor gets as body.
    fn data(&self, application: Option<i64>, given: &Given) -> Result<Option<Value>, Error> {
        let mut data = Map::new();
        if !matches!(self.data, Data::Nothing) {
            data.insert("appId".into(), needed(application)?.into());
        }
        if let (Data::ApplicationAndImage, Some(image)) = (&self.data, given.image) {
            data.insert("imageId".into(), image.into());
        }
        if let Some(force) = given.force.or((self.force == Force::Always).then_some(false)) {
            data.insert(FORCE.into(), force.into());
        }
        Ok(if data.is_empty() { None } else { Some(data.into()) })
    }
}

fn needed(application: Option<i64>) -> Result<i64, Error> {
    let message = "It is not known to which application the device belongs: give the option application.";
    application.ok_or_else(|| Error::new(Code::MISSING_OPTION, message))
}
