"""The screens, one in each file, with its style beside it."""
