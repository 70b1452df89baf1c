//! PDF files as another program reads them: pages, size, fonts, words. Needs poppler; says so when it is missing.

mod schedule;

use std::io::Write;
use std::process::{Command, Stdio};

use model::board::{Item, UnitDay};
use model::measure::Minutes;
use model::production::{PaperSize, Production};

/// What a program of poppler says about a PDF file given on its standard input, or nothing when it is not installed.
#[expect(clippy::disallowed_methods, reason = "asks an independent reader of PDF files")]
fn ask(program: &str, arguments: &[&str], pdf: &[u8]) -> Option<Vec<u8>> {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = match command.spawn() {
        Ok(child) => child,
        Err(_) => {
            skipped(program);
            return None;
        }
    };
    let mut input = child.stdin.take().expect("piped");
    input.write_all(pdf).expect("the program reads its input");
    drop(input);
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success(), "{program} refuses the file");
    Some(output.stdout)
}

#[expect(clippy::disallowed_methods, reason = "the test run collects what it could not check")]
fn skipped(program: &str) {
    let line = format!("SKIPPED papers-pdf: {program} not found");
    std::io::stderr().write_all(format!("{line}\n").as_bytes()).expect("standard error takes a line");
    if let Some(path) = std::env::var_os("BACKLOT_SKIPPED") {
        let file = std::fs::OpenOptions::new().create(true).append(true).open(path);
        file.and_then(|mut file| writeln!(file, "{line}")).expect("the list of skipped checks can be written");
    }
}

fn pdf(production: &Production, name: &str, size: PaperSize) -> Vec<u8> {
    let schedule = schedule::schedule(production);
    let (_, _, make) = papers::ALL.iter().find(|(known, _, _)| *known == name).expect("a known paper");
    papers::typst::pdf(&make(production, &schedule), size).expect("the paper is set")
}

/// What `pdftotext -layout` and `pdffonts` read out of a paper.
fn words(pdf: &[u8]) -> Option<String> {
    let words = ask("pdftotext", &["-layout", "-", "-"], pdf)?;
    Some(String::from_utf8_lossy(&words).into_owned())
}

#[test]
fn fonts_are_embedded_and_pages_numbered() {
    for (name, _, _) in papers::ALL {
        let pdf = pdf(&schedule::production(), name, PaperSize::Letter);
        let Some(fonts) = ask("pdffonts", &["-"], &pdf) else { return };
        let fonts = String::from_utf8_lossy(&fonts).into_owned();
        let embedded = fonts.lines().skip(2);
        assert!(embedded.clone().count() > 0, "{name}: no fonts\n{fonts}");
        // Columns: name, type, encoding, embedded, subset, unicode, object.
        for line in embedded {
            assert!(line.contains("+Inter-") && line.contains(" yes yes yes "), "{name}: {line}");
        }
        let Some(words) = words(&pdf) else { return };
        let pages = words.matches('\u{c}').count();
        assert_eq!(words.matches(&format!(" of {pages}\n")).count(), pages, "{name}: page x of {pages}\n{words}");
    }
}

#[test]
fn the_words_of_users_arrive_as_they_are() {
    let mut production = schedule::production();
    production.sets[0].name = "#strong[A] *B* $C$ <D> \\E ПЕРЕУЛОК".to_owned();
    let Some(words) = words(&pdf(&production, "one-liner", PaperSize::A4)) else { return };
    assert!(words.contains("#strong[A] *B* $C$ <D> \\E ПЕРЕУЛОК"), "{words}");
}

#[test]
fn a_day_goes_over_the_page_only_when_it_must() {
    // Thirty days, each far shorter than a page; lines added to the first two move every break through the days below it.
    for lines in 0..8 {
        let mut production = schedule::production();
        let days = production.boards[0].days.clone();
        let again = |day: &UnitDay| UnitDay { id: production.fresh(), ..day.clone() };
        let mut days: Vec<UnitDay> = days.iter().cycle().take(30).map(again).collect();
        let banner = Item::Banner { id: 0, text: "a line".to_owned(), minutes: Minutes::ZERO };
        (0..lines).for_each(|nth| days[nth % 2].items.push(banner.clone()));
        production.boards[0].days = days;
        let Some(words) = words(&pdf(&production, "one-liner", PaperSize::Letter)) else { return };
        for (nth, page) in words.split('\u{c}').filter(|page| page.contains("DAY ")).enumerate() {
            let nth = nth + 1;
            let (heads, ends) = (page.matches(" shift, call ").count(), page.matches("END OF DAY ").count());
            assert_eq!(heads, ends, "page {nth}: a day is parted\n{page}");
        }
    }
}

#[test]
fn paper_sizes_are_letter_and_a4() {
    for (size, points) in [(PaperSize::Letter, "612 x 792 pts"), (PaperSize::A4, "595.276 x 841.89 pts")] {
        let Some(info) = ask("pdfinfo", &["-"], &pdf(&schedule::production(), "one-liner", size)) else { return };
        let info = String::from_utf8_lossy(&info).into_owned();
        assert!(info.contains(points), "{info}");
    }
}

#[test]
fn pages_can_be_drawn() {
    let pdf = pdf(&schedule::production(), "day-out-of-days", PaperSize::A4);
    let Some(image) = ask("pdftoppm", &["-r", "30", "-gray", "-f", "1", "-l", "1", "-"], &pdf) else { return };
    assert!(image.starts_with(b"P5"), "a grey picture");
    assert!(image.iter().any(|&point| point < 60), "something dark is drawn on it");
}
