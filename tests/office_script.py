"""Drives LibreOffice over UNO: reads orders as JSON from standard input, prints the results as JSON.

Run by the system's Python, never imported. Each operation is a mapping with the key `do`:
save (to, filter), accept, reject, text, changes, comments, author (name), tracking (on), replace (find, with, all),
insert_after (find, text: a new paragraph after the one that holds the words), delete_paragraph (find),
style (find, style). To add a comment crashes LibreOffice 7.4 without a screen: put one into the file beforehand.
"""

import json
import os
import sys
import time
from pathlib import Path

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]

FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8", ".pdf": "writer_pdf_Export", ".txt": "Text (encoded)",
           ".xlsx": "Calc MS Excel 2007 XML", ".csv": "Text - txt - csv (StarCalc)"}


def prop(name, value):
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(1800):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # it is still starting
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


class Driver:
    def __init__(self, orders):
        self.context = connected(orders["pipe"])
        self.manager = self.context.ServiceManager
        desktop = self.manager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        self.document = desktop.loadComponentFromURL(Path(orders["file"]).as_uri(), "_blank", 0,
                                                      (prop("Hidden", True),))
        if self.document is None:
            raise SystemExit("the file could not be opened")

    def dispatch(self, command, *arguments):
        helper = self.manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", self.context)
        helper.executeDispatch(self.document.CurrentController.Frame, command, "", 0, arguments)

    def found(self, words):
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = words, True
        place = self.document.findFirst(search)
        if place is None:
            raise SystemExit(f"these words are not in the document: {words}")
        return place

    def save(self, to, filter=""):
        name = filter or FILTERS[Path(to).suffix]
        extra = (prop("FilterOptions", "UTF8,LF"),) if to.endswith(".txt") else ()
        self.document.storeToURL(Path(to).as_uri(), (prop("FilterName", name), *extra))

    def accept(self):
        self.dispatch(".uno:AcceptAllTrackedChanges")

    def reject(self):
        self.dispatch(".uno:RejectAllTrackedChanges")

    def text(self):
        return self.document.Text.String

    def changes(self):
        every = self.document.Redlines.createEnumeration()
        found = []
        while every.hasMoreElements():
            change = every.nextElement()
            found.append({"type": change.RedlineType, "author": change.RedlineAuthor,
                          "comment": change.RedlineComment})
        return found

    def comments(self):
        every = self.document.TextFields.createEnumeration()
        found = []
        while every.hasMoreElements():
            field = every.nextElement()
            if field.supportsService("com.sun.star.text.textfield.Annotation"):
                found.append({"author": field.Author, "text": field.Content, "at": field.Anchor.String})
        return found

    def author(self, name):
        provider = self.manager.createInstanceWithContext("com.sun.star.configuration.ConfigurationProvider",
                                                          self.context)
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationUpdateAccess",
            (prop("nodepath", "/org.openoffice.UserProfile/Data"),))
        first, _, last = name.partition(" ")
        access.givenname, access.sn = first, last
        access.commitChanges()

    def tracking(self, on):
        self.document.RecordChanges = on

    def replace(self, find, all=False, **rest):
        if all:
            order = self.document.createReplaceDescriptor()
            order.SearchString, order.ReplaceString, order.SearchCaseSensitive = find, rest["with"], True
            self.document.replaceAll(order)
        else:
            self.found(find).String = rest["with"]

    def insert_after(self, find, text):
        place = self.found(find)
        cursor = place.Text.createTextCursorByRange(place.End)
        cursor.gotoEndOfParagraph(False)
        place.Text.insertControlCharacter(cursor, 0, False)   # a paragraph break
        place.Text.insertString(cursor, text, False)

    def delete_paragraph(self, find):
        place = self.found(find)
        cursor = place.Text.createTextCursorByRange(place.Start)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoNextParagraph(True)
        cursor.String = ""

    def style(self, find, style):
        self.found(find).ParaStyleName = style


def main():
    orders = json.load(sys.stdin)
    driver = Driver(orders)
    try:
        results = []
        for order in orders["operations"]:
            name = order.pop("do")
            results.append(getattr(driver, name)(**order))
        print(json.dumps(results))
    finally:
        driver.document.close(False)


main()
# UNO's threads outlive the interpreter, and now and then its end finds them at work and is a segmentation fault.
sys.stdout.flush()
os._exit(0)
