//! Names of those who wrote and edited: values of author fields, and bylines
//! such as `（记者 甲 通讯员 乙）`, `〔记者甲、乙／高雄报导〕`, `记者甲报道`.

mod marked;

pub(super) use self::marked::read_marked_byline;
use self::marked::{signs_off, writer_before};
use super::field::is_label;
use crate::surname::{is_commonly_named, is_full_name, surname_of};

/// Words before the names of those who reported.
const REPORTERS: &[&str] = &["记者", "通讯员", "特派员", "实习生", "评论员", "编译"];

/// Most names in a bracket that only names stand in.
const BRACKETED_NAMES_MAX: usize = 4;
/// Ends of a dateline, behind which its reporters stand in brackets.
const DATELINE_ENDS: &[&str] = &["日电", "日讯", "报讯", "网讯", "社电"];

/// Words behind the names, or before, that are no part of them.
const BYLINE_ENDS: &[&str] = &[
    "报道", "报导", "摄影", "翻摄", "综合", "日电", "日讯", "电 ", "文/", "图/", "摄", "文", "图",
    "整理", "编译", "电",
];

/// Places that stand between a reporter's name and 报导 without a mark.
const DATELINE_PLACES: &[&str] = &[
    "台北",
    "新北",
    "桃园",
    "台中",
    "台南",
    "高雄",
    "基隆",
    "新竹",
    "苗栗",
    "彰化",
    "南投",
    "云林",
    "嘉义",
    "屏东",
    "宜兰",
    "花莲",
    "台东",
    "澎湖",
    "金门",
    "马祖",
    "连江",
    "香港",
    "澳门",
    "北京",
    "上海",
    "天津",
    "重庆",
    "广州",
    "深圳",
    "珠海",
    "厦门",
    "福州",
    "杭州",
    "南京",
    "成都",
    "武汉",
    "西安",
    "沈阳",
    "综合",
    "华盛顿",
    "东京",
    "纽约",
    "伦敦",
    "巴黎",
    "新加坡",
];

/// A name of three characters that stands behind a paper's, or commonly built.
pub(super) fn is_writer(name: &str) -> bool {
    is_commonly_named(name)
        || is_of_three(name)
            && is_full_name(name)
            && is_personal(name)
            && !name.ends_with(UNIT_ENDS)
}

/// Ends of units' names.
const UNIT_ENDS: &[char] = &[
    '部', '处', '室', '院', '系', '社', '局', '办', '网', '委', '心', '报', '校', '会', '司', '台',
    '组',
];

/// Those of them that persons' names end with too.
const UNIT_ENDS_OF_NAMES: &[char] = &['院', '社', '网', '心', '校', '会', '台'];

/// The commonest surnames, for names that nothing else announces.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡\
    余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝\
    龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁\
    尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农";

/// The names in the value of an author's or editor's field.
pub(super) fn read_names(value: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let value = strip_roles(value).trim_end();
    // 甲一一 图/文: what one has done, close behind the name.
    let value = (["图/文", "文/图", "文/摄", "图／文", "文／图"].iter())
        .find_map(|role| value.strip_suffix(role))
        .unwrap_or(value);
    // 甲／台北报导: the place of the report is no name.
    let value = match value.split_once(['/', '／']) {
        Some((name, place)) if place.contains("报") => name,
        _ => value,
    };
    for token in value.split(is_name_break).filter(|token| !token.is_empty()) {
        let token = token.trim_matches(|c: char| !c.is_alphanumeric());
        let token = strip_byline_end(token);
        if is_label(token) {
            break;
        }
        if names.is_empty() {
            if is_nickname(token) {
                names.push(token.to_owned());
            }
            continue;
        }
        if !is_personal(token) || is_place_like(token) {
            break;
        }
        // 科技部 付某: the unit leads, the name is the author's.
        if names.len() == 1 && names.first().is_some_and(|first| is_unit(first)) {
            names.clear();
        }
        names.push(token.to_owned());
    }
    names
}

/// Four ideographs and no double surname, or a city: hardly a name behind
/// another.
fn is_place_like(token: &str) -> bool {
    token.chars().count() == 4 && token.chars().all(is_hanzi) && !has_double_surname(token)
        || DATELINE_PLACES.contains(&token)
}

fn has_double_surname(name: &str) -> bool {
    surname_of(name).is_some_and(|surname| surname.chars().count() == 2)
}

fn strip_roles(value: &str) -> &str {
    REPORTERS
        .iter()
        .find_map(|role| value.split_once(role).map(|(_, rest)| rest))
        .unwrap_or(value)
}

