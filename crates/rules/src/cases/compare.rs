//! What came out of a case beside what it expects.

use model::measure::Ratio;
use serde_json::Value;

use super::{Expected, Outcome, Told};

pub(super) fn differs(outcome: &Outcome, expected: &Expected) -> Vec<String> {
    let mut differs = Vec::new();
    if let Some(lines) = &expected.lines {
        for wanted in lines.iter().filter(|wanted| !outcome.lines.iter().any(|line| same(line, wanted))) {
            differs.push(format!("expected {}, and there is no such line", shown(wanted)));
        }
        for line in outcome.lines.iter().filter(|line| !lines.iter().any(|wanted| same(line, wanted))) {
            differs.push(format!("there is {}, which is not expected", shown(line)));
        }
    }
    if let Some(total) = &expected.total
        && number(total) != number(&outcome.total)
    {
        differs.push(format!("the total is {}, expected {total}", outcome.total));
    }
    differs.extend(violations(outcome, expected));
    differs
}

fn violations(outcome: &Outcome, expected: &Expected) -> Vec<String> {
    let code = |value: &Value| value.as_str().or_else(|| value.get("code")?.as_str()).unwrap_or_default().to_owned();
    let mut left: Vec<_> = outcome.violations.iter().collect();
    let mut differs = Vec::new();
    for wanted in &expected.violations {
        let code = code(wanted);
        let Some(at) = left.iter().position(|one| one.code == code) else {
            differs.push(format!("expected violation {code}, and there is none"));
            continue;
        };
        let found = left.remove(at);
        if let Some(over) = wanted.get("over_min").and_then(Value::as_i64).filter(|&over| over != found.over_min) {
            differs.push(format!("{code} is over by {} min, expected {over}", found.over_min));
        }
        let legal = ["must_leave_by", "legal", "earliest_next_call"].iter().find_map(|key| wanted.get(key)?.as_str());
        if let Some(legal) = legal.filter(|legal| Some(*legal) != found.legal.as_deref()) {
            differs
                .push(format!("{code} would be legal at {}, expected {legal}", found.legal.as_deref().unwrap_or("-")));
        }
    }
    differs
        .extend(left.iter().map(|one| format!("violation {} over by {} min is not expected", one.code, one.over_min)));
    let broken = expected.ok.iter().filter(|ok| outcome.violations.iter().any(|one| &&one.code == ok));
    differs.extend(broken.map(|code| format!("{code} is broken, expected to be kept")));
    differs
}

/// Whether two lines say the same, whatever their zeros. A rate that has no end is given to the cent.
fn same(line: &Told, wanted: &Told) -> bool {
    let near = |a: &str, b: &str| match (number(a), number(b)) {
        (Some(a), Some(b)) => a == b || (a.by(Ratio::new(100, 1)).of(1) == b.by(Ratio::new(100, 1)).of(1)),
        _ => a == b,
    };
    line.code == wanted.code
        && line.unit == wanted.unit
        && near(&line.qty, &wanted.qty)
        && near(&line.rate, &wanted.rate)
        && number(&line.mult) == number(&wanted.mult)
        && number(&line.amount) == number(&wanted.amount)
}

fn number(text: &str) -> Option<Ratio> {
    Ratio::try_from(text.to_owned()).ok()
}

fn shown(line: &Told) -> String {
    format!("{} {} {} x {} x {} = {}", line.code, line.qty, line.unit, line.rate, line.mult, line.amount)
}
