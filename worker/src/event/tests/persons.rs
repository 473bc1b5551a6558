//! Facts about who is elected, and who comes, presides, speaks and unveils.

use super::{kinds, only, read};
use crate::record::{EventType, PersonRole, Record};

/// Each person as name, organization and title.
fn posts(record: &Record) -> Vec<String> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    (record.persons.iter())
        .map(|person| {
            let (organization, title) = (part(&person.organization), part(&person.title));
            format!("{}|{organization}|{title}", person.name)
        })
        .collect()
}

#[test]
fn an_elected_person_without_a_post_has_the_office() {
    let record = only(
        "6月18日，江海市氢能产业联盟理事会在嘉兴召开，王启明任理事长，李牧、陈望等5人任副理事长。",
        EventType::LeadershipElected,
    );
    assert_eq!(
        posts(&record),
        [
            "王启明|江海市氢能产业联盟|理事长",
            "李牧|江海市氢能产业联盟|副理事长",
            "陈望|江海市氢能产业联盟|副理事长"
        ]
    );
}

#[test]
fn holders_may_follow_their_office_in_the_next_clause() {
    let record = only(
        "江海市氢能产业联盟18日改选，副会长两席，分别由远山公司总经理卓秀枝、海川公司处长林儒出任；\
         秘书长一职续由嘉禾大学研究员赖春担任。",
        EventType::LeadershipElected,
    );
    assert_eq!(
        posts(&record),
        [
            "卓秀枝|远山公司|总经理",
            "林儒|海川公司|处长",
            "赖春|嘉禾大学|研究员"
        ]
    );
}

#[test]
fn a_list_in_lines_elects() {
    let record = only(
        "6月18日，江海市氢能产业联盟换届大会召开。名单如下：\n理事长：王启明(江海能源集团有限公司董事长)\n\
         副理事长：李牧(远山集团总裁)\n陈望(海川公司总经理)\n秘书长：周正(嘉禾大学教授)",
        EventType::LeadershipElected,
    );
    assert_eq!(
        posts(&record),
        [
            "王启明|江海能源集团有限公司|董事长",
            "李牧|远山集团|总裁",
            "陈望|海川公司|总经理",
            "周正|嘉禾大学|教授"
        ]
    );
}

#[test]
fn a_list_behind_the_election_elects() {
    let record = only(
        "江海市氢能产业联盟18日换届，大会选出第三届理事会：理事长王启明(江海能源集团有限公司董事长)，\
         副理事长李牧(远山集团总裁)、陈望(嘉禾大学教授)，秘书长周正。",
        EventType::LeadershipElected,
    );
    assert_eq!(record.persons.len(), 4);
}

#[test]
fn who_gives_an_office_up_is_not_elected() {
    let names = |text: &str| -> Vec<String> {
        let record = only(text, EventType::LeadershipElected);
        record
            .persons
            .into_iter()
            .map(|person| person.name)
            .collect()
    };
    assert_eq!(
        names("江海市氢能产业联盟18日举行理事会，理事长由王启明变更为李牧。"),
        ["李牧"]
    );
    assert_eq!(
        names("江海市氢能产业联盟18日举行交接典礼，卸任理事长王启明将印信交予新任理事长李牧。"),
        ["李牧"]
    );
}

#[test]
fn a_committee_for_elections_is_not_elected() {
    let record = only(
        "18日，江海市氢能产业联盟由远山集团总裁李牧、海川公司总经理陈望组成选举委员会。\
         经过投票，江海能源董事长王启明当选理事长。",
        EventType::LeadershipElected,
    );
    assert_eq!(posts(&record), ["王启明|江海能源|董事长"]);
}

#[test]
fn leaders_of_a_society_are_not_those_of_an_alliance_that_came() {
    assert!(
        !kinds(
            "6月18日，江海市铝业协会第二届会员大会召开，远山集团董事长李牧当选会长。\
             东湖铝材产业联盟派出嘉宾。会议还聘请陈望继续担任名誉会长。"
        )
        .contains(&EventType::LeadershipElected)
    );
}

#[test]
fn who_unveils_an_alliance_at_a_meeting_came_to_its_founding() {
    let founded: Vec<Record> = read(
        "2024智能制造大会6月18日在嘉兴举行。会上，江海市氢能产业联盟、江海市船舶产业联盟成立。\
         市科技局处长方明主持。远山集团副总经理李牧、嘉禾大学副校长陈望等参加授牌。",
    )
    .records;
    for record in founded
        .iter()
        .filter(|record| record.kind == EventType::AllianceFounded)
    {
        assert_eq!(
            posts(record),
            ["李牧|远山集团|副总经理", "陈望|嘉禾大学|副校长"]
        );
    }
    assert_eq!(founded.len(), 3);
}