/// A person's name that stands without label in what is left of a header line.
pub(super) fn read_bare_name(token: &str, before: Option<&str>) -> bool {
    let characters = token.chars().count();
    let surname = token.chars().next().is_some_and(|c| SURNAMES.contains(c));
    let paper = token.ends_with(['网', '报', '社', '台', '刊', '端']);
    !paper
        && is_personal(token)
        && (2..=3).contains(&characters)
        && surname
        && before.is_none_or(|unit| is_unit(unit) && unit.chars().count() >= 3)
}

fn is_unit(token: &str) -> bool {
    token.chars().count() >= 3 && token.ends_with(UNIT_ENDS)
}

/// Whether an author is an office and no person.
pub(super) fn is_office(author: &str) -> bool {
    is_unit(author) && !(author.ends_with(UNIT_ENDS_OF_NAMES) && is_full_name(author))
}

/// `甲一一/台北报导`, `体育中心甲一一/综合报导`: the reporter before the stroke
/// stands alone or behind the unit.
pub(super) fn read_stroke_byline(text: &str) -> Option<&str> {
    let (before, behind) = text.split_once(['/', '／'])?;
    let place = behind.trim_start();
    let filed = place.char_indices().take(PLACE_CHARS_MAX).any(|(at, _)| {
        (place.get(at..)).is_some_and(|rest| rest.starts_with("报导") || rest.starts_with("报道"))
    });
    let token = before.trim_end().rsplit(is_name_break).next()?;
    let starts = token.char_indices().map(|(at, _)| at);
    let name = starts
        .rev()
        .skip(1)
        .take(NAME_CHARS_MAX - 1)
        .filter_map(|at| {
            let (unit, name) = token.split_at_checked(at)?;
            let behind_unit = unit.is_empty() || is_unit(unit);
            (behind_unit && is_full_name(name) && is_personal(name)).then_some(name)
        });
    name.last().filter(|_| filed)
}

/// Longest name of a person, in characters.
const NAME_CHARS_MAX: usize = 4;
/// How far behind a reporter's name and stroke the word 报导 begins.
const PLACE_CHARS_MAX: usize = 8;

/// The reporters whom a text names in a byline.
pub(super) fn read_byline(text: &str, everywhere: bool) -> Vec<String> {
    let mut names = Vec::new();
    for role in REPORTERS {
        for (at, _) in text.match_indices(role) {
            let behind = text.get(at + role.len()..).unwrap_or_default();
            let bracket = enclosing_bracket(text, at);
            if bracket && let Some(writer) = writer_before(text.get(..at).unwrap_or_default()) {
                names.push(writer.to_owned());
            }
            let sure = bracket || everywhere || signs_off(text, at, behind);
            read_reporters(behind, sure, &mut names);
        }
    }
    names
}

