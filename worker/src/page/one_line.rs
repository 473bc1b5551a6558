//! Plain text that lost its line breaks: every line joined to the next by one
//! blank. Its lines are found again by what stands on either side of a blank.

use std::ops::Range;

use super::wrap::is_wide;
use crate::{decode::continuity, surname::is_full_name};

/// Shortest text whose lines are looked for, in characters.
const TEXT_CHARS_MIN: usize = 150;
/// Fewest single blanks that may have been line breaks.
const BLANKS_MIN: usize = 3;
/// Shortest piece that a headline is made of, in characters: 区域共兴.
const HEADLINE_PIECE_CHARS_MIN: usize = 4;
/// Longest name of an office or publisher above a headline, in characters.
const PUBLISHER_CHARS_MAX: usize = 12;
/// Longest piece that a headline is made of, in characters.
const HEADLINE_PIECE_CHARS_MAX: usize = 40;
/// Longest beginning of a report that names its paper, in characters.
const DATELINE_CHARS_MAX: usize = 20;
/// Longest piece that a quotation goes on behind, in characters.
const QUOTED_CHARS_MAX: usize = 160;
/// Shortest telephone number, in characters.
const TELEPHONE_CHARS_MIN: usize = 7;
/// Longest value that stands behind a blank after a colon, in characters.
const VALUE_CHARS_MAX: usize = 15;

/// Fewest digits of a standard's number.
const STANDARD_DIGITS_MIN: usize = 3;
/// Longest word in heavy brackets that heads a paragraph, in characters.
const LABEL_CHARS_MAX: usize = 6;

/// From here on two pieces are one beyond doubt, in half bits.
const CONTINUITY_MIN: i32 = 24;

/// The lines of a text that stands in one line; `None` where it does not.
pub(super) fn find_lines(text: &str, lines: &[Range<usize>]) -> Option<Vec<Range<usize>>> {
    let mut filled = lines.iter().filter(|line| {
        text.get((*line).clone())
            .is_some_and(|line| !line.trim().is_empty())
    });
    let (only, none) = (filled.next()?, filled.next());
    let line = text.get(only.clone())?;
    if none.is_some() || line.chars().count() < TEXT_CHARS_MIN {
        return None;
    }
    // Some pages set what were lines apart by ideographic spaces.
    let words = [" ", "\u{3000}"]
        .map(|blank| split_words(line, blank))
        .into_iter()
        .find(|words| words.len() > BLANKS_MIN)?;
    let ended = words
        .iter()
        .filter(|word| line.get((*word).clone()).is_some_and(ends_sentence))
        .count();
    if ended == 0 {
        return None;
    }
    let joined = join_words(line, &words);
    Some(
        joined
            .into_iter()
            .map(|range| only.start + range.start..only.start + range.end)
            .collect(),
    )
}

/// The pieces between single blanks. Wider gaps stood within lines before.
fn split_words(line: &str, blank: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for (at, _) in line.match_indices(blank) {
        let wide = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let end = at + blank.len();
        let after = line.get(end..).and_then(|text| text.chars().next());
        if !wide(before) && !wide(after) {
            words.push(start..at);
            start = end;
        }
    }
    words.push(start..line.len());
    words
}

/// Joins the pieces that were one line.
fn join_words(line: &str, words: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut in_trail = false;
    let mut seen_text = false;
    let mut open = 0_usize;
    let mut in_header = false;
    for word in words {
        let text = line.get(word.clone()).unwrap_or_default();
        let last = joined.last().cloned();
        let before = last
            .clone()
            .and_then(|range| line.get(range))
            .unwrap_or_default();
        let trail = is_symbol(text) || ends_with_trail_mark(before);
        let joins = last.is_some()
            && (trail
                || open > 0
                || !opens_item(text)
                    && (joins_behind(before, text, in_trail)
                        || seen_text && is_unfinished(before) && !opens_header(text))
                || (!seen_text && in_header && is_header_word(text) && !is_bullet(text))
                || (!seen_text && !in_trail && makes_headline(before, text)));
        if joins {
            if let Some(last) = joined.last_mut() {
                last.end = word.end;
            }
        } else {
            joined.push(word.clone());
            open = 0;
        }
        in_trail = trail;
        in_header |= !trail && is_header_word(text) && opens_header(text);
        let chars = text.chars().count();
        seen_text |= text.contains('。') && chars > VALUE_CHARS_MAX
            || text.contains('，')
                && text.ends_with([':', '：'])
                && chars > HEADLINE_PIECE_CHARS_MAX;
        open = count_open(open, text);
        // A quotation that long has lost its end.
        if chars > QUOTED_CHARS_MAX {
            open = 0;
        }
    }
    joined
}

/// Whether a piece begins an item of a list: `一、`, `（二）`, `3.`, `▌`.
fn opens_item(text: &str) -> bool {
    let text = text.trim_start_matches(['(', '（', '第']);
    let number =
        text.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    let numbered = number.len() < text.len()
        && number.starts_with(['、', '.', '．', ')', '）', '条', '章', '項', '项']);
    let decimal = number
        .get(1..2)
        .is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
    numbered && !decimal || text.starts_with(BULLETS)
}

