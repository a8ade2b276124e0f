"""The tests. They mirror src/born_into_care, with one folder for each delivery."""
