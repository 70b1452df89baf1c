//! What a scene needs besides its cast, proposed from the words of the action; and what the writing program tagged.
//!
//! Every proposal says which words gave it, how sure it is, and which duty of safety it triggers. A person decides.

mod table;

use std::collections::{BTreeMap, BTreeSet};

use model::breakdown::{CastDraft, Category, ElementDraft, Safety, SceneDraft, StoryTime};
use model::screenplay::{Element, ElementKind, Tag};

use crate::cast::{SceneText, is_action, is_several};
use crate::tokens::{Token, breaks, quote};
pub(crate) use table::{Class, Table};

/// The proposals of one scene: tags first, then what the words say, then what follows from the whole.
/// `crowd` names the cues that a crowd speaks.
pub(crate) fn of_scene(
    scene: SceneText<'_>,
    draft: &SceneDraft,
    tags: &[Tag],
    crowd: Vec<String>,
) -> Vec<ElementDraft> {
    let SceneText { names, table, .. } = scene;
    let mut found = Found::default();
    for tag in scene.kept().flat_map(Element::tags).filter_map(|tag| tags.get(tag)) {
        let named = |name: &str| Category::by_name(name).filter(|_| !name.is_empty());
        let category = named(&tag.standard).or_else(|| named(&tag.category)).unwrap_or(Category::MISCELLANEOUS);
        // The cast is told by cues and names; scene facts have their own fields.
        if category.0 >= Category::CROWD.0 {
            let because = format!("tagged {} in the script", tag.category);
            let name = tag.label.to_uppercase();
            let safety = table.safety_of(&name);
            if let Some((_, last)) = name.rsplit_once(' ') {
                found.tagged.insert((category, last.to_owned()));
            }
            found.add(ElementDraft { category, name, quantity: 1, because, confidence: 100, safety });
        }
    }
    for name in crowd {
        let called = if is_several(&name, table) { name.as_str() } else { "CROWD" };
        found.add(proposal(Category::CROWD, called, 1, format!("{name} speaks or is listed"), 80));
    }
    for read in scene.read() {
        let heading = read.element.kind == ElementKind::Heading;
        let direction = read.element.kind == ElementKind::Parenthetical;
        if !heading && !direction && !is_action(read.element) {
            continue;
        }
        let text = &read.element.text;
        let mut taken = vec![false; read.tokens.len()];
        if !heading && !direction {
            for person in &read.names {
                taken[person.from..=person.to].fill(true);
            }
            for (i, token) in read.tokens.iter().enumerate() {
                taken[i] |= names.in_role(token, table).len() > 1;
            }
            people(text, &read.tokens, &mut taken, table, &mut found);
        }
        things(text, &read.tokens, &taken, table, &read.element.kind, &mut found);
    }
    minors(scene, &draft.cast, &mut found);
    if draft.int_ext.outside() && draft.time == StoryTime::Night {
        let because = draft.heading.clone();
        found.add(proposal(Category::MISCELLANEOUS, "NIGHT EXTERIOR", 1, because, 90));
    }
    found.done()
}

fn proposal(category: Category, name: &str, quantity: u32, because: String, confidence: u8) -> ElementDraft {
    ElementDraft { category, name: name.to_owned(), quantity, because, confidence, safety: None }
}

/// Plurals that say too little to be a crowd without a count.
const VAGUE: [&str; 21] = [
    "PEOPLE",
    "POLICE",
    "MEN",
    "WOMEN",
    "GUYS",
    "DUDES",
    "LADIES",
    "GENTLEMEN",
    "FIGURES",
    "BOYS",
    "GIRLS",
    "MOTHERS",
    "FATHERS",
    "SONS",
    "DAUGHTERS",
    "STRANGERS",
    "RELATIVES",
    "TEAM",
    "CREW",
    "PLAYERS",
    "FANS",
];

/// Endings of words for several persons.
const PERSONS: [&str; 6] = ["MEN", "WOMEN", "PEOPLE", "ISTS", "EERS", "GOERS"];

