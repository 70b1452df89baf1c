//! Scene numbers and tags written back into a file: what is put in, that it is read again, and that nothing else changes.

use insta::assert_snapshot;
use model::screenplay::{Element, Mark, MarkKind, Marks, Screenplay};

use crate::final_draft::splices;
use crate::words::Words;
use crate::{FdxChanges, FdxTag, write_back};

/// A change: `3 = 12A` numbers the fourth heading; `Props: key @ 2` tags an element, `Props: key @ 2 4..8` a part of it.
fn changes(text: &str) -> FdxChanges {
    let mut all = FdxChanges::default();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((what, place)) = line.split_once(" @ ") {
            let (category, label) = what.split_once(": ").expect("a category and a label");
            let (element, range) =
                place.split_once(' ').map_or((place, None), |(element, range)| (element, Some(range)));
            let range = range.and_then(|range| range.split_once(".."));
            let byte = |text: &str| text.parse().expect("a byte");
            all.tags.push(FdxTag {
                category: category.to_owned(),
                label: label.to_owned(),
                element: byte(element),
                range: range.map(|(from, to)| byte(from)..byte(to)),
            });
        } else {
            let (ordinal, number) = line.split_once(" = ").expect("a change");
            all.numbers.push((ordinal.parse().expect("an ordinal"), number.to_owned()));
        }
    }
    all
}

/// A screenplay without what a change of the file moves about: lines.
fn comparable(text: &str) -> Screenplay {
    let (mut screenplay, _) = super::read("a.fdx", text.as_bytes());
    assert!(!screenplay.elements.is_empty());
    screenplay.elements.iter_mut().for_each(|element| element.line = 0);
    screenplay
}

/// Writes, and holds what must hold of every writing: taking the pieces out gives the bytes back, reading gives the same screenplay with the
/// changes, and writing the same again changes nothing.
pub(super) fn written(original: &str, changes: &FdxChanges) -> String {
    let words = Words::standard();
    let result = write_back(original, changes, words).expect("the changes fit the file");
    let pieces = splices(original, changes, words).expect("the changes fit the file");
    let (mut undone, mut at, mut from) = (String::new(), 0, 0);
    for piece in &pieces {
        let kept = &original[from..piece.at];
        assert!(result[at..].starts_with(kept), "bytes between two pieces changed");
        assert!(result[at + kept.len()..].starts_with(&piece.put));
        undone.push_str(kept);
        undone.push_str(&original[piece.at..piece.at + piece.removed]);
        at += kept.len() + piece.put.len();
        from = piece.at + piece.removed;
        // Only an old number, or the stroke of a list that was closed at once, makes room.
        assert!(piece.removed == 0 || original[..piece.at].ends_with('"') || &original[piece.at..from] == "/>");
    }
    assert_eq!(&result[at..], &original[from..]);
    undone.push_str(&original[from..]);
    assert_eq!(undone, original);

    let (mut before, mut after) = (comparable(original), comparable(&result));
    let headings: Vec<usize> = (0..before.elements.len()).filter(|at| before.elements[*at].opens_scene()).collect();
    for (ordinal, number) in &changes.numbers {
        before.elements[headings[*ordinal]].facts_mut().number =
            Some(number.clone()).filter(|number| !number.is_empty());
    }
    assert_eq!(before.elements.len(), after.elements.len());
    for (old, new) in before.elements.iter().zip(&after.elements) {
        assert_eq!((&old.text, &old.kind, &old.facts, old.dual), (&new.text, &new.kind, &new.facts, new.dual));
        let kept = |mark: &Mark| {
            new.marks.iter().any(|other| other.kind == mark.kind && other.from <= mark.from && mark.to <= other.to)
        };
        assert!(old.marks.iter().all(kept), "a mark of {:?} is lost", old.text);
    }
    for tag in &changes.tags {
        let (old, new) = (&before.elements[tag.element], &after.elements[tag.element]);
        let range = tag.range.clone().unwrap_or(0..new.text.len());
        let (then, now) = (tagged(&before, old, &tag.label), tagged(&after, new, &tag.label));
        for at in 0..now.len() {
            let asked = changes.tags.iter().any(|other| {
                let all = other.range.clone().unwrap_or(0..new.text.len());
                other.element == tag.element && other.label.eq_ignore_ascii_case(&tag.label) && all.contains(&at)
            });
            assert_eq!(now[at], then[at] || asked, "byte {at} of {:?}", new.text);
            assert!(now[at] || !range.contains(&at));
        }
    }
    before.elements.iter_mut().chain(&mut after.elements).for_each(|element| element.marks = Marks::default());
    after.tags.truncate(before.tags.len());
    assert_eq!(before, after);
    assert_eq!(write_back(&result, changes, words).as_deref(), Ok(result.as_str()), "writing again changes nothing");
    result
}

