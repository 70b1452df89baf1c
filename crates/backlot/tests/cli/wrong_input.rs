//! Every kind of wrong input: one clear sentence with place, value and way out, exit code 2, and no half-written file.

use crate::bench::Bench;

/// The bytes planned as a script of this name must be refused so.
fn check(name: &str, bytes: &[u8], message: &str, hint: &str) {
    let bench = Bench::new();
    bench.write(name, bytes);
    bench.wrong(&format!("plan {name} --iterations 0"), message, hint);
    bench.wrong(&format!("import {name} -o x.backlot"), message, hint);
}

#[test]
fn a_script_that_is_not_there() {
    let bench = Bench::new();
    bench.wrong("plan nothing.fountain", "there is no file 'nothing.fountain'", "check the name");
    bench.wrong("check nothing.backlot", "there is no file 'nothing.backlot'", "check the name");
}

#[test]
fn scripts_that_are_none() {
    check("empty.fountain", b"", "empty.fountain: the file is empty", "export");
    let junk: Vec<u8> = (0..20_000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    check("junk.fountain", &junk, "junk.fountain: the file is not text", "export the script");
    check("prose.txt", b"Once upon a time there was no heading.\n", "no scene heading", "INT. or EXT.");
    let broken = b"<?xml version=\"1.0\"?>\n<FinalDraft DocumentType=\"Script\">\n<Content><Paragraph";
    check("broken.fdx", broken, "broken.fdx:3:10: the XML is malformed", "save it again");
    check("picture.fdx", b"<?xml version=\"1.0\"?>\n<svg/>", "its root is 'svg'", "Final Draft (.fdx) or Fountain");
}

#[test]
fn a_text_of_fifty_megabytes() {
    let text = "INT. ALLEY - DAY\n\nRain.\n\n".repeat(50 * 1024 * 1024 / 25);
    let headings = "2097152 scene headings in 52428800 bytes: no screenplay has so many";
    check("headings.fountain", text.as_bytes(), headings, "of this size it may have 1639400 scenes");
    let scene = "INT. ALLEY - DAY\n\nRain, all night.\n\n";
    let text = scene.repeat(50 * 1024 * 1024 / scene.len());
    check("long.fountain", text.as_bytes(), "scenes; a feature has some 150", "the script itself");
    let text = scene.repeat(70 * 1024 * 1024 / scene.len());
    check("longer.fountain", text.as_bytes(), "MB; a screenplay of 120 pages is under 1 MB", "the script itself");
}

#[test]
fn a_start_that_is_no_working_day() {
    let bench = Bench::new();
    let line = "plan alley.fountain --start 2027-03-06 --iterations 0";
    bench.wrong(line, "Sat 2027-03-06 is no working day", "Mon 2027-03-08");
    bench.wrong("plan alley.fountain --start tomorrow", "'tomorrow' is not a date", "2027-03-01");
}

#[test]
fn a_start_that_no_calendar_of_a_shoot_has() {
    let bench = Bench::new();
    for start in ["0001-01-01", "9999-12-01"] {
        let words = format!("first shooting day {start}");
        bench.wrong(&format!("plan alley.fountain --start {start} --iterations 0"), &words, "years 1900 to 2199");
        bench.wrong(&format!("import alley.fountain --start {start} -o x.backlot"), &words, "years 1900 to 2199");
    }
}

#[test]
fn a_currency_that_is_none() {
    let bench = Bench::new();
    bench.write("with.toml", b"currency = \"XXY\"\n");
    bench.wrong(
        "import alley.fountain --with with.toml -o x.backlot",
        "with.toml:1:12: there is no currency 'XXY'",
        "ISO 4217",
    );
    bench.ok("import alley.fountain -o alley.backlot");
    bench.wrong("set alley.backlot production currency=ZZZ", "there is no currency 'ZZZ'", "such as USD, EUR or GBP");
    bench.wrong("set alley.backlot production currency=eur", "there is no currency 'eur'", "such as USD, EUR or GBP");
    assert!(bench.ok("set alley.backlot production currency=EUR").contains("currency EUR (was USD)"));
    bench.write("budget.toml", b"currency = [{ code = \"ZZZ\", rate = 2, date = 2027-01-04 }]\n");
    bench.wrong("budget read alley.backlot budget.toml", "budget.toml:1:22: there is no currency 'ZZZ'", "ISO 4217");
}

#[test]
fn a_file_beside_the_script_with_wrong_words() {
    let sheet = |text: &str, message: &str, hint: &str| {
        let bench = Bench::new();
        bench.write("with.toml", text.as_bytes());
        bench.wrong("plan alley.fountain --with with.toml --iterations 0", message, hint);
    };
    sheet("[[cast]]\ncharacter = \"MYA\"\n", "with.toml:2:13: there is no character 'MYA'", "MAYA");
    sheet("[day]\nplanned = 10\n", "with.toml:2", "\"10h\"");
    sheet("[day]\nplaned = \"10h\"\n", "with.toml:2", "planned");
    sheet("title = \n", "with.toml:1", "");
    let bench = Bench::new();
    bench.wrong("plan alley.fountain --with with.toml", "there is no file 'with.toml'", "");
    bench.write("with.toml", b"title = \"\xff\"");
    bench.wrong("plan alley.fountain --with with.toml", "'with.toml' is not UTF-8 text (byte 9)", "UTF-8");
}

#[test]
fn productions_that_cannot_be_opened() {
    let bench = Bench::new();
    bench.ok("import alley.fountain -o alley.backlot");
    let whole = bench.bytes("alley.backlot");

    bench.write("cut.backlot", &whole[..whole.len() / 2]);
    bench.wrong("check cut.backlot", "'cut.backlot' is damaged or cut off", "last copy");
    bench.write("other.backlot", b"not a database at all, but long enough to be read as the head of one, surely so");
    bench.wrong("check other.backlot", "'other.backlot' is not a Backlot production", "backlot import");
    bench.write("none.backlot", b"");
    bench.wrong("check none.backlot", "'none.backlot' is not a Backlot production", "backlot import");

    bench.write("newer.backlot", &whole);
    let newer = rusqlite::Connection::open(bench.path("newer.backlot")).unwrap();
    newer.execute("UPDATE snapshots SET format = 7", []).unwrap();
    drop(newer);
    bench.wrong(
        "check newer.backlot",
        "'newer.backlot' has format 7; this program knows formats up to 3",
        "newer backlot",
    );

    let held = rusqlite::Connection::open(bench.path("alley.backlot")).unwrap();
    held.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE").unwrap();
    bench.wrong("check alley.backlot", "'alley.backlot' is open in another process", "close the other");
    bench.wrong("import alley.fountain -o alley.backlot --force", "open in another process", "close the other");
}

#[test]
fn places_that_cannot_be_written() {
    let bench = Bench::new();
    bench.ok("import alley.fountain -o alley.backlot");
    bench.wrong("import alley.fountain -o alley.backlot", "'alley.backlot' exists already", "--force");
    bench.wrong("import alley.fountain -o no/folder/x.backlot", "cannot write 'no/folder/x.backlot'", "another place");
    bench.wrong("plan alley.fountain --iterations 0 --out alley.fountain", "alley.fountain", "");
}
