//! One record per event: tellings of the same event become one draft.

use crate::{
    event::{
        draft::{Draft, PartyRole},
        timing::last_day,
    },
    record::EventType,
};

/// Merges drafts of the same event, in text order, and drops plans of what was
/// founded. Of a chronicle each day tells its own.
pub(crate) fn merge_drafts(drafts: Vec<Draft>, chronicle: bool) -> Vec<Draft> {
    let mut merged = merge_tellings(drafts, chronicle);
    drop_renamed_foundings(&mut merged, chronicle);
    if use_new_names(&mut merged, chronicle) {
        merged = merge_tellings(merged, chronicle);
    }
    let founded: Vec<usize> = merged
        .iter()
        .filter(|draft| draft.kind == EventType::AllianceFounded && !draft.background)
        .flat_map(|draft| draft.alliances.iter().map(|(entity, _)| *entity))
        .collect();
    merged.retain(|draft| {
        draft.kind != EventType::AlliancePlanned
            || !draft
                .alliances
                .iter()
                .any(|(entity, _)| founded.contains(entity))
    });
    merged
}

/// With how many events before it a telling is compared: more than any report
/// has, and few enough for a list of thousands.
const LOOK_BACK_MAX: usize = 500;

/// One draft for all tellings of an event.
fn merge_tellings(drafts: Vec<Draft>, chronicle: bool) -> Vec<Draft> {
    let mut merged: Vec<Draft> = Vec::new();
    for draft in drafts {
        let last = merged.len().saturating_sub(LOOK_BACK_MAX);
        let mut earlier = merged.iter_mut().skip(last);
        match earlier.find(|known| is_same(known, &draft) && !(chronicle && differ(known, &draft)))
        {
            Some(known) if known.background && !draft.background => {
                let old = std::mem::replace(known, draft);
                if !old.background {
                    known.absorb(old);
                }
            }
            // A look back adds nothing to the event itself.
            Some(known) if draft.background && !known.background => {}
            Some(known) if draft.refers_back => {
                known.absorb(Draft {
                    parties: Vec::new(),
                    ..draft
                });
            }
            Some(known) => {
                if names_later_day(known, &draft) {
                    known.date = None;
                    known.place = draft.place.clone().or(known.place.take());
                }
                if rank_subject(&draft) > rank_subject(known) {
                    known.subject.clone_from(&draft.subject);
                }
                let mut draft = draft;
                if known.kind == EventType::AgreementSigned {
                    drop_shorter_parties(&mut known.parties, &draft.parties);
                    drop_shorter_parties(&mut draft.parties, &known.parties);
                }
                known.absorb(draft);
            }
            None => merged.push(draft),
        }
    }
    merged
}

/// Whether a telling of a plan names a later day: that of the founding, not
/// that of its announcement.
fn names_later_day(known: &Draft, draft: &Draft) -> bool {
    let own = (draft.date.as_ref()).is_some_and(|when| when.is_exact() && !when.inherited);
    let later = match (last_day(known), last_day(draft)) {
        (Some(known), Some(day)) => day > known,
        _ => false,
    };
    draft.is_plan() && own && later
}

/// The unveiling of a new name founds no alliance; what a chronicle tells of years
/// before did.
fn drop_renamed_foundings(merged: &mut Vec<Draft>, chronicle: bool) {
    let renamings: Vec<Draft> = (merged.iter())
        .filter(|draft| draft.kind == EventType::AllianceRenamed && !draft.background)
        .cloned()
        .collect();
    merged.retain(|draft| {
        let renames = |renaming: &Draft| {
            let earlier = chronicle && is_before(draft, renaming);
            (draft.alliances.iter()).any(|(entity, _)| renaming.has_alliance(*entity)) && !earlier
        };
        draft.kind != EventType::AllianceFounded
            || draft.background
            || !renamings.iter().any(renames)
    });
}

/// Tells acts of the meeting that renamed an alliance, and its founding, under
/// the new name; whether there are any.
fn use_new_names(merged: &mut [Draft], chronicle: bool) -> bool {
    let mut is_changed = false;
    let renamings: Vec<Draft> = (merged.iter())
        .filter(|draft| draft.kind == EventType::AllianceRenamed && !draft.background)
        .cloned()
        .collect();
    for renaming in &renamings {
        let [(new, _), (old, _), ..] = renaming.alliances.as_slice() else {
            continue;
        };
        for draft in merged.iter_mut() {
            let of_meeting = !draft.background || draft.kind == EventType::AllianceFounded;
            // A chronicle tells each year under the name of then.
            let earlier = chronicle && is_before(draft, renaming);
            if draft.kind == EventType::AllianceRenamed || !of_meeting || earlier {
                continue;
            }
            for (entity, _) in &mut draft.alliances {
                if entity == old {
                    *entity = *new;
                    is_changed = true;
                }
            }
            let named = std::mem::take(&mut draft.alliances);
            for (entity, span) in named {
                draft.add_alliance(entity, span);
            }
        }
    }
    is_changed
}

/// 首发《走塑指南》 of a heading, and 发布《澳门餐饮走塑指南》 below it: the shorter name ends the
/// longer, and both are of one alliance. What one sentence lists are several.
fn names_one_document(a: &Draft, b: &Draft, x: &str, y: &str) -> bool {
    let apart = a.first_sentence() != b.first_sentence();
    let own = (a.alliances.iter()).any(|(entity, _)| b.has_alliance(*entity));
    let of_one = (x.ends_with(y) || y.ends_with(x)) && !a.is_notice() && !b.is_notice();
    apart && own && of_one && x.chars().count().min(y.chars().count()) >= DOCUMENT_CHARS_MIN
}

