//! Grammar of calendar dates in words: 2024年6月5日, 民国113年5月, 去年12月, 本月5日.

use super::{
    expression::{CalendarDate, MonthRef, Part, YearRef},
    words,
};
use crate::mention::{
    cursor::Cursor,
    numeral::{Numeral, NumeralStyle, eat_numeral},
};

/// What stands between the two ends of a range.
pub(super) const TO: [&str; 10] = ["至", "到", "——", "—", "--", "-", "–", "~", "～", "－"];

/// Units of counting that make 3号 a name and 5日 a length: 3号楼, 5日游.
const NOT_DAYS: [&str; 28] = [
    "楼", "线", "馆", "厅", "院", "文", "令", "公告", "车", "机", "床", "井", "站", "门", "厂",
    "路", "国道", "高速", "仓", "船", "展", "桌", "台", "室", "议案", "称", "码", "召集",
];

/// Reads a calendar date of at least one part.
pub(super) fn eat_calendar(cursor: &mut Cursor<'_>, in_taiwan: bool) -> Option<CalendarDate> {
    let mut ahead = *cursor;
    let year = eat_year(&mut ahead, in_taiwan);
    if year.is_some() {
        let mut after = ahead;
        after.eat_spaces();
        after.eat("的");
        if let Some((month, part)) = eat_month_and_part(&mut after, true) {
            *cursor = after;
            return Some(CalendarDate { year, month, part });
        }
        let mut after = ahead;
        after.eat_spaces();
        after.eat("的");
        let part = eat_part_of_year(&mut after);
        *cursor = if part.is_some() { after } else { ahead };
        return Some(CalendarDate {
            year,
            month: None,
            part,
        });
    }
    if let Some((month, part)) = eat_month_and_part(&mut ahead, false) {
        *cursor = ahead;
        return Some(CalendarDate {
            year: None,
            month,
            part,
        });
    }
    let part = eat_day(&mut ahead, false).or_else(|| eat_bare_part(&mut ahead))?;
    *cursor = ahead;
    Some(CalendarDate {
        year: None,
        month: None,
        part: Some(part),
    })
}

/// Reads a year with its 年, or a word for one.
fn eat_year(cursor: &mut Cursor<'_>, in_taiwan: bool) -> Option<YearRef> {
    if let Some(year) = words::eat_year_word(cursor) {
        return Some(year);
    }
    let mut ahead = *cursor;
    let republic = ahead.eat("民国");
    ahead.eat_spaces();
    let number = if republic && ahead.eat("元") {
        1
    } else {
        let numeral = eat_numeral(&mut ahead)?;
        if !republic {
            return eat_plain_year(cursor, ahead, numeral, in_taiwan);
        }
        numeral.value
    };
    if !(1..=200).contains(&number) || !eat_year_sign(&mut ahead) {
        return None;
    }
    *cursor = ahead;
    Some(YearRef::Given(1911 + i32::try_from(number).ok()?))
}

/// Decides what a number before 年 means: a year, or a length of time.
fn eat_plain_year<'a>(
    cursor: &mut Cursor<'a>,
    mut ahead: Cursor<'a>,
    numeral: Numeral,
    in_taiwan: bool,
) -> Option<YearRef> {
    let written = ahead;
    if !eat_year_sign(&mut ahead) {
        return None;
    }
    let value = i32::try_from(numeral.value).ok()?;
    let mut after = ahead;
    after.eat_spaces();
    let before_month = eat_month_and_part(&mut after, true).is_some();
    let republic = || (80..=140).contains(&value).then_some(value + 1911);
    let year = match (numeral.style, numeral.char_count) {
        (NumeralStyle::Arabic | NumeralStyle::Positional, 4) if (1000..2200).contains(&value) => {
            YearRef::Given(value)
        }
        (NumeralStyle::Counted, _) if value == 2000 => YearRef::Given(2000),
        (_, 2 | 3)
            if (80..=140).contains(&value) && (in_taiwan || value >= 100) && before_month =>
        {
            YearRef::Given(republic()?)
        }
        (NumeralStyle::Arabic, 3) if in_taiwan && !is_length(written, ahead) => {
            YearRef::Given(republic()?)
        }
        (NumeralStyle::Arabic, 2) if before_month || value < 10 => YearRef::Short(value),
        (NumeralStyle::Arabic, 2)
            if ahead.looks_at(&["底", "初", "末"]) || ahead.looks_at(&["第"]) =>
        {
            YearRef::Short(value)
        }
        (NumeralStyle::Positional, 2) => YearRef::Short(value),
        (NumeralStyle::Positional, 3) if before_month => YearRef::Given(value),
        _ => return None,
    };
    *cursor = ahead;
    Some(year)
}

