"""Pictures of taking part, as SVG: drawn of lines alone, so that no font is needed."""
