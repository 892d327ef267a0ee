//! HTTPS: the end of the TLS connections, in front of the plain server. What happens to its sockets, faults included,
//! happens to the client's.

use std::convert::Infallible;
use std::error::Error;
use std::fs;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};
use socket2::SockRef;
use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// Makes an authority and its certificate for this machine, and leaves the authority's in `directory`.
pub fn acceptor(directory: &Path) -> Result<(TlsAcceptor, PathBuf), Box<dyn Error>> {
    let mut authority = CertificateParams::new(Vec::new())?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    authority.distinguished_name.push(DnType::CommonName, "balena-simulator's authority");
    let authority_key = KeyPair::generate()?;
    let file = directory.join("ca.pem");
    fs::create_dir_all(directory)?;
    fs::write(&file, authority.self_signed(&authority_key)?.pem())?;

    let mut server = CertificateParams::new(["localhost", "*.devices.localhost", "127.0.0.1"].map(str::to_owned))?;
    server.distinguished_name.push(DnType::CommonName, "balena-simulator");
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.use_authority_key_identifier_extension = true;
    let server_key = KeyPair::generate()?;
    let certificate = server.signed_by(&server_key, &Issuer::new(authority, authority_key))?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], PrivateKeyDer::Pkcs8(server_key.serialize_der().into()))?;
    Ok((TlsAcceptor::from(Arc::new(config)), file))
}

pub async fn serve(listener: TcpListener, acceptor: TlsAcceptor, plain: SocketAddr) -> io::Result<Infallible> {
    loop {
        let (stream, _) = listener.accept().await?;
        tokio::spawn(relay(acceptor.clone(), stream, plain));
    }
}

/// An error is the client's choice, who may trust nobody, or a fault's.
async fn relay(acceptor: TlsAcceptor, stream: TcpStream, plain: SocketAddr) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut outer = acceptor.accept(stream).await?;
    let mut inner = TcpStream::connect(plain).await?;
    inner.set_nodelay(true)?;
    let copied = copy_bidirectional(&mut outer, &mut inner).await;
    if copied.is_err() {
        // One side was reset: so is the other.
        for socket in [outer.get_ref().0, &inner] {
            SockRef::from(socket).set_linger(Some(Duration::ZERO))?;
        }
    }
    copied.map(drop)
}
