#!/usr/bin/env python3
"""Builds hanzi_runs.txt and hanzi_names.txt: which characters stand behind which in
running text, across words, marks, numbers and line ends.

    mvn dependency:get -Dartifact=com.hankcs:hanlp:portable-1.8.4 -Dtransitive=false
    python3 build_hanzi_runs.py ~/.m2/repository/com/hankcs/hanlp/portable-1.8.4/hanlp-portable-1.8.4.jar

A number behind it leaves out the own cases of higher numbers: judge by those.
Counted are the pairs of words, with their frequencies, of HanLP's small core
dictionary (Apache-2.0), the words of this folder's own tables, and the running
text of this crate's own cases, which is of the field that the pages are of. What
the shorter context tells nearly as well is left out. The same input gives the same
tables."""

import html
import json
import math
import re
import struct
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
DICTIONARY = "data/dictionary/CoreNatureDictionary.mini.txt.bin"
NAMES = "data/dictionary/person/nr.txt.bin"
PAIRS_OF_WORDS = "data/dictionary/CoreNatureDictionary.ngram.mini.txt.table.bin"

NUMBER, LETTER, SPACE, END, NAME = "0", "ａ", " ", "␤", "Ｎ"
QUOTES = dict(zip("「」『』", "“”‘’"))
# Characters that the longest context has.
CONTEXT = 3
# Words of this folder, and how often each is counted.
TABLES = {"line_cues.tsv": 8, "divisions.tsv": 2, "place_aliases.tsv": 2, "common_word_places.txt": 2, "names/*": 6}

# How often each text of this crate's own is counted, and each pair of the dictionary.
OWN_WEIGHT, DICTIONARY_WEIGHT = 5, 1

# Share of a word's count that speaks for what stands in no table.
DOUBT = 0.35
# HanLP's numbers of the roles within a name, and of the words before one.
SURNAME_TO_BEFORE = (0, 1, 2, 3, 6)
BEFORE = 6
# Names that are counted, and the share of given names of two characters.
NAME_COUNT = 40_000
LONG_NAMES = 0.75

# What absolute discounting takes from each count, by the length of the context,
# and the least bits that an entry must spare all the text that was counted.
DISCOUNTS = (0.6, 0.8, 0.9)
GAINS_MIN = (9.0, 25.0, 34.0)
# Shares below this are none.
SHARE_MIN = 2**-15.7
COST_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEF"

HEADER = """\
# Origin: computed by build_hanzi_runs.py from the pairs of words of HanLP's small
# core dictionary (https://github.com/hankcs/HanLP, portable-1.8.4; licence:
# Apache-2.0), from this folder's own tables of words and from the running text of
# this crate's own cases (fixtures/cases).
# Lines of a beginning, a tab, then last characters behind the letter of their
# cost: a to z and A to F for 0 to 31 half bits of -log2 p(last | beginning);
# 0 is a number, ａ a Latin word, ␤ the beginning or end of a line, Ｎ a person's
# name. Of names: 姓 family names, 名 and 末 the first and second character of given
# names, 氏 how often a character is a family name where it stands.
"""


def read_words(data, has_total):
    """Words of a dictionary in HanLP's binary form, by their index, and the kinds
    of each with their frequencies."""
    at = 0

    def integer():
        nonlocal at
        at += 4
        return struct.unpack_from(">i", data, at - 4)[0]

    size = integer()
    kinds = []
    for _ in range(size):
        if has_total:
            integer()
        kinds.append([(integer(), integer()) for _ in range(integer())])
    length = integer()
    trie = struct.unpack_from(f">{2 * length}i", data, at)
    base, check = trie[0::2], trie[1::2]
    children = defaultdict(list)
    for index in range(length):
        if base[index] or check[index]:
            children[check[index]].append(index)
    words = [None] * size
    open_nodes = [(base[0], "")]
    while open_nodes:
        begin, prefix = open_nodes.pop()
        for index in children[begin]:
            if index == begin and base[index] < 0:
                words[-base[index] - 1] = prefix
            elif index > begin and base[index] > 0:
                open_nodes.append((base[index], prefix + chr(index - begin - 1)))
    return words, kinds


def read_pairs(data, words):
    """First word, second word, frequency: two serialized arrays of Java."""

    def array(at):
        length = struct.unpack_from(">i", data, at)[0]
        return struct.unpack_from(f">{length}i", data, at + 4), at + 4 + 4 * length

    starts, at = array(data.index(b"xp") + 2)
    pairs, _ = array(at + 6)
    for first, (start, end) in enumerate(zip(starts, starts[1:])):
        for index in range(start, end):
            yield words[first], words[pairs[2 * index]], pairs[2 * index + 1]


