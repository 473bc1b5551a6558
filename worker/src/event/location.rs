//! Where an event took place: a place of its sentence, of its scene, of the
//! headline or the dateline, else the jurisdiction that its names speak of.

use std::cell::OnceCell;

use crate::{
    date::Edtf,
    event::{
        draft::{Draft, Location},
        jurisdiction::{
            authority_place, home_of, home_place, is_fine, issuer_place, name_place,
            named_jurisdiction, titled_jurisdiction,
        },
        reading::{Reading, SentenceTokens, Token},
        scene::{Scene, Spot, dateline_place, find_scenes, located, own_spot, places},
    },
    mention::place::PlaceCue,
    record::{EventType, Place},
};

/// What a page of one report says of its place as a whole, looked for once and
/// only where an event asks.
struct Page {
    dateline: OnceCell<Option<Location>>,
    home: OnceCell<Option<Location>>,
    /// The place that the name of an alliance of it begins with.
    named: Option<Location>,
}

/// Gives every draft its place.
pub(crate) fn place_drafts(reading: &Reading<'_>, drafts: &mut [Draft]) {
    let spots: Vec<Option<Spot>> = (drafts.iter())
        .map(|draft| own_spot(reading, draft))
        .collect();
    let scenes = find_scenes(reading, drafts, &spots);
    let notice = drafts.iter().any(Draft::is_notice);
    // What the page says of itself holds neither for the items of a round-up
    // nor for what a notice tells.
    let page = (!notice && reading.items.is_empty()).then(|| Page {
        dateline: OnceCell::new(),
        home: OnceCell::new(),
        named: (drafts.iter())
            .filter(|draft| !draft.background)
            .find_map(|draft| name_place(reading, draft)),
    });
    let placed: Vec<bool> = spots.iter().map(Option::is_some).collect();
    for (draft, spot) in drafts.iter_mut().zip(spots) {
        let scene = scenes.get(draft.first_sentence()).cloned().flatten();
        draft.place = match spot {
            Some(Spot::Elsewhere) => headline_place(reading),
            Some(Spot::At(place)) if is_open_site(reading, draft, &place) => {
                jurisdiction_of_plan(reading, draft).or(Some(place))
            }
            Some(Spot::At(place)) => {
                let place = in_city_of_scene(draft, place, scene.as_ref());
                Some(in_own_district(reading, draft, place))
            }
            None if draft.is_notice() => issuer_place(reading, draft),
            None if draft.background => None,
            // The notice's own place, once that is known.
            None if notice && draft.is_decided_by_notice() && !draft.is_plan() => {
                meeting_place(reading, draft)
            }
            None if draft.is_plan() => jurisdiction_of_plan(reading, draft)
                .or_else(|| inferred_place(reading, draft, scene, page.as_ref()))
                .or_else(|| authority_place(reading, draft)),
            // 被某市民政局撤销.
            None if draft.kind == EventType::AllianceDissolved => authority_place(reading, draft)
                .or_else(|| inferred_place(reading, draft, scene, page.as_ref())),
            None if is_announcement(reading, draft) => {
                issuer_place(reading, draft).or_else(|| authority_place(reading, draft))
            }
            None => inferred_place(reading, draft, scene, page.as_ref()),
        };
        draft.place = (draft.place.take())
            .map(|place| in_named_city(reading, draft, place))
            .map(|place| in_district_of_page(reading, draft, place))
            .map(|place| in_headlined_district(reading, draft, place))
            .map(|place| in_town_of_home(reading, draft, place));
    }
    share_district(drafts, &placed);
}

/// 经6月24日在某市召开的理事会审议通过: where the meeting was on whose day the notice's
/// decision is.
fn meeting_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let when = draft.date.as_ref().filter(|when| when.inherited)?;
    let sentence = reading.sentence_at(when.span.start)?;
    let (_, place) = located(reading, sentence).next()?;
    (!when.span.is_empty()).then_some(place)
}

/// What happened on one day in one city took place in the district that is told
/// of a part of it, where nothing tells of another.
fn share_district(drafts: &mut [Draft], placed: &[bool]) {
    let districts: Vec<(Edtf, Place)> = (drafts.iter().zip(placed))
        .filter(|(draft, placed)| **placed && !draft.background)
        .filter_map(|(draft, _)| {
            let when = draft.date.as_ref().filter(|when| when.is_exact())?;
            let place = draft.place.as_ref().map(|location| &location.place)?;
            place.district.is_some().then(|| (when.date, place.clone()))
        })
        .collect();
    for (draft, placed) in drafts.iter_mut().zip(placed) {
        if *placed || draft.background || draft.is_plan() {
            continue;
        }
        let (Some(when), Some(site)) = (draft.date.as_ref(), draft.place.as_mut()) else {
            continue;
        };
        if site.place.district.is_some() {
            continue;
        }
        let mut near = (districts.iter())
            .filter(|(date, _)| *date == when.date)
            .map(|(_, place)| place);
        let first = near
            .next()
            .filter(|first| first.province == site.place.province && first.city == site.place.city);
        if let Some(first) = first.filter(|first| near.all(|place| place == *first)) {
            site.place = first.clone();
        }
    }
}

