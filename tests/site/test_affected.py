"""References, terms and knock-on effects on the pages of a site that is built."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builds import build
from tests.repository import GitRepo

CONFIG = "site_name: Policies\ndocs_dir: policy\ntheme:\n  name: material\n  font: false\nplugins:\n  - policydiff\n"
FIRST = """# Terms

## 1. Terms and definitions

1.1. Account - what we keep about you.

## 2. Use

2.1. Your Account is free, as clause 2.2 says.

2.2. All that we offer on this site is free for everybody.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = GitRepo(tmp_path_factory.mktemp("site") / "repo")
    repo.commit("Post", "2024-05-01T09:00:00+00:00", {"mkdocs.yml": CONFIG, "policy/terms.md": FIRST})
    second = FIRST.replace("free for everybody", "paid by everybody").replace("about you", "about you and yours")
    repo.commit("Charge", "2024-06-01T09:00:00+00:00", {"policy/terms.md": second})
    done = build(repo.path, "--strict")
    assert done.status == 0, done.output
    return repo.path / "site" / "terms"


@pytest.mark.parametrize("page", ["index.html", "editions/1/index.html"])
def test_references_are_links_and_terms_are_explained_in_the_text_of_that_edition(site: Path, page: str) -> None:
    html = (site / page).read_text("utf-8")
    assert '<a class="pd-reference" href="#clause-2.2">clause 2.2</a>' in html
    whose = "you" if "editions" in page else "you and yours"
    assert f'aria-description="Account - what we keep about {whose}.">Account</span>' in html


def test_a_redline_page_lists_whom_the_change_touches(site: Path) -> None:
    html = (site / "changes" / "2" / "index.html").read_text("utf-8")
    affected = html[html.index('class="pd-affected"') :]
    assert "refers to clause 2.2, which changed" in affected
    assert "“Account”, whose definition changed, is used in" in affected
    assert 'href="../../editions/2/#clause-2.1"' in affected
