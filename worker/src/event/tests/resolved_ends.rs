//! Facts about alliances whose end is resolved for a day to come.

use super::{EventType, kinds, only};

fn ended_on(text: &str) -> Option<String> {
    let text = format!("赣江通讯\n2024年5月28日\n\n{text}");
    let record = only(&text, EventType::AllianceDissolved);
    record.date.map(|date| date.value.to_string())
}

#[test]
fn an_end_that_is_resolved_for_a_day_is_told_of_that_day() {
    for text in [
        "赣江水泵产业联盟理事会决定，联盟将于今年6月30日解散。",
        "“赣江水泵产业联盟”，经2024年5月22日第六次会议决议，将于今年6月30日起停止运作。",
        "赣江水泵产业联盟宣布，联盟将自6月30日起终止运营。",
    ] {
        assert_eq!(ended_on(text).as_deref(), Some("2024-06-30"), "{text}");
    }
}

#[test]
fn an_end_that_is_only_wished_for_is_none() {
    for text in [
        "赣江水泵产业联盟拟解散。",
        "有会员建议，赣江水泵产业联盟将于6月30日解散。",
        "赣江水泵产业联盟将考虑解散。",
    ] {
        let text = format!("赣江通讯\n2024年5月28日\n\n{text}");
        assert!(
            !kinds(&text).contains(&EventType::AllianceDissolved),
            "{text}"
        );
    }
}
