//! Where a model is from: what it was trained on, so that a test can tell whether
//! that has changed since.

use alliance_worker::{
    Submission,
    learning::{Lesson, read_lesson},
};

use crate::gold::Case;

/// What a model's head says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// What its features tell.
    pub purpose: &'static str,
    /// It is trained on the first so many cases.
    pub case_count: usize,
    /// [`digest_cases`] of these.
    pub cases: String,
    /// [`digest_features`] of what the page below gives.
    pub features: String,
}

/// A page that shows features of every sort.
const SPECIMEN: &str = "6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。\n\
    江淮理工大学、合肥晶锐材料有限公司连同皖江检测研究院搭台共建，研究院院长赵文礼致辞。\n\
    去年，皖北光伏产业联盟拟更名，联盟理事会未予通过。\n\
    首批成员：\n芜湖明达玻璃有限公司\n";

impl Origin {
    /// Of a model of who had part in an event, trained on the cases now.
    pub fn of_participation(cases: &[Case]) -> Self {
        let examples = read_specimen().examples;
        let mentions = examples.iter().flat_map(|example| &example.mentions);
        Self::new("who had part in an event", cases, digest_features(mentions))
    }

    /// Of a model of how likely events are, trained on the cases now.
    pub fn of_detection(cases: &[Case]) -> Self {
        let topics = read_specimen().topics;
        let mentions = topics.iter().flat_map(|topic| &topic.mentions);
        Self::new("how likely an event is", cases, digest_features(mentions))
    }

    fn new(purpose: &'static str, cases: &[Case], features: String) -> Self {
        Self {
            purpose,
            case_count: cases.len(),
            cases: digest_cases(cases),
            features,
        }
    }

    /// The head of the model's file.
    pub fn to_head(&self) -> String {
        format!(
            "# Weights of features that tell {1}.\n\
             # Origin: trained by tests/examples/train_models.rs on the first {0} cases of\n\
             # worker/fixtures/cases. Licence: that of this repository.\n\
             # case_count: {0}\n\
             # cases: {2}\n\
             # features: {3}\n",
            self.case_count, self.purpose, self.cases, self.features
        )
    }

    /// How many cases a head says that the model is trained on.
    pub fn case_count(head: &str) -> Option<usize> {
        (head.lines()).find_map(|line| line.strip_prefix("# case_count: ")?.parse().ok())
    }
}

fn read_specimen() -> Lesson {
    let submission = Submission {
        body: SPECIMEN.as_bytes(),
        content_type: "text/plain; charset=utf-8",
        ..Submission::default()
    };
    read_lesson(&submission).unwrap()
}

/// Tells features from those of other rules: weights mean nothing to others.
fn digest_features<'m>(mentions: impl Iterator<Item = &'m Vec<u32>>) -> String {
    let mut digest = Digest::new();
    (mentions.flatten()).for_each(|feature| digest.add(&feature.to_le_bytes()));
    digest.to_hex()
}

/// Tells one set of labelled cases from another: pages, events and who took part.
fn digest_cases(cases: &[Case]) -> String {
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

