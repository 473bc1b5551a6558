//! All names of a text, in the order in which one recognizer needs another.

use super::{
    Mentions,
    alliance::find_alliances,
    document::find_documents,
    meeting::find_meetings,
    organization::{self, find_organizations},
    person::find_persons,
    token::Tokens,
};

/// Finds the names, and writes them to `mentions`.
pub(crate) fn find_names(text: &str, mentions: &mut Mentions) {
    let tokens = Tokens::cut(text);
    let alliances = find_alliances(&tokens);
    let mut organizations = find_organizations(&tokens);
    let persons = find_persons(&tokens, &alliances.list, &mut organizations);
    organization::mention_names(&tokens, &mut organizations);
    mentions.alliances = alliances.list.entities;
    mentions.alliance_mentions = alliances.list.mentions;
    mentions.non_alliances = alliances.non_alliances;
    mentions.organizations = organizations.entities;
    mentions.organization_mentions = organizations.mentions;
    mentions.persons = persons;
    mentions.documents = find_documents(&tokens);
    mentions.meetings = find_meetings(&tokens);
}
