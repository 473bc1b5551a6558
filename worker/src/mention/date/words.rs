//! Words that stand for a day, week, month or year counted from the anchor.

use super::expression::{MonthRef, WeekPart, YearRef};
use crate::{
    mention::{
        cursor::Cursor,
        numeral::{chinese_digit, eat_numeral},
    },
    word_list::WordMap,
};

/// Reads 今年, 去年, 当年 ….
pub(super) fn eat_year_word(cursor: &mut Cursor<'_>) -> Option<YearRef> {
    const WORDS: [(&str, YearRef); 14] = [
        ("那一年", YearRef::Context(0)),
        ("那年", YearRef::Context(0)),
        ("大前年", YearRef::Offset(-3)),
        ("今年", YearRef::Offset(0)),
        ("本年", YearRef::Offset(0)),
        ("去年", YearRef::Offset(-1)),
        ("上年", YearRef::Offset(-1)),
        ("前年", YearRef::Offset(-2)),
        ("明年", YearRef::Offset(1)),
        ("后年", YearRef::Offset(2)),
        ("当年", YearRef::Context(0)),
        ("同年", YearRef::Context(0)),
        ("次年", YearRef::Context(1)),
        ("翌年", YearRef::Context(1)),
    ];
    let (word, year) = const { WordMap::of(&WORDS) }.beginning(cursor.rest())?;
    // 以前年度, 之后年份, 向上年轻: the word is the tail of another.
    // 本次年会: the ordinal and the meeting.
    if cursor.is_behind(&[
        "以", "之", "向", "说", "文", "历", "本", "此", "该", "首", "这", "届", "一", "二", "三",
    ]) {
        return None;
    }
    let ahead = cursor.skip_bytes(word.len());
    if ahead.looks_at(&["轻", "纪", "级", "同期"]) {
        return None;
    }
    *cursor = ahead;
    Some(year)
}

/// Counts 上, 上上, 下, 下下, 本, 这; `None` where none stands here.
fn eat_steps(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut steps = 0;
    while steps > -3 && cursor.eat("上") {
        steps -= 1;
    }
    if steps == 0 {
        while steps < 3 && cursor.eat("下") {
            steps += 1;
        }
    }
    if steps == 0 {
        cursor.eat_any(&["本", "这"])?;
    }
    // 上一个月, 上个月.
    cursor.eat("一");
    cursor.eat("个");
    Some(steps)
}

/// Reads 本月, 上月, 下个月, 当月 ….
pub(super) fn eat_month_word(cursor: &mut Cursor<'_>) -> Option<MonthRef> {
    const WORDS: [(&str, MonthRef); 5] = [
        ("当月", MonthRef::Context(0)),
        ("同月", MonthRef::Context(0)),
        ("次月", MonthRef::Context(1)),
        ("今月", MonthRef::Offset(0)),
        ("前月", MonthRef::Offset(-2)),
    ];
    if let Some((word, month)) = const { WordMap::of(&WORDS) }.beginning(cursor.rest()) {
        *cursor = cursor.skip_bytes(word.len());
        return Some(month);
    }
    let mut ahead = *cursor;
    let steps = eat_steps(&mut ahead)?;
    if !ahead.eat("月") || ahead.looks_at(&["球", "亮", "饼", "薪", "刊"]) {
        return None;
    }
    ahead.eat("份");
    *cursor = ahead;
    Some(MonthRef::Offset(steps))
}

/// Reads 本季度, 上个季度 as quarters from the anchor's.
pub(super) fn eat_quarter_word(cursor: &mut Cursor<'_>) -> Option<i32> {
    let mut ahead = *cursor;
    let steps = eat_steps(&mut ahead)?;
    ahead.eat_any(&["季度"])?;
    *cursor = ahead;
    Some(steps)
}

/// Reads 上周, 下下周日, 这个星期一, 上周末.
pub(super) fn eat_week_word(cursor: &mut Cursor<'_>) -> Option<(i64, WeekPart)> {
    let mut ahead = *cursor;
    let steps = eat_steps(&mut ahead)?;
    ahead.eat_any(&["周", "星期", "礼拜"])?;
    if ahead.looks_at(&["年", "期", "刊", "边", "转", "全", "到", "密", "口"])
        && !ahead.looks_at(&[
            "期一", "期二", "期三", "期四", "期五", "期六", "期日", "期天",
        ])
        && !ahead.looks_at(&["到这", "到下", "到本"])
    {
        return None;
    }
    let part = eat_weekday_part(&mut ahead).unwrap_or(WeekPart::Whole);
    *cursor = ahead;
    Some((i64::from(steps), part))
}

fn eat_weekday_part(cursor: &mut Cursor<'_>) -> Option<WeekPart> {
    let mut ahead = *cursor;
    // 上周星期三.
    ahead.eat_any(&["星期", "周", "礼拜"]);
    if ahead.eat("末") {
        *cursor = ahead;
        return Some(WeekPart::Weekend);
    }
    let day = eat_weekday(&mut ahead)?;
    *cursor = ahead;
    Some(WeekPart::Day(day))
}

fn eat_weekday(cursor: &mut Cursor<'_>) -> Option<u8> {
    let next = cursor.peek()?;
    let day = match next {
        '日' | '天' | '7' => 7,
        '1'..='6' => u8::try_from(next.to_digit(10)?).ok()?,
        _ => u8::try_from(chinese_digit(next)?)
            .ok()
            .filter(|day| (1..=6).contains(day))?,
    };
    cursor.bump();
    Some(day)
}

