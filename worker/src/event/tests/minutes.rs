//! Minutes, registers and lists: what lines and rows tell of alliances.

use super::{EventType, OrganizationRole, PersonRole, Record, kinds, only, read};

fn names(record: &Record, role: OrganizationRole) -> Vec<&str> {
    (record.organizations.iter())
        .filter(|organization| organization.roles.contains(&role))
        .map(|organization| organization.name.as_str())
        .collect()
}

fn elected(record: &Record) -> Vec<String> {
    (record.persons.iter())
        .filter(|person| person.roles.contains(&PersonRole::Elected))
        .map(|person| format!("{} {}", person.name, person.title.as_deref().unwrap_or("")))
        .collect()
}

/// The alliances and documents that the records of a type are of.
fn subjects(text: &str, kind: EventType) -> Vec<String> {
    (read(text).records.iter())
        .filter(|record| record.kind == kind)
        .map(|record| match &record.subject {
            Some(subject) => subject.value.clone(),
            None => record.alliances[0].name.clone(),
        })
        .collect()
}

#[test]
fn minutes_tell_the_meeting_of_their_title_and_who_was_there() {
    let record = only(
        "云江水泵产业联盟二届三次理事会会议纪要\n\n\
         时间：2024年6月14日14:00\n地点：云江市科技大厦\n\n\
         主持人：谭建国（云江电机有限公司董事长）\n\n\
         出席：云江电机有限公司、嘉禾大学、东湖阀门有限公司等9家理事单位\n\n\
         列席：云江市科学技术局高新科科长苏远明\n\n记录：白小溪\n\n\
         一、听取联盟2023年工作报告，无异议。\n二、同意秘书处提出的会费方案。",
        EventType::MeetingHeld,
    );
    assert_eq!(
        record.subject.as_ref().unwrap().value,
        "云江水泵产业联盟二届三次理事会"
    );
    assert_eq!(
        record.date.as_ref().unwrap().value.to_string(),
        "2024-06-14"
    );
    let roles: Vec<_> = (record.persons.iter())
        .map(|person| (person.name.as_str(), person.roles.clone()))
        .collect();
    assert_eq!(
        roles,
        [
            ("谭建国", vec![PersonRole::Host]),
            ("苏远明", vec![PersonRole::Attendee])
        ]
    );
    let came = names(&record, OrganizationRole::Attendee);
    for body in [
        "云江电机有限公司",
        "嘉禾大学",
        "东湖阀门有限公司",
        "云江市科学技术局",
    ] {
        assert!(came.contains(&body), "{body} {came:?}");
    }
    assert!(
        !kinds("云江水泵协会理事会会议纪要\n6月14日。\n一、听取报告。\n二、商定会费。")
            .contains(&EventType::MeetingHeld)
    );
}

#[test]
fn decisions_of_minutes_are_events_of_their_own() {
    let text = "云江水泵产业联盟第三次理事会会议纪要\n\
         2024年6月14日下午，云江水泵产业联盟第三次理事会在苏州市召开，纪要如下：\n\
         （一）会议审议通过《云江水泵产业联盟会费管理办法》。\n\
         （二）会议同意吸收云江电机有限公司、嘉禾大学为联盟会员。\n\
         （三）会议增选东湖泵业有限公司为副理事长单位，聘任李国栋为副秘书长。";
    assert_eq!(
        kinds(text),
        [
            EventType::MemberJoined,
            EventType::LeadershipElected,
            EventType::CharterAdopted,
            EventType::MeetingHeld,
        ]
    );
}

