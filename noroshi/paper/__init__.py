"""The official forms on paper: plain Python over a scheme's form and what was written into it; knows no viewer."""
