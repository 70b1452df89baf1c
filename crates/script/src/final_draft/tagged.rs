//! Tags of the production breakdown: run -> tag -> definition -> category.

use std::collections::BTreeMap;

use model::screenplay::Tag;

use super::number;
use super::xml::Node;

/// Final Draft's own categories by the first digits of their fixed ids, which other programs keep while they rename them.
/// The same in files of Final Draft 12 and 13 and of Fade In.
pub(super) const CATEGORIES: [(&str, &str); 29] = [
    ("8e5e75c2-713b-47df-a75f-f12648b98ded", "Synopsis"),
    ("01fc9642-84ff-4366-b37c-a3068dee57e8", "Cast Members"),
    ("028a4e2b-b507-4d09-88ab-90e3edae9071", "Background Actors"),
    ("0377dbe6-77a3-41af-bda8-86eb2468fdbf", "Stunts"),
    ("04721a56-f54b-49c8-80ad-d53887d6b851", "Vehicles"),
    ("05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa", "Props"),
    ("47b02ff1-5161-4137-b736-f36eebba7643", "Camera"),
    ("069e18b8-2109-4f3d-94e7-d802027a60a8", "Special Effects"),
    ("0726fa85-1e65-4ab8-87de-bf21d09b01f0", "Wardrobe"),
    ("08ae1eef-32ce-415f-9a9b-0982d2453ec4", "Makeup/Hair"),
    ("09cb0d1c-ce01-4f22-bb64-b5f2e6c491c6", "Animals"),
    ("0ae40617-cc7c-48e6-ae2b-5aaecc09986f", "Animal Wrangler"),
    ("0b0b44c9-aa4b-4c40-88b1-d94472ad7a26", "Music"),
    ("0ce7d308-096d-4603-8fe8-349f72cd89ff", "Sound"),
    ("c86eae40-3b01-41c3-a7de-6859e6ec971d", "Art Department"),
    ("0debb71b-5743-4c53-80cc-e17e841ce645", "Set Dressing"),
    ("0e7a8fc5-5441-4bad-a9bf-5ddd3fe51c69", "Greenery"),
    ("0ff5cda4-4d43-4cfe-940f-91380c46fdad", "Special Equipment"),
    ("109d0eaa-0334-4823-ac0c-b44d3f209dc4", "Security"),
    ("1179a4b1-70ee-4011-b4a2-809a0af09e92", "Additional Labor"),
    ("12ab0932-e3b9-4b4a-bcd0-3da1b4e61d5e", "Visual Effects"),
    ("135cc9d1-c4d5-4d00-83d9-571f584ea9cd", "Mechanical Effects"),
    ("ce04f547-f7ee-40c9-ab66-d95a0c98034e", "Miscellaneous"),
    ("15b6f4fd-4e74-4ad8-9971-b239d88c2997", "Notes"),
    ("63c140da-ef2b-491a-b416-b46f461abb89", "Script Day"),
    ("849f1ebf-5507-4f33-bff6-3a5b4d73be14", "Unit"),
    ("70877d87-30ef-45b6-be46-c6fa94b83a71", "Sequence"),
    ("c5e89e4d-f83e-4c28-950c-92a63f1b5f26", "Location"),
    ("216f33fd-fc42-4269-be01-b05b18f815a0", "Comments"),
];

/// Number of a tag -> indices of its definitions.
#[derive(Default)]
pub(super) struct Tagged(BTreeMap<String, Vec<u32>>);

impl Tagged {
    /// Indices of the definitions of a tag.
    pub(super) fn of(&self, number: &str) -> &[u32] {
        self.0.get(number).map_or(&[], Vec::as_slice)
    }
}

/// All definitions in the file's order, and which of them each tag number stands for.
pub(super) fn read(root: Node) -> (Vec<Tag>, Tagged) {
    let Some(data) = root.child("TagData") else { return (Vec::new(), Tagged::default()) };
    let categories: BTreeMap<String, String> = entries(data, "TagCategories", "TagCategory")
        .filter_map(|category| Some((id(category, "Id")?, category.attribute("Name")?.trim().to_owned())))
        .collect();
    let mut tags = Vec::new();
    let mut definitions = BTreeMap::new();
    for definition in entries(data, "TagDefinitions", "TagDefinition") {
        let (Some(own), label) = (id(definition, "Id"), label(definition)) else { continue };
        if label.is_empty() {
            continue;
        }
        let category = id(definition, "CatId").unwrap_or_default();
        definitions.insert(own, number(tags.len()));
        let standard = CATEGORIES.iter().find(|(fixed, _)| *fixed == category).map_or("", |(_, name)| name);
        let name = categories.get(&category).map_or(standard, String::as_str);
        tags.push(Tag { category: name.to_owned(), label, standard: standard.to_owned() });
    }
    let mut numbers: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    for tag in entries(data, "Tags", "Tag") {
        let Some(number) = tag.attribute("Number") else { continue };
        let inner = tag.named("DefId").map(|id| id.words().trim().to_lowercase());
        let all = id(tag, "DefId").into_iter().chain(inner).filter_map(|id| definitions.get(&id).copied());
        numbers.entry(number.trim().to_owned()).or_default().extend(all);
    }
    (tags, Tagged(numbers))
}

/// The entries of one of the lists.
pub(super) fn entries<'x>(data: Node<'x>, list: &str, entry: &'static str) -> impl Iterator<Item = Node<'x>> {
    data.child(list).into_iter().flat_map(move |all| all.named(entry))
}

/// An id, which programs write in either case.
pub(super) fn id(node: Node, name: &str) -> Option<String> {
    Some(node.attribute(name)?.trim().to_lowercase())
}

/// The label of a definition on one line.
pub(super) fn label(definition: Node) -> String {
    let label = definition.attribute("Label").unwrap_or_default();
    label.split_whitespace().collect::<Vec<_>>().join(" ")
}
