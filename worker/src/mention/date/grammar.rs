//! The grammar of date expressions as a whole, and what stands around them.

use super::{
    calendar::{TO, eat_calendar},
    course::{eat_course_day, eat_last_of_year},
    expression::{CalendarDate, Expression, MonthRef, Part, Unit, YearRef},
    holiday::{find_fixed_holiday, find_holiday},
    is_day,
    numeric::eat_numeric,
    words::{self, DayWord},
};
use crate::date::CivilDate;
use crate::mention::{
    cursor::Cursor,
    numeral::{NumeralStyle, chinese_digit, chinese_unit, eat_numeral},
};

/// An expression, and the weekday that stands by it.
pub(super) struct Found {
    pub(super) expression: Expression,
    pub(super) weekday: Option<u8>,
}

/// Whether an expression may begin with this character: a quick test before
/// the grammar is tried.
pub(super) fn may_begin(next: char) -> bool {
    matches!(
        next,
        '0'..='9'
            | '今'
            | '昨'
            | '前'
            | '明'
            | '后'
            | '当'
            | '同'
            | '次'
            | '翌'
            | '去'
            | '上'
            | '下'
            | '本'
            | '这'
            | '大'
            | '民'
            | '周'
            | '星'
            | '礼'
            | '近'
            | '过'
            | '未'
            | '首'
            | '元'
            | '情'
            | '妇'
            | '植'
            | '消'
            | '愚'
            | '劳'
            | '青'
            | '护'
            | '儿'
            | '建'
            | '教'
            | '国'
            | '万'
            | '双'
            | '平'
            | '圣'
            | '母'
            | '父'
            | '感'
            | '清'
            | '夏'
            | '冬'
            | '立'
            | '春'
            | '第'
            | '最'
            | '隔'
            | '开'
            | '启'
            | '闭'
            | '落'
            | '收'
            | '那'
    ) || is_chinese_number(next)
}

fn is_chinese_number(next: char) -> bool {
    chinese_digit(next).is_some() || chinese_unit(next).is_some() || matches!(next, '廿' | '卅')
}

/// Goes on behind a place where no expression begins: behind the whole of a
/// number, so that none of its tails is taken for one.
pub(super) fn skip(cursor: &mut Cursor<'_>, next: char) {
    cursor.bump();
    if next.is_ascii_digit() {
        while cursor.eat_if(|next| next.is_ascii_digit()).is_some() {}
    } else if is_chinese_number(next) {
        while cursor.eat_if(is_chinese_number).is_some() {}
    }
}

/// Reads the longest expression that stands here, ranges included.
pub(super) fn eat_expression(cursor: &mut Cursor<'_>, in_taiwan: bool) -> Option<Found> {
    let mut ahead = *cursor;
    let first = match eat_year_pair(&mut ahead) {
        Some(pair) => pair,
        None => eat_single(&mut ahead, in_taiwan)?,
    };
    let weekday = eat_weekday_note(&mut ahead);
    let first = eat_precise_note(&mut ahead, &first, in_taiwan).unwrap_or(first);
    let expression = eat_range_end(&mut ahead, &first, in_taiwan)
        .or_else(|| eat_day_list(&mut ahead, &first, in_taiwan))
        .unwrap_or(first);
    *cursor = ahead;
    Some(Found {
        expression,
        weekday,
    })
}

fn eat_single(cursor: &mut Cursor<'_>, in_taiwan: bool) -> Option<Expression> {
    if let Some(date) = eat_numeric(cursor, false) {
        return Some(Expression::Calendar(date));
    }
    if let Some(date) = eat_day_by_holiday(cursor) {
        return Some(Expression::Calendar(date));
    }
    if let Some(day) = eat_course_day(cursor) {
        return Some(day);
    }
    if let Some((word, stated)) = words::eat_day_word(cursor) {
        return Some(match (word, stated) {
            (_, Some(day)) => Expression::Calendar(CalendarDate {
                part: Some(Part::Day(day)),
                ..CalendarDate::default()
            }),
            (DayWord::FromAnchor(days), None) => Expression::DayOffset(days),
            (DayWord::FromContext(days), None) => Expression::ContextDay(days),
        });
    }
    if let Some((weeks, part)) = words::eat_week_word(cursor) {
        return Some(Expression::Week(weeks, part));
    }
    if let Some(spelled) = eat_decade(cursor) {
        return Some(spelled);
    }
    if let Some(date) = eat_calendar(cursor, in_taiwan) {
        let whole_year = date.month.is_none() && date.part.is_none() && date.year.is_some();
        if whole_year && eat_last_of_year(cursor) {
            return Some(Expression::Calendar(CalendarDate {
                month: Some(MonthRef::Given(12)),
                part: Some(Part::Day(31)),
                ..date
            }));
        }
        return Some(eat_holiday_of_year(cursor, date).unwrap_or(Expression::Calendar(date)));
    }
    eat_length(cursor)
        .or_else(|| words::eat_bare_weekday(cursor).map(Expression::Weekday))
        .or_else(|| eat_holiday(cursor, None))
}

