//! What a scene needs besides its cast, proposed from the words of the action; and what the writing program tagged.
//!
//! Every proposal says which words gave it and how sure it is. A person decides.

mod gazetteer;

use std::collections::{BTreeMap, BTreeSet};

use model::breakdown::{Category, ElementDraft};
use model::screenplay::{Element, ElementKind, Tag};

use crate::cast::{Names, is_action};
use crate::tokens::{Token, quote, tokens};
use gazetteer::{COUNTS, CROWDS, NOT_PEOPLE, PEOPLE, THINGS, UNLESS_AFTER, UNLESS_BEFORE};

/// The gazetteer, ready to be looked up by word.
pub(crate) struct Table {
    /// Form of a word -> category, name.
    things: BTreeMap<String, (Category, String)>,
    /// Names that are common verbs too.
    shy: BTreeSet<String>,
    /// Plural -> sure by itself.
    people: BTreeMap<&'static str, bool>,
}

impl Table {
    /// Builds the look-up once per script.
    pub(crate) fn new() -> Self {
        let (mut things, mut shy) = (BTreeMap::new(), BTreeSet::new());
        for (category, words) in THINGS {
            for entry in words.split_whitespace() {
                let (marked, forms) = entry.split_once('=').unwrap_or((entry, ""));
                let name = marked.trim_end_matches(['!', '^']).replace('_', " ");
                if marked.ends_with('^') {
                    shy.insert(name.clone());
                }
                let mut all = vec![name.clone()];
                all.extend((!marked.ends_with('!')).then(|| plural(&name)));
                for form in forms.split(',').filter(|form| !form.is_empty()).map(|form| form.replace('_', " ")) {
                    all.extend((!form.ends_with('S')).then(|| plural(&form)));
                    all.push(form);
                }
                for form in all {
                    things.entry(form).or_insert_with(|| (category, name.clone()));
                }
            }
        }
        let sure = CROWDS.split_whitespace().map(|word| (word, true));
        let people = PEOPLE.split_whitespace().map(|word| (word, false)).chain(sure).collect();
        Self { things, shy, people }
    }
}

/// `CAR` -> `CARS`, `BUS` -> `BUSES`, `PONY` -> `PONIES`.
fn plural(word: &str) -> String {
    if word.ends_with(['S', 'X']) || word.ends_with("CH") || word.ends_with("SH") {
        format!("{word}ES")
    } else if let Some(stem) = word.strip_suffix('Y').filter(|stem| !stem.ends_with(['A', 'E', 'O', 'U'])) {
        format!("{stem}IES")
    } else if let Some(stem) = word.strip_suffix("FE") {
        format!("{stem}VES")
    } else {
        format!("{word}S")
    }
}

/// The number a word says.
pub(crate) fn count_of(word: &str) -> Option<u32> {
    let said = COUNTS.iter().find(|(name, _)| *name == word).map(|(_, count)| *count);
    said.or_else(|| word.parse().ok().filter(|count| (2..=10_000).contains(count)))
}

/// The proposals of one scene: tags first, then what the words say. `crowd` names the cues that a crowd speaks.
pub(crate) fn of_scene(
    scene: &[&Element],
    tags: &[Tag],
    names: &Names,
    table: &Table,
    crowd: Vec<String>,
) -> Vec<ElementDraft> {
    let mut found = Found::default();
    for tag in scene.iter().flat_map(|element| element.tags()).filter_map(|tag| tags.get(tag)) {
        let named = |name: &str| Category::by_name(name).filter(|_| !name.is_empty());
        let category = named(&tag.standard).or_else(|| named(&tag.category)).unwrap_or(Category::MISCELLANEOUS);
        // The cast is told by cues and names; scene facts have their own fields.
        if category.0 >= Category::CROWD.0 {
            let because = format!("tagged {} in the script", tag.category);
            found.add(category, &tag.label.to_uppercase(), 1, because, 100);
        }
    }
    for name in crowd {
        found.add(Category::CROWD, "CROWD", 1, format!("{name} speaks"), 80);
    }
    for element in scene {
        let heading = element.kind == ElementKind::Heading;
        if !heading && !is_action(element) {
            continue;
        }
        let tokens = tokens(&element.text);
        let mut taken = vec![false; tokens.len()];
        if !heading {
            for person in names.matches(&tokens) {
                taken[person.from..=person.to].fill(true);
            }
            people(&element.text, &tokens, &mut taken, table, &mut found);
        }
        things(&element.text, &tokens, &taken, table, heading, &mut found);
    }
    found.all
}

