"""What `xaso doctor` examines: `terminal`, `places` on disk, `versions`, and the `shelf` of sets, settings and drafts.

Each part yields `Finding`s; `tui.cli.doctor` prints them.
"""
