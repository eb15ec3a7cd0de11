//! The routes of the REST API that a bot of this kind may call; any other call is unexpected and fails the test.

use axum::http::Method;

/// A route, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// `GET /gateway`.
    Gateway,
    /// `GET /gateway/bot`.
    GatewayBot,
    /// `GET /users/@me`.
    Me,
    /// `GET /applications/@me` and `GET /oauth2/applications/@me`.
    Application,
    /// Commands of the application: list, create, overwrite.
    Commands,
    /// One command of the application: get, edit, delete.
    Command,
    /// `POST /interactions/{id}/{token}/callback`: the first response.
    Callback,
    /// The first response as a message: get, edit, delete.
    Original,
    /// `POST /webhooks/{application}/{token}`: a follow-up.
    FollowUp,
    /// A follow-up: get, edit, delete.
    FollowUpMessage,
    /// `POST /channels/{id}/messages`.
    Messages,
    /// One message: get, edit, delete.
    Message,
    /// `POST /channels/{id}/typing`.
    Typing,
    /// `GET /channels/{id}`.
    Channel,
    /// `POST /users/@me/channels`: opens a direct message.
    OpenDm,
}

impl Endpoint {
    /// True for the routes that carry an interaction's token: they need no bot token and are outside the global limit.
    pub(crate) fn is_interaction(self) -> bool {
        matches!(self, Self::Callback | Self::Original | Self::FollowUp | Self::FollowUpMessage)
    }

    /// True for the routes that need no bot token.
    pub(crate) fn is_open(self) -> bool {
        self.is_interaction() || self == Self::Gateway
    }
}

/// A route with the values in its path.
#[derive(Debug, Clone)]
pub(crate) struct Route {
    pub(crate) endpoint: Endpoint,
    /// The route as the API description names it.
    pub(crate) template: &'static str,
    /// The path's values in order.
    pub(crate) values: Vec<String>,
    /// What stands after the question mark.
    pub(crate) query: String,
}

impl Route {
    /// The id at this place of the path; zero, which is nobody's, if it is no number.
    pub(crate) fn id(&self, place: usize) -> u64 {
        self.values.get(place).and_then(|value| value.parse().ok()).unwrap_or(0)
    }

    /// True if the query says so.
    pub(crate) fn asks(&self, flag: &str) -> bool {
        self.query.split('&').any(|part| part.strip_prefix(flag).is_some_and(|value| value == "=true"))
    }
}

/// The route for a call, `path` without `/api/v10`.
pub(crate) fn find(method: &Method, path: &str, query: &str) -> Option<Route> {
    TABLE.iter().filter(|(methods, ..)| methods.split(' ').any(|allowed| allowed == method.as_str())).find_map(
        |&(_, template, endpoint)| {
            fit(template, path).map(|values| Route { endpoint, template, values, query: query.to_owned() })
        },
    )
}

fn fit(template: &str, path: &str) -> Option<Vec<String>> {
    let mut values = Vec::new();
    let (mut wanted, mut given) = (template.split('/'), path.split('/'));
    loop {
        match (wanted.next(), given.next()) {
            (None, None) => return Some(values),
            (Some(part), Some(value)) if part.starts_with('{') && !value.is_empty() => values.push(value.to_owned()),
            (Some(part), Some(value)) if part == value => {}
            _ => return None,
        }
    }
}

/// Methods, path and meaning; a fixed part stands before a value in the same place.
const TABLE: &[(&str, &str, Endpoint)] = &[
    ("GET", "/gateway", Endpoint::Gateway),
    ("GET", "/gateway/bot", Endpoint::GatewayBot),
    ("GET", "/users/@me", Endpoint::Me),
    ("GET", "/applications/@me", Endpoint::Application),
    ("GET", "/oauth2/applications/@me", Endpoint::Application),
    ("GET POST PUT", "/applications/{application_id}/commands", Endpoint::Commands),
    ("GET PATCH DELETE", "/applications/{application_id}/commands/{command_id}", Endpoint::Command),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", Endpoint::Callback),
    ("GET PATCH DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/@original", Endpoint::Original),
    ("GET PATCH DELETE", "/webhooks/{webhook_id}/{webhook_token}/messages/{message_id}", Endpoint::FollowUpMessage),
    ("POST", "/webhooks/{webhook_id}/{webhook_token}", Endpoint::FollowUp),
    ("POST", "/channels/{channel_id}/messages", Endpoint::Messages),
    ("GET PATCH DELETE", "/channels/{channel_id}/messages/{message_id}", Endpoint::Message),
    ("POST", "/channels/{channel_id}/typing", Endpoint::Typing),
    ("GET", "/channels/{channel_id}", Endpoint::Channel),
    ("POST", "/users/@me/channels", Endpoint::OpenDm),
];
