"""What publishers tell everybody: alerts of feeds and dates of updates, as a desk follows them."""
