"""The screens. They show what the desk knows and send it what the candidate wants."""
