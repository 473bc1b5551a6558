//! The open elements of an HTML file, and the block that is being read.
//!
//! Every step takes constant time over all: an end tag finds its element by a
//! list of the places where elements of its kind are open, and containers are
//! only made for elements that hold text.

use std::ops::Range;

use super::{
    Block, BlockKind, Container,
    line::{Line, LinePlace},
    tag::Tag,
    wrap,
};
use crate::span::SpannedText;

/// How far an end tag looks among the open elements of its kind.
const MATCHED_ELEMENTS_MAX: usize = 16;

/// A start tag.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub(super) tag: Tag,
    pub(super) name_hash: u64,
    pub(super) hidden: bool,
    /// Its class or id names something beside the article.
    pub(super) aside: bool,
}

/// An open element.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of one element, inherited one by one"
)]
#[derive(Clone, Copy, Debug)]
struct Open {
    element: Element,
    /// Index of its container, once text made it.
    container: Option<usize>,
    /// What holds within it, by its own name or by those around it.
    kind: BlockKind,
    /// A style hides it.
    hidden: bool,
    /// Its text is none that a page shows.
    invisible: bool,
    in_link: bool,
    in_cell: bool,
}

/// Builds the blocks of an HTML file from its beginning to its end.
#[derive(Debug)]
pub(super) struct BlockBuilder<'a> {
    source: &'a SpannedText,
    stack: Vec<Open>,
    /// For each kind of element, where in the stack it is open.
    open_at: Vec<Vec<usize>>,
    /// Where in the stack end tags stop looking.
    barriers: Vec<usize>,
    line: Line<'a>,
    blocks: Vec<Block>,
    containers: Vec<Container>,
    hidden: Hidden,
}

/// Text that styles hide.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Hidden {
    pub(super) bytes: usize,
    /// Marks that end sentences.
    pub(super) sentences: usize,
}

impl<'a> BlockBuilder<'a> {
    pub(super) fn new(source: &'a SpannedText) -> Self {
        Self {
            source,
            stack: Vec::new(),
            open_at: vec![Vec::new(); Tag::COUNT],
            barriers: Vec::new(),
            line: Line::new(source, wrap::find_markup_wrap(source.as_str())),
            blocks: Vec::new(),
            containers: vec![Container::default()],
            hidden: Hidden::default(),
        }
    }

    pub(super) fn hidden(&self) -> Hidden {
        self.hidden
    }

    /// The innermost open element.
    pub(super) fn innermost(&self) -> Option<Tag> {
        self.stack.last().map(|open| open.element.tag)
    }

    /// Opens an element, and closes those that its start tag ends.
    pub(super) fn open_element(&mut self, element: Element) {
        let tag = element.tag;
        self.close_implied(tag);
        match tag {
            Tag::Br | Tag::Hr => self.break_line(tag == Tag::Hr),
            Tag::Cell => self.line.begin_cell(&mut self.blocks),
            Tag::Row | Tag::Table | Tag::TableGroup => self.break_line(true),
            _ if tag.is_block() => self.break_line(matches!(
                tag,
                Tag::Heading(_) | Tag::List | Tag::ListItem | Tag::Nav | Tag::Aside | Tag::Article
            )),
            Tag::Field | Tag::A => self.line.begin_field(),
            _ => {}
        }
        if tag.is_void() {
            return;
        }
        let outer = self.stack.last();
        let kind = match tag {
            Tag::Heading(level) => BlockKind::Heading(level),
            Tag::ListItem | Tag::Definition => BlockKind::ListItem,
            Tag::Caption => BlockKind::Caption,
            Tag::Table | Tag::Article => BlockKind::Paragraph,
            _ => outer.map_or(BlockKind::Paragraph, |open| open.kind),
        };
        let open = Open {
            element,
            container: None,
            kind,
            hidden: element.hidden || outer.is_some_and(|open| open.hidden),
            invisible: tag.is_invisible() || outer.is_some_and(|open| open.invisible),
            in_link: tag == Tag::A || outer.is_some_and(|open| open.in_link),
            in_cell: match tag {
                Tag::Cell => true,
                Tag::Table | Tag::List => false,
                _ => outer.is_some_and(|open| open.in_cell),
            },
        };
        let at = self.stack.len();
        if tag.is_barrier() {
            self.barriers.push(at);
        }
        if let Some(places) = self.open_at.get_mut(tag.index()) {
            places.push(at);
        }
        self.stack.push(open);
    }

    /// Closes the innermost open element of that name, and what is open in it.
    /// An end tag without one only breaks the line.
    pub(super) fn close_element(&mut self, tag: Tag, name_hash: u64) {
        let found = self.open_at.get(tag.index()).and_then(|places| {
            places
                .iter()
                .rev()
                .take(MATCHED_ELEMENTS_MAX)
                .copied()
                .find(|&at| {
                    self.stack
                        .get(at)
                        .is_some_and(|open| open.element.name_hash == name_hash)
                })
        });
        let reachable = |at: usize| {
            matches!(
                tag,
                Tag::Table | Tag::Row | Tag::TableGroup | Tag::Cell | Tag::Body | Tag::Html
            ) || self.barriers.last().is_none_or(|&barrier| at >= barrier)
        };
        match found.filter(|&at| reachable(at)) {
            Some(at) => self.pop_to(at),
            None if tag == Tag::Br || tag == Tag::Paragraph => self.break_line(false),
            None => {}
        }
    }

