//! Facts about members that rise to an office, and how a ceremony tells of new ones.

use super::{EventType, OrganizationRole, kinds, only};

/// The bodies in the role, in the only record of the kind that the text tells of.
fn bodies(text: &str, kind: EventType, role: OrganizationRole) -> Vec<String> {
    (only(text, kind).organizations.into_iter())
        .filter(|party| party.roles.contains(&role))
        .map(|party| party.name)
        .collect()
}

#[test]
fn a_member_that_rises_takes_an_office() {
    for text in [
        "6月8日，经理事会表决，江西浪涌水泵有限公司由普通成员单位升为赣江水泵产业联盟副理事长单位。",
        "6月8日，江西浪涌水泵有限公司晋升为赣江水泵产业联盟副理事长单位。",
        "6月8日，江西浪涌水泵有限公司升格为赣江水泵产业联盟副理事长单位。",
        "6月8日，赣江水泵产业联盟在南昌开会，江西浪涌水泵有限公司由理事单位变更为副理事长单位。",
        "6月8日，赣江水泵产业联盟在南昌开会，会议决定将江西浪涌水泵有限公司由理事单位提升为副理事长单位。",
        "6月8日，赣江水泵产业联盟在南昌开会，会议同意将江西浪涌水泵有限公司增补为副理事长单位。",
    ] {
        let risen = bodies(
            text,
            EventType::LeadershipElected,
            OrganizationRole::ViceChairUnit,
        );
        assert_eq!(risen, ["江西浪涌水泵有限公司"], "{text}");
        assert!(!kinds(text).contains(&EventType::AllianceRenamed), "{text}");
    }
}

#[test]
fn who_is_to_rise_has_not_risen() {
    for text in [
        "6月8日，赣江水泵产业联盟在南昌开会，江西浪涌水泵有限公司将增补为副理事长单位。",
        "6月8日，赣江水泵产业联盟在南昌开会，江西浪涌水泵有限公司有望升为副理事长单位。",
    ] {
        assert!(
            !kinds(text).contains(&EventType::LeadershipElected),
            "{text}"
        );
    }
}

#[test]
fn who_is_handed_a_members_sign_has_joined() {
    let meeting = "6月8日，赣江水泵产业联盟2024年年会在南昌举行。";
    for ceremony in [
        "年会为2024年度新加入的成员单位授牌，分别是：江西浪涌水泵有限公司、九江阀门研究院。",
        "仪式上，江西浪涌水泵有限公司、九江阀门研究院两家新成员单位上台领牌。",
        "新会员江西浪涌水泵有限公司、九江阀门研究院获颁证书。",
        "联盟新晋成员单位江西浪涌水泵有限公司、九江阀门研究院代表上台接受授牌。",
        "联盟理事长为新入会的江西浪涌水泵有限公司、九江阀门研究院颁发牌匾。",
    ] {
        let text = format!("{meeting}{ceremony}");
        let joined = bodies(&text, EventType::MemberJoined, OrganizationRole::Member);
        assert_eq!(joined, ["江西浪涌水泵有限公司", "九江阀门研究院"], "{text}");
    }
    let text = format!(
        "{meeting}\n四、新会员\n追认接纳以下机构为新会员：江西浪涌水泵有限公司、九江阀门研究院。"
    );
    let joined = bodies(&text, EventType::MemberJoined, OrganizationRole::Member);
    assert_eq!(joined, ["江西浪涌水泵有限公司", "九江阀门研究院"]);
    for ceremony in [
        "江西浪涌水泵有限公司、九江阀门研究院上台领奖。",
        "会上江西浪涌水泵有限公司、九江阀门研究院获颁“优秀企业”奖牌。",
    ] {
        let text = format!("{meeting}{ceremony}");
        assert!(!kinds(&text).contains(&EventType::MemberJoined), "{text}");
    }
}
