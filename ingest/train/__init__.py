"""Training of the bundled embedding model from the national codification."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from ingest.train.corpus import read_articles
from ingest.train.loop import Batch, Schedule, fit
from ingest.train.noise import Noise, Rates
from ingest.train.pairs import Numbered, Pairs, Shape
from ingest.train.questions import Asked, Asking, Questions, read_asked
from ingest.train.ranking import Weighing, weights_of
from ingest.train.vocabulary import Tokens, Words
from knowledge.errors import DocumentError
from knowledge.ranking import Ranking
from knowledge.ranking_words import Floats
from knowledge.static_model import StaticModel


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what comes out, with the corpus."""

    tokens: int = 96_000
    batch: int = 1024
    neighbours: int = 8
    schedule: Schedule = field(default_factory=Schedule)
    shape: Shape = field(default_factory=Shape)
    noise: Rates = field(default_factory=Rates)
    asking: Asking = field(default_factory=Asking)
    weighing: Weighing = field(default_factory=Weighing)


@dataclass(frozen=True, slots=True)
class TrainingReport:
    """What a training did. `loss` is the smoothed loss of the last steps; `seconds` includes reading."""

    folder: Path
    articles: int
    tokens: int
    dim: int
    loss: float
    seconds: float


def train(
    corpus: Path,
    out: Path,
    report: Callable[[str], None],
    recipe: Recipe | None = None,
    questions: Path | None = None,
) -> TrainingReport:
    """Train a model on the articles of `corpus` and write it into `out`; progress goes to `report`.

    `corpus` is the codification's archive (.tar.xz) or a folder of its pages; `questions` a folder of
    questions with the articles that answer them, of which a quarter is kept apart. The same corpus,
    questions and recipe give the same model, on one kind of processor.

    Raises:
        DocumentError: the corpus cannot be read or holds too few articles.
        DataError: the questions cannot be read.
    """
    recipe = recipe or Recipe()
    started = time.perf_counter()
    words = Words()
    articles = [Numbered.of(article, words) for article in read_articles(corpus)]
    asked = read_asked(questions, words, report) if questions else []
    report(f"đã đọc {len(articles)} điều, {len(words)} từ khác nhau")
    rng = np.random.default_rng(recipe.schedule.seed)
    usable = len(Pairs(articles, Noise(words, rng, recipe.noise), rng, recipe.shape))
    if usable < 2:
        raise DocumentError(f"{corpus}: chỉ có {usable} điều dùng được; cần Bộ pháp điển điện tử đầy đủ")
    learner = _Learner.of(words, articles, recipe, report)
    model, loss = learner.learn(asked, recipe.schedule)
    model.save(out)
    if questions and recipe.weighing.folds:
        Ranking(learner.weighed(questions, asked), model).save(out)
    seconds = time.perf_counter() - started
    return TrainingReport(out, len(articles), len(learner.tokens), recipe.schedule.dim, loss, seconds)


@dataclass(frozen=True, slots=True, eq=False)
class _Learner:
    """What every model of one training starts from."""

    words: Words
    articles: Sequence[Numbered]
    tokens: Tokens
    recipe: Recipe
    report: Callable[[str], None]

    @classmethod
    def of(
        cls, words: Words, articles: Sequence[Numbered], recipe: Recipe, report: Callable[[str], None]
    ) -> _Learner:
        """The tokens of these articles; `words` has those of the noise already."""
        tokens = Tokens.choose(words, [article.text for article in articles], recipe.tokens)
        report(f"đã chọn {len(tokens)} từ và cặp từ")
        return cls(words, articles, tokens, recipe, report)

    def learn(self, asked: Sequence[Asked], schedule: Schedule) -> tuple[StaticModel, float]:
        """A model of the articles and these questions, and its smoothed last loss."""
        rng = np.random.default_rng(schedule.seed)
        noise = Noise(self.words, rng, self.recipe.noise)
        questions = Questions(asked, noise, rng, self.recipe.asking)
        pairs = Pairs(self.articles, noise, rng, self.recipe.shape)
        vectors, loss = fit(self.tokens, _batches(pairs, questions, self.recipe), schedule, self.report)
        return StaticModel.of(self.tokens.spelled(self.words), vectors), loss

    def weighed(self, folder: Path, asked: Sequence[Asked]) -> Floats:
        """What the features of `knowledge.ranking` weigh, by models that briefly learnt other questions."""
        brief = replace(self.recipe.schedule, steps=self.recipe.weighing.steps)

        def learn(places: Sequence[int]) -> StaticModel:
            return self.learn([asked[place] for place in places], brief)[0]

        return weights_of(folder, learn, self.recipe.weighing, self.report)


def _batches(pairs: Pairs, questions: Questions, recipe: Recipe) -> Iterator[Batch]:
    """Pairs cut out of articles, and some that people asked."""
    for cut in pairs.batches(recipe.batch, recipe.neighbours):
        asked, wrong = questions.draw(recipe.batch)
        yield Batch(cut + asked, wrong)