/// Which bytes of an element carry a label.
fn tagged(screenplay: &Screenplay, element: &Element, label: &str) -> Vec<bool> {
    let mut bytes = vec![false; element.text.len()];
    for mark in &element.marks {
        if let MarkKind::Tag(index) = mark.kind
            && screenplay.tags[index as usize].label.eq_ignore_ascii_case(label)
        {
            bytes[mark.from as usize..mark.to as usize].fill(true);
        }
    }
    bytes
}

fn check(original: &str, wanted: &str) -> String {
    written(original, &changes(wanted))
}

/// A file of these paragraphs.
fn file(content: &str, rest: &str) -> String {
    format!("<FinalDraft>\n<Content>\n{content}\n</Content>\n{rest}</FinalDraft>")
}

/// The content of a result.
fn content(text: &str) -> &str {
    let from = text.find("<Content>\n").map_or(0, |at| at + 10);
    &text[from..text.find("\n</Content>").unwrap_or(text.len())]
}

const HEAD: &str = "<Paragraph Type=\"Scene Heading\"><Text>INT. A - DAY</Text></Paragraph>\n";
const LISTS: &str = "  <TagData>
    <TagCategories>
      <TagCategory Id=\"05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa\" Name=\"Requisiten\" Number=\"6\"/>
      <TagCategory Id=\"c9\" Name=\"Drones\" Number=\"7\"/>
    </TagCategories>
    <TagDefinitions>
      <TagDefinition CatId=\"05C556EB-6bc1-4a3a-b09f-f8b5ba1b6afa\" Id=\"d1\" Label=\"Rusty Key\" Number=\"1\"/>
    </TagDefinitions>
    <Tags>
      <Tag Number=\"7\"><DefId>d1</DefId></Tag>
    </Tags>
  </TagData>
";

