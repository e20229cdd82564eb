"""Training of the bundled chest X-ray pneumonia model."""
