"""One module for each thing the bot does: load, ask the core, save, and return what happened. Nothing here sends."""
