//! Facts about chronicles: pages of lines that each begin with a day.

use super::{kinds, read};
use crate::record::EventType;

const CHRONICLE: &str = "江南水泵产业联盟大事记\n\
    2021年\n\
    3月8日 江南水泵产业联盟在宁州成立，东湖电机有限公司任理事长单位。\n\
    11月 联盟章程经会员大会表决通过。\n\
    2022年\n\
    5月6日 联盟与云江水泵协会在北京签署合作协议。\n\
    2023年\n\
    9月10日 第二届理事会产生，赵一凡当选理事长。";

#[test]
fn each_line_has_the_year_above_it() {
    let dates: Vec<(EventType, String)> = (read(CHRONICLE).records.iter())
        .map(|record| {
            let date = record.date.as_ref().map(|date| date.value.to_string());
            (record.kind, date.unwrap_or_default())
        })
        .collect();
    for expected in [
        (EventType::AllianceFounded, "2021-03-08"),
        (EventType::CharterAdopted, "2021-11"),
        (EventType::AgreementSigned, "2022-05-06"),
        (EventType::LeadershipElected, "2021-03-08"),
        (EventType::LeadershipElected, "2023-09-10"),
    ] {
        let expected = (expected.0, expected.1.to_owned());
        assert!(dates.contains(&expected), "{expected:?} in {dates:?}");
    }
}

#[test]
fn no_line_is_background_or_in_the_place_of_another() {
    let records = read(CHRONICLE).records;
    assert!(records.iter().all(|record| !record.background));
    let charter = (records.iter()).find(|record| record.kind == EventType::CharterAdopted);
    assert!(charter.unwrap().place.is_none());
}

#[test]
fn a_report_that_looks_back_is_no_chronicle() {
    let text = "6月18日，江南水泵产业联盟年会在宁州举行。\n\
                2021年3月8日，江南水泵产业联盟成立。";
    let founding =
        (read(text).records.into_iter()).find(|record| record.kind == EventType::AllianceFounded);
    assert!(founding.unwrap().background);
    assert_eq!(
        kinds(text),
        [EventType::AllianceFounded, EventType::MeetingHeld]
    );
}
