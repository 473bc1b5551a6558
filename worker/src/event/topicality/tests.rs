//! Facts about pages that only sound as if an alliance did something.

use super::*;
use crate::{
    Limits, Submission,
    learning::read_lesson,
    normalize,
    record::{EventType, Record},
};

const ADVERT: &str = "海鲜小程序联盟招代理 新手也能提现\n\
    我们的海鲜小程序联盟5月正式成立啦，人人都能当代理，点击二维码即可加入。\n\
    问：佣金怎么算？答：每成交一单返佣两成，人数越多佣金越高，当天提现到微信。\n\
    温馨提醒：邀请码填错了就没有佣金，请联系客服，什么时候都能咨询。";

const FOUNDED: &str = "江淮光伏材料产业联盟成立\n\
    6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。";

fn submission(text: &str) -> Submission<'_> {
    Submission {
        body: text.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    }
}

fn records(text: &str) -> Vec<Record> {
    normalize(&submission(text), &Limits::default())
        .unwrap()
        .records
}

#[test]
fn a_page_about_something_else_tells_no_event_in_the_words_of_one() {
    let opinion = "票房大战背后的院线联盟\n\
        问：为什么影迷不买账？\n\
        那年春节，南方院线联盟成立，可是没有什么人看好。影评人说，票价是谈不拢的根子，\
        片方、院线、网站各打各的算盘。\n\
        我们真正想问的是：一部电影要卖多少票，才算对得起观众？三步之内必有答案，\
        有人说是剧本，也有人说不是。";
    for text in [ADVERT, opinion] {
        let by_grammar = read_lesson(&submission(text)).unwrap().records;
        assert_eq!(by_grammar.len(), 1, "{text}");
        assert_eq!(records(text), [], "{text}");
    }
}

#[test]
fn the_sentence_of_such_a_page_is_listed_with_the_reason() {
    let normalized = normalize(&submission(ADVERT), &Limits::default()).unwrap();
    let mut reasons = normalized.skipped.iter().map(|skipped| skipped.reason);
    assert!(reasons.any(|reason| reason == "a page about something else"));
}

#[test]
fn a_line_about_something_else_takes_no_event_from_a_report() {
    let aside = "联盟成员单位的足球队当晚踢了一场友谊赛，比分二比一，球迷高呼冠军。";
    let text = format!("{FOUNDED}\n{aside}");
    let kinds: Vec<_> = records(&text).iter().map(|record| record.kind).collect();
    assert_eq!(kinds, [EventType::AllianceFounded]);
}

#[test]
fn what_a_page_is_about_is_told_by_its_beginning() {
    let of = |text: &str| read_lesson(&submission(text)).unwrap().page;
    let filler = "天气晴朗。\n".repeat(CHARS_MAX);
    let long = format!("{FOUNDED}\n{filler}");
    assert_eq!(of(&long), of(&format!("{long}赛季佣金")));
}

#[test]
fn the_program_carries_a_model_whose_origin_is_named() {
    let head = &MODEL.head;
    assert!(
        head.contains("Origin:") && head.contains("Licence:"),
        "{head}"
    );
}
