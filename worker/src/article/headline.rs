//! Which lines of the page are its headline.

use std::ops::Range;

use super::{
    cue::Cue,
    header_line::{is_credit, is_header},
    line::Line,
    title::{can_be_title, letters, match_head, without_label},
    title_rows::is_house,
};
use crate::{alliance_head::has_alliance_head, page::BlockKind, surname::is_full_name};

/// Longest label of a line above the text, in characters.
const LABEL_CHARS_MAX: usize = 8;
/// Shortest word that no menu has, in characters.
const HEADLINE_CHARS_MIN: usize = 12;
/// Longest part of a place on the site, in characters.
const TRAIL_PART_CHARS_MAX: usize = 6;

/// The headline's lines among those before the first paragraph.
pub(super) fn find_title(
    lines: &[Line],
    first: usize,
    head_titles: &[String],
) -> Option<Range<usize>> {
    let before = lines.get(..first).unwrap_or_default();
    let zone_start = before
        .iter()
        .rposition(|line| line.cues.has(Cue::Crumb) && !line.as_str().contains('。'))
        .map_or(0, |at| at + 1);
    let at = |index: usize| lines.get(index);
    let fits = |index: usize| at(index).is_some_and(could_be_title);
    if let Some(range) = find_named(lines, first, head_titles) {
        return Some(range);
    }
    if let Some(range) = find_heading(lines, zone_start..first) {
        return Some(range);
    }
    // The title of an official document says what it is.
    let document = (zone_start..first).find(|&index| {
        fits(index) && at(index).is_some_and(|line| is_document_title(line.as_str()))
    });
    if let Some(found) = document {
        return Some(found..found + 1);
    }
    let last_header = (zone_start..first)
        .rev()
        .find(|&index| at(index).is_some_and(is_header));
    // A word or two above the header are a name or a section; the headline
    // stands above them.
    let nearest = |range: Range<usize>| {
        let found = range.clone().rev().find(|&index| fits(index))?;
        let chars = |index: usize| at(index).map_or(0, |line| line.chars);
        let above = (range.start..found)
            .rev()
            .take_while(|&index| !at(index).is_some_and(is_place_on_site))
            .find(|&index| fits(index));
        // Under the title of a paper stand its writers, then where they work.
        let below_names = found
            .checked_sub(1)
            .and_then(at)
            .is_some_and(|line| is_row_of_names(line.as_str()));
        match above {
            Some(above)
                if chars(found) <= 4 && chars(above) >= 8
                    || says_more(lines, above, found)
                    || below_names
                    || is_answered(lines, found)
                    || at(found).is_some_and(|line| is_item_heading(line.as_str())) =>
            {
                Some(above)
            }
            _ => Some(found),
        }
    };
    // 协会动态, the day, and the headline below it.
    let below = last_header.and_then(|header| nearest(header + 1..first));
    let of_section = |index: usize| at(index).is_some_and(|line| is_section(line.as_str()));
    // 某局, 首页 > 公开 > 许可, the day: what stands above the page's place is no headline.
    let above = last_header.and_then(|header| {
        let place = (zone_start..header)
            .rev()
            .find(|&index| at(index).is_some_and(is_place_on_site));
        nearest(
            place
                .filter(|_| below.is_some())
                .map_or(zone_start, |at| at + 1)..header,
        )
    });
    above
        .filter(|&index| !(below.is_some() && of_section(index)))
        // 某报数字报, the day, and below them the headline that names the alliance.
        .filter(|&index| {
            let told = below
                .and_then(at)
                .is_some_and(|line| has_alliance_head(line.as_str()));
            !(told && at(index).is_some_and(is_house))
        })
        .or(below)
        .or_else(|| nearest(zone_start..first))
        .map(|index| index..index + 1)
}

/// Whether the line `found`, right below `above`, only says more of that headline,
/// or who published it.
fn says_more(lines: &[Line], above: usize, found: usize) -> bool {
    let (Some(main), Some(line)) = (lines.get(above), lines.get(found)) else {
        return false;
    };
    // Under the head of a paper's page the headline names the body.
    let headed = (above.checked_sub(1).and_then(|at| lines.get(at))).is_some_and(is_header);
    let names = |line: &Line| has_alliance_head(line.as_str());
    let told_below = headed && names(main) && !names(line);
    found == above + 1 && (told_below || is_of_paper(line) || is_subtitle(main, line))
}

