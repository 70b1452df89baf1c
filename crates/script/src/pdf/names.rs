//! What the names of glyphs mean (Adobe Glyph List, the part that scripts in Latin, Greek and Cyrillic letters need), and the
//! byte encodings of fonts that bring none of their own (ISO 32000-1, annex D).

use super::objects::Object;

/// A byte encoding that a font dictionary names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Standard,
    Windows,
    Mac,
}

impl Encoding {
    pub(crate) fn named(object: &Object) -> Option<Self> {
        match object.name()? {
            b"WinAnsiEncoding" => Some(Self::Windows),
            b"MacRomanEncoding" => Some(Self::Mac),
            b"StandardEncoding" => Some(Self::Standard),
            _ => None,
        }
    }

    /// The letter of a code.
    pub(crate) fn letter(self, code: u8) -> Option<char> {
        let high = |table: &str| table.chars().nth(usize::from(code - 0x80)).filter(|c| *c != '\u{fffd}');
        match (self, code) {
            (_, 0..=31 | 127) => None,
            (Self::Standard, 0x27) => Some('’'),
            (Self::Standard, 0x60) => Some('‘'),
            (_, 32..=126) => Some(char::from(code)),
            (Self::Windows, 0xa0..=0xff) => Some(char::from(code)),
            (Self::Windows, _) => high(WINDOWS).or(Some('•')),
            (Self::Mac, _) => high(MAC),
            (Self::Standard, _) => high(STANDARD),
        }
    }
}

/// Codes 80 to 9f.
const WINDOWS: &str = "€\u{fffd}‚ƒ„…†‡ˆ‰Š‹Œ\u{fffd}Ž\u{fffd}\u{fffd}‘’“”•–—˜™š›œ\u{fffd}žŸ";
/// Codes 80 to ff.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";
/// Codes 80 to ff.
const STANDARD: &str = "\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}¡¢£⁄¥ƒ§¤'“«‹›ﬁﬂ\u{fffd}–†‡·\u{fffd}¶•‚„”»…‰\u{fffd}¿\u{fffd}`´ˆ˜¯˘˙¨\u{fffd}˚¸\u{fffd}˝˛ˇ—\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}Æ\u{fffd}ª\u{fffd}\u{fffd}\u{fffd}\u{fffd}ŁØŒº\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}æ\u{fffd}\u{fffd}\u{fffd}ı\u{fffd}\u{fffd}łøœß";

/// The letters a glyph's name stands for.
pub(crate) fn letters(name: &str) -> Option<String> {
    // What follows a full stop is a variant: `a.sc`.
    let base = name.split('.').next().filter(|base| !base.is_empty())?;
    let parts: Option<String> = base.split('_').map(one).collect();
    parts.filter(|letters| !letters.is_empty())
}

fn one(name: &str) -> Option<char> {
    let mut chars = name.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && only.is_ascii_alphabetic()
    {
        return Some(only);
    }
    let mut pairs = NAMES.split_ascii_whitespace().filter_map(|pair| pair.split_once('='));
    if let Some((_, letter)) = pairs.find(|(known, _)| *known == name) {
        return letter.chars().next();
    }
    match name {
        "space" | "nbspace" | "nonbreakingspace" => return Some(' '),
        "softhyphen" | "sfthyphen" => return Some('-'),
        _ => {}
    }
    let hex = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let coded = name.strip_prefix("uni").and_then(|digits| hex(digits.get(..4)?));
    coded.or_else(|| name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len())).and_then(hex)).or_else(
        || {
            // Adobe's Cyrillic: afii10017 is А.
            let number: u32 = name.strip_prefix("afii")?.parse().ok()?;
            match number {
                10017..=10022 => char::from_u32(0x410 + number - 10017),
                10023 => Some('Ё'),
                10024..=10049 => char::from_u32(0x416 + number - 10024),
                10065..=10070 => char::from_u32(0x430 + number - 10065),
                10071 => Some('ё'),
                10072..=10097 => char::from_u32(0x436 + number - 10072),
                _ => None,
            }
        },
    )
}

