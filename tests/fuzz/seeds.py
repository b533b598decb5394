#!/usr/bin/env python3
"""seeds.py PROGRAM FOLDER [FILE…]

Inputs of the shape of real ones for the fuzzers, in FOLDER/workbook and FOLDER/import: rows of the sheets of workbooks, and pages of
what LibreOffice prints of them, with their edges (where it and poppler-utils are there). FILE: workbooks and PDFs; without,
those of the samples.
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

ROWS, BAND = 40, 280  # of one input, in rows and in points of a page; larger ones are slow
EDGE = re.compile(r"^([\d.]+) -([\d.]+) m ([\d.]+) -([\d.]+) l S", re.M)  # in cairo's own direction, which is turned around
SETUP = ("%%%%Page: %d %d\n%%%%BeginPageSetup\n596 842 cairo_set_page_size\n%%%%EndPageSetup\n"
         "1 0 0 -1 0 842 cm q\n")
RELATIONS = ("<Relationships><Relationship Id='s' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
             "<Relationship Id='t' Type='x/sharedStrings' Target='sharedStrings.xml'/>"
             "<Relationship Id='u' Type='x/styles' Target='styles.xml'/></Relationships>")
BOOK = "<workbook xmlns:r='r'><sheets><sheet name='%s' sheetId='1' r:id='s'/></sheets></workbook>"


def rows_of(sheet, strings):
    """Pieces of a worksheet, each with the strings that it has."""
    rows = re.findall(r"<row .*?</row>", sheet, re.S)
    for start in range(0, len(rows), ROWS):
        used = {}

        def numbered(match):
            return match[1] + str(used.setdefault(int(match[2]), len(used))) + "</v>"

        own = re.sub(r'(<c [^>]*t="s"[^>]*><v>)(\d+)</v>', numbered, "".join(rows[start:start + ROWS]))
        numbers = {int(number) for number in re.findall(r'<row r="(\d+)"', own)}
        merges = [merge for merge in re.findall(r"<mergeCell [^>]*/>", sheet)
                  if int(re.search(r"[A-Z]+(\d+)", merge)[1]) in numbers]
        yield (f"<worksheet><sheetData>{own}</sheetData><mergeCells>{''.join(merges)}</mergeCells></worksheet>",
               "<sst>" + "".join(strings[number] for number in used) + "</sst>")


def put_workbook(path, folder):
    with zipfile.ZipFile(path) as book:
        text = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xml")}
    strings = re.findall(r"<si>.*?</si>|<si/>", text.get("xl/sharedStrings.xml", ""), re.S)
    names = re.findall(r'<sheet name="([^"]*)"', text["xl/workbook.xml"])
    for number, name in enumerate(names, 1):
        for at, (sheet, own) in enumerate(rows_of(text.get(f"xl/worksheets/sheet{number}.xml", ""), strings)):
            parts = [BOOK % name, RELATIONS, sheet, own, text.get("xl/styles.xml", "")]
            (folder / f"{path.stem}-{number}-{at}").write_text("\0".join(parts))


def output_of(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode(errors="replace")


def brief(numbers):
    return re.sub(r"\d+\.\d+", lambda match: f"{float(match[0]):.1f}", numbers)


def words_of(page, top, bottom):
    page = re.sub(r" *</?(?:flow|block)\b.*?>\n", "", re.sub(r"<line [^>]*>", "<line>", page))
    page = re.sub(r"\n +", "\n", re.sub(r"<[^>]*>", lambda tag: brief(tag[0]), page))
    word = re.compile(r'<word xMin="[^"]*" yMin="([^"]*)".*?</word>\n')
    page = word.sub(lambda match: match[0] if top <= float(match[1]) < bottom else "", page)
    return page.replace("<line>\n</line>\n", "")


def edges_of(page, number, top, bottom):
    edges = {tuple(brief(place) for place in edge) for edge in EDGE.findall(page)}
    lines = ["{} {} m {} {} l S\n".format(*edge) for edge in sorted(edges)
             if float(edge[1]) < bottom + 20 and float(edge[3]) > top - 20]
    return SETUP % (number, number) + "".join(lines) + "Q\n"


def put_pdf(path, folder):
    words = re.findall(r"<page .*?</page>", output_of("pdftotext", "-bbox-layout", path, "-"), re.S)
    drawn = re.split(r"(?=^%%Page: )", output_of("pdftocairo", "-ps", path, "-"), flags=re.M)[1:]
    title = words_of(words[0], 0, BAND)  # tells which form it is
    for number, page in enumerate(words):
        for top in range(0, 842, BAND):
            place = (top, top + BAND)
            text = SETUP % (1, 1) + "Q\n" + edges_of(drawn[number], 2, *place) + "<doc>" + title + words_of(page, *place)
            (folder / f"{path.stem}-{number + 1}-{top}").write_text(f"<html><body>{text}</doc></body></html>\n")


def render_samples(program, folder):
    for model in sorted(pathlib.Path("assessments").glob("**/assessment.yaml")):
        for form in ("kiso", "juten", "zenkomoku"):
            book = folder / f"{model.parent.name}-{form}.xlsx"
            subprocess.run([program, "render", model, "--form", form, "--format", "xlsx", "--output", book], check=True,
                           stderr=subprocess.DEVNULL)
            yield book


def main():
    program, target = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    with tempfile.TemporaryDirectory() as folder:
        files = [pathlib.Path(name) for name in sys.argv[3:]] or list(render_samples(program, pathlib.Path(folder)))
        books = [file for file in files if file.suffix == ".xlsx"]
        if books and all(map(shutil.which, ("soffice", "pdftotext", "pdftocairo"))):
            subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf",
                            "--outdir", folder, *books], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            files += sorted(pathlib.Path(folder).glob("*.pdf"))
        for name in ("workbook", "import"):
            (target / name).mkdir(parents=True, exist_ok=True)
        for file in files:
            put = put_pdf if file.suffix == ".pdf" else put_workbook
            put(file, target / ("import" if file.suffix == ".pdf" else "workbook"))


if __name__ == "__main__":
    main()
