//! The text of a formula, taken apart.

use winnow::ascii::multispace0;
use winnow::combinator::{alt, delimited, opt, preceded, repeat, separated, terminated};
use winnow::error::ContextError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stream};
use winnow::token::{any, one_of, take_while};

use super::{Exact, Expr, Fault, Function, Operator, Takes, unknown};

type Text<'a> = LocatingSlice<&'a str>;
type Read<T> = winnow::Result<T, ContextError>;

/// The longest formula that is read, in bytes, and the deepest nesting (assumptions: no person writes longer ones).
const MOST: usize = 400;
const DEEPEST: usize = 16;

/// Takes a formula apart. Names are not looked up here, functions are.
pub fn parse(text: &str) -> Result<Expr, Fault> {
    if text.trim().is_empty() {
        return Err(Fault::new(0, "the formula is empty", "write a number, or a formula such as shoot_days() * 2"));
    }
    if text.len() > MOST {
        let message = format!("the formula has {} letters", text.len());
        return Err(Fault::new(0, message, format!("at most {MOST} are read; name a part of it as a global")));
    }
    let depth = text.bytes().scan(0_usize, |depth, byte| {
        *depth = match byte {
            b'(' | b'-' => *depth + 1,
            b')' => depth.saturating_sub(1),
            _ => *depth,
        };
        Some(*depth)
    });
    if let Some(at) = depth.enumerate().find(|(_, depth)| *depth > DEEPEST).map(|(at, _)| at) {
        let hint = "name a part of it as a global";
        return Err(Fault::new(at, format!("the formula is nested more than {DEEPEST} deep"), hint));
    }
    let open = text.bytes().fold(0_i32, |open, byte| match byte {
        b'(' => open + 1,
        b')' => open - 1,
        _ => open,
    });
    if open > 0 && !text.contains('"') {
        return Err(Fault::new(text.len(), "a parenthesis is not closed", "write ) where it ends"));
    }
    let raw = delimited(multispace0, formula, multispace0).parse(LocatingSlice::new(text)).map_err(|error| {
        let at = error.offset();
        let rest: String = text.get(at..).unwrap_or("").chars().take(12).collect();
        let message = match rest.trim() {
            "" => "the formula ends too early".to_owned(),
            rest => format!("'{rest}' is not understood here"),
        };
        Fault::new(
            at,
            message,
            "formulas have numbers, + - * /, parentheses, globals and functions such as shoot_days()",
        )
    })?;
    named(raw)
}

/// A formula before its functions are known.
enum Raw {
    Number(Exact),
    Global(String, usize),
    Minus(Box<Raw>),
    Join(Box<Raw>, Operator, usize, Box<Raw>),
    Call(String, usize, Vec<Raw>),
    Ask(String, usize, String),
}

fn named(raw: Raw) -> Result<Expr, Fault> {
    Ok(match raw {
        Raw::Number(number) => Expr::Number(number),
        Raw::Global(name, at) => match Function::find(&name) {
            Some(function) => {
                return Err(Fault::new(at, format!("'{name}' is a function"), format!("write {}", function.usage())));
            }
            None => Expr::Global(name, at),
        },
        Raw::Minus(part) => Expr::Minus(Box::new(named(*part)?)),
        Raw::Join(left, operator, at, right) => {
            Expr::Join(Box::new(named(*left)?), operator, at, Box::new(named(*right)?))
        }
        Raw::Call(name, at, args) => {
            let function = found(&name, at)?;
            let least = match function.takes() {
                Takes::Values(least) => least..=if least == 1 { 1 } else { 12 },
                _ => 1..=1,
            };
            if !least.contains(&args.len()) {
                let message = format!("{name}() of {} values", args.len());
                return Err(Fault::new(at, message, function.usage()));
            }
            Expr::Call(function, args.into_iter().map(named).collect::<Result<_, _>>()?, at)
        }
        Raw::Ask(name, at, about) => {
            let function = found(&name, at)?;
            if matches!(function.takes(), Takes::Values(_)) {
                return Err(Fault::new(at, format!("{name}({about}) is no value"), function.usage()));
            }
            Expr::Ask(function, about, at)
        }
    })
}

fn found(name: &str, at: usize) -> Result<Function, Fault> {
    let known = || Function::ALL.iter().map(|function| function.name());
    Function::find(name).ok_or_else(|| unknown(at, "function", name, known()))
}

