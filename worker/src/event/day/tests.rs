//! Which dates are taken instead of the grammar's.

use super::*;
use crate::{Limits, Submission, event::tests::only, normalize, record::EventType};

#[test]
fn a_plan_that_a_letter_announces_is_of_the_day_of_the_letter() {
    let letter = "江淮市工业和信息化局关于提案的答复\n\
        您提出的《关于组建产业联盟的建议》收悉，现答复如下：\n\
        一、今年2月24日，在江海区召开自律座谈会，31家企业签订了公约。\n\
        二、经报市政府同意，我局拟于今年第四季度组建江淮碳酸钙产业链联盟，由江淮矿业集团有限公司牵头。\n\
        江淮市工业和信息化局\n2023年7月12日";
    let submission = Submission {
        body: letter.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    let records = normalize(&submission, &Limits::default()).unwrap().records;
    let plan = (records.iter()).find(|record| record.kind == EventType::AlliancePlanned);
    let date = plan.unwrap().date.as_ref().unwrap();
    assert_eq!(date.value.to_string(), "2023-07-12");
}

#[test]
fn a_day_beside_the_words_that_tell_the_event_stays() {
    let text = "5月25日，江淮光伏材料产业联盟在合肥市成立。6月2日，联盟将赴芜湖市考察，\
                6月8日再赴蚌埠市。";
    let date = only(text, EventType::AllianceFounded).date.unwrap();
    assert_eq!(date.value.to_string(), "2024-05-25");
    assert_eq!(date.evidence[0].quote, "5月25日");
}

#[test]
fn the_program_carries_a_model_whose_origin_is_named() {
    let head = &MODEL.head;
    assert!(
        head.contains("Origin:") && head.contains("Licence:"),
        "{head}"
    );
}
