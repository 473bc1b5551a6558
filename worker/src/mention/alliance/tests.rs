use super::*;

/// The names that a text's alliances have.
pub(super) fn names(text: &str) -> Vec<String> {
    let tokens = Tokens::cut(text);
    let list = find_alliances(&tokens, None).list;
    list.entities
        .into_iter()
        .map(|entity| entity.name)
        .collect()
}

fn mentions(text: &str) -> Vec<(&str, String)> {
    let tokens = Tokens::cut(text);
    let list = find_alliances(&tokens, None).list;
    list.mentions
        .iter()
        .map(|mention| {
            let name = list.entities[mention.value].name.clone();
            (text.get(mention.span.clone()).unwrap(), name)
        })
        .collect()
}

#[test]
fn a_name_begins_behind_verbs_and_introducing_words() {
    for (text, name) in [
        (
            "昨日,宁州市磁性材料产业联盟在甬成立。",
            "宁州市磁性材料产业联盟",
        ),
        (
            "会上宣布成立长三角竹纤维产业链联盟。",
            "长三角竹纤维产业链联盟",
        ),
        ("首批加入新成立的全国冷链物流联盟的企业", "全国冷链物流联盟"),
        (
            "由甲公司牵头组建的广东省氢能创新联合体",
            "广东省氢能创新联合体",
        ),
        ("原江苏省茶产业联盟更名", "江苏省茶产业联盟"),
        ("现就做好江西省设计产业联盟筹备工作", "江西省设计产业联盟"),
        ("继四川省茶产业联盟之后", "四川省茶产业联盟"),
        ("四地企业正筹备组建西部集装箱运输联盟", "西部集装箱运输联盟"),
        ("江九街坊工商联盟会员", "江九街坊工商联盟"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
}

#[test]
fn quotation_marks_are_no_part_of_a_name() {
    assert_eq!(names("“一带一路”茶叶联盟成立"), ["一带一路茶叶联盟"]);
    assert_eq!(names("成立“江南茶叶联盟”，"), ["江南茶叶联盟"]);
}

#[test]
fn coordinated_names_are_several() {
    assert_eq!(
        names("江苏省茶叶产业链联盟、江苏省竹子产业链联盟成立"),
        ["江苏省茶叶产业链联盟", "江苏省竹子产业链联盟"]
    );
    assert_eq!(
        names("成立电池、氢能两个产业联盟"),
        ["氢能产业联盟", "电池产业联盟"]
    );
}

#[test]
fn a_bare_head_means_the_alliance_named_before() {
    assert_eq!(
        mentions("江南茶叶联盟成立。联盟由甲公司发起。多个联盟参加。"),
        [
            ("江南茶叶联盟", "江南茶叶联盟".to_owned()),
            ("联盟", "江南茶叶联盟".to_owned())
        ]
    );
}

#[test]
fn kinds_and_leagues_have_no_name() {
    assert!(names("双方结成战略联盟，组建产业技术创新战略联盟。").is_empty());
    assert!(names("英雄联盟总决赛").is_empty());
}

#[test]
fn a_quotation_says_where_a_name_begins() {
    assert_eq!(
        names("「启航粤港澳大湾区茶叶联盟」昨日成立"),
        ["启航粤港澳大湾区茶叶联盟"]
    );
    assert_eq!(names("“共建长三角水泵联盟”揭牌"), ["共建长三角水泵联盟"]);
    // What is told of it is no part of it.
    assert_eq!(names("会议提出“成立江苏省水泵联盟”。"), ["江苏省水泵联盟"]);
    assert_eq!(names("共建长三角水泵联盟，"), ["长三角水泵联盟"]);
}

#[test]
fn a_public_body_names_no_alliance_with_a_kind() {
    for text in [
        "科技部原联盟试点工作组到会",
        "科技部联盟处负责人",
        "宁波市在6条产业链上推行联盟党建",
    ] {
        assert!(names(text).is_empty(), "{text} {:?}", names(text));
    }
}

#[test]
fn the_former_name_in_a_bracket_is_another_name() {
    assert_eq!(
        names("宁波市磁性材料产业联盟（原宁波磁材创新联盟）召开理事会。"),
        ["宁波市磁性材料产业联盟"]
    );
}

#[test]
fn a_national_kind_of_alliance_keeps_what_it_is_for() {
    assert_eq!(
        names("11月5日，楝树国家创新联盟在郑州成立。"),
        ["楝树国家创新联盟"]
    );
    assert_eq!(
        names("会上，月桂国家技术创新联盟揭牌。"),
        ["月桂国家技术创新联盟"]
    );
}

#[test]
fn a_meeting_before_a_national_name_is_none_of_it() {
    assert_eq!(
        names("2010琼州旅游论坛中国温泉城市联盟成立大会在琼海市举行。"),
        ["中国温泉城市联盟"]
    );
    assert_eq!(names("亚洲论坛城市联盟在博鳌成立。"), ["亚洲论坛城市联盟"]);
}

#[test]
fn a_name_may_have_two_heads() {
    assert_eq!(
        names("“华西磷石膏利用联盟共同体”在昆明成立。"),
        ["华西磷石膏利用联盟共同体"]
    );
}

#[test]
fn a_name_in_quotation_marks_may_join_two_things() {
    assert_eq!(
        names("「车用显示暨智慧座舱联盟」2024年会昨在新竹举行。"),
        ["车用显示暨智慧座舱联盟"]
    );
}

#[test]
fn nominal_verbs_stand_in_names() {
    assert_eq!(
        names("中国奖励旅游城市联盟于10月17日在宁波成立。"),
        ["中国奖励旅游城市联盟"]
    );
}

#[test]
fn marks_bound_the_name_of_what_is_founded_or_begins() {
    assert_eq!(
        names("宣布成立“北都跨境物流产业联盟”，并推举主席。"),
        ["北都跨境物流产业联盟"]
    );
    assert_eq!(
        names("“在外綦商联盟”启动仪式在成都市举行。"),
        ["在外綦商联盟"]
    );
}

#[test]
fn the_end_of_a_verb_is_no_part_of_a_name() {
    assert_eq!(
        names("他同时兼着豫商商会联盟的执行主席。"),
        ["豫商商会联盟"]
    );
    assert_eq!(
        names("要发挥好硅基新材料产业联盟的作用。"),
        ["硅基新材料产业联盟"]
    );
    assert_eq!(
        names("要求各乡镇，用好硅基新材料产业联盟的作用。"),
        ["硅基新材料产业联盟"]
    );
}
