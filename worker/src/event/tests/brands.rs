//! Bodies by their brands, and what reports tell of them.

use super::{EventType, OrganizationRole, only, roles};

fn assert_roles(text: &str, kind: EventType, expected: &[(&str, OrganizationRole)]) {
    let record = only(text, kind);
    for (name, role) in expected {
        assert_eq!(roles(&record, name), [*role], "{name} in {text}");
    }
}

#[test]
fn brands_found_and_join() {
    use OrganizationRole::{Member, Organizer};
    let founded = EventType::AllianceFounded;
    assert_roles(
        "6月10日，禾轩携手乐泛、维川达共同发起江南轻食产业联盟。",
        founded,
        &[
            ("禾轩", Organizer),
            ("乐泛", Organizer),
            ("维川达", Organizer),
        ],
    );
    assert_roles(
        "6月10日，江南轻食产业联盟在上海成立。首批加入的还有禾轩、云川三禾、Three-B和维川达等十家企业。",
        founded,
        &[("云川三禾", Member), ("Three-B", Member)],
    );
    assert_roles(
        "6月10日，江南轻食产业联盟在上海成立。成员（排名不分先后）：禾轩、乐泛、维川达。",
        founded,
        &[("禾轩", Member), ("维川达", Member)],
    );
    assert_roles(
        "江海工研院6月10日成立“江南照明联盟”，邀集晶泛、亿禾等50家灯具业者合设平台。",
        founded,
        &[
            ("江海工研院", Organizer),
            ("晶泛", Member),
            ("亿禾", Member),
        ],
    );
    assert_roles(
        "6月10日，江南轻食产业联盟在上海成立，台泛能、禾园材等首批会员代表到场。",
        founded,
        &[("台泛能", Member)],
    );
}

#[test]
fn who_leads_is_told_with_the_founding() {
    assert_roles(
        "6月10日，江南轻食产业联盟在上海成立。理事长单位为禾轩，副理事长单位为乐泛、维川达和云川三家。",
        EventType::LeadershipElected,
        &[
            ("禾轩", OrganizationRole::ChairUnit),
            ("维川达", OrganizationRole::ViceChairUnit),
        ],
    );
}

#[test]
fn who_signs_a_declaration_founds_the_alliance() {
    assert_roles(
        "6月10日，江海市政府与宁州港务局、滨海港口公司等八个城市代表共同签署《港市宣言》，江海港市联盟随之成立。",
        EventType::AllianceFounded,
        &[
            ("江海市政府", OrganizationRole::Organizer),
            ("滨海港口公司", OrganizationRole::Organizer),
        ],
    );
}

#[test]
fn who_came_may_stand_behind_the_verb() {
    assert_roles(
        "6月10日，江南版权联盟在上海成立。到会祝贺的，有北京市版权局、中国版权协会等单位的代表。",
        EventType::AllianceFounded,
        &[("北京市版权局", OrganizationRole::Attendee)],
    );
}

#[test]
fn who_renames_an_alliance_is_in_it() {
    assert_roles(
        "南海航运联盟又有变动。6月1日，余下的阳江海运、海网联和HSM宣布，南海航运联盟即日起更名为“东海航运联盟”。",
        EventType::AllianceRenamed,
        &[("阳江海运", OrganizationRole::Member)],
    );
}

#[test]
fn what_companies_intend_to_build_is_a_plan() {
    let record = only(
        "6月10日，江海科技公司与宁州大学签署《共建协议》，各方拟由公司牵头，共同组建“江海阀门创新联合体”。",
        EventType::AlliancePlanned,
    );
    assert_eq!(record.alliances[0].name, "江海阀门创新联合体");
}

#[test]
fn an_assembly_without_a_name_is_named_after_its_alliance() {
    let record = only(
        "江海卫星联盟今日在江海会议中心首次举办会员大会。",
        EventType::MeetingHeld,
    );
    assert_eq!(
        record.subject.as_ref().unwrap().value,
        "江海卫星联盟会员大会"
    );
}

#[test]
fn a_brand_leads_by_the_words_around_it() {
    for text in [
        "6月10日，由长岭汽车领衔的江南新能源汽车产业联盟在江州市成立。",
        "6月10日，由长岭汽车牵头组建的江南新能源汽车产业联盟在江州市成立。",
    ] {
        assert_roles(
            text,
            EventType::AllianceFounded,
            &[("长岭汽车", OrganizationRole::Organizer)],
        );
    }
}
