"""Who says what happened, and who disputes it.

`counterclaim` reads reports about armed conflict and keeps a ledger of the claims in them.
The folders are the journey of the data: reports, passages, claims, events, ledger, views.
"""

__version__ = "0.1.0"