/// 在安徽某某公司召开: of a province that a name alone gives, the city that the
/// alliance is of.
fn in_named_city(reading: &Reading<'_>, draft: &Draft, site: Location) -> Location {
    if is_fine(&site.place) {
        return site;
    }
    name_place(reading, draft)
        .filter(|named| named.place.province == site.place.province)
        .unwrap_or(site)
}

/// The district that the page is of, where the place is but what a name begins
/// with: 某旗融媒 on what the 某旗 signed, told of an alliance of the whole city.
fn in_district_of_page(reading: &Reading<'_>, draft: &Draft, site: Location) -> Location {
    let seat = reading
        .mentions
        .home
        .seat
        .as_ref()
        .filter(|seat| seat.district.is_some());
    let home = reading
        .mentions
        .home
        .attested
        .as_ref()
        .filter(|home| home.district.is_some());
    let of_name = site.span.as_ref().is_some_and(|span| {
        draft.alliances.iter().any(|(_, named)| named == span)
            || reading
                .mentions
                .alliance_mentions
                .iter()
                .any(|mention| mention.span == *span)
    });
    match (seat, home) {
        (Some(seat), Some(home))
            if of_name
                && seat == home
                && site.place.district.is_none()
                && home.province == site.place.province
                && home.city == site.place.city =>
        {
            Location {
                place: home.clone(),
                span: site.span,
            }
        }
        _ => site,
    }
}

/// 专程来台签约: of a province that an event's own sentence gives, the city that
/// its scene is in.
fn in_city_of_scene(draft: &Draft, site: Location, scene: Option<&Scene>) -> Location {
    let scene = scene.filter(|scene| !scene.is_of_another_day(draft));
    match scene.map(|scene| &scene.spot) {
        Some(Spot::At(finer))
            if !is_fine(&site.place)
                && is_fine(&finer.place)
                && finer.place.province == site.place.province =>
        {
            finer.clone()
        }
        _ => site,
    }
}

/// The headline's district, where the report names the city alone: …在利州召开
/// above …在广元召开. So its city, where the report names the province alone.
fn in_headlined_district(reading: &Reading<'_>, draft: &Draft, site: Location) -> Location {
    let told = !draft.background && !draft.is_plan() && site.place.district.is_none();
    match headline_place(reading).filter(|_| told) {
        Some(headline)
            if !is_fine(&site.place) && headline.place.province == site.place.province =>
        {
            Location {
                place: headline.place,
                span: site.span,
            }
        }
        Some(headline)
            if headline.place.district.is_some()
                && !is_named_like_city(&headline.place)
                && headline.place.province == site.place.province
                && headline.place.city == site.place.city =>
        {
            Location {
                place: headline.place,
                span: site.span,
            }
        }
        _ => site,
    }
}

/// 长沙县 of 长沙市: the short name means the city.
fn is_named_like_city(place: &Place) -> bool {
    let short = |name: &Option<String>| {
        let name = name.as_deref().unwrap_or_default();
        let end = name.char_indices().next_back().map_or(0, |(at, _)| at);
        name.get(..end).unwrap_or_default().to_owned()
    };
    short(&place.district) == short(&place.city)
}

/// 在某镇某中心召开: the town is of the district that the article is of, where
/// that lies in the city.
fn in_town_of_home(reading: &Reading<'_>, draft: &Draft, site: Location) -> Location {
    let home = reading.mentions.home.district.as_ref();
    let (Some(home), Some(sentence)) = (home, reading.sentences.get(draft.first_sentence())) else {
        return site;
    };
    let wider = site.place.district.is_none()
        && home.province == site.place.province
        && home.city == site.place.city;
    if wider && is_in_town(reading.text(sentence.span.clone())) {
        Location {
            place: home.clone(),
            span: site.span,
        }
    } else {
        site
    }
}

