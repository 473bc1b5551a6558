//! Headlines of two rows, and what stands around headlines and is none.

use super::article;

const TEXT: &str = "\n\n　　昨日，江海市氢能产业联盟在江海市成立，江海市科技局局长周海晏出席会议并讲话。\
    大会选举江海氢能有限公司为理事长单位。\n　　据介绍，联盟由江海大学等42家单位共同发起成立，将在技术攻关、\
    场景应用等方面开展合作，推动产业高质量发展。\n";

fn title_of(head: &str) -> String {
    article(&format!("{head}{TEXT}")).title.unwrap_or_default()
}

#[test]
fn a_name_above_what_is_told_of_it_is_one_headline() {
    for (head, title) in [
        (
            "江海市氢能产业联盟\n在滨江新区成立\n江海商讯 2024-03-07 记者 王一鸣",
            "江海市氢能产业联盟在滨江新区成立",
        ),
        (
            "2024年3月7日 星期四　　更新：00:15\n\n江海市氢能产业联盟\n首届年会在嘉兴举行",
            "江海市氢能产业联盟首届年会在嘉兴举行",
        ),
        (
            "江海氢能通讯　第112期　2024年3月7日 星期四\n江海市氢能产业联盟\n携手日商办交流",
            "江海市氢能产业联盟携手日商办交流",
        ),
    ] {
        assert_eq!(title_of(head), title);
    }
}

#[test]
fn a_question_that_the_page_answers_below_is_no_headline() {
    let head = "知识问答：什么是氢能产业联盟？\n问：联盟是什么意思？\n答：是企业自愿组成的组织。";
    assert_eq!(title_of(head), "知识问答：什么是氢能产业联盟？");
    let head = "江海市科技局—政策问答\n问：什么是氢能产业联盟？\n发布时间：2024-03-08";
    assert_eq!(title_of(head), "问：什么是氢能产业联盟？");
}

#[test]
fn what_stands_around_the_headline_is_none() {
    for head in [
        "江海晨报数字报\n2024年03月08日 星期五 第03版：经济新闻\n上一版　下一版　版面导航\n\n江海市氢能产业联盟成立",
        "江海市工业园区管理局 滨江分局\n新闻稿\n发布日期：2024年3月8日\n\n江海市氢能产业联盟成立",
        "江海市氢能产业联盟成立\n总第38期　联盟秘书处编　　　2024年3月8日　　内部资料 免费交流",
        "江海市氢能产业联盟成立\n江海市氢能产业联盟秘书处编 2024年3月",
        "江海市人民政府新闻稿\n主旨：江海市氢能产业联盟成立\n发布日期：2024年3月8日",
    ] {
        assert_eq!(title_of(head), "江海市氢能产业联盟成立", "{head}");
    }
}

#[test]
fn a_row_is_no_part_of_the_headline_without_a_predicate() {
    for head in [
        "江海市氢能产业联盟\n江海市氢能产业联盟成立\n2024-03-08",
        "江海市氢能产业联盟成立\n会员风采\n2024-03-08",
    ] {
        assert_eq!(title_of(head), "江海市氢能产业联盟成立", "{head}");
    }
}

#[test]
fn names_stand_behind_the_day_and_no_day_is_one() {
    for head in [
        "江海市氢能产业联盟成立\nFri Mar 8 09:41:07 CST 2024\n马小雨",
        "江海市氢能产业联盟成立\n江海商报 2024.03.08 记者 马小雨 图/文",
        "江海市氢能产业联盟成立\n时评 2024.03.08 10:02 作者 马小雨 来源 江海网",
        "江海周讯　2024-03-08　周五\n江海市氢能产业联盟成立\n作者：马小雨",
    ] {
        assert_eq!(
            article(&format!("{head}{TEXT}")).authors,
            ["马小雨"],
            "{head}"
        );
    }
}
