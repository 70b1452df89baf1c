//! Cast and contracts: who plays whom, when they can come, and how they are paid.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, DateRange};
use crate::ids::{CharacterId, CrewId, PersonId, UnitId};
use crate::measure::{Cents, Minutes};
use crate::pack::Per;

/// A character of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Character {
    /// Identity.
    pub id: CharacterId,
    /// Name in capitals, as the cues have it.
    pub name: String,
    /// The cast member who plays it; nobody for a character who is never seen or heard.
    pub played_by: Option<PersonId>,
}

/// A cast member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastMember {
    /// Identity.
    pub id: PersonId,
    /// Board number: a string, since `1A` and `120X` occur.
    pub number: String,
    /// The artist's name; the character's until somebody is cast.
    pub name: String,
    /// Date of birth, entered where it matters: a minor's hours follow from it.
    pub born: Option<Date>,
    /// How the person is paid.
    pub contract: Contract,
    /// First date of availability.
    pub from: Option<Date>,
    /// Stop date: the last date of availability.
    pub until: Option<Date>,
    /// Dates on which the person cannot come.
    pub unavailable: Vec<DateRange>,
    /// Make-up, hair and wardrobe before the set.
    pub makeup: Minutes,
    /// Taking it off again before dismissal.
    pub unmake: Minutes,
}

impl CastMember {
    /// Why the person cannot work on `date`, or nothing when she can.
    pub fn absence(&self, date: Date) -> Option<String> {
        if self.from.is_some_and(|from| date < from) {
            return Some(format!("available from {}", self.from.map_or(String::new(), |d| d.to_string())));
        }
        if self.until.is_some_and(|until| date > until) {
            return Some(format!("stop date {}", self.until.map_or(String::new(), |d| d.to_string())));
        }
        let away = self.unavailable.iter().find(|range| range.holds(date))?;
        Some(if away.why.is_empty() { "not available".to_owned() } else { away.why.clone() })
    }

    /// Age in full years on `date`, when the date of birth is known.
    pub fn age_on(&self, date: Date) -> Option<u32> {
        let born = self.born?;
        let had_birthday = (date.month(), date.day()) >= (born.month(), born.day());
        u32::try_from(i32::from(date.year()) - i32::from(born.year()) - i32::from(!had_birthday)).ok()
    }
}

/// How a cast member is engaged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Paid by the day, from first to last day of the engagement, unless dropped between.
    #[default]
    Daily,
    /// Paid by the week of the engagement; a started week counts by its days, at a fifth each, at least one week.
    Weekly,
    /// One sum for the run of the picture.
    RunOfPicture,
}

impl Form {
    /// `daily`, `weekly`, `run of picture`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Weekly => "weekly",
            Self::RunOfPicture => "run of picture",
        }
    }
}

/// The money terms of a cast member.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Form of the engagement.
    pub form: Form,
    /// Rate by day, by week, or for the whole run, as the form says.
    pub rate: Cents,
    /// Days that are paid at least (daily and weekly forms).
    pub guarantee: u32,
    /// Drop and pick-up: whether and when a gap may stay unpaid. Nobody is dropped without it.
    pub drop: Option<DropTerms>,
    /// Travel paid once for each engagement (first day and each pick-up).
    pub travel: Cents,
    /// The class that rule packs know, such as `principal.day`; empty: the house rules alone.
    #[serde(default)]
    pub class: String,
    /// When it was signed; some terms depend on it. Nothing: with the start of photography.
    #[serde(default)]
    pub signed: Option<Date>,
}

/// A position of a unit's crew, with everybody who fills it on the same terms.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrewMember {
    /// Identity.
    pub id: CrewId,
    /// The unit.
    pub unit: UnitId,
    /// Department: Grip, Camera.
    pub department: String,
    /// Position: key grip.
    pub position: String,
    /// How many.
    pub heads: u32,
    /// The class that rule packs know, such as `iatse.hourly.daily`.
    pub class: String,
    /// The rate of one.
    pub rate: Cents,
    /// What it pays.
    pub per: Per,
    /// When the contract was signed. Nothing: with the start of photography.
    pub signed: Option<Date>,
    /// Called so long before the unit.
    pub before: Minutes,
    /// Dismissed so long after the unit's wrap.
    pub after: Minutes,
}

/// When an engagement may be dropped and picked up again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DropTerms {
    /// Calendar days between the last day worked and the pick-up, not counting either, that a gap must have.
    pub min_gap: u32,
    /// How often it may happen.
    pub max: u32,
}
