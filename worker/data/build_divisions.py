#!/usr/bin/env python3
"""Builds divisions.tsv and former_divisions.tsv.

usage: build_divisions.py GAZETTEER_DIR, a folder that holds
  vant_area_data_2.1.0.json          @vant/area-data 2.1.0 (MIT): codes and names
  HK-MO-TW.json                      divisions of Taiwan by county and city
  jionlp_china_location_change.txt   JioNLP (Apache-2.0): old names since 2002
"""
import json
import pathlib
import sys

# The peoples whose names stand in those of autonomous divisions.
PEOPLES = """蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 拉祜 水
东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 鄂温克 德昂 保安
裕固 独龙 鄂伦春 各""".split()
# Full names that the rule for autonomous divisions would cut too short.
SHORT = {
    "内蒙古自治区": "内蒙古", "广西壮族自治区": "广西", "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏", "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港", "澳门特别行政区": "澳门",
    "博尔塔拉蒙古自治州": "博尔塔拉", "巴音郭楞蒙古自治州": "巴音郭楞",
    "克孜勒苏柯尔克孜自治州": "克孜勒苏", "伊犁哈萨克自治州": "伊犁",
    "九龙城区": "九龙城",
}
# Short forms that name no division by themselves.
GENERIC = set("城中 市中 城关 新城 桥东 桥西 路南 路北 河东 河西 城东 城西 城北 城南 东城 西城 市南 市北".split())
# Not in GB/T 2260, though the source has them.
NOT_STANDARD = {"320112"}

# Changes that the list of old names leaves out, as the State Council decreed them.
FORMER = [
    ("莱芜市", "", "370116"), ("莱城区", "莱芜市", "370116"), ("钢城区", "莱芜市", "370117"),
    ("崇文区", "北京市", "110101"), ("宣武区", "北京市", "110102"),
    ("闸北区", "上海市", "310106"), ("卢湾区", "上海市", "310101"),
    ("南汇区", "上海市", "310115"), ("崇明县", "上海市", "310151"),
    ("塘沽区", "天津市", "120116"), ("汉沽区", "天津市", "120116"), ("大港区", "天津市", "120116"),
    ("思茅市", "", "530800"), ("台北县", "", "711100"), ("台中县", "", "710400"),
    ("台南县", "", "710300"), ("高雄县", "", "710200"), ("桃园县", "", "711400"),
    ("南郊区", "大同市", "140214"), ("沧浪区", "苏州市", "320508"), ("平江区", "苏州市", "320508"),
    ("金阊区", "苏州市", "320508"), ("吴江市", "苏州市", "320509"), ("白下区", "南京市", "320104"),
    ("下关区", "南京市", "320106"), ("溧水县", "南京市", "320117"), ("高淳县", "南京市", "320118"),
    ("余姚县", "宁波市", "330281"), ("江东区", "宁波市", "330212"), ("奉化市", "宁波市", "330213"),
    ("萧山市", "杭州市", "330109"), ("余杭市", "杭州市", "330110"), ("富阳市", "杭州市", "330111"),
    ("临安市", "杭州市", "330112"), ("绍兴县", "绍兴市", "330603"), ("上虞市", "绍兴市", "330604"),
    ("崇安区", "无锡市", "320213"), ("南长区", "无锡市", "320213"), ("北塘区", "无锡市", "320213"),
    ("郫县", "成都市", "510117"), ("双流县", "成都市", "510116"), ("简阳县", "成都市", "510185"),
]


def strip_peoples(stem):
    changed = True
    while changed:
        changed = False
        for people in sorted(PEOPLES, key=len, reverse=True):
            for tail in (people + "族", people if len(people) > 1 else None):
                if tail and stem.endswith(tail) and len(stem) - len(tail) >= 2:
                    stem, changed = stem[: -len(tail)], True
    return stem


