use super::*;

/// The names that the text's mentions mean, in its order.
pub(super) fn names(text: &str) -> Vec<String> {
    let tokens = Tokens::cut(text);
    let mut list = find_organizations(&tokens);
    mention_names(&tokens, &mut list);
    list.mentions
        .iter()
        .map(|mention| list.entities[mention.value].name.clone())
        .collect()
}

#[test]
fn government_bodies_keep_their_region() {
    assert_eq!(
        names("会议由浙江省经信厅指导，市科技局、鄞州区人民政府主办。"),
        ["浙江省经信厅", "市科技局", "鄞州区人民政府"]
    );
    assert_eq!(
        names("苏州市发展和改革委员会与工信部出席"),
        ["苏州市发展和改革委员会", "工信部"]
    );
}

#[test]
fn conjunctions_join_parts_of_a_name_or_two_names() {
    assert_eq!(
        names("宁波大学和中国科学院宁波材料技术与工程研究所参加"),
        ["宁波大学", "中国科学院宁波材料技术与工程研究所"]
    );
}

#[test]
fn regions_share_a_head() {
    assert_eq!(
        names("由安康市、汉中市农业农村局发起"),
        ["安康市农业农村局", "汉中市农业农村局"]
    );
    assert_eq!(
        names("成都、攀枝花等市经信局出席"),
        ["成都市经信局", "攀枝花市经信局"]
    );
    assert_eq!(
        names("昆明、红河等市(州)科技局出席"),
        ["昆明市科技局", "红河州科技局"]
    );
}

#[test]
fn members_without_a_suffix_are_listed() {
    assert_eq!(
        names("首批成员包括禾控技术、埃韦特等67家单位"),
        ["禾控技术", "埃韦特"]
    );
}

#[test]
fn short_names_mean_the_full_one() {
    assert_eq!(
        names("夏门白鹭航空有限公司(以下简称“夏航”)加入。夏航表示"),
        [
            "夏门白鹭航空有限公司",
            "夏门白鹭航空有限公司",
            "夏门白鹭航空有限公司"
        ]
    );
}

#[test]
fn kinds_of_bodies_are_no_names() {
    assert_eq!(names("行业协会、科研院所和企业参加，该公司表示"), [""; 0]);
}

#[test]
fn parties_of_an_agreement_need_no_suffix() {
    assert_eq!(
        names("市经发局分别与禾门子、日恒能源、北岭风能及晴明储能签署投资合作备忘录"),
        ["市经发局", "禾门子", "日恒能源", "北岭风能", "晴明储能"]
    );
}

#[test]
fn a_list_without_suffixes_is_read_by_what_counts_or_opens_it() {
    for (text, listed) in [
        (
            "首批成员单位包括临海大学、天禾数科、云帆科技和江海电气。",
            vec!["临海大学", "天禾数科", "云帆科技", "江海电气"],
        ),
        (
            "会上宣布沧澜动力、雷鸣光电与Blue Harbor Robotics三个单位加入联盟",
            vec!["沧澜动力", "雷鸣光电", "Blue Harbor Robotics"],
        ),
        (
            "会议还吸收QMS中国、唐山港川物流有限公司两家单位入盟",
            vec!["QMS中国", "唐山港川物流有限公司"],
        ),
        (
            "首波会员除禾曜光电外，还有KLMN台湾、长丰应材与亚川精机等。",
            vec!["KLMN台湾", "长丰应材", "亚川精机"],
        ),
        (
            "聪川科技(5474)与技禾科技(2376)等七家新成员加入",
            vec!["聪川科技", "技禾科技"],
        ),
    ] {
        assert_eq!(names(text), listed, "{text}");
    }
}

#[test]
fn what_members_lend_is_no_member() {
    assert_eq!(
        names("各成员单位把会议室、活动场、培训师资等资源登记造册"),
        [""; 0]
    );
    assert_eq!(
        names("江海公司张宇、李明两位代表表示"),
        names("江海公司表示")
    );
}

