//! Final Draft: paragraphs, runs, properties, dual dialogue, omitted scenes, tags, settings.

use std::fmt::Write as _;

use insta::assert_snapshot;

use super::{drafts, refused, shown};

/// Wraps the children of `Content` and what follows it into a file.
fn file(content: &str, rest: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<FinalDraft DocumentType=\"Script\" Version=\"5\">\n<Content>\n{content}\n</Content>\n{rest}\n</FinalDraft>"
    )
}

fn check(content: &str, rest: &str) -> String {
    shown("case.fdx", &file(content, rest))
}

/// A paragraph of one run.
fn p(kind: &str, text: &str) -> String {
    format!("<Paragraph Type=\"{kind}\"><Text>{text}</Text></Paragraph>\n")
}

const HEAD: &str = "<Paragraph Type=\"Scene Heading\"><Text>INT. A - DAY</Text></Paragraph>\n";

#[test]
fn scene_properties_are_read() {
    let content = "<Paragraph Number=\"71E\" Type=\"Scene Heading\">
        <SceneProperties Length=\"1 3/8\" Page=\"12\"><Summary><Paragraph><Text>They </Text><Text>meet.</Text></Paragraph></Summary>
        <SceneArcBeats><CharacterArcBeat Name=\"Mara\"/><CharacterArcBeat Name=\"TOM\"/></SceneArcBeats></SceneProperties>
        <Text>ext.  camp</Text><Text>fire - night</Text></Paragraph>";
    assert_snapshot!(check(content, ""), @"
    4 Heading #71E: ext.  campfire - night | 1 3/8 p12 | MARA, TOM
    5 Synopsis: They meet.
    ");
}

#[test]
fn listed_people_are_in_the_scene() {
    let content = format!(
        "<Paragraph Type=\"Scene Heading\"><SceneProperties><SceneArcBeats><CharacterArcBeat Name=\"Ida\"/><CharacterArcBeat Name=\"TOM &amp; MARA\"/></SceneArcBeats></SceneProperties><Text>INT. A</Text></Paragraph>{}{}{}{}",
        p("Character", "MARA"),
        p("Dialogue", "Yes."),
        p("Character", "TOM (V.O.)"),
        p("Dialogue", "No.")
    );
    let (screenplay, _) = super::read("a.fdx", file(&content, "").as_bytes());
    assert_snapshot!(drafts(&screenplay), @"
    1* INT A - DAY, 2/8 p1
      MARA
      TOM (voice)
      IDA (silent)
    ");
}

#[test]
fn runs_join_and_capitals_are_a_style() {
    let content = format!(
        "{HEAD}<Paragraph Type=\"Action\"><Text>He sa</Text><Text Style=\"Bold+AllCaps\">w the</Text><Text> key. \nNext line.</Text></Paragraph>{}{}",
        p("Character", "young mara (pRE-LAP)"),
        p("Dialogue", "Well?")
    );
    let settings = "<ElementSettings Type=\"Character\"><FontSpec Style=\"AllCaps\"/></ElementSettings>
        <ElementSettings Type=\"Scene Heading\"><FontSpec Style=\"Bold+AllCaps\"/></ElementSettings>";
    assert_snapshot!(check(&content, settings), @"
    4 Heading: INT. A - DAY
    5 Action: He saW THE key.  / Next line.
    6 Character: YOUNG MARA (PRE-LAP)
    7 Dialogue: Well?
    ");
}

#[test]
fn kinds_follow_names_then_settings() {
    let content = [
        HEAD.to_owned(),
        p("Outline 2", "Beat"),
        p("Summary", "Notes to self"),
        p("Note", "Check"),
        p("Shot", "CLOSE ON a key"),
        p("General", "Plain."),
        p("New Act", "ACT TWO"),
        p("Scribble", "Hidden words"),
        p("Narrator", "VOICE"),
        p("Verse", "Blah."),
        p("Singing", "La."),
        "<Paragraph Type=\"Action\" Alignment=\"Center\"><Text>MID</Text></Paragraph>".to_owned(),
    ];
    let settings = "<ElementSettings Type=\"Scribble\"><FontSpec Style=\"Italic+HiddenText\"/></ElementSettings>
        <ElementSettings Type=\"Narrator\"><Behavior PaginateAs=\"Character\"/></ElementSettings>
        <ElementSettings Type=\"New Act\"><ParagraphSpec StartsNewPage=\"Yes\"/></ElementSettings>";
    assert_snapshot!(check(&content.concat(), settings), @"
    4 Heading: INT. A - DAY
    5 Section2: Beat
    6 Synopsis: Notes to self
    7 Note: Check
    8 Shot: CLOSE ON a key
    9 [General]: Plain.
    10 PageBreak: 
    10 [New Act]: ACT TWO
    11 Note: Hidden words
    12 Character: VOICE
    13 [Verse]: Blah.
    14 Lyric: La.
    15 Centred: MID
    ");
}

#[test]
fn dual_dialogue_is_read_once() {
    let inner = [p("Character", "MARA"), p("Dialogue", "Yes."), p("Character", "TOM"), p("Dialogue", "No.")].concat();
    let content = format!(
        "{HEAD}<Paragraph Type=\"General\"><DualDialogue>{inner}</DualDialogue></Paragraph>{}",
        p("Action", "So.")
    );
    assert_snapshot!(check(&content, ""), @"
    4 Heading: INT. A - DAY
    5 Character: MARA
    6 Dialogue: Yes.
    7 Character (right): TOM
    8 Dialogue (right): No.
    9 Action: So.
    ");
}

#[test]
fn omitted_scenes_keep_number_and_words() {
    let content = format!(
        "{HEAD}<Paragraph Number=\"33\" Type=\"Scene Heading\"><Text>Omitted</Text><OmittedScene>{}{}</OmittedScene></Paragraph>{}",
        p("Scene Heading", "INT. CUT - DAY"),
        p("Action", "Gone."),
        p("Scene Heading", "EXT. B - DAY")
    );
    assert_snapshot!(check(&content, ""), @"
    4 Heading: INT. A - DAY
    5 Omitted #33: Omitted
    5 Heading (omitted): INT. CUT - DAY
    6 Action (omitted): Gone.
    7 Heading: EXT. B - DAY
    ");
    let (screenplay, _) = super::read("a.fdx", file(&content, "").as_bytes());
    assert_snapshot!(drafts(&screenplay), @"
    1* INT A - DAY, 1/8 p1
    33 INT OMITTED - DAY*, 0 p1 omitted
    34* EXT B - DAY, 1/8 p1
    ");
}

#[test]
fn tags_are_joined_to_their_definitions() {
    let content = format!(
        "{HEAD}<Paragraph Type=\"Action\"><Text>A </Text><Text TagNumber=\"7\">rusty</Text><Text TagNumber=\"7\"> key</Text><Text> for </Text><Text TagNumber=\"9\">Mara</Text><Text TagNumber=\"99\">.</Text></Paragraph>"
    );
    let data = "<TagData><TagCategories><TagCategory Id=\"c1\" Name=\"Props\"/><TagCategory Id=\"c2\" Name=\"Cast Members\"/><TagCategory Id=\"c3\" Name=\"Drones\"/></TagCategories>
        <TagDefinitions><TagDefinition Id=\"d1\" CatId=\"c1\" Label=\"Rusty Key\"/><TagDefinition Id=\"d2\" CatId=\"c2\" Label=\"Mara\"/></TagDefinitions>
        <Tags><Tag Number=\"7\"><DefId>d1</DefId></Tag><Tag Number=\"9\" DefId=\"d2\"/></Tags></TagData>";
    assert_snapshot!(check(&content, data), @"
    4 Heading: INT. A - DAY
    5 Action: A rusty key for Mara. | tags [0, 1]
    ");
    let (screenplay, _) = super::read("a.fdx", file(&content, data).as_bytes());
    assert_snapshot!(drafts(&screenplay), @"
    1* INT A - DAY, 1/8 p1
      Props: RUSTY KEY x1, 100 %, tagged Props in the script
    ");
}

#[test]
fn page_and_rounding_come_from_the_settings() {
    let layout = |rest: &str| {
        let (screenplay, _) = super::read("a.fdx", file(HEAD, rest).as_bytes());
        let l = screenplay.layout;
        format!(
            "{} lines, {}/{}/{}, {} above, {:?}",
            l.lines_per_page, l.action_width, l.dialogue_width, l.parenthetical_width, l.heading_space, l.rounding
        )
    };
    let spec = |kind: &str, left: &str, right: &str, spacing: &str| {
        format!(
            "<ElementSettings Type=\"{kind}\"><ParagraphSpec LeftIndent=\"{left}\" RightIndent=\"{right}\" SpaceBefore=\"12\" Spacing=\"{spacing}\"/></ElementSettings>"
        )
    };
    assert_snapshot!(layout(""), @"5400 lines, 61/35/25, 2 above, Up");
    let a4 = "<PageLayout TopMargin=\"75\" BottomMargin=\"65\" BreakDialogueAndActionAtSentences=\"True\"><PageSize Height=\"11.69\" Width=\"8.26\"/></PageLayout>";
    assert_snapshot!(layout(&format!("{a4}{}{}", spec("Dialogue", "2.56", "6.25", "1.0"), spec("Scene Heading", "1.5", "7.5", "1.0"))), @"5847 lines, 61/37/25, 1 above, Nearest");
    assert_snapshot!(layout("<PageLayout TopMargin=\"x\" BottomMargin=\"90000\"/>"), @"5400 lines, 61/35/25, 2 above, Up");
}

#[test]
fn the_title_is_read_and_addresses_are_not() {
    let page = "<TitlePage><Content><Paragraph Alignment=\"Center\"/><Paragraph Alignment=\"Center\"><Text Style=\"AllCaps\">night bus</Text></Paragraph>
        <Paragraph Alignment=\"Center\"><Text>by R. Penn</Text></Paragraph><Paragraph><Text>Some Street 1</Text></Paragraph></Content></TitlePage>";
    assert_snapshot!(check(HEAD, page), @"
    Title: NIGHT BUS
    Credit: by
    Author: R. Penn
    4 Heading: INT. A - DAY
    ");
}

#[test]
fn broken_and_foreign_xml_is_refused_with_its_place() {
    assert_snapshot!(refused("a.fdx", b"<?xml version=\"1.0\"?>\n<FinalDraft>\n <Content>\n  <Paragraph></Text>\n"), @"
    error 4:14 the XML is malformed: expected 'Paragraph' tag, not 'Text'
      hint: open it in the program that wrote it and save it again
    ");
    assert_snapshot!(refused("a.fdx", b"<!DOCTYPE x [<!ENTITY a \"b\">]>\n<FinalDraft>&a;</FinalDraft>"), @"
    error 1:1 the XML declares a document type (DTD), which is refused
      hint: remove the <!DOCTYPE …> part; no script needs one
    ");
    assert_snapshot!(refused("a.fdx", b"<?xml version=\"1.0\"?><FinalDraft><Content>&nope;</Content></FinalDraft>"), @"
    error 1:43 the XML is malformed: unknown entity reference 'nope'
      hint: open it in the program that wrote it and save it again
    ");
    assert_snapshot!(refused("a.xml", b"<?xml version=\"1.0\"?><html/>"), @"
    error 0:0 the XML is not a Final Draft script: its root is 'html'
      hint: export the script as Final Draft (.fdx) or Fountain
    ");
    assert_snapshot!(refused("a.fdx", b"<FinalDraft/>"), @"
    error 0:0 the Final Draft file has no Content
      hint: open it in the program that wrote it and save it again
    ");
    assert_snapshot!(refused("a.fdx", b"<FinalDraft><Content/></FinalDraft>"), @"
    error 0:0 no scene heading found (paragraphs read: 0)
      hint: give the headings the type Scene Heading in the program that wrote the file
    ");
}

#[test]
fn a_file_named_fdx_that_is_fountain_reads() {
    assert_snapshot!(shown("a.fdx", "INT. A - DAY\n\nx"), @"
    1 Heading: INT. A - DAY
    3 Action: x
    ");
}

/// Elements with their marks and facts, and what stands around the script.
fn told(content: &str, rest: &str) -> String {
    let (screenplay, _) = super::read("a.fdx", file(content, rest).as_bytes());
    let mut out = String::new();
    for element in &screenplay.elements {
        let _ = write!(out, "{:?}: {}", element.kind, element.text.replace('\n', " / "));
        for mark in &element.marks {
            let _ = write!(out, " | {:?} {}..{}", mark.kind, mark.from, mark.to);
        }
        if let Some(facts) = &element.facts {
            let said = [
                ("title", &facts.title),
                ("by", &facts.author),
                ("on", &facts.date),
                ("colour", &facts.colour),
                ("sort", &facts.label),
            ];
            for (name, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
                let _ = write!(out, " | {name} {value}");
            }
            facts.alternates.iter().for_each(|other| _ = write!(out, " | or {other}"));
        }
        out.push_str(if element.omitted { " (omitted)\n" } else { "\n" });
    }
    for set in &screenplay.revisions {
        let active = if set.active { ", active" } else { "" };
        let _ = writeln!(out, "set {}: {} {} {}{active}", set.id, set.name, set.mark, set.colour);
    }
    out
}

#[test]
fn styles_and_revisions_are_marks_on_the_words() {
    let content = format!(
        "{HEAD}<Paragraph Type=\"Action\"><Text Style=\"Bold+Italic\">A b</Text><Text Style=\"Bold\" RevisionID=\"2\">ig</Text><Text RevisionID=\"9\"> g\u{f6}</Text><Text Style=\"Underline+Strikeout+AllCaps\">ne</Text><Text Style=\"Bold\">  </Text></Paragraph>"
    );
    let sets = "<Revisions ActiveSet=\"2\"><Revision ID=\"1\" Name=\"Blue\" Mark=\"*\" PageColor=\"#C6\"/><Revision ID=\"2\" Name=\"Pink\"/></Revisions>";
    assert_snapshot!(told(&content, sets), @"
    Heading: INT. A - DAY
    Action: A big göNE | Bold 0..5 | Italic 0..3 | Revision(1) 3..5 | Revision(2) 5..9 | Underline 9..11 | Strike 9..11
    set 1: Blue * #C6
    set 2: Pink  , active
    set 9:
    ");
}

#[test]
fn notes_are_found_wherever_a_program_puts_them() {
    let old = "<ScriptNote Author=\"R. P.\" Name=\"Cold\" DateTime=\"2026\" Color=\"#F0\" Type=\"Producer\"><Paragraph><Text>Too </Text><Text>long</Text></Paragraph><Paragraph><Text>cut</Text></Paragraph></ScriptNote>";
    let dual = [p("Character", "A"), p("Dialogue", "b"), p("Character", "C"), p("Dialogue", "d")].concat();
    let content = format!(
        "{HEAD}<Paragraph>{old}<Text>One \u{1f600}.</Text></Paragraph><Paragraph>{old}<DualDialogue>{dual}</DualDialogue></Paragraph><Paragraph Bookmark=\"Here\"><Text>Two.</Text></Paragraph><Paragraph Type=\"Scene Heading\"><Text>Omitted</Text><OmittedScene><Paragraph Type=\"Scene Heading\">{old}<Text>INT. CUT</Text></Paragraph></OmittedScene></Paragraph><Paragraph><Text>End</Text></Paragraph>"
    );
    // Units: heading 0 to 12, then 13 to 20 (the face counts two), the dual dialogue 21 to 23, 24 to 28, omitted 29 to 38, 39 on.
    let note = |range: &str| {
        format!(
            "<ScriptNote Range=\"{range}\" WriterName=\"W\"><Paragraph><Text>{range}</Text></Paragraph></ScriptNote>"
        )
    };
    let rest = format!(
        "<UnanchoredScriptNotes><ScriptNote><Paragraph><Text>Loose</Text></Paragraph></ScriptNote></UnanchoredScriptNotes><ScriptNotes>{}</ScriptNotes>",
        ["39,42", "12,12", "13,14", "21,23", "24,25", "x", "37,38", "99,100"].map(note).concat()
    );
    assert_snapshot!(told(&content, &rest), @"
    Note: Loose
    Heading: INT. A - DAY
    Note: 12,12 | by W
    Action: One 😀.
    Note: Too long / cut | title Cold | by R. P. | on 2026 | colour #F0 | sort Producer
    Note: 13,14 | by W
    Character: A
    Dialogue: b
    Character: C
    Dialogue: d
    Note: Too long / cut | title Cold | by R. P. | on 2026 | colour #F0 | sort Producer
    Note: 21,23 | by W
    Action: Two.
    Note: Here | sort Bookmark
    Note: 24,25 | by W
    Omitted: Omitted
    Heading: INT. CUT (omitted)
    Note: Too long / cut | title Cold | by R. P. | on 2026 | colour #F0 | sort Producer (omitted)
    Note: 37,38 | by W
    Action: End
    Note: 39,42 | by W
    Note: 99,100 | by W
    Note: x | by W
    ");
}

#[test]
fn other_wordings_stay_with_their_speech() {
    let content = format!(
        "{HEAD}{}<Paragraph Type=\"Dialogue\"><Text>Yes.</Text><Alts Current=\"0\"><AltId>2</AltId><AltId>1</AltId></Alts></Paragraph><Paragraph Type=\"Dialogue\"><Text>x</Text><Alts><AltId>1</AltId></Alts></Paragraph>",
        p("Character", "MARA")
    );
    let others = "<AltCollection><Alt Id=\"1\"><Paragraph><Text>No</Text><Text>pe.</Text></Paragraph></Alt><Alt Id=\"2\"><Paragraph><Text>Aye.</Text></Paragraph></Alt></AltCollection>";
    assert_snapshot!(told(&content, others), @"
    Heading: INT. A - DAY
    Character: MARA
    Dialogue: Yes. | or Aye. | or Nope.
    Dialogue: x
    ");
}

#[test]
fn the_scripts_own_words_are_kept() {
    let rest = "<SmartType><Characters><Character>mara</Character><Character>Tom</Character></Characters><Extensions><Extension>(V.O.)</Extension></Extensions>
        <SceneIntros Separator=\". \"><SceneIntro>INT</SceneIntro></SceneIntros><Locations><Location>CAMP &amp; FIRE</Location></Locations>
        <TimesOfDay Separator=\" - \"><TimeOfDay>DAY</TimeOfDay></TimesOfDay><Transitions><Transition>CUT TO:</Transition></Transitions></SmartType>
        <Actors><Actor Name=\"Man 1\"/></Actors><Cast><Member Actor=\"Man 1\" Character=\"MARA\"/><Member Actor=\"I. Moll\" Character=\"TOM\"/><Member Character=\"Ida\" Actor=\"\"/></Cast>";
    let (screenplay, _) = super::read("a.fdx", file(HEAD, rest).as_bytes());
    assert_snapshot!(format!("{:#?}", screenplay.vocabulary), @r#"
    Vocabulary {
        characters: [
            (
                "MARA",
                "",
            ),
            (
                "TOM",
                "I. Moll",
            ),
            (
                "IDA",
                "",
            ),
        ],
        extensions: [
            "(V.O.)",
        ],
        intros: [
            "INT",
        ],
        locations: [
            "CAMP & FIRE",
        ],
        times: [
            "DAY",
        ],
        transitions: [
            "CUT TO:",
        ],
        separator: " - ",
    }
    "#);
}

#[test]
fn credits_and_authors_are_told_from_addresses() {
    let page = |lines: &[&str]| {
        let line = |line: &&str| match line.strip_prefix('<') {
            Some(left) => format!("<Paragraph Alignment=\"Left\"><Text>{left}</Text></Paragraph>"),
            None => format!("<Paragraph Alignment=\"Center\"><Text>{line}</Text></Paragraph>"),
        };
        let page = format!("<TitlePage><Content>{}</Content></TitlePage>", lines.iter().map(line).collect::<String>());
        check(HEAD, &page)
    };
    assert_snapshot!(page(&["", "NIGHT BUS", "", "Screenplay by", "", "R. PENN", "and I. MOLL", "", "Story by", "I. MOLL", "", "Based on a walk", "2-22-2026", "555-0100", "r@example.com", "<Some Street 1"]), @"
    Title: NIGHT BUS
    Credit: Screenplay by
    Author: R. PENN and I. MOLL
    Credit: Story by
    Author: I. MOLL
    Source: Based on a walk
    Draft date: 2-22-2026
    4 Heading: INT. A - DAY
    ");
    assert_snapshot!(check(HEAD, "<TitlePage><Content><Paragraph><Text>My Script</Text></Paragraph><Paragraph><Text>Written by</Text></Paragraph><Paragraph><Text>J. Doe</Text></Paragraph></Content></TitlePage>"), @"
    Title: My Script
    Credit: Written by
    Author: J. Doe
    4 Heading: INT. A - DAY
    ");
    assert_snapshot!(check(HEAD, "<TitlePage><Content><Paragraph><Text>Some Street 1</Text></Paragraph></Content></TitlePage>"), @"4 Heading: INT. A - DAY");
}