def short_of(name):
    if name in SHORT:
        return SHORT[name]
    for suffix in ("自治州", "自治县", "自治旗"):
        if name.endswith(suffix):
            return strip_peoples(name[: -len(suffix)])
    for suffix in ("地区", "林区", "新区", "省", "市", "盟", "县", "区", "旗"):
        if name.endswith(suffix):
            stem = name[: -len(suffix)]
            if len(stem) >= 2:
                return "" if stem in GENERIC else stem
    return ""


def standard(code):
    return (
        code[:2] not in ("71", "81", "82")
        and code[:4] not in ("4419", "4420", "4604")
        and int(code[4:]) < 71
        or code[:2] not in ("71", "81", "82") and 80 < int(code[4:]) < 90
    ) and code not in NOT_STANDARD


HEADER = """# Divisions of GB/T 2260 with the changes of 2024: adcode, full name, short name.
# origin: @vant/area-data 2.1.0, without development zones, towns and streets; parts of Taiwan by JioNLP
# licence: MIT (@vant/area-data), Apache-2.0 (JioNLP)
# The parts of Taiwan, Hong Kong and Macao have no codes in the standard: those here only order them.
# Built by build_divisions.py.
"""


def main():
    folder = pathlib.Path(sys.argv[1])
    here = pathlib.Path(__file__).parent
    area = json.loads((folder / "vant_area_data_2.1.0.json").read_text())
    rows = dict(area["province_list"])
    rows |= {c: n for c, n in area["city_list"].items()
             if c[2:4] != "90" and c[:2] not in ("11", "12", "31", "50", "81", "82")}
    rows |= {c: n for c, n in area["county_list"].items() if standard(c)}
    rows |= {c: n for c, n in area["county_list"].items() if c[:2] in ("81", "82")}
    islands = json.loads((folder / "HK-MO-TW.json").read_text())["台湾省"]
    cities = {n: c for c, n in rows.items() if c[:2] == "71" and c[4:] == "00"}
    for city, districts in islands.items():
        for index, district in enumerate(districts, 1):
            rows[cities[city][:4] + f"{index:02}"] = district

    by_path = {}
    for code, name in rows.items():
        parent = rows.get(code[:4] + "00") if code[4:] != "00" else rows.get(code[:2] + "0000")
        by_path.setdefault((parent, name), code)
        by_path.setdefault((rows[code[:2] + "0000"], name), code)
    with open(here / "former_divisions.tsv", "w") as out:
        out.write("# Former divisions: their name, the prefecture that they belonged to, and the adcode of\n"
                  "# the division that took their place.\n"
                  "# origin: JioNLP, changes since 2002; what it leaves out by the State Council's decrees\n"
                  "# licence: Apache-2.0 (JioNLP)\n"
                  "# Built by build_divisions.py.\n")
        seen = set(FORMER)
        for row in FORMER:
            assert row[2] in rows, row
            out.write("\t".join(row) + "\n")
        for line in (folder / "jionlp_china_location_change.txt").read_text().splitlines():
            old, new = line.split("\t", 2)[2].split("=>")
            old, new = old.split("\t")[::2], new.split("\t")
            code = by_path.get((new[-2], new[-1]))
            if code is None and len(new) == 3:
                # The source has 凤翔市 and 玉环区 where the division is 凤翔区 and 玉环市.
                codes = [c for (p, n), c in by_path.items() if p == new[1] and n[:-1] == new[2][:-1]]
                code = codes[0] if codes else None
            if code is None:
                print("no division now:", line, file=sys.stderr)
                continue
            parent = old[1] if len(old) == 3 else ""
            row = (old[-1], parent, code)
            # The source keeps some that are gone.
            stale = by_path.get((parent, old[-1])) if parent else None
            if stale and stale != code:
                rows.pop(stale, None)
            if row not in seen and rows[code] != old[-1]:
                seen.add(row)
                out.write("\t".join(row) + "\n")
    with open(here / "divisions.tsv", "w") as out:
        out.write(HEADER)
        for code, name in sorted(rows.items()):
            out.write(f"{code}\t{name}\t{short_of(name)}\n")


main()
