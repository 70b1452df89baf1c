//! The people of a script, and how to find them in a text.

use std::collections::{BTreeMap, BTreeSet};

use model::screenplay::{Element, ElementKind, Screenplay};

use super::cue::{Cue, is_everybody, is_two, parts};
use super::{ages, is_action};
use crate::elements::{Class, Table};
use crate::tokens::{Token, breaks, tokens};
use crate::words::capitals;

/// Words before a name that are not the name.
const TITLES: [&str; 30] = [
    "MR",
    "MRS",
    "MS",
    "MISS",
    "DR",
    "DOCTOR",
    "SIR",
    "LADY",
    "LORD",
    "SHERIFF",
    "DEPUTY",
    "DETECTIVE",
    "OFFICER",
    "CAPTAIN",
    "SERGEANT",
    "SGT",
    "LIEUTENANT",
    "LT",
    "COLONEL",
    "GENERAL",
    "MAJOR",
    "AGENT",
    "PROFESSOR",
    "FATHER",
    "REVEREND",
    "AUNT",
    "UNCLE",
    "JUDGE",
    "INSPECTOR",
    "CHIEF",
];

/// Titles that never stand without a name behind them.
const MISTER: [&str; 5] = ["MR", "MRS", "MS", "MISS", "DR"];

/// First words of a cue that are not a name by themselves.
const NOT_A_NAME: [&str; 84] = [
    "YOUNG",
    "OLD",
    "OLDER",
    "YOUNGER",
    "LITTLE",
    "BIG",
    "SMALL",
    "TALL",
    "SHORT",
    "FAT",
    "THIN",
    "FIRST",
    "SECOND",
    "THIRD",
    "THE",
    "A",
    "AN",
    "HEAD",
    "CHIEF",
    "MALE",
    "FEMALE",
    "TEEN",
    "TEENAGE",
    "ADULT",
    "CHILD",
    "BABY",
    "MAN",
    "WOMAN",
    "BOY",
    "GIRL",
    "GUY",
    "OTHER",
    "ANOTHER",
    "NEW",
    "BLACK",
    "WHITE",
    "RED",
    "BLUE",
    "GREEN",
    "BURLY",
    "NIGHT",
    "DAY",
    "RADIO",
    "TV",
    "NEWS",
    "POLICE",
    "TAXI",
    "CAB",
    "BUS",
    "TRUCK",
    "TRAIN",
    "HOTEL",
    "STORE",
    "BANK",
    "SECURITY",
    "PRISON",
    "SCHOOL",
    "STREET",
    "FRENCH",
    "BRITISH",
    "REAL",
    "EX",
    "ITALIAN",
    "GERMAN",
    "AMERICAN",
    "ENGLISH",
    "RUSSIAN",
    "CHINESE",
    "JAPANESE",
    "SPANISH",
    "IRISH",
    "SCOTTISH",
    "MEXICAN",
    "INDIAN",
    "AFRICAN",
    "ASIAN",
    "EUROPEAN",
    "KOREAN",
    "POLISH",
    "DUTCH",
    "MESSAGE",
    "EMERGENCY",
    "BANK",
    "DEAD",
];

/// The people of a script, and how to find them in a text.
#[derive(Default)]
pub(crate) struct Names {
    /// Every cast member.
    known: BTreeSet<String>,
    /// Cues that stand for one of them under another name.
    alias: BTreeMap<String, String>,
    /// Cues that stand for several of them.
    together: BTreeMap<String, Vec<String>>,
    /// Words of names by number.
    words: BTreeMap<String, u32>,
    /// Words of names as steps: (node, word) -> node.
    steps: BTreeMap<(u32, u32), u32>,
    /// Nodes at which a name ends.
    ends: BTreeMap<u32, String>,
    /// Who is meant by an entry of the table.
    roles: BTreeMap<u32, Vec<String>>,
    /// Where somebody's age is told: element and age, in order of the text.
    ages: BTreeMap<String, Vec<(usize, u8)>>,
}

