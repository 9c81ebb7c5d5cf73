"""Whether the plan answers a question or a regulation does: both are asked, one is heard first.

A small logistic model over how both drafts fit; its weights stand in `knowledge/data/choice.yaml`.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pydantic import BaseModel

from assistant.abstain import Judgement, Weights
from assistant.answer import Status
from assistant.confirmed import is_confirmed
from assistant.desk import Desk
from assistant.draft import Draft
from assistant.evidence import LEXICAL_SCALE
from assistant.law.named import named
from assistant.opposites import load_opposites
from assistant.understanding.cues import asks_helper
from assistant.understanding.intents import Intent
from assistant.unshown import quotes_of
from knowledge.config import SHIPPED
from knowledge.datafile import read_data
from knowledge.text import Folded

_OF_THE_PLAN = re.compile(
    r"\b(?<!so )(?<!bo )(?<!nam )(?<!tai chinh )(?<!tai chinh - )(?<!binh quan )(?<!luong )(?<!loi nhuan )"
    r"(?<!lap )ke hoach"
    r"(?! (?:va )?dau tu| tai chinh| (?:san xuat )?kinh doanh"
    r"| san xuat| hoat dong| lao dong| tien luong| quy tien| duoc giao| giao(?=[,.;?\n]|\W*$| (?:thi|va)\b)"
    r"| \d[\d.,]* ?(?:%|phan tram|ty|trieu|nghin|dong)(?!\w))"
    r"(?!\w)|\b(?:van ban nay|ban nay|the plan)\b"
)
_ITS_PARTS = re.compile(r"\b(?:phu luc(?! (?:so )?\d)|muc [ivx]+|phan [ivx]+|annex|appendix)\b")
""" "Phụ lục", "mục II": of the plan, unless the question names a regulation, which has such parts, too."""

_OTHER_PLAN = re.compile(
    r"\bke hoach (?:dau tu|tai chinh|(?:san xuat )?kinh doanh|san xuat|hoat dong|lao dong|tien luong)\b"
)
_THAT_PLAN = re.compile(r"\bke hoach (?:do|nay|ay|tren|kia)\b")
""" "Kế hoạch đó" is another plan where one was spoken of."""

_OFFICE_MERGED = re.compile(
    r"\b(?:huyen|tinh|so|xa|phuong|cap huyen)(?: (?:minh|em|toi|tui|ta|nha|chung toi|nay|cu))?"
    r"(?: (?:da|moi|bi|duoc|vua|gio|co))* (?:sap nhap|sat nhap|hop nhat|bo roi|khong con)\b"
)
_PROCEDURE = re.compile(r"\b(?:thu tuc|dang ky|dia chi|tru so|giay chung nhan|con dau|giai the|pha san)\b")
"""What becomes of a cooperative's papers when its commune is merged is a question about the law."""

_ABOUT_THE_PLAN = (
    Intent.SIGNER,
    Intent.DATE,
    Intent.NUMBER,
    Intent.ISSUER,
    Intent.TITLE,
    Intent.RECIPIENT,
    Intent.STRUCTURE,
)
SURE = 0.5
EVEN = 0.5
UNCLEAR = 0.4
"""So near to even, both are told: the other one a little."""

ALONE = 0.5
"""Where the plan does not answer, a regulation is heard from this probability on that it is meant."""

SURE_ALONE, ALONE_WHEN_SURE = 0.9, 0.3
"""A draft of the regulations that so surely answers is heard from a lower probability on."""

UNSURE, SURELY_MEANT = 0.3, 0.84
"""A draft of the regulations that is less likely to answer is heard only where they are surely meant."""

ANSWERS = 0.7
"""A clause that so likely answers whether something is allowed is heard before the plan's denial of it."""

MEANT = 0.6
"""From this probability on that a regulation is meant, its silence is the answer."""

BESIDE = 3
"""Claims of the second offer told after the first."""

LIKELIER = 3.0
"""No word tells more than this: the logarithm of how much commoner it is on one shelf."""

_FIGURES = re.compile(r"\d+(?:[.,/]\d+)*")
"""Figures and days as they are written."""

