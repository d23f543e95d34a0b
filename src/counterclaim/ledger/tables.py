"""The tables of a ledger. docs/ledger.md describes them for people who query by SQL; a test compares.

Recorded tables (`RECORDED`) only ever grow: triggers refuse UPDATE and DELETE, whoever asks. `event` and
`event_claim` are derived and replaced as a whole by each linking; the tables `copy_...` are derived from the texts.
"""

from __future__ import annotations

from sqlalchemy import (
    REAL,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    column,
)

#: "CCLM" in the header of the file (offset 68, https://www.sqlite.org/fileformat.html): it is a
#: counterclaim ledger.
APPLICATION_ID = 0x43434C4D

#: The version of the tables below, kept in the file as `user_version`. It rises with every change to them,
#: and `upgrades` then says how to get there.
SCHEMA_VERSION = 5

metadata = MetaData()


def _text(name: str, *, null: bool = False) -> Column[str]:
    return Column(name, Text, nullable=null)


raw = Table(
    "raw",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("text", Integer, ForeignKey("text.n"), nullable=True),
    sqlite_strict=True,
)

report = Table(
    "report",
    metadata,
    Column("id", Text, primary_key=True),
    _text("raw_sha256"),
    _text("outlet", null=True),
    _text("url", null=True),
    _text("title", null=True),
    _text("published_start", null=True),
    _text("published_end", null=True),
    _text("record"),
    sqlite_strict=True,
)

text = Table(
    "text",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("raw_sha256"),
    _text("sha256"),
    _text("content"),
    Column("record", LargeBinary, nullable=False),
    sqlite_strict=True,
)

reading = Table(
    "reading",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False),
    Column("text_id", Text, ForeignKey("text.id"), nullable=False),
    _text("extractor"),
    _text("at"),
    UniqueConstraint("report_id", "extractor"),
    Index("reading_by_text", "text_id"),
    sqlite_strict=True,
)

claim = Table(
    "claim",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("key"),
    Column("reading", Integer, ForeignKey("reading.n"), nullable=False),
    Column("report_id", Text, ForeignKey("report.id"), nullable=False),
    Column("first", Integer, nullable=False),
    _text("kind"),
    _text("stance"),
    _text("outcome", null=True),
    Column("low", REAL, nullable=True),
    Column("high", REAL, nullable=True),
    _text("bound", null=True),
    _text("happened_start", null=True),
    _text("happened_end", null=True),
    _text("speaker"),
    _text("quote"),
    Index("claim_by_key", "key"),
    Index("claim_in_order", "report_id", "first"),
    Index("claim_by_outcome", "outcome", sqlite_where=column("outcome").is_not(None)),
    Index("claim_by_time", "happened_start", sqlite_where=column("happened_start").is_not(None)),
    sqlite_strict=True,
)

claim_pack = Table(
    "claim_pack",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    sqlite_strict=True,
)

