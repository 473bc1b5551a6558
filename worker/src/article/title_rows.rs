//! Headlines of two lines: a name above what is told of it.

use std::ops::Range;

use super::{header_line::is_header, line::Line};
use crate::{
    alliance_head::{ends_in_alliance_head, has_alliance_head},
    page::BlockKind,
};

/// Longest row of a headline, in characters.
const ROW_CHARS_MAX: usize = 28;

/// How the second row of a headline begins, whose subject is the first.
const PREDICATES: [&str; 34] = [
    "在", "于", "携手", "首届", "首次", "正式", "揭牌", "挂牌", "成立", "获", "召开", "举行",
    "举办", "走进", "赴", "与", "同", "联合", "发布", "启动", "落户", "落地", "今日", "昨", "今",
    "签约", "吸纳", "新增", "换届", "亮相", "助力", "牵手", "花落", "落子",
];

/// The headline with the rows around it that belong to it, where the page marks none as
/// a heading.
pub(super) fn extend(lines: &[Line], title: Range<usize>, first: usize) -> Range<usize> {
    let Some(line) = lines.get(title.start).filter(|_| title.len() == 1) else {
        return title;
    };
    if matches!(line.kind, BlockKind::Heading(_)) {
        return title;
    }
    let near = |at: Option<usize>| {
        at.and_then(|at| lines.get(at))
            .filter(|other| other.kind == line.kind && !is_header(other))
    };
    let below = near(Some(title.end).filter(|at| *at < first));
    if below.is_some_and(|below| goes_on(line.as_str(), below.as_str())) {
        return title.start..title.end + 1;
    }
    let above = title.start.checked_sub(1);
    if near(above).is_some_and(|above| goes_on(above.as_str(), line.as_str())) {
        return title.start - 1..title.end;
    }
    title
}

/// Whether two rows are one headline that a break parts: 某某产业联盟, 在某地成立.
pub(super) fn goes_on(above: &str, below: &str) -> bool {
    let short = |row: &str| row.chars().count() <= ROW_CHARS_MAX;
    let is_row = |row: &str| short(row) && !row.contains(['。', '，', ' ', ':', '：', '>', '|']);
    is_row(above)
        && short(below)
        && !below.contains(['。', ':', '：'])
        && ends_in_alliance_head(above)
        && !has_alliance_head(below)
        && PREDICATES.iter().any(|word| below.starts_with(word))
}

/// What stands above a headline and names the house that published: a paper, an
/// authority, a company.
pub(super) fn is_house(line: &Line) -> bool {
    const ENDS: [&str; 27] = [
        "局",
        "署",
        "处",
        "厅",
        "司",
        "委",
        "办",
        "政府",
        "集团",
        "协会",
        "学会",
        "研究院",
        "学院",
        "大学",
        "学校",
        "网",
        "报",
        "刊",
        "社",
        "台",
        "快讯",
        "通讯",
        "商讯",
        "资讯",
        "传媒",
        "时评",
        "平台",
    ];
    let text = line.as_str();
    line.chars <= HOUSE_CHARS_MAX
        && !text.contains(['，', '！', '？', '：', ':', '“', '《'])
        && !has_alliance_head(text)
        && ENDS.iter().any(|end| text.ends_with(end))
}

/// Longest name of such a house, in characters.
const HOUSE_CHARS_MAX: usize = 20;
