"""Training the bundled embedding: reading pages, numbering words, drawing pairs, learning, measuring."""

from __future__ import annotations

import json
import lzma
import re
import tarfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from ingest.train import Recipe, train
from ingest.train.corpus import Article, parse_page, read_articles
from ingest.train.judged import Judged, read_judged, sample
from ingest.train.loop import Schedule
from ingest.train.measure import Anew, measure
from ingest.train.noise import Noise, Rates
from ingest.train.pairs import Numbered, Pairs, Shape
from ingest.train.questions import Asking, Questions, read_asked
from ingest.train.ranking import Ranked, Weighing
from ingest.train.ranking import fit as fit_weights
from ingest.train.vocabulary import Tokens, Words
from knowledge import ranking_words
from knowledge.errors import DataError, DocumentError
from knowledge.ranking import FEATURES, Ranking
from knowledge.static_model import RANKING, StaticModel
from knowledge.syllables import tokens, words

QUIET = Rates(0, 0, 0, 0, 0, 0, 0)

# Subjects of a made-up code: each has words of its own, in titles and in other words in the body.
SUBJECTS = {
    "nuôi ong": "người giữ tổ đặt thùng gỗ nơi nhiều hoa, mùa khô cho ăn thêm nước đường",
    "trồng tiêu": "trụ gỗ cách nhau hai mét, tưới gốc sáng sớm, che bóng cho dây leo non",
    "đánh cá": "ghe có đèn, lưới mắt thưa, không thả lưới vào tháng cá đẻ trứng",
    "dệt vải": "khung cửi kê phẳng, sợi bông nhuộm chàm phơi trong mát ba ngày",
    "xay lúa": "cối đá quay đều tay, thóc phơi đủ nắng, trấu để riêng làm chất đốt",
    "làm gốm": "đất sét ngâm kỹ, nung củi bảy giờ, men tro quét hai lượt mỏng",
}
ACTS = ("Điều kiện", "Trình tự", "Trách nhiệm", "Hồ sơ")


def page() -> str:
    articles = (
        f"<p class='pDieu'><a name='x'></a>Điều 1.2.LQ.{place}. {act} {subject}</p>"
        "<p class='pGhiChu'>(Điều 1 Luật mẫu)</p>"
        f"<p class='pNoiDung'><p>1. {act} được làm theo mẫu.</p>\n<p>2. Việc {subject}: {words}.</p></p>"
        "<p class='pChiDan'>(có liên quan)</p>"
        for place, (act, (subject, words)) in enumerate(
            (act, item) for act in ACTS for item in SUBJECTS.items()
        )
    )
    return f"<h3>Đề mục</h3><div class='_content'><p class='pChuong'>Chương I</p>{''.join(articles)}</div>"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text(page(), encoding="utf-8-sig")
    return tmp_path / "pages"


@pytest.fixture
def numbered() -> tuple[Words, list[Numbered]]:
    known = Words()
    return known, [Numbered.of(article, known) for article in parse_page(page())]


def spell(known: Words, numbers: np.ndarray) -> str:
    names = known.spelled()
    return " ".join(names[number] for number in numbers)


def test_a_page_gives_titles_without_numbers_and_bodies_without_notes() -> None:
    first = next(parse_page(page()))
    assert first == Article(
        "Điều kiện nuôi ong",
        ("1. Điều kiện được làm theo mẫu.", f"2. Việc nuôi ong: {SUBJECTS['nuôi ong']}."),
    )
    assert len(list(parse_page(page()))) == len(ACTS) * len(SUBJECTS)


def test_an_archive_reads_like_a_folder(corpus: Path, tmp_path: Path) -> None:
    archive = tmp_path / "pages.tar.xz"
    with tarfile.open(archive, "w:xz") as packed:
        packed.add(corpus, "code")
    assert list(read_articles(archive)) == list(read_articles(corpus))


def test_what_is_no_corpus_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"no archive")
    (tmp_path / "damaged").write_bytes(lzma.compress(b"pages" * 1000)[:-40] + bytes(40))
    for path in (tmp_path / "none", tmp_path / "file", tmp_path / "damaged", tmp_path):
        with pytest.raises(DocumentError) as raised:
            list(read_articles(path))
        assert str(path) in str(raised.value)
        assert "\n" not in str(raised.value)


