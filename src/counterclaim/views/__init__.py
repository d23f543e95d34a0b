"""Views: what people look at, computed from events, claims, reports and texts.

In: an `Event` and a `Shelf` (a ledger, or records made by hand) that answers for its claims, reports and
texts. Out: frozen dataclasses (`accounts`, `claim_detail`), and from these the terminal's tables, the brief
and the CSV. Guarantee: a view derives no figure. What is drawn is what a claim says, in the order in which it
was said; the HTML, the terminal and the tests read the same fields. Importing it loads nothing else.
"""
