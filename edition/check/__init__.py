"""What is wrong with an edition, as findings with a place and a remedy."""
