#!/usr/bin/env python3
"""torture.py PROGRAM FAIL.so [--sample N] [--jobs N] [SCENARIO…]

Lets each allocation and each call to the system of a scenario fail in turn (fail.c), once alone and once with all that follow,
and judges what becomes of it, after curl's torture tests and SQLite's tests of memory and input:

  right    the same status, output and files as without a failure, then and when it is run again (what was kept in the cache)
  clear    status 2, a message, and each file whole: as it was, or as it should be
  fault    all else: a crash, a hang, another answer, a half or left-over file, no message

--sample N: N calls of each kind, spread over all, instead of each. Exit status 1 when there was a fault, which is printed with
the words that repeat it.
"""

import argparse
import collections
import concurrent.futures
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

PATIENCE = 60  # seconds of one run
MESSAGE = "shikii: "

ROOT = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "assessments/mihon-yobosesshu"
PUBLISHED = """特定個人情報保護評価書（基礎項目評価書）
評価書番号\t評価書名
12\t予防接種に関する事務　基礎項目評価書
Ⅰ　関連情報
１．特定個人情報ファイルを取り扱う事務
①事務の名称\t予防接種に関する事務
"""

# name: arguments, in a folder with a copy of a sample as a/, an older state as old/, both in git, and published.txt
SCENARIOS = {
    "check": ["check", "a"],
    "check-again": ["check", "a"],
    "check-json": ["check", "a", "--format", "json"],
    "check-md-since": ["check", "a", "--since", "HEAD~1", "--format", "md"],
    "check-house-rules": ["check", "a", "--rules", "house"],
    "check-threads": ["check", "a", "old", "--jobs", "2"],
    "check-baseline": ["check", "a", "--baseline", "baseline.yaml"],
    "judge": ["judge", "a", "--set", "threshold.subjects.count=310000"],
    "list": ["list", "a"],
    "register": ["register", "a"],
    "draw": ["draw", "a"],
    "cite": ["cite", "a", "--format", "json"],
    "cite-fix": ["cite", "a", "--fix"],
    "render-md": ["render", "a", "--out-dir", "out"],
    "render-html": ["render", "a", "--format", "html", "--out-dir", "out"],
    "render-xlsx": ["render", "a/assessment.yaml", "--format", "xlsx", "--form", "kiso", "--output", "out.xlsx"],
    "render-json": ["render", "a/assessment.yaml", "--format", "json", "--form", "kiso"],
    "diff": ["diff", "old/assessment.yaml", "a/assessment.yaml"],
    "history-add": ["history", "add", "a", "--since", "HEAD~1"],
    "import": ["import", "published.txt", "--output", "made.yaml"],
}

WARM = {"check-again"}  # begin with the cache of a run before; all others with none
KEEPING = {"check", "list"}  # commands that fill the cache


def git(folder, *words):
    subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *words], cwd=folder, check=True,
                   stdout=subprocess.DEVNULL, env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull})


def prepare(folder):
    """What each run begins with."""
    for name in ("a", "old"):
        (folder / name).mkdir(parents=True)
        for file in (SAMPLE / "assessment.yaml", SAMPLE.parent / "shikii.yaml", SAMPLE / "shikii.yaml"):
            if file.exists():
                shutil.copy(file, folder / name / file.name)
    (folder / "published.txt").write_text(PUBLISHED)
    (folder / "house").mkdir()
    (folder / "house/house.yaml").write_text(
        "rules:\n- {id: house.x, severity: note, title: 題, message: 名前が短い, when: size(name) < 3, source: 要領, "
        "failing: 'name: x', passing: 'name: 長い名前'}\n")
    git(folder, "init", "-q", "--template=")  # no hooks: each run that writes copies the folder
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "x")
    model = folder / "a/assessment.yaml"
    text = model.read_text()
    model.write_text(text.replace("概要", "概略").replace("番号法第9条第1項", "番号法第9条第1項 別表第一 30の項", 1))
    git(folder, "commit", "-qam", "y")


def files_of(folder):
    files = {}
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            path = pathlib.Path(place, name)
            files[str(path.relative_to(folder))] = path.read_bytes()
    return files


Run = collections.namedtuple("Run", "status out err after again")


