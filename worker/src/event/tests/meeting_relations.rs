//! Facts about which meetings an alliance has to do with, and which meetings the names
//! of foundings hold beside them.

use super::{kinds, read};
use crate::record::EventType;

fn meetings(text: &str) -> Vec<String> {
    (read(text).records.into_iter())
        .filter(|record| record.kind == EventType::MeetingHeld && !record.background)
        .filter_map(|record| record.subject.map(|subject| subject.value))
        .collect()
}

#[test]
fn a_meeting_counts_where_an_alliance_spoke_signed_or_was_honoured() {
    for text in [
        "6月18日，江南水泵产业合作交流会在嘉兴市举行。江南水泵产业联盟理事长赵一凡致辞。",
        "6月18日，在嘉兴市举行的江南水泵产业合作交流会上，江南水泵产业联盟获评“十佳联盟”。",
        "6月18日，江南水泵产业合作交流会在嘉兴市举行。东湖大学作推介。江南水泵产业联盟秘书长赵一凡介绍了行业情况。",
    ] {
        assert_eq!(meetings(text), ["江南水泵产业合作交流会"], "{text}");
    }
}

#[test]
fn a_meeting_of_others_is_none_of_the_field() {
    for text in [
        "6月18日，江南水泵产业合作交流会在嘉兴市举行。东湖大学作推介。",
        "6月18日，江南水泵协会第三届会员大会在嘉兴市召开，赵一凡当选会长。北山水泵产业联盟到会祝贺。",
        "6月18日，欧洲联盟理事会在卢森堡开会。北山水泵产业联盟表示关注。",
    ] {
        assert_eq!(meetings(text), [""; 0], "{text}");
    }
}

#[test]
fn a_first_assembly_held_with_a_forum_is_no_mere_founding() {
    let text = "6月18日，江南水泵产业联盟成立大会在嘉兴市召开。下午举行江南水泵产业联盟第一届会员大会暨\
                水泵节能发展论坛，赵一凡作报告。";
    assert!(
        meetings(text).contains(&"江南水泵产业联盟第一届会员大会暨水泵节能发展论坛".to_owned()),
        "{:?}",
        meetings(text)
    );
    assert_eq!(
        kinds("6月18日，江南水泵产业联盟成立大会暨第一届会员大会在嘉兴市召开。"),
        [EventType::AllianceFounded]
    );
}

#[test]
fn a_council_named_behind_a_founding_is_told() {
    let text =
        "6月18日，“江南水泵产业联盟成立大会暨国家水泵技术创新战略联盟2024年理事会”在嘉兴市开场。";
    assert_eq!(meetings(text), ["国家水泵技术创新战略联盟2024年理事会"]);
}

#[test]
fn an_activity_within_a_longer_name_stays_in_it() {
    assert_eq!(
        meetings(
            "6月18日，江南水泵节能论坛暨全国水泵专家走进嘉兴活动在嘉兴市启幕，江南水泵产业联盟揭牌成立。"
        ),
        ["江南水泵节能论坛暨全国水泵专家走进嘉兴活动"]
    );
    assert_eq!(
        meetings(
            "6月18日，江南水泵节能论坛暨重点项目签约活动在嘉兴市启幕，江南水泵产业联盟揭牌成立。"
        ),
        ["江南水泵节能论坛"]
    );
}

#[test]
fn those_elected_take_office_at_a_meeting() {
    assert_eq!(
        meetings("6月18日，江南水泵产业联盟第二届就职典礼在嘉兴市举行，赵一凡就任主席。"),
        ["江南水泵产业联盟第二届就职典礼"]
    );
}

#[test]
fn what_a_meeting_is_still_to_decide_tells_none() {
    for lead in ["待", "须经", "将提请"] {
        let text = format!(
            "6月18日，江南水泵产业联盟秘书处公布入会名单，有关任命{lead}联盟理事会第二次会议审议。"
        );
        assert_eq!(meetings(&text), [""; 0], "{text}");
    }
}

