//! One connection to the gateway, from the hello to its end.
//!
//! It keeps the heartbeat, starts or resumes the session, and hands events on in the order in which they come. It ends
//! with what has to follow; it never ends in silence: a socket that is dead, closed without a reason or mute is noticed.

use serenity::futures::{SinkExt, StreamExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio::time::{Duration, Instant, sleep_until, timeout, timeout_at};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::{
    Connector, MaybeTlsStream, WebSocketStream, client_async_tls_with_config, connect_async_tls_with_config,
};

use super::frame::{self, Frame, Hello, Ready, op};
use super::session::{Ended, Session, after_close};
use super::{Event, Options};
use crate::discord::reach::{API_HOST, distrust, host_of};
use crate::discord::retry::jitter;

/// A connection, or its hello, that is not there by then is given up.
const HELLO_BY: Duration = Duration::from_secs(10);

/// A session that has not started or resumed by then is given up.
const READY_BY: Duration = Duration::from_secs(60);

/// A frame that cannot be written by then is the end of the connection.
const WRITTEN_BY: Duration = Duration::from_secs(10);

/// When we stop, what Discord still sends is taken until it confirms the end, but not longer.
const FAREWELL: Duration = Duration::from_secs(2);

/// The close code of a stop: the session ends.
const NORMAL: u16 = 1000;

/// The close code of a reconnect: neither 1000 nor 1001, so that the session lives on.
const RECONNECTING: u16 = 4000;

/// A reply to the close frame of a reconnect is not waited for any longer.
const CLOSED_BY: Duration = Duration::from_millis(500);

/// Said of a connection that is not made.
const UNCONNECTED: &str = "no connection";

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// A connection and the session that it carries.
pub struct Connection<'a> {
    socket: Socket,
    options: &'a Options,
    session: &'a mut Option<Session>,
    interval: Duration,
    next_beat: Instant,
    acknowledged: bool,
    /// When the session was started or resumed on this connection.
    ready_since: Option<Instant>,
}

