"""The référentiel, the memory of the ateliers: seasons, stakes, territories, collectives and resources."""