/// Crowds: a word that means one, or a count before people.
fn people(text: &str, tokens: &[Token], taken: &mut [bool], table: &Table, found: &mut Found) {
    for i in 0..tokens.len() {
        let noun = &tokens[i];
        let (crowd, many) = (table.is(noun.entry, Class::CROWD), table.is(noun.entry, Class::MANY));
        let counts = table.count(noun.entry).is_some();
        if taken[i] || noun.quoted || counts && !crowd || text[noun.end..].starts_with(['\'', '’']) {
            continue;
        }
        // `a crowd of reporters` is told at the reporters.
        let of = tokens.get(i + 1).is_some_and(|next| next.is(&["OF"]));
        let of_whom = of.then(|| tokens.get(i + 2)).flatten();
        if of_whom.is_some_and(|noun| table.is(noun.entry, Class::MANY)) {
            continue;
        }
        // The count may stand up to three words before: `TWENTY STONE-FACED GUARDS` has three.
        let low = i.saturating_sub(3);
        let counted =
            (low..i).rev().take_while(|j| !taken[*j] && !breaks(text, &tokens[*j], &tokens[j + 1])).find_map(|j| {
                let spaced = text[tokens[j].end..].starts_with([' ', '-']);
                count_of(&tokens[j], table).filter(|_| spaced).map(|count| (j, count))
            });
        let before = i.checked_sub(1).map(|j| &tokens[j]).filter(|before| !breaks(text, before, noun));
        let verb = before.is_some_and(|before| !noun.caps && before.is(&["HE", "SHE", "IT", "WHO"]));
        if verb || before.is_some_and(|before| before.is(&["NO", "WITHOUT"])) {
            continue;
        }
        let upper = noun.upper();
        let guess = upper.ends_with('S') || upper.ends_with("MEN");
        let plain = guess
            && upper.len() > 4
            && !table.is(noun.entry, Class::NOT_PEOPLE)
            && table.thing(noun.entry, None).is_none();
        let persons = PERSONS.iter().any(|ending| upper.ends_with(ending)) && upper.len() > 6;
        let (count, from, confidence) = match counted {
            Some((j, count)) if crowd => (count, j, 85),
            None if crowd => (1, i, if noun.caps { 80 } else { 60 }),
            Some((_, 2)) if upper == "PEOPLE" && !noun.caps => continue,
            Some((j, count)) if many => (count, j, if noun.caps { 80 } else { 65 }),
            None if many && noun.caps => (2, i, 60),
            None if table.is(noun.entry, Class::LOOSE) => continue,
            None if many
                && !VAGUE.contains(&&*upper)
                && !before.is_some_and(|before| before.is(&["THE", "THESE", "THOSE", "BOTH"])) =>
            {
                (2, i, 50)
            }
            Some((j, count)) if plain && (noun.caps && i - j <= 2 || persons) => (count, j, 50),
            _ => continue,
        };
        // `RIOT OFFICERS`: what stands before it in capitals is part of the name.
        let mut first = i;
        while noun.caps
            && first > from.max(low)
            && tokens[first - 1].caps
            && table.count(tokens[first - 1].entry).is_none()
        {
            first -= 1;
        }
        while noun.caps && from == i && first > low && name_goes_on(text, tokens, first, table) && !taken[first - 1] {
            first -= 1;
        }
        let name = text[tokens[first].start..noun.end].split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase();
        let from = from.min(first);
        taken[from..=i].fill(true);
        let mut crowd = proposal(Category::CROWD, &name, count, quote(text, &tokens[from], noun), confidence);
        crowd.safety = Some(Safety::Minors).filter(|_| table.is(noun.entry, Class::CHILD));
        found.add(crowd);
    }
}

/// Whether the word before is in capitals and part of the name.
fn name_goes_on(text: &str, tokens: &[Token], first: usize, table: &Table) -> bool {
    let before = &tokens[first - 1];
    before.caps
        && table.count(before.entry).is_none()
        && !before.is(&["THE", "AN"])
        && !breaks(text, before, &tokens[first])
}

/// The number a word says, from two on.
fn count_of(token: &Token, table: &Table) -> Option<u32> {
    table.count(token.entry).or_else(|| token.word.parse().ok().filter(|count| (2..=10_000).contains(count)))
}

