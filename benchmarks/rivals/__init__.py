"""What our search is compared with: the plain Django way on either database, and Datasette."""