/// 113年来, 近113年: a length of time, not a year.
fn is_length(number_end: Cursor<'_>, year_end: Cursor<'_>) -> bool {
    let before = number_end
        .behind()
        .trim_end_matches(|digit: char| digit.is_ascii_digit());
    year_end.looks_at(&["来", "前", "后", "间", "内", "的历史", "历史", "老"])
        || ["近", "约", "超过", "逾", "历经", "过去", "第"]
            .iter()
            .any(|word| before.ends_with(word))
}

fn eat_year_sign(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.eat_spaces();
    let found = ahead.eat("年") && !ahead.looks_at(&["级", "代"]);
    if found {
        *cursor = ahead;
    }
    found
}

/// Reads a month and what of it; `after_year` where a year stands before.
fn eat_month_and_part(
    cursor: &mut Cursor<'_>,
    after_year: bool,
) -> Option<(Option<MonthRef>, Option<Part>)> {
    let mut ahead = *cursor;
    let month = match words::eat_month_word(&mut ahead) {
        Some(month) => month,
        None => match eat_month_number(&mut ahead)? {
            Part::Months(first, last) if first != last => {
                *cursor = ahead;
                return Some((None, Some(Part::Months(first, last))));
            }
            Part::Months(month, _) => MonthRef::Given(month),
            _ => return None,
        },
    };
    let mut after = ahead;
    after.eat_spaces();
    after.eat("的");
    let part = eat_day(&mut after, true)
        .or_else(|| eat_part_of_month(&mut after))
        .or_else(|| eat_bare_day(&mut after, after_year));
    *cursor = if part.is_some() { after } else { ahead };
    Some((Some(month), part))
}

/// Reads 6月 or 2-4月.
fn eat_month_number(cursor: &mut Cursor<'_>) -> Option<Part> {
    let mut ahead = *cursor;
    // 元月18日, but no 三百元月租.
    let of_money = |start: Cursor<'_>| {
        start.peek_behind().is_some_and(|before| {
            before.is_ascii_digit() || "万亿千百十美日欧港单多".contains(before)
        })
    };
    if ahead.eat("元月") && !of_money(*cursor) {
        ahead.eat("份");
        *cursor = ahead;
        return Some(Part::Months(1, 1));
    }
    let mut ahead = *cursor;
    let first = eat_in_range(&mut ahead, 12)?;
    let mut last = first;
    let mut between = ahead;
    between.eat_spaces();
    if between.eat_any(&TO).is_some() {
        between.eat_spaces();
        last = eat_in_range(&mut between, 12)?;
        ahead = between;
    }
    ahead.eat_spaces();
    if !ahead.eat("月") || last < first || ahead.looks_at(&["花", "天", "球"]) {
        return None;
    }
    ahead.eat("份");
    *cursor = ahead;
    Some(Part::Months(first, last))
}