#[test]
fn rows_that_a_decision_opens_are_wound_up() {
    for text in [
        "云江市民政局关于撤销云江市水泵产业联盟等社会团体登记的公告\n\
         依据有关规定，我局于2024年6月4日作出撤销登记的行政处罚决定。名单如下：\n\
         序号 名称 代码\n1 云江市水泵产业联盟 5134 钮守义\n2 云江市棋牌协会 5135 汤素云\n\
         3 云江市阀门产业联盟 5136 常远\n云江市民政局\n2024年6月7日",
        "云江市民政局公告\n经审核，准予下列社会组织注销登记，现予公告。\n\
         1.云江市水泵产业联盟\n2.云江市棋牌协会\n3.云江市阀门产业联盟\n云江市民政局\n2024年6月7日",
        "列入第三批撤销名单的有：云江市水泵产业联盟、云江市阀门产业联盟、云江市棋牌协会等12家社会组织。",
    ] {
        assert_eq!(
            subjects(text, EventType::AllianceDissolved),
            ["云江市水泵产业联盟", "云江市阀门产业联盟"],
            "{text}"
        );
    }
    assert!(
        kinds("现将拟注销登记的云江市水泵产业联盟予以公示，公示期为6月2日至6月10日。").is_empty()
    );
}

#[test]
fn offices_in_one_line_and_above_lines_take_their_holders() {
    let lead = "6月18日，云江水泵产业联盟成立大会在苏州召开，选举产生第一届理事会，名单如下：\n";
    for rows in [
        "理事长：宓剑平 副理事长：祝世荣、郦昌友\n秘书长：汪小苑",
        "理事长：宓剑平；副理事长：祝世荣、郦昌友；秘书长：汪小苑",
        "理事长\n宓剑平\n副理事长：祝世荣 郦昌友\n秘书长\n汪小苑",
    ] {
        let record = only(&format!("{lead}{rows}"), EventType::LeadershipElected);
        assert_eq!(
            elected(&record),
            [
                "宓剑平 理事长",
                "祝世荣 副理事长",
                "郦昌友 副理事长",
                "汪小苑 秘书长"
            ],
            "{rows}"
        );
    }
    let units = "一、理事长单位（1家）\n云江电机有限公司\n二、副理事长单位（2家）：\n\
                 1.嘉禾大学\n2.东湖阀门有限公司";
    let record = only(&format!("{lead}{units}"), EventType::LeadershipElected);
    assert_eq!(
        names(&record, OrganizationRole::ChairUnit),
        ["云江电机有限公司"]
    );
    assert_eq!(
        names(&record, OrganizationRole::ViceChairUnit),
        ["嘉禾大学", "东湖阀门有限公司"]
    );
}

#[test]
fn who_is_elected_may_stand_in_the_clause_before() {
    for text in [
        "6月18日，东湖泵业有限公司成为云江水泵产业联盟成员单位，并当选副理事长单位。",
        "云江水泵产业联盟大会6月18日在苏州举行，东湖泵业有限公司成为联盟第二届副会长单位之一。",
        "6月18日，云江水泵产业联盟换届。东湖泵业有限公司到会，并当选副理事长单位。",
    ] {
        let record = only(text, EventType::LeadershipElected);
        assert_eq!(
            names(&record, OrganizationRole::ViceChairUnit),
            ["东湖泵业有限公司"],
            "{text}"
        );
    }
}

#[test]
fn new_members_are_listed_over_commas_colons_and_lines() {
    let members = ["云江电机有限公司", "嘉禾大学", "东湖阀门有限公司"];
    for text in [
        "云江水泵产业联盟理事会6月18日同意增补云江电机有限公司、嘉禾大学，以及东湖阀门有限公司为联盟成员单位。",
        "6月18日，云江水泵产业联盟迎来三位新成员：云江电机有限公司、嘉禾大学、东湖阀门有限公司。",
        "6月18日，云江水泵产业联盟理事会批准以下单位加入联盟：\n1.云江电机有限公司\n2.嘉禾大学\n3.东湖阀门有限公司",
        "6月18日，云江水泵产业联盟通过新会员名单，云江电机有限公司、嘉禾大学、东湖阀门有限公司正式成为会员单位。",
        "云江水泵产业联盟6月18日召开会议。云江电机有限公司、嘉禾大学、东湖阀门有限公司等5家取得成员资格。",
        "6月18日，云江水泵产业联盟举行活动，云江电机有限公司、嘉禾大学、东湖阀门有限公司三家新成员加入，并领取牌匾。",
    ] {
        let record = only(text, EventType::MemberJoined);
        assert_eq!(names(&record, OrganizationRole::Member), members, "{text}");
        assert!(
            !kinds(text).contains(&EventType::LeadershipElected),
            "{text}"
        );
    }
    for text in [
        "云江电机有限公司、嘉禾大学拟于明年申请成为云江水泵产业联盟成员单位。",
        "云江水泵产业联盟的会员加入后可获补贴。",
    ] {
        assert!(!kinds(text).contains(&EventType::MemberJoined), "{text}");
    }
}