#[test]
fn a_headline_may_be_all_that_names_the_meeting() {
    let text = "江南水泵产业联盟召开第二届理事会第三次会议\n会议通报了江南水泵产业联盟上半年工作。赵一凡主持会议。";
    assert_eq!(meetings(text), ["江南水泵产业联盟第二届理事会第三次会议"]);
    let text = "关于召开江南水泵产业联盟第二届理事会第三次会议的通知\n各成员单位：现将有关事项通知如下。\n\
                江南水泵产业联盟秘书处\n2024年6月12日";
    assert_eq!(meetings(text), [""; 0]);
}

#[test]
fn an_alliance_that_never_names_itself_holds_its_meetings() {
    assert_eq!(
        meetings("6月18日，联盟理事会秘书处第三次会议在嘉兴市召开，联盟秘书长赵一凡等8人到会。"),
        ["联盟理事会秘书处第三次会议"]
    );
}

#[test]
fn a_mere_kind_of_meeting_beside_a_founding_is_none() {
    assert_eq!(
        kinds("6月18日，江南水泵产业联盟成立大会暨高峰论坛在嘉兴市举行。"),
        [EventType::AllianceFounded]
    );
    assert_eq!(
        meetings("6月18日，江南水泵产业联盟成立大会暨首届水泵节能论坛在嘉兴市举行。"),
        ["首届水泵节能论坛"]
    );
}

#[test]
fn a_document_that_is_read_or_appears_is_issued() {
    let documents = |text: &str| {
        (kinds(text).iter())
            .filter(|kind| **kind == EventType::DocumentIssued)
            .count()
    };
    assert_eq!(
        documents("6月18日，江南水泵产业联盟在嘉兴市举行年会，现场发布《江南水泵节能白皮书》。"),
        1
    );
    for text in [
        "6月18日，江南水泵产业联盟在嘉兴市成立，与会代表讨论了《江南水泵产业联盟章程(草案)》。",
        "关于申报的说明\n嘉兴市企业可以申报。\n附件：《江南水泵产业联盟申请表》",
    ] {
        assert_eq!(documents(text), 0, "{text}");
    }
}

#[test]
fn a_meeting_may_be_named_by_what_it_examines() {
    for (text, named) in [
        (
            "6月18日，江南水泵产业联盟在嘉兴市召开《水泵能效检测方法》等3项联盟标准审查会。",
            "《水泵能效检测方法》等3项联盟标准审查会",
        ),
        (
            "6月18日，江南水泵产业联盟《水泵能效检测方法》标准宣贯会在嘉兴市召开。",
            "江南水泵产业联盟《水泵能效检测方法》标准宣贯会",
        ),
        (
            "6月18日，江南水泵产业联盟在嘉兴市组织召开《水泵能效检测方法》《水泵安装规范》团体标准专家评审会。",
            "《水泵能效检测方法》《水泵安装规范》团体标准专家评审会",
        ),
        (
            "6月18日，江南水泵产业联盟科创路演活动在嘉兴市举行。",
            "江南水泵产业联盟科创路演活动",
        ),
    ] {
        assert_eq!(meetings(text), [named], "{text}");
    }
}

#[test]
fn a_year_and_what_will_be_done_in_it_is_no_annual_meeting() {
    for text in [
        "6月18日，赵一凡指江南水泵产业联盟首年会推出三项工作。",
        "6月18日，赵一凡说，江南水泵产业联盟全年会举办三场活动。",
    ] {
        assert_eq!(meetings(text), [""; 0], "{text}");
    }
}

#[test]
fn minutes_are_of_the_meeting_in_their_title_whatever_they_agree_on() {
    let text = "江南水泵产业联盟理事会2022年第二次会议纪要\n\n时　间：2022年7月21日\n\
                地　点：嘉兴市江南水泵产业联盟会议室\n主　持：赵一凡（联盟理事长）\n\n\
                一、关于年会\n原则同意2022年年会于11月在湖州举办，主题和规模另行报批。\n\
                二、关于经费\n会议要求严控差旅支出。\n\n联盟秘书处\n2022年7月25日印发";
    assert_eq!(meetings(text), ["江南水泵产业联盟理事会2022年第二次会议"]);
}
