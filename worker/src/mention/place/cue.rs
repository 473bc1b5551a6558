//! What the grammar around a place says of it.

use std::ops::Range;

use super::inside::{is_bracketed_with_day, is_inside};
use crate::{mention::cursor::Cursor, word_list::WordList};

/// How a place stands in its sentence, the surest sign of where something
/// happened first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PlaceCue {
    /// Where something takes place: 在杭州举行, 地点:杭州.
    Locative,
    /// Where the report was filed: 新华社杭州6月5日电.
    Dateline,
    /// By itself.
    Bare,
    /// The head of a longer name: 杭州市科技局.
    Prefix,
}

/// Verbs of what takes place somewhere.
pub(super) const EVENT_VERBS: [&str; 85] = [
    "举行",
    "召开",
    "举办",
    "成立",
    "揭牌",
    "启动",
    "签约",
    "签署",
    "签订",
    "开幕",
    "闭幕",
    "落幕",
    "开启",
    "亮相",
    "发布",
    "启幕",
    "圆满",
    "隆重",
    "组建",
    "宣布",
    "诞生",
    "设立",
    "挂牌",
    "开赛",
    "落地",
    "落下帷幕",
    "拉开",
    "会聚",
    "汇聚",
    "齐聚",
    "授牌",
    "开班",
    "登场",
    "合办",
    "集结",
    "揭幕",
    "剪彩",
    "交流",
    "座谈",
    "茶叙",
    "研讨",
    "审议",
    "表决",
    "会面",
    "启航",
    "正式",
    "共同",
    "发起",
    "参加",
    "出席",
    "结盟",
    "换届",
    "碰头",
    "开会",
    "开了",
    "开成",
    "开过",
    "补开",
    "续开",
    "开理事",
    "开年会",
    "开大会",
    "开成立",
    "开发布会",
    "开工作会",
    "开代表",
    "开场",
    "开锣",
    "收官",
    "揭了牌",
    "挂了牌",
    "揭彩",
    "拉起",
    "商讨",
    "商量",
    "碰面",
    "建立",
    "公布",
    "推出",
    "缔结",
    "创立",
    "创建",
    "签下",
    "对外",
    "宣读",
];

/// [`EVENT_VERBS`], to be looked for.
pub(super) static HAPPENINGS: WordList = WordList::of(&EVENT_VERBS);

/// Words that end in 假 and are not the 假 (at) of Hong Kong's usage.
const GRANTED_LEAVE: &[&str] = &["放假", "休假", "寒假", "暑假", "请假", "虚假", "度假"];

/// How far behind a place its verb is looked for.
const CLAUSE_CHARS_MAX: usize = 40;

/// The cue of the place at `span`.
pub(super) fn find_cue(text: &str, span: &Range<usize>) -> PlaceCue {
    if is_locative(text, span) {
        PlaceCue::Locative
    } else if is_dateline(text, span) {
        PlaceCue::Dateline
    } else if is_prefix(text, span) {
        PlaceCue::Prefix
    } else {
        PlaceCue::Bare
    }
}

/// Whether something takes place there: a preposition before, its verb behind.
pub(super) fn is_locative(text: &str, span: &Range<usize>) -> bool {
    let before = Cursor::new(text, span.start);
    if before.is_behind(&[
        "地点:",
        "地点：",
        "地点为",
        "地点是",
        "地点在",
        "地址:",
        "地址：",
        "走进",
        "齐聚",
        "相聚",
        "会聚",
        "汇聚",
        "落户",
        "落子",
    ]) {
        return true;
    }
    if is_bracketed_with_day(text, span) {
        return true;
    }
    if is_seat_of_hall(before.behind()) || is_moved_to(before.behind()) {
        return true;
    }
    if begins_clause(text, span)
        && (hosts(text, span) || is_inside(text, span) || is_held_by_zone(text, span))
    {
        return true;
    }
    // 在美丽的杭州, 在国家中心城市郑州: up to a few words may come between.
    // So may the word for who keeps a school: 假国立澎湖科技大学.
    let before = strip_keeper(text, before);
    let close = before.is_behind(&["在", "于", "赴", "来到", "假座", "借座"])
        || before.is_behind(&["假"]) && !before.is_behind(GRANTED_LEAVE);
    let far = || {
        before
            .behind()
            .chars()
            .rev()
            .take(12)
            .take_while(|next| !"，。、；！？\n".contains(*next))
            .any(|next| next == '在')
            && before.is_behind(&["的", "市", "都", "城", "地", "——", "—"])
    };
    // 成立于宝鸡: the verb stands before.
    let verb_before = ["于", "在"].iter().any(|preposition| {
        (before.behind().trim_end().strip_suffix(preposition)).is_some_and(|verb| {
            ["成立", "举行", "召开", "举办", "签署", "诞生"]
                .iter()
                .any(|word| verb.ends_with(word))
        })
    });
    if verb_before || arrives_at_office(text, span) {
        return true;
    }
    if !close && !far() {
        return false;
    }
    // 在杭州，某联盟成立: the verb comes behind the comma.
    let rest = Cursor::new(text, span.end).rest();
    if close && is_hall_before_comma(before.behind(), rest) {
        return true;
    }
    let clause: String = (rest.strip_prefix('，').unwrap_or(rest))
        .chars()
        .take(CLAUSE_CHARS_MAX)
        .take_while(|next| !matches!(next, '。' | '！' | '？' | '；' | '\n' | '，'))
        .collect();
    let verb = HAPPENINGS.find(&clause);
    // 在江苏省交通运输厅指导下举行: whose auspices, not where.
    let auspices = const { WordList::of(&AUSPICES) }.find(&clause);
    verb.is_some_and(|verb| auspices.is_none_or(|under| under > verb))
}

