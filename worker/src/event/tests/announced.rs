//! What notices, tables and lists announce, and meetings that bear only a number.

use super::{kinds, only, read};
use crate::record::EventType;

fn subjects(text: &str, kind: EventType) -> Vec<String> {
    let mut found: Vec<String> = (read(text).records.iter())
        .filter(|record| record.kind == kind && !record.background)
        .filter_map(|record| Some(record.subject.as_ref()?.value.clone()))
        .collect();
    found.sort();
    found
}

fn alliances(text: &str, kind: EventType) -> Vec<String> {
    let mut found: Vec<String> = (read(text).records.iter())
        .filter(|record| record.kind == kind && !record.background)
        .filter_map(|record| Some(record.alliances.first()?.name.clone()))
        .collect();
    found.sort();
    found
}

#[test]
fn a_notice_publishes_at_the_end_of_its_sentence() {
    let text = "关于发布《水泵能效评价规范》团体标准的公告\n按照有关规定，由宁州水泵公司等9家单位编制的《水泵能效评价规范》，经江南水泵联盟标准化委员会审查通过，\
        现予发布，自10月1日起实施。\n江南水泵联盟\n2024年6月12日";
    assert!(subjects(text, EventType::DocumentIssued).contains(&"水泵能效评价规范".to_owned()));
}

#[test]
fn a_notice_is_known_by_what_it_announces() {
    for title in [
        "宁州市拟备案产业联盟名单公示",
        "江南水泵联盟第二届理事会选举结果公告",
        "关于召开江南水泵联盟2024年年会的通知（第二轮）",
    ] {
        let text = format!(
            "{title}\n现将江南水泵联盟有关事项公布如下，请相互转告。\n宁州市工业和信息化局\n2024年6月12日"
        );
        assert_eq!(
            subjects(&text, EventType::DocumentIssued).len(),
            1,
            "{title}"
        );
    }
    let bid = "宁州泵站工程中标结果公告\n中标人为江南水泵联合体，公示期三天。\n宁州市水利局\n2024年6月12日";
    assert!(subjects(bid, EventType::DocumentIssued).is_empty());
}

#[test]
fn what_is_only_read_out_is_not_issued() {
    let text =
        "江南水泵联盟成立大会6月12日在宁州举行，会上宣读了《关于同意成立江南水泵联盟的批复》。";
    assert!(subjects(text, EventType::DocumentIssued).is_empty());
}

#[test]
fn a_covenant_is_issued_where_all_put_their_mark_on_it() {
    let text = "6月12日，江南茶业联盟在宁州成立，72家成员代表在《诚信经营公约》上按下红手印。";
    assert_eq!(subjects(text, EventType::DocumentIssued), ["诚信经营公约"]);
    let declared =
        "6月12日，江南高新区联盟成立大会在宁州举行，兰州、银川等地代表在成立宣言上按下手印。";
    assert!(!kinds(declared).contains(&EventType::AgreementSigned));
}

#[test]
fn each_row_of_a_table_below_their_count_is_founded() {
    let text = "6月12日，市科技局公布年度名单，新增3家创新联合体。\n序号 | 创新联合体名称 | 牵头单位\n\
        1 | 宁州市智能水泵创新联合体 | 宁州水泵公司\n2 | 宁州市高端轴承创新联合体 | 宁州轴承集团\n\
        3 | 宁州市生物育种创新联合体 | 宁州种业公司";
    assert_eq!(alliances(text, EventType::AllianceFounded).len(), 3);
}

#[test]
fn several_that_got_their_signs_are_named_behind() {
    let text = "在6月12日的企业家大会上，第三批共3家产业联盟接过牌匾，分别是江南水泵产业联盟、江南轴承产业联盟、江南陶瓷产业联盟。";
    assert_eq!(alliances(text, EventType::AllianceFounded).len(), 3);
    let members = "在6月12日的江南水泵联盟年会上，3家联盟成员单位接过牌匾，分别是宁州泵业公司、宁州大学、宁州阀门厂。";
    assert!(alliances(members, EventType::AllianceFounded).is_empty());
}

#[test]
fn a_table_tells_who_leads_each_alliance() {
    let text = "<html><body><h1>两家联盟授牌</h1><p>6月12日，宁州水泵校企联盟、宁州陶瓷校企联盟在宁州授牌成立。</p>\
        <table><tr><td>联盟</td><td>理事长单位</td><td>秘书处</td></tr>\
        <tr><td>宁州水泵校企联盟</td><td>宁州水泵有限公司</td><td>宁州学院</td></tr>\
        <tr><td>宁州陶瓷校企联盟</td><td>宁州陶瓷有限公司</td><td>宁州学院</td></tr>\
        </table></body></html>";
    assert_eq!(
        alliances(text, EventType::LeadershipElected),
        ["宁州水泵校企联盟", "宁州陶瓷校企联盟"]
    );
}

