//! A logistic regression over the features of mentions: of those of one example
//! the likeliest counts.
//!
//! Only sums, products and roots are computed, in one order, so that the same
//! examples give the same weights on every machine.

use std::collections::BTreeMap;

use alliance_worker::learning::{Weights, pack_model};

/// Rounds over all examples. The weights of all but the first are averaged.
const ROUNDS: usize = 6;
/// Orders of the examples that the weights are the mean of.
const ORDERS: u32 = 6;
/// How far a step goes.
const RATE: f64 = 0.05;
/// How strongly weights are drawn to nothing.
const DECAY: f64 = 0.01;

/// The unit of the weights for an answer at all in the model.
const ALL_UNIT: f64 = 256.0;
/// The unit of a class's weights in the model.
const CLASS_UNIT: f64 = 16.0;

/// The features that weights are found for, ascending.
#[derive(Clone, Debug)]
pub struct Features(Vec<u32>);

impl Features {
    /// Those that at least `least` of the mentions have.
    pub fn of<'m>(mentions: impl Iterator<Item = &'m Vec<u32>>, least: u32) -> Self {
        let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
        for feature in mentions.flatten() {
            *counts.entry(*feature).or_default() += 1;
        }
        let frequent = (counts.into_iter()).filter(|(_, count)| *count >= least);
        Self(frequent.map(|(feature, _)| feature).collect())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.0.iter().copied()
    }

    /// Where the known features of each mention stand among these, but for hidden
    /// ones.
    pub fn place(&self, mentions: &[Vec<u32>], hidden: &[u32]) -> Places {
        let place = |feature: &u32| {
            let shown = !hidden.contains(feature);
            shown.then(|| self.0.binary_search(feature).ok()).flatten()
        };
        (mentions.iter())
            .map(|mention| mention.iter().filter_map(place).collect())
            .collect()
    }
}

/// For each mention its features, by their places.
pub type Places = Vec<Vec<usize>>;

/// One example: mentions, whether the answer is yes, and how much it counts.
#[derive(Clone, Debug)]
pub struct Question<'p> {
    pub mentions: &'p Places,
    pub answer: bool,
    pub weight: f64,
}

/// The likeliest of the mentions, and the sum of its weights.
pub fn likeliest<'p>(mentions: &'p [Vec<usize>], weights: &[f64]) -> (&'p [usize], f64) {
    (mentions.iter())
        .map(|features| {
            let sum: f64 = features.iter().map(|at| weights[*at]).sum();
            (features.as_slice(), sum)
        })
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .unwrap_or((&[], 0.0))
}

/// The probability of yes.
pub fn probability(mentions: &[Vec<usize>], weights: &[f64]) -> f64 {
    sigmoid(likeliest(mentions, weights).1)
}

/// A weight for each feature. What a round gives depends a little on the order of
/// the examples: the mean of several orders does less.
pub fn train(questions: &[Question<'_>], feature_count: usize) -> Vec<f64> {
    let mut means = vec![0.0; feature_count];
    for seed in 1..=ORDERS {
        let weights = train_in_order(questions, feature_count, seed);
        for (mean, weight) in means.iter_mut().zip(weights) {
            *mean += weight / f64::from(ORDERS);
        }
    }
    means
}

fn train_in_order(questions: &[Question<'_>], feature_count: usize, seed: u32) -> Vec<f64> {
    let mut weights = vec![0.0; feature_count];
    let mut squares = vec![0.01; feature_count];
    let mut sums = vec![0.0; feature_count];
    let mut order: Vec<usize> = (0..questions.len()).collect();
    let mut random = Random(u64::from(seed));
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for at in &order {
            let question = &questions[*at];
            let (features, sum) = likeliest(question.mentions, &weights);
            let wanted = f64::from(u8::from(question.answer));
            let slope = (sigmoid(sum) - wanted) * question.weight;
            if slope.abs() < 1e-3 {
                continue;
            }
            for at in features {
                squares[*at] += slope * slope;
                let step = (slope + DECAY * weights[*at]) / squares[*at].sqrt();
                weights[*at] -= RATE * step;
            }
        }
        if round > 0 {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
    }
    let averaged = f64::from(u32::try_from(ROUNDS - 1).unwrap());
    sums.into_iter().map(|sum| sum / averaged).collect()
}

/// A weight for each feature and class, over features that are known to be the
/// right ones; `classes` are those that an example is of.
pub fn train_classes<const CLASSES: usize>(
    examples: &[(&[usize], [bool; CLASSES])],
    feature_count: usize,
) -> Vec<[f64; CLASSES]> {
    let mut weights = vec![[0.0; CLASSES]; feature_count];
    let mut squares = vec![[0.01; CLASSES]; feature_count];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(1);
    for _ in 1..ROUNDS {
        random.shuffle(&mut order);
        for at in &order {
            let (features, classes) = examples[*at];
            for class in 0..CLASSES {
                let sum: f64 = features.iter().map(|at| weights[*at][class]).sum();
                let slope = sigmoid(sum) - f64::from(u8::from(classes[class]));
                if slope.abs() < 1e-2 {
                    continue;
                }
                for at in features {
                    squares[*at][class] += slope * slope;
                    weights[*at][class] -= RATE * slope / squares[*at][class].sqrt();
                }
            }
        }
    }
    weights
}

/// The bytes of the model file: of each feature the weight for an answer at all, and
/// for each class.
pub fn pack<const CLASSES: usize>(
    head: &str,
    features: &Features,
    all: &[f64],
    classes: &[[f64; CLASSES]],
) -> Vec<u8> {
    let rows: Vec<Weights<CLASSES>> = (features.iter())
        .zip(all.iter().zip(classes))
        .map(|(feature, (all, classes))| Weights {
            feature,
            all: round(*all, ALL_UNIT, i16::MAX),
            classes: classes
                .map(|weight| i8::try_from(round(weight, CLASS_UNIT, i16::from(i8::MAX))).unwrap()),
        })
        .filter(|row| row.all != 0 || row.classes != [0; CLASSES])
        .collect();
    pack_model(head, &rows)
}

/// The bytes of the file of a model that has but an answer, and no classes.
pub fn pack_answer(head: &str, features: &Features, weights: &[f64]) -> Vec<u8> {
    pack::<0>(head, features, weights, &vec![[]; weights.len()])
}

/// A weight in units of the model, within what its integers hold.
#[expect(clippy::cast_possible_truncation, reason = "bounded by `limit`")]
fn round(weight: f64, unit: f64, limit: i16) -> i16 {
    let limit = f64::from(limit);
    (weight * unit).round().clamp(-limit, limit) as i16
}

/// 1 / (1 + e⁻ˣ).
fn sigmoid(value: f64) -> f64 {
    1.0 / (1.0 + exponential(-value))
}

/// eˣ, by products alone: libraries differ in the last bit of their exponentials.
pub(super) fn exponential(value: f64) -> f64 {
    let mut power = 1.0 + value.clamp(-30.0, 30.0) / 4096.0;
    for _ in 0..12 {
        power *= power;
    }
    power
}

/// Xorshift: the same order on every run.
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            let choices = u64::try_from(last + 1).unwrap();
            order.swap(last, usize::try_from(self.0 % choices).unwrap());
        }
    }
}
