//! Blanks within a line: what stands on either side shows that no line ends there.

use super::{
    VALUE_CHARS_MAX, ends_sentence,
    header::{is_byline, is_publisher, opens_header},
    is_bullet, opens_item,
    words::ends_with_label,
};
use crate::{decode::continuity, numbering::NUMERALS, page::wrap::is_wide, surname::is_full_name};

/// Longest beginning of a report that names its paper, in characters.
const DATELINE_CHARS_MAX: usize = 20;
/// Shortest telephone number, in characters.
const TELEPHONE_CHARS_MIN: usize = 7;
/// Longest label before a value, with its colon; longer ones announce what
/// follows.
const VALUE_LABEL_CHARS_MAX: usize = 6;
/// Fewest digits of a standard's number.
const STANDARD_DIGITS_MIN: usize = 3;
/// Labels whose names stand behind a blank.
const BYLINE_LABELS: [&str; 8] = [
    "记者",
    "記者",
    "通讯员",
    "通訊員",
    "作者",
    "编辑",
    "編輯",
    "原创",
];
/// Digits that a whole date begins with.
const YEAR_DIGITS: usize = 4;
/// Longest heading that stands above its paragraph, in characters: 第二天.
const HEADING_CHARS_MAX: usize = 4;
/// Longest word of a button, with its brackets, in characters.
const BUTTON_CHARS_MAX: usize = 12;
/// Longest word in heavy brackets that heads a paragraph, in characters.
const LABEL_CHARS_MAX: usize = 6;
/// From here on two pieces are one beyond doubt, in half bits.
const CONTINUITY_MIN: i32 = 24;
/// What a page counts of its readers, before the number.
const COUNTED_BEFORE: [&str; 15] = [
    "阅读", "閱讀", "浏览", "瀏覽", "点击", "點閱", "评论", "留言", "收藏", "分享", "转发", "在看",
    "赞", "热度", "人气",
];

/// What is counted.
const UNITS: &[char] = &[
    '年', '月', '日', '时', '時', '万', '萬', '亿', '億', '元', '家', '人', '名', '个', '個', '次',
    '项', '項', '吨', '%',
];
/// Words that begin as a unit does and count nothing.
const LATER_WORDS: [&str; 8] = [
    "日前", "日本", "年会", "年會", "年度", "月底", "人民", "家长",
];
/// Ends of what a person is, behind whom the name stands.
const NAMED_BEHIND: &[char] = &[
    '长', '長', '任', '员', '員', '席', '师', '師', '授', '裁', '理', '监', '監', '记', '記', '者',
    '辑', '輯', '编', '編', '班', '对', '對', '核', '责', '責', '影', '生', '图', '圖', '摄', '攝',
    '处', '處', '科', '局',
];
/// What persons do behind whose name it stands.
const SPEAKING: [&str; 10] = [
    "说", "說", "表示", "介绍", "介紹", "指出", "致辞", "致詞", "坦言", "透露",
];
/// What the number of an item is made of.
const NUMBER_MARKS: &str = "第条章項项、.．()（）";

/// Of those signs the ones that leave no doubt: Latin words that go on, the number or
/// mark of an item, a word in heavy brackets above its paragraph, the class of a
/// document, a number that goes on, and the name of who is what stands before.
pub(super) const CERTAIN_SIGNS: u32 = 0b10_0001_0011_1101;

/// The signs that a line cannot have ended between the two pieces, one bit for each;
/// `in_text` tells that text stood before.
pub(super) fn signs_of_joint(before: &str, text: &str, in_trail: bool, in_text: bool) -> u16 {
    let last_word = before
        .rsplit([' ', '\u{3000}', '(', '（'])
        .next()
        .unwrap_or(before);
    let chars = before.chars().count();
    let latin = !in_trail && goes_on_in_latin(before, last_word, text);
    let dashed = is_dash(text) || is_dash(last_word);
    let number = !before.contains([' ', '\u{3000}'])
        && (is_item_number(before) || is_counter(before))
        && chars <= 4;
    let bullet = is_lone_mark(last_word);
    let headed = text.contains('。') && is_bracketed_label(before);
    // 〔2024〕52号 （B类）
    let class = last_word.ends_with(['号', '號']) && is_short_bracket(text);
    let buttons = is_bracketed(last_word) && is_bracketed(text);
    let telephone =
        before.ends_with(is_wide) && !ends_sentence(before) && begins_with_telephone(text);
    [
        latin,
        dashed,
        number,
        bullet,
        headed,
        class,
        buttons,
        telephone,
        goes_on_in_number(before, last_word, text),
        goes_on_in_word(before, last_word, text),
        gives_value(before, last_word, text),
        begins_report(before, last_word, text),
        gives_day(before, last_word, text, in_text),
        in_text && names_holder(last_word, text),
    ]
    .into_iter()
    .enumerate()
    .fold(0, |signs, (at, sign)| signs | u16::from(sign) << at)
}

