"""The illustrative cohort: invented, seeded, and held to every published figure it can meet."""
