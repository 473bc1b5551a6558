//! From HTML to blocks: html5gum's tokens, each with its place, drive the
//! block builder. html5ever itself gives no places, and a tree that is walked
//! once need not be built.

use std::{convert::Infallible, ops::Range};

use html5gum::{
    Emitter, Span, Tokenizer,
    emitters::{
        ForwardingEmitter,
        callback::{CallbackEmitter, CallbackEvent},
    },
};

use super::{
    Block, Page,
    builder::{BlockBuilder, Element, Hidden},
    head::Head,
    jsonld,
    reference::resolve_references,
    style::{self, HidingRules},
    tag::Tag,
};
use crate::span::SpannedText;

/// So many times as much hidden text as shown text is the article that a
/// script shows, not text that nobody is to read.
const HIDDEN_TIMES_MAX: usize = 3;

/// Sentences that are the article where the page shows none.
const HIDDEN_SENTENCES_MIN: usize = 2;

/// Takes an HTML file apart.
pub(super) fn read_html(source: &SpannedText) -> Page {
    let (page, hidden) = read_with(source, true);
    let shown_bytes: usize = page.blocks.iter().map(|block| block.text.len()).sum();
    let told = |block: &Block| block.text.as_str().contains('。');
    let tells_all = hidden.sentences >= HIDDEN_SENTENCES_MIN && !page.blocks.iter().any(told);
    if tells_all || hidden.bytes > HIDDEN_TIMES_MAX * shown_bytes {
        return read_with(source, false).0;
    }
    page
}

/// Takes it apart, and counts what styles hide.
fn read_with(source: &SpannedText, obeys_styles: bool) -> (Page, Hidden) {
    let mut reader = HtmlReader::new(source, obeys_styles);
    let mut emitter = CallbackEmitter::new(
        |event: CallbackEvent<'_>, span: Span<usize>| -> Option<Infallible> {
            reader.read_event(&event, span.start..span.end);
            None
        },
    );
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(source.as_str(), Tolerant(emitter)).finish();
    let hidden = reader.builder.hidden();
    (reader.finish(), hidden)
}

/// Asks for no errors: nobody hears of them, and finding those of characters
/// costs a look at every byte.
struct Tolerant<E>(E);

impl<E: Emitter> ForwardingEmitter for Tolerant<E> {
    type Token = E::Token;

    fn inner(&mut self) -> &mut impl Emitter<Token = E::Token> {
        &mut self.0
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }
}

/// The attributes of the start tag that is being read.
#[derive(Debug, Default)]
struct Attributes {
    class: String,
    id: String,
    hidden: bool,
    content: Option<String>,
    /// `name`, `property`, `itemprop` or `http-equiv`, in lower case.
    name: String,
    rel: String,
    href: String,
    kind: String,
}

/// Which attribute the next value belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Attribute {
    Class,
    Id,
    Style,
    Content,
    Name,
    Rel,
    Href,
    Kind,
    #[default]
    Other,
}

#[derive(Debug)]
struct HtmlReader<'a> {
    source: &'a SpannedText,
    builder: BlockBuilder<'a>,
    head: Head,
    obeys_styles: bool,
    rules: HidingRules,
    tag: Option<(Tag, u64)>,
    attributes: Attributes,
    attribute: Attribute,
    /// Whether the script that is open is JSON-LD.
    in_description: bool,
}

impl<'a> HtmlReader<'a> {
    fn new(source: &'a SpannedText, obeys_styles: bool) -> Self {
        Self {
            source,
            builder: BlockBuilder::new(source),
            head: Head::default(),
            obeys_styles,
            rules: HidingRules::default(),
            tag: None,
            attributes: Attributes::default(),
            attribute: Attribute::Other,
            in_description: false,
        }
    }

    fn read_event(&mut self, event: &CallbackEvent<'_>, range: Range<usize>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some((Tag::from_name(name), hash_name(name)));
                self.attributes = Attributes::default();
                self.attribute = Attribute::Other;
            }
            CallbackEvent::AttributeName { name } => self.read_attribute_name(name),
            CallbackEvent::AttributeValue { value } => self.read_attribute_value(value),
            CallbackEvent::CloseStartTag { .. } => self.open_element(),
            CallbackEvent::EndTag { name } => {
                self.builder
                    .close_element(Tag::from_name(name), hash_name(name));
            }
            CallbackEvent::String { .. } => self.read_text(range),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn read_attribute_name(&mut self, name: &[u8]) {
        self.attribute = match name {
            b"class" => Attribute::Class,
            b"id" => Attribute::Id,
            b"style" => Attribute::Style,
            b"content" => Attribute::Content,
            b"name" | b"property" | b"itemprop" | b"http-equiv" => Attribute::Name,
            b"rel" => Attribute::Rel,
            b"href" => Attribute::Href,
            b"type" => Attribute::Kind,
            _ => Attribute::Other,
        };
        if name == b"hidden" {
            self.attributes.hidden = true;
        }
    }

