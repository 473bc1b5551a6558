//! Lines of a chronicle that give the year, or the month, of the lines below them:
//! 2019年, 【二〇二〇年度】, 2021年6月.

/// What such a line gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) year: i32,
    pub(super) month: Option<u8>,
}

/// The longest such line, in characters: ◆【2019年大事记】.
const LINE_CHARS_MAX: usize = 14;
/// Years that such a line may give.
const YEARS: std::ops::RangeInclusive<i32> = 1978..=2099;
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

/// What the line that `text` begins with gives those below it; `None` where it says
/// more, or the next line does not go on with a month, or a day of the month.
pub(super) fn heading_of(text: &str) -> Option<Heading> {
    let (line, rest) = text.split_once('\n')?;
    if line.chars().nth(LINE_CHARS_MAX).is_some() {
        return None;
    }
    let line = line.trim_matches(is_ornament);
    let (year, behind) = eat_year(line)?;
    let next = rest.trim_start_matches(is_ornament);
    let (month, behind) = match behind.strip_prefix('年') {
        Some(behind) => match eat_number(behind) {
            Some((month, behind)) => (Some(month), behind.strip_prefix('月')?),
            None => (None, behind),
        },
        None => (None, behind),
    };
    if !ENDINGS.contains(&behind.trim()) || !month.is_none_or(|month| (1..=12).contains(&month)) {
        return None;
    }
    let (_, unit) = eat_number(next)?;
    let goes_on = match month {
        None => unit.starts_with('月'),
        Some(_) => unit.starts_with(['日', '号']) || unit.starts_with('月'),
    };
    goes_on.then_some(Heading { year, month })
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

    #[test]
    fn a_line_with_nothing_but_a_year_heads_the_months_below() {
        for text in [
            "2019年\n6月15日，联盟成立。",
            "【2019年度】\n6月 联盟成立",
            "◆2019\n◇6月15日 联盟成立",
            "二〇一九年大事记\n6月15日 联盟成立",
        ] {
            let year = heading_of(text).map(|heading| (heading.year, heading.month));
            assert_eq!(year, Some((2019, None)), "{text}");
        }
        let heading = heading_of("2019年6月\n15日 联盟成立").unwrap();
        assert_eq!(heading.month, Some(6));
    }

    #[test]
    fn other_lines_head_nothing() {
        for text in [
            "2019年工作总结\n6月15日，联盟成立。",
            "2019年\n联盟于6月15日成立。",
            "2019年6月15日\n特此公告。",
            "电话：20190615\n6月15日",
        ] {
            assert_eq!(heading_of(text), None, "{text}");
        }
    }
}
