//! What no compiler looks at: captions of modules, the truth of the map, words left over from work in progress.

use crate::shell::{self, root};
use std::path::{Path, PathBuf};

/// Macros that must not stay in the tree; spelled in two parts, since this file is looked at too.
const LEFT_OVER: &[&str] = &[concat!("todo", "!("), concat!("unimplemented", "!("), concat!("dbg", "!(")];

/// One line for each Rust file of the sources that does not open with its purpose.
pub(crate) fn captions() -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for file in tracked()? {
        let is_source = file.starts_with("crates/") || file.starts_with("xtask/");
        if !is_source || !file.contains("/src/") || !file.ends_with(".rs") {
            continue;
        }
        if !shell::read(&root().join(&file))?.starts_with("//!") {
            problems.push(format!("{file}:1: opens without a `//!` caption"));
        }
    }
    Ok(problems)
}

/// One line for each macro in a Rust file that was meant to go before the commit.
pub(crate) fn left_overs() -> Result<Vec<String>, String> {
    let mut problems = Vec::new();
    for file in tracked()?.iter().filter(|file| file.ends_with(".rs")) {
        let text = shell::read(&root().join(file))?;
        for (number, line) in text.lines().enumerate() {
            for word in LEFT_OVER.iter().filter(|word| line.contains(**word)) {
                problems.push(format!("{file}:{}: `{word}` is left over", number + 1));
            }
        }
    }
    Ok(problems)
}

/// One line for each thing that ARCHITECTURE.md names and that is not there, or the other way round.
pub(crate) fn map() -> Result<Vec<String>, String> {
    let text = shell::read(&root().join("ARCHITECTURE.md"))?;
    let mut problems = Vec::new();
    for name in crate_names()? {
        if !names_crate(&text, &name) {
            problems.push(format!("ARCHITECTURE.md does not name crates/{name}"));
        }
    }
    for token in text.split('`').skip(1).step_by(2) {
        let there = match token_kind(token) {
            Token::Path => root().join(token).exists(),
            Token::Item(name, item) => {
                let folder = if name == "xtask" { "xtask".into() } else { Path::new("crates").join(name) };
                !root().join(&folder).is_dir() || mentions(&folder, item)?
            }
            Token::Other => true,
        };
        if !there {
            problems.push(format!("ARCHITECTURE.md names `{token}`, which does not exist"));
        }
    }
    Ok(problems)
}

enum Token<'a> {
    /// A path in the repository.
    Path,
    /// `crate::..::item`: the crate and the last name.
    Item(&'a str, &'a str),
    Other,
}

fn token_kind(token: &str) -> Token<'_> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./".contains(c);
    let (is_file, inside) = (
        [".md", ".toml", ".rs"].iter().any(|end| token.ends_with(end)),
        !token.starts_with(['/', '.']) && !token.starts_with("out/") && !token.starts_with("target/"),
    );
    if token.chars().all(plain) && inside && (token.contains('/') || is_file) {
        return Token::Path;
    }
    match (token.split_once("::"), token.rsplit_once("::")) {
        (Some((name, _)), Some((_, item))) if !token.contains(char::is_whitespace) => {
            let end = item.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            Token::Item(name, &item[..end.unwrap_or(item.len())])
        }
        _ => Token::Other,
    }
}

/// Whether the map has the crate as `crates/NAME` or, in a drawing of the tree, as `NAME/`.
fn names_crate(map: &str, name: &str) -> bool {
    let (long, short) = (format!("crates/{name}"), format!("{name}/"));
    map.split(|c: char| c.is_whitespace() || "`()|,".contains(c))
        .any(|word| word == short || word.trim_end_matches('/') == long)
}

/// Whether a Rust file under the folder has this identifier.
fn mentions(folder: &Path, identifier: &str) -> Result<bool, String> {
    for path in shell::files_under(&root().join(folder))? {
        if path.extension().is_some_and(|end| end == "rs") {
            let text = shell::read(&path)?;
            let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
            if words.any(|word| word == identifier) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn crate_names() -> Result<Vec<String>, String> {
    let manifests = tracked()?;
    let name = |file: &String| {
        let name = file.strip_prefix("crates/")?.strip_suffix("/Cargo.toml")?;
        Some(name.to_owned())
    };
    Ok(manifests.iter().filter_map(name).collect())
}

/// Files that git knows, and new ones that it does not ignore.
fn tracked() -> Result<Vec<String>, String> {
    let arguments = ["ls-files", "--cached", "--others", "--exclude-standard"];
    let text = shell::output(shell::command("git").args(arguments))?;
    let there = |file: &&str| root().join(PathBuf::from(file)).is_file();
    Ok(text.lines().filter(there).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{Token, names_crate, token_kind};

    #[test]
    fn tokens_of_the_map() {
        assert!(matches!(token_kind("crates/model/src"), Token::Path));
        assert!(matches!(token_kind("clippy.toml"), Token::Path));
        assert!(matches!(token_kind("out/cyberhunt"), Token::Other));
        assert!(matches!(token_kind("../shared/data"), Token::Other));
        assert!(matches!(token_kind("cargo xtask test"), Token::Other));
        assert!(matches!(token_kind("rules::judge(&production)"), Token::Item("rules", "judge")));
    }

    #[test]
    fn a_crate_is_named_as_a_path_or_in_the_tree() {
        assert!(names_crate("see `crates/model`", "model"));
        assert!(names_crate("```\ncrates/\n  model/   the nouns\n```", "model"));
        assert!(!names_crate("the model of the film", "model"));
    }
}