/// The shortest name of a document that is a shorter form of another, in characters.
const DOCUMENT_CHARS_MIN: usize = 4;

/// The longer name of a meeting says more.
fn rank_subject(draft: &Draft) -> usize {
    draft
        .subject
        .as_ref()
        .map_or(0, |subject| subject.name.chars().count())
}

fn is_same(a: &Draft, b: &Draft) -> bool {
    if a.kind != b.kind {
        return false;
    }
    match a.kind {
        EventType::MeetingHeld | EventType::DocumentIssued => {
            let (Some(x), Some(y)) = (&a.subject, &b.subject) else {
                return false;
            };
            x.name == y.name
                || a.kind == EventType::DocumentIssued && names_one_document(a, b, &x.name, &y.name)
                || a.kind == EventType::MeetingHeld
                    && (is_short_form(&x.name, &y.name) || is_short_form(&y.name, &x.name))
        }
        EventType::AgreementSigned => {
            let (x, y) = (a.signatories(), b.signatories());
            let common = (x.iter())
                .filter(|name| y.iter().any(|other| is_same_party(name, other)))
                .count();
            let near = b.first_sentence().abs_diff(a.first_sentence()) <= 2;
            if near && common > 0 && (b.refers_back || y.iter().all(|name| x.contains(name))) {
                return true;
            }
            common * 2 >= x.len() + y.len() - common
        }
        _ => {
            let one = (b.alliances.first()).is_some_and(|(entity, _)| a.has_alliance(*entity));
            let other = (a.alliances.first()).is_some_and(|(entity, _)| b.has_alliance(*entity));
            (one || other)
                && !(a.background != b.background
                    && differ(a, b)
                    && a.kind != EventType::AllianceFounded)
        }
    }
}

fn is_before(draft: &Draft, other: &Draft) -> bool {
    match (last_day(draft), last_day(other)) {
        (Some(day), Some(other)) => day < other,
        _ => false,
    }
}

fn differ(a: &Draft, b: &Draft) -> bool {
    match (last_day(a), last_day(b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    }
}

/// Drops the parties that the others give by a fuller name.
fn drop_shorter_parties(parties: &mut Vec<PartyRole>, others: &[PartyRole]) {
    parties.retain(|party| {
        !(others.iter()).any(|other| {
            other.name.len() > party.name.len() && is_same_party(&party.name, &other.name)
        })
    });
}

/// A region signs by its name or by its government's, with or without the
/// regions that hold it.
fn is_same_party(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let outer = long.strip_suffix(short).unwrap_or_default();
    if outer.ends_with(['省', '市', '州', '县']) || outer.ends_with("自治区") {
        return true;
    }
    let region = |name: &'_ str| -> usize {
        (name.strip_suffix("人民政府"))
            .or_else(|| name.strip_suffix("政府"))
            .map_or(name.len(), str::len)
    };
    a.get(..region(a)) == b.get(..region(b))
}

/// Whether `short` is what is left of `long` when its lead or middle is left
/// out: 年会 or 校长论坛 of a longer name.
fn is_short_form(short: &str, long: &str) -> bool {
    short.chars().count() < long.chars().count()
        && (long.contains(short)
            || bigram_dice(short, long) >= 0.75
            || without_ordinals(long) == short)
        && !has_other_ordinal(short, long)
}

/// 甲联盟会员大会 of 甲联盟第三届第一次会员大会.
fn without_ordinals(name: &str) -> String {
    let mut rest = name;
    let mut left = String::new();
    while let Some((before, behind)) = rest.split_once('第') {
        let Some((number, next)) = behind.split_once(['届', '次', '期']) else {
            break;
        };
        if number.chars().count() > ORDINAL_CHARS_MAX {
            break;
        }
        left.push_str(before);
        rest = next;
    }
    left + rest
}

/// The longest number of an ordinal: 二十五.
const ORDINAL_CHARS_MAX: usize = 3;

/// 第二届 and 第三届 are two meetings.
fn has_other_ordinal(a: &str, b: &str) -> bool {
    let ordinal = |text: &str| -> Option<String> {
        let (_, rest) = text.split_once('第')?;
        let (number, _) = rest.split_once(['届', '次', '期'])?;
        Some(number.to_owned())
    };
    match (ordinal(a), ordinal(b)) {
        (Some(x), Some(y)) => x != y,
        _ => false,
    }
}

/// Dice coefficient of the bigrams of two names.
fn bigram_dice(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| {
        let mut pairs: Vec<_> = text.chars().zip(text.chars().skip(1)).collect();
        pairs.sort_unstable();
        pairs
    };
    let (ours, theirs) = (pairs(a), pairs(b));
    let total = u32::try_from(ours.len() + theirs.len()).unwrap_or(u32::MAX);
    let (mut common, mut ours, mut theirs) = (0_u32, ours.iter(), theirs.iter());
    let (mut our, mut their) = (ours.next(), theirs.next());
    while let (Some(left), Some(right)) = (our, their) {
        common += u32::from(left == right);
        if left <= right {
            our = ours.next();
        }
        if left >= right {
            their = theirs.next();
        }
    }
    if total == 0 {
        return 0.0;
    }
    f64::from(2 * common) / f64::from(total)
}
