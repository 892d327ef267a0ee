//! Where the service is and how patient a client is: defaults, then the file `balena.cfg` of the data directory, then
//! the environment (`BALENA_API_ENDPOINT` for `api_endpoint`, and so on), then the options of `balena_new`, each going
//! before what stands earlier here.

use std::collections::BTreeMap;
use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Code, Error};
use crate::files::{self, Locked};
use crate::http::{Bearer, Proxies};
use crate::ini::{Ini, Problem};
use crate::options::{Options, TIMEOUT, invalid};
use crate::{reference, supervisor};

/// The settings that mean something to this library, all of which are options of `balena_new` too.
const KNOWN: &[Known] = &[
    // Where the service is.
    known("api_endpoint", Some("https://api.balena-cloud.com/"), Kind::Address),
    // The version of the service's OData resources, and of its actions on devices.
    known("api_version", Some("v7"), Kind::Version { oldest: 7 }),
    known("device_actions_endpoint_version", Some("v2"), Kind::Version { oldest: 2 }),
    // Where a login and these settings are kept.
    known("data_directory", None, Kind::Place),
    // The deadline of a call, and how long making a connection may take.
    known(TIMEOUT, Some("30000"), Kind::Count),
    known("connect_timeout_ms", Some("10000"), Kind::Count),
    // How many connections are open at most.
    known("max_connections", Some("64"), Kind::Count),
    // The longest answer that is taken.
    known("body_limit_bytes", Some("1073741824"), Kind::Count),
    // The dashboard beside the service.
    known("dashboard_url", None, Kind::Address),
    // A PEM file of the certificate authorities to trust.
    known("ca_file", None, Kind::Text),
    // The proxy to go through.
    known("proxy", None, Kind::Text),
    // The age in milliseconds from which on a session token is exchanged for a fresh one.
    known("token_refresh_interval", Some("86400000"), Kind::Count),
    // The device that this runs on, its application and its supervisor: balenaOS names them in the environment.
    known("device_uuid", None, Kind::DeviceUuid),
    known("app_id", None, Kind::Count),
    known("supervisor_address", None, Kind::Address),
];

struct Known {
    key: &'static str,
    default: Option<&'static str>,
    kind: Kind,
}

const fn known(key: &'static str, default: Option<&'static str>, kind: Kind) -> Known {
    Known { key, default, kind }
}

enum Kind {
    Text,
    /// http or https, ending in `/`.
    Address,
    /// `v` and a number. The official Python SDK writes the version that it speaks itself to the file: an older one
    /// than we speak is not meant for us.
    Version {
        oldest: u32,
    },
    /// A whole number above 0.
    Count,
    DeviceUuid,
    /// The directory of the file, which therefore can't say it.
    Place,
}

/// No setting, although the official Python SDK keeps it among them.
const TOKEN: &str = "token";
/// The key of the supervisor on this device.
const SUPERVISOR_KEY: &str = "supervisor_api_key";
/// Options that are no settings, so that they are not kept and not shown.
const SECRETS: [&str; 2] = [TOKEN, SUPERVISOR_KEY];

/// No setting either: kept for one service it would be told the token of the next.
const ACTIONS: &str = "actions_endpoint";

/// The file and the section that the official Python SDK uses too.
const FILE: &str = "balena.cfg";
const SECTION: &str = "Settings";

/// A deadline that the caller named can't be further away than this.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

impl Known {
    fn of(key: &str) -> Option<&'static Known> {
        KNOWN.iter().find(|known| known.key == key)
    }

    /// A value as it is used, or why it can't be.
    fn check(&self, text: &str) -> Result<String, &'static str> {
        match self.kind {
            Kind::Text | Kind::Place if text.is_empty() || text.chars().any(char::is_control) => Err("is not a text"),
            Kind::Text | Kind::Place => Ok(text.to_owned()),
            Kind::Address => address(text),
            Kind::Version { .. } => version(text).map(|_| text.to_owned()).ok_or("is not v and a number"),
            Kind::Count => match text.parse::<u64>() {
                Ok(number) if number > 0 => Ok(number.to_string()),
                _ => Err("is not a whole number above 0"),
            },
            Kind::DeviceUuid if reference::is_device_uuid(text) => Ok(text.to_owned()),
            Kind::DeviceUuid => Err("is not a full uuid (32 or 62 hex digits)"),
        }
    }

    /// Why the file can't hold this value for us, however right it may be elsewhere.
    fn foreign(&self, text: &str) -> Option<&'static str> {
        match self.kind {
            Kind::Place => Some("can't be kept in a file that lies there"),
            Kind::Version { oldest } if version(text).is_some_and(|version| version < oldest) => {
                Some("is too old to be kept: give it as an option")
            }
            _ => None,
        }
    }
}

