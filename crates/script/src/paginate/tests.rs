//! Where pages end, as text: a script in, its pages out, a block with its lines behind its name.

use std::fmt::Write as _;

use model::screenplay::{Layout, Manner, Rounding, Screenplay};
use proptest::prelude::*;

use super::blocks::{self, Block, Keep};
use super::flow::{self, Piece};
use super::paginate;
use crate::words::Words;

fn fountain(text: &str, lines: u32) -> Screenplay {
    let (mut screenplay, _) = crate::read("a.fountain", text.as_bytes(), Words::standard());
    screenplay.layout.lines_per_page = lines * 100;
    screenplay
}

/// The blocks of a script, and the pieces they lie in.
fn laid(screenplay: &Screenplay) -> (Vec<Block<'_>>, Vec<Piece>) {
    let mut pieces = Vec::new();
    flow::lay(blocks::blocks(screenplay, false), &screenplay.layout, |_, piece| pieces.push(piece));
    (blocks::blocks(screenplay, false).collect(), pieces)
}

/// The pages of a script in words.
fn pages(screenplay: &Screenplay) -> String {
    let (blocks, pieces) = laid(screenplay);
    let mut out = String::new();
    for page in pieces.chunk_by(|a, b| a.page == b.page) {
        let lines: u64 = page.iter().map(|piece| piece.space + piece.lines + u64::from(piece.again)).sum();
        let _ = write!(out, "page {}, {lines} lines:", page[0].page + 1);
        for piece in page {
            let block = &blocks[piece.block];
            let name = match block.keep {
                Keep::WithNext => "heading",
                Keep::Action => "action",
                Keep::Speech => "speech",
                _ => "whole",
            };
            let again = if piece.again { "(CONT'D) " } else { "" };
            let breaks = pieces.iter().any(|other| other.block == piece.block && other.page > piece.page);
            let more = if breaks && block.keep == Keep::Speech { " (MORE)" } else { "" };
            let _ = write!(out, " {again}{name} {}{more};", piece.lines);
        }
        out.push('\n');
    }
    out
}

fn check(text: &str, expected: &str) {
    assert_eq!(pages(&fountain(text, 10)), expected);
}

/// A sentence that fills a line of dialogue, and one that fills a line of action.
const SAID: &str = "Every word of this line fits well. ";
const SEEN: &str = "This sentence is as long as a whole line of action can be it. ";

#[test]
fn a_heading_goes_over_with_its_first_words() {
    check(
        "INT. A - DAY\n\nOne.\n\nTwo.\n\nThree.\n\nINT. B - DAY\n\nFour.",
        "page 1, 7 lines: heading 1; action 1; action 1; action 1;\npage 2, 3 lines: heading 1; action 1;\n",
    );
    check(
        "INT. A - DAY\n\nOne.\n\nTwo.\n\nINT. B - DAY\n\nFour.",
        "page 1, 10 lines: heading 1; action 1; action 1; heading 1; action 1;\n",
    );
}

#[test]
fn a_long_speech_breaks_behind_a_sentence_and_repeats_its_cue() {
    let text = format!("INT. A - DAY\n\nOne.\n\nMARA\n{}", SAID.repeat(8));
    check(&text, "page 1, 10 lines: heading 1; action 1; speech 6 (MORE);\npage 2, 4 lines: (CONT'D) speech 3;\n");
    // One sentence stays together, and so does a speech that would leave one line behind.
    let text = format!("INT. A - DAY\n\nOne.\n\nTwo.\n\nMARA\n{}", SAID.replace('.', ",").repeat(5));
    check(&text, "page 1, 5 lines: heading 1; action 1; action 1;\npage 2, 6 lines: speech 6;\n");
    let text = format!("INT. A - DAY\n\nOne.\n\nTwo.\n\nThree.\n\nMARA\n{}", SAID.repeat(3));
    check(&text, "page 1, 7 lines: heading 1; action 1; action 1; action 1;\npage 2, 4 lines: speech 4;\n");
}

