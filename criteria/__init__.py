"""The law as data: what an indicator set is, how it is read, and the sets we ship.

`model` and `rules` say what a set holds; `reading` loads one (`load_set`, `read_set`) and `library` finds those on
disk; `grammar`, `rule_grammar` and `kinds` are the keys of its files, `checks` what must hold between them; `faults` and
`faults.toml` say what is wrong; `schema` is for editors. README.md teaches how to write a set.
"""