fn eat_holiday_of_year(cursor: &mut Cursor<'_>, date: CalendarDate) -> Option<Expression> {
    let year = date
        .year
        .filter(|_| date.month.is_none() && date.part.is_none())?;
    eat_holiday(cursor, Some(year))
}

/// “七一”前一天, 国庆节当天, 元旦上午: the day told by a holiday of fixed date.
fn eat_day_by_holiday(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    const DAYS: [(&str, i64); 11] = [
        ("前一天", -1),
        ("前一日", -1),
        ("前夜", -1),
        ("当天", 0),
        ("当日", 0),
        ("上午", 0),
        ("下午", 0),
        ("清晨", 0),
        ("早晨", 0),
        ("当晚", 0),
        ("后一天", 1),
    ];
    let mut ahead = *cursor;
    let ((month, day), bytes) = find_fixed_holiday(ahead.rest())?;
    ahead = ahead.skip_bytes(bytes);
    ahead.eat_any(&["”节", "」节", "”", "」", "节"]);
    ahead.eat("的");
    let (_, shift) = DAYS.iter().find(|(word, _)| ahead.eat(word))?;
    // A year without leap day stands in.
    let date = CivilDate::new(2001, month, day)?.plus_days(*shift)?;
    *cursor = ahead;
    Some(CalendarDate {
        month: Some(MonthRef::Given(date.month)),
        part: Some(Part::Day(date.day)),
        ..CalendarDate::default()
    })
}

fn eat_holiday(cursor: &mut Cursor<'_>, year: Option<YearRef>) -> Option<Expression> {
    let (rule, bytes) = find_holiday(cursor.rest())?;
    *cursor = cursor.skip_bytes(bytes);
    cursor.eat("节");
    Some(Expression::Holiday(year, rule))
}

/// Reads 2016-2018年, 2020至2025年, 从2016到2018.
fn eat_year_pair(cursor: &mut Cursor<'_>) -> Option<Expression> {
    let from = cursor.is_behind(&["从", "自"]);
    let mut ahead = *cursor;
    let first = eat_full_year(&mut ahead)?;
    ahead.eat_any(&TO)?;
    let last = eat_full_year(&mut ahead)?;
    let signed = ahead.eat("年") && !ahead.looks_at(&["度"]);
    let followed = ahead
        .peek()
        .is_some_and(|next| next.is_ascii_digit() || next == '-');
    if !(signed || from && !followed) || last <= first {
        return None;
    }
    *cursor = ahead;
    Some(Expression::Years(first, last))
}

fn eat_full_year(cursor: &mut Cursor<'_>) -> Option<i32> {
    let numeral = eat_numeral(cursor)?;
    let whole = numeral.char_count == 4 && numeral.style != NumeralStyle::Counted;
    i32::try_from(numeral.value)
        .ok()
        .filter(|year| whole && (1900..2200).contains(year))
}

/// Reads 50年代, 20世纪90年代末期, 11世纪初.
fn eat_decade(cursor: &mut Cursor<'_>) -> Option<Expression> {
    let mut ahead = *cursor;
    let number = eat_numeral(&mut ahead)?;
    let mut century = None;
    let mut decade = i32::try_from(number.value).ok()?;
    if ahead.eat("世纪") {
        let first = (decade.checked_sub(1)?).checked_mul(100)?;
        century = Some(first);
        let mut after = ahead;
        match eat_numeral(&mut after) {
            Some(numeral) if after.looks_at(&["年代"]) => {
                decade = i32::try_from(numeral.value).ok()?;
                ahead = after;
            }
            _ => {
                let early = ahead.eat("初");
                *cursor = ahead;
                let last = if early { first + 19 } else { first + 99 };
                return (first < 3000).then_some(Expression::Years(first, last));
            }
        }
    }
    if !ahead.eat("年代") || decade >= 100 || decade % 10 != 0 {
        return None;
    }
    let first = century.unwrap_or(0) + decade;
    let (from, to) = match ahead.eat_any(&["初期", "初", "末期", "末", "中期"]) {
        Some("初期" | "初") => (0, 2),
        Some("末期" | "末") => (7, 9),
        Some(_) => (4, 6),
        None => (0, 9),
    };
    *cursor = ahead;
    Some(Expression::Years(first + from, first + to))
}

