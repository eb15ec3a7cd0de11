//! Two pieces of work, one after the other or side by side: whoever calls the core says how.
//!
//! Reading a large vocabulary falls into parts that don't need each other, and the machine often has a core to spare. The
//! core starts no thread; it only tells which two pieces may be done at once.

/// How two pieces of work that don't need each other are done.
pub trait Both: Sync {
    /// Does both.
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B);
}

/// One after the other.
pub struct InTurn;

impl Both for InTurn {
    fn both<A: Send, B: Send>(&self, one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
        (one(), other())
    }
}
