//! What happens to an alliance as a body: founded, planned, renamed, ended.

use super::{EventType, Record, kinds, read};

/// What the text tells of alliances as bodies, except what it looks back on:
/// a letter for the type, and the name.
fn told(text: &str) -> Vec<String> {
    let mut told: Vec<String> = (read(text).records.iter())
        .filter(|record| !record.background)
        .filter_map(|record| {
            let letter = match record.kind {
                EventType::AllianceFounded => "F",
                EventType::AlliancePlanned => "P",
                EventType::AllianceRenamed => "R",
                EventType::AllianceDissolved => "D",
                EventType::PartyOrgFounded => "O",
                _ => return None,
            };
            Some(format!("{letter} {}", record.alliances.first()?.name))
        })
        .collect();
    told.sort();
    told
}

pub(super) fn assert_told(cases: &[(&str, &[&str])]) {
    for (text, expected) in cases {
        assert_eq!(told(text), *expected, "{text}");
    }
}

pub(super) fn assert_nothing(texts: &[&str]) {
    for text in texts {
        assert!(told(text).is_empty(), "{text} {:?}", told(text));
    }
}

#[test]
fn verbs_that_are_nouns_stand_in_names() {
    assert_told(&[
        (
            "6月8日，浙东青年人才支持联盟在宁波成立。",
            &["F 浙东青年人才支持联盟"],
        ),
        (
            "6月8日，珠三角助力创新联盟（下称联盟）在杭州成立。",
            &["F 珠三角助力创新联盟"],
        ),
        (
            "6月8日，赣江中药品牌保护与推广联盟揭牌。",
            &["F 赣江中药品牌保护与推广联盟"],
        ),
        (
            "6月8日，赣江大学等12家单位携手共建赣江中药产业联盟，并举行揭牌仪式。",
            &["F 赣江中药产业联盟"],
        ),
    ]);
    assert_told(&[(
        "6月8日，“台湾南向水泵供应链联盟”在台北成立。",
        &["F 台湾南向水泵供应链联盟"],
    )]);
    assert_nothing(&[
        "6月8日，浙江大力支持联盟建设。",
        "6月8日，浙江省支持联盟成立。",
    ]);
}

#[test]
fn a_founding_has_many_verbs() {
    for told in [
        "赣江水泵产业联盟正式投入运作",
        "赣江水泵产业联盟应势而生",
        "赣江水泵产业联盟落户南昌高新区",
        "“赣江水泵产业联盟”在南昌横空出世",
        "赣江水泵产业联盟今起正式运作",
        "赣江水泵产业联盟创立大会在南昌召开",
        "赣江水泵产业联盟第一次会员大会暨成立大会在南昌召开",
        "「赣江水泵产业联盟」揭牌仪式于南昌举行",
        "12家企业牵头筹组的赣江水泵产业联盟正式挂牌运作",
        "由省工信厅推动的赣江水泵产业联盟举行揭牌仪式",
        "一个名为“赣江水泵产业联盟”的行业组织在南昌成立",
        "厅长、会长共同启动赣江水泵产业联盟",
    ] {
        assert_told(&[(&format!("6月8日，{told}。"), &["F 赣江水泵产业联盟"])]);
    }
}

#[test]
fn a_founding_may_be_a_noun() {
    assert_told(&[
        (
            "在赣江水泵产业联盟成立之际，省工信厅发来贺信。",
            &["F 赣江水泵产业联盟"],
        ),
        (
            "赣江水泵产业联盟的成立，标志着水泵产业迈上新台阶。",
            &["F 赣江水泵产业联盟"],
        ),
    ]);
    assert_nothing(&["赣江水泵产业联盟成立八年的经验受到关注。"]);
}

#[test]
fn listed_alliances_are_all_founded() {
    let both = ["F 赣江水泵产业联盟", "F 赣江阀门产业联盟"];
    for text in [
        "6月8日，当天揭牌的联盟有两个：赣江水泵产业联盟和赣江阀门产业联盟。",
        "6月8日，当天授牌的2家联盟分别为赣江水泵产业联盟、赣江阀门产业联盟。",
        "6月8日，南昌成立赣江水泵、赣江阀门两大产业联盟。",
        "6月8日，为新成立的赣江水泵、赣江阀门等2个产业联盟授牌。",
        "6月8日，南昌市同日成立两个联盟，即赣江水泵产业联盟与赣江阀门产业联盟。",
        "6月8日，两个联盟集体揭牌，一是赣江水泵产业联盟，二是赣江阀门产业联盟。",
        "6月8日，水泵集团牵头的赣江水泵产业联盟、阀门集团牵头组建的赣江阀门产业联盟获授牌。",
        "6月8日，现场进行「赣江水泵产业联盟」、「赣江阀门产业联盟」揭牌。",
    ] {
        assert_told(&[(text, &both)]);
    }
}

