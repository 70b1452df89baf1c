//! The Fountain writer: what it writes reads back to the same screenplay, and is written again as the same text.

use insta::assert_snapshot;
use model::screenplay::{Element, ElementKind, Mark, MarkKind, Screenplay};
use proptest::prelude::*;

use crate::to_fountain;

/// The screenplay of a text, without line numbers.
fn read(text: &str) -> Screenplay {
    let (mut screenplay, _) = super::read("a.fountain", text.as_bytes());
    screenplay.elements.iter_mut().for_each(|element| element.line = 0);
    screenplay
}

/// Reads, writes and reads again; both readings and both writings must be the same.
fn check(text: &str) -> String {
    let once = read(text);
    assert_eq!(letters(text), letters(&words_of(&once)), "{text:?}");
    let written = to_fountain(&once);
    let again = read(&written);
    assert_eq!(once, again, "{text}\n--- was written as\n{written}");
    assert_eq!(to_fountain(&again), written);
    written
}

/// Everything a screenplay says.
fn words_of(screenplay: &Screenplay) -> String {
    let title = screenplay.title_page.iter().flat_map(|(key, value)| [key.as_str(), value.as_str()]);
    let elements =
        screenplay.elements.iter().flat_map(|element| [element.text.as_str(), element.number().unwrap_or("")]);
    title.chain(elements).collect()
}

/// The letters and digits of a text, sorted: no sign of the notation is one, so a reader may neither lose nor invent any.
fn letters(text: &str) -> String {
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Writes a screenplay that no Fountain text gave, and sees that what it reads back as stands.
fn settled(screenplay: &Screenplay) -> String {
    let written = to_fountain(screenplay);
    let again = to_fountain(&read(&written));
    assert_eq!(again, written);
    written
}

#[test]
fn a_page_of_everything_comes_out_as_it_went_in() {
    let text = "Title:\n    **NIGHT** _BUS_\n    Part One\nAuthor: R. Penn\nMood: wet\n\n# One\n\n= They meet.\n\nINT. DEPOT - NIGHT #12A#\n\n\n\nRain on *tin*.\n    A door.\n\nMARA (O.S.)\n(quietly)\nWho is it?\n[[aside]]\nGo away.\n\n/* cut */\n\nTOM ^\nNo.\n  \n~la\n\n> Slow fade\n\n> The End <\n\n===\n\n~La la\n~lo lo\n\n!INT. SHOUTED NOTE\n\n@McBride\nAye.\n\n!!CLOSE ON the key\n\n.ROOFTOP #A1-b#\n\n/*\nINT. GONE - DAY\n\nNothing.\n*/\n\nCUT TO:\n\n[[a\n  \nb]]\n\nEXT/INT VAN - DAY\n";
    assert_eq!(check(text), text.replace("  \n~la", "~la"));
}

#[test]
fn words_that_look_like_something_else_are_forced_or_escaped() {
    let lines = [
        (ElementKind::Action, "Title: no title page"),
        (ElementKind::Action, "INT. A - DAY"),
        (ElementKind::Action, "MARA\nis a name"),
        (ElementKind::Action, "CUT TO:"),
        (ElementKind::Action, "# no section\n= no synopsis\n@no cue\n~no song\n> no cut\n.NO HEADING\n!no mark\n==="),
        (ElementKind::Action, "2 * 3 * 4, snake_case, a \\ b, [[no note]], /* no comment */ and *this*"),
        (ElementKind::Heading, "12 ROOFTOP #3#"),
        (ElementKind::Heading, ".5 MILES OUT"),
        (ElementKind::Character, "mara ^"),
        (ElementKind::Dialogue, "(not a direction\n~not sung\n===\n\nstill here"),
        (ElementKind::Transition, "to <black<"),
        (ElementKind::Section(2), "#1"),
        (ElementKind::Synopsis, "= equal"),
        (ElementKind::Shot, "!up"),
        (ElementKind::Note, "a ]] b]"),
        (ElementKind::Boneyard, "a */ b"),
        (ElementKind::Character, "NOBODY"),
        (ElementKind::Parenthetical, "sighs"),
        (ElementKind::Other("Cast List".into()), "MARA, TOM"),
    ];
    let elements = lines.into_iter().map(|(kind, text)| Element::plain(kind, text, 0)).collect();
    let screenplay = Screenplay { elements, ..Screenplay::default() };
    assert_snapshot!(settled(&screenplay), @r"
    !Title: no title page

    !INT. A - DAY

    !MARA
    is a name

    !CUT TO:

    !# no section
    != no synopsis
    !@no cue
    !~no song
    !> no cut
    !.NO HEADING
    \!no mark
    !===

    2 \* 3 \* 4, snake\_case, a \\ b, \[\[no note]], /\* no comment \*/ and \*this\*

    .12 ROOFTOP #3\#

    .\.5 MILES OUT

    @mara \^
    \(not a direction
    \~not sung
    \===
      
    still here

    > to <black\<

    ## \#1

    = = equal

    !!!up

    [[a ] ] b] ]]

    /* a * / b */

    NOBODY
    (sighs)

    MARA, TOM

    [[Cast List]]
    ");
}

