//! Facts from the pages of authorities and of newspapers.

use super::{
    EventType, OrganizationRole,
    alliances::{assert_nothing, assert_told},
    kinds, only, read, roles,
};

fn names(text: &str, kind: EventType) -> Vec<String> {
    let mut found = read(text).records;
    found.retain(|record| record.kind == kind && !record.background);
    (found.iter())
        .flat_map(|record| &record.alliances)
        .map(|alliance| alliance.name.clone())
        .collect()
}

#[test]
fn an_unlisted_region_of_the_headline_is_part_of_the_name() {
    for text in [
        "宁溪市水泵产业联盟揭牌\n6月18日，我市水泵产业联盟揭牌成立，通过联盟章程。",
        "云岭县水泵产业联盟成立大会召开\n6月18日，全县水泵产业联盟成立。",
    ] {
        let name: String = text.chars().take_while(|c| *c != '盟').collect();
        assert_eq!(
            names(text, EventType::AllianceFounded),
            [format!("{name}盟")],
            "{text}"
        );
    }
    // What the headline adds is no region.
    assert_eq!(
        names(
            "智能水泵产业联盟揭牌\n6月18日，赣江水泵产业联盟揭牌成立。",
            EventType::AllianceFounded
        ),
        ["赣江水泵产业联盟"]
    );
}

#[test]
fn two_that_become_one_both_end() {
    for end in [
        "原两家联盟同时终止运作，依法办理注销登记",
        "原两个联盟即日起解散",
    ] {
        let text = format!(
            "6月18日，赣江水泵产业联盟、赣江阀门产业联盟的会员代表在南昌投票。\
             随后，由两家联盟整合而成的赣江流体共同体宣告成立，{end}。"
        );
        assert_eq!(
            names(&text, EventType::AllianceDissolved),
            ["赣江水泵产业联盟", "赣江阀门产业联盟"],
            "{text}"
        );
    }
}

#[test]
fn what_another_is_merged_into_does_not_end() {
    let text = "关于注销赣江水泵产业联盟的函\n一、同意注销赣江水泵产业联盟。该联盟因与赣江流体产业联盟\
                成员重合，经表决，全体成员整体并入赣江流体产业联盟。";
    assert_eq!(
        names(text, EventType::AllianceDissolved),
        ["赣江水泵产业联盟"]
    );
}

#[test]
fn new_members_are_told_by_what_they_make_the_alliance() {
    for text in [
        "6月18日，赣江水泵产业联盟又吸收了东湖电机有限公司等8家单位，成员总数达到31家。",
        "6月18日，赣江水泵产业联盟召开理事会，其中东湖电机有限公司由观察员转为正式成员。",
        "6月18日，赣江水泵产业联盟召开年会。东湖电机有限公司、北山铸造有限公司也在会上正式加入成为团体会员。",
    ] {
        let record = only(text, EventType::MemberJoined);
        assert_eq!(
            roles(&record, "东湖电机有限公司"),
            [OrganizationRole::Member],
            "{text}"
        );
    }
    for text in [
        "6月18日，赣江水泵产业联盟年会上，东湖电机有限公司获颁“年度优秀成员单位”奖牌。",
        "赣江水泵产业联盟去年吸收了多项技术，产值达到31亿元。",
    ] {
        assert!(!kinds(text).contains(&EventType::MemberJoined), "{text}");
    }
}

#[test]
fn who_speaks_as_the_first_to_hold_an_office_was_elected() {
    let text = "6月18日，赣江水泵产业联盟在南昌成立。首任理事长、东湖电机有限公司董事长李明表示，\
                联盟将推动合作。";
    let record = only(text, EventType::LeadershipElected);
    assert_eq!(record.persons[0].name, "李明");
    // Of another body, and of an alliance of old.
    for text in [
        "6月18日，赣江水泵产业联盟在南昌成立。江西省水泵协会首任会长李明表示，联盟将推动合作。",
        "6月18日，赣江水泵产业联盟发布《水泵白皮书》。首任理事长李明表示，联盟将推动合作。",
    ] {
        assert!(
            !kinds(text).contains(&EventType::LeadershipElected),
            "{text}"
        );
    }
}

#[test]
fn each_paragraph_speaks_of_the_alliance_that_it_begins_with() {
    let text = "6月18日，赣江水泵产业联盟、鄱湖流体产业共同体同日在南昌揭牌。\n\
                赣江水泵产业联盟由东湖电机有限公司等9家单位发起，旨在推动合作。联盟理事长由\
                东湖电机有限公司总经理李明担任。\n\
                鄱湖流体产业共同体由江西省流体学会发起。江西省流体学会会长王芳当选共同体首任轮值主席。";
    assert_eq!(
        names(text, EventType::LeadershipElected),
        ["赣江水泵产业联盟", "鄱湖流体产业共同体"]
    );
}

#[test]
fn where_the_office_of_an_old_alliance_sits_is_no_election() {
    let told = |founding: &str| {
        format!(
            "6月18日，赣江水泵产业联盟年会在南昌举行，东湖电机有限公司正式加入联盟。\n\
             赣江水泵产业联盟{founding}。联盟秘书处设在江西省流体学会。"
        )
    };
    for founding in [
        "于2017年11月由嘉禾大学牵头组建",
        "2019年由嘉禾大学发起，2020年3月正式成立",
    ] {
        let kinds = kinds(&told(founding));
        assert!(!kinds.contains(&EventType::LeadershipElected), "{founding}");
    }
}

