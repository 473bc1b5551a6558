use super::*;
use crate::mention::{alliance::find_alliances, organization::find_organizations};

fn persons(text: &str) -> Vec<String> {
    let tokens = Tokens::cut(text);
    let alliances = find_alliances(&tokens, None).list;
    let mut organizations = find_organizations(&tokens);
    find_persons(&tokens, &alliances, &mut organizations, None)
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
fn a_verb_of_speech_ends_a_name_whatever_word_it_ends() {
    assert_eq!(
        persons("农业局局长尹修文说，今年推广节水灌溉。农业局总工程师潘建图说：“先试一块田。”"),
        ["尹修文|农业局|局长", "潘建图|农业局|总工程师"]
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
        persons("理事长买买提·艾里江出席，科英布拉大学校长José Carvalho致辞"),
        ["买买提·艾里江||理事长", "José Carvalho|科英布拉大学|校长"]
    );
}

#[test]
fn reporters_are_no_persons_of_an_event() {
    assert!(persons("（记者 竺晓兰 通讯员 贺一凡）").is_empty());
    assert!(persons("推选理事长单位，召开校长会议").is_empty());
}

#[test]
fn names_without_a_surname_are_read_behind_a_post() {
    assert_eq!(
        persons("科技局局长额尔敦布和介绍，北坡县农牧局副局长才让卓玛在场"),
        ["额尔敦布和|科技局|局长", "才让卓玛|北坡县农牧局|副局长"]
    );
    assert_eq!(
        persons("理事长木拉提·阿不都致辞，县长帕提曼·阿不都热合曼主持"),
        ["木拉提·阿不都||理事长", "帕提曼·阿不都热合曼||县长"]
    );
}

#[test]
fn names_of_two_characters_may_be_set_wide() {
    assert_eq!(
        persons("省商务厅处长王 强，市工信局局长赵 敏出席"),
        ["王强|省商务厅|处长", "赵敏|市工信局|局长"]
    );
}

#[test]
fn long_and_double_surnames_are_one() {
    assert_eq!(
        persons("海川公司董事长侯莫陈骁、民政署署长林陈淑仪，商会会长相里明，"),
        [
            "侯莫陈骁|海川公司|董事长",
            "林陈淑仪|民政署|署长",
            "相里明|商会|会长"
        ]
    );
}

#[test]
fn a_given_name_may_end_with_a_particle() {
    assert_eq!(
        persons("远山集团总裁李牧之代表双方签字，秘书长王行之作报告"),
        ["李牧之|远山集团|总裁", "王行之||秘书长"]
    );
}

#[test]
fn words_that_begin_like_surnames_are_no_names() {
    for text in [
        "43所高校代表参加",
        "科研院所的专家和业务骨干到会",
        "各县党员干部和企业代表江苏、海南两省",
        "成员单位代表高校发言",
    ] {
        assert_eq!(persons(text), [""; 0], "{text}");
    }
}

#[test]
fn names_in_a_list_take_an_office_together() {
    let names = |text: &str| -> Vec<String> {
        let read = persons(text).into_iter();
        read.filter_map(|person| Some(person.split_once('|')?.0.to_owned()))
            .collect()
    };
    assert_eq!(
        names("会议选举韩秋、曾越等16人为副理事长。"),
        ["韩秋", "曾越"]
    );
    assert_eq!(
        names("会议推举宋晓为主任，金远帆、严冬、欧阳青林等为副主任。"),
        ["宋晓", "金远帆", "严冬", "欧阳青林"]
    );
    assert_eq!(
        names("王启明被推选为理事长，李牧获选为副理事长，陈望高票当选秘书长，许岚荣任会长。"),
        ["王启明", "李牧", "陈望", "许岚"]
    );
    assert_eq!(names("理事长由王启明变更为李牧。"), ["李牧"]);
}

#[test]
fn rows_of_office_holders_are_read_with_their_employers() {
    assert_eq!(
        persons(
            "理事长：王启明(江海能源集团有限公司董事长)\n\
             副理事长：李牧(远山集团总裁)、陈望(嘉禾大学教授)\n\
             佘兰(镇南市农机推广中心主任)\n\
             秘书长 周正 海川公司副总经理"
        ),
        [
            "王启明|江海能源集团有限公司|董事长",
            "李牧|远山集团|总裁",
            "陈望|嘉禾大学|教授",
            "佘兰|镇南市农机推广中心|主任",
            "周正|海川公司|副总经理"
        ]
    );
    assert_eq!(
        persons("副会长为梁越山(珠山智信有限公司董事)，监事长为黎青岚。"),
        ["梁越山|珠山智信有限公司|董事", "黎青岚||监事长"]
    );
}

#[test]
fn the_employers_post_describes_who_leads_the_alliance() {
    assert_eq!(
        persons("联盟理事长、远山集团党委书记、董事长徐正到会"),
        ["徐正|远山集团|党委书记、董事长"]
    );
    assert_eq!(
        persons("江海市氢能产业联盟理事长徐正到会"),
        ["徐正|江海市氢能产业联盟|理事长"]
    );
}

#[test]
fn a_post_begins_behind_the_person_before() {
    assert_eq!(
        persons("中部科技大学校长谢文山教授、工研院副院长胡青林博士出席"),
        ["谢文山|中部科技大学|校长", "胡青林|工研院|副院长"]
    );
    assert_eq!(
        persons("河川文博院党委副书记沈福田，代表河川文博院院长田开讲话"),
        ["沈福田|河川文博院|党委副书记", "田开|河川文博院|院长"]
    );
}

#[test]
fn a_body_may_be_named_by_its_kind() {
    assert_eq!(
        persons("会议在江东职业学院举行，我校党委书记王启明致辞"),
        ["王启明|江东职业学院|党委书记"]
    );
}

#[test]
fn names_before_their_titles_may_follow_each_other() {
    assert_eq!(
        persons("市科技局刘宏副局长、氢能协会邵立言会长、东湖商会陆青秘书长致辞"),
        [
            "刘宏|市科技局|副局长",
            "邵立言|氢能协会|会长",
            "陆青|东湖商会|秘书长"
        ]
    );
}

#[test]
fn comrades_take_offices_too() {
    assert_eq!(
        persons("会上，王启明同志当选理事长，选举产生以李牧为会长的理事会，以王道为核心的文化。"),
        ["王启明||", "李牧||"]
    );
}

#[test]
fn a_committee_is_not_short_for_another_body() {
    assert_eq!(
        persons("市委副书记韩冬讲话，市发改委主任林岚主持"),
        ["韩冬|市委|副书记", "林岚|市发改委|主任"]
    );
}

#[test]
fn a_surname_that_no_table_holds_is_read_where_a_name_must_stand() {
    assert_eq!(
        persons("江海市工信局总经济师蓥正林，海川县政协副主席璟开元出席，远山学院院长鋆卫致辞。"),
        [
            "蓥正林|江海市工信局|总经济师",
            "璟开元|海川县政协|副主席",
            "鋆卫|远山学院|院长"
        ]
    );
    for text in [
        "江海市商协会负责人受邀出席",
        "七县文旅部门负责人依次登台推介",
        "乡镇卫生院院长逐一签署",
        "海川大学的热心会务人士获奖",
    ] {
        assert!(persons(text).is_empty(), "{text}");
    }
}

#[test]
fn the_short_name_of_a_body_is_no_person() {
    assert!(persons("国立江华大学(江华大)设立中心，第二届由江华大接棒。").is_empty());
}

#[test]
fn behind_a_name_daibiao_is_the_verb() {
    assert_eq!(
        persons("海川大学校长席文远到会。席文远代表东道主致欢迎辞"),
        ["席文远|海川大学|校长", "席文远|海川大学|校长"]
    );
}

#[test]
fn the_first_organization_of_several_posts_leads() {
    assert_eq!(
        persons("江南茶叶联盟理事长、远山集团董事长林建浦，远山集团董事长、联盟理事长林建浦出席"),
        [
            "林建浦|江南茶叶联盟|理事长、远山集团董事长",
            "林建浦|远山集团|董事长、联盟理事长"
        ]
    );
}

#[test]
fn the_body_may_stand_before_a_particle_or_a_bracket() {
    assert_eq!(
        persons("海川职业大学的党委书记杨望致辞"),
        ["杨望|海川职业大学|党委书记"]
    );
    assert_eq!(
        persons("海川科技股份有限公司(以下简称“海川科技”)战略总工程师陈望表示"),
        ["陈望|海川科技股份有限公司|战略总工程师"]
    );
}

#[test]
fn a_companys_officer_is_of_the_only_company_of_the_sentence() {
    assert_eq!(
        persons("海川新材料有限公司受邀参会，董事长陈望、总经理李牧一行出席。"),
        [
            "陈望|海川新材料有限公司|董事长",
            "李牧|海川新材料有限公司|总经理"
        ]
    );
    assert_eq!(
        persons("海川新材料有限公司与远山电机有限公司签约，董事长陈望出席。"),
        ["陈望||董事长"]
    );
}

#[test]
fn sections_and_duties_belong_to_the_post() {
    assert_eq!(
        persons("江海市委组织部组织二科科长陈望，海川园区公司业务拓展总监李牧参加"),
        [
            "陈望|江海市委组织部|组织二科科长",
            "李牧|海川园区公司|业务拓展总监"
        ]
    );
    assert_eq!(
        persons("海川大学教授、联盟第一届理事会秘书长汪望主持"),
        ["汪望|海川大学|教授、联盟第一届理事会秘书长"]
    );
}

#[test]
fn a_title_is_not_halved_into_a_name() {
    assert_eq!(
        persons("江海市人大常委原副主任、海川商会会长郑望出席"),
        ["郑望|江海市人大|常委原副主任、海川商会会长"]
    );
}

#[test]
fn an_office_taken_is_no_post_of_the_next_person() {
    assert_eq!(
        persons("远山集团总裁李牧担任技术部部长、海川公司总经理陈望担任秘书长"),
        ["李牧|远山集团|总裁", "陈望|海川公司|总经理"]
    );
    assert_eq!(
        persons("表决通过江海市政府副市长朱焘为第一届理事会理事长"),
        ["朱焘|江海市政府|副市长"]
    );
}

#[test]
fn the_body_may_stand_in_a_bracket_behind_name_and_title() {
    assert_eq!(
        persons("出席大会的校长有：蔡太平校长(江海职业学院)、党委书记胡林教授(南岭大学)。"),
        ["蔡太平|江海职业学院|校长", "胡林|南岭大学|党委书记"]
    );
    assert_eq!(persons("校长蔡太平(右二)出席"), ["蔡太平||校长"]);
}

#[test]
fn a_name_ends_before_an_adverb_of_one_character() {
    assert_eq!(
        persons("江海研究院院长刘荃就筹建进程作报告，南岭大学副校长金隽还介绍了专业。"),
        ["刘荃|江海研究院|院长", "金隽|南岭大学|副校长"]
    );
}

#[test]
fn a_surname_that_no_table_holds_is_told_by_the_post_and_the_mark() {
    assert_eq!(
        persons("江海大学教授罕玉山、南岭大学校长步惠民致辞"),
        ["罕玉山|江海大学|教授", "步惠民|南岭大学|校长"]
    );
    assert!(persons("会上，江海市科技局处长作交流发言").is_empty());
}

#[test]
fn how_somebody_acts_is_no_part_of_the_name() {
    for manner in [
        "一道为联盟揭牌",
        "则希望多走动",
        "所作的工作报告",
        "向大会报告",
    ] {
        assert_eq!(
            persons(&format!("江海学院院长竺青{manner}")),
            ["竺青|江海学院|院长"],
            "{manner}"
        );
    }
    // 则 ends a given name as well.
    assert_eq!(persons("江海学院院长李仲则讲话"), ["李仲则|江海学院|院长"]);
}

#[test]
fn several_share_a_post_before_what_they_do_together() {
    assert_eq!(
        persons("两家协会的会长厉志强、谷鸣、冼照山共同启动大会"),
        ["厉志强|协会|会长", "谷鸣|协会|会长", "冼照山|协会|会长"]
    );
}

#[test]
fn a_name_before_its_title_is_not_taken_for_a_body() {
    assert_eq!(
        persons("市政府徐渤副秘书长揭下了红绸"),
        ["徐渤|市政府|副秘书长"]
    );
}

#[test]
fn the_title_may_stand_in_a_bracket_behind_a_body_and_a_name() {
    assert_eq!(
        persons("江海市旅游局局长游建清以及宁州市旅发委的林诗琪(副主任)推杆"),
        ["游建清|江海市旅游局|局长", "林诗琪|宁州市旅发委|副主任"]
    );
}

#[test]
fn foreign_names_may_hold_an_apostrophe_or_follow_a_post_of_one_word() {
    assert_eq!(
        persons("江海科技公司永续长Anna Weber、南岭商会理事长久保田修(左)出席"),
        ["Anna Weber|江海科技公司|永续长", "久保田修|南岭商会|理事长"]
    );
    assert_eq!(
        persons("江海生技公司执行长Kevin O'Brien出席"),
        ["Kevin O'Brien|江海生技公司|执行长"]
    );
}

#[test]
fn rows_of_offices_hold_forms_of_address() {
    assert_eq!(
        persons("副主席:劳美珊女士、车树坚先生\n司库:方丽仪女士"),
        ["劳美珊||副主席", "车树坚||副主席", "方丽仪||司库"]
    );
}

#[test]
fn a_clause_before_a_post_is_no_body() {
    assert_eq!(persons("整件事由副县长林介兴主持"), ["林介兴||副县长"]);
    assert!(persons("各校可派教授驻点。").is_empty());
}

#[test]
fn the_place_of_a_school_belongs_to_its_name() {
    assert_eq!(
        persons("中国油气大学(北京)副校长申屠宏致辞"),
        ["申屠宏|中国油气大学(北京)|副校长"]
    );
}
