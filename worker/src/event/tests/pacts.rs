//! Facts about who signs, in wordings that name the parties apart from the verb.

use super::{kinds, only, read};
use crate::record::{EventType, OrganizationRole};

fn signatories(text: &str) -> Vec<String> {
    let mut names: Vec<String> = (only(text, EventType::AgreementSigned).organizations.iter())
        .filter(|o| o.roles.contains(&OrganizationRole::Signatory))
        .map(|o| o.name.clone())
        .collect();
    names.sort();
    names
}

#[test]
fn a_list_before_the_comma_signs_together() {
    for text in [
        "6月18日，东湖电机有限公司在宁州与云江大学、韩江瓷业、白石泥料四方，共同签署合作协议。",
        "6月18日，东湖电机有限公司与云江大学、韩江瓷业、白石泥料四家单位，联合签署合作协议。",
    ] {
        assert_eq!(
            signatories(text),
            ["东湖电机有限公司", "云江大学", "白石泥料", "韩江瓷业"],
            "{text}"
        );
    }
}

#[test]
fn when_and_where_may_stand_between_the_sides() {
    assert_eq!(
        signatories("江南水泵产业联盟6月18日在宁州与白石泥料签署合作协议。"),
        ["江南水泵产业联盟", "白石泥料"]
    );
}

#[test]
fn the_verb_may_have_its_pact_in_it() {
    for text in [
        "6月18日，江南水泵产业联盟与白石泥料签约。",
        "6月18日，江南水泵产业联盟与白石泥料达成合作。",
        "6月18日，江南水泵产业联盟与白石泥料达成战略合作意向，价值两亿元。",
    ] {
        assert_eq!(
            signatories(text),
            ["江南水泵产业联盟", "白石泥料"],
            "{text}"
        );
    }
}

#[test]
fn who_signed_with_nobody_signed_nothing() {
    for text in [
        "6月18日，东湖电机有限公司称，公司也未与任何地方政府签署投资协议。",
        "6月18日，东湖电机有限公司与多家客户签约。",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
}

#[test]
fn a_listed_company_speaks_of_itself() {
    for text in [
        "云帆电子(300001.SZ)公告称，公司6月18日在宁州与云江大学签署合作协议。",
        "云帆电子（证券代码：300001）晚间公告，公司6月18日与云江大学签署合作协议。",
    ] {
        assert_eq!(signatories(text), ["云帆电子", "云江大学"], "{text}");
    }
    let text = "云帆电子(300001.SZ)公告称，公司6月18日与东湖电机有限公司签署合作协议，公司副总裁赵一凡出席签约。";
    let record = only(text, EventType::AgreementSigned);
    let deputy = record.persons.iter().find(|person| person.name == "赵一凡");
    assert_eq!(deputy.unwrap().organization.as_deref(), Some("云帆电子"));
    // Of two companies it may be either.
    let text =
        "云帆电子(300001.SZ)、白石泥料(300002.SZ)双双涨停，公司6月18日与云江大学签署合作协议。";
    assert!(read(text).records.iter().all(|record| {
        (record.organizations.iter()).all(|o| o.name != "云帆电子" || o.roles.is_empty())
    }));
}

#[test]
fn a_venue_is_no_part_of_the_alliance_behind_it() {
    assert_eq!(
        signatories("6月18日，云江市人民政府在江畔会客厅与江南水泵产业联盟签下框架协议。"),
        ["云江市人民政府", "江南水泵产业联盟"]
    );
}

#[test]
fn who_signs_for_two_sides_is_no_body() {
    let record = only(
        "6月18日，江南理工大学与东湖学院签署联合培养协议，校长林一鸣、副校长孙文分别代表两校签字。",
        EventType::AgreementSigned,
    );
    let names: Vec<_> = (record.organizations.iter())
        .map(|body| body.name.as_str())
        .collect();
    assert_eq!(names, ["江南理工大学", "东湖学院"]);
}
