//! Whole dates as page headers, meta elements and URLs write them.

use std::ops::Range;

use crate::date::CivilDate;

/// Years in which web pages were published.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1994..=2099;

/// Those that the Republic of China counts with three digits.
const REPUBLIC_YEARS: std::ops::RangeInclusive<i32> = 2011..=2060;

/// A whole date and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrittenDate {
    pub(super) date: CivilDate,
    pub(super) span: Range<usize>,
}

/// Every whole date of a line, in order: `June 5, 2024`, `5 June 2024`,
/// `113/06/05`, `2023-04-19`, `2023/4/19`,
/// `2023.04.19`, `2023年4月19日`, `19/4/2023` and `4/19/2023` where only one
/// reading is a date, `民国112年4月19日`, `二〇二三年四月十九日`, `20230419`.
pub(super) fn find_dates(line: &str) -> Vec<WrittenDate> {
    let mut dates = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..) {
        let Some(skipped) = rest.find(starts_number) else {
            break;
        };
        let start = at + skipped;
        if let Some((date, end)) = read_date(line, start) {
            let era = (line.get(at..start).unwrap_or_default()).trim_end_matches(' ');
            let era_len = ["中华民国", "民国"]
                .iter()
                .find(|name| era.ends_with(**name))
                .map_or(0, |name| {
                    line.get(at..start).map_or(0, str::len) - era.len() + name.len()
                });
            dates.push(WrittenDate {
                date,
                span: start - era_len..end,
            });
            at = end;
        } else {
            if let Some((date, span)) = read_english(line, start) {
                at = span.end;
                dates.push(WrittenDate { date, span });
                continue;
            }
            // Past the whole number, lest its end be read as one.
            let number = line.get(start..).unwrap_or_default();
            at = start + number.find(|c| !starts_number(c)).unwrap_or(number.len());
        }
    }
    dates
}

const ENGLISH_MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// `June 5, 2024` and `5 June 2024`, whose first number stands at `start`.
fn read_english(line: &str, start: usize) -> Option<(CivilDate, Range<usize>)> {
    let rest = line.get(start..)?;
    let day_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day = rest
        .get(..day_digits)
        .filter(|day| day.len() <= 2)?
        .parse()
        .ok()?;
    let behind = rest.get(day_digits..)?;
    // March 8th, 2024.
    let behind = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| behind.strip_prefix(end))
        .unwrap_or(behind);
    let month = |word: &str| {
        let word = word.trim_end_matches('.').to_ascii_lowercase();
        let index = ENGLISH_MONTHS
            .iter()
            .position(|month| word.len() <= 9 && word.starts_with(month))?;
        i32::try_from(index + 1).ok()
    };
    let year = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let year = text.get(..digits).filter(|year| year.len() == 4)?;
        Some((year.parse::<i32>().ok()?, digits))
    };
    let before = line.get(..start)?.trim_end();
    let word_start = before
        .rfind(|c: char| !(c.is_ascii_alphabetic() || c == '.'))
        .map_or(0, |at| {
            at + before
                .get(at..)
                .and_then(|t| t.chars().next())
                .map_or(1, char::len_utf8)
        });
    if let Some(month) = month(before.get(word_start..)?) {
        let tail = strip_clock(behind.trim_start_matches([',', ' ', '-']));
        let (year, digits) = year(tail)?;
        let end = line.len() - tail.len() + digits;
        return Some((checked(year, month, day)?, word_start..end));
    }
    // 08-Mar-2024, 8/Mar/2024.
    let tail = behind.trim_start_matches([' ', '-', '/']);
    let word_len = tail.bytes().take_while(u8::is_ascii_alphabetic).count();
    let month = month(tail.get(..word_len)?)?;
    let tail = tail
        .get(word_len..)?
        .trim_start_matches(['.', ',', ' ', '-', '/']);
    let (year, digits) = year(tail)?;
    let end = line.len() - tail.len() + digits;
    Some((checked(year, month, day)?, start..end))
}

