//! Values as people type them on the command line, each refused with what it is and how it is written.

use std::collections::BTreeSet;

use jiff::civil::{Date, Time};
use model::breakdown::{IntExt, StoryTime};
use model::calendar::DateRange;
use model::currency;
use model::measure::{Cents, Eighths, Minutes, Ratio};
use model::people::Form;
use model::places::{PlaceKind, Position};
use model::plan::LightNeed;
use model::production::PaperSize;

use crate::error::Failure;
use crate::setup::words::{duration, shooting_days};

/// How a number of shooting days is written.
const DAYS: &str = "write a whole number from 1 to 366, or none";

/// A field and the value given for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given<'a> {
    pub(super) field: &'a str,
    pub(super) value: &'a str,
}

impl Given<'_> {
    fn wrong(self, hint: &str) -> Failure {
        Failure::value(format!("{} cannot be '{}'", self.field, self.value), hint)
    }
    fn one_of<T: Copy>(self, words: &[(&str, T)]) -> Result<T, Failure> {
        let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(self.value));
        let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        found.map(|(_, value)| *value).ok_or_else(|| self.wrong(&format!("it is one of {}", known.join(", "))))
    }
    /// The value, or nothing for `none`.
    pub(super) fn or_none<T>(self, read: impl FnOnce(Self) -> Result<T, Failure>) -> Result<Option<T>, Failure> {
        if self.value.eq_ignore_ascii_case("none") { Ok(None) } else { read(self).map(Some) }
    }
    pub(super) fn text(self) -> Result<String, Failure> {
        let text = self.value.to_owned();
        if text.is_empty() { Err(self.wrong("it needs a word")) } else { Ok(text) }
    }
    pub(super) fn currency(self) -> Result<String, Failure> {
        let known = Some(self.value.to_owned()).filter(|code| currency::known(code));
        known.ok_or_else(|| Failure::value(format!("there is no currency '{}'", self.value), currency::HINT))
    }
    pub(super) fn whole(self) -> Result<u32, Failure> {
        self.value.parse().map_err(|_| self.wrong("write a whole number"))
    }
    /// A number of shooting days.
    pub(super) fn days(self) -> Result<u32, Failure> {
        let why = |why: String| Failure::value(format!("{} cannot be '{}': {why}", self.field, self.value), DAYS);
        shooting_days(self.whole()?).map_err(why)
    }
    pub(super) fn money(self) -> Result<Cents, Failure> {
        Cents::parse(self.value).ok_or_else(|| self.wrong("write an amount such as 2500 or 2,500.50"))
    }
    /// A duration; a bare number counts minutes.
    pub(super) fn minutes(self) -> Result<Minutes, Failure> {
        let bare = self.value.parse::<u16>().ok().map(|minutes| Minutes(minutes.into()));
        bare.or_else(|| duration(self.value)).ok_or_else(|| self.wrong("write minutes or a duration: 150, 45min, 2h30"))
    }
    /// A duration of hours, whose unit has to be said.
    pub(super) fn hours(self) -> Result<Minutes, Failure> {
        duration(self.value).ok_or_else(|| self.wrong("write a duration with its unit: 10h, 10h30"))
    }
    pub(super) fn eighths(self) -> Result<Eighths, Failure> {
        Eighths::parse(self.value).ok_or_else(|| self.wrong("write pages and eighths: 2 3/8, 6/8, 4"))
    }
    pub(super) fn ratio(self) -> Result<Ratio, Failure> {
        Ratio::try_from(self.value.to_owned()).map_err(|_| self.wrong("write a decimal or a fraction: 0.85, 17/20"))
    }
    /// What guessed times are multiplied with.
    pub(super) fn multiple(self) -> Result<Ratio, Failure> {
        let ratio = self.ratio()?;
        let within = (Ratio::new(1, 10)..=Ratio::new(10, 1)).contains(&ratio);
        if within { Ok(ratio) } else { Err(self.wrong("write what guessed times are multiplied with: 0.1 to 10")) }
    }
    /// Fewest and most pages of a day.
    pub(super) fn pages(self) -> Result<(Eighths, Eighths), Failure> {
        let pages = self.value.split_once("..");
        let pages = pages.and_then(|(least, most)| Some((Eighths::parse(least)?, Eighths::parse(most)?)));
        let range = pages.filter(|(least, most)| least <= most && most.0 > 0);
        range.ok_or_else(|| self.wrong("write fewest and most pages of a day: 1 4/8..6, or none"))
    }
    pub(super) fn date(self) -> Result<Date, Failure> {
        self.value.parse().map_err(|_| self.wrong("write a date as 2027-03-01"))
    }
    pub(super) fn range(self) -> Result<DateRange, Failure> {
        crate::say::range(self.value, "")
    }
    /// Opening and closing time.
    pub(super) fn times(self) -> Result<(Time, Time), Failure> {
        let time = |text: &str| Time::strptime("%H:%M", text.trim()).ok();
        let times = self.value.split_once('-').and_then(|(from, to)| Some((time(from)?, time(to)?)));
        times.ok_or_else(|| self.wrong("write opening and closing time: 07:00-22:00"))
    }
    pub(super) fn flag(self) -> Result<bool, Failure> {
        self.one_of(&[("yes", true), ("no", false)])
    }
    pub(super) fn position(self) -> Result<Position, Failure> {
        let part = |text: &str, most: f64| {
            let degrees = text.trim().parse::<f64>().ok().filter(|degrees| degrees.abs() <= most)?;
            #[expect(clippy::cast_possible_truncation, reason = "held to 180 degrees, so 1,800,000 at most")]
            Some((degrees * 10_000.0).round() as i32)
        };
        let parts = self.value.split_once(',').and_then(|(lat, lon)| Some((part(lat, 90.0)?, part(lon, 180.0)?)));
        let (lat, lon) = parts.ok_or_else(|| self.wrong("write latitude and longitude in degrees: 34.09,-118.33"))?;
        Ok(Position { lat, lon })
    }
    pub(super) fn story_time(self) -> Result<StoryTime, Failure> {
        use StoryTime::*;
        self.one_of(&[("DAY", Day), ("NIGHT", Night), ("DAWN", Dawn), ("DUSK", Dusk)])
    }
    pub(super) fn int_ext(self) -> Result<IntExt, Failure> {
        self.one_of(&[("INT", IntExt::Int), ("EXT", IntExt::Ext), ("I/E", IntExt::Both)])
    }
    pub(super) fn light(self) -> Result<LightNeed, Failure> {
        use LightNeed::*;
        self.one_of(&[("any", Any), ("daylight", Daylight), ("dark", Dark), ("dawn", Dawn), ("dusk", Dusk)])
    }
    pub(super) fn form(self) -> Result<Form, Failure> {
        self.one_of(&[
            ("daily", Form::Daily),
            ("weekly", Form::Weekly),
            ("run-of-picture", Form::RunOfPicture),
            ("run", Form::RunOfPicture),
        ])
    }
    pub(super) fn place_kind(self) -> Result<PlaceKind, Failure> {
        use PlaceKind::*;
        self.one_of(&[("stage", Stage), ("backlot", Backlot), ("practical", Practical), ("location", Location)])
    }
    /// The colours of drafts in their order.
    pub(super) fn colours(self) -> Result<Vec<String>, Failure> {
        let colours: Vec<String> = self.value.split(',').map(|colour| colour.trim().to_owned()).collect();
        let hint = "write two or more, each once and one word: White,Blue,Pink; or none for the usual ones";
        let word = |colour: &String| !colour.is_empty() && colour.chars().all(char::is_alphanumeric);
        let lower: BTreeSet<String> = colours.iter().map(|colour| colour.to_lowercase()).collect();
        let fit = colours.len() > 1 && lower.len() == colours.len() && colours.iter().all(word);
        if fit { Ok(colours) } else { Err(self.wrong(hint)) }
    }
    pub(super) fn paper(self) -> Result<PaperSize, Failure> {
        self.one_of(&[("letter", PaperSize::Letter), ("a4", PaperSize::A4)])
    }
}
