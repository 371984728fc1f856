"""准确: how much of a folder of reports is read as a careful person reads it.

A folder holds `reports/`, what was met, and `truth/NAME.json`, what it says; NAME is the file's name or its beginning.
"""
