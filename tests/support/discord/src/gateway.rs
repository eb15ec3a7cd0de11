//! The gateway, version 10: one task a socket, from hello to the close frame.
//!
//! It takes what Discord takes and closes with Discord's codes: heartbeats in time, one identify, 120 sends a minute,
//! payloads of 4096 bytes.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::Instant;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message};

use crate::report::Life;
use crate::session::{Out, Refusal};
use crate::world::Shared;

/// Sends that a connection may make in a minute.
const SENDS: usize = 120;
/// The largest payload that may be sent, in bytes.
const PAYLOAD: usize = 4096;

/// Takes connections until the task is ended.
pub(crate) async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut number = 0;
    while let Ok((stream, _)) = listener.accept().await {
        if shared.look().gateway_down {
            continue;
        }
        number += 1;
        tokio::spawn(serve(stream, number, Arc::clone(&shared)));
    }
}

async fn serve(stream: TcpStream, number: u64, shared: Arc<Shared>) {
    let mut query = String::new();
    // The type is the library's: it returns the response by value, however large.
    #[allow(clippy::result_large_err)]
    let read_query = |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        query = request.uri().query().unwrap_or_default().to_owned();
        Ok(response)
    };
    // Without it, small frames wait 40 ms for the peer's delayed acknowledgement.
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let Ok(socket) = tokio_tungstenite::accept_hdr_async(stream, read_query).await else { return };
    let (out, outbox) = unbounded_channel();
    let heartbeat = shared.change(|world| {
        world.journal.life.push(Life::Connected);
        if !query.split('&').any(|part| part == "v=10") || query.contains("encoding=etf") {
            world.violation("gateway version", format!("connected with `?{query}` instead of `?v=10&encoding=json`"));
        }
        world.rules.heartbeat
    });
    let connection =
        Connection { number, shared, out, session: None, acks: true, sends: VecDeque::new(), heartbeat, beat: None };
    connection.run(socket, outbox).await;
}

struct Connection {
    number: u64,
    shared: Arc<Shared>,
    out: UnboundedSender<Out>,
    session: Option<String>,
    acks: bool,
    sends: VecDeque<Instant>,
    heartbeat: Duration,
    beat: Option<Instant>,
}

/// How a connection ends.
enum End {
    /// The double closes it, with this code if with any.
    Close(Option<u16>),
    /// The double drops it.
    Cut,
    /// The bot sent a close frame.
    Closed(Option<u16>),
    /// The bot's socket ended.
    Gone,
}

impl Connection {
    async fn run(mut self, mut socket: WebSocketStream<TcpStream>, mut outbox: UnboundedReceiver<Out>) {
        let interval = self.heartbeat.as_millis() as u64;
        let hello = json!({"op": 10, "s": null, "t": null, "d": {"heartbeat_interval": interval, "_trace": []}});
        if socket.send(Message::text(hello.to_string())).await.is_err() {
            return;
        }
        self.beat = Some(Instant::now());
        let end = self.pump(&mut socket, &mut outbox).await;
        self.settle(&end);
        // The library has queued its answer to a close frame; it leaves with a flush.
        let _ = socket.flush().await;
        if let End::Close(code) = end {
            let frame = code.map(|code| CloseFrame { code: code.into(), reason: "".into() });
            let _ = socket.close(frame).await;
            // The peer answers with its own close frame; without reading it, the close would arrive as a reset.
            let _ =
                tokio::time::timeout(Duration::from_secs(2), async { while let Some(Ok(_)) = socket.next().await {} })
                    .await;
        }
    }

    async fn pump(&mut self, socket: &mut WebSocketStream<TcpStream>, outbox: &mut UnboundedReceiver<Out>) -> End {
        loop {
            // Discord forgives some lateness; a connection silent for one and a half intervals is given up.
            let silence = self.beat.unwrap_or_else(Instant::now) + self.heartbeat.mul_f32(1.5);
            tokio::select! {
                Some(out) = outbox.recv() => if let Some(end) = self.send(socket, out).await { return end },
                frame = socket.next() => match frame {
                    Some(Ok(Message::Text(text))) => if let Err(code) = self.take(&text) { return End::Close(Some(code)) },
                    Some(Ok(Message::Close(frame))) => return End::Closed(frame.map(|frame| frame.code.into())),
                    Some(Ok(Message::Binary(_))) => return End::Close(Some(4002)),
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return End::Gone,
                },
                () = tokio::time::sleep_until(silence) => return End::Close(Some(4009)),
            }
        }
    }

