"""`/report` and `/record`: what a study has done, for its hosts and for its members."""
