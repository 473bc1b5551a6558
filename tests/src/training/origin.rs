//! Where a model is from: what it was trained on, so that a test can tell whether
//! that has changed since.

use alliance_worker::{
    Submission,
    learning::{Lesson, read_lesson, read_line_ends, read_page_days},
};

use crate::gold::Case;

/// What a model's head says of its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The example that trains it.
    pub trained_by: &'static str,
    /// What its features tell.
    pub purpose: &'static str,
    /// The product's own cases.
    pub own: CaseSet,
    /// The labelled cases beside the checkout; `None` where they are not there.
    pub gold: Option<CaseSet>,
    /// [`digest_features`] of what the page below gives.
    pub features: String,
}

/// So many cases, the first of their folder, and a digest of their labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseSet {
    pub count: usize,
    pub digest: String,
}

impl CaseSet {
    fn of(cases: &[Case], digest: fn(&[Case]) -> String) -> Self {
        Self {
            count: cases.len(),
            digest: digest(cases),
        }
    }

    fn read(head: &str, name: &str) -> Option<Self> {
        let line = head.lines().find_map(|line| line.strip_prefix(name))?;
        let (count, digest) = line.strip_prefix(": ")?.split_once(' ')?;
        Some(Self {
            count: count.parse().ok()?,
            digest: digest.to_owned(),
        })
    }
}

/// A page that shows features of every sort.
const SPECIMEN: &str = "6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。\n\
    江淮理工大学、合肥晶锐材料有限公司连同皖江检测研究院搭台共建，研究院院长赵文礼致辞。\n\
    去年，皖北光伏产业联盟拟更名，联盟理事会未予通过。\n\
    首批成员：\n芜湖明达玻璃有限公司\n";

/// One that shows those of places.
const SITE_SPECIMEN: &str = "(海峡社记者林小舟合肥22日电)江淮光伏材料产业联盟今天改选理事长，由高明远接任。\n\
    芜湖市弋江区政府、安徽省能源局派人到会，皖北光伏产业联盟也在蚌埠市筹备。\n";

/// One that shows those of dates.
const DAY_SPECIMEN: &str = "江淮光伏材料产业联盟在合肥成立\n2024-06-20 来源：江淮新闻网\n\
    6月18日至19日，江淮光伏材料产业大会召开，江淮光伏材料产业联盟成立。\n\
    皖北光伏产业联盟曾于2021年3月成立。昨日，江淮理工大学与合肥晶锐材料有限公司签约。\n";

/// One that shows those of lines.
const LINE_SPECIMEN: &str = "首页 > 要闻\n江淮光伏材料产业联盟在合肥成立\n\
    2024-06-18 09:30 来源：江淮新闻网\n\
    6月18日，江淮光伏材料产业联盟在安徽省合肥市成立。\n\
    （一）联盟由江淮理工大学 、合肥晶锐材料有限公司发起。\n【打印】 【关闭】\n";

impl Origin {
    /// Of a model of who had part in an event, trained on the cases now.
    pub fn of_participation(own: &[Case], gold: Option<&[Case]>) -> Self {
        let examples = read_specimen(SPECIMEN).examples;
        let mentions = examples.iter().flat_map(|example| &example.mentions);
        Self::new(
            "who had part in an event",
            own,
            gold,
            digest_cases,
            digest_features(mentions),
        )
    }

    /// Of a model of which persons had part in an event, trained on the cases now.
    pub fn of_attendance(own: &[Case], gold: Option<&[Case]>) -> Self {
        let persons = read_specimen(SPECIMEN).persons;
        let mentions = persons.iter().flat_map(|example| &example.mentions);
        Self::new(
            "which persons had part in an event",
            own,
            gold,
            digest_cases,
            digest_features(mentions),
        )
    }

    /// Of a model of how likely events are, trained on the cases now.
    pub fn of_detection(own: &[Case], gold: Option<&[Case]>) -> Self {
        let topics = read_specimen(SPECIMEN).topics;
        let mentions = topics.iter().flat_map(|topic| &topic.mentions);
        Self::new(
            "how likely an event is",
            own,
            gold,
            digest_cases,
            digest_features(mentions),
        )
    }

    /// Of a model of what a page is about, trained on the cases now.
    pub fn of_topicality(own: &[Case], gold: Option<&[Case]>) -> Self {
        let page = read_specimen(SPECIMEN).page;
        Self::new(
            "whether a page is about alliances",
            own,
            gold,
            digest_cases,
            digest_features([&page].into_iter()),
        )
    }

    /// Of a model of when events happened, trained on the cases now.
    pub fn of_day(own: &[Case], gold: Option<&[Case]>) -> Self {
        let examples = read_specimen(DAY_SPECIMEN).days;
        let days = examples.iter().flat_map(|example| &example.days);
        Self::new(
            "when an event happened",
            own,
            gold,
            digest_days,
            digest_features(days.map(|day| &day.features)),
        )
    }

