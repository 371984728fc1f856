"""台账表格: an agency's own list of releases, kept in a spreadsheet, as facts that can be imported.

    headings.find(sheets) -> Headings      rows.Reader(agency, …).read(headings) -> rows
    template.write(agency) -> bytes        naming.kind_of(title) -> kind

A column is known by any of the words in use; what cannot be read stays as found and is told, row by row.
"""
