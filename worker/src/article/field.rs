//! Fields of header and sign-off lines: `来源：… 作者：… 发布时间：…`.

use std::ops::Range;

use crate::surname::is_full_name;

/// What a label announces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Source,
    Author,
    Editor,
    /// When the page was published.
    Date,
    /// When it was changed.
    Updated,
    /// When or where something takes place that the page tells of.
    Event,
    /// Anything else: counts, sizes, other people.
    Other,
}

/// A label and where its value stands in the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) label: Label,
    /// Where the label begins.
    pub(super) start: usize,
    /// Without blanks around.
    pub(super) value: Range<usize>,
}

/// Labels before a colon. Where several fit, the longest counts.
const LABELS: &[(&str, Label)] = &[
    ("来源", Label::Source),
    ("信息来源", Label::Source),
    ("稿件来源", Label::Source),
    ("文章来源", Label::Source),
    ("新闻来源", Label::Source),
    ("消息来源", Label::Source),
    ("内容来源", Label::Source),
    ("稿源", Label::Source),
    ("图片来源", Label::Other),
    ("照片来源", Label::Other),
    ("资料来源", Label::Other),
    ("数据来源", Label::Other),
    ("作者", Label::Author),
    ("原创", Label::Author),
    ("记者", Label::Author),
    ("通讯员", Label::Author),
    ("撰文", Label::Author),
    ("撰稿", Label::Author),
    ("撰稿人", Label::Author),
    ("文", Label::Author),
    ("图", Label::Author),
    ("编译", Label::Author),
    ("图文", Label::Author),
    ("文图", Label::Author),
    ("采写", Label::Author),
    ("执笔", Label::Author),
    ("主笔", Label::Author),
    ("整理", Label::Author),
    ("编辑", Label::Editor),
    ("责任编辑", Label::Editor),
    ("责编", Label::Editor),
    ("本文编辑", Label::Editor),
    ("网络编辑", Label::Editor),
    ("值班编辑", Label::Editor),
    ("新媒体编辑", Label::Editor),
    ("时间", Label::Date),
    ("日期", Label::Date),
    ("发布时间", Label::Date),
    ("发布日期", Label::Date),
    ("发表时间", Label::Date),
    ("发表日期", Label::Date),
    ("发稿时间", Label::Date),
    ("刊发时间", Label::Date),
    ("发布于", Label::Date),
    ("发表于", Label::Date),
    ("发布", Label::Date),
    ("添加时间", Label::Date),
    ("录入时间", Label::Date),
    ("上传时间", Label::Date),
    ("POST", Label::Date),
    ("更新", Label::Updated),
    ("更新时间", Label::Updated),
    ("更新日期", Label::Updated),
    ("最后更新时间", Label::Updated),
    ("最后更新", Label::Updated),
    ("修改时间", Label::Updated),
    ("会议时间", Label::Event),
    ("大会时间", Label::Event),
    ("活动时间", Label::Event),
    ("举办时间", Label::Event),
    ("召开时间", Label::Event),
    ("成立时间", Label::Event),
    ("报名时间", Label::Event),
    ("截止时间", Label::Event),
    ("截止日期", Label::Event),
    ("地点", Label::Event),
    ("会议地点", Label::Event),
    ("活动地点", Label::Event),
];

