"""transcripts.py SHIKII PAGE…: what pages show of a terminal is what comes out.

The blocks of a page are worked through from the top, in a folder with a copy of the samples that is a git repository. In a block, what stands
behind `$ ` is run by a shell, and the lines up to the next $ are what it prints, to standard output and error; `…（略）…` stands for any lines.
`./dev` and `export` are not run. Where the page has its reader write something, WRITTEN does it."""

import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def write(path, words=None):
    """words: None: the block itself; so below."""

    def do(folder, block):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(words or block)

    return do


def change(path, old, new=None):
    def do(folder, block):
        text = (folder / path).read_text()
        assert text.count(old) == 1, f"{path}: {old}"
        (folder / path).write_text(text.replace(old, block if new is None else new))

    return do


def append(path, words):
    def do(folder, _):
        with open(folder / path, "a") as file:
            file.write(words)

    return do


def holds(path):
    """The file has the lines of the block."""

    def do(folder, block):
        return matches(block, (folder / path).read_text(), whole=False) or f"{path} does not hold:\n{block}"

    return do


def told(command, path, old, new):
    """With this mistake in the file, the command prints the block."""

    def do(folder, block):
        right = (folder / path).read_text()
        change(path, old, new)(folder, None)
        printed = run(command, folder)
        (folder / path).write_text(right)
        return block in printed or f"shown:\n{block}printed:\n{printed}"

    return do


kaigo, kokuho, house = "assessments/mihon-kaigo/assessment.yaml", "assessments/mihon-kokuho/assessment.yaml", "assessments/rules/house.yaml"
contractor, contract = "    contractor: 見本介護システム株式会社\n", "  - id: insatsu\n"
water = """shikii: 1
name: 水道に関する事務
threshold: {subjects: {count: 61234, as_of: 2026-03-01}, handlers: {count: 12, as_of: 2026-03-01}}
number_use:
  basis: |
    番号法別表の39の3の項
sheets: {kiso: {publications: [{date: 2026-12-01, kind: 新規}]}}
"""
threshold = Path("rules/threshold.yaml").read_text().replace("threshold.subjects.count, ", "threshold.subjects.cuont, ")
# A page → how blocks begin, and what is done with the next one that begins so, in their order, before its commands are run.
WRITTEN = {
    "docs/citations.md": [("$ shikii check --only citation", write("assessment.yaml", water))],
    "docs/expressions.md": [("$ shikii explain --test", write("rules/threshold.yaml", threshold))],
    "docs/first-sheet.md": [
        ("# 使っているシステムの名称に直し", holds("kaigo/assessment.yaml")),
        ("shikii: 1\n", write("kaigo/assessment.yaml")),
        ("    publications:\n", change("kaigo/assessment.yaml", "    planned: 令和8年2月2日\n")),
        ("## Ⅱ", holds("kaigo.md")),
    ],
    "docs/history.md": [
        ("$ shikii history add", change(kaigo, contractor, contractor.replace("見本介護", "新見本介護"))),
        ("$ shikii history check", change(kaigo, contract, f"  - id: tsuchi\n    name: 通知書の印刷\n{contract}")),
    ],
    "docs/house-rules.md": [
        ("# assessments/shikii.yaml\n", append("assessments/shikii.yaml", "rules: rules\n")),
        ("rules:\n", write(house)),
        (f"{house}:7:17", told("shikii explain --test --rules assessments/rules", house, "c.handlers.count)", "c.handelrs.count)")),
        ("$ shikii check assessments --only house", change(kokuho, "    handlers: {count: 24}\n", "    handlers: {stated: 10人未満}\n")),
    ],
}


def run(command, folder):
    done = subprocess.run(command, shell=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=folder, check=False)
    return done.stdout


def type_in(command, answers, folder):
    """What a terminal shows when a person types an answer behind each question."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(folder)
        os.execlp("sh", "sh", "-c", command)
    shown = ""
    while True:
        try:
            shown += os.read(terminal, 65536).decode(errors="replace")
        except OSError:
            break
        if shown.endswith(": ") and answers:
            os.write(terminal, f"{answers.pop(0)}\n".encode())
    os.close(terminal)
    os.waitpid(child, 0)
    return shown.replace("\r\n", "\n")


def matches(shown, printed, whole=True):
    parts = re.split(r"^ *…（略）…\n", shown.rstrip("\n") + "\n", flags=re.M)
    pattern = r"(?:.*\n)*?".join(map(re.escape, parts))
    return bool((re.fullmatch if whole else re.search)(pattern, printed))


def work_through(page, folder):
    """What is not as the page shows it, and how many commands ran."""
    bad, ran = [], 0
    written = list(WRITTEN.get(page, []))
    for block in re.findall(r"^```\w*\n(.*?)^```$", Path(page).read_text(), flags=re.M | re.S):
        if written and block.startswith(written[0][0]):
            said = written.pop(0)[1](folder, block)
            bad += [f"{page}: {said}"] if isinstance(said, str) else []
        for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, flags=re.M):
            if command.startswith(("./dev", "export")):
                continue
            command = command.removeprefix("build/")
            answers = [line.rpartition(": ")[2] for line in shown.splitlines() if not line.startswith("shikii: ")]
            printed = type_in(command, answers, folder) if command == "shikii new" else run(command, folder)
            ran += 1
            if not matches(shown, printed) and (printed or shown.strip()):
                bad.append(f"{page}: $ {command}\nshown:\n{shown}printed:\n{printed}")
    return bad + [f"{page}: no block begins with {start}" for start, _ in written], ran


def main():
    bad, ran = [], 0
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "bin").mkdir()
        (Path(name) / "bin/shikii").symlink_to(Path(sys.argv[1]).resolve())
        os.environ.update(PATH=f"{name}/bin:{os.environ['PATH']}", HOME=name, GIT_CONFIG_NOSYSTEM="1")
        for page in sys.argv[2:]:
            folder = Path(name) / Path(page).stem
            shutil.copytree("assessments", folder / "assessments")
            git = "git -c user.name=test -c user.email=test@example.org"
            run(f"git init -q -b main . && git add . && {git} commit -q -m published", folder)
            found, commands = work_through(page, folder)
            bad += found if commands else [*found, f"{page}: no commands"]
            ran += commands
    print("\n".join(bad) or f"{ran} commands")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
