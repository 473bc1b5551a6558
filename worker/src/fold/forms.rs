//! Character by character: full and half width, compatibility forms, CJK
//! radicals, signs that charsets confuse, and invisible characters.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::{
    report::{RepairKind, Report},
    span::{Rewriter, SpannedText},
};

/// What becomes of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// It stays.
    Plain,
    /// It goes: nobody sees it.
    Invisible,
    /// A blank of whatever width; a plain one takes its place.
    Blank,
    Width(char),
    Compatibility(char),
    /// A compatibility character of several letters (㎡, ㈱).
    Several,
    /// Another code point for the same sign, by charset.
    Sign(char),
}

/// CJK radicals that stand for characters in text copied out of PDF files and
/// that have no compatibility mapping; Unicode's
/// `EquivalentUnifiedIdeograph.txt` (Unicode License v3) names the ideographs.
const RADICALS: &str = "⺁厂⺂乛⺃乚⺅亻⺆冂⺇几⺉刂⺊卜⺋㔾⺌小⺍小⺎尢⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌\
    ⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牜⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳罓⺵羊⺶羊\
    ⺷羊⺸芈⺹耂⺺聿⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長\
    ⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐\
    ⻭歯⻮齿⻯竜⻰龙⻱亀⻲龟⻳龟";

static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let mut forms: Vec<Form> = (0..=u16::MAX)
        .map(|code| char::from_u32(u32::from(code)).map_or(Form::Plain, form_of))
        .collect();
    let mut radicals = RADICALS
        .chars()
        .filter(|character| !character.is_whitespace());
    while let (Some(radical), Some(ideograph)) = (radicals.next(), radicals.next()) {
        if let Some(form) = forms.get_mut(radical as usize) {
            *form = Form::Compatibility(ideograph);
        }
    }
    forms
});

/// Which characters have another form, by code point: a table that stays in the
/// cache, since most characters have none.
static ODD: LazyLock<Vec<bool>> =
    LazyLock::new(|| FORMS.iter().map(|form| *form != Form::Plain).collect());

/// Whether a character is not in its canonical form.
pub(super) fn is_odd(character: char) -> bool {
    match ODD.get(character as usize) {
        Some(is_odd) => *is_odd,
        None => form_of(character) != Form::Plain,
    }
}

/// What the canonical form of a character is written with.
pub(super) fn canonical(character: char) -> String {
    match form(character) {
        Form::Plain => character.into(),
        Form::Invisible => String::new(),
        Form::Blank => " ".into(),
        Form::Sign(unified) | Form::Width(unified) | Form::Compatibility(unified) => unified.into(),
        Form::Several => std::iter::once(character).nfkc().collect(),
    }
}

/// The text with each character in its one form, or `None` where it is so.
pub(super) fn unify(source: &SpannedText, report: &mut Report) -> Option<SpannedText> {
    let mut rewriter = Rewriter::new(source);
    let mut letters = String::new();
    for (offset, character) in source.as_str().char_indices() {
        if !is_odd(character) {
            continue;
        }
        let form = form(character);
        let range = offset..offset + character.len_utf8();
        letters.clear();
        let kind = match form {
            Form::Plain => continue,
            Form::Invisible => Some(RepairKind::Invisible),
            Form::Blank => {
                letters.push(' ');
                None
            }
            Form::Sign(sign) => {
                letters.push(sign);
                None
            }
            Form::Width(unified) => {
                letters.push(unified);
                // Punctuation of either width is the writer's choice.
                let is_damage = !matches!(character, '！'..='／' | '：'..='＠')
                    || matches!(character, '＂' | '＇' | '％');
                is_damage.then_some(RepairKind::WidthFolded)
            }
            Form::Compatibility(unified) => {
                letters.push(unified);
                Some(RepairKind::CompatibilityForm)
            }
            Form::Several => {
                letters.extend(std::iter::once(character).nfkc());
                Some(RepairKind::CompatibilityForm)
            }
        };
        if let Some(kind) = kind {
            note(report, kind, source, &range, &letters);
        }
        rewriter.replace(range, &letters);
    }
    rewriter.finish()
}

fn note(
    report: &mut Report,
    kind: RepairKind,
    source: &SpannedText,
    range: &std::ops::Range<usize>,
    after: &str,
) {
    report.note(
        kind,
        source.get(range.clone()),
        after,
        source.body_span(range.clone()),
    );
}

fn form(character: char) -> Form {
    match FORMS.get(character as usize) {
        Some(form) => *form,
        None => form_of(character),
    }
}

/// The form by Unicode's own data and the charsets' confusions.
fn form_of(character: char) -> Form {
    match character {
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}'
        | '\u{0}'..='\u{8}'
        | '\u{E}'..='\u{1F}'
        | '\u{7F}'..='\u{84}'
        | '\u{86}'..='\u{9F}' => Form::Invisible,
        '\u{A0}'
        | '\u{1680}'
        | '\u{2000}'..='\u{200A}'
        | '\u{202F}'
        | '\u{205F}'
        | '\u{3000}'
        | '\u{B}'
        | '\u{C}' => Form::Blank,
        // GB 2312's dot and dash are read as either by decoders.
        '・' | '‧' | '･' => Form::Sign('·'),
        '―' | '─' | '﹘' => Form::Sign('—'),
        // Big5 has a slash twice.
        '∕' => Form::Sign('/'),
        '〝' => Form::Sign('“'),
        '〞' => Form::Sign('”'),
        // Marks whose place decides their width.
        '，' | '：' | '；' | '！' | '？' => Form::Plain,
        '\u{FF01}'..='\u{FF5E}' => {
            Form::Width(char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character))
        }
        '\u{FF61}'..='\u{FFEE}' => single(character).map_or(Form::Several, Form::Width),
        '\u{2E9F}'
        | '\u{2EF3}'
        | '\u{2F00}'..='\u{2FD5}'
        | '\u{3038}'..='\u{303A}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{2F800}'..='\u{2FA1F}'
        | '\u{FB00}'..='\u{FB06}'
        | '\u{FE30}'..='\u{FE6B}'
        | '\u{2100}'..='\u{2102}'
        | '\u{2104}'..='\u{2115}'
        | '\u{2119}'..='\u{213B}'
        | '\u{2160}'..='\u{217F}'
        | '\u{3131}'..='\u{318E}'
        | '\u{3220}'..='\u{3243}'
        | '\u{3280}'..='\u{32B0}'
        | '\u{32C0}'..='\u{33FF}'
        | '\u{1D400}'..='\u{1D7FF}' => match single(character) {
            Some(unified) if unified == character => Form::Plain,
            Some(unified) => Form::Compatibility(unified),
            None => Form::Several,
        },
        _ => Form::Plain,
    }
}

/// The one character that NFKC gives, where it gives one.
fn single(character: char) -> Option<char> {
    let mut forms = std::iter::once(character).nfkc();
    forms.next().filter(|_first| forms.next().is_none())
}
