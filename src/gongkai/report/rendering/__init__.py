"""成文: `Report` → docx, pdf, html, xlsx, json. The same report gives the same bytes."""
