"""Settings out of `mkdocs.yml`, of which nothing is executed, and out of the plugin's options."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from policydiff.errors import SettingError
from policydiff.history import find_site, read_settings
from policydiff.history.settings import value_on, zone_at
from policydiff.model import Dated, Settings
from tests.repository import GitRepo


def settings_of(repo: GitRepo, config: str, **files: str) -> Settings:
    repo.write({"mkdocs.yml": config, "docs/a.md": "A.", **files})
    return find_site(repo.path / "docs").settings


def test_the_plugins_options_are_read_and_tags_are_ignored(repo: GitRepo) -> None:
    config = """
docs_dir: docs
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: mermaid
          format: !!python/name:pymdownx.superfences.fence_code_format
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
      x: !!python/object/apply:os.abort []
plugins:
  search: {}
  policydiff:
    policies: [privacy.md, "terms/*.md"]
    branch: live
    editions: tags
    tag_pattern: policy-*
    notice:
      - the day after posting
      - {notice: 30 days after posting, from: 2024-06-01}
    timezone: !ENV [POLICYDIFF_TEST_ZONE, Europe/Berlin]
    holidays: DE
"""
    assert settings_of(repo, config) == Settings(
        docs_dir="docs",
        policies=("privacy.md", "terms/*.md"),
        branch="live",
        editions="tags",
        tag_pattern="policy-*",
        notice=(Dated("the day after posting"), Dated("30 days after posting", date(2024, 6, 1))),
        timezone=(Dated("Europe/Berlin"),),
        holidays=(Dated("DE"),),
    )


def test_an_inherited_file_is_read_as_mkdocs_reads_it(repo: GitRepo) -> None:
    base = "docs_dir: docs\nplugins:\n  policydiff:\n    notice: on posting\n    timezone: Asia/Tokyo\n"
    child = "INHERIT: base.yml\nplugins:\n  policydiff:\n    notice: 2 days after posting\n"
    settings = settings_of(repo, child, **{"base.yml": base})
    assert (settings.notice, settings.timezone) == ((Dated("2 days after posting"),), (Dated("Asia/Tokyo"),))
    with pytest.raises(SettingError, match="circle"):
        settings_of(repo, "INHERIT: mkdocs.yml\n")


def test_a_site_without_the_plugin_has_the_defaults(repo: GitRepo) -> None:
    assert settings_of(repo, "plugins: [search]") == Settings()
    repo.write({"policy/privacy.md": "Words."})
    assert find_site(repo.path).settings == Settings(docs_dir="policy")


def test_a_folder_above_the_repository_is_not_asked(tmp_path: Path, repo: GitRepo) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins: [policydiff]\ndocs_dir: repo\n")
    repo.write({"a.md": "A."})
    assert find_site(repo.path).config_file is None


@pytest.mark.parametrize("config", ["a: [", "a: &a [*a, *b]", "\x00", "[" * 3000], ids=["list", "alias", "nul", "deep"])
def test_a_file_that_is_no_yaml_is_an_error(repo: GitRepo, config: str) -> None:
    with pytest.raises(SettingError, match="cannot be read as YAML"):
        settings_of(repo, config)


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"notice": "soon"}, "'soon' is not understood"),
        ({"notice": 30}, "`notice` is a rule in words, not 30. Write `the day after posting`"),
        ({"holidays": False}, '`holidays` is false, for that is how YAML reads `NO`. For Norway write it in quotation'),
        ({"holidays": [{"holidays": False}]}, "how YAML reads `NO`"),
        ({"timezone": 2}, "`timezone` is a text, not 2: write it in quotation marks"),
        ({"timezone": "localtime"}, "no time zone 'localtime'"),
        ({"timezone": "right/UTC"}, "no time zone 'right/UTC'"),
        ({"notice": [{"rule": "on posting"}]}, "`notice` is one value, or a list"),
        ({"timezone": "Mars"}, "no time zone 'Mars'"),
        ({"timezone": "../../etc/passwd"}, "no time zone"),
        ({"timezone": [{"timezone": "UTC", "from": "soon"}]}, "`timezone` is one value, or a list"),
        ({"timezone": [{"timezone": "UTC", "from": date(2024, 2, 1)}, {"timezone": "UTC", "from": date(2024, 1, 1)}]},
         "not in order"),
        ({"holidays": "XX"}, "No holidays are known for 'XX'"),
        ({"editions": "branches"}, "`commits` or `tags`"),
        ({"policies": [1]}, "list of patterns"),
        ({"branch": 1}, "`branch` is a text"),
    ],
)  # fmt: skip
def test_an_option_that_cannot_be_used_is_an_error(options: dict[str, object], complaint: str) -> None:
    with pytest.raises(SettingError, match=complaint):
        read_settings(options, "docs")


def test_a_value_holds_from_its_day_on() -> None:
    values = (Dated("a"), Dated("b", date(2024, 6, 1)))
    assert [value_on(values, date(2024, 5, 31)), value_on(values, date(2024, 6, 1))] == ["a", "b"]
    settings = Settings(timezone=(Dated("UTC"), Dated("Asia/Tokyo", date(2024, 6, 1))))
    # In Tokyo the day begins nine hours earlier.
    assert zone_at(settings, datetime(2024, 5, 31, 14, 59, tzinfo=UTC)) == "UTC"
    assert zone_at(settings, datetime(2024, 5, 31, 15, 0, tzinfo=UTC)) == "Asia/Tokyo"
