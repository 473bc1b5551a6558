//! Cues: words by which a line shows that it is no text of an article.

use std::{borrow::Cow, collections::BTreeMap, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

const TABLE: &str = include_str!("../../data/line_cues.tsv");

/// What a line is by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u16)]
pub(super) enum Cue {
    /// Where on the site the page lies.
    Crumb = 1,
    /// Today's date, a greeting.
    Clock = 1 << 1,
    /// A link to the page before or behind.
    Neighbor = 1 << 2,
    /// The heading of a list of other articles.
    Related = 1 << 3,
    /// The page's keywords.
    Tag = 1 << 4,
    Share = 1 << 5,
    /// Print, close, bigger, smaller.
    Tool = 1 << 6,
    /// Copyright, licences, the site's maker.
    Rights = 1 << 7,
    /// Disclaimers and terms of use.
    Notice = 1 << 8,
    /// Whom to call or write.
    Hotline = 1 << 9,
    /// Who wrote, edited, took pictures; whence it is.
    Credit = 1 << 10,
    /// 完.
    End = 1 << 11,
    /// Words of disclaimers that laws, rules and statements have as well.
    Warning = 1 << 12,
    /// The site, its articles and its readers: they make a warning a notice.
    Site = 1 << 13,
    /// What a reader may press.
    Button = 1 << 14,
}

impl Cue {
    pub(super) const ALL: [Self; 15] = [
        Self::Crumb,
        Self::Clock,
        Self::Neighbor,
        Self::Related,
        Self::Tag,
        Self::Share,
        Self::Tool,
        Self::Rights,
        Self::Notice,
        Self::Hotline,
        Self::Credit,
        Self::End,
        Self::Warning,
        Self::Site,
        Self::Button,
    ];
}

/// Those that a line has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Cues(u16);

impl Cues {
    pub(super) fn has(self, cue: Cue) -> bool {
        self.0 & cue as u16 != 0
    }
}

/// Where on its line a word counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Any,
    /// The line is nothing else.
    Whole,
}

#[derive(Debug)]
struct Word {
    cue: Cue,
    place: Place,
}

struct Table {
    words: Vec<Word>,
    finder: Option<CharwiseDoubleArrayAhoCorasick<u32>>,
}

static CUES: LazyLock<Table> = LazyLock::new(read_table);

fn read_table() -> Table {
    let mut words = Vec::new();
    let mut patterns = Vec::new();
    for row in TABLE.lines().filter(|row| !row.starts_with('#')) {
        let mut columns = row.split('\t');
        let (Some(kind), Some(place), Some(list)) =
            (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let (Some(cue), Some(place)) = (cue_named(kind), place_named(place)) else {
            continue;
        };
        for word in list.split(' ') {
            patterns.push(word.replace('_', " "));
            words.push(Word { cue, place });
        }
    }
    // Several rows may give one word, the wider one behind; the finder wants
    // each once.
    let mut numbered: BTreeMap<String, u32> = BTreeMap::new();
    for (index, pattern) in (0_u32..).zip(patterns) {
        let wider = words
            .get(index as usize)
            .is_some_and(|word: &Word| word.place == Place::Any);
        let known = numbered.entry(pattern).or_insert(index);
        if wider {
            *known = index;
        }
    }
    let finder = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::Standard)
        .build_with_values(numbered)
        .ok();
    Table { words, finder }
}

fn cue_named(name: &str) -> Option<Cue> {
    Some(match name {
        "crumb" => Cue::Crumb,
        "clock" => Cue::Clock,
        "neighbor" => Cue::Neighbor,
        "related" => Cue::Related,
        "tag" => Cue::Tag,
        "share" => Cue::Share,
        "tool" => Cue::Tool,
        "rights" => Cue::Rights,
        "notice" => Cue::Notice,
        "hotline" => Cue::Hotline,
        "credit" => Cue::Credit,
        "end" => Cue::End,
        "warning" => Cue::Warning,
        "site" => Cue::Site,
        "button" => Cue::Button,
        _ => return None,
    })
}

fn place_named(name: &str) -> Option<Place> {
    Some(match name {
        "start" => Place::Start,
        "any" => Place::Any,
        "whole" => Place::Whole,
        _ => return None,
    })
}

/// Finds the cues of a line. Its colons may be of either width; a word at the
/// start may stand behind bullets, brackets and arrows.
pub(super) fn find_cues(line: &str) -> Cues {
    let folded = fold_marks(line);
    let start = folded
        .find(|character: char| character.is_alphabetic() || character == '©')
        .unwrap_or(0);
    let mut cues = Cues::default();
    let Some(finder) = &CUES.finder else {
        return cues;
    };
    for found in finder.find_overlapping_iter(&*folded) {
        let Some(word) = usize::try_from(found.value())
            .ok()
            .and_then(|index| CUES.words.get(index))
        else {
            continue;
        };
        let counts = match word.place {
            Place::Start => found.start() <= start,
            Place::Any => true,
            Place::Whole => (found.start(), found.end()) == (0, folded.len()),
        };
        if counts {
            cues.0 |= word.cue as u16;
        }
    }
    if cues.has(Cue::Warning) && cues.has(Cue::Site) {
        cues.0 |= Cue::Notice as u16;
    }
    cues
}

/// The line with half-width colons, commas and blanks, in lower case.
fn fold_marks(line: &str) -> Cow<'_, str> {
    let fold = |character: char| match character {
        '：' => ':',
        '，' => ',',
        '\u{3000}' | '\u{A0}' | '\t' => ' ',
        _ => character.to_ascii_lowercase(),
    };
    if line.chars().all(|character| fold(character) == character) {
        return Cow::Borrowed(line);
    }
    Cow::Owned(line.chars().map(fold).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_read() {
        let rows = TABLE.lines().filter(|row| !row.starts_with('#')).count();
        let read = TABLE.lines().filter_map(|row| {
            let (kind, rest) = row.split_once('\t')?;
            let (place, _words) = rest.split_once('\t')?;
            cue_named(kind).zip(place_named(place))
        });
        assert_eq!(read.count(), rows);
        assert!(CUES.finder.is_some());
    }

    #[test]
    fn words_count_where_their_row_says() {
        assert!(find_cues("【相关新闻】").has(Cue::Related));
        assert!(find_cues("· 当前位置：首页 > 新闻").has(Cue::Crumb));
        assert!(!find_cues("会议发布了相关新闻").has(Cue::Related));
        assert!(find_cues("某报 版权所有").has(Cue::Rights));
        assert!(find_cues("分享").has(Cue::Button));
        assert!(!find_cues("联盟分享创新成果").has(Cue::Button));
        assert!(find_cues("（责任编辑：某某）").has(Cue::Credit));
        assert!(find_cues("擅自转载者，本网将追究法律责任").has(Cue::Notice));
        assert!(!find_cues("以联盟名义承揽工程的，依法追究法律责任").has(Cue::Notice));
    }
}
