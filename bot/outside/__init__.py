"""What is neither Discord nor database: the network beneath, and later pictures, downloads and the import cage."""
