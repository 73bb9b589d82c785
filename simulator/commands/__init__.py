"""What each command does: calls the studio, prints. One room for each part of the house."""