def token(character):
    """What a character is counted as; None for what is no sign of any text."""
    if character == END:
        return character
    if character.isspace() and character != "\u3000" or character == "\u00a0":
        return SPACE
    if character.isascii():
        if character.isdigit():
            return NUMBER
        if character.isalpha():
            return LETTER
        return chr(ord(character) + 0xFEE0)
    if "０" <= character <= "９":
        return NUMBER
    if character == LETTER or "ａ" <= character <= "ｚ" or "Ａ" <= character <= "Ｚ":
        return LETTER
    character = QUOTES.get(character, character)
    return character if character <= "\uffff" and not "\ue000" <= character <= "\uf8ff" else None


def tokens(text):
    out = []
    # A number is one, with its points.
    for one in map(token, re.sub(r"(?<=[0-9])[.,](?=[0-9])", "", text)):
        if not (one in (NUMBER, LETTER) and out and out[-1] == one):
            out.append(one)
    return out


class Counts:
    """Which tokens stand behind which, in texts of one origin."""

    def __init__(self, weight):
        self.weight = weight
        self.runs = [defaultdict(lambda: defaultdict(float)) for _ in range(CONTEXT)]
        self.doubts = defaultdict(float)

    def add(self, text, start, count=1.0, doubt=0.0):
        """Counts the tokens from `start` on behind those before them; a share of the
        count, `doubt`, speaks for all others."""
        for index in range(max(start, 1), len(text)):
            last = text[index]
            if last is None:
                continue
            beginning = ""
            for length in range(1, min(CONTEXT, index) + 1):
                first = text[index - length]
                if first in (None, NAME):
                    break
                beginning = first + beginning
                self.runs[length - 1][beginning][last] += count * (1 - doubt)
                if doubt:
                    self.doubts[beginning] += count * doubt

    def add_line(self, line):
        self.add([END] * CONTEXT + tokens(line) + [END], CONTEXT)


def readings(word):
    """What a word of the dictionary can be, as tokens; None is unknown."""
    if word in ("始##始", "末##末"):
        return [[END]]
    if word == "未##数":
        return [[NUMBER]]
    if word == "未##时":
        return [[NUMBER, unit] for unit in "年月日"]
    if word == "未##人":
        return [[NAME]]
    return [[None]] if "##" in word else [tokens(word)]


def count_dictionary(counts, archive):
    words, _kinds = read_words(archive.read(DICTIONARY), has_total=True)
    for first, second, count in read_pairs(archive.read(PAIRS_OF_WORDS), words):
        if second == "始##始":
            continue
        before, after = readings(first), readings(second)
        for beginning in before:
            for text in after:
                beginning = [END] * CONTEXT if beginning == [END] else beginning[-CONTEXT:]
                counts.add(beginning + text, len(beginning), count / len(before) / len(after))


def count_names(counts, archive):
    """Counts what stands before a name, as if `NAME_COUNT` names were read. Gives the
    shares of family names, of the first and the second character of given names,
    and how often a character that can be a family name is one."""
    shares = [{} for _ in SURNAME_TO_BEFORE]
    words, kinds = read_words(archive.read(NAMES), has_total=False)
    for word, found in zip(words, kinds):
        for kind, count in found:
            if kind in SURNAME_TO_BEFORE and (kind == BEFORE or len(word) == 1):
                shares[SURNAME_TO_BEFORE.index(kind)][word] = count
    for share in shares:
        total = sum(share.values())
        for word in share:
            share[word] /= total
    surnames, firsts, lasts, singles, before = shares
    for word, share in before.items():
        beginning = tokens(word)[-CONTEXT:]
        counts.add(beginning + [NAME], len(beginning), NAME_COUNT * share)
    given = defaultdict(float)
    for share, weight in ((firsts, LONG_NAMES), (singles, 1 - LONG_NAMES)):
        for character, own in share.items():
            given[character] += weight * own
    total = defaultdict(float)
    for followers in counts.runs[0].values():
        for last, count in followers.items():
            total[last] += count
    is_name = {}
    for surname, share in surnames.items():
        as_name = NAME_COUNT * share
        is_name[surname] = as_name / (as_name + total[surname])
    return {"姓": surnames, "名": given, "末": lasts, "氏": is_name}


