//! A pack together with its compiled words, and both as bytes.
//!
//! Reading a large vocabulary takes most of the time of a process that answers one question and ends. As bytes it is
//! there again several times faster. The bytes are only a copy: whoever keeps them must know what they were made from.

use serde::{Deserialize, Serialize};

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
    pub fn new(mut pack: Pack) -> Self {
        let reader = Reader::new(&pack);
        pack.forget_words();
        Self { pack, reader }
    }

    /// The pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// It as bytes; `None` if it cannot be written so.
    pub fn to_bytes(&self) -> Option<Vec<u8>> {
        postcard::to_stdvec(self).ok()
    }

    /// What [`Compiled::to_bytes`] of the same program made; `None` if the bytes are not of that form.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}