/// Whether a sentence tells of something held in a town: 在某镇…举行.
fn is_in_town(text: &str) -> bool {
    const HELD: [&str; 6] = ["举行", "召开", "举办", "成立", "揭牌", "启动"];
    text.match_indices(['在', '于']).any(|(at, _)| {
        let clause = (text.get(at..).unwrap_or_default())
            .split(['，', '。', '；', '、'])
            .next()
            .unwrap_or_default();
        ["镇", "街道"].iter().any(|town| {
            clause.find(town).is_some_and(|end| {
                let named = clause.get(..end).is_some_and(|name| {
                    (TOWN_CHARS_MIN..=TOWN_CHARS_MAX).contains(&name.chars().count())
                });
                let behind = clause.get(end + town.len()..).unwrap_or_default();
                named && !behind.starts_with('长') && HELD.iter().any(|verb| behind.contains(verb))
            })
        })
    })
}

/// Shortest and longest name of a town, with the preposition before it.
const TOWN_CHARS_MIN: usize = 2;
const TOWN_CHARS_MAX: usize = 5;

/// A district's alliance founded in a zone of its city was founded in the
/// district.
fn in_own_district(reading: &Reading<'_>, draft: &Draft, site: Location) -> Location {
    const ZONES: [&str; 5] = ["园区", "开发区", "高新区", "经开区", "产业园"];
    let Some(span) = site.span.as_ref().filter(|_| site.place.district.is_none()) else {
        return site;
    };
    let behind: String = (reading.text(span.end..reading.article.text.len()).chars())
        .take(ZONE_CHARS_MAX)
        .take_while(|next| !"，。；、".contains(*next))
        .collect();
    let in_zone = ZONES.iter().any(|zone| behind.contains(zone));
    name_place(reading, draft)
        .filter(|named| {
            in_zone
                && named.place.district.is_some()
                && named.place.province == site.place.province
                && named.place.city == site.place.city
        })
        .unwrap_or(site)
}

/// Longest name of a zone behind its city, in characters.
const ZONE_CHARS_MAX: usize = 12;

/// 将在某市组建 without a founding day: where an alliance is to be, not where
/// the plan was told.
fn is_open_site(reading: &Reading<'_>, draft: &Draft, site: &Location) -> bool {
    const AHEAD: [&str; 6] = ["将在", "将于", "拟在", "拟于", "计划在", "预计在"];
    let (Some(sentence), Some(span)) = (
        reading.sentences.get(draft.first_sentence()),
        site.span.as_ref(),
    ) else {
        return false;
    };
    let before = reading.before(sentence, span.start);
    let dated = (draft.date.as_ref()).is_some_and(|when| when.is_exact() && !when.inherited);
    draft.is_plan() && !dated && AHEAD.iter().any(|word| before.ends_with(word))
}

/// A plan is of the region that is to have the alliance.
/// Of a province's alliance that a city's authority plans, the city.
fn jurisdiction_of_plan(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let region = named_jurisdiction(reading, draft).or_else(|| titled_jurisdiction(reading))?;
    if is_fine(&region.place) {
        return Some(region);
    }
    let planner = authority_place(reading, draft).filter(|planner| {
        planner.place.province == region.place.province && planner.place.city.is_some()
    });
    planner.or(Some(region))
}

/// Where what says no place of its own took place, the surest evidence first.
fn inferred_place(
    reading: &Reading<'_>,
    draft: &Draft,
    scene: Option<Scene>,
    page: Option<&Page>,
) -> Option<Location> {
    let apart = (scene.as_ref()).is_some_and(|scene| {
        scene.is_of_another_day(draft) && !is_item_of_occasion(reading, draft, scene)
    });
    match scene.filter(|_| !apart).map(|scene| scene.spot) {
        Some(Spot::At(place)) => return Some(place),
        Some(Spot::Elsewhere) => return None,
        None => {}
    }
    let of_names = || {
        bare_place(reading, draft)
            .or_else(|| issuer_place(reading, draft))
            .or_else(|| name_place(reading, draft))
    };
    let Some(page) = page.filter(|_| !apart) else {
        return of_names().or_else(|| seat_of_items(reading));
    };
    headline_place(reading)
        .or_else(|| host_authority(reading, draft))
        .or_else(|| (page.dateline.get_or_init(|| dateline_place(reading))).clone())
        .or_else(of_names)
        .or_else(|| page.named.clone())
        .or_else(|| page.home.get_or_init(|| home_place(reading)).clone())
        .or_else(|| home_of(reading).filter(|_| gathers(draft)))
}

