//! A client: its settings, its session and its connections, and the calls that are made with them.

use std::sync::Arc;

use serde_json::Value;

use crate::error::{Code, Error};
use crate::http::{Bearer, Deadline, Http, Method, Request, Response};
use crate::models::{Application, Auth, Device};
use crate::options::{Options, TIMEOUT};
use crate::session::{Credential, Session};
use crate::settings::{self, Settings};

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

    /// Begins a call: checks which options it was given and starts its clock.
    pub(crate) fn call(&self, options: &Options, known: &[&str]) -> Result<Call<'_>, Error> {
        let call = self.call_as_nobody(options, known)?;
        Ok(Call { credential: self.session.credential()?, ..call })
    }

    /// Begins a call that needs no credential, and so works where the token file holds no usable one.
    pub(crate) fn call_as_nobody(&self, options: &Options, known: &[&str]) -> Result<Call<'_>, Error> {
        options.allow(known)?;
        let timeout = options.count(TIMEOUT)?.map(settings::duration).or(self.settings.timeout);
        Ok(Call { client: self, deadline: Deadline::after(timeout), credential: None })
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

    pub fn dashboard_url(&self) -> Option<&str> {
        self.client.settings.dashboard_url.as_deref()
    }

    /// The credential, where the function demands a login.
    pub fn logged_in(&self) -> Result<&Credential, Error> {
        self.credential.as_deref().ok_or_else(|| Error::new(Code::NOT_LOGGED_IN, "Nobody is logged in."))
    }

    /// Sends a request in the name of the user.
    pub fn send(&self, method: Method, target: &str, body: Option<&Value>) -> Result<Response, Error> {
        self.send_secret(method, target, body, &[])
    }

    /// The same where the body holds texts that may not appear in an error.
    pub fn send_secret(
        &self,
        method: Method,
        target: &str,
        body: Option<&Value>,
        secrets: &[&str],
    ) -> Result<Response, Error> {
        let Some(credential) = &self.credential else {
            return Err(Error::new(Code::UNAUTHORIZED, "There is neither a token nor an API key."));
        };
        let response = self.send_as(Some(&credential.bearer), method, target, body, secrets)?;
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
                self.send(Method::Get, crate::models::WHOAMI, None)?;
                credential.confirm();
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
