//! Worked examples of pay and penalties, as JSON: each is turned into a person's days, walked like a plan's, and its lines,
//! total and violations are held beside the expected ones. Other programs can check a pack with it.
//!
//! What a case says may stand in its day, its input, or the context of its vector; the nearest counts. Equal lines are added
//! into one, as pay slips have them.

mod compare;
mod days;

use model::measure::{Cents, Ratio};
use model::notice::{Notice, Severity};
use model::pack::Pack;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::agreement::{Breach, Clause, Line, Sink, Unit};

/// A file of worked examples.
#[derive(Debug, Deserialize)]
struct File {
    vectors: Vec<Vector>,
}

/// One example, or several that share a context.
#[derive(Debug, Deserialize)]
struct Vector {
    id: String,
    pack: String,
    #[serde(default)]
    context: Map<String, Value>,
    #[serde(default)]
    input: Map<String, Value>,
    #[serde(default)]
    cases: Vec<Case>,
    #[serde(flatten)]
    expected: Expected,
}

#[derive(Debug, Deserialize)]
struct Case {
    #[serde(default)]
    name: String,
    #[serde(default)]
    context: Map<String, Value>,
    #[serde(default)]
    input: Map<String, Value>,
    #[serde(flatten)]
    expected: Expected,
}

/// What a case says should come out.
#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Expected {
    lines: Option<Vec<Told>>,
    total: Option<String>,
    #[serde(default)]
    violations: Vec<Value>,
    #[serde(default)]
    ok: Vec<String>,
}

/// What came out of a case, and what differs from what it expects.
#[derive(Clone, Debug, Serialize)]
pub struct Outcome {
    /// The id of its vector.
    pub id: String,
    /// Its name, where a vector has several.
    pub name: String,
    /// The pack.
    pub pack: String,
    /// The lines of pay.
    pub lines: Vec<Told>,
    /// Their sum.
    pub total: String,
    /// The rules that are broken.
    pub violations: Vec<Violation>,
    /// Rows that took part and are not verified, by pack and name.
    pub unverified: Vec<String>,
    /// What is not as expected, as sentences; empty when all is.
    pub differs: Vec<String>,
    /// Keys that say nothing here.
    pub unused: Vec<String>,
}

/// A line as it is written: decimal texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Its code.
    pub code: String,
    /// How many units.
    pub qty: String,
    /// Which.
    pub unit: String,
    /// The rate of one.
    pub rate: String,
    /// The multiple.
    pub mult: String,
    /// The amount.
    pub amount: String,
}

/// A rule that is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Its code.
    pub code: String,
    /// By how many minutes.
    pub over_min: i64,
    /// When it should have been instead, on the wall: leaving, the meal, the next call.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legal: Option<String>,
}

/// Runs all cases of a text. What cannot be read at all is a notice.
pub fn run(text: &str, packs: &[Pack]) -> Result<Vec<Outcome>, Notice> {
    let file: File = serde_json::from_str(text).map_err(|error| {
        let place = (u32::try_from(error.line()).unwrap_or(0), u32::try_from(error.column()).unwrap_or(0));
        let hint = "a file of cases is {\"vectors\": [{\"id\", \"pack\", \"context\", \"input\", \"lines\", ..}]}";
        Notice::at(
            Severity::Error,
            place.0,
            place.1,
            format!("these are no cases: {}", model::json::told(&error)),
            hint,
        )
    })?;
    let mut outcomes = Vec::new();
    for vector in &file.vectors {
        if vector.cases.is_empty() {
            let layers = [&vector.input, &vector.context];
            outcomes.push(outcome(vector, "", &layers, &vector.expected, packs)?);
        }
        for case in &vector.cases {
            let layers = [&case.input, &case.context, &vector.input, &vector.context];
            outcomes.push(outcome(vector, &case.name, &layers, &case.expected, packs)?);
        }
    }
    Ok(outcomes)
}

