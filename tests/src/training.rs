//! Trains the model of participation: which bodies that a page names had part in
//! an event, where the grammar does not tell.
//!
//! A logistic regression over the features of mentions; of a body's mentions the
//! likeliest counts. Only sums, products and roots are computed, in one order, so
//! that the same cases give the same bytes on every machine.

use std::collections::{BTreeMap, BTreeSet};

use alliance_worker::{
    Submission,
    learning::{Lesson, ROLES, Weights, pack_model, read_lesson},
};

use crate::{
    gold::{Case, CaseEvent},
    matching::{fold, match_events},
};

/// Rounds over all examples. The weights of all but the first are averaged.
const ROUNDS: usize = 6;
/// Orders of the examples that the model is the mean of.
const ORDERS: u32 = 6;
/// How far a step goes.
const RATE: f64 = 0.05;
/// How strongly weights are drawn to nothing.
const DECAY: f64 = 0.01;
/// Features that fewer mentions have are left out.
const MENTIONS_MIN: u32 = 5;
/// How much an example counts that the grammar reads: it reads most of those it
/// was written for, and the model is for the others.
const ATTACHED_WEIGHT: f64 = 0.3;
/// The unit of the weights in the model.
const PART_UNIT: f64 = 256.0;
const ROLE_UNIT: f64 = 16.0;

/// A body and an event, and whether it had part in it.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Features of each mention.
    pub mentions: Vec<Vec<u32>>,
    /// Whether the grammar gave it a part in any event of the page.
    pub attached: bool,
    pub took_part: bool,
    /// Indexes into [`ROLES`].
    pub roles: BTreeSet<usize>,
}

/// The pairs of all cases whose events the grammar finds. What the labels leave
/// open is left out.
pub fn read_pairs(cases: &[Case]) -> Vec<Pair> {
    (cases.iter())
        .filter_map(|case| Some((case, case.read_lesson().ok()?)))
        .flat_map(|(case, lesson)| pairs_of(case, lesson))
        .collect()
}

fn pairs_of(case: &Case, lesson: Lesson) -> Vec<Pair> {
    let labels: BTreeMap<usize, &CaseEvent> = match_events(&case.events, &lesson.records)
        .into_iter()
        .map(|(event, record)| (record, &case.events[event]))
        .collect();
    (lesson.examples.into_iter())
        .filter_map(|example| {
            let event = labels.get(&example.record)?;
            let labelled =
                |name: &str| (event.organizations.iter()).find(|one| fold(&one.name) == fold(name));
            let label = labelled(&example.organization);
            let by_alias = (example.aliases.iter()).any(|alias| labelled(alias).is_some());
            let open = label.is_some_and(|one| one.optional) || label.is_none() && by_alias;
            let roles = label.map(|one| one.roles.as_slice()).unwrap_or_default();
            let role = |name: &String| ROLES.iter().position(|role| role.name() == name);
            (!open).then(|| Pair {
                mentions: example.mentions,
                attached: example.attached,
                took_part: label.is_some(),
                roles: roles.iter().filter_map(role).collect(),
            })
        })
        .collect()
}

/// What the pairs are told apart by.
#[derive(Clone, Debug)]
pub struct Trained {
    /// Ascending.
    features: Vec<u32>,
    part: Vec<f64>,
    roles: Vec<[f64; ROLES.len()]>,
}

impl Trained {
    /// The probability that a body with these mentions took part.
    pub fn probability(&self, mentions: &[Vec<u32>]) -> f64 {
        let known = |feature: &u32| self.features.binary_search(feature).ok();
        let sum = |features: &Vec<u32>| -> f64 {
            (features.iter())
                .filter_map(known)
                .map(|at| self.part[at])
                .sum()
        };
        sigmoid(mentions.iter().map(sum).fold(f64::NEG_INFINITY, f64::max))
    }

    /// The bytes of the model file.
    pub fn pack(&self, head: &str) -> Vec<u8> {
        let rows: Vec<Weights> = (self.features.iter().enumerate())
            .map(|(at, feature)| Weights {
                feature: *feature,
                part: round(self.part[at] * PART_UNIT, f64::from(i16::MAX)),
                roles: self.roles[at].map(|weight| {
                    i8::try_from(round(weight * ROLE_UNIT, f64::from(i8::MAX))).unwrap()
                }),
            })
            .filter(|row| row.part != 0 || row.roles != [0; ROLES.len()])
            .collect();
        pack_model(head, &rows)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "bounded by `limit`")]
