//! Words that tell what happens, found in one pass over the text.

use std::{ops::Range, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

/// What a word of `event_cues.tsv` speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Cue {
    Found,
    /// A ceremony that founds where an alliance is what it is held for.
    Inaugurate,
    /// Founds an alliance only as its object right behind: much else is formed.
    Form,
    /// What is done to the sign that bears a new body's name, or to the cloth
    /// over it.
    Unveil,
    /// Initiating that is told as done.
    Initiate,
    Prepare,
    Recruit,
    Future,
    Deny,
    Suppose,
    Rename,
    Dissolve,
    Join,
    Admit,
    Elect,
    Reelect,
    Pass,
    Charter,
    Meet,
    Sign,
    Issue,
    Organize,
    CoOrganize,
    Guide,
    Attend,
    Speak,
    Host,
    ChairUnit,
    ViceChairUnit,
    Secretariat,
    MemberUnit,
    Post,
    PartyBody,
    PartyPost,
    Earlier,
    Since,
    /// What recurs, and so tells of no one time.
    Habit,
    /// A longer word that only looks like one of the others.
    Nothing,
}

/// What a body is made by an office that it is given.
pub(crate) const MEMBER_OFFICES: [Cue; 5] = [
    Cue::ChairUnit,
    Cue::ViceChairUnit,
    Cue::Secretariat,
    Cue::MemberUnit,
    Cue::Post,
];

impl Cue {
    /// The class as `event_cues.tsv` writes it.
    fn from_label(label: &str) -> Option<Self> {
        Some(match label {
            "found" => Self::Found,
            "inaugurate" => Self::Inaugurate,
            "form" => Self::Form,
            "unveil" => Self::Unveil,
            "initiate" => Self::Initiate,
            "prepare" => Self::Prepare,
            "recruit" => Self::Recruit,
            "future" => Self::Future,
            "deny" => Self::Deny,
            "suppose" => Self::Suppose,
            "rename" => Self::Rename,
            "dissolve" => Self::Dissolve,
            "join" => Self::Join,
            "admit" => Self::Admit,
            "elect" => Self::Elect,
            "reelect" => Self::Reelect,
            "pass" => Self::Pass,
            "charter" => Self::Charter,
            "meet" => Self::Meet,
            "sign" => Self::Sign,
            "issue" => Self::Issue,
            "organize" => Self::Organize,
            "coorganize" => Self::CoOrganize,
            "guide" => Self::Guide,
            "attend" => Self::Attend,
            "speak" => Self::Speak,
            "host" => Self::Host,
            "chair" => Self::ChairUnit,
            "vicechair" => Self::ViceChairUnit,
            "secretariat" => Self::Secretariat,
            "memberunit" => Self::MemberUnit,
            "post" => Self::Post,
            "partybody" => Self::PartyBody,
            "partypost" => Self::PartyPost,
            "earlier" => Self::Earlier,
            "since" => Self::Since,
            "habit" => Self::Habit,
            "none" => Self::Nothing,
            _ => return None,
        })
    }

    /// Bit of the class in a [`CueSet`].
    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

/// Several classes: one word may speak of more than one thing (揭牌 founds, and
/// who does it attends).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct CueSet(u64);

impl CueSet {
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & cue.bit() != 0
    }

    pub(crate) fn has_any(self, cues: &[Cue]) -> bool {
        cues.iter().any(|cue| self.has(*cue))
    }

    /// The classes by their places in [`Cue`], ascending.
    pub(crate) fn places(self) -> impl Iterator<Item = u8> {
        (0..64).filter(move |place| self.0 >> place & 1 == 1)
    }

    fn insert(&mut self, cue: Cue) {
        self.0 |= cue.bit();
    }
}

/// The words in the text, leftmost and longest, in text order.
pub(crate) fn find_cues(text: &str) -> Vec<(Range<usize>, CueSet)> {
    let Some((automaton, sets)) = LEXICON.as_ref() else {
        return Vec::new();
    };
    automaton
        .leftmost_find_iter(text)
        .filter_map(|hit| Some((hit.start()..hit.end(), *sets.get(hit.value())?)))
        .filter(|(_, set)| !set.has(Cue::Nothing))
        .collect()
}

type Lexicon = (CharwiseDoubleArrayAhoCorasick<usize>, Vec<CueSet>);

static LEXICON: LazyLock<Option<Lexicon>> =
    LazyLock::new(|| build_lexicon(include_str!("../../data/event_cues.tsv")));

/// `None` where the table has no word; the tests prove that it has.
fn build_lexicon(table: &str) -> Option<Lexicon> {
    let mut words: Vec<(&str, CueSet)> = Vec::new();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let (label, list) = line.split_once('\t')?;
        let cue = Cue::from_label(label)?;
        for word in list.split_ascii_whitespace() {
            match words.iter_mut().find(|(known, _)| *known == word) {
                Some((_, set)) => set.insert(cue),
                None => words.push((word, CueSet(cue.bit()))),
            }
        }
    }
    let sets = words.iter().map(|(_, set)| *set).collect();
    let automaton = CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(words.iter().map(|(word, _)| *word))
        .ok()?;
    Some((automaton, sets))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads() {
        assert!(LEXICON.is_some());
    }

    #[test]
    fn the_longest_word_wins() {
        let cues = find_cues("当选副理事长单位");
        assert_eq!(cues.len(), 2);
        assert!(cues[1].1.has(Cue::ViceChairUnit));
        assert!(!cues[1].1.has(Cue::ChairUnit));
    }

    #[test]
    fn one_word_may_have_two_classes() {
        let cues = find_cues("为联盟揭牌");
        assert!(cues[0].1.has(Cue::Inaugurate) && cues[0].1.has(Cue::Attend));
    }
}
