//! Who the client is: a session token or an API key, from the options or a login, else from the environment, else from
//! the file that `balena login` leaves.

use std::env;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::error::{Code, Error};
use crate::files::{self, Locked};
use crate::http::Bearer;
use crate::settings::Settings;

/// The environment variables that hold an API key, in the order in which they are asked.
const VARIABLES: &[&str] = &["BALENA_API_KEY", "RESIN_API_KEY"];

/// The file in the data directory that the official CLI and SDKs use too: the bare token.
const FILE: &str = "token";

/// How long a refresh is not tried again after one began. That one has ended by then, and a clock that is wrong or a
/// server that refuses costs a request in so long.
const REFRESH_PAUSE: Duration = Duration::from_secs(15 * 60);

/// A session token or an API key.
pub(crate) struct Credential {
    pub token: String,
    pub bearer: Bearer,
    /// Where the server may have answered reads as to a guest.
    confirmed: AtomicBool,
    /// True when the token file is, or was, where it comes from or went to.
    kept: bool,
    /// When a session token is past its date, in seconds since 1970.
    ends: Option<f64>,
    made: Instant,
    /// When it is due for a refresh, in milliseconds after it was made. The system's clock is asked once, to tell the
    /// token's age: it may be set meanwhile, and be wrong by a day.
    due: AtomicU64,
}

const NEVER: u64 = u64::MAX;

impl Credential {
    fn new(token: &str, kept: bool, refresh_interval: Duration) -> Result<Self, Error> {
        let payload = Payload::of(token)?;
        let begin = payload.as_ref().and_then(|payload| seconds(payload.iat.as_deref()));
        let due = begin.map_or(NEVER, |begin| {
            let age = Duration::try_from_secs_f64(now() - begin).unwrap_or_default();
            milliseconds(refresh_interval.saturating_sub(age))
        });
        Ok(Credential {
            token: token.to_owned(),
            bearer: Bearer::new(token).ok_or_else(malformed)?,
            confirmed: AtomicBool::new(false),
            kept,
            ends: payload.and_then(|payload| seconds(payload.exp.as_deref())),
            made: Instant::now(),
            due: AtomicU64::new(due),
        })
    }

    /// True when the server is known to accept it. It does not refuse a bad one on reads: it answers as to a guest.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed.load(Ordering::Relaxed)
    }

    pub fn confirm(&self) {
        self.confirmed.store(true, Ordering::Relaxed);
    }

    /// True when it is past its date, going by a clock that may be wrong: this explains a refusal, and is no reason
    /// for one.
    pub fn has_ended(&self) -> bool {
        self.ends.is_some_and(|end| end <= now())
    }

    /// Whether a second factor is still to be passed, where the token says anything of one.
    pub fn second_factor(&self) -> Result<Option<bool>, Error> {
        match Payload::of(&self.token)? {
            Some(payload) => Ok(payload.second_factor),
            None => Err(Error::new(Code::UNSUPPORTED_FEATURE, "An API key is in use: log in with a session token.")),
        }
    }

    /// True for the one caller who is to refresh it now.
    pub fn takes_refresh(&self) -> bool {
        let due = self.due.load(Ordering::Relaxed);
        if due == NEVER {
            return false;
        }
        let now = milliseconds(self.made.elapsed());
        let again = now.saturating_add(milliseconds(REFRESH_PAUSE));
        now >= due && self.due.compare_exchange(due, again, Ordering::Relaxed, Ordering::Relaxed).is_ok()
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(NEVER - 1)
}

/// Seconds since 1970.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0.0, |since| since.as_secs_f64())
}

pub(crate) struct Session {
    current: RwLock<Option<Arc<Credential>>>,
    /// Held while `current` and the file change together.
    changing: Mutex<()>,
    data_directory: Option<PathBuf>,
    refresh_interval: Duration,
}

impl Session {
    pub fn new(settings: &Settings) -> Result<Self, Error> {
        let refresh_interval = settings.token_refresh_interval;
        let explicit = match &settings.token {
            Some(token) => Some(Credential::new(token, false, refresh_interval)?),
            None => from_environment(refresh_interval)?,
        };
        Ok(Session {
            current: RwLock::new(explicit.map(Arc::new)),
            changing: Mutex::new(()),
            data_directory: settings.data_directory.clone(),
            refresh_interval,
        })
    }

    /// The credential in use, if there is one. The token file is asked until it has one: somebody may log in meanwhile.
    pub fn credential(&self) -> Result<Option<Arc<Credential>>, Error> {
        let current = self.current();
        let (None, Some(directory)) = (&current, &self.data_directory) else { return Ok(current) };
        let _changing = self.changing();
        if let Some(credential) = self.current() {
            return Ok(Some(credential));
        }
        let text = files::read(&directory.join(FILE))
            .map_err(|error| Error::new(Code::IO, "The token file can't be read.").caused_by(&error))?;
        match text.unwrap_or_default().trim() {
            "" => Ok(None),
            token => {
                let read = Arc::new(Credential::new(token, true, self.refresh_interval)?);
                self.set(Some(read.clone()));
                Ok(Some(read))
            }
        }
    }

