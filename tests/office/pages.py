"""pages.py PDF PLAN MOST BROKEN: the pages that LibreOffice makes of a workbook, held against its plan: no more than MOST, none
shrunk (as wide as its columns), none less than half full but the last of a worksheet, none that ends with a heading or
begins with an empty label, the words of each cell whole within it, and no more than BROKEN lines in cells that
begin with a closing sign, end with an opening one, part a number (56の2) or ① from its words, or hold a letter alone that goes on below. Prints a line of figures; exit status 1 after what is wrong."""

import html
import re
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from itertools import accumulate
from pathlib import Path

DPI = 50
DARK = 170  # a grey below this is ink; borders are thinner than a pixel
HEAD, FOOT = 0.055, 0.945  # of the height: within them the cells stand
LINE = 5  # points between two lines at least
FOOTER = 10  # points below the last row where words would still be those of a cell
FIGURE = "事務の流れの図"  # its arrows have no frames
CLOSING = set("、。，．・：；？！）］｝」』】〕〉》＞”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ),.:;?!%％]}")
OPENING = set("（［｛「『【〔〈《＜“‘([{")
PARTED = re.compile("[0-9]の?／[0-9]|[0-9]／の[0-9]|[①-⑳㉑-㉟]／[^①-⑳㉑-㉟]|[。 　]・／")  # a number, ① and its words, a bullet
DIGIT, LIBRARY_DIGIT = 8, 7  # templates/xlsx/default.yaml, libxlsxwriter


def column_width(millimetres):
    """As it is written: in whole pixels of the library (src/render/xlsx_layout.c)."""
    pixels = millimetres * 9600 * LIBRARY_DIGIT // (2540 * DIGIT)
    return pixels * DIGIT * 25.4 / (96 * LIBRARY_DIGIT)


def extent(path):
    """Where the ink of a page begins and ends: left, right, bottom, as a part of the height, and top, in pixels."""
    bytes_ = path.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", bytes_)
    width, height = int(head[1]), int(head[2])
    rows = [bytes_[head.end() + y * width:head.end() + (y + 1) * width] for y in range(height)]
    inked = [y for y in range(int(height * HEAD), int(height * FOOT)) if min(rows[y]) < DARK]
    columns = [x for y in inked for x, grey in enumerate(rows[y]) if grey < DARK]
    bottom = (inked[-1] - height * HEAD) / (height * (FOOT - HEAD)) if inked else 0
    return min(columns, default=0), max(columns, default=0), bottom, inked[0] if inked else height


class Sheet:
    """A worksheet of the plan: its columns in points from the left, its pages as lists of (row, top, bottom), its cells."""

    def __init__(self, head, body):
        widths = [column_width(int(each)) * 72 / 25.4 for each in re.findall(r" (\d+)", head.split("）")[-1])]
        self.columns = list(accumulate(widths, initial=0.0))
        repeated = re.search(r"^表 [A-Z]+(\d+):", body, re.M)
        heights, self.pages = {}, [[]]
        for row, height, breaks in re.findall(r"^(\d+): (\d+)( .+)?$", body, re.M):
            heights[int(row)] = int(height) * 4 // 3 * 0.75  # in whole pixels, as LibreOffice rounds them
            if breaks:
                self.pages.append([int(repeated[1])] if repeated else [])
            self.pages[-1].append(int(row))
        self.pages = [list(zip(rows, accumulate((heights[row] for row in rows), initial=0.0))) for rows in self.pages]
        self.bottoms = [page[-1][1] + heights[page[-1][0]] for page in self.pages]
        cells = re.findall(r"^  ([A-Z]+)(\d+)(?::([A-Z]+)(\d+))? [^「\n]*「(.*)」[^」]*$", body, re.M)
        self.cells = [(column(left), int(top), column(right or left), int(bottom or top), plain(text))
                      for left, top, right, bottom, text in cells]


