//! The same event in the words that reports choose for it.

use super::{
    EventType, OrganizationRole,
    alliances::{assert_nothing, assert_told},
    kinds, only, read,
};

#[test]
fn a_founding_is_told_by_what_begins_with_it() {
    for text in [
        "6月8日，赣江水泵产业联盟开始运行。",
        "6月8日，赣江水泵产业联盟集结成军。",
        "6月8日上午，赣江水泵产业联盟正式与大家见面。",
        "赣江水泵产业联盟成立了！6月8日，12家单位到场。",
        "6月8日，由嘉禾大学牵头的赣江水泵产业联盟正式签约成立。",
        "6月8日，赣江水泵产业联盟结盟仪式在南昌举行。",
        "6月8日，赣江水泵产业联盟落子南昌。",
    ] {
        assert_told(&[(text, &["F 赣江水泵产业联盟"])]);
    }
    assert_nothing(&[
        "6月8日，赣江水泵产业联盟发布会在南昌举行。",
        "6月8日，赣江水泵产业联盟成立了专家组。",
    ]);
}

#[test]
fn what_prepares_a_founding_is_a_plan() {
    for text in [
        "6月8日，南昌市工信局启动赣江水泵产业联盟筹建工作。",
        "6月8日，18家单位召开“赣江水泵产业联盟”首次筹备工作会议。",
        "6月8日，赣江水泵产业联盟首次筹备会在南昌召开。",
        "6月8日获悉，赣江水泵产业联盟成立在即。",
    ] {
        assert_told(&[(text, &["P 赣江水泵产业联盟"])]);
    }
}

#[test]
fn names_stand_behind_an_attribute_that_founds_and_a_count() {
    let both: &[&str] = &["F 赣江水泵产业联盟", "F 赣江阀门产业联盟"];
    assert_told(&[
        (
            "6月8日，第二批产业联盟授牌。这次授牌的两家，是赣江水泵产业联盟和赣江阀门产业联盟。",
            both,
        ),
        (
            "6月8日，2个产业联盟正式组成。新组成的2个联盟与参与家数，依序是「赣江水泵产业联盟」17家、\
             「赣江阀门产业联盟」14家。",
            both,
        ),
        (
            "6月8日，两家产业联盟在南昌成立，它们是赣江水泵产业联盟和赣江阀门产业联盟。",
            both,
        ),
        (
            "6月8日，南昌新添两家产业联盟：赣江水泵产业联盟、赣江阀门产业联盟。",
            both,
        ),
    ]);
}

#[test]
fn a_motto_before_a_region_is_no_part_of_the_name() {
    assert_told(&[
        (
            "6月8日，“聚链成势 泵发未来”南昌市水泵产业联盟启动仪式举行。",
            &["F 南昌市水泵产业联盟"],
        ),
        (
            "6月8日，“一带一路”水泵产业联盟成立。",
            &["F 一带一路水泵产业联盟"],
        ),
    ]);
}

#[test]
fn who_set_an_alliance_up_is_told_with_its_day() {
    for (text, date) in [
        (
            "赣江水泵产业联盟是行业组织，2020年由五家企业共同发起。",
            "2020",
        ),
        (
            "赣江水泵产业联盟是企业自己凑起来的平台，去年12月在南昌发起。",
            "2023-12",
        ),
        (
            "赣江水泵产业联盟现有206家会员。2021年6月联盟在南昌成立的时候，一共只有19家。",
            "2021-06",
        ),
    ] {
        let told = read(text).records;
        assert_eq!(told.len(), 1, "{text}");
        assert!(told[0].background, "{text}");
        assert_eq!(told[0].date.as_ref().unwrap().value.to_string(), date);
    }
    assert!(kinds("2020年6月，赣江水泵产业联盟发起技术帮扶行动。").is_empty());
}

