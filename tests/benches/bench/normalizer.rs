//! What the normalizer costs on one core, stage by stage.

use std::{collections::BTreeMap, convert::Infallible, fmt::Write as _, time::Instant};

use alliance_tests::page::{FOUNDING_SIMPLIFIED, FOUNDING_TRADITIONAL};
use alliance_worker::{Limits, Stage, Submission, normalize_observed};
use encoding_rs::GB18030;
use html5gum::{
    Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

use crate::{
    Failure,
    measure::{ROUNDS, median},
};

/// Size of an article before encoding: about 1,500 characters, as is typical.
const TEXT_BYTES: usize = 4_500;
/// Articles of one round.
const ARTICLES: usize = 300;

/// Prints articles and megabytes a second, and each stage's share, for the
/// charsets that crawlers meet most, and decode and fold on large pages.
pub(crate) fn run() -> Result<(), Failure> {
    let simplified = article(FOUNDING_SIMPLIFIED, TEXT_BYTES);
    let traditional = article(FOUNDING_TRADITIONAL, TEXT_BYTES);
    let gb18030 = GB18030.encode(&simplified).0.into_owned();
    row(
        "typical article, UTF-8",
        simplified.as_bytes(),
        "utf-8",
        ARTICLES,
    )?;
    row("typical article, GB18030", &gb18030, "gb18030", ARTICLES)?;
    row(
        "typical article, Traditional",
        traditional.as_bytes(),
        "utf-8",
        ARTICLES,
    )?;
    let html = page(&simplified, 60_000);
    row(
        "page of 60 kB, UTF-8",
        html.as_bytes(),
        "utf-8",
        ARTICLES / 10,
    )?;
    tokenizer_row(&html, ARTICLES / 10);
    let large = page(&simplified, 1_000_000);
    row("page of 1 MB, UTF-8", large.as_bytes(), "utf-8", 3)?;
    let large_gb18030 = GB18030.encode(&large).0.into_owned();
    row("page of 1 MB, GB18030", &large_gb18030, "gb18030", 3)?;
    Ok(())
}

/// The report, followed by paragraphs that tell nothing, each its own.
fn article(head: &str, bytes: usize) -> String {
    let mut text = head.to_owned();
    for number in 1.. {
        if text.len() >= bytes {
            break;
        }
        writeln!(
            text,
            "第{number}项任务要求，产业链上下游企业围绕关键环节开展协同攻关，\
             推动标准、检测、认证衔接，力争形成可复制可推广的经验。"
        )
        .expect("a string takes all");
    }
    text
}

/// The article on a page whose navigation and footer fill the rest.
fn page(article: &str, bytes: usize) -> String {
    let paragraphs = format!(
        "<p>{}</p>",
        article.lines().collect::<Vec<_>>().join("</p>\n<p>")
    );
    let mut html = String::from("<html><head><title>新闻</title></head><body><ul class=\"nav\">\n");
    for number in 0.. {
        if html.len() + paragraphs.len() >= bytes {
            break;
        }
        writeln!(
            html,
            "<li class=\"item-{number}\"><a href=\"/list/{number}.html\">行业动态</a></li>"
        )
        .expect("a string takes all");
    }
    format!("{html}</ul><div class=\"content\">{paragraphs}</div></body></html>")
}

fn row(what: &str, body: &[u8], charset: &str, articles: usize) -> Result<(), Failure> {
    let content_type = format!("text/html; charset={charset}");
    let submission = Submission {
        body,
        content_type: &content_type,
        ..Submission::default()
    };
    let mut totals = Vec::with_capacity(ROUNDS);
    let mut stages: BTreeMap<Stage, Vec<f64>> = BTreeMap::new();
    for round in 0..=ROUNDS {
        let mut spent = BTreeMap::new();
        let begin = Instant::now();
        for _ in 0..articles {
            let mut last = Instant::now();
            normalize_observed(&submission, &Limits::default(), |stage| {
                let now = Instant::now();
                *spent.entry(stage).or_insert(0.0) += (now - last).as_secs_f64();
                last = now;
            })?;
        }
        // The first round builds tables and warms caches.
        if round > 0 {
            totals.push(begin.elapsed().as_secs_f64());
            for (stage, seconds) in spent {
                stages.entry(stage).or_default().push(seconds);
            }
        }
    }
    print_row(what, body.len(), articles, median(totals), &stages);
    Ok(())
}

/// What tokenizing an HTML page costs with nothing made of it: the least that
/// the stage `page` can take with this tokenizer.
#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn tokenizer_row(html: &str, pages: usize) {
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let begin = Instant::now();
        for _ in 0..pages {
            let mut events = 0_usize;
            let mut emitter = CallbackEmitter::new(
                |_: CallbackEvent<'_>, _: Span<usize>| -> Option<Infallible> {
                    events += 1;
                    None
                },
            );
            emitter.naively_switch_states(true);
            let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
            std::hint::black_box(events);
        }
        rounds.push(begin.elapsed().as_secs_f64());
    }
    println!(
        "    {:28} {:>40.3} ms each",
        "tokenizer alone",
        median(rounds) * 1e3 / pages as f64
    );
}

#[expect(clippy::cast_precision_loss, reason = "counts and sizes are small")]
fn print_row(
    what: &str,
    bytes: usize,
    articles: usize,
    seconds: f64,
    stages: &BTreeMap<Stage, Vec<f64>>,
) {
    let megabytes = (bytes * articles) as f64 / 1e6;
    println!(
        "{what:32} {:>9.0} articles/s {:>7.1} MB/s {:>8.3} ms each",
        articles as f64 / seconds,
        megabytes / seconds,
        seconds * 1e3 / articles as f64,
    );
    let mut decode_and_fold = 0.0;
    for (stage, rounds) in stages {
        let stage_seconds = median(rounds.clone());
        if matches!(stage, Stage::Decode | Stage::Fold) {
            decode_and_fold += stage_seconds;
        }
        println!(
            "    {:28} {:>31.1} MB/s {:>8.3} ms each",
            stage.name(),
            megabytes / stage_seconds,
            stage_seconds * 1e3 / articles as f64,
        );
    }
    println!(
        "    {:28} {:>31.1} MB/s",
        "decode and fold",
        megabytes / decode_and_fold
    );
}
