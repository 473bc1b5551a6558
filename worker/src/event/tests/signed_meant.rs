//! Facts about who signs where other words than its name stand for a party.

use super::{kinds, only, read};
use crate::record::{EventType, OrganizationRole, PersonRole};

fn signatories(text: &str) -> Vec<String> {
    let mut names: Vec<String> = (only(text, EventType::AgreementSigned).organizations.iter())
        .filter(|o| o.roles.contains(&OrganizationRole::Signatory))
        .map(|o| o.name.clone())
        .collect();
    names.sort();
    names
}

fn signers(text: &str) -> Vec<String> {
    let mut names: Vec<String> = (only(text, EventType::AgreementSigned).persons.iter())
        .filter(|person| person.roles.contains(&PersonRole::Signatory))
        .map(|person| person.name.clone())
        .collect();
    names.sort();
    names
}

#[test]
fn a_noun_stands_for_the_body_named_last_that_ends_so() {
    for text in [
        "东湖电机有限公司去年扭亏。转折点是6月：公司和云江大学签了三年供货协议。",
        "东湖电机有限公司去年扭亏。6月18日，云江大学与公司签署合作协议。",
    ] {
        assert_eq!(
            signatories(text),
            ["东湖电机有限公司", "云江大学"],
            "{text}"
        );
    }
    assert_eq!(
        signatories("6月18日，嘉禾县人民医院召开科研会。我院今年1月又与东湖医疗有限公司签署协议。"),
        ["东湖医疗有限公司", "嘉禾县人民医院"]
    );
}

#[test]
fn the_alliance_alone_stands_for_the_one_spoken_of() {
    for text in [
        "江南水泵产业联盟昨日揭牌。联盟并与云江投资促进会签订合作备忘。",
        "江南水泵产业联盟昨日揭牌。联盟再与云江投资促进会签下合作意向书。",
    ] {
        assert_eq!(
            signatories(text),
            ["云江投资促进会", "江南水泵产业联盟"],
            "{text}"
        );
    }
}

#[test]
fn a_noun_may_count_the_bodies_named_before() {
    let text = "6月18日，县里为“嘉禾香米产业化联合体”“东湖脐橙产业化联合体”授牌。\
                两家联合体分别与江南农商银行签订授信协议。";
    assert_eq!(
        signatories(text),
        [
            "东湖脐橙产业化联合体",
            "嘉禾香米产业化联合体",
            "江南农商银行"
        ]
    );
}

#[test]
fn a_noun_without_a_body_is_no_party() {
    for text in [
        "6月18日，公司与云江大学签署合作协议。",
        "6月18日，6家水企与云江大学签下包销协议。",
        "四、原则同意与云江大学签订共建协议。",
    ] {
        assert!(!kinds(text).contains(&EventType::AgreementSigned), "{text}");
    }
}

#[test]
fn the_subject_of_the_clause_before_goes_on() {
    assert_eq!(
        signatories("江南水泵产业联盟2019年8月成立，第二个月便与商超“乐胖优选”签订配送合同。"),
        ["乐胖优选", "江南水泵产业联盟"]
    );
    assert_eq!(
        signatories(
            "此行促成东湖电机有限公司、高能达能源、江南合作办公室，与云江大学、北山大学分别签署备忘录。"
        ),
        [
            "东湖电机有限公司",
            "云江大学",
            "北山大学",
            "江南合作办公室",
            "高能达能源"
        ]
    );
}

#[test]
fn a_side_is_no_party() {
    let text = "江南标牌协会会长林一鸣到场，云江大学副校长孙文介绍情况。\
                甲方代表林一鸣、乙方代表孙文签署了合作协议书。";
    assert_eq!(signatories(text), ["云江大学", "江南标牌协会"]);
}

#[test]
fn those_who_sign_are_added_to_the_agreement_told_before() {
    for behind in [
        "东湖大学校长林一鸣、云江大学校长孙文到场，两人共同签名。",
        "签约由东湖大学校长林一鸣、云江大学校长孙文代表。",
        "签约代表为东湖大学校长林一鸣、云江大学校长孙文，多位来宾在台下见证。",
        "签署人分别为：东湖大学校长林一鸣、云江大学校长孙文。",
    ] {
        let text = format!("6月18日，东湖大学与云江大学订定人才共育协议。{behind}");
        assert_eq!(signatories(&text), ["东湖大学", "云江大学"], "{behind}");
        assert_eq!(signers(&text), ["孙文", "林一鸣"], "{behind}");
    }
}

#[test]
fn a_list_of_as_many_regions_as_are_counted_signs() {
    assert_eq!(
        signatories("会上，肇庆、柳州、文山三地代表签署《刺梨产业共建协议》。"),
        ["文山", "柳州", "肇庆"]
    );
    assert_eq!(
        signatories("青海的海东市、海北藏族自治州，甘肃的临夏回族自治州三方落笔，签下合作协议。"),
        ["临夏回族自治州", "海东市", "海北藏族自治州"]
    );
    assert_eq!(
        signatories(
            "联盟由云南省罗平县、师宗县和贵州省兴义市共同组建。三县(市)文旅部门负责人共同签署合作协议。"
        ),
        ["兴义市", "师宗县", "罗平县"]
    );
}

