//! Between the wire's messages and the service's own types. The wire names
//! are the contract's; the numbers of its enums are mapped one by one, so that
//! a new kind does not compile until it has its number.

mod article;
mod codec;
mod event;
mod facts;

use alliance_proto::v1;
use alliance_worker::{
    date::CivilDate,
    record::{EventType, OrganizationRole, PersonRole},
    report::Script,
};
use prost_types::Timestamp;

pub(crate) use self::{
    article::{article_to_wire, report_to_wire, skipped_to_wire},
    codec::{StoredArticle, WireCodec, submission_to_wire},
    facts::facts_to_record,
};
use crate::{
    store::{ArticleState, EventState, Failure},
    submission::UnixMillis,
};

pub(crate) fn event_type_to_wire(kind: EventType) -> v1::EventType {
    match kind {
        EventType::AlliancePlanned => v1::EventType::AlliancePlanned,
        EventType::AllianceFounded => v1::EventType::AllianceFounded,
        EventType::AllianceRenamed => v1::EventType::AllianceRenamed,
        EventType::AllianceDissolved => v1::EventType::AllianceDissolved,
        EventType::MemberJoined => v1::EventType::MemberJoined,
        EventType::LeadershipElected => v1::EventType::LeadershipElected,
        EventType::CharterAdopted => v1::EventType::CharterAdopted,
        EventType::PartyOrgFounded => v1::EventType::PartyOrgFounded,
        EventType::MeetingHeld => v1::EventType::MeetingHeld,
        EventType::AgreementSigned => v1::EventType::AgreementSigned,
        EventType::DocumentIssued => v1::EventType::DocumentIssued,
    }
}

/// `None` for unspecified and for numbers of a later contract.
pub(crate) fn event_type_from_wire(number: i32) -> Option<EventType> {
    EventType::ALL
        .into_iter()
        .find(|kind| event_type_to_wire(*kind) as i32 == number)
}

fn organization_role_to_wire(role: OrganizationRole) -> v1::OrganizationRole {
    match role {
        OrganizationRole::Organizer => v1::OrganizationRole::Organizer,
        OrganizationRole::CoOrganizer => v1::OrganizationRole::CoOrganizer,
        OrganizationRole::Authority => v1::OrganizationRole::Authority,
        OrganizationRole::Signatory => v1::OrganizationRole::Signatory,
        OrganizationRole::ChairUnit => v1::OrganizationRole::ChairUnit,
        OrganizationRole::ViceChairUnit => v1::OrganizationRole::ViceChairUnit,
        OrganizationRole::SecretariatUnit => v1::OrganizationRole::SecretariatUnit,
        OrganizationRole::Member => v1::OrganizationRole::Member,
        OrganizationRole::Attendee => v1::OrganizationRole::Attendee,
    }
}

fn organization_role_from_wire(number: i32) -> Option<OrganizationRole> {
    OrganizationRole::ALL
        .into_iter()
        .find(|role| organization_role_to_wire(*role) as i32 == number)
}

fn person_role_to_wire(role: PersonRole) -> v1::PersonRole {
    match role {
        PersonRole::Speaker => v1::PersonRole::Speaker,
        PersonRole::Host => v1::PersonRole::Host,
        PersonRole::Signatory => v1::PersonRole::Signatory,
        PersonRole::Elected => v1::PersonRole::Elected,
        PersonRole::Attendee => v1::PersonRole::Attendee,
    }
}

fn person_role_from_wire(number: i32) -> Option<PersonRole> {
    PersonRole::ALL
        .into_iter()
        .find(|role| person_role_to_wire(*role) as i32 == number)
}

fn script_to_wire(script: Option<Script>) -> v1::Script {
    match script {
        None => v1::Script::Unspecified,
        Some(Script::Simplified) => v1::Script::Simplified,
        Some(Script::Traditional) => v1::Script::Traditional,
        Some(Script::Mixed) => v1::Script::Mixed,
    }
}