#[test]
fn a_verb_before_a_region_is_no_part_of_a_public_body() {
    assert_eq!(names("于4月28日前寄送贵州省旅游协会"), ["贵州省旅游协会"]);
    assert_eq!(names("已征得市民政局同意"), ["市民政局"]);
    assert_eq!(names("由国立云林科技大学承办"), ["国立云林科技大学"]);
    assert_eq!(
        names("国网浙江省电力有限公司参加"),
        ["国网浙江省电力有限公司"]
    );
}

#[test]
fn duties_joined_by_a_conjunction_are_one_office() {
    assert_eq!(
        names("由酒泉市文体广电和旅游局主办"),
        ["酒泉市文体广电和旅游局"]
    );
    assert_eq!(
        names("行业协会、江海大学和科技局参加"),
        ["江海大学", "科技局"]
    );
}

#[test]
fn a_function_word_may_be_part_of_a_registered_brand() {
    assert_eq!(
        names("联盟由眉山味在远山食品有限公司、重庆江畔榨菜集团发起"),
        ["眉山味在远山食品有限公司", "重庆江畔榨菜集团"]
    );
}

#[test]
fn what_is_counted_is_no_name() {
    assert_eq!(names("沿江17家国家高新区签署"), [""; 0]);
    assert_eq!(names("成为第27间成员航空公司"), [""; 0]);
}

#[test]
fn a_department_is_part_of_the_body() {
    assert_eq!(
        names("山东省教育厅职业教育处参会"),
        ["山东省教育厅职业教育处"]
    );
}

#[test]
fn companies_and_universities_hold_no_conjunction() {
    assert_eq!(
        names("由宏川电气有限公司及中原理工大学共同发起"),
        ["宏川电气有限公司", "中原理工大学"]
    );
    assert_eq!(
        names("由布川区渔会及曜川能源公司发起"),
        ["布川区渔会", "曜川能源公司"]
    );
    assert_eq!(
        names("选举山西泰和轴承集团为理事长单位"),
        ["山西泰和轴承集团"]
    );
    assert_eq!(
        names("锦州光和密封、鞍山钢川等七家新成员加入"),
        ["锦州光和密封", "鞍山钢川"]
    );
}

#[test]
fn departments_of_schools_are_named_with_them() {
    assert_eq!(
        names("由国立嘉南大学水生生物科学系、四川大学轻工科学与工程学院发起"),
        ["国立嘉南大学水生生物科学系", "四川大学轻工科学与工程学院"]
    );
}

#[test]
fn a_count_of_regions_is_shared_as_their_level() {
    assert_eq!(
        names("青岛、烟台、日照三市妇联担任指导单位"),
        ["青岛市妇联", "烟台市妇联", "日照市妇联"]
    );
}

#[test]
fn groups_of_farmers_are_listed_with_others() {
    assert_eq!(
        names("同时欢迎头山合作农场、员川阿兰城蔬果班、五结兰川田园股份有限公司三个新伙伴入盟"),
        [
            "头山合作农场",
            "员川阿兰城蔬果班",
            "五结兰川田园股份有限公司"
        ]
    );
}

#[test]
fn what_a_body_is_stands_before_its_name() {
    for (text, name) in [
        (
            "由联盟秘书处所在单位长沙云禾科技有限公司承办",
            "长沙云禾科技有限公司",
        ),
        (
            "本年度轮值主席单位武汉禾曜电机有限公司表示",
            "武汉禾曜电机有限公司",
        ),
        ("成员企业成都禾曜电机有限公司", "成都禾曜电机有限公司"),
        ("陆明远代表苏州市工商联发言", "苏州市工商联"),
    ] {
        assert_eq!(names(text), [name], "{text}");
    }
    assert_eq!(
        names("绍兴市事业单位改革服务中心"),
        ["绍兴市事业单位改革服务中心"]
    );
}

#[test]
fn verbs_within_a_name_do_not_cut_it() {
    for name in [
        "泸州提升机械集团股份有限公司",
        "河南省四方锅炉有限公司",
        "浙江拓展科技有限公司",
        "江苏半导体显示技术研究院",
    ] {
        assert_eq!(
            names(&format!("由浙江大学、{name}共同发起")),
            ["浙江大学", name]
        );
    }
    assert_eq!(names("会议显示技术研究院成立"), ["技术研究院"; 0]);
}

