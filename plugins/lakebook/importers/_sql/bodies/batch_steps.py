"""SQL Server's statements, which need no semicolon between them: which word begins the next one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lakebook.importers._sql.tokens import Token

_STARTS = frozenset(
    (  # noqa: SIM905 - a list of them would be as long as the module
        "INSERT UPDATE DELETE MERGE SELECT WITH SET DECLARE IF ELSE WHILE BEGIN END RETURN EXEC EXECUTE PRINT "
        "RAISERROR TRUNCATE CREATE DROP ALTER OPEN FETCH CLOSE DEALLOCATE COMMIT ROLLBACK SAVE USE GOTO WAITFOR "
        "BREAK CONTINUE GRANT DENY REVOKE"
    ).split()
)
_BLOCKS = frozenset({"IF", "ELSE", "WHILE", "BEGIN", "END"})
_SETS = frozenset({"UNION", "ALL", "EXCEPT", "INTERSECT"})


def batch_pieces(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """First token and end of each statement; what opens and closes blocks is one, too."""
    depth, cases, start, head = 0, 0, -1, ""
    for at, token in enumerate(tokens):
        word = token.upper
        if word in ("(", ")"):
            depth += 1 if word == "(" else -1
        elif depth > 0:
            continue
        elif word == ";":
            if start >= 0:
                yield start, at
            start, head, cases = -1, "", 0
            continue
        elif word == "CASE":
            cases += 1
        elif cases:
            cases -= word == "END"
        elif word in _STARTS and _begins(tokens, at, word, head):
            if start >= 0:
                yield start, at
            start, head = at, word
            continue
        if start < 0:
            start, head = at, word
        if head == "WITH" and depth == 0 and word in ("INSERT", "UPDATE", "DELETE", "MERGE", "SELECT"):
            head = word
    if start >= 0:
        yield start, len(tokens)


def declared_cursor(piece: Sequence[Token]) -> str:
    """The cursor whose query is the next statement; empty for none."""
    words = [token.upper for token in piece]
    is_cursor = "CURSOR" in words[:4] and words[-1] == "FOR" and words[0] in ("DECLARE", "SET")
    return piece[1].text if is_cursor else ""


def _begins(tokens: Sequence[Token], at: int, word: str, head: str) -> bool:
    """Whether a word that may begin a statement does so here, in a statement that began with *head*."""
    before = tokens[at - 1].upper if at else ""
    follows = tokens[at + 1].upper if at + 1 < len(tokens) else ""
    if head == "MERGE" or before in (".", "AS", "#") or (word == "UPDATE" and follows == "("):
        return False
    if word in _BLOCKS:
        return not (word == "IF" and before in ("TABLE", "VIEW", "PROCEDURE"))
    if word == "SELECT":
        return before not in _SETS and (head not in ("INSERT", "WITH", "CREATE") or _is_full(tokens, at, head))
    if word == "WITH":
        is_cte = at + 2 < len(tokens) and follows != "(" and tokens[at + 2].upper in ("AS", "(")
        return is_cte and head != "CREATE" and (head != "INSERT" or _is_full(tokens, at, head))
    if word in ("INSERT", "UPDATE", "DELETE", "MERGE"):
        return head != "WITH" and before not in ("FOR", "AFTER", "OF", "ON", ",")
    if word == "SET":
        return not (head == "UPDATE" and not _has(tokens, at, "SET"))
    if word in ("EXEC", "EXECUTE"):
        return head != "INSERT" or _is_full(tokens, at, head)
    return not (word == "FETCH" and before in ("ROW", "ROWS"))


def _is_full(tokens: Sequence[Token], at: int, head: str) -> bool:
    """Whether the statement before has its query, so that what follows is another one."""
    words = {"INSERT": ("SELECT", "VALUES", "EXEC", "EXECUTE"), "CREATE": ("SELECT",)}.get(head, ())
    return any(_has(tokens, at, word) for word in words) or (head == "CREATE" and tokens[at - 1].upper != "AS")


def _has(tokens: Sequence[Token], at: int, word: str) -> bool:
    """Whether *word* stands outside of parentheses since the statement began."""
    depth = 0
    for before in range(at - 1, -1, -1):
        token = tokens[before].upper
        depth += {")": 1, "(": -1}.get(token, 0)
        if depth == 0 and token == word:
            return True
        if depth < 0 or (depth == 0 and token in (";", "INSERT", "UPDATE", "CREATE")):
            return False
    return False
