"""What runs inside: it imports nothing of the program, so that nothing else need be readable there.

The parent starts it as `python -I -S` with the folder above this one on the path; hence the relative imports.
"""