/// Labels that end a field before them and say nothing of use themselves.
const OTHER_LABELS: &[&str] = &[
    "浏览",
    "浏览次数",
    "浏览量",
    "浏览数",
    "点击",
    "点击数",
    "点击量",
    "点击次数",
    "阅读",
    "阅读量",
    "阅读次数",
    "阅读数",
    "访问",
    "访问量",
    "访问次数",
    "热度",
    "人气",
    "评论",
    "评论数",
    "点阅",
    "点阅次数",
    "字号",
    "字体",
    "字体大小",
    "字级",
    "分享",
    "分享到",
    "分享至",
    "打印",
    "收藏",
    "审核",
    "审稿",
    "排版",
    "摄影",
    "摄",
    "制图",
    "绘图",
    "图片",
    "视频",
    "剪辑",
    "美编",
    "设计",
    "终校",
    "校审",
    "审校",
    "一审",
    "二审",
    "三审",
    "签发",
    "供稿",
    "供图",
    "统筹",
    "编审",
    "校对",
    "监制",
    "策划",
    "发布人",
    "发布单位",
    "发布机构",
    "发布者",
    "发布开发区",
    "索引号",
    "文号",
    "发文字号",
    "发文机关",
    "成文日期",
    "有效性",
    "主题分类",
    "关键词",
    "关键字",
    "标签",
    "文字",
    "作者单位",
    "单位",
    "职位编号",
    "信息分类",
    "所属栏目",
    "栏目",
    "初审",
    "复审",
    "终审",
    "责任人",
    "录入",
    "会员等级",
    "所在地区",
    "企业类型",
    "地址",
    "标题",
    "电话",
    "版次",
    "版面",
    "检索号",
    "主办",
    "主办单位",
    "承办单位",
    "翻译",
];

/// Those of them that stand before a stroke and names in rows of credits.
const CREDIT_LABELS: &[&str] = &[
    "审核", "审稿", "排版", "摄影", "摄", "制图", "绘图", "图片", "视频", "剪辑", "美编", "设计",
    "终校", "校审", "审校", "一审", "二审", "三审", "签发", "供稿", "供图", "统筹", "编审", "校对",
    "监制", "策划", "初审", "复审", "终审", "翻译",
];

/// Whether a word is a label and no value.
pub(super) fn is_label(word: &str) -> bool {
    LABELS.iter().any(|(label, _)| *label == word)
        || BARE_LABELS.iter().any(|(label, _)| *label == word)
        || OTHER_LABELS.contains(&word)
}

/// Labels that may stand without colon, before a blank.
const BARE_LABELS: &[(&str, Label)] = &[
    ("作者", Label::Author),
    ("原创", Label::Author),
    ("记者", Label::Author),
    ("通讯员", Label::Author),
    ("编辑", Label::Editor),
    ("责任编辑", Label::Editor),
    ("责编", Label::Editor),
    ("本版编辑", Label::Editor),
    ("本版责编", Label::Editor),
    ("评论", Label::Other),
    ("阅读", Label::Other),
    ("点阅", Label::Other),
    ("浏览", Label::Other),
    ("点击", Label::Other),
    ("热度", Label::Other),
    ("人气", Label::Other),
    ("字号", Label::Other),
    ("字体", Label::Other),
    ("听新闻", Label::Other),
    ("分享", Label::Other),
    ("打印", Label::Other),
    ("转发", Label::Other),
    ("审核", Label::Other),
    ("摄影", Label::Other),
    ("大 中 小", Label::Other),
    ("A-", Label::Other),
    ("报导", Label::Other),
];

/// Marks that end a value wherever they stand.
const VALUE_ENDS: &[char] = &[
    '|', '│', '┊', '｜', '丨', '【', '】', '[', ']', '〔', '〕', '\t',
];

fn is_colon(character: char) -> bool {
    matches!(character, ':' | '：')
}

fn is_stroke(character: char) -> bool {
    matches!(character, '/' | '／' | '|' | '｜' | '丨')
}

/// 文／甲, 记者｜乙: the stroke is a colon behind a label that stands alone.
fn is_byline_label(before: &str, label: Label, len: usize) -> bool {
    let name = before.get(before.len() - len..).unwrap_or_default();
    let credits = matches!(label, Label::Author | Label::Editor) || CREDIT_LABELS.contains(&name);
    credits
        && (stands_alone(before, name)
            || name == "文" && !NO_LABELS.iter().any(|word| before.ends_with(word)))
}

