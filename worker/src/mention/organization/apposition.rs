//! What a body is, said right before its name: 全资子公司江海新材料有限公司, 伺服驱动厂霖元智动.

use std::ops::Range;

use super::is_trade;
use crate::{
    mention::{
        lexicon::{Classes, is_of_nouns},
        name::canonical_name,
        token::{Shape, Tokens},
    },
    word_list::WordList,
};

/// Words for what a body is, right before its name.
const KIND_HEADS: [&str; 51] = [
    "设备商",
    "零售商",
    "通路商",
    "业者",
    "开发商",
    "制造商",
    "供应商",
    "服务商",
    "运营商",
    "生产商",
    "集成商",
    "厂商",
    "企业",
    "公司",
    "网站",
    "平台",
    "品牌",
    "龙头",
    "巨头",
    "大厂",
    "机构",
    "新锐",
    "独角兽",
    "老牌",
    "软件商",
    "经销商",
    "代理商",
    "分销商",
    "零件商",
    "贸易商",
    "材料商",
    "方案商",
    "品牌商",
    "建造商",
    "承建商",
    "承包商",
    "发展商",
    "整合商",
    "渠道商",
    "物流商",
    "系统商",
    "原厂",
    "运营方",
    "主办方",
    "承办方",
    "开发方",
    "建设方",
    "投资方",
    "新创",
    "初创",
    "子公司",
];
pub(super) static KIND_WORDS: WordList = WordList::of(&KIND_HEADS);

/// 全球知名引擎开发商甲: the brand behind what it is said to be.
pub(super) fn behind_kind(tokens: &Tokens<'_>, item: Range<usize>) -> Range<usize> {
    let brand = |start: usize| {
        let own = (start..item.end)
            .take_while(|at| {
                (tokens.get(*at)).is_some_and(|token| {
                    matches!(token.shape, Shape::Han | Shape::Latin)
                        || *at == start && token.is(Classes::NAMED)
                        || *at > start && matches!(token.shape, Shape::Space | Shape::Mark('-'))
                })
            })
            .count();
        let rest = start + own..item.end;
        let name = tokens.slice(tokens.span(start..start + own));
        name.chars().count() > 1
            && !is_of_nouns(name)
            && rest.len() <= 1
            && rest.clone().all(|at| {
                (tokens.get(at)).is_some_and(|token| token.is(Classes::ORGANIZATION))
                    || is_trade(tokens.word(at))
            })
    };
    // 二十家企业自发 names none.
    let counted = (tokens.before(item.start)).is_some_and(|count| count.shape == Shape::Number);
    (item.start + 1..item.end)
        .rev()
        .filter(|_| !counted)
        .find(|start| {
            let before = tokens.slice(tokens.span(item.start..*start));
            let small = ["中小企业", "小微企业"]
                .iter()
                .any(|kind| before.ends_with(kind));
            !small && KIND_WORDS.ending(before).is_some() && brand(*start)
        })
        .map_or(item.clone(), |start| start..item.end)
}

/// Legal forms, which end a name whatever its brand is made of.
const LEGAL_FORMS: [&str; 4] = ["有限公司", "有限责任公司", "股份公司", "合伙企业"];
/// The fewest characters of no known word by which a brand begins.
const BRAND_CHARS_MIN: usize = 2;

/// 公司全资子公司江海新材料有限公司, 主办方中国江海技术协会: behind a word for what the
/// body is, its full name begins with a region, or one with a legal form with its brand.
pub(super) fn behind_apposition(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    let legal = (name.end.checked_sub(1)).is_some_and(|last| {
        LEGAL_FORMS
            .iter()
            .any(|form| tokens.word(last).ends_with(form))
    });
    (name.start + 1..name.end.saturating_sub(1))
        .rev()
        .filter(|at| begins_a_name(tokens, *at, name.end, legal))
        .find(|at| tells_what_it_is(tokens, name.start..*at, legal))
        .map_or(name.clone(), |at| at..name.end)
}

