//! Backlot plans a film shoot: parse the command line, run the command, print what it says.

mod app;
mod calls;
mod cli;
mod colours;
mod compare;
mod cover;
mod error;
mod figures;
mod files;
mod fit;
mod ground;
mod names;
mod past;
mod press;
mod redraft;
mod say;
mod setup;
mod store;
mod why;
mod work;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let code = match cli::run(cli::Cli::parse()) {
        Ok(said) => {
            // A reader that closed its end early, such as `head`, is no failure.
            let _ = std::io::stdout().write_all(said.text.as_bytes());
            said.code
        }
        Err(failure) => {
            let error = say::coloured("error", "31", &std::io::stderr());
            say::aside(&failure.to_string().replacen("error", &error, 1));
            error::WRONG_INPUT
        }
    };
    ExitCode::from(code)
}