#[test]
fn members_join_in_many_words() {
    for text in [
        "6月8日，赣江水泵产业联盟喜添新成员：东湖电机有限公司。",
        "6月8日，东湖电机有限公司跻身赣江水泵产业联盟理事单位行列。",
        "6月8日，东湖电机有限公司入选赣江水泵产业联盟成员单位。",
        "6月8日，东湖电机有限公司获得赣江水泵产业联盟会员资格。",
        "6月8日，赣江水泵产业联盟批准东湖电机有限公司为会员单位。",
        "6月8日，东湖电机有限公司、嘉禾大学成为赣江水泵产业联盟新盟友。",
    ] {
        let joined = only(text, EventType::MemberJoined);
        assert!(
            (joined.organizations.iter()).any(|body| body.name == "东湖电机有限公司"
                && body.roles.contains(&OrganizationRole::Member)),
            "{text}"
        );
    }
    for text in [
        "6月8日，东湖电机有限公司获得赣江水泵产业联盟会员支持。",
        "6月8日，赣江水泵产业联盟成员东湖电机有限公司入选专精特新企业名单。",
    ] {
        assert!(kinds(text).is_empty(), "{text}");
    }
}

#[test]
fn a_body_may_hold_the_office_of_a_person() {
    let elected = only(
        "6月8日，赣江水泵产业联盟在南昌成立。首任轮值主席为东湖电机有限公司。",
        EventType::LeadershipElected,
    );
    assert_eq!(
        elected.organizations[0].roles,
        [OrganizationRole::ChairUnit]
    );
}

#[test]
fn who_takes_the_lead_of_an_alliance_is_elected() {
    let elected = only(
        "6月8日，东湖电机有限公司董事长沈明远执掌赣江水泵产业联盟。",
        EventType::LeadershipElected,
    );
    assert_eq!(elected.persons[0].name, "沈明远");
}

#[test]
fn several_pairs_share_a_verb() {
    for text in [
        "6月8日，赣江水泵产业联盟与嘉禾大学；东湖电机有限公司与赣江阀门产业联盟签署战略合作协议。",
        "6月8日，会上签约的有：赣江水泵产业联盟与嘉禾大学；东湖电机有限公司与赣江阀门产业联盟。",
    ] {
        let signed = (read(text).records.iter())
            .filter(|record| record.kind == EventType::AgreementSigned)
            .map(|record| record.organizations.len())
            .collect::<Vec<_>>();
        assert_eq!(signed, [2, 2], "{text}");
    }
}

#[test]
fn the_other_side_of_a_pact_needs_no_known_name() {
    let signed = only(
        "6月8日，赣江水泵产业联盟与中银人寿香港签署合作协议。",
        EventType::AgreementSigned,
    );
    assert!((signed.organizations.iter()).any(|body| body.name == "中银人寿香港"));
    for text in [
        "6月8日，赣江水泵产业联盟与合作伙伴签署合作协议。",
        "6月8日，赣江水泵产业联盟与种植户签约。",
    ] {
        assert!(kinds(text).is_empty(), "{text}");
    }
}

#[test]
fn lists_of_ended_bodies_need_no_numbers() {
    assert_told(&[
        (
            "南昌市民政局撤销登记公告\n经查，下列社会组织两年未年检。6月5日，我局决定给予撤销登记的行政处罚：\n\
             赣江水泵产业联盟\n南昌市集邮研究会\n赣江阀门产业联盟\n另，赣江铸造产业联盟已补报材料，不予处罚。\n\
             南昌市民政局\n2024年6月7日",
            &["D 赣江水泵产业联盟", "D 赣江阀门产业联盟"],
        ),
        (
            "经查，“赣江水泵产业联盟”等2家社会组织（名单见下表）两年未年检。决定自2024年6月5日起对其予以撤销登记。\n\
             序号 名称 类别\n1 赣江水泵产业联盟 社会团体\n2 赣江阀门产业联盟 社会团体",
            &["D 赣江水泵产业联盟", "D 赣江阀门产业联盟"],
        ),
    ]);
}

