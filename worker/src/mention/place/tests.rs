use super::*;

/// The places of a text, by their finest parts.
fn places(text: &str) -> Vec<String> {
    read_places(text)
        .into_iter()
        .filter_map(|found| found.place)
        .map(|place| {
            [Some(place.province), place.city, place.district]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join("/")
        })
        .collect()
}

fn article(text: &str) -> Article {
    let mut builder = crate::span::TextBuilder::default();
    builder.push_inserted(text);
    Article {
        text: builder.build(),
        ..Article::default()
    }
}

#[test]
fn names_in_one_another_are_one_place() {
    assert_eq!(places("浙江省杭州市余杭区"), ["浙江省/杭州市/余杭区"]);
    assert_eq!(places("在江苏无锡举行"), ["江苏省/无锡市"]);
    assert_eq!(places("重庆渝北"), ["重庆市/渝北区"]);
    assert_eq!(places("湖北省仙桃市"), ["湖北省/仙桃市"]);
    assert_eq!(places("四川、重庆两地"), ["四川省", "重庆市"]);
}

#[test]
fn former_names_lead_to_what_took_their_place() {
    assert_eq!(places("湖北省襄樊市"), ["湖北省/襄阳市"]);
    assert_eq!(places("南通市港闸区"), ["江苏省/南通市/崇川区"]);
    assert_eq!(places("莱芜市"), ["山东省/济南市/莱芜区"]);
}

#[test]
fn a_name_inside_another_word_is_no_place() {
    assert_eq!(places("黄河南岸的香港中路"), [""; 0]);
    assert_eq!(places("西南通道大连接"), [""; 0]);
    assert_eq!(places("各位来宾世界大同"), [""; 0]);
    assert_eq!(places("理事会理事长创新乡村18日照常"), [""; 0]);
    assert_eq!(places("徐州市鼓楼经济开发区"), ["江苏省/徐州市"]);
    assert_eq!(places("武汉经开区(汉南区)")[1], "湖北省/武汉市/汉南区");
    assert_eq!(places("温州市场"), ["浙江省/温州市"]);
    assert_eq!(places("松湖镇江西省"), ["江西省"]);
}

#[test]
fn one_character_is_a_place_where_something_takes_place() {
    assert_eq!(places("论坛在蓉举行"), ["四川省/成都市"]);
    assert_eq!(places("联盟于沪成立"), ["上海市"]);
    assert_eq!(
        places("南京的企业在宁签约").last().unwrap(),
        "江苏省/南京市"
    );
    assert_eq!(places("银川代表在宁签约").last().unwrap(), "宁夏回族自治区");
    assert_eq!(places("在深处"), [""; 0]);
}

#[test]
fn the_article_resolves_what_several_divisions_are_named() {
    assert_eq!(places("北京的企业在朝阳区签约")[1], "北京市/朝阳区");
    assert_eq!(places("长春的企业在朝阳区签约")[1], "吉林省/长春市/朝阳区");
    assert_eq!(places("鼓楼区"), [""; 0]);
    assert_eq!(
        places("杭州企业在滨江举行年会").last().unwrap(),
        "浙江省/杭州市/滨江区"
    );
}

#[test]
fn the_parts_of_taiwan_hong_kong_and_macao_carry_the_regions_code() {
    let found = read_places("台北市信义区");
    let place = found[0].place.clone().unwrap();
    assert_eq!(
        (place.city.as_deref(), place.district),
        (Some("台北市"), None)
    );
    assert_eq!(place.adcode, "710000");
    assert_eq!(places("香港"), ["香港特别行政区"]);
}

#[test]
fn a_cue_says_how_a_place_stands() {
    let places = find_places(&article("会议在杭州市召开。\n宁波市科技局参加,来自温州。")).mentions;
    let cues: Vec<_> = places.iter().map(|place| place.value.cue).collect();
    assert_eq!(cues, [PlaceCue::Locative, PlaceCue::Prefix, PlaceCue::Bare]);
}

#[test]
fn a_name_without_a_region_is_of_the_home_region() {
    let home = find_places(&article("宁波市委副书记出席,宁波市科技局主办。")).home;
    let place = |name: &str| find_place_of_name(name, &home).map(|place| place.adcode);
    assert_eq!(place("市科技局").as_deref(), Some("330200"));
    assert_eq!(place("省经信厅").as_deref(), Some("330000"));
    assert_eq!(place("浙江省经信厅").as_deref(), Some("330000"));
    assert_eq!(place("中国地质大学(武汉)").as_deref(), Some("420100"));
    assert_eq!(place("中国汽车协会"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_gives_spans_on_boundaries(text in "[在浙江省杭州市西湖区上海南京路朝阳 。，a-z]{0,40}") {
        let mut end = 0;
        for found in read_places(&text) {
            proptest::prop_assert!(found.span.start >= end);
            proptest::prop_assert!(text.get(found.span.clone()).is_some());
            end = found.span.end;
        }
    }
}

#[test]
fn a_town_or_a_mountain_is_no_division_of_its_name() {
    assert_eq!(places("在宜城街道某宾馆召开"), [""; 0]);
    assert_eq!(places("在龙泉镇举行"), [""; 0]);
    assert_eq!(places("在江苏镇江举行"), ["江苏省/镇江市"]);
    assert_eq!(places("在阿里山旅客中心举行"), ["台湾省/嘉义县"]);
    assert_eq!(places("在和田河畔举行"), [""; 0]);
    assert_eq!(places("在井冈山经开区礼堂举行"), ["江西省/吉安市"]);
    assert_eq!(places("在井冈山举行"), ["江西省/吉安市/井冈山市"]);
}

#[test]
fn those_under_whom_something_takes_place_are_no_place_of_it() {
    let cue = |text: &str| {
        let found = find_places(&article(text));
        found.mentions.first().map(|mention| mention.value.cue)
    };
    assert_eq!(
        cue("座谈会在江苏省交通运输厅指导下举行"),
        Some(PlaceCue::Prefix)
    );
    assert_eq!(cue("座谈会在江苏省徐州市举行"), Some(PlaceCue::Locative));
    assert_eq!(
        cue("座谈会在徐州举行，在各方支持下通过章程"),
        Some(PlaceCue::Locative)
    );
}

#[test]
fn sites_a_hall_is_a_scene_only_before_what_was_held_there() {
    let stands = |text: &str| {
        let start = text.find("杭州").unwrap_or_default();
        cue::is_locative(text, &(start..start + "杭州".len()))
    };
    assert!(stands("在杭州国际会议中心，江海联盟宣告成立。"));
    // Plain words for it, too.
    assert!(stands("江海联盟大会在杭州开过。"));
    assert!(stands("江海联盟大会终于在杭州补开。"));
    assert!(stands("江海联盟在杭州开理事会。"));
    assert!(stands("主会场设在杭州，代表到会。"));
    assert!(stands("次日移师杭州，双方会谈。"));
    // It stands there, it is a branch, it is to come, or nothing was held.
    assert!(!stands("位于杭州国际会议中心，江海联盟曾多次揭牌。"));
    assert!(!stands("在杭州国际会议中心，记者看到了样机。"));
    assert!(!stands("分会场设在杭州，代表到会。"));
    assert!(!stands("明年年会将移师杭州。"));
}
