//! Whom TLS believes where the operator names a certificate.
//!
//! The certificate may be an authority's, or the very one that the server shows. The second is often marked as an
//! authority's, too (`openssl req -x509` makes it so), and the library takes no such one for a server's own; here it is
//! taken if it is the operator's to the letter, bears the server's name and is of the present time.

use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{WebPkiServerVerifier, verify_server_name};
use rustls::crypto::ring::default_provider;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};

/// TLS that believes these certificates, and `also` those of the usual authorities. `None` if one cannot be used.
pub fn trusting(named: &[CertificateDer<'static>], also: bool) -> Option<ClientConfig> {
    let mut roots = RootCertStore { roots: if also { webpki_roots::TLS_SERVER_ROOTS.to_vec() } else { Vec::new() } };
    for certificate in named {
        roots.add(certificate.clone()).ok()?;
    }
    let provider = Arc::new(default_provider());
    let usual = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider)).build().ok()?;
    let verifier = Arc::new(Verifier { named: named.to_vec(), usual });
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
    Some(config.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
}

/// The library's own verifier, but for the one case above.
#[derive(Debug)]
struct Verifier {
    named: Vec<CertificateDer<'static>>,
    usual: Arc<WebPkiServerVerifier>,
}

impl ServerCertVerifier for Verifier {
    fn verify_server_cert(
        &self,
        shown: &CertificateDer<'_>,
        between: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let usual = self.usual.verify_server_cert(shown, between, name, ocsp, now);
        match &usual {
            // The library says this after it has looked at the time and before it looks at the name.
            Err(Error::InvalidCertificate(CertificateError::Other(why)))
                if is_marked_as_authority(why) && self.named.iter().any(|named| named == shown) =>
            {
                verify_server_name(&ParsedCertificate::try_from(shown)?, name)?;
                Ok(ServerCertVerified::assertion())
            }
            _ => usual,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.usual.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.usual.supported_verify_schemes()
    }
}

fn is_marked_as_authority(why: &OtherError) -> bool {
    // The library's error is of a crate that is not ours to name; its name is what it writes.
    format!("{:?}", why.0) == "CaUsedAsEndEntity"
}
