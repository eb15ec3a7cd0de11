//! The bot's end of a gateway connection, bare: for tests that play the bot themselves.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::double::Double;

/// How long a frame is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// An open connection.
#[derive(Debug)]
pub struct Socket(WebSocketStream<MaybeTlsStream<TcpStream>>);

/// What came.
#[derive(Debug, Clone, PartialEq)]
pub enum Frame {
    /// A payload.
    Payload(Value),
    /// A close frame, with its code if it has one.
    Close(Option<u16>),
    /// The end of the stream without a close frame.
    End,
}

impl Socket {
    /// Connects; does not wait for the hello.
    ///
    /// # Panics
    /// If the double takes no connection.
    pub async fn connect(double: &Double) -> Self {
        let address = format!("{}/?v=10&encoding=json", double.gateway_address());
        Self(connect_async(address).await.expect("the double takes a connection").0)
    }

    /// Connects, reads the hello, and identifies with these intents.
    pub async fn identified(double: &Double, intents: u64) -> Self {
        let mut socket = Self::connect(double).await;
        socket.operation(10).await;
        socket.send(&identify(double, intents)).await;
        socket
    }

    /// Sends a payload.
    pub async fn send(&mut self, payload: &Value) {
        self.send_text(&payload.to_string()).await;
    }

    /// Sends any text. An end that is already closed shows itself at the next read.
    pub async fn send_text(&mut self, text: &str) {
        let _ = self.0.send(Message::text(text)).await;
    }

    /// Sends a close frame.
    pub async fn close(&mut self, code: u16) {
        let _ = self.0.close(Some(CloseFrame { code: code.into(), reason: "".into() })).await;
        while self.next().await != Frame::End {}
    }

    /// The next frame.
    ///
    /// # Panics
    /// If none comes in ten seconds.
    pub async fn next(&mut self) -> Frame {
        loop {
            let next = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("a frame within ten seconds");
            return match next {
                Some(Ok(Message::Text(text))) => Frame::Payload(serde_json::from_str(&text).unwrap_or_default()),
                Some(Ok(Message::Close(frame))) => Frame::Close(frame.map(|frame| frame.code.into())),
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => Frame::End,
            };
        }
    }

    /// The data of the next payload with this operation; others are passed over.
    ///
    /// # Panics
    /// If the connection ends before.
    pub async fn operation(&mut self, operation: u64) -> Value {
        loop {
            match self.next().await {
                Frame::Payload(payload) if payload["op"] == operation => return payload["d"].clone(),
                Frame::Payload(_) => {}
                end => panic!("{end:?} before operation {operation}"),
            }
        }
    }

    /// The next event of this name, whole; others are passed over.
    ///
    /// # Panics
    /// If the connection ends before.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            match self.next().await {
                Frame::Payload(payload) if payload["t"] == name => return payload,
                Frame::Payload(_) => {}
                end => panic!("{end:?} before {name}"),
            }
        }
    }

    /// How the connection ends; payloads are passed over.
    pub async fn end(&mut self) -> Frame {
        loop {
            match self.next().await {
                Frame::Payload(_) => {}
                end => return end,
            }
        }
    }
}

/// An identify as a plain bot sends it.
fn identify(double: &Double, intents: u64) -> Value {
    json!({"op": 2, "d": {"token": double.token(), "intents": intents,
        "properties": {"os": "linux", "browser": "test", "device": "test"}}})
}
