//! What each scene needs, as a reader of the script proposes it: by name, before it becomes part of a production.

use serde::{Deserialize, Serialize};

use crate::measure::Eighths;

/// The breakdown of a whole script.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breakdown {
    /// The script's title, empty when it has none.
    pub title: String,
    /// Scenes in script order.
    pub scenes: Vec<SceneDraft>,
    /// Length of the printed script in pages, last page counted whole.
    pub pages: u32,
    /// Sets that may be one, spelled differently; a person decides.
    pub merges: Vec<SetMerge>,
}

impl Breakdown {
    /// The lengths of all scenes together, as the file states them, and as we count them where it does not.
    pub fn eighths(&self) -> Eighths {
        Eighths(self.scenes.iter().map(|scene| scene.stated.unwrap_or(scene.computed).0).sum())
    }
}

/// Two spellings that may mean one set. A set with its parts reads `SET / PART`, as in `HOSPITAL / HALLWAY` for `HOSPITAL HALLWAY`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetMerge {
    /// The spelling of more scenes.
    pub keep: String,
    /// The other one.
    pub merge: String,
    /// How sure the reader is, in percent.
    pub confidence: u8,
}

/// One scene as the script gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SceneDraft {
    /// Scene number as written, or the next whole number when the script has none.
    pub number: String,
    /// Whether the script itself gave the number.
    pub number_stated: bool,
    /// The heading as written, on one line.
    pub heading: String,
    /// Line of the source.
    pub line: u32,
    /// Inside, outside or both.
    pub int_ext: IntExt,
    /// The narrative set, in capitals; the heading's words when nothing better is known.
    pub set: String,
    /// Parts of the set, in order.
    pub sub_sets: Vec<String>,
    /// Time of day in the story.
    pub time: StoryTime,
    /// The time was inherited (CONTINUOUS, LATER, SAME) from the scene before.
    pub time_inherited: bool,
    /// Words in brackets: FLASHBACK, a year, DRIVING.
    pub modifiers: Vec<String>,
    /// Day of the story as the heading states it: `D3`, `N2`, `DAY 3`.
    pub story_day: Option<String>,
    /// Day of the story that the reader proposes where the heading states none, as `D1` or `N1`; none in flashbacks and dreams.
    pub story_day_proposed: Option<String>,
    /// The script says that this scene is omitted.
    pub omitted: bool,
    /// Page on which the heading stands, by the script's own numbers.
    pub page: u32,
    /// Length as the file states it.
    pub stated: Option<Eighths>,
    /// Length as we count it; zero for an omitted scene.
    pub computed: Eighths,
    /// One sentence about the scene, when the script has one.
    pub synopsis: String,
    /// Who is in it.
    pub cast: Vec<CastDraft>,
    /// What else it needs.
    pub elements: Vec<ElementDraft>,
}

/// A character in a scene.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CastDraft {
    /// The character's name in capitals.
    pub name: String,
    /// Heard but not present (every cue of the scene is V.O.).
    pub voice_only: bool,
    /// Present but not in the picture (every cue of the scene is O.S.).
    pub off_screen: bool,
    /// Has a speech in the scene.
    pub speaks: bool,
    /// Age at the introduction, when the script states one in this scene.
    pub age: Option<u8>,
    /// The words of the script that gave it, or where it comes from.
    pub because: String,
    /// How sure the reader is, in percent; 100 for a cue.
    pub confidence: u8,
}

/// A proposed breakdown element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ElementDraft {
    /// Its category.
    pub category: Category,
    /// Its name.
    pub name: String,
    /// How many; heads for crowd.
    pub quantity: u32,
    /// The words of the script that gave it, or the tag that named it.
    pub because: String,
    /// How sure the reader is, in percent; 100 for a tag.
    pub confidence: u8,
    /// The duty of safety that it triggers, if one.
    pub safety: Option<Safety>,
}

/// What on a set needs a safety meeting, a bulletin or special staff (the topics of the Industry-Wide Labor-Management
/// Safety Committee's bulletins, csatf.org; rules say what follows from each).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Safety {
    /// Firearms, blanks, dummy rounds.
    Firearms,
    /// Blades, bows and other weapons.
    Weapons,
    /// Stunts, fights, falls.
    Stunts,
    /// Driving and process trailers.
    Vehicles,
    /// Helicopters, aeroplanes, drones.
    Aircraft,
    /// Boats, diving, swimming.
    Water,
    /// Flames, explosions, pyrotechnics.
    Pyrotechnics,
    /// Smoke, fog, dust.
    Smoke,
    /// Animals and their handlers.
    Animals,
    /// Children at work.
    Minors,
    /// Heights, lifts, rigs.
    Heights,
    /// Trains and railways.
    Rail,
    /// Rain, snow, heat, cold.
    Weather,
    /// Nudity and simulated sex.
    Intimacy,
}

