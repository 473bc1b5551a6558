use super::*;

fn names(text: &str) -> Vec<String> {
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
