//! The words that proposals come from, read once from the project's word lists.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use model::breakdown::{Category, Safety};

/// A thing that a scene may need.
pub(crate) struct Thing {
    /// Where it stands on the breakdown sheet.
    pub(crate) category: Category,
    /// Its name in capitals.
    pub(crate) name: String,
    /// The duty that it triggers.
    pub(crate) safety: Option<Safety>,
    /// Means something else too.
    pub(crate) shy: bool,
    /// Counts in headings alone.
    pub(crate) heading_only: bool,
    /// Counts only where a person does it.
    pub(crate) by_person: bool,
    /// Counts only where it is done to a person.
    pub(crate) to_person: bool,
}

/// What a word may be beside a thing, one bit each.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class(u16);

impl Class {
    /// A crowd by itself.
    pub(crate) const CROWD: Self = Self(1);
    /// Persons, in the plural.
    pub(crate) const MANY: Self = Self(2);
    /// A person.
    pub(crate) const ONE: Self = Self(4);
    /// A person who is not of age, or several.
    pub(crate) const CHILD: Self = Self(8);
    /// A plural that is no crowd, whatever is counted.
    pub(crate) const NOT_PEOPLE: Self = Self(16);
    /// A part of a person, or clothes on one: who owns it is there.
    pub(crate) const BODY: Self = Self(32);
    /// Behind `'s` it tells that `is` or `has` is meant.
    pub(crate) const IS: Self = Self(64);
    /// Who is named behind it is talked of.
    pub(crate) const MENTION: Self = Self(128);
    /// Who is named behind it and `of` is a picture.
    pub(crate) const PICTURE: Self = Self(256);
    /// What a vehicle in motion does.
    pub(crate) const DRIVES: Self = Self(512);
    /// Persons in the plural, or what one does: `guards`, `nurses`.
    pub(crate) const LOOSE: Self = Self(2048);
    /// A word of the camera or the cutting room.
    pub(crate) const CAMERA: Self = Self(1024);
}

/// The word lists, ready to be looked up.
pub(crate) struct Table {
    /// Open addressing by hash: entries + 1, 0 where free. A power of two.
    slots: Vec<u32>,
    /// The words; entry 0 is none.
    words: Vec<String>,
    classes: Vec<u16>,
    counts: Vec<u32>,
    /// Thing of a word + 1.
    single: Vec<u32>,
    pairs: BTreeMap<(u32, u32), u32>,
    things: Vec<Thing>,
    unless_after: BTreeSet<(u32, u32)>,
    unless_before: BTreeSet<(u32, u32)>,
}

