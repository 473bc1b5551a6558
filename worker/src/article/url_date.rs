//! The day or the month that a URL's path gives.

use std::iter;

use super::calendar::checked;
use crate::date::{CivilDate, PartialDate, days_in_month};

/// Lengths of a day that is written with its time: to the minute, the second.
const STAMPS: [usize; 2] = [12, 14];

/// `/2021/0525/`, `/202107/18/`, `/2024-10/24/`, `/t20230921_44.html`, `/20200309-x`,
/// `/2017/03/29/`; `None` where the path gives no day.
pub(super) fn find_url_day(url: &str) -> Option<CivilDate> {
    let numbers: Vec<Number<'_>> = numbers_of(path_of(url)?).collect();
    (0..numbers.len()).find_map(|at| {
        let first = numbers.get(at)?;
        let (second, third) = (numbers.get(at + 1), numbers.get(at + 2));
        let value = |number: &Number<'_>| number.digits.parse::<i32>().ok();
        match (first.digits.len(), second, third) {
            (8, ..) => day_of(first.digits),
            (length, ..) if STAMPS.contains(&length) => day_of(first.digits.get(..8)?),
            (6, Some(day), _) if day.stands_apart("/") && day.digits.len() <= 2 => {
                let month = value(first)?;
                checked(month / 100, month % 100, value(day)?)
            }
            (4, Some(rest), _) if rest.stands_apart("/-") && rest.digits.len() == 4 => {
                let rest = value(rest)?;
                checked(value(first)?, rest / 100, rest % 100)
            }
            (4, Some(month), Some(day))
                if [month, day].iter().all(|part| part.stands_apart("/-_"))
                    && month.digits.len() <= 2
                    && day.digits.len() <= 2 =>
            {
                checked(value(first)?, value(month)?, value(day)?)
            }
            _ => None,
        }
    })
}

/// `/202410/`, `/2024/10/`, `/2024-10/`: the month of a page whose URL gives no day.
pub(super) fn find_url_month(url: &str) -> Option<PartialDate> {
    let (folders, _page) = path_of(url)?.rsplit_once('/')?;
    let month_of = |year: &str, month: &str| {
        let is_number = |text: &str, length| {
            text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let first = (is_number(year, 4) && is_number(month, 2))
            .then(|| checked(year.parse().ok()?, month.parse().ok()?, 1))??;
        Some(PartialDate {
            year: Some(first.year),
            month: Some(first.month),
            day: None,
        })
    };
    let below = folders.split('/').skip(1).chain([""]);
    (folders.split('/').zip(below)).find_map(|(folder, below)| {
        let joined = folder.get(..4).zip(folder.get(4..));
        let parted = folder.split_once('-');
        [joined, parted, Some((folder, below))]
            .into_iter()
            .flatten()
            .find_map(|(year, month)| month_of(year, month))
    })
}

/// The last day of the month that the path gives.
pub(super) fn find_url_month_end(url: &str) -> Option<CivilDate> {
    let month = find_url_month(url)?;
    let (year, month) = (month.year?, month.month?);
    CivilDate::new(year, month, days_in_month(year, month))
}

/// The path from its first stroke on, without query and fragment.
fn path_of(url: &str) -> Option<&str> {
    let (_, path) = url.split_once("://").unwrap_or(("", url));
    let path = path.get(path.find('/')?..)?;
    path.split(['?', '#']).next()
}

/// 20240605.
fn day_of(digits: &str) -> Option<CivilDate> {
    let number: i32 = digits.parse().ok()?;
    checked(number / 10_000, number / 100 % 100, number % 100)
}

/// A number of a path, and the characters around it.
struct Number<'p> {
    digits: &'p str,
    before: char,
    behind: Option<char>,
}

impl Number<'_> {
    /// Whether one of the signs parts it from what stands before, and it is no part
    /// of a word: 9BF6 is no ninth.
    fn stands_apart(&self, signs: &str) -> bool {
        signs.contains(self.before) && !self.behind.is_some_and(char::is_alphanumeric)
    }
}

fn numbers_of(path: &str) -> impl Iterator<Item = Number<'_>> {
    let mut at = 0;
    iter::from_fn(move || {
        let rest = path.get(at..)?;
        let start = at + rest.find(|c: char| c.is_ascii_digit())?;
        let number = path.get(start..)?;
        let len = number
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(number.len());
        at = start + len;
        Some(Number {
            digits: path.get(start..at)?,
            before: path.get(..start)?.chars().next_back().unwrap_or('/'),
            behind: path.get(at..)?.chars().next(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Edtf;

    fn day(url: &str) -> Option<String> {
        find_url_day(url).map(|day| Edtf::day(day).to_string())
    }

    fn month(url: &str) -> Option<String> {
        find_url_month(url).map(|month| Edtf::Point(month).to_string())
    }

    #[test]
    fn a_path_gives_its_day() {
        for (url, date) in [
            (
                "http://a.cn/news/yaowen/2021/0525/151692.html",
                "2021-05-25",
            ),
            ("https://a.cn/ly/202107/18/c_22317.html", "2021-07-18"),
            (
                "https://a.mo/news/2024-10/24/content_88123.txt",
                "2024-10-24",
            ),
            ("https://a.cn/lmdt/202309/t20230921_4412.html", "2023-09-21"),
            ("https://a.cn/upload/20230921104512.html", "2023-09-21"),
            ("https://a.tw/articles/20200309-ZmSy", "2020-03-09"),
            ("https://a.net/2017/03/29/x", "2017-03-29"),
        ] {
            assert_eq!(day(url).as_deref(), Some(date), "{url}");
        }
        for url in [
            "https://a.cn/show.asp?id=20210101",
            "https://20210101.cn/x",
            "https://a.cn/202504/9BF6C2.html",
            "https://a.cn/2024/06/a.html",
        ] {
            assert_eq!(day(url), None, "{url}");
        }
    }

    #[test]
    fn a_folder_gives_the_month_alone() {
        for url in [
            "https://a.cn/xw/202410/3823549.html",
            "https://a.cn/202410/9BF6C2.html",
            "https://a.cn/2024/10/sz-opens",
            "https://a.cn/2024-10/c_1.htm",
        ] {
            assert_eq!(month(url).as_deref(), Some("2024-10"), "{url}");
        }
        for url in [
            "https://a.cn/xw/202413/1.html",
            "https://a.cn/xw/1.html?d=/202410/",
            "https://a.cn/xw/202410",
            "https://a.cn/col/2024/1.html",
        ] {
            assert_eq!(month(url), None, "{url}");
        }
    }
}
