"""What commands of every family are made of: buttons, forms, parts of layouts, replies, and who may press."""