#[test]
fn who_comes_and_is_quoted_speaks() {
    let record = only(
        "6月18日，江海市氢能产业联盟成立大会在嘉兴举行。市经信局局长韩冬到会祝贺。他说，联盟要办实事。\
         市科技局局长方明为联盟授牌，并宣读批复。",
        EventType::AllianceFounded,
    );
    for person in &record.persons {
        assert_eq!(person.roles, [PersonRole::Speaker], "{}", person.name);
    }
    assert_eq!(record.persons.len(), 2);
}

#[test]
fn a_list_of_guests_goes_on_over_a_part_without_a_person() {
    let record = only(
        "江海市氢能产业联盟18日在嘉兴成立，吴中公司总经理于国，达信公司总经理赵茂，\
         联盟技术中心代表，皇泉酒厂总经理王建等近200人参加成立大会。",
        EventType::AllianceFounded,
    );
    assert_eq!(record.persons.len(), 3);
}

#[test]
fn the_chair_of_an_alliance_may_be_called_its_president() {
    let record = only(
        "江海市氢能产业联盟18日在嘉兴成立。联盟主席由海川协会会长王启明兼任。",
        EventType::LeadershipElected,
    );
    assert_eq!(posts(&record), ["王启明|海川协会|会长"]);
}

#[test]
fn the_first_chair_may_stand_before_or_behind_the_office() {
    for text in [
        "6月18日，江海市氢能产业联盟成立，江海公司董事长王启明当选首任理事长。",
        "6月18日，江海市氢能产业联盟成立，当选首任理事长王启明(江海公司董事长)。",
    ] {
        let record = only(text, EventType::LeadershipElected);
        assert_eq!(posts(&record), ["王启明|江海公司|董事长"], "{text}");
    }
}

#[test]
fn new_members_speak_at_their_joining() {
    let record = only(
        "6月18日，江海市氢能产业联盟年会在嘉兴举行。东湖电机有限公司、嘉禾大学加入联盟。\
         东湖电机有限公司总经理李牧代表新成员发言。",
        EventType::MemberJoined,
    );
    assert_eq!(posts(&record), ["李牧|东湖电机有限公司|总经理"]);
}

#[test]
fn the_post_in_a_bracket_is_no_office_of_the_alliance() {
    let record = only(
        "6月18日，江海市氢能产业联盟换届。名单如下：\n副理事长：王启明(江海公司董事长)\n\
         李牧(东湖农机协会副秘书长)\n秘书长：陈望(嘉禾农业中心主任)",
        EventType::LeadershipElected,
    );
    assert_eq!(record.persons.len(), 3);
}

#[test]
fn who_publishes_a_paper_speaks() {
    let record = only(
        "6月18日，江海市氢能产业联盟年会在嘉兴举行。会上，嘉禾大学教授陈望发布《氢能白皮书》，\
         江海公司总经理李牧、东湖公司董事长周正分别谈了应用经验。",
        EventType::MeetingHeld,
    );
    for person in &record.persons {
        assert_eq!(person.roles, [PersonRole::Speaker], "{}", person.name);
    }
    assert_eq!(record.persons.len(), 3);
}

#[test]
fn a_name_without_a_post_is_elected_to_the_office_behind_it() {
    let record = only(
        "6月14日，云江风电产业联盟在福州市举行换届大会，选举云江能源有限公司为理事长单位，\
         陈冠远任秘书长。",
        EventType::LeadershipElected,
    );
    let elected = record.persons.iter().any(|p| p.name == "陈冠远");
    assert!(elected, "{:?}", record.persons);
}

#[test]
fn a_counted_list_is_elected() {
    let record = only(
        "江海市氢能产业联盟18日举行理事会，会议选举王启明为秘书长，李牧、陈望、申屠远3人为副秘书长。",
        EventType::LeadershipElected,
    );
    assert_eq!(record.persons.len(), 4);
}

#[test]
fn a_table_of_columns_elects() {
    let record = only(
        "<p>江海市氢能产业联盟18日换届，大会选举产生了新一届理事会（名单见表）。</p>\
         <table><tr><td>职务</td><td>姓名</td><td>单位及职务</td></tr>\
         <tr><td>理事长</td><td>王启明</td><td>江海能源集团有限公司董事长</td></tr>\
         <tr><td rowspan=\"2\">副理事长</td><td>李牧</td><td>远山集团有限公司总经理</td></tr>\
         <tr><td>陈望</td><td>嘉禾大学工程学院副教授</td></tr></table>\
         <p>会后，与会代表还参观了海川产业园区的展厅。</p>",
        EventType::LeadershipElected,
    );
    assert_eq!(
        posts(&record),
        [
            "王启明|江海能源集团有限公司|董事长",
            "李牧|远山集团有限公司|总经理",
            "陈望|嘉禾大学工程学院|副教授"
        ]
    );
}