class Scenario:
    def __init__(self, program, interposer, name, folder):
        self.program, self.interposer, self.name, self.folder = program, interposer, name, folder
        self.before = files_of(folder / "template")
        self.right = None
        self.changes = False  # it writes: each run needs a folder of its own
        self.keeps = SCENARIOS[name][0] in KEEPING
        (folder / "home").mkdir()
        if name in WARM:
            self.call(folder / "template", folder / "home", {})
        self.kept = files_of(folder / "home")

    def call(self, folder, home, more):
        environment = os.environ | {"TMPDIR": str(self.folder), "HOME": str(home), "LD_PRELOAD": str(self.interposer)} | more
        environment.pop("XDG_CACHE_HOME", None)
        try:
            done = subprocess.run([self.program, *SCENARIOS[self.name]], cwd=folder, env=environment,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE)
            return Run(done.returncode, done.stdout, done.stderr.decode(errors="replace"), files_of(folder), None)
        except subprocess.TimeoutExpired:
            return Run("hang", b"", "", files_of(folder), None)

    def run(self, kind, at, stays=False, count_file=None):
        folder, home = self.folder / "template", self.folder / "home"
        if self.changes:
            folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
            shutil.copytree(self.folder / "template", folder, dirs_exist_ok=True)
        if self.keeps:
            home = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
            shutil.copytree(self.folder / "home", home, dirs_exist_ok=True)
        more = {"TORTURE_KIND": kind, "TORTURE_AT": str(at)}
        if stays:
            more["TORTURE_STAY"] = "1"
        if count_file:
            more["TORTURE_COUNT"] = str(count_file)
        run = self.call(folder, home, more)
        if self.keeps and files_of(home) != self.kept:
            run = run._replace(again=self.call(folder, home, {}))
        for own in {folder, home} - {self.folder / "template", self.folder / "home"}:
            shutil.rmtree(own)
        return run

    def measure(self, kind):
        """The right answer, and the number of calls."""
        self.changes = True
        count_file = self.folder / "count"
        self.right = self.run(kind, 0, count_file=count_file)
        self.changes = self.before != self.right.after
        return int(count_file.read_text())

    def fault_of(self, run):
        """'' when all is well, else what is wrong."""
        right = self.right
        for name, content in run.after.items():
            if content not in (self.before.get(name), right.after.get(name)):
                return f"the file {name} is {'left over' if name not in right.after else 'not whole'}"
        if any(name not in run.after for name in self.before):
            return "a file is gone"
        if run.again and (run.again.status, run.again.out) != (right.status, right.out):
            return "another answer when it is run again"
        if run.status == "hang" or run.status < 0 or run.status > 128:
            return f"ended by {run.status}"
        if run.status == 2:
            told = run.err.strip() or (run.out != right.out and b"file." in run.out)  # a finding of the report
            return "" if told else "status 2 without a message"
        if run.status != right.status:
            return f"status {run.status}, not {right.status}"
        if run.out != right.out:
            return "another answer"
        return "" if run.after == right.after else "a file is missing"


def points(count, sample):
    """Which calls fail: all, or the first few and some of the rest."""
    if not sample or count <= sample:
        return list(range(1, count + 1))
    first = sample // 4
    return list(range(1, first + 1)) + [first + 1 + (count - first - 1) * i // (sample - first)
                                        for i in range(sample - first)]


def torture(scenario, kind, sample, pool):
    count = scenario.measure(kind)
    tries = [(at, stays) for at in points(count, sample) for stays in (False, True)]
    tally, faults = collections.Counter(), []

    def attempt(one):
        run = scenario.run(kind, *one)
        fault = scenario.fault_of(run)
        return one, fault, "fault" if fault else "clear" if run.status == 2 and scenario.right.status != 2 else "right"

    for one, fault, outcome in pool.map(attempt, tries):
        tally[outcome] += 1
        if fault:
            faults.append((one, fault))
    print(f"{scenario.name:20} {kind:7} {count:8} calls {len(tries):8} runs: {tally['right']:7} right "
          f"{tally['clear']:7} clear {tally['fault']:5} faults", flush=True)
    for fault, times in collections.Counter(fault for _, fault in faults).most_common():
        (at, stays), _ = next(item for item in faults if item[1] == fault)
        stay = " TORTURE_STAY=1" if stays else ""
        print(f"    {times} times: {fault}; the first: TORTURE_KIND={kind} TORTURE_AT={at}{stay} "
              f"shikii {' '.join(SCENARIOS[scenario.name])}", flush=True)
    return len(tries), len(faults)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("interposer", type=pathlib.Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("scenarios", nargs="*", metavar="SCENARIO")
    options = parser.parse_intermixed_args()
    unknown = set(options.scenarios) - set(SCENARIOS)
    if unknown:
        parser.error(f"there is no {', '.join(unknown)}; there are {', '.join(SCENARIOS)}")

    runs = faults = 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for name in options.scenarios or SCENARIOS:
            for kind in ("memory", "system"):
                with tempfile.TemporaryDirectory() as folder:
                    prepare(pathlib.Path(folder) / "template")
                    scenario = Scenario(options.program.resolve(), options.interposer.resolve(), name,
                                        pathlib.Path(folder))
                    done, bad = torture(scenario, kind, options.sample, pool)
                    runs += done
                    faults += bad
    print(f"{runs} runs, {faults} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