fn round(value: f64, limit: f64) -> i16 {
    value.round().clamp(-limit, limit) as i16
}

/// Trains on the pairs.
pub fn train(pairs: &[Pair]) -> Trained {
    let mut counts: BTreeMap<u32, u32> = BTreeMap::new();
    for feature in pairs.iter().flat_map(|pair| pair.mentions.iter().flatten()) {
        *counts.entry(*feature).or_default() += 1;
    }
    let features: Vec<u32> = (counts.into_iter())
        .filter(|(_, count)| *count >= MENTIONS_MIN)
        .map(|(feature, _)| feature)
        .collect();
    // Features by their places from here on.
    let place = |feature: &u32| features.binary_search(feature).ok();
    let places: Vec<Vec<Vec<usize>>> = (pairs.iter())
        .map(|pair| {
            (pair.mentions.iter())
                .map(|mention| mention.iter().filter_map(place).collect())
                .collect()
        })
        .collect();
    let part = train_part(pairs, &places, features.len());
    let roles = train_roles(pairs, &places, &part);
    Trained {
        features,
        part,
        roles,
    }
}

/// The likeliest of the mentions.
fn likeliest<'p>(mentions: &'p [Vec<usize>], weights: &[f64]) -> (&'p [usize], f64) {
    (mentions.iter())
        .map(|features| {
            let sum: f64 = features.iter().map(|at| weights[*at]).sum();
            (features.as_slice(), sum)
        })
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .unwrap_or((&[], 0.0))
}

/// What a round gives depends a little on the order of the examples: the mean of
/// several orders does less.
fn train_part(pairs: &[Pair], places: &[Vec<Vec<usize>>], feature_count: usize) -> Vec<f64> {
    let mut means = vec![0.0; feature_count];
    for seed in 1..=ORDERS {
        let weights = train_in_order(pairs, places, feature_count, seed);
        for (mean, weight) in means.iter_mut().zip(weights) {
            *mean += weight / f64::from(ORDERS);
        }
    }
    means
}

