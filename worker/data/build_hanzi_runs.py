#!/usr/bin/env python3
"""Builds hanzi_run_pairs.txt, hanzi_run_triples.txt and hanzi_names.txt: which
characters stand behind which in running text, across words, marks, numbers and line ends.

    mvn dependency:get -Dartifact=com.hankcs:hanlp:portable-1.8.4 -Dtransitive=false
    python3 build_hanzi_runs.py ~/.m2/repository/com/hankcs/hanlp/portable-1.8.4/hanlp-portable-1.8.4.jar

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

MARKS = "，。、；：？！“”‘’（）《》〔〕【】［］—…·％～／－"
FULL_WIDTH = dict(zip(",;:?!()[]%-/~", "，；：？！（）［］％－／～"))
NUMBER, LETTER, END, NAME = "0", "ａ", "␤", "Ｎ"
# Words of this folder, and how often each is counted.
TABLES = {"line_cues.tsv": 8, "divisions.tsv": 2, "place_aliases.tsv": 2, "common_word_places.txt": 2, "names/*": 4}

# How often each of this crate's own texts is counted.
OWN_WEIGHT = 3

# Share of such a count that speaks for what stands in no table.
DOUBT = 0.35
# HanLP's numbers of the roles within a name, and of the words before one.
SURNAME_TO_BEFORE = (0, 1, 2, 3, 6)
BEFORE = 6
# Names that are counted, and the share of given names of two characters.
NAME_COUNT = 40_000
LONG_NAMES = 0.75

# What absolute discounting takes from each count, and the least bits that an
# entry must spare all the text that was counted.
DISCOUNT = 0.75
PAIR_GAIN_MIN, TRIPLE_GAIN_MIN = 7.0, 16.0
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
    character = FULL_WIDTH.get(character, character)
    if "\u3400" <= character <= "\u9fff" or character in MARKS or character == END:
        return character
    if character.isdigit() and (character.isascii() or "０" <= character <= "９"):
        return NUMBER
    if character == LETTER or character.isascii() and character.isalpha():
        return LETTER
    return None


def tokens(text):
    out = []
    for one in map(token, text):
        if not (one in (NUMBER, LETTER) and out and out[-1] == one):
            out.append(one)
    return out


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


class Counts:
    def __init__(self):
        self.pairs = defaultdict(lambda: defaultdict(float))
        self.triples = defaultdict(lambda: defaultdict(float))
        self.doubts = defaultdict(float)

    def add(self, text, start, count, doubt=0.0):
        """Counts the tokens from `start` on behind those before them; a share of the
        count, `doubt`, speaks for all others."""
        for index in range(max(start, 1), len(text)):
            last, second = text[index], text[index - 1]
            if last is None or second in (None, NAME):
                continue
            self.pairs[second][last] += count * (1 - doubt)
            self.doubts[second] += count * doubt
            first = text[index - 2] if index > 1 else END if second == END else None
            if first not in (None, NAME):
                self.triples[first + second][last] += count * (1 - doubt)
                self.doubts[first + second] += count * doubt


def count_dictionary(counts, archive):
    words, _kinds = read_words(archive.read(DICTIONARY), has_total=True)
    for first, second, count in read_pairs(archive.read(PAIRS_OF_WORDS), words):
        if second == "始##始":
            continue
        before, after = readings(first), readings(second)
        for beginning in before:
            for text in after:
                beginning = beginning[-2:]
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
        beginning = tokens(word)[-2:]
        counts.add(beginning + [NAME], len(beginning), NAME_COUNT * share)
    given = defaultdict(float)
    for share, weight in ((firsts, LONG_NAMES), (singles, 1 - LONG_NAMES)):
        for character, own in share.items():
            given[character] += weight * own
    total = defaultdict(float)
    for followers in counts.pairs.values():
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


def own_texts():
    """The lines of the sound texts among this crate's own cases, in Simplified script."""
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


def count_texts(counts):
    for line in own_texts():
        counts.add([END, *tokens(line), END], 1, OWN_WEIGHT)


def prune(counts, doubts, lower, gain_min):
    """Discounted shares by beginning, without those that `lower` tells nearly as well."""
    kept = {}
    for beginning, followers in counts.items():
        doubt = doubts[beginning]
        total = sum(followers.values()) + doubt
        rest = min((DISCOUNT * len(followers) + doubt) / total, 0.95)
        shares = {}
        for last, count in followers.items():
            share = max(count - DISCOUNT, 0) / total
            shorter = lower(beginning, last)
            if share > 0 and count * math.log2((share + rest * shorter) / shorter) > gain_min:
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
    counts = Counts()
    with zipfile.ZipFile(sys.argv[1]) as archive:
        count_dictionary(counts, archive)
        names = count_names(counts, archive)
    count_tables(counts)
    count_texts(counts)
    singles = defaultdict(float)
    for followers in counts.pairs.values():
        for last, count in followers.items():
            singles[last] += count
    total = sum(singles.values())

    def single(_beginning, last):
        return singles[last] / total

    pairs = prune(counts.pairs, counts.doubts, single, PAIR_GAIN_MIN)
    rests = {beginning: 1 - sum(shares.values()) for beginning, shares in pairs.items()}

    def pair(beginning, last):
        second = beginning[1]
        return pairs.get(second, {}).get(last, 0) + rests.get(second, 1) * single(second, last)

    least = 2 ** (-(len(COST_LETTERS) - 1) / 2)
    names = {kind: {one: share for one, share in shares.items() if share > least} for kind, shares in names.items()}
    write_table("hanzi_names.txt", names)
    write_table("hanzi_run_pairs.txt", pairs)
    write_table("hanzi_run_triples.txt", prune(counts.triples, counts.doubts, pair, TRIPLE_GAIN_MIN))


main()
