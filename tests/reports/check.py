"""check.py SHIKII ROOT SARIF-SCHEMA: runs the program on the samples and on a copy of them with faults, and holds what it writes
against schemas. JUnit, GitLab's and reviewdog's formats have no schema that is published as a file: their documented fields are
checked here."""

import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

import jsonschema

shikii, root, sarif_schema = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve(), Path(sys.argv[3])
results = json.loads((root / "docs/schema/results-v1.json").read_text())
jsonschema.Draft202012Validator.check_schema(results)
bad = []


def run(*arguments, statuses=(0, 1), folder):
    done = subprocess.run([shikii, *arguments], capture_output=True, text=True, cwd=folder, stdin=subprocess.DEVNULL)
    if done.returncode not in statuses:
        bad.append(f"{' '.join(arguments)}: exit status {done.returncode}\n{done.stderr}")
    return done.stdout


def hold(what, value, name):
    """Against #/$defs/name of docs/schema/results-v1.json."""
    validator = jsonschema.Draft202012Validator({**results, "$ref": f"#/$defs/{name}"})
    for error in list(validator.iter_errors(value))[:3]:
        bad.append(f"{what}: {'/'.join(map(str, error.path))}: {error.message[:300]}")


def check_json(folder):
    commands = {
        "check": ["check", "."],
        "check-statistics": ["check", "--statistics", "."],
        "judge": ["judge", "."],
        "list": ["list", "--as-of", "2027-01-01", "."],
        "cite": ["cite", "."],
        "cite-suggest": ["cite", "--suggest", "."],
        "explain": ["explain"],
        "render": ["render", "mihon-kaigo", "--form", "kiso"],
    }
    for name, arguments in commands.items():
        text = run(*arguments, "--format", "json", folder=folder)
        hold(" ".join(arguments), json.loads(text or "null"), name)
    for name in ("check", "diff"):
        text = run(name, "--since", "HEAD", "-f", "json", ".", folder=folder, statuses=(0, 1, 2))
        if text or name == "check":
            hold(f"{name} --since", json.loads(text), name)
    for line in run("check", "-f", "ndjson", ".", folder=folder).splitlines():
        hold("check -f ndjson", json.loads(line), "check-line")


def check_sarif(folder):
    sarif = json.loads(run("check", "-f", "sarif", ".", folder=folder))
    if sarif_schema.is_file():
        schema = json.loads(sarif_schema.read_text())
        for error in list(jsonschema.validators.validator_for(schema)(schema).iter_errors(sarif))[:3]:
            bad.append(f"sarif: {'/'.join(map(str, error.path))}: {error.message[:300]}")
    log = sarif["runs"][0]
    rules = {rule["id"] for rule in log["tool"]["driver"]["rules"]}
    weights = {"error": 3, "warning": 2, "note": 1}
    order = [weights[result["level"]] for result in log["results"] if "suppressions" not in result]
    if order != sorted(order, reverse=True):
        bad.append("sarif: the gravest do not come first")
    for result in log["results"]:
        place = result["locations"][0]["physicalLocation"]
        if result["ruleId"] not in rules or not place["artifactLocation"]["uri"] or place["region"]["startLine"] < 1:
            bad.append(f"sarif: {result}")


def check_others(folder):
    suites = xml.etree.ElementTree.fromstring(run("check", "-f", "junit", ".", folder=folder))
    for suite in suites:
        cases = list(suite)
        counted = [len(cases), sum(case.find("failure") is not None for case in cases)]
        if [int(suite.get("tests")), int(suite.get("failures"))] != counted or not suite.get("name"):
            bad.append(f"junit: {suite.attrib}")
    gitlab = json.loads(run("check", "-f", "gitlab", ".", folder=folder))
    prints = [issue["fingerprint"] for issue in gitlab]
    if len(set(prints)) != len(prints):
        bad.append("gitlab: fingerprints stand twice")
    for issue in gitlab:
        sound = issue["severity"] in ("info", "minor", "major", "critical", "blocker") and issue["check_name"]
        if not sound or issue["location"]["lines"]["begin"] < 1 or not (folder / issue["location"]["path"]).is_file():
            bad.append(f"gitlab: {issue}")
    for line in run("check", "-f", "rdjsonl", ".", folder=folder).splitlines():
        check_rdjson(folder, json.loads(line))
    for line in run("check", "-f", "github", ".", folder=folder).splitlines():
        if not re.match(r"::(error|warning|notice) file=[^:,]+(,[A-Za-z]+=[^:,]+)*::.|- |::(end)?group::", line):
            bad.append(f"github: {line}")
    for line in run("check", "-f", "line", ".", folder=folder).splitlines():
        if not re.fullmatch(r"[^:]+:\d+:\d+: (error|warning|note): .+ \[[a-z0-9.-]+\]", line):
            bad.append(f"line: {line}")


def check_rdjson(folder, finding):
    place = finding["location"]
    lines = (folder / place["path"]).read_bytes().split(b"\n")
    for ends in [place["range"], *(each["range"] for each in finding.get("suggestions", []))]:
        for end in ends.values():
            if not 1 <= end.get("column", 1) <= len(lines[end["line"] - 1]) + 1:
                bad.append(f"rdjsonl: {finding}")
    if finding["severity"] not in ("ERROR", "WARNING", "INFO") or not finding["message"]:
        bad.append(f"rdjsonl: {finding}")


def change(folder):
    path = folder / "mihon-kokuho/assessment.yaml"
    path.write_text(re.sub(r"^(name: .*)$", r"\1（見直し）", path.read_text(), count=1, flags=re.M))


def spoil(folder):
    """Faults of many kinds, some of them suppressed."""
    path = folder / "mihon-kokuho/assessment.yaml"
    text = path.read_text().replace("第19条第8号", "第19条第7号", 1).replace("十分である", "十分", 1)
    path.write_text(text + "unknown_𠮷: 1\n")
    body = folder / "shikii.yaml"
    body.write_text(body.read_text() + "\nsuppress:\n- {rule: threshold.near, reason: 見込みを確かめた}\n")


with tempfile.TemporaryDirectory() as name:
    folder = Path(name) / "assessments"
    subprocess.run(["cp", "-R", root / "assessments", folder], check=True)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    git = ["git", "-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.jp"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True, env=environment)
    for prepare in (lambda _: None, change, spoil):
        prepare(folder)
        check_json(folder)
        check_sarif(folder)
        check_others(folder)

print("\n".join(bad))
sys.exit(bool(bad))
