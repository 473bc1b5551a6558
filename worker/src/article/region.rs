//! Where the article stands on an HTML page: the innermost container that
//! holds nearly all of its paragraphs.

use super::{cue::Cue, line::Line};
use crate::page::Container;

/// Share of the page's paragraph text that the article's container holds.
const SHARE_MIN: f32 = 0.85;

/// Which lines of the page stand in the article's container, and which of those
/// in an element that speaks of something else.
#[derive(Debug)]
pub(super) struct Region {
    /// For each container: within the article's.
    inside: Vec<bool>,
    /// For each container: within an element beside the article's text.
    aside: Vec<bool>,
}

impl Region {
    /// Weighs the lines. Linear in lines and containers.
    pub(super) fn find(lines: &[Line], containers: &[Container]) -> Self {
        let mut weights = vec![0_usize; containers.len()];
        for line in lines {
            if let Some(weight) = weights.get_mut(line.container)
                && weighs(line)
            {
                *weight += line.chars;
            }
        }
        // Children stand behind their parents: one pass adds all up.
        let mut heaviest_child = vec![(0_usize, 0_usize); containers.len()];
        for (index, container) in containers.iter().enumerate().skip(1).rev() {
            let weight = weights.get(index).copied().unwrap_or(0);
            if let Some(parent) = weights.get_mut(container.parent) {
                *parent += weight;
            }
            if let Some(heaviest) = heaviest_child.get_mut(container.parent)
                && weight >= heaviest.0
            {
                *heaviest = (weight, index);
            }
        }
        let chosen = descend(&weights, &heaviest_child, containers, lines);
        Self::around(chosen, containers)
    }

    fn around(chosen: usize, containers: &[Container]) -> Self {
        let mut inside = vec![false; containers.len()];
        let mut aside = vec![false; containers.len()];
        let chosen_depth = containers
            .get(chosen)
            .map_or(0, |container| container.depth);
        for (index, container) in containers.iter().enumerate() {
            let within = index == chosen || inside.get(container.parent).copied().unwrap_or(false);
            if let Some(inside) = inside.get_mut(index) {
                *inside = within;
            }
            if let Some(aside) = aside.get_mut(index) {
                *aside = within && container.aside_depth > chosen_depth;
            }
        }
        Self { inside, aside }
    }

    pub(super) fn holds(&self, line: &Line) -> bool {
        self.inside.get(line.container).copied().unwrap_or(true)
    }

    pub(super) fn is_aside(&self, line: &Line) -> bool {
        self.aside.get(line.container).copied().unwrap_or(false)
    }
}

fn weighs(line: &Line) -> bool {
    let about_the_site = [
        Cue::Rights,
        Cue::Notice,
        Cue::Related,
        Cue::Neighbor,
        Cue::Hotline,
    ];
    line.is_paragraph() && !about_the_site.iter().any(|&cue| line.cues.has(cue))
}

/// From the root down while one child holds nearly everything. A container of
/// one paragraph alone is its paragraph: the one around it is meant.
fn descend(
    weights: &[usize],
    heaviest_child: &[(usize, usize)],
    containers: &[Container],
    lines: &[Line],
) -> usize {
    let total = weights.first().copied().unwrap_or(0);
    let mut chosen = 0;
    while let Some(&(weight, child)) = heaviest_child.get(chosen) {
        #[expect(clippy::cast_precision_loss, reason = "shares of a page's length")]
        let enough = weight > 0 && weight as f32 >= SHARE_MIN * total as f32;
        if !enough {
            break;
        }
        chosen = child;
    }
    let own_lines = lines.iter().filter(|line| line.container == chosen).count();
    let has_child = heaviest_child
        .get(chosen)
        .is_some_and(|&(weight, _)| weight > 0);
    if own_lines <= 1 && !has_child {
        chosen = containers
            .get(chosen)
            .map_or(0, |container| container.parent);
    }
    chosen
}
