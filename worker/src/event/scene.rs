//! Where the sentences of an article take place: what each says by itself, and
//! the scene that it belongs to.

mod venue;

use self::venue::{is_at_unlisted_region, town_named_before};
use crate::{
    date::{CivilDate, Edtf},
    event::{
        cue::Cue,
        draft::{Draft, Location},
        jurisdiction::{home_pointed_at, is_fine},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, Token, TokenKind},
        scene_day::gathering_date,
        timing::{event_dates, last_day},
    },
    mention::place::PlaceCue,
    word_list::WordList,
};

/// Clauses that may lie between a place and the word that tells the event.
const CLAUSES_MAX: usize = 2;

/// Where something took place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spot {
    At(Location),
    /// Abroad, or at no place at all, as what is held online.
    Elsewhere,
}

/// Where and when a part of the article takes place.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    pub(crate) spot: Spot,
    date: Option<Edtf>,
    /// The last day that it may have been on, where it is told of the day or of but
    /// the month or year.
    until: Option<CivilDate>,
}

impl Scene {
    /// Whether it takes more than a day.
    pub(crate) fn lasts(&self) -> bool {
        (self.date.and_then(Edtf::bounds)).is_some_and(|(first, last)| first < last)
    }

    /// Whether it is told in passing, of long before the scene that goes on.
    fn looks_back(&self, current: Option<&Self>) -> bool {
        self.is_long_before(current.and_then(|current| current.until))
    }

    fn is_long_before(&self, now: Option<CivilDate>) -> bool {
        const LOOK_BACK_DAYS_MIN: i64 = 30;
        (self.until.zip(now)).is_some_and(|(then, now)| {
            now.to_epoch_day() - then.to_epoch_day() >= LOOK_BACK_DAYS_MIN
        })
    }

    /// Whether the draft's own day is another than the scene's.
    pub(crate) fn is_of_another_day(&self, draft: &Draft) -> bool {
        let told = draft.date.as_ref().filter(|when| when.is_exact());
        match (self.date, told) {
            (Some(scene), Some(when)) => !overlap(scene, when.date),
            (None, Some(when)) => self.is_long_before(when.date.bounds().map(|(day, _)| day)),
            _ => false,
        }
    }
}

fn overlap(a: Edtf, b: Edtf) -> bool {
    match (a.bounds(), b.bounds()) {
        (Some((a_first, a_last)), Some((b_first, b_last))) => {
            a_first <= b_last && b_first <= a_last
        }
        _ => a == b,
    }
}

/// Where the event's own sentence says that it happened.
pub(crate) fn own_spot(reading: &Reading<'_>, draft: &Draft) -> Option<Spot> {
    let sentence = reading.sentences.get(draft.first_sentence())?;
    match own_place(reading, sentence, draft) {
        Some(place) => Some(Spot::At(place)),
        None if is_elsewhere(reading, sentence) || is_at_unlisted_region(reading, sentence) => {
            Some(Spot::Elsewhere)
        }
        None => place_told_again(reading, draft).map(Spot::At),
    }
}

/// A caption or a lead tells the event without a place, and the next sentence
/// that tells it again says where.
fn place_told_again(reading: &Reading<'_>, draft: &Draft) -> Option<Location> {
    let again = *draft.sentences.get(1).filter(|_| !draft.is_plan())?;
    let near = again <= draft.first_sentence() + AGAIN_SENTENCES_MAX;
    let mut told = located(reading, reading.sentences.get(again).filter(|_| near)?)
        .filter(|(token, _)| !token.nested);
    let (_, place) = told.next()?;
    told.all(|(_, other)| other.place == place.place)
        .then_some(place)
}

/// How far behind the first sentence of an event the second may stand.
const AGAIN_SENTENCES_MAX: usize = 3;

/// Words of what is held online.
const ONLINE: [&str; 21] = [
    "线上方式",
    "线上形式",
    "线上举行",
    "线上召开",
    "线上举办",
    "线上会议",
    "在线上",
    "以线上",
    "以网络会议",
    "网络会议形式",
    "网络会议方式",
    "以视频",
    "视频会议形式",
    "视频会议方式",
    "召开视频会议",
    "视频连线",
    "在云端",
    "云端举行",
    "云签约",
    "网上举行",
    "(线上)",
];

/// Words of a place that people came to, be it one of several.
const ON_SITE: [&str; 5] = ["线下", "主会场", "分会场", "现场", "相结合"];

