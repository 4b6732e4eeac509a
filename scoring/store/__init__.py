"""Records on disk.

`loading` reads one (`load_record`), `records` saves one (`save_record`), `names` says which file one belongs in
(`record_path`). Nothing is imported here, so that scoring a record does not bring in what saving needs. Behind a
save stand:

- `atomic`: a file is replaced whole or not at all;
- `tree`: a record as the tables of its file;
- `texts`, `fresh`: a new file, with `words.toml` for its head;
- `editing`, `page`, `pieces`, `inline`: an existing file, changed only where its content differs.
"""
