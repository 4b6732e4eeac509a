"""Records on disk.

`records` loads and saves them: `load_record`, `save_record`. `names` says which file one belongs in. `drafts` of
answers not yet saved are kept elsewhere. Behind a save stand:

- `atomic`: a file is replaced whole or not at all;
- `tree`: a record as the tables of its file;
- `texts`, `fresh`: a new file, with `words.toml` for its head;
- `editing`, `page`, `pieces`, `inline`: an existing file, changed only where its content differs.
"""

from scoring.store.names import record_path
from scoring.store.records import load_record, save_record

__all__ = ["load_record", "record_path", "save_record"]
