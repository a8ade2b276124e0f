"""What every test keeps to: a property may take its time, as no test asserts on a clock."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