#[test]
fn names_and_tables_of_agreements_name_the_parties() {
    let agreements = |text: &str| {
        (read(text).records.iter())
            .filter(|record| record.kind == EventType::AgreementSigned)
            .count()
    };
    assert_eq!(
        agreements("会上，《宁州市商务局与嘉禾县商务局会展合作协议》签署。"),
        1
    );
    assert_eq!(
        agreements(
            "昨日，对接大会在宁州举行，项目集中签约。\n序号 | 签约单位 | 项目 | 金额\n\
             1 | 宁州市人民政府 — 东湖电机有限公司 | 断路器 | 20亿元\n\
             2 | 嘉禾镇人民政府 — 江南模塑有限公司 | 模具 | 3亿元"
        ),
        2
    );
    assert_eq!(
        agreements("《东湖大学与云江大学学分互认备忘录》将于明年签署。"),
        0
    );
}

#[test]
fn other_words_tell_of_signing_too() {
    for text in [
        "6月18日，东湖大学与云江大学现场签了字。",
        "6月18日，东湖大学校长林一鸣(左)与云江大学代表交换合作协议文本。",
        "6月18日，东湖大学与云江大学订定合作协议。",
    ] {
        assert_eq!(signatories(text), ["东湖大学", "云江大学"], "{text}");
    }
    for text in [
        "6月18日，东湖大学与云江大学交换意见。",
        "6月18日，东湖大学与云江大学的代表在签到处合影。",
    ] {
        assert!(!kinds(text).contains(&EventType::AgreementSigned), "{text}");
    }
}

#[test]
fn marks_and_brands_bound_the_names_of_parties() {
    assert_eq!(
        signatories("财讯6月18日丨东湖电机有限公司与云江大学签署合作协议。"),
        ["东湖电机有限公司", "云江大学"]
    );
    assert_eq!(
        signatories("6月18日，东湖大学与云江大学、和广电脑股份有限公司签订合作备忘录。"),
        ["东湖大学", "云江大学", "和广电脑股份有限公司"]
    );
    assert_eq!(
        signatories("6月18日，江南水泵产业联盟即场与云江大学、欧洲在台商务协会签署协议。"),
        ["云江大学", "欧洲在台商务协会", "江南水泵产业联盟"]
    );
}

#[test]
fn who_attends_counts_or_appeals_signs_no_agreement() {
    for text in [
        "6月18日，江南水泵产业联盟成立。江海市科技局、云江县人民政府有关负责人参加了签约仪式。",
        "江海文创园区协会会长、东湖集团董事长王明透露，目前已有41家园区签字愿意入盟。",
        "大会由江海市中医管理局、云江市卫生健康委员会共同主办，三天里达成合作意向27项。",
        "年会通过《自律倡议书》，东湖纸业有限公司、云江竹业股份有限公司3家企业率先签名。",
    ] {
        assert!(!kinds(text).contains(&EventType::AgreementSigned), "{text}");
    }
}

#[test]
fn a_partys_name_is_read_whole_and_alone() {
    for (text, mut parties) in [
        (
            "6月18日，东湖电机有限公司与水下机器人新创海岭科技签署供货合约。",
            ["东湖电机有限公司", "海岭科技"],
        ),
        (
            "6月18日，东湖电机有限公司与上海自贸区茶叶交易服务平台签署互认协议。",
            ["东湖电机有限公司", "上海自贸区茶叶交易服务平台"],
        ),
        (
            "6月18日，王明、李亮分别代表两市政府签订《嘉兴市人民政府白城市人民政府合作框架协议》。",
            ["嘉兴市人民政府", "白城市人民政府"],
        ),
        (
            "6月18日，控股子公司宜春科岭锂业有限公司与云江大学签署合作协议。",
            ["宜春科岭锂业有限公司", "云江大学"],
        ),
    ] {
        parties.sort_unstable();
        assert_eq!(signatories(text), parties, "{text}");
    }
}

#[test]
fn the_subject_of_the_sentence_signs_with_a_list_of_partners() {
    let mut parties = ["云江大学", "政道大学", "辅岭大学"];
    parties.sort_unstable();
    assert_eq!(
        signatories(
            "云江大学在科技部计划支持下，28日于新竹校区宣布成立技转中心，并与政道大学、辅岭大学签订合作意向书。"
        ),
        parties
    );
}

#[test]
fn the_other_side_of_an_agreement_is_not_spoken_of() {
    let text = "江南枸杞产业保护联盟昨日召开大会。江南枸杞产业保护联盟有会员96家。大会期间，\
                联盟与云江大学、东湖技术保护联盟签署备忘录；联盟还与东湖保险有限公司签订保险协议。";
    let told = read(text);
    let second = (told.records.iter())
        .filter(|record| record.kind == EventType::AgreementSigned)
        .map(|record| {
            record
                .organizations
                .iter()
                .map(|o| o.name.as_str())
                .collect::<Vec<_>>()
        })
        .find(|names| names.contains(&"东湖保险有限公司"));
    assert!(second.is_some_and(|names| names.contains(&"江南枸杞产业保护联盟")));
}

