//! Dates that lie ahead.

use crate::{
    date::Edtf,
    event::reading::{Reading, Token, TokenKind},
};

/// 下月, 明年, 年底前: a day to come.
pub(super) fn is_ahead(reading: &Reading<'_>, date: &Token) -> bool {
    let words = reading.text(date.span.clone());
    // 年底前成立.
    let due = words.ends_with("底前")
        || words.ends_with('底')
            && reading.text(date.span.end..date.span.end + '前'.len_utf8()) == "前";
    due || ["明", "下月", "下个月", "下周", "来年", "后年", "后天"]
        .iter()
        .any(|word| words.starts_with(word))
}

/// 会议确定，第二次会议于2020年举行, in a report of 2019: the year is said, and later.
pub(super) fn is_of_later_year(reading: &Reading<'_>, date: &Token) -> bool {
    let TokenKind::Date(index) = date.kind else {
        return false;
    };
    let said = reading.text(date.span.clone()).contains('年');
    let first = |date: Edtf| date.bounds().map(|(first, _)| first.year);
    let year = (reading.mentions.dates.get(index)).and_then(|date| first(date.value.date));
    let published = reading.article.published_on.and_then(first);
    (year.zip(published)).is_some_and(|(year, published)| {
        said && (published + 1..published + YEARS_AHEAD_MAX).contains(&year)
    })
}

/// How many years ahead something may be announced; what seems later is no year.
const YEARS_AHEAD_MAX: i32 = 10;
