//! A client: its settings, its session and its connections, and the calls that are made with them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use once_cell::unsync::OnceCell;
use serde_json::Value;
use tokio_util::sync::CancellationToken;

use crate::download::{self, Downloaded, Target};
use crate::error::{Code, Error};
use crate::http::{Bearer, Deadline, Http, Method, Request, Response};
use crate::logs::{Asked, Callback, Subscriptions};
use crate::models;
use crate::options::{Options, TIMEOUT};
use crate::session::{Credential, Session};
use crate::settings::{self, Settings};
use crate::supervisor::Supervisor;

/// How long refreshing a session token may take where the caller named no deadline.
const REFRESH_PATIENCE: Duration = Duration::from_secs(10);

/// A client for one service and one account. Any number of threads may use it at once.
///
/// Those that [`Client::with`] derives from it share its session and its connections.
pub struct Client {
    core: Arc<Core>,
    /// Tells it apart from those that share its core.
    number: u64,
    /// The deadline of a call whose options name none.
    timeout: Option<Duration>,
    cancelled: CancellationToken,
    /// Whether the supervisor beside this process is asked directly, where there is one.
    asks_nearby: AtomicBool,
}

/// What handles share that were derived from each other.
pub(crate) struct Core {
    settings: Settings,
    session: Session,
    http: Http,
    subscriptions: Arc<Subscriptions>,
    /// How many handles there were.
    handles: AtomicU64,
    supervisor: Option<Supervisor>,
    process: u32,
}

impl Core {
    pub fn http(&self) -> &Http {
        &self.http
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The API's URL.
    pub fn endpoint(&self) -> &str {
        &self.settings.api_endpoint
    }

    /// Exchanges a session token for a fresh one. Whatever goes wrong, the old one is still there.
    pub fn refresh(
        &self,
        old: &Arc<Credential>,
        timeout: Option<Duration>,
        cancelled: &CancellationToken,
    ) -> Option<Arc<Credential>> {
        // One that stalls leaves the call itself half of its time.
        let patience = timeout.map_or(REFRESH_PATIENCE, |timeout| timeout / 2);
        let began = Instant::now();
        let answer = self.http.send(&Request {
            method: Method::Get,
            endpoint: self.endpoint(),
            target: models::REFRESH,
            bearer: Some(&old.bearer),
            body: None,
            secrets: &[],
            deadline: Deadline::after(Some(patience)),
            cancelled,
        });
        let token = models::text(&answer.ok()?).ok()?;
        self.session.refreshed(old, &token, patience.saturating_sub(began.elapsed()))
    }
}

/// The options of `balena_with`.
const DERIVED: &[&str] = &[TIMEOUT];

impl Client {
    /// Makes a client; nothing is sent. The options are those of `balena_new`.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let settings = Settings::new(options)?;
        let session = Session::new(&settings)?;
        let http = Http::new(&settings);
        let supervisor = Supervisor::new(&settings);
        let timeout = settings.timeout;
        let core = Core {
            settings,
            session,
            http,
            supervisor,
            subscriptions: Arc::default(),
            handles: AtomicU64::new(1),
            process: std::process::id(),
        };
        Ok(Client {
            core: Arc::new(core),
            number: 0,
            timeout,
            cancelled: CancellationToken::new(),
            asks_nearby: AtomicBool::new(true),
        })
    }

    /// Derives a client that shares this one's session and connections, and has a deadline and an end of its own. The
    /// options are those of `balena_with`.
    pub fn with(&self, options: &Options) -> Result<Self, Error> {
        options.allow(DERIVED)?;
        let timeout = self.timeout(options)?;
        let number = self.core.handles.fetch_add(1, Ordering::Relaxed);
        let asks_nearby = AtomicBool::new(self.asks_nearby.load(Ordering::Relaxed));
        let (core, cancelled) = (self.core.clone(), self.cancelled.child_token());
        Ok(Client { core, number, timeout, cancelled, asks_nearby })
    }

    /// Ends the requests that are under way on this client and on those derived from it, and all later ones.
    pub fn cancel(&self) {
        self.cancelled.cancel();
    }

