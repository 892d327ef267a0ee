//! Proxies: the one that the options name, else those that the environment names, as curl and most clients know them.

use std::env;

use reqwest::{ClientBuilder, NoProxy, Proxy, Url};

use crate::error::{Code, Error};

/// Which requests go through which proxy; what NO_PROXY lists (hosts, domains, networks, `*`) goes straight.
#[derive(Clone)]
pub(crate) struct Proxies(Vec<Proxy>);

impl Proxies {
    /// None at all, whatever the environment says.
    pub fn none() -> Self {
        Proxies(Vec::new())
    }

    /// One for all requests.
    pub fn named(text: &str) -> Result<Self, Error> {
        let proxy = address(text).and_then(|url| Proxy::all(url).ok()).ok_or_else(|| unusable("option proxy"))?;
        Ok(Proxies(vec![proxy.no_proxy(exceptions())]))
    }

    /// Those of HTTP_PROXY, HTTPS_PROXY and ALL_PROXY, in either case.
    pub fn from_environment() -> Result<Self, Error> {
        // In a CGI program HTTP_PROXY holds what the request's header Proxy says.
        let http =
            if env::var_os("REQUEST_METHOD").is_some() { &["http_proxy"][..] } else { &["http_proxy", "HTTP_PROXY"] };
        let proxies = [
            read(http, Proxy::http)?,
            read(&["https_proxy", "HTTPS_PROXY"], Proxy::https)?,
            read(&["all_proxy", "ALL_PROXY"], Proxy::all)?,
        ];
        Ok(Proxies(proxies.into_iter().flatten().collect()))
    }

    /// Puts them in the place of those that reqwest would find by itself.
    pub(super) fn given_to(&self, builder: ClientBuilder) -> ClientBuilder {
        self.0.iter().cloned().fold(builder.no_proxy(), ClientBuilder::proxy)
    }
}

/// The proxy that the first of these variables names, for the requests that `kind` takes.
fn read(names: &[&'static str], kind: fn(Url) -> reqwest::Result<Proxy>) -> Result<Option<Proxy>, Error> {
    let Some((name, text)) = first(names) else { return Ok(None) };
    let proxy = address(&text).and_then(|url| kind(url).ok());
    let proxy = proxy.ok_or_else(|| unusable(&format!("environment variable {name}")))?;
    Ok(Some(proxy.no_proxy(exceptions())))
}

/// A proxy's URL; one without a scheme speaks HTTP.
fn address(text: &str) -> Option<Url> {
    let text = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
    let url = Url::parse(&text).ok()?;
    let known = matches!(url.scheme(), "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h");
    (known && url.host().is_some()).then_some(url)
}

fn exceptions() -> Option<NoProxy> {
    let (_, mut list) = first(&["no_proxy", "NO_PROXY"])?;
    if list.split(',').any(|entry| entry.trim() == "*") {
        // reqwest takes it for all names, and not for addresses.
        list.push_str(",0.0.0.0/0,::/0");
    }
    NoProxy::from_string(&list)
}

fn first(names: &[&'static str]) -> Option<(&'static str, String)> {
    names.iter().find_map(|name| Some((*name, env::var(name).ok().filter(|value| !value.is_empty())?)))
}

/// The address is left out: it may hold a password.
fn unusable(what: &str) -> Error {
    Error::new(Code::INVALID_OPTION, format!("{what} is not the URL of an HTTP or SOCKS proxy"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_of_a_proxy_is_refused_and_not_repeated() {
        for good in
            ["proxy:3128", "http://user:pass@proxy:3128", "https://proxy/", "socks5h://127.0.0.1:1080", "[::1]:3128"]
        {
            assert!(Proxies::named(good).is_ok(), "{good}");
        }
        for bad in ["", "ftp://secret:secret@proxy", "http://", "http://secret secret/", "://secret"] {
            let error = Proxies::named(bad).err().unwrap();
            assert_eq!(error.code().name(), "INVALID_OPTION", "{bad}");
            assert!(!error.message().contains("secret"), "{}", error.message());
        }
    }
}