/// Whether the sentence places what it tells abroad or online.
fn is_elsewhere(reading: &Reading<'_>, sentence: &SentenceTokens) -> bool {
    let spans = &reading.mentions.places_abroad;
    let abroad = (spans.get(spans.partition_point(|span| span.start < sentence.span.start)))
        .is_some_and(|span| span.start < sentence.span.end);
    let text = reading.text(sentence.span.clone());
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let apart = says(&[
        "两地同步",
        "两地同时",
        "三地同步",
        "三地同时",
        "多地同步",
        "多地同时",
    ]);
    let online = const { WordList::of(&ONLINE) }.find(text).is_some()
        && (ONLINE.iter())
            .any(|word| (text.split(word).skip(1)).any(|behind| !joins_from_afar(behind)));
    abroad || apart || online && !says(&ON_SITE)
}

/// 视频连线参加, 以视频形式致辞: who takes part from afar in what is held at a
/// place.
fn joins_from_afar(behind: &str) -> bool {
    const PARTS: [&str; 8] = [
        "参加", "出席", "参会", "致辞", "致词", "发言", "祝贺", "致贺",
    ];
    let behind = ["的形式", "的方式", "形式", "方式"]
        .iter()
        .find_map(|word| behind.strip_prefix(word))
        .unwrap_or(behind);
    PARTS.iter().any(|part| behind.starts_with(part))
}

/// The place where the event's own sentence says that it happened.
fn own_place(reading: &Reading<'_>, sentence: &SentenceTokens, draft: &Draft) -> Option<Location> {
    let clause = trigger_clause(sentence, draft);
    located(reading, sentence)
        .filter(|(token, _)| {
            let ahead = clause.saturating_sub(token.clause);
            let behind = token.clause.saturating_sub(clause);
            let label = is_paragraph_label(reading, sentence, token);
            // …，将在某地设厂: what is to come of it.
            let between = reading.text(draft.trigger.end..token.span.start.max(draft.trigger.end));
            let to_come = !draft.is_plan() && AHEAD.iter().any(|word| between.contains(word));
            !to_come && (label || ahead <= CLAUSES_MAX) && behind <= usize::from(!draft.background)
        })
        .min_by_key(|(token, _)| (token.clause.abs_diff(clause), token.nested))
        .map(|(token, place)| {
            bracketed_district(reading, sentence, token, &place)
                .or_else(|| told_beside_venue(reading, sentence, token, &place))
                .unwrap_or(place)
        })
        .or_else(|| place_pointed_at(reading, sentence, draft))
        .or_else(|| home_pointed_at(reading, &sentence.span))
        .or_else(|| town_named_before(reading, sentence))
}

/// Words of what is still to come.
const AHEAD: [&str; 3] = ["将", "拟", "计划"];

/// Words that point at the place named last.
const HERE: [&str; 5] = ["在这里", "在此举行", "在此宣", "在此成立", "在此揭牌"];
/// How many sentences back that place may stand.
const HERE_SENTENCES_MAX: usize = 2;

/// 联盟在这里成立: the place named last.
fn place_pointed_at(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    draft: &Draft,
) -> Option<Location> {
    let text = reading.text(sentence.span.clone());
    let here = HERE.iter().find_map(|word| text.find(word))? + sentence.span.start;
    // What stands far behind the event's word is not where it happened.
    if here > draft.trigger.end {
        return None;
    }
    let from = sentence.index.saturating_sub(HERE_SENTENCES_MAX);
    (reading.sentences.get(from..=sentence.index)?.iter().rev()).find_map(|earlier| {
        places(reading, earlier)
            .filter(|(token, cue, _)| {
                token.span.end <= here && !token.nested && *cue != PlaceCue::Dateline
            })
            .map(|(_, _, place)| place)
            .last()
    })
}

/// 在某市某开发区(某区)举行: the bracket behind a place narrows it to a district.
/// So does 主会场设在某区.
fn bracketed_district(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    outer: &Token,
    known: &Location,
) -> Option<Location> {
    if known.place.district.is_some() {
        return None;
    }
    (places(reading, sentence))
        .filter(|(token, _, place)| {
            let gap = reading.text(outer.span.end..token.span.start.max(outer.span.end));
            let bracketed = token.clause == outer.clause
                && gap.ends_with(['(', '（'])
                && gap.chars().count() <= BRACKET_GAP_CHARS_MAX
                && (reading.after(sentence, token.span.end)).starts_with([')', '）']);
            let main = ["主会场设在", "主会场设于", "主会场位于"]
                .iter()
                .any(|hall| gap.ends_with(hall));
            (bracketed || main)
                && token.span.start >= outer.span.end
                && place.place.district.is_some()
                && place.place.province == known.place.province
                && place.place.city == known.place.city
        })
        .map(|(_, _, place)| place)
        .next()
}

