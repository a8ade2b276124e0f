"""Build what is made of the notebooks: site, slides, handouts, questions, variants, app."""