fn eat_in_range(cursor: &mut Cursor<'_>, max: u32) -> Option<u8> {
    let numeral = eat_numeral(cursor)?;
    let plain = numeral.style != NumeralStyle::Positional || numeral.char_count == 1;
    let short = numeral.style != NumeralStyle::Arabic || numeral.char_count <= 2;
    (plain && short && (1..=max).contains(&numeral.value))
        .then(|| u8::try_from(numeral.value).ok())?
}

/// Reads 5日, 5号, 5-7日 or 6、7日.
fn eat_day(cursor: &mut Cursor<'_>, after_month: bool) -> Option<Part> {
    let mut ahead = *cursor;
    let chinese = !ahead.peek()?.is_ascii_digit();
    let first = eat_in_range(&mut ahead, 31)?;
    let mut last = first;
    let mut between = ahead;
    between.eat_spaces();
    let joined = between.eat_any(&TO).is_some();
    if joined || between.eat_any(&["、", "和", "及"]).is_some() {
        between.eat_spaces();
        if let Some(next) = eat_in_range(&mut between, 31)
            && between.looks_at(&["日", "号", " 日"])
        {
            // 6、7日 is a range; 6、9日 are two days, of which this is none.
            if next <= first || (!joined && next != first + 1) {
                return None;
            }
            last = next;
            ahead = between;
        }
    }
    ahead.eat_spaces();
    ahead.eat_any(&["日", "号"])?;
    if !after_month && !is_bare_day(*cursor, ahead, chinese) {
        return None;
    }
    *cursor = ahead;
    Some(if last > first {
        Part::Days(first, last)
    } else {
        Part::Day(first)
    })
}

/// Whether a day without a month is a date: no 3号楼, 为期3日, 每月5日, 三日内.
fn is_bare_day(start: Cursor<'_>, end: Cursor<'_>, chinese: bool) -> bool {
    let lengths = [
        "内", "游", "间", "龄", "元", "均", "后", "以内", "以上", "以下", "以来", "以后", "以前",
        "以外", "报价", "程",
    ];
    let counted = [
        "第", "为期", "历时", "近", "连续", "一连", "每", "每月", "达", "共", "No.", "满", "逾",
    ];
    // 两日 counts days; the second of a month is 二日.
    if start.peek() == Some('两') {
        return false;
    }
    // 日前(十四日): the bracket holds nothing else.
    let bracketed = start.is_behind(&["(", "（"]) && end.looks_at(&[")", "）"]);
    let followed = match end.peek() {
        None => true,
        Some(next) => {
            !chinese
                || bracketed
                || "，,。、；;上下晚早凌举在讯电至到-—起召（(".contains(next)
                || end.looks_at(&["号"])
        }
    };
    // 某发〔2015〕10号: the number of a document.
    let numbered = start.is_behind(&["〕", "]", "】", ")", "）", "﹞"]);
    // “闽渔3号”, “东风-3号”: the number ends a quoted name.
    let quoted = end.looks_at(&["”", "’", "」", "』", "》"]);
    let names = end.is_behind(&["号"]) && (end.looks_at(&NOT_DAYS) || numbered || quoted);
    let counts = end.looks_at(&lengths) || start.is_behind(&counted);
    followed
        && !names
        && !counts
        && !start.peek_behind().is_some_and(|before| {
            before.is_ascii_alphanumeric() || matches!(before, '.' | '/' | '号' | '第' | '月')
        })
}

/// Reads a day that is written without 日: 八月十五.
fn eat_bare_day(cursor: &mut Cursor<'_>, _after_year: bool) -> Option<Part> {
    let mut ahead = *cursor;
    let numeral = eat_numeral(&mut ahead)?;
    let ends = ahead
        .peek()
        .is_none_or(|next| "，,。、；;（()）\n".contains(next));
    let counted = numeral.style == NumeralStyle::Counted && numeral.char_count >= 2;
    let alone = numeral.style == NumeralStyle::Arabic && ahead.rest().is_empty();
    if !(ends && (counted || alone) && (1..=31).contains(&numeral.value)) {
        return None;
    }
    *cursor = ahead;
    Some(Part::Day(u8::try_from(numeral.value).ok()?))
}

