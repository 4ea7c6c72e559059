"""What several families of commands need."""
