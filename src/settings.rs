//! Where the service is and how patient a client is: defaults, then the environment (`BALENA_API_ENDPOINT` for
//! `api_endpoint`, and so on), then the options of `balena_new`, each going before what stands earlier here.

use std::env;
use std::path::PathBuf;
use std::time::Duration;

use crate::error::Error;
use crate::options::{Options, TIMEOUT, invalid};

/// The options of `balena_new`.
const KEYS: &[&str] = &[
    "api_endpoint",
    "api_version",
    "token",
    "data_directory",
    TIMEOUT,
    "connect_timeout_ms",
    "max_connections",
    "ca_file",
    "dashboard_url",
];

/// A deadline that the caller named can't be further away than this.
const LONGEST: Duration = Duration::from_secs(365 * 24 * 3600);

pub(crate) struct Settings {
    /// Ends in `/`.
    pub api_endpoint: String,
    /// `v7`
    pub api_version: String,
    /// The session token or API key that the options gave.
    pub token: Option<String>,
    /// `None` keeps everything in memory.
    pub data_directory: Option<PathBuf>,
    /// The deadline of a call, where the caller named one.
    pub timeout: Option<Duration>,
    pub connect_timeout: Duration,
    pub max_connections: usize,
    pub ca_file: Option<PathBuf>,
    /// Ends in `/`. None where it was not given and does not follow from the address of the API.
    pub dashboard_url: Option<String>,
}

impl Settings {
    pub fn new(options: &Options) -> Result<Self, Error> {
        options.allow(KEYS)?;
        let layers = Layers(options);
        let api_endpoint = layers.text("api_endpoint")?;
        let api_endpoint =
            endpoint("api_endpoint", api_endpoint.as_deref().unwrap_or("https://api.balena-cloud.com/"))?;
        let api_version = layers.text("api_version")?.unwrap_or_else(|| "v7".into());
        if !api_version.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) {
            return Err(invalid("api_version", "is not v and a number"));
        }
        Ok(Settings {
            dashboard_url: match layers.text("dashboard_url")? {
                Some(address) => Some(endpoint("dashboard_url", &address)?),
                // The first label of the host, and nothing else that is called so.
                None => api_endpoint.split_once("://api.").map(|(scheme, rest)| format!("{scheme}://dashboard.{rest}")),
            },
            api_endpoint,
            api_version,
            token: options.text("token")?.map(str::to_owned),
            data_directory: match options.is_null("data_directory") {
                true => None,
                false => layers.text("data_directory")?.map(PathBuf::from).or_else(home),
            },
            timeout: layers.milliseconds(TIMEOUT)?,
            connect_timeout: layers.milliseconds("connect_timeout_ms")?.unwrap_or(Duration::from_secs(10)),
            max_connections: layers.count("max_connections")?.unwrap_or(64).min(1 << 16) as usize,
            ca_file: layers.text("ca_file")?.map(PathBuf::from),
        })
    }
}

/// The options over the environment.
struct Layers<'a>(&'a Options);

impl Layers<'_> {
    fn text(&self, key: &str) -> Result<Option<String>, Error> {
        Ok(self.0.text(key)?.map(str::to_owned).or_else(|| environment(key)))
    }

    fn count(&self, key: &str) -> Result<Option<u64>, Error> {
        match (self.0.count(key)?, environment(key)) {
            (Some(number), _) => Ok(Some(number)),
            (None, None) => Ok(None),
            (None, Some(text)) => match text.parse() {
                Ok(number) if number > 0 => Ok(Some(number)),
                _ => Err(invalid(&variable(key), "is not a whole number above 0")),
            },
        }
    }

    fn milliseconds(&self, key: &str) -> Result<Option<Duration>, Error> {
        Ok(self.count(key)?.map(duration))
    }
}

/// So many milliseconds, or as many as can be waited for.
pub(crate) fn duration(milliseconds: u64) -> Duration {
    Duration::from_millis(milliseconds).min(LONGEST)
}

fn variable(key: &str) -> String {
    format!("BALENA_{}", key.to_uppercase())
}

fn environment(key: &str) -> Option<String> {
    env::var(variable(key)).ok().filter(|value| !value.is_empty())
}

/// The directory that the official CLI and SDKs use too, or none where there is no home to put it in.
fn home() -> Option<PathBuf> {
    let home = env::var_os("HOME").filter(|home| !home.is_empty() && home != "/")?;
    Some(PathBuf::from(home).join(".balena"))
}

/// Checks the address of a service and ends it with `/`.
fn endpoint(key: &str, text: &str) -> Result<String, Error> {
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
        Err(invalid(key, "is not an http or https URL without user, query or fragment"))
    }
}