/// A name found in a text: which words, and whose it is.
pub(crate) struct Match<'a> {
    pub(crate) name: &'a String,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Names {
    /// Collects the people of a script.
    pub(crate) fn of(screenplay: &Screenplay, table: &Table) -> Self {
        let elements = &screenplay.elements;
        let (mut all, mut listed) = (BTreeMap::<String, usize>::new(), BTreeSet::new());
        for element in elements.iter().filter(|element| !element.omitted) {
            let cue = Some(element).filter(|element| element.kind == ElementKind::Character);
            let cue = cue.and_then(|element| Cue::of(&element.text));
            if let Some(cue) = cue.filter(|cue| !is_everybody(&cue.name) && !is_two(&cue.name)) {
                *all.entry(cue.name).or_default() += 1;
            }
            // People whom the file lists in a scene exist, whether they speak or not.
            for cue in element.listed_cast().iter().filter_map(|name| Cue::of(name)) {
                listed.insert(cue.name);
            }
        }
        // Several who are listed and never speak are a crowd.
        for name in listed.into_iter().filter(|name| !is_several(name, table)) {
            all.entry(name).or_default();
        }
        let mut names = Self::default();
        names.find_aliases(&all);
        // Whose a word of a name is; nobody's, where two have it.
        let mut owners: BTreeMap<&str, Option<&String>> = BTreeMap::new();
        for name in all.keys().filter(|name| parts(name).is_none()) {
            for word in name.split(' ') {
                owners.entry(word).and_modify(|owner| *owner = None).or_insert(Some(name));
            }
        }
        for name in all.keys() {
            let whole =
                parts(name).map(|parts| parts.into_iter().map(|part| names.one_called(&part, &all, &owners)).collect());
            match whole.and_then(|parts: Vec<Option<String>>| parts.into_iter().collect::<Option<Vec<_>>>()) {
                Some(parts) => {
                    names.together.insert(name.clone(), parts);
                }
                None if !names.alias.contains_key(name) => {
                    names.known.insert(name.clone());
                }
                None => {}
            }
        }
        // A name in quotes is another person than the plain one, but the words of both are the plain one's.
        let mut spoken: Vec<String> = names.known.iter().cloned().collect();
        spoken.sort_by_key(|name| name.contains('"'));
        for name in &spoken {
            names.add(name, name, table);
        }
        for (other, name) in names.alias.clone() {
            names.add(&other, &name, table);
        }
        let told = Told::of(elements, table);
        names.add_short_forms(&spoken, &told.called, table);
        names.introduce(elements, &told, table);
        names.find_roles(table);
        names
    }

    /// `DR. BENNET` and `BENNET` are one person, named as most of the cues do, where one person alone has that name.
    fn find_aliases(&mut self, all: &BTreeMap<String, usize>) {
        let mut titled: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
        for name in all.keys() {
            let split = name.split_once(' ').filter(|(title, _)| TITLES.contains(&title.trim_end_matches('.')));
            if let Some((_, rest)) = split {
                titled.entry(rest.trim_start()).or_default().push(name);
            }
        }
        for (plain, longer) in titled {
            if let (Some(cues), [long]) = (all.get(plain), longer.as_slice()) {
                let (keep, other) = if all[*long] >= *cues { (long.as_str(), plain) } else { (plain, long.as_str()) };
                self.alias.insert(other.to_owned(), keep.to_owned());
            }
        }
    }

    /// Whom a part of a cue for several names: somebody with a cue, or the one who alone has that word in the name.
    fn one_called(
        &self,
        part: &str,
        all: &BTreeMap<String, usize>,
        owners: &BTreeMap<&str, Option<&String>>,
    ) -> Option<String> {
        let owner = all.get_key_value(part).map(|(name, _)| name).or(owners.get(part).copied().flatten())?;
        Some(self.alias.get(owner).unwrap_or(owner).clone())
    }

    /// Adds a form under which a person is found.
    fn add(&mut self, form: &str, name: &str, table: &Table) {
        let words: Vec<String> = tokens(form, table).iter().map(|token| token.upper().into_owned()).collect();
        if words.is_empty() || words.len() > 6 {
            return;
        }
        let mut node = 0;
        for word in words {
            let fresh = self.words.len() as u32 + 1;
            let word = *self.words.entry(word).or_insert(fresh);
            let fresh = self.steps.len() as u32 + 1;
            node = *self.steps.entry((node, word)).or_insert(fresh);
        }
        self.ends.entry(node).or_insert_with(|| name.to_owned());
    }

    /// `RAY` finds RAY SPEAR and `BARNES` finds SHERIFF BARNES, where only one person can be meant.
    fn add_short_forms(&mut self, spoken: &[String], called: &BTreeSet<String>, table: &Table) {
        let mut owners: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for name in spoken {
            // `Creature` finds THE CREATURE, if nobody else is called so.
            if let Some(short) = name.strip_prefix("THE ").filter(|short| !self.known.contains(*short)) {
                self.add(short, name, table);
                continue;
            }
            let words = tokens(name, table);
            let [first, .., last] = words.as_slice() else { continue };
            let titled = TITLES.contains(&first.word);
            let shorts = if titled { [last, last] } else { [first, last] };
            for (i, short) in shorts.into_iter().enumerate().take(if titled { 1 } else { 2 }) {
                let is_name = (titled || called.contains(short.word))
                    && !NOT_A_NAME.contains(&short.word)
                    && !TITLES.contains(&short.word)
                    && (i == 0 || !table.is(short.entry, Class::ONE) && !table.is(short.entry, Class::CHILD))
                    && short.word.chars().count() > 2
                    && short.word.chars().all(char::is_alphabetic);
                if is_name && words.len() <= 3 {
                    owners.entry(short.word.to_owned()).or_default().push(name);
                }
            }
        }
        for (short, owners) in owners {
            if let [name] = owners.as_slice() {
                self.add(&short, name, table);
            }
        }
    }

    /// People who are introduced in capitals, with an age or as what they are, and never speak; and everybody's ages.
    fn introduce(&mut self, elements: &[Element], told: &Told, table: &Table) {
        for &at in &told.introducing {
            let text = &elements[at].text;
            let tokens = tokens(text, table);
            let known: Vec<(String, usize, usize)> =
                self.matches(&tokens).into_iter().map(|found| (found.name.clone(), found.from, found.to)).collect();
            for (name, from, to) in &known {
                // `CAPTAIN ILSE NORDAHL, 60`: the rest of the name is hers too.
                let run = (*to..tokens.len()).take(4);
                let end = run.take_while(|i| *i == *to || tokens[*i].caps && joined(text, &tokens, *i - 1)).last();
                let end = end.filter(|_| tokens[*to].caps).unwrap_or(*to);
                if end > *to && end - to <= 2 {
                    let last = tokens[end].upper();
                    if told.called.contains(&*last) && table.thing(tokens[end].entry, None).is_none() {
                        self.add(&last, name, table);
                    }
                }
                if let Some(age) = ages::near(text, &tokens, *from, end) {
                    let ages = self.ages.entry(name.clone()).or_default();
                    ages.push((at, age));
                }
            }
            for i in 1..tokens.len() {
                // `Mr. Hoff`, who never speaks.
                let next = known.partition_point(|(_, _, to)| *to + 1 < i);
                let free = known.get(next).is_none_or(|(_, from, _)| *from > i);
                let named = tokens[i - 1].is(&MISTER) && tokens[i].capitalised && !tokens[i].caps && !tokens[i].quoted;
                if free && named && joined(text, &tokens, i - 1) {
                    let name = capitals(&text[tokens[i - 1].start..tokens[i].end]);
                    if self.known.insert(name.clone()) {
                        self.add(&name, &name, table);
                    }
                }
            }
            let mut i = 0;
            while i < tokens.len() {
                let end = (i..tokens.len())
                    .take_while(|j| tokens[*j].caps && (*j == i || joined(text, &tokens, *j - 1)))
                    .last();
                let Some(end) = end else {
                    i += 1;
                    continue;
                };
                let next = known.partition_point(|(_, _, to)| *to < i);
                let free = known.get(next).is_none_or(|(_, from, _)| *from > end);
                if let Some((from, to, age)) = free.then(|| introduced(text, &tokens, i, end, told, table)).flatten() {
                    let name = capitals(&text[tokens[from].start..numbered(text, tokens[to].end)]);
                    if self.known.insert(name.clone()) {
                        self.add(&name, &name, table);
                        for word in &tokens[from..=to] {
                            let upper = word.upper();
                            let plain = table.classless(word.entry)
                                && !NOT_A_NAME.contains(&&*upper)
                                && !TITLES.contains(&&*upper);
                            if from < to
                                && !table.is(tokens[to].entry, Class::ONE)
                                && plain
                                && told.called.contains(&*upper)
                            {
                                self.add(&upper, &name, table);
                            }
                        }
                    }
                    if let Some(age) = age {
                        self.ages.entry(name).or_default().push((at, age));
                    }
                }
                i = end + 1;
            }
        }
    }

    /// What several of them are, or one alone: `the maids`, `the guard`.
    fn find_roles(&mut self, table: &Table) {
        let mut roles: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        for name in self.known.iter().filter(|name| !name.contains('\'')) {
            let last =
                name.rsplit(' ').find(|word| !word.starts_with('#') && !word.starts_with(|c: char| c.is_ascii_digit()));
            let entry = last.map_or(0, |last| table.entry(last));
            if table.is(entry, Class::ONE) && !table.is(entry, Class::CHILD) {
                roles.entry(entry).or_default().push(name.clone());
            }
        }
        for vague in ["MAN", "WOMAN", "GUY", "LADY", "VOICE", "FIGURE", "MOTHER", "FATHER"] {
            roles.remove(&table.entry(vague));
        }
        let many = roles.iter().filter(|(_, names)| (2..=6).contains(&names.len()));
        let many = many.filter_map(|(entry, names)| Some((table.plural_of(*entry)?, names.clone())));
        let many: Vec<_> = many.collect();
        roles.retain(|_, names| names.len() == 1);
        roles.extend(many);
        self.roles = roles;
    }

    /// Who is meant by a name for several.
    pub(super) fn of_many(&self, name: &str, table: &Table) -> &[String] {
        let last = table.entry(name.rsplit(' ').next().unwrap_or_default());
        self.roles.get(&last).map_or(&[], Vec::as_slice)
    }

    /// Who is meant by a word for what they are: one by its singular, all of them by its plural.
    pub(crate) fn in_role(&self, token: &Token, table: &Table) -> &[String] {
        let role = table.is(token.entry, Class::ONE) || table.is(token.entry, Class::MANY);
        Some(token).filter(|_| role).and_then(|token| self.roles.get(&token.entry)).map_or(&[], Vec::as_slice)
    }

    /// Names in a text, longest first, none inside another. Only capitalised words are names.
    pub(crate) fn matches<'a>(&'a self, tokens: &[Token]) -> Vec<Match<'a>> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            let (mut node, mut best) = (0, None);
            for (j, token) in tokens.iter().enumerate().skip(i).take(6) {
                let next = Some(token).filter(|token| token.capitalised).and_then(|token| {
                    let word = self.words.get(&*token.upper())?;
                    self.steps.get(&(node, *word))
                });
                let Some(next) = next else { break };
                node = *next;
                best = self.ends.get(&node).map(|name| (name, j)).or(best);
            }
            match best {
                Some((name, to)) => {
                    found.push(Match { name, from: i, to });
                    i = to + 1;
                }
                None => i += 1,
            }
        }
        found
    }

    /// The cast members a cue stands for.
    pub(super) fn behind<'a>(&'a self, name: &str) -> Vec<&'a String> {
        if let Some(parts) = self.together.get(name) {
            return parts.iter().collect();
        }
        self.alias.get(name).or_else(|| self.known.get(name)).into_iter().collect()
    }

    /// The age that an element tells of somebody.
    pub(super) fn age_told(&self, name: &str, at: usize) -> Option<u8> {
        let ages = self.ages.get(name)?;
        ages.get(ages.partition_point(|(element, _)| *element < at))
            .filter(|(element, _)| *element == at)
            .map(|(_, age)| *age)
    }

    /// Somebody's age at an element: the last one told before, or the first one.
    pub(crate) fn age_at(&self, name: &str, at: usize) -> Option<u8> {
        let ages = self.ages.get(name)?;
        let next = ages.partition_point(|(element, _)| *element <= at);
        ages.get(next.saturating_sub(1)).map(|(_, age)| *age)
    }
}