#[test]
fn standards_published_together_are_one_record_each() {
    let standards = ["水泵能效评价规范", "水泵噪声测量方法"];
    for text in [
        "6月18日，云江水泵产业联盟年会举行。会上集中发布两项团体标准：\n\
         ——T/YJSB 001—2024《水泵能效评价规范》，起草单位为云江电机有限公司等；\n\
         ——T/YJSB 002—2024《水泵噪声测量方法》。",
        "云江水泵产业联盟6月18日批准发布两项团体标准，自7月1日起实施。目录如下：\n\
         1. T/YJSB 001-2024 水泵能效评价规范\n2. T/YJSB 002-2024 水泵噪声测量方法",
        "6月18日，云江水泵产业联盟发布《水泵能效评价规范》《水泵噪声测量方法》两项团体标准。",
    ] {
        assert_eq!(
            subjects(text, EventType::DocumentIssued),
            standards,
            "{text}"
        );
    }
    let open =
        "云江水泵产业联盟的《水泵噪声测量方法》《水泵再制造指南》尚在征求意见，预计年内发布。";
    assert!(!kinds(open).contains(&EventType::DocumentIssued));
}

#[test]
fn a_plan_laid_before_the_public_is_published() {
    let text = "云江省工业和信息化厅拟成立云江水泵产业联盟，并于6月12日起就《云江水泵产业联盟组建方案（征求意见稿）》公开征求意见。";
    assert_eq!(
        subjects(text, EventType::DocumentIssued),
        ["云江水泵产业联盟组建方案(征求意见稿)"]
    );
    let ahead = "云江水泵产业联盟下月将就《云江水泵产业联盟组建方案》公开征求意见。";
    assert!(!kinds(ahead).contains(&EventType::DocumentIssued));
}

#[test]
fn a_meeting_is_named_by_all_that_it_celebrates() {
    for (text, name) in [
        (
            "6月18日，云江市产业链创新联合体建设启动暨工作推进会召开，云江水泵创新联合体揭牌。",
            "云江市产业链创新联合体建设启动暨工作推进会",
        ),
        (
            "6月18日，由云江水泵产业联盟主办的水泵团体标准发布暨宣贯会在苏州举行。",
            "水泵团体标准发布暨宣贯会",
        ),
        (
            "6月18日，云江再生金属产业技术创新战略联盟（简称“再生金属联盟”）一届三次理事会暨云江再生资源促进中心（简称“云创中心”）一届五次理事会在苏州召开。",
            "云江再生金属产业技术创新战略联盟一届三次理事会暨云江再生资源促进中心一届五次理事会",
        ),
    ] {
        let record = only(text, EventType::MeetingHeld);
        assert_eq!(record.subject.unwrap().value, name, "{text}");
    }
    for text in [
        "6月18日，云江水泵产业联盟成立大会在市行政中心一号会议室召开。",
        "6月18日，云江水泵产业联盟揭牌仪式在苏州举行。",
    ] {
        assert!(!kinds(text).contains(&EventType::MeetingHeld), "{text}");
    }
}

#[test]
fn an_inner_office_leaves_its_post_to_the_body() {
    for (post, body, title) in [
        (
            "云江市科学技术局高新科科长",
            "云江市科学技术局",
            "高新科科长",
        ),
        ("嘉禾大学科技处副处长", "嘉禾大学", "科技处副处长"),
        ("云江省教育厅职成教处处长", "云江省教育厅", "职成教处处长"),
        ("云林县政府农业处处长", "云林县政府农业处", "处长"),
        ("教育部职成司司长", "教育部职成司", "司长"),
    ] {
        let text = format!("6月18日，云江水泵产业联盟在苏州成立。{post}苏远明出席并讲话。");
        let record = only(&text, EventType::AllianceFounded);
        let person = &record.persons[0];
        assert_eq!(
            (person.organization.as_deref(), person.title.as_deref()),
            (Some(body), Some(title)),
            "{text}"
        );
        assert!(
            names(&record, OrganizationRole::Attendee).contains(&body),
            "{text}"
        );
    }
}

