//! Facts about events, each shown by a short report of our own.

mod alliances;
mod announced;
mod assemblies;
mod beginnings;
mod bodies;
mod boundaries;
mod brands;
mod chronicles;
mod counted_lists;
mod course;
mod inner_offices;
mod lists;
mod meant;
mod meeting_relations;
mod meetings;
mod minutes;
mod negatives;
mod offices;
mod official;
mod pacts;
mod persons;
mod programmes;
mod promotions;
mod recognized;
mod resolved_ends;
mod rows;
mod several;
mod signed_meant;
mod signings;
mod sites;
mod speakers;
mod wordings;

use proptest::prelude::*;

use crate::{
    Limits, Normalized, Submission,
    date::CivilDate,
    normalize,
    record::{EventType, OrganizationRole, PersonRole, Record},
};

/// Reads a report published on 2024-06-20: a page of markup where it begins with
/// a tag, else plain text.
pub(crate) fn read(text: &str) -> Normalized {
    let submission = Submission {
        body: text.as_bytes(),
        content_type: if text.starts_with('<') {
            "text/html; charset=utf-8"
        } else {
            "text/plain; charset=utf-8"
        },
        published_at: CivilDate::new(2024, 6, 20),
        ..Submission::default()
    };
    normalize(&submission, &Limits::default()).unwrap()
}

fn kinds(text: &str) -> Vec<EventType> {
    let mut kinds: Vec<_> = read(text)
        .records
        .iter()
        .map(|record| record.kind)
        .collect();
    kinds.sort();
    kinds
}

pub(crate) fn only(text: &str, kind: EventType) -> Record {
    let mut found: Vec<Record> = read(text).records;
    found.retain(|record| record.kind == kind && !record.background);
    assert_eq!(found.len(), 1, "{kind:?} of {text}");
    found.remove(0)
}

fn roles(record: &Record, name: &str) -> Vec<OrganizationRole> {
    (record.organizations.iter())
        .find(|organization| organization.name == name)
        .map(|organization| organization.roles.clone())
        .unwrap_or_default()
}

#[test]
fn a_founding_has_its_day_place_and_founders() {
    let record = only(
        "6月18日，江海市氢能产业联盟在浙江省嘉兴市成立。联盟由江海能源集团有限公司牵头，\
         嘉禾大学、东湖电机有限公司等12家单位共同组建。",
        EventType::AllianceFounded,
    );
    assert_eq!(record.alliances[0].name, "江海市氢能产业联盟");
    assert_eq!(record.date.unwrap().value.to_string(), "2024-06-18");
    let place = record.place.as_ref().unwrap();
    assert_eq!(place.value.city.as_deref(), Some("嘉兴市"));
    let lead = (record.organizations.iter()).find(|o| o.name == "江海能源集团有限公司");
    assert_eq!(lead.unwrap().roles, [OrganizationRole::Organizer]);
}

#[test]
fn a_plan_is_no_founding() {
    assert_eq!(
        kinds("记者6月18日获悉，江海市将成立“江海智能机床产业联盟”。"),
        [EventType::AlliancePlanned]
    );
}

#[test]
fn a_plan_without_a_name_is_skipped_with_its_reason() {
    let read = read("下一步，江海市将在机床行业成立产业联盟，推动上下游合作。");
    assert!(read.records.is_empty());
    assert!(
        read.skipped
            .iter()
            .any(|skip| skip.reason == "plan without a name")
    );
}

#[test]
fn a_denial_gives_no_event() {
    let text = "江海机床有限公司6月18日否认成立“江海智能机床产业联盟”。";
    assert_eq!(kinds(text), []);
}

#[test]
fn a_hypothesis_gives_no_event() {
    assert_eq!(kinds("如果江海智能机床产业联盟成立，企业会不会加入？"), []);
}

#[test]
fn what_recurs_is_no_meeting() {
    assert_eq!(
        kinds("江海智能机床产业联盟每年举办江海智能机床产业联盟年会。"),
        []
    );
}

#[test]
fn told_twice_is_one_founding() {
    let text =
        "6月18日，江海智能机床产业联盟在嘉兴市揭牌。\n据介绍，江海智能机床产业联盟18日正式成立。";
    only(text, EventType::AllianceFounded);
}