/// Whether the words only say what the body named right behind them is.
pub(super) fn describes(tokens: &Tokens<'_>, words: Range<usize>) -> bool {
    tells_what_it_is(tokens, words, true)
}

/// The name of an employer behind what it is: 云端服务商晴空智算 | 总经理.
pub(crate) fn behind_description(tokens: &Tokens<'_>, name: Range<usize>) -> Range<usize> {
    if name.len() < 2 {
        return name;
    }
    behind_apposition(tokens, behind_kind(tokens, name))
}

/// The name that the words end in behind what it is: 水下机器人新创 | 海岭科技.
pub(crate) fn without_description(words: &str) -> &str {
    let tokens = Tokens::cut(words);
    let name = behind_description(&tokens, 0..tokens.list.len());
    let span = tokens.span(name);
    words
        .get(span)
        .filter(|name| !name.is_empty())
        .unwrap_or(words)
}

/// Whether a region stands at `at`, or in a name with a legal form a brand.
fn begins_a_name(tokens: &Tokens<'_>, at: usize, end: usize, legal: bool) -> bool {
    if (tokens.get(at)).is_some_and(|first| first.is(Classes::REGION)) {
        return true;
    }
    let own = (at..end)
        .take_while(|at| {
            (tokens.get(*at)).is_some_and(|token| matches!(token.shape, Shape::Han | Shape::Latin))
        })
        .count();
    let brand = tokens.slice(tokens.span(at..at + own));
    // 拉宾(香港)有限公司, 智行科技有限公司.
    let whole = canonical_name(brand).chars().count() >= BRAND_CHARS_MIN;
    legal && whole && !is_of_nouns(brand)
}

/// Whether the words end in one for what a body is, and name none themselves.
fn tells_what_it_is(tokens: &Tokens<'_>, words: Range<usize>, legal: bool) -> bool {
    let text = canonical_name(tokens.slice(tokens.span(words.clone())));
    let region = (tokens.get(words.start)).is_some_and(|first| first.is(Classes::REGION));
    // 主办方: the head may begin before the walk to the left ended.
    let before = tokens.slice(0..tokens.span(words.clone()).end);
    let Some(head) = KIND_WORDS.endings(before).max_by_key(|head| head.len()) else {
        // 伺服驱动厂, 台湾晶片厂: works of a kind.
        return text.strip_suffix('厂').is_some_and(|of| {
            let last = of.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
            legal && of.len() > last && (!region || is_of_nouns(of.get(last..).unwrap_or_default()))
        });
    };
    match head {
        "企业" | "公司" | "机构" | "平台" | "网站" | "品牌" => {
            let of = text.strip_suffix(head).unwrap_or_default();
            // 法资企业.
            legal && !region && (of.is_empty() || is_of_nouns(of) || of.ends_with('资'))
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::mention::organization::tests::names;

    #[test]
    fn what_a_body_is_stands_before_its_name() {
        for (text, name) in [
            (
                "公司全资子公司江州恒泰锂业有限公司中标",
                "江州恒泰锂业有限公司",
            ),
            ("控股子公司宜春科岭锂业有限公司与会", "宜春科岭锂业有限公司"),
            (
                "工业马达厂霖岳智动股份有限公司今日宣布",
                "霖岳智动股份有限公司",
            ),
            ("本地软件商睿行科技有限公司加入", "睿行科技有限公司"),
            ("法资企业拉维尔(香港)有限公司加入", "拉维尔(香港)有限公司"),
            (
                "品牌“山鸟”的运营方南京山鸟餐饮管理有限公司加入",
                "南京山鸟餐饮管理有限公司",
            ),
            ("主办方中国江海技术协会介绍", "中国江海技术协会"),
        ] {
            assert_eq!(names(text), [name], "{text}");
        }
    }

    #[test]
    fn words_within_a_name_tell_no_kind() {
        for name in [
            "江州中小企业融资担保有限公司",
            "江海设备商贸有限公司",
            "南岭企业管理咨询有限公司",
        ] {
            assert_eq!(names(&format!("由{name}加入")), [name]);
        }
    }
}