/// What stands before a place without the word for who keeps the school that
/// the place begins.
fn strip_keeper<'t>(text: &'t str, before: Cursor<'t>) -> Cursor<'t> {
    (["国立", "市立", "县立", "私立"].iter())
        .find_map(|keeper| before.behind().strip_suffix(keeper))
        .map_or(before, |rest| Cursor::new(text, rest.len()))
}

/// 主会场设在某区: where the one hall of several is, or the only one.
fn is_seat_of_hall(before: &str) -> bool {
    const HALLS: [&str; 3] = ["会场", "仪式", "会址"];
    const BRANCHES: [&str; 3] = ["分会场", "下届会场", "原会场"];
    ["设在", "设于", "位于", "就设在"].iter().any(|verb| {
        before.strip_suffix(verb).is_some_and(|hall| {
            HALLS.iter().any(|end| hall.ends_with(end))
                && !BRANCHES.iter().any(|end| hall.ends_with(end))
        })
    })
}

/// 次日移师台南，…签署: where it went on, unless that is still to come.
fn is_moved_to(before: &str) -> bool {
    let moved = ["移师", "转场至", "转场到", "转战"];
    (moved.iter().find_map(|verb| before.strip_suffix(verb)))
        .is_some_and(|before| !before.ends_with(['将', '拟', '会', '划', '再']))
}

/// 在杭州国际会议中心，某联盟成立: the hall alone fills its clause, and the verb
/// comes behind the comma. `rest` is what follows the place.
fn is_hall_before_comma(before: &str, rest: &str) -> bool {
    const HELD: [&str; 12] = [
        "举行", "召开", "举办", "成立", "揭牌", "启动", "签约", "签署", "签订", "挂牌", "授牌",
        "开幕",
    ];
    const STANDS: [&str; 5] = ["位于", "坐落于", "位在", "来自于", "设于"];
    let hall: String = (rest.chars())
        .take(VENUE_CHARS_MAX)
        .take_while(|next| !"，。、；！？\n".contains(*next))
        .collect();
    let Some(behind) = (rest.get(hall.len()..)).and_then(|behind| behind.strip_prefix('，'))
    else {
        return false;
    };
    let clause: String = (behind.chars())
        .take(CLAUSE_CHARS_MAX)
        .take_while(|next| !"。；！？\n，".contains(*next))
        .collect();
    !STANDS.iter().any(|word| before.ends_with(word))
        && HALLS.iter().any(|end| hall.ends_with(end))
        && !hall.contains(['在', '于', '的', '与', '和'])
        && HAPPENINGS.find(&hall).is_none()
        && HELD.iter().any(|verb| clause.contains(verb))
        && !clause.contains("曾")
}

/// Ends of the names of halls and other sites in which people meet.
const HALLS: [&str; 17] = [
    "中心",
    "会堂",
    "礼堂",
    "会场",
    "酒店",
    "宾馆",
    "饭店",
    "大厦",
    "会议室",
    "会议厅",
    "报告厅",
    "展览馆",
    "博览馆",
    "会展馆",
    "大学",
    "学院",
    "校区",
];

/// 聚集到甲协会天津办事处: the seat of a body where people come together.
fn arrives_at_office(text: &str, span: &Range<usize>) -> bool {
    const SEATS: [&str; 8] = [
        "办事处",
        "分公司",
        "分院",
        "总部",
        "校区",
        "分会",
        "分中心",
        "分部",
    ];
    let after = Cursor::new(text, span.end).rest();
    let before = Cursor::new(text, span.start).behind();
    let phrase = before
        .rsplit(['，', '。', '、', '；', '\n'])
        .next()
        .unwrap_or_default();
    SEATS.iter().any(|seat| after.starts_with(seat))
        && phrase.chars().count() <= CLAUSE_CHARS_MAX
        && ["聚集到", "聚到", "来到", "聚集在", "相聚在", "齐聚", "聚首"]
            .iter()
            .any(|verb| phrase.contains(verb))
}

