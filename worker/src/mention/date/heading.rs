//! Lines of a chronicle that give the year, or the month, of the lines below them:
//! 2019年, 【二〇二〇年度】, 2021年6月.

/// What such a line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    /// `None` where a line gives but the month.
    pub(super) year: Option<i32>,
    pub(super) month: Option<u8>,
}

/// The longest such line, in characters: ◆【2019年大事记】.
const LINE_CHARS_MAX: usize = 14;
/// The longest line that calls itself a chronicle: 附：水泵产业联盟2019年大事记.
const TITLE_CHARS_MAX: usize = 30;
/// Years that such a line may give.
const YEARS: std::ops::RangeInclusive<i32> = 1978..=2099;
/// Years of the Republic of China that such a line may give.
const YEARS_OF_REPUBLIC: std::ops::RangeInclusive<i32> = 80..=140;
/// What may follow the year and month on their line.
const ENDINGS: [&str; 9] = [
    "",
    "度",
    "大事记",
    "度大事记",
    "记事",
    "纪事",
    "度纪事",
    "历程",
    "发展历程",
];
/// What a chronicle calls itself behind its year.
const CHRONICLES: [&str; 6] = ["大事记", "大事纪", "大事记要", "纪事", "记事", "记事本"];

/// What the line that `text` begins with gives those below it; `None` where it says
/// more, or the next line does not go on with a month, or a day of the month. Below
/// another such line, nothing need follow.
pub(super) fn heading_of(text: &str, before: Option<Heading>, in_taiwan: bool) -> Option<Heading> {
    let (line, rest) = text.split_once('\n')?;
    if line.chars().nth(TITLE_CHARS_MAX).is_some() {
        return None;
    }
    let line = line.trim_matches(is_ornament);
    let next = eat_number(rest.trim_start_matches(is_ornament)).map(|(_, unit)| unit);
    let on_month = next.is_some_and(|unit| unit.starts_with('月'));
    if let Some(year) = year_of_chronicle(line) {
        return on_month.then_some(Heading {
            year: Some(year),
            month: None,
        });
    }
    if line.chars().nth(LINE_CHARS_MAX).is_some() {
        return None;
    }
    let on_day = next.is_some_and(|unit| unit.starts_with(['日', '号']));
    if let Some(month) = month_alone(line) {
        return (on_day || before.is_some()).then_some(Heading {
            year: before.and_then(|before| before.year),
            month: Some(month),
        });
    }
    let (year, behind) = eat_year(line).or_else(|| {
        let (year, behind) = eat_short_year(line).filter(|_| in_taiwan)?;
        Some((year + 1911, behind))
    })?;
    let (month, behind) = match behind.strip_prefix('年') {
        Some(behind) => match eat_number(behind) {
            Some((month, behind)) => (Some(month), behind.strip_prefix('月')?),
            None => (None, behind),
        },
        None => (None, behind),
    };
    // 113年(规划中)
    let behind = (behind.strip_suffix([')', '）']))
        .and_then(|behind| Some(behind.rsplit_once(['(', '（'])?.0))
        .unwrap_or(behind);
    if !ENDINGS.contains(&behind.trim()) || !month.is_none_or(|month| (1..=12).contains(&month)) {
        return None;
    }
    let goes_on = on_month || month.is_some() && on_day || before.is_some();
    goes_on.then_some(Heading {
        year: Some(year),
        month,
    })
}

/// 水泵产业联盟2019年大事记: the year of the lines below.
pub(super) fn year_of_chronicle(line: &str) -> Option<i32> {
    let line = line.trim_end_matches(is_ornament);
    let (head, _) = (CHRONICLES.iter())
        .find_map(|word| Some((line.strip_suffix(word)?, word)))
        .or_else(|| Some((line.split_once("大事记(")?.0, &"")))?;
    let head = head.trim_end_matches('度').strip_suffix('年')?;
    let (at, _) = head.char_indices().rev().nth(3)?;
    let (year, rest) = eat_year(head.get(at..)?)?;
    rest.is_empty().then_some(year)
}

