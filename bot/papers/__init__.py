"""PDFs that people take out, and how they are drawn."""
