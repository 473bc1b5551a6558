//! What is one event, and what stays two.

use alliance_worker::record::{EventType, OrganizationRole};

use super::{
    memory::Memory,
    report::{Article, Told, founding, meeting, signing, told},
};

/// How many events two articles of one record each make, in either order.
fn count_events(left: (&str, Told), right: (&str, Told)) -> usize {
    let left = Article::new("left", left.0, &[left.1]);
    let right = Article::new("right", right.0, &[right.1]);
    let count = |articles: &[Article]| {
        let mut memory = Memory::default();
        memory.process_each(articles);
        memory.active().len()
    };
    let counted = count(&[left.clone(), right.clone()]);
    assert_eq!(counted, count(&[right, left]), "the order matters");
    counted
}

fn are_one(left: Told, right: Told) -> bool {
    count_events(("", left), ("", right)) == 1
}

const FULL: &str = "浙江省低空经济产业联盟";

#[test]
fn a_founding_is_one_whatever_the_precision_of_its_date() {
    let on = |date: &str| founding(FULL, &[]).on(date);
    assert!(are_one(on("2024-06-05"), on("2024-06")));
    assert!(are_one(on("2024-06-05"), on("XXXX-06-05")));
    assert!(are_one(on("2024-06-05"), on("2024")));
    assert!(are_one(on("2024-06-05"), founding(FULL, &[])));
    assert!(are_one(on("2024-06-05"), on("2024-06-06")));
    assert!(!are_one(on("2024-06-05"), on("2022-06-05")));
    assert!(!are_one(on("2024-06-05"), on("XXXX-08-05")));
}

#[test]
fn a_full_name_and_its_alias_are_one_on_the_same_day() {
    let full = founding(FULL, &["低空联盟"]).on("2024-06-05");
    let short = |date| founding("低空联盟", &[]).on(date);
    assert!(are_one(full.clone(), short("2024-06-05")));
    assert!(!are_one(full.clone(), short("2024-06")));
    assert!(!are_one(full, short("2024-06-06")));
}

#[test]
fn a_less_precise_alias_needs_the_place_to_agree() {
    let full = founding(FULL, &["低空联盟"])
        .on("2024-06-05")
        .at("浙江省", Some("杭州市"));
    let short = |province| founding("低空联盟", &[]).on("2024-06").at(province, None);
    assert!(are_one(full.clone(), short("浙江省")));
    assert!(!are_one(full, short("四川省")));
}

#[test]
fn similar_names_are_two_alliances() {
    let on_day = |name| founding(name, &[]).on("2024-06-05").at("浙江省", None);
    assert!(!are_one(
        on_day("浙江省新能源产业联盟"),
        on_day("浙江省新能源汽车产业联盟")
    ));
    assert!(!are_one(
        on_day("浙江省低空经济产业联盟"),
        on_day("浙江省低空经济创新联盟")
    ));
    assert!(!are_one(
        on_day("杭州市氢能产业联盟"),
        on_day("宁波市氢能产业联盟")
    ));
}

#[test]
fn one_name_in_two_provinces_is_two_alliances() {
    let at = |province, date| founding("氢能产业联盟", &[]).on(date).at(province, None);
    assert!(!are_one(
        at("山东省", "2024-06-05"),
        at("四川省", "2024-06-05")
    ));
    assert!(!are_one(at("山东省", "2024-06-05"), at("四川省", "2024")));
    assert!(are_one(at("山东省", "2024-06-05"), at("山东省", "2024")));
}

#[test]
fn a_name_without_its_region_needs_day_and_place() {
    let full = |date: &str| founding(FULL, &[]).on(date).at("浙江省", Some("杭州市"));
    let short = |date: &str| {
        founding("低空经济产业联盟", &[])
            .on(date)
            .at("浙江省", None)
    };
    assert!(are_one(full("2024-06-05"), short("2024-06-05")));
    assert!(!are_one(full("2024-06-05"), short("2024-06")));
}

#[test]
fn types_are_told_apart() {
    let planned = told(EventType::AlliancePlanned)
        .alliance(FULL, &[])
        .on("2024-06-05");
    assert!(!are_one(planned, founding(FULL, &[]).on("2024-06-05")));
}

#[test]
fn councils_of_two_years_are_two_and_of_one_day_one() {
    let elected = |date| {
        told(EventType::LeadershipElected)
            .alliance(FULL, &[])
            .on(date)
    };
    assert!(are_one(elected("2024-06-05"), elected("2024-06")));
    assert!(!are_one(elected("2024-06-05"), elected("2023-06-05")));
    assert!(!are_one(elected("2024-06-05"), elected("2024-06-08")));
}

