"""Targets by year and indicator, wrong figures and years corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import messages
from assistant.answer import Status
from assistant.composers.wording import bullet_claims
from assistant.desk import Desk
from assistant.draft import Draft, DraftClaim, Source
from knowledge.facts import Target
from knowledge.patterns import same_figure
from knowledge.text import Folded, strip_accents, syllables

_GENERAL = re.compile(r"\bmuc tieu (?:tong quat|chung)\b|\bgeneral (?:goal|objective)\b")
ENOUGH = 0.3
"""Part of the words of a question about targets that a target must say."""

WHOLE = 0.95
"""Where a target says all the words, a tighter one is meant rather than a longer one."""

_LISTED = re.compile(r"\b(?:nhung|cac|tat ca|ke het|liet ke|toan bo)\b(?!.*\bbao nhieu\b)")
APART = 0.15
"""Where the topic alone is said by so much more than with what is counted, that is only the setting."""

ABSENT = 0.2
"""Fit below which a year has no target of the kind that another year surely has."""

BARELY = 0.34
"""Share of the words that a target says by chance."""

NOISE = 2
"""So few words that no target says do not name an indicator: "các nhóm mục tiêu đến năm 2045"."""

SURE = 0.6
"""Fit from which a question about another year means the targets without saying so."""

_LAW_OF = re.compile(r"\b(?:luat|nghi dinh|thong tu|quyet dinh)\b.{0,25}\b20\d\d\b")
"""The year of a law is no year of a target."""

_BREATH = re.compile(r"[,;?]\s")

_HOW_MANY = re.compile(r"\bbao nhieu\b|\bhow many\b")
""" "Bao nhiêu hợp tác xã đạt 3 sao" states no figure that could be wrong."""

_ORGANISATION = r"(?:lien hiep hop tac xa|hop tac xa|to hop tac)"
_NUMBER_OF = re.compile(
    rf"\bso(?: luong)? {_ORGANISATION}\b(?! (?:thanh vien|nao))"
    rf"|\b(?:bao nhieu|may) {_ORGANISATION}(?=\W*$| (?:vao|trong|o|cua|den|toi) )"
)
""" "Số liên hiệp hợp tác xã năm 2045": no share of theirs is meant."""

_PART_OF = re.compile(r"(?:%|\bphan tram|\bphan nua|\bmot nua) (?!hop tac|to hop|lien hiep|to chuc)[a-z]")

_DONE = re.compile(r"\b(?:da|were|was|has been|have been)\b")
""" "Năm 2024 tỉnh đã giải thể bao nhiêu?" asks what was done."""

_TARGET = re.compile(r"\b(?:muc tieu|chi tieu|target|goal)")

CLOSE = 0.75
"""A year whose best target matches so much worse than another year's is left out."""


def targets(desk: Desk) -> Draft | None:
    """The targets that the question asks for."""
    found = desk.targets()
    if not found:
        return None
    if _GENERAL.search(Folded.of(desk.question.reading).text):
        return _general(desk)
    years = tuple(dict.fromkeys(target.year for target in found))
    asked = desk.question.years
    words = indicator_words(desk, found)
    plain = Folded.of(desk.question.reading).text
    if asked and not set(asked) & set(years) and (_LAW_OF.search(plain) or _asks_results(desk, plain)):
        return None
    if asked and not set(asked) & set(years):
        return _no_such_year(desk, found, words, asked, years) if _about_targets(desk, found, words) else None
    return _of_indicator(desk, found, words) if words else _whole_years(desk, found, asked)


def _asks_results(desk: Desk, plain: str) -> bool:
    """Whether what was done by a year is asked for: it speaks of the past, or of a year before the plan."""
    if _TARGET.search(plain):
        return False
    days = " ".join(desk.words(found.document, found.span) for found in desk.particulars("date"))
    made = [int(year) for year in re.findall(r"\b20\d\d\b", days)]
    return bool(_DONE.search(plain) or (made and max(desk.question.years) < min(made)))


