"""What can go wrong before a room is reached, in the words of whoever runs the machine."""


class EngineError(Exception):
    """Something the operator can mend; `remedy` says how."""

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.problem}\n{self.remedy}" if self.remedy else self.problem
