"""Files and citations for readers: CSV, JSON, XLSX, ZIP, bibliographies, code snippets."""
