//! What a person asks of a board before trusting it: why this day, what forbids a wish, what cannot be planned at all, and
//! several boards beside each other.

use serde_json::Value;

use crate::bench::Bench;
use crate::replan::day_of;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// A production of three days with a plan.
fn planned() -> Bench {
    let bench = Bench::new();
    bench.ok("plan alley.fountain --start 2027-03-01 --days 3 --iterations 200 --out p");
    bench.ok("board copy p/alley.backlot Trial");
    bench
}

#[test]
fn each_other_day_costs_what_moving_there_costs() {
    let bench = planned();
    for strip in ["1", "2", "3", "4"] {
        let why = json(&bench.ok(&format!("board why p/alley.backlot {strip} --json")));
        let board = bench.ok("board show p/alley.backlot --text").matches("\nday ").count();
        assert_eq!(why["days"].as_array().unwrap().len(), board - 1, "{why}");
        for other in why["days"].as_array().unwrap() {
            let day = &other["day"]["number"];
            let spot = other["after"].as_str().map_or("--first".to_owned(), |after| format!("--after {after}"));
            let shift = other["shift"].as_str().map_or(String::new(), |shift| format!("--shift {shift}"));
            let moved = format!("board move p/alley.backlot {strip} --day {day} {spot} {shift} --board Trial --json");
            let moved = json(&bench.ok(&moved.replace("  ", " ")));
            let total = |side: &str| moved[side]["total"].as_i64().unwrap();
            assert_eq!(other["difference"].as_i64().unwrap(), total("after") - total("before"), "{strip} on {day}");
            assert_eq!(other["errors"], moved["after"]["errors"], "{strip} on {day}");
            let sum = |of: &str, at: usize| -> i64 {
                other[of].as_array().unwrap().iter().map(|one| one[at].as_i64().unwrap()).sum()
            };
            assert_eq!(
                (sum("groups", 1), sum("accounts", 2)),
                (other["difference"].as_i64().unwrap(), sum("groups", 1))
            );
            bench.ok("undo p/alley.backlot");
        }
    }
}

#[test]
fn a_strip_says_why_it_stands_on_its_day() {
    let bench = planned();
    insta::assert_snapshot!("why_this_day", bench.ok("board why p/alley.backlot 1"));
    let strip = json(&bench.ok("board why p/alley.backlot 1 --json"));
    let own = strip["stands"]["number"].as_u64().unwrap();
    let other = strip["days"][0]["day"]["number"].as_u64().unwrap();
    let said = bench.ok(&format!("board why p/alley.backlot 1 --day {other}"));
    assert!(said.contains(&format!("-> day {other} ")) && said.contains("cost: USD "), "{said}");
    let stands = format!("strip 1 stands on day {own} already");
    bench.wrong(&format!("board why p/alley.backlot 1 --day {own}"), &stands, "leave out --day");
    bench.wrong("board why p/alley.backlot 1 --day 9", "no shooting day 9", "its days are 1 to");
    bench.wrong("board why p/alley.backlot 99", "there is no strip '99'", "");
    bench.wrong("board why p/alley.backlot 1 --board Blue", "no board 'Blue'", "");
}

#[test]
fn a_strip_in_the_boneyard_is_asked_for_every_day() {
    let bench = planned();
    bench.ok("board move p/alley.backlot 3 --boneyard");
    let said = bench.ok("board why p/alley.backlot 3");
    assert!(said.contains("): boneyard\n") && said.contains("a day takes it: day "), "{said}");
    assert!(said.contains("mends unplaced"), "{said}");
    bench.ok("unavailable p/alley.backlot KANE 2027-02-01..2027-12-31 --why 'at sea'");
    let said = bench.ok("board why p/alley.backlot 3");
    assert!(said.contains("on every shooting day of the board, KANE cannot come (at sea)"), "{said}");
}

/// The shooting day, of two, on which a strip does not stand, with its date.
fn other_day(bench: &Bench, strip: &str) -> (u64, String) {
    let why = json(&bench.ok(&format!("board why p/alley.backlot {strip} --json")));
    let other = &why["days"][0]["day"];
    (other["number"].as_u64().unwrap(), other["date"].as_str().unwrap().to_owned())
}

