//! Two-factor logins.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::json;
use totp_rs::{Builder, Secret};
use url::Url;

use crate::client::Client;
use crate::document::Document;
use crate::error::{Code, Error};
use crate::http::Method;
use crate::models::auth;
use crate::options::{Options, TIMEOUT};
use crate::reference::filled;

/// Two-factor logins.
pub struct TwoFactorAuth<'a>(pub(crate) &'a Client);

impl TwoFactorAuth<'_> {
    /// See `balena_two_factor_auth_challenge`.
    pub fn challenge(&self, code: &str, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        let code = filled("code", code)?;
        call.logged_in()?.second_factor()?;
        let answer = call.send_secret(Method::Post, "auth/totp/verify", Some(&json!({ "code": code })), &[code]);
        let answer = answer.map_err(|error| match error.http_status() {
            Some(401 | 403) => error.renamed(Code::LOGIN_FAILED, "The code is wrong."),
            _ => error.unless_unsupported(WHAT),
        })?;
        self.0.session().log_in(&auth::text(&answer)?)?;
        Ok(Document::null())
    }

    /// See `balena_two_factor_auth_generate_code`.
    pub fn generate_code(&self, secret: &str) -> Result<Document, Error> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Ok(Document::of(&code(secret, now)?))
    }

    /// See `balena_two_factor_auth_get_otpauth_secret`.
    pub fn get_otpauth_secret(&self, options: &Options) -> Result<Document, Error> {
        let call = self.0.call(options, &[TIMEOUT])?;
        call.logged_in()?;
        let answer = call.send(Method::Get, "auth/totp/setup", None);
        let address = auth::text(&answer.map_err(|error| error.unless_unsupported(WHAT))?)?;
        let secret = Url::parse(&address).ok().and_then(|url| {
            let found = url.query_pairs().find(|(name, _)| name == "secret");
            found.map(|(_, secret)| secret.into_owned())
        });
        let secret = secret.ok_or_else(|| Error::new(Code::DECODE, "The answer is no otpauth URL with a secret."))?;
        Ok(Document::of(&secret))
    }

    /// See `balena_two_factor_auth_is_enabled`.
    pub fn is_enabled(&self) -> Result<Document, Error> {
        Ok(Document::of(&self.second_factor()?.is_some()))
    }

    /// See `balena_two_factor_auth_is_passed`.
    pub fn is_passed(&self) -> Result<Document, Error> {
        Ok(Document::of(&(self.second_factor()? != Some(true))))
    }

    /// Whether the token in use still needs a second factor, where it says anything of one.
    fn second_factor(&self) -> Result<Option<bool>, Error> {
        match self.0.session().credential()? {
            Some(credential) => credential.second_factor(),
            None => Err(Error::new(Code::NOT_LOGGED_IN, "Nobody is logged in.")),
        }
    }
}

const WHAT: &str = "two-factor logins";

/// The code for a secret at a time, in seconds since 1970.
fn code(secret: &str, time: u64) -> Result<String, Error> {
    let plain: String = secret.chars().filter(|c| !c.is_whitespace() && *c != '=').collect();
    let refused = || Error::invalid_parameter("secret", "is not base32");
    if plain.is_empty() {
        return Err(refused());
    }
    let secret = Secret::try_from_base32(plain.to_ascii_uppercase()).map_err(|_| refused())?;
    // Short secrets are the service's choice, not ours.
    let generator = Builder::new().with_secret(secret).build_noncompliant();
    Ok(generator.generate(time).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_rfc_6238() {
        // Its secret is the text 12345678901234567890; its codes have two digits more in front.
        let secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
        for (time, expected) in
            [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]
        {
            assert_eq!(code(secret, time).unwrap(), expected);
        }
        assert_eq!(code("gezd gnbv gy3t qojq gezd gnbv gy3t qojq", 59).unwrap(), "287082");
        assert_eq!(code("MFRGG===", 59).unwrap().len(), 6);
        for bad in ["", " ", "===", "0189", "MFRGG!", "é"] {
            let error = code(bad, 59).unwrap_err();
            assert_eq!(error.code(), Code::INVALID_PARAMETER, "{bad}");
        }
    }
}
