//! Cost and bound over time as a picture: one panel for each instance, time on a logarithmic axis.

use std::fmt::Write as _;

use serde_json::Value;

/// Size of a panel and of the room around its axes, in pixels.
const PANEL: (f64, f64) = (420.0, 230.0);
const EDGE: (f64, f64) = (70.0, 34.0);
/// Where the time axis begins, in seconds.
const FIRST: f64 = 0.05;

/// Draws the curves of answers of `backlot shoot`, two panels a row.
pub(super) fn draw(answers: &[Value]) -> String {
    let rows = answers.len().div_ceil(2);
    let (width, height) = (PANEL.0 * 2.0, PANEL.1 * rows as f64);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"11\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n"
    );
    for (at, answer) in answers.iter().enumerate() {
        panel(&mut svg, answer, (PANEL.0 * (at % 2) as f64, PANEL.1 * (at / 2) as f64));
    }
    svg + "</svg>\n"
}

fn panel(svg: &mut String, answer: &Value, (left, top): (f64, f64)) {
    let points: Vec<(f64, Option<f64>, f64)> = answer["curve"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|point| Some((point["seconds"].as_f64()?, point["cost"].as_f64(), point["bound"].as_f64()?)))
        .collect();
    let last = points.last().map_or(1.0, |point| point.0.max(1.0));
    // What is far from the end says little: the axis shows to a quarter above the last cost, and below the last bound half as far as that is above it.
    let cost = points.iter().rev().find_map(|point| point.1).unwrap_or(1.0);
    let bound = points.last().map_or(0.0, |point| point.2);
    let (low, high) = (bound - (cost * 1.25 - bound) / 2.0, cost * 1.25);
    let x = |seconds: f64| {
        let part = (seconds.max(FIRST) / FIRST).ln() / (last / FIRST).ln();
        left + EDGE.0 + part * (PANEL.0 - EDGE.0 - 14.0)
    };
    let y = |money: f64| {
        let part = (money.clamp(low, high) - low) / (high - low).max(1.0);
        top + PANEL.1 - EDGE.1 - part * (PANEL.1 - EDGE.1 - 28.0)
    };
    let path = |points: Vec<(f64, f64)>| {
        let mut path = String::new();
        for (at, (seconds, money)) in points.iter().enumerate() {
            // A step: what was known holds until something better is.
            let step = if at == 0 {
                format!("M{:.1} {:.1}", x(*seconds), y(*money))
            } else {
                format!("H{:.1}V{:.1}", x(*seconds), y(*money))
            };
            path += &step;
        }
        path + &format!("H{:.1}", x(last))
    };
    let costs = path(points.iter().filter_map(|point| Some((point.0, point.1?))).collect());
    let bounds = path(points.iter().map(|point| (point.0, point.2)).collect());
    let name = answer["instance"].as_str().unwrap_or_default();
    let gap = 100.0 * (cost - bound) / cost.max(1.0);
    let (floor, wall) = (top + PANEL.1 - EDGE.1, left + EDGE.0);
    let mut lines = vec![
        format!(
            "<text x=\"{wall}\" y=\"{:.1}\" font-size=\"13\">{name}: {cost:.0}, at least {bound:.0}, gap {gap:.2} %</text>",
            top + 18.0
        ),
        format!("<path d=\"M{wall} {:.1}V{floor}H{:.1}\" fill=\"none\" stroke=\"#888\"/>", top + 28.0, x(last)),
        format!("<path d=\"{costs}\" fill=\"none\" stroke=\"#c0392b\" stroke-width=\"1.6\"/>"),
        format!("<path d=\"{bounds}\" fill=\"none\" stroke=\"#1f618d\" stroke-width=\"1.6\"/>"),
    ];
    for money in [cost, bound] {
        let at = y(money) + 4.0;
        lines.push(format!("<text x=\"{:.1}\" y=\"{at:.1}\" text-anchor=\"end\">{money:.0}</text>", wall - 5.0));
    }
    for seconds in [0.1, 1.0, 10.0, 60.0, 300.0, 600.0].into_iter().filter(|seconds| *seconds <= last) {
        let at = x(seconds);
        lines.push(format!("<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{seconds} s</text>", floor + 15.0));
    }
    for line in lines {
        // Writing to a text does not fail.
        let _ = writeln!(svg, "{line}");
    }
}