#[test]
fn an_impossible_wish_names_what_forbids_it_and_the_cheapest_to_give_up() {
    let bench = planned();
    let (day, date) = other_day(&bench, "1");
    let ask = format!("board why p/alley.backlot 1 --day {day} --iterations 100");
    assert!(!bench.ok(&ask).contains("impossible"), "a day that breaks nothing is not searched for");
    bench.ok(&format!("unavailable p/alley.backlot KANE {date} --why 'at sea'"));
    insta::assert_snapshot!("one_reason", bench.ok(&ask));
    bench.ok(&format!("set p/alley.backlot place 'Rain Alley' closed={date}"));
    insta::assert_snapshot!("two_reasons", bench.ok(&ask));
    let wish = &json(&bench.ok(&format!("{ask} --json")))["wish"];
    assert_eq!(wish["forbid"].as_array().unwrap().len(), 2, "{wish}");
    let commands: Vec<String> = serde_json::from_value(wish["tried"][0]["commands"].clone()).unwrap();
    assert_eq!(commands.len(), 2, "{wish}");
    let kept = json(&bench.ok(&format!("{ask} --keep Wish --json")));
    assert_eq!(kept["kept"], "Wish");
    bench.wrong(&format!("{ask} --keep wish"), "there is a board 'wish' already", "board list");
    bench.wrong("board why p/alley.backlot 1 --keep Other", "--day <DAY>", "");
    // What it says to run does give them up.
    for command in commands {
        bench.ok(command.strip_prefix("backlot ").unwrap());
    }
    assert!(!bench.ok(&ask).contains("impossible"), "{}", bench.ok(&ask));
    // The board that it found stands as it was told.
    let list = json(&bench.ok("board list p/alley.backlot --json"));
    let total = |name: &str| list.as_array().unwrap().iter().find(|one| one["board"] == name).unwrap()["total"].clone();
    assert_eq!(total("Wish"), wish["tried"][0]["total"]);
    let own = json(&bench.ok("board why p/alley.backlot 1 --board Wish --json"));
    assert_eq!((&own["stands"]["number"], &own["pinned"]), (&day.into(), &true.into()));
    // A day that nothing forbids is kept with the strip simply put there.
    let said = bench.ok(&format!("{ask} --keep Simple"));
    assert!(said.contains("kept as board Simple"), "{said}");
    bench.ok("board activate p/alley.backlot Simple");
    bench.wrong(&ask, &format!("strip 1 stands on day {day} already"), "");
}

#[test]
fn a_day_that_only_has_other_company_is_not_impossible() {
    let bench = planned();
    let stands = |strip: u32| json(&bench.ok(&format!("board why p/alley.backlot {strip} --json")))["stands"].clone();
    let (own, away) = (stands(1), stands(2));
    assert_ne!(own, away, "the sample's two places are shot on two days");
    bench.ok("set p/alley.backlot scene 2 minutes=480");
    let day = &away["number"];
    let ask = format!("board why p/alley.backlot 1 --day {day} --iterations 100");
    insta::assert_snapshot!("only_its_company", bench.ok(&ask));
    bench.ok("pin p/alley.backlot 2");
    let said = bench.ok(&ask);
    assert!(said.contains("impossible, whatever else the board holds: this forbids it"), "{said}");
    assert!(said.contains("backlot pin p/alley.backlot 2 --off"), "{said}");
    bench.wrong(&format!("{ask}0000000"), "1000000000", "");
    bench.wrong("board why p/alley.backlot 1 --iterations 10", "--day <DAY>", "");
}

/// Two long days in the office, and a short scene outside by night on one of them.
fn dark() -> Bench {
    let bench = Bench::new();
    let scene = |(heading, who)| format!("{heading}\n\n{who} waits.\n\n{who}\nWell?\n\n");
    let scenes =
        [("INT. OFFICE - DAY #1#", "MAYA"), ("EXT. YARD - NIGHT #2#", "KANE"), ("INT. OFFICE - DAY #3#", "MAYA")];
    bench.write("dark.fountain", scenes.map(scene).concat().as_bytes());
    let minutes = |(number, minutes)| format!("[[scene]]\nnumber = {number}\nminutes = \"{minutes}\"\n");
    let day = "start = 2027-03-01\ndays = 2\n[day]\nfill = 1\nplanned = \"12h\"\n".to_owned();
    bench.write("dark.toml", (day + &[(1, "7h"), (2, "1h"), (3, "7h")].map(minutes).concat()).as_bytes());
    bench.ok("plan dark.fountain --with dark.toml --iterations 300 --out p");
    bench
}

