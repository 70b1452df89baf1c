//! Another program's schedule becomes a production with its boards, and every guess about it an assumption.

use crate::bench::Bench;

/// Three days of our own making: a lot of pages, a night on the pier, a unit on an island after two days off, and stock footage.
const FERRY: &str = r#"{ "universalScheduleStandard": {
  "project": "The Ferry", "name": "Draft", "ussVersion": "1.0.0", "scriptColor": "Blue", "scriptDate": "2027-01-04T00:00:00.000Z",
  "categories": [ {"id":"set","ucid":50,"name":"Set"}, {"id":"ie","ucid":1,"name":"INT/EXT"}, {"id":"dn","ucid":2,"name":"Day/Night"},
    {"id":"cast","ucid":100,"name":"Cast"}, {"id":"bg","ucid":101,"name":"Background"}, {"id":"prop","ucid":104,"name":"Props"} ],
  "elements": [
    {"id":"int","category":"ie","name":"INT"}, {"id":"ext","category":"ie","name":"EXT"},
    {"id":"day","category":"dn","name":"DAY"}, {"id":"night","category":"dn","name":"NIGHT"},
    {"id":"pier","category":"set","name":"PIER"}, {"id":"cabin","category":"set","name":"FERRY - CABIN"},
    {"id":"beach","category":"set","name":"BEACH"}, {"id":"sea","category":"set","name":"SEA"},
    {"id":"ann","category":"cast","name":"ANN","elementId":"2","isDrop":true,"dropDayCount":8,"linkedElements":["rope"]},
    {"id":"tim","category":"cast","name":"TIM (k)","elementId":"1","isDrop":true,"dropDayCount":10},
    {"id":"crowd","category":"bg","name":"12 Passengers"}, {"id":"rope","category":"prop","name":"Rope"} ],
  "breakdowns": [
    {"id":"s10","scene":"10","description":"Ann dives","pages":1.25,"type":"scene","elements":["ext","day","beach","ann"]},
    {"id":"s1","scene":"1","description":"Ann waits","pages":6,"type":"scene","elements":["ext","day","pier","ann","crowd"]},
    {"id":"s2","scene":"2","description":"Tim hides","pages":4.5,"type":"scene","elements":["int","day","cabin","tim"]},
    {"id":"s3","scene":"3","description":"The lights go out","pages":1,"type":"scene","elements":["ext","night","pier","ann"]},
    {"id":"s4","scene":"4","description":"STOCK","pages":0.125,"type":"scene","elements":["ext","day","sea"]},
    {"id":"b1","bannerText":"ISLAND UNIT","type":"banner"}, {"id":"b2","bannerText":"STOCK SHOTS","type":"banner"} ],
  "stripboards": [
    {"name":"Script Order","calendar":"c","boards":[{"name":"stripboard","breakdownIds":[["s1","s2","s3","s4","s10"]]}]},
    {"name":"Pass","calendar":"c","boards":[{"name":"stripboard","breakdownIds":[["s1","s2"],["s3"],["b1","s10"],["b2","s4"]]}]} ],
  "calendars": [ {"id":"c","name":"Spring","daysOff":[0,6],"events":[{"type":"start","date":"2027-03-01T00:00:00.000Z"},
    {"type":"dayOff","date":"2027-03-03T00:00:00.000Z"},{"type":"dayOff","date":"2027-03-04T00:00:00.000Z"},
    {"type":"event","name":"travel","date":"2027-03-04T00:00:00.000Z"}]} ]
} }"#;

fn imported() -> (Bench, String) {
    let bench = Bench::new();
    bench.write("ferry.uss", FERRY.as_bytes());
    let said = bench.ok("import ferry.uss -o ferry.backlot");
    (bench, said)
}

#[test]
fn a_schedule_becomes_a_production_with_its_board() {
    let (bench, said) = imported();
    let board = bench.ok("board show ferry.backlot --text");
    let drafts = bench.ok("drafts ferry.backlot");
    let cast = bench.ok("breakdown ferry.backlot");
    insta::assert_snapshot!(format!("{said}\n{board}\n{drafts}\n{cast}"));
}

#[test]
fn the_board_is_priced_searched_and_its_range_of_pages_held() {
    let (bench, _) = imported();
    bench.judged("price ferry.backlot");
    bench.ok("set ferry.backlot production day-pages=2..6");
    let (findings, _) = bench.judged("check ferry.backlot");
    assert!(findings.contains("day 1 of unit main holds 10 4/8 pages; a day holds 2 to 6"), "{findings}");
    bench.judged("solve ferry.backlot --board Ours --iterations 200");
    let (boards, _) = bench.judged("board list ferry.backlot");
    assert!(boards.contains("Pass") && boards.contains("* Ours"), "{boards}");
    bench.wrong("set ferry.backlot production day-pages=6..2", "day-pages cannot be '6..2'", "1 4/8..6");
    bench.wrong("set ferry.backlot production times=0", "times cannot be '0'", "0.1 to 10");
    bench.ok("set ferry.backlot production times=1.25");
}

#[test]
fn a_schedule_is_no_draft_and_a_broken_one_is_refused() {
    let (bench, _) = imported();
    bench.wrong("import ferry.uss --into ferry.backlot", "'ferry.uss' is a schedule and no script", "import FILE.uss");
    bench.write("cut.uss", &FERRY.as_bytes()[..900]);
    bench.wrong("import cut.uss -o cut.backlot", "cut.uss: line ", "save the schedule again");
    bench.write("bare.uss", b"{\"universalScheduleStandard\":{}}");
    bench.wrong("import bare.uss -o bare.backlot", "the schedule has no scenes", "with its breakdown sheets");
}
