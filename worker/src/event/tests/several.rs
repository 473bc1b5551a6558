//! What is told of several alliances at once, of a part of a name, and of what
//! only looks like it.

use super::{EventType, alliances::assert_told, kinds, read};

/// The alliances with an election, each with who leads it.
fn leaders(text: &str) -> Vec<String> {
    let mut leaders: Vec<String> = (read(text).records.iter())
        .filter(|record| record.kind == EventType::LeadershipElected)
        .filter_map(|record| {
            let alliance = &record.alliances.first()?.name;
            let unit = (record.organizations.iter()).find(|unit| {
                unit.roles
                    .contains(&crate::record::OrganizationRole::ChairUnit)
            });
            let person = record.persons.first();
            let leader = (unit.map(|unit| &unit.name)).or(person.map(|person| &person.name))?;
            Some(format!("{alliance} {leader}"))
        })
        .collect();
    leaders.sort();
    leaders
}

#[test]
fn each_of_several_alliances_gets_its_leader() {
    for text in [
        "6月8日，赣江水泵产业联盟、赣江阀门产业联盟揭牌，首任理事长单位分别由南昌大学、江西师范大学担任。",
        "6月8日，赣江水泵产业联盟、赣江阀门产业联盟成立，南昌大学、江西师范大学分别出任理事长单位。",
        "6月8日，南昌大学、江西师范大学分别当选赣江水泵产业联盟、赣江阀门产业联盟理事长单位。",
    ] {
        assert_eq!(
            leaders(text),
            ["赣江水泵产业联盟 南昌大学", "赣江阀门产业联盟 江西师范大学"],
            "{text}"
        );
    }
    assert_eq!(
        leaders("6月8日，赣江水泵产业联盟理事长由李国强出任，赣江阀门产业联盟理事长由王志远出任。"),
        ["赣江水泵产业联盟 李国强", "赣江阀门产业联盟 王志远"]
    );
}

#[test]
fn a_part_of_a_name_is_changed() {
    assert_told(&[
        (
            "赣江水泵产业联盟原名“南昌水泵产业联盟”，6月8日的会员大会通过把“南昌”改成“赣江”。",
            &["R 赣江水泵产业联盟"],
        ),
        (
            "6月8日，会员大会把“南昌水泵产业联盟”改成了“赣江水泵产业联盟”。",
            &["R 赣江水泵产业联盟"],
        ),
    ]);
}

#[test]
fn who_signs_a_letter_is_not_elected() {
    let text = "致各位会员：\n\
                赣江水泵产业联盟自2024年7月1日起停止运行。\n\
                理事长 李国强\n\
                2024年6月8日";
    assert!(!kinds(text).contains(&EventType::LeadershipElected));
}

#[test]
fn a_meeting_may_keep_an_anniversary() {
    for (text, name) in [
        (
            "6月8日，赣江水泵产业联盟成立五周年大会暨2024年学术年会在南昌召开。",
            "赣江水泵产业联盟成立五周年大会暨2024年学术年会",
        ),
        (
            "6月8日，2024中国水泵产业发展大会在南昌启幕，赣江水泵产业联盟揭牌。",
            "2024中国水泵产业发展大会",
        ),
    ] {
        let records = read(text).records;
        let meeting = (records.iter()).find(|record| record.kind == EventType::MeetingHeld);
        assert_eq!(
            meeting.and_then(|record| Some(record.subject.as_ref()?.value.as_str())),
            Some(name),
            "{text}"
        );
    }
}

#[test]
fn of_several_founded_together_the_one_named_last_acts() {
    let text = "江岭制造大会\n2024-06-19\n\n6月17日的开幕式上，江岭机床创新联合体、江岭钛合金产业联盟、\
                江岭传感器产教融合共同体同时揭牌。\n江岭机床创新联合体由江岭机床有限公司牵头。\n\
                江岭钛合金产业联盟由江岭钛谷有限公司任理事长单位。联盟同时通过了管理办法。\n\
                江岭传感器产教融合共同体由江岭大学牵头。";
    let adopted: Vec<String> = (read(text).records.iter())
        .filter(|record| record.kind == EventType::CharterAdopted)
        .filter_map(|record| Some(record.alliances.first()?.name.clone()))
        .collect();
    assert_eq!(adopted, ["江岭钛合金产业联盟"]);
}