/// Whether a name is that of several: `VALETS`, `PASSING BATTALION`.
pub(crate) fn is_several(name: &str, table: &Table) -> bool {
    let last = table.entry(name.rsplit(' ').next().unwrap_or_default());
    table.is(last, Class::CROWD) || table.is(last, Class::MANY)
}

/// What the action tells of names before any is known.
struct Told {
    /// Words that action writes with a capital in the middle of a sentence: names, among others.
    called: BTreeSet<String>,
    /// Words of headings: places, most of them.
    places: BTreeSet<String>,
    /// Elements that hold words in capitals or numbers, which introduce somebody.
    introducing: Vec<usize>,
}

impl Told {
    fn of(elements: &[Element], table: &Table) -> Self {
        let mut told = Self { called: BTreeSet::new(), places: BTreeSet::new(), introducing: Vec::new() };
        for (at, element) in elements.iter().enumerate().filter(|(_, element)| !element.omitted) {
            let heading = element.kind == ElementKind::Heading;
            if heading
                && tokens(&element.text, table).first().is_some_and(|first| first.is(&["INT", "EXT", "I", "E", "EST"]))
            {
                told.places.extend(tokens(&element.text, table).iter().map(|token| token.upper().into_owned()));
            }
            if !is_action(element) {
                continue;
            }
            let tokens = tokens(&element.text, table);
            let mut introduces = false;
            for (i, token) in tokens.iter().enumerate() {
                introduces |= token.caps || token.word.starts_with(|c: char| c.is_ascii_digit());
                if !token.capitalised || token.caps || i == 0 {
                    continue;
                }
                introduces |= token.is(&MISTER);
                let before = element.text[..token.start].trim_end_matches([' ', '"', '“', '(']);
                let inside = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '\'' | '’'));
                if inside {
                    let upper = token.upper();
                    if !told.called.contains(&*upper) {
                        told.called.insert(upper.into_owned());
                    }
                }
            }
            if introduces {
                told.introducing.push(at);
            }
        }
        told
    }
}