/// 合作协 议。: whether neither piece can end or begin a line.
fn goes_on_in_word(before: &str, last_word: &str, text: &str) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    text.starts_with(['。', '，', '、', '；', '”', '》', '」', '：', ':', '的'])
        || before.ends_with(is_wide)
            && is_wide(first)
            && !matches!(first, '《' | '“' | '「' | '【' | '·')
            && (before.chars().count() > HEADING_CHARS_MAX
                || is_single(last_word)
                || is_single(text))
            && continuity(before, text) >= CONTINUITY_MIN
}

/// Whether a label, or what somebody is, stands before its value or name.
fn gives_value(before: &str, last_word: &str, text: &str) -> bool {
    let chars = text.chars().count();
    let value = before.ends_with([':', '：'])
        && (last_word.chars().count() <= VALUE_LABEL_CHARS_MAX || last_word.contains("位置"))
        && chars <= VALUE_CHARS_MAX;
    let byline = BYLINE_LABELS.iter().any(|label| last_word.ends_with(label))
        && (chars <= VALUE_CHARS_MAX || begins_with_reporter(text));
    value || byline || names_holder(last_word, text)
}

/// Whether a piece begins with the name of who is what stands before: 秘书长 某某（左）,
/// 局长 某某说.
fn names_holder(last_word: &str, text: &str) -> bool {
    let name = text
        .split([' ', '\u{3000}', '（', '(', '、', '，', '：'])
        .next()
        .unwrap_or(text);
    let speaker = SPEAKING.iter().find_map(|verb| name.split_once(verb));
    let is_name = is_full_name(name) || speaker.is_some_and(|(name, _)| is_full_name(name));
    is_name && last_word.ends_with(NAMED_BEHIND) && !opens_header(text)
}

/// Whether who reports stands before whence, or both before the report: 某社
/// 某地7月1日电, 某某晚报／ 記者某某／某地報導, 某某 发自江畔.
fn begins_report(before: &str, last_word: &str, text: &str) -> bool {
    let chars = before.chars().count();
    let is_wired = |text: &str| text.ends_with(['电', '電']) && text.contains('日');
    let agency = is_wired(text) && chars <= VALUE_LABEL_CHARS_MAX && is_publisher(before);
    let dateline = chars <= DATELINE_CHARS_MAX
        && last_word == before
        && (before.ends_with(['讯', '訊']) && !is_publisher(before) || is_wired(before));
    let reported = before.ends_with(['／', '/']) && is_byline(text)
        || is_full_name(before) && text.starts_with("发自");
    agency || dateline || reported
}

/// Whether a day or the time of day belongs to what stands before: 最后更新
/// 2024-07-09 20:51.
fn gives_day(before: &str, last_word: &str, text: &str, in_text: bool) -> bool {
    let is_time = |time: &str| {
        (time.bytes().enumerate()).all(|(at, byte)| match at {
            2 => byte == b':',
            _ => byte.is_ascii_digit(),
        })
    };
    let time = before.ends_with(|c: char| c.is_ascii_digit() || c == '日')
        && text.get(..5).is_some_and(is_time);
    let labelled = last_word.chars().count() <= VALUE_LABEL_CHARS_MAX && ends_with_label(last_word);
    let dated = opens_header(text)
        && text.chars().take_while(char::is_ascii_digit).count() >= YEAR_DIGITS
        && (labelled || is_address(before) || in_text && is_paper(before));
    time || dated
}

/// Whether Latin words go on: `José Pereira`, `P. LEAGUE`, or the number of a
/// standard behind its letters, `ISO 22000`.
fn goes_on_in_latin(before: &str, last_word: &str, text: &str) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && !is_wide(c);
    let first = text.chars().next().unwrap_or(' ');
    let mut tail = before.chars().rev();
    let (last, second) = (tail.next().unwrap_or(' '), tail.next());
    if is_letter(first) {
        let is_initial = last == '.' && second.is_some_and(|c| c.is_ascii_uppercase());
        return is_letter(last) || is_initial && first.is_ascii_uppercase();
    }
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let capitals = last_word
        .chars()
        .rev()
        .take_while(|c| c.is_ascii_uppercase() || *c == '/')
        .count();
    digits >= STANDARD_DIGITS_MIN && capitals >= 2 && !opens_header(text)
}

