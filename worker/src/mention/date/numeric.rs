//! Dates in digits alone: 2024-06-05, 2024/6/5, 2024.6.5, 20240605, 2024-06.

use super::expression::{CalendarDate, MonthRef, Part, YearRef};
use crate::{
    date::CivilDate,
    mention::{
        cursor::Cursor,
        numeral::{Numeral, NumeralStyle, eat_numeral},
    },
};

const SEPARATORS: [&str; 5] = ["-", "/", ".", "–", " "];

/// Reads a date in digits that is no part of a longer number or word;
/// `in_range` where the mark of a range stands before.
pub(super) fn eat_numeric(cursor: &mut Cursor<'_>, in_range: bool) -> Option<CalendarDate> {
    let joined = |before: char| {
        before.is_ascii_alphanumeric()
            || matches!(before, '-' | '/' | '.' | '+' | '¥' | '$' | '#' | '_')
    };
    if !in_range && cursor.peek_behind().is_some_and(joined) {
        return None;
    }
    let mut ahead = *cursor;
    let date = eat_parts(&mut ahead)?;
    if ahead
        .peek()
        .is_some_and(|next| next.is_ascii_alphanumeric() && next != 'T')
    {
        return None;
    }
    *cursor = ahead;
    Some(date)
}

fn eat_parts(cursor: &mut Cursor<'_>) -> Option<CalendarDate> {
    let start = *cursor;
    let first = eat_digits(cursor)?;
    match first.char_count {
        8 => calendar(
            first.value / 10_000,
            first.value / 100 % 100,
            Some(first.value % 100),
        ),
        4 => {
            let separator = cursor.eat_any(&SEPARATORS)?;
            let month = eat_digits(cursor).filter(|month| month.char_count <= 2)?;
            let mut ahead = *cursor;
            if let Some(again) = ahead.eat_any(&SEPARATORS)
                && (again == separator || separator == "." && again == "-")
                && let Some(day) = eat_digits(&mut ahead)
                && day.char_count <= 2
            {
                *cursor = ahead;
                let padded = month.char_count == 2 && day.char_count == 2;
                return (separator != " " || padded)
                    .then(|| calendar(first.value, month.value, Some(day.value)))?;
            }
            // 2024.06 may be any number: only in a range, or where a line of a
            // chronicle begins, is it a date.
            let mut range = *cursor;
            let in_range = range.eat_any(&["-", "至", "—", "~"]).is_some()
                && eat_digits(&mut range).is_some_and(|year| year.char_count == 4)
                || start.is_behind(&["-", "至", "—", "~"]);
            let heads = (start.peek_behind()).is_none_or(|before| "\n●•◆◇■□▪★☆○".contains(before))
                && (cursor.peek()).is_some_and(|next| !next.is_ascii() || next == ' ')
                && !cursor.looks_at(&["万", "亿", "元", "%", "％", "吨", "个", "倍"]);
            let dated = separator == "-" || separator == "." && (in_range || heads);
            (dated && month.char_count == 2).then(|| calendar(first.value, month.value, None))?
        }
        2 => {
            // 06-05: padded, alone, and not a score.
            let padded = first.value <= 9;
            cursor.eat_any(&["-"])?;
            let day = eat_digits(cursor).filter(|day| day.char_count == 2)?;
            let alone = cursor.peek().is_none_or(|next| " )）\n".contains(next));
            let month = u8::try_from(first.value).ok()?;
            let day = u8::try_from(day.value).ok()?;
            CivilDate::new(2000, month, day)
                .filter(|_| padded && alone)
                .map(|_| CalendarDate {
                    year: None,
                    month: Some(MonthRef::Given(month)),
                    part: Some(Part::Day(day)),
                })
        }
        _ => None,
    }
}

fn eat_digits(cursor: &mut Cursor<'_>) -> Option<Numeral> {
    eat_numeral(cursor).filter(|numeral| numeral.style == NumeralStyle::Arabic)
}

fn calendar(year: u32, month: u32, day: Option<u32>) -> Option<CalendarDate> {
    let year = i32::try_from(year)
        .ok()
        .filter(|year| (1900..2200).contains(year))?;
    let month = u8::try_from(month).ok()?;
    let day = day.map(u8::try_from).transpose().ok()?;
    CivilDate::new(year, month, day.unwrap_or(1))?;
    Some(CalendarDate {
        year: Some(YearRef::Given(year)),
        month: Some(MonthRef::Given(month)),
        part: day.map(Part::Day),
    })
}
