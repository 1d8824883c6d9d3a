"""Where a backup is offered or put back, the page says which words are not in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from records.access import Access
from records.committees import Records
from records.room import Settings
from ui import conference

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")


@pytest.mark.both_databases
def test_the_page_says_that_a_backup_has_not_the_words_of_notes_that_the_dais_does_not_read(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    records = Records.open(database)
    records.found_conference("spring", "Spring")
    settings = Settings(name="Council", topic="drug-cartels", council="own", members=("china", "france"), dais_reads_notes=False)
    records.open_committee("spring", "crisis", settings)
    access = Access(records)
    cookie = access.enter(access.issue_secretariat("spring").code, "127.0.0.1")
    for name, made in (("records", lambda: records), ("access", lambda: access), ("cookie", lambda: cookie)):
        monkeypatch.setattr(conference, name, made)
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.switch_page("../pages/chair/conference.py")
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    (backup,) = [one for one in app.get("download_button") if one.proto.label == "Backup"]
    assert "words of notes that the dais does not read" in backup.proto.help
    assert "words of notes that the dais did not read, are in no backup" in " ".join(str(one.proto.body) for one in app.get("html"))
    records.close()
