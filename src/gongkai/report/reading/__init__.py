"""读取: a file of any kind → blocks → labelled tables, sections and statements → `Report`."""
