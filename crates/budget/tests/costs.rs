//! Budgets as texts, costed on the small production: boards are laid by the clock and judged by the rules.

use budget::{cost, price, read};
use model::board::Shift::Day;
use model::budget::Budget;
use model::costs::Costs;
use model::ids::CrewId;
use model::measure::Cents;
use model::pack::Per;
use model::people::CrewMember;
use model::production::Production;
use model::sample::boarded;

/// Three days: OFFICE and ALLEY on a stage, a street of the backlot.
fn production() -> Production {
    boarded(&[(Day, &["1", "2"]), (Day, &["3"]), (Day, &["5"])])
}

/// The only code of this file that knows the engines: lays, judges, prices and costs the first board.
fn costed(mut production: Production, budget: Budget) -> Costs {
    production.budget = budget;
    let plan = clock::lay(&production, &production.boards[0]);
    let verdict = rules::judge(&production, &plan);
    let priced = price(&production, &plan, &verdict);
    cost(&production, &plan, &verdict, &priced)
}

fn budget(text: &str) -> Budget {
    let text = format!("chart = \"feature\"\n{text}");
    read(&text, Some(&production())).unwrap_or_else(|notice| panic!("{notice:?}\n{text}"))
}

/// Whatever the board books by itself is left out: what a budget says is looked at here.
fn check(text: &str, expected: &str) {
    let all =
        "detailed = [\"crew\", \"overtime\", \"cast\", \"crowd\", \"places\", \"sets\", \"moves\", \"equipment\"]";
    same(&shown(&costed(production(), budget(&format!("{all}\n{text}")))), expected);
}

fn same(told: &[String], expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(told.join("\n"), expected.join("\n"));
}

/// Lines with their fringes, charges, incentives, problems and the total.
fn shown(costs: &Costs) -> Vec<String> {
    let mut told = Vec::new();
    for line in &costs.lines {
        let times = if line.times == "1" { String::new() } else { format!(" x {}", line.times) };
        let foreign = line.foreign.as_ref().map_or(String::new(), |one| format!(" ({} {})", one.currency, one.amount));
        let off = if line.off { " off" } else { "" };
        let what = format!("{} {} x {}{foreign} = {}{off}", line.amount, line.unit, line.rate, line.cost);
        told.push(format!("{} {}:{times} {what}", line.account, line.text));
        let fringes = line.fringes.iter().map(|one| format!("+ {} on {} = {}", one.name, one.on, one.amount));
        told.extend(fringes);
    }
    told.extend(costs.charges.iter().map(|one| format!("charge {} on {} = {}", one.name, one.on, one.amount)));
    let incentives =
        costs.incentives.iter().map(|one| format!("incentive {} on {} = {}", one.name, one.qualified, one.amount));
    told.extend(incentives);
    told.extend(costs.problems.iter().map(|one| format!("{}: {} ({})", one.about, one.text, one.hint)));
    told.push(format!("total {}", costs.total));
    told
}

/// A budget that is refused: the text, line and column in it, message, way out.
fn refused(text: &str) -> String {
    let whole = format!("chart = \"feature\"\n{text}");
    let notice = read(&whole, Some(&production())).expect_err(text);
    let line = notice.line.saturating_sub(1);
    format!("{text}\n{line}:{}: {}\nhint: {}", notice.column, notice.message, notice.hint)
}

#[test]
fn a_line_is_amount_times_pieces_times_rate_rounded_once() {
    check(
        r#"line = [
            { account = "3300", text = "Camera package", amount = "weeks(shoot)", unit = "week", rate = "18,500" },
            { account = "2000", text = "Assistants", amount = "shoot_days() + 2", unit = "day", times = 2, rate = "333.33" },
            { account = "6700", text = "A third", amount = "1/3", unit = "allow", rate = 1000 },
        ]"#,
        "2000 Assistants: x 2 5 day x 333.33 = 3,333.30
         3300 Camera package: 0.6 week x 18,500 = 11,100
         6700 A third: 0.3333 allow x 1,000 = 333.33
         total 14,766.63",
    );
}

