//! What the words around a date expression make of it.

use super::expression::{CalendarDate, Expression, Part};
use crate::{
    date::Edtf,
    mention::{DateKind, cursor::Cursor},
};

/// What sort of date it is, by itself and by the words around it.
pub(super) fn kind_of(
    expression: &Expression,
    date: Edtf,
    start: Cursor<'_>,
    end: Cursor<'_>,
) -> DateKind {
    match expression {
        Expression::Holiday(..) => return DateKind::Holiday,
        // 三年前 tells the year, 两天前 the day; what is to come is seldom so exact.
        Expression::Distance { back: true, .. } => {}
        Expression::Span { .. } | Expression::Distance { .. } | Expression::Years(..) => {
            return DateKind::Span;
        }
        _ => {}
    }
    let before = start.is_behind(&["截至", "截止", "截止到", "截至到", "不晚于"]);
    let limits = end.looks_at(&["前", "之前", "以前", "底前", "末前"])
        && !end.looks_at(&[
            "前往", "前后", "前夕", "前来", "前三", "前沿", "前瞻", "前锋",
        ]);
    if before || limits {
        return DateKind::Deadline;
    }
    if end.looks_at(&[
        "以来", "至今", "以后", "之后", "后的", "年度", "度", "期间", "来,", "来，",
    ]) || end.is_behind(&["年"]) && end.looks_at(&["来的", "后，", "版", "第"])
    {
        return DateKind::Span;
    }
    match date {
        Edtf::Range(first, _) if first.day.is_some() => match expression {
            Expression::Range(..)
            | Expression::Calendar(CalendarDate {
                part: Some(Part::Days(..)),
                ..
            }) => DateKind::Days,
            _ => DateKind::Part,
        },
        Edtf::Range(..) => DateKind::Part,
        Edtf::Point(point) if point.day.is_some() => DateKind::Day,
        Edtf::Point(point) if point.month.is_some() => DateKind::Month,
        Edtf::Point(_) => DateKind::Year,
    }
}

/// Whether a report's dateline ends here: 6月5日电, 5日讯, 5日消息，.
pub(super) fn is_dateline(mut end: Cursor<'_>) -> bool {
    end.eat_spaces();
    if end.eat("消息") {
        return end.looks_at(&["，", ",", "：", ":", " ", "(", "（"]);
    }
    end.eat_any(&["专"]);
    if is_stamped(end) {
        return true;
    }
    end.eat_any(&["电", "讯"]).is_some()
        && !end.looks_at(&[
            "子", "话", "动", "力", "商", "影", "视", "池", "器", "网", "站", "价", "号", "飞",
            "问",
        ])
}

/// （2019年11月8日，香港）, （香港，11月8日）: whether the date stands in the bracket with the
/// place that a release begins with.
pub(super) fn is_in_release_head(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    const PLACE_CHARS_MAX: usize = 8;
    // Only the last few characters before the date are looked at.
    let before: Vec<char> = (start.behind().chars().rev())
        .take(PLACE_CHARS_MAX + 2)
        .collect();
    let opened = (before.iter()).position(|mark| ['(', '（'].contains(mark));
    let lead = opened.filter(|at| {
        (before.get(at + 1)).is_none_or(|mark| mark.is_whitespace())
            && (before.iter().take(*at)).all(|c| c.is_alphabetic() || ['，', ',', ' '].contains(c))
    });
    let behind: Vec<char> = (end.rest().chars()).take(PLACE_CHARS_MAX + 2).collect();
    let closed = (behind.iter()).position(|mark| [')', '）'].contains(mark));
    let tail = closed.filter(|at| {
        (behind.iter().take(*at)).all(|c| c.is_alphabetic() || ['，', ',', ' '].contains(c))
    });
    // (接10月12日报道), (于11月8日): what else a bracket says.
    let told = (before.first()).is_some_and(|c| "接据见于自至在".contains(*c))
        || (tail.and_then(|at| behind.get(..at)))
            .is_some_and(|tail| tail.iter().any(|c| "报讯版至".contains(*c)));
    // (11月8日) alone may say of anything when it was.
    (lead.zip(tail).filter(|_| !told)).is_some_and(|(lead, tail)| lead + tail > 1)
}

/// 2010年8月19日03:11京报讯(记者: the stamp of the page runs into the report's head.
fn is_stamped(end: Cursor<'_>) -> bool {
    const HEAD_CHARS_MAX: usize = 10;
    let digits = |text: &str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let text = end.rest();
    let hours = text.len() - digits(text);
    let Some(behind) = (text.get(hours..)).and_then(|text| text.strip_prefix([':', '：'])) else {
        return false;
    };
    let minutes = behind.len() - digits(behind);
    let head: String = (behind.get(minutes..).unwrap_or_default().chars())
        .take(HEAD_CHARS_MAX)
        .collect();
    (1..=2).contains(&hours)
        && minutes == 2
        && (head.split_once(['讯', '电'])).is_some_and(|(paper, behind)| {
            !paper.contains(['，', '。', '\n']) && behind.starts_with(['(', '（', '记'])
        })
}

/// How far behind a date the words are looked at that make it a plan's.
const PLAN_CHARS_MAX: usize = 40;

/// Whether the words around say that the date is to come: 将于6月5日,
/// 6月5日，…将在沪举行.
pub(super) fn is_planned(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    if start.is_behind(&[
        "将于",
        "拟于",
        "定于",
        "计划于",
        "预计于",
        "预定于",
        "将在",
        "拟在",
        "计划在",
        "预计",
        "计划",
        "拟",
        "将",
        "即将于",
        "报名截止",
        "截止时间为",
        "时间:",
        "时间：",
        "推迟至",
        "延期至",
        "延至",
    ]) {
        return true;
    }
    end.rest()
        .chars()
        .take(PLAN_CHARS_MAX)
        .take_while(|next| !matches!(next, '。' | '！' | '？' | '；' | '\n'))
        .collect::<String>()
        .replace("将军", "")
        .contains(['将', '拟'])
}
