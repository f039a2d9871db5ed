"""A policy with everything that is not a numbered paragraph, changed in every way that there is, in three editions."""

from __future__ import annotations

from pathlib import Path

from tests.builds import build
from tests.repository import GitRepo

CONFIG = """\
site_name: Terms
site_url: http://127.0.0.1:8000/
docs_dir: policy
theme:
  name: material
  font: false
plugins:
  - search
  - policydiff
"""

FIRST = """\
# Terms of use

## 1. Data

1.1. We keep the name and the address of every customer for as long as the contract runs.

1.2. We keep invoices for ten years. Payments are made within fourteen days of the invoice, by bank transfer only.

1.3. We tell customers about new services by letter.

1.4. Complaints go to the office in Berlin.

## 2. Prices

2.1. The prices are these:

| Service | Price | Unit |
|---|---|---|
| Hosting | 10 EUR | month |
| Support | 50 EUR | hour |
| Storage | 1 EUR | gigabyte |

2.2. An order is written like this:

```
order --plan small
order --pay later
```

2.3. Discounts are given to schools and to charities.

<div class="box">
<p>Customers outside of the Union pay no tax.</p>
<ul><li>Switzerland is outside of the Union.</li><li>Norway is outside of it.</li></ul>
</div>

## 3. End

1. The contract ends after one year.
2. It may be ended earlier:
    1. by the customer with a notice of one month,
    2. by us with a notice of three months.
3. Data is deleted then.

Term
:   A word with a meaning given here.

> Quoted words of the law apply to us.

3.1. Letters are answered within ten days.

3.2. Letters are answered in the language in which they were written.

3.3. We may call customers on working days.
"""

SECOND_EDITS = {
    # split
    "for ten years. Payments": "for ten years.\n\n1.3. Payments",
    # removed; its number is another clause's now
    "1.3. We tell customers about new services by letter.\n\n": "",
    # moved
    "2.3. Discounts are given to schools and to charities.\n\n": "",
    "1.4. Complaints": "2.9. Discounts are given to schools and to charities.\n\n1.4. Complaints",
    # merged
    "ten days.\n\n3.2. Letters": "ten days. Letters",
    # removed; its number is nobody's now
    "3.3. We may call customers on working days.\n": "",
    # a row amended, and one added
    "| Support | 50 EUR | hour |": "| Support | 60 EUR | hour |\n| Training | 90 EUR | hour |",
    # a row removed
    "| Storage | 1 EUR | gigabyte |\n": "",
    # code, raw HTML, items, a definition, a quotation
    "order --pay later": "order --pay now",
    "Customers outside of the Union": "Customers outside of the European Union",
    "Norway is outside": "Norway and Iceland are outside",
    "a notice of one month": "a notice of two weeks",
    "Data is deleted": "All data is deleted",
    "A word with a meaning given here": "A word whose meaning is given here",
    "words of the law": "words of the new law",
}


def write_terms(folder: Path) -> None:
    """Write the repository and build its site."""
    second = FIRST
    for before, after in SECOND_EDITS.items():
        assert second.count(before) == 1, before
        second = second.replace(before, after)
    third = second.replace("1.4. Complaints", "1.4. The office is open on all working days.\n\n1.5. Complaints")
    repository = GitRepo(folder)
    for text, title, day in (
        (FIRST, "Post the terms", "2024-01-10"),
        (second, "Change much", "2024-05-10"),
        (third, "Use a number again", "2024-09-10"),
    ):
        repository.commit(title, f"{day}T09:00:00+00:00", {"policy/terms.md": text, "mkdocs.yml": CONFIG})
    built = build(folder, "--strict")
    assert built.status == 0, built.output
