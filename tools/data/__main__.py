"""`python -m tools.data`: write the files of `data/` that follow from its tables."""

from tools.data.build import write_files

if __name__ == "__main__":
    print("\n".join(f"data/{name}" for name in write_files()))
