//! Tags of the production breakdown: run -> tag -> definition -> category.

use std::collections::BTreeMap;

use model::screenplay::Tag;
use roxmltree::Node;

use super::{child, named};

/// All definitions, and the index of each tag number's definition.
pub(crate) fn read(root: Node) -> (Vec<Tag>, BTreeMap<String, usize>) {
    let Some(data) = child(root, "TagData") else { return (Vec::new(), BTreeMap::new()) };
    let list = |name: &str| child(data, name);
    let categories: BTreeMap<&str, &str> = list("TagCategories")
        .into_iter()
        .flat_map(|all| named(all, "TagCategory"))
        .filter_map(|category| Some((category.attribute("Id")?, category.attribute("Name")?)))
        .collect();
    let mut tags = Vec::new();
    let mut definitions = BTreeMap::new();
    for definition in list("TagDefinitions").into_iter().flat_map(|all| named(all, "TagDefinition")) {
        let Some(id) = definition.attribute("Id") else { continue };
        let category = definition.attribute("CatId").and_then(|id| categories.get(id)).copied().unwrap_or_default();
        let label = definition.attribute("Label").unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        if label.is_empty() {
            continue;
        }
        definitions.insert(id, tags.len());
        tags.push(Tag { category: category.trim().to_owned(), label });
    }
    let mut numbers = BTreeMap::new();
    for tag in list("Tags").into_iter().flat_map(|all| named(all, "Tag")) {
        let inner = child(tag, "DefId").and_then(|id| id.text()).map(str::trim);
        let definition = tag.attribute("DefId").or(inner).and_then(|id| definitions.get(id));
        if let (Some(number), Some(definition)) = (tag.attribute("Number"), definition) {
            numbers.insert(number.to_owned(), *definition);
        }
    }
    (tags, numbers)
}