    /// Closes what the start tag of `tag` implies the end of.
    fn close_implied(&mut self, tag: Tag) {
        if tag.closes_paragraph() {
            self.close_open(Tag::Paragraph, None);
        }
        match tag {
            Tag::ListItem => self.close_open(Tag::ListItem, Some(Tag::List)),
            Tag::Definition => self.close_open(Tag::Definition, Some(Tag::Division)),
            Tag::RubyNote => self.close_open(Tag::RubyNote, Some(Tag::Ruby)),
            Tag::A => self.close_open(Tag::A, None),
            Tag::Cell => {
                self.close_cell(Tag::Cell);
            }
            Tag::Row => {
                self.close_cell(Tag::Cell);
                self.close_cell(Tag::Row);
            }
            _ => {}
        }
    }

    /// Closes the innermost `tag`, unless a barrier or `fence` stands inside.
    fn close_open(&mut self, tag: Tag, fence: Option<Tag>) {
        let last = |tag: Tag| {
            self.open_at
                .get(tag.index())
                .and_then(|at| at.last())
                .copied()
        };
        let Some(at) = last(tag) else { return };
        let inside = |outer: Option<usize>| outer.is_some_and(|outer| outer > at);
        if !inside(self.barriers.last().copied()) && !inside(fence.and_then(last)) {
            self.pop_to(at);
        }
    }

    /// Closes the innermost `tag` of the innermost table.
    fn close_cell(&mut self, tag: Tag) {
        let last = |tag: Tag| {
            self.open_at
                .get(tag.index())
                .and_then(|at| at.last())
                .copied()
        };
        if let Some(at) = last(tag)
            && last(Tag::Table).is_none_or(|table| at > table)
        {
            self.pop_to(at);
        }
    }

    /// Closes the elements from place `at` of the stack on.
    fn pop_to(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(open) = self.stack.pop() else { return };
            let tag = open.element.tag;
            if let Some(places) = self.open_at.get_mut(tag.index()) {
                places.pop();
            }
            if tag.is_barrier() {
                self.barriers.pop();
            }
            match tag {
                Tag::Row | Tag::Table | Tag::TableGroup => self.break_line(true),
                Tag::Field | Tag::A => self.line.end_field(),
                _ if tag.is_block() => {
                    self.break_line(matches!(tag, Tag::Heading(_) | Tag::List | Tag::ListItem));
                }
                _ => {}
            }
        }
    }

    /// Ends the line. In a cell a soft break waits for more text of the cell.
    fn break_line(&mut self, hard: bool) {
        let in_cell = self.stack.last().is_some_and(|open| open.in_cell);
        if in_cell && !hard {
            self.line.break_softly();
        } else {
            self.line.flush(&mut self.blocks);
        }
    }

    /// Adds the text in `range` of the source, as the open elements have it.
    pub(super) fn push_text(&mut self, range: Range<usize>) {
        if let Some(open) = self.stack.last()
            && (open.hidden || open.invisible)
        {
            if !open.invisible {
                self.hidden.bytes += range.len();
                self.hidden.sentences += self.source.get(range).matches('。').count();
            }
            return;
        }
        let blank = self
            .source
            .get(range.clone())
            .bytes()
            .all(|byte| byte.is_ascii_whitespace());
        if blank {
            self.line.push_gap(range);
            return;
        }
        self.line.flush_broken_cell(&mut self.blocks);
        let container = self.make_container();
        let place = self
            .stack
            .last()
            .map_or(LinePlace::default(), |open| LinePlace {
                kind: open.kind,
                container,
                in_link: open.in_link,
            });
        self.line.push_text(range, place);
    }

    /// The container of the innermost open block, made where there is none yet.
    fn make_container(&mut self) -> usize {
        let made = self.stack.iter().rposition(|open| open.container.is_some());
        let (mut parent, from) = match made {
            Some(at) => (self.stack.get(at).and_then(|open| open.container), at + 1),
            None => (Some(0), 0),
        };
        for open in self.stack.iter_mut().skip(from) {
            let index = parent.unwrap_or(0);
            let tag = open.element.tag;
            if tag.is_block() || tag == Tag::Cell {
                let outer = self.containers.get(index).copied().unwrap_or_default();
                let depth = outer.depth + 1;
                let aside =
                    matches!(tag, Tag::Aside | Tag::Nav | Tag::Footer) || open.element.aside;
                parent = Some(self.containers.len());
                self.containers.push(Container {
                    parent: index,
                    depth,
                    aside_depth: if aside { depth } else { outer.aside_depth },
                });
            }
            open.container = parent;
        }
        parent.unwrap_or(0)
    }

    /// Ends the last line.
    pub(super) fn finish(mut self) -> (Vec<Block>, Vec<Container>) {
        self.line.flush(&mut self.blocks);
        (self.blocks, self.containers)
    }
}