#[test]
fn formulas_ask_the_plan() {
    let formulas = [
        ("shoot_days()", "day", "3"),
        ("shoot_days(stage 1)", "day", "2"),
        ("shoot_days(set OFFICE)", "day", "2"),
        ("work_days(cast MAYA)", "day", "2"),
        ("hold_days(cast KANE)", "day", "1"),
        ("paid_days(KANE)", "day", "3"),
        ("paid_days(cast 1) - work_days(cast 1)", "day", "0"),
        ("nights()", "day", "0"),
        ("scenes()", "scene", "4"),
        ("scenes(cast MAYA) + 0", "scene", "3"),
        ("build_days(set OFFICE)", "day", "4"),
        ("standing_days(set OFFICE)", "day", "1"),
        ("strike_days(stage 1)", "day", "2"),
        ("moves()", "move", "0"),
        ("moves(re-light)", "move", "1"),
        ("weeks(prep)", "week", "4"),
        ("days(shoot)", "day", "3"),
        ("days(weeks(shoot))", "day", "3"),
        ("weeks(shoot_days() * 2)", "week", "1.2"),
        ("ceil(weeks(shoot))", "week", "1"),
        ("max(1, weeks(shoot), 0.5)", "week", "1"),
        ("distant_days()", "day", "0"),
        ("ot_hours()", "hour", "0"),
        ("count(pages()) * 8", "eighth", "45"),
        ("setups() / shoot_days()", "set-up", "11"),
    ];
    let line = |(formula, unit, _): &(&str, &str, &str)| {
        format!("{{ account = \"2000\", text = '{formula}', amount = '{formula}', unit = \"{unit}\", rate = 1 }},")
    };
    let lines: String = formulas.iter().map(line).collect();
    let costs = costed(production(), budget(&format!("line = [{lines}]")));
    assert_eq!(costs.problems, Vec::new());
    let amount =
        |text: &str| costs.lines.iter().find(|line| line.text == text).map_or("?", |line| line.amount.as_str());
    let told: Vec<String> = formulas.iter().map(|(text, ..)| format!("{text} = {}", amount(text))).collect();
    let expected: Vec<String> = formulas.iter().map(|(text, _, amount)| format!("{text} = {amount}")).collect();
    assert_eq!(told.join("\n"), expected.join("\n"));
}

#[test]
fn globals_stand_on_each_other() {
    check(
        r#"global = [
            { name = "prep", is = "weeks(prep)" },
            { name = "staff_weeks", is = "prep + weeks(shoot) + 2" },
        ]
        line = [{ account = "2000", text = "Accountant", amount = "staff_weeks", unit = "week", rate = 3000 }]"#,
        "2000 Accountant: 6.6 week x 3,000 = 19,800
         total 19,800",
    );
}

#[test]
fn a_cutoff_counts_over_all_lines_of_one_person_and_for_each_head() {
    // FICA stops at 10,000 a head: the key grip reaches it in his second line; of four grips each earns 4,000.
    check(
        r#"fringe = [{ name = "FICA", percent = "6.2", cutoff = 10000 }, { name = "Medicare", percent = "1.45" }]
        line = [
            { account = "2500", text = "Key grip", weeks = { prep = 2, shoot = 3 }, rate = 3000, fringes = ["FICA", "Medicare"] },
            { account = "2500", text = "Grips", amount = 2, unit = "week", times = 4, rate = 2000, fringes = ["FICA"] },
            { account = "2500", text = "Best boy", amount = 6, unit = "week", times = 2, rate = 2000, fringes = ["FICA"] },
        ]"#,
        "2500 Key grip: 2 week x 3,000 = 6,000
         + FICA on 6,000 = 372
         + Medicare on 6,000 = 87
         2500 Key grip: 3 week x 3,000 = 9,000
         + FICA on 4,000 = 248
         + Medicare on 9,000 = 130.50
         2500 Grips: x 4 2 week x 2,000 = 16,000
         + FICA on 16,000 = 992
         2500 Best boy: x 2 6 week x 2,000 = 24,000
         + FICA on 20,000 = 1,240
         total 58,069.50",
    );
}

