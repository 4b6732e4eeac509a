"""The judge: records read, judged and explained.

`record` and `answers` say what a record holds, `record_reading` makes one of a file's tables, `store` keeps them on
disk. `judge` gives a `scorecard`, by way of `line_judged`, `rules_applied`, `index` and `reviewing`; `assessment` adds what
is to be said of the file; `reasons` puts every reason into words, `gains` finds the cheapest next points, `cases` runs a
set's worked examples. `numbers`, `typed_numbers`, `periods` and `units` are the field's small change.
"""
