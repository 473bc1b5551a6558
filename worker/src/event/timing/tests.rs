//! Which day an event gets, by reports published on 2024-06-20, a Thursday.

mod days_indirect;
mod days_of_a_course;
mod days_told_apart;

use crate::{event::tests::only, record::EventType};

fn day(text: &str, kind: EventType) -> Option<String> {
    Some(only(text, kind).date?.value.to_string())
}

fn founded(text: &str) -> Option<String> {
    day(text, EventType::AllianceFounded)
}

#[test]
fn today_is_the_day_of_the_dateline() {
    for text in [
        "本报西宁6月17日讯（记者 林一）今天，江海锂电产业联盟在西宁成立。",
        "江海社6月17日电 江海锂电产业联盟今日在西宁正式成立。",
        "（江海社记者林一西宁17日电）江海锂电产业联盟今天宣布成立。",
        "本报西宁6月18日讯 昨天下午，江海锂电产业联盟在西宁揭牌。",
    ] {
        assert_eq!(founded(text).as_deref(), Some("2024-06-17"), "{text}");
    }
}

#[test]
fn the_day_that_opens_a_scene_is_that_of_what_it_tells() {
    for text in [
        "6月18日上午九点，湖滨会堂座无虚席。随着红绸落下，江海锂电产业联盟正式揭牌成立。",
        "运行六年的联络组6月18日换了牌子，过程很短。\n江海锂电产业联盟宣告成立，三十家企业到场。",
    ] {
        assert_eq!(founded(text).as_deref(), Some("2024-06-18"), "{text}");
    }
    assert_eq!(
        founded("老厂房今天换了招牌。江海锂电产业联盟正式揭牌成立。").as_deref(),
        Some("2024-06-20")
    );
}

#[test]
fn the_day_of_a_reporters_visit_is_none_of_the_events() {
    let text = "6月18日，记者走进江海会堂。据介绍，江海锂电产业联盟已正式揭牌成立。";
    assert_eq!(founded(text), None);
}

#[test]
fn a_report_posted_late_keeps_the_year_of_its_dateline() {
    let text = "江海社西宁4月6日电（记者 林一）6日，在西宁举行的锂电大会上，江海锂电产业联盟成立。";
    assert_eq!(founded(text).as_deref(), Some("2024-04-06"));
    let text = "江海社西宁11月24日电 江海锂电产业联盟24日在西宁成立。";
    assert_eq!(founded(text).as_deref(), Some("2023-11-24"));
}

#[test]
fn the_year_of_a_plan_of_action_is_none_of_the_events() {
    let text = "5月9日，签约活动在西宁举行。\n为落实省科协2023年服务融合发展行动方案，\
                双方成立“江海锂电产业联盟”。";
    assert_eq!(founded(text).as_deref(), Some("2024-05-09"));
}

#[test]
fn what_ends_or_changes_does_so_on_the_day_it_takes_effect() {
    assert_eq!(
        day(
            "经2024年5月30日会员大会表决，江海锂电产业联盟决定自2024年6月1日起解散。",
            EventType::AllianceDissolved
        )
        .as_deref(),
        Some("2024-06-01")
    );
    assert_eq!(
        day(
            "江海锂电产业联盟自6月1日起更名为江海储能产业联盟。",
            EventType::AllianceRenamed
        )
        .as_deref(),
        Some("2024-06-01")
    );
}

#[test]
fn the_day_that_was_put_off_is_none_of_the_events() {
    let text = "原定本月22日成立的江海锂电产业联盟推迟。昨日，筹备组在西宁召开新闻发布会，\
                宣布将另选时间成立江海锂电产业联盟。";
    assert_ne!(
        day(text, EventType::AlliancePlanned).as_deref(),
        Some("2024-06-22")
    );
}

#[test]
fn what_takes_effect_soon_is_of_this_year() {
    let text =
        "江海锂电产业联盟会员大会6月18日在西宁召开，会议决定自7月1日起更名为江海储能产业联盟。";
    assert_eq!(
        day(text, EventType::AllianceRenamed).as_deref(),
        Some("2024-07-01")
    );
}

#[test]
fn a_labelled_day_is_that_of_what_the_page_tells() {
    let text = "江海锂电企业抱团\n2024-06-13 来源：江海网\n会议时间：2024年6月12日\n会议地点：西宁市城中区\n\
                江海锂电产业联盟成立大会顺利召开，江海锂电产业联盟正式成立，三十家企业到场。";
    assert_eq!(founded(text).as_deref(), Some("2024-06-12"));
}

#[test]
fn a_month_that_the_scene_is_none_of_stays() {
    let text = "今年5月，江海锂电产业联盟召开最后一次会议，表决同意解散。\n\
                6月13日，秘书处在西宁召开新闻发布会。";
    assert_eq!(
        day(text, EventType::AllianceDissolved).as_deref(),
        Some("2024-05")
    );
}

#[test]
fn what_happens_at_the_ceremony_has_the_foundings_day() {
    let text = "6月16日至18日，江海锂电大会在西宁举行。大会首日，江海锂电产业联盟宣告成立。\n\
                成立仪式上，江海能源集团有限公司当选江海锂电产业联盟理事长单位。";
    assert_eq!(
        day(text, EventType::LeadershipElected).as_deref(),
        Some("2024-06-16")
    );
}

