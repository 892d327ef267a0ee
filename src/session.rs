//! Who the client is: a session token or an API key, from the options or a login, else from the environment, else from
//! the file that `balena login` leaves.

use std::env;
use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;

use crate::error::{Code, Error};
use crate::http::Bearer;
use crate::settings::Settings;

/// The environment variables that hold an API key, in the order in which they are asked.
const VARIABLES: &[&str] = &["BALENA_API_KEY", "RESIN_API_KEY"];

/// A session token or an API key.
pub(crate) struct Credential {
    pub token: String,
    pub bearer: Bearer,
    confirmed: AtomicBool,
}

impl Credential {
    fn new(token: &str) -> Result<Arc<Self>, Error> {
        Payload::of(token)?;
        let bearer = Bearer::new(token).ok_or_else(malformed)?;
        Ok(Arc::new(Credential { token: token.to_owned(), bearer, confirmed: AtomicBool::new(false) }))
    }

    /// True when the server is known to accept it. It does not refuse a bad one on reads: it answers as to a guest.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed.load(Ordering::Relaxed)
    }

    pub fn confirm(&self) {
        self.confirmed.store(true, Ordering::Relaxed);
    }
}

pub(crate) struct Session {
    current: RwLock<Option<Arc<Credential>>>,
    token_file: Option<PathBuf>,
}

impl Session {
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let explicit = match &settings.token {
            Some(token) => Some(Credential::new(token)?),
            None => from_environment()?,
        };
        let token_file = settings.data_directory.as_ref().map(|directory| directory.join("token"));
        Ok(Session { current: RwLock::new(explicit), token_file })
    }

    /// The credential in use, if there is one. The token file is asked until it has one: somebody may log in meanwhile.
    pub fn credential(&self) -> Result<Option<Arc<Credential>>, Error> {
        if let Some(credential) = &*self.current.read().unwrap_or_else(PoisonError::into_inner) {
            return Ok(Some(credential.clone()));
        }
        let Some(path) = &self.token_file else { return Ok(None) };
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::new(Code::IO, "The token file can't be read.").caused_by(&error)),
        };
        let token = text.trim();
        if token.is_empty() {
            return Ok(None);
        }
        let read = Credential::new(token)?;
        let mut current = self.current.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Some(current.get_or_insert(read).clone()))
    }

    /// Takes over a token that the server gave to a login, and keeps it for later handles.
    pub fn log_in(&self, token: &str) -> Result<(), Error> {
        let credential = Credential::new(token)?;
        credential.confirm();
        self.keep(credential)
    }

    /// Takes over a token that the user holds, and keeps it for later handles.
    pub fn log_in_with_token(&self, token: &str) -> Result<(), Error> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        if Payload::of(token)?.is_some_and(|payload| payload.exp.is_some_and(|end| end <= now as f64)) {
            return Err(Error::new(Code::EXPIRED_TOKEN, "The token is past its date."));
        }
        self.keep(Credential::new(token)?)
    }

    fn keep(&self, credential: Arc<Credential>) -> Result<(), Error> {
        if let Some(path) = &self.token_file {
            save(path, &credential.token)
                .map_err(|error| Error::new(Code::IO, "The token file can't be written.").caused_by(&error))?;
        }
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(credential);
        Ok(())
    }
}

fn from_environment() -> Result<Option<Arc<Credential>>, Error> {
    for name in VARIABLES {
        if let Some(key) = env::var(name).ok().filter(|key| !key.is_empty()) {
            let why = format!("The environment variable {name} holds no usable API key.");
            return Credential::new(&key).map(Some).map_err(|error| error.renamed(Code::MALFORMED_TOKEN, why));
        }
    }
    Ok(None)
}

/// Replaces the file in one step, readable by its owner alone.
fn save(path: &Path, token: &str) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    let mut file = tempfile::NamedTempFile::new_in(directory)?;
    file.write_all(token.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// What a session token says of itself. Its signature is the server's business.
#[derive(Deserialize)]
struct Payload {
    exp: Option<f64>,
}

impl Payload {
    /// The payload of a session token, `None` for an API key.
    fn of(token: &str) -> Result<Option<Self>, Error> {
        if token.is_empty() || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(malformed());
        }
        let parts: Vec<&str> = token.split('.').collect();
        match parts[..] {
            [_] => Ok(None),
            [_, payload, _] => {
                let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).map_err(|_| malformed())?;
                serde_json::from_slice(&bytes).map(Some).map_err(|_| malformed())
            }
            _ => Err(malformed()),
        }
    }
}

fn malformed() -> Error {
    Error::new(Code::MALFORMED_TOKEN, "The token is neither a session token nor an API key.")
}
