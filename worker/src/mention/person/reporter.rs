//! Reporters and editors, who are no persons of an event.

use super::name::read_name;
use crate::mention::token::{Shape, Tokens};

/// Skips the names of reporters and editors: 记者 张三 李四.
pub(super) fn skip_reporters(tokens: &Tokens<'_>, index: usize) -> usize {
    let mut index = index + 1;
    loop {
        while tokens.get(index).is_some_and(|token| {
            token.shape == Shape::Space
                || [':', '：', '、', '/']
                    .iter()
                    .any(|mark| token.is_mark(*mark))
        }) {
            index += 1;
        }
        match read_name(tokens, index, false).filter(|reading| reading.end > index) {
            Some(reading) => index = reading.end,
            None => return index,
        }
    }
}
