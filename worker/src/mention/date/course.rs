//! Days told by their place in what was told before: 首日, 第二天, 最后一天.

use super::{
    expression::{Course, Expression},
    resolve::Frame,
};
use crate::{
    date::{Edtf, PartialDate},
    mention::{cursor::Cursor, numeral::eat_numeral},
};

/// The longest course of days that is counted through.
const DAYS_MAX: u32 = 15;
/// Words that begin what a day opens, and that close it.
const OPENING: [&str; 4] = ["开幕", "启幕", "开展", "开馆"];
const CLOSING: [&str; 4] = ["闭幕", "落幕", "收官", "闭展"];

/// Reads 首日, 第二天, 前一天, 最后一天, 开幕当天, 闭幕日.
pub(super) fn eat_course_day(cursor: &mut Cursor<'_>) -> Option<Expression> {
    let mut ahead = *cursor;
    let expression = if ahead.eat("首日") {
        Expression::Course(Course::Nth(1))
    } else if ahead.eat("第") {
        let count = eat_numeral(&mut ahead)?.value;
        ahead.eat_any(&["天", "日"])?;
        Expression::Course(Course::Nth(
            u8::try_from(count.min(DAYS_MAX))
                .ok()
                .filter(|_| count >= 1)?,
        ))
    } else if ahead.eat_any(&["前一天", "前一日"]).is_some() {
        Expression::ContextDay(-1)
    } else if ahead
        .eat_any(&["最后一天", "最后一日", "最末一天"])
        .is_some()
    {
        Expression::Course(Course::Last)
    } else if OPENING.iter().any(|word| ahead.eat(word)) {
        ahead.eat_any(&["当天", "当日", "首日", "日"])?;
        Expression::Course(Course::Nth(1))
    } else if CLOSING.iter().any(|word| ahead.eat(word)) {
        ahead.eat_any(&["当天", "当日", "日"])?;
        Expression::Course(Course::Last)
    } else {
        return None;
    };
    // 上海开工第一天: of something else than the meeting's days.
    // 展会来到第二天: the day told, not one after it.
    let of_work = cursor.is_behind(&[
        "来到", "进入", "步入", "迎来", "开工", "工作", "上班", "开学", "假期", "长假", "节后",
        "每",
    ]);
    let of_other = ahead.looks_at(&[
        "封", "票房", "销", "涨", "破发", "到", "起", "以", "之前", "前", "报", "程", "子",
    ]);
    if of_work || of_other {
        return None;
    }
    *cursor = ahead;
    Some(expression)
}

/// Reads the rest of 2019年的最后一天.
pub(super) fn eat_last_of_year(cursor: &mut Cursor<'_>) -> bool {
    let mut ahead = *cursor;
    ahead.eat("的");
    let found = ahead.eat_any(&["最后一天", "最后一日"]).is_some();
    if found {
        *cursor = ahead;
    }
    found
}

/// The day of the course that the text told last; without one, 第二天 is the day
/// after the one told last.
pub(super) fn resolve_course(course: Course, frame: Frame) -> Option<Edtf> {
    let shifted = |day: PartialDate, days: i64| Some(Edtf::day(day.to_civil()?.plus_days(days)?));
    match (course, frame.days) {
        (Course::Nth(1), Some((first, _))) => Some(Edtf::Point(first)),
        (Course::Nth(1), None) => Some(Edtf::Point(frame.opened?)),
        (Course::Nth(count), Some((first, last))) => {
            let day = shifted(first, i64::from(count) - 1)?;
            let (reached, end) = day.bounds().map(|(day, _)| day).zip(last.to_civil())?;
            (reached <= end).then_some(day)
        }
        (Course::Nth(count), None) => shifted(frame.day?, i64::from(count) - 1),
        (Course::Last, Some((_, last))) => Some(Edtf::Point(last)),
        (Course::Last, None) => Some(Edtf::Point(frame.closed?)),
    }
}

/// What a clause says of the day in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Boundary {
    Opens,
    Closes,
}

/// Whether something opens or closes on the day that ends here: 25日在宝鸡闭幕.
pub(super) fn boundary_of(end: Cursor<'_>) -> Option<Boundary> {
    const CLAUSE_CHARS_MAX: usize = 40;
    let rest = end.rest();
    let length = (rest.char_indices())
        .take(CLAUSE_CHARS_MAX)
        .take_while(|(_, next)| !matches!(next, '，' | '。' | '；' | '！' | '\n'))
        .last()
        .map_or(0, |(at, next)| at + next.len_utf8());
    let clause = rest.get(..length)?;
    let says = |words: &[&str]| words.iter().any(|word| clause.contains(word));
    if says(&["闭幕", "落幕", "收官", "落下帷幕"]) {
        Some(Boundary::Closes)
    } else if says(&["开幕", "启幕", "拉开帷幕", "开展"]) {
        Some(Boundary::Opens)
    } else {
        None
    }
}
