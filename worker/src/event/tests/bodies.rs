//! Which bodies take part, and how far their names go.

use super::{EventType, OrganizationRole, PersonRole, only};

/// The bodies that the only record of the kind has in the role.
fn bodies(text: &str, kind: EventType, role: OrganizationRole) -> Vec<String> {
    let mut names: Vec<String> = (only(text, kind).organizations.iter())
        .filter(|organization| organization.roles.contains(&role))
        .map(|organization| organization.name.clone())
        .collect();
    names.sort();
    names
}

fn founders(text: &str) -> Vec<String> {
    bodies(
        text,
        EventType::AllianceFounded,
        OrganizationRole::Organizer,
    )
}

fn attendees(text: &str) -> Vec<String> {
    bodies(text, EventType::AllianceFounded, OrganizationRole::Attendee)
}

#[test]
fn founders_stand_behind_what_they_are_called() {
    for text in [
        "3月18日，江海制造联盟在杭州成立。联盟的创办机构共三家，当中有江海制造协会、东湖商会及宁州科创公司，目标是让各方走近。",
        "3月18日，江海制造联盟在杭州成立。创始单位有江海制造协会、东湖商会和宁州科创公司。",
        "3月18日，江海制造联盟在杭州成立，发起机构为江海制造协会、东湖商会、宁州科创公司。",
    ] {
        assert_eq!(
            founders(text),
            ["东湖商会", "宁州科创公司", "江海制造协会"],
            "{text}"
        );
    }
}

#[test]
fn who_supports_a_meeting_is_told_in_many_words() {
    for words in [
        "担任特别支持机构",
        "为支持机构",
        "作为战略支持单位",
        "担任支持单位",
    ] {
        let text = format!(
            "由江海传媒集团主办，江海市商务局、东湖商会{words}的“江海湾区发展论坛”6月10日在杭州举行，\
             江海湾区商贸联盟于会上宣布成立。"
        );
        assert_eq!(
            bodies(&text, EventType::MeetingHeld, OrganizationRole::CoOrganizer),
            ["东湖商会", "江海市商务局"],
            "{text}"
        );
    }
}

#[test]
fn an_item_that_no_table_knows_cuts_no_list() {
    assert_eq!(
        founders(
            "6月10日，江海汽车产业联盟在杭州成立。联盟由江海市中小企业中心、江淮汽车、绿源集团等29家单位发起成立。"
        ),
        ["江海市中小企业中心", "江淮汽车", "绿源集团"]
    );
    assert_eq!(
        founders("6月10日，梅江港口联盟在梅州成立，梅江港、宝山港和东湖三水港共同发起。"),
        ["东湖三水港", "宝山港", "梅江港"]
    );
    assert_eq!(
        founders("6月10日，由五云峰风景区、雁门古关景区共同发起的云中旅游联盟在杭州成立。"),
        ["五云峰风景区", "雁门古关景区"]
    );
}

#[test]
fn words_for_kinds_found_nothing() {
    assert_eq!(
        founders(
            "6月10日，江海旅游联盟在杭州成立。联盟由江海文旅交流中心与中外知名旅游城市联合发起。"
        ),
        ["江海文旅交流中心"]
    );
    assert_eq!(
        bodies(
            "近日，江海投资公司、宁州现代产业研究院等企事业单位与东湖高新区等首批江海地区合作示范园区共同倡议，\
             拟成立江海园区发展联盟。",
            EventType::AlliancePlanned,
            OrganizationRole::Organizer
        ),
        ["东湖高新区", "宁州现代产业研究院", "江海投资公司"]
    );
    for kinds in [
        "港口企业、船公司、货主和科研院所",
        "科研机构、院校、行业协会和企业",
        "航运安全相关协会与新创公司",
    ] {
        let text = format!("6月10日，江海港口联盟在杭州成立，国内{kinds}派代表到会。");
        assert_eq!(attendees(&text), [""; 0], "{text}");
    }
}

#[test]
fn who_guides_a_body_is_no_part_of_its_name() {
    assert_eq!(
        founders(
            "6月10日，江州市钢构产业联盟成立。江州市工信部门指导市钢构协会筹备成立了江州市钢构产业联盟。"
        ),
        ["市钢构协会"]
    );
}

#[test]
fn lists_that_lost_their_blanks_are_parted_at_legal_forms() {
    assert_eq!(
        attendees(
            "6月10日，江海低碳展览联盟在杭州成立。江海商业协会、东湖博览中心 青竹展览系统股份有限公司 \
             宁州汇海会展股份有限公司 全国烘焙食品业公会等15家单位派代表到会。"
        ),
        [
            "东湖博览中心",
            "全国烘焙食品业公会",
            "宁州汇海会展股份有限公司",
            "江海商业协会",
            "青竹展览系统股份有限公司"
        ]
    );
}

