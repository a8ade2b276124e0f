"""What the tests of corrections correct and add: a figure of the pack, and a made-up row."""

ID = "newborns-england-2012-13"
NEW_ROW = {
    "figure_id": "newborns-scotland-2012-13",
    "measure": "newborns in care proceedings",
    "value": "100",
    "value_text": "100",
    "unit": "babies",
    "precision": "exact",
    "geography": "Scotland",
    "period": "2012/13",
    "definition": "made up for this test",
    "source_id": "ons2012",
    "standing": "reported",
}
