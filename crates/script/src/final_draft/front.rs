//! What a file says around its script: title page, revision sets, the script's own words.

use model::screenplay::{Revision, Vocabulary};

use super::xml::Node;
use crate::words::capitals;

/// The revision sets in the file's order.
pub(super) fn revisions(root: Node) -> Vec<Revision> {
    let Some(all) = root.child("Revisions") else { return Vec::new() };
    let active = all.attribute("ActiveSet").unwrap_or_default();
    let said = |set: Node, name: &str| set.attribute(name).unwrap_or_default().trim().to_owned();
    let sets = all.named("Revision").map(|set| Revision {
        id: said(set, "ID"),
        name: said(set, "Name"),
        mark: said(set, "Mark"),
        colour: said(set, "PageColor"),
        active: !active.is_empty() && said(set, "ID") == active.trim(),
    });
    sets.collect()
}

/// SmartType and the cast lists.
pub(super) fn vocabulary(root: Node) -> Vocabulary {
    let mut words = Vocabulary::default();
    if let Some(smart) = root.child("SmartType") {
        let list = |list: &str, entry: &'static str| {
            let all = smart.child(list).into_iter().flat_map(|all| all.named(entry));
            all.map(|entry| entry.words().trim().to_owned()).filter(|word| !word.is_empty()).collect::<Vec<_>>()
        };
        let people = list("Characters", "Character");
        words.characters = people.iter().map(|name| (capitals(name), String::new())).collect();
        words.extensions = list("Extensions", "Extension");
        words.intros = list("SceneIntros", "SceneIntro");
        words.locations = list("Locations", "Location");
        words.times = list("TimesOfDay", "TimeOfDay");
        words.transitions = list("Transitions", "Transition");
        let times = smart.child("TimesOfDay").and_then(|times| times.attribute("Separator"));
        words.separator = times.unwrap_or_default().into_owned();
    }
    // An "actor" who is one of the computer's voices reads the script aloud; he plays nobody.
    let voices: std::collections::BTreeSet<_> =
        all(root, "Actors", "Actor").filter_map(|actor| actor.attribute("Name")).collect();
    let mut known: std::collections::BTreeMap<String, usize> =
        words.characters.iter().enumerate().map(|(at, (name, _))| (name.clone(), at)).collect();
    for member in all(root, "Cast", "Member").chain(all(root, "CastList", "Member")) {
        let name = capitals(&member.attribute("Character").unwrap_or_default());
        if name.is_empty() {
            continue;
        }
        let actor = member.attribute("Actor").filter(|actor| !voices.contains(actor)).unwrap_or_default();
        let at = *known.entry(name.clone()).or_insert_with(|| {
            words.characters.push((name, String::new()));
            words.characters.len() - 1
        });
        if !actor.trim().is_empty() {
            words.characters[at].1 = actor.trim().to_owned();
        }
    }
    words
}

fn all<'x>(root: Node<'x>, list: &str, entry: &'static str) -> impl Iterator<Item = Node<'x>> {
    root.child(list).into_iter().flat_map(move |list| list.named(entry))
}

/// Title, credits, authors, source and date: the centred words of the title page. The rest of that page is people's addresses.
pub(super) fn title_page(root: Node) -> Vec<(String, String)> {
    let Some(page) = root.child("TitlePage") else { return Vec::new() };
    let all: Vec<Node> = page.child("Content").into_iter().chain([page]).flat_map(|n| n.named("Paragraph")).collect();
    let mut entries = Vec::new();
    let mut put = |key: &str, value: String| entries.push((key.to_owned(), value));
    // Some programs say what a paragraph is.
    let typed = |node: &Node| {
        let kind = node.attribute("Type")?;
        let known = ["Title", "Credit", "Author", "Authors", "Source", "Draft date", "Copyright"];
        known.into_iter().find(|known| kind.eq_ignore_ascii_case(known))
    };
    if all.iter().any(|node| typed(node).is_some()) {
        all.iter().filter_map(|node| Some((typed(node)?, words(*node)?))).for_each(|(key, value)| put(key, value));
        return entries;
    }
    let is_centred = |node: &Node| node.attribute("Alignment").is_some_and(|side| side == "Center");
    let centred = all.iter().any(|node| is_centred(node) && words(*node).is_some());
    let lines: Vec<Option<String>> =
        all.iter().filter(|node| !centred || is_centred(node)).map(|node| words(*node)).collect();
    if !centred && !lines.iter().flatten().any(|line| credit(line).is_some()) {
        return entries;
    }
    let (mut titled, mut credited) = (false, false);
    let mut authors: Vec<String> = Vec::new();
    for line in lines {
        let Some(line) = line else {
            if !authors.is_empty() {
                put("Author", std::mem::take(&mut authors).join(" "));
                credited = false;
            }
            continue;
        };
        let lower = line.to_lowercase();
        if let Some((role, name)) = credit(&line) {
            if !authors.is_empty() {
                put("Author", std::mem::take(&mut authors).join(" "));
            }
            put("Credit", role.to_owned());
            credited = true;
            authors.extend((!name.is_empty()).then(|| name.to_owned()));
        } else if ["based on", "adapted from", "inspired by"].iter().any(|word| lower.starts_with(word)) {
            put("Source", line);
        } else if lower.contains('@') {
            // An address.
        } else if lower.starts_with("copyright") || line.starts_with('©') {
            put("Copyright", line);
        } else if credited {
            authors.push(line);
        } else if !titled {
            titled = true;
            put("Title", line);
        } else if is_date(&line) {
            put("Draft date", line);
        }
    }
    if !authors.is_empty() {
        put("Author", authors.join(" "));
    }
    entries
}

/// A line such as `Screenplay by` or `by R. Penn`: the role and who stands behind it.
fn credit(line: &str) -> Option<(&str, &str)> {
    const ROLES: [&str; 12] = [
        "written by",
        "screenplay by",
        "a screenplay by",
        "an original screenplay by",
        "original screenplay by",
        "story by",
        "teleplay by",
        "created by",
        "directed by",
        "a film by",
        "written and directed by",
        "by",
    ];
    let at_word = |role: &&&str| {
        line.get(..role.len()).is_some_and(|head| head.eq_ignore_ascii_case(role))
            && !line[role.len()..].starts_with(char::is_alphanumeric)
    };
    let role = ROLES.iter().find(at_word)?;
    let (role, name) = line.split_at(role.len());
    Some((role, name.trim_start_matches(':').trim()))
}

/// Whether a line is a date and no telephone number: digits with slashes, dots or hyphens between them, or a month with a year.
fn is_date(line: &str) -> bool {
    let parts: Vec<&str> = line.split(|one: char| !one.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let year = |part: &&str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let numbers = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()) && part.len() <= 4);
    let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month = parts.iter().any(|part| {
        let lower = part.to_lowercase();
        months.iter().any(|month| lower.starts_with(month))
    });
    (parts.len() == 3 && numbers && parts.iter().all(|part| part.len() <= 2 || year(part)))
        || (month && parts.iter().any(year))
}

/// The words of a paragraph on one line.
fn words(node: Node) -> Option<String> {
    let mut all = String::new();
    for run in node.named("Text") {
        let words = run.words();
        let caps = run.attribute("Style").is_some_and(|style| style.contains("AllCaps"));
        all.push_str(&if caps { words.to_uppercase().into() } else { words });
    }
    let line = all.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}