/// 问：…, and 答：… right below: the first question of those that the page answers.
fn is_answered(lines: &[Line], at: usize) -> bool {
    let begins = |at: usize, mark| {
        lines
            .get(at)
            .is_some_and(|line| line.as_str().starts_with(mark))
    };
    begins(at, '问') && begins(at + 1, '答')
}

/// The last lines of the zone that are marked as the page's heading.
fn find_heading(lines: &[Line], zone: Range<usize>) -> Option<Range<usize>> {
    let is_heading = |line: &Line| matches!(line.kind, BlockKind::Heading(1 | 2));
    let last = zone.clone().rev().find(|&index| {
        (lines.get(index)).is_some_and(|line| could_be_title(line) && is_heading(line))
    })?;
    let known = lines.get(last)?;
    let same = |line: &Line| {
        line.kind == known.kind && line.container == known.container && could_be_title(line)
    };
    let start = (zone.start..last)
        .rev()
        .take_while(|&index| lines.get(index).is_some_and(same))
        .last();
    Some(start.unwrap_or(last)..last + 1)
}

/// The lines that the page's head names too; those above a header line, and
/// headings, are surer.
fn find_named(lines: &[Line], first: usize, head_titles: &[String]) -> Option<Range<usize>> {
    let before = lines.get(..first).unwrap_or_default();
    let at = |index: usize| lines.get(index);
    let head_titles: Vec<String> = head_titles.iter().map(|title| letters(title)).collect();
    let fits = |index: usize| at(index).is_some_and(could_be_title);
    let mut matched: Option<(u8, Range<usize>)> = None;
    for index in (0..first).filter(|&index| fits(index)) {
        let Some(len) = before
            .get(index..)
            .and_then(|rest| match_head(rest, &head_titles))
        else {
            continue;
        };
        let range = index..index + len;
        let headed = (range.end..range.end + 3).any(|next| at(next).is_some_and(is_header));
        let heading = at(index).is_some_and(|line| matches!(line.kind, BlockKind::Heading(_)));
        let rank = u8::from(headed) * 2 + u8::from(heading);
        if matched.as_ref().is_none_or(|(known, _)| rank >= *known) {
            matched = Some((rank, range));
        }
    }
    matched.map(|(_, range)| range)
}

/// 关于…的通知, …会议纪要: what an authority or a body calls its document.
fn is_document_title(text: &str) -> bool {
    let kind = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let kind = match kind.find(['(', '（']) {
        Some(at) if at > 0 => kind.get(..at).unwrap_or(kind),
        _ => kind,
    };
    let named = [
        "通知", "公告", "通告", "通报", "公示", "决定", "意见", "批复", "答复", "函",
    ]
    .iter()
    .any(|end| kind.ends_with(end));
    // 甲联盟一届四次理事会会议纪要.
    let minutes = ["会议纪要", "会议记录"]
        .iter()
        .any(|end| kind.ends_with(end));
    (named && text.contains("关于") || minutes) && !text.contains(['《', '“'])
}

/// 协会动态, 通知公告: the name of a part of the site.
fn is_section(text: &str) -> bool {
    text.chars().count() <= TRAIL_PART_CHARS_MAX
        && [
            "动态", "新闻", "要闻", "公告", "资讯", "信息", "之窗", "报道", "中心", "快讯",
        ]
        .iter()
        .any(|end| text.ends_with(end))
}

/// 江海日报全媒体, 江海发布: who published, below the headline.
fn is_of_paper(line: &Line) -> bool {
    let text = line.as_str();
    line.chars <= PAPER_CHARS_MAX
        && !text.contains([' ', '，', '！', '？', '“', '《'])
        && [
            "全媒体",
            "融媒体",
            "融媒",
            "客户端",
            "日报",
            "晚报",
            "广电",
            "官微",
        ]
        .iter()
        .any(|end| text.ends_with(end))
}

/// Longest name of a paper or its channel, in characters.
const PAPER_CHARS_MAX: usize = 10;

/// 我市三家入选 below 产业联盟名单公布: the line of a page's own region or house says
/// what the headline above it, which tells the event, means there.
fn is_subtitle(main: &Line, line: &Line) -> bool {
    let own = [
        "我市", "我县", "我区", "我省", "我州", "我校", "我院", "我司", "我会",
    ];
    let begins = |text: &str| own.iter().any(|word| text.starts_with(word));
    let told = [
        "公布", "揭晓", "成立", "揭牌", "召开", "举行", "启动", "发布", "印发", "出台",
    ]
    .iter()
    .any(|verb| main.as_str().ends_with(verb));
    // 打造边界合作新样板 below 两县签署框架协议: a slogan, and who came.
    let signed = told || main.as_str().contains("签署") || main.as_str().contains("签订");
    let slogan = SLOGANS.iter().any(|word| line.as_str().starts_with(word));
    let came = line
        .as_str()
        .split_once("出席")
        .is_some_and(|(name, _)| is_full_name(name));
    let names_body = has_alliance_head(line.as_str());
    main.chars > line.chars
        && (told && begins(line.as_str()) || signed && slogan && !names_body || told && came)
}

