"""批量导入: a spreadsheet shown, imported, undone; quick entry from a phone."""
