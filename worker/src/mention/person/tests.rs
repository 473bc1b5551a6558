use super::*;
use crate::mention::{alliance::find_alliances, organization::find_organizations};

fn persons(text: &str) -> Vec<String> {
    let tokens = Tokens::cut(text);
    let alliances = find_alliances(&tokens).list;
    let mut organizations = find_organizations(&tokens);
    find_persons(&tokens, &alliances, &mut organizations)
        .into_iter()
        .map(|mention| {
            let person = mention.value;
            let part = |part: Option<String>| part.unwrap_or_default();
            format!(
                "{}|{}|{}",
                person.name,
                part(person.organization),
                part(person.title)
            )
        })
        .collect()
}

#[test]
fn officials_stand_behind_their_posts() {
    assert_eq!(
        persons("市委常委、副市长林建浦,市科技局党组书记、局长周海晏一同揭牌"),
        ["林建浦|市委|常委、副市长", "周海晏|市科技局|党组书记、局长"]
    );
    assert_eq!(
        persons("浙江省经信厅副厅长盛永军致辞"),
        ["盛永军|浙江省经信厅|副厅长"]
    );
}

#[test]
fn companies_lead_posts_in_full_and_short() {
    assert_eq!(
        persons("甬光磁材股份有限公司董事长兼总工程师钟可明说，禾控技术总裁欧阳晓楠认为"),
        [
            "钟可明|甬光磁材股份有限公司|董事长兼总工程师",
            "欧阳晓楠|禾控技术|总裁"
        ]
    );
}

#[test]
fn names_may_stand_before_the_title() {
    assert_eq!(
        persons("农粮署副署长邹宗迅致词，邹副署长说"),
        ["邹宗迅|农粮署|副署长", "邹宗迅|农粮署|副署长"]
    );
}

#[test]
fn later_names_are_resolved() {
    assert_eq!(
        persons("四川省经信厅副厅长曾吉铭出席。曾吉铭在致辞中指出"),
        ["曾吉铭|四川省经信厅|副厅长", "曾吉铭|四川省经信厅|副厅长"]
    );
}

#[test]
fn names_of_many_origins_are_read() {
    assert_eq!(
        persons("理事长买买提·艾里江出席，里斯本大学校长Luís Ferreira致辞"),
        ["买买提·艾里江||理事长", "Luís Ferreira|里斯本大学|校长"]
    );
}

#[test]
fn reporters_are_no_persons_of_an_event() {
    assert!(persons("（记者 竺晓兰 通讯员 贺一凡）").is_empty());
    assert!(persons("推选理事长单位，召开校长会议").is_empty());
}
