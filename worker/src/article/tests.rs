mod heads;
mod kinds;
mod rows;
mod scattered;
mod stamps;

use proptest::prelude::*;

use super::*;
use crate::{Limits, normalize};

fn article(body: &str) -> Article {
    let submission = Submission {
        body: body.as_bytes(),
        ..Submission::default()
    };
    normalize(&submission, &Limits::default()).unwrap().article
}

/// A page of an invented site.
const PAGE: &str = "<!DOCTYPE html><html><head><title>东湖绿氢产业联盟成立_江畔时报网</title></head><body>\
    <ul><li><a href=/>首页</a></li><li><a href=/cj>财经</a></li><li>风电联盟换届 2019-01-02</li></ul>\
    <div class=crumb>您的位置：首页 &gt; 财经 &gt; 正文</div><h1>东湖绿氢产业联盟成立</h1>\
    <div class=info><span>2021-03-04 08:00</span><span>来源：江畔时报</span><span>浏览：12</span></div>\
    <div id=text><p>本报讯（记者 舒一鸣）3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。</p>\
    <p>本报讯（记者 舒一鸣）3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。</p>\
    <p>联盟将设三个工作组，明年起草两项标准，并同高校共建实验室。</p>\
    <p>（责任编辑：苗青）</p></div><h3>相关阅读</h3><ul><li>某市光伏联盟揭牌 2018-05-06</li></ul>\
    <div>江畔时报网 版权所有 某ICP备00000000号</div></body></html>";

#[test]
fn a_page_gives_its_article_and_header() {
    let article = article(PAGE);
    assert_eq!(article.title.as_deref(), Some("东湖绿氢产业联盟成立"));
    assert_eq!(
        article.published_on.map(|date| date.to_string()).as_deref(),
        Some("2021-03-04")
    );
    assert_eq!(article.published_origin, Some(DateOrigin::Header));
    assert_eq!(article.source_name.as_deref(), Some("江畔时报"));
    assert_eq!(article.authors, ["舒一鸣", "苗青"]);
    assert_eq!(article.text.as_str().lines().count(), 2);
    let span = article.published_body_span.unwrap();
    assert_eq!(PAGE.get(span.start..span.end), Some("2021-03-04"));
    let span = article.title_body_span.unwrap();
    assert_eq!(PAGE.get(span.start..span.end), Some("东湖绿氢产业联盟成立"));
}

#[test]
fn plain_text_in_any_wrapping_is_one_article() {
    let paragraphs = [
        "江畔在线",
        "首页 | 新闻 | 财经 | 专题",
        "当前位置：首页 > 财经 > 要闻",
        "东湖绿氢产业联盟成立",
        "发布日期：2021-03-04 08:00    来源：江畔时报    浏览次数：1327",
        "本报讯（记者 舒一鸣）3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业、六所高校和三家金融机构参加。",
        "联盟将设三个工作组，明年起草两项标准，并同高校共建实验室，面向全省开放设备和数据，服务中小企业。",
        "“我们等这一天等了三年，往后各家的设备可以互通有无了。”联盟首任秘书长在会上这样说，台下响起掌声。",
        "（责任编辑：苗青）",
        "上一篇：某市光伏联盟揭牌 2018-05-06",
        "版权所有 未经许可不得转载 某ICP备00000000号",
    ];
    let base = article(&paragraphs.join("\n"));
    assert_eq!(base.title.as_deref(), Some("东湖绿氢产业联盟成立"));
    assert_eq!(
        base.published_on.map(|date| date.to_string()).as_deref(),
        Some("2021-03-04")
    );
    assert_eq!(base.source_name.as_deref(), Some("江畔时报"));
    assert_eq!(base.authors, ["舒一鸣", "苗青"]);
    let wrap = |paragraph: &&str| {
        let characters: Vec<char> = paragraph.chars().collect();
        let lines: Vec<String> = characters
            .chunks(37)
            .map(|line| line.iter().collect())
            .collect();
        lines.join("\n")
    };
    let variants = [
        paragraphs.join("\r\n"),
        paragraphs.join(" "),
        paragraphs.iter().map(wrap).collect::<Vec<_>>().join("\n\n"),
        paragraphs
            .map(|paragraph| format!("　　{paragraph}  "))
            .join("\n\n"),
        paragraphs
            .map(|paragraph| format!("<p>{paragraph}</p>"))
            .concat(),
    ];
    for variant in variants {
        let told = article(&variant);
        assert_eq!(told.title, base.title, "{variant}");
        assert_eq!(told.published_on, base.published_on, "{variant}");
        assert_eq!(told.source_name, base.source_name, "{variant}");
        assert_eq!(told.authors, base.authors, "{variant}");
        assert_eq!(told.text.as_str(), base.text.as_str(), "{variant}");
    }
}

#[test]
fn dates_of_other_articles_are_not_the_page_s() {
    let article = article(
        "东湖绿氢产业联盟成立\n3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加了会议。\n\
         相关新闻\n· 某市光伏联盟揭牌 2018-05-06\n· 风电联盟换届 2019-01-02",
    );
    assert_eq!(article.published_on, None);
    assert_eq!(article.anchor, None);
}

proptest! {
    #[test]
    fn any_text_gives_an_article(
        body in "(来源：|作者|记者|（|）|2024-06-05|\n| |。|，|[联盟成立 a-z/|:]{1,8}|\\PC){0,60}",
    ) {
        let told = article(&format!("联盟\n{body}"));
        for line in told.text.as_str().lines() {
            prop_assert_eq!(line.trim(), line);
            prop_assert!(!line.is_empty());
        }
    }
}

#[test]
fn labels_may_stand_above_their_values() {
    let text = "推进开发区联动发展\n\n来源:\n江海市开发区协会\n发布时间:\n2015-07-03 11:38\n阅读:\n\n\
                6月10日，江海市开发区协会赴南州市调研，就推进开发区联动发展与当地企业座谈。\n\
                双方商定，每年轮流举办一次产业对接会，并互派挂职干部。";
    let article = article(text);
    assert_eq!(article.title.as_deref(), Some("推进开发区联动发展"));
    assert_eq!(article.source_name.as_deref(), Some("江海市开发区协会"));
    assert_eq!(
        article.published_on.map(|day| day.to_string()).as_deref(),
        Some("2015-07-03")
    );
}

#[test]
fn the_day_behind_a_headline_is_no_part_of_it() {
    let text = "江海文化交流协会举行换届大会         2026年01月12日14:05\n\n\
                12月26日，江海文化交流协会在江海市召开换届大会，五十余人参加会议。\n\
                会议选举林一为会长，并表决通过了修改后的章程。";
    let article = article(text);
    assert_eq!(
        article.title.as_deref(),
        Some("江海文化交流协会举行换届大会")
    );
    assert_eq!(
        article.published_on.map(|day| day.to_string()).as_deref(),
        Some("2026-01-12")
    );
}