_COMPARED = ("near", "fit", "missed", "known", "dense")
_WORK = (Intent.DUTY, Intent.PARTNER, Intent.PRODUCT, Intent.TARGET)
_LOCAL = re.compile(r"\b(?:tinh|huyen|so|xa phuong|dia phuong|dak nong)\b")
_LAW = re.compile(r"\b(?:luat|nghi dinh|thong tu|dieu \d|khoan \d)\b")
_WHICH = re.compile(
    r"\b(?:nghi dinh|thong tu|van ban|luat|quyet dinh|nghi quyet|chuong trinh|chi thi) (?:nao|so may|gi)\b"
)
_ARTICLE = "dieu_"
_WORDS = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Offer:
    """What one shelf offers: its desk, a draft or none, and the judgement on it."""

    desk: Desk
    draft: Draft | None
    judgement: Judgement

    @property
    def stands(self) -> bool:
        """Whether there is an answer."""
        return self.draft is not None and self.judgement.status is None


def only_the_plan(desk: Desk) -> bool:
    """Whether a question is about the plan by its own words, or asks for data of the document itself.

    What became of offices is the plan's too: which of them exist no more, no law on cooperatives tells.
    """
    question = desk.question
    plain = Folded.of(f"{question.reading}\n{question.typed}").text
    if _OTHER_PLAN.search(f"{plain} {Folded.of(question.before).text}"):
        plain = _THAT_PLAN.sub(" ", plain)
    of_the_plan = _OF_THE_PLAN.search(plain) or (_ITS_PARTS.search(plain) and not _names_regulation(desk))
    if of_the_plan or (_OFFICE_MERGED.search(plain) and not _PROCEDURE.search(plain)):
        return True
    surely = question.intents.scores[0][1] >= SURE
    itself = question.intent in _ABOUT_THE_PLAN and not question.instruments and not question.topic
    return surely and itself


def _names_regulation(desk: Desk) -> bool:
    """Whether the question names an instrument that is known and is no plan."""
    return any(
        item.numbers and not any(map(desk.is_plan, item.numbers)) for item in desk.question.instruments
    )


def choose(plan: Offer, law: Offer | None) -> Offer:
    """The offer to go on with; the plan's where neither stands, since it knows whom to ask.

    Where it is not clear which is meant, the better one is followed by the first words of the other. What the
    regulations are asked and do not answer, the plan's words on something near do not answer either.
    """
    if law is None or _confirms(plan, law):
        return plan
    if law.draft is None:  # of a clause that is not at hand, the plan's words are no answer
        return law if any(item.anchors for item in named(law.desk)) else plan
    both_deny = _denies(plan) and _denies(law)  # then what the question is about decides
    if not law.draft.topical and not both_deny:  # a named clause, the validity of a named instrument
        return law if law.stands else plan
    if not law.desk.question.topic:  # nothing is named that a clause could speak of
        return plan
    of_law = probability(plan, law)
    if not law.stands:
        return law if plan.stands and of_law >= MEANT and not _asks_helper(plan.desk) else plan
    if not plan.stands:
        return law if of_law >= _needed(law.judgement) else plan
    plan_alone_denies = _denies(plan) and not _denies(law)
    if plan_alone_denies and _says_so(law):
        return law
    enough = MEANT if plan_alone_denies else EVEN
    if _reports(plan) and not _denies(plan):
        return _together(plan, law) if of_law >= enough else plan
    first, second = (law, plan) if of_law >= enough else (plan, law)
    return _together(first, second) if abs(of_law - EVEN) <= UNCLEAR else first


def by_likelihood(plan: Offer, law: Offer | None) -> tuple[Desk, ...]:
    """The desks of both shelves, that which the question more likely means first."""
    if law is None or law.draft is None:
        return (plan.desk,)
    desks = (plan.desk, law.desk)
    return desks[::-1] if probability(plan, law) >= EVEN else desks


def _reports(plan: Offer) -> bool:
    """Whether it is asked what an office reports and the plan tells: of that decrees speak at length, too."""
    question = plan.desk.question
    if question.intent is not Intent.REPORT or plan.draft is None or plan.draft.composer != "register":
        return False
    offices, told = set(plan.desk.offices()), set(plan.draft.tasks)
    return any(report.anchor in told and offices & set(report.senders) for report in plan.desk.reports())


def _confirms(plan: Offer, law: Offer) -> bool:
    """Whether the plan's answer says the very figures or words that a clause of another matter denies."""
    if not (plan.stands and plan.draft and law.stands and law.draft):
        return False
    if plan.draft.status is not Status.ANSWERED or law.draft.status is not Status.FALSE_PREMISE:
        return False
    echoes, told = law.draft.claims[0].echoes, "\n".join(quotes_of(plan.desk, plan.draft))
    if is_confirmed(plan.desk) or any(load_opposites().agree(echo, told) for echo in echoes):
        return True
    denied = {figure for echo in echoes for figure in _FIGURES.findall(echo)}
    return bool(denied) and denied <= set(_FIGURES.findall(told))


