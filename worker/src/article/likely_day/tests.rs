//! Which days are taken where no rule knows the line.

use super::*;
use crate::{Limits, Submission, date::Edtf, normalize};

fn day_of(page: &str) -> Option<String> {
    let submission = Submission {
        body: page.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    let article = normalize(&submission, &Limits::default()).unwrap().article;
    article.published_on.map(|date: Edtf| date.to_string())
}

#[test]
fn a_newspaper_page_is_of_the_day_in_its_masthead() {
    let page = "江海晚报数字报　第03版：要闻　2023年09月18日　星期一　上一版　下一版\n\
        材料论坛收官\n本报讯（记者 林小舟）江海先进陶瓷产业创新联盟16日下午在江海市揭牌。";
    assert_eq!(day_of(page).as_deref(), Some("2023-09-18"));
}

#[test]
fn a_broadcast_is_of_the_day_it_went_out() {
    let page = "2022世界机械大会在合肥举行 21家单位组建创新联合体\n\
        江海广播电视台《江海新闻》文字稿　播出时间：2022年9月24日 19:35\n\
        昨天上午，安徽省智能机械创新联合体在合肥揭牌。";
    assert_eq!(day_of(page).as_deref(), Some("2022-09-24"));
}

#[test]
fn days_that_the_text_tells_of_are_not_the_pages() {
    let page = "江海光伏产业联盟在合肥成立\n\
        2019年3月5日，江海光伏产业联盟在合肥成立，四十家企业参加。\n\
        联盟的前身是2015年4月2日组建的江海光伏产业协作组，当时只有九家企业。";
    assert_eq!(day_of(page), None);
}

#[test]
fn the_clock_of_a_site_is_not_its_pages() {
    let page = "欢迎光临江海新闻网！ 今天是2017-08-12\n江海光伏产业联盟在合肥成立\n\
        10月27日，江海光伏产业联盟在合肥成立，四十家企业参加。联盟将起草两项标准。";
    assert_eq!(day_of(page), None);
}

#[test]
fn the_program_carries_a_model_whose_origin_is_named() {
    let head = &MODEL.head;
    assert!(
        head.contains("Origin:") && head.contains("Licence:"),
        "{head}"
    );
}
