//! Pages of the kinds that crawlers meet: each gives its article and nothing
//! else. All of them are invented.

use super::article;

/// A page and what it should give.
struct Kind {
    page: &'static str,
    title: &'static str,
    published_on: &'static str,
    source_name: Option<&'static str>,
    authors: &'static [&'static str],
    keeps: &'static [&'static str],
    drops: &'static [&'static str],
}

fn check(kind: &Kind) {
    let told = article(kind.page);
    let text = told.text.as_str();
    assert_eq!(told.title.as_deref(), Some(kind.title), "{text}");
    assert_eq!(
        told.published_on.map(|date| date.to_string()).as_deref(),
        Some(kind.published_on),
        "{text}"
    );
    assert_eq!(told.source_name.as_deref(), kind.source_name, "{text}");
    assert_eq!(told.authors, kind.authors, "{text}");
    for kept in kind.keeps {
        assert!(text.contains(kept), "{kept} is lost of\n{text}");
    }
    for dropped in kind.drops {
        assert!(!text.contains(dropped), "{dropped} is left in\n{text}");
    }
}

#[test]
fn a_government_s_template() {
    check(&Kind {
        page: "<html><head><title>东湖绿氢产业联盟成立 - 部门动态 - 江畔市工业和信息化局</title>\
            <meta name=\"ColumnName\" content=\"部门动态\"></head><body>\
            <div class=header><a href=/>江畔市工业和信息化局</a> <a href=/wap>手机版</a></div>\
            <div class=position>您当前所在位置：<a href=/>首页</a> &gt; <a href=/d>政务公开</a> &gt; <a href=/e>\
            部门动态</a></div>\
            <div class=xl><div class=tit>东湖绿氢产业联盟成立</div>\
            <div class=info>发布时间：2021-03-04 08:00&emsp;来源：江畔市工信局&emsp;浏览次数：<script>\
            count()</script> 次&emsp;\
            【字体：<a>大</a> <a>中</a> <a>小</a>】</div>\
            <div class=TRS_Editor><p>　　3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。</p>\
            <p>　　联盟将设三个工作组，明年起草两项标准，并同高校共建实验室。</p></div>\
            <div class=ewm>扫一扫在手机打开当前页</div><div class=gn><a>【打印本页】</a><a>【关闭窗口】</a></div>\
            <div class=sxp>上一篇：<a href=1>某市光伏联盟揭牌</a></div><div class=sxp>下一篇：<a href=2>风电联盟换届</a>\
            </div>\
            <div class=xg><h4>相关阅读</h4><ul><li><a>制氢装备联盟征集成员</a><span>2019-05-06</span></li></ul>\
            </div></div>\
            <div class=foot><p>主办：江畔市工业和信息化局　承办：江畔市信息中心　地址：江畔市东湖路1号，邮编：000000</p>\
            <p>某ICP备00000000号　网站标识码：0000000000</p></div></body></html>",
        title: "东湖绿氢产业联盟成立",
        published_on: "2021-03-04",
        source_name: Some("江畔市工信局"),
        authors: &[],
        keeps: &["四十家企业参加", "同高校共建实验室"],
        drops: &["扫一扫", "打印", "光伏联盟", "征集成员", "承办", "字体"],
    });
}

#[test]
fn a_public_account_s_nest_of_sections() {
    check(&Kind {
        page: "<html><head><meta property=\"og:title\" content=\"东湖绿氢产业联盟今天成立\">\
            <meta property=\"og:article:author\" content=\"江畔氢能\"></head><body>\
            <div id=page-content>\
            <h1 class=rich_media_title id=activity-name>东湖绿氢产业联盟今天成立</h1>\
            <div id=meta_content><span class=rich_media_meta_text>何一一</span> <a id=js_name>江畔氢能</a>\
            <em id=publish_time>2021-03-04 08:00</em></div>\
            <div class=rich_media_content id=js_content style=\"visibility: hidden; opacity: 0; \">\
            <section><section><span>点击上方蓝字关注我们</span></section></section>\
            <section style=\"margin:0\"><section><p><span><span>3月3日，东湖绿氢产业联盟在江畔市成立，</span></span>\
            <span>四十家企业参加。</span></p></section></section>\
            <section><span>联盟将设三个工作组，明年起草两项标准，并同高校共建实验室。</span></section>\
            <p>“我们等这一天等了三年，往后各家的设备可以互通有无了。”联盟首任秘书长在会上这样说。</p>\
            <section><p>END</p><p>编辑：苗青</p><p>审核：齐云</p><p>长按二维码关注</p></section></div>\
            <div>阅读原文</div><div>喜欢此内容的人还喜欢</div><div>微信扫一扫 关注该公众号</div></div></body></html>",
        title: "东湖绿氢产业联盟今天成立",
        published_on: "2021-03-04",
        source_name: None,
        authors: &["何一一", "苗青"],
        keeps: &[
            "在江畔市成立，四十家企业参加",
            "同高校共建实验室",
            "等了三年",
        ],
        drops: &[
            "点击上方",
            "END",
            "二维码",
            "齐云",
            "阅读原文",
            "还喜欢",
            "扫一扫",
        ],
    });
}

