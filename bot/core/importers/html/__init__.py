"""Essays from saved web pages: which blocks of a page are the essay, and what it says about itself."""