/// Holds what the list says of each other day beside what is said of that day alone.
fn the_same_judge(bench: &Bench, file: &str, strips: &[&str]) {
    for strip in strips {
        let why = json(&bench.ok(&format!("board why {file} {strip} --json")));
        for other in why["days"].as_array().unwrap() {
            let day = &other["day"]["number"];
            let alone = json(&bench.ok(&format!("board why {file} {strip} --day {day} --iterations 10 --json")));
            for said in ["breaks", "forbid", "difference", "wishes"] {
                assert_eq!(other[said], alone[said], "{said}: {strip} on {day}");
            }
            let asked = alone.get("wish").map(|wish| wish["forbid"].clone());
            let fine = other["breaks"] == json("{}") && other["forbid"] == json("[]");
            assert_eq!(asked, (!fine).then(|| other["forbid"].clone()), "{strip} on {day}");
        }
    }
}

#[test]
fn the_list_and_a_single_day_ask_the_same_judge() {
    let bench = dark();
    the_same_judge(&bench, "p/dark.backlot", &["1", "2", "3"]);
    // The yard needs the dark, which comes after seven hours of work: nothing is in its way.
    let why = json(&bench.ok("board why p/dark.backlot 2 --json"));
    let other = &why["days"][0];
    assert_eq!((&why["errors"], &other["errors"], &other["breaks"]), (&0.into(), &0.into(), &json("{}")), "{why}");
    bench.ok(&format!("unavailable p/dark.backlot KANE {} --why ill", other["day"]["date"].as_str().unwrap()));
    the_same_judge(&bench, "p/dark.backlot", &["2"]);
    let said = bench.ok("board why p/dark.backlot 2");
    let (_, rest) =
        said.split_once("impossible on each other day here, whatever else the board holds:\n").expect(&said);
    assert!(rest.lines().next().unwrap().contains("KANE cannot work on day "), "{said}");
}

#[test]
fn boards_stand_side_by_side() {
    let bench = planned();
    let (day, _) = other_day(&bench, "1");
    bench.ok("board copy p/alley.backlot Third");
    bench.ok(&format!("board move p/alley.backlot 1 --day {day} --board Trial"));
    bench.ok("board move p/alley.backlot 3 --boneyard --board Third");
    insta::assert_snapshot!("side_by_side", bench.ok("board compare p/alley.backlot Plan Trial Third"));
    let beside = json(&bench.ok("board compare p/alley.backlot Plan Trial Third --json"));
    let total = |at: usize| beside["boards"][at]["figures"]["total"].as_i64().unwrap();
    let list = json(&bench.ok("board list p/alley.backlot --json"));
    for (at, name) in ["Plan", "Trial", "Third"].into_iter().enumerate() {
        let known = list.as_array().unwrap().iter().find(|one| one["board"] == name).unwrap();
        assert_eq!(known, &beside["boards"][at]["figures"], "{name}");
    }
    // What differs by account is what the boards differ by.
    let accounts = beside["accounts"].as_array().unwrap();
    let sum = |at: usize| accounts.iter().map(|one| one["amounts"][at].as_i64().unwrap()).sum::<i64>();
    for at in [1, 2] {
        assert_eq!(sum(at) - sum(0), total(at) - total(0), "{at}");
    }
    bench.wrong("board compare p/alley.backlot Plan", "2 values required", "");
    bench.wrong(
        "board compare p/alley.backlot Plan Quite",
        "there is no board 'Quite'",
        "known are Third, Trial, Plan, Script",
    );
    bench.wrong("board compare p/alley.backlot Plan Trail", "there is no board 'Trail'", "did you mean Trial?");
    bench.wrong("board compare p/alley.backlot Plan plan", "board Plan would be compared with itself", "board list");
    // Once there is a board of that very name, it is meant.
    bench.judged("solve p/alley.backlot --board plan --iterations 0");
    assert!(bench.ok("board compare p/alley.backlot Plan plan").contains("shooting days"));
}

