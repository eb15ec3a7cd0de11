//! Why a call to Discord did not get through, read from what came back.
//!
//! Nothing in here quotes a body that was sent or names an address: bodies hold what people wrote, addresses hold tokens.

use std::time::Duration;

use serde::Deserialize;

use super::reach::distrust;

/// A rate limit that does not say how long it lasts.
const UNSAID_PAUSE: Duration = Duration::from_secs(1);

/// Discord's error code for a second response to an interaction (topics/opcodes-and-status-codes.mdx).
pub const ALREADY_ACKNOWLEDGED: i64 = 40060;

/// Why a call did not get through.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// 401: the token is not valid.
    #[error("the token was refused")]
    Unauthorized,
    /// 429: to be tried again after a while.
    #[error("rate limited for {} ms", after.as_millis())]
    RateLimited {
        /// How long Discord asks to wait.
        after: Duration,
        /// True if the limit is one over all calls.
        global: bool,
    },
    /// Another 4xx: the call itself is refused, and would be again.
    #[error("refused with status {status}, code {code}: {message}")]
    Rejected {
        /// The HTTP status.
        status: u16,
        /// Discord's error code, 0 if it gave none.
        code: i64,
        /// Discord's words for the code and the places in the body that it is about; no text of the body itself.
        message: String,
    },
    /// 5xx: something is wrong at Discord.
    #[error("failed at the other end with status {0}")]
    Server(u16),
    /// No answer was read, in time or at all: the call may have acted or not.
    #[error("got no answer: {0}")]
    Lost(&'static str),
    /// The other end shows a certificate that is not trusted: nothing was sent.
    #[error("found a certificate that is not trusted at the other end ({0}); see `discord.api_certificate`")]
    Untrusted(String),
    /// The call was carried out, and its answer cannot be read.
    #[error("was carried out, but its answer cannot be read")]
    Unreadable,
    /// The time for the call was over before it could be made.
    #[error("ran out of time")]
    OutOfTime,
}

/// The body of a 429.
#[derive(Deserialize)]
struct RateLimitBody {
    retry_after: f64,
    #[serde(default)]
    global: bool,
}

/// The body of another error.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ErrorBody {
    code: i64,
    message: String,
    errors: serde_json::Value,
}

impl Refusal {
    /// Why no answer was read. What the error itself says is left out: it holds the address.
    pub fn lost(error: &reqwest::Error) -> Self {
        if let Some(why) = distrust(error) {
            return Self::Untrusted(why);
        }
        Self::Lost(match error {
            error if error.is_connect() => "no connection",
            error if error.is_timeout() => "timed out",
            _ => "the connection broke off",
        })
    }

    /// What a 429 says: its body, else its header `retry-after`.
    pub fn rate_limited(body: &[u8], header_pause: Option<Duration>) -> Self {
        let body = serde_json::from_slice::<RateLimitBody>(body).ok();
        let told = body.as_ref().and_then(|body| Duration::try_from_secs_f64(body.retry_after).ok());
        let after = told.or(header_pause).unwrap_or(UNSAID_PAUSE);
        Self::RateLimited { after, global: body.is_some_and(|body| body.global) }
    }

    /// What another 4xx says in its body.
    pub fn rejected(status: u16, body: &[u8]) -> Self {
        let body: ErrorBody = serde_json::from_slice(body).unwrap_or_default();
        let mut places = Vec::new();
        places_of(&body.errors, String::new(), &mut places);
        let message =
            if places.is_empty() { body.message } else { format!("{} at {}", body.message, places.join(", ")) };
        Self::Rejected { status, code: body.code, message }
    }
}

/// The places in a body that Discord complains about, with its names for the complaints. The complaints' words are left
/// out: they can quote the body.
fn places_of(errors: &serde_json::Value, path: String, into: &mut Vec<String>) {
    let Some(errors) = errors.as_object() else { return };
    for (key, value) in errors {
        if key == "_errors" {
            let codes = value.as_array().into_iter().flatten().filter_map(|error| error["code"].as_str());
            into.extend(codes.map(|code| format!("{path} ({code})")));
        } else {
            let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
            places_of(value, path, into);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_places_and_never_quotes_what_was_sent() {
        let body = br#"{"code":50035,"message":"Invalid Form Body","errors":{"data":{"embeds":{"0":{"title":
            {"_errors":[{"code":"BASE_TYPE_MAX_LENGTH","message":"secret words are too long"}]}}}}}}"#;
        let refusal = Refusal::rejected(400, body).to_string();
        assert_eq!(
            refusal,
            "refused with status 400, code 50035: Invalid Form Body at data.embeds.0.title (BASE_TYPE_MAX_LENGTH)"
        );
        assert_eq!(Refusal::rejected(403, b"<html>").to_string(), "refused with status 403, code 0: ");
    }

    #[test]
    fn how_long_a_rate_limit_lasts_is_read_from_the_body_then_the_header_then_assumed() {
        let check = |body: &str, header: Option<u64>, millis, global| {
            let after = Duration::from_millis(millis);
            let expect = Refusal::RateLimited { after, global };
            assert_eq!(Refusal::rate_limited(body.as_bytes(), header.map(Duration::from_secs)), expect, "{body}");
        };
        check(r#"{"retry_after":0.25,"global":true}"#, Some(1), 250, true);
        check(r#"{"retry_after":64}"#, None, 64_000, false);
        check("", Some(2), 2000, false);
        check(r#"{"retry_after":-1}"#, None, 1000, false);
        check("<html>", None, 1000, false);
    }
}