#[test]
fn one_person_has_one_ceiling_on_the_board_and_in_prep() {
    // Three grips at 500 a day work the board's three days, 1,500 each; two of them prepared for 900 each. FICA stops at 2,000 a head:
    // of the two 2,000 each, of the third his 1,500. The key grip prepared for 1,800 and earns 2,100 more: 200 of them count.
    let mut production = production();
    let position = |id, position: &str, heads, rate| CrewMember {
        id: CrewId(id),
        unit: production.units[0].id,
        department: "Grip".to_owned(),
        position: position.to_owned(),
        heads,
        rate: Cents(rate),
        per: Per::Day,
        ..CrewMember::default()
    };
    production.crew = vec![position(6_001, "key grip", 1, 70_000), position(6_002, "grips", 3, 50_000)];
    let text = r#"chart = "feature"
        detailed = ["cast", "crowd", "places", "sets", "moves", "equipment"]
        fringe = [{ name = "FICA", percent = 10, cutoff = 2000 }]
        line = [
            { account = "2500", text = "Key grip, prep", amount = 3, unit = "day", rate = 600, person = "crew key grip", fringes = "FICA" },
            { account = "2500", text = "Grips, prep", amount = 2, unit = "day", times = 2, rate = 450, person = "crew grips", fringes = "FICA" },
            { account = "2500", text = "Key grip", rate = "board(crew key grip)", fringes = "FICA" },
            { account = "2500", text = "Grips", rate = "board(crew grips)", fringes = "FICA" },
        ]"#;
    let budget = read(text, Some(&production)).unwrap_or_else(|notice| panic!("{notice:?}"));
    same(
        &shown(&costed(production.clone(), budget)),
        "2500 Key grip, prep: 3 day x 600 = 1,800
         + FICA on 1,800 = 180
         2500 Grips, prep: x 2 2 day x 450 = 1,800
         + FICA on 1,800 = 180
         2500 Key grip: 1  x 2,100 = 2,100
         + FICA on 200 = 20
         2500 Grips: 1  x 4,500 = 4,500
         + FICA on 3,700 = 370
         total 10,950",
    );
    let wrong =
        read(&text.replace("crew key grip\"", "crew kee grip\""), Some(&production)).expect_err("no such position");
    assert_eq!((wrong.line, wrong.message.contains("'crew kee grip' names nobody")), (5, true), "{wrong:?}");
    assert!(wrong.hint.contains("key grip"), "{wrong:?}");
}

#[test]
fn a_ceiling_that_is_shared_by_some_of_the_heads_is_filled_for_them_alone() {
    // Four grips at 1,000, then two of them at 3,000 more: those two pass the ceiling of 2,500, the others do not.
    check(
        r#"fringe = [{ name = "FICA", percent = 10, cutoff = 2500 }]
        line = [
            { account = "2500", text = "Grips", times = 4, rate = 1000, person = "grips", fringes = "FICA" },
            { account = "2500", text = "Two of them", times = 2, rate = 3000, person = "grips", fringes = "FICA" },
        ]"#,
        "2500 Grips: x 4 1  x 1,000 = 4,000
         + FICA on 4,000 = 400
         2500 Two of them: x 2 1  x 3,000 = 6,000
         + FICA on 3,000 = 300
         total 10,700",
    );
}

#[test]
fn weeks_count_the_crew_of_the_board_and_add_up_to_the_estimate() {
    let mut production = production();
    let position = |id, position: &str, heads, per| CrewMember {
        id: CrewId(id),
        unit: production.units[0].id,
        department: "Grip".to_owned(),
        position: position.to_owned(),
        heads,
        rate: Cents(50_000),
        per,
        ..CrewMember::default()
    };
    let crew = vec![position(6_001, "key grip", 1, Per::Week), position(6_002, "grips", 6, Per::Hour)];
    production.crew = crew;
    let text = r#"chart = "feature"
        fringe = [{ name = "FICA", percent = 10 }]
        charge = [{ name = "Contingency", percent = 10, of = "total" }]
        group = [{ name = "splinter", on = false }]
        line = [
            { account = "2500", text = "Grips", rate = "board(department Grip)", fringes = "FICA" },
            { account = "2500", text = "Key grip, prep and wrap", weeks = { prep = 3, wrap = 1 }, rate = 3000, fringes = "FICA" },
            { account = "2500", text = "Splinter grip", weeks = { shoot = 9 }, rate = 3000, groups = "splinter" },
            { account = "3300", text = "Operators", days = { prep = 2 }, times = 2, rate = 800 },
            { account = "3300", text = "Package", amount = 1, unit = "week", rate = 9000 },
        ]"#;
    production.budget = read(text, Some(&production)).unwrap_or_else(|notice| panic!("{notice:?}"));
    let plan = clock::lay(&production, &production.boards[0]);
    let verdict = rules::judge(&production, &plan);
    let priced = price(&production, &plan, &verdict);
    let costs = cost(&production, &plan, &verdict, &priced);
    let weeks = budget::weeks(&production, &plan, &priced, &costs);
    let of = |code: &str| weeks.iter().find(|one| one.code == code).map(|one| one.by.map(|weeks| weeks.to_string()));
    // Seven heads on three days of a five-day week are 4.2 weeks; two operators for two days 0.8.
    assert_eq!(of("2500"), Some(["3", "4.2", "1", "0"].map(str::to_owned)));
    assert_eq!(of("3300"), Some(["0.8", "0", "0", "0"].map(str::to_owned)));
    assert_eq!(of("1400"), Some(["0", "0", "0", "0"].map(str::to_owned)), "cast has no weeks");
    for one in &weeks {
        let account = costs.accounts.iter().find(|account| account.code == one.code).expect("an account");
        assert_eq!(one.pay + one.other, account.total(), "{}", one.code);
    }
    let all: Cents = weeks.iter().map(|one| one.pay + one.other).sum();
    assert_eq!(all, costs.above + costs.below);
    assert!(weeks.iter().find(|one| one.code == "2500").is_some_and(|one| one.other > Cents::ZERO), "its fringes");
}

