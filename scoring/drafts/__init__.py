"""The engine of the desk: what is typed becomes a record, judged while one types. It touches no disk and asks no clock.

A draft is a flat map from path to the text as typed; everything else is derived from it. `paths` names the paths,
`questions` makes the questions of a set with their slots, `understanding` says what a typed text means, `draft` holds
the map with its undo, `filling` makes the record of it and `entries` the map of a record. `sheet` puts them together
for the two faces of the desk; `states`, `doubts`, `remarks` and `search` are its parts. `carrying` begins a draft from the last
period's record, `amending` moves one to a newer version of its set.
"""
