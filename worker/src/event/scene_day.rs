//! On which day the sentences of an article take place: that of the scene that
//! each belongs to.

mod whole;

use self::whole::{
    is_at_meeting, is_at_opening, is_during, is_of_all_days, is_within, opens_paragraph,
};
use crate::{
    event::{
        cue::Cue,
        draft::{Draft, When},
        modality::{Modality, read_modality},
        reading::{Reading, SentenceTokens, TokenKind},
        timing::{event_dates, tells_of_saying},
    },
    mention::DateKind,
    record::EventType,
};

/// For each sentence the date of the scene: that of the last sentence before
/// it that sets one, else of the first behind it. A sentence that leaves the
/// time open (近日) ends a scene without a date of its own.
pub(crate) fn scene_dates(reading: &Reading<'_>, drafts: &[Draft]) -> Vec<Option<When>> {
    let sets: Vec<Setting> = (reading.sentences.iter())
        .map(|sentence| set_scene(reading, sentence, drafts))
        .collect();
    let first = sets.iter().find_map(|setting| match setting {
        Setting::Dated(when) => Some(Some(when.clone())),
        Setting::Open => Some(None),
        Setting::Headed(_) | Setting::Opened(_) | Setting::Same => None,
    });
    let stated = (reading.sentences.iter()).find_map(|sentence| stated_day(reading, sentence));
    let items = &reading.items;
    let first = first.flatten().filter(|_| items.is_empty());
    if let Some(date) = reading.mentions.minuted_day {
        let when = When {
            date,
            kind: DateKind::Day,
            span: 0..0,
            inherited: true,
        };
        return vec![Some(when); reading.sentences.len()];
    }
    let mut walk = Walk {
        stated,
        first,
        ..Walk::default()
    };
    (sets.into_iter().zip(&reading.sentences))
        .map(|(setting, sentence)| walk.step(reading, sentence, setting))
        .collect()
}

/// The day of the scene.
#[derive(Clone, Default)]
enum Scene {
    #[default]
    Unset,
    /// The text leaves the day open.
    Open,
    On(When),
}

impl From<Option<When>> for Scene {
    fn from(when: Option<When>) -> Self {
        when.map_or(Self::Open, Self::On)
    }
}

/// What the sentences up to one have told of days.
#[derive(Default)]
struct Walk {
    current: Scene,
    /// The scene of the report above its items.
    lead: Option<Scene>,
    /// The scene that a look back left.
    looked_back: Option<Scene>,
    /// All days of the meeting.
    whole: Option<When>,
    /// The day of its opening ceremony.
    opening: Option<When>,
    /// Whether what was told of the current day was a meeting by itself.
    meets: bool,
    opened: Option<When>,
    /// The day of what the page leaves open at first.
    stated: Option<When>,
    /// The day that the first sentence with one sets, for those before it.
    first: Option<When>,
}

