"""What can be done in a séance: the only code that changes its state, one module per noun."""
