"""The pack as a website that needs no kernel and no server.

Built by Sphinx with MyST-NB and the pydata theme, chosen because all three are kept well, read the
notebooks as they are saved, search without a server, and can be made to ask nothing of a network.
The site mirrors the folders of the pack, so that a link to a notebook or to a row of the evidence
is the same link with another ending.
"""
