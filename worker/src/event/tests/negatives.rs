//! Facts about what only looks like an event.

use super::{kinds, read};
use crate::record::EventType;

#[test]
fn offices_that_a_body_provides_for_elect_nobody() {
    assert_eq!(
        kinds(
            "江海市氢能产业联盟 组织机构\n理事会\n理事由成员大会选举产生，每届任期三年，可以连任。\n\
             秘书处\n秘书处为理事会的日常办事机构，挂靠在江海远山咨询有限公司，设秘书长一名，向理事会负责。"
        ),
        []
    );
}

#[test]
fn a_hearsay_that_the_headline_asks_about_founds_nothing() {
    assert_eq!(
        kinds(
            "网传五家车企合建电池联盟？当事企业否认\n\
             6月17日，一份协议的照片在网络上流传。照片显示，五家车企拟于7月1日在嘉兴宣布成立“江海动力电池产业联盟”。\n\
             远山汽车有关人士说，公司从未签过这份文件。"
        ),
        []
    );
}

#[test]
fn a_headline_that_asks_about_no_hearsay_leaves_the_founding() {
    assert_eq!(
        kinds(
            "电池怎么回收？五家车企有了答案\n\
             6月17日，江海动力电池产业联盟在嘉兴成立。"
        ),
        [EventType::AllianceFounded]
    );
}

#[test]
fn a_call_for_applications_of_a_kind_names_no_alliance() {
    let notice = |kind: &str| {
        format!(
            "关于组织申报{kind}的通知\n各有关单位：\n现就{kind}申报工作通知如下。\
             牵头企业应联合三家以上单位。\n附件：《嘉兴市{kind}申报书》\n嘉兴市科学技术局\n2024年6月12日"
        )
    };
    assert_eq!(read(&notice("企业创新联合体")).records, []);
    assert_eq!(
        kinds(&notice("远山氢能产业联盟会员")),
        [EventType::DocumentIssued]
    );
}
