//! Logging in, and who is.

use serde::Deserialize;
use serde_json::json;

use crate::client::{Call, Client};
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::{Method, Response};
use crate::options::{Options, TIMEOUT};
use crate::reference::filled;

pub(crate) const WHOAMI: &str = "actor/v1/whoami";
pub(crate) const REFRESH: &str = "user/v1/refresh-token";

/// Who is logged in.
pub struct Auth<'a>(pub(crate) &'a Client);

impl Auth<'_> {
    /// See `balena_auth_authenticate`.
    pub fn authenticate(&self, username: &str, password: &str, options: &Options) -> Result<Document, Error> {
        Ok(Document::of(&self.token(username, password, options)?))
    }

    /// See `balena_auth_get_email`.
    pub fn get_email(&self, options: &Options) -> Result<Document, Error> {
        let actor = self.actor(options)?;
        actor.email.as_deref().map(|email| Document::of(&email)).ok_or_else(|| actor.lacks("e-mail address"))
    }

    /// See `balena_auth_get_token`.
    pub fn get_token(&self) -> Result<Document, Error> {
        match self.0.session().credential()? {
            Some(credential) => Ok(Document::of(&credential.token)),
            None => Err(Error::new(Code::NOT_LOGGED_IN, "Nobody is logged in.")),
        }
    }

    /// See `balena_auth_get_user_id`.
    pub fn get_user_id(&self, options: &Options) -> Result<Document, Error> {
        let actor = self.actor(options)?;
        if actor.kind == "user" { Ok(Document::of(&actor.id)) } else { Err(actor.lacks("user id")) }
    }

    /// See `balena_auth_is_logged_in`.
    pub fn is_logged_in(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        if call.logged_in().is_err() {
            return Ok(Document::of(&false));
        }
        match who(&call) {
            Ok(_) => Ok(Document::of(&true)),
            Err(error) if matches!(error.code(), Code::UNAUTHORIZED | Code::EXPIRED_TOKEN) => Ok(Document::of(&false)),
            Err(error) => Err(error),
        }
    }

    /// See `balena_auth_log_out`.
    pub fn log_out(&self) -> Result<Document, Error> {
        Ok(Document::of(&self.0.session().log_out()?))
    }

    /// See `balena_auth_login`.
    pub fn login(&self, username: &str, password: &str, options: &Options) -> Result<Document, Error> {
        let token = self.token(username, password, options)?;
        self.0.session().log_in(&token)?;
        Ok(Document::null())
    }

    /// See `balena_auth_login_with_token`.
    pub fn login_with_token(&self, token: &str) -> Result<Document, Error> {
        self.0.session().log_in_with_token(token)?;
        Ok(Document::null())
    }

    /// See `balena_auth_register`.
    pub fn register(&self, email: &str, password: &str, options: &Options) -> Result<Document, Error> {
        const PROOF: &str = "g-recaptcha-response";
        let call = self.0.call_as_nobody(options, &[PROOF, TIMEOUT])?;
        let mut body = json!({ "email": filled("email", email)?, "password": not_empty(password)? });
        let proof = options.text(PROOF)?;
        if let Some(proof) = proof {
            body[PROOF] = proof.into();
        }
        let secrets = [password, proof.unwrap_or_default()];
        let response = call
            .send_as(None, Method::Post, "user/register", Some(&body), &secrets)
            .map_err(|error| error.unless_unsupported("the making of accounts"))?;
        Ok(Document::of(&text(&response)?))
    }

    /// See `balena_auth_who_am_i`.
    pub fn who_am_i(&self, options: &Options) -> Result<Document, Error> {
        Ok(Document::of(&self.actor(options)?.username()?))
    }

    fn actor(&self, options: &Options) -> Result<Actor, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        call.logged_in()?;
        who(&call)
    }

    /// The session token that the server gives for a password.
    fn token(&self, username: &str, password: &str, options: &Options) -> Result<String, Error> {
        let call = self.0.call_as_nobody(options, &[TIMEOUT])?;
        let body = json!({ "username": filled("username", username)?, "password": not_empty(password)? });
        match call.send_as(None, Method::Post, "login_", Some(&body), &[password]) {
            Ok(response) => text(&response),
            Err(error) if error.http_status() == Some(401) => {
                Err(error.renamed(Code::LOGIN_FAILED, "The user name or the password is wrong."))
            }
            Err(error) => Err(error),
        }
    }
}

/// A password may hold anything else.
fn not_empty(password: &str) -> Result<&str, Error> {
    if password.is_empty() { Err(Error::invalid_parameter("password", "is empty")) } else { Ok(password) }
}

/// The user name behind the credential.
pub(crate) fn username(call: &Call<'_>) -> Result<String, Error> {
    who(call)?.username().map(str::to_owned)
}

/// Whom the server takes the caller for.
#[derive(Deserialize)]
pub(crate) struct Actor {
    #[serde(rename = "actorType")]
    pub kind: String,
    #[serde(rename = "actorTypeId")]
    pub id: i64,
    username: Option<String>,
    email: Option<String>,
}

impl Actor {
    fn username(&self) -> Result<&str, Error> {
        self.username.as_deref().ok_or_else(|| self.lacks("user name"))
    }

    fn lacks(&self, what: &str) -> Error {
        Error::new(Code::INVALID_OPTION, format!("The key belongs to a {}, which has no {what}.", self.kind))
    }
}

pub(crate) fn who(call: &Call<'_>) -> Result<Actor, Error> {
    let response = call.send(Method::Get, WHOAMI, None)?;
    let actor = serde_json::from_slice(response.body()).map_err(|error| {
        let error = Error::new(Code::DECODE, "The answer does not say who the caller is.").caused_by_json(&error);
        error.with_http_status(response.status)
    })?;
    call.confirmed();
    Ok(actor)
}

/// An answer that is text, be it plain or a JSON string.
pub(crate) fn text(response: &Response) -> Result<String, Error> {
    let body = response.body();
    let text = match body.first() {
        Some(b'"') => serde_json::from_slice(body).ok(),
        _ => str::from_utf8(body).ok().map(|text| text.trim().to_owned()),
    };
    text.filter(|text| !text.is_empty())
        .ok_or_else(|| Error::new(Code::DECODE, "The answer is not a text.").with_http_status(response.status))
}
