"""What two texts of one statement may differ in: only what the clients are known to change."""
import re

QUOTES = rb"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`(?:[^`]|``)*`"
MYSQL_COMMENT = rb"--(?=\s|$)[^\n]*|#[^\n]*|/\*(?!M?!).*?\*/"
MYSQL_PARTS = re.compile(rb"(?P<quote>%s)|(?P<gap>(?:\s|%s)+)|." % (QUOTES, MYSQL_COMMENT), re.S)
LINE_COMMENT = re.compile(rb"--[^\r\n]*")


def without_leading_gaps(text):
    """PostgreSQL's blanks and comments, which nest."""
    while True:
        text = text.lstrip(b" \t\r\n\f")
        if text.startswith(b"--"):
            text = text[LINE_COMMENT.match(text).end():]
        elif text.startswith(b"/*"):
            text = text[_nested_comment_end(text):]
        else:
            return text


def _nested_comment_end(text):
    depth = 0
    for mark in re.finditer(rb"/\*|\*/", text):
        depth += 1 if mark.group() == b"/*" else -1
        if depth == 0:
            return mark.end()
    return len(text)


def psql_difference(ours, sent):
    """psql sends the terminator and the comments around a statement, but drops the end of the last
    line, and empty lines that are outside of quotes; here they count nowhere."""
    ours, sent = (re.sub(rb"\n+", b"\n", text.rstrip(b"\n"))
                  for text in (ours, without_leading_gaps(sent)))
    rest = sent[len(ours):]
    same = sent.startswith(ours) and without_leading_gaps(rest) in (b"", b";")
    return None if same else (ours, sent)


def mysql_plain(text):
    """The mariadb client drops comments and folds what is around them, and reads CRLF as LF;
    quotes stay as they are."""
    text = text.replace(b"\r\n", b"\n")
    parts = (b" " if part["gap"] else part.group() for part in MYSQL_PARTS.finditer(text))
    return b"".join(parts).strip()


def mysql_difference(ours, sent):
    ours, sent = mysql_plain(ours), mysql_plain(sent)
    same = ours == sent or (ours[:4].upper() == b"USE " and sent[:4] == b"USE " and
                            ours[4:].strip(b" `").lower() == sent[4:].lower())
    return None if same else (ours, sent)
