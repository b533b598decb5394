#!/usr/bin/env python3
"""large.py PROGRAM

Large inputs, far from what anybody writes, take memory and time in proportion: of memory 40 times the input beside what the program
has at the start (sheets of many thousands of items: eight times that, for each has answers, cells and a name), of processor time what
suffices ten times over. Prints what does not; exit status 1 then.
"""

import pathlib
import resource
import subprocess
import sys
import tempfile

START = 96 << 20  # bytes of address space that any command has
SECONDS = 20

HEAD = """特定個人情報保護評価書（基礎項目評価書）
評価書番号\t評価書名
12\t予防接種に関する事務　基礎項目評価書
Ⅰ　関連情報
１．特定個人情報ファイルを取り扱う事務
①事務の名称\t予防接種に関する事務
"""
CHANGES = "（別添２）変更箇所\n変更日\t項目\t変更前の記載\t変更後の記載\t提出時期\t提出時期に係る説明\n"
RAW_HEAD = HEAD.replace("\t", " ")  # as pdftotext reads it
RAW = RAW_HEAD + "\f変更箇所\n変更日 項目 変更前の記載 変更後の記載 提出時期 提出時期に係る説明\n"
MODEL = "shikii: 1\nname: 見本\nthreshold: {subjects: {count: 5000}, handlers: {count: 5}}\n"
RULE = ("rules:\n- id: house.test\n  severity: note\n  title: t\n  source: s\n  when: has(name)\n"
        "  failing: '{}'\n  passing: '{}'\n  message: '%s'\n")

FILES = {
    "shikii.yaml": "name: 見本市長\nkind: 地方公共団体等\nincidents: []\n",
    "rows.txt": HEAD + CHANGES + "".join(f"令和7年4月1日\tⅠ　関連情報\t前{i}\t後{i}\t事後\t\n" for i in range(100000)),
    "cells.txt": HEAD + "\t".join(f"x{i}" for i in range(1000000)) + "\n",
    "letters.txt": HEAD + "x\n" * 1500000,
    "raw.txt": RAW + "見本の事務を行う。" * 20000 + "\n",
    "blocks.txt": RAW_HEAD + "②事務の概要\n③システムの名称\n" + "見本の事務を行う。\n\n" * 60000,
    "pages.txt": RAW_HEAD + "②事務の概要\n③システムの名称\n" + "見本の事務を行う。\n" * 100000,
    "tabs.txt": HEAD + "x\t" * 1500000 + "\n",
    "lines.txt": HEAD + "見本の事務を行う。\n" * 300000,
    "cite.txt": "番号法第9条第1項 別表第一の30の項、国民健康保険法第36条。\n" * 100000,
    "wide.yaml": MODEL + "attachments:\n- {id: a, title: t, part: 事務の内容, table: {columns: ["
                 + ",".join(f"c{i}" for i in range(64000)) + "], rows: [[" + ",".join("v" * 64000)
                 + "]]}}\nsheets: {kiso: {overview: x}, zenkomoku: {content: x, voluntary: true}}\n",
    "systems.yaml": MODEL + "systems:\n" + "".join(f"- {{id: s{i}, name: n{i}}}\n" for i in range(4000))
                    + "sheets: {kiso: {overview: x}, juten: {voluntary: true}}\n",
    "unknown.yaml": "shikii: 1\n" + "".join(f"知らないキー{i}: x\n" for i in range(200000)),
    "nowhere.yaml": "shikii: 1\nblocks: [{id: x, files: [" + ", ".join(f"a{i}" for i in range(50000)) + "]}]\nfiles: ["
                    + ", ".join(f"{{id: b{i}}}" for i in range(50000)) + "]\n",
    "members.yaml": MODEL + "sheets: {kiso: {}, zenkomoku: {}}\nblocks:\n"
                    + "".join(f"- {{id: b{i}, files: [f{i}]}}\n" for i in range(60))
                    + "contracts:\n" + "".join(f"- {{id: c{i}}}\n" for i in range(30))
                    + "files:\n" + "".join(f"- {{id: f{i}}}\n" for i in range(2000))
                    + "systems:\n" + "".join(f"- {{id: s{i}, name: x}}\n" for i in range(2000)),
    "small.yaml": MODEL + "sheets: {kiso: {overview: x}}\n",
    "templates/md/sheet.md": "a{{title}}{{#cover}}{{/cover}} - " * 9000 + "\n",
    "rules/house.yaml": RULE % ("{name}" * 200000),
    "broken/house.yaml": RULE % ("{nmae}" * 200000),
}

# of which a sheet has many thousands of items
SHEETS_OF_THOUSANDS = ("systems.yaml", "members.yaml")

# the file that is large, and the command
COMMANDS = [
    ("rows.txt", "import rows.txt"),
    ("cells.txt", "import cells.txt"),
    ("lines.txt", "import lines.txt"),
    ("letters.txt", "import letters.txt"),
    ("raw.txt", "import raw.txt"),
    ("blocks.txt", "import blocks.txt"),
    ("pages.txt", "import pages.txt"),
    ("tabs.txt", "import tabs.txt"),
    ("cite.txt", "cite --text cite.txt --as-of 2025-12-01 --format json"),
    ("wide.yaml", "render wide.yaml --form zenkomoku --format md"),
    ("wide.yaml", "render wide.yaml --form zenkomoku --format html"),
    ("systems.yaml", "render systems.yaml --form juten --format xlsx --output systems.xlsx"),
    ("unknown.yaml", "check unknown.yaml"),
    ("nowhere.yaml", "check nowhere.yaml"),
    ("members.yaml", "check members.yaml"),
    ("members.yaml", "render members.yaml --form zenkomoku"),
    ("templates/md/sheet.md", "render small.yaml --templates templates --format md"),
    ("rules/house.yaml", "check small.yaml --rules rules"),
    ("broken/house.yaml", "check small.yaml --rules broken"),
]


def main():
    program = pathlib.Path(sys.argv[1]).resolve()
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, text in FILES.items():
            path = pathlib.Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        for large, command in COMMANDS:
            start = 8 * START if large in SHEETS_OF_THOUSANDS else START
            memory = start + 40 * pathlib.Path(folder, large).stat().st_size

            def limit(memory=memory):
                resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
                resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

            done = subprocess.run([program, *command.split()], cwd=folder, preexec_fn=limit, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            broken = "broken" in command
            right = done.stderr.count(b"expr.unknown-name") == 1 if broken else done.returncode in (0, 1)
            if not right:
                bad += 1
                print(f"status {done.returncode} within {memory >> 20} MB: shikii {command}")
                print("    " + done.stderr[:300].decode(errors="replace"))
    print(f"{len(COMMANDS)} large inputs, {bad} beyond their limits")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
