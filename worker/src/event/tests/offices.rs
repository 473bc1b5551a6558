//! Offices told in passing, and those of Party bodies.

use super::{EventType, OrganizationRole, kinds, only, roles};

#[test]
fn the_offices_of_a_party_branch_are_of_its_founding() {
    for text in [
        "6月18日，江海水泵产业联盟党支部成立大会在嘉兴市举行。大会选出支部委员三人：嘉禾大学研究员林溪任书记，\
         东湖电机公司质量总监陆明任组织委员，江海学院讲师沈青任宣传纪检委员。",
        "6月18日，中共江海水泵产业联盟委员会在嘉兴市揭牌，嘉禾大学研究员林溪任联盟党委书记，\
         东湖电机公司质量总监陆明、江海学院讲师沈青任委员。",
    ] {
        assert_eq!(kinds(text), [EventType::PartyOrgFounded], "{text}");
        let record = only(text, EventType::PartyOrgFounded);
        let names: Vec<_> = record.persons.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["林溪", "陆明", "沈青"], "{text}");
    }
}

#[test]
fn a_meeting_of_a_party_body_is_no_meeting_of_the_alliance() {
    let text = "6月18日，江海水泵产业联盟党支部成立大会在嘉兴市举行。市委组织部副部长林溪出席。\
                在支委会第一次会议上，嘉禾大学教授陆明当选支部书记。";
    assert_eq!(kinds(text), [EventType::PartyOrgFounded]);
}

#[test]
fn the_first_of_a_term_is_told_by_a_copula() {
    for text in [
        "6月18日，江海水泵产业联盟在嘉兴市成立，首任召集人是江海水务集团总经理林溪。",
        "6月18日，江海水泵产业联盟在嘉兴市成立，首届理事长为江海水务集团总经理林溪。",
    ] {
        let record = only(text, EventType::LeadershipElected);
        assert_eq!(record.persons[0].name, "林溪", "{text}");
    }
    let text = "江海水泵产业联盟2020年成立，前任召集人是江海水务集团总经理林溪。";
    assert!(!kinds(text).contains(&EventType::LeadershipElected));
}

#[test]
fn units_are_told_with_their_office_behind_a_copula() {
    let text = "6月18日，江海水泵产业联盟在嘉兴市成立。随后授牌，江海水务集团有限公司为理事长单位，\
                嘉禾大学、东湖学院为副理事长单位。";
    let record = only(text, EventType::LeadershipElected);
    assert_eq!(
        roles(&record, "江海水务集团有限公司"),
        [OrganizationRole::ChairUnit]
    );
    for unit in ["嘉禾大学", "东湖学院"] {
        assert_eq!(roles(&record, unit), [OrganizationRole::ViceChairUnit]);
    }
}
