//! The headline: as the page shows it, else as its head names it.

use super::{line::Line, stamp::find_yearless, title_rows::goes_on};
use crate::{
    alliance_head::has_alliance_head,
    numbering::is_numbering,
    page::{BlockKind, Head},
};

/// Fewest characters by which a line and the head's title are known as one.
const MATCHED_CHARS_MIN: usize = 6;
/// Marks before the items of a list.
const BULLETS: &[char] = &[
    '·', '•', '-', '●', '■', '◆', '◇', '▲', '※', '>', '．', '・', '○',
];
/// Longest title that can be the name of a site alone, in characters.
const SITE_CHARS_MAX: usize = 12;
/// Most lines of a headline.
const TITLE_LINES_MAX: usize = 5;
/// Longest number of an official document, in characters.
const FILE_NUMBER_CHARS_MAX: usize = 24;
/// Longest headline, in characters.
const TITLE_CHARS_MAX: usize = 120;

/// How many of the lines, from the first on, are together a title that the head
/// gives, whose [`letters`] are `head_titles`; the longest row counts.
pub(super) fn match_head(lines: &[Line], head_titles: &[String]) -> Option<usize> {
    let mut shown = String::new();
    let mut matched = None;
    for (index, line) in lines.iter().take(TITLE_LINES_MAX).enumerate() {
        let more = letters(line.as_str());
        if more.is_empty() {
            break;
        }
        shown.push_str(&more);
        let chars = shown.chars().count();
        let mut begins = false;
        for named in head_titles {
            if !named.starts_with(&shown) {
                continue;
            }
            begins = true;
            let enough = chars >= MATCHED_CHARS_MIN || chars * 2 >= named.chars().count();
            if (2..=TITLE_CHARS_MAX).contains(&chars) && enough {
                matched = Some(index + 1);
            }
        }
        if !begins {
            break;
        }
    }
    matched
}

/// The headline of several lines in one: without blank where the head's title
/// has none.
pub(super) fn join_title(lines: &[&str], head_titles: &[String]) -> String {
    let close = lines.concat();
    let broken = matches!(lines, [above, below] if goes_on(above, below));
    if lines.len() > 1 && (broken || head_titles.iter().any(|title| title.contains(&close))) {
        close
    } else {
        lines.join(" ")
    }
}

/// 标题：某联盟成立: the headline without the word for it.
pub(super) fn without_label(title: &str) -> &str {
    ["标题：", "标题:", "原标题：", "原标题:", "主旨：", "主旨:"]
        .iter()
        .find_map(|label| title.strip_prefix(label))
        .map_or(title, str::trim)
}

/// A headline that lost the break before the page's address and day.
pub(super) fn without_address(title: &str) -> &str {
    let at = ["http://", "https://"]
        .iter()
        .find_map(|scheme| title.find(scheme));
    at.and_then(|at| title.get(..at))
        .map(str::trim_end)
        .filter(|head| head.chars().count() >= MATCHED_CHARS_MIN)
        .unwrap_or(title)
}

/// 原标题：某联盟成立: what the line says that the article was called first.
pub(super) fn original_title(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['(', '（', '【', ' ']);
    let title = ["原标题：", "原标题:"]
        .iter()
        .find_map(|label| line.strip_prefix(label))?;
    let title = title.trim().trim_end_matches([')', '）', '】']);
    let chars = title.chars().count();
    (MATCHED_CHARS_MIN..=TITLE_CHARS_MAX)
        .contains(&chars)
        .then_some(title)
}

