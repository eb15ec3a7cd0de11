//! What can go wrong with a REST call, ordered by a test: `Fault::status(502).on(Endpoint::Messages).times(2)`.

use std::time::Duration;

use crate::route::Endpoint;

/// A fault of the next calls to a route.
#[derive(Debug, Clone)]
pub struct Fault {
    pub(crate) kind: Kind,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) times: u32,
    pub(crate) processed: bool,
    pub(crate) code: u64,
}

/// What the caller sees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// This status with Discord's error body.
    Status(u16),
    /// No response at all.
    Hang,
    /// 429, to be called again after this long.
    RateLimited { after: Duration, global: bool },
    /// 200 with half of a JSON object.
    Garbled,
}

impl Fault {
    /// The call ends with this status.
    pub fn status(status: u16) -> Self {
        Self::new(Kind::Status(status))
    }

    /// The call never gets a response.
    pub fn hang() -> Self {
        Self::new(Kind::Hang)
    }

    /// The call is refused with 429 and may be made again `after` this long.
    pub fn rate_limited(after: Duration) -> Self {
        Self::new(Kind::RateLimited { after, global: false })
    }

    /// Every call is refused with 429 until `after` this long, on all routes but those of interactions.
    pub fn rate_limited_globally(after: Duration) -> Self {
        Self::new(Kind::RateLimited { after, global: true })
    }

    /// The call's response breaks off in the middle of its JSON.
    pub fn garbled() -> Self {
        Self::new(Kind::Garbled)
    }

    /// With one of Discord's own codes in the error body; 0 if not said.
    pub fn code(self, code: u64) -> Self {
        Self { code, ..self }
    }

    /// Only calls to this route.
    pub fn on(self, endpoint: Endpoint) -> Self {
        Self { endpoint: Some(endpoint), ..self }
    }

    /// So many calls; one if not said.
    pub fn times(self, times: u32) -> Self {
        Self { times, ..self }
    }

    /// Discord does what the call asks, and only the response is lost.
    pub fn after_processing(self) -> Self {
        Self { processed: true, ..self }
    }

    fn new(kind: Kind) -> Self {
        Self { kind, endpoint: None, times: 1, processed: false, code: 0 }
    }
}

/// Takes the fault that is due for a call to this route.
pub(crate) fn take(faults: &mut Vec<Fault>, endpoint: Endpoint) -> Option<Fault> {
    let place = faults.iter().position(|fault| fault.endpoint.is_none_or(|only| only == endpoint))?;
    let fault = faults[place].clone();
    faults[place].times -= 1;
    if faults[place].times == 0 {
        faults.remove(place);
    }
    Some(fault)
}