/// The fields of a line, in order.
pub(super) fn read_fields(line: &str) -> Vec<Field> {
    let mut labels = Vec::new();
    for (at, colon) in line.char_indices() {
        if !is_colon(colon) && !is_stroke(colon) {
            continue;
        }
        let before = line.get(..at).unwrap_or_default().trim_end_matches(' ');
        let found = label_before(before, is_stroke(colon))
            .filter(|&(label, len)| is_colon(colon) || is_byline_label(before, label, len));
        if let Some((label, len)) = found {
            labels.push((label, before.len() - len, at + colon.len_utf8()));
        }
    }
    for (start, word) in words(line) {
        let found = BARE_LABELS
            .iter()
            .filter(|(name, _)| line.get(start..).is_some_and(|rest| rest.starts_with(name)))
            .max_by_key(|(name, _)| name.len());
        let signed = |name: &str, label: Label| {
            // 责编甲一一: blanks of a header line may be gone.
            matches!(label, Label::Author | Label::Editor)
                && word.strip_prefix(name).is_some_and(is_full_name)
        };
        if let Some(&(name, label)) = found
            && (word.len() == name.len() || name.contains(' ') || signed(name, label))
            && labels.iter().all(|&(_, other, _)| other != start)
            && !follows_colon(line, start + name.len())
        {
            labels.push((label, start, start + name.len()));
        }
    }
    labels.sort_by_key(|&(_, start, _)| start);
    let ends = labels
        .iter()
        .skip(1)
        .map(|&(_, start, _)| start)
        .chain([line.len()]);
    let mut fields = Vec::new();
    for (&(label, start, value_start), end) in labels.iter().zip(ends) {
        let value = line.get(value_start..end).unwrap_or_default();
        let cut = value
            .char_indices()
            .find(|&(at, c)| {
                "】]〕".contains(c)
                    || VALUE_ENDS.contains(&c) && !value.get(..at).unwrap_or("").trim().is_empty()
            })
            .map_or(value.len(), |(at, _)| at);
        let value = value.get(..cut).unwrap_or_default();
        let lead = value.len() - value.trim_start().len();
        let range = value_start + lead..value_start + lead + value.trim().len();
        fields.push(Field {
            label,
            start,
            value: range,
        });
    }
    fields
}

/// The fields of a row of a table, whose label may have a cell of its own:
/// `新闻来源 某报`.
pub(super) fn read_row(line: &str) -> Vec<Field> {
    let fields = read_fields(line);
    let Some((name, value)) = line.split_once(' ').filter(|_| fields.is_empty()) else {
        return fields;
    };
    let of_page = |label| matches!(label, Label::Source | Label::Author | Label::Editor);
    let found = LABELS
        .iter()
        .find(|(label, _)| *label == name)
        .filter(|&&(_, label)| of_page(label) || name.chars().count() > ROW_WORD_CHARS_MAX);
    match found {
        Some(&(_, label)) if label != Label::Event => vec![Field {
            label,
            start: 0,
            value: line.len() - value.len()..line.len(),
        }],
        _ => fields,
    }
}

/// Longest label of a table that other tables have as well: 时间, 日期.
const ROW_WORD_CHARS_MAX: usize = 2;

fn follows_colon(line: &str, at: usize) -> bool {
    line.get(at..)
        .is_some_and(|rest| rest.trim_start().starts_with(is_colon))
}

/// The longest label that `before` ends with, and its length.
fn label_before(before: &str, by_stroke: bool) -> Option<(Label, usize)> {
    let named = LABELS
        .iter()
        .filter(|(name, _)| before.ends_with(name))
        .max_by_key(|(name, _)| name.len());
    let other = OTHER_LABELS
        .iter()
        .filter(|name| before.ends_with(**name))
        .max_by_key(|name| name.len());
    match (named, other) {
        (Some(&(name, _)), Some(other)) if other.len() > name.len() => {
            Some((Label::Other, other.len()))
        }
        // A single character is a label only where it stands alone.
        (Some(&(name, label)), _)
            if stands_alone(before, name)
                || if name.len() > 3 {
                    !WORDS_OF_TITLES.contains(&name)
                } else {
                    is_own_label(before, name, by_stroke)
                } =>
        {
            Some((label, name.len()))
        }
        (_, Some(other)) => Some((Label::Other, other.len())),
        _ => None,
    }
}

/// Labels that headlines have before a colon too: there they follow a word.
const WORDS_OF_TITLES: &[&str] = &["发布", "更新", "原创", "编译", "时间"];

