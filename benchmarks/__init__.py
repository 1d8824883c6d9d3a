"""How long Penholder takes: `make benchmark`. Never a test: a slow machine is no fault of the code."""
