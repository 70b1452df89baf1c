//! Who is in a scene: cues first, then names that action mentions, then the people that the file itself lists.

use std::collections::{BTreeMap, BTreeSet};

use model::breakdown::CastDraft;
use model::screenplay::{Element, ElementKind, Screenplay};

use crate::tokens::{Token, tokens};
use crate::words::capitals;

/// Cues that name nobody in particular.
const EVERYBODY: [&str; 14] = [
    "ALL",
    "BOTH",
    "EVERYONE",
    "EVERYBODY",
    "CROWD",
    "OTHERS",
    "THE CROWD",
    "GROUP",
    "ALLE",
    "BEIDE",
    "TOUS",
    "TODOS",
    "VARIOUS",
    "VOICES",
];

/// Words before a name that are not the name.
const TITLES: [&str; 28] = [
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
];

/// First words of a cue that are not a name by themselves.
const NOT_A_NAME: [&str; 80] = [
    "YOUNG", "OLD", "OLDER", "YOUNGER", "LITTLE", "BIG", "SMALL", "TALL", "SHORT", "FAT", "THIN", "FIRST", "SECOND",
    "THIRD", "THE", "A", "AN", "HEAD", "CHIEF", "MALE", "FEMALE", "TEEN", "TEENAGE", "ADULT", "CHILD", "BABY", "MAN",
    "WOMAN", "BOY", "GIRL", "GUY", "OTHER", "ANOTHER", "NEW", "BLACK", "WHITE", "RED", "BLUE", "GREEN", "BURLY",
    "NIGHT", "DAY", "RADIO", "TV", "NEWS", "POLICE", "TAXI", "CAB", "BUS", "TRUCK", "TRAIN", "HOTEL", "STORE", "BANK",
    "SECURITY", "PRISON", "SCHOOL", "STREET", "FRENCH", "BRITISH", "REAL", "EX", "ITALIAN", "GERMAN", "AMERICAN",
    "ENGLISH", "RUSSIAN", "CHINESE", "JAPANESE", "SPANISH", "IRISH", "SCOTTISH", "MEXICAN", "INDIAN", "AFRICAN",
    "ASIAN", "EUROPEAN", "KOREAN", "POLISH", "DUTCH",
];

/// A cue taken apart.
struct Cue {
    name: String,
    /// Heard, not seen.
    voice: bool,
}

/// Takes extensions off a cue.
fn cue(text: &str) -> Option<Cue> {
    let text = capitals(text);
    let (mut name, mut voice, mut depth) = (String::new(), false, 0_u32);
    let mut inside = String::new();
    for char in text.chars().chain([')']) {
        match char {
            '(' | '[' => depth += 1,
            ')' | ']' if depth > 0 => {
                depth = 0;
                let plain: String = inside.chars().filter(|c| c.is_alphanumeric()).collect();
                voice |= matches!(plain.as_str(), "VO" | "VOICEOVER" | "PRELAP" | "NARRATION" | "NARRATING");
                voice |= plain.ends_with("VO") && plain.len() <= 8;
                inside.clear();
            }
            ')' | ']' | '^' => {}
            char if depth > 0 => inside.push(char),
            char => name.push(char),
        }
    }
    let mut name = capitals(&name);
    if let Some(owner) = name.strip_suffix("'S VOICE").map(str::to_owned) {
        (name, voice) = (owner, true);
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || ":,;".contains(c)).to_owned();
    name.chars().any(char::is_alphanumeric).then_some(Cue { name, voice })
}

/// The people of a script, and how to find them in a text.
#[derive(Default)]
pub(crate) struct Names {
    /// Every cast member.
    known: BTreeSet<String>,
    /// Cues that stand for several of them.
    together: BTreeMap<String, Vec<String>>,
    /// Words of names as steps: (node, word) -> node.
    steps: BTreeMap<(usize, String), usize>,
    /// Nodes at which a name ends.
    ends: BTreeMap<usize, String>,
}