    /// Takes over a token that the server gave to a login, and keeps it for later handles.
    pub fn log_in(&self, token: &str) -> Result<(), Error> {
        let credential = Credential::new(token, true, self.refresh_interval)?;
        credential.confirm();
        self.keep(credential)
    }

    /// Takes over a token that the user holds, and keeps it for later handles.
    pub fn log_in_with_token(&self, token: &str) -> Result<(), Error> {
        let credential = Credential::new(token, true, self.refresh_interval)?;
        if credential.has_ended() {
            return Err(Error::new(Code::EXPIRED_TOKEN, "The token is past its date."));
        }
        self.keep(credential)
    }

    fn keep(&self, credential: Credential) -> Result<(), Error> {
        let _changing = self.changing();
        let saved = self.in_directory(files::PATIENCE, |locked, _| locked.replace(FILE, &credential.token));
        match saved {
            // There is no place to keep it, as where there is no directory.
            Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => (),
            saved => {
                saved.map_err(|error| Error::new(Code::IO, "The token file can't be written.").caused_by(&error))?;
            }
        }
        self.set(Some(Arc::new(credential)));
        Ok(())
    }

    /// Forgets the credential and removes the file; false when there was neither.
    pub fn log_out(&self) -> Result<bool, Error> {
        let _changing = self.changing();
        let unremoved = |error: io::Error| Error::new(Code::IO, "The token file can't be removed.").caused_by(&error);
        let is_kept = match &self.data_directory {
            Some(directory) => files::is_there(&directory.join(FILE)).map_err(unremoved)?,
            None => false,
        };
        if is_kept {
            self.in_directory(files::PATIENCE, |locked, _| locked.remove(FILE)).map_err(unremoved)?;
        }
        let was = self.current().is_some();
        self.set(None);
        Ok(is_kept || was)
    }

    /// Takes a fresh token over in the place of `old`, unless somebody has logged in or out meanwhile, on this handle
    /// or in the file, whose lock is waited for no longer than `patience`.
    pub fn refreshed(&self, old: &Arc<Credential>, token: &str, patience: Duration) -> Option<Arc<Credential>> {
        Payload::of(token).ok()??;
        let fresh = Credential::new(token, old.kept, self.refresh_interval).ok()?;
        // However old a clock that is wrong makes it.
        fresh.due.store(milliseconds(self.refresh_interval), Ordering::Relaxed);
        fresh.confirm();
        let fresh = Arc::new(fresh);
        let _changing = self.changing();
        if !self.current().is_some_and(|current| Arc::ptr_eq(&current, old)) {
            return None;
        }
        self.set(Some(fresh.clone()));
        if old.kept {
            // Where it can't be kept, the old one is good for as long as it was.
            let _ = self.in_directory(patience, |locked, path| match files::read(path)? {
                Some(text) if text.trim() == old.token => locked.replace(FILE, token),
                _ => Ok(()),
            });
        }
        Some(fresh)
    }

    /// Does something to the token file under the directory's lock, or nothing where there is no directory.
    fn in_directory<T: Default>(
        &self,
        patience: Duration,
        action: impl FnOnce(&Locked, &Path) -> io::Result<T>,
    ) -> io::Result<T> {
        match &self.data_directory {
            Some(directory) => action(&Locked::new(directory, patience)?, &directory.join(FILE)),
            None => Ok(T::default()),
        }
    }

    fn current(&self) -> Option<Arc<Credential>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, credential: Option<Arc<Credential>>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = credential;
    }

    fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn from_environment(refresh_interval: Duration) -> Result<Option<Credential>, Error> {
    for name in VARIABLES {
        if let Some(key) = env::var(name).ok().filter(|key| !key.is_empty()) {
            let why = format!("The environment variable {name} holds no usable API key.");
            let credential = Credential::new(&key, false, refresh_interval);
            return credential.map(Some).map_err(|error| error.renamed(Code::MALFORMED_TOKEN, why));
        }
    }
    Ok(None)
}

/// What a session token says of itself, its times as whatever JSON they are. Its signature is the server's business.
#[derive(Deserialize)]
struct Payload {
    iat: Option<Box<RawValue>>,
    exp: Option<Box<RawValue>>,
    #[serde(rename = "twoFactorRequired")]
    second_factor: Option<bool>,
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

/// A time of a payload: a number above 0, as seconds since 1970.
fn seconds(value: Option<&RawValue>) -> Option<f64> {
    value?.get().parse().ok().filter(|seconds: &f64| *seconds > 0.0)
}

fn malformed() -> Error {
    Error::new(Code::MALFORMED_TOKEN, "The token is neither a session token nor an API key.")
}
