"""What goes to firewalls, resolvers, proxies and sensors."""
