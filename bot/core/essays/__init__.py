"""Essays before they are stored: drafts, their sizes, where passages end, and study packs."""