#[test]
fn action_breaks_behind_a_sentence_with_two_lines_on_either_side() {
    let text = format!("INT. A - DAY\n\nOne.\n\nTwo.\n\n{}", SEEN.repeat(6));
    check(&text, "page 1, 10 lines: heading 1; action 1; action 1; action 4;\npage 2, 2 lines: action 2;\n");
    let text = format!("INT. A - DAY\n\nOne.\n\nTwo.\n\nThree.\n\n{}", SEEN.repeat(3));
    check(&text, "page 1, 7 lines: heading 1; action 1; action 1; action 1;\npage 2, 3 lines: action 3;\n");
}

#[test]
fn what_is_taller_than_a_page_still_loses_no_line() {
    let text = format!("INT. A - DAY\n\nMARA\n{}", SAID.replace('.', ",").repeat(20));
    check(
        &text,
        "page 1, 1 lines: heading 1;\npage 2, 10 lines: speech 10 (MORE);\npage 3, 10 lines: (CONT'D) speech 9 (MORE);\npage 4, 3 lines: (CONT'D) speech 2;\n",
    );
}

#[test]
fn fade_in_breaks_at_any_line_and_lets_a_transition_end_a_page() {
    let text = "INT. A - DAY\n\nOne.\n\nTwo.\n\nThree.\n\nCUT TO:\n\nINT. B - DAY\n\nFour.";
    check(
        text,
        "page 1, 7 lines: heading 1; action 1; action 1; action 1;\npage 2, 6 lines: heading 1; heading 1; action 1;\n",
    );
    let mut screenplay = fountain(text, 10);
    screenplay.layout.manner = Manner::FadeIn;
    assert_eq!(
        pages(&screenplay),
        "page 1, 9 lines: heading 1; action 1; action 1; action 1; whole 1;\npage 2, 3 lines: heading 1; action 1;\n"
    );
}

/// Length of the only scene, of so many lines.
fn length(lines: usize, layout: Layout) -> String {
    let mut screenplay = fountain(&format!("INT. A - DAY\n\n{}", "!x\n".repeat(lines - 2)), 54);
    screenplay.layout = layout;
    paginate(&screenplay).scenes.iter().map(|scene| format!("{} lines, {}", scene.lines, scene.eighths)).collect()
}

#[test]
fn lines_become_eighths_as_the_program_or_a_person_says() {
    let layout = Layout::default;
    assert_eq!(length(27, layout()), "27 lines, 4/8");
    assert_eq!(length(28, layout()), "28 lines, 5/8");
    assert_eq!(length(28, Layout { rounding: Rounding::Nearest, ..layout() }), "28 lines, 4/8");
    // Movie Magic's eighth of six or of seven lines.
    assert_eq!(length(28, Layout { lines_per_eighth: Some(6), ..layout() }), "28 lines, 5/8");
    assert_eq!(length(28, Layout { lines_per_eighth: Some(7), ..layout() }), "28 lines, 4/8");
    // A4: 51 lines of 58 whole ones are eight eighths, of 58.47 they would be seven.
    assert_eq!(length(51, Layout { lines_per_page: 5847, ..layout() }), "51 lines, 1");
}

#[test]
fn final_draft_ends_a_stated_length_at_an_outline_heading_and_may_show_it() {
    let style = "<ElementSettings Type=\"Outline 1\"><FontSpec Style=\"HiddenText\"/><ParagraphSpec SpaceBefore=\"12\"/></ElementSettings>";
    let paragraph = |kind: &str, text: &str| format!("<Paragraph Type=\"{kind}\"><Text>{text}</Text></Paragraph>");
    let heading = |page: u32| {
        let properties = format!("<SceneProperties Length=\"1/8\" Page=\"{page}\"/>");
        format!("<Paragraph Type=\"Scene Heading\">{properties}<Text>INT. A - DAY</Text></Paragraph>")
    };
    let told = |page: u32| {
        let act = paragraph("Outline 1", "Act Two").repeat(24);
        let scene = format!("{}{}", paragraph("Action", "One."), act);
        let text = format!("{}{scene}{}{}", heading(1), paragraph("Shot", "A DOOR"), heading(page));
        let text = format!("<FinalDraft><Content>{text}</Content>{style}</FinalDraft>");
        let (screenplay, _) = crate::read("a.fdx", text.as_bytes(), Words::standard());
        let first = paginate(&screenplay).scenes;
        first
            .iter()
            .map(|scene| format!("page {}, {} lines, {}; ", scene.page, scene.lines, scene.counted))
            .collect::<String>()
    };
    // Where the file says that the second scene begins on page 2, the outline was on show.
    assert_eq!(told(1), "page 1, 5 lines, 1/8; page 1, 3 lines, 1/8; ");
    assert_eq!(told(2), "page 1, 4 lines, 1/8; page 2, 3 lines, 1/8; ");
}