impl Table {
    /// The lists that come with the program.
    pub(crate) fn standard() -> &'static Self {
        static TABLE: OnceLock<Table> = OnceLock::new();
        TABLE.get_or_init(|| Self::read(&[include_str!("../../words/things.en.txt")]))
    }

    /// The entry of a word in capitals; 0 where there is none.
    pub(crate) fn entry(&self, word: &str) -> u32 {
        let mask = self.slots.len() - 1;
        let mut at = hash(word) & mask;
        loop {
            match self.slots[at] {
                0 => return 0,
                entry if self.words[entry as usize] == word => return entry,
                _ => at = (at + 1) & mask,
            }
        }
    }

    /// Whether an entry is of a class.
    pub(crate) fn is(&self, entry: u32, class: Class) -> bool {
        self.classes[entry as usize] & class.0 != 0
    }

    /// Whether an entry says nothing of people, things or the camera.
    pub(crate) fn classless(&self, entry: u32) -> bool {
        let i = entry as usize;
        self.classes[i] == 0 && self.counts[i] == 0 && self.single[i] == 0
    }

    /// The entry of a word's plural, where the lists have it.
    pub(crate) fn plural_of(&self, entry: u32) -> Option<u32> {
        Some(self.entry(&plural(&self.words[entry as usize]))).filter(|entry| *entry != 0)
    }

    /// The number that an entry says.
    pub(crate) fn count(&self, entry: u32) -> Option<u32> {
        Some(self.counts[entry as usize]).filter(|count| *count > 0)
    }

    /// The thing that one word means, or this and the next, as its index; and whether it took two.
    pub(crate) fn thing(&self, entry: u32, next: Option<u32>) -> Option<(u32, bool)> {
        if entry == 0 {
            return None;
        }
        let two = next.filter(|next| *next != 0).and_then(|next| self.pairs.get(&(entry, next)));
        let one = || self.single[entry as usize].checked_sub(1).map(|thing| (thing, false));
        two.map(|thing| (*thing, true)).or_else(one)
    }

    /// A thing by index.
    pub(crate) fn at(&self, thing: u32) -> &Thing {
        &self.things[thing as usize]
    }

    /// Whether the words beside a thing tell that it is not meant.
    pub(crate) fn other_sense(&self, thing: u32, before: u32, after: u32) -> bool {
        self.unless_after.contains(&(thing, before)) || self.unless_before.contains(&(thing, after))
    }

    /// The duty that a thing triggers which somebody named so.
    pub(crate) fn safety_of(&self, name: &str) -> Option<Safety> {
        let words: Vec<u32> = name.split(|c: char| !c.is_alphanumeric()).map(|word| self.entry(word)).collect();
        let things = (0..words.len()).filter_map(|i| self.thing(words[i], words.get(i + 1).copied()));
        things.filter_map(|(thing, _)| self.at(thing).safety).next()
    }

    fn read(lists: &[&str]) -> Self {
        let mut table = Self {
            slots: vec![0; 4096],
            words: vec![String::new()],
            classes: vec![0],
            counts: vec![0],
            single: vec![0],
            pairs: BTreeMap::new(),
            things: Vec::new(),
            unless_after: BTreeSet::new(),
            unless_before: BTreeSet::new(),
        };
        for list in lists {
            let mut section = "";
            for line in list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
                match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
                    Some(name) => section = name,
                    None => table.take(section, line),
                }
            }
        }
        table
    }

    fn take(&mut self, section: &str, line: &str) {
        if let "unless after" | "unless before" = section {
            let Some((thing, beside)) = line.split_once(':') else { return };
            let Some(thing) = self.things.iter().position(|known| known.name == thing.replace('_', " ")) else {
                return;
            };
            for word in beside.split_whitespace() {
                let pair = (thing as u32, self.intern(word));
                let list = if section == "unless after" { &mut self.unless_after } else { &mut self.unless_before };
                list.insert(pair);
            }
            return;
        }
        let class = match section {
            "people: crowd" => Class::CROWD,
            "people: many" => Class::MANY,
            "people: one" => Class::ONE,
            "children" => Class::CHILD,
            "not people" => Class::NOT_PEOPLE,
            "body" => Class::BODY,
            "is" => Class::IS,
            "mention" => Class::MENTION,
            "picture" => Class::PICTURE,
            "drives" => Class::DRIVES,
            "camera" => Class::CAMERA,
            "counts" => {
                for (word, count) in line.split_whitespace().filter_map(|entry| entry.split_once(':')) {
                    let entry = self.intern(word) as usize;
                    self.counts[entry] = count.parse().unwrap_or(0);
                }
                return;
            }
            things => return self.take_things(things, line),
        };
        for word in line.split_whitespace() {
            let word = word.split('=').next().unwrap_or_default().trim_end_matches('^');
            let entry = self.intern(word) as usize;
            self.classes[entry] |= class.0;
            if class == Class::ONE {
                let many = plural(word);
                let many = self.intern(&many) as usize;
                let known = self.classes[many] & (Class::MANY.0 | Class::CROWD.0) != 0;
                self.classes[many] |= if known { 0 } else { Class::MANY.0 | Class::LOOSE.0 };
            }
        }
    }

    fn take_things(&mut self, section: &str, line: &str) {
        let (name, safety) = section.split_once('/').map_or((section, ""), |(name, safety)| (name, safety));
        // `Makeup/Hair` is one name; the topic stands behind a blank.
        let (name, safety) = if name.ends_with(' ') { (name.trim(), topic(safety.trim())) } else { (section, None) };
        let category = Category::by_name(name).unwrap_or(Category::MISCELLANEOUS);
        for entry in line.split_whitespace() {
            let (marked, forms) = entry.split_once('=').unwrap_or((entry, ""));
            let (name, marks) = marked.split_at(marked.find(['!', '^', '@', '%']).unwrap_or(marked.len()));
            let name = name.replace('_', " ");
            let verb = marks.contains('!');
            let mut all = vec![name.clone()];
            all.extend((!verb).then(|| plural(&name)));
            for form in forms.split(',').filter(|form| !form.is_empty()).map(|form| form.replace('_', " ")) {
                all.extend((!form.ends_with('S') && !verb).then(|| plural(&form)));
                all.push(form);
            }
            let heading_only = section.starts_with("heading only");
            let thing = self.things.len() as u32;
            self.things.push(Thing {
                category,
                name,
                safety,
                shy: marks.contains('^'),
                heading_only,
                by_person: marks.contains('@'),
                to_person: marks.contains('%'),
            });
            for form in all {
                let words: Vec<u32> = form.split(' ').map(|word| self.intern(word)).collect();
                match words.as_slice() {
                    [word] if self.single[*word as usize] == 0 => self.single[*word as usize] = thing + 1,
                    [first, second] => {
                        self.pairs.entry((*first, *second)).or_insert(thing);
                    }
                    _ => {}
                }
            }
        }
    }

    fn intern(&mut self, word: &str) -> u32 {
        let known = self.entry(word);
        if known != 0 {
            return known;
        }
        let entry = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.classes.push(0);
        self.counts.push(0);
        self.single.push(0);
        if self.words.len() * 2 > self.slots.len() {
            self.slots = vec![0; self.slots.len() * 2];
            (1..entry).for_each(|entry| self.place(entry));
        }
        self.place(entry);
        entry
    }

    fn place(&mut self, entry: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash(&self.words[entry as usize]) & mask;
        while self.slots[at] != 0 {
            at = (at + 1) & mask;
        }
        self.slots[at] = entry;
    }
}

/// FNV-1a: the lists are ours, so nobody can choose words that collide.
fn hash(word: &str) -> usize {
    let fold = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let hash = word.bytes().fold(0x811c_9dc5, fold);
    (hash ^ (hash >> 15)) as usize
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

/// A safety topic by its name in the lists.
fn topic(name: &str) -> Option<Safety> {
    Some(match name {
        "firearms" => Safety::Firearms,
        "weapons" => Safety::Weapons,
        "stunts" => Safety::Stunts,
        "vehicles" => Safety::Vehicles,
        "aircraft" => Safety::Aircraft,
        "water" => Safety::Water,
        "pyrotechnics" => Safety::Pyrotechnics,
        "smoke" => Safety::Smoke,
        "animals" => Safety::Animals,
        "minors" => Safety::Minors,
        "heights" => Safety::Heights,
        "rail" => Safety::Rail,
        "weather" => Safety::Weather,
        "intimacy" => Safety::Intimacy,
        _ => return None,
    })
}