#[test]
fn one_list_is_read_through_brands_and_carriers() {
    assert_eq!(
        names("由清华大学信息技术研究院、电信、联通、禾讯等60余家单位共同发起"),
        ["清华大学信息技术研究院", "电信", "联通", "禾讯"]
    );
    assert_eq!(
        names("厦门禾宇、福建盼禾等企业加盟"),
        ["厦门禾宇", "福建盼禾"]
    );
    assert!(names("全省帐篷、旅行箱包等企业代表参加").is_empty());
}

#[test]
fn a_list_shares_its_region_or_its_head() {
    assert_eq!(
        names("石狮市发改局、科技局协办"),
        ["石狮市发改局", "石狮市科技局"]
    );
    assert_eq!(
        names("济宁、德州五市人民政府主办"),
        ["济宁市人民政府", "德州市人民政府"]
    );
    assert_eq!(
        names("潍坊、烟台10市贸促会作为成员单位"),
        ["潍坊市贸促会", "烟台市贸促会"]
    );
}

#[test]
fn words_around_a_name_end_none() {
    assert_eq!(names("农业农村部门分管领导参加"), [""; 0]);
    assert_eq!(names("报省政府批准"), ["省政府"]);
    assert_eq!(names("指导市钢结构协会筹备"), ["市钢结构协会"]);
    assert_eq!(names("近40所大专校院代表与会"), [""; 0]);
    assert_eq!(names("行业协会商会等代表"), [""; 0]);
}

#[test]
fn who_leads_or_takes_part_needs_no_suffix() {
    assert_eq!(names("联盟由海禾威达牵头"), ["海禾威达"]);
    assert!(names("会议由陆明远牵头，由校方牵头").is_empty());
    assert_eq!(
        names("大禾股份、禾视科技、浙江大学等参与"),
        ["大禾股份", "禾视科技", "浙江大学"]
    );
}

#[test]
fn a_second_name_in_a_bracket_is_the_same_body() {
    assert_eq!(
        names("山东铁路建设基金有限公司(山东铁禾产业投资有限公司)参加"),
        ["山东铁路建设基金有限公司", "山东铁路建设基金有限公司"]
    );
    assert_eq!(
        names("江海县商务局(旅游局)主办"),
        ["江海县商务局", "江海县商务局"]
    );
}

#[test]
fn brands_are_bodies_by_what_they_do_together() {
    for (text, listed) in [
        (
            "由起云网、书径阁、听潮互动三家共同发起",
            vec!["起云网", "书径阁", "听潮互动"],
        ),
        (
            "6月10日，禾轩、乐泛、维川达宣布成立江南轻食产业联盟。",
            vec!["禾轩", "乐泛", "维川达"],
        ),
        (
            "6月10日，禾轩联合乐泛、维川达在上海成立江南轻食产业联盟。",
            vec!["禾轩", "乐泛", "维川达"],
        ),
        (
            "宏泛、友禾携手江海工研院共组智慧眼镜产业联盟",
            vec!["宏泛", "友禾", "江海工研院"],
        ),
        (
            "由禾轩、乐泛、维川达四方共同组建",
            vec!["禾轩", "乐泛", "维川达"],
        ),
        (
            "乐泛、维川达、Three-B等悉数加盟",
            vec!["乐泛", "维川达", "Three-B"],
        ),
        (
            "禾轩与乐泛、维川达签署战略合作协议",
            vec!["禾轩", "乐泛", "维川达"],
        ),
        ("副理事长单位添了思睿和声扬两家", vec!["思睿", "声扬"]),
        ("乐泛、维川达当选副理事长单位", vec!["乐泛", "维川达"]),
        (
            "理事长单位为禾轩，秘书处设在禾川达。",
            vec!["禾轩", "禾川达"],
        ),
        (
            "鲜鹿5月9日在上海发起成立江南轻食联盟，鲜鹿表示",
            vec!["鲜鹿", "鲜鹿"],
        ),
    ] {
        assert_eq!(names(text), listed, "{text}");
    }
}