/// A name found in a text: which tokens, and whose it is.
pub(crate) struct Match {
    pub(crate) name: String,
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Names {
    /// Collects the people of a script.
    pub(crate) fn of(screenplay: &Screenplay) -> Self {
        let elements = &screenplay.elements;
        let listed: BTreeSet<String> =
            elements.iter().flat_map(Element::listed_cast).filter_map(|n| cue(n)).map(|c| c.name).collect();
        let cues = elements.iter().filter(|element| element.kind == ElementKind::Character);
        let mut all: BTreeSet<String> = cues.filter_map(|element| cue(&element.text)).map(|cue| cue.name).collect();
        all.retain(|name| !EVERYBODY.contains(&name.as_str()));
        // People whom the file lists in a scene exist, whether they speak or not.
        all.extend(listed);
        let mut names = Self::default();
        for name in &all {
            match parts(name).filter(|parts| parts.iter().all(|part| all.contains(part))) {
                Some(parts) => {
                    names.together.insert(name.clone(), parts);
                }
                None => {
                    names.known.insert(name.clone());
                }
            }
        }
        // A name in quotes is another person than the plain one, but the words of both are the plain one's.
        let mut spoken: Vec<String> = names.known.iter().cloned().collect();
        spoken.sort_by_key(|name| name.contains('"'));
        for name in &spoken {
            names.add(name, name);
        }
        names.add_short_forms(&spoken, &called_by(elements));
        // People who are introduced with an age but never speak.
        for element in elements.iter().filter(|element| is_action(element)) {
            let tokens = tokens(&element.text);
            for intro in introductions(&element.text, &tokens) {
                let run = &tokens[intro.from..=intro.to];
                if run.len() > 3 || names.matches(run).iter().any(|_| true) || starts_with_count(run) {
                    continue;
                }
                let name = capitals(&element.text[run[0].start..run[run.len() - 1].end]);
                if names.known.insert(name.clone()) {
                    names.add(&name, &name);
                }
            }
        }
        names
    }

    /// Adds a form under which a person is found.
    fn add(&mut self, form: &str, name: &str) {
        let words: Vec<String> = tokens(form).into_iter().map(|token| token.upper).collect();
        if words.is_empty() || words.len() > 6 {
            return;
        }
        let mut node = 0;
        for word in words {
            let fresh = self.steps.len() + 1;
            node = *self.steps.entry((node, word)).or_insert(fresh);
        }
        self.ends.entry(node).or_insert_with(|| name.to_owned());
    }

    /// `RAY` finds RAY SPEAR and `BARNES` finds SHERIFF BARNES, where only one person can be meant.
    fn add_short_forms(&mut self, spoken: &[String], called: &BTreeSet<String>) {
        let mut owners: BTreeMap<String, Vec<&String>> = BTreeMap::new();
        for name in spoken {
            // `Creature` finds THE CREATURE, if nobody else is called so.
            if let Some(short) = name.strip_prefix("THE ").filter(|short| !self.known.contains(*short)) {
                self.add(short, name);
                continue;
            }
            let words = tokens(name);
            let [first, .., last] = words.as_slice() else { continue };
            let titled = TITLES.contains(&first.upper.as_str());
            let short = if titled { last } else { first };
            let is_name = (titled || called.contains(&short.upper))
                && !NOT_A_NAME.contains(&short.upper.as_str())
                && !TITLES.contains(&short.upper.as_str())
                && short.upper.chars().count() > 2
                && short.upper.chars().all(char::is_alphabetic);
            if is_name && words.len() <= 3 {
                owners.entry(short.upper.clone()).or_default().push(name);
            }
        }
        for (short, owners) in owners {
            if let [name] = owners.as_slice() {
                self.add(&short, name);
            }
        }
    }

    /// Names in a text, longest first, none inside another. Only capitalised words are names.
    pub(crate) fn matches(&self, tokens: &[Token]) -> Vec<Match> {
        let mut found = Vec::new();
        let mut i = 0;
        while i < tokens.len() {
            let (mut node, mut best) = (0, None);
            for (j, token) in tokens.iter().enumerate().skip(i).take(6) {
                let Some(next) = self.steps.get(&(node, token.upper.clone())).filter(|_| token.is_capitalised()) else {
                    break;
                };
                node = *next;
                best = self.ends.get(&node).map(|name| (name, j)).or(best);
            }
            match best {
                Some((name, to)) => {
                    found.push(Match { name: name.clone(), from: i, to });
                    i = to + 1;
                }
                None => i += 1,
            }
        }
        found
    }

    /// The cast members a cue stands for.
    fn behind<'a>(&'a self, name: &'a String) -> Vec<&'a String> {
        match self.together.get(name) {
            Some(parts) => parts.iter().collect(),
            None => self.known.get(name).into_iter().collect(),
        }
    }
}

/// `A AND B`, `A & B`, `A/B`, `A, B & C` in parts.
fn parts(name: &str) -> Option<Vec<String>> {
    let joined = name.replace(" AND ", "/").replace(" UND ", "/").replace(" ET ", "/").replace(['&', ',', '+'], "/");
    let parts: Vec<String> = joined.split('/').map(capitals).filter(|part| !part.is_empty()).collect();
    (parts.len() > 1).then_some(parts)
}

/// Words that action writes with a capital in the middle of a sentence: names, among others.
fn called_by(elements: &[Element]) -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    for element in elements.iter().filter(|element| is_action(element)) {
        for token in tokens(&element.text) {
            let before = element.text[..token.start].trim_end_matches([' ', '"', '“', '(']);
            let inside = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | ';' | '\'' | '’'));
            if inside && token.is_capitalised() && !token.is_caps() && !called.contains(&token.upper) {
                called.insert(token.upper);
            }
        }
    }
    called
}

