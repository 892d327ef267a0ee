//! Whom a client trusts: the caller's authorities if a file names them, else the system's, else those that browsers
//! trust.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use once_cell::sync::OnceCell;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::pem::PemObject;
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
                let verifier = Arc::new(System { provider, verifier: OnceCell::new() });
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
    verifier: OnceCell<Arc<WebPkiServerVerifier>>,
}

impl System {
    fn verifier(&self) -> Result<&Arc<WebPkiServerVerifier>, rustls::Error> {
        self.verifier.get_or_try_init(|| {
            let mut roots = RootCertStore::empty();
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
            if roots.is_empty() {
                roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            }
            WebPkiServerVerifier::builder_with_provider(Arc::new(roots), self.provider.clone())
                .build()
                .map_err(|error| rustls::Error::Other(OtherError(Arc::new(error))))
        })
    }
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
        self.verifier()?.verify_tls12_signature(message, certificate, signature)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier()?.verify_tls13_signature(message, certificate, signature)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}
