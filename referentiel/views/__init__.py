"""The pages of the référentiel: everyone may read them."""