    fn read_attribute_value(&mut self, value: &[u8]) {
        let in_head = matches!(self.tag, Some((Tag::Meta | Tag::Link | Tag::Script, _)));
        let value = || String::from_utf8_lossy(value).into_owned();
        match self.attribute {
            Attribute::Class => self.attributes.class = value(),
            Attribute::Id => self.attributes.id = value(),
            Attribute::Style => self.attributes.hidden |= style::hides(&value()),
            Attribute::Content if in_head => self.attributes.content = Some(value()),
            Attribute::Name if in_head => self.attributes.name = value().to_ascii_lowercase(),
            Attribute::Rel if in_head => self.attributes.rel = value().to_ascii_lowercase(),
            Attribute::Href if in_head => self.attributes.href = value(),
            Attribute::Kind if in_head => self.attributes.kind = value().to_ascii_lowercase(),
            _ => {}
        }
        self.attribute = Attribute::Other;
    }

    fn open_element(&mut self) {
        let Some((tag, name_hash)) = self.tag.take() else {
            return;
        };
        let attributes = std::mem::take(&mut self.attributes);
        match tag {
            Tag::Meta => {
                if let Some(content) = attributes.content
                    && !attributes.name.is_empty()
                {
                    self.head.metas.push((attributes.name, content));
                }
                return;
            }
            Tag::Link => {
                if attributes.rel == "canonical" && !attributes.href.is_empty() {
                    self.head.canonical_url.get_or_insert(attributes.href);
                }
                return;
            }
            Tag::Script => self.in_description = attributes.kind.contains("ld+json"),
            _ => {}
        }
        self.builder.open_element(Element {
            tag,
            name_hash,
            hidden: self.obeys_styles
                && (attributes.hidden
                    || style::class_hides(&attributes.class)
                    || self.rules.hide(&attributes.class, &attributes.id)),
            aside: names_aside(&attributes.class) || names_aside(&attributes.id),
        });
    }

    fn read_text(&mut self, range: Range<usize>) {
        let source = self.source;
        match self.builder.innermost() {
            Some(Tag::Title) if self.head.title.is_none() => {
                let title = resolve_references(source.get(range));
                if !title.trim().is_empty() {
                    self.head.title = Some(title);
                }
            }
            Some(Tag::Style) => self.rules.read(source.get(range)),
            Some(Tag::Script) if self.in_description => {
                jsonld::read_description(source.get(range), &mut self.head.described);
            }
            _ => self.builder.push_text(range),
        }
    }

    fn finish(self) -> Page {
        let (blocks, containers) = self.builder.finish();
        Page {
            head: self.head,
            blocks,
            containers,
        }
    }
}

/// Longest word of [`names_aside`], in bytes.
const ASIDE_WORD_BYTES_MAX: usize = 13;

/// Whether a class or id names something beside the article. Whole words of
/// the name count, for `ad` is in `head` and `nav` in `naval`.
fn names_aside(names: &str) -> bool {
    let mut lower = [0; ASIDE_WORD_BYTES_MAX];
    names
        .as_bytes()
        .split(|byte| !byte.is_ascii_alphabetic())
        .any(|word| {
            let Some(lower) = lower.get_mut(..word.len()) else {
                return false;
            };
            lower.copy_from_slice(word);
            lower.make_ascii_lowercase();
            matches!(
                &*lower,
                b"nav"
                    | b"navbar"
                    | b"navigation"
                    | b"menu"
                    | b"crumb"
                    | b"crumbs"
                    | b"breadcrumb"
                    | b"breadcrumbs"
                    | b"footer"
                    | b"foot"
                    | b"copyright"
                    | b"share"
                    | b"related"
                    | b"relate"
                    | b"relat"
                    | b"recommend"
                    | b"recommended"
                    | b"rec"
                    | b"hot"
                    | b"rank"
                    | b"sidebar"
                    | b"aside"
                    | b"comment"
                    | b"comments"
                    | b"cmt"
                    | b"ad"
                    | b"ads"
                    | b"advert"
                    | b"advertisement"
                    | b"banner"
                    | b"tags"
                    | b"prenext"
                    | b"prevnext"
                    | b"pager"
                    | b"pagination"
                    | b"friendlink"
                    | b"login"
                    | b"toolbar"
                    | b"qrcode"
                    | b"disclaimer"
            )
        })
}

/// FNV-1a; names only need to be told apart.
fn hash_name(name: &[u8]) -> u64 {
    name.iter().fold(0xCBF2_9CE4_8422_2325, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}
