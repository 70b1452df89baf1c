//! Formulas as texts: what they come to, and what is said of wrong ones.

use proptest::prelude::*;

use super::*;

/// Days are worth 10, money 200, weeks 3; a week has five days.
struct Given;

impl Facts for Given {
    fn global(&self, name: &str, at: usize) -> Result<Value, Fault> {
        match name {
            "crew" => Ok(Value::of(Kind::Number, Exact::whole(4))),
            _ => Err(unknown(at, "global", name, ["crew"].into_iter())),
        }
    }
    fn ask(&self, function: Function, _: &str, _: usize) -> Result<Value, Fault> {
        let worth = match function.kind() {
            Kind::Days => 10,
            Kind::Money => 200,
            _ => 3,
        };
        Ok(Value::of(function.kind(), Exact::whole(worth)))
    }
    fn week(&self) -> i128 {
        5
    }
}

/// What a formula comes to, or the fault with its column.
fn told(text: &str) -> String {
    match parse(text).and_then(|expr| value(&expr, &Given)) {
        Ok(value) => format!("{} {}", value.amount.map_or("?".to_owned(), |one| one.to_string()), value.kind.word()),
        Err(fault) => format!("{}: {}", fault.place(text).1, fault.message),
    }
}

fn check(all: &[(&str, &str)]) {
    let found: Vec<String> = all.iter().map(|(text, _)| format!("{text} -> {}", told(text))).collect();
    let expected: Vec<String> = all.iter().map(|(text, expected)| format!("{text} -> {expected}")).collect();
    assert_eq!(found.join("\n"), expected.join("\n"));
}

#[test]
fn arithmetic_is_exact_and_binds_as_written() {
    check(&[
        ("1 + 2 * 3", "7 a number"),
        ("(1 + 2) * 3", "9 a number"),
        ("10 - 2 - 3", "5 a number"),
        ("2 * -3 + 7", "1 a number"),
        ("1 / 3 * 3", "1 a number"),
        ("6.2% * 1000", "62 a number"),
        ("crew * 2.5", "10 a number"),
        (" ceil( 7 / 2 ) + floor(7/2) + round(2.5)", "10 a number"),
        ("min(3, crew, 9) + max(1, 2)", "5 a number"),
    ]);
}

#[test]
fn kinds_join_where_they_make_sense() {
    check(&[
        ("shoot_days() + 2", "12 days"),
        ("shoot_days(stage 7) * 2", "20 days"),
        ("shoot_days() / work_days(cast 3)", "1 a number"),
        ("12 / shoot_days()", "1.2 a number"),
        ("cost(1400) / shoot_days()", "20 money"),
        ("shoot_days() * cost(crew)", "2000 money"),
        ("weeks(shoot_days())", "2 weeks"),
        ("days(weeks(shoot))", "15 days"),
        ("weeks(prep) + weeks( shoot )", "6 weeks"),
        ("count(shoot_days()) * weeks(prep)", "30 weeks"),
        ("shoot_days() + weeks(shoot)", "14: days cannot be added to weeks"),
        ("cost(cast) - shoot_days()", "12: days cannot be taken from money"),
        ("cost(cast) * cost(crew)", "12: money cannot be multiplied by money"),
        ("shoot_days() * weeks(prep)", "14: days cannot be multiplied by weeks"),
        ("max(shoot_days(), cost(cast))", "1: days and money cannot be compared"),
        ("weeks(cost(cast))", "1: weeks() takes no money"),
    ]);
}

#[test]
fn wrong_formulas_name_the_column() {
    check(&[
        ("", "1: the formula is empty"),
        ("1 +", "4: the formula ends too early"),
        ("1 + * 2", "5: '* 2' is not understood here"),
        ("(1", "3: a parenthesis is not closed"),
        ("2 crew", "3: 'crew' is not understood here"),
        ("krew", "1: there is no global 'krew'"),
        ("1 + maxx(1, 2)", "5: there is no function 'maxx'"),
        ("max(1)", "1: max() of 1 values"),
        ("shoot_days", "1: 'shoot_days' is a function"),
        ("1 / (2 - 2)", "3: this divides by zero"),
        ("999999999999 * 999999999999", "14: the value is larger than any budget's"),
        ("((((((((((((((((((1))))))))))))))))))", "17: the formula is nested more than 16 deep"),
    ]);
}

proptest! {
    #[test]
    fn any_text_is_a_formula_or_a_fault(text in "\\PC{0,60}") {
        let _ = told(&text);
    }

    #[test]
    fn anything_of_formulas_is_a_formula_or_a_fault(parts in proptest::collection::vec(
        prop_oneof!["[0-9]{1,12}", Just("(".to_owned()), Just(")".to_owned()), Just("-".to_owned()), Just("+".to_owned()), Just("*".to_owned()),
            Just("/".to_owned()), Just("max(".to_owned()), Just(",".to_owned()), Just("crew".to_owned()), Just("cost(\"a)\")".to_owned()), Just("%".to_owned()), Just("weeks(".to_owned())], 0..80)) {
        let text = parts.concat();
        if let Err(fault) = parse(&text).and_then(|expr| value(&expr, &Given)) {
            prop_assert!(fault.at <= text.len());
        }
    }
}
