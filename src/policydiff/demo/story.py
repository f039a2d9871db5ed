"""What happens in the example: the postings of three years, as edits of two texts.

Everything here is invented except the text of the privacy policy's first edition, which is ApiWay's. Between
them the postings show what a policy site has to cope with: amended, inserted, moved, split, merged and removed
clauses, two postings on one day, a correction, a commit that changes no word, a merged branch, a new notice
rule, and an edition that is still upcoming.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from policydiff.demo.edits import Edit, after, in_turn, keep, remove_section, renumber, replace, take_out, wrap

ZONE = ZoneInfo("Europe/Berlin")
PRIVACY, COOKIES = "policy/privacy.md", "policy/cookies.md"


@dataclass(frozen=True)
class Commit:
    """One commit of the example: the files it changes and its message, at an instant."""

    at: datetime
    message: str
    files: Mapping[str, str]
    branch: str = "main"
    merges: str = ""
    """The branch that the commit merges into its own."""


@dataclass(frozen=True)
class Posting:
    """A commit, told as an edit of one policy `days` before today at `hour` o'clock."""

    days: int
    hour: str
    message: str
    path: str
    edit: Edit
    branch: str = "main"
    merges: str = ""


REWRAP = "Wrap lines at 100 columns\n\nNo word changes: this is not an edition."