#[test]
fn an_earlier_founding_is_background() {
    let read = read(
        "6月18日，江海智能机床产业联盟2024年年会在嘉兴市召开。江海智能机床产业联盟成立于2016年5月。",
    );
    let founding = (read.records.iter())
        .find(|record| record.kind == EventType::AllianceFounded)
        .unwrap();
    assert!(founding.background);
    assert_eq!(founding.date.as_ref().unwrap().value.to_string(), "2016-05");
}

#[test]
fn a_report_of_one_event_posted_late_is_of_that_event() {
    let record = only(
        "江海半导体产业联盟于2023年11月12日召开一届一次理事会并宣告成立，共32家单位参加。",
        EventType::AllianceFounded,
    );
    assert_eq!(record.date.unwrap().value.to_string(), "2023-11-12");
}

#[test]
fn elected_units_take_the_role_of_their_office() {
    let record = only(
        "6月18日，江海智能机床产业联盟第二届会员大会在嘉兴市召开。会议选举江海机床有限公司为理事长单位，\
         嘉禾大学为副理事长单位，秘书处设在东湖电机有限公司。",
        EventType::LeadershipElected,
    );
    assert_eq!(
        roles(&record, "江海机床有限公司"),
        [OrganizationRole::ChairUnit]
    );
    assert_eq!(
        roles(&record, "嘉禾大学"),
        [OrganizationRole::ViceChairUnit]
    );
    assert_eq!(
        roles(&record, "东湖电机有限公司"),
        [OrganizationRole::SecretariatUnit]
    );
}

#[test]
fn signatories_and_the_sum_belong_to_the_agreement() {
    let record = only(
        "6月18日，江海机床有限公司与嘉禾大学在嘉兴市签署合作协议，项目总投资2亿元。",
        EventType::AgreementSigned,
    );
    assert_eq!(
        roles(&record, "江海机床有限公司"),
        [OrganizationRole::Signatory]
    );
    assert_eq!(roles(&record, "嘉禾大学"), [OrganizationRole::Signatory]);
    assert_eq!(record.amounts[0].units, 200_000_000);
}

#[test]
fn a_new_name_makes_the_old_one_an_alias() {
    let record = only(
        "6月18日，江海机床产业联盟正式更名为江海智能装备产业联盟。",
        EventType::AllianceRenamed,
    );
    assert_eq!(record.alliances.len(), 1);
    assert_eq!(record.alliances[0].name, "江海智能装备产业联盟");
    assert!(
        record.alliances[0]
            .aliases
            .contains(&"江海机床产业联盟".to_owned())
    );
}

#[test]
fn who_presides_and_who_speaks_is_told_apart() {
    let record = only(
        "6月18日，江海智能机床产业联盟2024年年会在嘉兴市召开。江海市经济和信息化局副局长周明远致辞，\
         年会由嘉禾大学校长林书文主持。",
        EventType::MeetingHeld,
    );
    let role = |name: &str| {
        (record.persons.iter())
            .find(|person| person.name == name)
            .map(|person| person.roles.clone())
    };
    assert_eq!(role("周明远"), Some(vec![PersonRole::Speaker]));
    assert_eq!(role("林书文"), Some(vec![PersonRole::Host]));
}

#[test]
fn a_meeting_to_come_gives_no_meeting() {
    let read = read("江海智能机床产业联盟2024年年会将于7月18日在嘉兴市召开。");
    assert!(read.records.is_empty());
    assert!(
        read.skipped
            .iter()
            .any(|skip| skip.reason == "future meeting")
    );
}

