//! Schedules made up for a test, wrong ones, and the samples of the standard.

use super::*;

/// A file of our own making: two scenes, a banner, a day off, a linked element, and things nobody knows.
const SMALL: &str = r#"{ "universalScheduleStandard": {
  "project": "The  Ferry", "name": "First pass", "ussVersion": "1.0.0", "scriptColor": "Blue", "novelty": { "a": [1] },
  "categories": [ {"id":"k0","ucid":50,"name":"Set"}, {"id":"k1","ucid":1,"name":"INT/EXT"}, {"id":"k2","ucid":2,"name":"Day/Night"},
    {"id":"k100","ucid":100,"name":"Cast"}, {"id":"k104","ucid":104,"name":"Props"}, {"id":"k900","ucid":900,"name":"Kites"} ],
  "elements": [
    {"id":"ext","category":"k1","name":"EXT"}, {"id":"night","category":"k2","name":"NIGHT"}, {"id":"pier","category":"k0","name":"PIER - STEPS"},
    {"id":"ann","category":"k100","name":"ANN","elementId":"1","isDrop":true,"dropDayCount":8,"daysOff":[0,3],"linkedElements":["rope"],
      "events":[{"type":"event","name":"travel","date":"2027-03-02T08:00:00.000Z"},{"type":"dayOff","name":null,"date":"2027-03-04T23:00:00.000Z"}]},
    {"id":"rope","category":"k104","name":"Rope","isDrop":false}, {"id":"kite","category":"k900","name":"Red kite"} ],
  "breakdowns": [
    {"id":"s1","scene":"1","description":"Ann waits","pages":0.375,"scriptPage":"1","duration":5700000,"type":"scene","elements":["ext","night","pier","ann"]},
    {"id":"s2","scene":"2A","description":null,"pages":1,"type":"scene","elements":["ext","pier","kite","gone"]},
    {"id":"b1","bannerText":"ISLAND UNIT","pages":null,"type":"banner","elements":null} ],
  "stripboards": [ {"name":"Pass","calendar":"c","boards":[
    {"name":"stripboard","breakdownIds":[["b1","s1"],["s1"]]}, {"name":"boneyard","breakdownIds":["s2","nobody"]} ]} ],
  "calendars": [ {"id":"c","name":"Spring","daysOff":[0,6],"events":[{"type":"start","date":"2027-03-01T00:00:00.000Z"},
    {"type":"dayOff","name":"dayOff","date":"2027-03-03T00:00:00.000Z"},{"type":"event","name":"wrap party","date":"soon"}]} ]
} }"#;

#[test]
fn a_small_schedule_is_read_whole() {
    let (schedule, notices) = read(SMALL.as_bytes()).expect("the file is well");
    let told: Vec<String> = notices.iter().map(|one| format!("{}; hint: {}", one.message, one.hint)).collect();
    insta::assert_snapshot!(format!("{schedule:#?}\n{}\n", told.join("\n")));
}

#[test]
fn what_is_no_schedule_is_refused_with_place_and_way_out() {
    let mut told = String::new();
    for wrong in [
        "",
        "{}",
        "{ \"universalScheduleStandard\": 7 }",
        "{ \"universalScheduleStandard\": { \"breakdowns\": [ {\"id\":\"a\",\"pages\":\"two\"} ] } }",
        "{ \"universalScheduleStandard\": { \"stripboards\": [ {\"boards\":[{\"breakdownIds\":[3]}]} ] } }",
    ] {
        let fault = read(wrong.as_bytes()).expect_err(wrong);
        told += &format!("{wrong}\n  {}\n  hint: {}\n", fault.message, fault.hint);
    }
    insta::assert_snapshot!(told);
}

#[test]
fn odd_numbers_are_told_and_held() {
    let file = r#"{"universalScheduleStandard":{"ussVersion":"2.0","breakdowns":[
        {"id":"a","scene":"1","pages":0.3,"type":"scene"},{"id":"b","scene":"2","pages":-1e300,"duration":1e300,"type":"dream"}],
        "calendars":[{"id":"c","daysOff":[9]}]}}"#;
    let (schedule, notices) = read(file.as_bytes()).expect("the file is well");
    assert_eq!(schedule.sheets[0].eighths, Eighths(2));
    let told: Vec<&str> = notices.iter().map(|one| one.message.as_str()).collect();
    insta::assert_snapshot!(told.join("\n"));
}

proptest::proptest! {
    #[test]
    fn cut_and_scribbled_files_never_panic(cut in 0..SMALL.len(), at in 0..SMALL.len(), letter: u8) {
        let mut bytes = SMALL.as_bytes().to_vec();
        bytes[at] = letter;
        let _ = read(&bytes);
        bytes.truncate(cut);
        let _ = read(&bytes);
    }
}

/// The samples of the standard's authors, which are not part of the project.
#[test]
fn the_samples_of_the_standard_are_read() {
    #[expect(clippy::disallowed_methods, reason = "the test data folder is where the environment says")]
    let folder = std::env::var_os("BACKLOT_DATA").unwrap_or_else(|| "../shared/data".into());
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join(folder).join("uss/large_sample_schedule.uss");
    #[expect(clippy::disallowed_methods, reason = "tests may read files")]
    let Ok(bytes) = std::fs::read(&path) else {
        let line = "SKIPPED uss: no test data folder";
        #[expect(clippy::print_stderr, reason = "what did not run is told")]
        {
            eprintln!("{line}");
        }
        return;
    };
    let (schedule, notices) = read(&bytes).expect("the sample is well");
    let board = schedule.boards.iter().find(|board| board.name == "First Pass").expect("it has a first pass");
    let scenes = schedule.sheets.iter().filter(|sheet| !sheet.banner).count();
    let cast = schedule.elements.iter().filter(|one| one.category == Category::CAST).count();
    let sets = schedule.elements.iter().filter(|one| one.category == Category(0)).count();
    let pages: i64 = board.days.iter().flatten().map(|&sheet| schedule.sheets[sheet].eighths.0).sum();
    assert_eq!((scenes, cast, sets, board.days.len(), pages), (147, 40, 86, 31, 758));
    let calendar = board.calendar.as_ref().expect("it has a calendar");
    assert_eq!((calendar.off.len(), calendar.events.len(), notices.len()), (5, 1, 0));
}