/// 会场搬到了南通市崇川区，…在江苏某某学院举行: where a venue's name tells but the
/// province, the place of it that the sentence names by itself.
fn told_beside_venue(
    reading: &Reading<'_>,
    sentence: &SentenceTokens,
    venue: &Token,
    known: &Location,
) -> Option<Location> {
    if !venue.nested || is_fine(&known.place) {
        return None;
    }
    let mut beside = places(reading, sentence).filter(|(token, cue, place)| {
        !token.nested
            && *cue != PlaceCue::Dateline
            && is_fine(&place.place)
            && place.place.province == known.place.province
    });
    let (_, _, place) = beside.next()?;
    beside.next().is_none().then_some(place)
}

/// Longest venue between a place and the bracket that narrows it.
const BRACKET_GAP_CHARS_MAX: usize = 14;

fn trigger_clause(sentence: &SentenceTokens, draft: &Draft) -> usize {
    (sentence.tokens.iter())
        .rfind(|token| token.span.start <= draft.trigger.start)
        .map_or(0, |token| token.clause)
}

/// The places of a sentence that stand as where something takes place.
pub(crate) fn located<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r SentenceTokens,
) -> impl Iterator<Item = (&'r Token, Location)> {
    places(reading, sentence)
        .filter(|(token, cue, _)| {
            *cue == PlaceCue::Locative && !is_of_helper(reading, sentence, token)
                || is_paragraph_label(reading, sentence, token)
                || is_seat_of_meeting(reading, sentence, token)
        })
        .map(|(token, _, place)| (token, place))
}

/// 在某省交通厅指导下: the region of who helped.
fn is_of_helper(reading: &Reading<'_>, sentence: &SentenceTokens, place: &Token) -> bool {
    const HELP: [&str; 8] = [
        "指导", "支持", "领导", "推动", "见证", "组织", "牵头", "关心",
    ];
    let body = (sentence.tokens.iter()).find(|token| {
        matches!(token.kind, TokenKind::Organization(_))
            && token.span.start <= place.span.start
            && token.span.end > place.span.end
    });
    body.is_some_and(|body| {
        let behind: String = (reading.after(sentence, body.span.end).chars())
            .take(HELP_CHARS_MAX)
            .collect();
        (behind.split_once('下')).is_some_and(|(help, _)| {
            HELP.iter().any(|word| help.contains(word)) && !help.contains(['，', '。', '、'])
        })
    })
}

/// The longest word for help behind who gives it, with 下: 的大力支持下.
const HELP_CHARS_MAX: usize = 8;

/// 【福州】 before an item of a digest says where the item is from.
fn is_paragraph_label(reading: &Reading<'_>, sentence: &SentenceTokens, token: &Token) -> bool {
    reading.before(sentence, token.span.start).trim_start() == "【"
        && reading.after(sentence, token.span.end).starts_with('】')
}

/// 在水泵论坛(宁州)上: where the meeting is held, in the bracket behind its name.
fn is_seat_of_meeting(reading: &Reading<'_>, sentence: &SentenceTokens, place: &Token) -> bool {
    let meeting = (sentence.tokens.iter()).rfind(|token| {
        matches!(token.kind, TokenKind::Meeting(_)) && token.span.end <= place.span.start
    });
    meeting.is_some_and(|meeting| {
        ["(", "（", "”(", "》("].contains(&reading.gap(meeting, place))
            && (reading.after(sentence, place.span.end)).starts_with([')', '）', '站'])
    })
}

pub(crate) fn places<'r>(
    reading: &'r Reading<'_>,
    sentence: &'r SentenceTokens,
) -> impl Iterator<Item = (&'r Token, PlaceCue, Location)> {
    sentence.tokens.iter().filter_map(|token| {
        let TokenKind::Place(index) = token.kind else {
            return None;
        };
        let mention = reading.mentions.places.get(index)?;
        let location = Location {
            place: mention.value.place.clone(),
            span: Some(mention.span.clone()),
        };
        Some((token, mention.value.cue, location))
    })
}