fn script_from_wire(number: i32) -> Option<Script> {
    [Script::Simplified, Script::Traditional, Script::Mixed]
        .into_iter()
        .find(|script| script_to_wire(Some(*script)) as i32 == number)
}

fn event_state_to_wire(state: EventState) -> v1::EventState {
    match state {
        EventState::Active => v1::EventState::Active,
        EventState::Retracted => v1::EventState::Retracted,
        EventState::Merged => v1::EventState::Merged,
    }
}

fn event_state_from_wire(number: i32) -> Option<EventState> {
    [
        EventState::Active,
        EventState::Retracted,
        EventState::Merged,
    ]
    .into_iter()
    .find(|state| event_state_to_wire(*state) as i32 == number)
}

pub(crate) fn article_state_to_wire(state: ArticleState) -> v1::ArticleState {
    match state {
        ArticleState::Pending => v1::ArticleState::Pending,
        ArticleState::Processed => v1::ArticleState::Processed,
        ArticleState::Failed => v1::ArticleState::Failed,
    }
}

pub(crate) fn failure_to_wire(failure: &Failure) -> v1::ArticleFailure {
    v1::ArticleFailure {
        reason: failure.reason.clone(),
        message: failure.message.clone(),
        attempts: failure.attempts,
        failed_at: Some(time_to_wire(failure.failed_at)),
    }
}

/// Exact to the millisecond.
pub(crate) fn time_to_wire(time: UnixMillis) -> Timestamp {
    Timestamp {
        seconds: time.0.div_euclid(1_000),
        // Below 10^9 by the remainder.
        nanos: i32::try_from(time.0.rem_euclid(1_000) * 1_000_000).unwrap_or(0),
    }
}

/// Cut to the millisecond; `None` where the timestamp is none by the rules of
/// its type (years 1 to 9999, nanos below a second).
pub(crate) fn time_from_wire(time: &Timestamp) -> Option<UnixMillis> {
    const FIRST_SECOND: i64 = -62_135_596_800;
    const LAST_SECOND: i64 = 253_402_300_799;
    let valid = (FIRST_SECOND..=LAST_SECOND).contains(&time.seconds)
        && (0..1_000_000_000).contains(&time.nanos);
    valid.then(|| UnixMillis(time.seconds * 1_000 + i64::from(time.nanos) / 1_000_000))
}

fn day_to_wire(day: CivilDate) -> v1::CalendarDate {
    v1::CalendarDate {
        year: day.year,
        month: u32::from(day.month),
        day: u32::from(day.day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_role_comes_back_from_its_number() {
        for kind in EventType::ALL {
            assert_eq!(
                event_type_from_wire(event_type_to_wire(kind) as i32),
                Some(kind)
            );
            assert_eq!(
                event_type_to_wire(kind).as_str_name(),
                format!("EVENT_TYPE_{}", kind.name())
            );
        }
        for role in OrganizationRole::ALL {
            let wire = organization_role_to_wire(role);
            assert_eq!(organization_role_from_wire(wire as i32), Some(role));
            assert_eq!(
                wire.as_str_name(),
                format!("ORGANIZATION_ROLE_{}", role.name())
            );
        }
        for role in PersonRole::ALL {
            let wire = person_role_to_wire(role);
            assert_eq!(person_role_from_wire(wire as i32), Some(role));
            assert_eq!(wire.as_str_name(), format!("PERSON_ROLE_{}", role.name()));
        }
        assert_eq!(event_type_from_wire(0), None);
        assert_eq!(event_type_from_wire(99), None);
    }

    #[test]
    fn a_time_before_1970_keeps_its_milliseconds() {
        for millis in [-1, -1_500, 0, 1, 1_717_545_600_123] {
            let time = UnixMillis(millis);
            assert_eq!(time_from_wire(&time_to_wire(time)), Some(time));
        }
        let late = Timestamp {
            seconds: i64::MAX,
            nanos: 0,
        };
        assert_eq!(time_from_wire(&late), None);
    }
}