def column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def plain(text):
    """The words of a cell as the plan writes them (src/render/xlsx_dump.c)."""
    return re.sub(r"\\(.)|[{}]", lambda m: "" if m[1] is None else "\n" if m[1] == "n" else m[1], text)


def characters(text):
    return Counter(each for each in text if not each.isspace())


def words(pdf):
    """Of each page: its size, and its words with the box of their ink: of CJK letters, a little less than their line."""
    text = subprocess.run(["pdftotext", "-bbox", pdf, "-"], check=True, capture_output=True, text=True).stdout
    for size, page in re.findall(r'<page width="([\d.]+)"[^>]*>(.*?)</page>', text, re.S):
        found = []
        for box, word in re.findall(r"<word ([^>]*)>(.*?)</word>", page):
            left, top, right, bottom = (float(each) for each in re.findall(r'"(-?[\d.]+)"', box))
            line = bottom - top
            found.append((left, top + line * 0.12, right, bottom - line * 0.16, html.unescape(word)))
        yield float(size), found


def cells_of(sheet, number):
    """The cells with words on a page of it: their boxes in points from its corner, their characters."""
    tops = dict(sheet.pages[number])
    ends = dict(zip([row for row, _ in sheet.pages[number]],
                    [top for _, top in sheet.pages[number][1:]] + [sheet.bottoms[number]]))
    for left, first, right, last, text in sheet.cells:
        if first in tops and last in ends:
            yield sheet.columns[left], tops[first], sheet.columns[right + 1], ends[last], text


def lines_of(found):
    """The words of a cell as lines, without blanks."""
    lines = []
    for left, top, _, bottom, word in sorted(found, key=lambda each: each[3]):
        if not lines or bottom - lines[-1][0] > LINE:
            lines.append((bottom, []))
        lines[-1][1].append((left, word))
    return ["".join(word for _, word in sorted(words)) for _, words in lines]


def bad_lines(text, lines):
    """Those that the program, not the author, breaks as 禁則 forbids."""
    ends, at = set(), 0
    for paragraph in text.split("\n"):
        at += sum(not each.isspace() for each in paragraph)
        ends.add(at)
    at = 0
    for line, below in zip(lines, lines[1:]):
        at += len(line)
        if at not in ends and (below[0] in CLOSING or line[-1] in OPENING or len(line) == 1 or
                               PARTED.search(f"{line[-2:]}／{below[:2]}")):
            yield f"{line[-8:]}／{below[:8]}"


def outside(sheet, number, x, y, found, broken):
    """What is wrong on a page whose cells begin at x, y: words that are cut or in another's cell, words that are missing. Lines that
    are broken badly are put into `broken`, with how many lines there are."""
    cells = list(cells_of(sheet, number))
    held = [[] for _ in cells]
    for left, top, right, bottom, word in found:
        middle, centre = (left + right) / 2 - x, (top + bottom) / 2 - y
        if centre < 0 or centre > sheet.bottoms[number] + FOOTER:
            continue  # the head and the foot of the page
        place = next((i for i, (l, t, r, b, _) in enumerate(cells) if l <= middle <= r and t <= centre <= b), None)
        if place is None:
            yield f"「{word}」 stands in no cell"
            continue
        held[place].append((left, top, right, bottom, word))
        l, t, r, b, _ = cells[place]
        if left - x < l - 1 or right - x > r + 1 or top - y < t - 1 or bottom - y > b + 1:
            yield f"「{word}」 is cut"
    for (_, _, _, _, text), words_ in zip(cells, held):
        wanted, seen = characters(text), characters("".join(word[4] for word in words_))
        if wanted != seen:
            yield (f"{sum(wanted.values())} characters are to stand in a cell, {sum(seen.values())} do: "
                   f"{''.join(wanted - seen)[:20]}")
        lines = lines_of(words_)
        broken["lines"] += len(lines)
        broken.update(bad_lines(text, lines))


