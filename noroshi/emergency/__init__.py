"""What an emergency adds: warnings sent directly, the hotline, the mode of a disaster, one filing to two desks."""
