"""The 2022 occupation classification, title similarity and the fit between occupations."""