def all_outside(pdf, sheets, tops, broken):
    pages = iter(enumerate(words(pdf), 1))
    for sheet in sheets:
        for number in range(len(sheet.pages)):
            page, (width, found) = next(pages, (0, (0, [])))
            for each in outside(sheet, number, (width - sheet.columns[-1]) / 2, tops, found, broken):
                yield f"page {page}: {each}"


def rows_of(body):
    """Of each row: does a page begin there, and its cells: their columns, last row, style, borders, words."""
    for row, head, cells in re.findall(r"^(\d+): \d+( .+)?\n((?:  .*\n)*)", body, re.M):
        found = re.findall(r"^  ([A-Z]+)\d+(?::([A-Z]+)(\d+))? (\w+)\S* ([-trbl]{4})(?: -[\d.]+)?(?: 「(.*)」)?", cells, re.M)
        yield bool(head), [(left, right or left, int(last or row), style, edges, text)
                           for left, right, last, style, edges, text in found]


def badly_broken(name, body):
    """What a page ends or begins with that it should not: a heading, a label without its words, an open frame."""
    rows = [(False, [])] + list(rows_of(body))  # rows count from 1
    for number in (i for i, (begins, _) in enumerate(rows) if begins):
        above = [cell for _, cells in rows[:number] for cell in cells if cell[2] == number - 1]
        below = rows[number][1]
        if any(cell[3] in ("part", "section", "frame", "column") for cell in above) and not any(
                cell[3] in ("words", "answer") for cell in above):
            yield f"{name} {number}: a heading ends a page: {above[-1][5]}"
        told = {cell[:2] for cell in above if cell[3] == "label" and cell[5]}
        if any(cell[3] == "label" and not cell[5] and cell[:2] in told for cell in below):
            yield f"{name} {number}: a page begins with an empty label"
        if any(cell[4] != "----" for cell in below) and any("t" not in cell[4] for cell in below):
            yield f"{name} {number}: a page begins with an open frame"
        if any(cell[4] != "----" for cell in above) and any("b" not in cell[4] for cell in above):
            yield f"{name} {number - 1}: a page ends with an open frame"


def main(pdf, plan, most, most_broken):
    parts = re.split(r"^== (.*（[縦横]）(?: \d+)+)$", Path(plan).read_text(), flags=re.M)[1:]
    sheets = [Sheet(head, body) for head, body in zip(parts[::2], parts[1::2])]
    widths = {sheet.columns[-1] * 25.4 / 72 for sheet in sheets}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", pdf, f"{folder}/p"], check=True)
        pages = [extent(path) for path in sorted(Path(folder).glob("*.pgm"))]
    problems = [f"{len(pages)} pages, not {most}"] if len(pages) > int(most) else []
    for number, (left, right, _, _) in enumerate(pages, 1):
        wide = (right - left) * 25.4 / DPI
        if not any(abs(wide - each) < 0.02 * each for each in widths):
            problems.append(f"page {number} is {wide:.1f} mm wide, its columns {sorted(round(w, 1) for w in widths)}")
    poor = [number for number, page in enumerate(pages, 1) if page[2] < 0.5]
    if len(poor) > len(sheets):
        problems.append(f"less than half full: pages {poor}, of {len(sheets)} worksheets")
    for head, body in zip(parts[::2], parts[1::2]):
        if not head.startswith(FIGURE):
            problems += badly_broken(head.split("（")[0], body)
    top = min(page[3] for page in pages) * 72 / DPI
    broken = Counter()
    problems += all_outside(pdf, sheets, top, broken)
    lines = broken.pop("lines", 0)
    bad = sum(broken.values())
    if bad > int(most_broken):
        problems += [f"{bad} of {lines} lines are broken badly:", *broken]
    fill = sum(page[2] for page in pages) / len(pages)
    print(f"{Path(plan).stem}: {len(pages)} pages, {fill:.0%} full, less than half: {poor}, {bad} of {lines} lines broken badly")
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return bool(problems)


sys.exit(main(*sys.argv[1:]))
