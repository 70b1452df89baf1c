//! Sunrise, sunset and civil twilight for any date and position, without a network.
//!
//! The equations are those of NOAA's Global Monitoring Laboratory ("Solar Calculation Details", after Meeus,
//! Astronomical Algorithms): good to a minute below 72 degrees of latitude. The functions are libm's, so that every
//! machine finds the same minute.

use libm::{acos, asin, cos, floor, sin, tan};
use model::calendar::{Date, days_between};
use model::measure::Moment;
use model::places::Position;
use model::plan::Sun;

/// Sun at the horizon: 90 degrees, 34 minutes of arc of refraction, 16 of the disc's radius (NOAA).
const HORIZON: f64 = 90.833;
/// Civil twilight: the sun six degrees below the horizon (NOAA).
const CIVIL: f64 = 96.0;
/// Minutes of half a day, which a sun that never sets stands on either side of noon.
const HALF_DAY: f64 = 720.0;
/// Julian day of 1970-01-01 00:00 UTC.
const EPOCH: f64 = 2_440_587.5;

/// The sun on the day whose solar noon falls on `date` at the position's meridian, rounded to the minute.
pub fn sun(position: Position, date: Date) -> Sun {
    let midnight = days_between(Date::constant(1970, 1, 1), date) * 1440;
    let lat = (f64::from(position.lat) / 10_000.0).clamp(-89.9, 89.9).to_radians();
    let lon = (f64::from(position.lon) / 10_000.0).clamp(-180.0, 180.0);
    let noon = noon(midnight, lon);
    let at = |zenith, side| event(midnight, lat, lon, noon, zenith, side);
    let moment = |minutes: f64| Moment(midnight + rounded(minutes));
    Sun {
        dawn: moment(at(CIVIL, -1.0)),
        rise: moment(at(HORIZON, -1.0)),
        set: moment(at(HORIZON, 1.0)),
        dusk: moment(at(CIVIL, 1.0)),
    }
}

/// Solar noon in minutes after UTC midnight; the second pass takes the equation of time at the noon of the first.
fn noon(midnight: i64, lon: f64) -> f64 {
    let mean = HALF_DAY - 4.0 * lon;
    mean - equation_and_declination(midnight, mean).0
}

/// When the sun's centre stands at `zenith`, before noon (`side` -1) or after it (1), in minutes after UTC midnight.
/// Three passes settle it to the second. A sun that stays below answers noon, one that stays above half a day from it.
fn event(midnight: i64, lat: f64, lon: f64, noon: f64, zenith: f64, side: f64) -> f64 {
    let mut time = noon;
    for _ in 0..3 {
        let (equation, declination) = equation_and_declination(midnight, time);
        let hour = (cos(zenith.to_radians()) / (cos(lat) * cos(declination))) - tan(lat) * tan(declination);
        if hour > 1.0 {
            return noon;
        }
        if hour < -1.0 {
            return noon + side * HALF_DAY;
        }
        time = HALF_DAY - 4.0 * lon - equation + side * 4.0 * acos(hour).to_degrees();
    }
    time
}

/// The equation of time in minutes and the sun's declination in radians, `minutes` after a UTC midnight.
fn equation_and_declination(midnight: i64, minutes: f64) -> (f64, f64) {
    #[expect(clippy::cast_precision_loss, reason = "minutes of the years 1 to 9999 lie far below 2^53")]
    let days = (midnight as f64 + minutes) / 1440.0;
    let century = (days + EPOCH - 2_451_545.0) / 36_525.0;
    let mean_longitude = (280.466_46 + century * (36_000.769_83 + century * 0.000_303_2)) % 360.0;
    let mean_longitude = mean_longitude.to_radians();
    let anomaly = (357.529_11 + century * (35_999.050_29 - 0.000_153_7 * century)).to_radians();
    let eccentricity = 0.016_708_634 - century * (0.000_042_037 + 0.000_000_126_7 * century);
    let centre = sin(anomaly) * (1.914_602 - century * (0.004_817 + 0.000_014 * century))
        + sin(2.0 * anomaly) * (0.019_993 - 0.000_101 * century)
        + sin(3.0 * anomaly) * 0.000_289;
    let node = (125.04 - 1934.136 * century).to_radians();
    let apparent = mean_longitude + (centre - 0.005_69 - 0.004_78 * sin(node)).to_radians();
    let seconds = 21.448 - century * (46.815 + century * (0.000_59 - century * 0.001_813));
    let obliquity = (23.0 + (26.0 + seconds / 60.0) / 60.0 + 0.002_56 * cos(node)).to_radians();
    let declination = asin(sin(obliquity) * sin(apparent));
    let half = tan(obliquity / 2.0);
    let y = half * half;
    let equation = y * sin(2.0 * mean_longitude) - 2.0 * eccentricity * sin(anomaly)
        + 4.0 * eccentricity * y * sin(anomaly) * cos(2.0 * mean_longitude)
        - 0.5 * y * y * sin(4.0 * mean_longitude)
        - 1.25 * eccentricity * eccentricity * sin(2.0 * anomaly);
    (4.0 * equation.to_degrees(), declination)
}

