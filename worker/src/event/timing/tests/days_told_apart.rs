//! Days told apart from the sentence of the event: by a reporter at the meeting, in
//! a look back, in the head of a decision, or nowhere else on the page.

use super::{EventType, day, founded};

#[test]
fn what_a_reporter_learns_at_a_meeting_is_of_its_day() {
    for text in [
        "6月18日，记者从在江州市召开的泵业大会上获悉，江南水泵联盟正式成立。",
        "记者6月18日从江州市泵业发展论坛上了解到，江南水泵联盟正式成立。",
    ] {
        assert_eq!(founded(text).as_deref(), Some("2024-06-18"), "{text}");
    }
    let text = "6月18日，记者从江州市工信局获悉，江南水泵联盟近日正式成立。";
    assert_eq!(founded(text), None);
}

#[test]
fn a_look_back_ends_with_its_paragraph() {
    let text = "6月18日，江南水泵联盟第二次成员大会在江州市召开。\n\
                今年3月28日，联盟在云州发布《水泵能效指南》。\n\
                会上，联盟与江州银行签署合作协议。";
    assert_eq!(
        day(text, EventType::AgreementSigned).as_deref(),
        Some("2024-06-18")
    );
}

#[test]
fn nothing_else_happens_on_a_day_to_come() {
    let text = "6月18日，江南水泵联盟召开会员大会，同意自9月1日起更名为江南流体联盟。\n\
                会议审议通过了《江南流体联盟章程》。";
    assert_eq!(
        day(text, EventType::CharterAdopted).as_deref(),
        Some("2024-06-18")
    );
}

#[test]
fn a_plan_is_of_the_founding_day_that_a_later_clause_names() {
    for text in [
        "昨日，江州市工信局透露，拟组建江南水泵联盟，定于7月28日在江州市挂牌。",
        "江州市工信局今日表示，将筹组江南水泵联盟，7月28日在园区内举行成立大会。",
    ] {
        assert_eq!(
            day(text, EventType::AlliancePlanned).as_deref(),
            Some("2024-07-28"),
            "{text}"
        );
    }
}

#[test]
fn the_only_day_of_a_page_is_that_of_its_events() {
    for text in [
        "江南水泵联盟日前成立。\n6月15日8时30分，百余名代表陆续走进会场。",
        "因故推迟两个月后，江南水泵联盟15日以视频的形式在三地同步成立。",
        "(特约记者林一)6月15日，一场连线会议同时开。屏幕前，江南水泵联盟宣布成立。",
        "江南水泵联盟日前(十五日)假江州酒店举行成立典礼。",
    ] {
        assert_eq!(founded(text).as_deref(), Some("2024-06-15"), "{text}");
    }
    for text in [
        "江南水泵联盟日前成立。江州市工信局15日向记者证实了这一消息。",
        "江南水泵联盟日前成立。6月15日，代表参观展馆。6月17日，代表返程。",
        "江南水泵联盟日前成立。下届大会的报名6月15日截止。",
    ] {
        assert_eq!(founded(text), None, "{text}");
    }
}

#[test]
fn what_is_told_of_this_year_so_far_is_of_the_year() {
    let text = "今年以来，江州市围绕优势产业，先后组建江南水泵联盟党委。";
    assert_eq!(
        day(text, EventType::PartyOrgFounded).as_deref(),
        Some("2024")
    );
}

#[test]
fn that_year_is_the_one_told_last() {
    let text = "故事要从2014年说起。那年9月，六家企业在江州成立江南水泵联盟。";
    let founded = crate::event::tests::read(text).records;
    let day = founded[0].date.as_ref().unwrap().value.to_string();
    assert_eq!(day, "2014-09");
}

#[test]
fn days_to_come_and_days_in_titles_are_none_of_the_events() {
    for text in [
        "6月18日，会议在江州市召开。\n随后，江南水泵联盟与江州银行签署合作协议，首笔贷款计划7月1日发放。",
        "6月18日，会议在江州市召开。\n林一作了题为《泵业的明天》的发言，江南水泵联盟与江州银行签署合作协议。",
    ] {
        assert_eq!(
            day(text, EventType::AgreementSigned).as_deref(),
            Some("2024-06-18"),
            "{text}"
        );
    }
}

#[test]
fn a_resolution_referred_to_sets_no_scene() {
    let text = "6月18日，江南水泵联盟在江州召开记者会。\n\
                依联盟5月20日召开的会员大会决议，旧章停止使用。\n\
                会上，江南水泵联盟与江州银行签署合作协议。";
    assert_eq!(
        day(text, EventType::AgreementSigned).as_deref(),
        Some("2024-06-18")
    );
}

#[test]
fn what_was_founded_at_a_fair_was_so_in_its_month() {
    let text = "今年4月的江州泵业展上，江南水泵联盟正式成立。";
    let founded = crate::event::tests::read(text).records;
    let day = founded[0].date.as_ref().unwrap().value.to_string();
    assert_eq!(day, "2024-04");
}

#[test]
fn the_verb_that_ends_a_course_of_clauses_gives_the_founding_day() {
    for text in [
        "江南水泵共同体是在江州市工信局指导下，由江州水泵有限公司、江州大学共同牵头，联合行业组织、院校和企业\
         于2023年12月16日组建成立。",
        "江南水泵联盟由江州水泵有限公司牵头，于2023年12月16日成立。",
    ] {
        assert_eq!(founded(text).as_deref(), Some("2023-12-16"), "{text}");
    }
}

#[test]
fn a_release_tells_of_the_day_before_its_own() {
    for text in [
        "（2024年6月8日，江州）江南水泵联盟昨晚在江州会堂举行成立典礼。",
        "（江州，2024年6月8日）江南水泵联盟昨日在江州会堂举行成立典礼。",
    ] {
        assert_eq!(founded(text).as_deref(), Some("2024-06-07"), "{text}");
    }
    let text = "（江州，2024年6月8日）江南水泵联盟今日在江州会堂举行成立典礼。";
    assert_eq!(founded(text).as_deref(), Some("2024-06-08"));
}
