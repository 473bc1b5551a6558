//! A log-linear ranking: which of several options is right, by their features.
//!
//! Only sums, products and roots are computed, in one order, so that the same
//! questions give the same weights on every machine.

use super::regression::{Random, exponential};

/// Rounds over all questions. The weights of all but the first are averaged.
const ROUNDS: u32 = 8;
/// Orders of the questions that the weights are the mean of.
const ORDERS: u32 = 6;
/// How far a step goes.
const RATE: f64 = 0.07;
/// How strongly weights are drawn to nothing.
const DECAY: f64 = 0.01;

/// Options, of which one or more are right, and how much the question counts.
#[derive(Clone, Debug)]
pub struct Question {
    pub options: Vec<Option>,
    pub weight: f64,
}

/// An option, by the places of its features.
#[derive(Clone, Debug)]
pub struct Option {
    pub features: Vec<usize>,
    pub is_right: bool,
}

/// A weight for each feature. Questions of which no option, or any, is right teach
/// nothing.
pub fn train(questions: &[Question], feature_count: usize) -> Vec<f64> {
    let questions: Vec<&Question> = (questions.iter())
        .filter(|question| {
            let right = question.options.iter().filter(|option| option.is_right);
            (1..question.options.len()).contains(&right.count())
        })
        .collect();
    let mut means = vec![0.0; feature_count];
    for seed in 1..=ORDERS {
        let weights = train_in_order(&questions, feature_count, seed);
        for (mean, weight) in means.iter_mut().zip(weights) {
            *mean += weight / f64::from(ORDERS);
        }
    }
    means
}

fn train_in_order(questions: &[&Question], feature_count: usize, seed: u32) -> Vec<f64> {
    let mut weights = vec![0.0; feature_count];
    let mut squares = vec![0.01; feature_count];
    let mut sums = vec![0.0; feature_count];
    let mut order: Vec<usize> = (0..questions.len()).collect();
    let mut random = Random(u64::from(seed));
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for at in &order {
            let question = questions[*at];
            for (option, slope) in question.options.iter().zip(slopes(question, &weights)) {
                if slope.abs() < 1e-3 {
                    continue;
                }
                for at in &option.features {
                    squares[*at] += slope * slope;
                    let step = (slope + DECAY * weights[*at]) / f64::sqrt(squares[*at]);
                    weights[*at] -= RATE * step;
                }
            }
        }
        if round > 0 {
            for (sum, weight) in sums.iter_mut().zip(&weights) {
                *sum += weight;
            }
        }
    }
    sums.into_iter()
        .map(|sum| sum / f64::from(ROUNDS - 1))
        .collect()
}

/// For each option, by how much it is taken to be likelier than it is: its
/// probability among all, less that among the right ones.
fn slopes(question: &Question, weights: &[f64]) -> Vec<f64> {
    let scores: Vec<f64> = (question.options.iter())
        .map(|option| option.features.iter().map(|at| weights[*at]).sum())
        .collect();
    let highest = scores.iter().copied().fold(f64::MIN, f64::max);
    let shares: Vec<f64> = (scores.iter())
        .map(|score| exponential(score - highest))
        .collect();
    let all: f64 = shares.iter().sum();
    let right: f64 = (shares.iter().zip(&question.options))
        .filter(|(_, option)| option.is_right)
        .map(|(share, _)| share)
        .sum();
    (shares.iter().zip(&question.options))
        .map(|(share, option)| {
            let wanted = if option.is_right { share / right } else { 0.0 };
            (share / all - wanted) * question.weight
        })
        .collect()
}