#[test]
fn offices_in_a_list_are_of_the_first_ones_region() {
    assert_eq!(
        attendees(
            "6月10日，江海市产教联合体在杭州成立。市教体局、人社局、总工会、发改委等部门，\
                   江海师范大学、东湖研究所等院校、科研机构和行业协会的代表到会。"
        ),
        [
            "东湖研究所",
            "市人社局",
            "市发改委",
            "市总工会",
            "市教体局",
            "江海师范大学"
        ]
    );
}

#[test]
fn partners_do_not_hide_the_subject() {
    assert_eq!(
        founders(
            "江海县政府看准无人机需求，携手东湖贸易基金会打造品牌、筹组江海农用无人机联盟，6月10日揭牌成立。"
        ),
        ["东湖贸易基金会", "江海县政府"]
    );
    assert_eq!(
        founders(
            "〔本网讯〕总部设在宁州的北极航运（Polaris Line）、江海集装箱运输有限公司6月10日在新加坡联合宣布成立“蓝海联盟”。"
        ),
        ["北极航运", "江海集装箱运输有限公司"]
    );
}

#[test]
fn a_society_may_be_called_by_its_kind() {
    assert_eq!(
        founders(
            "江海省园艺协会工作简报\n6月10日，由协会与江海大学共同发起的“江海园艺工具创新联合体”在杭州揭牌成立。"
        ),
        ["江海大学", "江海省园艺协会"]
    );
    // Two of the kind: which one is not said.
    assert_eq!(
        founders(
            "江海园艺协会和东湖茶叶协会来访。6月10日，由协会与江海大学共同发起的“江海园艺工具创新联合体”在杭州揭牌成立。"
        ),
        ["江海大学"]
    );
}

#[test]
fn members_go_on_over_a_comma() {
    assert_eq!(
        bodies(
            "6月10日，江海氢能联盟理事会在杭州召开。会议新增江海大学、东湖环保公司等6家理事单位，\
             以及康尼（中国）投资有限公司等12家会员单位。",
            EventType::MemberJoined,
            OrganizationRole::Member
        ),
        ["东湖环保公司", "康尼(中国)投资有限公司", "江海大学"]
    );
}

#[test]
fn bodies_abroad_are_named_in_their_own_letters() {
    assert_eq!(
        bodies(
            "东湖园林设备有限公司6月10日与德国Gartenhof GmbH在杭州签订供货协议。",
            EventType::AgreementSigned,
            OrganizationRole::Signatory
        ),
        ["东湖园林设备有限公司", "德国Gartenhof GmbH"]
    );
}

#[test]
fn an_office_of_ones_own_school_has_no_part() {
    let record = only(
        "6月10日，江海技术转移联盟在杭州成立。我校工程研究院常务副院长王晓林、我校机械学院副教授符健出席。",
        EventType::AllianceFounded,
    );
    assert!(
        record.organizations.is_empty(),
        "{:?}",
        record.organizations
    );
    assert_eq!(record.persons.len(), 2);
}

#[test]
fn persons_with_unusual_names_keep_them() {
    for (text, name) in [
        ("捷克科技部次长哈莉可娃（Jana Halikova）", "哈莉可娃"),
        ("江海科技公司创始人郭剑", "郭剑"),
        ("江海茶山总经理叶素盆", "叶素盆"),
    ] {
        let record = only(
            &format!("6月10日，江海茶业联盟在杭州成立，{text}上台致辞。"),
            EventType::AllianceFounded,
        );
        assert_eq!(record.persons[0].name, name);
    }
}

#[test]
fn who_proclaims_a_founding_founds() {
    assert_eq!(
        founders("江海市经信局10日宣布“江海无人机商机联盟”成立，以推动产业国际化。"),
        ["江海市经信局"]
    );
    // Who speaks there is no founder.
    assert_eq!(
        founders("6月10日，江海科技公司董事长张小明宣布“江海无人机商机联盟”成立。"),
        [""; 0]
    );
}

#[test]
fn founders_may_act_with_circles_without_a_name() {
    assert_eq!(
        founders("6月10日，江海企业家联盟在杭州成立，由东湖江海商会与“9+2”城市工商界联合发起。"),
        ["东湖江海商会"]
    );
}

#[test]
fn regions_that_people_come_from_sign_nothing() {
    let text =
        "6月10日，江海旅游联盟在杭州成立，来自甘肃省、青海省、陕西省的企业负责人签订了合作协议。";
    assert!(
        super::read(text)
            .records
            .iter()
            .all(|record| record.kind != EventType::AgreementSigned)
    );
}

#[test]
fn cities_hold_offices() {
    assert_eq!(
        bodies(
            "6月10日，江海温泉旅游联盟在杭州成立。会议选举郴州市市长祝恩平为联盟首任主席，\
             副主席城市有三个，分别是咸宁市、清远市和保山市。",
            EventType::LeadershipElected,
            OrganizationRole::ViceChairUnit
        ),
        ["保山市", "咸宁市", "清远市"]
    );
}

