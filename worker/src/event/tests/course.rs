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
            vec!["宜昌", "常德", "岳阳"],
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

#[test]
fn offices_pass_on_in_many_words() {
    for (text, holder) in [
        (
            "6月20日，江南水泵联盟轮值主席交接仪式在长沙举行，江海泵业股份有限公司从宁海流体科技\
             有限公司手中接过“接力棒”，成为第三任轮值主席单位。",
            "江海泵业股份有限公司",
        ),
        (
            "6月20日，江南古城旅游城市联盟在桂林成立，会议推选桂林市为首届轮值主席城市。",
            "桂林市",
        ),
        (
            "6月20日，江南水泵联盟在长沙完成换届，江海泵业股份有限公司继续担任理事长单位。",
            "江海泵业股份有限公司",
        ),
    ] {
        let elected = only(text, EventType::LeadershipElected);
        assert_eq!(
            roles(&elected, holder),
            [OrganizationRole::ChairUnit],
            "{text}"
        );
    }
    for text in [
        "6月20日，江南水泵联盟举行第二届理事就职典礼，王大同宣誓就任会长。",
        "6月20日，江南水泵联盟第三次会议上，上届主席将会旗交至新一届轮值主席何清平手中。",
        "6月20日，江南水泵联盟在长沙成立。会议选举王大同为首届理事长。",
        "6月20日，江南水泵联盟在长沙换届，刘铭轩获聘联盟秘书长。",
    ] {
        let elected = only(text, EventType::LeadershipElected);
        assert_eq!(elected.persons.len(), 1, "{text}");
    }
}

#[test]
fn each_of_several_party_committees_has_its_own_secretary() {
    let read = read(
        "6月9日，组织部宣读批复。根据批复，江海泵业集团有限公司党委书记王大同任江海市水泵产业联盟\
         党委书记，宁海阀门有限公司党支部书记李四光任江海市阀门产业联盟党委书记。",
    );
    let mut names: Vec<&str> = (read.records.iter())
        .filter(|record| record.kind == EventType::PartyOrgFounded)
        .map(|record| record.alliances[0].name.as_str())
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["江海市水泵产业联盟", "江海市阀门产业联盟"]);
}

#[test]
fn what_goes_on_elsewhere_is_not_ended() {
    let ended = only(
        "江南水泵联盟宣布于6月10日起停止运作，其会员并入长江水泵联盟。",
        EventType::AllianceDissolved,
    );
    assert_eq!(ended.alliances[0].name, "江南水泵联盟");
    assert_eq!(ended.date.unwrap().value.to_string(), "2024-06-10");
    let ended = only(
        "江南水泵联盟因会员流失，6月10日正式画上句号。",
        EventType::AllianceDissolved,
    );
    assert_eq!(ended.alliances[0].name, "江南水泵联盟");
}

#[test]
fn a_count_and_the_names_behind_it_tell_what_was_founded_before() {
    let read = read(
        "我市已组建首批2家创新联合体。创新联合体由龙头企业牵头，是紧密的合作组织。\
         首批2家分别是：由江海泵业股份有限公司牵头组建的江海市水泵创新联合体、\
         由宁海阀门有限公司牵头组建的江海市阀门创新联合体。",
    );
    let founded = (read.records.iter())
        .filter(|record| record.kind == EventType::AllianceFounded && !record.background);
    assert_eq!(founded.count(), 2);
}

#[test]
fn what_a_leader_would_rather_see_is_no_founding() {
    let text =
        "本报认为，与其各自为战，不如由泵业协会牵头，仿效海外做法，成立一个江南水泵产业联盟。";
    assert_eq!(kinds(text), []);
}

#[test]
fn the_scene_is_not_widened_by_who_helped() {
    let founded = only(
        "6月8日，在江苏省徐州市铜山区召开的内河航运发展座谈会上，与会者发言。座谈会在江苏省\
         交通运输厅指导下举行。\n会上，徐州双楼港务有限公司等31家单位组建的运河港航联盟揭牌。",
        EventType::AllianceFounded,
    );
    assert_eq!(
        founded.place.unwrap().value.district.as_deref(),
        Some("铜山区")
    );
}

#[test]
fn marked_headings_part_one_report_where_none_has_a_day_of_its_own() {
    let founded = only(
        "6月18日，江海市氢能产业联盟成立大会在嘉兴举行。\n▍谁来了\n\
         浙江省科技厅副厅长周海晏、嘉兴市副市长李明到会致辞。\n▍定了什么\n会议通过联盟章程。\n\
         ▍往后怎么走\n联盟将建设开放实验室。",
        EventType::AllianceFounded,
    );
    let names: Vec<&str> = founded
        .persons
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(names, ["周海晏", "李明"]);
}

#[test]
fn a_chronicle_tells_each_year_under_the_name_of_then() {
    let text = "大事记（2011—2020）\n\
        2012年9月26日　由公司牵头的江淮精密铸件产业联盟在潍坊成立，公司董事长赵文礼任理事长。\n\
        2014年5月　员工食堂改造完工。\n\
        2017年4月18日　联盟第二届理事会换届，江淮铸造股份有限公司蝉联理事长单位。\n\
        2020年12月　联盟更名为江淮铸造高质量发展联盟，成员增至97家。";
    let founded = only(text, EventType::AllianceFounded);
    assert_eq!(founded.alliances[0].name, "江淮精密铸件产业联盟");
    let renamed = only(text, EventType::AllianceRenamed);
    assert_eq!(renamed.alliances[0].name, "江淮铸造高质量发展联盟");
}
