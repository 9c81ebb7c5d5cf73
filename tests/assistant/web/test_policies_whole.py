"""The shipped policies beside a library of the plan and the digest cards: every basis shown opens there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from assistant.policies.state import state_json
from assistant.web.policies.routes import guide
from knowledge.config import Settings
from knowledge.embed import load_embedder
from knowledge.library import open_library
from knowledge.policies.load import load_policies
from tests.assistant.policies.talks import SENTENCES, answers_of, talk
from tests.assistant.web.books import Library
from tests.assistant.web.conftest import service
from tests.shared import shipped_data

_LINK = re.compile(r'href="(documents/[^"]+)"')


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(data_dir=shipped_data(tmp_path_factory))
    embedder = load_embedder(settings.embedding_model)
    library = open_library(settings.library_dir, embedder.name, embedder)
    with service(lambda: Library(held=library.documents)) as client:
        yield client


def test_every_basis_of_every_policy_opens_its_card_or_clause(client: TestClient) -> None:
    @cache
    def page(path: str) -> str:
        reply = client.get(f"/{path}")
        assert reply.status_code == 200, path
        return reply.text

    told = client.post("/api/policies/check", json={"profile": {"kind": "cooperative"}, "full": True}).json()
    shipped = load_policies().policies
    assert len(told["policies"]) == len(shipped)
    rests_on = [one.basis for policy in shipped for one in (*policy.gets, *policy.depends)]
    rests_on += [one.basis for policy in shipped for one in policy.conditions]
    assert {f"{basis.instrument}#{basis.anchor}" for basis in rests_on} <= told["bases"].keys()
    assert len(told["bases"]) > 150
    for key, basis in told["bases"].items():
        path, _, anchor = basis["url"].partition("#")
        assert unquote(anchor) == basis["anchor"], f"{key} opens another unit"
        assert f'id="{unquote(anchor)}"' in page(path), key
        assert 'id="doc-paper"' in page(path), f"{key} has neither text nor card"


@pytest.mark.parametrize("name", SENTENCES)
def test_every_link_of_a_result_leads_to_a_basis(client: TestClient, name: str) -> None:
    told = client.post("/api/policies/check", json={"profile": {}, "full": True}).json()
    known = {basis["url"] for basis in told["bases"].values()}
    walk = talk(guide(), SENTENCES[name], answers_of(name)).view.walk
    reply = client.post("/policies", data={"state": json.dumps(state_json(walk))}, headers={"X-Part": "1"})
    links = set(_LINK.findall(reply.text))
    assert len(links) >= 2
    assert links <= known
