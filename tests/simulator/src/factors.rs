//! Second factors, which only balenaCloud has.

use std::collections::HashMap;

use rusqlite::Connection;
use totp_rs::{Builder, Secret};

use crate::auth::{self, Caller};
use crate::reply::Reply;
use crate::request::Request;

/// The secrets of the users who have asked for one.
#[derive(Default)]
pub struct Factors(HashMap<i64, Factor>);

struct Factor {
    secret: Secret,
    /// Since a first code was right.
    enabled: bool,
}

impl Factors {
    pub fn is_enabled(&self, user: i64) -> bool {
        self.0.get(&user).is_some_and(|factor| factor.enabled)
    }

    pub fn set_up(&mut self, caller: &Caller) -> Result<Reply, Reply> {
        let user = user(caller)?;
        let mut bytes = [0; 20];
        getrandom::fill(&mut bytes).map_err(Reply::broken)?;
        let factor = self.0.entry(user).or_insert(Factor { secret: Secret::from(bytes), enabled: false });
        let secret = factor.secret.to_base32();
        Ok(Reply::text(200, &format!("otpauth://totp/balenaCloud:user?secret={secret}&issuer=balenaCloud")))
    }

    pub fn verify(&mut self, db: &Connection, caller: &Caller, request: &Request) -> Result<Reply, Reply> {
        let user = user(caller)?;
        let body = request.object()?;
        let code = body.get("code").and_then(|code| code.as_str()).ok_or_else(|| Reply::empty(400))?;
        let factor = self.0.get_mut(&user).ok_or_else(|| Reply::empty(401))?;
        let generator = Builder::new().with_secret(factor.secret.clone()).build_noncompliant();
        let now = u64::try_from(auth::now_ms() / 1000).unwrap_or(0);
        if generator.check(code, now).is_none() {
            return Err(Reply::empty(401));
        }
        factor.enabled = true;
        Ok(Reply::text(200, &auth::token_with_factor(db, user, false)?))
    }
}

/// Only a session has a second factor.
fn user(caller: &Caller) -> Result<i64, Reply> {
    match caller {
        Caller::User { id, session: true, .. } => Ok(*id),
        _ => Err(Reply::empty(401)),
    }
}
