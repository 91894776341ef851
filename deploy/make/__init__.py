"""What `make` does, with the standard library alone; deploy/bootstrap.py starts it."""
