//! Which places are taken instead of what the grammar infers.

use super::*;
use crate::{
    event::tests::only,
    record::{EventType, Record},
};

fn place_of(record: &Record) -> String {
    let Some(place) = &record.place else {
        return String::new();
    };
    [
        Some(&place.value.province),
        place.value.city.as_ref(),
        place.value.district.as_ref(),
    ]
    .into_iter()
    .flatten()
    .map(String::as_str)
    .collect::<Vec<_>>()
    .join("/")
}

fn site(text: &str, kind: EventType) -> String {
    place_of(&only(text, kind))
}

#[test]
fn what_a_sentence_says_plainly_is_never_weighed() {
    assert!(Source::Own(Some(crate::mention::place::PlaceCue::Locative)).is_plain());
    let text = "5月25日，江淮光伏材料产业联盟在合肥市成立。芜湖市经信局、芜湖市弋江区政府参加，\
                芜湖市弋江区代表发言，芜湖市弋江区将设分会。";
    assert_eq!(site(text, EventType::AllianceFounded), "安徽省/合肥市");
}

#[test]
fn the_dateline_of_an_agency_places_what_names_its_region_alone() {
    let text = "(海峡社记者林小舟台北22日电)台湾风电运维产业联盟今天改选理事长，由高明远接任。";
    assert_eq!(site(text, EventType::LeadershipElected), "台湾省/台北市");
}

#[test]
fn a_chosen_place_is_proved_by_its_words() {
    let text = "(海峡社记者林小舟台北22日电)台湾风电运维产业联盟今天改选理事长，由高明远接任。";
    let record = only(text, EventType::LeadershipElected);
    let place = record.place.unwrap();
    assert_eq!(place.evidence.len(), 1);
    assert_eq!(place.evidence[0].quote, "台北");
}