impl Safety {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Firearms,
        Self::Weapons,
        Self::Stunts,
        Self::Vehicles,
        Self::Aircraft,
        Self::Water,
        Self::Pyrotechnics,
        Self::Smoke,
        Self::Animals,
        Self::Minors,
        Self::Heights,
        Self::Rail,
        Self::Weather,
        Self::Intimacy,
    ];

    /// The word that breakdowns and rule packs have for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Firearms => "firearms",
            Self::Weapons => "weapons",
            Self::Stunts => "stunts",
            Self::Vehicles => "vehicles",
            Self::Aircraft => "aircraft",
            Self::Water => "water",
            Self::Pyrotechnics => "pyrotechnics",
            Self::Smoke => "smoke",
            Self::Animals => "animals",
            Self::Minors => "minors",
            Self::Heights => "heights",
            Self::Rail => "rail",
            Self::Weather => "weather",
            Self::Intimacy => "intimacy",
        }
    }
}

/// Inside, outside, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IntExt {
    /// Interior.
    #[default]
    Int,
    /// Exterior.
    Ext,
    /// Both at once, as in a car or on a threshold.
    Both,
}

impl IntExt {
    /// `INT`, `EXT`, `I/E`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Int => "INT",
            Self::Ext => "EXT",
            Self::Both => "I/E",
        }
    }
    /// The letter beside the strip's colour: `I`, `E`, `IE`.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Int => "I",
            Self::Ext => "E",
            Self::Both => "IE",
        }
    }
    /// Whether any of it is outside.
    pub fn outside(self) -> bool {
        self != Self::Int
    }
}

/// Time of day in the story.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StoryTime {
    /// Day.
    #[default]
    Day,
    /// Night.
    Night,
    /// Around sunrise.
    Dawn,
    /// Around sunset.
    Dusk,
}

impl StoryTime {
    /// `DAY`, `NIGHT`, `DAWN`, `DUSK`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Night => "NIGHT",
            Self::Dawn => "DAWN",
            Self::Dusk => "DUSK",
        }
    }
    /// The short form beside the strip's colour: `D`, `N`, `Dawn`, `Dusk`.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Day => "D",
            Self::Night => "N",
            Self::Dawn => "Dawn",
            Self::Dusk => "Dusk",
        }
    }
}

/// A breakdown category by its number in Universal Category Identification (UCI), the key that other tools use too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Category(pub u16);

impl Category {
    /// Cast members.
    pub const CAST: Self = Self(100);
    /// Background actors (crowd).
    pub const CROWD: Self = Self(101);
    /// Stunts.
    pub const STUNTS: Self = Self(102);
    /// Picture vehicles.
    pub const VEHICLES: Self = Self(103);
    /// Props.
    pub const PROPS: Self = Self(104);
    /// Special effects on the floor.
    pub const SPECIAL_EFFECTS: Self = Self(105);
    /// Make-up and hair.
    pub const MAKEUP: Self = Self(107);
    /// Animals.
    pub const ANIMALS: Self = Self(108);
    /// Special equipment.
    pub const EQUIPMENT: Self = Self(119);
    /// Additional labour (a studio teacher).
    pub const LABOUR: Self = Self(120);
    /// Visual effects.
    pub const VISUAL_EFFECTS: Self = Self(121);
    /// Miscellaneous, and what has no better place.
    pub const MISCELLANEOUS: Self = Self(125);

    /// The category's name; custom categories print their number.
    pub fn name(self) -> String {
        let known = NAMES.iter().find(|(number, _)| *number == self.0);
        known.map_or_else(|| format!("Category {}", self.0), |(_, name)| (*name).to_owned())
    }

    /// The category with this name, however it is spelled and punctuated; other tools' names are known too.
    pub fn by_name(name: &str) -> Option<Self> {
        let plain =
            |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
        let wanted = plain(name);
        let other = match wanted.as_str() {
            "cast" => "castmembers",
            "extras" | "background" => "backgroundactors",
            "animalhandler" => "animalwrangler",
            "makeup" | "hair" => "makeuphair",
            "stunt" => "stunts",
            "vehicle" => "vehicles",
            "prop" => "props",
            "sfx" => "specialeffects",
            "vfx" => "visualeffects",
            "setdressings" => "setdressing",
            word => word,
        };
        NAMES.iter().find(|(_, known)| plain(known) == other).map(|(number, _)| Self(*number))
    }
}

/// UCI numbers and names (Universal Category Identification, github.com/UniversalScheduleStandard).
const NAMES: [(u16, &str); 34] = [
    (0, "Set"),
    (1, "INT/EXT"),
    (2, "Day/Night"),
    (3, "Script Day"),
    (4, "Unit"),
    (5, "Sequence"),
    (6, "Location"),
    (100, "Cast Members"),
    (101, "Background Actors"),
    (102, "Stunts"),
    (103, "Vehicles"),
    (104, "Props"),
    (105, "Special Effects"),
    (106, "Wardrobe"),
    (107, "Makeup/Hair"),
    (108, "Animals"),
    (109, "Animal Wrangler"),
    (110, "Camera"),
    (111, "Grip"),
    (112, "Electric"),
    (113, "Sound"),
    (114, "Music"),
    (115, "Art Department"),
    (116, "Set Dressing"),
    (117, "Greenery"),
    (118, "Security"),
    (119, "Special Equipment"),
    (120, "Additional Labor"),
    (121, "Visual Effects"),
    (122, "Mechanical Effects"),
    (123, "Notes"),
    (124, "Comments"),
    (125, "Miscellaneous"),
    (126, "Other"),
];
