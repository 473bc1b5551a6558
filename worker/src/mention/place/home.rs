//! The region that the article itself is of: what 我市, 全省 and a bare 市科技局 mean.

use super::{
    Home, PlaceCue,
    chain::{Chain, find_chains},
    cue::find_cue,
    gazetteer::{DivisionId, Form, Level, gazetteer},
    resolve::Context,
};
use crate::{article::Article, mention::cursor::Cursor};

/// Authorities that show by their name whose region it is.
const AUTHORITIES: [&str; 22] = [
    "委",
    "政府",
    "人民政府",
    "人大",
    "政协",
    "科技局",
    "经信",
    "工信",
    "发改",
    "农业农村",
    "商务局",
    "市场监管",
    "工商联",
    "民政",
    "教育局",
    "人社",
    "政法",
    "总工会",
    "科协",
    "统战",
    "副",
    "委书记",
];

/// How often a county's page names the county at least.
const COUNTY_WEIGHT_MIN: u32 = 2;

/// Finds the home region; its parts stay `None` where nothing shows them.
pub(super) fn find_home(
    article: &Article,
    text: &str,
    chains: &[Chain],
    context: &mut Context,
) -> Home {
    let mut votes = Votes::default();
    let mut attested = Votes::default();
    for (header, weight) in [
        (article.source_name.as_deref(), 6),
        (article.title.as_deref(), 3),
    ] {
        for chain in header.map(find_chains).unwrap_or_default() {
            if let Some(id) = sure_division(&chain) {
                votes.add(id, weight);
                attested.add(id, weight);
                context.add(id, 2);
            }
        }
    }
    let seat = (article.source_name.as_deref())
        .and_then(|source| sure_division(find_chains(source).first()?))
        .map(|id| gazetteer().place(id));
    for chain in chains {
        let Some(id) = sure_division(chain) else {
            continue;
        };
        let after = Cursor::new(text, chain.span.end);
        let weight = if after.looks_at(&AUTHORITIES) { 2 } else { 1 };
        votes.add(id, weight);
        if weight > 1 || find_cue(text, &chain.span) != PlaceCue::Prefix {
            attested.add(id, weight);
        }
    }
    if attested.0.is_empty() && votes.lie_in_one_province() {
        attested.0.clone_from(&votes.0);
    }
    let surely = elect(&attested.0);
    // A county's page names no place of its city but the county.
    let county = surely.district.filter(|_| attested.is_of_one_district());
    Home {
        seat,
        attested: county.or(surely.city).or(surely.province),
        ..elect(&votes.0)
    }
}

/// What speaks for which division.
#[derive(Debug, Default)]
struct Votes(Vec<(DivisionId, u32)>);

impl Votes {
    fn add(&mut self, id: DivisionId, weight: u32) {
        match self.0.iter_mut().find(|(of, _)| *of == id) {
            Some((_, sum)) => *sum += weight,
            None => self.0.push((id, weight)),
        }
    }

    /// Whether one district, and at most what it lies in, has all that speaks
    /// for any place, and that as often as what it lies in.
    fn is_of_one_district(&self) -> bool {
        let table = gazetteer();
        let (districts, wider): (Vec<_>, Vec<_>) =
            (self.0.iter()).partition(|(id, _)| table.level(*id) == Level::District);
        let [(district, weight)] = districts.as_slice() else {
            return false;
        };
        let around: u32 = wider.iter().map(|(_, weight)| weight).sum();
        *weight >= COUNTY_WEIGHT_MIN.max(around)
            && wider.iter().all(|(id, _)| table.is_within(*district, *id))
    }

    fn lie_in_one_province(&self) -> bool {
        let province = |(id, _): &(DivisionId, u32)| gazetteer().ancestor(*id, Level::Province);
        let mut provinces = self.0.iter().map(province);
        let first = provinces.next();
        provinces.all(|other| Some(other) == first)
    }
}

/// The division, where the name can mean but one.
fn sure_division(chain: &Chain) -> Option<DivisionId> {
    let first = chain.candidates.first()?;
    let table = gazetteer();
    let sure = chain.joined
        || first.form == Form::Full && chain.candidates.len() == 1
        || first.form == Form::Short && table.level(first.id) != Level::District;
    sure.then_some(first.id)
}

/// The province with most votes, in it the city, in that the district. The
/// coarser counts what its parts get.
fn elect(votes: &[(DivisionId, u32)]) -> Home {
    let table = gazetteer();
    let winner = |level: Level, outer: Option<DivisionId>| -> Option<DivisionId> {
        let mut sums: Vec<(DivisionId, u32)> = Vec::new();
        for &(id, weight) in votes {
            let Some(at) = table.ancestor(id, level) else {
                continue;
            };
            if outer.is_some_and(|outer| !table.is_within(at, outer)) {
                continue;
            }
            match sums.iter_mut().find(|(of, _)| *of == at) {
                Some((_, sum)) => *sum += weight,
                None => sums.push((at, weight)),
            }
        }
        let best = sums.iter().map(|(_, sum)| *sum).max()?;
        // The first named wins a tie.
        sums.iter().find(|(_, sum)| *sum == best).map(|(at, _)| *at)
    };
    let province = winner(Level::Province, None);
    let city = province.and_then(|province| winner(Level::City, Some(province)));
    let district = winner(Level::District, city.or(province)).filter(|_| province.is_some());
    Home {
        province: province.map(|id| table.place(id)),
        city: city.map(|id| table.place(id)),
        district: district.map(|id| table.place(id)),
        ..Home::default()
    }
}