POSTINGS = (
    Posting(1095, "10:00", "Post the privacy policy", PRIVACY, keep),
    Posting(
        1010,
        "11:20",
        "Explain support access and corrections\n\n"
        "Support staff see an account for one request only, and the answer to a request for correction has a deadline.",
        PRIVACY,
        in_turn(
            replace(
                "Access is carried out using login and password. Upon access, the Licensor receives the right to view"
                " data (Personal Data) without the right to copy (change).",
                "Access is granted for a single support request and ends when that request is closed. During access,"
                " the Licensor has the right to view data (Personal Data) without the right to copy or change it.",
            ),
            replace(
                "by sending a written application to the Licensor.",
                "by sending an application to the Licensor by Email. The Licensor answers within 10 (ten) business"
                " days.",
            ),
        ),
    ),
    Posting(
        905,
        "09:45",
        "Name hosting and communication providers\n\n"
        "They have processed data on our behalf since the start; the policy now says so.",
        PRIVACY,
        in_turn(
            renumber({"5.6.2": "5.6.3", "5.6.3": "5.6.4"}),
            after(
                "5.6.1",
                "5.6.2. To providers of hosting and communication services that process the data on behalf of the"
                " Licensor, under a written agreement and only as far as this Policy permits.",
            ),
        ),
    ),
    Posting(850, "14:00", "Post the cookie policy", COOKIES, keep),
    Posting(
        730,
        "09:05",
        "Limit how long archive copies are kept",
        PRIVACY,
        replace(
            "including after deleting the User’s account.",
            "including after deleting the User’s account. The archive copy is destroyed no later than 12 (twelve)"
            " months after the account is deleted.",
        ),
    ),
    Posting(
        730,
        "16:40",
        "Keep archive copies for six months, not twelve\n\n"
        "This morning's text stated the wrong period. It never took effect.",
        PRIVACY,
        replace("no later than 12 (twelve) months", "no later than 6 (six) months"),
    ),
    Posting(
        610,
        "10:30",
        "Correct slips of the pen\n\n"
        "Clause 5.7 referred to a clause that does not exist. Nothing changes in substance.\n\n"
        "Policy-Change: correction",
        PRIVACY,
        in_turn(
            replace("not specified in clause 4.6 of this Policy", "not specified in clause 5.6 of this Policy"),
            replace("integrated software and hardware and hardware", "integrated software and hardware"),
            replace("provided for by the Legislation .", "provided for by the Legislation."),
            replace("as well as program extensions to her.", "as well as program extensions to it."),
            replace("are public and public, with", "are public, with"),
        ),
    ),
    Posting(540, "17:15", REWRAP, PRIVACY, keep),
    Posting(
        480,
        "13:30",
        "Bring all rules on transfers together\n\n"
        "The rule on cross-border transfer stood among the terms of processing; its words are the same.",
        PRIVACY,
        in_turn(
            take_out("4.4"),
            renumber({"4.5": "4.4", "5.8": "5.9", "5.9": "5.10", "5.10": "5.11"}),
            after(
                "5.7.3",
                "5.8. The Licensor does not carry out Cross-border transfer of Users' Personal Data, with the exception"
                " of cases expressly provided for by the Legislation.",
            ),
        ),
    ),
    Posting(
        372,
        "09:15",
        "State the pre-trial procedure in a clause of its own",
        PRIVACY,
        in_turn(
            renumber({"11.3": "11.4", "11.4": "11.5", "11.5": "11.6"}),
            replace("of the Licensor. Before going to court,", "of the Licensor.\n\n11.3. Before going to court,"),
        ),
        branch="disputes",
    ),
    Posting(
        370,
        "11:55",
        "Put the ways to complain and to claim damages in one clause",
        PRIVACY,
        replace("or in court.\n\n9.3. The user has the right", "or in court. The user has the right"),
        branch="disputes",
    ),
    Posting(
        365,
        "10:10",
        "Merge pull request #12 from legal/disputes\n\n"
        "Set out complaints and disputes step by step\n\n"
        "The right to complain and the right to compensation now stand together; the procedure before going to court"
        " has a clause of its own.",
        PRIVACY,
        keep,
        merges="disputes",
    ),
    Posting(
        300,
        "12:00",
        "Keep the visit counter for thirteen months",
        COOKIES,
        in_turn(
            replace("counts visits | 2 years", "counts visits | 13 months"),
            replace(
                "3. Statistics cookies count visits to the website.",
                "3. Statistics cookies count visits to the website. They are set only with the User's consent.",
            ),
        ),
    ),
    Posting(
        240,
        "09:30",
        "Drop the section on Google Workspace\n\nThe ApiWay service no longer connects to Google Workspace.",
        PRIVACY,
        remove_section("## Use of Google Workspace APIs"),
    ),
    Posting(
        130,
        "10:00",
        "Give thirty days' notice of changes\n\n"
        "From the next change on, readers have thirty days. This change itself still takes effect the day after"
        " posting.\n\n"
        "Policy-Change: material",
        PRIVACY,
        in_turn(
            lambda text: f"---\nnotice: 30 days after posting\n---\n\n{text}",
            replace(
                "All changes take effect the day after posting on the ApiWay service.",
                "All changes take effect 30 (thirty) days after posting on the ApiWay service. Until then the previous"
                " edition applies.",
            ),
        ),
    ),
    Posting(
        75,
        "16:20",
        "Offer a choice on the first visit",
        COOKIES,
        replace(
            "The User can delete cookies in the browser at any time.",
            "On the first visit the User is asked which cookies to allow, and can change the answer at the foot of"
            " every page. The User can also delete cookies in the browser at any time.",
        ),
    ),
    Posting(
        12,
        "10:45",
        "Advertising by consent, partners by name\n\n"
        "Advertising needs consent, the partners who receive data are published, and data can be taken along.\n\n"
        "Policy-Change: material",
        PRIVACY,
        in_turn(
            replace(
                "5.2.4. Sending advertising materials, information and requests to the User.",
                "5.2.4. Sending information and requests to the User, and advertising materials only with the User's"
                " consent, which can be withdrawn at any time.",
            ),
            replace(
                "To the Licensor's partners in order to fulfill contractual obligations to the User.",
                "To the Licensor's partners to the extent needed to fulfill contractual obligations to the User. The"
                " list of partners is published on the Website.",
            ),
            after(
                "9.2",
                "9.3. The User has the right to receive a copy of his Personal Data in a commonly used electronic"
                " format.",
            ),
        ),
    ),
)


def working_day(today: date, days: int) -> date:
    """The day so many days before today, or the Friday before when that is at a weekend."""
    day = today - timedelta(days=days)
    return day - timedelta(days=max(0, day.weekday() - 4))


def tell_story(today: date, texts: Mapping[str, str], furniture: Mapping[str, str]) -> tuple[Commit, ...]:
    """The commits of the example, oldest first.

    `texts` are the first texts of the policies by path, `furniture` the other files, which come with the first
    commit. Nothing but `today` decides the dates.
    """
    now: dict[str, str] = {}
    wrapped: set[str] = set()
    commits: list[Commit] = []
    for posting in POSTINGS:
        if posting.message == REWRAP:
            wrapped.add(posting.path)
        now[posting.path] = posting.edit(now.get(posting.path, texts[posting.path]))
        shown = wrap(now[posting.path]) if posting.path in wrapped else now[posting.path]
        commits.append(
            Commit(
                at=datetime.combine(working_day(today, posting.days), time.fromisoformat(posting.hour), ZONE),
                message=posting.message,
                files={posting.path: shown, **({} if commits else furniture)},
                branch=posting.branch,
                merges=posting.merges,
            )
        )
    return tuple(commits)