#[test]
fn published_issues_stand_beside_boards() {
    let bench = planned();
    bench.ok("board publish p/alley.backlot");
    let moved = ["1", "2", "3", "4"].into_iter().find(|strip| day_of(&bench, strip) == 3).unwrap();
    bench.judged(&format!("board move p/alley.backlot {moved} --day 2 --first"));
    bench.judged("board publish p/alley.backlot");
    let said = bench.ok("board compare p/alley.backlot 'issue 1' Blue");
    let head = said.lines().next().unwrap();
    assert!(head.contains("issue 1 (White)") && head.contains("issue 2 (Blue)"), "{said}");
    assert!(said.contains("issue 1 (White) is as it was published: its days, calls, findings and cost"), "{said}");
    let from = format!("on another day on issue 2 (Blue) than on issue 1 (White): 1 strip\n  strip {moved}: day 3 ");
    assert!(said.contains(&from) && said.contains("\n    called: "), "{said}");
    // By number, by colour or in full; the board is as it is now, the issue as it was.
    for (one, other) in [("1", "2"), ("white", "'issue blue'"), ("'Issue 1'", "Plan")] {
        let beside = json(&bench.ok(&format!("board compare p/alley.backlot {one} {other} --json")));
        assert_eq!(beside["boards"][0]["issue"], 1, "{beside}");
        assert_eq!(beside["boards"][1]["moved"][0]["strip"], moved, "{beside}");
        let diff = bench.ok(&format!("board diff p/alley.backlot {one} {other}"));
        assert!(diff.contains(&format!("strip {moved}: day 3 ")), "{diff}");
    }
    let same = bench.ok("board compare p/alley.backlot Plan Blue");
    assert!(same.contains("every day is the same"), "{same}");
    // A board has the name before an issue has.
    bench.ok("board copy p/alley.backlot White");
    let beside = json(&bench.ok("board compare p/alley.backlot White 'issue White' --json"));
    assert_eq!((&beside["boards"][0]["issue"], &beside["boards"][1]["issue"]), (&Value::Null, &1.into()), "{beside}");
    let wrong = |names: &str, message: &str, hint: &str| {
        bench.wrong(&format!("board compare p/alley.backlot {names}"), message, hint);
    };
    wrong("1 'issue white'", "issue 1 (White) would be compared with itself", "board list");
    wrong("Plan 'issue 7'", "there is no board or issue 'issue 7'", "issue 1 (White)");
    wrong("Plan Blu", "there is no board or issue 'Blu'", "did you mean Blue?");
}

#[test]
fn two_days_of_a_unit_on_one_date_stand_beside_each_other() {
    let bench = planned();
    let day = |strip: u32| format!("day 1  Mon 2027-03-01  shoot  unit main  shift day  pinned date\n  {strip}\n");
    let text = |name: &str, days: &[u32], rest: &str| {
        let days: String = days.iter().map(|&strip| day(strip)).collect();
        format!("board \"{name}\"\n{days}boneyard\n{rest}")
    };
    bench.write("once.txt", text("Once", &[1], "  2\n  3\n  4\n").as_bytes());
    bench.write("twice.txt", text("Twice", &[1, 2], "  3\n  4\n").as_bytes());
    bench.ok("board read p/alley.backlot once.txt");
    bench.ok("board read p/alley.backlot twice.txt");
    let beside = json(&bench.ok("board compare p/alley.backlot Once Twice --json"));
    let days = beside["days"].as_array().unwrap();
    assert_eq!(days.len(), 1, "{beside}");
    assert_eq!((&days[0]["boards"][0], &days[0]["boards"][1]["strips"][0]), (&Value::Null, &"2".into()), "{beside}");
}

#[test]
fn a_day_of_another_unit_has_a_name() {
    let bench = Bench::new();
    bench.write("with.toml", b"[[unit]]\nname = \"Second\"\nday = 5000\n");
    bench.ok("plan alley.fountain --with with.toml --start 2027-03-01 --days 3 --iterations 100 --out p");
    let day = |unit: &str, strip: u32| format!("day 1  Mon 2027-03-01  shoot  unit {unit}  shift day\n  {strip}\n");
    let text = format!("board \"Two\"\n{}{}boneyard\n  3\n  4\n", day("main", 1), day("Second", 2));
    bench.write("two.txt", text.as_bytes());
    bench.ok("board read p/alley.backlot two.txt");
    let (said, _) = bench.judged("board move p/alley.backlot 3 --day Second:1");
    assert!(said.starts_with("strip 3: boneyard -> day 1 Mon 2027-03-01 Second\n"), "{said}");
    assert!(said.contains("\n  day 1 Mon 2027-03-01 Second: "), "{said}");
    let (said, _) = bench.judged("board move p/alley.backlot 3 --day 1");
    assert!(said.contains("day 1 Mon 2027-03-01 Second -> day 1 Mon 2027-03-01 main\n"), "{said}");
    let said = bench.ok("board why p/alley.backlot 3 --day second:1 --iterations 10");
    assert!(said.contains("main -> day 1 Mon 2027-03-01 Second\n"), "{said}");
    bench.ok("pin p/alley.backlot 4 --day Second:1");
    assert!(bench.ok("board pins p/alley.backlot").contains("day 1 Mon 2027-03-01"));
    bench.judged("board day p/alley.backlot Second:1 --shift split");
    let wrong = |day: &str, message: &str, hint: &str| {
        bench.wrong(&format!("board move p/alley.backlot 3 --day {day}"), message, hint);
    };
    wrong("Third:1", "there is no unit 'Third'", "Second");
    wrong("Second:2", "board 'Two' has no shooting day Second:2", "its days are 1, Second:1");
    // Where no unit is named the main one's day is meant, never another's.
    let second = day("Second", 4).replace("day 1  Mon 2027-03-01", "day 2  Tue 2027-03-02");
    let text = format!("board \"More\"\n{}{}{second}boneyard\n  3\n", day("main", 1), day("Second", 2));
    bench.write("more.txt", text.as_bytes());
    bench.ok("board read p/alley.backlot more.txt");
    for line in
        ["board why p/alley.backlot 3 --day 2", "board move p/alley.backlot 3 --day 2", "pin p/alley.backlot 3 --day 2"]
    {
        bench.wrong(line, "board 'More' has no shooting day 2", "its days are 1, Second:1 to Second:2");
    }
}

