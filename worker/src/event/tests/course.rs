//! What happened to an alliance, in the many words that tell it.

use super::{EventType, OrganizationRole, kinds, only, read, roles};

#[test]
fn a_new_name_is_told_by_many_verbs() {
    for text in [
        "近日，江州市水泵联盟改成江州市流体装备产业联盟。",
        "6月8日，江州市水泵联盟把名字改为江州市流体装备产业联盟，并揭晓新标识。",
        "会议决定把“江州市水泵联盟”改名为“江州市流体装备产业联盟”。",
        "江州市流体装备产业联盟日前揭牌，这意味着原江州市水泵联盟更名升格。",
    ] {
        let renamed = only(text, EventType::AllianceRenamed);
        assert_eq!(
            renamed.alliances[0].name, "江州市流体装备产业联盟",
            "{text}"
        );
    }
    assert_eq!(kinds("6月8日，江州市水泵联盟把例会改为每季度一次。"), []);
}

#[test]
fn an_alliance_comes_into_being_in_many_words() {
    for text in [
        "三省泵企6月9日聚首长沙，共同缔结江南水泵联盟。",
        "全省产业联盟的名单上，日前又多出一个名字——江南水泵联盟。",
        "6月9日，江南水泵联盟在长沙泵业大厦挂出牌子。",
        "6月9日，一个叫“江南水泵联盟”的组织当天起运转。",
        "6月9日，南方泵企有了自己的联盟——江南水泵联盟。",
    ] {
        let founded = only(text, EventType::AllianceFounded);
        assert_eq!(founded.alliances[0].name, "江南水泵联盟", "{text}");
    }
}

#[test]
fn an_alliance_that_acts_is_planned_no_more() {
    let text = "由400家业者筹组的“台湾泵浦联盟”，将于7月20日在彰化举办首场商机媒合会。";
    assert_eq!(kinds(text), []);
    let text = "大会听取了江南水泵联盟筹建工作报告。";
    assert_eq!(kinds(text), []);
    for text in [
        "由400家业者筹组的“台湾泵浦联盟”，将于7月20日在彰化成立。",
        "正在筹组的江南水泵联盟近日举行座谈会。",
    ] {
        assert!(kinds(text).contains(&EventType::AlliancePlanned), "{text}");
    }
}

#[test]
fn a_charter_is_adopted_by_those_who_sign_or_settle_it() {
    for text in [
        "6月9日，江南水泵联盟在长沙成立，各成员单位代表签署了联盟章程。",
        "6月9日，江南水泵联盟在长沙成立。仪式上，各家负责人商定了联盟章程。",
        "6月9日，江南水泵联盟在长沙成立，并制定了联盟章程。",
    ] {
        let adopted = only(text, EventType::CharterAdopted);
        assert_eq!(adopted.alliances[0].name, "江南水泵联盟", "{text}");
        assert!(!kinds(text).contains(&EventType::AgreementSigned), "{text}");
    }
    for text in [
        "6月9日，江南水泵联盟在长沙成立。会员大会每年召集一次，选举会长并修订章程。",
        "6月9日，江南水泵联盟在长沙成立。秘书处的职责是制定联盟章程草案。",
    ] {
        assert!(!kinds(text).contains(&EventType::CharterAdopted), "{text}");
    }
}

#[test]
fn cities_join_an_alliance_of_cities() {
    for (text, cities) in [
        (
            "6月9日，在江南水泵城市联盟年会上，宜昌、常德、岳阳3市正式加入联盟。",
            vec!["宜昌市", "常德市", "岳阳市"],
        ),
        (
            "记者获悉，漯河市正式成为江南水泵城市联盟会员城市。",
            vec!["漯河市"],
        ),
        (
            "6月9日，漯河市、许昌市被吸收为江南水泵城市联盟新成员城市。",
            vec!["漯河市", "许昌市"],
        ),
    ] {
        let joined = only(text, EventType::MemberJoined);
        for city in cities {
            assert_eq!(roles(&joined, city), [OrganizationRole::Member], "{text}");
        }
    }
    let text = "6月9日，江南水泵城市联盟年会在宜昌召开，又有12家企业在宜昌加入联盟。";
    assert!(!kinds(text).contains(&EventType::MemberJoined));
}

#[test]
fn a_list_behind_the_count_names_the_new_members() {
    let joined = only(
        "6月9日，江南水泵联盟吸纳新会员12家，包括江海泵业股份有限公司、宁海流体科技有限公司。",
        EventType::MemberJoined,
    );
    assert_eq!(joined.organizations.len(), 2);
}

#[test]
fn a_register_tells_the_day_of_the_end_and_not_of_the_beginning() {
    for (text, day) in [
        (
            "宁州市民政局关于撤销登记的公告\n我局决定对下列社会组织依法予以撤销登记。\n\
             附件：撤销登记社会组织名单\n宁州市民政局\n2024年6月7日\n附件\n\
             序号 名称 登记时间 业务主管单位\n1 宁州市水泵产业联盟 2012年4月 市工信局\n\
             2 宁州市奇石协会 2008年7月 市文联",
            "2024-06-07",
        ),
        (
            "宁州市民政局关于撤销登记的公告\n宁州市水泵产业联盟：\n经查，你单位连续三年未参加年检。\
             现依法对你单位作出撤销登记的行政处罚。\n决定书已于2024年6月3日送达生效。\n\
             宁州市民政局\n2024年6月7日",
            "2024-06-03",
        ),
        (
            "<html><body><h1>宁州市民政局关于准予注销登记的公告</h1>\
             <p>我局准予下列2家社会组织注销登记，现予公告。</p><p>1. 宁州市水泵产业联盟</p>\
             <p>该会因自行解散申请注销，准予注销日期：2024年6月3日。</p>\
             <p>2. 宁州市奇石协会</p><p>业务主管单位：市文联；准予注销日期：2024年6月5日</p>\
             <p>宁州市民政局</p><p>2024年6月7日</p></body></html>",
            "2024-06-03",
        ),
    ] {
        let ended = only(text, EventType::AllianceDissolved);
        assert_eq!(ended.date.unwrap().value.to_string(), day, "{text}");
    }
}

#[test]
fn each_alliance_is_led_by_those_behind_its_own_name() {
    let read = read(
        "6月20日，“全国水泵行业产教融合共同体”“江南阀门产教融合共同体”揭牌成立。\
         全国水泵行业产教融合共同体的牵头单位是江海泵业集团有限公司、江海大学；\
         江南阀门产教融合共同体的牵头单位是宁海阀门有限公司、宁海职业技术学院。",
    );
    for (name, lead) in [
        ("全国水泵行业产教融合共同体", "江海泵业集团有限公司"),
        ("江南阀门产教融合共同体", "宁海阀门有限公司"),
    ] {
        let founded = (read.records.iter())
            .find(|record| {
                record
                    .alliances
                    .iter()
                    .any(|alliance| alliance.name == name)
            })
            .unwrap();
        assert_eq!(
            roles(founded, lead),
            [OrganizationRole::Organizer],
            "{name}"
        );
        assert_eq!(founded.organizations.len(), 2, "{name}");
    }
}
