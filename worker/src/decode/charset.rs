//! Charsets by name: those of the WHATWG Encoding Standard, HZ and EUC-TW.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, GBK, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE};

use super::euc_tw;

/// How bytes become characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    /// GB18030 without sequences of four bytes.
    Gbk,
    Gb18030,
    /// With the characters of HKSCS.
    Big5,
    /// HZ-GB-2312 (RFC 1843), which the WHATWG dropped.
    Hz,
    /// CNS 11643 in eight bits, which the WHATWG does not have either.
    EucTw,
    /// Any other of the Encoding Standard.
    Other(&'static Encoding),
}

impl Charset {
    /// The charset that a label means; `None` for an unknown one.
    pub(super) fn from_label(label: &str) -> Option<Self> {
        let label = label.trim().to_ascii_lowercase();
        match label.as_str() {
            "hz-gb-2312" | "hz" | "hz-gb2312" => return Some(Self::Hz),
            "euc-tw" | "euctw" | "x-euc-tw" | "cns11643" => return Some(Self::EucTw),
            // Labels that servers send and the standard does not list.
            "utf8mb4" | "utf-8-sig" | "utf_8" => return Some(Self::Utf8),
            "cp936" | "ms936" | "windows-936" | "euc-cn" | "gb_2312" => return Some(Self::Gbk),
            "cp950" | "ms950" | "windows-950" | "big5hkscs" => return Some(Self::Big5),
            _ => {}
        }
        Encoding::for_label(label.as_bytes())
            .filter(|encoding| *encoding != REPLACEMENT)
            .map(Self::from_encoding)
    }

    pub(super) fn from_encoding(encoding: &'static Encoding) -> Self {
        [
            (UTF_8, Self::Utf8),
            (UTF_16LE, Self::Utf16Le),
            (UTF_16BE, Self::Utf16Be),
            (GBK, Self::Gbk),
            (GB18030, Self::Gb18030),
            (BIG5, Self::Big5),
        ]
        .into_iter()
        .find_map(|(known, charset)| (known == encoding).then_some(charset))
        .unwrap_or(Self::Other(encoding))
    }

    /// The decoder; `None` for HZ and EUC-TW, which have none in the standard.
    pub(super) fn encoding(self) -> Option<&'static Encoding> {
        Some(match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Gbk => GBK,
            Self::Gb18030 => GB18030,
            Self::Big5 => BIG5,
            Self::Other(encoding) => encoding,
            Self::Hz | Self::EucTw => return None,
        })
    }

    /// What some bytes are, with U+FFFD for what is no character; `None` for HZ,
    /// which has no byte that tells it from ASCII.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<Cow<'_, str>> {
        if self == Self::EucTw {
            return Some(Cow::Owned(euc_tw::decode(bytes)));
        }
        let (text, _is_broken) = self.encoding()?.decode_without_bom_handling(bytes);
        Some(text)
    }

    /// WHATWG name, or that of IANA.
    pub(super) fn name(self) -> &'static str {
        let others = match self {
            Self::EucTw => "EUC-TW",
            _ => "HZ-GB-2312",
        };
        self.encoding().map_or(others, Encoding::name)
    }

    /// The same bytes give the same text in both, four-byte GB18030 aside.
    pub(super) fn is_same_family(self, other: Self) -> bool {
        self.family() == other.family()
    }

    pub(super) fn is_gb(self) -> bool {
        matches!(self, Self::Gbk | Self::Gb18030)
    }

    fn family(self) -> Self {
        if self == Self::Gb18030 {
            Self::Gbk
        } else {
            self
        }
    }
}