#[test]
fn a_copy_is_the_same_on_every_day() {
    let bench = planned();
    let said = bench.ok("board compare p/alley.backlot Plan Trial");
    assert!(said.ends_with("every day is the same\n") && !said.contains("where they differ"), "{said}");
}

/// What a command says that finds something wrong.
fn found(bench: &Bench, line: &str) -> String {
    let (said, code) = bench.judged(line);
    assert_eq!(code, 1, "{line}: {said}");
    said
}

#[test]
fn too_few_days_are_told_with_how_many_would_do() {
    let bench = Bench::new();
    let scenes: String = (1..=4).map(|number| format!("[[scene]]\nnumber = {number}\nminutes = \"6h\"\n")).collect();
    bench.write("long.toml", scenes.as_bytes());
    let plan = "plan alley.fountain --with long.toml --start 2027-03-01 --iterations 100 --out";
    let said = found(&bench, &format!("{plan} few --days 2"));
    assert!(said.contains("boneyard: 2 strips") && said.contains("take some 4 ('--days 4')"), "{said}");
    assert!(found(&bench, "solve few/alley.backlot --days 3 --iterations 100").contains("too few days: "));
    assert!(!bench.judged(&format!("{plan} enough --days 4")).0.contains("too few days"));
}

#[test]
fn a_note_on_a_strip_goes_with_it_and_is_no_news() {
    let bench = Bench::new();
    let script = "INT. ALLEY - DAY #1#\n\nMAYA fires a PISTOL.\n\nINT. OFFICE - DAY #2#\n\nMAYA waits.\n";
    bench.write("gun.fountain", script.as_bytes());
    bench.write("gun.toml", b"[agreements]\npacks = [\"csatf-bulletins\"]\nregion = \"us-ca\"\n");
    bench.ok("plan gun.fountain --with gun.toml --start 2027-03-01 --days 2 --iterations 100 --out p");
    let checked = bench.ok("check p/gun.backlot");
    assert!(checked.contains("note safety: ") && checked.contains("scene 1 on day "), "{checked}");
    let day = if checked.contains("scene 1 on day 2") { 1 } else { 2 };
    let said = bench.judged(&format!("board move p/gun.backlot 1 --day {day}")).0;
    assert!(!said.contains("note safety"), "{said}");
}

#[test]
fn what_cannot_be_planned_stays_in_the_boneyard_with_its_reason() {
    let bench = Bench::new();
    let relation = |first: u32, second: u32| {
        format!("[[relation]]\nkind = \"before\"\nfirst = \"{first}\"\nsecond = \"{second}\"\n")
    };
    bench.write("circle.toml", (relation(1, 2) + &relation(2, 3) + &relation(3, 1)).as_bytes());
    let plan = "plan alley.fountain --start 2027-03-01 --days 3 --iterations 300 --out";
    let said = found(&bench, &format!("{plan} circle --with circle.toml"));
    assert!(said.contains("stands on no day: relations contradict each other: scene "), "{said}");
    // Who can never come keeps a scene off the board, though it stood there.
    bench.ok(&format!("{plan} away"));
    bench.ok("unavailable away/alley.backlot KANE 2027-01-01..2027-12-31 --why 'at sea'");
    let said = found(&bench, "solve away/alley.backlot --iterations 300");
    assert!(said.contains("KANE cannot come (at sea)") && !said.contains("boneyard: 0 strips"), "{said}");
    assert!(!found(&bench, "check away/alley.backlot").contains("not-available"));
}
