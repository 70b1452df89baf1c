//! The chart of accounts: the numbers that lines are booked on, after one public template of a feature film's budget.
//!
//! No two studios use the same chart. The numbers follow the form at handypdf.com/pdf/film-making-budget-form, in which
//! the 1000s stand above the line and the 2000s to 4000s are the cost of the shoot.

use model::breakdown::Category;

/// Performers, by contract.
pub const CAST: u16 = 1400;
/// Travel and living of cast.
pub const TRAVEL: u16 = 1500;
/// The crew of a unit, one number for all departments; labour hired with a scene, such as a studio teacher.
pub const STAFF: u16 = 2000;
/// Background actors.
pub const EXTRAS: u16 = 2100;
/// Building and dressing of sets.
pub const CONSTRUCTION: u16 = 2300;
/// Striking of sets.
pub const STRIKING: u16 = 2400;
/// Pre-lighting sets and keeping them standing.
pub const OPERATIONS: u16 = 2500;
/// Trucks and drivers, picture vehicles.
pub const TRANSPORT: u16 = 3500;
/// Rent and load-in of real places.
pub const LOCATION: u16 = 3600;
/// Rent and load-in of stages and backlot streets.
pub const STAGE: u16 = 3800;

/// Numbers and names of the accounts that are used, by number.
pub const CHART: [(u16, &str); 21] = [
    (CAST, "Cast"),
    (TRAVEL, "Travel & living"),
    (STAFF, "Production staff"),
    (EXTRAS, "Extra talent"),
    (2200, "Art direction"),
    (CONSTRUCTION, "Set construction"),
    (STRIKING, "Set striking"),
    (OPERATIONS, "Set operations"),
    (2600, "Special effects"),
    (2700, "Set dressing"),
    (2800, "Property"),
    (2900, "Wardrobe"),
    (3100, "Makeup & hair"),
    (3200, "Electric, rigging, operations"),
    (3300, "Camera"),
    (3400, "Sound"),
    (TRANSPORT, "Transportation"),
    (LOCATION, "Location"),
    (STAGE, "Stage facilities"),
    (3900, "Process"),
    (7500, "Fees, charges, misc"),
];

/// The name of an account of the chart.
pub fn name(account: u16) -> Option<&'static str> {
    CHART.iter().find(|(number, _)| *number == account).map(|(_, name)| *name)
}

/// The account on which a department of the crew is booked; production staff where the chart names no account of its own.
pub fn of_department(department: &str) -> u16 {
    const DEPARTMENTS: [(&str, u16); 17] = [
        ("art", 2200),
        ("construction", CONSTRUCTION),
        ("grip", OPERATIONS),
        ("craft", OPERATIONS),
        ("special effects", 2600),
        ("set dressing", 2700),
        ("property", 2800),
        ("props", 2800),
        ("wardrobe", 2900),
        ("costume", 2900),
        ("make", 3100),
        ("hair", 3100),
        ("electric", 3200),
        ("camera", 3300),
        ("sound", 3400),
        ("transport", TRANSPORT),
        ("location", LOCATION),
    ];
    let name = department.to_lowercase();
    DEPARTMENTS.iter().find(|(word, _)| name.starts_with(word)).map_or(STAFF, |(_, account)| *account)
}

/// The account on which a hired element of a category is booked. The template names departments, not categories: where
/// a category belongs to none of them (animals, visual effects, special equipment) the choice is an assumption.
pub fn of_category(category: Category) -> u16 {
    match category.0 {
        100 | 102 => CAST,
        101 => EXTRAS,
        103 => TRANSPORT,
        104 | 108 | 109 => 2800,
        105 | 122 => 2600,
        106 => 2900,
        107 => 3100,
        110 | 119 => 3300,
        111 => OPERATIONS,
        112 => 3200,
        113 | 114 => 3400,
        115 => 2200,
        116 | 117 => 2700,
        118 => LOCATION,
        120 => STAFF,
        121 => 3900,
        _ => 7500,
    }
}
