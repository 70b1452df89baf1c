//! The file's lists of tag categories, definitions and tags: what is there is used again, what is missing is added at the end of its list.

use std::collections::{BTreeMap, BTreeSet};

use super::super::tagged::{CATEGORIES, entries, id, label};
use super::super::xml::Node;
use super::{Splice, escaped, shown};

/// Names that other programs give to Final Draft's categories.
const ALIASES: [(&str, &str); 2] = [("cast", "Cast Members"), ("animalhandler", "Animal Wrangler")];

/// Parts of a file that Final Draft writes behind its tags.
const BEHIND: [&str; 4] = ["Characters", "ScriptNotes", "Images", "Outlines"];

/// The lists, and what is added to them.
pub(super) struct TagData<'x> {
    text: &'x str,
    root: Node<'x>,
    /// Normal form of the name, and the id -> id.
    categories: BTreeMap<String, String>,
    /// Category id and normal form of the label -> id.
    definitions: BTreeMap<(String, String), String>,
    taken: BTreeSet<String>,
    /// Tag number -> definitions.
    tags: BTreeMap<String, BTreeSet<String>>,
    /// Definitions -> the number that was given to them in the present paragraph.
    given: BTreeMap<BTreeSet<String>, String>,
    highest: [usize; 3],
    added: [Vec<String>; 3],
}

impl<'x> TagData<'x> {
    pub(super) fn read(text: &'x str, root: Node<'x>) -> Self {
        let mut all = Self {
            text,
            root,
            categories: BTreeMap::new(),
            definitions: BTreeMap::new(),
            taken: BTreeSet::new(),
            tags: BTreeMap::new(),
            given: BTreeMap::new(),
            highest: [0; 3],
            added: [const { Vec::new() }; 3],
        };
        let Some(data) = root.child("TagData") else { return all };
        for category in entries(data, "TagCategories", "TagCategory") {
            let Some(own) = id(category, "Id") else { continue };
            all.count(0, category);
            let name = normal(&category.attribute("Name").unwrap_or_default());
            all.categories.entry(name).or_insert(own.clone());
            all.categories.insert(own.clone(), own.clone());
            all.taken.insert(own);
        }
        for definition in entries(data, "TagDefinitions", "TagDefinition") {
            let Some(own) = id(definition, "Id") else { continue };
            all.count(1, definition);
            let key = (id(definition, "CatId").unwrap_or_default(), label(definition).to_lowercase());
            // One without a label is no definition for the reader either.
            if !key.1.is_empty() {
                all.definitions.entry(key).or_insert(own.clone());
            }
            all.taken.insert(own);
        }
        for tag in entries(data, "Tags", "Tag") {
            all.count(2, tag);
            let Some(own) = tag.attribute("Number") else { continue };
            let inner = tag.named("DefId").map(|id| id.words().trim().to_lowercase());
            let ids = id(tag, "DefId").into_iter().chain(inner);
            all.tags.entry(own.trim().to_owned()).or_default().extend(ids);
        }
        all
    }

    fn count(&mut self, list: usize, entry: Node) {
        let own = entry.attribute("Number").and_then(|own| own.trim().parse().ok()).unwrap_or(0);
        self.highest[list] = self.highest[list].max(own);
    }

    /// Id of the definition of a category and label, which is added where there is none.
    pub(super) fn definition(&mut self, category: &str, label: &str) -> String {
        let category = self.category(category.trim());
        let label = label.split_whitespace().collect::<Vec<_>>().join(" ");
        let key = (category.clone(), label.to_lowercase());
        if let Some(id) = self.definitions.get(&key) {
            return id.clone();
        }
        let id = self.fresh(&format!("{category}/{label}"));
        let label = escaped(&label);
        self.add(1, |at| {
            format!("<TagDefinition CatId=\"{category}\" Id=\"{id}\" Label=\"{label}\" Number=\"{at}\"/>")
        });
        self.definitions.insert(key, id.clone());
        id
    }

    /// Id of a category: by its fixed id, then by its name.
    fn category(&mut self, name: &str) -> String {
        let plain = normal(name);
        let alias = ALIASES.iter().find(|(other, _)| *other == plain).map_or(plain.clone(), |(_, own)| normal(own));
        let fixed = CATEGORIES.iter().find(|(_, own)| normal(own) == alias);
        if self.root.child("TagData").is_none() && self.categories.is_empty() {
            // A file without tags gets the whole list, as Final Draft writes it.
            for (id, own) in CATEGORIES {
                self.add_category(id, own);
            }
        }
        let known = fixed.and_then(|(id, _)| self.categories.get(*id)).or_else(|| self.categories.get(&plain));
        if let Some(id) = known {
            return id.clone();
        }
        let id = fixed.map_or_else(|| self.fresh(name), |(id, _)| (*id).to_owned());
        self.add_category(&id, name);
        id
    }