impl Walk {
    fn step(
        &mut self,
        reading: &Reading<'_>,
        sentence: &SentenceTokens,
        setting: Setting,
    ) -> Option<When> {
        let index = sentence.index;
        if let Some(Some(item)) = reading.items.get(index)
            && item.opens
            && !goes_on(reading, index)
        {
            let before = self.lead.get_or_insert_with(|| self.current.clone());
            self.current.clone_from(before);
            self.opened = None;
        }
        let paragraph = opens_paragraph(reading, sentence);
        // What was told of long before ends with its paragraph.
        if paragraph && let Some(before) = self.looked_back.take() {
            self.current = before;
        }
        let text = reading.text(sentence.span.clone());
        if let Setting::Dated(when) | Setting::Opened(when) = &setting {
            if when.kind == DateKind::Days {
                self.whole = Some(when.clone());
            } else if text.contains("开幕式") && is_within(when, self.whole.as_ref()) {
                self.opening = Some(when.clone());
            }
        }
        match setting {
            Setting::Same | Setting::Opened(_) if is_during(text) && self.whole.is_some() => {
                return self.whole.clone();
            }
            Setting::Same if paragraph => self.return_to_whole(text),
            Setting::Same => {}
            Setting::Dated(when) => {
                self.meets = ["召开", "举行"].iter().any(|word| text.contains(word));
                let one_report = !reading.chronicle && reading.items.is_empty();
                if one_report && self.is_look_back(&when) {
                    self.looked_back.get_or_insert_with(|| self.current.clone());
                } else {
                    self.looked_back = None;
                }
                self.current = Scene::On(when);
            }
            Setting::Headed(when) => {
                self.current = Scene::On(when);
                self.lead = Some(self.current.clone());
                self.whole = None;
            }
            Setting::Open => self.current = self.stated.clone().into(),
            // 5月14日至16日，代表团赴…。14日，在某校，…: one of the days.
            Setting::Opened(when) if paragraph && is_within(&when, self.whole.as_ref()) => {
                self.current = Scene::On(when);
            }
            Setting::Opened(when) => self.opened = self.opened.take().or(Some(when)),
        }
        match &self.current {
            Scene::On(when) => Some(when.clone()),
            Scene::Open => None,
            Scene::Unset => self.opened.clone().or_else(|| self.first.clone()),
        }
    }

    /// Behind what was told of one day, the next line may be of all days again, or of
    /// the opening ceremony.
    fn return_to_whole(&mut self, text: &str) {
        let of_whole = is_of_all_days(text) || !self.meets && is_at_meeting(text);
        if self.opening.is_some() && is_at_opening(text) {
            self.current = self.opening.clone().into();
        } else if self.whole.is_some() && of_whole {
            self.current = self.whole.clone().into();
        }
    }

    /// Whether the day lies so long before the scene that the sentence looks back.
    fn is_look_back(&self, when: &When) -> bool {
        const LOOK_BACK_DAYS_MIN: i64 = 30;
        let Scene::On(scene) = &self.current else {
            return false;
        };
        (when.date.bounds().zip(scene.date.bounds())).is_some_and(|((_, then), (now, _))| {
            now.to_epoch_day() - then.to_epoch_day() >= LOOK_BACK_DAYS_MIN
        })
    }
}

/// ▲会上，…: a caption, or an item that tells more of the scene before.
fn goes_on(reading: &Reading<'_>, index: usize) -> bool {
    const SCENES: [&str; 7] = ["会上", "仪式上", "现场", "当天", "当日", "同日", "会后"];
    let Some(sentence) = reading.sentences.get(index) else {
        return false;
    };
    let text = reading.text(sentence.span.clone()).trim_start();
    let caption = text.starts_with(['▲', '△']);
    let words = text.trim_start_matches(|next: char| !next.is_alphanumeric());
    caption || SCENES.iter().any(|word| words.starts_with(word))
}

