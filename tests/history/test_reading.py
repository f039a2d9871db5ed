"""Editions out of real repositories: merges, renames, deletions, copies, several policies."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from policydiff.errors import PolicyError
from policydiff.history import read_histories, read_history
from policydiff.model import PolicyHistory, Settings
from tests.repository import GitRepo

POLICY = Settings(docs_dir="policy")

LONG = "".join(f"{number}. Clause number {number} says that we keep the thing {number}.\n" for number in range(1, 40))


def day(number: int) -> str:
    """Noon of a day in May 2024."""
    return f"2024-05-{number:02}T12:00:00+00:00"


def read(repo: GitRepo, path: str = "policy/privacy.md", settings: Settings = POLICY) -> PolicyHistory:
    return read_history(repo.path / path, settings)


def titles(history: PolicyHistory) -> list[str]:
    return [edition.title for edition in history.editions]


@pytest.mark.parametrize(
    "new",
    [
        pytest.param("1. We keep data.\n2. We delete\nit.\n", id="wrapping"),
        pytest.param("1. We **keep** data.\n2. We delete it.\n", id="markup"),
        pytest.param("---\ntitle: Privacy\n---\n1. We keep data.\n2. We delete it.\n", id="front matter"),
        pytest.param("\ufeff1. We keep data.\r\n2. We delete it.\r\n", id="line ends"),
        pytest.param("1. We keep [data](https://example.org).\n2. We delete it.\n", id="link target"),
    ],
)
def test_what_leaves_the_words_makes_no_edition(repo: GitRepo, new: str) -> None:
    repo.commit("Post", day(1), {"policy/privacy.md": "1. We keep data.\n2. We delete it.\n"})
    repo.commit("Touch", day(2), {"policy/privacy.md": new})
    history = read(repo)
    assert titles(history) == ["Post"]
    assert history.latest_source == new.removeprefix("\ufeff").replace("\r\n", "\n")


@pytest.mark.parametrize(
    "new",
    [
        pytest.param("1. We keep Data.\n2. We delete it.\n", id="case"),
        pytest.param("1. We keep data;\n2. We delete it.\n", id="punctuation"),
        pytest.param("2. We keep data.\n3. We delete it.\n", id="label"),
    ],
)
def test_what_changes_the_words_makes_an_edition(repo: GitRepo, new: str) -> None:
    repo.commit("Post", day(1), {"policy/privacy.md": "1. We keep data.\n2. We delete it.\n"})
    repo.commit("Change", day(2), {"policy/privacy.md": new})
    assert titles(read(repo)) == ["Post", "Change"]


def test_a_changed_link_target_is_mentioned(repo: GitRepo) -> None:
    repo.commit("Post", day(1), {"policy/privacy.md": "See [our site](https://old.example)."})
    commit = repo.commit("Move", day(2), {"policy/privacy.md": "See [our site](https://new.example)."})
    assert read(repo).link_changes == ((1, commit, "https://old.example", "https://new.example"),)


def test_what_a_merge_brings_in_is_posted_when_it_is_merged(repo: GitRepo) -> None:
    """
    A ─────── M    main
     ╲       ╱
      B ─── C      draft
    """
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.switch("draft")
    repo.commit("B", day(2), {"policy/privacy.md": "Other words."})
    repo.commit("C", day(3), {"policy/privacy.md": "New words."})
    repo.switch("main")
    merge = repo.merge("draft", day(9), "Merge pull request #12 from example/draft\n\nSay it anew\n\nFor clarity.")
    history = read(repo)
    assert titles(history) == ["A", "Say it anew"]
    assert (history.latest.commit, history.latest.note) == (merge, "For clarity.")
    assert history.latest.effective == date(2024, 5, 10)


def test_a_merge_whose_branch_reverts_itself_makes_no_edition(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.switch("draft")
    repo.commit("B", day(2), {"policy/privacy.md": "Other words."})
    repo.commit("Back", day(3), {"policy/privacy.md": "Words."})
    repo.switch("main")
    repo.merge("draft", day(4), "Merge branch 'draft'")
    assert titles(read(repo)) == ["A"]


def test_an_octopus_merge_posts_everything_that_it_brings_in(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words.", "policy/terms.md": "Terms."})
    for branch, name in (("one", "privacy"), ("two", "terms")):
        repo.switch(branch, "main")
        repo.commit(f"{branch}\n\nPolicy-Change: material", day(2), {f"policy/{name}.md": f"New {name}."})
    repo.switch("main")
    repo.git("merge", "--quiet", "--no-ff", "--message", "Merge both", "one", "two", at=day(3))
    privacy, terms = read_histories(repo.path, POLICY)
    assert titles(privacy) == titles(terms) == ["A", "Merge both"]
    assert (privacy.latest.change, terms.latest.change) == ("material", "material")


def test_the_lines_of_merged_commits_hold_where_the_merge_has_none(repo: GitRepo) -> None:
    """
    A ───────── M ──────── N    main
     ╲         ╱ ╲        ╱
      B (June)     C (July)     drafts
    """
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.switch("one")
    repo.commit("B\n\n* Policy-Effective: 2024-06-01", day(2), {"policy/privacy.md": "Other words."})
    repo.switch("main")
    repo.merge("one", day(3), "Merge branch 'one'")
    repo.switch("two")
    repo.commit("C\n\nPolicy-Effective: 2024-07-01\nPolicy-Change: correction", day(4), {"policy/privacy.md": "More."})
    repo.switch("main")
    repo.merge("two", day(5), "Merge branch 'two'\n\nPolicy-Effective: 2024-07-15")
    history = read(repo)
    assert [edition.effective for edition in history.editions] == [
        date(2024, 5, 2), date(2024, 6, 1), date(2024, 7, 15),
    ]  # fmt: skip
    assert history.latest.change == "correction"


def test_renames_are_followed_and_the_first_slug_is_kept(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/data.md": LONG})
    repo.commit("B", day(2), {"policy/data.md": None, "policy/privacy.md": LONG})
    repo.commit("C", day(3), {"policy/privacy.md": None, "policy/legal/privacy.md": f"{LONG}\nNew words."})
    [history] = read_histories(repo.path, POLICY)
    assert (history.slug, history.first_slug, history.former_slugs) == ("legal/privacy", "data", ("data", "privacy"))
    assert titles(history) == ["A", "C"]
    assert [edition.path for edition in history.editions] == ["policy/data.md", "policy/legal/privacy.md"]


def test_a_rename_with_a_rewrite_is_a_withdrawal_and_a_new_policy(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/data.md": LONG})
    repo.commit("B", day(2), {"policy/data.md": None, "policy/privacy.md": "Something else altogether."})
    data, privacy = read_histories(repo.path, POLICY)
    assert data.withdrawn is not None
    assert (titles(data), titles(privacy)) == (["A"], ["B"])


def test_a_rename_and_a_rewrite_in_two_commits_is_one_policy(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/data.md": LONG})
    repo.commit("B", day(2), {"policy/data.md": None, "policy/privacy.md": LONG})
    repo.commit("C", day(3), {"policy/privacy.md": "Something else altogether."})
    [history] = read_histories(repo.path, POLICY)
    assert titles(history) == ["A", "C"]


def test_a_renamed_path_can_be_used_again(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": LONG})
    repo.commit("B", day(2), {"policy/privacy.md": None, "policy/old.md": LONG})
    repo.commit("C", day(3), {"policy/privacy.md": "Short words."})
    old, privacy = read_histories(repo.path, POLICY)
    assert (titles(old), titles(privacy)) == (["A"], ["C"])
    assert old.former_slugs == ()
    assert titles(read(repo)) == ["C"]


def test_a_copy_is_a_new_policy(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": LONG})
    repo.commit("B", day(2), {"policy/copy.md": LONG, "policy/privacy.md": f"{LONG}\nMore."})
    copy, privacy = read_histories(repo.path, POLICY)
    assert (titles(copy), titles(privacy)) == (["B"], ["A", "B"])


def test_a_deleted_policy_is_withdrawn_and_can_return(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words.", "policy/terms.md": "Terms."})
    gone = repo.commit("Withdraw", day(5), {"policy/privacy.md": None})
    privacy, _ = read_histories(repo.path, POLICY)
    assert privacy.withdrawn is not None
    assert (privacy.withdrawn.commit, privacy.withdrawn.after_edition) == (gone, 1)
    assert read(repo) == privacy
    repo.commit("Return", day(9), {"policy/privacy.md": "Words."})
    privacy, _ = read_histories(repo.path, POLICY)
    assert titles(privacy) == ["A", "Return"]
    assert privacy.withdrawn is None
    assert [edition.restored for edition in privacy.editions] == [False, True]
    assert len(privacy.withdrawals) == 1


def test_a_policy_moved_out_of_the_folder_is_withdrawn(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": LONG, "policy/terms.md": "Terms."})
    repo.commit("B", day(2), {"policy/privacy.md": None, "attic/privacy.md": LONG})
    privacy, _ = read_histories(repo.path, POLICY)
    assert privacy.withdrawn is not None
    assert titles(read(repo)) == ["A"]
    assert read(repo).path == "attic/privacy.md"


def test_the_flag_policy_false_posts_nothing(repo: GitRepo) -> None:
    repo.commit("Draft", day(1), {"policy/privacy.md": "---\npolicy: false\n---\nWords."})
    assert read_histories(repo.path, POLICY) == ()
    repo.commit("Post", day(2), {"policy/privacy.md": "Words."})
    assert titles(read(repo)) == ["Post"]
    repo.commit("Hide", day(3), {"policy/privacy.md": "---\npolicy: false\n---\nWords."})
    [history] = read_histories(repo.path, POLICY)
    assert history.withdrawn is not None


def test_several_policies_in_a_commit_have_their_own_numbers(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words.", "policy/terms.md": "Terms."})
    repo.commit("B", day(2), {"policy/terms.md": "New terms."})
    repo.commit("C", day(3), {"policy/privacy.md": "New words.", "policy/terms.md": "Newer terms."})
    privacy, terms = read_histories(repo.path, POLICY)
    assert (titles(privacy), titles(terms)) == (["A", "C"], ["A", "B", "C"])
    assert read(repo) == privacy


def test_the_order_is_that_of_the_history(repo: GitRepo) -> None:
    first = repo.commit("A", day(9), {"policy/privacy.md": "Words."})
    second = repo.commit("B", day(3), {"policy/privacy.md": "New words."})
    history = read(repo)
    assert titles(history) == ["A", "B"]
    [remark] = history.remarks
    assert first[:9] in remark
    assert second[:9] in remark


def test_old_texts_in_any_encoding_are_read_and_the_newest_must_be_utf_8(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Größe".encode("latin-1")})
    with pytest.raises(PolicyError, match=r"policy/privacy\.md in commit .* is not valid UTF-8"):
        read(repo)
    repo.commit("B", day(2), {"policy/privacy.md": "Größe"})
    assert [edition.source for edition in read(repo).editions] == ["Gr\ufffd\ufffde", "Größe"]


def test_an_empty_file_is_no_edition(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": ""})
    with pytest.raises(PolicyError, match="no commit of it has a word in it"):
        read(repo)
    repo.commit("B", day(2), {"policy/privacy.md": "Words."})
    assert titles(read(repo)) == ["B"]


@pytest.mark.parametrize("name", ["policy/privacy.md", "policy/legal/Datenschutz & Größe [1].md", "policy/-rf.md"])
def test_any_name_can_be_read(repo: GitRepo, name: str) -> None:
    repo.commit("A", day(1), {name: "Words."})
    assert titles(read(repo, name)) == ["A"]


@pytest.mark.parametrize("name", ["policy/a\x1b[31mb.md", "policy/a\nb.md"])
def test_a_name_that_cannot_be_printed_is_an_error(repo: GitRepo, name: str) -> None:
    repo.commit("A", day(1), {name: "Words."})
    with pytest.raises(PolicyError, match="rename the file"):
        read_histories(repo.path, POLICY)


def test_a_link_and_a_pointer_are_errors(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    (repo.path / "policy/terms.md").symlink_to("privacy.md")
    repo.commit("B", day(2))
    with pytest.raises(PolicyError, match=r"policy/terms\.md is a symbolic link"):
        read_histories(repo.path, POLICY)
    with pytest.raises(PolicyError, match="symbolic link"):
        read(repo, "policy/terms.md")
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n"
    repo.commit("C", day(3), {"policy/terms.md": None})
    repo.commit("D", day(3), {"policy/terms.md": pointer})
    with pytest.raises(PolicyError, match="Git LFS"):
        read_histories(repo.path, POLICY)


def test_two_sources_for_one_address_are_an_error(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words.", "policy/privacy/index.md": "Words."})
    with pytest.raises(PolicyError, match=r"policy/privacy\.md and policy/privacy/index\.md would both be"):
        read_histories(repo.path, POLICY)


def test_a_file_that_was_never_committed_is_an_error_that_says_so(repo: GitRepo) -> None:
    repo.commit("A", day(1), {"policy/privacy.md": "Words."})
    repo.write({"policy/new.md": "New."})
    with pytest.raises(PolicyError, match="Commit it there to post it"):
        read(repo, "policy/new.md")


def test_an_edition_counts_the_same_for_one_file_as_for_the_site(repo: GitRepo, tmp_path: Path) -> None:
    for number in range(1, 6):
        repo.commit(f"No. {number}", day(number), {"policy/privacy.md": f"Words {number // 2}."})
    [history] = read_histories(repo.path / "policy", POLICY)
    assert read(repo) == history
    assert [edition.number for edition in history.editions] == [1, 2, 3]
