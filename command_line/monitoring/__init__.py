"""What watches a running bot from outside its work, and what it tells of that."""
