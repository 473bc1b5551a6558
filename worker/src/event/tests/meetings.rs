//! Facts about meetings, what they adopt and issue, and those still to come.

use super::{kinds, only, read, roles};
use crate::record::{EventType, OrganizationRole};

fn meeting(text: &str) -> String {
    only(text, EventType::MeetingHeld)
        .subject
        .map_or_else(String::new, |subject| subject.value)
}

#[test]
fn a_meeting_keeps_its_counted_name() {
    for (text, name) in [
        (
            "6月15日，云江水泵产业联盟在福州市召开第二届第三次会员大会，陈冠远当选理事长。",
            "云江水泵产业联盟第二届第三次会员大会",
        ),
        (
            "6月15日，在福州市召开的云江水泵产业联盟一届三次理事会上，东湖电机有限公司获准入盟。",
            "云江水泵产业联盟一届三次理事会",
        ),
        (
            "6月15日，云江水泵产业联盟第四届一次会员代表大会在福州市召开。",
            "云江水泵产业联盟第四届一次会员代表大会",
        ),
        (
            "云江水泵产业联盟第二次理事会6月15日在福州市以线上方式召开。",
            "云江水泵产业联盟第二次理事会",
        ),
        (
            "云江水泵产业联盟常务理事会6月15日在福州市鼓楼区举行。",
            "云江水泵产业联盟常务理事会",
        ),
        (
            "在6月15日召开的2024年度全体成员大会上，云江水泵产业联盟发布《水泵节能白皮书》。",
            "2024年度全体成员大会",
        ),
    ] {
        assert_eq!(meeting(text), name, "{text}");
    }
}

#[test]
fn a_wider_meeting_at_which_an_alliance_acted_is_told() {
    for (text, name) in [
        (
            "在6月15日举行的第五届江南水泵论坛上，云江水泵产业联盟与东湖大学、嘉禾电机有限公司签约。",
            "第五届江南水泵论坛",
        ),
        (
            "6月15日，“控成本、提效率”行业座谈会在福州市举行。会上，云江水泵产业联盟发出\
             《水泵行业公平竞争倡议书》。",
            "控成本、提效率行业座谈会",
        ),
        (
            "6月15日，由云江水泵产业联盟召集的水泵企业出海座谈会在福州市举行。",
            "水泵企业出海座谈会",
        ),
    ] {
        assert_eq!(meeting(text), name, "{text}");
    }
}

#[test]
fn a_forum_to_talk_in_is_no_meeting() {
    assert_eq!(
        kinds("云江水泵产业联盟6月15日成立。在联盟官方论坛上，网友讨论热烈。"),
        [EventType::AllianceFounded]
    );
}

#[test]
fn the_first_assembly_of_a_founding_is_the_founding() {
    assert_eq!(
        kinds("6月15日，云江水泵产业联盟在福州市成立，随后召开第一次成员大会。"),
        [EventType::AllianceFounded]
    );
    let own =
        read("6月15日，云江水泵产业联盟在福州市成立。同日，云江水泵产业联盟第一次理事会召开。");
    assert!(own.records.iter().any(|r| r.kind == EventType::MeetingHeld));
}