#[test]
fn a_standard_that_takes_effect_is_published() {
    let text = "昨天，由赣江水泵产业联盟制定的《潜水泵防雷性能要求》联盟标准正式施行。";
    let record = only(text, EventType::DocumentIssued);
    assert_eq!(record.subject.unwrap().value, "潜水泵防雷性能要求");
    for text in [
        "由赣江水泵产业联盟制定的《潜水泵防雷性能要求》联盟标准将于下月正式施行。",
        "赣江水泵产业联盟表示，《水泵管理办法》正式施行后将组织培训。",
    ] {
        assert!(!kinds(text).contains(&EventType::DocumentIssued), "{text}");
    }
}

#[test]
fn who_comes_to_a_wider_meeting_comes_to_no_agreement() {
    let text = "6月18日，赣江流域商协会合作峰会在南昌召开。江西省工商联副主席李明出席峰会并讲话。\n\
                峰会由江西省工商联主办，南昌市工商联承办。六城商会共同签署《赣江流域商会联盟合作协议》。\
                此外，南昌市丝绸协会与抚州市服装协会签署购销协议。";
    let record = only(text, EventType::MeetingHeld);
    assert_eq!(
        roles(&record, "江西省工商联"),
        [OrganizationRole::Organizer]
    );
    assert_eq!(record.persons.len(), 1);
}

#[test]
fn a_meeting_of_a_later_year_is_still_to_come() {
    assert_eq!(
        names(
            "6月18日，赣江水泵产业联盟第二届理事会第一次会议在南昌召开。会议确定，\
             第二届理事会第二次会议于2025年在九江举行。",
            EventType::MeetingHeld
        ),
        ["赣江水泵产业联盟"]
    );
    // What ends next year is decided now.
    assert_told(&[(
        "6月18日，江西省民政厅公告，赣江水泵产业联盟自2025年1月1日起注销登记。",
        &["D 赣江水泵产业联盟"],
    )]);
}

#[test]
fn the_rules_of_a_party_body_are_not_the_alliances() {
    let text = "6月18日，赣江水泵产业联盟党委第一次会议审议通过了《联盟党委议事规则》。";
    assert!(!kinds(text).contains(&EventType::CharterAdopted));
    assert_nothing(&["赣江大学党委审议通过了《赣江大学党委会议事规则》。"]);
}

#[test]
fn ceremonies_of_the_south_are_meetings() {
    for head in ["授牌禮", "啟動禮", "交流日", "质控会"] {
        let text =
            format!("由赣江水泵产业联盟主办的“2024赣江水泵大健康{head}”，6月18日在南昌举行。");
        assert!(kinds(&text).contains(&EventType::MeetingHeld), "{text}");
    }
}

/// Where it took place, by province, city and district.
fn place(text: &str, kind: EventType) -> String {
    only(text, kind).place.map_or(String::new(), |place| {
        let place = place.value;
        [Some(place.province), place.city, place.district]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("/")
    })
}

#[test]
fn a_town_lies_in_the_district_that_it_was_named_with() {
    let text = "在门源县皇城乡，提起牛司令李明没人不认得。\n6月18日，皇城乡肉牛养殖产业联盟在皇城乡\
                党群服务中心揭牌。";
    assert_eq!(
        place(text, EventType::AllianceFounded),
        "青海省/海北藏族自治州/门源回族自治县"
    );
}

#[test]
fn brackets_with_the_day_say_where() {
    let text = "经赣江水泵产业联盟第三次会议（2024年4月28日，太原）表决，赣江水泵产业联盟更名为\
                赣江流体装备产业联盟。";
    assert_eq!(place(text, EventType::AllianceRenamed), "山西省/太原市");
}

#[test]
fn a_region_that_no_table_has_is_none_of_those_named_elsewhere() {
    let text = "水泵产业联盟换届大会举行\n6月18日，赣江水泵产业联盟第二届会员代表大会在衡西市石溪县\
                召开。五年来，联盟在北京、上海、广州开设体验店37家。";
    assert_eq!(place(text, EventType::MeetingHeld), "");
    let known = "6月18日，赣江水泵产业联盟第二届会员代表大会在九江市召开。";
    assert_eq!(place(known, EventType::MeetingHeld), "江西省/九江市");
}

#[test]
fn new_members_take_their_signs_and_stand_on_rolls() {
    for text in [
        "6月18日，赣江水泵产业联盟发布白皮书，东湖电机有限公司、嘉禾大学两家新成员领了牌子。",
        "6月18日，赣江水泵产业联盟公布第三批成员名单，东湖电机有限公司、嘉禾大学榜上有名。",
    ] {
        assert!(kinds(text).contains(&EventType::MemberJoined), "{text}");
    }
    let text = "6月18日，东湖电机有限公司、嘉禾大学领了牌子，成为赣江示范基地。";
    assert!(!kinds(text).contains(&EventType::MemberJoined));
}
