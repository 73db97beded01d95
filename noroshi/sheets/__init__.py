"""事案シート: what operators, ISACs, hubs and providers tell each other."""
