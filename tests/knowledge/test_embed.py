"""The bundled embedding, folders, hub names: what comes out, and what is said when nothing does."""

from __future__ import annotations

import json
import shutil
import unicodedata
from pathlib import Path

import numpy as np
import pytest

from knowledge.embed import BUNDLED, Embedder, Prompts, load_embedder, prompts_by_name
from knowledge.errors import ModelError
from knowledge.static_model import StaticModel
from knowledge.syllables import tokens, words


@pytest.fixture(scope="module")
def bundled() -> Embedder:
    return load_embedder()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    known = ["hợp", "hop", "tác", "tac", "xã", "xa", "hop tac", "tac xa"]
    vectors = np.random.default_rng(1).normal(size=(len(known), 16)).astype(np.float32)
    StaticModel.of(known, vectors).save(tmp_path / "tiny")
    return tmp_path / "tiny"


def test_vectors_have_the_promised_shape_and_length(bundled: Embedder) -> None:
    texts = ["Hợp tác xã được vay vốn không?", "Ai kiện toàn Ban Chỉ đạo?", "thuế"]
    for vectors in (bundled.embed_queries(texts), bundled.embed_passages(texts)):
        assert vectors.shape == (3, bundled.dim)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert bundled.embed_queries([]).shape == (0, bundled.dim)


def test_a_text_without_known_words_is_like_nothing(bundled: Embedder) -> None:
    assert not bundled.embed_queries(["", "…?!"]).any()


@pytest.mark.parametrize(
    "typed",
    [
        "hop tac xa co duoc ho tro vay von khong",
        "hợp tac xã có được ho tro vay vốn khong",
        "HTX có được hỗ trợ vay vốn không",
        unicodedata.normalize("NFD", "Hợp tác xã có được hỗ trợ vay vốn không?"),
    ],
)
def test_a_question_is_near_itself_however_it_is_typed(bundled: Embedder, typed: str) -> None:
    meant, near, far = bundled.embed_queries(
        ["Hợp tác xã có được hỗ trợ vay vốn không?", typed, "Điều kiện kết hôn với người nước ngoài"]
    )
    assert meant @ near > 0.75
    assert meant @ near > meant @ far + 0.5


def test_a_question_is_nearest_to_the_passage_that_answers_it(bundled: Embedder) -> None:
    passages = [
        "Hợp tác xã được vay ưu đãi từ Quỹ hỗ trợ phát triển hợp tác xã để mở rộng sản xuất.",
        "Ban kiểm soát do đại hội thành viên bầu ra, có từ 3 đến 7 người.",
        "Xe ô tô kinh doanh vận tải phải có phù hiệu và lắp thiết bị giám sát hành trình.",
    ]
    questions = ["htx muon vay tien thi o dau", "Kiểm soát viên được bầu thế nào?", "xe tải cần phù hiệu gì"]
    near = bundled.embed_queries(questions) @ bundled.embed_passages(passages).T
    assert near.argmax(axis=1).tolist() == [0, 1, 2]


def test_a_folder_gives_the_same_through_the_library_and_without_it(folder: Path) -> None:
    texts = ["Hợp tác xã", "hop tac", "hợp hợp hợp tác", "xã"]
    with_library = load_embedder(str(folder)).embed_passages(texts)
    np.testing.assert_allclose(with_library, StaticModel.load(folder).embed(texts), atol=1e-6)


def test_four_bits_keep_a_vector_s_direction(tmp_path: Path) -> None:
    vectors = np.random.default_rng(2).normal(size=(3, 64)).astype(np.float32)
    StaticModel.of(["a", "b", "c"], vectors).save(tmp_path)
    kept = StaticModel.load(tmp_path).embed(["a", "b", "c"])
    assert np.all((kept * vectors).sum(axis=1) / np.linalg.norm(vectors, axis=1) > 0.99)


def test_the_name_changes_with_the_weights_and_only_with_them(folder: Path, tmp_path: Path) -> None:
    before = load_embedder(str(folder)).name
    (folder / "README.md").write_text("một dòng", encoding="utf-8")
    copy = shutil.copytree(folder, tmp_path / "other" / "tiny")
    assert load_embedder(str(copy)).name == before
    StaticModel.of(["hợp"], np.ones((1, 16), dtype=np.float32)).save(folder)
    after = load_embedder(str(folder)).name
    assert after != before
    assert after.startswith("tiny@")


def test_the_bundled_model_says_so_in_its_name(bundled: Embedder) -> None:
    assert bundled.name.startswith("bundled@")
    assert load_embedder("bundled").name == bundled.name


def test_the_bundled_weights_stay_small() -> None:
    assert (BUNDLED / "weights.safetensors").stat().st_size <= 25_000_000


