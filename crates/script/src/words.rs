//! Words that headings and transitions are made of, in English and a few other languages, in one place.
//!
//! German, French and Spanish are complete for everyday headings; the others hold the commonest words only.

use model::breakdown::{IntExt, StoryTime};

/// The words by which headings, times of day and transitions are known, language by language.
#[derive(Clone, Debug, Default)]
pub struct Words;

impl Words {
    /// The tables that come with the program.
    pub fn standard() -> &'static Self {
        &Self
    }
}

/// Heading openings, longest first where one begins another. They are matched in capitals, with dots and spaces removed
/// around the slash. The flag marks an establishing shot.
pub(crate) const OPENINGS: [(&str, IntExt, bool); 32] = [
    ("INT/EXT", IntExt::Both, false),
    ("EXT/INT", IntExt::Both, false),
    ("INNEN/AUSSEN", IntExt::Both, false),
    ("INNEN/AUẞEN", IntExt::Both, false),
    ("AUSSEN/INNEN", IntExt::Both, false),
    ("INTÉRIEUR/EXTÉRIEUR", IntExt::Both, false),
    ("INTERIOR/EXTERIOR", IntExt::Both, false),
    ("EXTERIOR/INTERIOR", IntExt::Both, false),
    ("WN/PL", IntExt::Both, false),
    ("PL/WN", IntExt::Both, false),
    ("I/E", IntExt::Both, false),
    ("E/I", IntExt::Both, false),
    ("I/A", IntExt::Both, false),
    ("A/I", IntExt::Both, false),
    ("ИНТ/НАТ", IntExt::Both, false),
    ("НАТ/ИНТ", IntExt::Both, false),
    ("INTÉRIEUR", IntExt::Int, false),
    ("EXTÉRIEUR", IntExt::Ext, false),
    ("INTERIOR", IntExt::Int, false),
    ("EXTERIOR", IntExt::Ext, false),
    ("INNEN", IntExt::Int, false),
    ("AUSSEN", IntExt::Ext, false),
    ("INT", IntExt::Int, false),
    ("EXT", IntExt::Ext, false),
    ("EST", IntExt::Ext, true),
    ("WNĘTRZE", IntExt::Int, false),
    ("PLENER", IntExt::Ext, false),
    ("WN", IntExt::Int, false),
    ("PL", IntExt::Ext, false),
    ("ИНТ", IntExt::Int, false),
    ("НАТ", IntExt::Ext, false),
    ("ЭКСТ", IntExt::Ext, false),
];

/// Times of day in the story.
pub(crate) const TIMES: [(&str, StoryTime); 60] = [
    ("DAY", StoryTime::Day),
    ("DAYTIME", StoryTime::Day),
    ("DAYLIGHT", StoryTime::Day),
    ("MORNING", StoryTime::Day),
    ("AFTERNOON", StoryTime::Day),
    ("NOON", StoryTime::Day),
    ("MIDDAY", StoryTime::Day),
    ("MID-DAY", StoryTime::Day),
    ("NIGHT", StoryTime::Night),
    ("NIGHTTIME", StoryTime::Night),
    ("MIDNIGHT", StoryTime::Night),
    ("DAWN", StoryTime::Dawn),
    ("PRE-DAWN", StoryTime::Dawn),
    ("PREDAWN", StoryTime::Dawn),
    ("DAYBREAK", StoryTime::Dawn),
    ("SUNRISE", StoryTime::Dawn),
    ("FIRST LIGHT", StoryTime::Dawn),
    ("DUSK", StoryTime::Dusk),
    ("SUNSET", StoryTime::Dusk),
    ("SUNDOWN", StoryTime::Dusk),
    ("EVENING", StoryTime::Dusk),
    ("TWILIGHT", StoryTime::Dusk),
    ("NIGHTFALL", StoryTime::Dusk),
    ("MAGIC HOUR", StoryTime::Dusk),
    ("GOLDEN HOUR", StoryTime::Dusk),
    // German
    ("TAG", StoryTime::Day),
    ("TAGS", StoryTime::Day),
    ("MORGEN", StoryTime::Day),
    ("VORMITTAG", StoryTime::Day),
    ("MITTAG", StoryTime::Day),
    ("NACHMITTAG", StoryTime::Day),
    ("NACHT", StoryTime::Night),
    ("NACHTS", StoryTime::Night),
    ("MITTERNACHT", StoryTime::Night),
    ("MORGENDÄMMERUNG", StoryTime::Dawn),
    ("MORGENGRAUEN", StoryTime::Dawn),
    ("ABEND", StoryTime::Dusk),
    ("ABENDS", StoryTime::Dusk),
    ("DÄMMERUNG", StoryTime::Dusk),
    // French
    ("JOUR", StoryTime::Day),
    ("MATIN", StoryTime::Day),
    ("MIDI", StoryTime::Day),
    ("APRÈS-MIDI", StoryTime::Day),
    ("NUIT", StoryTime::Night),
    ("AUBE", StoryTime::Dawn),
    ("SOIR", StoryTime::Dusk),
    ("CRÉPUSCULE", StoryTime::Dusk),
    // Spanish
    ("DÍA", StoryTime::Day),
    ("DIA", StoryTime::Day),
    ("MAÑANA", StoryTime::Day),
    ("TARDE", StoryTime::Day),
    ("NOCHE", StoryTime::Night),
    ("AMANECER", StoryTime::Dawn),
    ("ATARDECER", StoryTime::Dusk),
    // Polish, Russian
    ("DZIEŃ", StoryTime::Day),
    ("NOC", StoryTime::Night),
    ("НОЧЬ", StoryTime::Night),
    ("ДЕНЬ", StoryTime::Day),
    ("УТРО", StoryTime::Day),
    ("ВЕЧЕР", StoryTime::Dusk),
];

