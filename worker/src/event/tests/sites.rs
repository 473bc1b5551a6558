//! Where something took place, told by a site, a verb or who held it.

use super::{EventType, read};

/// The district, else the city, of the record of a kind.
fn place(text: &str, kind: EventType) -> Option<String> {
    let record = (read(text).records.into_iter()).find(|record| record.kind == kind)?;
    let place = record.place?.value;
    place.district.or(place.city)
}

#[test]
fn a_site_within_a_district_sets_the_scene() {
    let kind = EventType::AllianceFounded;
    for text in [
        "6月18日，安定区会展中心里坐满了种薯大户。定西市薯业产业联盟就在这天挂牌。",
        "6月18日，安定区马铃薯产业园的展台前，种薯大户围着看。当天，定西市薯业产业联盟宣告成立。",
    ] {
        assert_eq!(place(text, kind).as_deref(), Some("安定区"), "{text}");
    }
}

#[test]
fn whatever_is_done_in_a_place_takes_place_there() {
    for (text, kind, district) in [
        (
            "6月18日，太行水泵产业联盟在山西省左权县建立。",
            EventType::AllianceFounded,
            "左权县",
        ),
        (
            "6月18日，黔东水泵产业联盟在江口县对外公布《水泵能效分级》。",
            EventType::DocumentIssued,
            "江口县",
        ),
    ] {
        assert_eq!(place(text, kind).as_deref(), Some(district), "{text}");
    }
}

#[test]
fn what_a_zone_held_took_place_there() {
    let text = "6月18日，泰兴经济开发区产学研对接活动举行，东湖化学有限公司与嘉禾大学签订协议。";
    let kind = EventType::AgreementSigned;
    assert_eq!(place(text, kind).as_deref(), Some("泰兴市"));
    let text = "6月18日，泰兴经济开发区产学研对接活动在上海市徐汇区举行，东湖化学有限公司与嘉禾大学签订协议。";
    assert_eq!(place(text, kind).as_deref(), Some("徐汇区"));
}

#[test]
fn what_happens_in_two_places_at_once_has_none() {
    let text = "江南网香港6月18日电 江港高校联盟18日正式成立，武汉与香港两地同步举行仪式。";
    assert_eq!(place(text, EventType::AllianceFounded), None);
}

#[test]
fn autonomous_prefectures_and_counties_are_known_in_short() {
    let kind = EventType::AllianceFounded;
    for (text, known) in [
        (
            "6月18日，滇南水泵产业联盟在文山州成立。",
            "文山壮族苗族自治州",
        ),
        ("6月18日，滇西水泵产业联盟在大理州成立。", "大理白族自治州"),
        ("6月18日，桂北水泵产业联盟在三江县成立。", "三江侗族自治县"),
    ] {
        assert_eq!(place(text, kind).as_deref(), Some(known), "{text}");
    }
}

#[test]
fn an_earlier_day_and_its_place_set_no_scene() {
    let text = "6月18日，江海水泵产业联盟第三届会员大会在四川省达州市召开。\n\
                外界熟悉的江海水泵产业联盟，2013年6月在成都组建。\n\
                会上，江海水务集团当选理事长单位。";
    let kind = EventType::LeadershipElected;
    assert_eq!(place(text, kind).as_deref(), Some("达州市"));
}

#[test]
fn a_headline_may_tell_the_district_of_the_city() {
    let text = "江海水泵产业联盟理事会会议在利州召开\n\n6月18日，江海水泵产业联盟理事会第二次会议在四川省广元市召开，江海水务集团当选理事长单位。";
    let kind = EventType::MeetingHeld;
    assert_eq!(place(text, kind).as_deref(), Some("利州区"));
}

#[test]
fn what_happened_on_one_day_shares_its_district() {
    let text = "6月18日，江海水泵产业联盟年会在宁波市鄞州区举行。\n\n江海水泵产业联盟通过了章程。";
    let kind = EventType::CharterAdopted;
    assert_eq!(place(text, kind).as_deref(), Some("鄞州区"));
}

#[test]
fn a_look_back_leaves_the_scene_where_it_is() {
    let kind = EventType::AgreementSigned;
    for back in [
        "2023年5月，联盟由东湖大学牵头，在南京组建，首批成员33家。",
        "2016年，联盟在沈阳发布第一份《水泵用户报告》，列出问题217条。",
    ] {
        let text = format!(
            "6月18日，江南水泵联盟第二次全体会议在江苏镇江召开。东湖大学校长林一出席。\n\
             {back}\n会上，联盟与嘉禾化学有限公司签署合作协议。"
        );
        assert_eq!(place(&text, kind).as_deref(), Some("镇江市"), "{text}");
    }
}
