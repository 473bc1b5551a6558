//! Offices told in passing, and those of Party bodies.

use super::{EventType, OrganizationRole, kinds, only, roles};

#[test]
fn the_offices_of_a_party_branch_are_of_its_founding() {
    for text in [
        "6月18日，江海水泵产业联盟党支部成立大会在嘉兴市举行。大会选出支部委员三人：嘉禾大学研究员林溪任书记，\
         东湖电机公司质量总监陆明任组织委员，江海学院讲师沈青任宣传纪检委员。",
        "6月18日，中共江海水泵产业联盟委员会在嘉兴市揭牌，嘉禾大学研究员林溪任联盟党委书记，\
         东湖电机公司质量总监陆明、江海学院讲师沈青任委员。",
    ] {
        assert_eq!(kinds(text), [EventType::PartyOrgFounded], "{text}");
        let record = only(text, EventType::PartyOrgFounded);
        let names: Vec<_> = record.persons.iter().map(|p| p.name.as_str()).collect();
        assert_eq!(names, ["林溪", "陆明", "沈青"], "{text}");
    }
}

#[test]
fn a_meeting_of_a_party_body_is_no_meeting_of_the_alliance() {
    let text = "6月18日，江海水泵产业联盟党支部成立大会在嘉兴市举行。市委组织部副部长林溪出席。\
                在支委会第一次会议上，嘉禾大学教授陆明当选支部书记。";
    assert_eq!(kinds(text), [EventType::PartyOrgFounded]);
}

#[test]
fn the_first_of_a_term_is_told_by_a_copula() {
    for text in [
        "6月18日，江海水泵产业联盟在嘉兴市成立，首任召集人是江海水务集团总经理林溪。",
        "6月18日，江海水泵产业联盟在嘉兴市成立，首届理事长为江海水务集团总经理林溪。",
    ] {
        let record = only(text, EventType::LeadershipElected);
        assert_eq!(record.persons[0].name, "林溪", "{text}");
    }
    let text = "江海水泵产业联盟2020年成立，前任召集人是江海水务集团总经理林溪。";
    assert!(!kinds(text).contains(&EventType::LeadershipElected));
}

#[test]
fn units_are_told_with_their_office_behind_a_copula() {
    let text = "6月18日，江海水泵产业联盟在嘉兴市成立。随后授牌，江海水务集团有限公司为理事长单位，\
                嘉禾大学、东湖学院为副理事长单位。";
    let record = only(text, EventType::LeadershipElected);
    assert_eq!(
        roles(&record, "江海水务集团有限公司"),
        [OrganizationRole::ChairUnit]
    );
    for unit in ["嘉禾大学", "东湖学院"] {
        assert_eq!(roles(&record, unit), [OrganizationRole::ViceChairUnit]);
    }
}

#[test]
fn a_paper_handed_over_is_no_office() {
    let text =
        "6月18日，江海果蔬批发商协会成为江海水泵产业联盟会员，证书由林溪交到协会会长陆明手中。";
    assert!(!kinds(text).contains(&EventType::LeadershipElected));
}

#[test]
fn what_a_body_is_already_is_no_election() {
    let text = "6月18日，中共江海水泵产业联盟委员会揭牌，联盟理事长单位江海水务有限公司党委书记林溪任联盟党委书记。";
    assert_eq!(kinds(text), [EventType::PartyOrgFounded]);
}

#[test]
fn a_table_of_those_elected_may_leave_the_office_out() {
    let row = |[office, name, post]: [&str; 3]| {
        format!("<tr><td>{office}</td><td>{name}</td><td>{post}</td></tr>")
    };
    let text = format!(
        "<html><body><h1>江海水泵产业联盟第三届理事会名单</h1>\
         <p>6月18日，江海水泵产业联盟换届选举大会在江海市举行，选出第三届理事会，名单如下。</p>\
         <table>{}{}{}{}{}</table></body></html>",
        row(["联盟职务", "姓名", "单位及职务"]),
        row(["理事长", "林溪", "江海水务有限公司总经理"]),
        row(["副理事长", "陆明", "嘉禾大学水利学院教授"]),
        row(["", "买买江", "东湖电机有限公司董事长"]),
        row(["秘书长", "沈青", "江海省水泵检测中心副主任"]),
    );
    let text = text.as_str();
    let record = only(text, EventType::LeadershipElected);
    let names: Vec<_> = record.persons.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["林溪", "陆明", "买买江", "沈青"]);
}

#[test]
fn the_guests_of_one_part_are_of_that_part() {
    let text = "6月18日，江海水泵产业联盟成立大会暨江海水泵产业高峰论坛在江海市举行。市长林溪致辞。\n\
                论坛环节，嘉禾大学教授陆明讲了水泵的来历。";
    let founding = only(text, EventType::AllianceFounded);
    assert_eq!(founding.persons.len(), 1);
    let forum = only(text, EventType::MeetingHeld);
    assert_eq!(forum.persons.len(), 2);
}

#[test]
fn units_may_be_told_in_turn() {
    let text =
        "6月18日，江海水泵产业联盟在嘉兴市成立，首任理事长单位依次为江海水务集团、嘉禾大学。";
    let record = only(text, EventType::LeadershipElected);
    for unit in ["江海水务集团", "嘉禾大学"] {
        assert_eq!(roles(&record, unit), [OrganizationRole::ChairUnit]);
    }
}

#[test]
fn societies_of_hong_kong_have_offices_of_their_own() {
    let text = "6月18日，江海供应链联盟举行第六届执行委员会就职典礼。\n主席：林溪（东湖物流集团）\n\
                义务秘书：陆明（江海大学）";
    let record = only(text, EventType::LeadershipElected);
    let names: Vec<_> = record.persons.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["林溪", "陆明"]);
}