/// Reads 周三, 星期一, 礼拜天 without a week.
pub(super) fn eat_bare_weekday(cursor: &mut Cursor<'_>) -> Option<u8> {
    // 每周三, 一周三次, 四周五面: no day.
    if cursor.peek_behind().is_some_and(|before| {
        chinese_digit(before).is_some() || matches!(before, '每' | '逢' | '个' | '隔')
    }) {
        return None;
    }
    let mut ahead = *cursor;
    let short = ahead.eat("周");
    if !short {
        ahead.eat_any(&["星期", "礼拜"])?;
    }
    let day = eat_weekday(&mut ahead)?;
    // 周一 may begin a name (周一鸣): what follows must be able to follow a day.
    let ends = ahead
        .peek()
        .is_none_or(|next| "，,。、；;:：上下晚早凌()（）在举将 \n".contains(next));
    if short && !ends {
        return None;
    }
    *cursor = ahead;
    Some(day)
}

/// A day word: days from the anchor, or from the date named last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayWord {
    FromAnchor(i64),
    FromContext(i64),
}

/// Words that make another word of the day before them: 今日头条.
const FIXED_WORDS: [&str; 22] = [
    "头条",
    "要闻",
    "关注",
    "看点",
    "推荐",
    "导读",
    "热点",
    "话题",
    "之星",
    "之后",
    "后",
    "的我们",
    "视点",
    "说法",
    "财经",
    "新闻",
    "资讯",
    "在线",
    "快报",
    "早报",
    "一次",
    "一班",
];

/// Reads 今天, 昨日, 当天, 次日, and 今（22）日 with the day that it states.
pub(super) fn eat_day_word(cursor: &mut Cursor<'_>) -> Option<(DayWord, Option<u8>)> {
    const HEADS: [(&str, DayWord); 12] = [
        ("大前", DayWord::FromAnchor(-3)),
        ("大后", DayWord::FromAnchor(3)),
        ("今", DayWord::FromAnchor(0)),
        ("昨", DayWord::FromAnchor(-1)),
        ("前", DayWord::FromAnchor(-2)),
        ("明", DayWord::FromAnchor(1)),
        ("后", DayWord::FromAnchor(2)),
        ("当", DayWord::FromContext(0)),
        ("同", DayWord::FromContext(0)),
        ("次", DayWord::FromContext(1)),
        ("翌", DayWord::FromContext(1)),
        ("隔", DayWord::FromContext(1)),
    ];
    let (head, word) = const { WordMap::of(&HEADS) }.beginning(cursor.rest())?;
    let mut ahead = cursor.skip_bytes(head.len());
    let stated = eat_stated_day(&mut ahead);
    let tails: &[&str] = match head {
        "今" | "昨" | "明" => &["日", "天", "晚", "晨", "早", "午"],
        "前" if stated.is_some() || is_day_before_yesterday(*cursor, ahead) => &["天", "日", "晚"],
        "前" | "后" => &["天"],
        "当" => &["日", "天", "晚"],
        "翌" => &["日", "天", "晨"],
        _ => &["日", "天"],
    };
    let tail = if head == "同" {
        ahead.eat_any(&["一天", "一日", "日", "天"])
    } else {
        ahead.eat_any(tails)
    };
    if tail.is_none() && stated.is_none() && is_clipped(*cursor, ahead, head) {
        *cursor = ahead;
        return Some((word, None));
    }
    tail?;
    let tail_of_other = ["时至", "如", "早", "日", "截至"];
    let bare_tail = cursor.is_behind(&[
        "大", "直", "生", "以", "之", "目", "应", "适", "相", "不", "每", "间",
    ]);
    if stated.is_none()
        && (ahead.looks_at(&FIXED_WORDS) || cursor.is_behind(&tail_of_other) || bare_tail)
    {
        return None;
    }
    *cursor = ahead;
    Some((word, stated))
}

/// Whether 昨 or 今 stands for the day without 日, as papers clip it: 昨在沪成立.
fn is_clipped(start: Cursor<'_>, head_end: Cursor<'_>, head: &str) -> bool {
    let inner = start.is_behind(&[
        "至", "如", "而", "现", "当", "迄", "于", "从", "古", "到", "非", "往", "同",
    ]);
    matches!(head, "昨" | "今")
        && !inner
        && head_end.looks_at(&[
            "在", "于", "假", "举行", "举办", "召开", "宣布", "宣告", "正式", "成立", "揭牌",
            "揭幕", "签署", "签约", "发布", "启动",
        ])
}

/// Whether 前日 or 前晚 is a word here: no 目前日均, 节前日程, 会前晚宴.
fn is_day_before_yesterday(start: Cursor<'_>, head_end: Cursor<'_>) -> bool {
    let tail = !start.is_behind(&[
        "此", "目", "之", "以", "年", "月", "日", "节", "会", "战", "生", "班", "期", "当", "提",
        "空", "从", "先", "天", "周", "午", "史", "眼", "面",
    ]);
    let mut behind = head_end;
    tail && behind.eat_any(&["日", "晚"]).is_some()
        && !behind.looks_at(&[
            "会", "宴", "间", "餐", "产", "均", "常", "子", "本", "军", "报", "益", "程", "期",
            "历", "志", "化", "用",
        ])
}

/// Reads （22）.
fn eat_stated_day(cursor: &mut Cursor<'_>) -> Option<u8> {
    let mut ahead = *cursor;
    ahead.eat_any(&["(", "（"])?;
    let numeral = eat_numeral(&mut ahead)?;
    ahead.eat("日");
    ahead.eat_any(&[")", "）"])?;
    let day = u8::try_from(numeral.value)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    *cursor = ahead;
    Some(day)
}