#[test]
fn a_charter_is_adopted_by_discussion_or_before_an_election() {
    for text in [
        "6月8日，赣江水泵产业联盟会员大会在南昌举行，会议讨论通过了《联盟议事规则》。",
        "6月8日，赣江水泵产业联盟会员大会在南昌举行，会议审议了《赣江水泵产业联盟章程》，并选举产生理事会。",
    ] {
        assert!(kinds(text).contains(&EventType::CharterAdopted), "{text}");
    }
    let text = "6月8日，赣江水泵产业联盟会员大会在南昌举行，会议审议了《赣江水泵产业联盟章程》。";
    assert!(!kinds(text).contains(&EventType::CharterAdopted));
}

#[test]
fn an_alliance_holds_meetings_of_its_own_organs() {
    let held = only(
        "6月8日，赣江水泵产业联盟在南昌召开主席办公会。",
        EventType::MeetingHeld,
    );
    assert_eq!(held.subject.unwrap().value, "赣江水泵产业联盟主席办公会");
    let many = "6月8日，赣江水泵产业联盟成立。今年以来，联盟举办“泵业讲堂”论坛等活动20余场。";
    assert_eq!(kinds(many), [EventType::AllianceFounded]);
}

#[test]
fn an_alliance_hands_its_turn_on() {
    for text in [
        "3日，赣江水泵产业联盟年会在南昌举行。嘉禾大学任满一年，将轮值主席单位会旗交到东湖电机有限公司手中。",
        "3日，赣江水泵产业联盟年会在南昌举行。明年的轮值主席将由东湖电机有限公司接棒。",
        "3日，赣江水泵产业联盟年会在南昌举行。联盟设轮值召集人，首任由东湖电机有限公司担任。",
    ] {
        let elected = only(text, EventType::LeadershipElected);
        assert!(
            (elected.organizations.iter()).any(|body| body.name == "东湖电机有限公司"
                && body.roles.contains(&OrganizationRole::ChairUnit)),
            "{text}"
        );
    }
    let planned = "3日，赣江水泵产业联盟年会在南昌举行。联盟计划明年选举轮值主席。";
    assert!(!kinds(planned).contains(&EventType::LeadershipElected));
}

#[test]
fn party_bodies_of_several_alliances_are_founded_together() {
    assert_told(&[(
        "6月8日，赣江水泵产业联盟党委、赣江阀门产业联盟党委集中授牌。",
        &["O 赣江水泵产业联盟", "O 赣江阀门产业联盟"],
    )]);
}

#[test]
fn what_is_wished_or_weighed_is_not_done() {
    assert_nothing(&[
        "6月8日，南昌市副市长沈明远表示，市里会支持赣江水泵产业联盟的成立与发展。",
        "6月8日，会议认为，组建“赣江水泵产业联盟”正当其时。",
    ]);
    assert_told(&[(
        "6月8日，这标志着赣江水泵产业联盟的成立。",
        &["F 赣江水泵产业联盟"],
    )]);
}

#[test]
fn words_for_a_kind_are_a_name_where_they_are_told_as_one() {
    assert_told(&[
        ("6月8日，“旅游推广联盟”在南昌揭牌。", &["F 旅游推广联盟"]),
        (
            "6月8日，数字文旅创新联合体在南昌揭牌成立。",
            &["F 数字文旅创新联合体"],
        ),
    ]);
    assert_nothing(&[
        "6月8日，首个产业技术创新战略联盟成立。",
        "6月8日，企业以“产业技术联盟”的模式合作。",
    ]);
}

#[test]
fn a_member_that_joins_on_a_later_day_is_no_founder() {
    let text = "6月3日，赣江水泵产业联盟在南昌成立。6月8日，嘉禾大学加入赣江水泵产业联盟。";
    assert_eq!(
        kinds(text),
        [EventType::AllianceFounded, EventType::MemberJoined]
    );
}