#[test]
fn fringes_by_the_hour_and_on_straight_time() {
    // A week counts as 60 hours; a box rental lasts no time.
    check(
        r#"fringe = [{ name = "Health", hourly = "9.50" }, { name = "Vacation", percent = 4, straight = true }]
        fringe_sets = { union = ["Health", "Vacation"] }
        line = [
            { account = "2500", text = "Grip", amount = 2, unit = "weeks", rate = 2000, fringes = "union" },
            { account = "2500", text = "Grip overtime", amount = 5, unit = "hour", rate = 60, fringes = "union", overtime = true },
            { account = "2500", text = "Grip box", amount = 1, unit = "allow", rate = 100, fringes = "Health" },
        ]"#,
        "2500 Grip: 2 weeks x 2,000 = 4,000
         + Health on 4,000 = 1,140
         + Vacation on 4,000 = 160
         2500 Grip overtime: 5 hour x 60 = 300
         + Health on 300 = 47.50
         2500 Grip box: 1 allow x 100 = 100
         a line of 2500 (Grip box): a fringe by the hour on the unit 'allow', which lasts no time (give it a unit with hours, or take the fringe off)
         total 5,747.50",
    );
}

#[test]
fn a_foreign_line_keeps_its_amount_and_the_dated_rate() {
    check(
        r#"currency = [{ code = "GBP", rate = "1.2675", date = 2027-01-04 }]
        line = [{ account = "5100", text = "Orchestra", amount = 3, unit = "day", rate = "12,345.67", currency = "GBP" }]"#,
        "5100 Orchestra: 3 day x 12,345.67 (GBP 37,037.01) = 46,944.41
         total 46,944.41",
    );
}

#[test]
fn groups_switch_lines_and_charges_follow_the_totals() {
    check(
        r#"group = [{ name = "splinter", on = false }]
        incentive = [{ name = "California", percent = 25, cap = 40 }]
        charge = [
            { name = "Contingency", percent = 10, of = "total", without = "6700" },
            { name = "Bond", percent = 2, of = ["above the line", "below the line", "Contingency"] },
        ]
        account = [{ code = "2000", title = "Staff", section = "Production", qualifies = "California" }]
        line = [
            { account = "1300", text = "Director", rate = 1000 },
            { account = "2000", text = "Splinter crew", rate = 500, groups = "splinter" },
            { account = "2000", text = "Crew", rate = 200 },
            { account = "2000", text = "Visitor", rate = 100, qualifies = "no" },
            { account = "6700", text = "Policy", rate = 50 },
        ]"#,
        "1300 Director: 1  x 1,000 = 1,000
         2000 Splinter crew: 1  x 500 = 0 off
         2000 Crew: 1  x 200 = 200
         2000 Visitor: 1  x 100 = 100
         6700 Policy: 1  x 50 = 50
         charge Contingency on 1,300 = 130
         charge Bond on 1,480 = 29.60
         incentive California on 200 = 40
         total 1,509.60",
    );
}

