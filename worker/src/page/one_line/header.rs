//! The line of date, source and authors, and the menus around it.

use super::{
    VALUE_CHARS_MAX, count_wide, ends_sentence,
    words::{ends_as_publisher, ends_with_label, has_label, tells},
};

/// Longest name of an office or publisher above a headline, in characters.
const PUBLISHER_CHARS_MAX: usize = 12;
/// Longest name of a channel that 发布 ends, in wide characters.
const CHANNEL_CHARS_MAX: usize = 5;
/// Longest line that names who wrote, in wide characters.
const BYLINE_CHARS_MAX: usize = 18;
/// Longest line that ends with what somebody did: 某某联盟秘书处编.
const CREDIT_CHARS_MAX: usize = 14;
/// Longest word of the line of date, source and authors that no label goes with,
/// in wide characters.
const BARE_WORD_CHARS_MAX: usize = 6;
/// Longest word of a menu or of a place on the site, in characters.
const MENU_WORD_CHARS_MAX: usize = 8;
/// Words of a menu that stand alone.
const MENU_ENDS: [&str; 8] = [
    "首页", "首頁", "登录", "登錄", "下载", "下載", "我们", "我們",
];
const MENU_PIECE_CHARS_MAX: usize = 6;
/// Longest word of a menu whose words blanks part, in wide characters.
const MENU_ITEM_CHARS_MAX: usize = 4;
/// Labels of minutes, each with a line of its own.
const MINUTES_LABELS: [&str; 10] = [
    "地点", "地點", "主持", "出席", "列席", "参会", "参加", "缺席", "记录", "议题",
];

/// Whether a piece begins the line of date, source and authors.
pub(super) fn opens_header(text: &str) -> bool {
    let dated = text.chars().filter(char::is_ascii_digit).count() >= 6 && has_date_joint(text);
    let opened = ["记者", "記者", "作者", "发表于", "發表於", "原创"]
        .iter()
        .any(|label| text.starts_with(label) && text.chars().count() <= VALUE_CHARS_MAX);
    (dated || has_label(text) || opened) && !text.contains(['。', '〔'])
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
pub(super) fn is_header_word(text: &str) -> bool {
    let chars = text.chars().count();
    let wide = count_wide(text);
    let labelled = text.contains([':', '：']);
    let addressed =
        text.ends_with([':', '：']) && !ends_with_label(text.trim_end_matches([':', '：']));
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

/// Whether a piece goes on with the line of date, source and authors.
pub(super) fn goes_on_in_header(text: &str) -> bool {
    let bare = count_wide(text) <= BARE_WORD_CHARS_MAX && (!tells(text) || ends_with_label(text));
    let minutes =
        text.contains([':', '：']) && MINUTES_LABELS.iter().any(|label| text.starts_with(label));
    let place = ["发布于", "发表于", "發布於", "發表於"]
        .iter()
        .any(|label| text.starts_with(label));
    is_header_word(text)
        && !minutes
        && (opens_header(text)
            || place
            || text.contains([':', '：'])
            || bare
            || is_publisher(text)
            || is_byline(text))
}

/// Whether a piece is the name of who publishes what follows: 某某大学
/// 秘书室, 某某新闻社.
pub(super) fn is_publisher(piece: &str) -> bool {
    let last = piece.rsplit([' ', '\u{3000}']).next().unwrap_or(piece);
    let channel = last.ends_with("发布") && count_wide(last) <= CHANNEL_CHARS_MAX;
    channel || last.chars().count() <= PUBLISHER_CHARS_MAX && ends_as_publisher(last)
}

/// Whether a piece is of the length and kind of a publisher's name.
pub(super) fn may_be_publisher(piece: &str) -> bool {
    (2..=PUBLISHER_CHARS_MAX).contains(&count_wide(piece))
        && !opens_header(piece)
        && !piece.contains(['。', '，', '、', '？', '！', '：', '“', '「'])
        && !piece.contains(|c: char| c.is_ascii_digit())
}

/// Whether a piece names who wrote: 本报记者, □记者 某某, 記者某某／某地報導, or
/// 某某秘书处编.
pub(super) fn is_byline(piece: &str) -> bool {
    let wide = count_wide(piece);
    let credit = wide <= CREDIT_CHARS_MAX && piece.ends_with(['编', '編', '摄', '攝']);
    let names = ["记者", "記者", "通讯员", "通訊員", "报道", "報導", "報道"];
    let by = ["文/", "文／", "图/", "图／", "圖／"]
        .iter()
        .any(|label| piece.starts_with(label));
    credit
        || by
        || wide <= BYLINE_CHARS_MAX
            && names.iter().any(|label| piece.contains(label))
            && !piece.contains(['，', '。', '：', '？', '！'])
}

/// Whether a piece is a menu or a place on the site that no blank parts.
pub(super) fn is_menu(piece: &str) -> bool {
    let marks = ['-', '－', '>', '→', '·', '／', '/', '•'];
    let short = |part: &str| part.chars().count() <= MENU_WORD_CHARS_MAX;
    let parts = piece.split(marks).count();
    let chars = piece.chars().count();
    let home = piece.contains("首页") || piece.contains("首頁");
    let trail = parts >= 3 && piece.split(marks).all(short) && (home || !tells(piece));
    let section = chars <= MENU_WORD_CHARS_MAX && piece.contains(['·', '．']) && !tells(piece);
    let word = chars <= MENU_PIECE_CHARS_MAX && MENU_ENDS.iter().any(|end| piece.ends_with(end));
    trail || section || word
}

/// Whether a menu that single blanks part goes on with a piece: 首页 政务 科技.
pub(super) fn goes_on_in_menu(before: &str, text: &str) -> bool {
    let is_item =
        |text: &str| (2..=MENU_ITEM_CHARS_MAX).contains(&count_wide(text)) && !opens_header(text);
    let last = before.rsplit(' ').next().unwrap_or(before);
    opens_menu(before.trim_start_matches("网站"))
        && !before.contains("  ")
        && !before.contains('\u{3000}')
        && !before.contains(['|', '｜', '>', '»', '-', '/', '│'])
        && (is_item(last) || last == before)
        && is_item(text)
}

/// Whether a piece begins a menu.
pub(super) fn opens_menu(text: &str) -> bool {
    text.starts_with("首页") || text.starts_with("首頁")
}

/// Whether a line is a menu or a place on the site whose last mark nothing
/// follows.
pub(super) fn closes_trail(line: &str) -> bool {
    line.ends_with(['>', '»', '›', '→']) || line.matches(['|', '｜', '┊', '│']).count() >= 3
}