/// Whether one run goes on from this word to the next: `MAYA REYES`, `SPIDER-WOMAN`, `MR. HOFF`, `O'NEILL`.
fn joined(text: &str, tokens: &[Token], i: usize) -> bool {
    matches!(&text[tokens[i].end..tokens[i + 1].start], " " | "-" | "'" | "’" | ". " | " #")
}

/// The end of a name with its number: `WORKER #2`.
fn numbered(text: &str, end: usize) -> usize {
    let Some(rest) = text[end..].strip_prefix(" #") else { return end };
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 { end + 2 + digits } else { end }
}

/// The person whom a run of capitals introduces: with an age, or as what he or she is, or by a name that is used later.
fn introduced(
    text: &str,
    tokens: &[Token],
    from: usize,
    to: usize,
    told: &Told,
    table: &Table,
) -> Option<(usize, usize, Option<u8>)> {
    let mut from = from;
    while from < to && tokens[from].is(&["THE", "AN", "A", "ANOTHER", "ONE"]) {
        from += 1;
    }
    let (run, last) = (&tokens[from..=to], &tokens[to]);
    let counted = |token: &Token| table.count(token.entry).is_some() || token.word.parse::<u32>().is_ok_and(|n| n > 1);
    let thing = |token: &Token| table.thing(token.entry, None).is_some();
    let several = |token: &Token| table.is(token.entry, Class::CROWD) || table.is(token.entry, Class::MANY);
    if run.len() > 4 || last.quoted || counted(&run[0]) || run.iter().any(several) || thing(last) {
        return None;
    }
    let before = from.checked_sub(1).map(|i| &tokens[i]).filter(|before| !breaks(text, before, &run[0]));
    if before.is_some_and(|before| counted(before) || before.is(&["NO"])) {
        return None;
    }
    let age = ages::near(text, tokens, from, to).filter(|_| run.len() <= 3);
    let camera = run.iter().any(|token| table.is(token.entry, Class::CAMERA));
    let person = table.is(last.entry, Class::ONE)
        || last.word.len() > 5 && (last.word.ends_with("MAN") || last.word.ends_with("WOMAN"));
    let person = person || numbered(text, last.end) > last.end;
    let owned = text[last.end..].starts_with(['\'', '’']) && !before.is_some_and(|before| before.is(&["A", "AN"]));
    // A name of two words that the text goes on to use, and no place.
    let named = (2..=3).contains(&run.len())
        && !run.iter().any(|token| thing(token) || told.places.contains(&*token.upper()))
        && run.iter().all(|token| token.word.chars().all(char::is_alphabetic))
        && (told.called.contains(run[0].word) && told.called.contains(last.word));
    (age.is_some() || !camera && !owned && (person || named)).then_some((from, to, age))
}
