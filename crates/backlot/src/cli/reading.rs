//! How a script is read: what a person says about eighths when the file does not.

use std::path::PathBuf;

use clap::ValueEnum;
use model::screenplay::{Layout, Rounding};
use script::Words;

use crate::error::Failure;
use crate::files;

/// How a script is read.
#[derive(Clone, Debug, Default, clap::Args)]
pub(crate) struct Reading {
    /// How lines become eighths: ceil as Final Draft, round as Fade In [default: as the program that wrote the file]
    #[arg(long, value_enum, value_name = "HOW")]
    eighths: Option<How>,
    /// Lines that make an eighth: auto takes them from the page [default: auto]
    #[arg(long, value_name = "LINES", value_parser = lines)]
    lines_per_eighth: Option<Lines>,
    /// Words of headings in another language, as a table: INT, EXT, day, night
    #[arg(long, value_name = "FILE.toml")]
    words: Option<PathBuf>,
}

/// How lines become eighths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum How {
    /// Up
    Ceil,
    /// To the nearest
    Round,
}

/// Lines that make an eighth; nothing takes them from the page.
#[derive(Clone, Copy, Debug)]
struct Lines(Option<u8>);

impl Reading {
    /// Puts what was said into the layout that was read.
    pub(crate) fn settle(&self, layout: &mut Layout) {
        if let Some(how) = self.eighths {
            layout.rounding = match how {
                How::Ceil => Rounding::Up,
                How::Round => Rounding::Nearest,
            };
        }
        if let Some(Lines(lines)) = self.lines_per_eighth {
            layout.lines_per_eighth = lines;
        }
    }

    /// The words of headings with a person's own before them; nothing where only the standard ones hold.
    pub(crate) fn words(&self) -> Result<Option<Words>, Failure> {
        let Some(path) = &self.words else { return Ok(None) };
        let wrong = |notice| Failure::Text(path.display().to_string(), notice);
        Words::with(&files::read_text(path)?).map(Some).map_err(wrong)
    }
}

fn lines(text: &str) -> Result<Lines, String> {
    let wrong = || format!("'{text}' is no number of lines; write auto, 6 or 7 (4 to 12 can be)");
    match text {
        "auto" => Ok(Lines(None)),
        text => match text.parse::<u8>() {
            Ok(lines @ 4..=12) => Ok(Lines(Some(lines))),
            _ => Err(wrong()),
        },
    }
}