/// Crowds: a word that means one, or a count before people.
fn people(text: &str, tokens: &[Token], taken: &mut [bool], table: &Table, found: &mut Found) {
    for i in 0..tokens.len() {
        if taken[i] {
            continue;
        }
        let noun = &tokens[i];
        let known = table.people.get(noun.upper.as_str()).copied();
        // The count may stand up to two words before: `TWENTY STONE-FACED GUARDS` has three.
        let counted = (i.saturating_sub(3)..i).rev().find_map(|j| {
            let between = &text[tokens[j].end..noun.start];
            let near = !between.contains(['.', ',', ';', '\n', '(']) && !taken[j];
            count_of(&tokens[j].upper).filter(|_| near).map(|count| (j, count))
        });
        let guess = noun.is_caps()
            && noun.upper.ends_with('S')
            && noun.upper.len() > 4
            && !table.things.contains_key(&noun.upper)
            && !NOT_PEOPLE.split_whitespace().any(|word| word == noun.upper);
        let (count, from, confidence) = match (known, counted) {
            (Some(true), Some((j, count))) => (count, j, 85),
            (Some(true), None) => (1, i, if noun.is_caps() { 80 } else { 60 }),
            (Some(false), Some((j, count))) => (count, j, if noun.is_caps() { 80 } else { 65 }),
            (Some(false), None) if noun.is_caps() => (2, i, 60),
            (None, Some((j, count))) if guess && i - j <= 2 => (count, j, 40),
            _ => continue,
        };
        taken[from..=i].fill(true);
        found.add(Category::CROWD, &noun.upper, count, quote(text, &tokens[from], noun), confidence);
    }
}

/// Things, animals, stunts and effects by the table. In a heading only vehicles are looked for.
fn things(text: &str, tokens: &[Token], taken: &[bool], table: &Table, heading: bool, found: &mut Found) {
    let mut i = 0;
    while i < tokens.len() {
        let pair = tokens.get(i + 1).map(|next| format!("{} {}", tokens[i].upper, next.upper));
        let two = pair.as_ref().and_then(|pair| table.things.get(pair)).map(|thing| (thing, i + 1));
        let hit = two.or_else(|| table.things.get(&tokens[i].upper).map(|thing| (thing, i)));
        let Some(((category, name), last)) = hit.filter(|(_, last)| !taken[i..=*last].contains(&true)) else {
            i += 1;
            continue;
        };
        let at = i;
        i = last + 1;
        let before = at.checked_sub(1).map_or("", |j| tokens[j].upper.as_str());
        let after = tokens.get(last + 1).map_or("", |token| token.upper.as_str());
        let other_sense = |list: &[(&str, &str)], word: &str| {
            list.iter().any(|(thing, words)| thing == name && words.split(' ').any(|w| w == word))
        };
        if other_sense(&UNLESS_AFTER, before) || other_sense(&UNLESS_BEFORE, after) {
            continue;
        }
        let caps = tokens[at..=last].iter().all(Token::is_caps);
        let meant = caps
            || (*category == Category::VEHICLES && tokens[at].is_capitalised())
            || matches!(before, "A" | "AN" | "THE" | "HIS" | "HER" | "THEIR" | "ITS" | "BY")
            || count_of(before).is_some();
        if !meant && table.shy.contains(name) {
            continue;
        }
        if heading && *category != Category::VEHICLES {
            continue;
        }
        let counted = (at.saturating_sub(2)..at).rev().find_map(|j| {
            let near = !text[tokens[j].end..tokens[at].start].contains(['.', ',', ';', '\n']);
            // `18-WHEELER` and `'77 TOYOTA` count nothing.
            let spaced = text[tokens[j].end..].starts_with(' ') && !text[..tokens[j].start].ends_with(['\'', '’', '#']);
            let small = |count: &u32| *count <= 20 || tokens[j].word.chars().all(char::is_alphabetic);
            count_of(&tokens[j].upper).filter(|count| near && spaced && small(count)).map(|count| (j, count))
        });
        let confidence = if heading || caps { 80 } else { 60 };
        let (from, count) = counted.unwrap_or((at, 1));
        // A word or two more tell a person which one is meant.
        let to = (last + if counted.is_some() { 0 } else { 2 }).min(tokens.len() - 1);
        let to = if text[tokens[last].end..tokens[to].end].contains(['.', ',', ';', '\n']) { last } else { to };
        found.add(*category, name, count, quote(text, &tokens[from], &tokens[to]), confidence);
    }
}

/// Proposals by category and name, each once: the largest count, the surest words.
#[derive(Default)]
struct Found {
    all: Vec<ElementDraft>,
    index: BTreeMap<(Category, String), usize>,
}

impl Found {
    fn add(&mut self, category: Category, name: &str, quantity: u32, because: String, confidence: u8) {
        let key = (category, name.to_owned());
        let Some(known) = self.index.get(&key).and_then(|i| self.all.get_mut(*i)) else {
            self.index.insert(key, self.all.len());
            let name = name.to_owned();
            self.all.push(ElementDraft { category, name, quantity, because, confidence, safety: None });
            return;
        };
        known.quantity = known.quantity.max(quantity);
        if confidence > known.confidence {
            (known.confidence, known.because) = (confidence, because);
        }
    }
}