#[test]
fn the_article_itself_is_what_a_quote_proves() {
    let read = read("6月18日，江海智能机床产业联盟在嘉兴市成立。");
    let record = &read.records[0];
    for evidence in &record.alliances[0].evidence {
        let span = evidence.text_span.unwrap();
        assert_eq!(read.article.text.get(span.range()), evidence.quote);
        assert!(evidence.body_span.is_some());
        let sentence = &record.sentences[evidence.sentence.unwrap() as usize];
        assert!(sentence.text.contains(&evidence.quote));
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        let submission = Submission {
            body: text.as_bytes(),
            content_type: "text/plain; charset=utf-8",
            ..Submission::default()
        };
        if let Ok(read) = normalize(&submission, &Limits::default()) {
            prop_assert!(read.records.iter().all(|record| !record.sentences.is_empty()));
        }
    }

    #[test]
    fn no_order_of_words_makes_it_panic(words in prop::collection::vec(prop::sample::select(vec![
        "江海机床产业联盟", "联盟", "成立", "更名为", "嘉禾大学", "与", "签署", "《", "》", "“", "”", "，", "。", "：",
        "6月18日", "在嘉兴市", "当选", "理事长单位", "秘书处设在", "通过", "章程", "局长周明远", "出席", "致辞", "2亿元",
        "加入", "解散", "发布", "将", "未", "年会", "召开", "\n", "等12家单位", "共同", "（以下简称", "）",
    ]), 0..40)) {
        let text = words.concat();
        let submission = Submission {
            body: text.as_bytes(),
            content_type: "text/plain; charset=utf-8",
            ..Submission::default()
        };
        if let Ok(read) = normalize(&submission, &Limits::default()) {
            for record in &read.records {
                prop_assert!((0.0..=1.0).contains(&record.confidence));
                prop_assert!(!record.sentences.is_empty());
            }
        }
    }
}

#[test]
fn founders_that_are_alliances_are_not_founded() {
    let read = read("6月5日，江南茶叶产业联盟由甲县茶业联盟、乙县茶机联盟合并组建。");
    let founded: Vec<_> = (read.records.iter())
        .filter(|record| record.kind == EventType::AllianceFounded)
        .map(|record| record.alliances[0].name.as_str())
        .collect();
    assert_eq!(founded, ["江南茶叶产业联盟"]);
}

#[test]
fn members_join_the_alliance_that_the_sentence_begins_with() {
    let read = read(
        "6月3日，海东渔业联盟在舟山市揭牌。\n\
         6月4日，江南茶叶联盟迎来新成员，江南大学、无锡机床有限公司等五家单位正式加入。",
    );
    let joined = (read.records.iter())
        .find(|record| record.kind == EventType::MemberJoined)
        .unwrap();
    assert_eq!(joined.alliances[0].name, "江南茶叶联盟");
    assert_eq!(joined.organizations.len(), 2);
}

/// City or province of each record that is no background.
fn places(text: &str) -> Vec<String> {
    (read(text).records.iter())
        .filter(|record| !record.background)
        .filter_map(|record| record.place.as_ref())
        .map(|place| {
            let place = &place.value;
            place.city.clone().unwrap_or_else(|| place.province.clone())
        })
        .collect()
}

#[test]
fn a_plan_is_of_the_province_that_the_alliance_names() {
    let text = "6月5日，浙江省科技厅公开征集浙江省丝绸产业技术创新战略联盟首批成员单位。";
    assert_eq!(places(text), ["浙江省"]);
}

#[test]
fn an_item_of_a_digest_is_from_its_label() {
    let text = "【宁波】6月5日，海东渔业联盟揭牌，江南大学、宁波渔业有限公司等单位加入。\n\
                【厦门】6月6日，闽江茶叶联盟揭牌。";
    let places = places(text);
    assert_eq!(places.first().map(String::as_str), Some("宁波市"));
    assert_eq!(places.last().map(String::as_str), Some("厦门市"));
}

#[test]
fn the_last_dated_line_of_a_notice_stands_before_its_annexes() {
    let read = read(
        "江南市科技局关于撤销江南茶叶产业联盟的通知\n各有关单位：\n\
         经研究，决定撤销江南茶叶产业联盟，请做好善后工作。\n\
         江南市科技局\n二〇二四年五月六日\n附件：1.联盟名单\n2.资产清单\n3.联系表\n4.其他",
    );
    let dates: Vec<_> = (read.records.iter())
        .filter_map(|record| record.date.as_ref())
        .map(|date| date.value.to_string())
        .collect();
    assert!(
        !dates.is_empty() && dates.iter().all(|date| date == "2024-05-06"),
        "{dates:?}"
    );
}

#[test]
fn a_meeting_that_prepares_a_founding_is_a_plan() {
    let text = "6月5日，甲学院组织召开“江南职教联盟”成立大会筹备会，20家院校到会。";
    assert!(kinds(text).contains(&EventType::AlliancePlanned));
    assert!(!kinds(text).contains(&EventType::AllianceFounded));
}

