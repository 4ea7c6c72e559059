"""What operators ask of an installation: what it is, whether all is well with it, and to bring it up to date."""
