//! What a registered name is called by: its brand with its trade, without the
//! region and the legal form.

use crate::mention::{
    lexicon::Classes,
    name::EntityList,
    token::{Shape, Tokens},
};

/// The legal forms.
const FORMS: [&str; 6] = [
    "股份有限公司",
    "有限责任公司",
    "集团有限公司",
    "有限公司",
    "股份公司",
    "公司",
];
/// The shortest such name, in characters.
const CORE_CHARS_MIN: usize = 4;

/// 杭州市黑鲸椅业有限公司 is 黑鲸椅业 as well, where no other body's name holds it.
pub(super) fn add_cores(text: &str, found: &mut EntityList) {
    let cores: Vec<(usize, String)> = (found.entities.iter().enumerate())
        .filter_map(|(at, entity)| Some((at, core_of(&entity.name)?)))
        .collect();
    for (at, core) in &cores {
        let shared = (cores.iter()).any(|(other, name)| other != at && name == core);
        let used = (text.match_indices(core.as_str())).any(|(start, _)| {
            !FORMS
                .iter()
                .any(|form| follows(text, start + core.len(), form))
        });
        if !shared && used && found.find(core).is_none() {
            found.add_alias(*at, core.clone());
        }
    }
}

fn follows(text: &str, at: usize, word: &str) -> bool {
    text.get(at..).is_some_and(|rest| rest.starts_with(word))
}

/// The name between the region and the legal form; `None` where it is short, or
/// begins with a word that tables know.
fn core_of(name: &str) -> Option<String> {
    let body = FORMS.iter().find_map(|form| name.strip_suffix(form))?;
    let tokens = Tokens::cut(body);
    let first = (tokens.list.iter()).find(|token| !token.is(Classes::REGION))?;
    let core = body.get(first.start..)?;
    let branded = matches!(first.shape, Shape::Han | Shape::Latin);
    (branded && first.start > 0 && core.chars().count() >= CORE_CHARS_MIN).then(|| core.to_owned())
}
