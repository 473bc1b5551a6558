#!/usr/bin/env python3
"""Builds euc_tw.tsv: the characters of CNS 11643's planes 1 to 3, as EUC-TW has them.

    uconv --version                          # ICU's own converter, Debian: icu-devtools
    python3 build_euc_tw.py

ICU's table euc-tw-2014 is asked for each pair of bytes. Private-use characters are
left out. The same table gives the same file."""

import subprocess
from pathlib import Path

PLANES = 3
BYTES = range(0xA1, 0xFF)
NONE = "."

HEADER = """\
# Origin: computed by build_euc_tw.py from the table euc-tw-2014 of ICU 72.1
# (https://github.com/unicode-org/icu). Licence: Unicode-3.0.
# Lines of a plane of CNS 11643, a tab, the row's byte, a tab, the characters of the
# row's cells from byte A1 on; a full stop where a cell has none.
"""


def is_kept(cell):
    return len(cell) == 1 and cell != "\ufffd" and not 0xE000 <= ord(cell) <= 0xF8FF and ord(cell) < 0xF0000


def read_row(plane, row):
    lead = b"" if plane == 1 else bytes([0x8E, 0xA0 + plane])
    pairs = b"\n".join(lead + bytes([row, cell]) for cell in BYTES) + b"\n"
    command = ["uconv", "-f", "euc-tw-2014", "-t", "utf-8", "--from-callback", "substitute"]
    text = subprocess.run(command, input=pairs, capture_output=True, check=True).stdout.decode()
    cells = text.split("\n")[: len(BYTES)]
    return "".join(cell if is_kept(cell) else NONE for cell in cells).rstrip(NONE)


def main():
    lines = []
    for plane in range(1, PLANES + 1):
        for row in BYTES:
            cells = read_row(plane, row)
            if cells:
                lines.append(f"{plane}\t{row:02X}\t{cells}\n")
    Path(__file__).with_name("euc_tw.tsv").write_text(HEADER + "".join(lines), "utf-8")


if __name__ == "__main__":
    main()