    /// Begins a subscription to the logs of a device, which is named as the user named it.
    pub(crate) fn subscribe(&self, device: &str, asked: Asked, callback: Callback) -> Result<(), Error> {
        let names = [device.to_owned(), asked.uuid.clone()];
        self.core.subscriptions.subscribe(&self.core, self.number, &self.cancelled, names, asked, callback)
    }

    /// Ends the subscriptions of this handle, those to one device if it is named.
    pub(crate) fn unsubscribe(&self, device: Option<&str>) {
        self.core.subscriptions.unsubscribe(self.number, device, Code::OK);
    }

    /// False in a child of the process that made this client: the two would share connections.
    pub(crate) fn is_of_this_process(&self) -> bool {
        self.core.process == std::process::id()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.core.session
    }

    pub(crate) fn kept_settings(&self) -> &Settings {
        &self.core.settings
    }

    /// Whether the supervisor beside this process is asked directly. Those that are derived later start with it.
    pub(crate) fn ask_nearby(&self, nearby: bool) {
        self.asks_nearby.store(nearby, Ordering::Relaxed);
    }

    /// The supervisor beside this process.
    pub(crate) fn supervisor_nearby(&self) -> Option<&Supervisor> {
        self.core.supervisor.as_ref()
    }

    /// The same, where it is to be asked directly.
    pub(crate) fn supervisor_to_ask(&self) -> Option<&Supervisor> {
        self.supervisor_nearby().filter(|_| self.asks_nearby.load(Ordering::Relaxed))
    }

    /// The user's API keys.
    pub fn api_key(&self) -> models::ApiKey<'_> {
        models::ApiKey(self)
    }

    /// Applications, also called fleets.
    pub fn application(&self) -> models::Application<'_> {
        models::Application(self)
    }

    /// Configuration variables of applications.
    pub fn application_config_variable(&self) -> models::ApplicationConfigVariable<'_> {
        models::ApplicationConfigVariable(self)
    }

    /// Environment variables of applications.
    pub fn application_env_variable(&self) -> models::ApplicationEnvVariable<'_> {
        models::ApplicationEnvVariable(self)
    }

    /// Tags of applications.
    pub fn application_tag(&self) -> models::ApplicationTag<'_> {
        models::ApplicationTag(self)
    }

    /// Who is logged in.
    pub fn auth(&self) -> models::Auth<'_> {
        models::Auth(self)
    }

    /// What the service says of itself.
    pub fn config(&self) -> models::Config<'_> {
        models::Config(self)
    }

    /// Devices.
    pub fn device(&self) -> models::Device<'_> {
        models::Device(self)
    }

    /// Configuration variables of devices.
    pub fn device_config_variable(&self) -> models::DeviceConfigVariable<'_> {
        models::DeviceConfigVariable(self)
    }

    /// Environment variables of devices.
    pub fn device_env_variable(&self) -> models::DeviceEnvVariable<'_> {
        models::DeviceEnvVariable(self)
    }

    /// The operating system of devices, balenaOS.
    pub fn device_os(&self) -> models::DeviceOs<'_> {
        models::DeviceOs(self)
    }

    /// Environment variables of services on single devices.
    pub fn device_service_env_variable(&self) -> models::DeviceServiceEnvVariable<'_> {
        models::DeviceServiceEnvVariable(self)
    }

    /// Tags of devices.
    pub fn device_tag(&self) -> models::DeviceTag<'_> {
        models::DeviceTag(self)
    }

    /// Images, which releases are made of.
    pub fn image(&self) -> models::Image<'_> {
        models::Image(self)
    }

    /// The user's public SSH keys.
    pub fn key(&self) -> models::Key<'_> {
        models::Key(self)
    }

    /// Any resource of the service, for what no other section has.
    pub fn pine(&self) -> models::Pine<'_> {
        models::Pine(self)
    }

    /// Releases of applications.
    pub fn release(&self) -> models::Release<'_> {
        models::Release(self)
    }

    /// Tags of releases.
    pub fn release_tag(&self) -> models::ReleaseTag<'_> {
        models::ReleaseTag(self)
    }

    /// Services of applications.
    pub fn service(&self) -> models::Service<'_> {
        models::Service(self)
    }

    /// Logs of devices.
    pub fn logs(&self) -> models::Logs<'_> {
        models::Logs(self)
    }

    /// Environment variables of services.
    pub fn service_env_variable(&self) -> models::ServiceEnvVariable<'_> {
        models::ServiceEnvVariable(self)
    }

    /// The settings that are kept for later clients.
    pub fn settings(&self) -> models::Settings<'_> {
        models::Settings(self)
    }

    /// The supervisors of devices.
    pub fn supervisor(&self) -> models::Supervisor<'_> {
        models::Supervisor(self)
    }

    /// Two-factor logins.
    pub fn two_factor_auth(&self) -> models::TwoFactorAuth<'_> {
        models::TwoFactorAuth(self)
    }

    /// Begins a call: checks which options it was given and starts its clock.
    pub(crate) fn call(&self, options: &Options, known: &[&str]) -> Result<Call<'_>, Error> {
        let mut call = self.call_as_nobody(options, known)?;
        call.credential = self.session().credential()?;
        Ok(call)
    }

    /// Begins a call that needs no credential, and so works where the token file holds no usable one.
    pub(crate) fn call_as_nobody(&self, options: &Options, known: &[&str]) -> Result<Call<'_>, Error> {
        options.allow(known)?;
        let timeout = self.timeout(options)?;
        Ok(Call { client: self, timeout, deadline: Deadline::after(timeout), credential: None, fresh: OnceCell::new() })
    }

    /// The deadline of a call, where the options name one, or whoever made this client.
    fn timeout(&self, options: &Options) -> Result<Option<Duration>, Error> {
        Ok(options.count(TIMEOUT)?.map(settings::duration).or(self.timeout))
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.core.subscriptions.unsubscribe(self.number, None, Code::CANCELLED);
    }
}

