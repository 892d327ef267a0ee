//! A client: its settings, its session and its connections, and the calls that are made with them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::error::{Code, Error};
use crate::http::{Bearer, Deadline, Http, Method, Request, Response};
use crate::models::{self, Application, Auth, Device};
use crate::options::{Options, TIMEOUT};
use crate::session::{Credential, Session};
use crate::settings::{self, Settings};

/// How long refreshing a session token may take where the caller named no deadline.
const REFRESH_PATIENCE: Duration = Duration::from_secs(10);

/// A client for one service and one account. Any number of threads may use it at once.
pub struct Client {
    settings: Settings,
    session: Session,
    http: Http,
    process: u32,
}

impl Client {
    /// Makes a client; nothing is sent. The options are those of `balena_new`.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let settings = Settings::new(options)?;
        let session = Session::new(&settings)?;
        let http = Http::new(&settings);
        Ok(Client { settings, session, http, process: std::process::id() })
    }

    /// False in a child of the process that made this client: the two would share connections.
    pub(crate) fn is_of_this_process(&self) -> bool {
        self.process == std::process::id()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    pub(crate) fn kept_settings(&self) -> &Settings {
        &self.settings
    }

    /// Who is logged in.
    pub fn auth(&self) -> Auth<'_> {
        Auth(self)
    }

    /// Applications, also called fleets.
    pub fn application(&self) -> Application<'_> {
        Application(self)
    }

    /// Devices.
    pub fn device(&self) -> Device<'_> {
        Device(self)
    }

    /// The settings that are kept for later clients.
    pub fn settings(&self) -> models::Settings<'_> {
        models::Settings(self)
    }

    /// Begins a call: checks which options it was given and starts its clock.
    pub(crate) fn call(&self, options: &Options, known: &[&str]) -> Result<Call<'_>, Error> {
        let mut call = self.call_as_nobody(options, known)?;
        call.credential = self.session.credential()?;
        if let Some(credential) = call.credential.as_ref().filter(|credential| credential.takes_refresh()) {
            let fresh = self.refresh(credential, self.timeout(options)?);
            call.credential = fresh.or(call.credential);
        }
        Ok(call)
    }

    /// Exchanges a session token that has grown old for a fresh one. Whatever goes wrong, the old one is still there.
    fn refresh(&self, old: &Arc<Credential>, timeout: Option<Duration>) -> Option<Arc<Credential>> {
        // One that stalls leaves the call itself half of its time.
        let patience = timeout.map_or(REFRESH_PATIENCE, |timeout| timeout / 2);
        let began = Instant::now();
        let call = Call { client: self, deadline: Deadline::after(Some(patience)), credential: None };
        let answer = call.send_as(Some(&old.bearer), Method::Get, models::REFRESH, None, &[]).ok()?;
        let token = models::text(&answer).ok()?;
        self.session.refreshed(old, &token, patience.saturating_sub(began.elapsed()))
    }

    /// Begins a call that needs no credential, and so works where the token file holds no usable one.
    pub(crate) fn call_as_nobody(&self, options: &Options, known: &[&str]) -> Result<Call<'_>, Error> {
        options.allow(known)?;
        Ok(Call { client: self, deadline: Deadline::after(self.timeout(options)?), credential: None })
    }

    /// The deadline of a call, where the caller named one.
    fn timeout(&self, options: &Options) -> Result<Option<Duration>, Error> {
        Ok(options.count(TIMEOUT)?.map(settings::duration).or(self.settings.timeout))
    }
}

/// One call of one function: all of its requests share a deadline and a credential.
pub(crate) struct Call<'a> {
    client: &'a Client,
    deadline: Deadline,
    credential: Option<Arc<Credential>>,
}

impl Call<'_> {
    pub fn api_version(&self) -> &str {
        &self.client.settings.api_version
    }

    /// The credential, where the function demands a login.
    pub fn logged_in(&self) -> Result<&Credential, Error> {
        self.credential.as_deref().ok_or_else(|| Error::new(Code::NOT_LOGGED_IN, "Nobody is logged in."))
    }

    /// Sends a request in the name of the user.
    pub fn send(&self, method: Method, target: &str, body: Option<&Value>) -> Result<Response, Error> {
        let Some(credential) = &self.credential else {
            return Err(Error::new(Code::UNAUTHORIZED, "There is neither a token nor an API key."));
        };
        let response = self.send_as(Some(&credential.bearer), method, target, body, &[]).map_err(|error| {
            match error.code() == Code::UNAUTHORIZED && credential.has_ended() {
                true => error.renamed(Code::EXPIRED_TOKEN, "The session token is past its date."),
                false => error,
            }
        })?;
        if method != Method::Get {
            credential.confirm();
        }
        Ok(response)
    }

    /// Sends a request with another credential than the user's, or with none.
    pub fn send_as(
        &self,
        bearer: Option<&Bearer>,
        method: Method,
        target: &str,
        body: Option<&Value>,
        secrets: &[&str],
    ) -> Result<Response, Error> {
        let body = body.map(|body| body.to_string().into_bytes());
        self.client.http.send(Request { method, target, bearer, body, secrets, deadline: self.deadline })
    }

    /// A request as errors name it.
    pub fn describe(&self, method: Method, target: &str) -> String {
        self.client.http.describe(method, target)
    }

    /// Makes sure that an empty answer was meant for this user: to a credential that it does not know, the server
    /// answers reads as to a guest.
    pub fn confirm(&self) -> Result<(), Error> {
        match &self.credential {
            Some(credential) if !credential.is_confirmed() => {
                self.send(Method::Get, models::WHOAMI, None)?;
                credential.confirm();
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
