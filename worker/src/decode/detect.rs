//! Which charset the bytes themselves speak for.

use encoding_rs::Encoding;

use super::{
    charset::Charset,
    hz,
    model::{self, Cost},
};

/// Bytes outside ASCII runs that are judged.
const SAMPLE_BYTES: usize = 4 << 10;
/// Bytes of the sample that are judged first; mostly they leave no doubt.
const FIRST_BYTES: usize = 256;
/// Half bits by which a reading of those must be cheaper than all others.
const FIRST_MARGIN: Cost = 700;
/// One in so many characters of the sample may be unreadable all the same.
const FIRST_BROKEN_SHARE: usize = 64;
/// Bytes of an ASCII run that stay in the sample at either end.
const ASCII_KEPT: usize = 3;
/// Bytes that are read as UTF-16 to see whether they are.
const UTF16_SAMPLE_BYTES: usize = 256;
/// Bytes that chardetng is shown where no Chinese charset fits.
const CHARDETNG_BYTES: usize = 16 << 10;
/// Mean cost of the characters beyond ASCII up to which a reading is Chinese.
const CHINESE_MEAN_MAX: Cost = 33;
/// The same for a text that is long enough to speak for itself.
const CHINESE_LONG_MEAN_MAX: Cost = 28;
const LONG_CHARS: Cost = 16;
/// What a charset that a declaration names may cost more.
const HINT: Cost = 24;

/// What a charset costs that hardly any page has and none declares.
const RARITY: Cost = 24;

/// What the bytes speak for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Detection {
    pub(super) charset: Charset,
    /// The text is Chinese, or ASCII, in that charset beyond doubt.
    pub(super) is_sure: bool,
}

/// Finds the charset of `body`, which has no byte order mark. `hints` are the
/// declared charsets, which decide where the bytes leave it open;
/// `complete_utf8` says that all of it is sound UTF-8.
pub(super) fn detect(body: &[u8], complete_utf8: bool, hints: &[Charset]) -> Detection {
    let sure = |charset| Detection {
        charset,
        is_sure: true,
    };
    let sample = take_sample(body);
    // That eight characters of another charset should all be sound UTF-8 by
    // chance, or three of three bytes, happens once in a hundred thousand texts.
    let leads = |from: u8| sample.iter().filter(|byte| **byte >= from).count();
    if complete_utf8 && (leads(0xE0) >= 3 || leads(0xC2) >= 8) {
        return sure(Charset::Utf8);
    }
    if let Some(utf16) = detect_utf16(body) {
        return sure(utf16);
    }
    if sample.is_empty() {
        return sure(if hz::is_hz(body) {
            Charset::Hz
        } else {
            Charset::Utf8
        });
    }
    if let Some(charset) = decide_early(&sample).or_else(|| decide(&sample, hints)) {
        return sure(charset);
    }
    if complete_utf8 {
        return sure(Charset::Utf8);
    }
    let unsure = |charset| Detection {
        charset,
        is_sure: false,
    };
    let fitting = hints.iter().copied().find(|hint| reads_all(&sample, *hint));
    unsure(fitting.unwrap_or_else(|| guess_foreign(body)))
}

/// The charsets of Chinese text that are told apart by their characters.
const CHINESE: [Charset; 3] = [Charset::Utf8, Charset::Gb18030, Charset::Big5];

/// The charset in which the sample is Chinese and likeliest.
fn decide(sample: &[u8], hints: &[Charset]) -> Option<Charset> {
    CHINESE
        .into_iter()
        .chain([Charset::EucTw])
        .map(|charset| {
            let judged = judge(sample, charset);
            let is_hinted = hints.iter().any(|hint| hint.is_same_family(charset));
            let hint = if is_hinted { HINT } else { 0 };
            let is_rare = charset == Charset::EucTw && !is_hinted;
            let rarity = if is_rare { RARITY } else { 0 };
            (
                judged.cost.saturating_add(rarity).saturating_sub(hint),
                charset,
                judged.is_chinese_in(charset),
            )
        })
        .min_by_key(|(cost, _charset, _is_chinese)| *cost)
        .and_then(|(_cost, charset, is_chinese)| is_chinese.then_some(charset))
}

/// The charset that the beginning of the sample leaves no doubt of, and that
/// reads the rest of it too.
fn decide_early(sample: &[u8]) -> Option<Charset> {
    let first = sample.get(..FIRST_BYTES)?;
    let mut best: Option<(Judged, Charset)> = None;
    // The cheapest of the others, as far as it was counted.
    let mut second: Cost = Cost::MAX;
    // Sound UTF-8 is known by now: it comes last.
    for charset in [
        Charset::Gb18030,
        Charset::Big5,
        Charset::EucTw,
        Charset::Utf8,
    ] {
        // Of what is dearer than that nothing more is asked.
        let enough = best.as_ref().map_or(Cost::MAX, |(best, _)| {
            best.cost.saturating_add(FIRST_MARGIN)
        });
        let judged = judge_up_to(first, charset, enough);
        match &best {
            Some((known, _)) if known.cost <= judged.cost => second = second.min(judged.cost),
            _ => {
                second = second.min(best.map_or(Cost::MAX, |(known, _)| known.cost));
                best = Some((judged, charset));
            }
        }
    }
    let (best, charset) = best?;
    if !best.is_chinese_in(charset) || second < best.cost.saturating_add(FIRST_MARGIN) {
        return None;
    }
    let text = charset.decode(sample)?;
    let broken = text.matches('\u{FFFD}').count();
    (broken * FIRST_BROKEN_SHARE <= sample.len()).then_some(charset)
}

