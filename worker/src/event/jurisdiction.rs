//! Whose an event is, where nothing says where it took place: the authority's
//! that issued it, the region's that its names or its headline speak of, the
//! article's own.

use std::ops::Range;

use crate::{
    alliance_head::has_alliance_head,
    event::{
        draft::{Draft, Location},
        reading::Reading,
    },
    mention::place::find_place_of_name,
    record::{EventType, OrganizationRole, Place},
};

/// The jurisdiction of the authority that issued a document or a plan.
pub(crate) fn issuer_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let kind = EventType::DocumentIssued;
    if draft.kind != EventType::AlliancePlanned && draft.kind != kind {
        return None;
    }
    (draft.parties.iter())
        .filter(|party| {
            matches!(
                party.role,
                OrganizationRole::Organizer | OrganizationRole::Authority
            ) && !is_alliances_own(reading, &party.name)
                && (draft.is_notice() && !is_firm(&party.name)
                    || draft.kind != kind
                    || is_authority(&party.name))
        })
        .find_map(|party| of_name(reading, &party.name, party.span.clone()))
}

/// The jurisdiction of the first authority before the document's name.
pub(crate) fn authority_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    (sentence.tokens.iter())
        .take_while(|token| token.span.start < draft.trigger.start)
        .filter(|token| token.is_party())
        .find_map(|token| {
            let name = reading.party_name(token)?;
            let authority = is_authority(name) && !is_alliances_own(reading, name);
            authority
                .then(|| of_name(reading, name, token.span.clone()))
                .flatten()
        })
}

/// Whether the name is an alliance's or that of a part of one.
fn is_alliances_own(reading: &Reading<'_>, name: &str) -> bool {
    has_alliance_head(name) || (reading.mentions.alliances.iter()).any(|known| known.name == name)
}

/// Firms have no jurisdiction.
fn is_firm(name: &str) -> bool {
    ["公司", "集团", "厂", "银行"]
        .iter()
        .any(|end| name.ends_with(end))
}

fn is_authority(name: &str) -> bool {
    [
        "厅",
        "局",
        "委",
        "政府",
        "部",
        "办",
        "委员会",
        "办公室",
        "署",
        "院",
    ]
    .iter()
    .any(|end| name.ends_with(end))
}

/// A plan is of the province or city that the alliance is to be of.
pub(crate) fn named_jurisdiction(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    (draft.kind == EventType::AlliancePlanned).then_some(())?;
    (draft.alliances.iter())
        .find_map(|(entity, span)| of_name(reading, reading.alliance_name(*entity), span.clone()))
}

/// 某省将组建X联盟 as headline: the region whose plan it is.
pub(crate) fn titled_jurisdiction(reading: &Reading<'_>) -> Option<Location> {
    let title = reading.article.title.as_deref()?;
    Some(Location {
        place: find_place_of_name(title, &reading.mentions.home)?,
        span: None,
    })
}

/// The place that the name of the alliance begins with, down to a city.
pub(crate) fn name_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    (draft.alliances.iter())
        .find_map(|(entity, span)| of_name(reading, reading.alliance_name(*entity), span.clone()))
        .filter(|location| is_fine(&location.place))
}

fn of_name(reading: &Reading<'_>, name: &str, span: Range<usize>) -> Option<Location> {
    Some(Location {
        place: find_place_of_name(name, &reading.mentions.home)?,
        span: Some(span),
    })
}

/// 我市 in the text or the headline is the article's home.
pub(crate) fn home_place(reading: &Reading<'_>) -> Option<Location> {
    let text = reading.article.text.as_str();
    let title = reading.article.title.as_deref().unwrap_or_default();
    let home = &reading.mentions.home;
    // A county-level city's paper says 我市 of that city.
    let seat = (home.seat.as_ref()).filter(|seat| {
        seat.district
            .as_ref()
            .is_some_and(|name| name.ends_with('市'))
    });
    [
        (["我区", "我县", "全区"], &home.district),
        (
            ["我市", "全市", "本市"],
            if seat.is_some() {
                &home.seat
            } else {
                &home.city
            },
        ),
        (["我省", "全省", "我区"], &home.province),
    ]
    .into_iter()
    .find_map(|(words, place)| {
        let place = place.as_ref()?;
        let said = |word: &&str| text.find(*word).map(|at| at..at + word.len());
        let span = words.iter().find_map(said);
        let titled = words.iter().any(|word| title.contains(word));
        (span.is_some() || titled).then(|| Location {
            place: place.clone(),
            span,
        })
    })
}

/// 在我市举行: the article's own city, district or county.
pub(crate) fn home_pointed_at(reading: &Reading<'_>, span: &Range<usize>) -> Option<Location> {
    const HELD: [&str; 8] = [
        "举行", "召开", "举办", "成立", "揭牌", "启动", "签约", "签署",
    ];
    let home = &reading.mentions.home;
    let seat = (home.seat.as_ref()).filter(|seat| seat.district.is_some());
    let city = seat.or(home.city.as_ref());
    let text = reading.text(span.clone());
    [
        ("我市", city),
        ("本市", city),
        ("我区", home.district.as_ref()),
        ("我县", home.district.as_ref()),
    ]
    .into_iter()
    .find_map(|(word, place)| {
        let place = place.filter(|place| is_fine(place))?;
        let at = text.find(word)?;
        let (before, behind) = (text.get(..at)?, text.get(at + word.len()..)?);
        let clause = behind.split(['，', '。', '；']).next()?;
        let held =
            before.ends_with(['在', '于', '假']) && HELD.iter().any(|verb| clause.contains(verb));
        held.then(|| Location {
            place: place.clone(),
            span: Some(span.start + at..span.start + at + word.len()),
        })
    })
}

/// What nothing places happened where the article is of, once that is a city.
pub(crate) fn home_of(reading: &Reading<'_>) -> Option<Location> {
    let city = reading.mentions.home.attested.as_ref()?;
    (is_fine(city)).then(|| Location {
        place: city.clone(),
        span: None,
    })
}

/// Whether the place is a city or finer; municipalities are cities.
pub(crate) fn is_fine(place: &Place) -> bool {
    const MUNICIPALITIES: [&str; 6] = [
        "北京市",
        "上海市",
        "天津市",
        "重庆市",
        "香港特别行政区",
        "澳门特别行政区",
    ];
    place.city.is_some()
        || place.district.is_some()
        || MUNICIPALITIES.contains(&place.province.as_str())
}
