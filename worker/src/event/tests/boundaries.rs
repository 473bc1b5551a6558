//! Where the names of alliances and meetings begin and end in a report.

use super::{EventType, only, read};

#[test]
fn who_wrote_it_stands_in_the_bracket_behind_the_dateline() {
    for text in [
        "文博网长沙6月18日电(麦家祺)洞庭湖流域湿地联盟成立大会18日在长沙开幕。",
        "江南日报讯(李明)洞庭湖流域湿地联盟6月18日在长沙成立。",
    ] {
        let founded = only(text, EventType::AllianceFounded);
        assert_eq!(founded.alliances[0].name, "洞庭湖流域湿地联盟", "{text}");
    }
    let met = only(
        "江南网讯2024水泵产业大会6月18日在长沙开幕，江南泵业联盟成立。",
        EventType::MeetingHeld,
    );
    assert_eq!(met.subject.unwrap().value, "2024水泵产业大会");
    let met = only(
        "江南网长沙6月18日电 (徐珊珊)中国·长沙首届泵业大会18日在长沙开幕，江南泵业联盟成立。",
        EventType::MeetingHeld,
    );
    assert_eq!(met.subject.unwrap().value, "中国·长沙首届泵业大会");
}

#[test]
fn the_day_of_a_caption_is_no_part_of_a_name() {
    let founded = only(
        "泵业结盟\n2024-06-18江南泵业联盟在长沙揭牌成立，会员三百余家。",
        EventType::AllianceFounded,
    );
    assert_eq!(founded.alliances[0].name, "江南泵业联盟");
}

#[test]
fn several_provinces_begin_a_name() {
    for name in [
        "晋冀鲁豫四省农机流通联盟",
        "冀鲁豫农机流通联盟",
        "晋冀农机流通联盟",
        "苏皖豫鲁京杭运河港航联盟",
        "长三角三省一市家具商会联盟",
    ] {
        let text = format!("6月8日，{name}在邯郸市成立。");
        let founded = only(&text, EventType::AllianceFounded);
        assert_eq!(founded.alliances[0].name, name);
    }
}

#[test]
fn a_code_may_be_the_whole_name() {
    let text = "自6月1日起，两家船公司组成的P3联盟正式解散，其成员改组后组建K2联盟。";
    let ended = only(text, EventType::AllianceDissolved);
    assert_eq!(ended.alliances[0].name, "P3联盟");
    let founded = only(text, EventType::AllianceFounded);
    assert_eq!(founded.alliances[0].name, "K2联盟");
}

#[test]
fn a_network_of_alliances_is_another_body() {
    let met = only(
        "6月9日，由全国产业技术创新战略联盟协同发展网主办的2024水泵技术发展大会在长沙召开，\
         江南水泵联盟在会上揭牌。",
        EventType::MeetingHeld,
    );
    assert!(
        (met.organizations.iter()).any(|host| host.name == "全国产业技术创新战略联盟协同发展网")
    );
    assert!((met.alliances.iter()).all(|alliance| alliance.name != "全国产业技术创新战略联盟"));
}

#[test]
fn alliances_founded_in_one_breath_are_as_many() {
    let read = read("6月10日，宁波市机器人、新材料产业联盟在宁波揭牌成立。");
    let names: Vec<&str> = (read.records.iter())
        .filter(|record| record.kind == EventType::AllianceFounded)
        .map(|record| record.alliances[0].name.as_str())
        .collect();
    assert_eq!(names, ["宁波市机器人产业联盟", "宁波市新材料产业联盟"]);
}

#[test]
fn a_meeting_is_named_by_all_its_words() {
    for (text, name) in [
        (
            "随着近日长三角泵业质量提升推进会在盐城举行，长三角泵业品质联盟宣告成立。",
            "长三角泵业质量提升推进会",
        ),
        (
            "在长沙举行的“机遇湘江·智汇未来”泵业创新发布大会上，江南泵业联盟宣布成立。",
            "机遇湘江·智汇未来泵业创新发布大会",
        ),
        (
            "6月18日，江南泵业联盟成立大会暨“企业家大讲堂”专题讲座在长沙举行。",
            "企业家大讲堂专题讲座",
        ),
        (
            "6月18日，第六届江南水泵节在长沙举行，江南泵业联盟在开幕式上成立。",
            "第六届江南水泵节",
        ),
        (
            "江南泵业联盟常务理事会于2024年6月8日在河北省张家口市崇礼区召开。",
            "江南泵业联盟常务理事会",
        ),
        (
            "6月12日，长江口泵业联盟2024年会议在南通举行。",
            "长江口泵业联盟2024年会议",
        ),
        (
            "香港泵业联盟二○二四年度论坛今日在香港举行。",
            "香港泵业联盟二○二四年度论坛",
        ),
        (
            "领航“9+2”·第四届泵业发展论坛6月18日在香港举行，香港泵业联盟在会上成立。",
            "领航9+2·第四届泵业发展论坛",
        ),
    ] {
        let met = only(text, EventType::MeetingHeld);
        assert_eq!(met.subject.unwrap().value, name, "{text}");
    }
}

#[test]
fn a_season_is_no_festival() {
    let text = "6月18日，江南泵业联盟在长沙成立，第六届理事在这一环节上表态。";
    let read = read(text);
    assert!((read.records.iter()).all(|record| record.kind != EventType::MeetingHeld));
}

/// The bodies of the founding that the text tells of.
fn founders(text: &str) -> Vec<String> {
    let founded = only(text, EventType::AllianceFounded);
    (founded.organizations.into_iter())
        .map(|body| body.name)
        .collect()
}

#[test]
fn names_end_where_one_body_leads_to_the_next_or_all_are_counted() {
    for (text, body) in [
        (
            "6月8日，由本会与国立海滨大学水产学院等十四个单位共同成立的「江南养殖联盟」在嘉兴挂牌。",
            "国立海滨大学水产学院",
        ),
        (
            "6月8日，大慈科技大学、南安科技大学及辅育科技大学共七所学校，共同发起成立「江南养殖联盟」。",
            "辅育科技大学",
        ),
        (
            "6月8日，由江南产学研协进会与东湖治理协会合作发起的「江南养殖联盟」在嘉兴成立。",
            "东湖治理协会",
        ),
    ] {
        assert!(founders(text).contains(&body.to_owned()), "{text}");
    }
}

#[test]
fn a_sign_that_is_given_to_a_body_founds_nothing() {
    let read_of = |text: &str| {
        (read(text).records.iter()).any(|record| record.kind == EventType::AllianceFounded)
    };
    let met = "6月8日，江南泵业联盟第二届第三次理事会在长沙召开。";
    assert!(!read_of(&format!(
        "{met}会上，联盟为创恒泵业有限公司授牌。"
    )));
    assert!(!read_of(&format!(
        "{met}会上，联盟秘书长赵一凡为创恒泵业有限公司颁牌。"
    )));
    assert!(read_of("6月8日，省工信厅在长沙为江南泵业联盟授牌。"));
}