#[test]
fn numbers_are_put_in_and_replaced() {
    let text = file(
        "<Paragraph Type=\"Scene Heading\"><Text>INT. A</Text></Paragraph>\r\n<Paragraph Number='2' Type=\"Scene Heading\"><Text>OMITTED</Text><OmittedScene><Paragraph Type=\"Scene Heading\"><Text>INT. CUT</Text></Paragraph></OmittedScene></Paragraph>\n<Paragraph  Number = \"3\"  Type=\"Scene Heading\"><Text>INT. B</Text></Paragraph>",
        "",
    );
    let result = check(&text, "0 = 1A\n1 = 2\n2 = 4 & \"5\"");
    assert_snapshot!(content(&result), @r#"
    <Paragraph Number="1A" Type="Scene Heading"><Text>INT. A</Text></Paragraph>
    <Paragraph Number='2' Type="Scene Heading"><Text>OMITTED</Text><OmittedScene><Paragraph Type="Scene Heading"><Text>INT. CUT</Text></Paragraph></OmittedScene></Paragraph>
    <Paragraph  Number = "4 &amp; &quot;5&quot;"  Type="Scene Heading"><Text>INT. B</Text></Paragraph>
    "#);
    check(&format!("\u{feff}<?xml version=\"1.0\"?>\r\n{text}\r\n"), "2 = 7");
}

#[test]
fn a_tag_splits_the_run_it_is_on() {
    let text = file(
        &format!(
            "{HEAD}<Paragraph><Text Style=\"Italic\" Size='12'>A ru&#115;ty &amp; old</Text><Text> key</Text></Paragraph>"
        ),
        LISTS,
    );
    let result = check(&text, "Props: rusty key @ 1 2..17\nDrones: Eye @ 0");
    assert_snapshot!(result, @r#"
    <FinalDraft>
    <Content>
    <Paragraph Type="Scene Heading"><Text TagNumber="8">INT. A - DAY</Text></Paragraph>
    <Paragraph><Text Style="Italic" Size='12'>A </Text><Text TagNumber="9" Style="Italic" Size='12'>ru&#115;ty &amp; old</Text><Text TagNumber="9"> key</Text></Paragraph>
    </Content>
      <TagData>
        <TagCategories>
          <TagCategory Id="05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa" Name="Requisiten" Number="6"/>
          <TagCategory Id="c9" Name="Drones" Number="7"/>
        </TagCategories>
        <TagDefinitions>
          <TagDefinition CatId="05C556EB-6bc1-4a3a-b09f-f8b5ba1b6afa" Id="d1" Label="Rusty Key" Number="1"/>
          <TagDefinition CatId="c9" Id="ce619574-aaf1-045b-b176-a41148f3bb8b" Label="Eye" Number="2"/>
        </TagDefinitions>
        <Tags>
          <Tag Number="7"><DefId>d1</DefId></Tag>
          <Tag Number="8"><DefId>ce619574-aaf1-045b-b176-a41148f3bb8b</DefId></Tag>
          <Tag Number="9"><DefId>d1</DefId></Tag>
        </Tags>
      </TagData>
    </FinalDraft>
    "#);
}

#[test]
fn tags_on_one_another_share_the_run() {
    let text = file(
        &format!("{HEAD}<Paragraph><Text>The </Text><Text TagNumber=\"7\">rusty key</Text><Text>.</Text></Paragraph>"),
        LISTS,
    );
    let result = check(&text, "Vehicles: rust @ 1 4..8\nProps: Rusty Key @ 1 4..13\nSound: creak @ 1");
    assert_snapshot!(result, @r##"
    <FinalDraft>
    <Content>
    <Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
    <Paragraph><Text TagNumber="8">The </Text><Text TagNumber="9">rust</Text><Text TagNumber="10">y key</Text><Text TagNumber="8">.</Text></Paragraph>
    </Content>
      <TagData>
        <TagCategories>
          <TagCategory Id="05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa" Name="Requisiten" Number="6"/>
          <TagCategory Id="c9" Name="Drones" Number="7"/>
          <TagCategory Color="#94AA11150000" Id="04721a56-f54b-49c8-80ad-d53887d6b851" Name="Vehicles" Number="8" Style="Bold"/>
          <TagCategory Color="#94AA11150000" Id="0ce7d308-096d-4603-8fe8-349f72cd89ff" Name="Sound" Number="9" Style="Bold"/>
        </TagCategories>
        <TagDefinitions>
          <TagDefinition CatId="05C556EB-6bc1-4a3a-b09f-f8b5ba1b6afa" Id="d1" Label="Rusty Key" Number="1"/>
          <TagDefinition CatId="04721a56-f54b-49c8-80ad-d53887d6b851" Id="14d036f3-9a58-80cb-4377-38d950b1ef3b" Label="rust" Number="2"/>
          <TagDefinition CatId="0ce7d308-096d-4603-8fe8-349f72cd89ff" Id="c05d7455-bb94-fc9e-3eba-b267d3bde78e" Label="creak" Number="3"/>
        </TagDefinitions>
        <Tags>
          <Tag Number="7"><DefId>d1</DefId></Tag>
          <Tag Number="8"><DefId>c05d7455-bb94-fc9e-3eba-b267d3bde78e</DefId></Tag>
          <Tag Number="9"><DefId>14d036f3-9a58-80cb-4377-38d950b1ef3b</DefId><DefId>c05d7455-bb94-fc9e-3eba-b267d3bde78e</DefId><DefId>d1</DefId></Tag>
          <Tag Number="10"><DefId>c05d7455-bb94-fc9e-3eba-b267d3bde78e</DefId><DefId>d1</DefId></Tag>
        </Tags>
      </TagData>
    </FinalDraft>
    "##);
}

#[test]
fn a_file_without_tags_gets_the_lists() {
    let text = file(HEAD, "  <WriterMarkup/>\r\n  <ScriptNotes/>\r\n");
    let result = check(&text, "Cast: MARA @ 0 0..3");
    let tags = result.lines().filter(|line| !line.contains("<TagCategory ")).collect::<Vec<_>>().join("\n");
    assert_snapshot!(tags.replace('\r', ""), @r#"
    <FinalDraft>
    <Content>
    <Paragraph Type="Scene Heading"><Text TagNumber="1">INT</Text><Text>. A - DAY</Text></Paragraph>

    </Content>
      <WriterMarkup/>

      <TagData>
        <TagCategories>
        </TagCategories>
        <TagDefinitions>
          <TagDefinition CatId="01fc9642-84ff-4366-b37c-a3068dee57e8" Id="072b5b2f-e504-2687-4160-aa59341c9f17" Label="MARA" Number="1"/>
        </TagDefinitions>
        <Tags>
          <Tag Number="1"><DefId>072b5b2f-e504-2687-4160-aa59341c9f17</DefId></Tag>
        </Tags>
      </TagData>
      <ScriptNotes/>
    </FinalDraft>
    "#);
    assert_eq!(result.matches("<TagCategory ").count(), 29);
    assert!(!result.split("WriterMarkup/>").nth(1).unwrap_or_default().replace("\r\n", "").contains('\n'));
    check(&file(HEAD, "<ScriptNotes/>"), "Props: key @ 0 0..3");
    check(&file(HEAD, ""), "Nets: key @ 0 0..3");
    check(&file(HEAD, "<TagData/>"), "Nets: key @ 0 0..3\nProps: x @ 0");
    check(&file(HEAD, "<TagData><TagCategories/><Tags></Tags></TagData>"), "Nets: key @ 0 0..3");
}

#[test]
fn odd_runs_are_split_where_they_can_be() {
    let text = file(
        &format!(
            "{HEAD}<Paragraph><Text Style=\"AllCaps\">stra\u{df}e x</Text><Text><![CDATA[a < b]]>&#x20;c</Text><Text/></Paragraph>"
        ),
        "",
    );
    // Half of the two letters that one became is all of it.
    let (screenplay, _) = super::read("a.fdx", text.as_bytes());
    assert_eq!(screenplay.elements[1].text, "STRASSE Xa < b c");
    let result = check(&text, "Props: a @ 1 9..13\nProps: b @ 1 0..6");
    assert_snapshot!(content(&result), @r#"
    <Paragraph Type="Scene Heading"><Text>INT. A - DAY</Text></Paragraph>
    <Paragraph><Text TagNumber="1" Style="AllCaps">straß</Text><Text Style="AllCaps">e x</Text><Text TagNumber="2"><![CDATA[a < ]]></Text><Text><![CDATA[b]]>&#x20;c</Text><Text/></Paragraph>
    "#);
}

#[test]
fn what_does_not_fit_the_file_is_refused() {
    let told = |text: &str, wanted: &str| {
        let notice = write_back(text, &changes(wanted), Words::standard()).expect_err("a refusal");
        format!("{}\nhint: {}", notice.message, notice.hint)
    };
    let text = file(&format!("{HEAD}<Paragraph><Text>\u{e9}t\u{e9}</Text></Paragraph>"), "");
    assert_snapshot!(told(&text, "3 = 1"), @"
    the file has no scene 4; it has 1 scenes
    hint: read the file again before numbers are written into it
    ");
    assert_snapshot!(told(&text, "Props: key @ 9"), @"
    'key' is tagged on element 9, which is no paragraph of the file
    hint: read the file again before tags are written into it
    ");
    assert_snapshot!(told(&text, "Props: key @ 1 1..3"), @"
    'key' is tagged on bytes 1 to 3 of a text of 5 bytes
    hint: read the file again before tags are written into it
    ");
    assert_snapshot!(told("<FinalDraft><Content>", "0 = 1"), @"
    the XML is malformed: 'Content' is never closed
    hint: open it in the program that wrote it and save it again
    ");
}