#[test]
fn what_a_meeting_to_come_is_to_do_has_not_happened() {
    for text in [
        "云江水泵产业联盟定于7月10日在福州市召开会员大会，审议通过新章程，选举陈冠远为理事长。",
        "云江水泵产业联盟拟于7月中旬举行年会，表决通过联盟章程。",
        "云江水泵产业联盟秘书处介绍，联盟将于7月召开理事会会议，推选东湖电机有限公司为理事长单位。",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn a_meeting_held_to_push_something_on_is_held() {
    let kinds = kinds(
        "6月15日，为加快推进标准建设，云江水泵产业联盟在福州市召开第二次会员大会，表决通过联盟章程。",
    );
    assert!(kinds.contains(&EventType::CharterAdopted), "{kinds:?}");
    assert!(kinds.contains(&EventType::MeetingHeld), "{kinds:?}");
}

#[test]
fn a_call_for_a_meeting_is_the_notice_alone() {
    let text = "关于召开云江水泵产业联盟第二次会员大会的通知\n\n各成员单位：\n\
         云江水泵产业联盟定于7月10日召开第二次会员大会，现将有关事项通知如下：\n\
         一、时间：7月10日上午9时。\n二、内容：（1）审议通过联盟章程。（2）选举东湖电机有限公司为理事长单位。\n\n\
         云江水泵产业联盟秘书处\n2024年6月12日";
    assert_eq!(kinds(text), [EventType::DocumentIssued]);
}

#[test]
fn articles_of_rules_tell_nothing_but_their_adoption() {
    let text = "云江水泵产业联盟章程\n发布日期：2024-06-18\n（2024年6月11日第一次会员大会表决通过）\n第一章 总则\n\
         第一条 本联盟名称为云江水泵产业联盟。\n第二条 会员大会审议通过章程，选举理事长。\n\
         第三条 秘书处设在东湖大学。\n第四条 东湖电机有限公司经批准加入联盟。";
    let adopted = only(text, EventType::CharterAdopted);
    assert_eq!(adopted.alliances[0].name, "云江水泵产业联盟");
    assert_eq!(adopted.date.unwrap().value.to_string(), "2024-06-11");
    assert_eq!(kinds(text), [EventType::CharterAdopted]);
}

#[test]
fn a_charter_is_adopted_where_its_object_stands_before() {
    for text in [
        "6月15日，云江水泵产业联盟召开第二次会员大会。会议讨论了《会费管理办法》，经举手表决，一致通过。",
        "6月15日，云江水泵产业联盟召开第二次会员大会。大会同时修正联盟章程第12条。",
        "6月15日，云江水泵产业联盟召开第二次会员大会。《议事规则》经与会会员表决通过。",
    ] {
        let kinds = kinds(text);
        assert!(kinds.contains(&EventType::CharterAdopted), "{text}");
    }
}

#[test]
fn a_draft_under_discussion_is_not_adopted() {
    let kinds = kinds("6月15日，云江水泵产业联盟召开第二次会员大会。会议讨论了章程修改草案。");
    assert!(!kinds.contains(&EventType::CharterAdopted));
}

#[test]
fn the_alliance_that_a_sentence_begins_with_issues_the_documents() {
    let text = "6月15日，云江水泵产业联盟在福州市举行开放日，现场发布《水泵行业自律公约》和\
         《致用户的一封信》。";
    let records = read(text).records;
    let issued: Vec<_> = (records.iter())
        .filter(|r| r.kind == EventType::DocumentIssued)
        .collect();
    assert_eq!(issued.len(), 2, "{text}");
    for record in issued {
        let organizer = [OrganizationRole::Organizer];
        assert_eq!(roles(record, "云江水泵产业联盟"), organizer);
    }
}

#[test]
fn who_issues_together_may_stand_before_a_comma() {
    let record = only(
        "活动期间，云江水泵产业联盟、东湖大学等9家机构，共同发布《水泵绿色发展合作倡议》。",
        EventType::DocumentIssued,
    );
    let organizer = [OrganizationRole::Organizer];
    assert_eq!(roles(&record, "云江水泵产业联盟"), organizer);
    assert_eq!(roles(&record, "东湖大学"), organizer);
}

#[test]
fn a_counted_assembly_of_a_later_term_is_no_founding() {
    let text = "周报\n6月14日，北山缝纫产业联盟在台州市成立。\n云江水泵产业联盟6月15日在福州市召开第二届第一次\
         会员代表大会，陈冠远当选理事长。";
    assert_eq!(meeting(text), "云江水泵产业联盟第二届第一次会员代表大会");
}

#[test]
fn a_film_and_a_clarification_are_no_documents() {
    for text in [
        "动画电影《银星联盟》今日发布预告，讲述信鸽的故事。",
        "东湖电机有限公司关于媒体报道的澄清公告\n\n公司未参与组建云江水泵产业联盟。\n\n\
         东湖电机有限公司\n2024年6月12日",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn work_plans_are_adopted_as_rules_are() {
    for text in [
        "6月15日，云江水泵产业联盟理事会在福州市召开，会议审议并表决通过了联盟2025年度工作要点。",
        "6月15日，云江水泵产业联盟理事会在福州市召开，原则通过了秘书处起草的《下半年工作要点》。",
        "6月15日，云江水泵产业联盟理事会在福州市召开。会议审议通过了以下事项：\n\
         1.《联盟会费管理办法》；\n2. 同意吸收东湖电机有限公司入会。",
    ] {
        assert!(kinds(text).contains(&EventType::CharterAdopted), "{text}");
    }
}

#[test]
fn courses_and_talks_are_meetings() {
    assert_eq!(
        meeting("6月15日，2024年水泵产业联盟规范建设研修会在福州市召开，云江水泵产业联盟主办。"),
        "2024年水泵产业联盟规范建设研修会"
    );
    assert_eq!(
        meeting(
            "6月15日，云江水泵产业联盟新成员授牌仪式在福州市举行。仪式是联盟2024年春季工作座谈会的一项内容。"
        ),
        "联盟2024年春季工作座谈会"
    );
}

#[test]
fn a_meeting_of_a_later_year_has_not_been_held() {
    let text = "6月15日，云江水泵产业联盟第三届年会在福州市召开，会上宣布2025年年会由东湖市承办。";
    assert_eq!(meeting(text), "云江水泵产业联盟第三届年会");
}

#[test]
fn the_party_assembly_of_a_founding_is_the_founding() {
    let text = "6月15日，中共云江水泵产业联盟委员会成立大会暨第一次党员代表会议在福州市召开。";
    assert_eq!(kinds(text), [EventType::PartyOrgFounded]);
}

#[test]
fn rows_below_a_word_of_publishing_are_documents() {
    let text = "<p>6月15日，云江水泵产业联盟发布《水泵节能白皮书》。</p>\
                <p>同时发布的还有两项团体标准：</p>\
                <table><tr><td>T/YJ 011—2024</td><td>《离心泵能效测试规范》</td><td>东湖电机有限公司</td></tr>\
                <tr><td>T/YJ 012—2024</td><td>《潜水泵运行维护指南》</td><td>海川大学</td></tr></table>\
                <p>会议期间，与会代表参观了海川产业园区的展厅。</p>";
    let documents = (kinds(text).iter())
        .filter(|kind| **kind == EventType::DocumentIssued)
        .count();
    assert_eq!(documents, 3);
    let text = "6月15日，云江水泵产业联盟发布了《离心泵能效测试规范》《水泵》两项团体标准。";
    assert_eq!(
        kinds(text),
        [EventType::DocumentIssued, EventType::DocumentIssued]
    );
}

#[test]
fn rules_on_alliances_as_such_are_documents_of_the_field() {
    let record = only(
        "6月15日，福州市企业创新大会召开，福州市科技局发布了《福州市创新联合体管理办法(试行)》。",
        EventType::DocumentIssued,
    );
    assert_eq!(
        record.subject.unwrap().value,
        "福州市创新联合体管理办法(试行)"
    );
}

#[test]
fn a_page_that_an_alliance_signs_is_its_appeal() {
    for title in ["关于规范水泵市场的倡议书", "郑重声明"] {
        let text = format!(
            "{title}\n各会员单位：\n为维护市场秩序，我联盟特向全行业提出以下要求：守法经营，公开承诺，相互监督。\n\
             云江水泵产业联盟\n2024年6月15日"
        );
        let record = only(&text, EventType::DocumentIssued);
        assert_eq!(record.subject.unwrap().value, title);
    }
    assert!(
        !kinds(
            "云江电机股份有限公司关于加入水泵产业联盟的公告\n公司于6月15日加入云江水泵产业联盟。\n\
             云江电机股份有限公司\n2024年6月16日"
        )
        .contains(&EventType::DocumentIssued)
    );
}

#[test]
fn what_a_proposal_proposes_has_not_happened() {
    assert_eq!(
        kinds(
            "您在提案中建议，由我市龙头企业牵头，联合三省科研院所，组建“云江水泵产业联盟”，选举产生联盟理事会。"
        ),
        []
    );
}

#[test]
fn a_theme_of_the_future_plans_no_meeting() {
    assert_eq!(
        meeting("6月6日，以“四链”融合、科创未来为主题的2024年度云江企业家联盟会议在福州市召开。"),
        "2024年度云江企业家联盟会议"
    );
}

#[test]
fn meetings_of_alliances_as_such_are_of_the_field() {
    assert_eq!(
        meeting("6月6日，“2024年产业技术创新战略联盟规范化建设研修会”在福州市召开。"),
        "2024年产业技术创新战略联盟规范化建设研修会"
    );
}