/// 展会期间, 闭幕当天, 大会首日: another day, and yet an item of what the scene
/// tells of. So is the next day of what takes several.
fn is_item_of_occasion(reading: &Reading<'_>, draft: &Draft, scene: &Scene) -> bool {
    const OCCASIONS: [&str; 9] = ["会", "展", "坛", "周", "节", "幕", "动", "式", "会议"];
    const PARTS: [&str; 8] = [
        "期间",
        "首日",
        "次日",
        "第二天",
        "第三天",
        "最后一天",
        "当天",
        "当日",
    ];
    const NEXT: [&str; 3] = ["次日", "第二天", "翌日"];
    const OTHERS: [&str; 6] = ["去年", "前年", "上届", "上一届", "往届", "历届"];
    let Some(sentence) = reading.sentences.get(draft.first_sentence()) else {
        return false;
    };
    let before = reading.before(sentence, draft.trigger.start);
    let of_occasion = PARTS.iter().any(|part| {
        before.match_indices(part).any(|(at, _)| {
            let named = before.get(..at).unwrap_or_default();
            OCCASIONS.iter().any(|end| named.ends_with(end))
        })
    });
    let next = scene.lasts() && NEXT.iter().any(|day| before.starts_with(day));
    (of_occasion || next) && !draft.background && !OTHERS.iter().any(|word| before.contains(word))
}

/// 某市政府在某会客厅与甲公司签约: an authority that acts at a venue is at home.
fn host_authority(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    let host = (sentence.tokens.iter())
        .take_while(|token| token.span.start < draft.trigger.start)
        .filter(|token| !token.nested)
        .find(|token| token.is_party())?;
    let acts = reading
        .after(sentence, host.span.end)
        .starts_with(['在', '于', '假']);
    authority_place(reading, draft)
        .filter(|place| acts && is_fine(&place.place) && place.span.as_ref() == Some(&host.span))
}

/// The items of a round-up that a city's own page gives are of that city.
fn seat_of_items(reading: &Reading<'_>) -> Option<Location> {
    let seat = (reading.mentions.home.seat.as_ref()).filter(|_| !reading.items.is_empty())?;
    is_fine(seat).then(|| Location {
        place: seat.clone(),
        span: None,
    })
}

/// Whether people came together for it: members join, alliances end and
/// standards appear by paper.
fn gathers(draft: &Draft) -> bool {
    const STANDARDS: [&str; 9] = [
        "规范", "标准", "规程", "导则", "指南", "要求", "通则", "评价", "方法",
    ];
    let standard = (draft.subject.as_ref())
        .is_some_and(|subject| STANDARDS.iter().any(|end| subject.name.ends_with(end)));
    let by_paper = matches!(
        draft.kind,
        EventType::MemberJoined | EventType::AllianceDissolved
    );
    !(by_paper || standard && draft.kind == EventType::DocumentIssued)
}

/// X联盟在某市成立 as headline.
fn headline_place(reading: &Reading<'_>) -> Option<Location> {
    let place = reading.mentions.headline_place.clone()?;
    is_fine(&place).then_some(Location { place, span: None })
}

/// A document that was given out, not read at a meeting.
fn is_announcement(reading: &Reading<'_>, draft: &Draft) -> bool {
    const KINDS: [&str; 11] = [
        "说明",
        "启事",
        "公告",
        "通知",
        "通告",
        "声明",
        "公示",
        "决定",
        "批复",
        "函",
        "实施意见",
    ];
    const MEETINGS: [&str; 6] = ["会上", "现场", "大会", "仪式", "会议", "论坛"];
    let announced = (draft.subject.as_ref())
        .is_some_and(|subject| KINDS.iter().any(|end| subject.name.ends_with(end)));
    let met = (reading.sentences.get(draft.first_sentence())).is_some_and(|sentence| {
        let before = reading.before(sentence, draft.trigger.start);
        MEETINGS.iter().any(|word| before.contains(word))
    });
    draft.kind == EventType::DocumentIssued && announced && !met
}

/// 甲、乙、丙三地, 甲等七市: one of several that did it together.
fn is_listed(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    let joints = ['、', '和', '与', '及', '等'];
    reading.before(sentence, token.span.start).ends_with(joints)
        || reading.after(sentence, token.span.end).starts_with(joints)
}

/// A place that the event's sentence names by itself, down to a city.
fn bare_place(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    let mut bare = places(reading, sentence).filter(|(token, cue, place)| {
        *cue == PlaceCue::Bare
            && !token.nested
            && token.span.start < draft.trigger.start
            && is_fine(&place.place)
            && !is_listed(reading, sentence, token)
    });
    let first = bare.next()?;
    bare.next().is_none().then_some(first.2)
}

#[cfg(test)]
mod tests;
