//! A pack together with its compiled words, and both as bytes.
//!
//! Reading a large vocabulary takes most of the time of a process that answers one question and ends. As bytes it is
//! there again several times faster. The bytes are only a copy: whoever keeps them must know what they were made from.

use std::io;

use serde::{Deserialize, Serialize};

use super::both::{Both, InTurn};
use super::pack::Pack;
use super::question::Reader;

/// A pack and its compiled words.
#[derive(Serialize, Deserialize)]
pub struct Compiled {
    pub(super) pack: Pack,
    pub(super) reader: Reader,
}

impl Compiled {
    /// Compiles a pack's words.
    pub fn new(pack: Pack) -> Self {
        Self::by(pack, &InTurn)
    }

    /// The same, with a say in how two pieces of the work are done.
    pub fn by(mut pack: Pack, how: &impl Both) -> Self {
        let reader = Reader::new(&pack, how);
        pack.forget_words();
        Self { pack, reader }
    }

    /// The pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// Writes it as bytes, which are many and so never stand in memory all at once.
    pub fn write_to(&self, writer: impl io::Write) -> io::Result<()> {
        postcard::to_io(self, writer).map(|_| ()).map_err(io::Error::other)
    }

    /// What [`Compiled::write_to`] of the same program wrote; `None` if the bytes are not of that form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}