    /// Of a model of where events took place, trained on the cases now.
    pub fn of_site(own: &[Case], gold: Option<&[Case]>) -> Self {
        let examples = read_specimen(SITE_SPECIMEN).sites;
        let sites = examples.iter().flat_map(|example| &example.sites);
        Self::new(
            "where an event took place",
            own,
            gold,
            digest_sites,
            digest_features(sites.map(|site| &site.features)),
        )
    }

    /// Of a model of which date of a page is its own, trained on the pages now.
    pub fn of_page_day(own: &[Case], gold: Option<&[Case]>) -> Self {
        let submission = Submission {
            body: LINE_SPECIMEN.as_bytes(),
            content_type: "text/plain; charset=utf-8",
            ..Submission::default()
        };
        let dates = read_page_days(&submission).unwrap().dates;
        Self::new(
            "which date of a page is its own",
            own,
            gold,
            digest_page_days,
            digest_features(dates.iter().map(|(_, features)| features)),
        )
    }

    /// Of a model of where lines end, trained on the pages now.
    pub fn of_line_ends(own: &[Case]) -> Self {
        let page = LINE_SPECIMEN.as_bytes();
        let submission = Submission {
            body: page,
            content_type: "text/plain; charset=utf-8",
            ..Submission::default()
        };
        let blanks = read_line_ends(&submission).unwrap();
        Self {
            trained_by: "train_line_ends.rs",
            ..Self::new(
                "where the lines of a page ended that stands in one line",
                own,
                None,
                digest_pages,
                digest_features(blanks.iter().map(|(features, _)| features)),
            )
        }
    }

    fn new(
        purpose: &'static str,
        own: &[Case],
        gold: Option<&[Case]>,
        digest: fn(&[Case]) -> String,
        features: String,
    ) -> Self {
        Self {
            trained_by: "train_models.rs",
            purpose,
            own: CaseSet::of(own, digest),
            gold: gold.map(|cases| CaseSet::of(cases, digest)),
            features,
        }
    }

    /// The head of the model's file.
    pub fn to_head(&self) -> String {
        let gold =
            (self.gold.as_ref()).map(|gold| format!("# gold: {} {}\n", gold.count, gold.digest));
        format!(
            "# Weights of features that tell {}.\n\
             # Origin: trained by tests/examples/{} on the first so many cases of\n\
             # worker/fixtures/cases (own) and of the labelled cases beside the checkout (gold).\n\
             # Licence: that of this repository.\n\
             # own: {} {}\n{}\
             # features: {}\n",
            self.purpose,
            self.trained_by,
            self.own.count,
            self.own.digest,
            gold.unwrap_or_default(),
            self.features
        )
    }

    /// How many own cases, and how many others, a head says that the model is
    /// trained on.
    pub fn case_counts(head: &str) -> Option<(usize, Option<usize>)> {
        let own = CaseSet::read(head, "# own")?;
        let gold = CaseSet::read(head, "# gold");
        Some((own.count, gold.map(|gold| gold.count)))
    }

    /// The head without what it says of the cases beside the checkout.
    pub fn without_gold(head: &str) -> String {
        let lines = head.lines().filter(|line| !line.starts_with("# gold:"));
        lines.chain([""]).collect::<Vec<_>>().join("\n")
    }
}

fn read_specimen(page: &str) -> Lesson {
    let submission = Submission {
        body: page.as_bytes(),
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
            for one in event.organizations.iter().chain(&event.persons) {
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

/// Tells one set of pages from another.
fn digest_pages(cases: &[Case]) -> String {
    let mut digest = Digest::new();
    for case in cases {
        digest.add(case.id.as_bytes());
        digest.add(&case.body());
    }
    digest.to_hex()
}

/// The same of the days of the pages.
fn digest_page_days(cases: &[Case]) -> String {
    let mut digest = Digest::new();
    digest.add(digest_pages(cases).as_bytes());
    for case in cases {
        let own = case.article.published_on.as_deref();
        digest.add(own.unwrap_or_default().as_bytes());
    }
    digest.to_hex()
}

/// The same of where events took place.
fn digest_sites(cases: &[Case]) -> String {
    let mut digest = Digest::new();
    digest.add(digest_cases(cases).as_bytes());
    for event in cases.iter().flat_map(|case| &case.events) {
        let place = event.place.clone().unwrap_or_default();
        for name in [place.province, place.city, place.district] {
            digest.add(name.unwrap_or_default().as_bytes());
        }
    }
    digest.to_hex()
}

/// The same of when events happened.
fn digest_days(cases: &[Case]) -> String {
    let mut digest = Digest::new();
    digest.add(digest_cases(cases).as_bytes());
    for event in cases.iter().flat_map(|case| &case.events) {
        digest.add(event.date.as_deref().unwrap_or_default().as_bytes());
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