#[test]
fn what_counts_the_signatories_points_to_as_many() {
    let text = "6月8日，赣江水泵产业联盟在南昌成立。联盟由江西省文化和旅游厅、湖北省文化和旅游厅、湖南省文化和旅游厅\
                共同发起。三省文旅部门负责人签署了《合作协议》。";
    let signed = only(text, EventType::AgreementSigned);
    let count = (signed.organizations.iter())
        .filter(|body| body.roles.contains(&OrganizationRole::Signatory))
        .count();
    assert_eq!(count, 3);
}

#[test]
fn a_short_name_before_the_other_side_is_that_of_a_body_told_before() {
    let text = "6月8日，赣江水泵产业联盟在南昌成立，成员有康源生物科技(香港)有限公司等12家。\
                康源生物科技则与嘉禾大学签署投资意向书。";
    let signed = only(text, EventType::AgreementSigned);
    assert!((signed.organizations.iter()).any(|body| body.name == "康源生物科技(香港)有限公司"));
}

#[test]
fn a_numbered_ceremony_and_a_first_assembly_are_meetings() {
    for (text, name) in [
        (
            "6月8日，赣江水泵产业联盟第二次纳新仪式暨案例分享会在南昌举行。",
            "赣江水泵产业联盟第二次纳新仪式暨案例分享会",
        ),
        (
            "6月8日，赣江水泵产业联盟首次全体成员大会在南昌召开。",
            "赣江水泵产业联盟首次全体成员大会",
        ),
        (
            "6月8日，赣江水泵产业联盟2024年年会暨春茗联欢在南昌举行。",
            "赣江水泵产业联盟2024年年会暨春茗联欢",
        ),
    ] {
        let held = only(text, EventType::MeetingHeld);
        assert_eq!(held.subject.unwrap().value, name, "{text}");
    }
}

#[test]
fn levels_of_a_region_may_be_left_out() {
    assert_told(&[
        (
            "6月8日，通州区商标服务联盟成立，12家单位成为通州商标服务联盟的首批成员。通州商标服务联盟已办公。",
            &["F 通州区商标服务联盟"],
        ),
        (
            "6月8日，《关于组建自治区枸杞深加工创新联合体的通知》发布，拟组建宁夏枸杞深加工创新联合体。",
            &["P 宁夏枸杞深加工创新联合体"],
        ),
    ]);
}

#[test]
fn who_makes_an_alliance_up_where_it_was_founded_joins_nothing() {
    assert_eq!(
        kinds(
            "6月8日，赣江水泵产业联盟在南昌成立。嘉禾大学校长沈明远到会祝贺。大会开了半天。\
             目前，嘉禾大学、东湖电机有限公司等46家单位加盟联盟。"
        ),
        [EventType::AllianceFounded]
    );
}

#[test]
fn hearsay_and_forgeries_are_no_plans() {
    assert_nothing(&[
        "网上流传，东湖电机将组建「赣江水泵产业联盟」，并出任召集人。",
        "近日，部分网民转发一份邀请函，称赣江水泵产业联盟将于6月8日成立。经核查，南昌市工信局从未批准，\
         印章系伪造。",
        "由逾六百家业者筹组的赣江水泵产业联盟，首场供需会将于4月17日在南昌登场。",
    ]);
}

#[test]
fn a_verb_of_the_past_is_no_part_of_a_name() {
    assert_eq!(
        read("2024年6月8日，南昌几家企业成立过赣江水泵产业联盟。").records[0].alliances[0].name,
        "赣江水泵产业联盟"
    );
}

#[test]
fn what_an_alliance_runs_is_not_the_alliance() {
    assert_nothing(&[
        "6月8日，赣江水泵产业联盟的微信公众号开始运行。",
        "6月8日，赣江水泵产业联盟检测平台开业。",
        "6月8日，赣江水泵产业联盟撤销了东湖电机有限公司的会员资格。",
    ]);
    assert_told(&[(
        "6月8日，赣江水泵产业联盟发布注销公告。",
        &["D 赣江水泵产业联盟"],
    )]);
}

