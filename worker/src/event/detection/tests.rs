//! Facts about events that no rule reads, and about how sure the others are.

use super::*;
use crate::{
    Submission,
    event::tests::{only, read},
    learning::read_lesson,
    record::Record,
};

fn records(text: &str) -> Vec<Record> {
    read(text).records
}

fn kinds(text: &str) -> Vec<EventType> {
    records(text).iter().map(|record| record.kind).collect()
}

#[test]
fn what_is_told_plainly_is_surer_than_what_is_told_in_passing() {
    let plain = only(
        "6月18日，江淮光伏材料产业联盟成立大会在安徽省合肥市举行，\
         江淮光伏材料产业联盟正式成立。",
        EventType::AllianceFounded,
    );
    assert!(plain.confidence >= 0.8, "{}", plain.confidence);
    let passing = records("说到抱团，当地人会提起早年成立的江淮光伏材料产业联盟，如今少有人知。");
    assert!(
        (passing.iter()).all(|record| record.confidence < plain.confidence),
        "{passing:?}"
    );
}

#[test]
fn an_agreement_of_two_is_less_sure_than_one_of_many() {
    let two = only(
        "6月18日，江淮光伏材料产业联盟与合肥晶锐材料有限公司签署战略合作协议。",
        EventType::AgreementSigned,
    );
    assert!(two.confidence < 0.8, "{}", two.confidence);
    let many = only(
        "6月18日，江淮光伏材料产业联盟与合肥晶锐材料有限公司、江淮理工大学、\
         芜湖明达玻璃有限公司签署战略合作协议。",
        EventType::AgreementSigned,
    );
    assert!(many.confidence > two.confidence);
}

#[test]
fn what_is_likely_is_added_where_no_rule_reads_it() {
    let text = "6月18日，江淮光伏材料产业联盟成立大会在合肥举行。\
                会上，代表们审议通过了联盟章程，并由无记名投票产生了首届理事会。";
    let grammar = read_lesson(&Submission {
        body: text.as_bytes(),
        ..Submission::default()
    });
    let is_election = |record: &Record| record.kind == EventType::LeadershipElected;
    assert!(!grammar.unwrap().records.iter().any(is_election));
    let added = only(text, EventType::LeadershipElected);
    assert_eq!(added.alliances[0].name, "江淮光伏材料产业联盟");
    assert_eq!(added.date.unwrap().value.to_string(), "2024-06-18");
    assert!((0.4..1.0).contains(&added.confidence));
}

#[test]
fn what_the_grammar_passes_over_is_not_added() {
    for text in [
        "江淮光伏材料产业联盟并未成立，相关传言不实。",
        "如果江淮光伏材料产业联盟成立，企业就能抱团采购。",
        "江淮光伏材料产业联盟是全国性的行业组织，会员遍布二十个省份。",
    ] {
        let kinds = kinds(text);
        assert!(
            !kinds.contains(&EventType::AllianceFounded),
            "{text}: {kinds:?}"
        );
    }
}

#[test]
fn what_is_planned_is_not_founded_as_well() {
    let kinds = kinds("江淮光伏材料产业联盟将于10月18日在合肥成立，届时百家企业将抱团闯市场。");
    assert_eq!(kinds, [EventType::AlliancePlanned]);
}

#[test]
fn a_page_of_more_topics_than_are_weighed_is_read_by_the_grammar() {
    let lines: Vec<String> = (0..3 * TOPICS_MAX)
        .map(|at| format!("6月{}日，江淮第{at}光伏产业联盟在合肥成立。", at % 28 + 1))
        .collect();
    assert!(kinds(&lines.join("\n")).len() > TOPICS_MAX);
}

#[test]
fn the_program_carries_a_model_whose_origin_is_named() {
    let head = &MODEL.head;
    assert!(
        head.contains("Origin:") && head.contains("Licence:"),
        "{head}"
    );
}