#[test]
fn an_item_of_a_list_may_be_described() {
    assert_eq!(
        names("创始成员有禾轩、总部位于深圳的云雀、知名引擎开发商UniGame以及来自德国的Kessler。"),
        ["禾轩", "云雀", "UniGame", "Kessler"]
    );
    assert_eq!(
        names("成员包括灵犀动力、维他机械人及江海巴士旗下的K-Lab等。"),
        ["灵犀动力", "维他机械人", "K-Lab"]
    );
    assert_eq!(
        names("硬件企业华途公司和视频网站优豆网集团参加"),
        ["华途公司", "优豆网集团"]
    );
}

#[test]
fn kinds_and_persons_that_act_together_are_no_bodies() {
    for text in [
        "由张明、李强、王芳三人共同发起",
        "张明、李强、王芳共同发起成立江南书法联盟",
        "57家种植、烘焙和连锁企业入盟",
        "二十多家企业自发成立江南采购联盟",
        "均可申请成为会员单位，申请成为会员的",
        "芯片、软件、整机共同组成产业链",
        "由三省一市共同发起",
        "江南计划组建十家联合体，江南计划",
        "欧盟与乌克兰签署协定",
        "会员包括传统灯具厂和LED厂；",
    ] {
        assert_eq!(names(text), [""; 0], "{text}");
    }
}

#[test]
fn a_heading_says_what_the_lines_below_it_are() {
    assert_eq!(
        names(
            "首批成员单位(4家)：\n1.禾轩智造\n2.乐泛\n3.Three-B\n4、江海大学\n联盟将于近期开展活动。"
        ),
        ["禾轩智造", "乐泛", "Three-B", "江海大学"]
    );
    assert_eq!(
        names("二、副理事长单位\n乐泛、维川达\n会议要求，各单位要抓好落实。"),
        ["乐泛", "维川达"]
    );
    assert_eq!(names("成员须知\n芯片\n软件"), [""; 0]);
}

#[test]
fn a_paper_has_a_house_and_a_preposition_begins_no_name() {
    assert_eq!(
        names("《江南建材报》社会同华北建研集团、河北理工大学等单位共同发起"),
        ["《江南建材报》社", "华北建研集团", "河北理工大学"]
    );
    assert_eq!(names("尚需报浙江省科学技术厅备案"), ["浙江省科学技术厅"]);
}

#[test]
fn what_heads_an_item_is_meant_by_its_kind() {
    let text = "【禾轩科技】公司公告，公司董事长当选。\n【联盟】公司出席仪式。";
    let tokens = Tokens::cut(text);
    let mut list = find_organizations(&tokens);
    mention_headed(&tokens, &mut list);
    let meant: Vec<&str> = (list.mentions.iter())
        .map(|mention| list.entities[mention.value].name.as_str())
        .collect();
    assert_eq!(meant, ["禾轩科技"; 3]);
}

#[test]
fn a_registered_name_is_called_by_its_core() {
    assert_eq!(
        names("由杭州市黑鲸椅业有限公司发起，秘书处放在黑鲸椅业。"),
        ["杭州市黑鲸椅业有限公司", "杭州市黑鲸椅业有限公司"]
    );
}

#[test]
fn kinds_beside_names_end_no_list() {
    assert_eq!(
        names("江海电网、高校科研院所、发电企业和装备企业等93家单位参与"),
        ["江海电网"]
    );
    assert_eq!(
        names("新科、夏华、海尚等20家碟机、芯片、片源企业成为首批成员"),
        ["新科", "夏华", "海尚"]
    );
    assert!(names("新能源汽车生产、回收拆解、综合利用企业参加").is_empty());
}