/// Fri Mar 8 09:41:07 CST 2024: a clock and its zone stand before the year.
fn strip_clock(tail: &str) -> &str {
    let behind = tail.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    let clock = tail.get(..tail.len() - behind.len()).unwrap_or_default();
    if !clock.contains(':') {
        return tail;
    }
    let zone = behind.trim_start();
    let year = zone.trim_start_matches(|c: char| c.is_ascii_uppercase() || "+:".contains(c));
    if zone.len() - year.len() <= ZONE_BYTES_MAX {
        year.trim_start()
    } else {
        tail
    }
}

/// Longest name of a time zone, in bytes.
const ZONE_BYTES_MAX: usize = 5;

/// 日期：24-03-08: the day at the beginning of a labelled value whose year has two
/// digits. Years before 50 are of this century; later ones would be of two calendars.
pub(super) fn find_short_date(line: &str, value: Range<usize>) -> Option<WrittenDate> {
    let start = value.start;
    let mut cursor = Cursor { line, at: start };
    let (year, digits) = cursor.number()?;
    let separator = cursor.separator()?;
    let (month, _) = cursor.number()?;
    let closing = cursor.separator()?;
    let (day, day_digits) = cursor.number()?;
    let same = closing == separator || separator == '年' && closing == '月';
    if digits != 2 || day_digits > 2 || !same || cursor.at > value.end {
        return None;
    }
    let year = year.filter(|year| *year < 50)? + 2000;
    let date = checked(year, month?, day?)?;
    if separator == '年' {
        cursor.skip(&['日', '号']);
    }
    Some(WrittenDate {
        date,
        span: start..cursor.at,
    })
}

fn starts_number(character: char) -> bool {
    matches!(
        character,
        '0'..='9'
            | '〇'
            | '○'
            | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '廿'
            | '卅'
    )
}

/// Reads the date at `start`; gives its end.
fn read_date(line: &str, start: usize) -> Option<(CivilDate, usize)> {
    let mut cursor = Cursor { line, at: start };
    let (first, digits) = cursor.number()?;
    let (first, digits) = (first?, digits);
    if digits == 8 {
        let (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
        return Some((checked(year, month, day)?, cursor.at));
    }
    let separator = cursor.separator()?;
    let (second, _) = cursor.number()?;
    let second = second.filter(|_| separator != '日')?;
    let closing = cursor.separator()?;
    let same = match separator {
        '年' => closing == '月',
        _ => closing == separator,
    };
    let (third, third_digits) = cursor.number()?;
    let third = third.filter(|_| same)?;
    if separator == '年' {
        cursor.skip(&['日', '号']);
    }
    let date = if digits == 4 && third_digits <= 2 {
        checked(first, second, third)
    } else if digits <= 3 && separator == '年' && line.get(..start)?.trim_end().ends_with("民国")
    {
        checked(first + 1911, second, third)
    } else if digits == 3 && third_digits <= 2 {
        // 113/06/05, 113年6月5日: years of the Republic of China have three digits.
        checked(first + 1911, second, third).filter(|date| REPUBLIC_YEARS.contains(&date.year))
    } else if digits <= 2 && third_digits == 4 && matches!(separator, '/' | '-' | '.') {
        let month_first = checked(third, first, second);
        let day_first = checked(third, second, first);
        match (month_first, day_first) {
            // Dots part day, month and year in that order.
            (Some(_), Some(date)) if separator == '.' => Some(date),
            (Some(date), None) | (None, Some(date)) => Some(date),
            (Some(date), Some(same)) if date == same => Some(date),
            _ => None,
        }
    } else {
        None
    };
    Some((date?, cursor.at))
}

pub(super) fn checked(year: i32, month: i32, day: i32) -> Option<CivilDate> {
    if !YEARS.contains(&year) {
        return None;
    }
    CivilDate::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

struct Cursor<'a> {
    line: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// A number, and how many digits it has; `None` in it where it is too big.
    fn number(&mut self) -> Option<(Option<i32>, usize)> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let value = rest.get(..digits)?.parse().ok();
            self.at += digits;
            return Some((value, digits));
        }
        let end = rest.find(|c| !starts_number(c)).unwrap_or(rest.len());
        let numeral = rest.get(..end)?;
        let value = read_numeral(numeral)?;
        self.at += end;
        Some((Some(value), value.to_string().len()))
    }

    /// A mark between the parts of a date, with the blanks around it.
    fn separator(&mut self) -> Option<char> {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(' ');
        let mark = trimmed.chars().next()?;
        if !matches!(mark, '-' | '/' | '.' | '年' | '月' | '－') {
            return None;
        }
        let behind = trimmed.get(mark.len_utf8()..)?;
        self.at += rest.len() - behind.trim_start_matches(' ').len();
        Some(if mark == '－' { '-' } else { mark })
    }

    fn skip(&mut self, marks: &[char]) {
        let rest = self.rest();
        let trimmed = rest.trim_start_matches(' ');
        if let Some(mark) = trimmed.chars().next().filter(|mark| marks.contains(mark)) {
            self.at += rest.len() - trimmed.len() + mark.len_utf8();
        }
    }
}