fn train_in_order(
    pairs: &[Pair],
    places: &[Vec<Vec<usize>>],
    feature_count: usize,
    seed: u32,
) -> Vec<f64> {
    let mut weights = vec![0.0; feature_count];
    let mut squares = vec![0.01; feature_count];
    let mut sums = vec![0.0; feature_count];
    let mut order: Vec<usize> = (0..pairs.len()).collect();
    let mut random = Random(u64::from(seed));
    for round in 0..ROUNDS {
        random.shuffle(&mut order);
        for at in &order {
            let (pair, mentions) = (&pairs[*at], &places[*at]);
            let (features, sum) = likeliest(mentions, &weights);
            let wanted = f64::from(u8::from(pair.took_part));
            let weight = if pair.attached { ATTACHED_WEIGHT } else { 1.0 };
            let slope = (sigmoid(sum) - wanted) * weight;
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

/// One regression for each role, over those who took part.
fn train_roles(
    pairs: &[Pair],
    places: &[Vec<Vec<usize>>],
    part: &[f64],
) -> Vec<[f64; ROLES.len()]> {
    let mut weights = vec![[0.0; ROLES.len()]; part.len()];
    let mut squares = vec![[0.01; ROLES.len()]; part.len()];
    let mut order: Vec<usize> = (0..pairs.len()).filter(|at| pairs[*at].took_part).collect();
    let mut random = Random(1);
    for _ in 1..ROUNDS {
        random.shuffle(&mut order);
        for at in &order {
            let (features, _) = likeliest(&places[*at], part);
            for role in 0..ROLES.len() {
                let sum: f64 = features.iter().map(|at| weights[*at][role]).sum();
                let wanted = f64::from(u8::from(pairs[*at].roles.contains(&role)));
                let slope = sigmoid(sum) - wanted;
                if slope.abs() < 1e-2 {
                    continue;
                }
                for at in features {
                    squares[*at][role] += slope * slope;
                    weights[*at][role] -= RATE * slope / squares[*at][role].sqrt();
                }
            }
        }
    }
    weights
}

/// 1 / (1 + e⁻ˣ), by products alone: libraries differ in the last bit of their
/// exponentials.
fn sigmoid(value: f64) -> f64 {
    let mut power = 1.0 - value.clamp(-30.0, 30.0) / 4096.0;
    for _ in 0..12 {
        power *= power;
    }
    1.0 / (1.0 + power)
}

/// Xorshift: the same order on every run.
struct Random(u64);

impl Random {
    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            let choices = u64::try_from(last + 1).unwrap();
            order.swap(last, usize::try_from(self.0 % choices).unwrap());
        }
    }
}

/// Tells one set of labelled cases from another: pages, events and who took part.
pub fn digest(cases: &[Case]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for case in cases {
        add(case.id.as_bytes());
        add(&case.body());
        for event in &case.events {
            add(event.kind.as_bytes());
            event.alliances.iter().for_each(|name| add(name.as_bytes()));
            add(event.subject.as_deref().unwrap_or_default().as_bytes());
            for one in &event.organizations {
                add(one.name.as_bytes());
                add(&[u8::from(one.optional)]);
                one.roles.iter().for_each(|role| add(role.as_bytes()));
            }
        }
    }
    format!("{hash:016x}")
}

/// A page that shows features of every sort.
const SPECIMEN: &str = "6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。\n\
    江淮理工大学、合肥晶锐材料有限公司连同皖江检测研究院搭台共建，研究院院长赵文礼致辞。\n\
    首批成员：\n芜湖明达玻璃有限公司\n";

/// Tells features from those of other rules: weights mean nothing to others.
pub fn digest_features() -> String {
    let submission = Submission {
        body: SPECIMEN.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    let lesson = read_lesson(&submission).unwrap();
    let features = lesson
        .examples
        .iter()
        .flat_map(|example| example.mentions.iter().flatten());
    let mut digest = Digest::new();
    features.for_each(|feature| digest.add(&feature.to_le_bytes()));
    digest.to_hex()
}

/// Tells one set of labelled cases from another: pages, events and who took part.
pub fn digest_cases(cases: &[Case]) -> String {
    let mut digest = Digest::new();
    for case in cases {
        digest.add(case.id.as_bytes());
        digest.add(&case.body());
        for event in &case.events {
            digest.add(event.kind.as_bytes());
            (event.alliances.iter()).for_each(|name| digest.add(name.as_bytes()));
            digest.add(event.subject.as_deref().unwrap_or_default().as_bytes());
            for one in &event.organizations {
                digest.add(one.name.as_bytes());
                digest.add(&[u8::from(one.optional)]);
                one.roles
                    .iter()
                    .for_each(|role| digest.add(role.as_bytes()));
            }
        }
    }
    digest.to_hex()
}

/// FNV-1a of parts.
struct Digest(u64);

impl Digest {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, part: &[u8]) {
        for byte in part.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn to_hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

/// What a model's head says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// It is trained on the first so many cases.
    pub case_count: usize,
    /// [`digest_cases`] of these.
    pub cases: String,
    /// [`digest_features`].
    pub features: String,
}

impl Origin {
    /// Of a model that is trained on the cases now.
    pub fn of(cases: &[Case]) -> Self {
        Self {
            case_count: cases.len(),
            cases: digest_cases(cases),
            features: digest_features(),
        }
    }

    /// The head of the model's file.
    pub fn to_head(&self) -> String {
        format!(
            "# Weights of features that tell who had part in an event.\n\
             # Origin: trained by tests/examples/train_participation.rs on the first {0} cases of\n\
             # worker/fixtures/cases. Licence: that of this repository.\n\
             # case_count: {0}\n\
             # cases: {1}\n\
             # features: {2}\n",
            self.case_count, self.cases, self.features
        )
    }

    /// What a head says.
    pub fn read(head: &str) -> Option<Self> {
        let field = |name: &str| {
            (head.lines()).find_map(|line| {
                line.strip_prefix("# ")?
                    .strip_prefix(name)?
                    .strip_prefix(": ")
            })
        };
        Some(Self {
            case_count: field("case_count")?.parse().ok()?,
            cases: field("cases")?.to_owned(),
            features: field("features")?.to_owned(),
        })
    }
}