/// Words that end like the labels 文 and 图 and are none.
const NO_LABELS: &[&str] = &[
    "原文",
    "全文",
    "正文",
    "英文",
    "中文",
    "本文",
    "下文",
    "上文",
    "附图",
    "题图",
    "下图",
    "上图",
    "插图",
    "配图",
    "地图",
    "公文",
    "发文",
    "来文",
    "行文",
    "论文",
    "外文",
    "图文",
    "示意图",
    "导图",
    "截图",
    "作文",
    "征文",
    "译文",
    "条文",
    "附文",
    "制图",
    "绘图",
    "供图",
];

/// A label of one character stands alone, or behind the value of another.
fn is_own_label(before: &str, name: &str, by_stroke: bool) -> bool {
    (before.contains([':', '：']) || by_stroke && name == "文")
        && !NO_LABELS.iter().any(|word| before.ends_with(word))
}

fn stands_alone(before: &str, name: &str) -> bool {
    before
        .strip_suffix(name)
        .and_then(|rest| rest.chars().next_back())
        .is_none_or(|character| !character.is_alphanumeric())
        || ends_with_time(before.strip_suffix(name).unwrap_or(before))
}

/// `08:42`, `14时07分`: a label behind the time of day stands alone.
fn ends_with_time(before: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    let hour = match before.strip_suffix(['分', '秒']) {
        Some(hour) => hour,
        None if before.contains(':') => before,
        None => return false,
    };
    hour.ends_with(is_digit)
        && hour
            .trim_end_matches(is_digit)
            .ends_with([':', '时', '点', '分'])
}

/// Words parted by blanks and brackets, each with where it begins.
pub(super) fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_break = |c: char| c.is_whitespace() || "()（）[]【】〔〕|│｜".contains(c);
    line.split(is_break)
        .filter(|word| !word.is_empty())
        .filter_map(move |word| {
            // The word is a part of the line: its distance is its place.
            let start = word.as_ptr().addr().checked_sub(line.as_ptr().addr())?;
            Some((start, word))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(line: &str) -> Vec<(Label, &str)> {
        read_fields(line)
            .into_iter()
            .map(|field| (field.label, line.get(field.value).unwrap()))
            .collect()
    }

    #[test]
    fn labels_part_a_header_line() {
        assert_eq!(
            values("发布日期：2023-04-19 08:42 信息来源：某报 浏览次数：13 字体：[ 大 中 小 ]"),
            [
                (Label::Date, "2023-04-19 08:42"),
                (Label::Source, "某报"),
                (Label::Other, "13"),
                (Label::Other, "["),
                (Label::Other, ""),
            ]
        );
        assert_eq!(
            values("时间:2015-04-08来源:科大机电浏览:356分享:"),
            [
                (Label::Date, "2015-04-08"),
                (Label::Source, "科大机电"),
                (Label::Other, "356"),
                (Label::Other, ""),
            ]
        );
        assert_eq!(
            values("2023-03-20 来源：某报 记者 沈某 通讯员 姚某 阅读：2317"),
            [
                (Label::Source, "某报"),
                (Label::Author, "沈某"),
                (Label::Author, "姚某"),
                (Label::Other, "2317"),
            ]
        );
    }

    #[test]
    fn a_cell_of_a_table_is_the_label_of_the_next() {
        let fields = read_row("新闻来源 某校秘书室");
        assert_eq!(fields.first().map(|field| field.label), Some(Label::Source));
        assert!(read_row("时间 2024年3月2日").is_empty());
        assert!(read_row("甲公司 某报").is_empty());
    }

    #[test]
    fn strokes_part_the_roles_of_a_row_of_credits() {
        assert_eq!(
            values("文/付青 审核/齐云 制图/古月"),
            [
                (Label::Author, "付青"),
                (Label::Other, "齐云"),
                (Label::Other, "古月"),
            ]
        );
        assert_eq!(
            values("航运快讯 2024年9月12日14时07分编译：古一"),
            [(Label::Author, "古一")]
        );
        assert_eq!(
            values("2024年9月12日出版 第B3版 责编令狐一"),
            [(Label::Editor, "令狐一")]
        );
        assert_eq!(
            values("【编辑：】 相关阅读：甲"),
            [(Label::Editor, ""), (Label::Other, "甲")]
        );
    }
}