/// 仪式安排在7月27日上午, 会议召开时间：5月16日: the day of what was told to have been
/// 日前.
fn stated_day(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<When> {
    const MEETINGS: [&str; 8] = [
        "会议", "大会", "年会", "仪式", "活动", "论坛", "签约", "典礼",
    ];
    const STATING: [&str; 10] = [
        "时间：",
        "时间:",
        "时间为",
        "时间是",
        "日期：",
        "安排在",
        "选在",
        "定在",
        "放在",
        "日子是",
    ];
    const CLAUSE_CHARS_MAX: usize = 16;
    event_dates(reading, sentence, false)
        .map(|(_, when)| when)
        .filter(|when| when.kind == DateKind::Day)
        .find(|when| {
            let before = reading.before(sentence, when.span.start);
            let clause = before.rsplit(['，', '。', '；']).next().unwrap_or_default();
            let to_come = (when.date.bounds().zip(reading.article.anchor))
                .is_some_and(|((first, _), anchor)| first > anchor);
            let next = ["下届", "下一", "下次", "发布", "报名", "截止"]
                .iter()
                .any(|word| clause.contains(word));
            clause.chars().count() <= CLAUSE_CHARS_MAX
                && MEETINGS.iter().any(|word| clause.contains(word))
                && STATING.iter().any(|word| clause.ends_with(word))
                && !to_come
                && !next
        })
        .map(When::inherit)
}

/// 二、12月18日（周三）, DAY 2　11月19日·新乡, 第二天: a line that dates those below it.
fn headed_day(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<When> {
    const LABEL_CHARS_MAX: usize = 8;
    const PLACE_CHARS_MAX: usize = 14;
    let whole = reading.article.text.as_str();
    let line = (whole
        .get(..sentence.span.start)?
        .trim_end_matches([' ', '　']))
    .chars()
    .next_back()
    .is_none_or(|last| last == '\n');
    let text = reading.text(sentence.span.clone());
    let ends = text.ends_with('\n')
        || (whole
            .get(sentence.span.end..)?
            .trim_start_matches([' ', '　']))
        .starts_with('\n');
    let told = (sentence.tokens.iter())
        .any(|token| matches!(token.kind, TokenKind::Cue(_)) && !token.nested);
    if !line || !ends || told || sentence.headline {
        return None;
    }
    event_dates(reading, sentence, false)
        .map(|(_, when)| when)
        .filter(|when| when.kind == DateKind::Day)
        .last()
        .filter(|when| {
            let before = reading.before(sentence, when.span.start).trim();
            let behind = reading.after(sentence, when.span.end).trim();
            // The page's own line gives the day of the page.
            let of_page = when.date.bounds().map(|(first, _)| first) == reading.article.anchor;
            let label = before.chars().count() <= LABEL_CHARS_MAX
                && !before.contains(['：', ':', '，', '。', '（', '('])
                && !before.ends_with(|last: char| last.is_alphabetic() && !last.is_ascii());
            let place = behind.chars().count() <= PLACE_CHARS_MAX
                && !behind.contains(['，', '。', '：', '；', '/', '来', '发', '第', '编']);
            label && place && (!of_page || when.span.len() < SHORT_DAY_BYTES)
        })
        .map(When::inherit)
}

/// A day that names no year is shorter than this: 12月18日.
const SHORT_DAY_BYTES: usize = 13;

/// What a sentence does to the scene.
enum Setting {
    Dated(When),
    /// A line that dates those below it.
    Headed(When),
    /// 近日: some day.
    Open,
    /// A day at the sentence's head, without a gathering: 6月6日清晨，某地人头攒动.
    Opened(When),
    Same,
}

fn set_scene(reading: &Reading<'_>, sentence: &SentenceTokens, drafts: &[Draft]) -> Setting {
    let mut told = (drafts.iter()).filter(|draft| {
        draft.first_sentence() == sentence.index
            && !draft.background
            && draft.kind != EventType::AlliancePlanned
    });
    let dated = (told.clone()).find_map(|draft| draft.date.clone().filter(When::is_exact));
    let back = |when: &When| reading.text(when.span.clone()).starts_with("前一");
    // 全数同意自明年1月1日起停止运作: nothing else is told of that day.
    let to_come = |when: &When| {
        (when.date.bounds().zip(reading.article.anchor))
            .is_some_and(|((first, _), anchor)| first > anchor)
    };
    let dated = (dated.filter(|when| !to_come(when)))
        .or_else(|| gathering_date(reading, sentence).filter(|when| !to_come(when)));
    if let Some(when) = dated {
        // 签约前一天…: a look back that the scene does not follow.
        if back(&when) {
            return Setting::Same;
        }
        return Setting::Dated(when);
    }
    if let Some(when) = headed_day(reading, sentence) {
        return Setting::Headed(when);
    }
    let text = reading.text(sentence.span.clone());
    let open = || {
        ["近日", "日前", "近期", "不久前", "前不久", "连日来"]
            .iter()
            .any(|word| text.contains(word))
    };
    // 从27日开始，甲、乙相继成立: each on a day of its own.
    let in_turn = || {
        ["从", "自"].iter().any(|word| text.contains(word))
            && ["开始", "起"].iter().any(|word| text.contains(word))
            && ["相继", "陆续", "先后"]
                .iter()
                .any(|word| text.contains(word))
    };
    if told.next().is_some() && (open() || in_turn()) {
        Setting::Open
    } else {
        opening_date(reading, sentence).map_or(Setting::Same, |when| {
            if moves_on(reading.text(when.span.clone())) {
                Setting::Dated(when)
            } else {
                Setting::Opened(when)
            }
        })
    }
}

/// 次日转赴某地, 三天后: the telling goes on to another day.
fn moves_on(day: &str) -> bool {
    day.starts_with(['次', '翌', '隔', '第']) || day.ends_with('后')
}

/// The day that a sentence begins with, or that it calls 今天 or 昨天, where it
/// tells of no reporter and of nothing earlier or to come.
fn opening_date(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<When> {
    let other = (sentence.tokens.iter())
        .any(|token| token.is_any_cue(&[Cue::Earlier, Cue::Future, Cue::Since]));
    if other || sentence.headline {
        return None;
    }
    event_dates(reading, sentence, false)
        .map(|(_, when)| when)
        .filter(When::is_exact)
        .find(|when| {
            let behind = reading.after(sentence, when.span.end);
            let before = reading.before(sentence, when.span.start).trim();
            let labelled = ["时间：", "日期："]
                .iter()
                .any(|label| before.ends_with(label));
            let to_come = (when.date.bounds().zip(reading.article.anchor))
                .is_some_and(|((first, _), anchor)| first > anchor);
            let bracketed =
                before.starts_with('【') && before.find('】') == before.rfind(['】', '，']);
            let bracketed = bracketed && before.ends_with('】');
            let heads = before.is_empty() || bracketed || labelled && !to_come;
            let reporter = (behind.trim_start_matches(['，', ' '])).starts_with(['记', '笔']);
            // 今天, 昨晚, 今(22)日
            let relative = (reading.text(when.span.clone())).starts_with(['今', '昨', '前']);
            let credited = is_credit(before);
            (heads || relative || credited) && !reporter && !tells_of_saying(behind)
        })
}

/// (特约记者沈某), 本报讯(记者林某): what stands before the first word of a report.
fn is_credit(before: &str) -> bool {
    const CREDIT_CHARS_MAX: usize = 30;
    let head = before.trim_end();
    let credit = head
        .strip_suffix([')', '）'])
        .and_then(|head| head.rsplit_once(['(', '（']));
    credit.is_some_and(|(paper, names)| {
        let reports = ["记者", "通讯员", "特约"]
            .iter()
            .any(|word| names.contains(word));
        reports && !paper.contains(['，', '。']) && head.chars().count() <= CREDIT_CHARS_MAX
    })
}

/// The day of a sentence that tells of a gathering without an event of its own.
pub(crate) fn gathering_date(reading: &Reading<'_>, sentence: &SentenceTokens) -> Option<When> {
    let gathers = (sentence.tokens.iter().enumerate()).any(|(index, token)| {
        token.is_any_cue(&[Cue::Meet, Cue::Attend, Cue::Issue, Cue::Sign])
            && !token.nested
            && read_modality(reading, sentence, index) == Modality::Fact
    });
    let earlier = (sentence.tokens.iter()).any(|token| token.is_cue(Cue::Earlier));
    // 依5月20日召开的会员大会决议: what was decided before.
    let text = reading.text(sentence.span.clone());
    let refers = ["依", "根据", "按照", "遵照"]
        .iter()
        .any(|word| text.trim_start().starts_with(word));
    if !gathers || earlier || refers {
        return None;
    }
    event_dates(reading, sentence, false)
        .map(|(_, when)| when)
        .filter(|when| !tells_of_saying(reading.after(sentence, when.span.end)))
        .find(When::is_exact)
}
