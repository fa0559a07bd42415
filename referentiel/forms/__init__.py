"""The forms of the référentiel's pages, one module per noun."""
