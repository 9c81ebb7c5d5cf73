"""The library as a LangChain retriever: both shelves, filters, validity, chains."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest
from langchain_core.documents import Document
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import RunnablePassthrough

from assistant.finding import Finder, Wanted
from assistant.retriever import PassageRetriever
from assistant.wiring import Assistant

TODAY = date(2026, 11, 23)


def sources(found: list[Document]) -> list[str]:
    return [document.metadata["source"] for document in found]


def test_passages_are_the_documents_own_words(law_assistant: Assistant) -> None:
    found = PassageRetriever.of(law_assistant, 5).invoke("Cục Thuế tỉnh phải làm gì?")
    assert len(found) == 5 and found[0].metadata["source"] == "127/KH-UBND, Mục III.2.12"
    for passage in found:
        document = law_assistant.document(passage.metadata["document"])
        assert document is not None
        told = passage.metadata
        assert document.text[told["start"] : told["end"]] == passage.page_content
        assert passage.id == f"{told['document']}#{told['anchor']}" and told["title"] == document.title
        assert told["verbatim"] is document.meta.verbatim
    scores = [passage.metadata["score"] for passage in found]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("cuc thue tinh phai lam gi", "127/KH-UBND, Mục III.2.12"),
        ("phi ben toi da bang bao nhieu", "999/2025/NĐ-CP, Điều 3 khoản 1"),
        ("thành lập HTX cần mấy thành viên", "17/2023/QH15, Điều 4 khoản 7"),
    ],
)
def test_both_shelves_are_searched_however_it_is_typed(
    law_assistant: Assistant, question: str, source: str
) -> None:
    assert source in sources(PassageRetriever.of(law_assistant, 3).invoke(question))


def test_one_document_or_kind(law_assistant: Assistant) -> None:
    library, tools = law_assistant.library, law_assistant.tools
    for name in ("999/2025/NĐ-CP", "999-2025-NĐ-CP"):
        found = PassageRetriever(library=library, tools=tools, document=name).invoke("hợp tác xã")
        assert {passage.metadata["document"] for passage in found} <= {"999/2025/NĐ-CP"}
    one = PassageRetriever(library=library, tools=tools, document="127/KH-UBND", k=30).invoke("hợp tác xã")
    assert len(one) == 30 and {passage.metadata["document"] for passage in one} == {"127/KH-UBND"}
    laws = PassageRetriever(library=library, tools=tools, kind="luật").invoke("thành viên")
    assert laws and {passage.metadata["kind"] for passage in laws} == {"Luật"}
    assert PassageRetriever(library=library, tools=tools, document="1/2000/NĐ-CP").invoke("thuế") == []


def test_what_does_not_hold_on_the_day_ranks_lower(law_assistant: Assistant) -> None:
    library, tools = law_assistant.library, law_assistant.tools
    ranks, scores = [], []
    for day in (date(2023, 1, 1), TODAY):
        retriever = PassageRetriever(library=library, tools=tools, k=10, as_of=day)
        found = {passage.id: passage for passage in retriever.invoke("thành lập HTX cần mấy thành viên")}
        ranks.append(list(found).index("17/2023/QH15#dieu_4.khoan_7"))
        scores.append(found["17/2023/QH15#dieu_4.khoan_7"].metadata["score"])
    assert ranks[1] == 0 < ranks[0], "the law holds from 2024-07-01"
    assert scores[0] < scores[1]


def test_validity_is_that_of_the_day(law_assistant: Assistant) -> None:
    library, tools = law_assistant.library, law_assistant.tools
    law = "17/2023/QH15"
    statuses = {}
    for day in (date(2023, 1, 1), TODAY):
        found = PassageRetriever(library=library, tools=tools, document=law, as_of=day).invoke("thành viên")
        validity = found[0].metadata["validity"]
        assert validity["as_of"] == day.isoformat() and validity["note"]
        statuses[day] = validity["status"]
    assert statuses == {date(2023, 1, 1): "not_yet", TODAY: "in_force"}
    early = PassageRetriever(
        library=library, tools=tools, document=law, as_of=date(2023, 1, 1), in_force=True
    )
    assert early.invoke("thành viên") == []
    plan = PassageRetriever(library=library, tools=tools, document="127/KH-UBND", in_force=True)
    assert plan.invoke("thuế")[0].metadata["validity"] is None


@pytest.mark.parametrize("question", ["", "   ", "xyzzy plugh"])
def test_nothing_is_found_for_nothing(law_assistant: Assistant, question: str) -> None:
    assert PassageRetriever.of(law_assistant).invoke(question) == []


def test_a_library_alone_is_enough(law_assistant: Assistant) -> None:
    alone = PassageRetriever(library=law_assistant.library, k=3).invoke("Cục Thuế tỉnh phải làm gì?")
    assert alone == PassageRetriever.of(law_assistant, 3).invoke("Cục Thuế tỉnh phải làm gì?")


def test_many_at_once(law_assistant: Assistant) -> None:
    retriever = PassageRetriever.of(law_assistant, 2)
    questions = ["Cục Thuế tỉnh phải làm gì?", "phí bến", "chuyển đổi số"] * 3

    async def ask() -> list[list[Document]]:
        return await asyncio.gather(*(retriever.ainvoke(question) for question in questions))

    assert asyncio.run(ask()) == [retriever.invoke(question) for question in questions]


def test_in_a_chain(law_assistant: Assistant) -> None:
    def joined(found: list[Document]) -> str:
        return "\n".join(f"[{passage.metadata['source']}] {passage.page_content}" for passage in found)

    prompt = ChatPromptTemplate.from_template("{sources}\nHỏi: {question}")
    retriever = PassageRetriever.of(law_assistant, 2)
    chain = {"sources": retriever | joined, "question": RunnablePassthrough()} | prompt
    told = chain.invoke("phí bến tối đa bao nhiêu").to_string()
    assert "[999/2025/NĐ-CP, Điều 3 khoản 1]" in told and told.endswith("Hỏi: phí bến tối đa bao nhiêu")


def test_the_best_come_first_whatever_their_number(law_assistant: Assistant) -> None:
    finder = Finder(law_assistant.tools)
    many = finder.find("chợ nổi", 20, Wanted(TODAY))
    assert finder.find("chợ nổi", 3, Wanted(TODAY)) == many[:3]
    assert many[0].passage.document == "999/2025/NĐ-CP" and many[0].text in many[0].document.text