impl<'a> Connection<'a> {
    /// Connects and waits for the hello.
    pub async fn open(url: &str, options: &'a Options, session: &'a mut Option<Session>) -> Result<Self, &'static str> {
        let until = Instant::now() + HELLO_BY;
        let url = format!("{}/?v=10&encoding=json", url.trim_end_matches('/'));
        let mut socket = timeout_at(until, connect(&url, options)).await.map_err(|_| "no connection in time")??;
        let hello = timeout_at(until, hello(&mut socket)).await.map_err(|_| "no hello in time")?;
        let interval = Duration::from_millis(hello.ok_or("no hello")?.heartbeat_interval.max(1));
        // The first heartbeat comes after a random part of the interval, so that bots that lost their connection together
        // do not beat together.
        let next_beat = Instant::now() + interval.mul_f64(jitter());
        Ok(Self { socket, options, session, interval, next_beat, acknowledged: true, ready_since: None })
    }

    /// Starts or resumes the session and lives until the connection ends. Tells as well how long the session was up.
    pub async fn live(mut self, events: &impl Fn(Event), stop: &mut watch::Receiver<bool>) -> (Ended, Duration) {
        let ended = match self.greet().await {
            Ok(()) => self.read_on(events, stop).await,
            Err(ended) => ended,
        };
        (ended, self.ready_since.map_or(Duration::ZERO, |since| since.elapsed()))
    }

    async fn greet(&mut self) -> Result<(), Ended> {
        let options = self.options;
        let greeting = match &self.session {
            Some(session) => frame::resume(&options.token, &session.id, session.last),
            None => frame::identify(&options.token, options.intents.bits(), &options.presence),
        };
        self.send(greeting).await
    }

    async fn read_on(&mut self, events: &impl Fn(Event), stop: &mut watch::Receiver<bool>) -> Ended {
        let ready_by = Instant::now() + READY_BY;
        loop {
            let step = tokio::select! {
                biased;
                _ = stop.wait_for(|stop| *stop) => return self.farewell(events).await,
                () = sleep_until(self.next_beat) => self.beat().await,
                () = sleep_until(ready_by), if self.ready_since.is_none() => Err(Ended::SessionOver("no session in time")),
                message = self.socket.next() => match self.take(message, events) {
                    Ok(true) => self.send_heartbeat().await,
                    Ok(false) => Ok(()),
                    Err(ended) => Err(ended),
                },
            };
            if let Err(ended) = step {
                self.close(RECONNECTING, CLOSED_BY).await;
                return ended;
            }
        }
    }

    /// Beats, if the beat before was heard; else the connection is dead, though its socket is open.
    async fn beat(&mut self) -> Result<(), Ended> {
        if !std::mem::replace(&mut self.acknowledged, false) {
            return Err(Ended::Interrupted("Discord did not acknowledge a heartbeat"));
        }
        self.next_beat = Instant::now() + self.interval;
        self.send_heartbeat().await
    }

    async fn send_heartbeat(&mut self) -> Result<(), Ended> {
        let last = self.session.as_ref().map(|session| session.last);
        self.send(frame::heartbeat(last)).await
    }

    async fn send(&mut self, frame: serde_json::Value) -> Result<(), Ended> {
        let sent = timeout(WRITTEN_BY, self.socket.send(Message::text(frame.to_string()))).await;
        match sent {
            Ok(Ok(())) => Ok(()),
            _ => Err(Ended::Interrupted("the connection is lost")),
        }
    }

    /// Takes what came from the socket. True if Discord asks for a heartbeat.
    fn take<E>(&mut self, message: Option<Result<Message, E>>, events: &impl Fn(Event)) -> Result<bool, Ended> {
        match message {
            Some(Ok(Message::Text(text))) => self.take_frame(text.as_str(), events),
            Some(Ok(Message::Close(frame))) => Err(after_close(frame.map(|frame| frame.code.into()))),
            Some(Ok(_)) => Ok(false),
            Some(Err(_)) | None => Err(Ended::Interrupted("the connection is lost")),
        }
    }

    fn take_frame(&mut self, text: &str, events: &impl Fn(Event)) -> Result<bool, Ended> {
        let Ok(frame) = serde_json::from_str::<Frame>(text) else {
            tracing::warn!(bytes = text.len(), "a frame of the gateway cannot be read and is left out");
            return Ok(false);
        };
        match frame.op {
            op::DISPATCH => self.dispatch(&frame, events),
            op::HEARTBEAT => return Ok(true),
            op::HEARTBEAT_ACK => self.acknowledged = true,
            op::RECONNECT => return Err(Ended::Interrupted("Discord asks for a new connection")),
            op::INVALID_SESSION => {
                let resumable = frame.d.is_some_and(|d| d.get() == "true");
                return Err(if resumable {
                    Ended::Interrupted("the session is to be resumed")
                } else {
                    Ended::SessionOver("the session is not valid any more")
                });
            }
            _ => {}
        }
        Ok(false)
    }

    fn dispatch(&mut self, frame: &Frame, events: &impl Fn(Event)) {
        let (Some(name), Some(content)) = (frame.t, frame.d) else { return };
        match name {
            "READY" => match serde_json::from_str::<Ready>(content.get()) {
                Ok(ready) => self.started(ready, events),
                Err(_) => tracing::warn!("READY cannot be read"),
            },
            "RESUMED" => {
                self.ready_since = Some(Instant::now());
                tracing::info!("session resumed");
            }
            "INTERACTION_CREATE" => events(Event::Interaction(content.to_owned())),
            "MESSAGE_CREATE" => events(Event::Message(content.to_owned())),
            _ => {}
        }
        // The number counts once the event was handed on: until then, a resume has to bring it again.
        if let (Some(session), Some(number)) = (self.session.as_mut(), frame.s) {
            session.last = session.last.max(number);
        }
    }

    fn started(&mut self, ready: Ready, events: &impl Fn(Event)) {
        self.ready_since = Some(Instant::now());
        *self.session = Some(Session { id: ready.session_id, resume_url: ready.resume_gateway_url, last: 0 });
        tracing::info!(name = ready.user.username, application = ready.application.id.get(), "session started");
        events(Event::Ready { user: ready.user.id, application: ready.application.id });
    }

    /// Ends the session, and takes what Discord delivered before it knew.
    async fn farewell(&mut self, events: &impl Fn(Event)) -> Ended {
        let until = Instant::now() + FAREWELL;
        self.send_close(NORMAL).await;
        while let Ok(Some(Ok(message))) = timeout_at(until, self.socket.next()).await {
            if self.take(Some(Ok::<_, ()>(message)), events).is_err() {
                break;
            }
        }
        Ended::Stopped
    }

    async fn close(&mut self, code: u16, patience: Duration) {
        self.send_close(code).await;
        let drain = async { while let Some(Ok(_)) = self.socket.next().await {} };
        // A socket that is not confirmed closed is dropped: the other end notices by itself.
        timeout(patience, drain).await.unwrap_or(());
    }

    async fn send_close(&mut self, code: u16) {
        let frame = CloseFrame { code: code.into(), reason: "".into() };
        if !matches!(timeout(CLOSED_BY, self.socket.close(Some(frame))).await, Ok(Ok(()))) {
            tracing::debug!(code, "the connection was gone before it could be closed");
        }
    }
}

/// Connects to the address; to where the name of Discord's API is resolved, if it is that one's.
async fn connect(url: &str, options: &Options) -> Result<Socket, &'static str> {
    let connector = options.tls.clone().map(Connector::Rustls);
    let elsewhere = options.resolved.filter(|_| host_of(url).as_deref() == Some(API_HOST));
    let connected = match elsewhere {
        Some(address) => {
            let stream = TcpStream::connect(address).await.map_err(|_| UNCONNECTED)?;
            stream.set_nodelay(true).map_err(|_| UNCONNECTED)?;
            client_async_tls_with_config(url, stream, None, connector).await
        }
        None => connect_async_tls_with_config(url, None, true, connector).await,
    };
    connected.map(|(socket, _)| socket).map_err(|error| match distrust(&error) {
        Some(_) => "the certificate at the gateway is not trusted; see `discord.api_certificate`",
        None => UNCONNECTED,
    })
}

async fn hello(socket: &mut Socket) -> Option<Hello> {
    while let Some(Ok(message)) = socket.next().await {
        let Message::Text(text) = message else { continue };
        match serde_json::from_str::<Frame>(text.as_str()) {
            Ok(Frame { op: op::HELLO, d: Some(content), .. }) => return serde_json::from_str(content.get()).ok(),
            _ => continue,
        }
    }
    None
}