/// `二〇二四` and `二十八`.
fn read_numeral(numeral: &str) -> Option<i32> {
    let digit = |character: char| {
        "零一二三四五六七八九"
            .chars()
            .position(|digit| digit == character)
            .or_else(|| matches!(character, '〇' | '○').then_some(0))
            .and_then(|digit| i32::try_from(digit).ok())
    };
    if let Some((hundreds, rest)) = numeral.split_once('百') {
        let rest = rest.trim_start_matches(['零', '〇', '○']);
        let hundreds = read_numeral(hundreds).filter(|hundreds| *hundreds < 10)?;
        let rest = if rest.is_empty() {
            0
        } else {
            read_numeral(rest)?
        };
        return Some(hundreds * 100 + rest);
    }
    // 廿六, 卅一.
    if let Some((tens, ones)) = ([('廿', 20), ('卅', 30)].iter())
        .find_map(|&(sign, tens)| Some((tens, numeral.strip_prefix(sign)?)))
    {
        let mut ones = ones.trim_start_matches('十').chars();
        return match (ones.next(), ones.next()) {
            (None, _) => Some(tens),
            (Some(one), None) => Some(tens + digit(one)?),
            _ => None,
        };
    }
    if let Some((tens, ones)) = numeral.split_once('十') {
        let part = |part: &str, empty: i32| {
            let mut characters = part.chars();
            match (characters.next(), characters.next()) {
                (None, _) => Some(empty),
                (Some(character), None) => digit(character),
                _ => None,
            }
        };
        return Some(part(tens, 1)? * 10 + part(ones, 0)?);
    }
    if numeral.chars().count() > 4 {
        return None;
    }
    numeral
        .chars()
        .try_fold(0, |value, character| Some(value * 10 + digit(character)?))
}

/// The day that a Taiwanese agency puts behind a report, as `1130605`, in the
/// years before 100 as `990605`.
pub(super) fn find_stamp(line: &str) -> Option<WrittenDate> {
    let digits_start = line.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let digits = line
        .get(digits_start..)
        .filter(|digits| matches!(digits.len(), 6 | 7))?;
    let closed = digits_start == 0
        || (line.get(..digits_start)?).ends_with([')', '）', '。', '」', '”', ' ']);
    let number: i32 = digits.parse().ok()?;
    let date = checked(number / 10_000 + 1911, number / 100 % 100, number % 100)?;
    // Numbers of six digits stand behind sentences for other reasons too.
    let kept = match digits.len() {
        7 => closed && REPUBLIC_YEARS.contains(&date.year),
        _ => {
            closed
                && !line.get(..digits_start)?.ends_with(' ')
                && digits_start > 0
                && date.year < *REPUBLIC_YEARS.start()
        }
    };
    kept.then_some(WrittenDate {
        date,
        span: digits_start..line.len(),
    })
}

