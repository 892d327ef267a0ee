//! Whom a client trusts: the caller's authorities if a file names them, else the system's, else those that browsers
//! trust.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use once_cell::sync::OnceCell;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring, verify_tls12_signature, verify_tls13_signature};
use rustls::pki_types::pem::{self, PemObject};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, OtherError, RootCertStore, SignatureScheme};

use crate::error::{Code, Error};

/// One configuration for all lanes, so that they resume each other's TLS sessions.
pub(super) struct Trust {
    ca_file: Option<PathBuf>,
    config: OnceCell<ClientConfig>,
}

impl Trust {
    pub fn new(ca_file: Option<PathBuf>) -> Self {
        Trust { ca_file, config: OnceCell::new() }
    }

    pub fn config(&self) -> Result<ClientConfig, Error> {
        self.config.get_or_try_init(|| self.make()).cloned()
    }

    fn make(&self) -> Result<ClientConfig, Error> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(provider.clone())
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::new(Code::TLS, "TLS could not be prepared.").caused_by(&error))?;
        let config = match &self.ca_file {
            Some(path) => builder.with_root_certificates(of_file(path)?),
            None => {
                let verifier = Arc::new(System { provider, verifier: Mutex::default() });
                builder.dangerous().with_custom_certificate_verifier(verifier)
            }
        };
        Ok(config.with_no_client_auth())
    }
}

fn of_file(path: &Path) -> Result<RootCertStore, Error> {
    let unusable = || Error::new(Code::INVALID_OPTION, "option ca_file names no file of PEM certificates");
    let text = fs::read(path).map_err(|error| unusable().caused_by(&error))?;
    let certificates: Result<Vec<CertificateDer<'_>>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let certificates = certificates.map_err(|error| unusable().caused_by(&error))?;
    let mut roots = RootCertStore::empty();
    if roots.add_parsable_certificates(certificates).0 == 0 {
        return Err(unusable());
    }
    Ok(roots)
}

/// The system's authorities, SSL_CERT_FILE and SSL_CERT_DIR included. They are read when the first certificate is to be
/// checked: that takes longer than all else a new client does, and plain HTTP never needs them.
struct System {
    provider: Arc<CryptoProvider>,
    verifier: Mutex<Option<Arc<WebPkiServerVerifier>>>,
}

impl System {
    fn verifier(&self) -> Result<Arc<WebPkiServerVerifier>, rustls::Error> {
        let mut kept = self.verifier.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(verifier) = &*kept {
            return Ok(verifier.clone());
        }
        let found = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(found.certs);
        if roots.is_empty() {
            roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        }
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), self.provider.clone())
            .build()
            .map_err(|error| rustls::Error::Other(OtherError(Arc::new(error))))?;
        // Without what could not be read just now the next connection, too, would be refused.
        if !found.errors.iter().any(may_pass) {
            *kept = Some(verifier.clone());
        }
        Ok(verifier)
    }
}

/// True where another try may read what this one could not: there were no descriptors or no memory, or a disk failed.
fn may_pass(error: &rustls_native_certs::Error) -> bool {
    let cause = match &error.kind {
        rustls_native_certs::ErrorKind::Io { inner, .. } => inner.raw_os_error(),
        rustls_native_certs::ErrorKind::Pem(pem::Error::Io(inner)) => inner.raw_os_error(),
        _ => None,
    };
    matches!(cause, Some(libc::EMFILE | libc::ENFILE | libc::ENOMEM | libc::EIO))
}

impl fmt::Debug for System {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the system's certificate authorities")
    }
}

impl ServerCertVerifier for System {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.verifier()?.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls12_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        verify_tls13_signature(message, certificate, signature, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use rustls_native_certs::ErrorKind;

    use super::*;

    #[test]
    fn what_could_not_be_read_just_now_is_read_again() {
        let error = |kind| rustls_native_certs::Error { context: "reading", kind };
        let of_file = |number| ErrorKind::Pem(pem::Error::Io(io::Error::from_raw_os_error(number)));
        let of_folder =
            |number| ErrorKind::Io { inner: io::Error::from_raw_os_error(number), path: PathBuf::from("certs") };
        for passing in [libc::EMFILE, libc::ENFILE, libc::ENOMEM, libc::EIO] {
            assert!(may_pass(&error(of_file(passing))) && may_pass(&error(of_folder(passing))), "{passing}");
        }
        for lasting in [libc::ENOENT, libc::EACCES] {
            assert!(!may_pass(&error(of_file(lasting))) && !may_pass(&error(of_folder(lasting))), "{lasting}");
        }
        assert!(!may_pass(&error(ErrorKind::Pem(pem::Error::NoItemsFound))));
    }
}
