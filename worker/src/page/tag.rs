//! The elements of HTML, as far as they matter for text.

/// An element by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    A,
    Article,
    Aside,
    Body,
    Br,
    Caption,
    /// An element that breaks lines and means nothing else.
    Division,
    Definition,
    Footer,
    /// `h1` to `h6`.
    Heading(u8),
    Head,
    Hr,
    Html,
    /// An element whose text no reader sees.
    Invisible,
    /// An inline element that means nothing.
    Inline,
    /// An inline element that often stands for a field of a line: `span`, `em`.
    Field,
    Link,
    List,
    ListItem,
    Meta,
    Nav,
    Other,
    Paragraph,
    Preformatted,
    Row,
    Cell,
    Ruby,
    RubyNote,
    Script,
    Style,
    Table,
    TableGroup,
    Title,
    /// An element without end tag and text.
    Void,
}

impl Tag {
    /// The element of a name in lower case.
    pub(super) fn from_name(name: &[u8]) -> Self {
        match name {
            b"a" => Self::A,
            b"article" | b"main" => Self::Article,
            b"aside" => Self::Aside,
            b"body" => Self::Body,
            b"br" => Self::Br,
            b"caption" | b"figcaption" => Self::Caption,
            b"div" | b"section" | b"center" | b"figure" | b"form" | b"fieldset" | b"header"
            | b"hgroup" | b"address" | b"blockquote" | b"details" | b"summary" | b"dl" | b"dir"
            | b"legend" | b"search" | b"dialog" => Self::Division,
            b"dd" | b"dt" => Self::Definition,
            b"footer" => Self::Footer,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"head" => Self::Head,
            b"hr" => Self::Hr,
            b"html" => Self::Html,
            b"noscript" | b"template" | b"select" | b"button" | b"textarea" | b"iframe"
            | b"svg" | b"math" | b"object" | b"audio" | b"video" | b"canvas" | b"noembed"
            | b"noframes" | b"map" | b"datalist" => Self::Invisible,
            b"b" | b"strong" | b"font" | b"u" | b"i" | b"big" | b"tt" | b"code" | b"sub"
            | b"sup" | b"mark" | b"ins" | b"q" | b"cite" | b"bdo" | b"abbr" | b"s" => Self::Inline,
            b"span" | b"em" | b"time" | b"label" | b"small" => Self::Field,
            b"link" => Self::Link,
            b"ul" | b"ol" | b"menu" => Self::List,
            b"li" => Self::ListItem,
            b"meta" => Self::Meta,
            b"nav" => Self::Nav,
            b"p" => Self::Paragraph,
            b"pre" | b"xmp" | b"listing" | b"plaintext" => Self::Preformatted,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            b"ruby" => Self::Ruby,
            b"rt" | b"rp" => Self::RubyNote,
            b"script" => Self::Script,
            b"style" => Self::Style,
            b"table" => Self::Table,
            b"tbody" | b"thead" | b"tfoot" => Self::TableGroup,
            b"title" => Self::Title,
            b"img" | b"input" | b"area" | b"base" | b"col" | b"embed" | b"source" | b"track"
            | b"wbr" | b"param" | b"bgsound" | b"basefont" => Self::Void,
            _ => Self::Other,
        }
    }

    /// Whether it has no end tag.
    pub(super) fn is_void(self) -> bool {
        matches!(
            self,
            Self::Br | Self::Hr | Self::Link | Self::Meta | Self::Void
        )
    }

    /// Whether text in it and text around it are different blocks.
    pub(super) fn is_block(self) -> bool {
        matches!(
            self,
            Self::Article
                | Self::Aside
                | Self::Body
                | Self::Caption
                | Self::Division
                | Self::Definition
                | Self::Footer
                | Self::Heading(_)
                | Self::Head
                | Self::Html
                | Self::List
                | Self::ListItem
                | Self::Nav
                | Self::Paragraph
                | Self::Preformatted
                | Self::Row
                | Self::Table
                | Self::TableGroup
        )
    }

    /// Whether it closes a paragraph that is still open, as WHATWG has it.
    pub(super) fn closes_paragraph(self) -> bool {
        self.is_block() && !matches!(self, Self::Body | Self::Head | Self::Html) || self == Self::Hr
    }

    /// Whether no end tag closes an element outside of it, and no start tag
    /// implies one.
    pub(super) fn is_barrier(self) -> bool {
        matches!(self, Self::Cell | Self::Table | Self::Caption)
    }

    /// Whether nothing in it is text of the page.
    pub(super) fn is_invisible(self) -> bool {
        matches!(
            self,
            Self::Invisible | Self::RubyNote | Self::Script | Self::Style | Self::Title
        )
    }

    /// Index into a table of as many entries as [`Self::COUNT`].
    pub(super) fn index(self) -> usize {
        match self {
            Self::A => 0,
            Self::Article => 1,
            Self::Aside => 2,
            Self::Body => 3,
            Self::Caption => 4,
            Self::Division => 5,
            Self::Definition => 6,
            Self::Footer => 7,
            Self::Heading(_) => 8,
            Self::Head => 9,
            Self::Html => 10,
            Self::Invisible => 11,
            Self::Inline => 12,
            Self::Field => 13,
            Self::List => 14,
            Self::ListItem => 15,
            Self::Nav => 16,
            Self::Paragraph => 17,
            Self::Preformatted => 18,
            Self::Row => 19,
            Self::Cell => 20,
            Self::Ruby => 21,
            Self::RubyNote => 22,
            Self::Script => 23,
            Self::Style => 24,
            Self::Table => 25,
            Self::TableGroup => 26,
            Self::Title => 27,
            Self::Br | Self::Hr | Self::Link | Self::Meta | Self::Other | Self::Void => 28,
        }
    }

    /// See [`Self::index`].
    pub(super) const COUNT: usize = 29;
}