/// Reads 近三年, 过去十年, 未来两天, 前1周, 三年前, 两天后.
fn eat_length(cursor: &mut Cursor<'_>) -> Option<Expression> {
    let mut ahead = *cursor;
    let head = ahead.eat_any(&["近", "过去", "未来", "前", "后"]);
    ahead.eat_spaces();
    let count = eat_numeral(&mut ahead)?.value;
    ahead.eat_spaces();
    let unit = match ahead.eat_any(&["天", "日", "周", "个星期", "个月", "年"])? {
        "天" | "日" => Unit::Day,
        "周" | "个星期" => Unit::Week,
        "个月" => Unit::Month,
        _ => Unit::Year,
    };
    let expression = match head {
        Some(head) => Expression::Span {
            back: matches!(head, "近" | "过去" | "前"),
            count,
            unit,
        },
        None => Expression::Distance {
            back: matches!(
                ahead.eat_any(&["前", "以前", "之前", "后", "以后", "之后"])?,
                "前" | "以前" | "之前"
            ),
            count,
            unit,
        },
    };
    // 建党百年前夕: the eve of a centenary, no century ago.
    if ahead.looks_at(&["夕"]) {
        return None;
    }
    *cursor = ahead;
    (count <= 2000).then_some(expression)
}

/// Reads （周三）, (星期三) or ，星期三 behind a day.
fn eat_weekday_note(cursor: &mut Cursor<'_>) -> Option<u8> {
    let mut ahead = *cursor;
    let open = ahead.eat_any(&["(", "（", "，", ",", " "]);
    let mut probe = ahead;
    let weekday = words::eat_bare_weekday(&mut probe).or_else(|| {
        let mut probe = ahead;
        (open.is_some() && probe.eat("周")).then(|| words::eat_bare_weekday(&mut ahead))?
    })?;
    if matches!(open, Some("(" | "（")) {
        probe.eat_any(&[")", "）"])?;
        *cursor = probe;
    }
    Some(weekday)
}

/// 昨日（6月5日）: the date in brackets says it better.
fn eat_precise_note(
    cursor: &mut Cursor<'_>,
    first: &Expression,
    in_taiwan: bool,
) -> Option<Expression> {
    if matches!(first, Expression::Calendar(_)) || !is_day(first) {
        return None;
    }
    let mut ahead = *cursor;
    ahead.eat_any(&["(", "（"])?;
    let date = eat_calendar(&mut ahead, in_taiwan)?;
    ahead.eat_any(&[")", "）"])?;
    *cursor = ahead;
    matches!(date.part, Some(Part::Day(_))).then_some(Expression::Calendar(date))
}

fn eat_range_end(
    cursor: &mut Cursor<'_>,
    first: &Expression,
    in_taiwan: bool,
) -> Option<Expression> {
    if matches!(
        first,
        Expression::Span { .. } | Expression::Distance { .. } | Expression::Holiday(..)
    ) {
        return None;
    }
    let mut ahead = *cursor;
    ahead.eat_any(&["上午", "下午", "晚", "起"]);
    ahead.eat_spaces();
    ahead.eat_any(&TO)?;
    ahead.eat_spaces();
    let last = match eat_numeric(&mut ahead, true) {
        Some(date) => Expression::Calendar(date),
        None => eat_single(&mut ahead, in_taiwan)?,
    };
    if !matches!(
        last,
        Expression::Calendar(_) | Expression::Week(..) | Expression::DayOffset(_)
    ) {
        return None;
    }
    // 6月5日到上海: what follows 到 is no date; 2024年至6月: of another kind.
    *cursor = ahead;
    Some(Expression::Range(Box::new(first.clone()), Box::new(last)))
}

/// Reads ，11号，12号 or 、7日 behind a day, as long as each is the next day.
fn eat_day_list(
    cursor: &mut Cursor<'_>,
    first: &Expression,
    in_taiwan: bool,
) -> Option<Expression> {
    let Expression::Calendar(date) = first else {
        return None;
    };
    let Some(Part::Day(mut day)) = date.part else {
        return None;
    };
    let mut last = None;
    let mut ahead = *cursor;
    while ahead
        .eat_any(&["、", "，", ",", "和", "及", "与"])
        .is_some()
    {
        let next = match eat_calendar(&mut ahead, in_taiwan) {
            Some(CalendarDate {
                year: None,
                month: None,
                part: Some(Part::Day(next)),
            }) if next == day + 1 => next,
            _ => break,
        };
        day = next;
        last = Some(Expression::Calendar(CalendarDate {
            part: Some(Part::Day(next)),
            ..CalendarDate::default()
        }));
        *cursor = ahead;
    }
    Some(Expression::Range(Box::new(first.clone()), Box::new(last?)))
}