#[test]
fn a_name_with_contracted_words_is_the_same_alliance() {
    let text = "6月18日，川渝汽车职业教育联盟在重庆成立。嘉禾职业学校发起成立了川渝汽车职教联盟。";
    let record = only(text, EventType::AllianceFounded);
    assert_eq!(record.alliances[0].name, "川渝汽车职业教育联盟");
    assert_eq!(
        names(&record, OrganizationRole::Organizer),
        ["嘉禾职业学校"]
    );
    let sisters = "6月18日，川渝汽车职业教育联盟、川渝汽车制造联盟在重庆成立。";
    assert_eq!(subjects(sisters, EventType::AllianceFounded).len(), 2);
}

#[test]
fn further_kinds_close_a_list_of_founders() {
    let text = "由云江水泵协会牵头，云江电机有限公司、东湖阀门有限公司等企业、科研院所和服务机构联合发起的云江水泵产业联盟6月18日在苏州成立。";
    let record = only(text, EventType::AllianceFounded);
    let bodies: Vec<&str> = (record.organizations.iter())
        .map(|o| o.name.as_str())
        .collect();
    for body in ["云江水泵协会", "云江电机有限公司", "东湖阀门有限公司"] {
        assert!(bodies.contains(&body), "{bodies:?}");
    }
}

#[test]
fn a_second_word_of_signing_tells_the_same_agreement() {
    let text = "6月18日，青山一中、青山二中加入云江教育联盟。会上，青山县教育局与嘉禾大学签订合作协议，局长苏远明和该校校长白成志代表双方签字。";
    let record = only(text, EventType::AgreementSigned);
    assert_eq!(
        names(&record, OrganizationRole::Signatory),
        ["青山县教育局", "嘉禾大学"]
    );
}

#[test]
fn guests_of_one_item_of_a_round_up_are_not_of_another() {
    let text = "【一周联讯】联盟动态\n\
        ◆ 云江水泵产业联盟第二届会员大会6月8日在苏州市召开，通过新章程。\n\
        ◆ 中共云江光学镜头产业联盟支部委员会日前成立，云江市委两新工委副书记苏远明到会祝贺。\n\
        ◆ 6月9日，东湖阀门产业联盟在无锡成立。";
    let record = only(text, EventType::PartyOrgFounded);
    assert_eq!(record.persons[0].name, "苏远明");
}

#[test]
fn pairs_of_one_list_sign_an_agreement_each() {
    for text in [
        "6月18日，云江电机有限公司与嘉禾大学、东湖阀门有限公司与江海大学分别签署合作协议。",
        "6月18日，云江电机有限公司—嘉禾大学、东湖阀门有限公司—江海大学等4个项目现场签约。",
        "6月18日，云江电机有限公司和嘉禾大学签订合作协议，东湖阀门有限公司和江海大学签订培养协议。",
    ] {
        let records = read(text).records;
        let signed: Vec<Vec<&str>> = (records.iter())
            .filter(|record| record.kind == EventType::AgreementSigned)
            .map(|record| names(record, OrganizationRole::Signatory))
            .collect();
        assert_eq!(
            signed,
            [
                ["云江电机有限公司", "嘉禾大学"],
                ["东湖阀门有限公司", "江海大学"]
            ],
            "{text}"
        );
    }
    let one = "6月18日，云江电机有限公司分别与嘉禾大学、东湖阀门有限公司、江海大学签署合作协议。";
    let record = only(one, EventType::AgreementSigned);
    assert_eq!(names(&record, OrganizationRole::Signatory).len(), 4);
}

