"""Claims: who says what, with which stance, about what figure, place and time.

In: a `Report`, its `Text`, the parsed `Doc` and its passages, with `Reference` tables given once. Out: an
`Extraction` with the report's attributions and claims in text order. Guarantee: every span lies
in the text, every quote is the words of its evidence, the same input gives the same claims.
The entry is `reader.ClaimReader.read`.
"""