#[test]
fn offices_are_passed_or_named_by_their_term() {
    for text in [
        "江海市氢能产业联盟18日开会，表决通过远山市副市长朱焘为第一届理事会理事长。",
        "江海市氢能产业联盟18日成立，远山市副市长朱焘为首任联盟主席。",
        "江海市氢能产业联盟18日开会，远山市副市长朱焘为联盟首届轮值主席。",
    ] {
        let record = only(text, EventType::LeadershipElected);
        assert_eq!(posts(&record).len(), 1, "{text}");
        assert_eq!(record.persons[0].roles, [PersonRole::Elected], "{text}");
    }
    let record = only(
        "江海市职业学校联盟18日成立，海川职业学校为联盟首届轮值主席单位。",
        EventType::LeadershipElected,
    );
    assert_eq!(record.organizations[0].name, "海川职业学校");
}

#[test]
fn an_office_of_another_body_is_no_election() {
    let text = "江海市氢能产业联盟18日召开年会，任命联盟秘书长王启明担任海川创新中心副主任。";
    assert!(!kinds(text).contains(&EventType::LeadershipElected));
}

#[test]
fn a_party_list_goes_on_over_a_comma() {
    let record = only(
        "18日，中共江海市氢能产业联盟委员会成立大会举行，选举产生联盟党委第一届委员会。远山公司党委书记李牧\
         当选书记，嘉禾学院党总支书记宋望，海川银行副行长褚文当选副书记。",
        EventType::PartyOrgFounded,
    );
    let elected = (record.persons.iter())
        .filter(|person| person.roles.contains(&PersonRole::Elected))
        .count();
    assert_eq!(elected, 3);
    assert!(
        !kinds("18日，江海市氢能产业联盟选举产生联盟党委第一届委员会。")
            .contains(&EventType::LeadershipElected)
    );
}

#[test]
fn who_reads_a_document_out_speaks_of_it() {
    let record = only(
        "18日，江海市氢能产业联盟成立。会上，远山市商务局局长李牧宣读《江海氢能倡议书》。",
        EventType::DocumentIssued,
    );
    assert_eq!(record.persons[0].name, "李牧");
}

#[test]
fn a_list_of_guests_may_be_parted_by_semicolons() {
    let record = only(
        "18日，江海市氢能产业联盟成立大会在嘉兴举行。远山学院院长柳望、海川协会会长王启明；\
         江海市工信局副局长李牧、嘉禾大学教授陈望参加大会。",
        EventType::AllianceFounded,
    );
    assert_eq!(record.persons.len(), 4);
}

#[test]
fn who_speaks_as_newly_elected_is_elected() {
    let record = only(
        "江海市氢能产业联盟18日成立。作为新当选的江海市氢能产业联盟第一届理事长，海川学会理事长李牧表示，\
         创新是联盟的主题。",
        EventType::LeadershipElected,
    );
    assert_eq!(posts(&record), ["李牧|海川学会|理事长"]);
}

#[test]
fn an_office_held_before_or_never_filled_anew_is_no_election() {
    for text in [
        "江海市氢能产业联盟18日召开年会，海川中心理事长李牧通报了联盟新任副秘书长情况。",
        "18日，市民政局约谈三年不换届的江海市氢能产业联盟。",
    ] {
        assert!(
            !kinds(text).contains(&EventType::LeadershipElected),
            "{text}"
        );
    }
}

#[test]
fn the_alliance_of_the_meeting_told_elects() {
    let record = only(
        "6月16日，远山市科技局发布公示，远山市无人机创新联合体成立。\n6月18日，江海市氢能产业联盟第三次会员大会\
         在嘉兴召开，海川卫浴有限公司当选新一届理事长单位，该公司总裁区伟林任理事长。",
        EventType::LeadershipElected,
    );
    assert_eq!(record.alliances[0].name, "江海市氢能产业联盟");
    assert_eq!(posts(&record), ["区伟林|海川卫浴有限公司|总裁"]);
}

#[test]
fn who_speaks_for_the_alliance_or_its_new_members_speaks_there() {
    let text = "18日，江海市产业发展大会在嘉兴举行，会上江海市氢能创新联合体成立。\
                海川公司董事长李牧代表联合体发言。";
    let record = only(text, EventType::AllianceFounded);
    assert_eq!(record.persons[0].name, "李牧");
}
