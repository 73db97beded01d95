"""How exchanges stand in law: voluntary or statutory, consent, ground, pledges at entry, retention and disposal."""
