"""The screens. They show what the studio knows and send it what the candidate wants."""
