//! Meetings of several days: what holds for all of them, and what for one.

use super::{EventType, day};

const COURSE: &str = "6月11日至12日，江南水泵联盟2024年年会在江州市举行。年会由联盟主办。\n";

fn after(text: &str, kind: EventType) -> Option<String> {
    day(&format!("{COURSE}{text}"), kind)
}

#[test]
fn what_the_whole_meeting_did_is_of_all_its_days() {
    for text in [
        "12日上午，江州泵业论坛召开，三位专家演讲。\n本次年会审议通过了《江南水泵联盟章程》。",
        "12日上午，江州泵业论坛召开，三位专家演讲。\n年会还表决通过了《江南水泵联盟章程》。",
        "12日上午，江州泵业论坛召开。\n年会完成两项议程。一是修订《江南水泵联盟章程》。",
        "12日上午，江州泵业论坛召开。\n为了便于管理，本届年会审议通过了《江南水泵联盟章程》。",
        "12日的签约专场，代表们交流。\n会上还审议通过了《江南水泵联盟章程》。",
        "江南水泵联盟去年7月在江州组建。\n当天，会议审议通过了《江南水泵联盟章程》。",
    ] {
        assert_eq!(
            after(text, EventType::CharterAdopted).as_deref(),
            Some("2024-06-11/2024-06-12"),
            "{text}"
        );
    }
}

#[test]
fn what_is_told_on_with_a_day_is_of_that_day() {
    for text in [
        "12日上午，理事会召开。会议审议通过了《江南水泵联盟章程》。",
        "12日上午，理事会召开。\n会议审议通过了《江南水泵联盟章程》。",
        "12日，在江州市泵业公司，代表们座谈。随后，会议审议通过了《江南水泵联盟章程》。",
        "12日上午举行开幕式，由林某主持。\n年会完成换届。\n开幕式上，会议审议通过了《江南水泵联盟章程》。",
    ] {
        assert_eq!(
            after(text, EventType::CharterAdopted).as_deref(),
            Some("2024-06-12"),
            "{text}"
        );
    }
}

#[test]
fn the_days_of_a_meeting_may_be_told_behind_it() {
    for text in [
        "12日在江州市闭幕的江南水泵联盟2024年年会上，专家作了报告。11日至12日举行的本次年会由联盟主办。",
        "江南水泵联盟2024年年会6月11日在江州市开幕。\n本次年会由联盟主办，江州市工信局承办，为期两天。",
    ] {
        assert_eq!(
            day(text, EventType::MeetingHeld).as_deref(),
            Some("2024-06-11/2024-06-12"),
            "{text}"
        );
    }
    let text = "江南水泵联盟2024年年会6月11日在江州市举行。12日至14日举行的泵业展另行报名。";
    assert_eq!(
        day(text, EventType::MeetingHeld).as_deref(),
        Some("2024-06-11")
    );
}