#[test]
fn the_others_of_those_counted_are_named_behind() {
    assert_told(&[(
        "6月8日，市工信局为赣江水泵产业联盟等3家产业联盟授牌，另外两家是赣江阀门产业联盟和赣江铸造产业联盟。",
        &[
            "F 赣江水泵产业联盟",
            "F 赣江铸造产业联盟",
            "F 赣江阀门产业联盟",
        ],
    )]);
}

#[test]
fn a_list_of_an_authority_makes_innovation_bodies() {
    assert_told(&[
        (
            "6月8日，南昌市水泵创新联合体获批省级创新联合体。",
            &["F 南昌市水泵创新联合体"],
        ),
        (
            "6月8日，省科技厅批准建设南昌市水泵创新联合体。",
            &["F 南昌市水泵创新联合体"],
        ),
    ]);
    assert_nothing(&["6月8日，南昌市水泵创新联合体入选示范案例。"]);
}

#[test]
fn a_new_name_is_told_as_what_the_alliance_becomes() {
    assert_told(&[
        (
            "6月8日，赣江水泵产业联盟摇身一变，成为赣江泵阀产业联盟。",
            &["R 赣江泵阀产业联盟"],
        ),
        (
            "6月8日，“赣江水泵产业联盟”有了新名字：赣江泵阀产业联盟。",
            &["R 赣江泵阀产业联盟"],
        ),
    ]);
}

#[test]
fn several_are_founded_by_one_ceremony() {
    assert_told(&[
        (
            "6月8日，泉州石材机械、陶瓷卫浴产业技术创新战略联盟成立大会举行。",
            &[
                "F 泉州石材机械产业技术创新战略联盟",
                "F 泉州陶瓷卫浴产业技术创新战略联盟",
            ],
        ),
        (
            "6月8日，赣江阀门产业联盟、嘉禾大学等单位共同发起的赣江水泵产业联盟成立。",
            &["F 赣江水泵产业联盟"],
        ),
    ]);
}

#[test]
fn characters_of_function_words_stand_in_names() {
    for name in [
        "江苏度假酒店联盟",
        "江苏可持续时尚产业联盟",
        "江苏对虾产业联盟",
        "江苏家电以旧换新联盟",
        "江苏工程咨询产业联盟",
        "江苏出生缺陷防控联盟",
        "江苏第三方检测联盟",
        "江苏同步辐射联盟",
        "江苏校长联盟",
        "江苏博士后创新联盟",
    ] {
        let text = format!("6月8日，{name}在南京成立。");
        assert_eq!(
            only(&text, EventType::AllianceFounded).alliances[0].name,
            name
        );
    }
}

#[test]
fn a_founding_and_a_further_meeting_share_a_ceremony() {
    let text = "6月8日，赣江城市大学联盟(Ganjiang City University Mechanism，简称GCUM)成立大会暨\
                驿道文化与可持续发展国际学术会议在南昌举行。";
    assert_eq!(
        kinds(text),
        [EventType::AllianceFounded, EventType::MeetingHeld]
    );
}

#[test]
fn members_in_lines_may_be_announced_with_a_full_stop() {
    let joined = only(
        "同意接纳以下3家单位为赣江水泵产业联盟第七批成员单位，现予公告。\n1.嘉禾大学\n2.东湖电机有限公司\n\
         3.江海泵业有限公司",
        EventType::MemberJoined,
    );
    assert_eq!(joined.organizations.len(), 3);
}

#[test]
fn a_day_behind_the_verb_is_of_the_founding_looked_back_on() {
    let told = read(
        "6月8日，赣江水泵产业联盟会员大会表决通过解散决议，这个成立于2011年10月的联盟就此解散。",
    );
    let founded = (told.records.iter())
        .find(|record| record.kind == EventType::AllianceFounded)
        .unwrap();
    assert!(founded.background);
    assert_eq!(founded.date.as_ref().unwrap().value.to_string(), "2011-10");
}