#[test]
fn a_plan_has_the_founding_day_or_that_of_its_announcement() {
    let planned = EventType::AlliancePlanned;
    for (text, expected) in [
        ("江海锂电产业联盟将于7月6日在西宁成立。", Some("2024-07-06")),
        (
            "江海锂电产业联盟成立大会将于7月6日至7日在西宁举行。",
            Some("2024-07-06/2024-07-07"),
        ),
        (
            "今天上午，青海省科技厅召开新闻发布会。会上介绍，今年下半年将组建江海锂电创新联合体。",
            Some("2024-06-20"),
        ),
        ("明年，江海将组建江海锂电创新联合体。", None),
        // Nearer behind than ahead, and ahead all the same.
        ("江海锂电产业联盟计划于2月成立。", Some("2025-02")),
    ] {
        assert_eq!(day(text, planned).as_deref(), expected, "{text}");
    }
}

#[test]
fn a_day_of_its_own_is_surer_than_the_scenes() {
    let text = "6月1日，江海锂电论坛在西宁举行，江海锂电产业联盟筹备组亮相。\n\
                江海锂电产业联盟揭牌成立。据介绍，江海锂电产业联盟于6月18日在德令哈正式成立。";
    assert_eq!(founded(text).as_deref(), Some("2024-06-18"));
}

#[test]
fn a_report_copied_later_is_of_its_dateline() {
    let text = "江海社西宁1月12日电 12日，在西宁举行的锂电大会上，江海锂电产业联盟揭牌成立。";
    assert_eq!(founded(text).as_deref(), Some("2024-01-12"));
}

#[test]
fn a_month_told_after_the_day_looks_back() {
    let text = "6月18日，江海锂电产业联盟在西宁揭牌成立。2024年5月，西宁锂电公司与江海电机公司签订\
                合作协议。";
    let read = crate::event::tests::read(text);
    let signing = (read.records.iter()).find(|record| record.kind == EventType::AgreementSigned);
    assert!(signing.is_some_and(|record| record.background));
    assert_eq!(founded(text).as_deref(), Some("2024-06-18"));
}

#[test]
fn what_happens_during_a_meeting_has_all_its_days() {
    let text = "6月17日至18日，江海锂电产业联盟2024年年会在西宁举行。17日的开幕式上，联盟发布\
                《锂电白皮书》。\n会议期间，西宁锂电有限公司与江海电机有限公司签署合作协议。";
    assert_eq!(
        day(text, EventType::AgreementSigned).as_deref(),
        Some("2024-06-17/2024-06-18")
    );
}

#[test]
fn what_is_founded_in_turn_has_no_day_in_common() {
    let text = "从6月10日开始，江海锂电产业联盟、江海水泵产业联盟相继召开成立大会。";
    let read = crate::event::tests::read(text);
    assert_eq!(read.records.len(), 2);
    assert!(read.records.iter().all(|record| record.date.is_none()));
}

#[test]
fn news_from_a_meeting_tells_the_day_of_the_meeting() {
    let held = |sentence: &str| day(sentence, EventType::MeetingHeld);
    assert_eq!(
        held("记者从昨天在西宁召开的江海锂电产业联盟联席会议上获悉，秘书处将迁址。").as_deref(),
        Some("2024-06-19")
    );
    assert_eq!(
        held("从前天（18日）在西宁举行的江海锂电产业联盟理事会上传出消息，秘书处将迁址。")
            .as_deref(),
        Some("2024-06-18")
    );
}

#[test]
fn that_time_is_the_time_of_the_sentence_before() {
    assert_eq!(
        founded("变化始于今年3月。彼时果价跌到谷底，江海水果产业联盟应运而生，在嘉兴市成立。")
            .as_deref(),
        Some("2024-03")
    );
}

#[test]
fn the_column_of_beginnings_does_not_date_an_end() {
    let text = "经2024年6月17日局党组会议研究，决定对下列2家社会组织依法予以撤销登记。\n\
                序号 名称 登记时间 业务主管单位\n1 江海水果产业联盟 2012年4月 市农业农村局\n\
                2 江海剪纸协会 2008年7月 市文联";
    assert_eq!(
        day(text, EventType::AllianceDissolved).as_deref(),
        Some("2024-06-17")
    );
}

#[test]
fn papers_of_the_south_say_the_evening_before_last() {
    assert_eq!(
        founded("江海检测联盟前晚假座某酒店举行成立典礼，江海检测联盟正式成立。").as_deref(),
        Some("2024-06-18")
    );
    assert_eq!(
        founded("会前晚宴上，嘉宾欢聚。江海检测联盟正式成立。"),
        None
    );
}

#[test]
fn a_notice_is_of_the_day_above_its_text_and_not_of_the_meeting_it_calls() {
    let text = "关于召开江海锂电产业联盟首次会员大会的通知\n2024年6月14日　联盟秘书处\n各有关单位：\n\
                江海锂电产业联盟首次会员大会现定在6月28日，请派一名负责人到会。\n特此通知。\n";
    assert_eq!(
        day(text, EventType::DocumentIssued).as_deref(),
        Some("2024-06-14")
    );
}

#[test]
fn a_plan_is_of_the_day_from_which_members_are_sought() {
    for text in [
        "拟成立的江海锂电产业联盟6月18日起面向全省征集成员。",
        "2024年6月18日消息，江海省工信厅拟组建江海锂电产业联盟。",
    ] {
        assert_eq!(
            day(text, EventType::AlliancePlanned).as_deref(),
            Some("2024-06-18"),
            "{text}"
        );
    }
}
