//! Whether two tell of one thing. A wrong merge is worse than a missed one:
//! where the names leave a doubt, date and place must settle it.

use std::collections::BTreeSet;

use alliance_worker::{
    date::CivilDate,
    record::{EventType, OrganizationRole, Place},
};

use super::{
    edition::Edition,
    moment::{DateRelation, Moment},
    name::{LONG_NAME_CHARS, NameLikeness, Names, compare_lists, count_shared, fold_name},
    place::{PlaceRelation, relate_places},
};
use crate::event::Facts;

/// Days by which reports of one founding may be apart: some give the day of
/// the ceremony, others that of the approval or of the report.
const ONCE_DAYS_APART_MAX: i64 = 10;
/// The same for a plan, which is announced again while it is prepared, and for
/// a document of a long name, which is reported again when it takes effect.
const LASTING_DAYS_APART_MAX: i64 = 31;
/// Days by which reports of one meeting may be apart.
const MEETING_DAYS_APART_MAX: i64 = 1;

/// What a record or an event is known by.
#[derive(Clone, Debug)]
pub(super) struct Identity<'a> {
    pub(super) kind: EventType,
    pub(super) alliances: Vec<Names>,
    pub(super) subject: Option<SubjectName>,
    pub(super) moment: Moment,
    pub(super) place: Option<&'a Place>,
    pub(super) signatories: Vec<Names>,
    pub(super) organizers: Vec<Names>,
    members: Vec<Names>,
    sentences: BTreeSet<&'a str>,
}

/// The name of a meeting or document.
#[derive(Clone, Debug)]
pub(super) struct SubjectName {
    /// What stays the same through a series.
    pub(super) core: String,
    pub(super) edition: Edition,
}

/// How alike two are: more is better. Only compared, never shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Likeness(u8);

impl<'a> Identity<'a> {
    /// `published` is when the earliest source was published.
    pub(super) fn new(facts: &'a Facts, published: Option<(CivilDate, CivilDate)>) -> Self {
        let with_role = |role| -> Vec<Names> {
            facts
                .organizations
                .iter()
                .filter(|organization| organization.roles.contains(&role))
                .map(|organization| Names::new(&organization.name, &organization.aliases))
                .collect()
        };
        let subject = facts.subject.as_ref().map(|subject| {
            let (core, edition) = Edition::split(&fold_name(&subject.value));
            SubjectName { core, edition }
        });
        let moment = Moment {
            date: facts.date.as_ref().map(|date| date.value),
            published: published.filter(|_| !facts.background),
        };
        let held_in = subject
            .as_ref()
            .and_then(|subject| subject.edition.year)
            .filter(|_| facts.kind == EventType::MeetingHeld);
        Self {
            kind: facts.kind,
            alliances: facts
                .alliances
                .iter()
                .map(|alliance| Names::new(&alliance.name, &alliance.aliases))
                .collect(),
            subject,
            moment: moment.in_year(held_in),
            place: facts.place.as_ref().map(|place| &place.value),
            signatories: with_role(OrganizationRole::Signatory),
            organizers: with_role(OrganizationRole::Organizer),
            members: with_role(OrganizationRole::Member),
            sentences: facts
                .sentences
                .iter()
                .map(|sentence| sentence.text.as_str())
                .collect(),
        }
    }

    /// How alike both are; `None` where they are two things.
    pub(super) fn compare(&self, other: &Self) -> Option<Likeness> {
        if self.kind != other.kind {
            return None;
        }
        let date = self.relate_dates(other);
        let place = relate_places(self.place, other.place);
        let name = match self.kind {
            EventType::AlliancePlanned => self.happens_once(other, date, place, true),
            EventType::AllianceFounded
            | EventType::AllianceRenamed
            | EventType::AllianceDissolved
            | EventType::PartyOrgFounded => self.happens_once(other, date, place, false),
            EventType::MemberJoined | EventType::LeadershipElected | EventType::CharterAdopted => {
                self.happens_again(other, date, place)
            }
            EventType::MeetingHeld => self.same_meeting(other, date, place),
            EventType::DocumentIssued => self.same_document(other, date),
            EventType::AgreementSigned => self.same_agreement(other, date, place),
        }?;
        let date_points = match date {
            DateRelation::Same => 4,
            DateRelation::Compatible => 3,
            DateRelation::News => 2,
            DateRelation::Unknown => 1,
            DateRelation::Apart(_) | DateRelation::Conflict => 0,
        };
        let place_points = u8::from(place == PlaceRelation::Agree);
        Some(Likeness(name as u8 * 16 + date_points * 2 + place_points))
    }

    /// Reports that share a sentence are reprints of one text: what no date
    /// tells apart is told by the same words to be the same news.
    fn relate_dates(&self, other: &Self) -> DateRelation {
        const SENTENCE_CHARS_MIN: usize = 12;
        let reprint = || {
            self.sentences
                .intersection(&other.sentences)
                .any(|sentence| sentence.chars().count() >= SENTENCE_CHARS_MIN)
        };
        match self.moment.relate(&other.moment) {
            DateRelation::Unknown if reprint() => DateRelation::News,
            relation => relation,
        }
    }

