"""What the benchmarks stand on: generated cases, a site that holds them, stop-watches, tables."""
