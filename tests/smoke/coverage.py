#!/usr/bin/env python3
"""coverage.py BUILD-FOLDER: how many of the lines of each layer the tests reach, from what gcov says."""

import collections
import gzip
import json
import pathlib
import subprocess
import sys


def lines_of(build, data):
    """(file, line) → was it reached, of one object."""
    done = subprocess.run(["gcov", "--json-format", "--stdout", str(data)], cwd=build, capture_output=True, check=True)
    text = gzip.decompress(done.stdout) if done.stdout[:2] == b"\x1f\x8b" else done.stdout
    for file in json.loads(text.splitlines()[0])["files"]:
        for line in file["lines"]:
            yield file["file"], line["line_number"], line["count"] > 0


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    source = pathlib.Path(__file__).resolve().parents[2] / "src"
    reached = collections.defaultdict(bool)
    for data in sorted(build.glob("CMakeFiles/shikii_*.dir/src/**/*.gcda")):
        for file, line, count in lines_of(build, data):
            if pathlib.Path(file).is_relative_to(source):
                reached[pathlib.Path(file).relative_to(source).parts, line] |= count
    layers = collections.defaultdict(lambda: [0, 0])
    for (parts, _), count in reached.items():
        for name in (parts[0], "all"):
            layers[name][0] += count
            layers[name][1] += 1
    if not layers:
        sys.exit("no test has run")
    for name, (count, lines) in sorted(layers.items(), key=lambda item: (item[0] == "all", item[0])):
        print(f"{name:14} {100 * count / lines:5.1f} %  {count:6} of {lines:6} lines")


if __name__ == "__main__":
    main()