@pytest.mark.parametrize("name", ["./no/such/folder", "/no/such/folder", "a/b/c", "có dấu/mô hình"])
def test_a_missing_folder_is_named(name: str) -> None:
    with pytest.raises(ModelError, match="không có thư mục mô hình") as raised:
        load_embedder(name)
    assert name in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_hub_model_that_cannot_be_had_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="ASSISTANT_EMBEDDING_MODEL") as raised:
        load_embedder("nobody/no-such-model")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("broken", ["weights.safetensors", "tokens.txt", "modules.json"])
def test_a_damaged_folder_is_reported_in_one_line(folder: Path, broken: str) -> None:
    (folder / broken).write_bytes(b"\xff{")
    with pytest.raises(ModelError) as raised:
        load_embedder(str(folder))
    assert str(folder) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_empty_folder_is_no_model(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="trống"):
        load_embedder(str(tmp_path))


def test_words_and_vectors_must_belong_together(folder: Path) -> None:
    (folder / "tokens.txt").write_text("hợp\ntác\n", encoding="utf-8")
    with pytest.raises(ModelError, match="có 2 từ nhưng 8 véc-tơ"):
        load_embedder(str(folder))


@pytest.mark.parametrize(
    ("name", "prompts"),
    [
        ("intfloat/multilingual-e5-base", Prompts("query: ", "passage: ")),
        ("intfloat/multilingual-e5-large", Prompts("query: ", "passage: ")),
        ("someone/vietlegal-e5", Prompts("query: ", "passage: ")),
        ("BAAI/bge-m3", Prompts()),
        ("AITeamVN/Vietnamese_Embedding", Prompts()),
        ("nomic-ai/nomic-embed-text-v2-moe", Prompts("search_query: ", "search_document: ")),
        ("BAAI/bge-base-en-v1.5", Prompts("Represent this sentence for searching relevant passages: ")),
        ("acme/some5-model", Prompts()),
    ],
)
def test_prompts_follow_the_family(name: str, prompts: Prompts) -> None:
    assert prompts_by_name(name) == prompts


def test_instruct_models_are_told_the_task_on_the_question_side_alone() -> None:
    prompts = prompts_by_name("intfloat/multilingual-e5-large-instruct")
    assert prompts.query.startswith("Instruct: ")
    assert prompts.query.endswith("Query: ")
    assert prompts.passage == ""


def test_prompts_reach_the_model() -> None:
    seen: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        seen.extend(texts)
        return np.ones((len(texts), 1), dtype=np.float32)

    embedder = Embedder("fake", 1, encode, Prompts("query: ", "passage: "))
    embedder.embed_queries(["vay vốn"])
    embedder.embed_passages(["được vay"])
    assert seen == ["query: vay vốn", "passage: được vay"]


def test_a_model_s_own_prompts_come_first(folder: Path) -> None:
    config = '{"prompts": {"query": "hop tac ", "document": ""}}'
    (folder / "config_sentence_transformers.json").write_text(config, encoding="utf-8")
    embedder = load_embedder(str(folder))
    np.testing.assert_allclose(
        embedder.embed_queries(["xa"]), StaticModel.load(folder).embed(["hop tac xa"]), atol=1e-6
    )
    np.testing.assert_allclose(
        embedder.embed_passages(["xa"]), StaticModel.load(folder).embed(["xa"]), atol=1e-6
    )


def test_tokens_are_words_their_bare_forms_and_bare_pairs() -> None:
    assert words("Hoà giải, THUỶ lợi 127/KH-UBND") == ["hòa", "giải", "thủy", "lợi", "127", "kh", "ubnd"]
    assert tokens(words("Được vay 5")) == ["được", "vay", "5", "duoc", "duoc vay", "vay 5"]


def test_a_model_of_the_library_s_own_kind_loads_with_its_family_s_prompts(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({"?": 0, "query": 1, "passage": 2, "xã": 3}, unk_token="?"))
    tokenizer.pre_tokenizer = Whitespace()
    rows = np.array([[0, 0, 0], [3, 0, 0], [0, 3, 0], [0, 0, 4]], dtype=np.float32)
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, rows)]).save(str(tmp_path / "tiny-e5"))
    embedder = load_embedder(str(tmp_path / "tiny-e5"))
    np.testing.assert_allclose(embedder.embed_queries(["xã"]), [[0.6, 0, 0.8]], atol=1e-6)
    np.testing.assert_allclose(embedder.embed_passages(["xã"]), [[0, 0.6, 0.8]], atol=1e-6)


def test_a_folder_s_own_code_is_not_run(folder: Path) -> None:
    (folder / "evil.py").write_text("raise SystemExit('chạy mã lạ')", encoding="utf-8")
    modules = [{"idx": 0, "name": "0", "path": "", "type": "evil.Module"}]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    with pytest.raises(ModelError, match="ValueError"):
        load_embedder(str(folder))
