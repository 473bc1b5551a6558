//! Facts about what stands in lines and tables: agreements, documents; and about
//! meetings that only the headline tells.

use super::read;
use crate::record::{EventType, OrganizationRole};

/// The signatories of each agreement, in alphabetical order.
fn agreements(text: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = (read(text).records.iter())
        .filter(|record| record.kind == EventType::AgreementSigned)
        .map(|record| {
            let mut names: Vec<String> = (record.organizations.iter())
                .filter(|body| body.roles.contains(&OrganizationRole::Signatory))
                .map(|body| body.name.clone())
                .collect();
            names.sort();
            names
        })
        .collect();
    all.sort();
    all
}

fn subjects(text: &str, kind: EventType) -> Vec<String> {
    (read(text).records.into_iter())
        .filter(|record| record.kind == kind)
        .filter_map(|record| record.subject.map(|subject| subject.value))
        .collect()
}

const OPENING: &str = "江南水泵产业联盟年会\n\n6月18日，江南水泵产业联盟年会在嘉兴举行。";

#[test]
fn a_partner_on_each_line_signs_with_the_subject() {
    let text = format!(
        "{OPENING}东湖电机有限公司分别与：\n\n1.云江大学签订人才培养协议；\n\n\
         2.韩江瓷业有限公司签订供货协议；\n\n3.白石泥料有限公司签订采购协议。"
    );
    assert_eq!(
        agreements(&text),
        [[
            "东湖电机有限公司",
            "云江大学",
            "白石泥料有限公司",
            "韩江瓷业有限公司"
        ]]
    );
}

#[test]
fn a_pair_on_each_line_is_an_agreement() {
    for (opener, joint) in [
        ("现场签约情况如下：", "与"),
        ("集中签约一批项目，名单如下：\n\n甲方 乙方 项目", " "),
        ("签约的有：", "——"),
    ] {
        let text = format!(
            "{OPENING}{opener}\n\n东湖电机有限公司{joint}云江大学 联合实验室\n\n\
             韩江瓷业有限公司{joint}白石泥料有限公司 泥料供应\n\n年会还发出《绿色水泵倡议书》。"
        );
        assert_eq!(
            agreements(&text),
            [
                ["东湖电机有限公司", "云江大学"],
                ["白石泥料有限公司", "韩江瓷业有限公司"]
            ],
            "{text}"
        );
    }
}

#[test]
fn lines_without_signing_are_no_agreements() {
    let text = format!("{OPENING}参会单位有：\n\n东湖电机有限公司\n\n云江大学\n\n韩江瓷业有限公司");
    assert!(agreements(&text).is_empty());
}

#[test]
fn a_table_below_a_sentence_lists_what_it_publishes() {
    let text = "江南水泵产业联盟关于发布3项团体标准的公告\n\n各会员单位：\n\n\
                按照《江南水泵产业联盟团体标准管理办法》的规定，现批准发布以下团体标准，自2024年7月1日起实施。\n\n\
                序号 标准编号 标准名称\n\n1 T/JNPA 001-2024 水泵能效评价规范\n\n\
                2 T/JNPA 002-2024 水泵智能运维指南\n\n江南水泵产业联盟\n\n2024年6月18日";
    let issued = subjects(text, EventType::DocumentIssued);
    for name in ["水泵能效评价规范", "水泵智能运维指南"] {
        assert!(issued.iter().any(|subject| subject == name), "{name}");
    }
}

#[test]
fn what_a_meeting_issues_is_of_its_alliance() {
    for text in [
        "年会还发出《绿色水泵倡议书》。",
        "与会代表共同发布《绿色水泵倡议书》。",
    ] {
        let text = format!("{OPENING}\n\n{text}");
        assert_eq!(
            subjects(&text, EventType::DocumentIssued),
            ["绿色水泵倡议书"],
            "{text}"
        );
    }
}

#[test]
fn the_headline_may_be_all_that_tells_a_meeting() {
    let text = "江南水泵产业联盟2024年年会在嘉兴召开\n\n6月18日，百余名代表相聚嘉兴，共话水泵产业。\n\n\
                联盟理事长赵一凡作了年度工作报告。";
    assert_eq!(
        subjects(text, EventType::MeetingHeld),
        ["江南水泵产业联盟2024年年会"]
    );
    let text = "江南水泵产业联盟2024年年会将在嘉兴召开\n\n百余名代表将相聚嘉兴，共话水泵产业。\n\n\
                联盟理事长赵一凡介绍了筹备情况。";
    assert_eq!(subjects(text, EventType::MeetingHeld), [""; 0]);
}

#[test]
fn a_university_that_builds_with_others_keeps_its_name() {
    let text = format!("{OPENING}会上，东湖电机有限公司与云江大学共建联合实验室，双方签署协议。");
    assert_eq!(agreements(&text), [["东湖电机有限公司", "云江大学"]]);
}

#[test]
fn a_table_of_signings_names_the_parties_of_each_row() {
    let text = format!(
        "{OPENING}现场共有两组伙伴签下协议。\n\n序号 项目 签约方 金额(万元)\n\n\
         1 联合实验室 东湖电机有限公司、云江大学 860\n\n\
         2 泥料供应 韩江瓷业有限公司、白石泥料有限公司 540\n\n云江市副市长钱立新见证签约。"
    );
    assert_eq!(
        agreements(&text),
        [
            ["东湖电机有限公司", "云江大学"],
            ["白石泥料有限公司", "韩江瓷业有限公司"]
        ]
    );
}

#[test]
fn a_verb_may_stand_on_the_line_below_its_parties() {
    let text = "东湖电机与云江大学签了\n原创 东湖发布 东湖发布 2024-06-19 18:30 浙江\n\n\
                点击上方蓝字关注我们\n▼\n6月18日，嘉兴会议中心\n东湖电机有限公司与云江大学\n\
                签署《水泵电机战略合作协议》\n\n云江市委副书记、市长孙文出席\n代表双方签字\n\n\
                按照约定，两家将在节能电机、检测平台和人才培养上共同投入，首期三年。\n\
                孙文表示，希望项目早日落地见效。";
    assert_eq!(agreements(text), [["东湖电机有限公司", "云江大学"]]);
}

#[test]
fn a_branch_of_an_alliance_signs_in_its_own_name() {
    let text =
        format!("{OPENING}会后，江南水泵产业联盟党支部就与云江市滨河街道党工委签订结对协议。");
    assert_eq!(
        agreements(&text),
        [["云江市滨河街道党工委", "江南水泵产业联盟党支部"]]
    );
    let text = format!("{OPENING}联盟就有了成果：东湖电机有限公司与云江大学签署合作协议。");
    assert_eq!(agreements(&text), [["东湖电机有限公司", "云江大学"]]);
}

#[test]
fn who_agrees_on_a_pact_signs_it() {
    let text = format!("{OPENING}会后，东湖电机有限公司、云江大学就人才培养订立五年协议。");
    assert_eq!(agreements(&text), [["东湖电机有限公司", "云江大学"]]);
}