/// The names in brackets behind a dateline: 某社江畔5日电(张三 李四).
pub(super) fn read_dateline_bracket(text: &str) -> Vec<String> {
    DATELINE_ENDS
        .iter()
        .filter_map(|end| {
            let (_, behind) = text.split_once(end)?;
            let inside = behind.trim_start().strip_prefix(['(', '（'])?;
            let (inside, _) = inside.split_once([')', '）'])?;
            Some(read_bare_names(inside))
        })
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

/// Names that stand in brackets by themselves; none where anything else does.
pub(super) fn read_bare_names(inside: &str) -> Vec<String> {
    let tokens: Vec<&str> = inside
        .split(is_name_break)
        .filter(|token| !token.is_empty() && !is_label(token))
        .collect();
    let names = (1..=BRACKETED_NAMES_MAX).contains(&tokens.len())
        && tokens
            .iter()
            .all(|token| (is_full_name(token) || token.contains('·')) && is_personal(token));
    if names {
        tokens.into_iter().map(str::to_owned).collect()
    } else {
        Vec::new()
    }
}

/// Whether the text at `at` is in brackets of a byline's length.
fn enclosing_bracket(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let opened = before
        .char_indices()
        .rev()
        .take(24)
        .find(|&(_, c)| "(（【〔[)）】〕]。，".contains(c));
    opened.is_some_and(|(_, c)| "(（【〔[".contains(c))
}

/// Names behind 记者. `sure`: they stand where only a byline stands; elsewhere
/// 报道 or its like must follow.
fn read_reporters(behind: &str, sure: bool, names: &mut Vec<String>) {
    let mut rest = behind.trim_start_matches([' ', ':', '：', '\u{3000}']);
    let mut first = true;
    loop {
        let len = rest
            .find(|c: char| !(is_hanzi(c) || c == '·'))
            .unwrap_or(rest.len());
        // 记者甲通讯员乙: the blanks between may be gone.
        let run = rest.get(..len).unwrap_or_default();
        let len = REPORTERS
            .iter()
            .filter_map(|role| run.find(role))
            .min()
            .unwrap_or(len);
        let run = run.get(..len).unwrap_or_default();
        let after = rest.get(len..).unwrap_or_default();
        let next = after.trim_start().chars().next();
        let dated = after
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .starts_with("日");
        let (name, ended) = cut_name(run, dated);
        let behind_blank = after.trim_start();
        let by_mark = matches!(next, Some('/' | '／' | '｜' | '|'))
            || BYLINE_ENDS.iter().any(|end| behind_blank.starts_with(end));
        let listed = matches!(next, Some('、'))
            && behind_blank.contains("报")
            && behind_blank
                .chars()
                .take(12)
                .any(|c| c == '报' || c == '/' || c == '／');
        if !is_personal(name)
            || name.len() < run.len()
                && surname_of(name).is_none()
                && !(sure && is_of_three(name) && !name.starts_with(UNIT_ENDS))
            || !(sure || ended || by_mark || listed || !first)
            || !first && is_place_like(name)
        {
            return;
        }
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        first = false;
        let goes_on = matches!(after.chars().next(), Some('、' | ' ' | '，' | ',')) && !ended;
        if !goes_on {
            return;
        }
        rest = after.trim_start_matches(['、', ' ', '，', ',']);
        let role = REPORTERS.iter().any(|role| rest.starts_with(role));
        if role || BYLINE_ENDS.iter().any(|end| rest.starts_with(end)) {
            return;
        }
    }
}

/// As long as most names are, whatever their surname.
fn is_of_three(name: &str) -> bool {
    name.chars().count() == 3
}

/// The name that a run of ideographs begins with, and whether the end of a
/// byline follows it. `dated`: a day follows the run.
fn cut_name(run: &str, dated: bool) -> (&str, bool) {
    let cut = BYLINE_ENDS
        .iter()
        .filter_map(|end| run.find(end))
        .filter(|&at| at >= 6)
        .min()
        .or(dated.then_some(run.len()));
    let Some(cut) = cut else {
        return (run, false);
    };
    let mut name = run.get(..cut).unwrap_or_default();
    if name.chars().count() > 3 {
        let place = DATELINE_PLACES.iter().find(|place| name.ends_with(**place));
        match place {
            Some(place) if name.len() - place.len() >= 6 => {
                name = name.get(..name.len() - place.len()).unwrap_or_default();
                // 记者甲一一台湾新竹报导.
                let of_island = name.strip_suffix("台湾").filter(|name| name.len() >= 6);
                name = of_island.unwrap_or(name);
            }
            _ if name.chars().count() > 4 => {
                let double = has_double_surname(name);
                let end = name
                    .char_indices()
                    .nth(if double { 4 } else { 3 })
                    .map_or(name.len(), |(at, _)| at);
                name = name.get(..end).unwrap_or_default();
            }
            _ => {}
        }
    }
    (name, true)
}

fn strip_byline_end(token: &str) -> &str {
    if token.chars().count() <= 3 {
        return token;
    }
    ["报道", "报导", "摄影", "摄"]
        .iter()
        .find_map(|end| token.strip_suffix(end))
        .unwrap_or(token)
}

fn is_name_break(character: char) -> bool {
    character.is_whitespace() || "、,，;；/／&()（）[]【】〔〕|".contains(character)
}

/// A name as a person bears it: two to four ideographs, or longer with a dot,
/// or a Latin word.
fn is_personal(name: &str) -> bool {
    let characters = name.chars().count();
    let ideographs = name.chars().all(is_hanzi) && (2..=4).contains(&characters);
    let dotted = name.contains('·')
        && characters <= 16
        && name.chars().all(|c| is_hanzi(c) || c == '·')
        && !REPORTERS.iter().any(|role| name.contains(role));
    let latin =
        (2..=20).contains(&characters) && name.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
    (ideographs || dotted || latin) && !NO_NAMES.contains(&name) && !is_label(name)
}

/// Words that stand where names do.
const NO_NAMES: &[&str] = &[
    "本网",
    "本报",
    "本站",
    "佚名",
    "匿名",
    "未知",
    "不详",
    "网络",
    "原创",
    "正文",
    "点击",
    "阅读",
    "评论",
    "来源",
    "编辑",
    "记者",
    "大中小",
    "打印",
    "分享",
    "admin",
    "Admin",
    "ADMIN",
    "null",
    "NULL",
    "获悉",
    "了解",
    "从",
    "近日",
    "日前",
    "今日",
    "昨日",
    "今天",
    "昨天",
    "现场",
    "采访",
    "看到",
    "了解到",
    "注意到",
    "发现",
    "文图",
    "图文",
    "见习",
    "实习",
    "报道",
    "报导",
    "通讯员",
    "特约",
    "独家",
    "专访",
    "述评",
    "观察",
    "相关",
    "收藏",
    "点赞",
    "转发",
    "投稿",
    "首页",
    "时评",
    "讣闻",
    "要闻",
    "周一",
    "周二",
    "周三",
    "周四",
    "周五",
    "周六",
    "周日",
];

/// Ends of words for whence a picture is.
const NO_NAME_ENDS: &[&str] = &[
    "提供",
    "图片",
    "照片",
    "资料",
    "资料图",
    "截图",
    "供图",
    "网络",
];

/// What an author may call himself.
fn is_nickname(name: &str) -> bool {
    let characters = name.chars().count();
    (2..=20).contains(&characters)
        && name.chars().any(char::is_alphabetic)
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.contains([':', '：', '{', '$'])
        && !NO_NAME_ENDS.iter().any(|end| name.ends_with(end))
        && !NO_NAMES.contains(&name)
}

fn is_hanzi(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_name_their_reporters() {
        for (text, names) in [
            (
                "本报讯(记者 甲一一 通讯员 乙二二)昨日下午",
                vec!["甲一一", "乙二二"],
            ),
            (
                "〔记者甲一一、乙二二/高雄报导〕某市政府",
                vec!["甲一一", "乙二二"],
            ),
            ("(中央社记者古一一台中23日电)", vec!["古一一"]),
            ("【某报特派员古一一台中报导】由", vec!["古一一"]),
            ("本报消息 记者王一一报道 日前", vec!["王一一"]),
            ("记者 甲一一 报导 发布时间", vec!["甲一一"]),
            ("记者昨日从市科技局了解到,我市", vec![]),
            ("记者了解到,某联盟", vec![]),
            ("授牌仪式现场。某新闻记者 甲一一 图", vec!["甲一一"]),
            ("(某客户端记者 甲一一)", vec!["甲一一"]),
            ("〔编译甲一一/综合报导〕某国", vec!["甲一一"]),
            ("在市场里，记者看到江湾鞋业电商联盟的牌子", vec![]),
            ("(通讯员 甲一一 责编：乙二二)", vec!["甲一一"]),
        ] {
            assert_eq!(read_byline(text, false), names, "{text}");
        }
    }

    #[test]
    fn a_stroke_parts_a_reporter_from_the_place() {
        for (text, name) in [
            ("体育中心钟一一/台北报导", Some("钟一一")),
            ("钟一/综合报导 发布", Some("钟一")),
            ("江畔/湖滨两地", None),
            ("生活中心/台北报导", None),
        ] {
            assert_eq!(read_stroke_byline(text), name, "{text}");
        }
    }

    #[test]
    fn offices_are_told_from_persons() {
        assert!(is_office("综合管理部") && is_office("宣传部") && is_office("联盟秘书处"));
        assert!(!is_office("李冰心") && !is_office("王文台") && !is_office("小会"));
    }

    #[test]
    fn a_bracket_of_names_alone_names_the_authors() {
        for (text, names) in [
            ("某社江畔5日电 (古一一)由三家公司发起", vec!["古一一"]),
            ("本报讯（付一一 通讯员 齐二）昨日", vec!["付一一", "齐二"]),
            (
                "某社江畔5日电(古一一 买买提·艾力)8日上午",
                vec!["古一一", "买买提·艾力"],
            ),
            ("某社江畔5日电（综合外电报道）", vec![]),
            ("某报讯（以下简称联盟）", vec![]),
        ] {
            assert_eq!(read_dateline_bracket(text), names, "{text}");
        }
    }

    #[test]
    fn fields_name_their_authors() {
        for (value, names) in [
            ("边线裁判", vec!["边线裁判"]),
            ("科技部 付一", vec!["付一"]),
            ("甲一一 乙二二", vec!["甲一一", "乙二二"]),
            ("综合管理部", vec!["综合管理部"]),
            ("新华社记者 甲一一、乙二二", vec!["甲一一", "乙二二"]),
            ("甲一一 收藏(3)", vec!["甲一一"]),
            ("甲一一 审核 乙二二", vec!["甲一一"]),
            ("", vec![]),
        ] {
            assert_eq!(read_names(value), names, "{value}");
        }
    }
}