def _of_indicator(desk: Desk, found: Sequence[Target], words: frozenset[str]) -> Draft | None:
    """The targets of the indicator that the words name, in the years asked for or the one that has it."""
    asked = desk.question.years
    found = _numbers_only(desk, found)
    in_year = best_matching(desk, [target for target in found if not asked or target.year in asked], words)
    if len(asked) > 1 and (not in_year or _fit(desk, in_year) < SURE):
        return _whole_years(desk, found, asked)
    if in_year and _fit(desk, in_year) >= ENOUGH:
        return _figure_denied(desk, in_year) or _without(desk, in_year, _years_without(desk))
    mine = [target for target in found if target.year in asked]
    if mine and (desk.question.topic_carried or _names_no_indicator(desk, mine, words)):
        return _whole_years(desk, found, asked)
    elsewhere = best_matching(desk, [t for t in found if t.year not in asked], words) if asked else ()
    return _wrong_year(desk, elsewhere, asked) if elsewhere and _fit(desk, elsewhere) >= SURE else None


def _years_without(desk: Desk) -> tuple[int, ...]:
    """Of several years asked for those that have no target on what another of them has one on."""
    every = desk.targets()
    of_year = {year: [target for target in every if target.year == year] for year in desk.question.years}
    fits = {year: _fit(desk, mine) for year, mine in of_year.items() if mine}
    if len(fits) < 2 or max(fits.values()) < SURE:
        return ()
    return tuple(sorted(year for year, fit in fits.items() if fit < ABSENT))


def _without(desk: Desk, found: Sequence[Target], missing: Sequence[int]) -> Draft:
    """The targets told, and of some years that they have none of the kind."""
    draft = told(desk, [target for target in found if target.year not in missing])
    silent = (
        DraftClaim(messages.NO_SUCH_TARGET.format(year=year), (_group_source(desk, desk.targets(), year),))
        for year in missing
    )
    return replace(draft, claims=(*draft.claims, *silent))


def _numbers_only(desk: Desk, found: Sequence[Target]) -> Sequence[Target]:
    """Of the targets those that count, where the number of organisations is asked for and nothing else."""
    if not _NUMBER_OF.search(Folded.of(desk.question.reading).text):
        return found
    return [target for target in found if target.unit != "%"] or found


def _names_no_indicator(desk: Desk, found: Sequence[Target], words: frozenset[str]) -> bool:
    """Whether a question asks for the targets of a year as such, and names none of them."""
    said = max(share_said(desk, target, words) for target in found)
    listed = bool(_LISTED.search(Folded.of(desk.question.reading).text))
    return (len(words) <= NOISE and not _fit(desk, found)) or (listed and said < BARELY)


def _about_targets(desk: Desk, found: Sequence[Target], words: frozenset[str]) -> bool:
    """Whether targets are named or one of them says most of what is asked."""
    if _TARGET.search(Folded.of(desk.question.reading).text):
        return True
    near = best_matching(desk, found, words) if words else ()
    return bool(near) and _fit(desk, near) >= SURE


def best_matching(desk: Desk, found: Sequence[Target], words: frozenset[str]) -> tuple[Target, ...]:
    """In each year the targets whose indicator says most of the words, the tightest; weak years out.

    Of several years that the question names none is weak.
    """
    by_year = {
        year: _best_of_year(desk, [t for t in found if t.year == year], words)
        for year in {t.year for t in found}
    }
    best = max((score for score, _ in by_year.values()), default=0.0)
    if best < ENOUGH:
        return ()
    named = desk.question.years if len(desk.question.years) > 1 else ()
    strong = [mine for year, (score, mine) in by_year.items() if year in named or score >= CLOSE * best]
    kept = {id(target) for mine in strong for target in mine}
    return tuple(target for target in found if id(target) in kept)