/// A reading's cost.
struct Judged {
    cost: Cost,
    /// Mean over the characters beyond ASCII.
    mean: Cost,
    /// Number of those characters.
    count: Cost,
    /// Those of them that are ideographs.
    ideographs: Cost,
}

impl Judged {
    /// As `is_chinese`. The pairs that are kana in other charsets are letters and
    /// signs in EUC-TW.
    fn is_chinese_in(&self, charset: Charset) -> bool {
        self.is_chinese() && (charset != Charset::EucTw || self.ideographs * 2 >= self.count)
    }

    fn is_chinese(&self) -> bool {
        let is_long = self.count >= LONG_CHARS;
        self.mean
            <= if is_long {
                CHINESE_LONG_MEAN_MAX
            } else {
                CHINESE_MEAN_MAX
            }
    }
}

fn judge(sample: &[u8], charset: Charset) -> Judged {
    judge_up_to(sample, charset, Cost::MAX)
}

/// Reads the sample as far as it costs less than `enough`.
fn judge_up_to(sample: &[u8], charset: Charset, enough: Cost) -> Judged {
    let Some(text) = charset.decode(sample) else {
        return Judged {
            cost: Cost::MAX,
            mean: Cost::MAX,
            count: 0,
            ideographs: 0,
        };
    };
    let (mut cost, mut beyond_ascii, mut count, mut ideographs) = (0, 0, 0, 0);
    let mut before = '\n';
    for character in text.chars() {
        let step = model::step_cost(before, character);
        before = character;
        cost += step;
        if !character.is_ascii() {
            beyond_ascii += step;
            count += 1;
            ideographs += Cost::from(model::is_ideograph(character));
        }
        if cost >= enough {
            break;
        }
    }
    Judged {
        cost,
        mean: beyond_ascii / Cost::max(count, 1),
        count,
        ideographs,
    }
}

fn reads_all(sample: &[u8], charset: Charset) -> bool {
    charset
        .decode(sample)
        .is_some_and(|text| !text.contains('\u{FFFD}'))
}

/// The charset of a text that is not Chinese.
fn guess_foreign(body: &[u8]) -> Charset {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    let prefix = body.get(..CHARDETNG_BYTES.min(body.len())).unwrap_or(body);
    detector.feed(prefix, true);
    Charset::from_encoding(detector.guess(None, chardetng::Utf8Detection::Allow))
}

type Unit = fn([u8; 2]) -> u16;

const CHARSETS_OF_16_BITS: [(Charset, Unit); 2] = [
    (Charset::Utf16Le, u16::from_le_bytes),
    (Charset::Utf16Be, u16::from_be_bytes),
];
/// Bytes from which on units that no Chinese text has speak against UTF-16.
const UTF16_UNITS_BYTES_MIN: usize = 64;

/// Whether three quarters of the units are such as Chinese text has; a look that
/// spares nearly all bodies the reading.
fn may_be_utf16(sample: &[u8], unit: Unit) -> bool {
    let (pairs, _odd) = sample.as_chunks::<2>();
    let known = pairs
        .iter()
        .filter(|pair| {
            matches!(
                unit(**pair),
                0x09..=0x17F | 0x2000..=0x27FF | 0x3000..=0x30FF | 0x3400..=0x9FFF | 0xFF00..=0xFFEF
            )
        })
        .count();
    sample.len() < UTF16_UNITS_BYTES_MIN || known * 4 >= pairs.len() * 3
}

/// UTF-16 without a mark: cheaper so than as bytes.
fn detect_utf16(body: &[u8]) -> Option<Charset> {
    if body.len() < 4 {
        return None;
    }
    let sample = body
        .get(..UTF16_SAMPLE_BYTES.min(body.len() & !1))
        .unwrap_or(body);
    if !CHARSETS_OF_16_BITS
        .iter()
        .any(|(_charset, unit)| may_be_utf16(sample, *unit))
    {
        return None;
    }
    let as_bytes = CHINESE
        .into_iter()
        .map(|charset| judge(sample, charset).cost)
        .min()?;
    CHARSETS_OF_16_BITS
        .into_iter()
        .filter(|(_charset, unit)| may_be_utf16(sample, *unit))
        .map(|(charset, _unit)| (judge(sample, charset), charset))
        .filter(|(judged, _charset)| judged.cost < as_bytes && judged.is_chinese())
        .map(|(judged, charset)| (judged.cost, charset))
        .min_by_key(|(cost, _charset)| *cost)
        .map(|(_cost, charset)| charset)
}

/// The passages beyond ASCII, each with a little of what stands around it.
/// Empty where all is ASCII.
fn take_sample(body: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    let mut rest = body;
    while !rest.is_empty() && sample.len() < SAMPLE_BYTES {
        let ascii_len = Encoding::ascii_valid_up_to(rest);
        let (ascii, others) = rest.split_at(ascii_len);
        let cut = !sample.is_empty() || !others.is_empty();
        if ascii.len() > ASCII_KEPT * 2 {
            // The first byte may be the trail of what stands before it.
            sample.extend(
                ascii
                    .iter()
                    .take(if sample.is_empty() { 0 } else { ASCII_KEPT }),
            );
            sample.extend(ascii.iter().skip(ascii.len() - ASCII_KEPT));
        } else if cut {
            sample.extend(ascii);
        }
        let run = others
            .iter()
            .position(u8::is_ascii)
            .unwrap_or(others.len())
            .min(SAMPLE_BYTES & !1);
        let (run, behind) = others.split_at(run);
        sample.extend(run);
        rest = behind;
    }
    if sample.is_ascii() {
        sample.clear();
    }
    sample
}