const NAMES: &str = "exclam=! quotedbl=\" numbersign=# dollar=$ percent=% ampersand=& quotesingle=' quoteright=’ parenleft=( parenright=) \
asterisk=* plus=+ comma=, hyphen=- minus=− period=. slash=/ zero=0 one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9 colon=: \
semicolon=; less=< equal== greater=> question=? at=@ bracketleft=[ backslash=\\ bracketright=] asciicircum=^ underscore=_ grave=` \
quoteleft=‘ braceleft={ bar=| braceright=} asciitilde=~ exclamdown=¡ cent=¢ sterling=£ fraction=⁄ yen=¥ florin=ƒ section=§ currency=¤ \
quotedblleft=“ quotedblright=” guillemotleft=« guillemotright=» guilsinglleft=‹ guilsinglright=› fi=ﬁ fl=ﬂ ff=ﬀ ffi=ﬃ ffl=ﬄ endash=– \
emdash=— dagger=† daggerdbl=‡ periodcentered=· paragraph=¶ bullet=• quotesinglbase=‚ quotedblbase=„ ellipsis=… perthousand=‰ \
questiondown=¿ acute=´ circumflex=ˆ tilde=˜ macron=¯ breve=˘ dotaccent=˙ dieresis=¨ ring=˚ cedilla=¸ hungarumlaut=˝ ogonek=˛ caron=ˇ \
AE=Æ ordfeminine=ª Lslash=Ł Oslash=Ø OE=Œ ordmasculine=º ae=æ dotlessi=ı lslash=ł oslash=ø oe=œ germandbls=ß copyright=© registered=® \
trademark=™ degree=° plusminus=± mu=µ multiply=× divide=÷ logicalnot=¬ brokenbar=¦ onesuperior=¹ twosuperior=² threesuperior=³ \
onequarter=¼ onehalf=½ threequarters=¾ Euro=€ Eth=Ð eth=ð Thorn=Þ thorn=þ Aacute=Á Acircumflex=Â Adieresis=Ä Agrave=À Aring=Å Atilde=Ã \
Ccedilla=Ç Eacute=É Ecircumflex=Ê Edieresis=Ë Egrave=È Iacute=Í Icircumflex=Î Idieresis=Ï Igrave=Ì Ntilde=Ñ Oacute=Ó Ocircumflex=Ô \
Odieresis=Ö Ograve=Ò Otilde=Õ Scaron=Š Uacute=Ú Ucircumflex=Û Udieresis=Ü Ugrave=Ù Yacute=Ý Ydieresis=Ÿ Zcaron=Ž aacute=á acircumflex=â \
adieresis=ä agrave=à aring=å atilde=ã ccedilla=ç eacute=é ecircumflex=ê edieresis=ë egrave=è iacute=í icircumflex=î idieresis=ï igrave=ì \
ntilde=ñ oacute=ó ocircumflex=ô odieresis=ö ograve=ò otilde=õ scaron=š uacute=ú ucircumflex=û udieresis=ü ugrave=ù yacute=ý ydieresis=ÿ \
zcaron=ž Abreve=Ă abreve=ă Amacron=Ā amacron=ā Aogonek=Ą aogonek=ą Cacute=Ć cacute=ć Ccaron=Č ccaron=č Dcaron=Ď dcaron=ď Dcroat=Đ \
dcroat=đ Ecaron=Ě ecaron=ě Edotaccent=Ė edotaccent=ė Emacron=Ē emacron=ē Eogonek=Ę eogonek=ę Gbreve=Ğ gbreve=ğ Idotaccent=İ Imacron=Ī \
imacron=ī Lacute=Ĺ lacute=ĺ Lcaron=Ľ lcaron=ľ Nacute=Ń nacute=ń Ncaron=Ň ncaron=ň Ohungarumlaut=Ő ohungarumlaut=ő Racute=Ŕ racute=ŕ \
Rcaron=Ř rcaron=ř Sacute=Ś sacute=ś Scedilla=Ş scedilla=ş Tcaron=Ť tcaron=ť Uhungarumlaut=Ű uhungarumlaut=ű Umacron=Ū umacron=ū \
Uogonek=Ų uogonek=ų Uring=Ů uring=ů Zacute=Ź zacute=ź Zdotaccent=Ż zdotaccent=ż Alpha=Α Beta=Β Gamma=Γ Delta=Δ Omega=Ω alpha=α beta=β \
gamma=γ delta=δ pi=π";
