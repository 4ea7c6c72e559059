"""PDF files: where letters stand on paper, and what of them is text."""