    async fn send(&mut self, socket: &mut WebSocketStream<TcpStream>, out: Out) -> Option<End> {
        let (text, question) = match out {
            Out::Event { frame, question } => (frame, question),
            Out::Text(text) => (text, None),
            Out::Close(code) => return Some(End::Close(code)),
            Out::Cut => return Some(End::Cut),
            Out::Hush => {
                self.acks = false;
                return None;
            }
        };
        if let Some(id) = question {
            // Noted before it is written: the answer may be back before this task runs again.
            self.shared.change(|world| {
                if let Some(question) = world.questions.get_mut(&id) {
                    question.delivered += 1;
                    question.sent.get_or_insert_with(std::time::Instant::now);
                }
            });
        }
        socket.send(Message::text(text)).await.is_err().then_some(End::Gone)
    }

    /// Takes a payload from the bot; a code to close with if it is a wrong one.
    fn take(&mut self, text: &str) -> Result<(), u16> {
        let now = Instant::now();
        self.sends.retain(|&at| now < at + Duration::from_secs(60));
        self.sends.push_back(now);
        if self.sends.len() > SENDS {
            return self.wrong(4008, "more than 120 sends in a minute");
        }
        if text.len() > PAYLOAD {
            return self.wrong(4002, "a payload of more than 4096 bytes");
        }
        let Ok(payload) = serde_json::from_str::<Value>(text) else { return self.wrong(4002, "no JSON") };
        match (payload["op"].as_u64(), &payload["d"]) {
            (Some(1), _) => {
                self.beat = Some(now);
                self.shared.change(|world| world.journal.heartbeats += 1);
                if self.acks {
                    let _ = self.out.send(Out::Text(json!({"op": 11, "s": null, "t": null, "d": null}).to_string()));
                }
                Ok(())
            }
            (Some(2), data) => self.identify(data),
            (Some(6), data) => self.resume(data),
            (Some(3 | 4 | 8 | 31), _) if self.session.is_none() => self.wrong(4003, "a payload before identify"),
            (Some(3 | 4 | 8 | 31), _) => Ok(()),
            (Some(_), _) => self.wrong(4001, "an unknown operation"),
            (None, _) => self.wrong(4002, "a payload without an operation"),
        }
    }

    fn identify(&mut self, data: &Value) -> Result<(), u16> {
        if self.session.is_some() {
            return self.wrong(4005, "identified twice on one connection");
        }
        let line = (self.number, self.out.clone());
        let begun = self.shared.change(|world| {
            let (now, url) = (world.clock.now(), world.gateway_url(self.shared.gateway));
            let begun = world.sessions.identify(&world.rules, now, data, &url, line);
            world.journal.identify = data.clone();
            world.journal.identify["token"] = Value::Null;
            match &begun {
                Ok(_) => world.journal.life.push(Life::Identified),
                Err(Refusal::Invalid) => world.violation("identify concurrency", "identified again within 5 s"),
                Err(Refusal::Close(_)) if world.sessions.identifies_left == 0 => {
                    world.violation("identify limit", "identified more often than session_start_limit allows");
                }
                Err(Refusal::Close(_)) => {}
            }
            begun
        });
        self.begin(begun)
    }

    fn resume(&mut self, data: &Value) -> Result<(), u16> {
        let line = (self.number, self.out.clone());
        let begun = self.shared.change(|world| {
            let begun = world.sessions.resume(&world.rules, data, line);
            let replayed = begun.as_ref().map(|(_, replayed)| *replayed);
            world.journal.life.push(replayed.map_or(Life::ResumeRefused, |replayed| Life::Resumed { replayed }));
            begun.map(|(id, _)| id)
        });
        self.begin(begun)
    }

    fn begin(&mut self, begun: Result<String, Refusal>) -> Result<(), u16> {
        match begun {
            Ok(id) => self.session = Some(id),
            Err(Refusal::Close(code)) => return Err(code),
            Err(Refusal::Invalid) => {
                let _ = self.out.send(Out::Text(json!({"op": 9, "s": null, "t": null, "d": false}).to_string()));
            }
        }
        Ok(())
    }

    fn wrong(&self, code: u16, what: &str) -> Result<(), u16> {
        self.shared.change(|world| world.violation("gateway payload", what));
        Err(code)
    }

    /// Writes down how the connection ended, and whether its session lives on.
    fn settle(&self, end: &End) {
        self.shared.change(|world| {
            match end {
                End::Closed(code) => world.journal.life.push(Life::Closed(*code)),
                End::Gone => world.journal.life.push(Life::Dropped),
                End::Close(_) | End::Cut => {}
            }
            match end {
                End::Closed(Some(1000 | 1001)) | End::Close(Some(4004 | 4007 | 4009..=4014)) => {
                    world.sessions.end(self.number);
                }
                _ => world.sessions.detach(self.number),
            }
        });
    }
}
