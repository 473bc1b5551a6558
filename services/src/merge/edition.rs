//! Which of a series: the year, and the ordinals (第三届, 一届二次) in the name of
//! a meeting or document.

/// What tells one of a series from its neighbours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Edition {
    pub(super) year: Option<i32>,
    /// In the order of the name: 一届二次 is 1, 2.
    pub(super) ordinals: Vec<u32>,
}

impl Edition {
    /// Splits a folded name into what stays the same through a series, and
    /// which of the series it is.
    pub(super) fn split(folded: &str) -> (String, Self) {
        let chars: Vec<char> = folded.chars().collect();
        let mut core = String::with_capacity(folded.len());
        let mut edition = Self::default();
        let mut rest = chars.as_slice();
        while let Some((first, behind)) = rest.split_first() {
            if let Some((year, used)) = read_year(rest) {
                edition.year.get_or_insert(year);
                rest = rest.get(used..).unwrap_or_default();
            } else if let Some((ordinal, used)) = read_ordinal(rest) {
                edition.ordinals.push(ordinal);
                rest = rest.get(used..).unwrap_or_default();
            } else {
                core.push(*first);
                rest = behind;
            }
        }
        (core, edition)
    }

    /// Whether both cannot be the same one of a series.
    pub(super) fn contradicts(&self, other: &Self) -> bool {
        let years_differ = matches!((self.year, other.year), (Some(a), Some(b)) if a != b);
        let ordinals_differ = !self.ordinals.is_empty()
            && !other.ordinals.is_empty()
            && self.ordinals != other.ordinals;
        years_differ || ordinals_differ
    }

    /// Whether both name the same one of a series.
    pub(super) fn agrees(&self, other: &Self) -> bool {
        !self.contradicts(other)
            && ((self.year.is_some() && self.year == other.year)
                || (!self.ordinals.is_empty() && self.ordinals == other.ordinals))
    }
}

/// 2024, 2024年, 2024年度, 二〇二四年: the year and its characters.
fn read_year(chars: &[char]) -> Option<(i32, usize)> {
    let digits: Vec<u32> = chars.iter().map_while(|c| read_digit(*c)).take(5).collect();
    let [a, b, c, d] = *digits.as_slice() else {
        return None;
    };
    let year = i32::try_from(a * 1000 + b * 100 + c * 10 + d).ok()?;
    let suffix = match (chars.get(4), chars.get(5)) {
        (Some('年'), Some('度')) => 2,
        (Some('年'), _) => 1,
        _ => 0,
    };
    (1900..2100).contains(&year).then_some((year, 4 + suffix))
}

/// 第三届, 3届, 首届, 第二次, 第5期: the number and the characters of all.
fn read_ordinal(chars: &[char]) -> Option<(u32, usize)> {
    let prefix = usize::from(chars.first() == Some(&'第'));
    if chars.first() == Some(&'首') && matches!(chars.get(1), Some('届' | '次' | '期' | '批'))
    {
        return Some((1, 2));
    }
    let numeral: Vec<char> = chars
        .iter()
        .skip(prefix)
        .copied()
        .take_while(|c| is_numeral(*c))
        .take(5)
        .collect();
    let unit = chars.get(prefix + numeral.len())?;
    let counts = matches!(unit, '届' | '次' | '期' | '批' | '号');
    let number = read_numeral(&numeral).filter(|_| counts)?;
    Some((number, prefix + numeral.len() + 1))
}

fn is_numeral(character: char) -> bool {
    read_digit(character).is_some() || matches!(character, '十' | '百')
}

fn read_digit(character: char) -> Option<u32> {
    match character {
        '〇' | '零' => Some(0),
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => character.to_digit(10),
    }
}

/// 12, 十二, 二十, 一百零三, 二〇: `None` for nothing.
fn read_numeral(chars: &[char]) -> Option<u32> {
    let mut total = 0;
    let mut pending = None;
    for character in chars {
        let unit = match character {
            '十' => 10,
            '百' => 100,
            digit => {
                pending = Some(pending.unwrap_or(0) * 10 + read_digit(*digit)?);
                continue;
            }
        };
        total += pending.take().unwrap_or(1) * unit;
    }
    (!chars.is_empty()).then(|| total + pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edition_of(name: &str) -> (String, Option<i32>, Vec<u32>) {
        let (core, edition) = Edition::split(name);
        (core, edition.year, edition.ordinals)
    }

    #[test]
    fn a_series_keeps_its_core() {
        let core = "储能联盟年会".to_owned();
        assert_eq!(
            edition_of("2024年度储能联盟第十二届年会"),
            (core.clone(), Some(2024), vec![12])
        );
        assert_eq!(
            edition_of("二〇二三储能联盟年会"),
            (core.clone(), Some(2023), vec![])
        );
        assert_eq!(edition_of("首届储能联盟年会"), (core, None, vec![1]));
        assert_eq!(
            edition_of("储能联盟一届二次理事会"),
            ("储能联盟理事会".to_owned(), None, vec![1, 2])
        );
        assert_eq!(
            edition_of("一带一路第103次论坛"),
            ("一带一路论坛".to_owned(), None, vec![103])
        );
    }

    #[test]
    fn editions_contradict_where_both_are_named() {
        let edition = |name| Edition::split(name).1;
        assert!(edition("第三届年会").contradicts(&edition("第4届年会")));
        assert!(edition("2023年会").contradicts(&edition("2024年会")));
        assert!(!edition("第三届年会").contradicts(&edition("年会")));
        assert!(edition("第三届年会").agrees(&edition("2024第3届年会")));
        assert!(!edition("年会").agrees(&edition("年会")));
    }
}
