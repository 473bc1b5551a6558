//! Where a person's name ends, by what the person does: names with surnames and
//! without.

use super::{EventType, PersonRole, only, read};

/// The persons of a founding that `sentence` tells more of.
fn persons(sentence: &str) -> Vec<(String, PersonRole)> {
    let record = only(
        &format!("6月18日，江海市水泵产业联盟在嘉兴市成立。\n{sentence}"),
        EventType::AllianceFounded,
    );
    (record.persons.iter())
        .map(|person| (person.name.clone(), person.roles[0]))
        .collect()
}

#[test]
fn a_name_ends_where_the_act_begins() {
    for (sentence, name) in [
        ("江海水务集团副总裁欧阳澈讲的是怎样省电。", "欧阳澈"),
        ("江海水务集团副总裁林溪笑着说，泵比人省心。", "林溪"),
        ("东湖电机公司总经理陆明如此概括联盟的打算。", "陆明"),
        ("东湖电机公司商务经理卜帆演示了一套控制软件。", "卜帆"),
        ("江海市机械行业协会会长海青原讲了水泵的来历。", "海青原"),
        ("州工信局副局长扎西东珠说，山里缺的是水。", "扎西东珠"),
    ] {
        assert_eq!(
            persons(sentence),
            [(name.to_owned(), PersonRole::Speaker)],
            "{sentence}"
        );
    }
}

#[test]
fn a_colon_before_a_quotation_makes_a_speaker() {
    for sentence in [
        "江海水务集团总经理林溪：“小厂也能用上好泵。”",
        "江海水务集团总经理林溪称，小厂也能用上好泵。",
    ] {
        assert_eq!(
            persons(sentence),
            [("林溪".to_owned(), PersonRole::Speaker)],
            "{sentence}"
        );
    }
}

#[test]
fn who_unveils_is_there() {
    assert_eq!(
        persons("副市长陆明和市工信局局长林溪一起把红绸揭下。"),
        [
            ("陆明".to_owned(), PersonRole::Attendee),
            ("林溪".to_owned(), PersonRole::Attendee)
        ]
    );
}

#[test]
fn who_takes_an_office_needs_no_known_surname() {
    let text = "6月18日，江海市水泵产业联盟在嘉兴市成立。江海水务集团总经理图娅当选理事长，\
                东湖电机公司董事长邱明亮出任副理事长，嘉禾大学教授林溪膺任秘书长。";
    let record = only(text, EventType::LeadershipElected);
    let names: Vec<_> = record.persons.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["图娅", "邱明亮", "林溪"]);
}

#[test]
fn adverbs_and_meetings_behind_posts_are_no_names() {
    for sentence in [
        "江海市工信局局长办公会通报了联盟的筹备情况。",
        "江海市工信局局长如期出席。",
        "联盟各成员低价抢料。",
    ] {
        let text = format!("6月18日，江海市水泵产业联盟在嘉兴市成立。\n{sentence}");
        let persons: Vec<_> = (read(&text).records.into_iter())
            .flat_map(|record| record.persons)
            .map(|person| person.name)
            .collect();
        assert!(persons.is_empty(), "{sentence} {persons:?}");
    }
}

#[test]
fn this_year_is_no_meeting_of_the_year() {
    assert_eq!(
        persons("江海水泵业公会理事长石金泉表示，业界今年会捐出一批标本。"),
        [("石金泉".to_owned(), PersonRole::Speaker)]
    );
}

#[test]
fn a_verb_of_two_characters_is_not_cut() {
    assert_eq!(
        persons("江海市科技局副局长仵健宣讲了政策。"),
        [("仵健".to_owned(), PersonRole::Speaker)]
    );
}