def _needed(law: Judgement) -> float:
    """How likely regulations must be meant for their draft to be heard alone: the less sure, the more."""
    if law.ruled or UNSURE <= law.probability < SURE_ALONE:
        return ALONE
    return ALONE_WHEN_SURE if law.probability >= SURE_ALONE else SURELY_MEANT


def _says_so(law: Offer) -> bool:
    """Whether a clause says word for word what is claimed, or surely answers what is only asked."""
    only_asks = law.desk.question.yes_no and not law.desk.claimed.whole
    return is_confirmed(law.desk) or (only_asks and law.judgement.probability >= ANSWERS)


def _asks_helper(desk: Desk) -> bool:
    """Whether an office to turn to is asked for: where no law tells one, the plan's is the answer."""
    return asks_helper(Folded.of(desk.question.reading).text)


def _denies(offer: Offer) -> bool:
    """Whether the offer corrects what the question takes for granted."""
    return offer.stands and offer.draft is not None and offer.draft.status is Status.FALSE_PREMISE


def probability(plan: Offer, law: Offer) -> float:
    """The probability, 0 to 1, that the question means the law rather than the plan."""
    weights = load_weights()
    z = sum(weights.weights.get(name, 0.0) * value for name, value in features(plan, law).items())
    return 1 / (1 + math.exp(-(z + weights.intercept)))


def features(plan: Offer, law: Offer) -> dict[str, float]:
    """What the model looks at: differences of the two drafts' features, and words of the question.

    `words` is how much commoner the words of the question are on the law's shelf, `lexical` how much better
    the best passage there matches them; `which`: it asks which instrument says something, as the plan does.
    """
    question = plan.desk.question
    plain = Folded.of(question.reading).text
    mine, theirs = plan.judgement.features, law.judgement.features
    differences = {name: theirs.get(name, 0.0) - mine.get(name, 0.0) for name in _COMPARED}
    return {
        **differences,
        "words": _words(plan.desk, law.desk),
        "lexical": _lexical(law.desk) - _lexical(plan.desk),
        "stands": float(plan.stands),
        "offices": float(bool(plan.desk.offices())),
        "local": float(bool(_LOCAL.search(plain))),
        "year": float(bool(question.years)),
        "work": float(question.intent in _WORK),
        "law": float(bool(_LAW.search(plain))),
        "article": float(_by_article(law)),
        "which": float(bool(_WHICH.search(plain))),
    }


def _by_article(law: Offer) -> bool:
    """Whether the draft rests on an article; strategies and programmes have none and read like plans."""
    sources = law.draft.claims[0].sources if law.draft else ()
    return any(source.anchor.startswith(_ARTICLE) for source in sources)


def _words(plan: Desk, law: Desk) -> float:
    """How much commoner the words and pairs of the question are on the law's shelf, the mean over them."""
    words = _WORDS.findall(Folded.of(law.question.subject or law.question.reading).text)
    terms = [f"~{term}" for term in (*words, *("_".join(pair) for pair in pairwise(words)))]
    known = [term for term in terms if plan.evidence.knows(term) or law.evidence.knows(term)]
    told = (math.log(law.evidence.rate(term) / plan.evidence.rate(term)) for term in known)
    return sum(max(-LIKELIER, min(LIKELIER, value)) for value in told) / max(1, len(known))


def _lexical(desk: Desk) -> float:
    hits = desk.evidence.hits if desk.question.topic else ()
    return hits[0].lexical / LEXICAL_SCALE if hits else 0.0


def _together(first: Offer, second: Offer) -> Offer:
    """The first offer with the opening of the second after it."""
    assert first.draft is not None and second.draft is not None
    if Status.FALSE_PREMISE in (first.draft.status, second.draft.status):
        return first
    more = tuple(claim for claim in second.draft.claims if claim not in first.draft.claims)[:BESIDE]
    draft = replace(first.draft, claims=(*first.draft.claims, *more))
    return replace(first, draft=draft)


class _File(BaseModel):
    weights: dict[str, float]
    intercept: float


@lru_cache(maxsize=2)
def load_weights(path: Path = SHIPPED / "choice.yaml") -> Weights:
    """The weights of a YAML file.

    Raises:
        DataError: the file cannot be read or has another layout.
    """
    data = read_data(path, _File)
    return Weights(data.weights, data.intercept, EVEN)
