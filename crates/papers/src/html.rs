//! A board as one page that needs nothing else: no network, no fonts, and no script to be read. For a phone and a screen, by
//! day and by night, and on paper.

use std::fmt::Write;

use model::estimate::Group;
use model::ids::DayId;
use model::issue::Schedule;
use model::measure::Eighths;
use model::notice::Severity;
use model::paper::Fill;
use model::production::Production;
use model::verdict::Finding;

use crate::days::{Day, Line, StripLine, boneyard, days};
use crate::text::tidy;
use crate::words;

const STYLE: &str = include_str!("../templates/board.css");
const SCRIPT: &str = include_str!("../templates/board.js");

/// The page: figures, money, findings, then every day with its strips and what the judge says about it.
pub fn board(production: &Production, schedule: &Schedule) -> String {
    let days = days(production, schedule);
    let mut out = String::new();
    head(&mut out, production, schedule, &days);
    thumbnail(&mut out, &days);
    money(&mut out, production, schedule);
    let known = |id: Option<DayId>| id.is_some_and(|id| days.iter().any(|day| day.day.id == id));
    let general: Vec<&Finding> = schedule.verdict.findings.iter().filter(|finding| !known(finding.day)).collect();
    if !general.is_empty() {
        let open = if general.len() <= 3 { " open" } else { "" };
        let worst = general.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note);
        let count = mark(worst, &words::count(general.len(), "finding"));
        out.push_str("<h2>About the whole board</h2>\n");
        put(&mut out, format_args!("<details{open}><summary>{count}</summary>\n"));
        findings(&mut out, &general);
        out.push_str("</details>\n");
    }
    out.push_str("<h2>Days</h2>\n<div class=\"tools\" hidden><input type=\"search\" aria-label=\"Find strips\" ");
    out.push_str("placeholder=\"Find scene, set, cast, place\"><button type=\"button\">Fold / unfold days</button>");
    out.push_str("<output></output></div>\n<main>\n");
    for (nth, day) in days.iter().enumerate() {
        one_day(&mut out, production, schedule, day, nth);
    }
    let lying = boneyard(production, schedule);
    if !lying.is_empty() {
        let pages: Eighths = lying.iter().map(|strip| strip.pages).sum();
        let count = words::count(lying.len(), "strip");
        let pages = words::pages(pages);
        put(
            &mut out,
            format_args!("<details class=\"day\" open><summary><b>Boneyard</b><span>{count}, on no day</span>"),
        );
        put(&mut out, format_args!("<span class=\"end\">{pages}</span></summary>\n<ol>\n"));
        lying.iter().for_each(|line| strip(&mut out, production, None, line));
        out.push_str("</ol></details>\n");
    }
    out.push_str("</main>\n");
    if !production.cast.is_empty() {
        out.push_str("<h2>Cast</h2>\n<ul class=\"cast\">\n");
        for person in words::by_number(production.cast.iter().collect()) {
            let role = words::role(production, person);
            let name = if role == person.name { role } else { format!("{role}, {}", person.name) };
            put(&mut out, format_args!("<li><b>{}</b>{}</li>\n", esc(&person.number), esc(&name)));
        }
        out.push_str("</ul>\n");
    }
    let rules = &production.rulebook;
    let assumed = words::count(production.assumptions.len(), "assumption");
    let (status, title) = (esc(&rules.status), esc(&rules.title));
    let packs = production.packs.iter().map(|pack| format!("; {}", esc(&pack.pack.id))).collect::<String>();
    let foot =
        format_args!("<p class=\"foot\">Hours by {status} rules: {title}{packs}. {assumed} not confirmed.</p>\n");
    put(&mut out, foot);
    put(&mut out, format_args!("<script>\n{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

fn head(out: &mut String, production: &Production, schedule: &Schedule, days: &[Day<'_>]) {
    let paper = words::paper(production, schedule, "board", "Board");
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    // The page says itself that it loads nothing.
    out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; ",
    );
    out.push_str(
        "script-src 'unsafe-inline'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
    );
    let title = esc(&production.title);
    put(out, format_args!("<title>{title} - {}</title>\n<style>\n{STYLE}", esc(&schedule.board.name)));
    for fill in STRIPS {
        let (paper, _) = fill.paint().unwrap_or_default();
        let class = class(fill);
        put(out, format_args!(".{class} {{ background: {paper}; fill: {paper}; }}\n"));
        let dim = dimmed(paper);
        put(
            out,
            format_args!(
                "@media screen and (prefers-color-scheme: dark) {{ .{class} {{ background: {dim}; fill: {dim}; }} }}\n"
            ),
        );
    }
    out.push_str("</style>\n</head>\n<body>\n<header>\n");
    put(out, format_args!("<h1>{title}</h1>\n<p class=\"board\">{}</p>\n", esc(&paper.left[1..].join(" "))));
    let dates = paper.right.get(1).map_or("", String::as_str);
    let shooting = days.iter().filter(|day| day.day.kind.shoots()).count();
    let pages: Eighths = days.iter().map(|day| day.pages).sum();
    let found = [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| (schedule.verdict.count(severity), severity))
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, severity)| mark(severity, &words::count(count, severity.word())))
        .collect::<Vec<_>>();
    let found = if found.is_empty() { "none".to_owned() } else { found.join("<br>") };
    let figure = |name: &str, value: &str| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n");
    out.push_str("<dl class=\"figures\">\n");
    out.push_str(&figure("Shooting days", &shooting.to_string()));
    out.push_str(&figure("Dates", &esc(dates)));
    out.push_str(&figure("Pages", &words::pages(pages)));
    out.push_str(&figure("Cost", &esc(&format!("{} {}", production.currency, schedule.estimate.total))));
    out.push_str(&figure("Findings", &found));
    out.push_str("</dl>\n</header>\n");
}