#[test]
fn persons_act_in_many_words() {
    use PersonRole::{Attendee, Speaker};
    for (words, role) in [
        (
            "江海科技公司总经理张建国、东湖大学教授李文山等共同按下启动键。",
            Attendee,
        ),
        (
            "江海科技公司总经理张建国、东湖大学教授李文山一同拉下牌匾上的红绸。",
            Attendee,
        ),
        (
            "江海科技公司总经理张建国、东湖大学教授李文山专程赶来祝贺。",
            Attendee,
        ),
        (
            "江海科技公司总经理张建国、东湖大学教授李文山分别围绕氢能与储能阐发新意。",
            Speaker,
        ),
        (
            "江海科技公司总经理张建国、东湖大学教授李文山分别就标准与人才交换看法。",
            Speaker,
        ),
        (
            "江海科技公司总经理张建国、东湖大学教授李文山同台对谈。",
            Speaker,
        ),
    ] {
        let text = format!("6月10日，江海氢能联盟在杭州成立。{words}");
        let record = only(&text, EventType::AllianceFounded);
        let acts: Vec<_> = (record.persons.iter())
            .map(|person| (person.name.as_str(), person.roles.as_slice()))
            .collect();
        assert_eq!(
            acts,
            [("张建国", [role].as_slice()), ("李文山", [role].as_slice())],
            "{text}"
        );
    }
}

#[test]
fn a_department_of_a_signatory_is_no_further_body() {
    let record = only(
        "6月10日，江海大学与东湖大学在杭州签订合作意向书。江海大学材料学院教授张建国致辞。",
        EventType::AgreementSigned,
    );
    assert!(
        (record.organizations.iter()).all(|body| body.name != "江海大学材料学院"),
        "{:?}",
        record.organizations
    );
}

#[test]
fn who_is_counted_was_named_in_the_sentence_before() {
    let signed = "6月8日，江海高新区管委会与东湖学会、宁州大学、南岭材料有限公司、江海市科协五方签订合作协议，\
                  并连线参加中国科协的签约活动。";
    for tail in [
        "五方发起成立“江海气凝胶产业联盟”。",
        "根据协议，五方共同发起成立“江海气凝胶产业联盟”。",
        "上述五方以创新为抓手，把产业链接到一起，成立了“江海气凝胶产业联盟”。",
    ] {
        assert_eq!(
            founders(&format!("{signed}{tail}")),
            [
                "东湖学会",
                "南岭材料有限公司",
                "宁州大学",
                "江海市科协",
                "江海高新区管委会"
            ],
            "{tail}"
        );
    }
}

#[test]
fn kinds_may_stand_between_a_list_and_its_verb() {
    for tail in [
        "等60多家单位一起发起",
        "等创新链、产业链、资金链单位共同发起",
        "等单位一道发起",
    ] {
        let text =
            format!("6月8日，江海制造联盟成立。联盟由江海制造协会、东湖商会、宁州大学{tail}。");
        assert_eq!(
            founders(&text),
            ["东湖商会", "宁州大学", "江海制造协会"],
            "{tail}"
        );
    }
}

#[test]
fn with_whom_the_founder_signs_is_a_member() {
    assert_eq!(
        bodies(
            "江海大学成立「蓝海四校联盟」，26日与宁州大学、东湖大学、南岭大学签订合作意向书。",
            EventType::AllianceFounded,
            OrganizationRole::Member
        ),
        ["东湖大学", "南岭大学", "宁州大学"]
    );
}

#[test]
fn whom_an_alliance_brought_to_its_founding_is_listed_in_the_next_clause() {
    assert_eq!(
        attendees(
            "3月18日，江海资安联盟成立。江海资安联盟邀来近15家电子大厂到场支持，包括英业达、启碁、研扬等，首波可望扩大。"
        ),
        ["启碁", "研扬", "英业达"]
    );
}

#[test]
fn partners_of_a_founder_may_be_brands() {
    assert_eq!(
        founders("3月18日，资策会携手江海电机公会、安链数位，共同成立「江海资安联盟」。"),
        ["安链数位", "江海电机公会", "资策会"]
    );
}

#[test]
fn who_signed_may_be_counted_first_and_listed_later() {
    let mut names: Vec<String> = only(
        "宜兰县政府今天与屏东、嘉义等3所大学签署策略联盟，盼借重学界。今天由县长黄望与东湖大学校长古清、南岭大学校长艾群、\
         宁州大学校长萧介共同签字。",
        EventType::AgreementSigned,
    )
    .organizations
    .iter()
    .map(|body| body.name.clone())
    .collect();
    names.sort();
    assert_eq!(names, ["东湖大学", "南岭大学", "宁州大学", "宜兰县政府"]);
}

#[test]
fn how_many_have_joined_is_told_of_the_founding() {
    assert_eq!(
        bodies(
            "6月8日，江海大学成立“江海氢能联盟”。校长廖望说，要过三关。\
             联盟执行长王澍说明，已有南岭电工、东湖储能、大梵科技等14家企业加入。",
            EventType::AllianceFounded,
            OrganizationRole::Member
        ),
        ["东湖储能", "南岭电工", "大梵科技"]
    );
}