/// Whether a piece is only the mark before an item.
fn is_bullet(piece: &str) -> bool {
    !piece.is_empty() && piece.chars().all(|c| BULLETS.contains(&c))
}

/// Marks before the items of a list.
const BULLETS: &[char] = &['▌', '◎', '●', '■', '◆', '▲', '•', '★', '※', '□', '○', '◇'];

/// Whether a paragraph stops within a sentence.
fn is_unfinished(before: &str) -> bool {
    let tail = before
        .rsplit(['。', '！', '？', '；'])
        .next()
        .unwrap_or(before);
    before.contains('。')
        && tail.chars().filter(|&c| is_wide(c)).count() >= 2
        && !tail.ends_with(['”', '」', '』', '’', '）', ')', ':', '：', '】'])
        || before.contains('，') && before.ends_with(['，', '、', '“', '「'])
}

/// Whether a line cannot have ended between the two pieces.
fn joins_behind(before: &str, text: &str, in_trail: bool) -> bool {
    let first = text.chars().next().unwrap_or(' ');
    let last = before.chars().next_back().unwrap_or(' ');
    let last_word = before
        .rsplit([' ', '\u{3000}', '(', '（'])
        .next()
        .unwrap_or(before);
    let latin = !in_trail && goes_on_in_latin(before, last_word, text);
    let time = (last.is_ascii_digit() || last == '日')
        && text.get(..5).is_some_and(|time| {
            time.bytes().enumerate().all(|(at, byte)| {
                if at == 2 {
                    byte == b':'
                } else {
                    byte.is_ascii_digit()
                }
            })
        });
    let value = matches!(last, ':' | '：') && text.chars().count() <= VALUE_CHARS_MAX;
    let byline = [
        "记者",
        "記者",
        "通讯员",
        "通訊員",
        "作者",
        "编辑",
        "編輯",
        "原创",
    ]
    .iter()
    .any(|label| last_word.ends_with(label) && text.chars().count() <= VALUE_CHARS_MAX);
    let chars = before.chars().count();
    let dateline = chars <= DATELINE_CHARS_MAX
        && last_word == before
        && (before.ends_with(['讯', '訊'])
            || before.ends_with(['电', '電']) && before.contains('日'));
    let dashed = is_dash(text) || is_dash(last_word);
    let number = last_word == before && (opens_item(before) || is_counter(before)) && chars <= 4;
    let bullet = is_bullet(last_word);
    let headed = text.contains('。') && is_bracketed_label(before);
    // 合作协 议。: neither can end or begin a line.
    let torn = text.starts_with(['。', '，', '、', '；', '”', '》', '」'])
        || is_wide(last) && is_wide(first) && continuity(before, text) >= CONTINUITY_MIN;
    let telephone = is_wide(last) && !ends_sentence(before) && begins_with_telephone(text);
    let within = latin || time || value || byline || dateline || dashed || telephone || torn;
    within || number || bullet || headed
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

/// Whether a piece counts the parts of a text: `01`.
fn is_counter(piece: &str) -> bool {
    piece.len() == 2 && piece.starts_with('0') && piece.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether a piece is nothing but a short word in heavy brackets: `【要闻】`.
fn is_bracketed_label(piece: &str) -> bool {
    let inner = piece
        .strip_prefix('【')
        .and_then(|rest| rest.strip_suffix('】'));
    inner.is_some_and(|inner| {
        (1..=LABEL_CHARS_MAX).contains(&inner.chars().count()) && inner.chars().all(is_wide)
    })
}

/// Whether a piece begins with a telephone number, part of which may be hidden:
/// `1381XXXX203`.
fn begins_with_telephone(text: &str) -> bool {
    let local = match text.split_once('-') {
        Some((area, local)) if area.starts_with('0') && (3..=4).contains(&area.len()) => local,
        _ => text,
    };
    let behind = local.trim_start_matches(|c: char| c.is_ascii_digit() || "XxＸ*".contains(c));
    let chars = local.chars().count() - behind.chars().count();
    chars >= TELEPHONE_CHARS_MIN && text.starts_with(|c: char| c.is_ascii_digit())
}

/// A dash that stands alone, between a dateline and its report.
fn is_dash(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '—')
}

/// Whether two pieces above the text may be one headline.
fn makes_headline(before: &str, text: &str) -> bool {
    let piece = |text: &str| {
        (HEADLINE_PIECE_CHARS_MIN..=HEADLINE_PIECE_CHARS_MAX).contains(&text.chars().count())
            && text.chars().filter(|&c| is_wide(c)).count() >= 3
            && !text.contains(['。', '|', '｜', '>', '　', '\t', '〔'])
            && !opens_header(text)
            && text.matches('/').count() < 2
            && text.matches('_').count() < 2
            && !text.ends_with(['讯', '訊', ':', '：'])
            && count_open(0, text) == 0
            && !text.starts_with(['[', '［', '【', '〔', '（', '(', '·'])
    };
    // A short word behind a longer piece ends a headline; in front of one it may
    // as well be a section.
    let chars = |text: &str| text.chars().count();
    piece(before)
        && piece(text)
        && chars(before) > HEADLINE_PIECE_CHARS_MIN
        && !is_publisher(before)
        && !is_publisher(text)
        && (chars(text) > HEADLINE_PIECE_CHARS_MIN
            || !is_full_name(text) && !HEADER_LABELS.iter().any(|label| text.ends_with(label)))
}

/// Whether a piece is the name of who publishes what follows: 某某大学
/// 秘书室, 某某新闻社.
fn is_publisher(piece: &str) -> bool {
    let last = piece.rsplit([' ', '\u{3000}']).next().unwrap_or(piece);
    last.chars().count() <= PUBLISHER_CHARS_MAX
        && PUBLISHER_ENDS.iter().any(|end| last.ends_with(end))
}

/// Ends of the names of offices and publishers, in either script.
const PUBLISHER_ENDS: &[&str] = &[
    "社",
    "网",
    "網",
    "报",
    "報",
    "台",
    "臺",
    "局",
    "室",
    "组",
    "組",
    "署",
    "厅",
    "廳",
    "频道",
    "頻道",
    "大学",
    "大學",
    "编辑部",
    "編輯部",
    "新闻中心",
    "新聞中心",
    "动态",
    "動態",
    "要闻",
    "要聞",
    "公告",
    "新闻",
    "新聞",
];

/// Labels of the line of date, source and authors, in either script.
const HEADER_LABELS: &[&str] = &[
    "来源",
    "來源",
    "作者",
    "时间",
    "時間",
    "日期",
    "记者",
    "記者",
    "编辑",
    "編輯",
    "浏览",
    "瀏覽",
    "浏览量",
    "浏览次数",
    "瀏覽次數",
    "点击",
    "點擊",
    "点击数",
    "点击量",
    "阅读",
    "閱讀",
    "字号",
    "字號",
    "字体",
    "字體",
    "字級",
    "分享",
    "分享到",
    "热度",
    "访问量",
    "人气",
    "供稿",
    "摄影",
    "文字",
    "文",
    "图",
];

/// Whether a piece begins the line of date, source and authors.
fn opens_header(text: &str) -> bool {
    let dated = text.chars().filter(char::is_ascii_digit).count() >= 6 && has_date_joint(text);
    let labelled = HEADER_LABELS.iter().any(|label| {
        text.split_once(label)
            .is_some_and(|(_, behind)| behind.trim_start().starts_with([':', '：']))
    });
    let opened = ["记者", "記者", "作者", "发表于", "發表於", "原创"]
        .iter()
        .any(|label| text.starts_with(label) && text.chars().count() <= VALUE_CHARS_MAX);
    (dated || labelled || opened) && !text.contains(['。', '〔'])
}

/// Whether a digit stands before what joins the parts of a date or time.
fn has_date_joint(text: &str) -> bool {
    text.match_indices(['年', '月', '-', '/', '.', ':', '：', '－', '／'])
        .any(|(at, _joint)| {
            text.get(..at)
                .is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
        })
}

/// Whether a piece may stand in the line of date, source and authors.
fn is_header_word(text: &str) -> bool {
    let chars = text.chars().count();
    let wide = text.chars().filter(|&c| is_wide(c)).count();
    let labelled = text.contains([':', '：']);
    let addressed = text.ends_with([':', '：'])
        && !HEADER_LABELS
            .iter()
            .any(|label| text.trim_end_matches([':', '：']).ends_with(label));
    let bracketed = text.contains(['（', '(', '【', '〔'])
        || text.ends_with(['讯', '訊'])
        || text.ends_with(['电', '電']) && text.contains('日');
    if addressed || bracketed {
        return false;
    }
    !text.contains(['。', '，', '？', '！'])
        && !ends_sentence(text)
        && (labelled && chars <= 60 || wide <= 10 && chars <= 24)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '」', '』', '’', '）', ')'])
        .ends_with(['。', '！', '？', '…', '；'])
}

/// Whether a line stands between the words of a menu or trail; a dash only
/// where it stands alone, for words end with it.
fn ends_with_trail_mark(before: &str) -> bool {
    let last_word = before.rsplit([' ', '\u{3000}']).next().unwrap_or(before);
    before.ends_with(['|', '｜', '>', '»', '›', '→', '┊', '│']) || is_symbol(last_word)
}

/// Between the words of a menu or of a place on the site.
fn is_trail_mark(character: char) -> bool {
    matches!(
        character,
        '|' | '｜' | '>' | '»' | '›' | '→' | '/' | '┊' | '│' | '∣' | '-' | '–' | '←'
    )
}

fn is_symbol(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_trail_mark)
}

/// How many brackets and quotations are open behind `text`, where `open` were before.
fn count_open(open: usize, text: &str) -> usize {
    text.chars().fold(open, |open, character| match character {
        '(' | '（' | '[' | '［' | '【' | '〔' | '“' | '「' | '《' => open + 1,
        ')' | '）' | ']' | '］' | '】' | '〕' | '”' | '」' | '》' => open.saturating_sub(1),
        _ => open,
    })
}