#[test]
fn a_day_to_come_makes_a_plan() {
    assert_eq!(
        kinds("江南茶叶产业联盟下月成立。"),
        [EventType::AlliancePlanned]
    );
}

#[test]
fn the_lines_below_a_plaque_giving_are_foundings() {
    let read = read(
        "三家市级创新联合体获授牌\n\
         2024-06-06\u{3000}来源：江南日报\n\
         \n\
         \u{3000}\u{3000}6月5日，2024江南产学研融合大会在宁波市举行，来自各地的两百多名代表参加，大家围绕产业发展深入交流。\n\
         \u{3000}\u{3000}会上，宁波市科技局副局长张文清为3家市级创新联合体授牌：\n\
         创新联合体 牵头单位\n\
         宁波市精密模具创新联合体 江南模具有限公司\n\
         宁波市海洋材料创新联合体 江南材料有限公司\n\
         宁波市磁性材料创新联合体 江南磁材有限公司\n\
         \u{3000}\u{3000}大会由江南大学承办，与会代表参观了实验室。",
    );
    let founded = (read.records.iter())
        .filter(|record| record.kind == EventType::AllianceFounded)
        .count();
    assert_eq!(founded, 3);
}

#[test]
fn an_alliance_of_party_bodies_has_no_party_body() {
    let text = "6月5日，江南茶叶产业联盟党委揭牌仪式在杭州市举行。同日，茶香党建联盟启动运行。\n\
                江南茶业有限公司总经理张文清任联盟党委书记。";
    let read = read(text);
    let owners: Vec<_> = (read.records.iter())
        .filter(|record| record.kind == EventType::PartyOrgFounded)
        .map(|record| record.alliances[0].name.as_str())
        .collect();
    assert_eq!(owners, ["江南茶叶产业联盟"]);
}

#[test]
fn components_and_supporters_have_their_roles() {
    let record = only(
        "6月13日，闽江食品产业联盟在福州市成立。联盟由福建都会大学、东湖学院和\
         闽江高等教育科技学院四所院校组成。福建省商务厅给予支持，福建省财政厅担任指导单位。",
        EventType::AllianceFounded,
    );
    let member = [OrganizationRole::Member];
    assert_eq!(roles(&record, "福建都会大学"), member);
    assert_eq!(roles(&record, "闽江高等教育科技学院"), member);
    let support = [OrganizationRole::CoOrganizer];
    assert_eq!(roles(&record, "福建省商务厅"), support);
    let guide = [OrganizationRole::Authority];
    assert_eq!(roles(&record, "福建省财政厅"), guide);
}

#[test]
fn a_campus_in_brackets_is_part_of_the_university() {
    let record = only(
        "6月13日，云江食品产业联盟在福州市成立。联盟由云江集团有限公司牵头，\
         联合中国地质大学（武汉）、东湖理工大学等23家单位组建。",
        EventType::AllianceFounded,
    );
    let member = [OrganizationRole::Member];
    assert_eq!(roles(&record, "中国地质大学(武汉)"), member);
}

#[test]
fn a_bracket_behind_a_zone_narrows_the_place() {
    let record = only(
        "6月13日，云江氢能产业联盟在武汉经济技术开发区（汉南区）成立。",
        EventType::AllianceFounded,
    );
    let place = record.place.unwrap().value;
    assert_eq!(place.district.as_deref(), Some("汉南区"));
}

#[test]
fn a_notice_is_signed_before_its_annex() {
    let records = read(
        "关于征集云江食品产业联盟成员单位的通知\n\n各有关单位：\n经研究，拟筹建云江食品产业联盟，\
         现征集首批成员单位。\n\n福建省商务厅\n2024年6月12日\n\n附件：1.申请表\n2.联盟章程（草案）",
    )
    .records;
    let planned = (records.iter())
        .find(|r| r.kind == EventType::AlliancePlanned)
        .unwrap();
    assert_eq!(
        planned.date.as_ref().unwrap().value.to_string(),
        "2024-06-12"
    );
    assert_eq!(
        roles(planned, "福建省商务厅"),
        [OrganizationRole::Organizer]
    );
}
