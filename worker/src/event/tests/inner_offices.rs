//! Facts about offices that are none of an alliance's own, and of terms that go on.

use super::{kinds, only};
use crate::record::{EventType, OrganizationRole};

#[test]
fn who_heads_an_inner_body_leads_no_alliance() {
    for text in [
        "6月18日，江南水泵产业联盟教育工作委员会成立，云江大学教授赵一凡任主任。",
        "6月18日，江南水泵产业联盟标准化专委会成立，云江大学教授赵一凡当选主任委员。",
    ] {
        assert!(
            !kinds(text).contains(&EventType::LeadershipElected),
            "{text}"
        );
    }
}

#[test]
fn members_of_a_party_branch_are_of_the_party() {
    let text = "6月18日，江南水泵产业联盟党支部成立。东湖电机有限公司总经理赵一凡当选支部书记，\
                联盟秘书长助理钱立新、云江大学教授孙文当选委员。";
    assert_eq!(kinds(text), [EventType::PartyOrgFounded]);
}

#[test]
fn a_term_that_goes_on_is_no_election() {
    let text = "6月18日，江南水泵产业联盟召开第三次会员大会。理事长由东湖电机董事长赵一凡担任，\
                今年为任期第二年。";
    assert!(!kinds(text).contains(&EventType::LeadershipElected));
}

#[test]
fn a_number_of_new_holders_is_an_election() {
    for text in [
        "6月18日，江南水泵产业联盟增补4家副理事长单位。",
        "6月18日，江南水泵产业联盟选举出三位副会长。",
    ] {
        assert_eq!(kinds(text), [EventType::LeadershipElected], "{text}");
    }
    assert!(kinds("6月18日，江南水泵产业联盟有4家副理事长单位。").is_empty());
}

#[test]
fn the_headline_says_which_alliance_is_meant() {
    let text = "江南水泵产业联盟成立\n\n6月18日，江南水泵产业联盟在宁州成立。\n\n\
                今年5月，云江阀门产业联盟在云江成立。\n\n东湖电机董事长赵一凡出任联盟首届主席。";
    let record = only(text, EventType::LeadershipElected);
    assert_eq!(record.alliances[0].name, "江南水泵产业联盟");
}

#[test]
fn the_lines_of_an_announcement_are_of_the_alliance_that_signs_it() {
    let text = "江南水泵产业联盟成立公告\n\n本联盟于2024年6月18日召开第一次理事会，当日宣布成立。\
                选举情况如下：\n\n理事长单位：东湖电机有限公司\n\n理事长：赵一凡\n\n\
                联盟将重点攻关水泵电机。\n\n江南水泵产业联盟\n\n2024年6月18日";
    let record = only(text, EventType::LeadershipElected);
    assert_eq!(record.alliances[0].name, "江南水泵产业联盟");
    let chair = &record.organizations[0];
    assert_eq!(chair.roles, [OrganizationRole::ChairUnit]);
    only(text, EventType::AllianceFounded);
}

#[test]
fn a_former_name_may_be_told_in_a_clause_or_a_cell() {
    for text in [
        "6月18日，江南水泵产业联盟召开年会。联盟2020年9月组建，当时叫“宁州水泵联盟”，2022年6月改用现名。",
        "登记公告\n\n现将有关事项公告如下。\n\n江南水泵产业联盟 名称变更 2024-06-18 原名：宁州水泵联盟\n\n特此公告。",
    ] {
        let renamed = super::read(text)
            .records
            .into_iter()
            .find(|record| record.kind == EventType::AllianceRenamed);
        assert_eq!(
            renamed.unwrap().alliances[0].name,
            "江南水泵产业联盟",
            "{text}"
        );
    }
}