/// Words that begin what an event is good for.
const SLOGANS: [&str; 6] = ["打造", "助力", "推动", "共谋", "共绘", "谱写"];

/// 第一章 总则: a heading within a document.
fn is_item_heading(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('第') else {
        return false;
    };
    let number = rest
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c));
    number.len() < rest.len() && number.starts_with(['章', '条', '节', '编'])
}

/// Labels of what a press office or an authority writes above its text, each
/// with a value: 发稿单位：…, 文件类别：….
fn is_labelled(text: &str) -> bool {
    // 主旨：… 市长：…: the headline that follows its label may quote.
    let Some((label, value)) = without_label(text).split_once([':', '：']) else {
        return false;
    };
    let ends = [
        "单位",
        "机构",
        "机关",
        "类别",
        "分类",
        "编号",
        "文号",
        "索引号",
        "日期",
        "时间",
        "有效性",
    ];
    let more = value
        .split(' ')
        .skip(1)
        .any(|word| word.contains([':', '：']));
    // 人气：21
    let counted = value.chars().any(|c| c.is_ascii_digit())
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace());
    label.chars().count() <= LABEL_CHARS_MAX
        && (more || counted || ends.iter().any(|end| label.ends_with(end)))
}

/// Names of writers alone, as under the title of a paper.
fn is_row_of_names(text: &str) -> bool {
    let mut names = text
        .split(['，', ',', '、', ' ', ';', '；', '1', '2', '3', '*'])
        .filter(|name| !name.is_empty());
    let all = names.clone().all(is_full_name);
    all && names.nth(1).is_some()
}

/// 新闻中心 / 公司公告, 江畔新闻 • 要闻: a place on the site, its parts short and
/// parted by a stroke or a dot.
fn is_trail(text: &str) -> bool {
    [" / ", " • ", " · "].iter().any(|mark| {
        text.contains(mark)
            && (text.split(mark)).all(|part| part.chars().count() <= TRAIL_PART_CHARS_MAX)
    })
}

/// 公告 >> 正文: what stands below it is the page's own.
fn is_place_on_site(line: &Line) -> bool {
    let text = line.as_str();
    text.contains(['>', '»', '›']) && is_menu(line)
}

/// Whether a line can be a headline by its form and its words.
pub(super) fn could_be_title(line: &Line) -> bool {
    let furniture = [
        Cue::Crumb,
        Cue::Clock,
        Cue::Neighbor,
        Cue::Related,
        Cue::Share,
        Cue::Tool,
        Cue::Rights,
        Cue::Tag,
        Cue::Button,
    ];
    can_be_title(line)
        && !is_header(line)
        && !is_menu(line)
        && !is_trail(line.as_str())
        && !is_labelled(line.as_str())
        && !is_row_of_names(line.as_str())
        && !is_credit(line)
        && !furniture.iter().any(|&cue| line.cues.has(cue))
}

/// A row of short words: a menu.
pub(super) fn is_menu(line: &Line) -> bool {
    let text = line.as_str();
    if line.has_sentence {
        return false;
    }
    let marked = text.contains(['|', '│', '┊', '｜', '丨', '∣', '┃', '>', '»', '›', '→']);
    let is_break = |c: char| c.is_whitespace() || "|│┊｜丨·・/>»›→-∣┃".contains(c);
    let words: Vec<&str> = text
        .split(is_break)
        .filter(|word| !word.is_empty())
        .collect();
    let short = words
        .iter()
        .filter(|word| word.chars().count() <= 5)
        .count();
    // 某某聚力｜某联盟在某地成立: a headline beside its column.
    let headed = words.iter().any(|word| {
        let chars = word.chars().count();
        chars >= HEADLINE_CHARS_MIN && chars * 2 > line.chars
    });
    words.len() >= if marked { 3 } else { 4 } && short * 3 >= words.len() * 2 && !headed
        || line.link_share > 0.6
        || text.contains(['>', '»', '›', '→']) && words.len() >= 2
}
