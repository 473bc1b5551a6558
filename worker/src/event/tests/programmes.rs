//! Facts about plans by name, of which nothing is to come, and days that are due.

use super::{EventType, alliances::assert_told, read};

#[test]
fn a_plan_that_funds_a_founding_plans_nothing() {
    for text in [
        "嘉禾大学在国家科学委员会成果推广计划支持下，成立“赣江水泵产业联盟”，6月7日与九江学院会商。",
        "嘉禾大学在省科技厅“揭榜挂帅”计划的资助下，于6月8日成立赣江水泵产业联盟。",
        "6月8日，嘉禾大学通过教育部协同育人计划，牵头成立赣江水泵产业联盟。",
        "嘉禾大学获省教育厅产学合作计划补助，6月8日成立赣江水泵产业联盟。",
        "6月8日，在重点研发计划和专项引导下，赣江水泵产业联盟在南昌成立。",
    ] {
        assert_told(&[(text, &["F 赣江水泵产业联盟"])]);
    }
}

#[test]
fn what_a_plan_has_for_a_later_day_is_still_a_plan() {
    for text in [
        "6月8日获悉，赣江水泵产业联盟按照计划，今年年底前成立。",
        "6月8日获悉，嘉禾大学计划支持南昌市工信局牵头成立赣江水泵产业联盟。",
    ] {
        assert_told(&[(text, &["P 赣江水泵产业联盟"])]);
    }
}

#[test]
fn what_was_pushed_for_on_a_day_that_has_passed_is_done() {
    let founded = |text: &str| {
        (read(&format!("赣江通讯\n2026年1月15日\n\n{text}"))
            .records
            .iter())
        .any(|record| record.kind == EventType::AllianceFounded)
    };
    assert!(founded(
        "省工信厅2023年11月推动成立的赣江水泵产业联盟，今天在南昌召开会员大会。"
    ));
    assert!(!founded(
        "省工信厅今年将推动成立赣江水泵产业联盟，今天在南昌座谈。"
    ));
}
