"""The package as the app reads it: the words of the data, which all versions are written in."""

import shutil

import pytest

import loading
from labour_migration import language
from labour_migration.data.keeper import STALE
from labour_migration.data.versions import path_of
from labour_migration.problems import DataPackageError

REMARK, IN_URDU = "We read it only in a copy.", "ہم نے اسے صرف نقل میں پڑھا۔"
OLD = "3.0.0"  # had no translations


@pytest.fixture
def folder(lay_package, monkeypatch):
    """The sound package as that of the app, with an old version beside it; before, no words of the data are known."""
    before, laid = language._words, lay_package()
    (laid / "versions").mkdir()
    shutil.copy(path_of(OLD, loading.DATASETS), laid / "versions")
    monkeypatch.setattr(loading, "DATASETS", laid)
    language.use_words({})
    yield laid
    language.use_words(before)


def in_urdu(text: str) -> str:
    with language.speaking("ur"):
        return language.gettext(text)


def test_words_of_the_data_are_known_once_it_is_read(folder):
    assert in_urdu(REMARK) == REMARK
    loading.load_package()
    assert in_urdu(REMARK) == IN_URDU
    assert language.gettext(REMARK) == REMARK


def test_old_version_is_written_in_the_words_of_now(folder):
    old = loading.load_package([OLD])
    assert (old.pin, old.words) == (OLD, {})
    assert in_urdu(REMARK) == IN_URDU


def test_old_version_is_shown_while_no_version_of_now_is_valid(folder):
    (folder / "events.csv").write_text("half a he", encoding="utf-8")
    with pytest.raises(DataPackageError):
        loading.load_package()
    assert loading.load_package([OLD]) is loading.load_package([OLD])
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataPackageError, match=r"datapackage\.json"):
        loading.load_package([OLD])


def test_old_version_is_shown_while_the_descriptor_is_broken(folder):
    loading.load_package()
    (folder / "datapackage.json").write_text("{", encoding="utf-8")
    old = loading.load_package([OLD])
    assert (old.pin, old.newest) == (OLD, loading.load_package().descriptor.version)


def test_words_change_with_the_data_and_stay_while_it_is_broken(folder, seal):
    before = loading.load_package()
    file = folder / "translations.csv"
    sound = file.read_text(encoding="utf-8")
    file.write_text(sound.replace(REMARK, "No table says this."), encoding="utf-8")
    seal(folder)
    broken = loading.load_package()
    assert broken is before
    assert loading.find_state().data == STALE
    assert loading.load_package([OLD]).pin == OLD
    assert in_urdu(REMARK) == IN_URDU
    file.write_text(sound.replace(IN_URDU, "صرف ایک نقل میں پڑھا۔"), encoding="utf-8")
    seal(folder)
    loading.load_package()
    assert in_urdu(REMARK) == "صرف ایک نقل میں پڑھا۔"
