//! Facts about who signs.

use super::only;
use crate::record::{EventType, OrganizationRole, PersonRole};

fn signatories(text: &str) -> Vec<String> {
    let record = only(text, EventType::AgreementSigned);
    let mut names: Vec<String> = (record.organizations.iter())
        .filter(|o| {
            o.roles
                .contains(&crate::record::OrganizationRole::Signatory)
        })
        .map(|o| o.name.clone())
        .collect();
    names.sort();
    names
}

#[test]
fn persons_sign_for_their_employers() {
    for text in [
        "6月15日，东湖电机有限公司总经理赵一凡与聊城市市长钱立新共同签署战略合作框架协议。",
        "会上，聊城市市长钱立新、东湖电机有限公司总经理赵一凡分别签署合作协议。",
    ] {
        assert_eq!(signatories(text), ["东湖电机有限公司", "聊城市"], "{text}");
        let record = only(text, EventType::AgreementSigned);
        let signer = record.persons.iter().find(|p| p.name == "赵一凡").unwrap();
        assert!(signer.roles.contains(&PersonRole::Signatory));
    }
}

#[test]
fn the_other_side_signs_whatever_its_name_is_like() {
    for (text, names) in [
        (
            "6月15日，云江水泵产业联盟与丹麦展会主办方NORDEX签订合作备忘录。",
            vec!["NORDEX", "云江水泵产业联盟"],
        ),
        (
            "仪式上，东湖食品有限公司与武进区雪堰镇、沛县龙固镇签订种植协议。",
            vec!["东湖食品有限公司", "武进区雪堰镇", "沛县龙固镇"],
        ),
        (
            "会上，东湖陶瓷、韩江瓷业、白石泥料三家企业签订采购框架协议。",
            vec!["东湖陶瓷", "白石泥料", "韩江瓷业"],
        ),
    ] {
        assert_eq!(signatories(text), names, "{text}");
    }
}

#[test]
fn kinds_of_partners_are_no_party() {
    assert_eq!(
        signatories("会上，东湖电机有限公司与云江大学、多家上下游企业签订合作协议。"),
        ["东湖电机有限公司", "云江大学"]
    );
}

#[test]
fn who_is_only_visited_does_not_sign() {
    assert_eq!(
        signatories(
            "6月15日，云江水泵产业联盟拜会嘉禾大学、东湖电机有限公司，并与北山重工集团签署合作协议。"
        ),
        ["云江水泵产业联盟", "北山重工集团"]
    );
}

#[test]
fn what_an_agreement_is_about_signs_nothing() {
    for text in [
        "会上，东湖电机有限公司当场与云江大学签订了共建水泵人才实训基地协议。",
        "楚江日报讯 昨日，东湖电机有限公司与云江大学签署合作协议。",
    ] {
        assert_eq!(
            signatories(text),
            ["东湖电机有限公司", "云江大学"],
            "{text}"
        );
    }
}

#[test]
fn a_region_and_its_government_sign_once() {
    assert_eq!(
        signatories(
            "聊城市、东湖电机有限公司签署合作协议\n6月15日，聊城市人民政府与东湖电机有限公司在济南市签署\
             战略合作协议。"
        )
        .len(),
        2
    );
}

#[test]
fn a_signing_ceremony_bears_the_parties_in_its_name() {
    for text in [
        "6月18日，武汉嘉禾大学与东湖重工集团战略合作框架协议签约仪式在武汉举行。",
        "6月18日，东湖经济技术开发区管理委员会与江海智慧能源产业联盟战略合作协议签约仪式举行。\
         区党工委委员沈嘉禾与联盟秘书长陆明远分别代表双方签字。",
    ] {
        let record = only(text, EventType::AgreementSigned);
        let signed = (record.organizations.iter())
            .filter(|party| party.roles == [OrganizationRole::Signatory])
            .count();
        assert_eq!(signed, 2, "{text}");
    }
}

#[test]
fn who_looks_on_does_not_sign() {
    let record = only(
        "6月18日，合作备忘录由嘉禾大学校长沈明远、东湖大学副校长陆清和代表签署，\
         教育局副局长蔡启明到场见证。",
        EventType::AgreementSigned,
    );
    let signed: Vec<&str> = (record.organizations.iter())
        .filter(|party| party.roles == [OrganizationRole::Signatory])
        .map(|party| party.name.as_str())
        .collect();
    assert_eq!(signed, ["嘉禾大学", "东湖大学"]);
}

#[test]
fn pairs_may_stand_in_clauses_before_the_verb() {
    let text = "6月18日，江海市科技局与东湖水务集团，江海水泵产业联盟与嘉禾阀门产业联盟，分别签署战略合作协议。";
    let signed = (super::read(text).records.into_iter())
        .filter(|record| record.kind == EventType::AgreementSigned)
        .count();
    assert_eq!(signed, 2);
}

#[test]
fn who_meets_may_sign_without_being_named_again() {
    let text = "6月18日，江海水泵产业联盟在江海市成立。成立大会审议通过了联盟章程，并与东湖文创有限公司签订授权合作协议。";
    let record = only(text, EventType::AgreementSigned);
    assert_eq!(record.alliances[0].name, "江海水泵产业联盟");
    assert_eq!(record.organizations.len(), 2);
}

#[test]
fn an_alliance_may_sign_on_the_day_it_was_founded() {
    let text = "6月18日，江海水泵产业联盟揭牌。江海水泵产业联盟成立当天就与江海市人民法院签订诉调对接协议。";
    let record = only(text, EventType::AgreementSigned);
    assert_eq!(record.organizations.len(), 2);
}

#[test]
fn a_joint_before_an_alliance_that_signs_parts_it_from_the_other_party() {
    let text = "6月18日，新汉科技、高达绿能与温哥华洁净科技联盟签署合作备忘录。";
    let record = only(text, EventType::AgreementSigned);
    assert_eq!(record.alliances[0].name, "温哥华洁净科技联盟");
}

#[test]
fn those_who_attend_and_sign_are_signatories() {
    let text = "6月18日，江海水泵高校联盟在江海市成立。嘉禾大学校长林溪、东湖学院院长陆明、江海学院院长沈青出席仪式并签署备忘录。";
    let record = only(text, EventType::AgreementSigned);
    assert!((record.persons.iter()).all(|person| person.roles == [super::PersonRole::Signatory]));
    assert_eq!(record.persons.len(), 3);
}

#[test]
fn a_subject_that_goes_on_signs_each_paper_by_itself() {
    let text = "6月18日，江海水泵产业联盟与嘉禾大学签署共建实验室协议，\
                与中国银行江海支行签订贷款合同。";
    let signed: Vec<usize> = (super::read(text).records.iter())
        .filter(|record| record.kind == EventType::AgreementSigned)
        .map(|record| record.organizations.len())
        .collect();
    assert_eq!(signed, [2, 2]);
}
