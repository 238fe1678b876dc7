"""What attackers type into fields and addresses, by what it is aimed at. Written for this app, from the techniques."""

# ruff: noqa: E501  tables of what is sent are wide

SQL = (
    "'", '"', "\\", "';", "1;--", "1' OR '1'='1", '1" OR "1"="1', "1 OR 1=1", "') OR ('a'='a", "' UNION SELECT NULL--",
    "' UNION SELECT sql FROM sqlite_master--", "1; DROP TABLE rooms_room;--", "' AND (SELECT 1 FROM pg_sleep(9))--",
    "$$;select pg_sleep(9)$$", "%' ESCAPE '", "_%", "/**/OR/**/1", "0x27", "¼'", "＇ OR 1=1", "CAST(1 AS TEXT)",
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/", "....//", "..\\..\\windows", "/etc/passwd", "file:///etc/passwd",
    "C:\\", "~root", ".git/config", "%c0%ae%c0%ae/", "\u2025/", "con", "settings.py%00.html",
)  # fmt: skip
LETTERS = (
    "\x00", "a\x00b", "\x1b[31m", "\r\nSet-Cookie: a=b", "\r\n\r\n<html>", "\u202etxt", "\ufeff", "\ufffe", "\U0010ffff",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin1"), "é" * 300, "🍕" * 300, "a\u0301" * 300, "\u2028", "ﷺ" * 40,
)  # fmt: skip
NUMBERS = (
    "-1", "0", "00", "1e3", "1e999", "-0", "NaN", "inf", "-Infinity", "0x10", "1_000", "٣", "①", "²", "१२", "9" * 18,
    "9" * 19, "9" * 40, "9" * 5_000, "-" + "9" * 40, "1.7976931348623159e308", "2147483648", "9223372036854775808", "1,5", " 1 ",
)  # fmt: skip
TEMPLATES = (
    "{{7*7}}",
    "{% debug %}",
    "${7*7}",
    "%(a)s",
    "{0}",
    "{0.__class__}",
    "%n%n%n",
    "#{7*7}",
    "@import",
    "[[x]]",
)
SHAPES = (
    "[]",
    "{}",
    "null",
    "true",
    "[" * 400,
    '{"a":1}',
    "x" * 20_000,
    " ",
    "\t",
    "http://[",
    "http://[::1",
    "//evil.example",
)
EVERYTHING = (*SQL, *PATHS, *LETTERS, *NUMBERS, *TEMPLATES, *SHAPES)
MARK = "<zz onx=1>"  # what no page may hold unescaped
LEAKS = (
    b"Traceback", b"OperationalError", b"DataError", b"ProgrammingError", b"psycopg", b"syntax error at", b"near &quot;",
    b"django.core", b"site-packages", b"root:x:0", b"No such file",
)  # fmt: skip
