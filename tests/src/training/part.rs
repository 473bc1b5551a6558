//! Trains a model of who had part in an event: whether at all, and in which roles.

use std::collections::BTreeSet;

use super::regression::{self, Features, Places};

/// How much a pair counts that the grammar gave a part: it reads most of those that it
/// was written for, and the model is for the others.
const ATTACHED_WEIGHT: f64 = 0.3;

/// Someone and an event, and whether they had part in it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Features of each mention.
    pub mentions: Vec<Vec<u32>>,
    pub took_part: bool,
    /// Whether the grammar gave it a part in any event of the page.
    pub attached: bool,
    /// Indexes into the roles of the model.
    pub roles: BTreeSet<usize>,
}

/// What the pairs are told apart by.
#[derive(Clone, Debug)]
pub struct Trained<const ROLES: usize> {
    features: Features,
    part: Vec<f64>,
    roles: Vec<[f64; ROLES]>,
}

impl<const ROLES: usize> Trained<ROLES> {
    /// Trains on the pairs; features that fewer mentions have than `mentions_min` are
    /// left out.
    pub fn on(pairs: &[Pair], mentions_min: u32) -> Self {
        let mentions = pairs.iter().flat_map(|pair| &pair.mentions);
        let features = Features::of(mentions, mentions_min);
        let places: Vec<Places> = (pairs.iter())
            .map(|pair| features.place(&pair.mentions, &[]))
            .collect();
        let questions: Vec<regression::Question<'_>> = (pairs.iter().zip(&places))
            .map(|(pair, mentions)| regression::Question {
                mentions,
                answer: pair.took_part,
                weight: if pair.attached { ATTACHED_WEIGHT } else { 1.0 },
            })
            .collect();
        let part = regression::train(&questions, features.len());
        let taken: Vec<_> = (pairs.iter().zip(&places))
            .filter(|(pair, _)| pair.took_part)
            .map(|(pair, mentions)| {
                let (likeliest, _) = regression::likeliest(mentions, &part);
                (
                    likeliest,
                    std::array::from_fn(|role| pair.roles.contains(&role)),
                )
            })
            .collect();
        let roles = regression::train_classes(&taken, features.len());
        Self {
            features,
            part,
            roles,
        }
    }

    /// The probability that someone with these mentions took part.
    pub fn probability(&self, mentions: &[Vec<u32>]) -> f64 {
        regression::probability(&self.features.place(mentions, &[]), &self.part)
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        regression::pack(head, &self.features, &self.part, &self.roles)
    }
}