/// Things, animals, stunts and effects by the table. In a heading only vehicles and places are looked for, in a direction what somebody
/// has in hand: `(into phone)`.
fn things(text: &str, tokens: &[Token], taken: &[bool], table: &Table, kind: &ElementKind, found: &mut Found) {
    let (heading, direction) = (*kind == ElementKind::Heading, *kind == ElementKind::Parenthetical);
    let mut i = 0;
    while i < tokens.len() {
        let next = tokens.get(i + 1).filter(|next| !breaks(text, &tokens[i], next)).map(|next| next.entry);
        let Some((index, two)) = table.thing(tokens[i].entry, next) else {
            i += 1;
            continue;
        };
        let (at, last) = (i, i + usize::from(two));
        let thing = table.at(index);
        // Who catches fire is a stunt, and the fire an effect.
        i = if thing.category == Category::STUNTS { at } else { last } + 1;
        if thing.by_person && !by_person(text, tokens, taken, at, table)
            || thing.to_person && !to_person(text, tokens, taken, last, table)
            || compared(text, tokens, at)
        {
            continue;
        }
        let before = at.checked_sub(1).map(|j| &tokens[j]).filter(|before| !breaks(text, before, &tokens[at]));
        let after = tokens.get(last + 1).filter(|after| !breaks(text, &tokens[last], after));
        let entry = |token: Option<&Token>| token.map_or(0, |token| token.entry);
        if taken[at..=last].contains(&true)
            || tokens[at].quoted
            || table.other_sense(index, entry(before), entry(after))
            || before.is_some_and(|before| before.is(&["NO", "WITHOUT"]))
            || direction && thing.category != Category::PROPS
            || heading != (thing.heading_only || heading && thing.category == Category::VEHICLES)
        {
            continue;
        }
        let caps = tokens[at..=last].iter().all(|token| token.caps);
        const MEANT: [&str; 9] = ["A", "AN", "THE", "HIS", "HER", "THEIR", "ITS", "BY", "MY"];
        let meant = caps
            || (thing.category == Category::VEHICLES && tokens[at].capitalised)
            || before.is_some_and(|before| before.is(&MEANT) || count_of(before, table).is_some())
            || before.is_some_and(|before| before.word == "s");
        if !meant && thing.shy {
            continue;
        }
        let counted = (at.saturating_sub(2)..at).rev().find_map(|j| {
            let near = (j..at).all(|j| !breaks(text, &tokens[j], &tokens[j + 1]));
            // `18-WHEELER` and `'77 TOYOTA` count nothing.
            let spaced = text[tokens[j].end..].starts_with(' ') && !text[..tokens[j].start].ends_with(['\'', '’', '#']);
            let small = |count: &u32| *count <= 20 || tokens[j].word.chars().all(char::is_alphabetic);
            count_of(&tokens[j], table).filter(|count| near && spaced && small(count)).map(|count| (j, count))
        });
        let (from, quantity) = counted.unwrap_or((at, 1));
        // A word or two more tell a person which one is meant.
        let mut to = last;
        while counted.is_none() && to < last + 2 && to + 1 < tokens.len() && !breaks(text, &tokens[to], &tokens[to + 1])
        {
            to += 1;
        }
        found.add(ElementDraft {
            category: thing.category,
            name: thing.name.clone(),
            quantity,
            because: quote(text, &tokens[from], &tokens[to]),
            confidence: if heading || caps { 80 } else { 60 },
            // A vehicle that only stands there needs no driver.
            safety: thing.safety.filter(|safety| *safety != Safety::Vehicles || moves(text, tokens, at, last, table)),
        });
    }
}

/// Whether the sentence tells of driving, close to the vehicle.
fn moves(text: &str, tokens: &[Token], at: usize, last: usize, table: &Table) -> bool {
    let ends = |i: usize| text[tokens[i].end..tokens[i + 1].start].contains(['.', '!', '?', '\n']);
    let behind = (last + 1..tokens.len()).take(10).take_while(|i| !ends(i - 1));
    let before = (at.saturating_sub(10)..at).rev().take_while(|i| !ends(*i));
    behind.chain(before).any(|i| !tokens[i].quoted && table.is(tokens[i].entry, Class::DRIVES))
}

/// Whether a person does what the word tells: a name, `she` or a person stands close before it; or nobody does, and the sentence began
/// with a person or with the word itself: `And jumps`, `Ray stops and, late, dives`.
fn by_person(text: &str, tokens: &[Token], taken: &[bool], at: usize, table: &Table) -> bool {
    let person = |j: usize| {
        let kind = table.is(tokens[j].entry, Class::ONE) || table.is(tokens[j].entry, Class::MANY);
        let named = taken[j] && !text[tokens[j].end..].starts_with(['\'', '’']);
        named || kind || tokens[j].is(&["HE", "SHE", "THEY", "WHO", "EACH"])
    };
    let mut close = (at.saturating_sub(3)..at).rev().take_while(|j| !breaks(text, &tokens[*j], &tokens[j + 1]));
    if close.any(person) {
        return true;
    }
    let ends = |j: &usize| text[tokens[*j].end..tokens[j + 1].start].contains(['.', '!', '?', '\n']);
    let first = (0..at).rev().take(40).take_while(|j| !ends(j)).last().unwrap_or(at);
    let and = |j: usize| tokens[j].is(&["AND", "THEN"]);
    let alone = first == at || and(at - 1) || breaks(text, &tokens[at - 1], &tokens[at]);
    let begun = first == at || and(first) && first + 1 == at || (first..at).take(3).any(person);
    tokens[at].word.ends_with('s') && alone && begun
}

