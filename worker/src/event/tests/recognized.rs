//! Facts about lists of consortia that an authority recognizes, or is about to.

use super::alliances::assert_told;

#[test]
fn consortia_to_be_recognized_are_planned_and_recognized_ones_founded() {
    let rows = "\n序号 创新联合体名称 牵头单位\n1 赣江雷达创新联合体 江西九野空管科技有限公司\n2 赣江轴承创新联合体 江西长岭光显股份有限公司\n\n\
                南昌市科学技术局\n2024年6月4日";
    let told = |text: &str, expected: &[&str]| {
        let text = format!("南昌科技\n2024年6月5日\n\n{text}{rows}");
        assert_told(&[(text.as_str(), expected)]);
    };
    for text in [
        "根据有关规定，拟对以下2家市级创新联合体予以备案，现予公示。",
        "经专家评审，拟认定赣江雷达创新联合体等2家创新联合体，现将名单予以公示。",
    ] {
        told(text, &["P 赣江轴承创新联合体", "P 赣江雷达创新联合体"]);
    }
    told(
        "经研究，现对以下2家市级创新联合体予以备案。",
        &["F 赣江轴承创新联合体", "F 赣江雷达创新联合体"],
    );
    // Alliances of long standing are put on such lists as well.
    let rows = "\n1 赣江雷达产业联盟\n2 赣江轴承产业联盟";
    let text = format!("南昌科技\n2024年6月5日\n\n拟对以下2家产业联盟予以备案，现予公示。{rows}");
    assert_told(&[(text.as_str(), &[])]);
}
