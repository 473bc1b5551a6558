//! Pages to submit: invented reports, in the charsets and scripts that
//! crawlers meet.

use encoding_rs::{BIG5, Encoding, GB18030, GBK};

/// A page as a crawler would hand it in.
#[derive(Clone, Debug)]
pub struct Page {
    /// What is special about it.
    pub name: &'static str,
    pub url: String,
    pub content_type: &'static str,
    pub body: Vec<u8>,
}

/// One founding, told in Simplified characters.
pub const FOUNDING_SIMPLIFIED: &str = "\
长三角光伏回收产业链联盟在嘉兴成立
2024-03-15 09:30　来源：江南产业观察　作者：陆一鸣

3月14日，长三角光伏回收产业链联盟成立大会在浙江省嘉兴市举行。联盟由浙江晨曜新材料有限公司牵头，\
上海同晖环保科技有限公司、苏州恒聚光电有限公司等26家单位共同发起。

浙江省经信厅副厅长顾立群出席并讲话。会议选举浙江晨曜新材料有限公司为理事长单位。
";

/// The same founding in Traditional characters.
pub const FOUNDING_TRADITIONAL: &str = "\
長三角光伏回收產業鏈聯盟在嘉興成立
2024-03-15 09:30　來源：江南產業觀察　作者：陸一鳴

3月14日，長三角光伏回收產業鏈聯盟成立大會在浙江省嘉興市舉行。聯盟由浙江晨曜新材料有限公司牽頭，\
上海同暉環保科技有限公司、蘇州恒聚光電有限公司等26家單位共同發起。

浙江省經信廳副廳長顧立群出席並講話。會議選舉浙江晨曜新材料有限公司為理事長單位。
";

/// The same founding with readings sprayed behind characters.
pub const FOUNDING_ANNOTATED: &str = "\
長(zhǎng)三角光伏回收產(chǎn)業(yè)鏈聯(lián)盟在嘉興成立
2024-03-15 09:30　來源：江南產(chǎn)業(yè)觀察　作者：陸一鳴

3月14日，長(zhǎng)三角光伏回收產(chǎn)業(yè)鏈聯(lián)盟成立大會(huì)在浙江省嘉興市舉行。聯(lián)盟由浙江晨曜新材料有限公司牽頭，\
上海同暉環(huán)保科技有限公司、蘇州恒聚光電有限公司等26家單位共同發(fā)起。

浙江省經(jīng)信廳副廳長(zhǎng)顧立群出席並講話。會(huì)議選舉浙江晨曜新材料有限公司為理事長(zhǎng)單位。
";

/// The name of the alliance that the three tell of.
pub const FOUNDED_ALLIANCE: &str = "长三角光伏回收产业链联盟";

/// One founding in eight charsets and scripts, each at an url of its own.
pub fn founding_in_eight_forms() -> Vec<Page> {
    let form = |name, content_type, body| Page {
        name,
        url: format!("https://news.example.cn/{name}.html"),
        content_type,
        body,
    };
    let encode = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
    let utf16 = |text: &str| {
        [0xFEFF]
            .into_iter()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect()
    };
    let utf8 = "text/plain; charset=utf-8";
    vec![
        form("utf-8", utf8, FOUNDING_SIMPLIFIED.into()),
        form(
            "gbk",
            "text/plain; charset=gbk",
            encode(GBK, FOUNDING_SIMPLIFIED),
        ),
        form(
            "gb18030-undeclared",
            "text/plain",
            encode(GB18030, FOUNDING_SIMPLIFIED),
        ),
        form("gbk-misdeclared", utf8, encode(GBK, FOUNDING_SIMPLIFIED)),
        form("utf-16", "text/plain", utf16(FOUNDING_SIMPLIFIED)),
        form("traditional", utf8, FOUNDING_TRADITIONAL.into()),
        form(
            "big5",
            "text/plain; charset=big5",
            encode(BIG5, FOUNDING_TRADITIONAL),
        ),
        form("annotated", utf8, FOUNDING_ANNOTATED.into()),
    ]
}

/// The founding of an alliance that no other number below ten million founds.
///
/// All names are of one length: where one ended with another, the two would be
/// told of on one day in one city, and merging may take that for one founding.
pub fn founding(number: usize) -> Page {
    const DIGITS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];
    let name: String = format!("{number:07}")
        .bytes()
        .filter_map(|digit| DIGITS.get(usize::from(digit - b'0')))
        .collect();
    let text = format!(
        "{name}型阀门产业联盟在宁波成立\n2024-05-21 来源：甬城工业报\n\n\
         5月20日，{name}型阀门产业联盟成立大会在浙江省宁波市举行。\
         联盟由宁波{name}阀门有限公司牵头，32家企业共同发起。\n"
    );
    Page {
        name: "founding",
        url: format!("https://news.example.cn/founding/{number}.html"),
        content_type: "text/plain; charset=utf-8",
        body: text.into_bytes(),
    }
}