def _best_of_year(
    desk: Desk, found: Sequence[Target], words: frozenset[str]
) -> tuple[float, tuple[Target, ...]]:
    scored = [(share_said(desk, target, words), target) for target in found]
    best = max(score for score, _ in scored)
    top = [target for score, target in scored if score >= best - 1e-9]
    if best < WHOLE:
        return best, tuple(top)
    size = min(len(_words_of(target.indicator)) for target in top)
    return best, tuple(target for target in top if len(_words_of(target.indicator)) == size)


def share_said(desk: Desk, target: Target, words: frozenset[str]) -> float:
    """How much of the words a target says, most in its indicator, 0 to 1."""
    own = _words_of(target.indicator)
    sentence = _words_of(desk.words(target.document, target.sentence))
    return (len(words & own) + 0.6 * len((words & sentence) - own)) / len(words)


def _words_of(text: str) -> frozenset[str]:
    return frozenset(strip_accents(word) for word in syllables(text) if not word[0].isdigit())


_COUNTED = ("tổ hợp tác", "liên hiệp hợp tác xã", "hợp tác xã", "thành viên", "kinh tế tập thể")
"""What targets count: stop words elsewhere, here the subject itself."""


def indicator_words(desk: Desk, found: Sequence[Target]) -> frozenset[str]:
    """The words that name what is counted, without diacritics."""
    named = _words_of(desk.question.topic)
    if _PART_OF.search(Folded.of(desk.question.reading).text) and named and best_matching(desk, found, named):
        return named  # "50 phần trăm dân số vào hợp tác xã": it is people that are counted
    plain = Folded.of(desk.question.reading).text
    counted = next((words for words in _COUNTED if strip_accents(words) in plain), "")
    whole = _words_of(f"{desk.question.topic} {counted}")
    alone = len(named) > 1 and _best_share(desk, found, named) > _best_share(desk, found, whole) + APART
    return named if alone else whole  # "thu hút bao nhiêu dân số vào hợp tác xã"


def _best_share(desk: Desk, found: Sequence[Target], words: frozenset[str]) -> float:
    """How much of the words the target says that says most of them."""
    return max((share_said(desk, target, words) for target in found), default=0.0)


def _fit(desk: Desk, found: Sequence[Target]) -> float:
    return max(desk.evidence.coverage(target.document, (target.anchor,)) for target in found)


def told(desk: Desk, found: Sequence[Target]) -> Draft:
    """These targets, each with the others of its bullet, in the words of the plan."""
    claims = [_claim(desk, target) for target in _by_sentence(_with_next(desk, found))]
    return Draft(
        Status.ANSWERED,
        tuple(claims),
        "register",
        fit=_fit(desk, found),
        tasks=tuple(t.anchor for t in found),
    )


def _with_next(desk: Desk, found: Sequence[Target]) -> Sequence[Target]:
    """The targets with the others of their bullets: "trong đó, …" goes on with what stands before it."""
    every = desk.targets()
    places = {(target.document, target.anchor) for target in found}
    return [target for target in every if (target.document, target.anchor) in places]


def _by_sentence(found: Sequence[Target]) -> Sequence[Target]:
    unique = {(target.anchor, target.sentence): target for target in reversed(found)}
    return [target for target in found if unique[target.anchor, target.sentence] is target]


def _claim(desk: Desk, target: Target, depth: int = 0) -> DraftClaim:
    sentence = desk.words(target.document, target.sentence)
    text = f"Đến năm {target.year}: {sentence[:1].lower()}{sentence[1:]}" if depth == 0 else sentence
    return DraftClaim(text, (Source(target.document, target.anchor, target.sentence),), depth)


def _whole_years(desk: Desk, found: Sequence[Target], asked: Sequence[int]) -> Draft:
    years = [year for year in dict.fromkeys(t.year for t in found) if not asked or year in asked]
    claims: list[DraftClaim] = []
    for year in years:
        mine = _by_sentence([target for target in found if target.year == year])
        sources = tuple(Source(t.document, t.anchor, t.sentence) for t in mine)
        claims.append(DraftClaim(messages.TARGETS.format(year=year), sources))
        claims += [_claim(desk, target, depth=1) for target in mine]
    return Draft(Status.ANSWERED, tuple(claims), "register", topical=False)


