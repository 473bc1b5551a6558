//! Comparing names: of alliances, organizations, meetings and documents. All
//! names are in canonical form already.

/// Words that many names share: a name of nothing else names nobody.
const GENERIC_WORDS: [&str; 24] = [
    "产业链",
    "产业",
    "产学研",
    "产教",
    "技术",
    "科技",
    "创新",
    "战略",
    "协同",
    "融合",
    "发展",
    "合作",
    "行业",
    "企业",
    "校企",
    "大学",
    "高校",
    "联合体",
    "共同体",
    "联盟",
    "该",
    "本",
    "此",
    "新",
];

/// Least characters by which a name is known without anything else.
pub(super) const LONG_NAME_CHARS: usize = 8;

/// The characters that make a name: letters, digits and ideographs in lower
/// case, without the 省, 市 or 县 of the region that it begins with, since one
/// article writes 浙江省 where another writes 浙江.
pub(super) fn name_core(name: &str) -> String {
    let folded = fold_name(name);
    let chars_count = folded.chars().count();
    let suffix = folded
        .chars()
        .enumerate()
        .take(4)
        .skip(2)
        .find(|(_, character)| matches!(character, '省' | '市' | '县'));
    match suffix {
        Some((index, _)) if chars_count >= index + 5 => folded
            .chars()
            .enumerate()
            .filter_map(|(at, character)| (at != index).then_some(character))
            .collect(),
        _ => folded,
    }
}

/// The letters, digits and ideographs of a name, in lower case.
pub(super) fn fold_name(name: &str) -> String {
    name.chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether a name holds less than two characters of its own.
pub(super) fn is_generic(core: &str) -> bool {
    let mut own = core.to_owned();
    for word in GENERIC_WORDS {
        own = own.replace(word, "");
    }
    own.chars().count() < 2
}

/// The last `count` characters; `None` where there are less.
pub(super) fn tail(core: &str, count: usize) -> Option<String> {
    let skipped = core.chars().count().checked_sub(count)?;
    Some(core.chars().skip(skipped).collect())
}

/// A name and what else the same body is called, each as its core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Names {
    pub(super) full: String,
    /// Generic ones left out.
    pub(super) aliases: Vec<String>,
}

/// How well two names speak for one body, from weak to strong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameLikeness {
    /// They share a short form, or one ends with the other, which lacks the
    /// region or the founder that the longer one begins with.
    Weak,
    /// The full name of the one is a short form of the other.
    Alias,
    /// The full names are the same.
    Same,
}

impl Names {
    pub(super) fn new<'a>(name: &str, aliases: impl IntoIterator<Item = &'a String>) -> Self {
        Self {
            full: name_core(name),
            aliases: aliases
                .into_iter()
                .map(|alias| name_core(alias))
                .filter(|alias| !is_generic(alias))
                .collect(),
        }
    }

    /// How well both speak for one body; `None` for two bodies.
    pub(super) fn compare(&self, other: &Self) -> Option<NameLikeness> {
        if self.full == other.full {
            return Some(NameLikeness::Same);
        }
        if self.aliases.contains(&other.full) || other.aliases.contains(&self.full) {
            return Some(NameLikeness::Alias);
        }
        (ends_with_own_name(&self.full, &other.full) || ends_with_own_name(&other.full, &self.full))
            .then_some(NameLikeness::Weak)
    }
}

/// Whether `long` is `short` behind a prefix of a region's or founder's length.
fn ends_with_own_name(long: &str, short: &str) -> bool {
    const SHORT_CHARS_MIN: usize = 6;
    const PREFIX_CHARS_MAX: usize = 8;
    let prefix = long.strip_suffix(short);
    prefix.is_some_and(|prefix| (1..=PREFIX_CHARS_MAX).contains(&prefix.chars().count()))
        && short.chars().count() >= SHORT_CHARS_MIN
        && !is_generic(short)
}

/// How well two lists of bodies agree: each of the shorter list must be found
/// in the longer one; the worst pair counts. `None` where one is not found, or
/// either list is empty.
pub(super) fn compare_lists(left: &[Names], right: &[Names]) -> Option<NameLikeness> {
    let (short, long) = if left.len() <= right.len() {
        (left, right)
    } else {
        (right, left)
    };
    short
        .iter()
        .map(|names| long.iter().filter_map(|other| names.compare(other)).max())
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .min()
}

/// Bodies that both lists name, by full name or short form.
pub(super) fn count_shared(left: &[Names], right: &[Names]) -> usize {
    left.iter()
        .filter(|names| {
            right
                .iter()
                .any(|other| names.compare(other) >= Some(NameLikeness::Alias))
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(name: &str, aliases: &[&str]) -> Names {
        let aliases: Vec<String> = aliases.iter().map(|alias| (*alias).to_owned()).collect();
        Names::new(name, &aliases)
    }

    #[test]
    fn punctuation_and_the_regions_level_make_no_difference() {
        let likeness = |left, right| names(left, &[]).compare(&names(right, &[]));
        let same = Some(NameLikeness::Same);
        assert_eq!(likeness("浙江省“低空”产业联盟", "浙江低空产业联盟"), same);
        assert_eq!(likeness("ABC 产业联盟", "abc产业联盟"), same);
        assert_eq!(likeness("浙江省低空产业联盟", "江苏省低空产业联盟"), None);
        assert_eq!(likeness("新能源产业联盟", "新能源汽车产业联盟"), None);
    }

    #[test]
    fn a_short_form_is_an_alias_unless_it_is_generic() {
        let full = names("浙江省低空经济产业联盟", &["低空联盟", "产业联盟"]);
        assert_eq!(
            full.compare(&names("低空联盟", &[])),
            Some(NameLikeness::Alias)
        );
        assert_eq!(full.compare(&names("产业联盟", &[])), None);
    }

    #[test]
    fn two_full_names_with_one_short_form_are_two() {
        let left = names("浙江省低空经济产业联盟", &["低空联盟"]);
        let right = names("四川低空装备创新联盟", &["低空联盟"]);
        assert_eq!(left.compare(&right), None);
    }

    #[test]
    fn every_name_of_the_shorter_list_must_be_found() {
        let list =
            |list: &[&str]| -> Vec<Names> { list.iter().map(|name| names(name, &[])).collect() };
        let two = list(&["氢能产业联盟", "储能产业联盟"]);
        assert_eq!(
            compare_lists(&two, &list(&["储能产业联盟"])),
            Some(NameLikeness::Same)
        );
        assert_eq!(
            compare_lists(&two, &list(&["储能产业联盟", "光伏产业联盟"])),
            None
        );
        assert_eq!(compare_lists(&two, &[]), None);
    }
}