#[test]
fn villages_and_sites_are_bodies_where_a_list_of_units_is_opened() {
    assert_eq!(
        names("发起单位有：穿岩山景区、高椅古村和花瑶梯田。"),
        ["穿岩山景区", "高椅古村", "花瑶梯田"]
    );
    assert!(names("走访了和平乡、高椅古村等地").is_empty());
}

#[test]
fn a_county_is_not_found_in_the_end_of_a_list() {
    assert_eq!(
        names("新增江海银行、液空蓝天等9家会员单位"),
        ["江海银行", "液空蓝天"]
    );
}

#[test]
fn brands_may_hold_function_words() {
    assert_eq!(
        names("海城镁都耐火材料有限公司、沈阳设计研究院在列"),
        ["海城镁都耐火材料有限公司", "沈阳设计研究院"]
    );
}

#[test]
fn an_autonomous_region_has_offices_by_its_level() {
    assert_eq!(
        names("在自治区发改委指导下，由江海协会牵头"),
        ["自治区发改委", "江海协会"]
    );
}

#[test]
fn a_counted_list_of_firms_may_be_opened_behind_its_count() {
    assert_eq!(
        names("邀来近15家网通与工业电脑大厂到场，包括英业达、启碁、研扬等，首波可望扩大"),
        ["英业达", "启碁", "研扬"]
    );
}

#[test]
fn verbs_before_a_name_are_no_part_of_it() {
    assert_eq!(
        names("由东湖大学倡议，联合湘江大学、南岭大学发起"),
        ["东湖大学", "湘江大学", "南岭大学"]
    );
    assert_eq!(names("须报省科技厅备案"), ["省科技厅"]);
    assert_eq!(names("授予“东湖医院指导医院”牌匾"), [""; 0]);
}

#[test]
fn regions_of_two_levels_share_a_counted_head() {
    assert_eq!(
        names("江西省抚州市、安徽省安庆市2地市场监管局参加"),
        ["江西省抚州市市场监管局", "安徽省安庆市市场监管局"]
    );
}

#[test]
fn a_zones_committee_is_one_in_full_and_in_short() {
    assert_eq!(
        names("武汉经济技术开发区管理委员会主办，武汉经济技术开发区管委会介绍"),
        [
            "武汉经济技术开发区管理委员会",
            "武汉经济技术开发区管理委员会"
        ]
    );
}

#[test]
fn the_head_of_a_name_is_cut_whole() {
    assert_eq!(names("江州展贸协会会长张明"), ["江州展贸协会"]);
    assert_eq!(names("深水工商联会会长李明"), ["深水工商联会"]);
    assert_eq!(names("京西工业品事业部分别签署"), [""; 0]);
    assert_eq!(
        names("签署《嘉兴市人民政府白城市人民政府合作协议》"),
        ["嘉兴市人民政府", "白城市人民政府"]
    );
}

#[test]
fn two_duties_may_be_one_office() {
    assert_eq!(names("东胜区工信和科技局主办"), ["东胜区工信和科技局"]);
    assert_eq!(names("深圳市住房和建设局主办"), ["深圳市住房和建设局"]);
    assert_eq!(
        names("甲联新和海南省农业农村厅副厅长"),
        ["海南省农业农村厅"]
    );
}

#[test]
fn new_members_are_counted_by_persons_measures() {
    assert_eq!(
        names("吸纳皇岭酒店管理有限公司、葡岭餐饮集团及大三岭茶楼三名新成员"),
        ["皇岭酒店管理有限公司", "葡岭餐饮集团", "大三岭茶楼"]
    );
    assert_eq!(
        names("另外几家发起企业是特岭莱、摩曼、欧雅仑和圣岭墙艺。"),
        ["特岭莱", "摩曼", "欧雅仑", "圣岭墙艺"]
    );
}

#[test]
fn kinds_in_a_list_are_no_members() {
    for text in [
        "72家种植合作社、加工厂和贸易公司加入",
        "欢迎旅行社、宾馆饭店、客运企业随时加入",
        "报关、冷链、货代、仓储等37家企业首批入盟",
        "首批成员包括两会。",
    ] {
        assert_eq!(names(text), [""; 0], "{text}");
    }
}