pub(crate) struct Settings {
    /// Ends in `/`.
    pub api_endpoint: String,
    /// `v7`
    pub api_version: String,
    /// `v2`
    pub device_actions_endpoint_version: String,
    /// Ends in `/`. None where the options don't say it: the service does.
    pub actions_endpoint: Option<String>,
    /// The session token or API key that the options gave.
    pub token: Option<String>,
    /// `None` keeps everything in memory.
    pub data_directory: Option<PathBuf>,
    /// The deadline of a call, where somebody named one.
    pub timeout: Option<Duration>,
    pub connect_timeout: Duration,
    pub max_connections: usize,
    /// The longest answer that is taken, in bytes.
    pub body_limit: u64,
    pub ca_file: Option<PathBuf>,
    /// Ends in `/`. None where it was not given and does not follow from the address of the API.
    pub dashboard_url: Option<String>,
    pub proxies: Proxies,
    /// The age from which on a session token is refreshed.
    pub token_refresh_interval: Duration,
    /// The device that this runs on.
    pub device_uuid: Option<String>,
    /// Its application.
    pub app_id: Option<i64>,
    /// Ends in `/`.
    pub supervisor_address: Option<String>,
    pub supervisor_key: Option<Bearer>,
    /// What the options and the environment say, by key.
    above: BTreeMap<&'static str, String>,
    file: SettingsFile,
}

impl Settings {
    pub fn new(options: &Options) -> Result<Self, Error> {
        let keys: Vec<&str> = KNOWN.iter().map(|known| known.key).chain(SECRETS).chain([ACTIONS]).collect();
        options.allow(&keys)?;
        let mut above = BTreeMap::new();
        for known in KNOWN {
            if let Some(text) = given(known, options)? {
                above.insert(known.key, text);
            }
        }
        let data_directory = match options.is_null("data_directory") {
            true => None,
            false => above.get("data_directory").map(PathBuf::from).or_else(home),
        };
        match &data_directory {
            Some(path) => above.insert("data_directory", path.to_string_lossy().into_owned()),
            None => above.remove("data_directory"),
        };
        let file = SettingsFile::new(data_directory.as_ref());
        let kept = match file.values() {
            // Without the file it is not known where the service is, and a token must not go to the wrong one.
            Err(error) if !above.contains_key("api_endpoint") => return Err(error),
            kept => kept.unwrap_or_default(),
        };
        let layers = Layers { above: &above, kept: &kept };
        let api_endpoint = layers.text("api_endpoint")?.unwrap_or_default();
        Ok(Settings {
            dashboard_url: match layers.text("dashboard_url")? {
                Some(address) => Some(address),
                // The first label of the host, and nothing else that is called so.
                None => api_endpoint.split_once("://api.").map(|(scheme, rest)| format!("{scheme}://dashboard.{rest}")),
            },
            api_endpoint,
            api_version: layers.text("api_version")?.unwrap_or_default(),
            device_actions_endpoint_version: layers.text("device_actions_endpoint_version")?.unwrap_or_default(),
            actions_endpoint: match options.text(ACTIONS)? {
                Some(text) => Some(address(text).map_err(|why| invalid(ACTIONS, why))?),
                None => None,
            },
            token: options.text(TOKEN)?.map(str::to_owned),
            data_directory,
            timeout: match layers.named(TIMEOUT)? {
                Some(_) => Some(duration(layers.count(TIMEOUT)?)),
                None => None,
            },
            connect_timeout: duration(layers.count("connect_timeout_ms")?),
            max_connections: layers.count("max_connections")?.min(1 << 16) as usize,
            body_limit: layers.count("body_limit_bytes")?,
            ca_file: layers.text("ca_file")?.map(PathBuf::from),
            proxies: match options.is_null("proxy") {
                true => Proxies::none(),
                false => match layers.text("proxy")? {
                    Some(address) => Proxies::named(&address)?,
                    None => Proxies::from_environment()?,
                },
            },
            token_refresh_interval: duration(layers.count("token_refresh_interval")?),
            device_uuid: layers.text("device_uuid")?,
            app_id: i64::try_from(layers.count("app_id")?).ok().filter(|id| *id > 0),
            supervisor_address: layers.text("supervisor_address")?,
            supervisor_key: supervisor_key(options)?,
            above,
            file,
        })
    }

