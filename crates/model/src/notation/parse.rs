//! Reads a board back from its text. It never fails: what cannot be used is a notice with line and column.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{KEYWORDS, Names, WEEKDAYS, date_words, weekday_word, written};
use super::print::Columns;
use super::words::Words;
use crate::apply::limits;
use crate::board::{Board, DayKind, Item, Placed, Shift, UnitDay};
use crate::calendar::{Date, Time};
use crate::ids::{DayId, StripId, UnitId};
use crate::measure::Minutes;
use crate::notice::{Notice, Severity};
use crate::production::Production;

/// The word after a strip that is pinned to its day.
pub(super) const PINNED: &str = "pinned";

/// Reads a board. Identities come from `previous`: `day 3` is its third day, a banner is its banner of the same words; what
/// is new gets identities beyond any of the document. Every strip of the production stands on the board once: one that the
/// text does not name lies in the boneyard.
pub fn parse(production: &Production, previous: &Board, text: &str) -> (Board, Vec<Notice>) {
    let names = Names::of(production);
    let mut labels: BTreeMap<String, StripId> = BTreeMap::new();
    labels.extend(names.strips.iter().map(|(&id, name)| (name.clone(), id)));
    let known = previous.days.iter().flat_map(|day| {
        let banners = day.items.iter().filter_map(|item| match item {
            Item::Banner { id, .. } => Some(*id),
            Item::Strip(_) => None,
        });
        banners.chain([day.id.0])
    });
    let mut reader = Reader {
        production,
        previous,
        columns: Columns::of(production, &names),
        names,
        labels,
        board: Board { id: previous.id, name: previous.name.clone(), ..Board::default() },
        in_boneyard: false,
        used: BTreeSet::new(),
        banners: previous.days.iter().flat_map(|day| day.items.clone()).collect(),
        next_id: known.map(|id| id.saturating_add(1)).fold(production.next_id, u64::max),
        stated: Vec::new(),
        notices: Vec::new(),
        line: 0,
    };
    for (at, line) in text.lines().enumerate() {
        reader.line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        reader.read(line);
    }
    reader.finish()
}

struct Reader<'a> {
    production: &'a Production,
    previous: &'a Board,
    columns: Columns,
    names: Names,
    labels: BTreeMap<String, StripId>,
    board: Board,
    in_boneyard: bool,
    used: BTreeSet<StripId>,
    /// Banners of the previous board whose identity is still to be had.
    banners: Vec<Item>,
    next_id: u64,
    /// Dates that day lines state, by position of the day, with line and column.
    stated: Vec<(usize, Date, u32, u32)>,
    notices: Vec<Notice>,
    line: u32,
}