fn outcome(
    vector: &Vector,
    name: &str,
    layers: &[&Map<String, Value>],
    expected: &Expected,
    packs: &[Pack],
) -> Result<Outcome, Notice> {
    let wrong = |message: String, hint: String| {
        let case = if name.is_empty() { String::new() } else { format!(", case '{name}'") };
        Notice::at(Severity::Error, 0, 0, format!("vector '{}'{case}: {message}", vector.id), hint)
    };
    let pack = packs.iter().find(|pack| pack.pack.id == vector.pack).ok_or_else(|| {
        let known: Vec<&str> = packs.iter().map(|pack| pack.pack.id.as_str()).collect();
        wrong(format!("there is no pack '{}'", vector.pack), format!("known are {}", known.join(", ")))
    })?;
    let given = days::Given::read(layers, pack).map_err(|(message, hint)| wrong(message, hint))?;
    if let Some((message, hint)) = given.strange() {
        return Err(wrong(message, hint));
    }
    let zone = given.zone.clone();
    let mut sheet = Sheet { zone, lines: Vec::new(), violations: Vec::new(), unverified: Vec::new() };
    let terms = given.terms();
    given.walk(&terms, &mut sheet);
    let total: Cents = sheet.lines.iter().map(|line| line.amount).sum();
    let mut outcome = Outcome {
        id: vector.id.clone(),
        name: name.to_owned(),
        pack: vector.pack.clone(),
        lines: sheet.lines.iter().map(Sum::told).collect(),
        total: money(total),
        violations: sheet.violations,
        unverified: sheet.unverified,
        differs: Vec::new(),
        unused: given.unused.clone(),
    };
    outcome.differs = compare::differs(&outcome, expected);
    Ok(outcome)
}

/// What a walk came to, equal lines added into one.
struct Sheet {
    zone: jiff::tz::TimeZone,
    lines: Vec<Sum>,
    violations: Vec<Violation>,
    unverified: Vec<String>,
}

/// Equal lines.
struct Sum {
    code: String,
    unit: Unit,
    rate: Cents,
    per: Ratio,
    times: Ratio,
    /// In sixtieths of sixtieths, so that hours in minutes and parts of days are whole.
    quantity: i64,
    amount: Cents,
}

impl Sum {
    fn told(&self) -> Told {
        Told {
            code: self.code.clone(),
            qty: decimal(Ratio::new(self.quantity, 3_600), 1),
            unit: self.unit.word().to_owned(),
            rate: decimal(Ratio::new(self.rate.0, 100).by(self.per), 2),
            mult: self.times.to_string(),
            amount: money(self.amount),
        }
    }
}

impl Sheet {
    fn trust(&mut self, clause: Clause<'_>) {
        if clause.verified() > model::pack::Verified::Secondary {
            let name = format!("{}/{}", clause.pack.pack.id, clause.row.id());
            if !self.unverified.contains(&name) {
                self.unverified.push(name);
            }
        }
    }
}

impl<'t> Sink<'t> for Sheet {
    fn pay(&mut self, line: Line<'_>, clause: Clause<'t>) {
        if line.quantity.num() == 0 || line.times.num() == 0 {
            return;
        }
        self.trust(clause);
        let (code, amount) = (line.name(), line.amount());
        let quantity = line.quantity.by(Ratio::new(3_600, 1)).of(1);
        let same = |sum: &&mut Sum| {
            (&sum.code, sum.unit, sum.rate, sum.per, sum.times) == (&code, line.unit, line.rate, line.per, line.times)
        };
        match self.lines.iter_mut().find(same) {
            Some(sum) => {
                sum.quantity += quantity;
                sum.amount += amount;
            }
            None => {
                let Line { unit, rate, per, times, .. } = line;
                self.lines.push(Sum { code, unit, rate, per, times, quantity, amount });
            }
        }
    }

    fn breach(&mut self, breach: Breach, clause: Clause<'t>) {
        self.trust(clause);
        let legal = breach.legal.map(|at| {
            let instant = jiff::Timestamp::from_second(at.0.saturating_mul(60)).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
            self.zone.to_datetime(instant).strftime("%Y-%m-%dT%H:%M").to_string()
        });
        self.violations.push(Violation { code: breach.code.to_owned(), over_min: breach.over.0, legal });
    }
}

/// `1246.00`.
fn money(cents: Cents) -> String {
    format!(
        "{}{}.{:02}",
        if cents.0 < 0 { "-" } else { "" },
        cents.0.unsigned_abs() / 100,
        cents.0.unsigned_abs() % 100
    )
}

/// A decimal with at least so many places, rounded half-up to four.
fn decimal(ratio: Ratio, places: usize) -> String {
    let scaled = ratio.by(Ratio::new(10_000, 1)).of(1);
    let text = format!("{}.{:04}", scaled / 10_000, scaled % 10_000);
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let kept = part.trim_end_matches('0').len().max(places);
    format!("{whole}.{}", &part[..kept])
}

#[cfg(test)]
mod tests;
