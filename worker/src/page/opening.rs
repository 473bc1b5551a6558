//! What a line begins by its first words or its place: an item of a list, a
//! labelled line of minutes, a paragraph that is set in.

use super::Block;
use crate::numbering::is_numbering;

/// Whether a line stands further right than the text around.
pub(super) fn is_set_in(block: &Block) -> bool {
    block.set_in || block.text.as_str().starts_with(['\u{3000}', '\u{A0}'])
}

/// Whether a line begins an item of a list, or a paragraph by its indent, where
/// `indents` tell.
pub(super) fn opens_item(block: &Block, indents: bool) -> bool {
    if indents && is_set_in(block) {
        return true;
    }
    let text = block.text.as_str().trim_start();
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.next());
    if opens_with_label(text) {
        return true;
    }
    text.starts_with(['(', '（', '•', '·', '●', '■', '◆'])
        && second.is_some_and(|second| is_numbering(second) || !text.starts_with(['(', '（']))
        || first.is_some_and(is_numbering) && second.is_some_and(|c| "、.．)）".contains(c))
}

/// Labels above the items of minutes and programmes.
const LABELS: [&str; 16] = [
    "时间",
    "地点",
    "主持",
    "主持人",
    "出席",
    "列席",
    "参会",
    "参加",
    "缺席",
    "请假",
    "记录",
    "议题",
    "主题",
    "抄送",
    "分送",
    "整理",
];
/// The longest label with what is put behind it, in characters: 参加人员.
const LABEL_CHARS_MAX: usize = 8;

/// 出席：…, 列 席 人 员：…: a line of its own, however long the one before is.
fn opens_with_label(text: &str) -> bool {
    let Some((label, _)) = text.split_once(['：', ':']) else {
        return false;
    };
    let label: String = label.chars().filter(|c| !c.is_whitespace()).collect();
    let rest = LABELS.iter().find_map(|known| label.strip_prefix(known));
    label.chars().count() <= LABEL_CHARS_MAX
        && rest.is_some_and(|rest| ["", "人", "人员", "单位", "者", "人数"].contains(&rest))
}