fn rounded(minutes: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "within three days of midnight, whatever the position")]
    let whole = floor(minutes + 0.5) as i64;
    whole
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::plan::wall;

    use super::*;

    const LOS_ANGELES: (Position, &str) = (Position { lat: 340_522, lon: -1_182_437 }, "America/Los_Angeles");
    const NEW_YORK: (Position, &str) = (Position { lat: 407_128, lon: -740_060 }, "America/New_York");
    const LONDON: (Position, &str) = (Position { lat: 515_074, lon: -1_278 }, "Europe/London");
    const SYDNEY: (Position, &str) = (Position { lat: -338_688, lon: 1_512_093 }, "Australia/Sydney");
    const QUITO: (Position, &str) = (Position { lat: -1_807, lon: -784_678 }, "America/Guayaquil");
    const REYKJAVIK: (Position, &str) = (Position { lat: 641_466, lon: -219_426 }, "Atlantic/Reykjavik");
    const TOKYO: (Position, &str) = (Position { lat: 356_762, lon: 1_396_503 }, "Asia/Tokyo");
    const TROMSO: Position = Position { lat: 696_492, lon: 189_553 };

    /// Compares sunrise and sunset with published times of 2024 (almanac of timeanddate.com), two minutes either way.
    fn check((position, zone): (Position, &str), month: i8, day: i8, rise: (i64, i64), set: (i64, i64)) {
        let sun = sun(position, date(2024, month, day));
        let of_day = |moment| {
            let time = wall(zone, moment).time();
            i64::from(time.hour()) * 60 + i64::from(time.minute())
        };
        let near = |found: i64, (hour, minute): (i64, i64)| (found - hour * 60 - minute).abs() <= 2;
        let (found_rise, found_set) = (of_day(sun.rise), of_day(sun.set));
        assert!(near(found_rise, rise), "{zone} {month}-{day}: rise {found_rise}, published {rise:?}");
        assert!(near(found_set, set), "{zone} {month}-{day}: set {found_set}, published {set:?}");
    }

    #[test]
    fn agrees_with_published_times() {
        check(LOS_ANGELES, 6, 20, (5, 42), (20, 8));
        check(LOS_ANGELES, 12, 21, (6, 55), (16, 48));
        check(NEW_YORK, 6, 20, (5, 25), (20, 30));
        check(NEW_YORK, 12, 21, (7, 17), (16, 32));
        check(LONDON, 6, 20, (4, 43), (21, 21));
        check(LONDON, 12, 21, (8, 4), (15, 53));
        check(SYDNEY, 6, 21, (7, 0), (16, 54));
        check(SYDNEY, 12, 21, (5, 41), (20, 5));
        check(QUITO, 3, 20, (6, 18), (18, 24));
        check(TOKYO, 12, 21, (6, 47), (16, 32));
        check(REYKJAVIK, 6, 20, (2, 55), (0, 3));
    }

    #[test]
    fn twilight_lies_outside_the_day() {
        // Civil twilight of Los Angeles on 2024-06-20 is published as 05:13 to 20:37.
        let sun = sun(LOS_ANGELES.0, date(2024, 6, 20));
        let (before, after) = (sun.rise.since(sun.dawn).0, sun.dusk.since(sun.set).0);
        assert!((28..=30).contains(&before) && (28..=30).contains(&after), "{before} and {after} minutes");
    }

    #[test]
    fn the_sun_of_the_far_north_never_sets_and_never_rises() {
        let summer = sun(TROMSO, date(2024, 6, 21));
        assert_eq!(summer.set.since(summer.rise).0, 1440);
        assert_eq!(summer.dusk.since(summer.dawn).0, 1440);
        let winter = sun(TROMSO, date(2024, 12, 21));
        assert_eq!(winter.rise, winter.set);
        assert!(winter.dawn < winter.rise && winter.set < winter.dusk, "the noon of a polar night has twilight");
    }

    proptest::proptest! {
        #[test]
        fn every_date_anywhere_is_in_order(lat in -900_000..=900_000, lon in -1_800_000..=1_800_000, day in -3_000..60_000_i64) {
            let date = model::calendar::plus_days(date(1970, 1, 1), day);
            let sun = sun(Position { lat, lon }, date);
            proptest::prop_assert!(sun.dawn <= sun.rise && sun.rise <= sun.set && sun.set <= sun.dusk);
            proptest::prop_assert!(sun.dusk.since(sun.dawn).0 <= 1441);
        }
    }
}