/// Words that end a phrase of those under whom something takes place.
const AUSPICES: [&str; 10] = [
    "指导下",
    "支持下",
    "领导下",
    "见证下",
    "主持下",
    "推动下",
    "关心下",
    "协助下",
    "倡议下",
    "组织下",
];

/// 日前，某市某镇举行签约仪式; 某区还成立了: the place, with which its clause begins,
/// stands as who holds it.
fn hosts(text: &str, span: &Range<usize>) -> bool {
    let after: String = (Cursor::new(text, span.end).rest().chars())
        .take(TOWN_CHARS_MAX + 2)
        .collect();
    let verb = ["举行", "举办", "召开", "成立", "组建"]
        .iter()
        .filter_map(|verb| after.find(verb))
        .min();
    verb.and_then(|at| after.get(..at)).is_some_and(|town| {
        let named = ["镇", "乡", "街道", "社区", "村"]
            .iter()
            .any(|end| town.ends_with(end));
        let adverb = ["还", "也", "又", "率先", "正式", "同日", "已", "曾"].contains(&town);
        town.is_empty() || adverb || named && town.chars().all(char::is_alphabetic)
    })
}

/// 某某开发区产学研对接活动举行: what a zone held, and nothing says elsewhere.
fn is_held_by_zone(text: &str, span: &Range<usize>) -> bool {
    const ZONES: [&str; 9] = [
        "经济开发区",
        "经济技术开发区",
        "高新技术产业开发区",
        "开发区",
        "高新区",
        "经开区",
        "工业园区",
        "产业园区",
        "园区",
    ];
    const HELD: [&str; 4] = ["举行", "召开", "举办", "启动"];
    let after = Cursor::new(text, span.end).rest();
    if !ZONES.iter().any(|zone| after.starts_with(zone)) {
        return false;
    }
    let clause: String = (after.chars())
        .take(CLAUSE_CHARS_MAX)
        .take_while(|next| !"，。；！？\n".contains(*next))
        .collect();
    let held = HELD.iter().filter_map(|verb| clause.find(verb)).min();
    held.and_then(|at| clause.get(..at)).is_some_and(|subject| {
        !subject.contains(['在', '于', '赴', '到']) && subject.ends_with(['会', '动', '式', '坛'])
    })
}

/// Longest name of a town behind its county, in characters.
const TOWN_CHARS_MAX: usize = 6;
/// Longest name of a venue behind its place, in characters.
pub(super) const VENUE_CHARS_MAX: usize = 16;

/// Whether nothing but a date stands before it in its clause.
fn begins_clause(text: &str, span: &Range<usize>) -> bool {
    let before = Cursor::new(text, span.start).behind();
    let clause = before.rsplit(['，', '。', '！', '？', '；', '\n']).next();
    clause.is_none_or(|clause| {
        let clause = clause.trim_end_matches([' ', '”', ')', '）']);
        clause.is_empty()
            || clause.chars().count() <= DATE_CHARS_MAX
                && ["日", "午", "天", "前", "期", "晚", "讯", "电", "网"]
                    .iter()
                    .any(|end| clause.ends_with(end))
    })
}

/// Longest date before a place in its clause, in characters.
const DATE_CHARS_MAX: usize = 14;

/// Whether a news agency's or reporter's dateline names it.
fn is_dateline(text: &str, span: &Range<usize>) -> bool {
    let before = Cursor::new(text, span.start);
    let mut after = Cursor::new(text, span.end);
    let agency = before.is_behind(&["社", "网", "报", "讯 ", "社 ", "网 ", "报 ", "电 ", "台"]);
    if after.looks_at(&["讯", "电", "消息"]) {
        return true;
    }
    // 记者某某/台中报道: as Taiwan's papers file.
    if before.is_behind(&["/", "／"]) && after.looks_at(&["报道", "报导"]) {
        return true;
    }
    let opens = before
        .behind()
        .chars()
        .next_back()
        .is_none_or(|last| matches!(last, '\n' | ' ' | '(' | '【' | '[' | '（'));
    if !agency && !opens {
        return false;
    }
    let ahead: String = after.rest().chars().take(14).collect();
    let dated = after
        .eat_if(|next| next.is_ascii_digit() || matches!(next, ' ' | '('))
        .is_some();
    dated
        && ["电", "讯", "日报道"]
            .iter()
            .any(|sign| ahead.contains(sign))
}

/// Whether a name goes on behind it.
fn is_prefix(text: &str, span: &Range<usize>) -> bool {
    Cursor::new(text, span.end).peek().is_some_and(|next| {
        ('\u{4e00}'..='\u{9fff}').contains(&next)
            && !"在的举召成与和及是等将已也为以有、至到向从地".contains(next)
    })
}
