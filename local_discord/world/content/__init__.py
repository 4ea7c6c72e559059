"""What messages carry: components, embeds, polls and files, and whom they mention."""
