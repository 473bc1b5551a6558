//! Which division an ambiguous name means in this article.

use std::ops::Range;

use super::{
    PlaceCue,
    chain::Chain,
    cue::{HAPPENINGS, find_cue},
    gazetteer::{Candidate, DivisionId, Form, Gazetteer, Level, gazetteer},
};
use crate::mention::cursor::Cursor;

/// A name with the division that it means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Located {
    pub(super) span: Range<usize>,
    pub(super) id: DivisionId,
    pub(super) cue: PlaceCue,
}

/// Divisions that the article names beyond doubt, with the weight of each.
#[derive(Debug, Default)]
pub(super) struct Context {
    weights: Vec<(DivisionId, u32)>,
}

impl Context {
    pub(super) fn add(&mut self, id: DivisionId, weight: u32) {
        match self.weights.iter_mut().find(|(known, _)| *known == id) {
            Some((_, sum)) => *sum += weight,
            None => self.weights.push((id, weight)),
        }
    }

    /// How much the article speaks for that division: its own mentions, and
    /// those of the city and province that it shares.
    fn support(&self, table: &Gazetteer, id: DivisionId) -> u32 {
        let shared = |level| table.ancestor(id, level);
        // A municipality is its districts' city: 上海 speaks for 浦东.
        let is_municipal = matches!(table.division(id).code / 10_000, 11 | 12 | 31 | 50);
        self.weights
            .iter()
            .map(|&(known, weight)| {
                let same = |level| {
                    shared(level).is_some() && table.ancestor(known, level) == shared(level)
                };
                if known == id {
                    weight * 8
                } else if same(Level::City) || is_municipal && same(Level::Province) {
                    weight * 4
                } else if same(Level::Province) {
                    weight
                } else {
                    0
                }
            })
            .sum()
    }
}

/// Resolves every chain, and finds the places that only a context shows.
/// Names that stay ambiguous, or are more likely words, are left out.
pub(super) fn resolve_chains(text: &str, chains: &[Chain], context: &mut Context) -> Vec<Located> {
    let table = gazetteer();
    for chain in chains {
        if let [only] = chain.candidates.as_slice()
            && (chain.joined || matches!(only.form, Form::Full | Form::Short))
        {
            context.add(only.id, 2);
        } else if let [first, ..] = chain.candidates.as_slice()
            && first.form == Form::Short
            && table.level(first.id) != Level::District
        {
            context.add(first.id, 1);
        }
    }
    let mut located: Vec<Located> = chains
        .iter()
        .filter_map(|chain| {
            let cue = find_cue(text, &chain.span);
            let id = choose(table, chain, context, cue)?;
            Some(Located {
                span: chain.span.clone(),
                id,
                cue,
            })
        })
        .collect();
    add_abbreviations(table, text, context, &mut located);
    add_district_shorts(table, text, context, &mut located);
    add_campuses(table, text, context, &mut located);
    located.sort_by_key(|place| place.span.start);
    prefer_campuses(text, &mut located);
    located
}

/// 在厦门大学漳州校区举行: it takes place where the campus is, and not where the school's
/// name is from. The places are in the order of the text.
fn prefer_campuses(text: &str, located: &mut [Located]) {
    for index in 1..located.len() {
        let (before, rest) = located.split_at_mut(index);
        let (Some(school), Some(campus)) = (before.last_mut(), rest.first_mut()) else {
            continue;
        };
        let name = text.get(school.span.end..campus.span.start);
        let behind = text.get(campus.span.end..).unwrap_or_default();
        if school.cue == PlaceCue::Locative
            && name.is_some_and(is_end_of_school)
            && (behind.starts_with("校区") || behind.starts_with(')'))
        {
            campus.cue = PlaceCue::Locative;
            school.cue = PlaceCue::Bare;
        }
    }
}

/// Whether it is the rest of a school's name, up to a campus.
fn is_end_of_school(name: &str) -> bool {
    let bare = name.strip_suffix('(').unwrap_or(name);
    ["大学", "学院", "学校"]
        .iter()
        .any(|school| bare.ends_with(school))
        && !bare.contains(['，', '。', '、', '；', '：', '\n'])
}

fn choose(
    table: &Gazetteer,
    chain: &Chain,
    context: &Context,
    cue: PlaceCue,
) -> Option<DivisionId> {
    let best_form = chain
        .candidates
        .iter()
        .map(|candidate| candidate.form)
        .min()?;
    let candidates: Vec<Candidate> = chain
        .candidates
        .iter()
        .copied()
        .filter(|candidate| chain.joined || candidate.form == best_form)
        .collect();
    let supported = |candidate: &Candidate| context.support(table, candidate.id);
    let first = candidates.first()?;
    if matches!(best_form, Form::Weak | Form::Nickname) && !chain.joined {
        let best = candidates
            .iter()
            .max_by_key(|candidate| supported(candidate))?;
        let shown = matches!(cue, PlaceCue::Locative | PlaceCue::Dateline)
            || supported(best) >= 4 && best_form == Form::Weak;
        return shown.then_some(best.id);
    }
    if candidates.len() == 1 {
        return Some(first.id);
    }
    // 吉林, 海南: a short name means the coarsest that bears it.
    if best_form == Form::Short && table.level(first.id) < Level::District {
        let coarsest = candidates
            .iter()
            .map(|candidate| table.level(candidate.id))
            .min()?;
        return candidates
            .iter()
            .find(|candidate| table.level(candidate.id) == coarsest)
            .map(|candidate| candidate.id);
    }
    let best = candidates.iter().map(supported).max()?;
    let mut winners = candidates
        .iter()
        .filter(|candidate| supported(candidate) == best);
    let winner = winners.next()?;
    (best > 0 && winners.next().is_none()).then_some(winner.id)
}