#[test]
fn what_only_prepares_a_founding_is_a_plan() {
    for text in [
        "赣江水泵产业联盟筹备会8日在南昌召开。",
        "赣江水泵产业联盟筹备组8日成立。",
        "赣江水泵产业联盟筹备工作启动。",
        "赣江水泵产业联盟正在筹备之中。",
        "赣江水泵产业联盟呼之欲出。",
        "赣江水泵产业联盟的组建方案已报省政府审批。",
        "赣江水泵产业联盟计划于9月挂牌。",
        "原定8日成立的赣江水泵产业联盟推迟，日期待定。",
        "各方就共同组建赣江水泵产业联盟达成共识。",
        "省工信厅提出，年内组建赣江水泵产业联盟。",
        "省科技厅同意水泵集团牵头组建赣江水泵产业联盟。",
        "水泵集团发出倡议，邀请上下游企业共同发起成立赣江水泵产业联盟。",
        "省工信厅印发《关于筹建赣江水泵产业联盟的实施意见》。",
    ] {
        assert_told(&[(text, &["P 赣江水泵产业联盟"])]);
    }
}

#[test]
fn wishes_jokes_and_fiction_found_nothing() {
    assert_nothing(&[
        "专家建议，尽快成立赣江水泵产业联盟。",
        "不如成立一个全省的水泵回收联盟。",
        "想成立赣江水泵产业联盟，须先申请名称。",
        "小说里，赣江武林联盟成立，各派齐聚。",
        "代表们表示，成立赣江水泵联盟很有必要。",
        "有媒体将合作解读为“结成水泵联盟”。",
        "公司未发起、未参与组建赣江水泵联盟。",
        "有网友开玩笑要成立吃瓜联盟。",
    ]);
}

#[test]
fn kinds_are_no_alliances() {
    assert_nothing(&[
        "6月8日，村里成立农业产业化联合体，带动农户增收。",
        "6月8日，南昌市首批产业链联盟授牌。",
        "6月8日，全市首家省级创新联合体揭牌。",
        "6月8日，会议强调要建立产业联盟。",
        "6月8日，街道建立起跨区域党建联盟。",
    ]);
}

#[test]
fn endings_are_told_of_all_that_end() {
    let both = ["D 赣江水泵联盟", "D 闽江阀门联盟"];
    for text in [
        "6月8日，赣江水泵联盟、闽江阀门联盟等3家社会团体被注销登记。",
        "6月8日，赣江水泵联盟、闽江阀门联盟两家联盟，因连续三年未报告，自公告之日起予以撤销。",
        "6月8日，被注销的社会团体有：赣江水泵联盟、赣江茶叶协会、闽江阀门联盟。",
    ] {
        assert_told(&[(text, &both)]);
    }
    assert_told(&[
        (
            "6月8日，赣江水泵联盟与闽江阀门联盟合并为华东泵阀联盟，原两家联盟同时注销。",
            &["D 赣江水泵联盟", "D 闽江阀门联盟", "F 华东泵阀联盟"],
        ),
        (
            "6月8日，赣江水泵联盟并入华东泵阀联盟，前者即行注销。",
            &["D 赣江水泵联盟"],
        ),
        (
            "赣江水泵联盟、南昌茶叶协会：\n现依法对你单位作出撤销登记的行政处罚，自6月6日起生效。",
            &["D 赣江水泵联盟"],
        ),
        ("6月8日，赣江水泵联盟理事会决议解散。", &["D 赣江水泵联盟"]),
    ]);
    assert_nothing(&["6月8日，赣江水泵联盟撤销专家委员会。"]);
}

#[test]
fn a_new_name_is_told_in_many_ways() {
    for text in [
        "6月8日，赣江水泵联盟正式启用新名称“赣江泵阀产业联盟”。",
        "6月8日，赣江水泵联盟易名，新名称为赣江泵阀产业联盟。",
        "6月8日，赣江泵阀产业联盟（原赣江水泵联盟）召开更名大会。",
        "6月8日，赣江水泵联盟升级更名，赣江泵阀产业联盟揭牌。",
        "6月8日，会员大会同意将赣江水泵联盟的名称改为赣江泵阀产业联盟。",
    ] {
        assert_told(&[(text, &["R 赣江泵阀产业联盟"])]);
    }
}

