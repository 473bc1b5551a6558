//! Places that are told by halls, scenes, headlines and what was told again.

use super::{founded, place};
use crate::record::EventType;

#[test]
fn sites_a_hall_may_fill_the_clause_before_what_was_held() {
    for (text, expected) in [
        (
            "6月18日，在杭州国际会议中心，江海检测联盟宣布成立。",
            "浙江省/杭州市",
        ),
        (
            "6月18日上午，在南通市崇川区文化宾馆，江海检测联盟揭牌成立。",
            "江苏省/南通市/崇川区",
        ),
        (
            "在浦东张江科学会堂，江海检测联盟18日宣布成立。上海市经信委副主任付青授牌。",
            "上海市/浦东新区",
        ),
        (
            "6月18日，于泉州轻工学院，江海检测联盟正式揭牌成立。",
            "福建省/泉州市",
        ),
    ] {
        assert_eq!(founded(text), expected, "{text}");
    }
}

#[test]
fn sites_the_main_hall_is_where_it_was_held() {
    for (text, expected) in [
        (
            "6月18日，江海种业联盟成立大会在山东省东营市举行，主会场设在垦利区江海会展中心。",
            "山东省/东营市/垦利区",
        ),
        (
            "6月18日，江海种业联盟宣告成立，主会场设于宝鸡市，代表到会。",
            "陕西省/宝鸡市",
        ),
    ] {
        assert_eq!(founded(text), expected, "{text}");
    }
    let text = "6月18日，江海种业联盟成立大会在山东省东营市举行，分会场设在潍坊市。";
    assert_eq!(founded(text), "山东省/东营市");
}

#[test]
fn sites_a_state_school_holds_its_city_behind_who_keeps_it() {
    let text = "6月18日，江海风电联盟成立大会假国立高雄江海大学举行，江海风电联盟正式成立。";
    assert_eq!(founded(text), "台湾省/高雄市");
}

#[test]
fn sites_an_item_of_an_occasion_is_held_where_that_is() {
    for item in [
        "展会期间，23日，江海农机产业联盟成立。",
        "博览会首日（23日），江海农机产业联盟揭牌成立。",
        "论坛第二天（23日），江海农机产业联盟成立。",
    ] {
        let text = format!("6月25日，江海农业机械博览会在陕西宝鸡举行。{item}");
        assert_eq!(founded(&text), "陕西省/宝鸡市", "{text}");
    }
}

#[test]
fn sites_a_visit_to_a_province_is_where_its_scene_is() {
    let text = "6月18日，江海载具产业联盟会员大会在台北市召开。会上，江海载具产业联盟与东湖航空协会签署合作意向书，\
                协会理事长付青专程来台签约。";
    assert_eq!(place(text, EventType::AgreementSigned), "台湾省/台北市");
}

#[test]
fn sites_what_a_caption_leaves_out_is_told_again() {
    let text = "江海能源联盟与东湖商会签署合作备忘录。\n\
                6月18日，江海能源联盟与东湖商会在南通市崇川区签署合作备忘录。";
    assert_eq!(
        place(text, EventType::AgreementSigned),
        "江苏省/南通市/崇川区"
    );
}

#[test]
fn sites_an_authority_that_plans_in_a_round_up_is_at_home() {
    let text = "■ 襄阳市农业农村局6月18日表示，年底前将组建江海农机产业联盟，已有17家企业报名。\n\
                ■ 6月17日，东湖钢铁产业联盟第三届年会在张掖市召开，80余人参会。";
    assert_eq!(place(text, EventType::AlliancePlanned), "湖北省/襄阳市");
}

#[test]
fn sites_what_moves_on_is_held_where_it_moved_to() {
    let text = "6月18日，江海光子产业联盟年会在新竹举行。次日移师台南，\
                江海光子产业联盟与东湖大学签署合作协议。";
    assert_eq!(place(text, EventType::AgreementSigned), "台湾省/台南市");
    let text = "6月18日，江海光子产业联盟年会在新竹举行，江海光子产业联盟与东湖大学签署合作协议。\
                明年年会将移师台南。";
    assert_eq!(place(text, EventType::AgreementSigned), "台湾省/新竹市");
}