/// 《某周刊》2024年第5期…6月5日出版: the issue's day, of the year before it.
pub(super) fn find_issue(line: &str) -> Option<WrittenDate> {
    let end = line.find("日出版")?;
    let before = line.get(..end)?;
    let day_start = before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let month_end = before.get(..day_start)?.strip_suffix('月')?.len();
    let month_text = before.get(..month_end)?;
    let month_start = month_text
        .trim_end_matches(|c: char| c.is_ascii_digit())
        .len();
    let year_end = (line.get(..month_start)?)
        .match_indices('年')
        .map(|(at, _)| at);
    let year = year_end
        .filter_map(|at| line.get(at.checked_sub(4)?..at)?.parse().ok())
        .next_back()?;
    let month = month_text.get(month_start..)?.parse().ok()?;
    let day = before.get(day_start..)?.parse().ok()?;
    Some(WrittenDate {
        date: checked(year, month, day)?,
        span: month_start..end + '日'.len_utf8(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u8, day: u8) -> Option<CivilDate> {
        CivilDate::new(year, month, day)
    }

    #[test]
    fn dates_are_read_in_every_common_form() {
        for (line, date) in [
            ("发布日期：2023-04-19 08:42", day(2023, 4, 19)),
            ("2023 年 4 月 9 日", day(2023, 4, 9)),
            ("2018-10-30 12:30:12", day(2018, 10, 30)),
            ("2024.5.20", day(2024, 5, 20)),
            ("03/29/2017", day(2017, 3, 29)),
            ("28/2/2024", day(2024, 2, 28)),
            ("中华民国106年5月17日", day(2017, 5, 17)),
            ("二〇二四年二月二十八日", day(2024, 2, 28)),
            ("二〇二四年二月廿八日", day(2024, 2, 28)),
            ("二〇二四年三月卅日", day(2024, 3, 30)),
            ("日期20230419", day(2023, 4, 19)),
            ("June 5, 2024", day(2024, 6, 5)),
            ("5 Jun 2024 10:20", day(2024, 6, 5)),
            ("113/06/05", day(2024, 6, 5)),
            ("113-6-5", day(2024, 6, 5)),
            ("113年6月5日", day(2024, 6, 5)),
            ("民国一○九年三月七日", day(2020, 3, 7)),
            ("中华民国一百一十二年六月八日", day(2023, 6, 8)),
            ("05/06/2023", None),
            ("05.06.2024 11:00", day(2024, 6, 5)),
            ("9月19日", None),
            ("2023-13-40", None),
            ("电话 0512-57810000", None),
        ] {
            assert_eq!(
                find_dates(line).first().map(|found| found.date),
                date,
                "{line}"
            );
        }
    }

    #[test]
    fn a_stamp_behind_a_report_is_its_day() {
        for (line, date) in [
            ("(编辑：林某)1130605", day(2024, 6, 5)),
            ("业者期待商机。1130605", day(2024, 6, 5)),
            ("业者期待商机。980605", day(2009, 6, 5)),
            ("邮编：980605", None),
            ("电话1130605", None),
            ("共投入1139905", None),
        ] {
            assert_eq!(find_stamp(line).map(|found| found.date), date, "{line}");
        }
    }

    #[test]
    fn an_issue_names_its_day_behind_its_year() {
        let line = "(《某某周刊》2024年第5期 文/某某 6月5日出版)";
        assert_eq!(find_issue(line).map(|found| found.date), day(2024, 6, 5));
        assert_eq!(find_issue("6月5日出版"), None);
    }
}
