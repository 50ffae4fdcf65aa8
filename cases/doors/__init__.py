"""What other programs read: feeds, sitemap, robots, search description."""