#[test]
fn a_portal_with_comments_and_disclaimers() {
    check(&Kind {
        page: "<html><head><title>东湖绿氢产业联盟成立_江畔网财经频道_江畔网</title></head><body>\
            <div class=topbar><a>登录</a><a>注册</a></div><div class=path><a>江畔网</a>&gt;<a>财经</a>\
            &gt;正文</div>\
            <h1>东湖绿氢产业联盟成立</h1><div class=date-source><span class=date>2021年03月04日 08:00</span>\
            <span class=source>江畔时报</span><span>评论 12</span></div>\
            <div class=article><p>本报讯（记者 舒一鸣 通讯员 付小青）3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。</p>\
            <p>以联盟名义承揽工程、收取费用的，联盟将依法追究法律责任。</p>\
            <p>联盟将设三个工作组，明年起草两项标准，并同高校共建实验室。</p>\
            <p class=show_author>责任编辑：苗青</p>\
            <p>免责声明：本文仅代表作者个人观点，与江畔网无关。请读者仅作参考，并自行核实相关内容。</p></div>\
            <div class=keywords>关键词：氢能 联盟</div><h2>相关新闻</h2><ul><li><a>风电联盟换届</a></li><li><a>\
            光伏联盟揭牌</a></li></ul>\
            <div class=comment-list><p>热心网友：这个联盟早该成立了，支持本地企业，希望越办越好。</p><p>我来说两句</p></div>\
            <p>Copyright © 江畔网 版权所有，未经书面授权不得复制或建立镜像。</p></body></html>",
        title: "东湖绿氢产业联盟成立",
        published_on: "2021-03-04",
        source_name: None,
        authors: &["舒一鸣", "付小青", "苗青"],
        keeps: &["四十家企业参加", "承揽工程", "同高校共建实验室"],
        drops: &[
            "免责声明",
            "风电联盟",
            "热心网友",
            "我来说两句",
            "版权所有",
            "关键词",
        ],
    });
}

#[test]
fn a_layout_of_tables_with_breaks_for_paragraphs() {
    check(&Kind {
        page: "<html><head><title>江畔市节能协会</title></head><body><table width=100%><tr>\
            <td width=200><table><tr><td><a>协会简介</a></td></tr><tr><td><a>会员之窗</a></td></tr><tr>\
            <td><a>联系我们</a></td></tr></table></td>\
            <td><table><tr><td align=center><b><font size=4>东湖绿氢产业联盟成立</font></b></td></tr>\
            <tr><td align=center>发布日期：2021-3-4 &nbsp; 点击：112 次</td></tr>\
            <tr><td>&nbsp;&nbsp;&nbsp;&nbsp;3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。<br><br>\
            &nbsp;&nbsp;&nbsp;&nbsp;联盟将设三个工作组，明年起草两项标准，并同高校共建实验室。<br>\
            &nbsp;&nbsp;&nbsp;&nbsp;会议由秘书处筹备，十家媒体到场。</td></tr>\
            <tr><td align=right>【<a>关闭</a>】【<a>打印</a>】</td></tr></table></td></tr></table>\
            <table><tr><td align=center>版权所有：江畔市节能协会 技术支持：某某科技</td></tr></table></body></html>",
        title: "东湖绿氢产业联盟成立",
        published_on: "2021-03-04",
        source_name: None,
        authors: &[],
        keeps: &["四十家企业参加", "同高校共建实验室", "十家媒体到场"],
        drops: &["协会简介", "点击", "关闭", "版权所有"],
    });
}

#[test]
fn text_in_bare_divisions() {
    check(&Kind {
        page: "<html><head><title>东湖绿氢产业联盟成立|新闻动态|江畔氢能装备有限公司</title></head><body>\
            <div><div><a>首页</a><a>产品中心</a><a>新闻动态</a><a>联系我们</a></div></div>\
            <div><div><div>东湖绿氢产业联盟成立</div><div>时间：2021-03-04　作者：苗青　浏览：120</div>\
            <div><div><span>3月3日，东湖绿氢产业联盟在江畔市成立，四十家企业参加。</span></div><div><br></div>\
            <div><span>联盟将设三个工作组，</span><span>明年起草两项标准，并同高校共建实验室。</span></div>\
            <div>我公司当选理事单位。</div></div>\
            <div>上一条：公司召开年度总结会</div><div>下一条：没有了</div></div></div>\
            <div><div>服务热线：000-0000000</div><div>Copyright 2021 江畔氢能装备有限公司</div></div></body>\
            </html>",
        title: "东湖绿氢产业联盟成立",
        published_on: "2021-03-04",
        source_name: None,
        authors: &["苗青"],
        keeps: &["四十家企业参加", "工作组，明年起草", "当选理事单位"],
        drops: &["产品中心", "年度总结会", "没有了", "热线", "Copyright"],
    });
}

