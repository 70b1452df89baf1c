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