#[test]
fn a_party_body_may_be_what_the_alliance_founds() {
    for text in [
        "6月8日，赣江水泵产业联盟成立联合党支部。",
        "6月8日，赣江水泵产业联盟召开党员大会，成立功能型党支部。",
        "6月8日，市工信局党组批复同意成立中共赣江水泵产业联盟支部委员会。",
    ] {
        assert_told(&[(text, &["O 赣江水泵产业联盟"])]);
    }
}

#[test]
fn an_annex_lists_what_is_planned_and_what_is_ended() {
    assert_told(&[
        (
            "经研究，同意江西水泵创新联合体等2家联合体筹建（名单附后）。\n省科技厅\n\
             1 江西水泵创新联合体 水泵集团\n2 江西阀门创新联合体 阀门集团",
            &["P 江西水泵创新联合体", "P 江西阀门创新联合体"],
        ),
        (
            "民政厅20日公布近年依法取缔的部分非法社会组织名单，共12家。\n序号 名称\n\
             1 江西水泵行业联盟\n2 江西茶艺文化中心\n3 江西阀门行业联盟",
            &["D 江西水泵行业联盟", "D 江西阀门行业联盟"],
        ),
    ]);
}

#[test]
fn the_title_gives_the_region_of_our_province() {
    let text = "江西省水泵产业联盟在南昌成立\n\n6月8日，我省水泵产业联盟在南昌成立。";
    assert_told(&[(text, &["F 江西省水泵产业联盟"])]);
}

#[test]
fn what_an_alliance_unveils_is_not_founded_as_it() {
    assert_nothing(&[
        "6月8日，市工信局为赣江水泵产业联盟新会员授牌。",
        "6月8日，赣江水泵产业联盟与赣江大学共建的水泵研究院揭牌成立。",
        "6月8日，首届赣江水泵产业联盟创新大赛启动。",
        "6月8日，水泵王者联盟游戏正式上线。",
        "市人大代表提出关于成立赣江水泵产业联盟的建议。",
        "6月8日，赣江水泵产业联盟面向社会公开征集会徽。",
    ]);
}

#[test]
fn alliances_may_end_themselves() {
    let opening =
        "丽水动态\n2024-06-10\n\n6月8日，丽水市水泵产业联盟与丽水市阀门产业联盟联合召开会员大会，";
    for ending in [
        "分别表决同意终止各自的组织。",
        "一致同意终止本组织，清算财产。",
    ] {
        assert_eq!(
            told(&format!("{opening}{ending}")),
            ["D 丽水市水泵产业联盟", "D 丽水市阀门产业联盟"],
            "{ending}"
        );
    }
}

#[test]
fn what_an_alliance_ends_is_not_its_end() {
    assert_nothing(&[
        "6月8日，赣江水泵产业联盟与水泵集团终止合作。",
        "6月8日，赣江水泵产业联盟解散原有工作组，成立三个专委会。",
        "6月8日，赣江水泵产业联盟换发证书，原证书注销。",
    ]);
}

#[test]
fn numbered_lines_begin_with_names() {
    assert_told(&[
        (
            "产业动态\n2024-06-10\n\n6月8日，现将拟筹建的产业联盟名单公示如下：\n1.赣江水泵产业联盟\n2.赣江阀门产业联盟",
            &["P 赣江水泵产业联盟", "P 赣江阀门产业联盟"],
        ),
        (
            "产业动态\n2024-06-10\n\n6月8日，民政局公告注销下列社会组织：\n1.赣江水泵产业联盟\n2.赣江茶艺协会\n\
             3.赣江阀门产业联盟",
            &["D 赣江水泵产业联盟", "D 赣江阀门产业联盟"],
        ),
    ]);
}

#[test]
fn a_plan_goes_on_over_clauses_without_a_subject() {
    assert_told(&[
        (
            "赣江水泵公司与赣江阀门公司拟各出资500万元，于9月1日在南昌宣布成立赣江水泵产业联盟。",
            &["P 赣江水泵产业联盟"],
        ),
        (
            "三家企业将共同出资五亿元，并联合组建赣江水泵产业联盟。",
            &["P 赣江水泵产业联盟"],
        ),
        (
            "赣江市将水泵作为重点产业，于6月1日在南昌成立赣江水泵产业联盟。",
            &["F 赣江水泵产业联盟"],
        ),
        (
            "双方计划扩大合作，6月1日，赣江水泵产业联盟在南昌成立。",
            &["F 赣江水泵产业联盟"],
        ),
    ]);
}

