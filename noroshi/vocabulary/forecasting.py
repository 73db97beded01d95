"""How strongly an outage may be felt where it arrives, and how likely that is held to be."""

from noroshi.vocabulary.word import Word


class EffectStrength(Word):
    """What may become of a service whose supply has failed; the strongest first. Only the first two go on to others."""

    STOPS = "stops", "停止のおそれ", "may stop"
    LESSENED = "lessened", "低下のおそれ", "may be reduced", "Part of it, or at lower quality"
    HINDERED = "hindered", "支障のおそれ", "may be hindered", "It goes on, with more work or delay"

    @property
    def rank(self) -> int:
        """0 is the strongest."""
        return list(EffectStrength).index(self)


class Likelihood(Word):
    """How far a forecast is to be trusted; it falls with every step of the way."""

    EXPECTED = "expected", "見込まれる", "to be expected", "One step, and a document names it"
    POSSIBLE = "possible", "あり得る", "possible", "One step by assumption, or two of which a document names the first"
    CONCEIVABLE = "conceivable", "考えられる", "conceivable", "Further away"

    @property
    def rank(self) -> int:
        """0 is the surest."""
        return list(Likelihood).index(self)
