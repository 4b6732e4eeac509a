"""An invented district to try a merge on: its records as an office receives them, its roster, the period before.

Everything is made of `communes.toml`, `facts.toml` and `answers.toml` and of a seed: the same bytes every time.
"""

from scoring.district.files import DistrictFile, district_files, set_name

__all__ = ["DistrictFile", "district_files", "set_name"]