/// Times that continue the scene before.
pub(crate) const INHERITING: [&str; 18] = [
    "CONTINUOUS",
    "CONTINUING",
    "CONTINUED",
    "CONT'D",
    "LATER",
    "SAME",
    "SAME TIME",
    "SAME MOMENT",
    "THE SAME",
    "SIMULTANEOUS",
    "MOMENTS EARLIER",
    "EARLIER",
    "SPÄTER",
    "GLEICHZEITIG",
    "PLUS TARD",
    "CONTINU",
    "CONTINUO",
    "MÁS TARDE",
];

/// Words that may stand around a time of day without changing it.
pub(crate) const QUALIFIERS: [&str; 36] = [
    "EARLY",
    "LATE",
    "NEXT",
    "ANOTHER",
    "THAT",
    "THE",
    "FOLLOWING",
    "MID",
    "PRE",
    "SAME",
    "A",
    "AN",
    "FEW",
    "SOME",
    "VERY",
    "ONE",
    "TWO",
    "THREE",
    "FOUR",
    "FIVE",
    "SIX",
    "SEVEN",
    "EIGHT",
    "NINE",
    "TEN",
    "OF",
    "IN",
    "AT",
    "BEFORE",
    "FRÜHER",
    "SPÄTER",
    "FIRST",
    "SECOND",
    "THIRD",
    "LAST",
    "STORY",
];

/// Words that stand before LATER and EARLIER, besides numbers: `A FEW MINUTES LATER`.
pub(crate) const SPANS: [&str; 36] = [
    "A", "AN", "THE", "FEW", "SOME", "SEVERAL", "BIT", "LITTLE", "SHORT", "WHILE", "MUCH", "SECOND", "SECONDS",
    "MOMENT", "MOMENTS", "MINUTE", "MINUTES", "HOUR", "HOURS", "HALF", "DAY", "DAYS", "WEEK", "WEEKS", "MONTH",
    "MONTHS", "YEAR", "YEARS", "DECADE", "DECADES", "TIME", "BEATS", "NIGHT", "NIGHTS", "STILL", "EVEN",
];

/// Words of a time segment that move the story on or count its days: they are kept as modifiers.
pub(crate) const TELLING: [&str; 5] = ["NEXT", "ANOTHER", "FOLLOWING", "FOR", "BEFORE"];

/// Segments of a heading that say how or when in the story, not where.
pub(crate) const MODIFIERS: [&str; 38] = [
    "FLASHBACK",
    "FLASH BACK",
    "FLASHFORWARD",
    "FLASH FORWARD",
    "FLASH-FORWARD",
    "FLASH-BACK",
    "END FLASHBACK",
    "PRESENT",
    "PRESENT DAY",
    "PRESENT TIME",
    "BACK TO PRESENT",
    "PAST",
    "DREAM",
    "DREAM SEQUENCE",
    "NIGHTMARE",
    "FANTASY",
    "MEMORY",
    "MONTAGE",
    "SERIES OF SHOTS",
    "INTERCUT",
    "ESTABLISHING",
    "DRIVING",
    "MOVING",
    "TRAVELING",
    "TRAVELLING",
    "PARKED",
    "STATIONARY",
    "STOCK",
    "STOCK FOOTAGE",
    "REVERSED",
    "REVERSED FOOTAGE",
    "TIME LAPSE",
    "TIMELAPSE",
    "SLOW MOTION",
    "RÜCKBLENDE",
    "TRAUM",
    "FLASH-BACK FIN",
    "RAINING",
];

/// Lines that are transitions although they do not end in `TO:`.
const TRANSITIONS: [&str; 20] = [
    "FADE IN",
    "FADE OUT",
    "FADE UP",
    "FADE TO BLACK",
    "FADE TO WHITE",
    "FADE IN ON",
    "FADE TO",
    "CUT TO BLACK",
    "CUT TO WHITE",
    "CUT TO",
    "SMASH CUT",
    "MATCH CUT",
    "JUMP CUT",
    "HARD CUT",
    "CROSS FADE",
    "CROSSFADE",
    "DISSOLVE",
    "IRIS OUT",
    "SMASH TO BLACK",
    "WIPE TO",
];

/// Whether a line is one of the transitions everybody writes, with or without its colon or full stop.
pub(crate) fn is_transition(_words: &Words, text: &str) -> bool {
    let ended = text.strip_suffix([':', '.']);
    let words = ended.unwrap_or(text).trim_end();
    let cut = ["FADE IN", "FADE OUT", "FADE TO BLACK", "CUT TO BLACK"].contains(&words);
    (ended.is_some() || cut) && TRANSITIONS.contains(&words)
}

/// Whether there is a capital letter.
pub(crate) fn has_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase)
}

/// Whether there is a small letter.
pub(crate) fn has_lower(text: &str) -> bool {
    text.chars().any(char::is_lowercase)
}

/// Capitals with single spaces: the form in which names are compared.
pub(crate) fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.extend(word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_uppercase));
    }
    out
}