def count_tables(counts):
    for pattern, weight in TABLES.items():
        for path in sorted(HERE.glob(pattern)):
            for line in path.read_text(encoding="utf-8").splitlines():
                if not line.startswith("#"):
                    for word in re.findall("[㐀-鿿]{2,}", line):
                        counts.add(tokens(word), 0, weight, DOUBT)
    for line in (HERE / "running_phrases.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            weight, words = line.split("\t")
            for word in words.split():
                counts.add(tokens(word), 0, float(weight), DOUBT)


def merge(sources, length):
    """By beginning: the doubt, and by last token the count and what is discounted."""
    merged = {}
    for source in sources:
        for beginning, followers in source.runs[length - 1].items():
            own = merged.setdefault(beginning, {})
            for last, count in followers.items():
                before, discounted = own.get(last, (0.0, 0.0))
                discount = source.weight * min(DISCOUNTS[length - 1], count)
                own[last] = (before + source.weight * count, discounted + discount)
    return merged


def own_texts(last):
    """The lines of the sound texts among this crate's own cases, up to that of a
    number, in Simplified script."""
    simple = {}
    for table in ("TWVariants.txt", "HKVariants.txt", "TSCharacters.txt"):
        for line in (HERE / "opencc" / table).read_text(encoding="utf-8").splitlines():
            key, _, values = line.partition("\t")
            if table == "TSCharacters.txt":
                simple[key] = values.split(" ")[0]
            else:
                for value in values.split(" "):
                    simple.setdefault(value, key)
    for path in sorted((HERE.parent / "fixtures/cases").glob("*.json")):
        if int(path.stem.rpartition("-")[2]) > last:
            continue
        case = json.loads(path.read_text(encoding="utf-8"))
        body = (path.parent / case["submission"]["file"]).read_bytes()
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            continue
        # Readings in brackets are no running text, nor is what lost its bytes.
        if re.search("[\ufffdāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]", text):
            continue
        text = re.sub("(?s)<(script|style).*?</\\1>", "\n", text)
        text = html.unescape(re.sub("<[^>]*>", "\n", text))
        for line in text.splitlines():
            line = line.strip()
            if sum("㐀" <= one <= "鿿" for one in line) * 2 > len(line):
                yield "".join(simple.get(simple.get(one, one), simple.get(one, one)) for one in line)


def prune(counts, doubts, shorter, gain_min):
    """Discounted shares by beginning, without those that `shorter` tells nearly as well."""
    kept = {}
    for beginning, followers in counts.items():
        doubt = doubts.get(beginning, 0.0)
        total = sum(count for count, _ in followers.values()) + doubt
        rest = min((sum(discount for _, discount in followers.values()) + doubt) / total, 0.95)
        shares = {}
        for last, (count, discount) in followers.items():
            share = (count - discount) / total
            lower = shorter(beginning, last)
            if share > SHARE_MIN and count * math.log2((share + rest * lower) / lower) > gain_min:
                shares[last] = share
        if shares:
            kept[beginning] = shares
    return kept


def write_table(name, table):
    lines = []
    for beginning, shares in sorted(table.items()):
        by_cost = defaultdict(list)
        for last, share in shares.items():
            by_cost[min(round(-2 * math.log2(share)), len(COST_LETTERS) - 1)].append(last)
        lasts = "".join(COST_LETTERS[cost] + "".join(sorted(by_cost[cost])) for cost in sorted(by_cost))
        lines.append(f"{beginning}\t{lasts}\n")
    (HERE / name).write_text(HEADER + "".join(lines), encoding="utf-8")
    print(name, sum(map(len, table.values())), "entries")


def main():
    dictionary, own = Counts(DICTIONARY_WEIGHT), Counts(OWN_WEIGHT)
    with zipfile.ZipFile(sys.argv[1]) as archive:
        count_dictionary(dictionary, archive)
        names = count_names(dictionary, archive)
    count_tables(dictionary)
    for line in own_texts(int(sys.argv[2]) if len(sys.argv) > 2 else sys.maxsize):
        own.add_line(line)
    sources = [dictionary, own]
    singles = defaultdict(float)
    for followers in merge(sources, 1).values():
        for last, (count, _discount) in followers.items():
            singles[last] += count
    total = sum(singles.values())

    def shorter(_beginning, last):
        return singles[last] / total

    least = 2 ** (-(len(COST_LETTERS) - 1) / 2)
    names = {kind: {one: share for one, share in shares.items() if share > least} for kind, shares in names.items()}
    write_table("hanzi_names.txt", names)
    kept = {}
    for length in range(1, CONTEXT + 1):
        kept |= prune(merge(sources, length), dictionary.doubts, shorter, GAINS_MIN[length - 1])
        rests = {beginning: 1 - sum(shares.values()) for beginning, shares in kept.items()}

        def shorter(beginning, last, lower=shorter, length=length):
            beginning = beginning[-length:]
            if beginning in kept:
                return kept[beginning].get(last, 0) + rests[beginning] * lower(beginning, last)
            return lower(beginning, last)

    write_table("hanzi_runs.txt", kept)


main()
