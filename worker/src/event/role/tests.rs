//! Facts about who did what, each shown by a short report of our own.

use crate::{
    event::tests::read,
    record::{
        EventType::{self, *},
        OrganizationRole::{self, *},
        Record,
    },
};

fn records(text: &str, kind: EventType) -> Vec<Record> {
    let mut found = read(text).records;
    found.retain(|record| record.kind == kind && !record.background);
    found
}

fn parties(record: &Record) -> Vec<(&str, &[OrganizationRole])> {
    (record.organizations.iter())
        .map(|party| (party.name.as_str(), party.roles.as_slice()))
        .collect()
}

fn only(text: &str, kind: EventType) -> Record {
    let mut found = records(text, kind);
    assert_eq!(found.len(), 1, "{kind:?} of {text}");
    found.remove(0)
}

/// Whether exactly these took part, in these roles.
fn assert_parties(text: &str, kind: EventType, wanted: &[(&str, OrganizationRole)]) {
    let record = only(text, kind);
    let mut found = parties(&record);
    let mut wanted: Vec<(&str, &[OrganizationRole])> = (wanted.iter())
        .map(|(name, role)| (*name, std::slice::from_ref(role)))
        .collect();
    found.sort_unstable();
    wanted.sort_unstable();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn who_takes_part_beside_the_leader_is_a_member() {
    assert_parties(
        "6月18日，河北省绿氢产业联盟在唐山成立。联盟由江海能源集团有限公司牵头，嘉禾大学、东湖大学参与。",
        AllianceFounded,
        &[
            ("江海能源集团有限公司", Organizer),
            ("嘉禾大学", Member),
            ("东湖大学", Member),
        ],
    );
}

#[test]
fn each_leader_founds_the_alliance_that_its_clause_names() {
    let text = "6月18日，三个联合体同时揭牌：江海乳业股份有限公司牵头的江海市乳酸创新联合体，\
                以及由东湖药业有限公司、北岭机械有限公司分别牵头的江海市制药创新联合体和江海市农机创新联合体。";
    for (alliance, leader) in [
        ("江海市乳酸创新联合体", "江海乳业股份有限公司"),
        ("江海市制药创新联合体", "东湖药业有限公司"),
        ("江海市农机创新联合体", "北岭机械有限公司"),
    ] {
        let found = records(text, AllianceFounded);
        let record = (found.iter()).find(|record| record.alliances[0].name == alliance);
        let parties = record.map(parties).unwrap_or_default();
        assert_eq!(parties, [(leader, [Organizer].as_slice())], "{alliance}");
    }
}

#[test]
fn a_list_behind_a_colon_names_the_founders() {
    assert_parties(
        "6月18日，吉林省鹿业产教融合共同体成立。发起单位有三家：吉林省川鹿药业股份有限公司、北山大学、长岭职业学院。",
        AllianceFounded,
        &[
            ("吉林省川鹿药业股份有限公司", Organizer),
            ("北山大学", Organizer),
            ("长岭职业学院", Organizer),
        ],
    );
}

#[test]
fn kinds_of_founders_may_be_counted_within_the_list() {
    assert_parties(
        "6月3日，京津冀高新区联盟在北京成立。联盟由天津滨江高新区、石家庄高新区2家国家级高新区和\
         沧州高新区、衡水高新区2家省级高新区自愿发起。",
        AllianceFounded,
        &[
            ("天津滨江高新区", Organizer),
            ("石家庄高新区", Organizer),
            ("沧州高新区", Organizer),
            ("衡水高新区", Organizer),
        ],
    );
}

#[test]
fn who_sends_for_the_plate_is_a_member() {
    assert_parties(
        "6月18日，湘东胸痛专科联盟在株洲市成立。北岭县人民医院、东湖县人民医院等单位的代表上台接牌。",
        AllianceFounded,
        &[("北岭县人民医院", Member), ("东湖县人民医院", Member)],
    );
}

#[test]
fn who_gathers_others_in_the_clause_before_founds() {
    assert_parties(
        "高雄市政府6月18日在高雄展览馆集结近百家厂商，成立「低碳航运产学大联盟」。",
        AllianceFounded,
        &[("高雄市政府", Organizer)],
    );
}

#[test]
fn who_announces_a_plan_prepares_it() {
    assert_parties(
        "6月18日，广东省科学技术厅发布通知，将组建广东省海上风电产业技术创新联盟。",
        AlliancePlanned,
        &[("广东省科学技术厅", Organizer)],
    );
}

#[test]
fn an_alliance_hosts_its_own_meeting() {
    assert_parties(
        "6月18日，福建省茶机产业联盟第二届年会在厦门召开。年会由福建省茶机产业联盟主办，江海茶机有限公司承办。",
        MeetingHeld,
        &[
            ("福建省茶机产业联盟", Organizer),
            ("江海茶机有限公司", CoOrganizer),
        ],
    );
}

#[test]
fn new_members_are_read_from_every_word_of_joining() {
    for text in [
        "6月18日，大连市算力适配创新联合体为北岭大学软件学院、星河信息技术有限公司等新成员颁发证书。",
        "6月18日，大连市算力适配创新联合体吸纳北岭大学软件学院、星河信息技术有限公司为成员单位。",
        "北岭大学软件学院、星河信息技术有限公司6月18日正式加入大连市算力适配创新联合体。",
        "北岭大学软件学院等两家单位6月18日加入大连市算力适配创新联合体，其中还有星河信息技术有限公司。",
    ] {
        assert_parties(
            text,
            MemberJoined,
            &[
                ("北岭大学软件学院", Member),
                ("星河信息技术有限公司", Member),
            ],
        );
    }
}

#[test]
fn a_table_lists_members() {
    assert_parties(
        "<h1>关于吸收新会员的公告</h1><p>6月18日，江南稻米产业联盟理事会审议，决定接纳湘禾大学等3家单位\
         加入江南稻米产业联盟，现予公告。</p><table><tr><td>序号</td><td>单位名称</td><td>类别</td></tr>\
         <tr><td>1</td><td>湘禾大学</td><td>理事单位</td></tr>\
         <tr><td>2</td><td>川谷粮油工业(巢湖)有限公司</td><td>成员单位</td></tr>\
         <tr><td>3</td><td>Rice Lab Inc.</td><td>成员单位</td></tr></table><p>江南稻米产业联盟秘书处</p>",
        MemberJoined,
        &[
            ("湘禾大学", Member),
            ("川谷粮油工业(巢湖)有限公司", Member),
            ("Rice Lab Inc.", Member),
        ],
    );
}

#[test]
fn sums_belong_to_their_agreement_or_plan() {
    let sums = |text: &str, kind: EventType| -> Vec<i64> {
        (only(text, kind).amounts.iter())
            .map(|sum| sum.units)
            .collect()
    };
    assert_eq!(
        sums(
            "6月18日，江海能源有限公司与东湖大学签署合作协议，总投资8亿元，其中一期3亿元。",
            AgreementSigned
        ),
        [800_000_000]
    );
    assert_eq!(
        sums(
            "6月18日，江海能源有限公司与东湖大学签署合作协议。去年江海能源有限公司营收4亿元。",
            AgreementSigned
        ),
        [0_i64; 0]
    );
    assert_eq!(
        sums(
            "6月18日，自治区科技厅宣布，将组建内蒙古稀土电机创新联合体，自治区财政首期投入1.8亿元。",
            AlliancePlanned
        ),
        [180_000_000]
    );
}

#[test]
fn lines_behind_a_colon_list_who_joined() {
    assert_parties(
        "<h1>关于公布新增会员的公告</h1><p>经江南稻米产业联盟理事会审议，现批准以下3家单位加入联盟：</p>\
         <p>一、企业（2家）</p><p>1. 湖北川谷粮油有限公司</p><p>2. 安徽禾丰种业有限公司</p>\
         <p>二、高校（1家）</p><p>武汉稻作大学</p><p>请新会员于8月底前缴纳会费。</p>",
        MemberJoined,
        &[
            ("湖北川谷粮油有限公司", Member),
            ("安徽禾丰种业有限公司", Member),
            ("武汉稻作大学", Member),
        ],
    );
}

#[test]
fn schools_joined_in_a_clause_of_their_own_make_up_the_alliance() {
    assert_parties(
        "澳門茶藝傳習聯盟6月18日成立。聯盟由澳門茶業商會倡議，聯同培川中學、濠東中學等八校組成。",
        AllianceFounded,
        &[
            ("澳门茶业商会", Organizer),
            ("培川中学", Member),
            ("濠东中学", Member),
        ],
    );
}

#[test]
fn who_approved_the_party_body_has_authority_over_it() {
    assert_parties(
        "6月18日，江海市纺织产业联盟党委揭牌。联盟党委由江海市委两新工委批准设立，下辖11个党支部。",
        PartyOrgFounded,
        &[("江海市委两新工委", Authority)],
    );
}

#[test]
fn an_officer_speaks_for_the_office_that_plans() {
    assert_parties(
        "自治区科技厅副厅长李建国6月18日介绍，今年将组建内蒙古稀土电机创新联合体。",
        AlliancePlanned,
        &[("自治区科技厅", Organizer)],
    );
}

#[test]
fn the_host_of_a_coming_meeting_has_no_part_in_this_one() {
    assert_parties(
        "6月18日，福建省茶机产业联盟第二届年会在厦门召开。年会由江海茶机有限公司承办。\
         据悉，2025年年会拟由东湖茶机有限公司承办。",
        MeetingHeld,
        &[("江海茶机有限公司", CoOrganizer)],
    );
}

#[test]
fn who_leads_an_alliance_has_no_part_in_its_new_name() {
    assert_parties(
        "6月18日起，江海市印花创意联盟更名为江海市数字印染产业联盟。该联盟由浙江江海印染有限公司牵头，2018年5月办理登记。",
        AllianceRenamed,
        &[],
    );
}

#[test]
fn leaders_are_given_to_alliances_in_their_order() {
    let text = "6月18日，洛阳市智能播种创新联合体、洛阳市山地农机创新联合体宣布组建，\
                牵头单位分别为江海智能装备有限公司、河南豫川农机股份有限公司。";
    for (alliance, leader) in [
        ("洛阳市智能播种创新联合体", "江海智能装备有限公司"),
        ("洛阳市山地农机创新联合体", "河南豫川农机股份有限公司"),
    ] {
        let found = records(text, AllianceFounded);
        let record = (found.iter()).find(|record| record.alliances[0].name == alliance);
        let parties = record.map(parties).unwrap_or_default();
        assert_eq!(parties, [(leader, [Organizer].as_slice())], "{alliance}");
    }
}

#[test]
fn a_frame_around_the_role_is_no_part_of_the_name() {
    assert_parties(
        "6月18日，上高县山猪产业化联合体在宜春市挂牌成立。联合体以江西川家山食品股份有限公司为龙头，\
         由宜春市农业农村局担任指导单位，宜春市人民法院提供法律支持。",
        AllianceFounded,
        &[
            ("江西川家山食品股份有限公司", Organizer),
            ("宜春市农业农村局", Authority),
            ("宜春市人民法院", CoOrganizer),
        ],
    );
}

#[test]
fn councils_and_kinds_of_bodies_have_no_part() {
    let record = only(
        "6月18日，江海市纺织产业联盟在绍兴成立。联盟首届理事会、公司和江海纺织有限公司的代表出席仪式。",
        AllianceFounded,
    );
    assert_eq!(
        parties(&record),
        [("江海纺织有限公司", [Attendee].as_slice())]
    );
}

#[test]
fn a_university_in_short_is_the_one_named_in_full() {
    assert_parties(
        "國立南川大學6月18日與台灣區刀具公會(刀具公會)簽署合作備忘錄，由南川大副校長周宏遠代表簽署。",
        AgreementSigned,
        &[("国立南川大学", Signatory), ("台湾区刀具公会", Signatory)],
    );
}

#[test]
fn a_table_of_alliances_names_their_leaders() {
    let text = "<h1>两个创新联合体揭牌</h1><p>6月18日，威海市碳材料创新联合体、威海市打印机创新联合体在威海同时揭牌成立。</p>\
                <table><tr><td>联合体名称</td><td>牵头单位</td></tr>\
                <tr><td>威海市碳材料创新联合体</td><td>威海川威材料股份有限公司</td></tr>\
                <tr><td>威海市打印机创新联合体</td><td>山东海洋理工大学</td></tr></table>";
    for (alliance, leader) in [
        ("威海市碳材料创新联合体", "威海川威材料股份有限公司"),
        ("威海市打印机创新联合体", "山东海洋理工大学"),
    ] {
        let found = records(text, AllianceFounded);
        let record = (found.iter()).find(|record| record.alliances[0].name == alliance);
        let roles = record.map(parties).unwrap_or_default();
        assert_eq!(roles, [(leader, [Organizer].as_slice())], "{alliance}");
    }
}

#[test]
fn a_table_gives_each_column_of_bodies_its_role() {
    let text = "关于公布创新联合体组建名单的通知\n2024-06-18\n\n\
                现决定组建威海市碳材料创新联合体等2家创新联合体，名单如下。\n\
                序号｜名称｜牵头单位｜参与单位\n\
                1｜威海市碳材料创新联合体｜威海川威材料股份有限公司｜江海大学、山东海洋理工大学\n\
                2｜威海市打印机创新联合体｜威海赤山机电有限公司｜江海大学\n";
    let found = records(text, AllianceFounded);
    let record = (found.iter()).find(|it| it.alliances[0].name == "威海市碳材料创新联合体");
    let roles = record.map(parties).unwrap_or_default();
    let of = |name: &str| {
        roles
            .iter()
            .find(|(it, _)| *it == name)
            .map(|(_, roles)| *roles)
    };
    assert_eq!(of("威海川威材料股份有限公司"), Some([Organizer].as_slice()));
    assert_eq!(of("江海大学"), Some([Member].as_slice()));
    assert_eq!(of("山东海洋理工大学"), Some([Member].as_slice()));
}

#[test]
fn who_joins_at_the_founding_is_a_founding_member() {
    let text = "6月18日，江海护理专科联盟成立大会在绍兴举行。绍兴市第九医院、嵊州市康乐医院等12家医院加入联盟。";
    assert!(records(text, MemberJoined).is_empty());
    assert_parties(
        text,
        AllianceFounded,
        &[("绍兴市第九医院", Member), ("嵊州市康乐医院", Member)],
    );
}

#[test]
fn an_attribute_leads_to_what_the_parties_do() {
    assert_parties(
        "6月18日，在教育部、湖北省教育厅两家的指导下，在嘉禾大学、东湖乳业有限公司的牵头主办下，江海市乳业产业联盟成立。",
        AllianceFounded,
        &[
            ("教育部", Authority),
            ("湖北省教育厅", Authority),
            ("嘉禾大学", Organizer),
            ("东湖乳业有限公司", Organizer),
        ],
    );
}

#[test]
fn an_alliance_comprises_its_members() {
    assert_parties(
        "6月18日，江海市氢能产业联盟成立。江海市氢能产业联盟囊括了嘉禾大学、东湖电机有限公司等企业。",
        AllianceFounded,
        &[("嘉禾大学", Member), ("东湖电机有限公司", Member)],
    );
    assert_parties(
        "6月18日，江海市氢能产业联盟成立。联盟成员包括嘉禾大学等3家高校，以及东湖电机有限公司等4家理事单位。",
        AllianceFounded,
        &[("嘉禾大学", Member), ("东湖电机有限公司", Member)],
    );
    assert_parties(
        "6月18日，江海市医疗联合体成立。联合体以江海市人民医院为龙头，嘉禾县中医院、东湖县妇幼保健院为成员。",
        AllianceFounded,
        &[
            ("江海市人民医院", Organizer),
            ("嘉禾县中医院", Member),
            ("东湖县妇幼保健院", Member),
        ],
    );
}

#[test]
fn a_count_stands_for_the_bodies_named_before() {
    assert_parties(
        "6月18日，江海市建筑业协会会长陆明远、东湖市建筑业协会会长沈嘉禾、南岭市建筑业协会会长林清和齐聚。\
         三家协会共同发起成立江海装配式建筑产业联盟。",
        AllianceFounded,
        &[
            ("江海市建筑业协会", Organizer),
            ("东湖市建筑业协会", Organizer),
            ("南岭市建筑业协会", Organizer),
        ],
    );
}

#[test]
fn former_and_latter_part_two_alliances() {
    let text = "6月18日，江海低空装备产业联盟、东湖无人机应用创新联合体同时揭牌。\
                前者由江海飞机制造有限公司发起，嘉禾航空学院等31家单位参与；\
                后者由东湖无人机股份有限公司牵头，东湖工程大学参加。";
    let found = records(text, AllianceFounded);
    assert_eq!(found.len(), 2);
    assert_eq!(
        parties(&found[0]),
        [
            ("江海飞机制造有限公司", [Organizer].as_slice()),
            ("嘉禾航空学院", &[Member])
        ]
    );
    assert_eq!(
        parties(&found[1]),
        [
            ("东湖无人机股份有限公司", [Organizer].as_slice()),
            ("东湖工程大学", &[Member])
        ]
    );
}

#[test]
fn who_holds_the_founding_meeting_founds() {
    assert_parties(
        "6月18日，江海市城区工业园区召开江海船舶产业联盟成立大会。",
        AllianceFounded,
        &[("江海市城区工业园区", Organizer)],
    );
    assert_parties(
        "6月18日，由江海重工集团有限公司、嘉禾大学牵头组建的全国船舶行业产教融合共同体成立大会在南通举行。",
        AllianceFounded,
        &[("江海重工集团有限公司", Organizer), ("嘉禾大学", Organizer)],
    );
}

#[test]
fn that_company_is_the_one_named_last() {
    assert_parties(
        "东湖电机有限公司成立于2001年。6月18日，该公司联合嘉禾大学、东湖学院共同组建江海电机产业联盟。",
        AllianceFounded,
        &[
            ("东湖电机有限公司", Organizer),
            ("嘉禾大学", Organizer),
            ("东湖学院", Organizer),
        ],
    );
}

#[test]
fn clauses_that_only_list_bodies_belong_to_what_they_attend() {
    assert_parties(
        "6月18日，江海船舶产业联盟成立。南通市发改局、科技局，嘉禾大学、东湖学院参加会议。",
        AllianceFounded,
        &[
            ("南通市发改局", Attendee),
            ("南通市科技局", Attendee),
            ("嘉禾大学", Attendee),
            ("东湖学院", Attendee),
        ],
    );
}

#[test]
fn inner_offices_and_bare_councils_attend_nothing() {
    let text = "6月18日，江海船舶产业联盟成立。泰州市委组织部组织三科科长蔡明远参加活动。";
    let record = only(text, AllianceFounded);
    assert!(parties(&record).iter().all(|(name, _)| *name != "三科"));
}

#[test]
fn first_members_get_their_badges() {
    assert_parties(
        "6月18日，徐州工程机械产业联盟成立，嘉禾集团、东湖重型机械有限公司等首批26家成员单位授牌。",
        AllianceFounded,
        &[("嘉禾集团", Member), ("东湖重型机械有限公司", Member)],
    );
}
