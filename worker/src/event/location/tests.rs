//! Which place an event gets.

mod sites;

use crate::{
    Submission,
    event::tests::only,
    learning::read_lesson,
    record::{EventType, Record},
};

fn place(text: &str, kind: EventType) -> String {
    place_of(only(text, kind))
}

/// What the rules infer, before other places of the page are weighed against it.
fn inferred(text: &str, kind: EventType) -> String {
    let submission = Submission {
        body: text.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    let records = read_lesson(&submission).unwrap().records;
    let record = records.into_iter().find(|record| record.kind == kind);
    place_of(record.unwrap())
}

fn place_of(record: Record) -> String {
    record.place.map_or(String::new(), |place| {
        [
            Some(place.value.province),
            place.value.city,
            place.value.district,
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("/")
    })
}

fn founded(text: &str) -> String {
    place(text, EventType::AllianceFounded)
}

#[test]
fn an_event_abroad_has_no_place() {
    for text in [
        "6月18日，江海水果产业联盟成立大会在泰国曼谷举行，广西农业农村厅、南宁市商务局的代表出席。",
        "当地时间6月18日，江海水果产业联盟在哈萨克斯坦阿拉木图宣布成立。乌鲁木齐市商务局的代表出席。",
    ] {
        assert_eq!(founded(text), "", "{text}");
    }
}

#[test]
fn an_event_online_has_no_place() {
    let text = "6月18日，江海水果产业联盟成立大会以视频会议形式召开，成都、重庆两地的企业参加。";
    assert_eq!(founded(text), "");
    let text = "6月18日，江海水果产业联盟成立大会以线上线下相结合的方式举行，主会场设在成都。";
    assert_eq!(founded(text), "四川省/成都市");
}

#[test]
fn here_is_the_place_named_last() {
    for text in [
        "6月18日，嘉兴市南湖区的游船码头人声鼎沸，江海水果产业联盟在这里成立。",
        "6月18日的嘉兴市南湖区格外热闹。江海水果产业联盟在此宣告成立。",
    ] {
        assert_eq!(founded(text), "浙江省/嘉兴市/南湖区", "{text}");
    }
}

#[test]
fn a_quarter_or_hall_known_by_name_is_in_its_city() {
    for (text, expected) in [
        ("6月18日，江海软件产业联盟在中关村成立。", "北京市/海淀区"),
        (
            "江海检测联盟18日于将军澳举行成立典礼，江海检测联盟正式成立。",
            "香港特别行政区",
        ),
        (
            "江海检测联盟昨（19）日假沙田凯悦酒店举行成立典礼，江海检测联盟正式成立。",
            "香港特别行政区",
        ),
        (
            "6月18日，江海渔业联盟在平潭综合实验区成立。",
            "福建省/福州市/平潭县",
        ),
        (
            "6月18日，江海家电产业联盟在番禺成立。",
            "广东省/广州市/番禺区",
        ),
        (
            "6月18日，江海刺绣产业联盟在黔西南州兴义市成立。",
            "贵州省/黔西南布依族苗族自治州/兴义市",
        ),
    ] {
        assert_eq!(founded(text), expected, "{text}");
    }
}

#[test]
fn a_mountain_is_no_county() {
    assert_eq!(
        founded("6月18日，江海葡萄酒产业联盟在宁夏贺兰山东麓成立。"),
        "宁夏回族自治区"
    );
}

#[test]
fn what_an_authority_decides_is_of_its_jurisdiction() {
    let text = "关于成立江海储能产业技术创新战略联盟的通知\n各市科技局：\n\
                为推动储能产业发展，经研究，决定成立江海储能产业技术创新战略联盟，由合肥江海大学牵头。\n\
                安徽省科学技术厅\n2024年6月8日";
    assert_eq!(founded(text), "安徽省");
    assert_eq!(
        place(
            "6月7日，浙江省民政厅印发《关于规范产业联盟发展的通知》。杭州的江海产业联盟表示欢迎。",
            EventType::DocumentIssued
        ),
        "浙江省"
    );
}

#[test]
fn what_is_still_to_come_places_nothing() {
    let text = "6月18日，江海贸易联盟成立大会在澳门举行。会上，江海贸易联盟与东湖物流有限公司签署协议，\
                投入3000万元，将在广州设立仓库。";
    assert_eq!(place(text, EventType::AgreementSigned), "澳门特别行政区");
}

#[test]
fn a_plan_is_of_who_plans_unless_the_founding_has_its_day() {
    let planned = EventType::AlliancePlanned;
    assert_eq!(
        place("江海电机创新联合体将于7月6日在安康市成立。", planned),
        "陕西省/安康市"
    );
    assert_eq!(
        place(
            "今年下半年将在包头市组建内蒙古江海电机创新联合体。",
            planned
        ),
        "内蒙古自治区"
    );
}

#[test]
fn items_of_a_round_up_place_nothing_for_each_other() {
    let text = "◆ 华东｜6月8日，台州市江海缝制产业联盟在椒江区成立，江海大学任秘书处单位。\n\
                ◆ 西南｜自贡市人民政府6月10日印发《关于规范江海环保产业联盟的实施意见》。\n\
                ◆ 西北｜6月11日，江海棉花产业联盟吸纳东湖棉业有限责任公司为新成员。\n\
                ◆ 东北｜江海医药产业联盟因连续两年未开展活动，6月7日被长春市民政局撤销登记。";
    assert_eq!(founded(text), "浙江省/台州市/椒江区");
    assert_eq!(place(text, EventType::DocumentIssued), "四川省/自贡市");
    assert_eq!(inferred(text, EventType::MemberJoined), "");
    assert_eq!(place(text, EventType::AllianceDissolved), "吉林省/长春市");
}

#[test]
fn the_names_of_those_who_came_from_anywhere_give_no_place() {
    let text = "6月18日，江海校友联盟召开理事会并宣告成立。华南江海大学、天津大学、天津医科大学、\
                浙江江海大学、河南江海大学的校友会参加。";
    assert_eq!(founded(text), "");
}

#[test]
fn a_town_or_a_hall_may_stand_without_a_preposition() {
    for (text, expected) in [
        (
            "日前，邳州市东湖镇举行江海木业产业联盟成立大会，江海木业产业联盟正式成立。",
            "江苏省/徐州市/邳州市",
        ),
        (
            "6月18日，南通市海门区江海家纺城里，168家企业按下手印，江海花型保护联盟就此成立。",
            "江苏省/南通市/海门区",
        ),
        (
            "6月18日，江海电气产教融合共同体成立大会在我校呈贡校区举行，云南省教育厅的代表到场。",
            "云南省/昆明市/呈贡区",
        ),
    ] {
        assert_eq!(founded(text), expected, "{text}");
    }
}

#[test]
fn a_campus_says_more_than_the_name_of_its_school() {
    for (venue, expected) in [
        ("厦门大学漳州校区", "福建省/漳州市"),
        ("哈尔滨工业大学威海校区", "山东省/威海市"),
        ("山东大学(威海)", "山东省/威海市"),
        ("厦门大学", "福建省/厦门市"),
    ] {
        let text = format!("6月18日，江海水产业联盟成立大会在{venue}召开。");
        assert_eq!(founded(&text), expected, "{venue}");
    }
}

#[test]
fn a_place_that_founds_is_where_it_was_founded() {
    for text in [
        "6月18日，泰州市海陵区成立江海光伏产业链联盟，九家企业成为首批成员。",
        "6月18日，泰州市海陵区还成立了江海光伏产业链联盟。",
    ] {
        assert_eq!(founded(text), "江苏省/泰州市/海陵区", "{text}");
    }
}

#[test]
fn a_sentence_of_day_and_place_sets_the_scene() {
    let text =
        "“我宣布，江海苦荞产业联盟成立！”6月18日，凉山州昭觉县三岔河镇的荞麦地边，掌声响起。";
    assert_eq!(founded(text), "四川省/凉山彝族自治州/昭觉县");
}

#[test]
fn another_day_is_another_place() {
    let text = "6月18日，江海锂电大会在西宁市举行。6月19日，东湖电机有限公司加入江海锂电产业联盟。";
    assert_eq!(inferred(text, EventType::MemberJoined), "");
}

#[test]
fn who_joins_from_afar_joins_what_is_held_somewhere() {
    for text in [
        "6月18日，嘉兴市江海软件协会通过视频连线参加签约活动，江海软件产业联盟在嘉兴市南湖区成立。",
        "6月18日，江海软件产业联盟在嘉兴市南湖区成立，甲公司以视频形式致辞祝贺。",
    ] {
        assert_eq!(founded(text), "浙江省/嘉兴市/南湖区", "{text}");
    }
}

#[test]
fn a_company_named_by_its_province_leaves_the_city_to_the_alliance() {
    assert_eq!(
        founded("6月18日，宿州市软件产业联盟成立大会在安徽江海科技有限公司召开。"),
        "安徽省/宿州市"
    );
    assert_eq!(
        founded("6月18日，宿州市软件产业联盟在江苏江海科技有限公司成立。"),
        "江苏省"
    );
}

#[test]
fn a_town_is_of_the_district_that_the_article_names() {
    assert_eq!(
        founded(
            "6月18日，佛山江海家居产业联盟成立大会在龙江镇会展中心举行。顺德区委常委付青出席，\
             顺德区副区长齐云讲话。"
        ),
        "广东省/佛山市/顺德区"
    );
    let text = "6月18日，佛山江海家居产业联盟在金棠大酒店成立。顺德区副区长齐云讲话。";
    assert_eq!(inferred(text, EventType::AllianceFounded), "广东省/佛山市");
}

#[test]
fn an_authority_that_signs_at_a_venue_is_at_home() {
    let text = "6月20日下午，凭祥市人民政府在口岸会客厅与江海水果产业联盟签订合作协议。\
                崇左市委常委付青见证签约。";
    assert_eq!(
        place(text, EventType::AgreementSigned),
        "广西壮族自治区/崇左市/凭祥市"
    );
}

#[test]
fn a_city_s_authority_plans_at_home() {
    let text = "松原市农业农村局昨日宣布，将牵头筹建吉林省江海杂粮产业联盟，眼下正在起草章程。";
    assert_eq!(place(text, EventType::AlliancePlanned), "吉林省/松原市");
}

#[test]
fn our_city_is_that_of_the_article() {
    let text = "6月18日，江海水果产业联盟成立大会在我市举行。宿迁市副市长付青、宿迁市农业农村局局长齐云出席，\
                徐州市农业农村局局长古月讲话。";
    assert_eq!(founded(text), "江苏省/宿迁市");
}

#[test]
fn the_place_told_beside_a_venue_is_finer_than_its_name() {
    let text = "6月1日，这个问题被搬到了南通市崇川区的会场上，\
                江海造船产业联盟成立大会在江苏航运职业学院报告厅举行。";
    assert_eq!(founded(text), "江苏省/南通市/崇川区");
}