    fn add_category(&mut self, id: &str, name: &str) {
        let shown = escaped(name);
        self.add(0, |at| {
            format!(
                "<TagCategory Color=\"#94AA11150000\" Id=\"{id}\" Name=\"{shown}\" Number=\"{at}\" Style=\"Bold\"/>"
            )
        });
        self.categories.insert(normal(name), id.to_owned());
        self.categories.insert(id.to_owned(), id.to_owned());
        self.taken.insert(id.to_owned());
    }

    fn add(&mut self, list: usize, entry: impl Fn(&str) -> String) -> String {
        self.highest[list] = self.highest[list].saturating_add(1);
        let own = shown(self.highest[list]);
        self.added[list].push(entry(&own));
        own
    }

    /// An id that no other has and that is the same on every machine.
    fn fresh(&mut self, of: &str) -> String {
        let hash =
            |seed: u64| of.bytes().fold(seed, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
        let (mut high, low) = (hash(0xcbf2_9ce4_8422_2325), hash(0x9e37_79b9_7f4a_7c15));
        loop {
            let hex = format!("{high:016x}{low:016x}");
            let id = format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
            if self.taken.insert(id.clone()) {
                return id;
            }
            high = high.wrapping_add(1);
        }
    }

    /// The definitions behind a run's tag number. Files that write several numbers are understood.
    pub(super) fn definitions_of(&self, numbers: &str) -> BTreeSet<String> {
        let numbers = numbers.split(|one: char| !one.is_ascii_digit());
        numbers.filter_map(|own| self.tags.get(own)).flatten().cloned().collect()
    }

    /// The number of a tag for these definitions: one tag a paragraph, however many runs carry it.
    pub(super) fn number(&mut self, definitions: BTreeSet<String>) -> String {
        if let Some(own) = self.given.get(&definitions) {
            return own.clone();
        }
        let ids: String = definitions.iter().map(|id| format!("<DefId>{}</DefId>", escaped(id))).collect();
        let own = self.add(2, |at| format!("<Tag Number=\"{at}\">{ids}</Tag>"));
        self.given.insert(definitions, own.clone());
        own
    }

    pub(super) fn next_paragraph(&mut self) {
        self.given.clear();
    }

    /// What has to be put into the lists.
    pub(super) fn splices(self) -> Vec<Splice> {
        const LISTS: [&str; 3] = ["TagCategories", "TagDefinitions", "Tags"];
        if self.added.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let eol = if self.text.contains("\r\n") { "\r\n" } else { "\n" };
        let indent = |node: Node| {
            let line = &self.text[..node.from()];
            let start = line.rfind('\n').map_or(0, |at| at + 1);
            line[start..].chars().take_while(|one| matches!(one, ' ' | '\t')).collect::<String>()
        };
        let whole = |list: usize, margin: &str| {
            let (name, deeper) = (LISTS[list], format!("{eol}{margin}  "));
            match self.added[list].as_slice() {
                [] => format!("<{name}/>"),
                added => format!("<{name}>{deeper}{}{eol}{margin}</{name}>", added.join(&deeper)),
            }
        };
        let Some(data) = self.root.child("TagData") else {
            let margin = format!("{eol}    ");
            let lists: String = (0..3).map(|list| format!("{margin}{}", whole(list, "    "))).collect();
            let put = format!("<TagData>{lists}{eol}  </TagData>");
            let behind = self.root.children().find(|child| BEHIND.contains(&child.name()));
            let before = self.root.child("WriterMarkup");
            return vec![match (before, behind) {
                (Some(before), _) => Splice { at: before.end(), removed: 0, put: format!("{eol}{eol}  {put}") },
                (None, Some(behind)) => Splice { at: behind.from(), removed: 0, put: format!("{put}{eol}{eol}  ") },
                (None, None) => Splice { at: self.root.close(), removed: 0, put: format!("  {put}{eol}") },
            }];
        };
        let mut splices = Vec::new();
        let margin = indent(data);
        let mut missing = String::new();
        for (list, name) in LISTS.into_iter().enumerate() {
            let deeper = format!("{margin}  ");
            match data.child(name) {
                None => missing.push_str(&format!("{eol}{deeper}{}", whole(list, &deeper))),
                Some(_) if self.added[list].is_empty() => {}
                Some(node) => {
                    let own = indent(node);
                    let entries: String = self.added[list].iter().map(|entry| format!("{eol}{own}  {entry}")).collect();
                    splices.push(into(node, entries, &format!("{eol}{own}")));
                }
            }
        }
        if !missing.is_empty() {
            splices.push(into(data, missing, &format!("{eol}{margin}")));
        }
        splices
    }
}

/// Puts entries behind the last one of a list; one that is closed at once is opened.
fn into(node: Node, entries: String, close: &str) -> Splice {
    if node.is_closed_at_once() {
        return Splice { at: node.open() - 2, removed: 2, put: format!(">{entries}{close}</{}>", node.name()) };
    }
    let at = node.children().last().map_or(node.open(), Node::end);
    Splice { at, removed: 0, put: entries }
}

/// A name without case and signs.
fn normal(name: &str) -> String {
    name.chars().filter(|one| one.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
