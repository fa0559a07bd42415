"""What changes the référentiel: plain functions, one module per noun."""
