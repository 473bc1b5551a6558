//! Facts about lists that a count proves, rows of registers, and which of two is meant.

use super::{kinds, only, read, roles};
use crate::record::{EventType, OrganizationRole};

fn names(text: &str, kind: EventType, role: OrganizationRole) -> Vec<String> {
    let mut names: Vec<String> = (only(text, kind).organizations.iter())
        .filter(|body| body.roles.contains(&role))
        .map(|body| body.name.clone())
        .collect();
    names.sort();
    names
}

#[test]
fn as_many_join_as_are_counted() {
    let text = "6月18日，江南水泵产业联盟举行第二次会员大会，通过四家新会员入会：所蒙、盟钛机械、\
                云江大学，以及美商Boston Kinetics。";
    assert_eq!(
        names(text, EventType::MemberJoined, OrganizationRole::Member),
        ["Boston Kinetics", "云江大学", "所蒙", "盟钛机械"]
    );
    let text = "6月18日，江南水泵产业联盟举行第二次会员大会，东湖电机、白石、云江大学，以及韩江等四家\
                同日入会。";
    assert_eq!(
        names(text, EventType::MemberJoined, OrganizationRole::Member),
        ["东湖电机", "云江大学", "白石", "韩江"]
    );
}

#[test]
fn who_becomes_a_unit_among_new_members_joins() {
    let text = "6月18日，江南水泵产业联盟召开理事会，表决了新成员事项：东湖电机有限公司加入联盟；\
                云江大学、白石泥料有限公司等5家成为理事单位。";
    assert_eq!(
        names(text, EventType::MemberJoined, OrganizationRole::Member),
        ["东湖电机有限公司", "云江大学", "白石泥料有限公司"]
    );
}

#[test]
fn the_former_and_the_latter_have_their_own() {
    let text = "6月18日，“江南水泵产业联盟”与“云江阀门创新联合体”在嘉兴市启动。前者的发起方共7家，\
                东湖电机有限公司、云江大学名列其中。后者由云江市阀门协会倡议，12家企业组成。";
    let records = read(text).records;
    let of = |name: &str| {
        (records.iter())
            .find(|record| record.alliances[0].name == name)
            .unwrap()
    };
    let (pumps, valves) = (of("江南水泵产业联盟"), of("云江阀门创新联合体"));
    assert!(!roles(pumps, "东湖电机有限公司").is_empty());
    assert!(roles(pumps, "云江市阀门协会").is_empty());
    assert!(roles(valves, "东湖电机有限公司").is_empty());
    assert_eq!(
        roles(valves, "云江市阀门协会"),
        [OrganizationRole::Organizer]
    );
}

#[test]
fn rows_of_a_register_end_alliances() {
    let text = "社会团体登记公告\n\n现将本局办理的社会团体登记事项公告如下。\n\n\
                1 云江市水泵产业联盟 成立登记 2024-05-17\n\n2 云江市阀门产业联盟 注销登记 2024-06-05\n\n\
                特此公告。\n\n云江市民政局\n\n2024年6月18日";
    let ended = only(text, EventType::AllianceDissolved);
    assert_eq!(ended.alliances[0].name, "云江市阀门产业联盟");
    assert_eq!(ended.date.unwrap().value.to_string(), "2024-06-05");
}

#[test]
fn an_alliance_of_long_standing_is_not_founded_anew() {
    for text in [
        "江南水泵产业联盟再扩编\n\n江南水泵产业联盟6月18日举行第二次会员大会，赵一凡续任理事长。",
        "由云江大学等单位于2022年9月发起的“江南水泵产业联盟”，6月18日举行2024年度第一次理事会。",
    ] {
        let founded = (read(text).records.iter())
            .any(|record| record.kind == EventType::AllianceFounded && !record.background);
        assert!(!founded, "{text}");
    }
}

#[test]
fn rules_that_are_followed_are_not_adopted() {
    let text = "6月18日，《水泵能效规范》已按《江南水泵产业联盟标准管理办法》的程序审查通过，\
                江南水泵产业联盟现予发布。";
    assert_eq!(kinds(text), [EventType::DocumentIssued]);
}

#[test]
fn cities_take_offices_by_many_verbs() {
    let text = "6月18日，江南旅游城市联盟年会在嘉兴举行，宁波市从绍兴市手中接棒，当选新一任轮值主席城市；\
                湖州市、衢州市获推举为轮值副主席城市。";
    let record = only(text, EventType::LeadershipElected);
    assert_eq!(roles(&record, "宁波市"), [OrganizationRole::ChairUnit]);
    assert_eq!(roles(&record, "湖州市"), [OrganizationRole::ViceChairUnit]);
    assert_eq!(roles(&record, "衢州市"), [OrganizationRole::ViceChairUnit]);
    assert!(roles(&record, "绍兴市").is_empty());
}

#[test]
fn a_bracket_behind_a_meeting_says_where_it_is() {
    let record = only(
        "6月18日，《水泵能效白皮书》在2024水泵节能论坛(唐山)上由江南水泵产业联盟发布。",
        EventType::MeetingHeld,
    );
    assert_eq!(record.place.unwrap().value.city.as_deref(), Some("唐山市"));
}

#[test]
fn a_row_gives_the_holder_behind_the_own_post() {
    let text = "6月18日，江南水泵产业联盟成立大会在嘉兴召开，会议表决通过了理事会名单：\n\n职务 单位\n\n\
                理事长单位 东湖电机有限公司\n\n秘书长 云江大学副校长 赵一凡\n\n大会由云江大学承办。";
    let record = only(text, EventType::LeadershipElected);
    assert!(record.persons.iter().any(|person| person.name == "赵一凡"));
}

#[test]
fn who_is_on_the_list_is_a_member() {
    let text = "6月18日，江南水泵产业联盟成立大会在嘉兴举行，17家企业成为首批成员，\
                东湖电机有限公司也在名单里。";
    let record = only(text, EventType::AllianceFounded);
    assert!(!roles(&record, "东湖电机有限公司").is_empty());
}