impl Reader<'_> {
    fn read(&mut self, line: &str) {
        let mut words = Words::of(line);
        let Some((column, first)) = words.next() else { return };
        match first {
            "board" => self.header(words),
            "set" => self.stand(words),
            "day" => self.day(words),
            "boneyard" => self.in_boneyard = true,
            first if first.starts_with("--") => (),
            first if first.starts_with("**") => self.banner(column, line.trim().trim_start_matches("**").trim()),
            label => self.strip(column, label, words),
        }
    }

    fn header(&mut self, mut words: Words<'_>) {
        match words.quoted() {
            Ok(name) => self.board.name = name,
            Err(column) => self.say(Severity::Error, column, "the board has no name", "write board \"NAME\""),
        }
    }

    fn stand(&mut self, words: Words<'_>) {
        let (column, rest) = (words.column(), words.rest());
        let (set, place) = rest.split_once(" at ").unwrap_or((rest, ""));
        let (set, place) = (set.trim(), place.trim());
        let hint = "write set SET at PLACE, with their names as the production has them";
        match (written(&self.names.sets, set), written(&self.names.places, place)) {
            (Some(set), Some(place)) => {
                self.board.stands.insert(set, place);
            }
            (None, _) => self.say(Severity::Error, column, format!("there is no set '{set}'"), hint),
            (_, None) => self.say(Severity::Error, column, format!("there is no place '{place}'"), hint),
        }
    }

    fn day(&mut self, mut words: Words<'_>) {
        let mut day =
            UnitDay { unit: self.production.units.first().map_or(UnitId(0), |unit| unit.id), ..UnitDay::default() };
        let number = words.peek().and_then(|(_, word)| word.parse::<usize>().ok());
        if number.is_some() {
            words.next();
        }
        let known = number.and_then(|number| self.previous.days.get(number.checked_sub(1)?)).map(|day| day.id);
        let free = known.filter(|id| self.board.days.iter().all(|day| day.id != *id));
        day.id = free.unwrap_or_else(|| DayId(self.fresh()));
        let (mut weekday, mut date, mut pinned) = (None, None, None);
        while let Some((column, word)) = words.next() {
            if let Some(kind) = DayKind::ALL.into_iter().find(|kind| kind.word() == word) {
                day.kind = kind;
            } else if WEEKDAYS.contains(&word) {
                weekday = Some((column, word));
            } else if let Ok(stated) = word.parse::<Date>() {
                date = Some((column, stated));
            } else {
                match word {
                    "unit" => self.unit(&mut day, &mut words),
                    "shift" => self.shift(&mut day, &mut words),
                    "call" => self.call(&mut day, &mut words),
                    "label" => match words.quoted() {
                        Ok(label) => day.label = Some(label),
                        Err(column) => {
                            self.say(Severity::Error, column, "the day's label is not quoted", "write label \"..\"")
                        }
                    },
                    PINNED if words.peek().is_some_and(|(_, next)| next == "date") => {
                        words.next();
                        pinned = Some(column);
                    }
                    // Where the day is shot follows from its strips.
                    "at" => break,
                    _ => {
                        let hint = "a day line has number, date, kind, unit, shift, call, pinned date, label";
                        self.say(Severity::Warning, column, format!("'{word}' means nothing on a day line"), hint);
                    }
                }
            }
        }
        match (pinned, date) {
            (Some(_), Some((_, date))) => day.date = Some(date),
            (Some(column), None) => {
                self.say(Severity::Error, column, "the pinned date is missing", "write it as 2027-03-10");
            }
            (None, Some((column, date))) => self.stated.push((self.board.days.len(), date, self.line, column)),
            (None, None) => (),
        }
        if let (Some((column, word)), Some((_, date))) = (weekday, date)
            && weekday_word(date) != word
        {
            self.say(Severity::Note, column, format!("{date} is a {}, not a {word}", weekday_word(date)), "");
        }
        if let Err(refusal) = limits::check(&day, || "the day".to_owned()) {
            day.date = None;
            self.say(Severity::Error, 1, refusal.message, refusal.hint);
        }
        self.in_boneyard = false;
        self.board.days.push(day);
    }

    fn unit(&mut self, day: &mut UnitDay, words: &mut Words<'_>) {
        let (column, word) = words.next().unwrap_or((words.column(), ""));
        match written(&self.names.units, word) {
            Some(unit) => day.unit = unit,
            None => {
                let units: Vec<&str> = self.names.units.values().map(String::as_str).collect();
                let hint = format!("the units are {}", units.join(", "));
                self.say(Severity::Error, column, format!("there is no unit '{word}'"), hint);
            }
        }
    }

    fn shift(&mut self, day: &mut UnitDay, words: &mut Words<'_>) {
        let (column, word) = words.next().unwrap_or((words.column(), ""));
        match Shift::ALL.into_iter().find(|shift| shift.word() == word) {
            Some(shift) => day.shift = shift,
            None => {
                let message = format!("there is no shift '{word}'");
                self.say(Severity::Error, column, message, "the shifts are day, split and night");
            }
        }
    }

    fn call(&mut self, day: &mut UnitDay, words: &mut Words<'_>) {
        let (column, word) = words.next().unwrap_or((words.column(), ""));
        match word.parse::<Time>() {
            Ok(call) => day.call = Some(call),
            Err(_) => self.say(Severity::Error, column, format!("'{word}' is no time"), "write the call as 07:00"),
        }
    }

    fn banner(&mut self, column: u32, words: &str) {
        let (text, minutes) = match words.strip_suffix(" min)").and_then(|rest| rest.rsplit_once('(')) {
            Some((text, minutes)) => match minutes.parse() {
                Ok(minutes) => (text.trim(), Minutes(minutes)),
                Err(_) => (words, Minutes::ZERO),
            },
            None => (words, Minutes::ZERO),
        };
        let text = serde_json::from_str(text).unwrap_or_else(|_| text.to_owned());
        let same =
            |item: &Item| matches!(item, Item::Banner { text: t, minutes: m, .. } if *t == text && *m == minutes);
        let id = match self.banners.iter().position(same).map(|at| self.banners.remove(at)) {
            Some(Item::Banner { id, .. }) => id,
            _ => self.fresh(),
        };
        let day = UnitDay { items: vec![Item::Banner { id, text, minutes }], ..UnitDay::default() };
        match (limits::check(&day, || "banner".to_owned()), self.board.days.last_mut()) {
            (Err(refusal), _) => self.say(Severity::Error, column, refusal.message, refusal.hint),
            (Ok(()), Some(last)) if !self.in_boneyard => last.items.extend(day.items),
            _ => {
                let message = format!("the banner '{words}' stands on no day");
                self.say(Severity::Error, column, message, "write it below a day line");
            }
        }
    }

    fn strip(&mut self, column: u32, label: &str, words: Words<'_>) {
        let Some(&strip) = self.labels.get(label) else {
            let hint = match KEYWORDS.iter().find(|keyword| keyword.eq_ignore_ascii_case(label)) {
                Some(keyword) => format!("did you mean '{keyword}'?"),
                None => "a strip's line begins with its label, as the production has it".to_owned(),
            };
            return self.say(Severity::Error, column, format!("there is no strip '{label}'"), hint);
        };
        if !self.used.insert(strip) {
            let hint = "it stands where the text names it first; split the scene to shoot it in parts";
            return self.say(Severity::Error, column, format!("strip '{label}' is in the text twice"), hint);
        }
        let mut rest: Vec<(u32, &str)> = words.collect();
        let pinned = rest.pop_if(|(_, word)| *word == PINNED).is_some();
        self.compare(strip, label, &rest);
        match self.board.days.last_mut() {
            Some(day) if !self.in_boneyard => day.items.push(Item::Strip(Placed { strip, pinned })),
            _ => {
                let lies = match (self.in_boneyard, pinned) {
                    (false, _) => Some("stands before the first day, so it lies in the boneyard"),
                    (true, true) => Some("is pinned but lies in the boneyard"),
                    (true, false) => None,
                };
                if let Some(lies) = lies {
                    let message = format!("strip '{label}' {lies}");
                    self.say(Severity::Warning, column, message, "write it below a day line");
                }
                self.board.boneyard.push(strip);
            }
        }
    }

    /// A strip's columns, where the text has any, against the production's.
    fn compare(&mut self, strip: StripId, label: &str, stated: &[(u32, &str)]) {
        let line = self.columns.line(strip);
        let ours: Vec<&str> = line.split_whitespace().skip(1).collect();
        let differs = stated.iter().enumerate().find(|(at, (_, word))| ours.get(*at) != Some(word));
        let column = match (differs, stated.last()) {
            (_, None) => return,
            (Some((_, &(column, _))), _) => column,
            (None, Some(&(column, _))) if stated.len() < ours.len() => column,
            (None, Some(_)) => return,
        };
        let stated = stated.iter().map(|(_, word)| *word).collect::<Vec<_>>().join(" ");
        let message = format!("strip '{label}' reads '{stated}', the production has '{}'", ours.join(" "));
        self.say(Severity::Warning, column, message, "only label, order and pin are read from a strip's line");
    }

    fn finish(mut self) -> (Board, Vec<Notice>) {
        let dates = self.board.dates(&self.production.calendar);
        for (at, stated, line, column) in std::mem::take(&mut self.stated) {
            let Some(&date) = dates.get(at) else { continue };
            if date != stated {
                let message = format!("day {} falls on {}, not on {stated}", at + 1, date_words(date));
                let hint = "write 'pinned date' after a date to hold it";
                self.notices.push(Notice::at(Severity::Note, line, column, message, hint));
            }
        }
        let left: Vec<StripId> =
            self.production.strips.iter().map(|strip| strip.id).filter(|id| !self.used.contains(id)).collect();
        if !left.is_empty() {
            let labels: Vec<&str> =
                left.iter().filter_map(|id| self.names.strips.get(id)).map(String::as_str).collect();
            let message = format!("not in the text, so in the boneyard: {}", labels.join(", "));
            self.notices.push(Notice::at(
                Severity::Warning,
                0,
                0,
                message,
                "name every strip, on a day or below 'boneyard'",
            ));
            self.board.boneyard.extend(left);
        }
        self.notices.sort_by_key(|notice| (notice.line, notice.column));
        (self.board, self.notices)
    }

    fn fresh(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id = self.next_id.saturating_add(1);
        id
    }

    fn say(&mut self, severity: Severity, column: u32, message: impl Into<String>, hint: impl Into<String>) {
        self.notices.push(Notice::at(severity, self.line, column, message, hint));
    }
}