#[test]
fn words_wrap_behind_hyphens_and_never_at_no_break_spaces() {
    let shown = |text: &str, width| {
        let lines = super::wrap::lines(text, 0, width).map(|line| text[line].trim_end().to_owned());
        lines.collect::<Vec<_>>().join("|")
    };
    assert_eq!(shown("one two three", 7), "one two|three");
    assert_eq!(shown("half-way there", 6), "half-|way|there");
    assert_eq!(shown("wait -- what", 7), "wait --|what");
    assert_eq!(shown("so\u{a0}far so good", 6), "so\u{a0}far|so|good");
    assert_eq!(shown("unbreakable", 4), "unbr|eaka|ble");
    assert_eq!(shown("one\ntwo", 40), "one|two");
    assert_eq!(shown("", 40), "");
    assert_eq!(shown("漢字漢字", 4), "漢字|漢字");
}

proptest! {
    #[test]
    fn pages_keep_their_promises(
        lines in proptest::collection::vec(LINE, 0..60), capacity in 10_u32..30, fade_in: bool, sentences: bool,
    ) {
        let mut screenplay = fountain(&format!("INT. A - DAY\n\n{}", lines.join("\n")), capacity);
        screenplay.layout.break_at_sentences = sentences;
        screenplay.layout.manner = if fade_in { Manner::FadeIn } else { Manner::FinalDraft };
        let (blocks, pieces) = laid(&screenplay);
        for page in pieces.chunk_by(|a, b| a.page == b.page) {
            let used: u64 = page.iter().map(|piece| piece.space + piece.lines + u64::from(piece.again)).sum();
            prop_assert!(used <= u64::from(capacity), "page {} holds {used}", page[0].page);
        }
        prop_assert!(pieces.is_sorted_by_key(|piece| (piece.page, piece.block)));
        for (i, block) in blocks.iter().enumerate() {
            let own: Vec<_> = pieces.iter().filter(|piece| piece.block == i).collect();
            let lines: u64 = own.iter().map(|piece| piece.lines).sum();
            // A break behind a sentence can make a line more, never one less.
            let kept = if sentences && !fade_in { lines >= block.lines } else { lines == block.lines };
            prop_assert!(kept, "{lines} of {}", block.lines);
            let repeated = own.iter().skip(1).all(|piece| piece.again == (block.keep == Keep::Speech));
            prop_assert!(repeated && own.first().is_none_or(|piece| !piece.again));
        }
        let pages = paginate(&screenplay);
        prop_assert!(pages.scenes.iter().map(|scene| scene.lines).sum::<u64>() <= u64::from(pages.total * capacity));
        prop_assert!(pages.scenes.iter().all(|scene| scene.eighths.0 >= 1 && scene.counted.0 >= 1));
        prop_assert!(pages.scenes.is_sorted_by_key(|scene| scene.page));
        // A paragraph more at the end never makes the last scene shorter.
        let longer = fountain(&format!("INT. A - DAY\n\n{}\n\n!More.", lines.join("\n")), capacity);
        let (mut before, mut after) = (screenplay, longer);
        (before.layout, after.layout) = (Layout::default(), Layout::default());
        let (before, after) = (paginate(&before), paginate(&after));
        if before.scenes.len() == after.scenes.len() {
            prop_assert!(before.scenes.last().map(|scene| scene.lines) <= after.scenes.last().map(|scene| scene.lines));
        }
    }
}

/// Lines that scripts are made of; some are longer than a page.
const LINE: &str = "(||INT\\. [A-C] - DAY|CUT TO:|MARA|TOM \\^|\\(low\\)|Hello\\.|([A-Za-z]{1,9}[ .-]{1,2}){1,40}|(Go on\\. ){1,80}|===|!!|~la|[a-z]{300})";
