//! Facts about meetings that no verb of holding tells.

use super::{kinds, only, read};
use crate::record::EventType;

fn meetings(text: &str) -> Vec<String> {
    (read(text).records.into_iter())
        .filter(|record| record.kind == EventType::MeetingHeld && !record.background)
        .filter_map(|record| record.subject.map(|subject| subject.value))
        .collect()
}

#[test]
fn a_meeting_that_acts_was_held() {
    for text in [
        "6月18日，江南水泵产业联盟第二届会员大会选出了新一届理事会。",
        "6月18日，江南水泵产业联盟第二届会员大会投票产生新班子，赵一凡当选理事长。",
        "6月18日，江南水泵产业联盟第二届会员大会在宁州开了一整天，吸引三百余人。",
        "经6月18日江南水泵产业联盟第二届会员大会审议，联盟会费标准不变。",
        "6月18日，江南水泵产业联盟第二届会员大会还听取了财务报告。",
    ] {
        assert_eq!(meetings(text), ["江南水泵产业联盟第二届会员大会"], "{text}");
    }
}

#[test]
fn a_meeting_that_is_still_to_act_was_not() {
    for text in [
        "6月18日，江南水泵产业联盟成立。章程修订稿将提交第二次会员大会审议。",
        "6月18日，江南水泵产业联盟成立。各组组长由第一次工作会议推选。",
        "6月18日，江南水泵产业联盟成立。联盟会议选举赵一凡为理事长。",
    ] {
        assert_eq!(meetings(text), [""; 0], "{text}");
    }
}

#[test]
fn what_happens_at_a_meeting_tells_it() {
    for text in [
        "6月18日，《水泵能效白皮书》在2024水泵节能论坛(宁州)上由江南水泵产业联盟发布。",
        "6月18日，江南水泵产业联盟在宁州成立，场合是“2024水泵节能论坛”。",
        "6月18日，江南水泵产业联盟亮相“2024水泵节能论坛”，并正式揭牌成立。",
        "6月18日，江南水泵产业联盟在宁州举行的2024水泵节能论坛间隙成立，三百多名代表参加论坛。",
    ] {
        assert_eq!(meetings(text), ["2024水泵节能论坛"], "{text}");
    }
}

#[test]
fn the_meeting_is_of_the_alliance_that_convenes_it() {
    let record = only(
        "江南水泵产业联盟6月18日上午以视频方式召开2024年第一次成员联席会议。",
        EventType::MeetingHeld,
    );
    assert_eq!(record.alliances[0].name, "江南水泵产业联盟");
    assert_eq!(
        kinds("宁州市水泵协会6月18日召开2024年第一次成员联席会议。"),
        []
    );
}

#[test]
fn an_annual_assembly_bears_the_name_that_the_law_gives_it() {
    let text = "江南水泵产业联盟(JNPA)今日下午在宁州举行周年会员大会，选出新一届理事会。";
    assert_eq!(meetings(text), ["周年会员大会"]);
}

#[test]
fn a_founding_meeting_is_opened_or_held_by_short_verbs() {
    for verb in ["开", "办", "开了", "举行"] {
        let text = format!(
            "由水泵厂商筹组的“江南水泵产业联盟”，已于6月18日在宁州{verb}成立大会，赵一凡获推为理事长。"
        );
        assert_eq!(
            kinds(&text),
            [EventType::AllianceFounded, EventType::LeadershipElected],
            "{text}"
        );
    }
}

#[test]
fn whose_meeting_it_is_may_stand_in_marks() {
    let text = "6月18日，“江南水泵产业联盟”第二届成员大会暨理事会会议在嘉兴召开。";
    assert_eq!(
        meetings(text),
        ["江南水泵产业联盟第二届成员大会暨理事会会议"]
    );
}

#[test]
fn themes_of_a_meeting_may_be_verbs() {
    let text = "6月18日，2024江南水泵传承与创新大会在嘉兴举行，江南水泵产业联盟揭牌成立。";
    assert_eq!(meetings(text), ["2024江南水泵传承与创新大会"]);
}