/// 3月, 【3月份】: nothing but a month.
fn month_alone(line: &str) -> Option<u8> {
    let (month, behind) = eat_number(line)?;
    (["月", "月份"].contains(&behind) && (1..=12).contains(&month)).then_some(month)
}

/// A year of the Republic of China, with its 年.
fn eat_short_year(line: &str) -> Option<(i32, &str)> {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let year = line.get(..line.len() - rest.len())?.parse().ok()?;
    (YEARS_OF_REPUBLIC.contains(&year) && rest.starts_with('年')).then_some((year, rest))
}

/// Marks around such a line, and before the lines below it.
fn is_ornament(mark: char) -> bool {
    mark.is_whitespace() || "【】〔〕[]《》#■□◆◇●○▍▎▌•·★☆※►▶：:、.—–-|".contains(mark)
}

/// The year that the text begins with, in digits of either kind, and what follows.
fn eat_year(text: &str) -> Option<(i32, &str)> {
    const HAN: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let mut year = 0;
    let mut characters = text.chars();
    for _ in 0..4 {
        let next = characters.next()?;
        let digit = match next {
            '零' | '○' => 0,
            _ => (next
                .to_digit(10)
                .and_then(|digit| i32::try_from(digit).ok()))
            .or_else(|| {
                HAN.iter()
                    .position(|han| *han == next)
                    .and_then(|digit| i32::try_from(digit).ok())
            })?,
        };
        year = year * 10 + digit;
    }
    let rest = characters.as_str();
    (YEARS.contains(&year) && !rest.starts_with(|c: char| c.is_ascii_digit()))
        .then_some((year, rest))
}

/// The number of one or two digits that the text begins with, and what follows.
fn eat_number(text: &str) -> Option<(u8, &str)> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.get(..text.len() - rest.len())?;
    (digits.len() <= 2).then_some((digits.parse().ok()?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heading(text: &str) -> Option<(Option<i32>, Option<u8>)> {
        heading_of(text, None, false).map(|heading| (heading.year, heading.month))
    }

    #[test]
    fn a_line_with_nothing_but_a_year_heads_the_months_below() {
        for text in [
            "2019年\n6月15日，联盟成立。",
            "【2019年度】\n6月 联盟成立",
            "◆2019\n◇6月15日 联盟成立",
            "二〇一九年大事记\n6月15日 联盟成立",
            "附：水泵产业联盟2019年大事记\n3月，联盟成立；6月，首次年会。",
        ] {
            assert_eq!(heading(text), Some((Some(2019), None)), "{text}");
        }
        assert_eq!(
            heading("2019年6月\n15日 联盟成立"),
            Some((Some(2019), Some(6)))
        );
    }

    #[test]
    fn a_month_alone_heads_the_days_below() {
        assert_eq!(heading("【6月】\n15日 联盟成立"), Some((None, Some(6))));
        let before = Some(Heading {
            year: Some(2019),
            month: Some(5),
        });
        let below = heading_of("6月\n联盟发布标准", before, false).unwrap();
        assert_eq!((below.year, below.month), (Some(2019), Some(6)));
        assert_eq!(heading("6月\n联盟发布标准"), None);
    }

    #[test]
    fn years_of_the_republic_head_lines_of_taiwan() {
        let text = "108年\n4月27日 会员大会";
        assert_eq!(
            heading_of(text, None, true).map(|heading| heading.year),
            Some(Some(2019))
        );
        assert_eq!(heading(text), None);
        let before = heading_of(text, None, true);
        for text in [
            "109年\n原订5月举办的论坛停办。",
            "113年(规划中)\n预计筹组联盟",
        ] {
            assert!(heading_of(text, before, true).is_some(), "{text}");
        }
    }

    #[test]
    fn other_lines_head_nothing() {
        for text in [
            "2019年工作总结\n6月15日，联盟成立。",
            "2019年\n联盟于6月15日成立。",
            "2019年6月15日\n特此公告。",
            "电话：20190615\n6月15日",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }
}