#[test]
fn what_is_only_proposed_or_on_the_table_has_not_happened() {
    assert_nothing(&[
        "您在提案中建议，由龙头企业牵头，联合三省院所，组建“赣江水泵产业联盟”。",
        "关于联盟更名为“赣江泵阀产业联盟”的议题，多数理事表示赞成，提交下次大会表决。",
        "对于外界期待两地共组「赣江水泵产业联盟」，他坦言目前没有时间表。",
        "江南电机联盟继续独立运作，不并入赣江水泵产业联盟。",
    ]);
}

#[test]
fn the_names_of_what_was_founded_may_follow() {
    assert_told(&[(
        "6月8日，市长为今年认定的2家创新联合体授牌。其中，水泵领域由赣江水泵公司牵头。\
         两家联合体的全称依次为赣江市水泵创新联合体、赣江市阀门创新联合体。",
        &["F 赣江市水泵创新联合体", "F 赣江市阀门创新联合体"],
    )]);
}

#[test]
fn rows_of_a_table_end_alliances_on_days_of_their_own() {
    let text = "赣江市民政局关于准予3家社会组织注销登记的公告\n\
         下列3家社会组织经审查同意，准予注销登记，现予公告。\n\
         序号 名称 法定代表人 注销日期\n\
         1 赣江市水泵产业联盟 林一 2024年5月30日\n\
         2 赣江市锅炉学会 林二 2024年5月30日\n\
         3 赣江市阀门产业联盟 林三 2024年6月11日\n\
         赣江市民政局\n2024年6月12日\n";
    let days: Vec<String> = (read(text).records.iter())
        .filter(|record| record.kind == EventType::AllianceDissolved)
        .map(|record| record.date.as_ref().unwrap().value.to_string())
        .collect();
    assert_eq!(days, ["2024-05-30", "2024-06-11"]);
}

#[test]
fn a_name_may_change_by_what_is_called_its_name() {
    assert_told(&[(
        "6月8日，经会员大会表决，将名称由“赣江水泵产业联盟”变更为“赣江泵阀产业联盟”。",
        &["R 赣江泵阀产业联盟"],
    )]);
}

#[test]
fn an_alliance_that_only_the_title_names_is_meant_in_the_minutes() {
    let text = "赣江水泵产业联盟第二届理事会第三次会议纪要\n\
         时间：2024年6月5日 14:30\n地点：江西省南昌市赣江宾馆\n\
         会议就以下事项进行了审议：\n\
         一、审议通过《联盟知识产权管理办法》。\n\
         二、同意赣江电机有限公司、赣江大学加入联盟。\n\
         三、关于联盟更名为“赣江泵阀产业联盟”的议题，按程序提交下次大会表决。\n";
    let joined = super::only(text, EventType::MemberJoined);
    assert_eq!(joined.alliances[0].name, "赣江水泵产业联盟");
    assert_eq!(joined.date.unwrap().value.to_string(), "2024-06-05");
}

#[test]
fn a_dated_founding_that_is_looked_back_on_is_background() {
    for text in [
        "江海市氢能产业联盟18日召开理事会。联盟自2021年9月在嘉兴成立以来，成员已有六十家。",
        "6月18日，江海市船舶产业联盟在嘉兴成立，这是继2021年9月成立的江海市氢能产业联盟之后的又一个联盟。",
    ] {
        let founded: Vec<Record> = (read(text).records.into_iter())
            .filter(|record| record.kind == EventType::AllianceFounded && record.background)
            .collect();
        assert_eq!(founded.len(), 1, "{text}");
        assert_eq!(founded[0].alliances[0].name, "江海市氢能产业联盟");
        assert_eq!(
            founded[0].date.as_ref().unwrap().value.to_string(),
            "2021-09"
        );
    }
}

#[test]
fn a_founding_without_a_date_is_not_looked_back_on() {
    assert!(
        !kinds("江海市氢能产业联盟18日召开理事会。联盟成立以来，成员已有六十家。")
            .contains(&EventType::AllianceFounded)
    );
}

#[test]
fn what_may_happen_has_not_happened() {
    assert_eq!(
        kinds("若核心成员退出，江海市氢能产业联盟可能解散。条件成熟后再组建江海市船舶产业联盟。"),
        []
    );
}