/// Whether a paragraph shows what happens.
pub(crate) fn is_action(element: &Element) -> bool {
    matches!(element.kind, ElementKind::Action | ElementKind::Shot | ElementKind::Other(_))
}

/// Someone introduced in capitals with an age.
struct Introduction {
    from: usize,
    to: usize,
    age: u8,
}

/// `MAYA REYES, 34,` and `JUNO (11)`: a run of capitals, then an age that stands by itself.
fn introductions(text: &str, tokens: &[Token]) -> Vec<Introduction> {
    let mut out = Vec::new();
    for (i, token) in tokens.iter().enumerate().skip(1) {
        let Some(age) = token.word.parse::<u8>().ok().filter(|age| (1..=110).contains(age)) else { continue };
        // A few characters tell; the rest of a long paragraph must not be looked at for each number.
        let near: String = text[token.end..].chars().take(12).collect();
        let after = near.trim_start_matches(' ');
        let years = after.trim_start_matches('-').to_lowercase();
        if !(after.starts_with([',', ')', '.', ';', '-', '—', '–']) || after.is_empty() || years.starts_with("year"))
            || near.starts_with(['.', ',']) && near[1..].starts_with(|c: char| c.is_ascii_digit())
        {
            continue;
        }
        let aged = ["AGE", "AGED"].contains(&tokens[i - 1].upper.as_str());
        let Some(to) = i.checked_sub(if aged { 2 } else { 1 }) else { continue };
        let between = text[tokens[to].end..tokens[if aged { to + 1 } else { i }].start].trim();
        if !matches!(between, "," | "(" | "-" | "--" | "—" | "–" | ", (") {
            continue;
        }
        let mut from = to + 1;
        while from > 0
            && tokens[from - 1].is_caps()
            && (from > to || matches!(&text[tokens[from - 1].end..tokens[from].start], " " | "-" | "'" | "’" | ". "))
        {
            from -= 1;
        }
        if from <= to {
            let article = ["THE", "AN"].contains(&tokens[from].upper.as_str()) && from < to;
            out.push(Introduction { from: from + usize::from(article), to, age });
        }
    }
    out
}

/// Whether a run of capitals begins with a number: those are several people.
fn starts_with_count(run: &[Token]) -> bool {
    run.first().is_some_and(|token| crate::elements::count_of(&token.upper).is_some())
}

/// The people of one scene in order of appearance, and the cues that are a crowd's.
pub(crate) fn of_scene(scene: &[&Element], names: &Names) -> (Vec<CastDraft>, Vec<String>) {
    let mut people = People::default();
    let mut crowd = Vec::new();
    for element in scene {
        if element.kind == ElementKind::Character {
            let Some(cue) = cue(&element.text) else { continue };
            if cue.name.ends_with("CROWD") && !names.known.contains(&cue.name) {
                crowd.push(cue.name.clone());
            }
            for name in names.behind(&cue.name) {
                let person = people.get(name);
                person.draft.speaks = true;
                person.seen |= !cue.voice;
            }
        } else if is_action(element) {
            let tokens = tokens(&element.text);
            let matches = names.matches(&tokens);
            let intros = introductions(&element.text, &tokens);
            for found in &matches {
                let person = people.get(&found.name);
                person.seen = true;
                let next = intros.partition_point(|intro| intro.to < found.to);
                let intro = intros.get(next).filter(|intro| intro.from <= found.from);
                if let Some(intro) = intro {
                    person.draft.age = person.draft.age.or(Some(intro.age));
                }
            }
        }
    }
    for name in scene.iter().flat_map(|element| element.listed_cast()) {
        let Some(cue) = cue(name) else { continue };
        for name in names.behind(&cue.name) {
            people.get(name).listed = true;
        }
    }
    let cast = people
        .all
        .into_iter()
        .map(|person| CastDraft { voice_only: person.draft.speaks && !person.seen, ..person.draft });
    (cast.collect(), crowd)
}

/// A person of the scene while it is read.
struct Person {
    draft: CastDraft,
    /// Has a cue that is not a voice's, or is mentioned in action.
    seen: bool,
    listed: bool,
}

/// The people of the scene, in order, each once.
#[derive(Default)]
struct People {
    all: Vec<Person>,
    index: BTreeMap<String, usize>,
}

impl People {
    fn get(&mut self, name: &str) -> &mut Person {
        let all = &mut self.all;
        let index = *self.index.entry(name.to_owned()).or_insert_with(|| {
            let draft = CastDraft {
                name: name.to_owned(),
                voice_only: false,
                off_screen: false,
                speaks: false,
                age: None,
                because: String::new(),
                confidence: 100,
            };
            all.push(Person { draft, seen: false, listed: false });
            all.len() - 1
        });
        &mut self.all[index]
    }
}
