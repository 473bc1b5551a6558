//! Lists of alliances, members and signatories, as notices and reports have them.

use super::{EventType, OrganizationRole, kinds, only, read, roles};

/// The alliances that records of a kind are of.
fn alliances(text: &str, kind: EventType) -> Vec<String> {
    let mut names: Vec<String> = (read(text).records.into_iter())
        .filter(|record| record.kind == kind && !record.background)
        .flat_map(|record| record.alliances)
        .map(|alliance| alliance.name)
        .collect();
    names.sort();
    names
}

#[test]
fn an_approval_lists_what_it_approves_below() {
    let text = "关于同意筹建水泵等3家产业技术创新战略联盟的批复\n\
                各有关单位：\n\
                经研究，同意筹建下列3家联盟，筹建期一年。\n\
                （1）江海省水泵产业技术创新战略联盟，牵头单位：江海水务集团有限公司；\n\
                （2）江海省阀门产业技术创新战略联盟，牵头单位：东湖阀门有限公司；\n\
                （3）江海省电机产业技术创新战略联盟，牵头单位：嘉禾大学。\n\
                此复。\n\
                江海省科学技术厅\n\
                2024年6月14日";
    let kind = EventType::AlliancePlanned;
    assert_eq!(
        alliances(text, kind),
        [
            "江海省水泵产业技术创新战略联盟",
            "江海省电机产业技术创新战略联盟",
            "江海省阀门产业技术创新战略联盟",
        ]
    );
    let pumps = (read(text).records.into_iter())
        .find(|record| record.kind == kind && record.alliances[0].name.contains("水泵"))
        .unwrap();
    assert_eq!(
        roles(&pumps, "江海水务集团有限公司"),
        [OrganizationRole::Organizer]
    );
    assert!(roles(&pumps, "东湖阀门有限公司").is_empty());
}

#[test]
fn a_list_of_ended_bodies_names_its_alliances() {
    for list in [
        "具体名单如下：\n江海奇石研究会、江海水泵产业联盟、江海棋院、江海阀门校企合作联盟、江海航模协会。",
        "被撤销的5家分别是：江海奇石研究会、江海水泵产业联盟、江海棋院、江海阀门校企合作联盟、江海航模协会。",
    ] {
        let text =
            format!("江海市民政局6月12日对“江海奇石研究会”等5家社会组织作出撤销登记处罚。{list}");
        assert_eq!(
            alliances(&text, EventType::AllianceDissolved),
            ["江海水泵产业联盟", "江海阀门校企合作联盟"],
            "{text}"
        );
    }
}

#[test]
fn an_ending_may_have_its_day_behind_a_label() {
    let record = only(
        "三、注销登记\n江海水泵校企合作联盟，注销日期：2024年5月30日；江海刺绣协会，注销日期：2024年5月31日。",
        EventType::AllianceDissolved,
    );
    assert_eq!(record.date.unwrap().value.to_string(), "2024-05-30");
}

#[test]
fn an_ending_under_way_is_none() {
    let text = "另有一家江海水泵产业联盟正在主动办理注销，目前处于债权债务清算阶段。";
    assert!(alliances(text, EventType::AllianceDissolved).is_empty());
}

#[test]
fn new_members_stand_behind_a_colon() {
    let record = only(
        "6月18日，江海水泵产业联盟年会在嘉兴市召开。新加入的有：江海水务集团有限公司、嘉禾大学等9家，\
         成员增至118家。",
        EventType::MemberJoined,
    );
    for name in ["江海水务集团有限公司", "嘉禾大学"] {
        assert_eq!(roles(&record, name), [OrganizationRole::Member]);
    }
}

#[test]
fn a_joint_of_one_character_parts_two_names() {
    for (text, names) in [
        (
            "6月18日，江海水泵产业联盟同嘉禾大学、东湖水务集团集中签署协议。",
            &["江海水泵产业联盟", "嘉禾大学", "东湖水务集团"][..],
        ),
        (
            "6月18日，嘉禾大学同东湖水泵产业联盟签署协议。",
            &["嘉禾大学", "东湖水泵产业联盟"],
        ),
    ] {
        let record = only(text, EventType::AgreementSigned);
        for name in names {
            assert_eq!(
                roles(&record, name),
                [OrganizationRole::Signatory],
                "{name}"
            );
        }
        assert_eq!(record.organizations.len(), names.len(), "{text}");
    }
}

#[test]
fn a_name_may_have_the_joint_as_its_own_character() {
    let record = only(
        "6月18日，福建同春仓储有限公司与嘉禾大学签署协议。",
        EventType::AgreementSigned,
    );
    assert_eq!(
        roles(&record, "福建同春仓储有限公司"),
        [OrganizationRole::Signatory]
    );
}

#[test]
fn who_signs_in_is_no_party_to_an_agreement() {
    let text = "6月18日起，江海工业园内的江海水务集团、东湖电机公司签字入盟。";
    assert!(!kinds(text).contains(&EventType::AgreementSigned));
}

#[test]
fn what_a_meeting_issues_is_of_its_alliance() {
    let text =
        "6月18日，江海水泵产业联盟年会在嘉兴市召开。此外，年会发布了《水泵能效分级》团体标准。";
    let record = only(text, EventType::DocumentIssued);
    assert_eq!(record.alliances[0].name, "江海水泵产业联盟");
}

#[test]
fn who_leads_may_be_told_by_an_attribute() {
    let text = "6月18日，江海水泵产业联盟在嘉兴市成立。牵头的东湖水务集团，是当地最早做水泵的企业。\
                合作方包括嘉禾大学、江海水利科学研究院以及保证责任江海县水利合作社。";
    let record = only(text, EventType::AllianceFounded);
    assert_eq!(
        roles(&record, "东湖水务集团"),
        [OrganizationRole::Organizer]
    );
    for name in ["嘉禾大学", "江海水利科学研究院"] {
        assert_eq!(roles(&record, name), [OrganizationRole::Member], "{name}");
    }
}