def test_numbers_give_the_tokens_that_words_give(numbered: tuple[Words, list[Numbered]]) -> None:
    known, articles = numbered
    table = Tokens.choose(known, [article.text for article in articles], 10_000)
    text = "Trách nhiệm nuôi ong: đặt thùng gỗ, đặt thùng gỗ"
    bag = table.bag([known.encode(text)])
    spelled = table.spelled(known)
    assert {spelled[row] for row in bag.rows} == {token for token in tokens(words(text)) if token in spelled}


def test_a_bag_counts_repeats_by_their_square_root(numbered: tuple[Words, list[Numbered]]) -> None:
    known, articles = numbered
    table = Tokens.choose(known, [article.text for article in articles], 10_000)
    bag = table.bag([known.encode("ong"), known.encode(""), known.encode("ong ong ong ong")])
    assert bag.offsets.tolist() == [0, 1, 1]
    assert bag.weights[1] == pytest.approx(2 * bag.weights[0])


def test_the_commonest_tokens_are_kept(numbered: tuple[Words, list[Numbered]]) -> None:
    known, articles = numbered
    kept = set(Tokens.choose(known, [article.text for article in articles], 12).spelled(known))
    assert {"được", "duoc"} <= kept
    assert "ong" not in kept


def test_a_title_asks_for_its_own_body(numbered: tuple[Words, list[Numbered]]) -> None:
    known, articles = numbered
    rng = np.random.default_rng(0)
    pairs = Pairs(articles, Noise(known, rng, QUIET), rng, Shape(by_title=1, title_in_passage=0))
    question, passage = pairs.draw(articles[0])
    assert spell(known, question) == "điều kiện nuôi ong"
    assert spell(known, passage).endswith("thêm nước đường")


def test_a_sentence_asks_for_the_rest(numbered: tuple[Words, list[Numbered]]) -> None:
    known, articles = numbered
    rng = np.random.default_rng(0)
    shape = Shape(by_title=0, title_beside_sentence=0, sentence_stays=0)
    pairs = Pairs(articles, Noise(known, rng, QUIET), rng, shape)
    for article in articles:
        question, passage = pairs.draw(article)
        assert spell(known, question) in spell(known, article.body)
        assert spell(known, question) not in spell(known, passage)


def test_a_pass_draws_every_article_once(numbered: tuple[Words, list[Numbered]]) -> None:
    known, articles = numbered
    rng = np.random.default_rng(0)
    pairs = Pairs(articles, Noise(known, rng, QUIET), rng, Shape(by_title=1))
    batches = pairs.batches(8, 4)
    asked = [spell(known, question) for _ in range(3) for question, _ in next(batches)]
    assert sorted(asked) == sorted(spell(known, article.title) for article in articles)


@pytest.mark.parametrize(
    ("rates", "typed"),
    [
        (Rates(0, 0, 0, 0, 1, 0, 0), "hop tac xa o uy ban nhan dan"),
        (Rates(0, 0, 0, 1, 0, 0, 0), "htx ở ubnd"),
        (QUIET, "hợp tác xã ở ủy ban nhân dân"),
    ],
)
def test_noise_types_as_people_do(rates: Rates, typed: str) -> None:
    known = Words()
    noise = Noise(known, np.random.default_rng(0), rates)
    assert spell(known, noise.typed(known.encode("Hợp tác xã ở Uỷ ban nhân dân"))) == typed


def test_dropping_misspelling_and_asking_change_only_what_they_say() -> None:
    known = Words()
    text = known.encode("một hai ba bốn năm sáu bảy tám chín mười")
    rng = np.random.default_rng(0)
    dropped = Noise(known, rng, Rates(0, 0, 1, 0, 0, 0, 0)).typed(text)
    assert len(dropped) < len(text)
    assert set(dropped) < set(text)
    assert (Noise(known, rng, Rates(0, 0, 0, 0, 0, 0, 1)).typed(text) != text).sum() == 1
    asked = Noise(known, rng, Rates(1, 1, 0, 0, 0, 0, 0)).asked(text)
    assert spell(known, text) in spell(known, asked)
    assert len(asked) > len(text)


def test_training_learns_which_words_belong_together(corpus: Path, tmp_path: Path) -> None:
    heard: list[str] = []
    recipe = Recipe(batch=24, schedule=Schedule(dim=32, steps=60, learning_rate=0.02))
    report = train(corpus, tmp_path / "model", heard.append, recipe)
    assert (report.articles, report.dim) == (24, 32)
    assert heard[-1].startswith("bước 60/60")
    model = StaticModel.load(tmp_path / "model")
    bodies = model.embed(list(SUBJECTS.values()))
    for typed in (list(SUBJECTS), ["nuoi ong", "trong tieu", "danh ca", "det vai", "xay lua", "lam gom"]):
        assert (model.embed(typed) @ bodies.T).argmax(axis=1).tolist() == list(range(len(SUBJECTS)))


