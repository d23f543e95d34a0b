"""What the user states about an input that the input itself does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from counterclaim.errors import UsageError
from counterclaim.reports.times import parse_published

#: The fields of a record that a column can be mapped to.
RECORD_FIELDS = ("text", "title", "url", "outlet", "published", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Metadata given beside the input, and the columns (or JSON fields) that hold what.

    A record's own values win over these; these win over what is found in a page. `columns` maps our
    field to theirs: `{"text": "body"}`. Raises `UsageError` for a date or a field that can't be used.
    """

    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    retrieved: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.published is not None and parse_published(self.published, how="given") is None:
            raise UsageError(
                f"publication date {self.published!r}: expected a date such as 2025-10-12, "
                "2025-10-12T08:00:00Z, 12 October 2025, 2025-10 or 2025"
            )
        for name in self.columns:
            if name not in RECORD_FIELDS:
                raise UsageError(
                    f"column mapping {name}={self.columns[name]}: {name!r} is no field of a report; "
                    f"expected one of {', '.join(RECORD_FIELDS)}, as in text=body"
                )