/// Reads 第三周, 第37个星期.
fn eat_week(cursor: &mut Cursor<'_>) -> Option<Part> {
    let mut ahead = *cursor;
    if !ahead.eat("第") {
        return None;
    }
    let week = eat_in_range(&mut ahead, 53)?;
    ahead.eat("个");
    ahead.eat_any(&["周", "星期", "礼拜"])?;
    *cursor = ahead;
    Some(Part::Week(week))
}

/// Reads 前两天: the first days of a month.
fn eat_first_days(cursor: &mut Cursor<'_>) -> Option<Part> {
    let mut ahead = *cursor;
    if !ahead.eat("前") {
        return None;
    }
    let last = eat_in_range(&mut ahead, 31)?;
    ahead.eat_any(&["天", "日"])?;
    *cursor = ahead;
    (last > 1).then_some(Part::Days(1, last))
}

fn eat_part_of_month(cursor: &mut Cursor<'_>) -> Option<Part> {
    let words = [
        ("上旬", Part::Third(1)),
        ("中旬", Part::Third(2)),
        ("中下旬", Part::Half(2)),
        ("下旬", Part::Third(3)),
        ("上半月", Part::Half(1)),
        ("下半月", Part::Half(2)),
        ("初", Part::Early),
        ("底", Part::Late),
        ("末", Part::Late),
    ];
    words
        .into_iter()
        .find_map(|(word, part)| cursor.eat(word).then_some(part))
        .or_else(|| eat_week(cursor))
        .or_else(|| eat_first_days(cursor))
}

fn eat_part_of_year(cursor: &mut Cursor<'_>) -> Option<Part> {
    let mut ahead = *cursor;
    let of_year = ahead.eat("年");
    let words = [
        ("初", Part::Early),
        ("伊始", Part::Early),
        ("中", Part::Mid),
        ("底", Part::Late),
        ("末", Part::Late),
    ];
    for (word, part) in words {
        // 2024年中国…: 中 alone begins other words.
        if ahead.eat(word) && (part != Part::Mid || of_year) {
            *cursor = ahead;
            return Some(part);
        }
        if !of_year {
            ahead = *cursor;
        }
    }
    eat_bare_part(cursor)
        .or_else(|| eat_week(cursor))
        .or_else(|| eat_outer_months(cursor))
}

/// Reads 前两月, 后三个月.
fn eat_outer_months(cursor: &mut Cursor<'_>) -> Option<Part> {
    let mut ahead = *cursor;
    let first = ahead.eat_any(&["前", "后"])? == "前";
    let count = eat_in_range(&mut ahead, 11)?;
    ahead.eat("个");
    if !ahead.eat("月") {
        return None;
    }
    *cursor = ahead;
    Some(if first {
        Part::Months(1, count)
    } else {
        Part::Months(13 - count, 12)
    })
}

/// Reads a quarter or half of a year, which stand without it too.
fn eat_bare_part(cursor: &mut Cursor<'_>) -> Option<Part> {
    if cursor.eat("上半年") {
        return Some(Part::Half(1));
    }
    if cursor.eat("下半年") {
        return Some(Part::Half(2));
    }
    if let Some(quarters) = words::eat_quarter_word(cursor) {
        return Some(Part::QuarterOffset(quarters));
    }
    let mut ahead = *cursor;
    let up_to = ahead.eat("前");
    if !up_to && !ahead.eat("第") && ahead.is_behind(&["个", "每"]) {
        return None;
    }
    let quarter = if ahead.eat("首") {
        1
    } else {
        eat_in_range(&mut ahead, 4)?
    };
    ahead.eat_any(&["季度", "季"])?;
    *cursor = ahead;
    let first = if up_to { 1 } else { quarter * 3 - 2 };
    Some(Part::Months(first, quarter * 3))
}