#[test]
fn no_line_of_the_board_is_booked_twice() {
    let text = r#"line = [
            { account = "1400", text = "Maya", rate = "board(cast MAYA)" },
            { account = "1400", text = "All others", rate = "board(cast)" },
            { account = "1400", text = "Agency", amount = "10%", unit = "allow", rate = "cost(cast)" },
            { account = "3800", text = "Stages", rate = "board(3800)" },
        ]"#;
    let costs = costed(production(), budget(text));
    let estimate = costed(production(), Budget::default()).total;
    let agency = costs.lines.iter().find(|line| line.text == "Agency").map_or(Cents::ZERO, |line| line.cost);
    assert!(agency > Cents::ZERO);
    assert_eq!(costs.total - agency, estimate, "{:#?}", costs.lines);
    let mut booked: Vec<usize> = costs.lines.iter().flat_map(|line| line.ledger.clone()).collect();
    let all = booked.len();
    booked.sort_unstable();
    booked.dedup();
    assert_eq!(booked.len(), all, "a ledger line stands on two lines");
    // Moved on another chart, the money is the same: accounts take what the board books.
    let uk = read("chart = \"uk\"", Some(&production())).expect("a chart");
    let costs = costed(production(), uk);
    assert_eq!((costs.total, costs.problems.len()), (estimate, 0), "{:?}", costs.problems);
}

#[test]
fn what_the_chart_does_not_take_is_told_and_counted() {
    let text = "section = [{ name = \"All\" }]\naccount = [{ code = \"1400\", title = \"Cast\", section = \"All\" }]";
    let costs = costed(production(), read(text, Some(&production())).expect("a budget"));
    assert_eq!(costs.total, costed(production(), Budget::default()).total);
    assert!(
        costs
            .problems
            .iter()
            .any(|one| one.about.contains("3800") && one.hint == "let an account take it: takes = [3800]")
    );
}

#[test]
fn a_thing_that_went_away_is_a_finding_later() {
    let text = "line = [{ account = \"2000\", text = \"Coach\", amount = \"work_days(cast MAYA)\", unit = \"day\", rate = 400 }]";
    let budget = budget(text);
    let mut production = production();
    for person in &mut production.cast {
        person.name = person.name.replace("MAYA", "ANYA");
        person.number = "x".to_owned() + &person.number;
    }
    production.characters.iter_mut().for_each(|one| one.name = one.name.replace("MAYA", "ANYA"));
    let told = costed(production, budget).problems;
    assert_eq!(told.len(), 1);
    assert_eq!(
        told[0].text,
        "amount 'work_days(cast MAYA)', column 1: 'cast MAYA' names nobody and nothing of this production"
    );
    assert!(told[0].wrong && told[0].hint.contains("ANYA"), "{}", told[0].hint);
}

#[test]
fn what_is_wrong_is_named_with_place_and_way_out() {
    let mut told = Vec::new();
    let mut wrong = |text: &str| told.push(refused(text));
    let line = |fields: &str| format!("line = [\n{{ account = \"2000\", text = \"Grip\", {fields} }},\n]");
    wrong(&line("rate = 10, amount = \"prep_weks * 2\", unit = \"week\""));
    wrong(&line("rate = \"shoot_days() + cost(cast)\""));
    wrong(&line("rate = 10, amount = \"paid_days(cast 99)\", unit = \"day\""));
    wrong(&line("rate = 10, amount = \"shoot_dys()\", unit = \"day\""));
    wrong(&line("rate = \"4 * (2 + \""));
    wrong(&line("rate = 10, amount = \"shoot_days()\", unit = \"week\""));
    wrong(&line("rate = \"2 - 5\""));
    wrong(&line("rate = 10, currency = \"GBP\""));
    wrong(&line("rate = 10, fringes = \"FICA\""));
    wrong(&line("rate = \"99999999999\""));
    wrong(&line("rate = \"cost(cast) * 2\", amount = \"1 / (3 - 3)\""));
    wrong(&line("rate = \"board(1400) * 2\""));
    wrong("line = [\n{ account = \"2001\", text = \"Grip\", rate = 1 },\n]");
    wrong("line = [\n{ acount = \"2000\" },\n]");
    wrong("fringe = [{ name = \"FICA\", percent = 106 }]");
    wrong("fringe = [{ name = \"A\", percent = 1 }, { name = \"A\", percent = 2 }]");
    wrong("currency = [{ code = \"GBP\", rate = 0, date = 2027-01-04 }]");
    wrong(
        "global = [{ name = \"a\", is = \"b + 1\" }, { name = \"b\", is = \"2 * c\" }, { name = \"c\", is = \"a\" }]",
    );
    wrong(
        "line = [\n{ account = \"2300\", text = \"Loss\", amount = \"5%\", rate = \"account(2400)\" },\n{ account = \"2400\", text = \"More\", rate = \"account(2300)\" },\n]",
    );
    wrong("charge = [{ name = \"Bond\", percent = 2, of = \"Productoin\" }]");
    wrong("lines = []");
    wrong("detailed = [\"crw\"]");
    insta::assert_snapshot!(told.join("\n\n"));
}