/// The whole shoot at a glance: a column for each day, a coloured part for each strip, as high as it has pages.
fn thumbnail(out: &mut String, days: &[Day<'_>]) {
    const WIDE: i64 = 14;
    const HIGH: i64 = 72;
    let tallest = days.iter().map(|day| day.pages.0).max().unwrap_or(0).max(1);
    if days.iter().all(|day| day.pages.0 <= 0) {
        return;
    }
    let width = i64::try_from(days.len()).unwrap_or(0) * WIDE;
    put(
        out,
        format_args!("<div class=\"thumb\"><svg viewBox=\"0 0 {width} {HIGH}\" width=\"{width}\" height=\"{HIGH}\" "),
    );
    out.push_str(
        "preserveAspectRatio=\"xMinYMax\" role=\"img\" aria-label=\"Pages of each day by colour of strip\">\n",
    );
    for (nth, day) in days.iter().enumerate() {
        let x = i64::try_from(nth).unwrap_or(0) * WIDE;
        put(out, format_args!("<a href=\"#day-{nth}\"><title>{}</title>", esc(&day_title(day))));
        let mut bottom = 0;
        for strip in day.strips() {
            let top = bottom + strip.pages.0.max(0);
            let (from, to) = (HIGH - bottom * HIGH / tallest, HIGH - top * HIGH / tallest);
            let (class, high, wide) = (class(strip.fill), from - to, WIDE - 2);
            put(out, format_args!("<rect class=\"{class}\" stroke=\"#777\" stroke-width=\".5\" "));
            put(out, format_args!("x=\"{x}\" y=\"{to}\" width=\"{wide}\" height=\"{high}\"/>"));
            bottom = top;
        }
        out.push_str("</a>\n");
    }
    out.push_str("</svg></div>\n");
}

fn money(out: &mut String, production: &Production, schedule: &Schedule) {
    let groups: Vec<_> = Group::ALL.map(|group| (group, schedule.estimate.group(group))).into_iter().collect();
    let most = groups.iter().map(|(_, amount)| amount.0).max().unwrap_or(0).max(1);
    if groups.iter().all(|(_, amount)| amount.0 == 0) {
        return;
    }
    out.push_str("<h2>Money</h2>\n<dl class=\"money\">\n");
    for (group, amount) in groups.into_iter().filter(|(_, amount)| amount.0 != 0) {
        let part = i128::from(amount.0.max(0)) * 100 / i128::from(most);
        let (word, currency) = (group.word(), esc(&production.currency));
        put(
            out,
            format_args!(
                "<dt>{word}</dt><div class=\"bar\"><i style=\"width:{part}%\"></i></div><dd>{currency} {amount}</dd>\n"
            ),
        );
    }
    out.push_str("</dl>\n");
}

/// `DAY 3 of 9, Wed 10 Mar 2027`.
fn day_title(day: &Day<'_>) -> String {
    day.date().map_or_else(|| day.name.clone(), |date| format!("{}, {}", day.name, words::date(date)))
}

fn one_day(out: &mut String, production: &Production, schedule: &Schedule, day: &Day<'_>, nth: usize) {
    let found: Vec<&Finding> = schedule.verdict.findings.iter().filter(|one| one.day == Some(day.day.id)).collect();
    put(out, format_args!("<details class=\"day\" id=\"day-{nth}\" open><summary><b>{}</b>", esc(&day.name)));
    let mut about = Vec::new();
    if let Some(plan) = day.plan {
        put(out, format_args!("<span>{}</span>", words::date(plan.date)));
        if day.day.kind.works() {
            put(out, format_args!("<span>{}</span>", words::hours(production, plan)));
            let sun = |moment| words::time(production, plan, moment);
            about.push(format!("{} shift", plan.shift.word()));
            about.push(format!("camera wrap {}", sun(plan.camera_wrap)));
            about.push(format!("sunrise {}, sunset {}", sun(plan.sun.rise), sun(plan.sun.set)));
        }
    }
    out.extend(day.label.map(|label| format!("<span>{}</span>", esc(label))));
    if !day.places.is_empty() {
        put(out, format_args!("<span>{}</span>", esc(&day.places.join(", "))));
    }
    if let Some(worst) = found.iter().map(|finding| finding.severity).max() {
        put(out, format_args!("<span>{}</span>", mark(worst, &words::count(found.len(), "finding"))));
    }
    if day.day.kind.shoots() {
        let load = day.plan.map_or(String::new(), |plan| format!(", load {}", plan.load));
        put(out, format_args!("<span class=\"end\">{}{load}</span>", words::pages(day.pages)));
    }
    out.push_str("</summary>\n");
    if !about.is_empty() {
        put(out, format_args!("<p class=\"about\">{}</p>\n", esc(&about.join(", "))));
    }
    out.push_str("<ol>\n");
    for line in &day.lines {
        match line {
            Line::Strip(line) => strip(out, production, Some(day), line),
            Line::Banner { text, time, .. } => {
                let start = day
                    .plan
                    .zip(*time)
                    .map_or(String::new(), |(plan, (start, _))| words::time(production, plan, start));
                put(out, format_args!("<li class=\"banner\"><span class=\"words\">{}</span>", esc(text)));
                put(out, format_args!("<span class=\"start\">{start}</span></li>\n"));
            }
        }
    }
    out.push_str("</ol>\n");
    if !found.is_empty() {
        findings(out, &found);
    }
    out.push_str("</details>\n");
}

fn strip(out: &mut String, production: &Production, day: Option<&Day<'_>>, strip: &StripLine<'_>) {
    let names: Vec<String> = strip.cast.iter().map(|person| words::role(production, person)).collect();
    let names = esc(&names.join(", "));
    let start = day.and_then(|day| day.plan).zip(strip.time);
    let start = start.map_or(String::new(), |(plan, (start, _))| words::time(production, plan, start));
    let pinned = if strip.pinned { " pinned" } else { "" };
    let find = esc(&format!("{} {}", strip.place, strip.int_ext()));
    put(out, format_args!("<li class=\"strip {}\" data-find=\"{find} {names}{pinned}\">", class(strip.fill)));
    put(out, format_args!("<span class=\"scene\">{}</span><span>{}</span>", esc(&strip.label), strip.int_ext()));
    put(out, format_args!("<span>{}</span><span class=\"set\">{}", strip.time_of_day(), esc(&strip.set)));
    if !strip.synopsis().is_empty() {
        put(out, format_args!("<span class=\"synopsis\">{}</span>", esc(strip.synopsis())));
    }
    put(out, format_args!("</span><span class=\"cast-numbers\" title=\"{names}\">{}</span>", esc(&strip.numbers())));
    put(out, format_args!("<span class=\"pages\">{}</span><span class=\"start\">{start}{pinned}</span>", strip.pages));
    put(out, format_args!("<span class=\"time\">{}</span></li>\n", strip.length()));
}

fn findings(out: &mut String, findings: &[&Finding]) {
    out.push_str("<ul class=\"findings\">\n");
    for finding in findings {
        let severity = finding.severity;
        put(out, format_args!("<li class=\"finding\">{}<span class=\"text\">", mark(severity, severity.word())));
        out.push_str(&esc(&finding.text));
        if !finding.mend.is_empty() {
            put(out, format_args!("<span class=\"mend\">{}</span>", esc(&finding.mend)));
        }
        let clause = if finding.clause.is_empty() { String::new() } else { format!(": {}", finding.clause) };
        put(
            out,
            format_args!("<span class=\"clause\">{}</span></span></li>\n", esc(&format!("{}{clause}", finding.code))),
        );
    }
    out.push_str("</ul>\n");
}

/// A word with the sign and the colour of a severity: shape and word tell it without the colour.
fn mark(severity: Severity, word: &str) -> String {
    let sign = match severity {
        Severity::Error => "\u{25c6}",
        Severity::Warning => "\u{25b2}",
        Severity::Note => "\u{25cb}",
    };
    format!("<span class=\"mark {}\">{sign} {}</span>", severity.word(), esc(word))
}

/// The colours that a strip can have.
const STRIPS: [Fill; 7] = [Fill::White, Fill::Yellow, Fill::Blue, Fill::Green, Fill::Pink, Fill::Orange, Fill::Light];

fn class(fill: Fill) -> &'static str {
    match fill {
        Fill::Yellow => "yellow",
        Fill::Blue => "blue",
        Fill::Green => "green",
        Fill::Pink => "pink",
        Fill::Orange => "orange",
        Fill::Light => "light",
        _ => "white",
    }
}

/// The colour at seven tenths of its light: by night the paper is dimmed, not inverted.
fn dimmed(colour: &str) -> String {
    let value = u32::from_str_radix(colour.trim_start_matches('#'), 16).unwrap_or(0xff_ffff);
    let part = |shift: u32| ((value >> shift) & 0xff) * 7 / 10;
    format!("#{:02x}{:02x}{:02x}", part(16), part(8), part(0))
}

/// The text with the five characters that mean something in HTML written out.
fn esc(text: &str) -> String {
    let mut out = String::new();
    for c in tidy(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

fn put(out: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing into a string cannot fail.
    let _ = out.write_fmt(words);
}