def _no_such_year(
    desk: Desk, found: Sequence[Target], words: frozenset[str], asked: Sequence[int], years: Sequence[int]
) -> Draft:
    text = messages.NO_TARGET_YEAR.format(
        asked=", ".join(map(str, asked)), years=" và ".join(map(str, years))
    )
    shown = _by_sentence(best_matching(desk, found, words)) if words else ()
    heads = tuple(_group_source(desk, found, year) for year in years)
    claim = DraftClaim(text, heads, echoes=tuple(map(str, asked)))
    return Draft(Status.FALSE_PREMISE, (claim, *(_claim(desk, target) for target in shown)), "register")


def _group_source(desk: Desk, found: Sequence[Target], year: int) -> Source:
    """The heading "Đến năm …" above the targets of a year."""
    target = next(t for t in found if t.year == year)
    group = desk.document(target.document).path(target.anchor)[-2]
    return Source(target.document, group.anchor, group.head)


def _wrong_year(desk: Desk, matching: Sequence[Target], asked: Sequence[int]) -> Draft:
    target = matching[0]
    stated = desk.words(target.document, target.sentence)
    text = messages.WRONG_YEAR.format(year=target.year, asked=", ".join(map(str, asked)), stated=stated)
    source = Source(target.document, target.anchor, target.sentence)
    return Draft(
        Status.FALSE_PREMISE, (DraftClaim(text, (source,), echoes=tuple(map(str, asked))),), "register"
    )


def _figure_denied(desk: Desk, found: Sequence[Target]) -> Draft | None:
    """The correction when the question states a figure that its target does not have."""
    stated = _stated(desk)
    if not stated:
        return None
    right = {
        same_figure(part)
        for target in found
        for part in re.findall(r"[\d.,]+", desk.words(target.document, target.sentence))
    }
    wrong = [figure for figure in stated if same_figure(figure) not in right]
    if not wrong:
        return None
    if elsewhere := _with_figure(desk, wrong, found):
        return _wrong_year(desk, elsewhere, desk.question.years)
    target = found[0]
    words = desk.words(target.document, target.sentence)
    typed = tuple(_with_unit(desk.question.reading, figure) for figure in wrong)
    text = messages.NOT_FIGURE.format(asked=", ".join(typed), stated=words, year=target.year)
    claim = DraftClaim(text, (Source(target.document, target.anchor, target.sentence),), echoes=typed)
    return Draft(Status.FALSE_PREMISE, (claim,), "register", tasks=(target.anchor,))


def _with_unit(reading: str, figure: str) -> str:
    """The figure as it was typed, with its "%" or "phần trăm"."""
    typed = re.search(rf"(?<![\d.,]){re.escape(figure)}(?: ?%| phần trăm)", reading)
    return typed[0] if typed else figure


def _stated(desk: Desk) -> list[str]:
    """The figures that the question gives, not in the breath in which it asks how many."""
    telling = [
        part for part in _BREATH.split(desk.question.reading) if not _HOW_MANY.search(Folded.of(part).text)
    ]
    return [figure for figure in desk.question.figures if any(figure in part for part in telling)]


def _with_figure(desk: Desk, stated: Sequence[str], found: Sequence[Target]) -> Sequence[Target]:
    """The targets of other years that have the figure and speak of the topic."""
    if not desk.question.years:
        return ()
    every = desk.targets()
    others = [t for t in every if t.year not in {mine.year for mine in found}]
    figures = {same_figure(figure) for figure in stated}
    return [t for t in others if same_figure(t.value) in figures and _fit(desk, [t]) >= SURE]


def _general(desk: Desk) -> Draft | None:
    """The bullets under a heading "Mục tiêu chung"."""
    for document in desk.library.plan_documents:
        for node in document.root.walk():
            if "mục tiêu chung" in node.head.of(document.text).lower() and node.children:
                return Draft(Status.ANSWERED, tuple(bullet_claims(document, node)), "register", topical=False)
    return None
