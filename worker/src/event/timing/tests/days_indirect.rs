//! Days that are told by other days, by reports published on 2024-06-20.

use crate::{
    event::tests::{only, read},
    record::EventType,
};

fn day(text: &str, kind: EventType) -> Option<String> {
    Some(only(text, kind).date?.value.to_string())
}

fn founded(text: &str) -> Option<String> {
    day(text, EventType::AllianceFounded)
}

#[test]
fn days_the_day_behind_counts_from_the_day_told() {
    let signed = "6月10日，江海能源集团有限公司与西宁市人民政府在西宁签署战略合作协议。\n";
    for (opening, expected) in [
        ("次日，", "2024-06-11"),
        ("隔日，", "2024-06-11"),
        ("签约第二天，", "2024-06-11"),
        ("三天后，", "2024-06-13"),
        ("签约结束两天后，", "2024-06-12"),
        ("同一天，", "2024-06-10"),
    ] {
        let text = format!("{signed}{opening}江海锂电产业联盟在西宁揭牌成立。");
        assert_eq!(founded(&text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn days_a_course_of_days_is_counted_through() {
    let held = "6月10日至12日，2024江海锂电产业大会在西宁举行。\n";
    for (opening, expected) in [
        ("大会首日，", "2024-06-10"),
        ("开幕当天，", "2024-06-10"),
        ("次日，", "2024-06-11"),
        ("大会第二天，", "2024-06-11"),
        ("第三天，", "2024-06-12"),
        ("最后一天，", "2024-06-12"),
        ("闭幕日，", "2024-06-12"),
        ("会上，", "2024-06-10/2024-06-12"),
    ] {
        let text = format!("{held}{opening}江海锂电产业联盟在西宁揭牌成立。");
        assert_eq!(founded(&text).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn days_words_that_only_look_like_days_count_nothing() {
    let held = "6月10日，2024江海锂电产业大会在西宁举行。\n";
    for opening in [
        "首日封同时发行，",
        "展会来到第二天，",
        "每隔日一班的专列旁，",
    ] {
        let text = format!("{held}{opening}江海锂电产业联盟在西宁揭牌成立。");
        assert_eq!(founded(&text).as_deref(), Some("2024-06-10"), "{text}");
    }
}

#[test]
fn days_the_last_day_of_a_year_is_in_december() {
    for opening in ["2023年的最后一天", "去年最后一天"] {
        let text = format!("{opening}，江海锂电产业联盟在西宁揭牌成立。");
        assert_eq!(founded(&text).as_deref(), Some("2023-12-31"), "{text}");
    }
    assert_eq!(
        founded("今年元月18日，江海锂电产业联盟在西宁揭牌成立。").as_deref(),
        Some("2024-01-18")
    );
}

#[test]
fn days_a_line_with_nothing_but_a_day_dates_those_below() {
    let text = "江海产业周报\nDAY 1　6月10日·西宁\n江海锂电产业联盟在西宁揭牌成立，三十家企业加盟。\n\
        DAY 2　6月12日·格尔木\n江海能源集团有限公司与西宁市人民政府签署战略合作协议。\n";
    assert_eq!(founded(text).as_deref(), Some("2024-06-10"));
    let signed = day(text, EventType::AgreementSigned);
    assert_eq!(signed.as_deref(), Some("2024-06-12"));
}

#[test]
fn days_a_meeting_has_all_the_days_that_it_lasted() {
    for (text, expected) in [
        (
            "6月10日，江海锂电产业联盟2024年年会在西宁开幕。年会为期三天。",
            "2024-06-10/2024-06-12",
        ),
        (
            "江海锂电产业联盟2024年年会6月10日在西宁开幕，将持续到12日。",
            "2024-06-10/2024-06-12",
        ),
        (
            "为期两天的江海锂电产业联盟2024年年会6月12日在西宁闭幕。",
            "2024-06-11/2024-06-12",
        ),
        (
            "6月10日，江海锂电产业联盟2024年年会在西宁开幕。配套展览为期三天。",
            "2024-06-10",
        ),
        (
            "6月10日，江海锂电产业联盟2024年年会在西宁举行。会后安排为期两天的培训。",
            "2024-06-10",
        ),
    ] {
        let held = day(text, EventType::MeetingHeld);
        assert_eq!(held.as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn days_on_which_somebody_told_of_it_are_none_of_the_events() {
    let text = "江海锂电协会会长林一昨天说，筹备两年的联盟有了眉目。6月12日，江海锂电产业联盟在西宁揭牌成立。";
    assert_eq!(founded(text).as_deref(), Some("2024-06-12"));
}

#[test]
fn days_what_was_lately_has_the_day_that_is_stated_for_it() {
    let lately = "江海锂电产业联盟成立大会日前在西宁举行，江海锂电产业联盟正式成立。\n";
    assert_eq!(founded(lately), None);
    for (stating, expected) in [
        ("会议召开时间：6月16日。", Some("2024-06-16")),
        ("仪式安排在6月16日上午。", Some("2024-06-16")),
        ("下次会议安排在6月16日。", None),
        ("活动报名截止时间：6月16日。", None),
    ] {
        let text = format!("{lately}{stating}");
        assert_eq!(founded(&text).as_deref(), expected, "{text}");
    }
}

#[test]
fn days_a_later_part_of_the_sentence_dates_itself_alone() {
    let text = "6月10日，江海锂电产业联盟在西宁揭牌成立。\n\
                仪式上，江海能源集团有限公司与西宁市人民政府签署战略合作协议；14日上午，\
                江海铜业有限公司又与格尔木市人民政府在格尔木签署供货协议。";
    let mut days: Vec<String> = (read(text).records.into_iter())
        .filter(|record| record.kind == EventType::AgreementSigned)
        .filter_map(|record| Some(record.date?.value.to_string()))
        .collect();
    days.sort();
    assert_eq!(days, ["2024-06-10", "2024-06-14"]);
}

#[test]
fn days_captions_go_on_with_their_scene() {
    let text = "图片新闻\n▲6月10日，江海锂电产业大会在西宁召开。\n\
                ▲会上，副市长为江海锂电产业联盟揭牌。\n";
    assert_eq!(founded(text).as_deref(), Some("2024-06-10"));
}
