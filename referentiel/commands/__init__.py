"""What changes the référentiel: plain functions, one module a noun."""
