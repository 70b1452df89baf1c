//! Whom or what a name in a formula means.

use super::Among;
use crate::breakdown::Category;
use crate::estimate::{Group, Line};
use crate::near::nearest;
use crate::production::Production;
use crate::verdict::Who;

/// Some of the board's ledger lines: all that meet every part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    account: Option<u16>,
    group: Option<Group>,
    who: Option<Vec<Who>>,
}

impl Selector {
    /// Whether a line is one of them.
    pub fn meets(&self, line: &Line) -> bool {
        self.account.is_none_or(|account| account == line.account)
            && self.group.is_none_or(|group| group == line.group)
            && self.who.as_ref().is_none_or(|who| who.contains(&line.who))
    }
}

/// What `1400`, `crew`, `cast 3` or `1400 cast 3` selects of the board's ledger, or what is wrong with it and the way out.
pub fn selector(production: &Production, text: &str) -> Result<Selector, (String, String)> {
    let text = text.trim();
    let (head, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let account = head.parse::<u16>().ok();
    let rest = if account.is_some() { rest.trim() } else { text };
    let group = Group::ALL.into_iter().find(|group| group.word().eq_ignore_ascii_case(rest));
    let who = match rest {
        "" => None,
        _ if group.is_some() => None,
        name => {
            let among = [Among::Cast, Among::Unit, Among::Crew, Among::Place, Among::Set, Among::Element];
            let found = who(production, &among, name);
            Some(found.map_err(|(message, hint)| match nearest(name, Group::ALL.into_iter().map(Group::word)) {
                group if group.starts_with("did") => (message, group),
                _ => (message, hint),
            })?)
        }
    };
    if account.is_none() && group.is_none() && who.is_none() {
        let groups: Vec<&str> = Group::ALL.into_iter().map(Group::word).collect();
        let hint = format!("write an account of the board such as 1400, a group ({}), or a name", groups.join(", "));
        return Err(("nothing of the board is named".to_owned(), hint));
    }
    Ok(Selector { account, group, who })
}

/// Letters and digits alone, small.
fn plain(name: &str) -> String {
    name.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whom a name means among some kinds of things: `cast 3`, `MAYA`, `stage 7`, `set ALLEY`, `crowd.guests`, `"Stage (old)"`; one, or
/// the positions of a department (`department Grip`) and those of one name in several units. A word before it says the kind; case and blanks do not count; of a place or an element the end or a part of the name
/// is enough when only one has it. Otherwise what is wrong, and the way out.
pub fn who(production: &Production, among: &[Among], text: &str) -> Result<Vec<Who>, (String, String)> {
    let text = text.trim().trim_matches('"').trim();
    let (kind, name) = text.split_once([' ', '.']).unwrap_or(("", text));
    let only = match kind {
        "cast" => Some(Among::Cast),
        "set" => Some(Among::Set),
        "place" | "stage" => Some(Among::Place),
        "unit" => Some(Among::Unit),
        "crew" | "department" => Some(Among::Crew),
        "element" | "crowd" => Some(Among::Element),
        _ => None,
    };
    let name = if only.is_some() { name.trim().trim_matches('"') } else { text };
    let all: Vec<(&str, Who)> = among
        .iter()
        .filter(|among| only.is_none_or(|only| only == **among))
        .flat_map(|among| things(production, *among, kind))
        .collect();
    let (whole, short) = (plain(text), plain(name));
    let part = |pass: usize, known: &str, who: Who| match (pass, who) {
        (0, _) => known == whole || known == short,
        (1, Who::Place(_)) => !short.is_empty() && known.ends_with(&whole),
        (2, Who::Place(_) | Who::Element(_)) => short.len() > 2 && known.contains(&short),
        _ => false,
    };
    for pass in 0..3 {
        let mut found: Vec<(&str, Who)> =
            all.iter().copied().filter(|(known, who)| part(pass, &plain(known), *who)).collect();
        found.dedup_by_key(|(_, who)| *who);
        match found.as_slice() {
            [] => {}
            [(_, who)] => return Ok(vec![*who]),
            [(one, _), ..]
                if found.iter().all(|(other, who)| matches!(who, Who::Crew(_)) && plain(one) == plain(other)) =>
            {
                return Ok(found.into_iter().map(|(_, who)| who).collect());
            }
            [(one, _), (other, _), ..] => {
                return Err((format!("'{text}' may be {one} or {other}"), "write the whole name".to_owned()));
            }
        }
    }
    // Board numbers say nothing to somebody who looks for a name.
    let named = all.iter().map(|(known, _)| *known);
    let named = named.filter(|known| !production.cast.iter().any(|one| one.number == *known));
    Err((format!("'{text}' names nobody and nothing of this production"), nearest(name, named)))
}

/// The things of one kind by every name that they have. `crew` means a position before the department of its name, `department`
/// the department; without either word both are meant.
fn things<'a>(production: &'a Production, among: Among, kind: &str) -> Vec<(&'a str, Who)> {
    match among {
        Among::Cast => {
            let played = production.characters.iter();
            let played = played.filter_map(|one| Some((one.name.as_str(), Who::Person(one.played_by?))));
            let own =
                production.cast.iter().flat_map(|one| [(one.number.as_str(), one.id), (one.name.as_str(), one.id)]);
            own.map(|(name, id)| (name, Who::Person(id))).chain(played).collect()
        }
        Among::Set => production.sets.iter().map(|one| (one.name.as_str(), Who::Set(one.id))).collect(),
        Among::Place => production.places.iter().map(|one| (one.name.as_str(), Who::Place(one.id))).collect(),
        Among::Unit => production.units.iter().map(|one| (one.name.as_str(), Who::Unit(one.id))).collect(),
        Among::Crew => {
            let position = |name: &str| production.crew.iter().any(|one| plain(&one.position) == plain(name));
            let names =
                production.crew.iter().flat_map(|one| [(&one.department, one, true), (&one.position, one, false)]);
            let meant = names.filter(|(name, _, department)| match kind {
                "department" => *department,
                "crew" => !department || !position(name),
                _ => true,
            });
            meant.map(|(name, one, _)| (name.as_str(), Who::Crew(one.id))).collect()
        }
        Among::Element => {
            let wanted = production.elements.iter().filter(|one| kind != "crowd" || one.category == Category::CROWD);
            wanted.map(|one| (one.name.as_str(), Who::Element(one.id))).collect()
        }
    }
}