fn formula(input: &mut Text<'_>) -> Read<Raw> {
    joined(product, |sign| match sign {
        '+' => Some(Operator::Plus),
        '-' => Some(Operator::Minus),
        _ => None,
    })
    .parse_next(input)
}

fn product(input: &mut Text<'_>) -> Read<Raw> {
    joined(operand, |sign| match sign {
        '*' => Some(Operator::Times),
        '/' => Some(Operator::Over),
        _ => None,
    })
    .parse_next(input)
}

/// Parts joined by operators, from left to right.
fn joined<'a>(
    mut part: impl Parser<Text<'a>, Raw, ContextError>,
    operator: fn(char) -> Option<Operator>,
) -> impl Parser<Text<'a>, Raw, ContextError> {
    move |input: &mut Text<'a>| {
        let mut left = part.parse_next(input)?;
        loop {
            let start = input.checkpoint();
            multispace0.parse_next(input)?;
            let at = input.current_token_start();
            let sign = opt(any.verify_map(operator)).parse_next(input)?;
            let Some(sign) = sign else {
                input.reset(&start);
                return Ok(left);
            };
            let right = preceded(multispace0, part.by_ref()).parse_next(input)?;
            left = Raw::Join(Box::new(left), sign, at, Box::new(right));
        }
    }
}

fn operand(input: &mut Text<'_>) -> Read<Raw> {
    alt((
        preceded(('-', multispace0), operand).map(|part| Raw::Minus(Box::new(part))),
        delimited(('(', multispace0), formula, (multispace0, ')')),
        number.map(Raw::Number),
        name,
    ))
    .parse_next(input)
}

/// `12`, `0.85`, `6.2%`.
fn number(input: &mut Text<'_>) -> Read<Exact> {
    let whole = take_while(1..=12, |one: char| one.is_ascii_digit());
    let part = opt(preceded('.', take_while(1..=6, |one: char| one.is_ascii_digit())));
    (whole, part, opt('%'))
        .verify_map(|(whole, part, percent): (&str, Option<&str>, Option<char>)| {
            let part = part.unwrap_or("");
            let scale = 10_i128.pow(u32::try_from(part.len()).ok()?) * if percent.is_some() { 100 } else { 1 };
            Some(Exact::new(format!("{whole}{part}").parse().ok()?, scale))
        })
        .parse_next(input)
}

/// A global, or a function with what stands between its parentheses.
fn name(input: &mut Text<'_>) -> Read<Raw> {
    let at = input.current_token_start();
    let first = one_of(|one: char| one.is_alphabetic() || one == '_');
    let rest = take_while(0.., |one: char| one.is_alphanumeric() || one == '_');
    let name = (first, rest).take().parse_next(input)?.to_owned();
    if opt((multispace0, '(')).parse_next(input)?.is_none() {
        return Ok(Raw::Global(name, at));
    }
    let takes = Function::find(&name).map(Function::takes);
    let about = match takes {
        Some(Takes::Values(_)) => None,
        Some(Takes::PhaseOrValue) => opt(terminated(words.map(str::trim).verify(|it: &str| PHASES.contains(&it)), ')'))
            .parse_next(input)?
            .map(str::to_owned),
        Some(_) => Some(terminated(words, ')').parse_next(input)?.trim().to_owned()),
        // Nobody knows what an unknown function takes; it is refused as soon as its name is looked up.
        None => opt(terminated(words, ')')).parse_next(input)?.map(str::to_owned),
    };
    if let Some(about) = about {
        return Ok(Raw::Ask(name, at, about));
    }
    let values = separated(0.., delimited(multispace0, formula, multispace0), ',');
    let args = terminated(values, ')').parse_next(input)?;
    Ok(Raw::Call(name, at, args))
}

/// What may be said of a phase.
pub(super) const PHASES: [&str; 2] = ["prep", "shoot"];

/// The words of a name up to the parenthesis that closes; a name with parentheses stands in quotes.
fn words<'a>(input: &mut Text<'a>) -> Read<&'a str> {
    let quoted = ('"', take_while(0.., |one| one != '"'), '"').void();
    let plain = take_while(1.., |one| one != '"' && one != ')').void();
    repeat::<_, _, (), _, _>(0.., alt((quoted, plain))).take().parse_next(input)
}