    /// The value in force, if there is such a setting.
    pub fn get(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.get_all()?.remove(&name(key)?))
    }

    /// The values in force.
    pub fn get_all(&self) -> Result<BTreeMap<String, String>, Error> {
        let mut values = self.file.values()?;
        SECRETS.iter().for_each(|key| drop(values.remove(*key)));
        values.retain(|key, text| Known::of(key).is_none_or(|known| known.foreign(text).is_none()));
        for known in KNOWN {
            if let Some(text) = self.above.get(known.key) {
                values.insert(known.key.to_owned(), text.clone());
            } else if let (Some(default), false) = (known.default, values.contains_key(known.key)) {
                values.insert(known.key.to_owned(), default.to_owned());
            }
        }
        Ok(values)
    }

    pub fn set(&self, key: &str, value: &str) -> Result<(), Error> {
        let key = name(key)?;
        match key.as_str() {
            TOKEN => return Err(Error::invalid_parameter("key", "names the token, which a login keeps")),
            SUPERVISOR_KEY => {
                return Err(Error::invalid_parameter("key", "names the supervisor's key, which is not kept"));
            }
            _ => {}
        }
        let refused = |why: &str| Error::invalid_parameter("value", why);
        if value.chars().any(char::is_control) {
            return Err(refused("holds a control character"));
        }
        if value.trim() != value {
            return Err(refused("begins or ends with white space"));
        }
        let value = match Known::of(&key) {
            None => value.to_owned(),
            Some(known) => {
                let value = known.check(value).map_err(refused)?;
                known.foreign(&value).map_or(Ok(value), |why| Err(refused(why)))?
            }
        };
        self.file.change(&key, Some(&value)).map(|_| ())
    }

    /// Forgets a setting; false where there was none.
    pub fn remove(&self, key: &str) -> Result<bool, Error> {
        let key = name(key)?;
        if SECRETS.contains(&key.as_str()) { Ok(false) } else { self.file.change(&key, None) }
    }
}

/// A setting's name in lower case, as the file has it.
fn name(key: &str) -> Result<String, Error> {
    let refused = |why| Err(Error::invalid_parameter("key", why));
    if key.is_empty() {
        refused("is empty")
    } else if key.trim() != key || key.chars().any(char::is_control) {
        refused("begins or ends with white space, or holds a control character")
    } else if key.contains(['=', ':', '[', ']']) || key.starts_with(['#', ';']) {
        refused("holds one of = : [ ], or begins with # or ;")
    } else {
        Ok(key.to_lowercase())
    }
}

/// What the options or the environment say.
fn given(known: &Known, options: &Options) -> Result<Option<String>, Error> {
    let option = match known.kind {
        Kind::Count => options.count(known.key)?.map(|number| number.to_string()),
        _ => options.text(known.key)?.map(str::to_owned),
    };
    let (name, text) = match option {
        Some(text) => (known.key.to_owned(), text),
        None => match from_environment(known.key) {
            Some(found) => found,
            None => return Ok(None),
        },
    };
    known.check(&text).map(Some).map_err(|why| invalid(&name, why))
}

/// The variable that stands for an option, and what it says.
fn from_environment(key: &str) -> Option<(String, String)> {
    let variable = format!("BALENA_{}", key.to_uppercase());
    let text = env::var(&variable).ok().filter(|text| !text.is_empty())?;
    Some((variable, text))
}

/// The key that the options or the environment give.
fn supervisor_key(options: &Options) -> Result<Option<Bearer>, Error> {
    let option = options.text(SUPERVISOR_KEY)?.map(|text| (SUPERVISOR_KEY.to_owned(), text.to_owned()));
    let Some((name, text)) = option.or_else(|| from_environment(SUPERVISOR_KEY)) else { return Ok(None) };
    supervisor::key(&text).map(Some).ok_or_else(|| invalid(&name, "holds more than letters, digits and _"))
}

/// What the options and the environment say, over what the file says, over the defaults.
struct Layers<'a> {
    above: &'a BTreeMap<&'static str, String>,
    kept: &'a BTreeMap<String, String>,
}

impl Layers<'_> {
    /// The value that somebody gave.
    fn named(&self, key: &str) -> Result<Option<String>, Error> {
        if let Some(text) = self.above.get(key) {
            return Ok(Some(text.clone()));
        }
        match (Known::of(key), self.kept.get(key)) {
            (Some(known), Some(text)) if known.foreign(text).is_none() => {
                known.check(text).map(Some).map_err(|why| invalid(&format!("{key} in {FILE}"), why))
            }
            _ => Ok(None),
        }
    }

    fn text(&self, key: &str) -> Result<Option<String>, Error> {
        let default = || Known::of(key).and_then(|known| known.default).map(str::to_owned);
        Ok(self.named(key)?.or_else(default))
    }

    fn count(&self, key: &str) -> Result<u64, Error> {
        Ok(self.text(key)?.and_then(|text| text.parse().ok()).unwrap_or_default())
    }
}