#[test]
fn emphasis_of_any_shape_is_written() {
    let mark = |from, to, kind| Mark { from, to, kind };
    let texts = [
        ("bold then italic", vec![mark(0, 5, MarkKind::Bold), mark(5, 9, MarkKind::Italic)]),
        ("touching", vec![mark(0, 3, MarkKind::Bold), mark(3, 8, MarkKind::Italic)]),
        ("crossing words", vec![mark(0, 10, MarkKind::Bold), mark(4, 14, MarkKind::Italic)]),
        ("underlined within", vec![mark(2, 6, MarkKind::Underline)]),
        ("all three", vec![mark(0, 9, MarkKind::Bold), mark(0, 9, MarkKind::Italic), mark(0, 9, MarkKind::Underline)]),
        ("two\nlines", vec![mark(1, 7, MarkKind::Bold)]),
        ("and/or", vec![mark(4, 6, MarkKind::Bold)]),
    ];
    let element = |(text, marks): (&str, Vec<Mark>)| Element {
        marks: marks.into(),
        ..Element::plain(ElementKind::Action, text, 0)
    };
    let screenplay = Screenplay { elements: texts.into_iter().map(element).collect(), ..Screenplay::default() };
    assert_snapshot!(settled(&screenplay), @r"
    **bold** *then* italic

    **tou***ching*

    **cros*sing w**ords*

    _underlined_ within

    ***_all three_***

    t**wo**
    **lin**es

    and\/**or**
    ");
}

#[test]
fn a_kind_of_the_files_own_without_words_stands_in_a_speech_as_its_note() {
    let other = ElementKind::Other("Sound".into());
    let elements = vec![
        Element::plain(ElementKind::Character, "MARA", 0),
        Element::plain(other, "", 0),
        Element::plain(ElementKind::Lyric, "la", 0),
    ];
    assert_eq!(settled(&Screenplay { elements, ..Screenplay::default() }), "MARA\n[[Sound]]\n~la\n");
}

#[test]
fn songs_in_a_row_stay_apart_in_a_speech() {
    check("MARA\n~la\n  \n~lo\nThat is all.\n");
}

#[test]
fn a_key_that_is_a_transition_when_alone_is_no_key() {
    let title_page = vec![("OVERVLOEI".to_owned(), "a\nb".to_owned()), ("Source".to_owned(), "c".to_owned())];
    let screenplay = Screenplay { title_page, ..Screenplay::default() };
    assert_eq!(settled(&screenplay), "Notes:\n    OVERVLOEI\n    a\n    b\nSource: c\n");
}

#[test]
fn odd_numbers_keys_and_omitted_scenes_are_kept() {
    let mut heading = Element::plain(ElementKind::Heading, "INT. A - DAY", 0);
    heading.facts_mut().number = Some("#".to_owned());
    let mut omitted = Element::plain(ElementKind::Omitted, "INT. B - DAY", 0);
    omitted.facts_mut().number = Some("2".to_owned());
    let mut body = Element::plain(ElementKind::Action, "She waits.", 0);
    body.omitted = true;
    let title_page = vec![("Mood: dark".to_owned(), "wet\n\ncold".to_owned()), (String::new(), "x".to_owned())];
    let screenplay = Screenplay { title_page, elements: vec![heading, omitted, body], ..Screenplay::default() };
    assert_snapshot!(settled(&screenplay), @r"
    Notes:
        Mood: dark
        wet
        cold
    Notes: x

    INT. A - DAY

    [[scene number: #]]

    .OMITTED #2#

    [[INT. B - DAY]]

    /* She waits. */
    ");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(1024), ..ProptestConfig::default() })]
    #[test]
    fn what_is_read_is_written_and_read_the_same(lines in proptest::collection::vec(FRAGMENT, 0..14)) {
        check(&lines.concat());
    }
    #[test]
    fn emphasis_is_read_and_written_the_same(line in "[*_\\\\ab/\\[\\] \n]{0,24}") {
        check(&line);
    }
    #[test]
    fn any_screenplay_settles(elements in proptest::collection::vec(element(), 0..10)) {
        settled(&Screenplay { elements, ..Screenplay::default() });
    }
}

/// How many cases a property is tried on; `BACKLOT_CASES` asks for more.
fn cases(usual: u32) -> u32 {
    option_env!("BACKLOT_CASES").and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// Pieces of Fountain, most of them whole lines.
const FRAGMENT: &str = "(\n|\n|\n\n|  \n|    |\t|a|INT\\. [AB] - DAY( #[0-9#]{1,3}#)?\n|12 EXT\\. B\n|\\.OMITTED #3#\n|\\.[a-z.#5]{1,3}\n|MARA( \\^)?\n|TOM \\(V\\.O\\.\\)\n|\\(low\\)\n|\\(lo\n|w\\)\n|Hello\\.\n|> CUT\n|> C <\n|>|<|CUT TO:\n|FADE IN:\n|===\n|#|# A\n|= S\n|=|\\[\\[|\\]\\]|\\[\\[n\\]\\]|/\\*|\\*/|~|~la\n|!x\n|!|!!|!!S\n|@a\n|@|\\^|Title: [a*_]{1,4}\n|Mood: x\n|    more\n|\\\\|\\*|_|\\*\\*|\r\n|（|！|～a\n|＃|[\\PC]{0,6})";

/// An element of any kind with any words and marks.
fn element() -> impl Strategy<Value = Element> {
    let kinds = prop_oneof![
        Just(ElementKind::Heading),
        Just(ElementKind::Omitted),
        Just(ElementKind::Action),
        Just(ElementKind::Action),
        Just(ElementKind::Character),
        Just(ElementKind::Dialogue),
        Just(ElementKind::Parenthetical),
        Just(ElementKind::Transition),
        Just(ElementKind::Shot),
        Just(ElementKind::Lyric),
        Just(ElementKind::Centred),
        Just(ElementKind::PageBreak),
        Just(ElementKind::Section(2)),
        Just(ElementKind::Synopsis),
        Just(ElementKind::Note),
        Just(ElementKind::Boneyard),
        Just(ElementKind::Other("X: y".into())),
    ];
    let words =
        "(INT\\. A|MARA|CUT TO:|OMITTED|T: x|\\(a\\)|[ab*_\\\\#=@!~.<>^()\\[\\]/ \n\t]{1,4}|[\\PC\n\r\0]{0,5}){0,4}";
    let marks = proptest::collection::vec((0_u32..12, 0_u32..12, 0_usize..4), 0..3);
    (kinds, words, marks, any::<bool>(), 0_u8..12, proptest::option::of("[0-9A#*. ]{0,3}")).prop_map(
        |(kind, text, marks, dual, omitted, number)| {
            let kinds = [MarkKind::Bold, MarkKind::Italic, MarkKind::Underline, MarkKind::Strike];
            let mark = |(from, to, kind): (u32, u32, usize)| Mark { from, to, kind: kinds[kind] };
            let fits = |mark: &Mark| {
                mark.from < mark.to
                    && mark.to as usize <= text.len()
                    && text.is_char_boundary(mark.from as usize)
                    && text.is_char_boundary(mark.to as usize)
            };
            let marks: Vec<Mark> = marks.into_iter().map(mark).filter(fits).collect();
            let mut element =
                Element { marks: marks.into(), dual, omitted: omitted == 0, ..Element::plain(kind, text, 0) };
            if element.opens_scene() && number.is_some() {
                element.facts_mut().number = number;
            }
            element
        },
    )
}
