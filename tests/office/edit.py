"""usage: edit.py FOLDER EDITS: opens the workbooks of FOLDER in LibreOffice, without its windows, makes in each the changes
that EDITS names for it, and saves them as xlsx into FOLDER/saved. A line of EDITS: workbook, what, name, text, with tabs
between them; \\n is a line break."""
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import CellAddress


def start(folder):
    pipe = f"shikii{os.getpid()}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{folder}/profile",
         f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return office, context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:  # not yet
            time.sleep(0.5)
    sys.exit("LibreOffice does not start")


def option(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


class Book:
    def __init__(self, document):
        self.document = document
        for sheet in document.Sheets:
            sheet.unprotect("")

    def cells(self, name):
        return self.document.NamedRanges.getByName("item." + name).ReferredCells

    def rows(self, prefix):
        """The worksheet and the rows of a frame, with the heading above it."""
        places = [self.cells(name[5:]).RangeAddress for name in self.document.NamedRanges.ElementNames
                  if name.startswith(f"item.{prefix}.")]
        sheet = self.document.Sheets.getByIndex(places[0].Sheet)
        return sheet, min(place.StartRow for place in places) - 1, max(place.EndRow for place in places)

    def set(self, name, text):
        self.cells(name).getCellByPosition(0, 0).String = text

    def remove(self, name, _):
        sheet, first, last = self.rows(name)
        sheet.Rows.removeByIndex(first, last - first + 1)

    def add(self, name, text):
        """A copy of the frame behind it, with its first words changed and the heading's number made one more."""
        sheet, first, last = self.rows(name)
        count = last - first + 1
        sheet.Rows.insertByIndex(last + 1, count)
        source = sheet.getCellRangeByPosition(0, first, 18, last).RangeAddress
        sheet.copyRange(CellAddress(source.Sheet, 0, last + 1), source)
        beside = (sheet.getCellByPosition(column, last + 1) for column in range(3))
        heading = next(cell for cell in beside if cell.String)  # behind the pad
        stem = heading.String.rstrip("0123456789")
        heading.String = f"{stem}{int(heading.String[len(stem):]) + 1}"
        place = self.cells(f"{name}.1").RangeAddress
        sheet.getCellByPosition(place.StartColumn, place.StartRow + count).String = text

    def changes(self):
        cells = self.cells("history")
        return self.document.Sheets.getByIndex(cells.RangeAddress.Sheet), cells.RangeAddress.StartRow

    def row(self, name, text):
        sheet, first = self.changes()
        number, column = (int(part) for part in name.split(","))
        sheet.getCellByPosition(column, first + number).String = text

    def delete_row(self, name, _):
        sheet, first = self.changes()
        sheet.Rows.removeByIndex(first + int(name), 1)

    def new_row(self, _, text):
        sheet, first = self.changes()
        while any(sheet.getCellByPosition(column, first).String for column in range(6)):
            first += 1
        for column, words in enumerate(text.split("|")):
            sheet.getCellByPosition(column, first).String = words


def main(folder, edits):
    with open(edits, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip()]
    os.makedirs(f"{folder}/saved", exist_ok=True)
    office, desktop = start(folder)
    try:
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".xlsx"):
                continue
            document = desktop.loadComponentFromURL(f"file://{folder}/{name}", "_blank", 0, (option("Hidden", True),))
            book = Book(document)
            for target, what, cell, text in lines:
                if target == name:
                    getattr(book, what)(cell, text.replace("\\n", "\n"))
            document.storeToURL(f"file://{folder}/saved/{name}", (option("FilterName", "Calc MS Excel 2007 XML"),))
            document.close(True)
    finally:
        try:
            desktop.terminate()
        except Exception:  # it is gone already
            pass
        office.wait(60)


main(*sys.argv[1:])