/// The settings that are kept: in the data directory, or in memory where there is none or it can't be written to.
struct SettingsFile {
    directory: Option<PathBuf>,
    memory: Mutex<Option<String>>,
}

impl SettingsFile {
    fn new(directory: Option<&PathBuf>) -> Self {
        let memory = if directory.is_none() { Some(String::new()) } else { None };
        SettingsFile { directory: directory.cloned(), memory: Mutex::new(memory) }
    }

    fn values(&self) -> Result<BTreeMap<String, String>, Error> {
        let memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let text = match (&*memory, &self.directory) {
            (Some(text), _) => text.clone(),
            (None, Some(directory)) => read(directory)?,
            (None, None) => String::new(),
        };
        Ok(Ini::parse(&text).map_err(unusable)?.section(SECTION))
    }

    /// Sets or forgets a value; false when there was nothing to forget.
    fn change(&self, key: &str, value: Option<&str>) -> Result<bool, Error> {
        let mut memory = self.memory.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = |text: &str| -> Result<Option<String>, Error> {
            let ini = Ini::parse(text).map_err(unusable)?;
            if value.is_none() && !ini.section(SECTION).contains_key(key) {
                return Ok(None);
            }
            let text = ini.with(SECTION, key, value).map_err(unusable)?;
            match text.len() > files::LARGEST {
                true => Err(Error::new(Code::LIMIT, format!("{FILE} would be larger than {} bytes.", files::LARGEST))),
                false => Ok(Some(text)),
            }
        };
        if let (None, Some(directory)) = (&*memory, &self.directory) {
            match change_file(directory, changed) {
                Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => *memory = Some(read(directory)?),
                Err(error) => return Err(Error::new(Code::IO, format!("{FILE} can't be written.")).caused_by(&error)),
                Ok(done) => return done,
            }
        }
        match changed(memory.as_deref().unwrap_or_default())? {
            Some(text) => *memory = Some(text),
            None => return Ok(false),
        }
        Ok(true)
    }
}

fn read(directory: &Path) -> Result<String, Error> {
    let text = files::read(&directory.join(FILE));
    let text = text.map_err(|error| Error::new(Code::IO, format!("{FILE} can't be read.")).caused_by(&error))?;
    Ok(text.unwrap_or_default())
}

/// Changes the file under its lock, unless there is nothing to change. The outer error says that it can't be written.
fn change_file(
    directory: &Path,
    changed: impl Fn(&str) -> Result<Option<String>, Error>,
) -> io::Result<Result<bool, Error>> {
    let locked = Locked::new(directory, files::PATIENCE)?;
    match read(directory).and_then(|text| changed(&text)) {
        Ok(Some(text)) => locked.replace(FILE, &text).map(|()| Ok(true)),
        Ok(None) => Ok(Ok(false)),
        Err(error) => Ok(Err(error)),
    }
}

fn unusable(problem: Problem) -> Error {
    Error::new(Code::IO, format!("{FILE} can't be used: {problem}."))
}

/// So many milliseconds, or as many as can be waited for.
pub(crate) fn duration(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds).min(LONGEST)
}

/// The directory that the official CLI and SDKs use too, or none where there is no home to put it in.
fn home() -> Option<PathBuf> {
    let home = env::var_os("HOME").filter(|home| !home.is_empty() && home != "/")?;
    Some(PathBuf::from(home).join(".balena"))
}

/// The number of a version.
fn version(text: &str) -> Option<u32> {
    let digits = text.strip_prefix('v')?;
    if digits.bytes().all(|byte| byte.is_ascii_digit()) { digits.parse().ok() } else { None }
}

/// Checks the address of the service and ends it with `/`.
fn address(text: &str) -> Result<String, &'static str> {
    let mut address = text.to_owned();
    if !address.ends_with('/') {
        address.push('/');
    }
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    let plain = rest.is_some_and(|rest| {
        !rest.starts_with(['/', ':']) && !rest.contains(['@', '?', '#', '\\', '"', '<', '>', '%']) && rest.is_ascii()
    });
    if plain && !address.contains(char::is_whitespace) && !address.contains("/../") {
        Ok(address)
    } else {
        Err("is not an http or https URL without user, query or fragment")
    }
}