#[test]
fn a_newspaper_of_taiwan() {
    check(&Kind {
        page: "<html><head><title>東湖綠氫產業聯盟成立 四十家企業參加 - 生活 - 江畔新聞網</title></head><body>\
            <nav><a>即時</a><a>政治</a><a>生活</a></nav><article><h1>東湖綠氫產業聯盟成立 四十家企業參加</h1>\
            <time datetime=\"2021-03-04T08:00\">2021/03/04 08:00</time><span>\
            江畔新聞網／記者舒一鳴／高雄報導</span>\
            <p>東湖綠氫產業聯盟3日在高雄成立，四十家企業參加，理事長說，「我們等這一天等了三年。」</p>\
            <div class=ad>請繼續往下閱讀...</div>\
            <p>聯盟將設三個工作組，明年起草兩項標準，並同大學共建實驗室。</p>\
            <p>▲聯盟成立大會現場。（圖／主辦單位提供）</p></article>\
            <div>點我下載APP 按讚追蹤粉絲專頁</div><h3>延伸閱讀</h3><ul><li><a>風電聯盟換屆</a></li></ul>\
            <footer>江畔新聞網 版權所有 轉載必究</footer></body></html>",
        title: "东湖绿氢产业联盟成立 四十家企业参加",
        published_on: "2021-03-04",
        source_name: Some("江畔新闻网"),
        authors: &["舒一鸣"],
        keeps: &["四十家企业参加，理事长", "同大学共建实验室"],
        drops: &["继续往下", "下载", "延伸", "风电", "必究"],
    });
}

#[test]
fn a_newspaper_of_hong_kong() {
    check(&Kind {
        page: "<html><head><title>東湖綠氫產業聯盟成立 - 江畔商報</title></head><body>\
            <div class=breadcrumb>主頁 &gt; 港聞 &gt; 正文</div><h1>東湖綠氫產業聯盟成立</h1>\
            <div class=info>江畔商報　2021-03-04 08:00　文：舒一鳴　圖：資料圖片</div>\
            <div class=content><p>【本報訊】東湖綠氫產業聯盟昨日在港島成立，四十家企業參加，主席表示，聯盟會在區內設三個工作組。</p>\
            <p>聯盟明年起草兩項標準，並同大學共建實驗室，又會向中小企開放設備。</p></div>\
            <div class=tags>標籤： #氫能 #聯盟</div><div class=share>分享至 Facebook WhatsApp</div>\
            <div class=related><div>相關文章</div><a>風電聯盟換屆</a></div></body></html>",
        title: "东湖绿氢产业联盟成立",
        published_on: "2021-03-04",
        source_name: None,
        authors: &["舒一鸣"],
        keeps: &["四十家企业参加，主席", "开放设备"],
        drops: &["标签", "Facebook", "风电"],
    });
}

#[test]
fn a_notice_with_its_articles() {
    check(&Kind {
        page: "<html><head><title>通知公告-江畔市科学技术局</title></head><body>\
            <div class=crumb>当前位置：首页 &gt; 通知公告</div>\
            <table class=xxgk><tr><td>索引号：</td><td>000/2021-0001</td><td>发布机构：</td><td>江畔市科技局</td>\
            </tr>\
            <tr><td>文号：</td><td>江科〔2021〕1号</td><td>发布日期：</td><td>2021-03-04</td></tr></table>\
            <h2>关于印发《江畔市产业技术创新联盟管理办法》的通知</h2>\
            <div class=nr><p>各有关单位：</p><p>现将《江畔市产业技术创新联盟管理办法》印发给你们，请遵照执行。</p>\
            <p>第一条 为规范联盟的组建和运行，制定本办法。</p>\
            <p>第二条 联盟有下列情形之一的，予以撤销：</p><p>（一）以联盟名义承揽工程的；</p>\
            <p>（二）提供虚假材料，未经授权不得使用的标识；构成犯罪的，依法追究法律责任。</p>\
            <p>第三条 本办法自发布之日起施行。</p><p>江畔市科学技术局</p><p>2021年3月4日</p></div>\
            <div class=fj>附件下载</div><div>分享到：</div></body></html>",
        title: "关于印发《江畔市产业技术创新联盟管理办法》的通知",
        published_on: "2021-03-04",
        source_name: None,
        authors: &[],
        keeps: &[
            "第一条",
            "承揽工程的",
            "构成犯罪的",
            "第三条",
            "2021年3月4日",
        ],
        drops: &["索引号", "分享到", "附件下载"],
    });
}

