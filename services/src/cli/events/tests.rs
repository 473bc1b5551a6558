use alliance_proto::v1::{
    AllianceName, Event, EventDate, EventState, EventType, Organization, OrganizationRole, Place,
};
use clap::Parser as _;

use super::{
    filter::FilterArgs,
    json,
    row::{short_date, summarize},
    token::TokenFile,
};

#[derive(Debug, clap::Parser)]
struct Flags {
    #[command(flatten)]
    filter: FilterArgs,
}

#[test]
fn flags_become_a_filter() {
    let flags = Flags::try_parse_from([
        "events",
        "--type",
        "alliance_founded",
        "--type",
        "MEETING_HELD",
        "--since",
        "2024-02",
        "--until",
        "2024-02",
        "--label",
        "feed=a",
        "--background",
        "without",
    ])
    .unwrap();
    let filter = flags.filter.to_filter();
    assert_eq!(
        filter.types,
        [
            i32::from(EventType::AllianceFounded),
            i32::from(EventType::MeetingHeld)
        ]
    );
    let range = filter.date_range.unwrap();
    assert_eq!((range.first.unwrap().day, range.last.unwrap().day), (1, 29));
    assert_eq!(filter.labels["feed"], "a");
    assert_eq!(filter.background, Some(false));
    assert!(Flags::try_parse_from(["events", "--type", "PARTY"]).is_err());
    assert!(Flags::try_parse_from(["events", "--since", "soon"]).is_err());
}

#[test]
fn a_row_shows_who_signed_and_what_no_longer_stands() {
    let party = |name: &str, role: OrganizationRole| Organization {
        name: name.to_owned(),
        roles: vec![role.into()],
        ..Organization::default()
    };
    let event = Event {
        r#type: EventType::AgreementSigned.into(),
        state: EventState::Retracted.into(),
        organizations: vec![
            party("甲公司", OrganizationRole::Signatory),
            party("某厅", OrganizationRole::Authority),
            party("乙大学", OrganizationRole::Signatory),
        ],
        place: Some(Place {
            province: "浙江省".to_owned(),
            city: Some("杭州市".to_owned()),
            ..Place::default()
        }),
        ..Event::default()
    };
    let summary = summarize(&event);
    assert_eq!(summary.subject, "甲公司、乙大学");
    assert_eq!(summary.place, "浙江省杭州市");
    assert_eq!(summary.note, "retracted");
    assert_eq!(summary.date, "—");
}

#[test]
fn a_range_of_days_is_shown_once() {
    assert_eq!(short_date("2018-10-30/2018-10-31"), "2018-10-30/31");
    assert_eq!(short_date("2018-10-30/2018-11-02"), "2018-10-30/11-02");
    assert_eq!(short_date("2018-12-30/2019-01-02"), "2018-12-30/2019-01-02");
    assert_eq!(short_date("2018-10"), "2018-10");
}

#[test]
fn json_has_the_contracts_names_without_prefixes() {
    let event = Event {
        r#type: EventType::AllianceFounded.into(),
        state: EventState::Active.into(),
        alliances: vec![AllianceName {
            name: "低空联盟".to_owned(),
            ..AllianceName::default()
        }],
        date: Some(EventDate {
            edtf: "2024-06".to_owned(),
            ..EventDate::default()
        }),
        ..Event::default()
    };
    let value = json::render(&event);
    assert_eq!(value["type"], "ALLIANCE_FOUNDED");
    assert_eq!(value["state"], "ACTIVE");
    assert_eq!(value["alliances"][0]["name"], "低空联盟");
    assert_eq!(value["date"]["edtf"], "2024-06");
    assert!(value["place"].is_null());
}

#[test]
fn a_token_file_gives_back_what_was_kept() {
    let folder = tempfile::tempdir().unwrap();
    let file = TokenFile::new(&folder.path().join("feed.token"));
    assert_eq!(file.read().unwrap(), None);
    std::fs::write(folder.path().join("feed.token"), "").unwrap();
    assert_eq!(file.read().unwrap(), None);
    file.write(b"\x00\xFFtoken").unwrap();
    file.write(b"\x01next").unwrap();
    assert_eq!(file.read().unwrap().as_deref(), Some(&b"\x01next"[..]));
}