/// For each sentence the scene of the last sentence up to it that tells an
/// event or a gathering and where, else of the first behind it.
pub(crate) fn find_scenes(
    reading: &Reading<'_>,
    drafts: &[Draft],
    spots: &[Option<Spot>],
) -> Vec<Option<Scene>> {
    let sets: Vec<Option<Scene>> = (reading.sentences.iter())
        .map(|sentence| {
            (drafts.iter().zip(spots))
                .filter(|(draft, _)| draft.first_sentence() == sentence.index && !draft.background)
                // 自9月1日起更名: nothing else is told of a day to come.
                .filter(|(draft, _)| !draft.is_to_come(reading.article.anchor))
                .find_map(|(draft, spot)| {
                    Some(Scene {
                        spot: spot.clone()?,
                        date: (draft.date.as_ref().filter(|when| when.is_exact()))
                            .map(|when| when.date),
                        until: last_day(draft),
                    })
                })
                .or_else(|| read_gathering(reading, sentence))
        })
        .collect();
    let items = &reading.items;
    let first = (sets.iter().flatten().next().cloned()).filter(|_| items.is_empty());
    let mut current = None;
    let mut lead = None;
    sets.into_iter()
        .enumerate()
        .map(|(index, scene)| {
            if let Some(Some(item)) = items.get(index)
                && item.opens
            {
                let before = lead.get_or_insert_with(|| current.clone());
                current.clone_from(before);
            }
            let goes_on = |scene: &Scene| {
                let one_report = !reading.chronicle && items.is_empty();
                let told_apart = one_report && scene.looks_back(current.as_ref());
                !told_apart && !scene.is_vaguer(current.as_ref())
            };
            if let Some(scene) = scene.filter(goes_on) {
                current = Some(scene);
            }
            current.clone().or_else(|| first.clone())
        })
        .collect()
}

impl Scene {
    /// Whether the scene only says again, less exactly, where `known` is.
    fn is_vaguer(&self, known: Option<&Self>) -> bool {
        let Some((Spot::At(own), Spot::At(finer))) = known.map(|known| (&self.spot, &known.spot))
        else {
            return false;
        };
        let (own, finer) = (&own.place, &finer.place);
        let of_city = own.city.is_none() || own.district.is_none() && own.city == finer.city;
        let same_day = self.date.is_none() || known.is_some_and(|known| known.date == self.date);
        same_day && own.province == finer.province && of_city && own != finer
    }
}

/// The scene of a sentence that tells of a gathering.
fn read_gathering(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<Scene> {
    let gathers = (sentence.tokens.iter().enumerate()).any(|(index, token)| {
        token.is_any_cue(&[Cue::Meet, Cue::Attend])
            && !token.nested
            && read_modality(reading, sentence, index) == Modality::Fact
    });
    let earlier = (sentence.tokens.iter()).any(|token| token.is_cue(Cue::Earlier));
    let labelled = reading.text(sentence.span.clone()).contains("地点：");
    // 7月1日，某县某镇的麦田边，旗帜展开.
    let site = located(reading, sentence)
        .next()
        .map(|(token, _)| token.span.start);
    let opens = (sentence.tokens.iter()).any(|token| {
        let leads = site.is_some_and(|site| {
            let gap = reading.text(token.span.end..site.max(token.span.end));
            token.span.end <= site && gap == "，" && token.clause == 0
        });
        matches!(token.kind, TokenKind::Date(_))
            && (token.span.start == sentence.span.start || leads)
    });
    if !(gathers || labelled || opens) || earlier {
        return None;
    }
    let spot = match located(reading, sentence).next() {
        Some((_, place)) => Spot::At(place),
        None if is_elsewhere(reading, sentence) => Spot::Elsewhere,
        None => Spot::At(home_pointed_at(reading, &sentence.span)?),
    };
    let date = gathering_date(reading, sentence).map(|when| when.date);
    let told = event_dates(reading, sentence, false).map(|(_, when)| when.date);
    Some(Scene {
        spot,
        date,
        until: (date.into_iter().chain(told).next())
            .and_then(Edtf::bounds)
            .map(|(_, last)| last),
    })
}

/// 本报合肥10月29日电: where the report was filed.
pub(crate) fn dateline_place(reading: &Reading<'_>) -> Option<Location> {
    (reading.sentences.iter())
        .find_map(|sentence| {
            places(reading, sentence)
                .find(|(_, cue, _)| *cue == PlaceCue::Dateline)
                .map(|(_, _, place)| place)
        })
        .or_else(|| {
            let place = reading.mentions.filed_place.clone()?;
            Some(Location { place, span: None })
        })
}
