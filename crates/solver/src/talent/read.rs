//! Instances as text: name, number of scenes, number of actors, for each actor a 0 or a 1 a scene and their cost, then how long
//! each scene lasts. White space separates; lines mean nothing.
//!
//! The format of Stuckey's collection (<https://people.eng.unimelb.edu.au/pstuckey/talent/>).

use std::fmt;

use super::instance::{Actor, Instance};

/// Where a text is no instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// The line, from 1.
    pub line: usize,
    /// What was expected there, and what was found.
    pub message: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.message)
    }
}

impl std::error::Error for Unread {}

/// Reads an instance. The name may be missing, and may have several words.
///
/// # Errors
/// The first line that does not hold what the format has there.
pub fn read(text: &str) -> Result<Instance, Unread> {
    let lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let words: Vec<Word<'_>> =
        lines.flat_map(|(at, line)| line.split_whitespace().map(move |text| Word { line: at + 1, text })).collect();
    let is_number = |word: &Word<'_>| word.text.bytes().all(|byte| byte.is_ascii_digit());
    let numbers = words.iter().position(is_number).unwrap_or(words.len());
    // A name that is a number itself is known by the number of words that follow.
    let number = |at: usize| words.get(at).and_then(|word| word.text.parse::<usize>().ok());
    let fits = |at: usize| {
        let (scenes, actors) = number(at).zip(number(at + 1))?;
        let rows = scenes.checked_add(1)?.checked_mul(actors)?.checked_add(scenes)?.checked_add(at + 2)?;
        Some(rows == words.len())
    };
    let numeric_name = numbers == 0 && fits(0) != Some(true) && fits(1) == Some(true);
    Reader { words: &words, at: numbers + usize::from(numeric_name) }.instance()
}

#[derive(Clone, Copy)]
struct Word<'a> {
    line: usize,
    text: &'a str,
}

struct Reader<'a> {
    words: &'a [Word<'a>],
    at: usize,
}

impl Reader<'_> {
    fn instance(&mut self) -> Result<Instance, Unread> {
        let scenes = self.size("the number of scenes")?;
        let actors = self.size("the number of actors")?;
        let mut cast = Vec::with_capacity(actors);
        for actor in 1..=actors {
            let mut own = Vec::new();
            for scene in 0..scenes {
                let what = || format!("0 or 1 for scene {} of actor {actor}", scene + 1);
                match self.number(&what)? {
                    0 => {}
                    1 => own.push(scene),
                    other => return Err(self.before(format!("expected {}, found '{other}'", what()))),
                }
            }
            cast.push(Actor { cost: self.number(&|| format!("the cost of actor {actor}"))?, scenes: own });
        }
        let duration = |scene| self.number(&|| format!("the duration of scene {}", scene + 1));
        let durations = (0..scenes).map(duration).collect::<Result<_, _>>()?;
        if let Some(word) = self.words.get(self.at) {
            let message = format!("expected the end after {scenes} durations, found '{}'", word.text);
            return Err(Unread { line: word.line, message });
        }
        Instance::new(durations, cast).map_err(|refused| self.before(refused.to_string()))
    }

    fn size(&mut self, what: &str) -> Result<usize, Unread> {
        let number = self.number(&|| what.to_owned())?;
        let size = usize::try_from(number).ok().filter(|size| *size <= Instance::MOST);
        size.ok_or_else(|| self.before(format!("expected {what}, at most {}, found '{number}'", Instance::MOST)))
    }

    fn number(&mut self, what: &dyn Fn() -> String) -> Result<u64, Unread> {
        let Some(word) = self.words.get(self.at) else {
            return Err(self.before(format!("expected {}, found the end", what())));
        };
        self.at += 1;
        let number = word.text.parse().ok().filter(|_| !word.text.starts_with('+'));
        number.ok_or_else(|| self.before(format!("expected {}, a whole number, found '{}'", what(), word.text)))
    }

    /// A complaint about the word before.
    fn before(&self, message: String) -> Unread {
        let word = self.at.checked_sub(1).and_then(|at| self.words.get(at));
        Unread { line: word.map_or(1, |word| word.line), message }
    }
}