#[test]
fn members_that_join_in_one_year_are_one_only_if_they_share_a_member() {
    let joined = |date, member| {
        told(EventType::MemberJoined)
            .alliance(FULL, &[])
            .on(date)
            .organization(member, OrganizationRole::Member)
    };
    assert!(are_one(
        joined("2024-06-05", "甲光电公司"),
        joined("2024", "甲光电公司")
    ));
    assert!(!are_one(
        joined("2024-06-05", "甲光电公司"),
        joined("2024", "乙精密公司")
    ));
}

#[test]
fn annual_meetings_of_two_years_are_two() {
    let held = |name, date| meeting(name).on(date);
    assert!(!are_one(
        held("低空经济产业联盟年会", "2023-11-02"),
        held("低空经济产业联盟年会", "2024-11-08")
    ));
    assert!(!are_one(
        meeting("低空经济产业联盟2023年会"),
        meeting("低空经济产业联盟2024年会")
    ));
    assert!(!are_one(
        meeting("2023低空经济产业联盟年会"),
        held("低空经济产业联盟年会", "2024-11-08")
    ));
    assert!(!are_one(
        held("低空经济产业联盟第二届年会", "2024"),
        held("低空经济产业联盟第3届年会", "2024")
    ));
}

#[test]
fn a_meeting_is_one_with_or_without_its_edition() {
    let held = |name, date| meeting(name).on(date);
    assert!(are_one(
        held("2024低空经济产业联盟第三届年会", "2024-11-08"),
        held("低空经济产业联盟年会", "2024-11-08/2024-11-09")
    ));
    assert!(are_one(
        held("2024低空经济产业联盟年会", "XXXX-11-08"),
        held("低空经济产业联盟年会", "2024-11")
    ));
    let undated = meeting("低空经济产业联盟年会");
    assert!(!are_one(undated.clone(), undated));
}

#[test]
fn undated_news_is_one_if_it_was_published_together() {
    let council = || meeting("低空经济产业联盟理事会");
    let count = |left, right| count_events((left, council()), (right, council()));
    assert_eq!(count("2024-06-05", "2024-06-07"), 1);
    assert_eq!(count("2024-06-05", "2024-12-07"), 2);
}

#[test]
fn a_forum_within_a_meeting_is_another_meeting() {
    let held = |name| meeting(name).on("2024-11-08").at("浙江省", None);
    assert!(!are_one(
        held("世界低空经济大会"),
        held("世界低空经济大会装备分论坛")
    ));
    assert!(are_one(
        held("低空产业联盟世界低空装备博览大会"),
        held("世界低空装备博览大会")
    ));
}

#[test]
fn short_names_are_known_by_whose_they_are() {
    let held = |alliance| {
        meeting("年会")
            .on("2024-11-08")
            .at("浙江省", None)
            .alliance(alliance, &[])
    };
    assert!(are_one(held(FULL), held(FULL)));
    assert!(!are_one(held(FULL), held("浙江省氢能产业联盟")));
    let issued = |alliance| {
        told(EventType::DocumentIssued)
            .subject("倡议书")
            .on("2024-11-08")
            .alliance(alliance, &[])
    };
    assert!(are_one(issued(FULL), issued(FULL)));
    assert!(!are_one(issued(FULL), issued("浙江省氢能产业联盟")));
}

#[test]
fn documents_of_two_years_are_two() {
    let issued = |name, date| told(EventType::DocumentIssued).subject(name).on(date);
    assert!(!are_one(
        issued("低空经济产业发展白皮书2023", "2024-01-05"),
        issued("低空经济产业发展白皮书2024", "2024-01-05")
    ));
    assert!(are_one(
        issued("低空经济产业发展白皮书2024", "2024-01-05"),
        issued("《低空经济产业发展白皮书（2024年）》", "2024-01")
    ));
}

#[test]
fn agreements_are_known_by_their_parties() {
    let all = ["甲光电公司", "乙精密公司", "丙职业学院"];
    let on = |parties: &[&str], date| signing(parties).on(date);
    assert!(are_one(on(&all, "2024-06-05"), on(&all[..2], "2024-06")));
    assert!(are_one(on(&all, "2024-06-05"), on(&all, "2024")));
    assert!(!are_one(on(&all, "2024-06-05"), on(&all, "2024-06-07")));
    assert!(!are_one(
        on(&all[..2], "2024-06-05"),
        on(&all[1..], "2024-06-05")
    ));
    assert!(!are_one(
        on(&all[..1], "2024-06-05"),
        on(&all[..2], "2024-06-05")
    ));
}

#[test]
fn foundings_told_together_stay_apart() {
    let names = ["氢能产业联盟", "储能产业联盟"];
    let both = names.map(|name| founding(name, &[]).on("2024-06-05"));
    let mut memory = Memory::default();
    let ids = memory.process(&[
        Article::new("both", "", &both),
        Article::new("second", "", &both[1..]),
    ]);
    assert_eq!(ids[0].len(), 2);
    assert_eq!(ids[1], ids[0][1..]);
}
