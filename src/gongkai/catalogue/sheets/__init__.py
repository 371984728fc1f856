"""目录的表格文件: the catalogue as the workbooks that agencies have, read and written.

    read(data, known) -> Read: rows with what was taken from above and what could not be read
    write(catalogue, entries) -> bytes

What is written here is read back the same.
"""
