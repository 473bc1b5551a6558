//! Facts about who takes part without a word of the grammar saying so.

use super::*;
use crate::{
    Submission,
    event::tests::only,
    learning::{Example, read_lesson},
    record::Record,
};

const FOUNDED: &str = "6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。\n";

fn founding(behind: &str) -> Record {
    only(&format!("{FOUNDED}{behind}"), EventType::AllianceFounded)
}

fn names(record: &Record) -> Vec<&str> {
    let mut names: Vec<_> = (record.organizations.iter())
        .map(|body| body.name.as_str())
        .collect();
    names.sort_unstable();
    names
}

fn examples(text: &str) -> Vec<Example> {
    let submission = Submission {
        body: text.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    read_lesson(&submission).unwrap().examples
}

#[test]
fn bodies_that_a_sentence_of_the_founding_lists_had_part_in_it() {
    let record = founding(
        "该联盟由江淮理工大学、合肥晶锐材料有限公司、安徽省光伏行业协会等单位，\
         连同芜湖明达玻璃有限公司搭台共建。",
    );
    let wanted = ["合肥晶锐材料有限公司", "安徽省光伏行业协会", "江淮理工大学"];
    for name in wanted {
        assert!(
            names(&record).contains(&name),
            "{name} in {:?}",
            names(&record)
        );
    }
    let body = (record.organizations.iter())
        .find(|body| body.name == wanted[2])
        .unwrap();
    assert_eq!(body.evidence[0].quote, wanted[2]);
    assert!(!body.roles.is_empty());
}

#[test]
fn bodies_that_are_only_spoken_of_had_none() {
    for text in [
        "会后，记者在合肥晶锐材料有限公司看到，车间里一片繁忙。",
        "据中国光伏研究院统计，去年行业产值增长一成。",
        "此前，江淮理工大学曾与皖江检测研究院签署合作协议。",
        "同日，合肥晶锐材料有限公司发布了上半年业绩。",
    ] {
        assert_eq!(names(&founding(text)), [""; 0], "{text}");
    }
}

#[test]
fn what_the_grammar_reads_is_left_as_it_is() {
    let record = founding("联盟由江淮理工大学牵头，合肥晶锐材料有限公司任理事长单位。");
    let roles = |name: &str| {
        (record.organizations.iter())
            .find(|body| body.name == name)
            .map(|body| body.roles.clone())
    };
    assert_eq!(
        roles("江淮理工大学"),
        Some(vec![OrganizationRole::Organizer])
    );
}

#[test]
fn jurisdictions_and_academies_take_no_part() {
    let record = founding("合肥市委副书记李明德、中国工程院院士赵文礼到场祝贺。");
    for name in ["合肥市委", "中国工程院"] {
        assert!(!names(&record).contains(&name), "{name}");
    }
}

#[test]
fn signatories_are_told_by_the_signing_alone() {
    let text = "6月18日，甲江理工大学与乙山材料有限公司在合肥市签署合作协议。\n\
                合肥晶锐材料有限公司连同皖江检测研究院搭台共建。";
    let signed = only(text, EventType::AgreementSigned);
    assert_eq!(names(&signed), ["乙山材料有限公司", "甲江理工大学"]);
}

#[test]
fn more_text_far_behind_does_not_change_what_a_mention_looks_like() {
    let near = "江淮理工大学连同皖江检测研究院搭台共建。\n";
    let of = |text: &str| {
        (examples(text).into_iter())
            .find(|example| example.organization == "皖江检测研究院")
            .unwrap()
            .mentions
    };
    let far = "天气晴朗。\n".repeat(40);
    assert_eq!(
        of(&format!("{FOUNDED}{near}")),
        of(&format!("{FOUNDED}{near}{far}"))
    );
}

#[test]
fn a_page_of_hundreds_of_bodies_is_weighed_up_to_a_limit() {
    let digit = |value: usize| "甲乙丙丁戊己庚辛壬癸".chars().nth(value % 10).unwrap();
    let bodies: Vec<String> = (0..600)
        .map(|at| {
            format!(
                "江淮{}{}{}材料有限公司",
                digit(at / 100),
                digit(at / 10),
                digit(at)
            )
        })
        .collect();
    let lines: Vec<String> = bodies
        .chunks(10)
        .map(|some| format!("{}搭台共建。", some.join("、")))
        .collect();
    let text = format!("{FOUNDED}{}", lines.join("\n"));
    let mut weighed: Vec<String> = examples(&text)
        .into_iter()
        .map(|example| example.organization)
        .collect();
    weighed.sort();
    weighed.dedup();
    assert_eq!(weighed.len(), BODIES_MAX);
}

#[test]
fn the_program_carries_a_model_whose_origin_is_named() {
    let head = &MODEL.head;
    assert!(
        head.contains("Origin:") && head.contains("Licence:"),
        "{head}"
    );
}
