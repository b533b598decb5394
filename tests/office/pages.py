"""pages.py PDF PLAN MOST: the pages that LibreOffice makes of a workbook, held against its plan: no more than MOST, none
shrunk (as wide as its columns), none less than half full but the last of a worksheet. Prints a line of figures; exit
status 1 after what is wrong."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

DPI = 50
DARK = 170  # a grey below this is ink; borders are thinner than a pixel
HEAD, FOOT = 0.055, 0.945  # of the height: within them the cells stand
DIGIT, LIBRARY_DIGIT = 8, 7  # templates/xlsx/default.yaml, libxlsxwriter


def column_width(millimetres):
    """As it is written: in whole pixels of the library (src/render/xlsx_layout.c)."""
    pixels = millimetres * 9600 * LIBRARY_DIGIT // (2540 * DIGIT)
    return pixels * DIGIT * 25.4 / (96 * LIBRARY_DIGIT)


def extent(path):
    """Where the ink of a page begins and ends: left, right and bottom, as parts of its size; its width in pixels."""
    bytes_ = path.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+\d+\s", bytes_)
    width, height = int(head[1]), int(head[2])
    rows = [bytes_[head.end() + y * width:head.end() + (y + 1) * width] for y in range(height)]
    inked = [y for y in range(int(height * HEAD), int(height * FOOT)) if min(rows[y]) < DARK]
    columns = [x for y in inked for x, grey in enumerate(rows[y]) if grey < DARK]
    bottom = (inked[-1] - height * HEAD) / (height * (FOOT - HEAD)) if inked else 0
    return min(columns, default=0), max(columns, default=0), bottom, width


def main(pdf, plan, most):
    sheets = re.findall(r"^== (.*)（[縦横]）((?: \d+)+)$", Path(plan).read_text(), re.M)
    widths = {sum(column_width(int(each)) for each in columns.split()) for _, columns in sheets}
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
    fill = sum(page[2] for page in pages) / len(pages)
    print(f"{Path(plan).stem}: {len(pages)} pages, {fill:.0%} full, less than half: {poor}")
    print("\n".join(problems), end="\n" if problems else "", file=sys.stderr)
    return bool(problems)


sys.exit(main(*sys.argv[1:]))
