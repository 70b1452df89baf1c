//! What cannot be read is refused with a way out; what is hostile is read in linear time; nothing panics.

use std::fmt::Write as _;

use insta::assert_snapshot;
use proptest::prelude::*;

use super::refused;

#[test]
fn files_that_are_no_scripts_say_so() {
    assert_snapshot!(refused("a.fountain", b""), @"
    error 0:0 the file is empty
      hint: check that the export worked
    ");
    assert_snapshot!(refused("a.fountain", b" \n\t\n"), @"
    error 0:0 the file is empty
      hint: check that the export worked
    ");
    assert_snapshot!(refused("a.pdf", b"%PDF-1.7\n\xff\xfe"), @"
    error 0:0 the PDF is damaged: no page found (objects: 0)
      hint: export the PDF again, and check that it opens
    ");
    assert_snapshot!(refused("a.fadein", b"PK\x03\x04rest"), @"
    error 0:0 the file is a zip archive (Fade In, Celtx, Word)
      hint: open it in the program that wrote it and export Fountain or Final Draft (.fdx)
    ");
    assert_snapshot!(refused("a.doc", b"\xd0\xcf\x11\xe0\x00\x00\x01"), @"
    error 0:0 the file is not text: it holds binary data
      hint: export the script as Fountain or Final Draft (.fdx)
    ");
    assert_snapshot!(refused("a.txt", b"with a \0 byte"), @"
    error 0:0 the file is not text: it holds binary data
      hint: export the script as Fountain or Final Draft (.fdx)
    ");
    assert_snapshot!(refused("a.rtf", b"{\\rtf1 x}"), @"
    error 0:0 the file is rich text (RTF)
      hint: save it as plain text or export Fountain
    ");
    assert_snapshot!(refused("a.txt", b"Dear all,\n\nno scenes here.\n"), @"
    error 0:0 no scene heading found (paragraphs read: 2)
      hint: headings start with INT. or EXT.; force any other with a leading full stop, such as '.ROOFTOP - NIGHT'
    ");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    assert_snapshot!(refused("a.txt", &vec![b'a'; 65 << 20]), @"
    error 0:0 the text is 65 MB; a screenplay of 120 pages is under 1 MB
      hint: check that the file is the script itself
    ");
}

#[test]
fn headings_without_scenes_are_refused() {
    assert_snapshot!(refused("a.fountain", ".a\n\n".repeat(2_000).as_bytes()), @"
    error 2501:1 2000 scene headings in 8000 bytes: no screenplay has so many
      hint: check that the file is the script itself; of this size it may have 1250 scenes
    ");
    let headings = "INT. A - DAY\n\n".repeat(1_700);
    assert!(super::read("a.fountain", headings.as_bytes()).1.is_empty(), "a list of headings is a script too");
}

/// Texts that make careless readers slow. Each is a few megabytes and is read at once.
#[test]
fn hostile_texts_are_read_in_linear_time() {
    let big = |piece: &str| piece.repeat((2 << 20) / piece.len());
    let nested = format!("<FinalDraft><Content>{}", "<Paragraph>".repeat(100_000));
    let attributes = (0..50_000).fold(String::new(), |mut all, i| {
        let _ = write!(all, " a{i}=\"\"");
        all
    });
    let cases = [
        big("[["),
        big("[[\n"),
        big("/*"),
        big("/**/"),
        big("*a _b ***c "),
        big("INT. A - DAY\n\n"),
        big("INT. A - DAY #1#\n\n"),
        big("A\nB\n\n"),
        big("A AND B & C\nhi\n\nA ^\nhi\n\n"),
        format!("INT. {} - DAY\n\nx", big("A - (B) ")),
        format!("INT. A - DAY\n\n{}\nhi\n\n{}", big("(").get(..100_000).unwrap_or_default(), big("TWO MEN ")),
        format!("INT. A - DAY\n\n{}", big("JO, 11, ")),
        format!("INT. A - DAY\n\nJO\nhi\n\n{}", big("shows Jo and Jo's face ")),
        format!("INT. A - DAY\n\n{}", big("falls ")),
        format!("INT. A - DAY\n\n{}", big("x")),
        big("Key: value\n"),
        big("~la\n"),
        big(". . , 3, "),
        big("A\n(x\n"),
        big("\\*"),
        nested,
        format!("<FinalDraft{attributes}/>"),
        format!(
            "<FinalDraft><Content>{}</Content></FinalDraft>",
            big(
                "<Paragraph><DualDialogue><Paragraph/></DualDialogue><OmittedScene/><ScriptNote Name=\"x\"/></Paragraph>\n"
            )
        ),
        format!("<FinalDraft>{}<Content>", big("<a/>")),
        format!("<FinalDraft><Content>{}", big("<Paragraph><OmittedScene>")),
        format!(
            "<FinalDraft><Content>{}</Content></FinalDraft>",
            big("<Paragraph Type=\"Scene Heading\"><Text>INT. A</Text></Paragraph>\n")
        ),
    ];
    for text in cases {
        let (screenplay, _) = super::read("a.fountain", text.as_bytes());
        let _ = super::breakdown(&screenplay);
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}") {
        let (screenplay, _) = super::read("a.fountain", text.as_bytes());
        let _ = super::breakdown(&screenplay);
    }
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let (screenplay, _) = super::read("a.fdx", &bytes);
        let _ = super::breakdown(&screenplay);
    }
    #[test]
    fn arbitrary_scripts_keep_their_promises(lines in proptest::collection::vec(LINE, 0..40)) {
        let (screenplay, _) = super::read("a.fountain", lines.join("\n").as_bytes());
        let breakdown = super::breakdown(&screenplay);
        let numbers: std::collections::BTreeSet<_> = breakdown.scenes.iter().map(|scene| &scene.number).collect();
        prop_assert_eq!(numbers.len(), breakdown.scenes.len());
        let mut page = 1;
        for scene in &breakdown.scenes {
            prop_assert!(scene.omitted == (scene.computed.0 == 0));
            prop_assert!(page <= scene.page && scene.page <= breakdown.pages);
            prop_assert!(!scene.set.is_empty() || scene.heading.is_empty());
            page = scene.page;
        }
    }
    #[test]
    fn words_of_a_plain_script_are_never_lost(words in proptest::collection::vec("[a-z]{1,8}", 1..30)) {
        let text = format!("INT. A - DAY\n\n{}", words.join("\n\n"));
        let (screenplay, _) = super::read("a.fountain", text.as_bytes());
        let kept: Vec<_> = screenplay.elements.iter().skip(1).map(|element| element.text.clone()).collect();
        prop_assert_eq!(kept, words);
    }
}

/// Lines that scripts are made of, and some that they are not.
const LINE: &str = "(|  |INT\\. [A-C] - (DAY|NIGHT)( #[0-9]{1,2}#)?|EXT\\. B|\\.OMITTED #3#|MARA( \\^)?|TOM \\(V\\.O\\.\\)|\\(low\\)|Hello\\.|> CUT|> C <|===|# A|= S|\\[\\[n|n\\]\\]|/\\*|\\*/|~la|!x|@a|TWO MEN, 40, run|\\PC{0,12})";
