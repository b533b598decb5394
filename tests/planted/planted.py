#!/usr/bin/env python3
"""planted.py PROGRAM: mistakes planted into copies of the samples, one at a time.

mistakes.tsv says what finds each, and where; nothing else is told. Most of them have to be found; those that are not stay
listed. traps.tsv has what is no mistake. Prints what is not so; exit status 1 when anything is not.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

FOUND_LEAST = 1176

HERE = pathlib.Path(__file__).resolve().parent
SAMPLES = HERE.parents[1] / "assessments"
MODELS = {
    "kaigo": "mihon-kaigo",
    "kokuho": "mihon-kokuho",
    "yobosesshu": "mihon-yobosesshu",
    "juki": "mihon-juki",
    "juminzei": "mihon-juminzei",
    "kenpo": "kenpo/tekiyo-kyufu",
}

Mistake = collections.namedtuple("Mistake", "sample sound wrong rule path others")


def read_table(name):
    for line in (HERE / name).read_text().splitlines():
        if not line.startswith("#"):
            cells = line.split("\t")
            yield Mistake(*cells + [""] * (6 - len(cells)))


def model_of(sample):
    return (SAMPLES / MODELS[sample] / "assessment.yaml").read_text()


def planted(mistake):
    text = model_of(mistake.sample)
    sound, wrong = (words.replace("\\n", "\n") for words in (mistake.sound, mistake.wrong))
    if sound not in text:
        sys.exit(f"{mistake.sample} has no {mistake.sound}")
    return text.replace(sound, wrong, 1)


def write_body(folder, sample, text):
    """In a body of its own: no other sheet is read beside it."""
    folder.mkdir(parents=True)
    body = "kenpo/shikii.yaml" if sample == "kenpo" else "shikii.yaml"
    (folder / "shikii.yaml").write_text((SAMPLES / body).read_text())
    (folder / "assessment.yaml").write_text(text)


def check(program, folder):
    """{(rule, path)} by the name of the body."""
    done = subprocess.run([program, "check", "--no-cache", "--format", "json", folder], stdout=subprocess.PIPE)
    if done.returncode > 1:
        sys.exit(f"check ends with {done.returncode}")
    told = collections.defaultdict(set)
    for file in json.loads(done.stdout)["files"]:
        body = pathlib.Path(file["path"]).relative_to(folder).parts[0]
        told[body] |= {(finding["rule"], finding["path"] or "") for finding in file["findings"]}
    return told


def main():
    program, = sys.argv[1:]
    mistakes, traps = list(read_table("mistakes.tsv")), list(read_table("traps.tsv"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for sample in MODELS:
            write_body(folder / sample, sample, model_of(sample))
        for number, mistake in enumerate(mistakes + traps):
            write_body(folder / str(number), mistake.sample, planted(mistake))
        told = check(program, folder)

    found = wrong = 0
    for number, mistake in enumerate(mistakes + traps):
        more = told[str(number)] - told[mistake.sample]
        expected = (mistake.rule, mistake.path)
        if mistake.rule not in ("", "-") and expected not in told[str(number)]:
            print(f"{mistake.wrong}: {mistake.rule} {mistake.path} is not told")
            wrong += 1
        elif expected in told[str(number)]:
            found += 1
        for rule, path in sorted(more - {expected}):
            if rule not in mistake.others:
                print(f"{mistake.wrong}: {rule} {path} is told")
                wrong += 1
    if found < FOUND_LEAST:
        print(f"less than {FOUND_LEAST} are found")
        wrong += 1
    print(f"{len(mistakes)} mistakes, {found} found; {len(traps)} traps")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