#[test]
fn a_post_signed_by_an_office_and_a_person() {
    check(&Kind {
        page: "聚势成链 同心致远丨东湖绿氢产业联盟二届三次理事会在江畔召开\n\
            原创 联盟秘书处 东湖绿氢 2021年03月04日 18:26 江畔\n点击蓝字 关注我们\n\
            3月3日，东湖绿氢产业联盟二届三次理事会在江畔市召开，四十家企业参加。\n\
            15705053663.jpg\n会议审议了工作报告，并通过了团体标准管理办法。\n\
            供稿：联盟秘书处\n编辑：小苗    审核：古一一\n往期推荐\n▶ 喜报！三家会员入选名单",
        title: "聚势成链 同心致远丨东湖绿氢产业联盟二届三次理事会在江畔召开",
        published_on: "2021-03-04",
        source_name: None,
        authors: &["小苗"],
        keeps: &["四十家企业", "团体标准管理办法"],
        drops: &["jpg", "往期", "喜报"],
    });
}

#[test]
fn a_statement_below_the_name_of_its_site() {
    check(&Kind {
        page: "东湖绿氢产业联盟　EAST LAKE ALLIANCE\n首页｜联盟资讯｜入盟申请｜公告\n公告 >> 正文\n郑重声明\n\
            2021/3/4 9:05:41　阅读 3,219 次\n　　\
            近期有人以东湖绿氢产业联盟的名义收取费用，联盟对此毫不知情，特此说明。\n　　\
            联盟没有设立分会，也没有委托任何公司招收会员，请大家不要相信。",
        title: "郑重声明",
        published_on: "2021-03-04",
        source_name: None,
        authors: &[],
        keeps: &["毫不知情", "没有设立分会"],
        drops: &["EAST"],
    });
}

#[test]
fn an_interview_keeps_its_questions() {
    check(&Kind {
        page: "专访东湖绿氢产业联盟秘书长\n2021-03-04 10:27　来源：江畔观察　记者：古一一\n\
            编者按：日前，本网就联盟的工作专访了秘书长苗四四，谈到标准和检测。\n\
            记者：您是怎么来到联盟的？\n苗四四：我原来在东湖重工做研发，去年被大家推举为秘书长。\n\
            记者：今后有什么打算？\n苗四四：明年要起草两项标准，还要建一个检测平台。",
        title: "专访东湖绿氢产业联盟秘书长",
        published_on: "2021-03-04",
        source_name: Some("江畔观察"),
        authors: &["古一一"],
        keeps: &["您是怎么来到联盟的", "今后有什么打算", "检测平台"],
        drops: &[],
    });
}

#[test]
fn a_taiwanese_page_with_its_byline_below_the_headline() {
    check(&Kind {
        page: "<html><head><title>東湖綠氫產業聯盟成立 四十家企業參加 - 江畔新聞</title></head><body>\
            <article><h1>東湖綠氫產業聯盟成立　四十家企業參加</h1>\
            <div class=attr>江畔新聞 <time>2021年3月4日 週四 上午11:48</time></div>\
            <p>生活中心古一一／台北報導</p>\
            <p>東湖綠氫產業聯盟昨（3）日在台北成立，四十家企業參加，主席表示，聯盟會設三個工作組。</p>\
            <p>聯盟明年起草兩項標準，並同大學共建實驗室，又會向中小企業開放設備。</p></article></body></html>",
        title: "东湖绿氢产业联盟成立 四十家企业参加",
        published_on: "2021-03-04",
        source_name: None,
        authors: &["古一一"],
        keeps: &["四十家企业参加，主席", "开放设备"],
        drops: &["上午11:48"],
    });
}

#[test]
fn a_table_gives_the_header() {
    check(&Kind {
        page: "<html><head><title>東湖綠氫產業聯盟成立 - 江畔大學</title></head><body><h1>東湖綠氫產業聯盟成立</h1>\
            <table><tr><td>更新時間</td><td>2021-03-04 16:15:32</td></tr>\
            <tr><td>新聞來源</td><td>秘書室公關組</td></tr><tr><td>瀏覽</td><td>1,616</td></tr></table>\
            <div><p>東湖綠氫產業聯盟昨日在本校成立，四十家企業參加，校長表示，聯盟會設三個工作組。</p>\
            <p>聯盟明年起草兩項標準，並同大學共建實驗室，又會向中小企業開放設備。</p></div></body></html>",
        title: "东湖绿氢产业联盟成立",
        published_on: "2021-03-04",
        source_name: Some("秘书室公关组"),
        authors: &[],
        keeps: &["四十家企业参加"],
        drops: &["1,616"],
    });
}
