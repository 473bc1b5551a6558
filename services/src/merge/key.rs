//! Keys by which later reports find an event: everything that the rules of
//! [`super::identity`] could take for the same shares a key, save what keys
//! cannot reach (signatories without any date).

use std::collections::BTreeSet;

use alliance_worker::{
    date::{CivilDate, Edtf},
    record::EventType,
};
use sha2::{Digest as _, Sha256};

use super::{
    identity::{Identity, SubjectName},
    name::{Names, is_generic, tail},
};
use crate::store::EventKey;

/// Keys that one event is written with; what has more names is found by some
/// of them.
const WRITTEN_KEYS_MAX: usize = 64;
/// Keys that one event is looked up by.
const LOOKED_UP_KEYS_MAX: usize = 256;
/// Characters at a name's end that are a key together with the day.
const TAIL_CHARS: usize = 6;
/// Months of a date that is known by its months.
const MONTHS_MAX: usize = 3;

/// The keys that events like one are looked up by.
#[derive(Debug, Default)]
pub(super) struct LookUpKeys {
    /// Of its names.
    pub(super) names: BTreeSet<EventKey>,
    /// Of the ends of its names: one that very many events share says nothing.
    pub(super) tails: BTreeSet<EventKey>,
}

/// The keys under which an event is written.
pub(super) fn keys_to_write(identity: &Identity<'_>) -> Vec<EventKey> {
    let Keys { names, tails, .. } = collect(identity, false);
    names
        .into_iter()
        .chain(tails)
        .take(WRITTEN_KEYS_MAX)
        .collect()
}

/// The keys by which events like this are looked up: those of
/// [`keys_to_write`], and those of other precisions of its date.
pub(super) fn keys_to_look_up(identity: &Identity<'_>) -> LookUpKeys {
    let Keys { names, tails, .. } = collect(identity, true);
    LookUpKeys {
        names: names.into_iter().take(LOOKED_UP_KEYS_MAX).collect(),
        tails: tails.into_iter().take(LOOKED_UP_KEYS_MAX).collect(),
    }
}

fn collect(identity: &Identity<'_>, wide: bool) -> Keys {
    let mut keys = Keys {
        kind: identity.kind,
        names: BTreeSet::new(),
        tails: BTreeSet::new(),
    };
    match identity.kind {
        EventType::MeetingHeld | EventType::DocumentIssued => {
            if let Some(subject) = &identity.subject {
                keys.add_subject(identity, subject);
            }
        }
        EventType::AgreementSigned => {
            for period in periods(identity, wide) {
                for names in &identity.signatories {
                    keys.add_names("signatory", names, &period);
                }
            }
        }
        _ => {
            for names in &identity.alliances {
                keys.add_names("alliance", names, "");
                keys.add_tail(identity, &names.full);
            }
        }
    }
    keys
}

struct Keys {
    kind: EventType,
    names: BTreeSet<EventKey>,
    tails: BTreeSet<EventKey>,
}

impl Keys {
    /// One key of the parts, each at its length.
    fn key(&self, class: &str, parts: &[&str]) -> EventKey {
        let mut hasher = Sha256::new();
        for part in [self.kind.name(), class].iter().chain(parts) {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let digest = hasher.finalize();
        EventKey(digest.iter().copied().take(16).collect())
    }

    fn add(&mut self, class: &str, parts: &[&str]) {
        self.names.insert(self.key(class, parts));
    }

    fn add_names(&mut self, class: &str, names: &Names, period: &str) {
        for name in std::iter::once(&names.full).chain(&names.aliases) {
            self.add(class, &[name, period]);
        }
    }

    fn add_subject(&mut self, identity: &Identity<'_>, subject: &SubjectName) {
        if subject.is_long() {
            self.add("subject", &[&subject.core]);
            self.add_tail(identity, &subject.core);
            return;
        }
        // A short name (年会) is only known together with whose it is.
        for owner in identity.alliances.iter().chain(&identity.organizers) {
            for name in std::iter::once(&owner.full).chain(&owner.aliases) {
                self.add("subject", &[&subject.core, name]);
            }
        }
    }

    /// The end of a name with the day, for names that differ in the region or
    /// host before it.
    fn add_tail(&mut self, identity: &Identity<'_>, core: &str) {
        let days = identity.moment.date.and_then(Edtf::bounds);
        let (Some(tail), Some((first, last))) = (tail(core, TAIL_CHARS), days) else {
            return;
        };
        let is_short = last.to_epoch_day() - first.to_epoch_day() < 4;
        if is_short && !is_generic(core) {
            for day in
                (first.to_epoch_day()..=last.to_epoch_day()).filter_map(CivilDate::from_epoch_day)
            {
                self.tails
                    .insert(self.key("tail", &[&tail, &day.to_string()]));
            }
        }
    }
}

/// The months, or else the years, in which it may have happened.
fn periods(identity: &Identity<'_>, wide: bool) -> BTreeSet<String> {
    const UNKNOWN: &str = "";
    let mut periods = BTreeSet::new();
    let Some((first, last)) = identity.moment.window() else {
        periods.insert(UNKNOWN.to_owned());
        return periods;
    };
    let months = |first: CivilDate, last: CivilDate| {
        let from = first.year * 12 + i32::from(first.month) - 1;
        let to = last.year * 12 + i32::from(last.month) - 1;
        (from..=to).map(|month| format!("{:04}-{:02}", month.div_euclid(12), month % 12 + 1))
    };
    let is_narrow = months(first, last).count() <= MONTHS_MAX;
    if is_narrow || wide {
        // A wide look-up goes through two years of months at most.
        periods.extend(months(first, last).take(24));
    }
    if !is_narrow || wide {
        periods.extend(
            (first.year..=last.year)
                .take(2)
                .map(|year| year.to_string()),
        );
    }
    if wide {
        periods.insert(UNKNOWN.to_owned());
    }
    periods
}