#[test]
fn a_party_may_have_its_foreign_name_and_abbreviation_behind_it() {
    assert_eq!(
        signatories(
            "6月18日，东湖氢能联盟(East Lake Hydrogen Alliance, ELHA)与云江氢能有限公司\
             (Yunjiang Hydrogen,YH)共同签署合作备忘录。"
        ),
        ["东湖氢能联盟", "云江氢能有限公司"]
    );
}

#[test]
fn parties_that_no_table_knows_are_known_by_their_places() {
    for (text, parties) in [
        (
            "典礼上，顺捷环球物流亦与飞鸟快运签订仓储服务协议。",
            ["顺捷环球物流", "飞鸟快运"].as_slice(),
        ),
        (
            "江海海澄泵业科技有限公司、滨海大学技术转移中心到会。海澄泵业与中心签订技术开发合同。",
            &["江海海澄泵业科技有限公司", "滨海大学技术转移中心"],
        ),
        (
            "此行促成长岭能源、禾轩快运，与滨海大学分别签署合作协议。",
            &["滨海大学", "禾轩快运", "长岭能源"],
        ),
        (
            "滨海大学邀请江海大学、东湖学院共同签署合作备忘录。",
            &["东湖学院", "江海大学", "滨海大学"],
        ),
    ] {
        let text = format!("6月18日，江南水泵产业联盟成立。{text}");
        assert_eq!(signatories(&text), parties, "{text}");
    }
    for text in [
        "典礼上，龙头企业与合作伙伴签订供货协议。",
        "典礼上，投资方与项目方签订供货协议。",
        "滨海公司与相关企业签订智慧港口项目、长岭风电设备有限公司制造项目。",
    ] {
        let text = format!("6月18日，江南水泵产业联盟成立。{text}");
        assert_eq!(kinds(&text), [EventType::AllianceFounded], "{text}");
    }
}

#[test]
fn the_clause_before_names_who_signs_where_the_verbs_own_says_only_how() {
    for (text, parties) in [
        (
            "滨海大学邀请江海大学、东湖学院两所伙伴学校，于昨日在校内礼堂签署合作备忘录。",
            ["东湖学院", "江海大学", "滨海大学"].as_slice(),
        ),
        (
            "云江研究院及江海氢能联盟，与波兰波罗的海无人系统协会，当天在厦门签署合作备忘录。",
            &["云江研究院", "江海氢能联盟", "波兰波罗的海无人系统协会"],
        ),
    ] {
        let text = format!("6月18日，江南水泵产业联盟成立。{text}");
        let mut parties: Vec<&str> = parties.to_vec();
        parties.sort_unstable();
        assert_eq!(signatories(&text), parties, "{text}");
    }
    // The clause before tells something else.
    let text = "江南水泵产业联盟昨日在滨海大学成立，当天在礼堂签署协议的有百余人。";
    assert_eq!(kinds(text), [EventType::AllianceFounded]);
}

#[test]
fn guest_and_host_sign_where_the_clause_of_the_verb_names_nobody() {
    for (text, parties) in [
        (
            "6月18日，江南水泵产业联盟秘书长孙诚一行到访滨海研究院，与院长潘教座谈，并签署合作协议。",
            ["江南水泵产业联盟", "滨海研究院"],
        ),
        (
            "6月18日，江南水泵产业联盟理事长李四率队到江海大学考察，并草签战略合作协议。",
            ["江南水泵产业联盟", "江海大学"],
        ),
        (
            "江海大学于1958年建校。6月18日，江南水泵产业联盟理事长李四一行来我校访问，双方签署合作协议。",
            ["江南水泵产业联盟", "江海大学"],
        ),
    ] {
        assert_eq!(signatories(text), parties, "{text}");
    }
    let text = "6月18日，江南水泵产业联盟理事长李四到江海大学看望学子，并签署留言簿。";
    assert_eq!(kinds(text), []);
}

#[test]
fn who_signed_before_the_semicolon_signs_on_behind_it() {
    let records = read(
        "6月18日，江南水泵产业联盟成立。其中，云江区政府与长岭有限公司签订项目协议，总投资50亿元；\
         与禾轩医疗有限公司、沃野冷链股份有限公司分别签订投资协议。",
    )
    .records;
    let signed: Vec<Vec<&str>> = (records.iter())
        .filter(|record| record.kind == EventType::AgreementSigned)
        .map(|record| {
            let mut names: Vec<&str> = (record.organizations.iter())
                .map(|party| party.name.as_str())
                .collect();
            names.sort_unstable();
            names
        })
        .collect();
    assert_eq!(
        signed,
        [
            vec!["云江区政府", "长岭有限公司"],
            vec!["云江区政府", "沃野冷链股份有限公司", "禾轩医疗有限公司"],
        ]
    );
}
