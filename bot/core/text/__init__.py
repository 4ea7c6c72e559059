"""Text of any language: cleaning and folding it, its sentences, stems and spelling, and Discord's Markdown."""