/// 在蓉举行, 赴沪签约: one character between a preposition and an event.
fn add_abbreviations(table: &Gazetteer, text: &str, context: &Context, located: &mut Vec<Located>) {
    for (at, sign) in text.char_indices() {
        if !matches!(sign, '在' | '于' | '赴' | '来' | '抵') {
            continue;
        }
        let mut cursor = Cursor::new(text, at + sign.len_utf8());
        let start = cursor.at();
        let Some(name) = cursor.bump() else { continue };
        let ids = table.by_abbreviation(name);
        let Some(&usual) = ids.first() else { continue };
        if HAPPENINGS.beginning(cursor.rest()).is_none() {
            continue;
        }
        let id = ids
            .iter()
            .copied()
            .max_by_key(|&id| (context.support(table, id), id == usual))
            .unwrap_or(usual);
        located.push(Located {
            span: start..cursor.at(),
            id,
            cue: PlaceCue::Locative,
        });
    }
}

/// Short names of districts, where the article names the district in full or
/// its city, and the grammar shows a place: 德清县…德清, 在滨江举行.
fn add_district_shorts(
    table: &Gazetteer,
    text: &str,
    context: &Context,
    located: &mut Vec<Located>,
) {
    let taken: Vec<Range<usize>> = located.iter().map(|place| place.span.clone()).collect();
    let mut cursor = Cursor::new(text, 0);
    let mut taken = taken.iter().peekable();
    while let Some(next) = cursor.bump() {
        // The last characters of what is_locative knows too: 走进, 假, 齐聚.
        if !matches!(
            next,
            '在' | '于' | '赴' | '进' | '假' | '聚' | '/' | '／' | '\n' | '。'
        ) {
            continue;
        }
        while taken.next_if(|span| span.end <= cursor.at()).is_some() {}
        if taken.peek().is_some_and(|span| span.start <= cursor.at()) {
            continue;
        }
        let mut start = cursor;
        start.eat_spaces();
        let Some((end, id)) = find_supported_short(table, start, context) else {
            continue;
        };
        let span = start.at()..end;
        let cue = find_cue(text, &span);
        if matches!(cue, PlaceCue::Locative | PlaceCue::Dateline) {
            located.push(Located { span, id, cue });
        }
    }
}

/// Whether a short name that one division alone bears needs no context: the
/// event's verb or a dateline's follows at once, or it lies in Hong Kong or Macao, whose papers
/// leave out the city.
fn speaks_for_itself(table: &Gazetteer, id: DivisionId, end: Cursor<'_>) -> bool {
    let region = table.division(id).code / 10_000;
    matches!(region, 81 | 82)
        || HAPPENINGS.beginning(end.rest()).is_some()
        || end.looks_at(&["报道", "报导"])
}

/// 在我校呈贡校区举行: a campus is named by its district, where the article is
/// of that province.
fn add_campuses(table: &Gazetteer, text: &str, context: &Context, located: &mut Vec<Located>) {
    let mut known: Vec<Range<usize>> = located.iter().map(|place| place.span.clone()).collect();
    known.sort_by_key(|span| span.start);
    for (at, _) in text.match_indices("校区") {
        let before = text.get(..at).unwrap_or_default();
        let starts = before.char_indices().rev().map(|(start, _)| start);
        let found = starts.skip(1).take(SHORT_CHARS_MAX - 1).find_map(|start| {
            let ids = table.by_district_short(before.get(start..)?);
            let [id] = ids else { return None };
            (context.support(table, *id) > 0).then_some((start, *id))
        });
        let Some((start, id)) = found else { continue };
        let span = start..at;
        let school = Cursor::new(text, start).is_behind(&["校", "学", "院", "在", "于"]);
        let before = known.partition_point(|span| span.start <= start);
        let taken = (before.checked_sub(1).and_then(|at| known.get(at)))
            .is_some_and(|span| span.contains(&start));
        if school && !taken {
            let behind: String = (text.get(at..).unwrap_or_default().chars())
                .take(CAMPUS_CHARS_MAX)
                .take_while(|next| !"，。；\n".contains(*next))
                .collect();
            let cue = if HAPPENINGS.find(&behind).is_some() {
                PlaceCue::Locative
            } else {
                PlaceCue::Bare
            };
            located.push(Located { span, id, cue });
        }
    }
}

/// How far behind a campus the verb of what takes place there stands.
const CAMPUS_CHARS_MAX: usize = 20;

/// Longest short name of a district has six characters.
const SHORT_CHARS_MAX: usize = 6;

fn find_supported_short(
    table: &Gazetteer,
    start: Cursor<'_>,
    context: &Context,
) -> Option<(usize, DivisionId)> {
    // Something stands behind it.
    let fits = |short: &&str| {
        short.len() < start.rest().len() && (2..=SHORT_CHARS_MAX).contains(&short.chars().count())
    };
    let mut shorts = table.district_shorts_at(start.rest()).filter(fits);
    shorts.find_map(|short| {
        let ids = table.by_district_short(short);
        let best = ids
            .iter()
            .copied()
            .max_by_key(|&id| context.support(table, id))?;
        let end = start.skip_bytes(short.len());
        let shown = context.support(table, best) >= 4
            || ids.len() == 1 && speaks_for_itself(table, best, end);
        shown.then_some((end.at(), best))
    })
}