claim_party = Table(
    "claim_party",
    metadata,
    Column("party", Text(collation="NOCASE"), primary_key=True),
    Column("claim", Integer, ForeignKey("claim.n"), primary_key=True),
    Index("claim_party_by_claim", "claim"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

rejection = Table(
    "rejection",
    metadata,
    Column("id", Text, primary_key=True),
    _text("stage"),
    _text("code"),
    _text("reason"),
    _text("source"),
    _text("report_id", null=True),
    _text("record"),
    sqlite_strict=True,
)

linking = Table(
    "linking",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("through", Integer, nullable=False),
    _text("policy"),
    _text("copies", null=True),
    Column("decided", Integer, nullable=False),
    _text("at"),
    sqlite_strict=True,
)

membership = Table(
    "membership",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("linking", Integer, ForeignKey("linking.n"), nullable=False),
    _text("key"),
    Column("line", Integer, nullable=True),
    _text("reason"),
    Index("membership_by_key", "key"),
    Index("membership_by_line", "line"),
    sqlite_strict=True,
)

event_name = Table(
    "event_name",
    metadata,
    Column("event_id", Text, primary_key=True),
    Column("linking", Integer, ForeignKey("linking.n"), primary_key=True),
    Column("line", Integer, nullable=False),
    sqlite_strict=True,
)

event_now = Table(
    "event",
    metadata,
    Column("id", Text, primary_key=True),
    Column("line", Integer, nullable=False),
    _text("start", null=True),
    _text("end", null=True),
    _text("parties"),
    _text("record"),
    sqlite_strict=True,
)

event_claim = Table(
    "event_claim",
    metadata,
    Column("event_id", Text, ForeignKey("event.id"), primary_key=True),
    Column("claim", Integer, ForeignKey("claim.n"), primary_key=True),
    Index("event_claim_by_claim", "claim"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

copy_text = Table(
    "copy_text",
    metadata,
    Column("text_id", Text, ForeignKey("text.id"), primary_key=True),
    Column("body", Integer, ForeignKey("copy_body.n"), nullable=False),
    _text("rule"),
    Index("copy_text_by_body", "body"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

copy_body = Table(
    "copy_body",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("sha256", Text, nullable=False, unique=True),
    Column("text_id", Text, ForeignKey("text.id"), nullable=False),
    Column("bands", Integer, nullable=False),
    Column("part", Integer, nullable=False),
    Index("copy_body_by_part", "part"),
    sqlite_strict=True,
)

copy_band = Table(
    "copy_band",
    metadata,
    Column("band", Integer, primary_key=True),
    Column("body", Integer, ForeignKey("copy_body.n"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

copy_pair = Table(
    "copy_pair",
    metadata,
    Column("body", Integer, ForeignKey("copy_body.n"), primary_key=True),
    Column("other", Integer, ForeignKey("copy_body.n"), primary_key=True),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

copy_group = Table(
    "copy_group",
    metadata,
    Column("id", Text, primary_key=True),
    Column("origin", Text, ForeignKey("report.id"), nullable=False),
    _text("record"),
    sqlite_strict=True,
)

copy_member = Table(
    "copy_member",
    metadata,
    Column("report_id", Text, ForeignKey("report.id"), primary_key=True),
    Column("group_id", Text, ForeignKey("copy_group.id"), nullable=False),
    _text("kind"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    metadata,
    Column("n", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    _text("kind"),
    _text("key"),
    _text("other_key", null=True),
    _text("undoes", null=True),
    _text("at"),
    _text("record"),
    Index("decision_by_key", "key"),
    sqlite_strict=True,
)

forgotten = Table(
    "forgotten",
    metadata,
    Column("n", Integer, primary_key=True),
    _text("report_id"),
    _text("who"),
    _text("why"),
    _text("at"),
    _text("sha256"),
    Index("forgotten_by_report", "report_id"),
    sqlite_strict=True,
)

#: Tables whose rows are never changed, and removed only with a whole report, by `forgetting`.
RECORDED = (
    raw,
    report,
    text,
    reading,
    claim,
    claim_pack,
    claim_party,
    rejection,
    linking,
    membership,
    event_name,
    decision,
    forgotten,
)


def guard(table: str, deed: str) -> str:
    """The trigger that refuses UPDATE or DELETE on a recorded table."""
    return (
        f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'the table {table} of a ledger is append only'); END"
    )


_VIEW = """
CREATE VIEW current_claim AS
SELECT claim.* FROM claim
WHERE NOT EXISTS (
    SELECT 1 FROM reading AS later
    WHERE later.report_id = claim.report_id AND later.n > claim.reading
)
"""

# The words of the texts and quotes, without a copy of either. Triggers can't fill it: a ledger's triggers are not
# trusted with virtual tables (trusted_schema=OFF), nor a view with JSON functions, so `search` does it, and the quotes'
# table has no content to refer to. Accents do not count.
_SEARCH = tuple(
    f"CREATE VIRTUAL TABLE {name}_search USING fts5({content}, columnsize=0, tokenize='unicode61 remove_diacritics 2')"
    for name, content in (("text", "content, content='text', content_rowid='n'"), ("claim", "quote, content=''"))
)

#: What SQLAlchemy has no words for: a view, the search, and triggers that keep the recorded tables as they are.
STATEMENTS = (
    _VIEW,
    *_SEARCH,
    *(guard(table.name, deed) for table in RECORDED for deed in ("UPDATE", "DELETE")),
)
