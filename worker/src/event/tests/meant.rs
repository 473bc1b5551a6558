//! Which alliance an act is told of, and who and what day goes with it.

use super::{EventType, OrganizationRole, only, read, roles};

#[test]
fn the_alliance_of_a_guest_is_not_the_one_that_acts() {
    for text in [
        "2024年6月9日，湖南省茶叶产业联盟在长沙市成立。\n全国茶叶产业联盟秘书长李四光、\
         湖南省农业厅副厅长王大同为联盟揭牌。大会通过了联盟章程，湘茶集团有限公司当选理事长单位。",
        "湖南省茶叶产业联盟成立\n6月9日，湖南省茶叶产业联盟在长沙市成立。全国茶叶联盟综合部主任\
         李四光到会。联盟由湘茶集团有限公司牵头。大会表决通过联盟章程。",
    ] {
        let adopted = only(text, EventType::CharterAdopted);
        assert_eq!(adopted.alliances[0].name, "湖南省茶叶产业联盟", "{text}");
    }
}

#[test]
fn an_alliance_to_come_takes_no_members_yet() {
    let joined = only(
        "湖南省茶叶产业联盟年会召开\n6月9日，湖南省茶叶产业联盟年会在长沙召开。会长王大同说，\
         下半年拟与横琴企业筹组“湘琴茶叶检测联盟”。\n会上，湘茶集团有限公司、长沙茶厂有限公司等\
         3家企业加入联盟，联盟与广东省茶叶协会签署合作协议。",
        EventType::MemberJoined,
    );
    assert_eq!(joined.alliances[0].name, "湖南省茶叶产业联盟");
}

#[test]
fn the_founders_of_an_alliance_are_not_founded() {
    let founded = only(
        "6月9日，由江北茶叶联盟、江南茶叶协会共同发起的江南茶叶产业联盟在宁波成立。",
        EventType::AllianceFounded,
    );
    assert_eq!(founded.alliances[0].name, "江南茶叶产业联盟");
}

#[test]
fn alliances_founded_together_adopt_their_rules_together() {
    let read = read(
        "2024年3月17日，宁波水泵、阀门两个产业技术创新战略联盟，在市科技局的推动下同日举行成立大会。\
         大会审议通过了两个联盟的管理办法。",
    );
    for kind in [EventType::AllianceFounded, EventType::CharterAdopted] {
        let count = (read.records.iter())
            .filter(|record| record.kind == kind)
            .count();
        assert_eq!(count, 2, "{kind:?}");
    }
}

#[test]
fn the_authority_that_decides_an_end_may_stand_in_the_sentence_before() {
    let ended = only(
        "6月3日，宁波市民政局对首批2家社会组织作出撤销登记的行政处罚。\n\
         被撤销登记的社会组织是：宁波市印染产业联盟、宁波市珠算研究会。",
        EventType::AllianceDissolved,
    );
    assert_eq!(roles(&ended, "宁波市民政局"), [OrganizationRole::Authority]);
    let applied = only(
        "6月3日，宁波市印染产业联盟向宁波市民政局申请注销，同日注销登记。",
        EventType::AllianceDissolved,
    );
    assert!(!roles(&applied, "宁波市民政局").contains(&OrganizationRole::Attendee));
}

#[test]
fn a_plan_is_dated_by_the_founding_day_that_a_later_clause_fixes() {
    let planned = only(
        "6月16日，五家协会同意共同发起筹建“长三角锻压产业联盟”，成立大会初步定在今年9月。",
        EventType::AlliancePlanned,
    );
    assert_eq!(planned.date.unwrap().value.to_string(), "2024-09");
}

#[test]
fn a_holiday_may_tell_the_day() {
    for (text, day) in [
        ("“五一”前一天，江南茶叶联盟在宁波成立。", "2024-04-30"),
        ("六一儿童节当天，江南茶叶联盟在宁波成立。", "2024-06-01"),
    ] {
        let founded = only(text, EventType::AllianceFounded);
        assert_eq!(founded.date.unwrap().value.to_string(), day, "{text}");
    }
}