    /// What happens once to an alliance: its plan, founding, renaming, end.
    fn happens_once(
        &self,
        other: &Self,
        date: DateRelation,
        place: PlaceRelation,
        lasting: bool,
    ) -> Option<NameLikeness> {
        let apart_max = if lasting {
            LASTING_DAYS_APART_MAX
        } else {
            ONCE_DAYS_APART_MAX
        };
        let name = compare_lists(&self.alliances, &other.alliances)?;
        let fits = match (name, date) {
            (NameLikeness::Same, DateRelation::Same) => {
                place != PlaceRelation::Conflict || self.has_long_name()
            }
            (
                NameLikeness::Same,
                DateRelation::Compatible | DateRelation::News | DateRelation::Unknown,
            )
            | (NameLikeness::Alias, DateRelation::Same) => place != PlaceRelation::Conflict,
            (NameLikeness::Same, DateRelation::Apart(days)) => {
                days <= apart_max && place != PlaceRelation::Conflict
            }
            (NameLikeness::Alias, DateRelation::Compatible | DateRelation::News) => {
                place == PlaceRelation::Agree
            }
            (NameLikeness::Weak, DateRelation::Same) => place == PlaceRelation::Agree,
            _ => false,
        };
        fits.then_some(name)
    }

    /// What happens to an alliance again and again: members join, a council is
    /// elected, rules are adopted.
    fn happens_again(
        &self,
        other: &Self,
        date: DateRelation,
        place: PlaceRelation,
    ) -> Option<NameLikeness> {
        let name = compare_lists(&self.alliances, &other.alliances)?;
        let members_fit = self.kind != EventType::MemberJoined
            || date == DateRelation::Same
            || count_shared(&self.members, &other.members) > 0;
        let fits = match (name, date) {
            (
                NameLikeness::Same,
                DateRelation::Same | DateRelation::Compatible | DateRelation::News,
            )
            | (NameLikeness::Alias, DateRelation::Same) => place != PlaceRelation::Conflict,
            _ => false,
        };
        (fits && members_fit).then_some(name)
    }

    fn same_meeting(
        &self,
        other: &Self,
        date: DateRelation,
        place: PlaceRelation,
    ) -> Option<NameLikeness> {
        let (left, right) = (self.subject.as_ref()?, other.subject.as_ref()?);
        if left.edition.contradicts(&right.edition) {
            return None;
        }
        if left.core != right.core {
            let tells_host_too = left.ends_with(right) || right.ends_with(left);
            let fits = date == DateRelation::Same && place == PlaceRelation::Agree;
            return (tells_host_too && fits).then_some(NameLikeness::Weak);
        }
        if !left.is_long() && !self.shares_alliance(other) {
            return None;
        }
        let fits = match date {
            DateRelation::Same => place != PlaceRelation::Conflict || left.is_long(),
            DateRelation::Compatible | DateRelation::News => place != PlaceRelation::Conflict,
            DateRelation::Apart(days) => {
                days <= MEETING_DAYS_APART_MAX && place != PlaceRelation::Conflict
            }
            DateRelation::Unknown => {
                left.edition.agrees(&right.edition) && place != PlaceRelation::Conflict
            }
            DateRelation::Conflict => false,
        };
        fits.then_some(NameLikeness::Same)
    }

    fn same_document(&self, other: &Self, date: DateRelation) -> Option<NameLikeness> {
        let (left, right) = (self.subject.as_ref()?, other.subject.as_ref()?);
        if left.core != right.core || left.edition.contradicts(&right.edition) {
            return None;
        }
        let fits = match date {
            DateRelation::Same | DateRelation::Compatible | DateRelation::News => true,
            DateRelation::Unknown => left.is_long(),
            DateRelation::Apart(days) => left.is_long() && days <= LASTING_DAYS_APART_MAX,
            DateRelation::Conflict => false,
        };
        let issuer_fits = left.is_long()
            || self.shares_alliance(other)
            || count_shared(&self.organizers, &other.organizers) > 0;
        (fits && issuer_fits).then_some(NameLikeness::Same)
    }

    fn same_agreement(
        &self,
        other: &Self,
        date: DateRelation,
        place: PlaceRelation,
    ) -> Option<NameLikeness> {
        let shared = count_shared(&self.signatories, &other.signatories);
        let all = self.signatories.len() + other.signatories.len() - shared;
        // One shared party of two is a party's other agreement more often than
        // not.
        let parties_fit = shared > 0 && shared * 2 >= all && (shared > 1 || all == 1);
        let date_fits = matches!(
            date,
            DateRelation::Same | DateRelation::Compatible | DateRelation::News
        );
        let likeness = if shared == all {
            NameLikeness::Same
        } else {
            NameLikeness::Alias
        };
        (parties_fit && date_fits && place != PlaceRelation::Conflict).then_some(likeness)
    }

    fn has_long_name(&self) -> bool {
        self.alliances
            .iter()
            .all(|names| names.full.chars().count() >= LONG_NAME_CHARS)
    }

    fn shares_alliance(&self, other: &Self) -> bool {
        count_shared(&self.alliances, &other.alliances) > 0
    }
}

impl SubjectName {
    /// Whether the name is known by itself, without who met or issued.
    pub(super) fn is_long(&self) -> bool {
        self.core.chars().count() >= LONG_NAME_CHARS
    }

    /// Whether this is the other's name behind its host's.
    fn ends_with(&self, other: &Self) -> bool {
        other.is_long() && self.core.ends_with(&other.core)
    }
}