/// The titles that the head gives, folded, the surest first.
pub(super) fn head_titles(head: &Head) -> Vec<String> {
    let metas = ["articletitle", "og:title", "twitter:title", "title"];
    let mut titles: Vec<String> = metas
        .iter()
        .filter_map(|name| head.meta(&[*name]))
        .map(str::to_owned)
        .chain(head.described.headline.clone())
        .chain(head.title.clone())
        .map(|title| {
            crate::fold_text(title.trim())
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    titles.dedup();
    titles
}

/// The title of a head without the site's name behind it.
pub(super) fn strip_site(title: &str, site_name: Option<&str>) -> String {
    let mut title = title.trim();
    if let Some(site) = site_name
        && let Some(stripped) = title.strip_suffix(site)
    {
        title = stripped.trim_end_matches(is_joint);
    }
    // `A_B_C`, `A | B`, `A - B`: what stands before the first joint that leaves
    // enough of a headline; a lone dash may be part of one.
    for (at, joint) in
        title.match_indices(['_', '|', '｜', '-', '—', '–', '»', '<', '＿', '－'].as_slice())
    {
        let before = title.get(..at).unwrap_or_default();
        let behind = title.get(at + joint.len()..).unwrap_or_default();
        let open = before.matches(['“', '「', '(', '《']).count()
            > before.matches(['”', '」', ')', '》']).count();
        let latin = joint == "-"
            && before.ends_with(|c: char| c.is_ascii_alphanumeric())
            && behind.starts_with(|c: char| c.is_ascii_alphanumeric());
        if !open && !latin && before.trim().chars().count() >= MATCHED_CHARS_MIN {
            return before.trim_end_matches(is_joint).to_owned();
        }
    }
    let chars = title.chars().count();
    let site_alone = chars <= SITE_CHARS_MAX
        && ["网", "网站", "官网", "首页", "门户", "在线", "平台"]
            .iter()
            .any(|end| title.ends_with(end));
    if site_alone {
        String::new()
    } else {
        title.to_owned()
    }
}

/// Longest name of a site, in characters.
const SITE_NAME_CHARS_MAX: usize = 24;

/// What stands behind the last joint of a head's title: `A-B学院`.
pub(super) fn site_name(head_titles: &[String]) -> Option<String> {
    (head_titles.iter())
        .filter_map(|title| title.rsplit(is_joint).next().filter(|last| *last != title))
        .map(str::trim)
        .find(|site| (4..=SITE_NAME_CHARS_MAX).contains(&site.chars().count()))
        .map(str::to_owned)
}

fn is_joint(character: char) -> bool {
    character.is_whitespace() || "_|｜-—–»<＿－·".contains(character)
}

/// Letters and digits alone, for comparing.
pub(super) fn letters(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for character in text.chars() {
        // Nearly all are, and none of them has cases: Unicode's tables are slow.
        if ('\u{4e00}'..='\u{9fff}').contains(&character) {
            letters.push(character);
        } else if character.is_alphanumeric() {
            letters.extend(character.to_lowercase());
        }
    }
    letters
}

/// 【地方动态】, 【PDF版】: a column, a kind of page.
fn is_boxed_label(text: &str) -> bool {
    let inside = (text.strip_prefix(['【', '〔', '[']))
        .and_then(|text| text.strip_suffix(['】', '〕', ']']));
    // 【新闻链接：转载自某某】
    inside.is_some_and(|inside| {
        inside.chars().count() <= BOXED_CHARS_MAX || inside.contains("转载自")
    })
}

/// 某联盟成立 甲一一/摄: what a picture shows, and who took it.
fn is_caption(text: &str) -> bool {
    let text = text.trim_end_matches([')', '）']);
    // ①…检查班列(甲一一 摄): the blank before the word may be folded away.
    let numbered = text.starts_with(['①', '②', '③', '④']);
    numbered && text.ends_with('摄')
        || text.ends_with("/摄")
        || text.ends_with("／摄")
        || text.ends_with(" 摄")
}

/// Longest line that says what a press office sends out, in characters:
/// 某某县政府新闻稿.
const KIND_CHARS_MAX: usize = 14;
/// Longest name of a column, in characters.
const BOXED_CHARS_MAX: usize = 8;

/// 2024年6月19日某联盟就职典礼: a headline that begins with the day of what it tells.
fn is_dated_event(line: &Line) -> bool {
    let text = line.as_str();
    let behind = (line.dates.first()).and_then(|found| text.get(found.span.end..));
    behind.is_some_and(|behind| {
        behind.starts_with(char::is_alphabetic)
            && !behind.contains([' ', '，', ':', '：'])
            && behind.chars().count() >= MATCHED_CHARS_MIN
            && has_alliance_head(behind)
    })
}

/// 一、12月16日(周一): the day of an item in a digest.
fn is_day_of_item(text: &str) -> bool {
    let numbered = text
        .split_once('、')
        .is_some_and(|(number, _)| !number.is_empty() && number.chars().all(is_numbering));
    numbered && text.chars().count() <= DAY_CHARS_MAX && find_yearless(text).is_some()
}

/// Longest heading that is a day, in characters.
const DAY_CHARS_MAX: usize = 16;

/// 某联盟秘书处编 2022年4月: who made a digest, and in which month.
fn is_issuer(text: &str) -> bool {
    let Some((editor, month)) = text.rsplit_once('编') else {
        return false;
    };
    let month = month.trim_start_matches(['印', '发', '制', ' ']);
    editor.ends_with(['处', '室', '部', '会', '组', '盟'])
        && month.starts_with(|c: char| c.is_ascii_digit())
        && month.ends_with(['月', '日', '期'])
}

/// Whether a line can be a headline by its form.
pub(super) fn can_be_title(line: &Line) -> bool {
    let text = line.as_str();
    (2..=TITLE_CHARS_MAX).contains(&line.chars)
        && line.link_share < 0.9
        && !matches!(
            line.kind,
            BlockKind::ListItem | BlockKind::TableRow | BlockKind::Caption
        )
        && !text.contains('。')
        && !(text.contains('〔') && text.ends_with('号') && line.chars <= FILE_NUMBER_CHARS_MAX)
        && !text.starts_with(BULLETS)
        && !text.starts_with('—')
        // calendar_month: what a font shows as a sign.
        && !(text.is_ascii() && text.contains('_'))
        && !(text.starts_with(['(', '（']) && text.ends_with([')', '）']))
        && !is_boxed_label(text)
        && !is_caption(text)
        && !is_day_of_item(text)
        && !is_issuer(text)
        // 报道摘录如下: the text follows.
        && !text.ends_with("如下")
        && !(text.ends_with("新闻稿") && line.chars <= KIND_CHARS_MAX)
        && !text.ends_with([':', '：', ';', '；', ','])
        && line.dates.first().is_none_or(|found| found.span.start > 0 || is_dated_event(line))
        && (text
            .chars()
            .filter(|c| c.is_alphabetic() && !c.is_ascii())
            .count()
            >= 2
            || text.chars().filter(char::is_ascii_alphabetic).count() >= 12)
}
