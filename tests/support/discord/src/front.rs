//! A TLS front before the double: REST and gateway under a name of one's choice, with a certificate made for the test.
//!
//! It opens each connection, notes the name that it was made to, and hands what is inside on to the REST API or the
//! gateway: by the first line of the request, as both are reached under one name.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use rcgen::{BasicConstraints, CertificateParams, IsCa, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::AbortHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::rest::bind;

/// How a request to the gateway begins; those to the REST API name `/api`.
const GATEWAY: &[u8] = b"GET /?";

/// A front that takes TLS. Dropping it ends it.
#[derive(Debug)]
pub struct Front {
    address: SocketAddr,
    certificate: String,
    seen: Arc<Mutex<Seen>>,
    task: AbortHandle,
}

/// What came to a front.
#[derive(Debug, Default)]
struct Seen {
    names: Vec<String>,
    refusals: usize,
}

impl Front {
    /// Opens one that shows a certificate for `name`, marked as an authority's if `authority`.
    ///
    /// # Panics
    /// If no certificate can be made for it.
    pub(crate) async fn open(name: &str, authority: bool, rest: SocketAddr, gateway: SocketAddr) -> Self {
        let key = KeyPair::generate().expect("a key");
        let mut parameters = CertificateParams::new(vec![name.to_owned()]).expect("a name that a certificate can hold");
        if authority {
            parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        }
        let certificate = parameters.self_signed(&key).expect("a certificate");
        let secret = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let config = ServerConfig::builder().with_no_client_auth();
        let config = config.with_single_cert(vec![certificate.der().clone()], secret).expect("a key that fits");
        let (listener, address) = bind().await;
        let seen = Arc::new(Mutex::new(Seen::default()));
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let task = tokio::spawn(listen(listener, acceptor, Arc::clone(&seen), rest, gateway)).abort_handle();
        Self { address, certificate: certificate.pem(), seen, task }
    }

    /// Where it is: `127.0.0.1:PORT`.
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// Its certificate, in PEM.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// The names that it was called by, one for each connection that was made.
    pub fn names(&self) -> Vec<String> {
        self.look(|seen| seen.names.clone())
    }

    /// How many connections ended before they were made, as where the other end does not trust the certificate.
    pub fn refusals(&self) -> usize {
        self.look(|seen| seen.refusals)
    }

    fn look<T>(&self, read: impl FnOnce(&Seen) -> T) -> T {
        read(&self.seen.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn listen(
    listener: TcpListener,
    acceptor: TlsAcceptor,
    seen: Arc<Mutex<Seen>>,
    rest: SocketAddr,
    gateway: SocketAddr,
) {
    while let Ok((stream, _)) = listener.accept().await {
        let (acceptor, seen) = (acceptor.clone(), Arc::clone(&seen));
        tokio::spawn(async move {
            let accepted = acceptor.accept(stream).await;
            let mut outside = {
                let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
                let Ok(stream) = accepted else {
                    seen.refusals += 1;
                    return;
                };
                seen.names.push(stream.get_ref().1.server_name().unwrap_or_default().to_owned());
                stream
            };
            // One read holds the whole first line: both ends send it in one piece.
            let mut first = [0; 4096];
            let Ok(length) = outside.read(&mut first).await else { return };
            let to = if first.starts_with(GATEWAY) { gateway } else { rest };
            let Ok(mut inside) = TcpStream::connect(to).await else { return };
            if inside.write_all(&first[..length]).await.is_ok() {
                let _ = copy_bidirectional(&mut outside, &mut inside).await;
            }
        });
    }
}
