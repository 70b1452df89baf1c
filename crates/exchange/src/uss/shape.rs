//! The file as it is written. Every field may be missing or null, and what is not known here is passed over.

use serde::{Deserialize, Deserializer};

pub(super) type Numbers = Vec<i64>;

#[derive(Deserialize)]
pub(super) struct File {
    #[serde(rename = "universalScheduleStandard")]
    pub(super) schedule: Schedule,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Schedule {
    #[serde(rename = "ussVersion", deserialize_with = "nullable")]
    pub(super) version: String,
    pub(super) project: Option<String>,
    pub(super) name: Option<String>,
    #[serde(rename = "scriptColor")]
    pub(super) script_colour: Option<String>,
    pub(super) script_date: Option<String>,
    #[serde(deserialize_with = "nullable")]
    pub(super) breakdowns: Vec<Sheet>,
    #[serde(deserialize_with = "nullable")]
    pub(super) categories: Vec<Category>,
    #[serde(deserialize_with = "nullable")]
    pub(super) elements: Vec<Element>,
    #[serde(deserialize_with = "nullable")]
    pub(super) stripboards: Vec<Stripboard>,
    #[serde(deserialize_with = "nullable")]
    pub(super) calendars: Vec<Calendar>,
}

#[derive(Deserialize)]
pub(super) struct Sheet {
    pub(super) id: String,
    #[serde(rename = "bannerText")]
    pub(super) banner: Option<String>,
    pub(super) comments: Option<String>,
    pub(super) description: Option<String>,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) elements: Vec<String>,
    pub(super) pages: Option<f64>,
    pub(super) scene: Option<String>,
    #[serde(rename = "scriptPage")]
    pub(super) page: Option<String>,
    pub(super) duration: Option<f64>,
    #[serde(default, rename = "type", deserialize_with = "nullable")]
    pub(super) kind: String,
}

#[derive(Deserialize)]
pub(super) struct Category {
    pub(super) id: String,
    pub(super) ucid: u16,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) name: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Element {
    pub(super) id: String,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) category: String,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) days_off: Numbers,
    #[serde(rename = "isDrop")]
    pub(super) drops: Option<bool>,
    #[serde(rename = "dropDayCount")]
    pub(super) drop_after: Option<f64>,
    #[serde(rename = "elementId")]
    pub(super) number: Option<String>,
    #[serde(default, rename = "linkedElements", deserialize_with = "nullable")]
    pub(super) linked: Vec<String>,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) events: Vec<Moment>,
    pub(super) name: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct Moment {
    #[serde(default, rename = "type", deserialize_with = "nullable")]
    pub(super) kind: String,
    pub(super) name: Option<String>,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) date: String,
}

#[derive(Deserialize)]
pub(super) struct Stripboard {
    #[serde(default, deserialize_with = "nullable")]
    pub(super) boards: Vec<Part>,
    pub(super) calendar: Option<String>,
    pub(super) name: Option<String>,
}

/// The days of a stripboard, or its boneyard.
#[derive(Deserialize)]
pub(super) struct Part {
    pub(super) name: Option<String>,
    #[serde(default, rename = "breakdownIds", deserialize_with = "nullable")]
    pub(super) entries: Vec<Entry>,
}

/// A day's sheets, or a sheet on no day.
#[derive(Deserialize)]
#[serde(untagged, expecting = "a sheet's id or a list of ids")]
pub(super) enum Entry {
    Day(Vec<String>),
    Sheet(String),
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Calendar {
    pub(super) id: String,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) events: Vec<Moment>,
    #[serde(default, deserialize_with = "nullable")]
    pub(super) days_off: Numbers,
    pub(super) name: Option<String>,
}

/// A null is as good as nothing.
fn nullable<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(reader: D) -> Result<T, D::Error> {
    Option::<T>::deserialize(reader).map(Option::unwrap_or_default)
}
