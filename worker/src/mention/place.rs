//! Places: divisions of GB/T 2260 by any of their names, and the region that
//! the article is of.

mod chain;
mod cue;
mod foreign;
mod gazetteer;
mod home;
mod inside;
mod resolve;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::{
    chain::find_chains,
    gazetteer::{Form, gazetteer},
    resolve::{Context, resolve_chains},
};
pub(crate) use self::{cue::PlaceCue, foreign::is_abroad, gazetteer::Level};
use super::{Mention, PlaceMention};
use crate::{article::Article, record::Place};

/// The region that an article is of: where its source sits, whose authorities
/// it names without saying where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Home {
    pub(crate) province: Option<Place>,
    pub(crate) city: Option<Place>,
    pub(crate) district: Option<Place>,
    /// The city or province by the source, the headline, authorities and places
    /// that stand by themselves: the names of companies and universities left
    /// out, which come from anywhere.
    pub(crate) attested: Option<Place>,
    /// What the name of the source says: 滨城日报 is of 滨城.
    pub(crate) seat: Option<Place>,
}

impl Home {
    /// Official name of the province.
    pub(crate) fn province_name(&self) -> Option<&str> {
        self.province.as_ref().map(|place| place.province.as_str())
    }

    /// What 我省, 我市 (which a municipality says of itself too), 我县 mean.
    pub(crate) fn at(&self, level: Level) -> Option<&Place> {
        match level {
            Level::Province => self.province.as_ref(),
            Level::City => self.city.as_ref().or_else(|| {
                self.province
                    .as_ref()
                    .filter(|province| province.province.ends_with('市'))
            }),
            Level::District => self.district.as_ref(),
        }
    }
}

/// The places of an article.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) mentions: Vec<Mention<PlaceMention>>,
    /// Where something takes place abroad.
    pub(super) abroad: Vec<Range<usize>>,
    /// Where the headline says that it takes place.
    pub(super) headline: Option<Place>,
    /// Where the header says that the report was filed.
    pub(super) filed: Option<Place>,
    pub(super) home: Home,
}

/// Finds every place of the article, and its home region.
pub(super) fn find_places(article: &Article) -> Places {
    let text = article.text.as_str();
    let chains = find_chains(text);
    let mut context = Context::default();
    let home = home::find_home(article, text, &chains, &mut context);
    let mentions = resolve_chains(text, &chains, &mut context)
        .into_iter()
        .map(|located| Mention {
            span: located.span,
            value: PlaceMention {
                place: gazetteer().place(located.id),
                cue: located.cue,
            },
        })
        .collect();
    let title = article.title.as_deref().unwrap_or_default();
    let headline = resolve_chains(title, &find_chains(title), &mut context)
        .into_iter()
        .find(|located| located.cue == PlaceCue::Locative)
        .map(|located| gazetteer().place(located.id));
    let byline = article.byline.as_str();
    let filed = resolve_chains(byline, &find_chains(byline), &mut context)
        .into_iter()
        .find(|located| located.cue == PlaceCue::Dateline)
        .map(|located| gazetteer().place(located.id));
    Places {
        filed,
        mentions,
        abroad: foreign::find_abroad(text),
        headline,
        home,
    }
}

/// A place by what can be known of it without an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LoosePlace {
    pub(crate) span: Range<usize>,
    /// `None` where the name may mean several divisions.
    pub(crate) place: Option<Place>,
    /// The name, where it may mean several.
    pub(crate) name: &'static str,
}

/// Finds every place of a text that has no article around it.
pub(crate) fn read_places(text: &str) -> Vec<LoosePlace> {
    let chains = find_chains(text);
    let located = resolve_chains(text, &chains, &mut Context::default());
    let mut places: Vec<LoosePlace> = located
        .iter()
        .map(|located| LoosePlace {
            span: located.span.clone(),
            place: Some(gazetteer().place(located.id)),
            name: "",
        })
        .collect();
    for chain in chains {
        let full = chain
            .candidates
            .first()
            .filter(|first| first.form == Form::Full);
        // Both lists ascend; a search keeps the time linear but for its logarithm.
        let is_located = located
            .binary_search_by_key(&chain.span.start, |located| located.span.start)
            .is_ok();
        if let Some(first) = full
            && !is_located
        {
            places.push(LoosePlace {
                span: chain.span,
                place: None,
                name: gazetteer().division(first.id).name,
            });
        }
    }
    places.sort_by_key(|place| place.span.start);
    places
}

/// The place that an organization's, alliance's or document's name carries:
/// 浙江省经信厅 is of 浙江省, 市科技局 of the home city, 中国地质大学(武汉) of
/// 武汉. `None` where the name has none.
pub(crate) fn find_place_of_name(name: &str, home: &Home) -> Option<Place> {
    let table = gazetteer();
    let chains = find_chains(name);
    let first = chains.first().filter(|chain| chain.span.start == 0);
    let bracketed = || {
        chains.iter().find(|chain| {
            name.get(..chain.span.start)
                .is_some_and(|before| before.ends_with(['(', '（']))
        })
    };
    let inner = || chains.iter().find(|chain| chain.joined);
    if let Some(chain) = first.or_else(bracketed).or_else(inner) {
        let candidate = chain.candidates.first()?;
        let weak = !chain.joined && matches!(candidate.form, Form::Weak | Form::Nickname);
        let ambiguous = !chain.joined
            && candidate.form == Form::Full
            && chain
                .candidates
                .iter()
                .filter(|other| other.form == Form::Full)
                .count()
                > 1;
        if ambiguous {
            let at_home = |id| {
                let place = table.place(id);
                let here = |of: Option<&Place>| {
                    of.is_some_and(|of| of.province == place.province && of.city == place.city)
                };
                here(home.city.as_ref()) || here(home.province.as_ref())
            };
            let candidate = chain
                .candidates
                .iter()
                .find(|candidate| at_home(candidate.id))?;
            return Some(table.place(candidate.id));
        }
        return (!weak).then(|| table.place(candidate.id));
    }
    let level = ["省", "市", "区", "县"]
        .into_iter()
        .position(|sign| name.starts_with(sign))?;
    match level {
        0 => home.at(Level::Province).cloned(),
        1 => home.at(Level::City).cloned(),
        _ => home.at(Level::District).cloned(),
    }
}
