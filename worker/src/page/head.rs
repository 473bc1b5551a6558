//! What the head of an HTML file says of its article.

/// Values as written, references resolved; nothing is judged or folded here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// The title element.
    pub(crate) title: Option<String>,
    /// Name (or property) in lower case, and content, of each meta element.
    pub(crate) metas: Vec<(String, String)>,
    /// `rel=canonical`.
    pub(crate) canonical_url: Option<String>,
    /// Of the first article that JSON-LD describes.
    pub(crate) described: Described,
}

/// What JSON-LD says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) authors: Vec<String>,
}

impl Head {
    /// Content of the first meta of one of these names, the earlier name first.
    pub(crate) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| {
            self.metas
                .iter()
                .find(|(key, content)| key == name && !content.trim().is_empty())
                .map(|(_, content)| content.trim())
        })
    }
}
