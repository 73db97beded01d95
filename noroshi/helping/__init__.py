"""技術的な支援依頼: what a house asks of an ISAC or a hub, and who there can answer."""