#[test]
fn a_meeting_with_only_a_number_is_named_after_its_holder() {
    for (text, name) in [
        (
            "6月12日下午，江南水泵产业联盟召开二届一次会员大会。",
            "江南水泵产业联盟二届一次会员大会",
        ),
        (
            "“江南水泵产业联盟”6月12日在宁州召开第三次理事会，与会企业一致同意限产。",
            "江南水泵产业联盟第三次理事会",
        ),
        (
            "6月12日，江南水泵产业联盟理事会秘书处召开第二次会议。",
            "江南水泵产业联盟理事会秘书处第二次会议",
        ),
    ] {
        let record = only(text, EventType::MeetingHeld);
        assert_eq!(record.subject.unwrap().value, name, "{text}");
    }
    let forum = only(
        "6月12日，江南水泵产业联盟在宁州举办首届水泵发展论坛。",
        EventType::MeetingHeld,
    );
    assert_eq!(forum.subject.unwrap().value, "首届水泵发展论坛");
}

#[test]
fn marks_around_the_whole_make_a_meeting_s_name() {
    let text = "宁州市政府6月12日举办「智慧物流高峰会」，会中「宁州低碳物流联盟」正式揭牌。";
    assert_eq!(subjects(text, EventType::MeetingHeld), ["智慧物流高峰会"]);
    let talk = "6月12日，“氢启江南”高端对话活动在宁州举行，江南氢能装备联盟在活动上揭牌。";
    assert_eq!(subjects(talk, EventType::MeetingHeld).len(), 1);
}

#[test]
fn a_branch_s_own_meeting_is_none_of_the_alliance() {
    let text = "6月12日，江南水泵联盟党支部成立大会在宁州举行。下午5时，支部召开第一次委员会议。";
    assert!(subjects(text, EventType::MeetingHeld).is_empty());
}

#[test]
fn an_initiative_with_a_founding_to_come_is_a_plan() {
    for text in [
        "6月6日，学校研究同意，由学校与宁州纺织公司共同发起江南服装产教联盟，力争今年第三季度成立。",
        "6月6日，四地企业正筹备组建江南集装箱联盟，联盟揭牌仪式初步定于9月12日在宁州举行。",
        "江南水泵产业联盟筹备推进会6月6日在宁州召开，宁州水泵公司等12家单位参加。",
    ] {
        let kinds = kinds(text);
        assert!(kinds.contains(&EventType::AlliancePlanned), "{text}");
        assert!(!kinds.contains(&EventType::AllianceFounded), "{text}");
    }
}

#[test]
fn what_is_said_of_a_planned_alliance_is_of_the_plan() {
    let text = "经研究，拟组织成立江南工业设计联盟。一、联盟由设计企业、高校、协会联合成立。";
    assert_eq!(
        alliances(text, EventType::AlliancePlanned),
        ["江南工业设计联盟"]
    );
    assert!(alliances(text, EventType::AllianceFounded).is_empty());
}

#[test]
fn who_is_given_an_office_does_not_join() {
    let text =
        "6月12日，江南水泵联盟理事会在宁州召开，增补宁州水泵公司、宁州阀门公司为常务副理事长单位。";
    assert!(!kinds(text).contains(&EventType::MemberJoined));
    let joined =
        "6月12日，江南水泵联盟理事会在宁州召开，增补宁州水泵公司、宁州阀门公司为成员单位。";
    assert!(kinds(joined).contains(&EventType::MemberJoined));
}

#[test]
fn who_joins_may_stand_clauses_before() {
    let record = only(
        "江州航空公司今天宣布，已于6月8日通过审查，正式加入「东亚绿色航空联盟」。",
        EventType::MemberJoined,
    );
    assert_eq!(record.organizations[0].name, "江州航空公司");
    let named = only(
        "江南水泵联盟年会6月12日在宁州举行，会上宣布了3家新加入的会员：宁州泵业公司、宁州大学、宁州阀门公司。",
        EventType::MemberJoined,
    );
    assert_eq!(named.organizations.len(), 3);
}

#[test]
fn a_member_s_sign_founds_nothing() {
    let text = "6月12日，江南职教联盟授牌仪式在宁州学院举行，标志着宁州学院正式加入联盟。";
    assert!(!kinds(text).contains(&EventType::AllianceFounded));
    assert!(kinds(text).contains(&EventType::MemberJoined));
}

#[test]
fn a_party_alliance_may_have_a_committee_named_in_full() {
    let text = "6月12日，江南辣椒产业链党建联盟揭牌。中共江南辣椒产业链党建联盟委员会同步成立，宁州市农业农村局局长张建国任联盟党委书记。";
    assert!(kinds(text).contains(&EventType::PartyOrgFounded));
    let led = "6月12日，江南药材产业链党建联合体在宁州成立，宁州药业公司党委书记张建国任轮值书记。";
    assert!(!kinds(led).contains(&EventType::PartyOrgFounded));
}

#[test]
fn a_letter_agrees_to_a_new_name_in_marks() {
    let record = only(
        "经研究，同意将“江南丝网产业联盟”名称变更为“江南过滤材料产业联盟”。",
        EventType::AllianceRenamed,
    );
    assert_eq!(record.alliances[0].name, "江南过滤材料产业联盟");
}
