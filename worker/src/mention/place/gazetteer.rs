//! The table of divisions, and the automaton that finds their names.

use std::{collections::HashMap, sync::LazyLock};

use daachorse::{CharwiseDoubleArrayAhoCorasick, CharwiseDoubleArrayAhoCorasickBuilder, MatchKind};

use crate::{record::Place, word_list::WordTable};

/// Index of a division in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct DivisionId(u16);

/// Rank of a division, coarsest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Level {
    Province,
    City,
    District,
}

/// One division of GB/T 2260.
#[derive(Clone, Copy, Debug)]
pub(super) struct Division {
    pub(super) code: u32,
    pub(super) name: &'static str,
    /// Without 省, 市, 县 …; empty where that names nothing.
    pub(super) short: &'static str,
}

/// How a name says its division, surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    /// 杭州市.
    Full,
    /// 杭州, 义乌.
    Short,
    /// A short name that is a common word too.
    Weak,
    /// 羊城.
    Nickname,
}

/// A division that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) id: DivisionId,
    pub(super) form: Form,
}

/// Names, codes and the automaton over all names.
pub(super) struct Gazetteer {
    /// Ascending by code.
    divisions: Vec<Division>,
    automaton: CharwiseDoubleArrayAhoCorasick<u32>,
    /// By the automaton's values.
    candidates: Vec<Vec<Candidate>>,
    /// Short names of districts and counties, which need a context.
    district_shorts: HashMap<&'static str, Vec<DivisionId>>,
    /// The same names, to be looked for where a text goes on.
    district_short_names: WordTable,
    /// One-character names.
    abbreviations: HashMap<char, Vec<DivisionId>>,
    /// Characters before and behind a short name that make it two words.
    word_edges: HashMap<&'static str, (&'static str, &'static str)>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(Gazetteer::load);

/// The gazetteer, built at its first use.
pub(super) fn gazetteer() -> &'static Gazetteer {
    &GAZETTEER
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Gazetteer {
    fn load() -> Self {
        let divisions = rows(include_str!("../../../data/divisions.tsv"))
            .filter_map(|row| {
                let mut columns = row.split('\t');
                Some(Division {
                    code: columns.next()?.parse().ok()?,
                    name: columns.next()?,
                    short: columns.next()?,
                })
            })
            .collect();
        let mut loaded = Self {
            divisions,
            // Replaced below; an automaton of no patterns cannot be built.
            automaton: build_automaton(&["省"]),
            candidates: Vec::new(),
            district_shorts: HashMap::new(),
            district_short_names: WordTable::of(std::iter::empty()),
            abbreviations: HashMap::new(),
            word_edges: rows(include_str!("../../../data/place_word_edges.tsv"))
                .filter_map(|row| {
                    let mut columns = row.split('\t');
                    Some((columns.next()?, (columns.next()?, columns.next()?)))
                })
                .collect(),
        };
        let mut names: Vec<(&'static str, Candidate)> = Vec::new();
        loaded.collect_names(&mut names);
        loaded.collect_former(&mut names);
        loaded.collect_aliases(&mut names);
        names.sort_by_key(|(name, candidate)| (*name, candidate.form, candidate.id));
        names.dedup_by_key(|(name, candidate)| (*name, candidate.id));
        let mut patterns: Vec<&str> = Vec::new();
        for (name, candidate) in names {
            if patterns.last() != Some(&name) {
                patterns.push(name);
                loaded.candidates.push(Vec::new());
            }
            if let Some(candidates) = loaded.candidates.last_mut() {
                candidates.push(candidate);
            }
        }
        loaded.automaton = build_automaton(&patterns);
        loaded.district_short_names = WordTable::of(loaded.district_shorts.keys().copied());
        loaded
    }

    fn collect_names(&mut self, names: &mut Vec<(&'static str, Candidate)>) {
        let weak: Vec<&str> = rows(include_str!("../../../data/common_word_places.txt"))
            .flat_map(str::split_whitespace)
            .collect();
        for (index, division) in self.divisions.iter().enumerate() {
            let Some(id) = u16::try_from(index).ok().map(DivisionId) else {
                continue;
            };
            names.push((
                division.name,
                Candidate {
                    id,
                    form: Form::Full,
                },
            ));
            if division.short.is_empty() {
                continue;
            }
            let form = if weak.contains(&division.short) {
                Form::Weak
            } else {
                Form::Short
            };
            let stands_alone = level_of(division.code) != Level::District
                || division.name.ends_with('市') && division.code / 10_000 != 71;
            if stands_alone {
                names.push((division.short, Candidate { id, form }));
            } else {
                self.district_shorts
                    .entry(division.short)
                    .or_default()
                    .push(id);
            }
        }
    }

    fn collect_former(&self, names: &mut Vec<(&'static str, Candidate)>) {
        for row in rows(include_str!("../../../data/former_divisions.tsv")) {
            let mut columns = row.split('\t');
            let (Some(name), Some(code)) = (columns.next(), columns.nth(1)) else {
                continue;
            };
            if let Some(id) = code.parse().ok().and_then(|code| self.by_code(code)) {
                names.push((
                    name,
                    Candidate {
                        id,
                        form: Form::Full,
                    },
                ));
                // 莱芜, 襄樊: cities that became districts or took another name.
                if let Some(short) = name.strip_suffix('市') {
                    let form = Form::Short;
                    names.push((short, Candidate { id, form }));
                }
            }
        }
    }

    fn collect_aliases(&mut self, names: &mut Vec<(&'static str, Candidate)>) {
        for row in rows(include_str!("../../../data/place_aliases.tsv")) {
            let mut columns = row.split('\t');
            let (Some(name), Some(codes), Some(usage)) =
                (columns.next(), columns.next(), columns.next())
            else {
                continue;
            };
            let ids = codes
                .split(',')
                .filter_map(|code| self.by_code(code.parse().ok()?))
                .collect::<Vec<_>>();
            match name.chars().next() {
                Some(sign) if usage == "abbreviation" => {
                    self.abbreviations.insert(sign, ids);
                }
                _ => names.extend(ids.into_iter().map(|id| {
                    let form = if usage == "full" {
                        Form::Full
                    } else {
                        Form::Nickname
                    };
                    (name, Candidate { id, form })
                })),
            }
        }
    }

    /// The division of that code.
    pub(super) fn by_code(&self, code: u32) -> Option<DivisionId> {
        let index = self
            .divisions
            .binary_search_by_key(&code, |division| division.code)
            .ok()?;
        u16::try_from(index).ok().map(DivisionId)
    }

    pub(super) fn division(&self, id: DivisionId) -> Division {
        self.divisions
            .get(usize::from(id.0))
            .copied()
            .unwrap_or(Division {
                code: 0,
                name: "",
                short: "",
            })
    }

    pub(super) fn level(&self, id: DivisionId) -> Level {
        level_of(self.division(id).code)
    }

    /// The division of that level that holds this one, itself included.
    pub(super) fn ancestor(&self, id: DivisionId, level: Level) -> Option<DivisionId> {
        let code = self.division(id).code;
        match level {
            Level::Province => self.by_code(code / 10_000 * 10_000),
            Level::City => self
                .by_code(code / 100 * 100)
                .filter(|&city| self.level(city) == Level::City),
            Level::District => (level_of(code) == Level::District).then_some(id),
        }
    }

    /// Whether `inner` lies in `outer`, and is not it.
    pub(super) fn is_within(&self, inner: DivisionId, outer: DivisionId) -> bool {
        inner != outer && self.ancestor(inner, self.level(outer)) == Some(outer)
    }

    /// Everything in that division, itself left out.
    pub(super) fn descendants(&self, id: DivisionId) -> impl Iterator<Item = DivisionId> {
        let code = self.division(id).code;
        let end = match level_of(code) {
            Level::Province => code + 10_000,
            Level::City => code + 100,
            Level::District => code + 1,
        };
        let from = self.divisions.partition_point(|other| other.code <= code);
        let to = self.divisions.partition_point(|other| other.code < end);
        (from..to).filter_map(|index| u16::try_from(index).ok().map(DivisionId))
    }

    /// The leftmost, longest name at or after byte `from`: its range and what
    /// it may mean.
    pub(super) fn find_name(
        &self,
        text: &str,
        from: usize,
    ) -> Option<(std::ops::Range<usize>, &[Candidate])> {
        let rest = text.get(from..)?;
        let found = self.automaton.leftmost_find_iter(rest).next()?;
        let candidates = self.candidates.get(usize::try_from(found.value()).ok()?)?;
        Some((from + found.start()..from + found.end(), candidates))
    }

    /// Districts and counties by their short name.
    pub(super) fn by_district_short(&self, short: &str) -> &[DivisionId] {
        self.district_shorts.get(short).map_or(&[], Vec::as_slice)
    }

    /// Those that the text begins with, the longer first.
    pub(super) fn district_shorts_at(&self, text: &str) -> impl Iterator<Item = &'static str> {
        self.district_short_names.beginnings(text).rev()
    }

    /// Whether the short name is but where two other words meet: 理事会|理事.
    pub(super) fn is_of_two_words(
        &self,
        name: &str,
        before: Option<char>,
        behind: Option<char>,
    ) -> bool {
        let Some((heads, tails)) = self.word_edges.get(name) else {
            return false;
        };
        let is_head =
            |before: char| heads.contains(before) || before.is_ascii_digit() && heads.contains('0');
        before.is_some_and(is_head) || behind.is_some_and(|behind| tails.contains(behind))
    }

    /// What a one-character name may mean, the usual first.
    pub(super) fn by_abbreviation(&self, sign: char) -> &[DivisionId] {
        self.abbreviations.get(&sign).map_or(&[], Vec::as_slice)
    }

    /// The division as records write it. Taiwan, Hong Kong and Macao go no
    /// finer than cities and counties there, since the standard has no codes
    /// for their parts. A city right under its province (文昌市, 仙桃市; codes
    /// `..90..`) is written as a city, though its code is a county's.
    pub(super) fn place(&self, id: DivisionId) -> Place {
        let name = |level| {
            self.ancestor(id, level)
                .map(|id| self.division(id).name.to_owned())
        };
        let code = self.division(id).code;
        let region = code / 10_000;
        let outside = matches!(region, 71 | 81 | 82);
        let district = name(Level::District).filter(|_| !outside);
        let is_city = |name: &String| code / 100 % 100 == 90 && name.ends_with('市');
        let (city_of_province, district) = match district {
            Some(name) if is_city(&name) => (Some(name), None),
            district => (None, district),
        };
        Place {
            province: name(Level::Province).unwrap_or_default(),
            city: name(Level::City)
                .filter(|_| !matches!(region, 81 | 82))
                .or(city_of_province),
            district,
            adcode: if outside { region * 10_000 } else { code }.to_string(),
        }
    }
}

fn level_of(code: u32) -> Level {
    if code.is_multiple_of(10_000) {
        Level::Province
    } else if code.is_multiple_of(100) {
        Level::City
    } else {
        Level::District
    }
}

/// Longest names win, of those that begin first.
#[expect(
    clippy::expect_used,
    reason = "the table is part of the program: sorted, without repeats, none empty"
)]
fn build_automaton(patterns: &[&str]) -> CharwiseDoubleArrayAhoCorasick<u32> {
    CharwiseDoubleArrayAhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(patterns)
        .expect("the names of divisions make an automaton")
}