/// One call of one function: all of its requests share a deadline and a credential.
pub(crate) struct Call<'a> {
    client: &'a Client,
    /// The time that somebody named for it.
    timeout: Option<Duration>,
    deadline: Deadline,
    credential: Option<Arc<Credential>>,
    /// The same, once it was looked whether it has grown old.
    fresh: OnceCell<Arc<Credential>>,
}

impl Call<'_> {
    /// The same call where a device has to answer, which takes longer.
    pub fn waiting_for_device(mut self) -> Self {
        self.deadline = Deadline::of_device(self.timeout);
        self
    }

    pub fn api_version(&self) -> &str {
        &self.client.core.settings.api_version
    }

    fn api_endpoint(&self) -> &str {
        &self.client.core.settings.api_endpoint
    }

    /// `v2`
    pub fn actions_version(&self) -> &str {
        &self.client.core.settings.device_actions_endpoint_version
    }

    /// Where actions on devices are carried out, if whoever made the client said so; ends in `/`.
    pub fn actions_endpoint(&self) -> Option<&str> {
        self.client.core.settings.actions_endpoint.as_deref()
    }

    pub fn dashboard_url(&self) -> Option<&str> {
        self.client.core.settings.dashboard_url.as_deref()
    }

    /// The time that somebody named for the call.
    pub fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The credential, where the function demands a login.
    pub fn logged_in(&self) -> Result<&Credential, Error> {
        self.credential.as_deref().ok_or_else(|| Error::new(Code::NOT_LOGGED_IN, "Nobody is logged in."))
    }

    /// The credential to send, exchanged for a fresh one if it has grown old.
    fn fresh(&self) -> Option<&Credential> {
        let own = self.credential.as_ref()?;
        Some(self.fresh.get_or_init(|| match own.takes_refresh() {
            true => {
                let refreshed = self.client.core.refresh(own, self.timeout, &self.client.cancelled);
                refreshed.unwrap_or_else(|| own.clone())
            }
            false => own.clone(),
        }))
    }

    /// Notes that the server knows the credential.
    pub fn confirmed(&self) {
        if let Some(credential) = self.fresh() {
            credential.confirm();
        }
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
        let (credential, response) = self.send_as_user(self.api_endpoint(), method, target, body, secrets)?;
        if method != Method::Get {
            credential.confirm();
        }
        Ok(response)
    }

    /// Sends a request in the name of the user to another server of the service: one that its API, or whoever made the
    /// client, names as such. Nothing but the user's credential says to it who asks.
    pub fn send_to(
        &self,
        endpoint: &str,
        method: Method,
        target: &str,
        body: Option<&Value>,
    ) -> Result<Response, Error> {
        self.send_as_user(endpoint, method, target, body, &[]).map(|(_, response)| response)
    }

    fn send_as_user(
        &self,
        endpoint: &str,
        method: Method,
        target: &str,
        body: Option<&Value>,
        secrets: &[&str],
    ) -> Result<(&Credential, Response), Error> {
        self.as_user(|bearer| self.exchange(endpoint, Some(bearer), method, target, body, secrets))
    }

    /// Downloads what a request in the name of the user is answered with.
    pub fn download(
        &self,
        method: Method,
        target: &str,
        body: Option<&Value>,
        secrets: &[&str],
        packed: bool,
        to: Target<'_>,
    ) -> Result<Downloaded, Error> {
        let body = body.map(|body| body.to_string().into());
        let Client { core, cancelled, .. } = self.client;
        // What came before is not counted against it.
        let deadline = if self.timeout.is_some() { self.deadline } else { Deadline::after(None) };
        let downloaded = self.as_user(|bearer| {
            let (endpoint, bearer) = (self.api_endpoint(), Some(bearer));
            let request = Request { method, endpoint, target, bearer, body, secrets, deadline, cancelled };
            download::download(&core.http, request, packed, to)
        });
        downloaded.map(|(_, downloaded)| downloaded)
    }

    /// Does what needs the user's credential, and gives that too.
    fn as_user<T>(&self, send: impl FnOnce(&Bearer) -> Result<T, Error>) -> Result<(&Credential, T), Error> {
        let Some(credential) = self.fresh() else {
            return Err(Error::new(Code::UNAUTHORIZED, "There is neither a token nor an API key."));
        };
        let sent = send(&credential.bearer).map_err(|error| {
            match error.code() == Code::UNAUTHORIZED && credential.has_ended() {
                true => error.renamed(Code::EXPIRED_TOKEN, "The session token is past its date."),
                false => error,
            }
        })?;
        Ok((credential, sent))
    }

    /// Sends a request for what is anybody's, with the user's credential if there is one.
    pub fn send_as_who_is_there(&self, method: Method, target: &str) -> Result<Response, Error> {
        match self.fresh() {
            Some(_) => self.send(method, target, None),
            None => self.send_as(None, method, target, None, &[]),
        }
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
        self.exchange(self.api_endpoint(), bearer, method, target, body, secrets)
    }

    fn exchange(
        &self,
        endpoint: &str,
        bearer: Option<&Bearer>,
        method: Method,
        target: &str,
        body: Option<&Value>,
        secrets: &[&str],
    ) -> Result<Response, Error> {
        let body = body.map(|body| body.to_string().into());
        let Client { core, cancelled, .. } = self.client;
        core.http.send(&Request { method, endpoint, target, bearer, body, secrets, deadline: self.deadline, cancelled })
    }

    /// Sends a request to the supervisor beside this process, which gets its own key and never the user's credential.
    pub fn send_nearby(
        &self,
        supervisor: &Supervisor,
        method: Method,
        target: &str,
        body: Option<&Value>,
    ) -> Result<Response, Error> {
        let body = body.map(|body| body.to_string().into());
        let cancelled = &self.client.cancelled;
        let bearer = supervisor.key();
        supervisor.http.send(&Request {
            method,
            endpoint: &supervisor.address,
            target,
            bearer: Some(&bearer),
            body,
            secrets: &[],
            deadline: self.deadline,
            cancelled,
        })
    }

    /// A request as errors name it.
    pub fn describe(&self, method: Method, target: &str) -> String {
        method.of(self.api_endpoint(), target)
    }

    /// Makes sure that an empty answer was meant for this user: to a credential that it does not know, the server
    /// answers reads as to a guest.
    pub fn confirm(&self) -> Result<(), Error> {
        match self.fresh() {
            Some(credential) if !credential.is_confirmed() => {
                self.send(Method::Get, models::WHOAMI, None)?;
                credential.confirm();
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