def test_the_same_seed_trains_the_same_model(corpus: Path, tmp_path: Path) -> None:
    recipe = Recipe(batch=8, schedule=Schedule(dim=8, steps=3))
    for name in ("one", "two"):
        train(corpus, tmp_path / name, lambda _: None, recipe)
    one, two = (StaticModel.load(tmp_path / name).embed(list(SUBJECTS)) for name in ("one", "two"))
    np.testing.assert_allclose(one, two, atol=1e-3)


def asked_folder(folder: Path) -> Path:
    """Questions in words of their own; the words of another subject stand beside each as well."""
    folder.mkdir()
    names = list(SUBJECTS)
    texts = [{"_id": str(place), "text": f"{name}: {SUBJECTS[name]}"} for place, name in enumerate(names)]
    asked = [
        {"_id": f"q{n}", "text": f"mẹo {names[n % 6]} gỗ mùa phơi lưới củi đất đèn {n}"} for n in range(60)
    ]
    lines = ["question\tarticle\tscore", *(f"q{n}\t{n % 6}\t1" for n in range(60))]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, texts)), encoding="utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, asked)), encoding="utf-8")
    (folder / "qrels.tsv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_part_of_the_questions_is_kept_apart(tmp_path: Path) -> None:
    folder, known = asked_folder(tmp_path / "asked"), Words()
    heard: list[str] = []
    seen = {spell(known, item.question) for item in read_asked(folder, known, heard.append)}
    apart = {item.question for item in read_judged(folder)[1] if item.kept_apart}
    assert seen.isdisjoint(apart)
    assert 5 < len(apart) < 30
    assert len(seen) + len(apart) == 60
    assert heard == [f"đã đọc {len(seen)} câu hỏi; để riêng {len(apart)} câu"]


def test_a_question_comes_with_its_answer_and_wrong_ones_beside_it(tmp_path: Path) -> None:
    known = Words()
    asked = read_asked(asked_folder(tmp_path / "asked"), known, lambda _: None)
    rng = np.random.default_rng(0)
    how = Asking(share=0.25, wrong=3, longest_passage=6)
    pairs, wrong = Questions(asked, Noise(known, rng, QUIET), rng, how).draw(40)
    assert (len(pairs), len(wrong)) == (10, 30), "every subject shares a word with every question"
    assert all(len(passage) <= 6 for passage in (*wrong, *(passage for _, passage in pairs)))
    for question, passage in pairs:
        subject = " ".join(spell(known, question).split()[1:3])
        text = f"{subject} {spell(known, known.encode(SUBJECTS[subject]))}"
        assert spell(known, passage) in text


def test_questions_are_learnt_from(corpus: Path, tmp_path: Path) -> None:
    """A word that no article has finds its article once people asked with it."""
    alone = Weighing(folds=0)
    recipe = Recipe(batch=24, schedule=Schedule(dim=16, steps=8), asking=Asking(share=0.5), weighing=alone)
    folder = asked_folder(tmp_path / "asked")
    train(corpus, tmp_path / "with", lambda _: None, recipe, folder)
    train(corpus, tmp_path / "without", lambda _: None, recipe)
    one, two = (StaticModel.load(tmp_path / name).embed(list(SUBJECTS)) for name in ("with", "without"))
    assert not np.allclose(one, two, atol=1e-3)


def test_a_ranking_is_fitted_on_questions_that_each_model_never_saw(corpus: Path, tmp_path: Path) -> None:
    recipe = Recipe(
        batch=24,
        schedule=Schedule(dim=16, steps=2),
        asking=Asking(share=0.5),
        weighing=Weighing(folds=2, steps=1, articles=4),
    )
    heard: list[str] = []
    train(corpus, tmp_path / "model", heard.append, recipe, asked_folder(tmp_path / "asked"))
    shares = [tuple(map(int, re.findall(r"\d+", line)[2:])) for line in heard if line.startswith("phần")]
    (first, asked_first), (second, asked_second) = shares
    assert (first, second) == (asked_second, asked_first), "what one learns from the other ranks"
    ranking = Ranking.load(tmp_path / "model", StaticModel.load(tmp_path / "model"))
    assert np.isfinite(ranking.weights).all()
    train(corpus, tmp_path / "unasked", heard.append, recipe)
    assert not (tmp_path / "unasked" / RANKING).exists(), "nobody asked, so there is nothing to fit"


def test_a_feature_that_tells_answers_apart_weighs_most() -> None:
    rng = np.random.default_rng(0)
    ranked = []
    for _ in range(40):
        answers = np.arange(5) == rng.integers(5)
        told = np.stack([answers + rng.normal(0, 0.3, 5), rng.normal(0, 1, 5), -1.0 * answers], axis=1)
        ranked.append(Ranked(told.astype(np.float32), answers))
    nothing = Ranked(ranked[0].features, np.zeros(5, dtype=np.bool_))
    weights = fit_weights([*ranked, nothing], Weighing(rounds=100))
    assert weights[0] > 5 * abs(weights[1])
    assert weights[2] < 0


def test_measuring_ranks_anew(tmp_path: Path) -> None:
    texts = ["con ong", "con cá", "cá lớn"]
    articles = [ranking_words.Article("1/2030/QH15", "", (text,)) for text in texts]
    model = StaticModel.of(["?"], np.ones((1, 2), dtype=np.float32))
    for weight, first in ((1, 1.0), (-1, 0.0)):
        weights = np.array([weight * (name == "near_words") for name in FEATURES], dtype=np.float32)
        anew = Anew(Ranking(weights, model), articles)
        figures = measure(Spy(), texts, [Judged("cá lớn", frozenset({2}))], anew)
        assert {one.system: one.first for one in figures}["có dấu, ranked anew"] == first


def test_too_small_a_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div class='_content'></div>", encoding="utf-8")
    with pytest.raises(DocumentError, match="chỉ có 0 điều"):
        train(tmp_path, tmp_path / "model", lambda _: None)


class Spy:
    """Embeds by one word each: texts that share "ong" or "cá" are alike."""

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([["ong" in text, "cá" in text] for text in texts], dtype=np.float32)

    embed_passages = embed_queries


def test_measuring_counts_ranks() -> None:
    judged = [Judged("ong", frozenset({0})), Judged("cá", frozenset({2})), Judged("tôm", frozenset({1}))]
    alone, *_ = measure(Spy(), ["con ong", "con cá", "cá lớn"], judged)
    assert alone.system == "có dấu, cosine"
    assert alone.mrr == pytest.approx((1 + 1 / 2 + 1 / 2) / 3)
    assert alone.first == pytest.approx(1 / 3)
    assert alone.ten == 1
    assert str(alone) == "có dấu, cosine: MRR@10 0.667, hit@1 0.333, hit@10 1.000"


def test_measuring_without_accents_types_the_questions_bare() -> None:
    judged = [Judged("cá", frozenset({1}))]
    first = {figures.system: figures.first for figures in measure(Spy(), ["con ong", "con cá"], judged)}
    assert first["có dấu, cosine"] == 1
    assert first["không dấu, cosine"] == 0
    assert first["không dấu, BM25"] == 1


def test_both_layouts_of_questions_are_read(tmp_path: Path) -> None:
    laws = [{"id": "L", "articles": [{"id": "1", "text": "một"}, {"id": "2", "text": "hai"}]}]
    asked = [{"text": "hỏi", "relevant_articles": [{"law_id": "L", "article_id": "2"}]}]
    (tmp_path / "law.json").write_text(json.dumps(laws), encoding="utf-8")
    (tmp_path / "question.json").write_text(json.dumps(asked), encoding="utf-8")
    assert read_judged(tmp_path) == (["một", "hai"], [Judged("hỏi", frozenset({1}))])
    other = tmp_path / "other"
    other.mkdir()
    lines = [{"_id": "a", "title": "T", "text": "một"}, {"_id": "b", "title": "U", "text": "hai"}]
    (other / "corpus.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    (other / "queries.jsonl").write_text(
        '{"_id": "q", "text": "hỏi"}\n{"_id": "r", "text": "không đáp án"}\n', encoding="utf-8"
    )
    (other / "qrels.tsv").write_text("query-id\tcorpus-id\tscore\nq\tb\t1\nr\tz\t1\n", encoding="utf-8")
    assert read_judged(other) == (["T. một", "U. hai"], [Judged("hỏi", frozenset({1}))])


def test_a_folder_of_neither_layout_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"qrels\.tsv"):
        read_judged(tmp_path)


def test_a_sample_is_the_same_in_any_order() -> None:
    judged = [Judged(str(number), frozenset({number})) for number in range(50)]
    assert sample(judged, 5) == sample(judged[::-1], 5)
    assert len(sample(judged, 5)) == 5
