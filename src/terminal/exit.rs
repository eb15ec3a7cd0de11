//! How the program ends: what went wrong, whose it is to mend, and the exit status that tells a script.

use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

use crate::advisor::pack::{Fault, Faults};
use crate::storage::{LoadError, ReplaceError};

/// It was done.
pub const DONE: u8 = 0;
/// It was done, and the answer is no: an evaluation stays below what was asked of it.
pub const NO: u8 = 1;
/// An argument, the config, or a file that was named cannot be used. The argument parser ends with this one too.
pub const BAD_INPUT: u8 = 2;
/// A pack breaks its promises.
pub const BAD_PACK: u8 = 3;
/// An internal fault: not the user's to mend. The figure is that of `EX_SOFTWARE` in BSD's `sysexits.h`.
pub const INTERNAL: u8 = 70;

/// The list of statuses that `--help` shows.
pub const HELP: &str = "Exit status:
   0  done
   1  done, and the answer is no: `eval` stays below --min
   2  an argument, the config, or a file that was named cannot be used
   3  a pack breaks its promises
  69  discord cannot be reached by a command, or refuses the bot's first call
  70  an internal fault
  71  the bot cannot be started on this machine
  77  discord refuses the bot's token
  78  discord refuses the bot, or its settings do not fit\n";

/// Why a command did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It was done, and the answer is no. What there is to say is said.
    #[error("the answer is no")]
    No,
    /// The user has to mend an argument, the config or a file.
    #[error("{0}")]
    Input(String),
    /// The editors of a pack have to mend it.
    #[error("{0}")]
    Pack(Faults),
    /// Faults of a pack that are shown already.
    #[error("a pack breaks its promises")]
    PackShown,
    /// Another room of the house ended with a status of its own.
    #[error("{told}")]
    Room {
        /// What there is to say.
        told: String,
        /// The exit status.
        status: u8,
    },
    /// Nothing that a user could mend.
    #[error("{0:#}")]
    Internal(#[from] anyhow::Error),
    /// Whoever reads the output has gone, as `head` does. That is no fault.
    #[error("the reader has gone")]
    ReaderGone,
}

impl Failure {
    /// A failure that the user can mend, in the words of `cause`.
    pub fn input(cause: impl ToString) -> Self {
        Self::Input(cause.to_string())
    }

    /// The exit status.
    pub fn status(&self) -> u8 {
        match self {
            Self::ReaderGone => DONE,
            Self::No => NO,
            Self::Input(_) => BAD_INPUT,
            Self::Pack(_) | Self::PackShown => BAD_PACK,
            Self::Internal(_) => INTERNAL,
            Self::Room { status, .. } => *status,
        }
    }

    /// True if there is something left to say.
    fn is_told(&self) -> bool {
        matches!(self, Self::Input(_) | Self::Pack(_) | Self::Internal(_) | Self::Room { .. })
    }
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Self::input(fault)
    }
}

/// Of writing the output; whoever reads a file that the user named maps that error himself.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::Internal(anyhow::Error::new(error).context("the output cannot be written")),
        }
    }
}

impl From<LoadError> for Failure {
    fn from(error: LoadError) -> Self {
        match error {
            LoadError::Faults(faults) => Self::Pack(faults),
            LoadError::NoSuchPack { .. } => Self::input(error),
            LoadError::Index { .. } => Self::Internal(error.into()),
        }
    }
}

impl From<ReplaceError> for Failure {
    fn from(error: ReplaceError) -> Self {
        match error {
            ReplaceError::Faults(faults) => Self::Pack(faults),
            ReplaceError::BadId { .. } | ReplaceError::Disk { .. } => Self::input(error),
        }
    }
}

/// Says on standard error what went wrong, a fault a line, and turns the outcome into the status to exit with.
pub fn report(outcome: Result<(), Failure>) -> ExitCode {
    let Err(failure) = outcome else { return ExitCode::from(DONE) };
    if failure.is_told() {
        for line in failure.to_string().lines() {
            // Where nobody listens, the status still tells.
            writeln!(anstream::stderr(), "error: {}", super::render::safe(line)).ok();
        }
    }
    ExitCode::from(failure.status())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_failure_has_its_status_and_a_closed_pipe_is_none() {
        let fault = || Fault::new("f", 1, "what", "mend");
        let check = |failure: Failure, status: u8| assert_eq!(failure.status(), status, "{failure:?}");
        check(Failure::No, 1);
        check(fault().into(), 2);
        check(LoadError::NoSuchPack { id: "x".into(), known: vec![] }.into(), 2);
        check(LoadError::Faults(fault().into()).into(), 3);
        check(Failure::PackShown, 3);
        check(anyhow::anyhow!("x").into(), 70);
        check(Failure::Room { told: "x".into(), status: 77 }, 77);
        check(io::Error::other("x").into(), 70);
        check(io::Error::from(ErrorKind::BrokenPipe).into(), 0);
    }

    #[test]
    fn the_help_names_every_status() {
        for status in [DONE, NO, BAD_INPUT, BAD_PACK, 69, INTERNAL, 71, 77, 78] {
            assert!(HELP.lines().any(|line| line.trim().starts_with(&format!("{status} "))), "{status}");
        }
    }
}
