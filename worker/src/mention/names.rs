//! All names of a text, in the order in which one recognizer needs another.

use super::{
    Mentions,
    alliance::find_alliances,
    document::find_documents,
    meeting::{self, find_meetings},
    name::EntityList,
    organization::{self, find_organizations},
    person::find_persons,
    token::Tokens,
};
use crate::alliance_head::ALLIANCE_HEADS;

/// Finds the names, and writes them to `mentions`. `publishers` say whose page
/// it is, the surest first.
pub(crate) fn find_names(
    text: &str,
    title: Option<&str>,
    publishers: &[Option<&str>],
    mentions: &mut Mentions,
) {
    let tokens = Tokens::cut(text);
    let alliances = find_alliances(&tokens, title);
    let mut organizations = find_organizations(&tokens);
    organization::mention_own(&tokens, publishers, &mut organizations);
    organization::mention_headed(&tokens, &mut organizations);
    let announcer = organization::mention_announcer(&tokens, &mut organizations);
    let heads: Vec<Option<&str>> = publishers.iter().copied().chain([title]).collect();
    organization::mention_societies(&tokens, &heads, &mut organizations);
    let persons = find_persons(&tokens, &alliances.list, &mut organizations, announcer);
    name_inner_bodies(&alliances.list, &mut organizations);
    organization::mention_names(&tokens, &mut organizations);
    organization::mention_last_named(text, &mut organizations);
    mentions.alliances = alliances.list.entities;
    mentions.alliance_mentions = alliances.list.mentions;
    mentions.non_alliances = alliances.non_alliances;
    mentions.organizations = organizations.entities;
    mentions.organization_mentions = organizations.mentions;
    mentions.persons = persons;
    mentions.documents = find_documents(&tokens);
    mentions.meetings = find_meetings(&tokens);
    mentions.headline_meeting = title.and_then(meeting::held_in_headline);
}

/// Gives bodies of an alliance that the text names in short its full name:
/// 联盟秘书处 of 甲产业联盟 is 甲产业联盟秘书处.
fn name_inner_bodies(alliances: &EntityList, organizations: &mut EntityList) {
    let full_of = |start: usize| {
        let at = (alliances.mentions).partition_point(|mention| mention.span.start < start);
        let mention = (alliances.mentions.get(at)).filter(|found| found.span.start == start)?;
        Some(alliances.entities.get(mention.value)?.name.clone())
    };
    let renamed: Vec<(usize, String)> = (organizations.mentions.iter())
        .filter_map(|mention| {
            let name = &organizations.entities.get(mention.value)?.name;
            let inner = (ALLIANCE_HEADS.iter()).find_map(|word| name.strip_prefix(word))?;
            let full = full_of(mention.span.start).filter(|_| !inner.is_empty())?;
            Some((mention.value, format!("{full}{inner}")))
        })
        .collect();
    for (index, name) in renamed {
        match organizations.find(&name) {
            Some(known) => organizations.merge(index, known),
            None => organizations.rename(index, &name),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn assert_spans_fit(text: &str) {
        let mut mentions = Mentions::default();
        find_names(text, None, &[], &mut mentions);
        let spans = (mentions.alliance_mentions.iter().map(|m| &m.span))
            .chain(mentions.organization_mentions.iter().map(|m| &m.span))
            .chain(mentions.non_alliances.iter().map(|m| &m.span))
            .chain(mentions.persons.iter().map(|m| &m.span))
            .chain(mentions.documents.iter().map(|m| &m.span))
            .chain(mentions.meetings.iter().map(|m| &m.span));
        for span in spans {
            assert!(text.get(span.clone()).is_some_and(|name| !name.is_empty()));
        }
        for mention in &mentions.alliance_mentions {
            assert!(mentions.alliances.get(mention.value).is_some());
        }
        for mention in &mentions.organization_mentions {
            assert!(mentions.organizations.get(mention.value).is_some());
        }
    }

    #[test]
    fn repeated_words_are_read_in_linear_time() {
        for part in [
            "联盟",
            "《",
            "“",
            "(",
            "局",
            "甲、",
            "市委书记",
            "副",
            "王",
            "、张三丰",
        ] {
            assert_spans_fit(&part.repeat(20_000));
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_spans_on_boundaries(text in any::<String>()) {
            assert_spans_fit(&text);
        }

        #[test]
        fn words_in_any_order_give_spans_on_boundaries(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    "联盟", "省经信厅", "副局长", "张三丰", "、", "和", "(以下简称“", "”)", "成立",
                    "江南", "大学", "《", "章程》", "第二届", "理事会", "等", "7家单位", "签署", " ",
                    "欧阳", "·", "Kevin", "，", "县长", "中心", "\n",
                ]),
                0..40,
            )
        ) {
            assert_spans_fit(&parts.concat());
        }
    }
}
