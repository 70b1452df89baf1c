//! The runs of a paragraph as one text with marks. Runs may split words, so nothing is put between them.

use std::collections::BTreeMap;

use arcstr::Substr;
use model::screenplay::{Mark, MarkKind, Revision};

use super::number;
use super::tagged::Tagged;
use super::xml::Node;

/// A paragraph in the making.
pub(super) struct Runs<'r> {
    tagged: &'r Tagged,
    sets: &'r mut BTreeMap<String, u32>,
    revisions: &'r mut Vec<Revision>,
    words: String,
    marks: Vec<Mark>,
    /// Kind of mark -> its last mark, which goes on where a run continues it.
    last: BTreeMap<MarkKind, usize>,
    /// UTF-16 units of the words as stored, where somebody counts.
    units: u64,
    counts: bool,
}

impl<'r> Runs<'r> {
    pub(super) fn new(
        tagged: &'r Tagged,
        sets: &'r mut BTreeMap<String, u32>,
        revisions: &'r mut Vec<Revision>,
        counts: bool,
    ) -> Self {
        let (words, marks, last) = (String::new(), Vec::new(), BTreeMap::new());
        Self { tagged, sets, revisions, words, marks, last, units: 0, counts }
    }

    /// Adds a run. `all_caps`: its kind of paragraph prints in capitals.
    pub(super) fn add(&mut self, run: Node, all_caps: bool) {
        let (mut caps, mut style, mut revision, mut tags) = (all_caps, None, None, None);
        for attribute in run.attributes() {
            match attribute.name {
                "Style" if !attribute.raw.is_empty() => {
                    style = Some(attribute.raw);
                    caps |= attribute.raw.contains("AllCaps");
                }
                "RevisionID" if !matches!(attribute.raw, "" | "0") => revision = Some(attribute.value()),
                "TagNumber" => tags = Some(attribute.value()),
                _ => {}
            }
        }
        let text = run.words();
        if self.counts {
            self.units += text.encode_utf16().count() as u64;
        }
        let from = self.words.len();
        if !caps {
            self.words.push_str(&text);
        } else if text.is_ascii() {
            self.words.push_str(&text);
            self.words[from..].make_ascii_uppercase();
        } else {
            self.words.push_str(&text.to_uppercase());
        }
        if self.words.len() == from {
            return;
        }
        for name in style.into_iter().flat_map(|style| style.split('+')) {
            match name {
                "Bold" => self.mark(from, MarkKind::Bold),
                "Italic" => self.mark(from, MarkKind::Italic),
                "Underline" => self.mark(from, MarkKind::Underline),
                "Strikeout" | "Strikethrough" => self.mark(from, MarkKind::Strike),
                _ => {}
            }
        }
        if let Some(id) = revision {
            let set = self.set(&id);
            self.mark(from, MarkKind::Revision(set));
        }
        for number in tags.as_deref().unwrap_or_default().split(|one: char| !one.is_ascii_digit()) {
            for tag in self.tagged.of(number) {
                self.mark(from, MarkKind::Tag(*tag));
            }
        }
    }

    /// The words without blanks at their end, the marks by where they begin, the UTF-16 units as stored.
    pub(super) fn done(mut self) -> (Substr, Vec<Mark>, u64) {
        let words = self.words.trim_end();
        let end = number(words.len());
        self.marks.retain_mut(|mark| {
            mark.to = mark.to.min(end);
            mark.from < mark.to
        });
        self.marks.sort_by_key(|mark| (mark.from, mark.kind));
        (words.into(), self.marks, self.units)
    }

    /// Index of a revision set; one that the file does not describe is kept by its number.
    fn set(&mut self, id: &str) -> u32 {
        if let Some(set) = self.sets.get(id) {
            return *set;
        }
        let set = number(self.revisions.len());
        self.revisions.push(Revision { id: id.to_owned(), ..Revision::default() });
        self.sets.insert(id.to_owned(), set);
        set
    }

    /// Marks the words from a byte to their present end.
    fn mark(&mut self, from: usize, kind: MarkKind) {
        let (from, to) = (number(from), number(self.words.len()));
        if let Some(last) = self.last.get(&kind).and_then(|last| self.marks.get_mut(*last))
            && last.to >= from
        {
            last.to = to;
            return;
        }
        self.last.insert(kind, self.marks.len());
        self.marks.push(Mark { from, to, kind });
    }
}
