//! The date that several reports together give.

use std::{cmp::Reverse, collections::BTreeMap};

use alliance_worker::{
    date::{Edtf, PartialDate},
    record::EventType,
};

use crate::{
    event::{Facts, Proved},
    merge::moment::{DateRelation, Moment},
};

/// The most precise date; among equally precise ones the one that most reports
/// allow, then the earliest. What it leaves open is filled from the others.
pub(super) fn combine_dates(kind: EventType, told: &[Facts]) -> Option<Proved<Edtf>> {
    // Background is told from memory: it only counts where nothing else does.
    let in_news = told
        .iter()
        .any(|facts| !facts.background && facts.date.is_some());
    let dates: Vec<&Proved<Edtf>> = told
        .iter()
        .filter(|facts| !in_news || !facts.background)
        .filter_map(|facts| facts.date.as_ref())
        .collect();
    let mut reports: BTreeMap<Edtf, usize> = BTreeMap::new();
    for date in &dates {
        *reports.entry(date.value).or_default() += 1;
    }
    let support = |date: Edtf| -> usize {
        let allowing = reports.iter().filter(|(other, _)| allows(date, **other));
        allowing.map(|(_, count)| count).sum()
    };
    let mut ranked: Vec<Edtf> = reports.keys().copied().collect();
    ranked.sort_by_key(|date| Reverse((precision(kind, *date), support(*date))));
    let first = *ranked.first()?;
    let value = ranked.iter().fold(first, |date, other| fill(date, *other));
    let evidence = dates
        .iter()
        .filter(|date| allows(value, date.value))
        .flat_map(|date| date.evidence.iter().cloned())
        .collect();
    Some(Proved { value, evidence })
}

/// Whether both can be the date of one thing.
fn allows(left: Edtf, right: Edtf) -> bool {
    let moment = |date| Moment {
        date: Some(date),
        published: None,
    };
    matches!(
        moment(left).relate(&moment(right)),
        DateRelation::Same | DateRelation::Compatible | DateRelation::Unknown
    )
}

/// More is more precise. A meeting's days are more than its first day; for
/// what happens at one moment, a day is more than days.
fn precision(kind: EventType, date: Edtf) -> u8 {
    match date {
        Edtf::Point(point) => match (point.year, point.month, point.day) {
            (Some(_), Some(_), Some(_)) => 5,
            (Some(_), Some(_), None) => 3,
            (None, Some(_), Some(_)) => 2,
            (Some(_), None, None) => 1,
            _ => 0,
        },
        Edtf::Range(..) if kind == EventType::MeetingHeld => 6,
        Edtf::Range(..) => 4,
    }
}

/// `date` with the parts that only `other` knows, where both agree.
fn fill(date: Edtf, other: Edtf) -> Edtf {
    match (date, other) {
        (Edtf::Point(point), Edtf::Point(more)) if allows(date, other) => {
            let filled = PartialDate {
                year: point.year.or(more.year),
                month: point.month.or(more.month),
                day: point.day.or(more.day),
            };
            let exists =
                filled.day.is_none() || filled.year.is_none() || filled.to_civil().is_some();
            if exists { Edtf::Point(filled) } else { date }
        }
        _ => date,
    }
}