#[test]
fn an_alliance_with_a_second_council_was_founded_before() {
    for text in [
        "6月18日，江海水泵产业联盟第一届第二次全体会议在嘉兴市召开，江海水泵产业联盟启动节能行动。",
        "6月18日，江海水泵产业联盟换届大会在嘉兴市举行，江海水泵产业联盟揭开新的一页。",
    ] {
        assert!(!kinds(text).contains(&EventType::AllianceFounded), "{text}");
    }
}

#[test]
fn each_row_of_a_table_of_signings_is_an_agreement() {
    for head in [
        "序号 项目 签约方 金额(万元)",
        "序号 项目 合作单位 金额(万元)",
    ] {
        let text = format!(
            "6月18日，2024江海水泵产业供需对接会在江海市举行，承办方为江海水泵产业联盟。现场共有三组伙伴签下协议。\n\
             {head}\n\
             1 节能水泵供应 东湖水务集团、嘉禾电机有限公司 8600\n\
             2 水泵轴承研发 江海水泵产业联盟、嘉禾大学、东湖学院 1000\n\
             3 泵站保险 江海县人民政府、江海财产保险股份有限公司 8000\n\
             江海市副市长林溪见证签约。"
        );
        let kind = EventType::AgreementSigned;
        let signed: Vec<_> = (read(&text).records.into_iter())
            .filter(|record| record.kind == kind)
            .collect();
        assert_eq!(signed.len(), 3, "{text}");
        assert_eq!(
            roles(&signed[0], "嘉禾电机有限公司"),
            [OrganizationRole::Signatory]
        );
        assert_eq!(signed[1].alliances[0].name, "江海水泵产业联盟");
    }
}

#[test]
fn a_table_of_members_without_a_signing_is_no_agreement() {
    let text = "江海水泵产业联盟成员通讯录\n\
                序号 合作单位 电话\n\
                1 东湖水务集团 1234\n\
                2 嘉禾大学 5678";
    assert!(!kinds(text).contains(&EventType::AgreementSigned));
}

#[test]
fn new_members_may_stand_in_a_table() {
    let text = "6月18日，江海水泵产业联盟第二届理事会第五次会议在江海市召开，会议决定接收下列3家单位为江海水泵产业联盟成员：\n\
                编号 单位 所在地 主营\n\
                JH-071 东湖水务有限公司 江海 水泵\n\
                JH-072 嘉禾大学水利学院 嘉兴 —\n\
                JH-073 南岭轴承（中国）有限公司 青岛 轴承\n\
                会议还听取了工作汇报。";
    let record = only(text, EventType::MemberJoined);
    for name in ["东湖水务有限公司", "嘉禾大学水利学院"] {
        assert_eq!(roles(&record, name), [OrganizationRole::Member], "{name}");
    }
}

#[test]
fn members_in_brackets_behind_a_count_are_read() {
    let text = "6月18日，江海水泵产业联盟年会在江海市召开，会上为2家新成员单位（北方博联智动科技有限公司、大江水泵）颁发证书。";
    let record = only(text, EventType::MemberJoined);
    assert_eq!(roles(&record, "大江水泵"), [OrganizationRole::Member]);
}

#[test]
fn those_who_put_their_names_to_an_appeal_sign_no_agreement() {
    let text = "6月18日，江海水泵产业联盟年会在江海市召开。江海水泵产业联盟倡议各地节能，《江海水泵节能倡议书》得到12家企业联署。";
    assert_eq!(
        kinds(text),
        [EventType::MeetingHeld, EventType::DocumentIssued]
    );
}

#[test]
fn a_notice_of_an_ending_tells_the_day_of_the_decision() {
    for decision in [
        "本局于2024年5月28日作出撤销登记的行政处罚决定。",
        "经局党组2024年5月28日研究，决定依法撤销登记。",
    ] {
        let text = format!(
            "江海市民政局关于撤销江海市水泵产业联盟登记的公告\n\n\
             经查，江海市水泵产业联盟未参加2020年、2021年两个年度的检查。{decision}\n\n\
             江海市民政局\n\n2024年6月3日"
        );
        let record = only(&text, EventType::AllianceDissolved);
        assert_eq!(
            record.date.unwrap().value.to_string(),
            "2024-05-28",
            "{text}"
        );
    }
}

#[test]
fn what_a_meeting_decided_is_of_its_day_not_of_the_notice() {
    for head in [
        "2024年6月11日，联盟在江海市召开临时会员大会，会议由林一主持。经表决，作出如下决议：",
        "经第二届理事会第三次会议(2024年6月11日，江海市)表决，决定如下：",
    ] {
        let text = format!(
            "关于终止江海水泵产业联盟的公告\n各成员单位：\n{head}\n一、同意终止江海水泵产业联盟，停止一切活动；\n\
             二、成立清算组。\n江海水泵产业联盟秘书处\n2024年6月18日"
        );
        let ended = only(&text, EventType::AllianceDissolved);
        let day = ended.date.unwrap().value.to_string();
        assert_eq!(day, "2024-06-11", "{text}");
    }
    // What an authority resolves, it decides with its signature.
    let text = "关于撤销江海水泵产业联盟的通告\n各有关联盟：\n经2024年6月11日局长办公会议研究，现将结果通告如下：\n\
                江海水泵产业联盟连续两年没有开展活动，予以撤销。\n江海市科学技术局\n2024年6月18日";
    let ended = only(text, EventType::AllianceDissolved);
    assert_eq!(ended.date.unwrap().value.to_string(), "2024-06-18");
}
