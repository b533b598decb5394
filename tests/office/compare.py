"""compare.py SHEET READ: two sheets as JSON, the second read from what was printed of the first. Prints how many of the
first's answers the second has, and fails below 98 in 100, or where the second has an answer that the first does not."""

import json
import re
import sys
import unicodedata


def squeezed(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text or ""))


def answer(row):
    """What is printed: not where lines break, which paper does not tell."""
    value = "" if row["options"] else squeezed(row["value"])
    texts = sorted((option, squeezed(text)) for option, text in row["texts"].items())
    return value, sorted(map(str, row["selected"])), texts


def answers(sheet):
    found = {}

    def put(rows):
        for row in rows:
            if row["state"] == "answered" and any(answer(row)):
                found[row["id"], tuple(row["index"])] = answer(row)

    def walk(section):
        put(section.get("rows", []))
        for inner in section.get("sections", []):
            walk(inner)

    put(sheet["cover"])
    for section in sheet["sections"]:
        walk(section)
    for number, change in enumerate(sheet["history"]):
        found["history", number] = [squeezed(cell) for cell in change.values() if isinstance(cell, str)]
    return found


printed, read = (answers(json.load(open(path, encoding="utf-8"))) for path in sys.argv[1:3])
same = sum(read.get(key) == words for key, words in printed.items())
invented = [key for key in read if key not in printed]
print(f"{same} of {len(printed)}, {len(invented)} invented")
sys.exit(bool(invented) or same < 0.98 * len(printed))