#[test]
fn offices_that_only_bodies_hold_prove_short_names() {
    for text in [
        "6月18日，云江水泵产业联盟在苏州成立。禾控机械任理事长单位，东联重科、南一重工任副理事长单位。",
        "6月18日，云江水泵产业联盟在苏州成立，理事长单位为禾控机械，副理事长单位为东联重科、南一重工。",
    ] {
        let record = only(text, EventType::LeadershipElected);
        assert_eq!(
            names(&record, OrganizationRole::ChairUnit),
            ["禾控机械"],
            "{text}"
        );
        assert_eq!(
            names(&record, OrganizationRole::ViceChairUnit),
            ["东联重科", "南一重工"],
            "{text}"
        );
    }
    let old = "云江水泵产业联盟理事长单位为禾控机械股份有限公司。6月18日，联盟年会在苏州举行。";
    assert!(!kinds(old).contains(&EventType::LeadershipElected));
}

#[test]
fn members_of_a_founding_are_listed_behind_colons_and_in_lines() {
    let lead = "6月18日，云江水泵产业联盟在苏州成立";
    for (rest, members) in [
        (
            "。首批成员单位名单：\n云江电机有限公司\n嘉禾大学\n东湖阀门有限公司",
            vec!["云江电机有限公司", "嘉禾大学", "东湖阀门有限公司"],
        ),
        (
            "，成员单位有：云江电机有限公司、东湖阀门有限公司；嘉禾大学；云江省水泵协会。",
            vec![
                "云江电机有限公司",
                "东湖阀门有限公司",
                "嘉禾大学",
                "云江省水泵协会",
            ],
        ),
        (
            "。首批加入联盟的有云工、东工、南工等22家主机厂。",
            vec!["云工", "东工", "南工"],
        ),
    ] {
        let record = only(&format!("{lead}{rest}"), EventType::AllianceFounded);
        assert_eq!(names(&record, OrganizationRole::Member), members, "{rest}");
    }
}

#[test]
fn who_came_goes_on_over_commas_and_schools_share_their_town() {
    let lead = "6月18日，云江水泵教育联盟成立大会在苏州召开。";
    for (rest, came) in [
        (
            "市教体局、嘉禾学院主要负责人，东湖管委会、云江集团及有关部门负责人参加。",
            vec!["市教体局", "嘉禾学院", "东湖管委会", "云江集团"],
        ),
        (
            "青山一中、二中、三中校长参加。",
            vec!["青山一中", "青山二中", "青山三中"],
        ),
        (
            "苏州市科委、苏州工业园区科创委、市供销社负责人出席。",
            vec!["苏州市科委", "苏州工业园区科创委", "市供销社"],
        ),
    ] {
        let record = only(&format!("{lead}{rest}"), EventType::AllianceFounded);
        let mut found = names(&record, OrganizationRole::Attendee);
        let mut came = came;
        found.sort_unstable();
        came.sort_unstable();
        assert_eq!(found, came, "{rest}");
    }
}

#[test]
fn a_decision_on_a_salutation_or_a_class_names_who_is_ended() {
    for text in [
        "云江市民政局关于准予云江市水泵产业联盟注销登记的批复\n\n云江市水泵产业联盟：\n\n\
         你单位报来的申请收悉。经审查，符合条件，准予注销登记。\n\n云江市民政局\n2024年5月6日",
        "云江市科技局关于撤销部分联盟的通知\n\n\
         经研究，决定撤销以下考核不合格的产业联盟：云江市水泵产业联盟。\n\n云江市科技局\n2024年5月6日",
    ] {
        assert_eq!(
            subjects(text, EventType::AllianceDissolved),
            ["云江市水泵产业联盟"],
            "{text}"
        );
    }
}

#[test]
fn a_further_party_is_joined_without_its_subject() {
    let text = "6月18日，云江水泵产业联盟与苏州银行签署战略合作协议，与江海大学签约。";
    let record = only(text, EventType::AgreementSigned);
    assert_eq!(
        names(&record, OrganizationRole::Signatory),
        ["云江水泵产业联盟", "苏州银行", "江海大学"]
    );
}
