//! The papers as texts: what each prints for a small schedule, and that no content can break one.

mod schedule;

use std::collections::BTreeSet;

use model::board::{DayKind, Item, UnitDay};
use model::measure::Minutes;
use model::paper::{Block, Paper};
use model::plan::{Entry, Happening};
use model::production::{PaperSize, Production};

/// The paper of this name for the schedule made by hand.
fn paper(production: &Production, name: &str) -> Paper {
    let schedule = schedule::schedule(production);
    let found = papers::ALL.iter().find(|(known, _, _)| *known == name).map(|(_, _, make)| make(production, &schedule));
    found.unwrap_or_else(|| panic!("no paper '{name}'"))
}

fn check(name: &str) {
    insta::assert_snapshot!(name, papers::text::text(&paper(&schedule::production(), name), 120));
}

#[test]
fn stripboard() {
    check("stripboard");
}
#[test]
fn one_liner() {
    check("one-liner");
}
#[test]
fn shooting_schedule() {
    check("shooting-schedule");
}
#[test]
fn day_out_of_days() {
    check("day-out-of-days");
}

#[test]
fn settings_change_clock_and_palette() {
    let mut production = schedule::production();
    production.settings.twelve_hour_clock = true;
    production.settings.green_interior_nights = true;
    let paper = paper(&production, "stripboard");
    let text = papers::text::text(&paper, 120);
    assert!(text.contains("call 7:00 am, wrap 5:48 pm"), "{text}");
    let Some(Block::Table(table)) = paper.blocks.first() else { panic!("no table") };
    let night = table.rows.iter().find(|row| row.cells.first().is_some_and(|cell| cell.text == "2"));
    assert_eq!(night.map(|row| row.fill), Some(model::paper::Fill::Green));
}

#[test]
fn a_published_board_says_which_issue_it_is() {
    let mut production = schedule::production();
    let schedule = schedule::schedule(&production);
    let issue = model::issue::Issue { number: 2, colour: "Blue".to_owned(), schedule, withdrawn: false };
    production.issues.push(issue);
    let head = |production: &Production| paper(production, "one-liner").left.join(" ");
    assert_eq!(head(&production), "Cyberhunt board \"First\", issue 2 (Blue)");
    production.boards[0].days.pop();
    assert_eq!(head(&production), "Cyberhunt board \"First\", changed since issue 2 (Blue)");
}

/// The first strip of a day takes four hours with lunch after three of them: it is told once, with its whole time, and the
/// strips after it keep theirs.
#[test]
fn a_scene_that_lunch_cuts_in_two_is_told_whole() {
    let production = schedule::production();
    let mut schedule = schedule::schedule(&production);
    let day = &mut schedule.plan.days[0];
    let mut entries = day.entries.clone();
    entries.retain(|entry| matches!(entry.what, Happening::Strip { .. }));
    let mut now = day.call;
    let mut lay = |what: &Happening, minutes: i64| {
        let entry = Entry { start: now, end: now.after(Minutes(minutes)), what: what.clone() };
        now = entry.end;
        entry
    };
    let lunch = Happening::Meal { nth: 1 };
    let (first, second) = (&entries[0].what, &entries[1].what);
    day.entries = vec![lay(first, 180), lay(&lunch, 30), lay(first, 60), lay(second, 45)];
    for name in ["stripboard", "one-liner", "shooting-schedule"] {
        let (_, _, make) = papers::ALL.iter().find(|(known, ..)| *known == name).expect("a paper");
        let text = papers::text::text(&make(&production, &schedule), 160);
        let day = text.split("END OF DAY 1").next().unwrap_or_default();
        assert!(day.contains("4 h") && day.contains("45 min") && !day.contains("3 h "), "{text}");
        assert!(day.contains("MEAL 10:00 - 10:30, then 1 until 11:30"), "{text}");
        assert!(name == "one-liner" || day.matches("11:30").count() == 2, "{text}");
    }
}

/// Words that a person might enter and a printer might trip over.
const HOSTILE: [&str; 9] = [
    "#panic() #read(\"/etc/passwd\") $x^2$ *bold* _it_ @ref <label> \\ `raw` // /* [",
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;",
    "ПЕРЕУЛОК ёж",
    "路地裏 🎬🎥",
    "e\u{301}\u{202e}gnol\u{200b}",
    "\u{0}\u{1b}[31m\u{7}\r\n\t",
    "",
    "{{ }} ${x} %s %n \u{ffff}",
    "AVERYLONGWORDWITHOUTBLANKS",
];

fn hostile() -> Production {
    let mut production = schedule::production();
    let mut words = HOSTILE.iter().cycle();
    let mut next = || words.next().map_or(String::new(), |words| (*words).to_owned());
    production.title = next();
    production.boards[0].name = next();
    production.rulebook.id = next();
    for set in &mut production.sets {
        set.name = next();
    }
    production.sets[0].name = "LONG NAME OF A SET ".repeat(16);
    production.sets[1].name = "X".repeat(300);
    for scene in &mut production.scenes {
        scene.synopsis = next();
        scene.number = next();
        scene.sub_sets = vec![next()];
    }
    for person in &mut production.cast {
        person.number = next();
        person.name = next();
    }
    for character in &mut production.characters {
        character.name = next();
    }
    for element in &mut production.elements {
        element.name = next();
    }
    for place in &mut production.places {
        place.name = next();
    }
    for day in &mut production.boards[0].days {
        day.label = Some(next());
        day.items.push(Item::Banner { id: 0, text: next(), minutes: model::measure::Minutes::ZERO });
    }
    production
}