/// Whether a piece is the name of a paper or its site: an office signs above the
/// day.
fn is_paper(piece: &str) -> bool {
    is_publisher(piece) && piece.ends_with(['网', '網', '报', '報', '讯', '訊', '刊'])
}

/// Whether a piece is the address of a page.
fn is_address(piece: &str) -> bool {
    piece.starts_with("http") && piece.is_ascii()
}

/// Whether a piece is one character: of a word whose characters stand one by one.
fn is_single(piece: &str) -> bool {
    piece.chars().count() == 1
}

/// Whether a number goes on or begins: `2022年12 月`, `报价 18650.32 万元`, and
/// `阅读 2306` under a text.
fn goes_on_in_number(before: &str, last_word: &str, text: &str) -> bool {
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || ".,%+".contains(c))
    };
    let counts = last_word.len() < before.len() || before.contains(['，', '。', '：']);
    let unit = counts
        && last_word.ends_with(|c: char| c.is_ascii_digit())
        && text.starts_with(UNITS)
        && !LATER_WORDS.iter().any(|word| text.starts_with(word))
        && !last_word.contains(['-', '/', ':', '：'])
        && !is_counter(last_word);
    let first = text.split('\u{3000}').next().unwrap_or(text);
    let value = before.ends_with(is_wide)
        && is_number(first)
        && (before.contains('，') && !ends_sentence(before) && first == text
            || COUNTED_BEFORE.iter().any(|word| last_word.ends_with(word)));
    unit || value
}

/// Whether a piece stands in square brackets as a whole: `[打印]`, `【关闭】`.
fn is_bracketed(piece: &str) -> bool {
    piece.starts_with(['[', '［', '【'])
        && piece.ends_with([']', '］', '】'])
        && piece.chars().count() <= BUTTON_CHARS_MAX
}

/// Whether a piece is the number of an item and nothing else: `（一）`, `3.`,
/// `第二条`.
fn is_item_number(piece: &str) -> bool {
    let is_letter = |c: char| !c.is_ascii_digit() && !NUMERALS.contains(c);
    opens_item(piece)
        && piece
            .chars()
            .filter(|c| is_letter(*c))
            .all(|c| NUMBER_MARKS.contains(c))
}

/// Whether a piece is only a mark, before an item or a name.
fn is_lone_mark(piece: &str) -> bool {
    const OTHER_MARKS: [char; 8] = ['©', '▪', '▶', '►', '▷', '▸', '❖', '✦'];
    is_bullet(piece) || !piece.is_empty() && piece.chars().all(|c| OTHER_MARKS.contains(&c))
}

/// Whether a piece counts the parts of a text: `01`.
fn is_counter(piece: &str) -> bool {
    piece.len() == 2 && piece.starts_with('0') && piece.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a piece is nothing but a short word in heavy brackets: `【要闻】`.
fn is_bracketed_label(piece: &str) -> bool {
    let inner = piece
        .strip_prefix(['【', '[', '［'])
        .and_then(|rest| rest.strip_suffix(['】', ']', '］']));
    inner.is_some_and(|inner| {
        (1..=LABEL_CHARS_MAX).contains(&inner.chars().count())
            && inner.chars().all(is_wide)
            && !inner.ends_with(['图', '圖', '频', '頻', '告'])
    })
}

/// Whether a piece begins with a telephone number, part of which may be hidden:
/// `1381XXXX203`, `(02)2953-0000`.
fn begins_with_telephone(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || "XxＸ*".contains(c);
    let number = || {
        text.chars()
            .take_while(|c| is_digit(*c) || "-()".contains(*c))
    };
    let whole = text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().take_while(|c| is_digit(*c)).count() >= TELEPHONE_CHARS_MIN;
    let has_area = ["0", "(0", "400", "800"]
        .iter()
        .any(|area| text.starts_with(area));
    let digits = number().filter(|c| is_digit(*c)).count();
    whole || has_area && digits >= TELEPHONE_CHARS_MIN
}

/// Whether a piece begins with a name and what its bearer does: 某某某报道.
fn begins_with_reporter(text: &str) -> bool {
    let (name, _) = text
        .split_once("报道")
        .or_else(|| text.split_once("報導"))
        .unwrap_or_default();
    is_full_name(name)
}

/// Whether a piece is a short word in round brackets.
fn is_short_bracket(piece: &str) -> bool {
    piece.starts_with(['(', '（'])
        && piece.ends_with([')', '）'])
        && piece.chars().count() <= LABEL_CHARS_MAX
}

/// A dash that stands alone, between a dateline and its report.
fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '—')
}
