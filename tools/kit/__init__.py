"""The teaching kit's artefacts, each made by one command: `python -m tools.kit --help`."""