/// Productions that are empty, odd or hostile, by name.
fn odd() -> Vec<(&'static str, Production)> {
    let mut only_off = model::sample::small();
    only_off.boards[0].days.push(UnitDay { kind: DayKind::Hiatus, ..UnitDay::default() });
    let mut dangling = schedule::production();
    dangling.scenes.clear();
    dangling.places.clear();
    dangling.sets.clear();
    dangling.cast.truncate(1);
    let mut long = schedule::production();
    let strips: Vec<Item> = long.boards[0].days.iter().flat_map(|day| day.items.clone()).collect();
    long.boards[0].days[0].items = strips.iter().cycle().take(200).cloned().collect();
    vec![
        ("empty", model::sample::empty()),
        ("boneyard only", model::sample::small()),
        ("a day off alone", only_off),
        ("names that are gone", dangling),
        ("a day of two hundred strips", long),
        ("hostile", hostile()),
    ]
}

#[test]
fn no_content_breaks_a_paper() {
    for (what, production) in odd() {
        let schedule = schedule::schedule(&production);
        for (name, _, make) in papers::ALL {
            let paper = make(&production, &schedule);
            for width in [0, 80, 200] {
                let text = papers::text::text(&paper, width);
                assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{what}, {name}: control characters");
            }
            let pdf = papers::typst::pdf(&paper, PaperSize::A4).unwrap_or_else(|error| panic!("{what}: {error}"));
            assert!(pdf.starts_with(b"%PDF"), "{what}, {name}");
        }
        papers::html::board(&production, &schedule);
    }
}

#[test]
fn users_words_are_no_markup() {
    let mut production = schedule::production();
    production.sets[0].name = "#lower[A] *B* $C$ <D> \\E".to_owned();
    production.boards[0].days[1].label = Some("</summary><script>alert(1)</script>".to_owned());
    let schedule = schedule::schedule(&production);
    let html = papers::html::board(&production, &schedule);
    assert!(html.contains("#lower[A] *B* $C$ &lt;D&gt; \\E"), "{html}");
    assert!(html.contains("&lt;/summary&gt;&lt;script&gt;alert(1)"));
    assert_eq!(html.matches("<script>").count(), 1, "only our own script");
    let pages = papers::typst::svg(&papers::stripboard(&production, &schedule), PaperSize::Letter);
    assert!(pages.is_ok_and(|pages| !pages.is_empty()));
}

#[test]
fn the_page_loads_nothing() {
    let production = schedule::production();
    let html = papers::html::board(&production, &schedule::schedule(&production));
    for outside in ["http:", "https:", "src=", "url(", "@import", "<link"] {
        assert!(!html.contains(outside), "the page must stand alone, found {outside}");
    }
    for finding in ["9 h 50 of 12 h rest", "at most 2", "2 strips stand on no day"] {
        assert_eq!(html.matches(finding).count(), 1, "{finding}");
    }
}

#[test]
fn every_strip_stands_on_every_board_once() {
    let production = schedule::production();
    let labels: Vec<String> = production.strips.iter().map(|strip| production.strip_label(strip)).collect();
    for name in ["stripboard", "one-liner"] {
        let paper = paper(&production, name);
        let tables = paper.blocks.iter().filter_map(|block| match block {
            Block::Table(table) if table.columns.first().is_some_and(|column| column.title == "Scene") => Some(table),
            _ => None,
        });
        let first =
            tables.flat_map(|table| &table.rows).filter_map(|row| row.cells.first()).filter(|cell| cell.span == 1);
        let shown: Vec<&str> = first.map(|cell| cell.text.as_str()).collect();
        assert_eq!(shown.len(), labels.len(), "{name}");
        assert_eq!(
            shown.iter().copied().collect::<BTreeSet<_>>(),
            labels.iter().map(String::as_str).collect(),
            "{name}"
        );
    }
}

#[test]
fn what_is_read_at_arms_length_is_large() {
    let paper = paper(&schedule::production(), "stripboard");
    let Some(Block::Table(table)) = paper.blocks.first() else { panic!("no table") };
    let large = table.columns.iter().filter(|column| column.large).map(|column| column.title.as_str());
    assert_eq!(large.collect::<Vec<_>>(), ["Scene", "Set", "Cast"]);
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    let production = schedule::production();
    for (name, _, _) in papers::ALL {
        let paper = paper(&production, name);
        let [one, two] = [(); 2].map(|()| papers::typst::pdf(&paper, PaperSize::Letter));
        assert!(one.is_ok() && one == two, "{name}");
    }
}

#[test]
fn no_closing_bar_stands_alone_on_a_page() {
    for name in ["stripboard", "one-liner", "shooting-schedule"] {
        let paper = paper(&schedule::production(), name);
        let Some(Block::Table(table)) = paper.blocks.first() else { panic!("no table") };
        let pairs = table.rows.iter().zip(table.rows.iter().skip(1));
        let closing = pairs.filter(|(_, bar)| bar.cells.first().is_some_and(|cell| cell.text.starts_with("END OF")));
        let kept: Vec<bool> = closing.map(|(before, _)| before.keep).collect();
        assert_eq!(kept, [true; 8], "{name}: five days, two weeks, the shoot");
    }
}
