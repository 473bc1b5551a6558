//! Facts about who takes part without a rule of the grammar saying so.

use super::*;
use crate::{
    Submission,
    event::tests::only,
    learning::{PersonExample, read_lesson},
    record::{EventType, Record},
};

const FOUNDED: &str = "6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。\n";

fn founding(behind: &str) -> Record {
    only(&format!("{FOUNDED}{behind}"), EventType::AllianceFounded)
}

fn names(record: &Record) -> Vec<&str> {
    let mut names: Vec<_> = (record.persons.iter())
        .map(|person| person.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

fn examples(text: &str) -> Vec<PersonExample> {
    let submission = Submission {
        body: text.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    read_lesson(&submission).unwrap().persons
}

#[test]
fn who_acts_at_the_founding_in_words_that_no_rule_reads_had_part_in_it() {
    for text in [
        "现场，江淮理工大学教授赵文礼抛出三点主张，引来阵阵掌声。",
        "安徽省经信厅副厅长赵文礼登台为联盟送上祝福。",
        "仪式上，安徽省经信厅副厅长赵文礼将牌匾递到首批成员手中。",
        "合肥晶锐材料有限公司董事长赵文礼连声道喜。",
    ] {
        let attached = |example: &PersonExample| example.attached;
        let examples = examples(&format!("{FOUNDED}{text}"));
        assert_eq!(examples.iter().map(attached).collect::<Vec<_>>(), [false]);
        assert_eq!(names(&founding(text)), ["赵文礼"], "{text}");
    }
}

#[test]
fn who_is_added_brings_title_employer_and_evidence() {
    let record = founding("仪式上，安徽省经信厅副厅长赵文礼将牌匾递到首批成员手中。");
    let person = &record.persons[0];
    assert_eq!(person.title.as_deref(), Some("副厅长"));
    assert_eq!(person.organization.as_deref(), Some("安徽省经信厅"));
    assert_eq!(person.evidence[0].quote, "赵文礼");
    assert_eq!(record.organizations[0].name, "安徽省经信厅");
}

#[test]
fn nobody_spoke_where_nothing_tells_of_speech() {
    let record = founding("仪式上，安徽省经信厅副厅长赵文礼将牌匾递到首批成员手中。");
    assert!(!record.persons[0].roles.contains(&PersonRole::Speaker));
}

#[test]
fn who_is_only_spoken_of_had_none() {
    for text in [
        "背景资料：赵文礼是我国光伏材料的奠基人，1998年当选为院士。",
        "此前，合肥市副市长赵文礼曾带队到芜湖考察。",
        "去年，时任合肥市副市长赵文礼曾到企业调研。",
        "此前赵文礼教授发明了这种电池。",
        "责任编辑：赵文礼",
        "记者 赵文礼 通讯员 李明德",
        "文：赵文礼 编辑：李明德 审核：王建国",
        "谈到油价，中国石油研究院研究员赵文礼认为，下半年仍有变数。",
        "证券公司分析师赵文礼表示，光伏股下半年仍有变数。",
        "联系人：赵文礼 电话：0551-62000000",
    ] {
        assert_eq!(names(&founding(text)), [""; 0], "{text}");
    }
}

#[test]
fn what_the_grammar_reads_is_left_as_it_is() {
    let record = founding("安徽省经信厅副厅长赵文礼主持成立大会。");
    assert_eq!(names(&record), ["赵文礼"]);
    assert_eq!(record.persons[0].roles, [PersonRole::Host]);
}

#[test]
fn a_page_of_hundreds_of_persons_is_weighed_up_to_a_limit() {
    let digit = |value: usize| "明德文礼建国立新志远".chars().nth(value % 10).unwrap();
    let lines: Vec<String> = (0..300)
        .map(|at| format!("江淮理工大学教授赵{}{}在座。", digit(at / 10), digit(at)))
        .chain(
            (0..100).map(|at| format!("江淮理工大学教授李{}{}在座。", digit(at / 10), digit(at))),
        )
        .collect();
    let text = format!("{FOUNDED}{}", lines.join("\n"));
    let mut weighed: Vec<String> = (examples(&text).into_iter())
        .map(|example| example.name)
        .collect();
    weighed.sort();
    weighed.dedup();
    assert_eq!(weighed.len(), PERSONS_MAX);
}

#[test]
fn the_program_carries_a_model_whose_origin_is_named() {
    let head = &MODEL.head;
    assert!(
        head.contains("Origin:") && head.contains("Licence:"),
        "{head}"
    );
}
