"""A record that is saved and loaded again is the same record."""

from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from criteria.faults import FaultError
from scoring.answers import Answer, Evidence
from scoring.periods import parse_period
from scoring.record import Record, ReportingUnit, SetName, StatedResult, record_digest
from scoring.store import load_record, save_record
from scoring.store.tree import same, tree
from strategies.records import histories, moments, records, results, unsettled

AT = datetime(2024, 7, 3, 8, 12, 30, 999, tzinfo=timezone(timedelta(hours=7)))
