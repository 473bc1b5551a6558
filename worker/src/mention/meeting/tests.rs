//! Facts about the names of meetings, each shown by a line of our own.

use super::{find_meetings, held_in_headline};
use crate::mention::token::Tokens;

fn names(text: &str) -> Vec<String> {
    (find_meetings(&Tokens::cut(text)).into_iter())
        .map(|mention| mention.value)
        .collect()
}

#[test]
fn a_meeting_begins_behind_dates_and_verbs() {
    for (text, name) in [
        (
            "3月5日,江南茶叶联盟第四次年会在杭州举行",
            "江南茶叶联盟第四次年会",
        ),
        ("出席2024江南茶产业高峰论坛。", "2024江南茶产业高峰论坛"),
        ("召开的联盟理事会第五次会议通过", "联盟理事会第五次会议"),
        (
            "江南茶叶联盟成立大会暨茶旅发展论坛举行",
            "江南茶叶联盟成立大会暨茶旅发展论坛",
        ),
        ("举办“绿茶+”融合发展论坛", "绿茶+融合发展论坛"),
        (
            "茶叶联盟9日在丽水召开第二届第一次会员代表大会，",
            "第二届第一次会员代表大会",
        ),
        (
            "在丽水召开的江南茶叶联盟一届三次理事会上，",
            "江南茶叶联盟一届三次理事会",
        ),
        (
            "江南茶叶联盟第三次理事会以视频方式召开",
            "江南茶叶联盟第三次理事会",
        ),
        ("在第四届江南茶业论坛上，", "第四届江南茶业论坛"),
        ("召开的2023年度全体成员大会上", "2023年度全体成员大会"),
        ("江南茶叶联盟2023年年会上，", "江南茶叶联盟2023年年会"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

#[test]
fn meetings_without_a_name_are_none() {
    assert!(names("会议指出，本次大会选举产生理事会，签约仪式上").is_empty());
    assert!(names("修正案明定会员大会得以视讯方式召开").is_empty());
}

#[test]
fn weeks_festivals_and_exhibitions_are_held_where_something_counts_them() {
    for (text, name) in [
        (
            "3月5日，2024年江南茶业源头采购节在嘉兴开锣",
            "2024年江南茶业源头采购节",
        ),
        ("茶叶联盟在此举办2024春茶开采节。", "2024春茶开采节"),
        ("“第十届江南花艺节”在嘉兴举行", "第十届江南花艺节"),
        (
            "第三届「江南茶旅教育周」昨在嘉兴开幕",
            "第三届江南茶旅教育周",
        ),
        ("第九届江南国际茶机展在嘉兴开幕", "第九届江南国际茶机展"),
        ("“2024江南茶业会展”登场", "2024江南茶业会展"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

#[test]
fn a_stretch_of_time_a_fair_ground_and_a_branch_are_no_meetings() {
    for text in [
        "上周在嘉兴举行",
        "第三周在嘉兴开始",
        "春节期间，市民出游",
        "2024年，会展业在嘉兴举办多场活动",
        "茶业发展在提速",
        "江南茶叶联盟章程规定，理事会由会员大会产生",
    ] {
        assert!(names(text).is_empty(), "{text}: {:?}", names(text));
    }
}

#[test]
fn what_is_done_at_a_meeting_may_stand_in_its_name() {
    for (text, name) in [
        (
            "在嘉兴举行“113年茶业小联盟成果发表暨媒合会”，",
            "113年茶业小联盟成果发表暨媒合会",
        ),
        (
            "日前举行2023至2024年度交接及就职典礼，",
            "2023至2024年度交接及就职典礼",
        ),
        ("江南茶叶联盟筹建座谈会在嘉兴召开", "江南茶叶联盟筹建座谈会"),
        (
            "江南茶业协会成立20周年大会在嘉兴召开",
            "江南茶业协会成立20周年大会",
        ),
        (
            "举办“2024江南茶业联盟协同发展大会暨联盟秘书长研修班”，",
            "2024江南茶业联盟协同发展大会暨联盟秘书长研修班",
        ),
        ("江南茶业材料论坛开幕式在嘉兴举行", "江南茶业材料论坛开幕式"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

#[test]
fn those_who_meet_may_stand_in_its_name() {
    for (text, name) in [
        ("联盟第二届主席团会议在嘉兴召开", "联盟第二届主席团会议"),
        (
            "在2024江南高校联盟主席团换届大会上",
            "2024江南高校联盟主席团换届大会",
        ),
        (
            "浙江(嘉兴)博士博士后人才对接会在嘉兴开幕",
            "浙江(嘉兴)博士博士后人才对接会",
        ),
        (
            "2024年嘉兴与澳门合作会议在嘉兴召开",
            "2024年嘉兴与澳门合作会议",
        ),
        (
            "昨日，全市科技创新工作推进会在嘉兴召开",
            "全市科技创新工作推进会",
        ),
        ("召开第四季工作会议，", "第四季工作会议"),
        ("合办「2017台越茶业论坛」，", "2017台越茶业论坛"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

#[test]
fn a_council_is_a_meeting_where_it_is_opened_counted_or_sits() {
    for (text, name) in [
        ("江南茶叶联盟理事会在浙江嘉兴开会，", "江南茶叶联盟理事会"),
        ("会议套开了江南茶叶联盟理事会，", "江南茶叶联盟理事会"),
        ("江南茶叶联盟2024年理事会”，", "江南茶叶联盟2024年理事会"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
    for text in [
        "江南茶叶联盟理事会由十家单位组成",
        "江南茶叶联盟理事会秘书处召开碰头会",
        "经江南茶叶联盟理事会研究，",
        "江南茶叶联盟理事会要少开会，",
    ] {
        assert!(names(text).is_empty(), "{text}: {:?}", names(text));
    }
}

#[test]
fn a_headline_tells_a_meeting_by_its_name_or_by_what_came_of_it() {
    for (title, name) in [
        ("江南茶叶联盟就职典礼", "江南茶叶联盟就职典礼"),
        ("精彩回顾|2024江南茶业大会", "2024江南茶业大会"),
        ("一图看懂|2024江南茶业大会成果", "2024江南茶业大会成果"),
        (
            "江南茶叶联盟召开第二届第三次会员大会",
            "江南茶叶联盟第二届第三次会员大会",
        ),
        (
            "江南茶叶联盟召开第二届理事会第二次会议(摘要)",
            "江南茶叶联盟第二届理事会第二次会议",
        ),
    ] {
        let name = name.trim_end_matches("成果");
        assert_eq!(held_in_headline(title).as_deref(), Some(name), "{title}");
    }
    for title in [
        "2024江南茶业大会将在嘉兴举行",
        "关于召开2024江南茶业大会的通知",
        "2024江南茶业大会议程",
        "茶商盼望2024江南茶业大会",
    ] {
        assert_eq!(held_in_headline(title), None, "{title}");
    }
}
