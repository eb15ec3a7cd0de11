//! Where Discord is reached and whom to believe there, as the settings say.
//!
//! Three ways: Discord itself; a proxy that every call goes to; or another address under Discord's own name and TLS,
//! with a certificate of the operator's if one is named. In the last two nothing may leave for Discord's real hosts: the
//! name is resolved here and never asked of a name server.

use std::error::Error;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;

use super::trust::trusting;
use crate::config::DiscordSettings;

/// The name that Discord's API has in every address.
pub const API_HOST: &str = "discord.com";

/// Why the settings cannot be used: what, where and the mend.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{0}")]
pub struct Unusable(pub String);

/// Where Discord is reached.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The base address that stands for Discord's in every call.
    pub base: Option<String>,
    /// What Discord's name is resolved to.
    pub resolved: Option<SocketAddr>,
    /// The operator's own certificates.
    certificates: Vec<CertificateDer<'static>>,
}

impl Reach {
    /// As the settings say.
    pub fn new(settings: &DiscordSettings) -> Result<Self, Unusable> {
        let address = settings.api_address.as_str();
        Ok(Self {
            base: base(&settings.proxy)?,
            resolved: (!address.is_empty()).then(|| resolved(address)).transpose()?,
            certificates: certificates(settings)?,
        })
    }

    /// Makes a client call where Discord is reached, and believe whom it may.
    pub fn of_calls(&self, mut client: ClientBuilder) -> Result<ClientBuilder, Unusable> {
        if self.base.is_some() || self.resolved.is_some() {
            // A proxy of the environment must not stand before what the settings say.
            client = client.no_proxy();
        }
        if let Some(resolved) = self.resolved {
            client = client.resolve(API_HOST, resolved);
        }
        if !self.certificates.is_empty() {
            client =
                client.use_preconfigured_tls(trusting(&self.certificates, false).ok_or_else(unusable_certificate)?);
        }
        Ok(client)
    }

    /// What the gateway's connection believes: the usual authorities, for the gateway may be Discord's own, and the
    /// operator's certificates; `None` where there are none.
    pub fn of_gateway(&self) -> Result<Option<Arc<ClientConfig>>, Unusable> {
        if self.certificates.is_empty() {
            return Ok(None);
        }
        trusting(&self.certificates, true).map(|tls| Some(Arc::new(tls))).ok_or_else(unusable_certificate)
    }

    /// The host of the base address.
    pub fn base_host(&self) -> Option<String> {
        self.base.as_deref().and_then(host_of)
    }
}

/// The host in an address.
pub fn host_of(url: &str) -> Option<String> {
    reqwest::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned))
}

/// What is wrong with the other end's certificate, if that is why a connection failed.
pub fn distrust(error: &(dyn Error + 'static)) -> Option<String> {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(why)) = error.downcast_ref() {
            return Some(why.to_string());
        }
        // An I/O error passes over what it holds when it is asked for its source.
        let held = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        cause = held.map_or_else(|| error.source(), |held| Some(held as _));
    }
    None
}

fn base(proxy: &str) -> Result<Option<String>, Unusable> {
    if proxy.is_empty() {
        return Ok(None);
    }
    let usable = reqwest::Url::parse(proxy).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    let complaint = || Unusable(format!("discord.proxy: `{proxy}` is no address; write it as http://host:port"));
    usable.then(|| Some(proxy.trim_end_matches('/').to_owned())).ok_or_else(complaint)
}

fn resolved(address: &str) -> Result<SocketAddr, Unusable> {
    let complaint = || Unusable(format!("discord.api_address: `{address}` is no host and port; write it as host:port"));
    address.to_socket_addrs().ok().and_then(|mut found| found.next()).ok_or_else(complaint)
}

fn certificates(settings: &DiscordSettings) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let file = &settings.api_certificate;
    if file.as_os_str().is_empty() {
        return Ok(Vec::new());
    }
    let unusable = |what: String| {
        Unusable(format!(
            "discord.api_certificate: {} {what}; name a certificate in PEM that the bot may read",
            file.display()
        ))
    };
    let text = std::fs::read(file).map_err(|error| unusable(format!("cannot be read ({error})")))?;
    let found: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    let found = found.ok().filter(|found| !found.is_empty()).ok_or_else(|| unusable("is no certificate".to_owned()))?;
    if trusting(&found, false).is_none() {
        return Err(unusable("holds a certificate that cannot be read".to_owned()));
    }
    Ok(found)
}

fn unusable_certificate() -> Unusable {
    Unusable("discord.api_certificate: the certificate cannot be used; name one in PEM".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_be_used_are_refused_with_their_name_and_mend() {
        let folder = tempfile::tempdir().unwrap();
        let check = |set: &dyn Fn(&mut DiscordSettings), expect: &str| {
            let mut settings = DiscordSettings::default();
            set(&mut settings);
            let complaint = Reach::new(&settings).err().map(|error| error.to_string());
            assert!(complaint.as_ref().is_some_and(|text| text.contains(expect)), "{complaint:?}");
        };
        check(
            &|to| to.proxy = "127.0.0.1:80".into(),
            "discord.proxy: `127.0.0.1:80` is no address; write it as http://",
        );
        check(&|to| to.proxy = "ftp://x".into(), "discord.proxy");
        check(&|to| to.api_address = "nonsense".into(), "discord.api_address: `nonsense` is no host and port");
        check(&|to| to.api_certificate = "/no/such".into(), "discord.api_certificate: /no/such cannot be read");
        for (text, expect) in [
            ("nonsense", "is no certificate; name a certificate in PEM"),
            ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be read; name a certificate"),
        ] {
            let file = folder.path().join("certificate.pem");
            std::fs::write(&file, text).unwrap();
            check(&|to| to.api_certificate.clone_from(&file), expect);
        }
    }

    #[test]
    fn a_failure_tells_of_a_certificate_only_where_that_is_why() {
        let tls = |error: rustls::Error| io::Error::other(error);
        let of = |error: io::Error| distrust(&io::Error::other(error));
        let expired = rustls::Error::InvalidCertificate(rustls::CertificateError::Revoked);
        assert!(of(tls(expired)).is_some());
        assert_eq!(of(tls(rustls::Error::DecryptError)), None);
        assert_eq!(of(io::Error::from(io::ErrorKind::ConnectionRefused)), None);
    }
}