/// Whether it is done to a person: somebody stands close behind it: `slugs the startled Scobie`.
fn to_person(text: &str, tokens: &[Token], taken: &[bool], last: usize, table: &Table) -> bool {
    let close = (last + 1..tokens.len()).take(3).take_while(|j| !breaks(text, &tokens[j - 1], &tokens[*j]));
    let owner = |token: &Token| text[token.end..].starts_with(['\'', '’']);
    let person = |j: usize| (taken[j] || table.is(tokens[j].entry, Class::ONE)) && !owner(&tokens[j]);
    let other = |j: &usize| tokens[*j].is(&["TO", "AT", "OF", "WITH", "FOR", "FROM", "HIS", "HER", "ITS", "THEIR"]);
    let mut close = close.take_while(|j| !other(j));
    close.any(|j| person(j) || tokens[j].is(&["HIM", "THEM"]))
}

/// Whether a thing stands for another: `like a horse`, `as you would a horse`.
fn compared(text: &str, tokens: &[Token], at: usize) -> bool {
    let close = (at.saturating_sub(4)..at).rev().take_while(|j| !breaks(text, &tokens[*j], &tokens[j + 1]));
    let compares = |j: usize| {
        let as_if = tokens[j].is(&["AS"]) && tokens[j + 1].is(&["YOU", "ONE", "A", "AN", "IF", "THOUGH"]);
        as_if || tokens[j].is(&["LIKE"]) && (j + 1 < at)
    };
    close.into_iter().any(compares)
}

/// A scene with somebody not of age needs a teacher, and hours of its own.
fn minors(scene: SceneText<'_>, cast: &[CastDraft], found: &mut Found) {
    let at = (scene.at + scene.elements.len()).saturating_sub(1);
    for person in cast.iter().filter(|person| !person.voice_only) {
        let (because, confidence) = match scene.names.age_at(&person.name, at) {
            Some(age) if age < 18 => (format!("{}, {age}", person.name), 90),
            Some(_) => continue,
            None if is_child(&person.name, scene.table) => (person.name.clone(), 70),
            None => continue,
        };
        let mut teacher = proposal(Category::LABOUR, "STUDIO TEACHER", 1, because, confidence);
        teacher.safety = Some(Safety::Minors);
        found.add(teacher);
    }
}

/// `LITTLE BOY`, `GIRL #2`: a name that says nothing but that.
fn is_child(name: &str, table: &Table) -> bool {
    const BESIDE: [&str; 6] = ["THE", "LITTLE", "YOUNG", "SMALL", "FIRST", "SECOND"];
    let mut child = false;
    name.split(' ').all(|word| {
        let is = table.is(table.entry(word), Class::CHILD);
        child |= is;
        is || BESIDE.contains(&word) || word.starts_with('#') || word.parse::<u32>().is_ok()
    }) && child
}

/// Proposals by category and name, each once: the largest count, the surest words.
#[derive(Default)]
struct Found {
    all: Vec<ElementDraft>,
    index: BTreeMap<(Category, String), usize>,
    /// Last words of what the writing program tagged.
    tagged: BTreeSet<(Category, String)>,
}

/// Words that mean what another word of the scene says better.
const SAID_BETTER: [(Category, &str, &[&str]); 3] = [
    (
        Category::VEHICLES,
        "CAR",
        &[
            "MUSTANG",
            "DODGE",
            "PORSCHE",
            "FERRARI",
            "CADILLAC",
            "CHEVY",
            "PRIUS",
            "BUICK",
            "LINCOLN",
            "BMW",
            "MERCEDES",
            "VOLVO",
            "HONDA",
            "TOYOTA",
            "VOLKSWAGEN",
            "GTI",
            "LAMBORGHINI",
            "LEXUS",
            "LAND ROVER",
            "LANDCRUISER",
            "MAZDA",
            "SUBARU",
            "JAGUAR",
            "TAXI",
        ],
    ),
    (Category::VEHICLES, "BIKE", &["MOTORCYCLE", "BICYCLE"]),
    (Category::CROWD, "CROWD", &[]),
];

impl Found {
    /// The proposals without those that another one says better.
    fn done(mut self) -> Vec<ElementDraft> {
        for (category, name, better) in SAID_BETTER {
            let others = self.all.iter().filter(|draft| draft.category == category && draft.name != name);
            let said =
                others.map(|draft| draft.name.as_str()).any(|other| better.is_empty() || better.contains(&other));
            if said {
                self.all.retain(|draft| draft.category != category || draft.name != name || draft.confidence > 60);
            }
        }
        self.all
    }

    fn add(&mut self, draft: ElementDraft) {
        let key = (draft.category, draft.name.clone());
        if draft.confidence < 100 && self.tagged.contains(&key) {
            return;
        }
        let Some(known) = self.index.get(&key).and_then(|i| self.all.get_mut(*i)) else {
            self.index.insert(key, self.all.len());
            self.all.push(draft);
            return;
        };
        known.quantity = known.quantity.max(draft.quantity);
        known.safety = known.safety.or(draft.safety);
        if draft.confidence > known.confidence {
            (known.confidence, known.because) = (draft.confidence, draft.because);
        }
    }
}
