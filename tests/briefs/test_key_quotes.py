"""Which quotes of a thread matter, and which of them are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs.key_quotes import rank_quotes
from briefing.briefs.quote_choice import choose_key_quotes
from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


@cache
def item(text: str, outlet: str = "Herald", hours: int = 0) -> AnnotatedArticle:
    article = Article.from_text(text, outlet=outlet, url=f"https://{outlet.lower()}.example/{hours}")
    article = replace(article, fetched=NOON + timedelta(hours=hours))
    return AnnotatedArticle(article, analyse(article))


LONG = "Mayor Ana Duarte opened the dam. “The dam will hold for a hundred years and more,” Duarte said on Monday."
SHORT = "In town, Ms. Duarte said: “the dam will hold for a hundred years.” Nobody answered her in the hall."


def test_same_words_fold_and_keep_the_longest_form() -> None:
    (quote,) = rank_quotes([item(SHORT, "Echo", 1), item(LONG, "Herald", 2)])
    assert quote.text == "The dam will hold for a hundred years and more"
    assert [source.outlet for source in quote.sources] == ["Herald", "Echo"]
    assert quote.variants == ("the dam will hold for a hundred years",)


def test_one_person_under_two_spellings() -> None:
    (quote,) = rank_quotes([item(SHORT, "Echo", 1), item(LONG, "Herald", 2)])
    assert quote.speaker == "Ana Duarte"


def test_added_is_the_first_arrival() -> None:
    (quote,) = rank_quotes([item(LONG, "Herald", 2), item(SHORT, "Echo", 1)])
    assert quote.added == NOON + timedelta(hours=1)


def test_same_words_of_two_people_stay_apart() -> None:
    other = "Senator Paul Weber spoke. “The dam will hold for a hundred years,” Weber said."
    assert {quote.speaker for quote in rank_quotes([item(LONG), item(other, "Echo")])} == {"Ana Duarte", "Paul Weber"}


def test_speakers_are_mixed() -> None:
    text = (
        "Ana Duarte spoke. “The dam will hold for a hundred years,” Duarte said. “We built it for the whole valley,” "
        "Duarte said. “Nobody in the valley has to leave home,” Duarte said. "
        "“This dam is a danger to every one of us,” Senator Paul Weber said."
    )
    key, _ = choose_key_quotes(rank_quotes([item(text)]), 2)
    assert {quote.speaker for quote in key} == {"Ana Duarte", "Paul Weber"}


def test_limit_and_thread() -> None:
    (quote,) = choose_key_quotes(
        rank_quotes([item(LONG), item("“It is far too late for talks now,” Paul Weber said.", "Echo")], "t1"), 1
    )[0]
    assert quote.thread_id == "t1"


def test_order_does_not_depend_on_the_run() -> None:
    members = [item(LONG), item(SHORT, "Echo", 1)]
    assert rank_quotes(members) == rank_quotes(list(members))


def test_sources_are_verbatim() -> None:
    members = [item(LONG), item(SHORT, "Echo", 1)]
    texts = {member.article.id: member.article.text for member in members}
    for quote in rank_quotes(members):
        first = quote.sources[0]
        assert texts[first.article_id][first.start : first.end] == quote.text


def test_quote_without_known_speaker_comes_last() -> None:
    text = "“It is all over for us and for the valley,” she said. “The dam will hold for long,” Mayor Paul Weber said."
    assert [quote.speaker for quote in rank_quotes([item(text)])] == ["Paul Weber", None]


def test_doubtful_quotes_are_apart_and_say_why() -> None:
    film = item(LONG + " Her film “The Long River” opens today.")
    assert [quote.text for quote in rank_quotes([film])] == ["The dam will hold for a hundred years and more"]
    (doubted,) = rank_quotes([film], "t1", doubtful=True)
    assert (doubted.text, doubted.thread_id, doubted.doubtful) == ("The Long River", "t1", True)
    assert doubted.evidence


def test_parts_of_a_quote_fold_into_the_whole() -> None:
    whole = "“I will never bow to Lima, and I will rebuild the dam,” Minister Ana Duarte said."
    partial = "Minister Ana Duarte said she would “never bow to Lima” again."
    cut = "“I will never bow to Lima … I will rebuild the dam,” Duarte said."
    bracket = "“[The minister] will never bow to Lima, and I will rebuild the dam,” Ana Duarte said."
    (quote,) = rank_quotes([item(t, o) for t, o in ((partial, "A"), (cut, "B"), (bracket, "C"), (whole, "D"))])
    assert quote.text == "I will never bow to Lima, and I will rebuild the dam"
    assert {source.outlet for source in quote.sources} == {"A", "B", "C", "D"}
    assert len(quote.variants) == 3


def test_a_quote_its_cue_splits_folds_into_the_whole() -> None:
    whole = "“The dam will hold for a hundred years and more,” Ana Duarte said."
    split = "“The dam,” Ana Duarte said, “will hold for a hundred years and more.”"
    (quote,) = rank_quotes([item(whole), item(split, "Echo", 1)])
    assert quote.variants == ("The dam", "will hold for a hundred years and more")


def test_translations_stay_apart() -> None:
    one = "“We are ready to fight for the sovereignty of our country,” Ana Duarte said."
    other = "“We are prepared to struggle for our nation to be sovereign,” Ana Duarte said."
    assert len(rank_quotes([item(one), item(other, "Echo")])) == 2


def test_a_person_outvotes_the_office_the_words_are_given_to() -> None:
    office = "“We are going to look at it with great care,” the White House said."
    person = "“We are going to look at it with great care,” Press Secretary Ana Duarte said."
    (quote,) = rank_quotes([item(office), item(office + " More to come.", "Echo", 1), item(person, "Post", 2)])
    assert quote.speaker == "Ana Duarte"


def test_one_article_is_outvoted_on_who_said_it() -> None:
    words = "“Nobody in this whole valley will ever have to leave home because of us,”"
    right = [item(f"{words} Minister Ana Duarte said. {n} came.", f"O{n}", n) for n in range(4)]
    (quote,) = rank_quotes([*right, item(f"{words} Senator Paul Weber said.", "Other", 9)])
    assert (quote.speaker, len(quote.sources)) == ("Ana Duarte", 5)


def test_a_term_that_everybody_uses_is_no_key_quote() -> None:
    said = [f"Senator {name} called it “the long river.”" for name in ("Ana Duarte", "Paul Weber", "Tom Ebert")]
    quotes = rank_quotes([item(text, f"O{n}") for n, text in enumerate(said)])
    assert {quote.reason for quote in quotes} == {"a term that several use"}


def test_doubtful_words_that_are_surely_quoted_elsewhere_are_not_told_again() -> None:
    sure = "Ana Duarte said: “The Long River.”"
    doubted = "Her film “The Long River” opens today. Ana Duarte came."
    assert [q.text for q in rank_quotes([item(doubted)], doubtful=True)] == ["The Long River"]
    assert rank_quotes([item(doubted), item(sure, "Echo")], doubtful=True) == []


def test_the_addressee_is_named_in_full() -> None:
    text = "Senator Paul Weber came to town. “The dam will hold for us all,” Ana Duarte told Weber."
    (quote,) = rank_quotes([item(text)])
    assert (quote.speaker, quote.addressee) == ("Ana Duarte", "Paul Weber")


def test_other_spellings_of_the_speaker_are_told() -> None:
    (quote,) = rank_quotes([item(SHORT.replace("Ms. Duarte", "A. Duarte"), "Echo", 1), item(LONG)])
    assert quote.speaker_variants == ("A. Duarte",)


def test_two_spellings_of_one_speaker_have_two_key_quotes_and_are_kept_as_written() -> None:
    texts = (
        "Foreign Minister Abbas Araghchi spoke. “We will never leave the talks under pressure,” Araghchi said.",
        "“The agreement can still be reached this month,” Abbas Araqchi said on Monday.",
        "“Nobody in the region wants another war,” Araqchi told reporters. “They must stop it,” Paul Weber said.",
    )
    key, others = choose_key_quotes(rank_quotes([item(text, hours=at) for at, text in enumerate(texts)]))
    assert [quote.speaker for quote in key].count("Abbas Araqchi") == 2
    assert {quote.speaker for quote in (*key, *others)} == {"Abbas Araqchi", "Paul Weber"}
    assert [quote.reason for quote in others] == ["the speaker has two key quotes"]
    assert {quote.speaker_as_written.split()[-1] for quote in (*key, *others)} == {"Araghchi", "Araqchi", "Weber"}
    own = [quote for quote in (*key, *others) if quote.speaker == "Abbas Araqchi"]
    assert {quote.speaker_variants for quote in own} == {("Abbas Araghchi", "Araqchi")}


def test_more_outlets_weigh_more_than_more_articles_of_one() -> None:
    one, other = (
        "“We will open the gates tonight for all,” {} said. {}",
        "“We will keep the gates shut for all,” {} said. {}",
    )
    told = [item(one.format("Ana Duarte", n), f"O{n}", n) for n in range(3)]
    told += [item(other.format("Paul Weber", n), "Same", 10 + n) for n in range(3)]
    assert [q.speaker for q in rank_quotes(told, copies={})] == ["Ana Duarte", "Paul Weber"]


PARTS = (
    LONG,
    SHORT,
    "Senator Paul Weber spoke. “The dam will hold for a hundred years,” Weber said.",
    "“The dam,” Ana Duarte said, “will hold for a hundred years.”",
    "“[It] will hold … and more,” Duarte said. “It is far too late,” Weber told Ana Duarte.",
    "“It is far too late for talks now,” Paul Weber said. He saw “The Dam” at night.",
    "A. Duarte called it “a hundred years.” Mr. Weber called it “a hundred years.”",
    "«Nadie va a ganar esta guerra», dijo Ana Duarte. “a b a b a b a b a b,” said Weber.",
)


@given(
    st.lists(st.tuples(st.sampled_from(PARTS), st.sampled_from("ABC")), min_size=1, max_size=7, unique=True),
    st.randoms(),
)
def test_folding_is_the_same_in_any_order_and_verbatim(chosen: list[tuple[str, str]], chance: object) -> None:
    members = [item(text, outlet, PARTS.index(text)) for text, outlet in chosen]
    shuffled = sorted(members, key=lambda _: chance.random())  # type: ignore[attr-defined]
    found = rank_quotes(members)
    assert found == rank_quotes(shuffled)
    texts = {member.article.id: member.article.text for member in members}
    places = [place for quote in found for place in quote.sources]
    assert len({(place.article_id, place.start) for place in places}) == len(places)
    for quote in found:
        cuts = [texts[source.article_id][source.start : source.end] for source in quote.sources]
        assert cuts[0] == quote.text
        assert set(cuts) <= {quote.text, *quote.variants}
        assert set(quote.variants) <= set(cuts)


def test_hostile_repetition_is_linear() -> None:
    same = "“" + "a b " * 4_000 + "” Ana Duarte said. "
    many = " ".join(f"“no no no {n} no no no,” Ana Duarte said." for n in range(1_500))
    assert len(rank_quotes([item(same), item(same + "x", "B"), item(many, "C")])) > 1_000


INSIDE = "Mayor Ana Duarte met Senator Paul Weber. “Weber told me, ‘I will not go there again,’” Duarte said."


def test_a_few_words_in_five_outlets_come_after_a_sentence_in_one() -> None:
    openings = (
        "Senator Paul Weber left the hall early in the cold evening.",
        "Nothing came of the long talks with Senator Paul Weber.",
        "Reporters waited for Senator Paul Weber outside all night.",
        "The strike goes on, as Senator Paul Weber made clear again.",
        "Buses stood still while Senator Paul Weber went home.",
    )
    few = [item(f"{text} “No deal,” Weber said.", f"Paper {n}", n) for n, text in enumerate(openings)]
    assert [quote.speaker for quote in rank_quotes([*few, item(LONG, "Herald", 4)])] == ["Ana Duarte", "Paul Weber"]


def test_short_words_fold_even_where_many_longer_quotes_have_them() -> None:
    names = ("Weber", "Duarte", "Prado", "Quispe", "Lindt", "Bremer")
    longer = [
        item(
            f"{given} {name} said: “We will win this race for number {hours} with hope.”", f"Paper {given}{name}", hours
        )
        for hours, (given, name) in enumerate(
            (given, name) for given in ("Ana", "Paul", "Karl", "Olga", "Eva") for name in names
        )
    ]
    short = [item("Rita Okafor said: “We will win.”", outlet, hours) for hours, outlet in ((40, "Echo"), (41, "Post"))]
    (quote,) = [each for each in rank_quotes([*longer, *short]) if each.speaker == "Rita Okafor"]
    assert [source.outlet for source in quote.sources] == ["Echo", "Post"]


def test_words_inside_a_quote_are_a_quote_of_their_own_at_second_hand() -> None:
    first, second = rank_quotes([item(INSIDE)])
    assert (first.speaker, first.within, first.quoted_by, first.notes) == ("Ana Duarte", None, "", "")
    assert (second.speaker, second.text, second.notes) == (
        "Paul Weber",
        "I will not go there again",
        "quoted by Ana Duarte",
    )
    assert second.within == first.sources[0].start


def test_words_that_another_article_has_at_first_hand_are_no_longer_second_hand() -> None:
    direct = "Senator Paul Weber left. “I will not go there again,” Weber said."
    told = {quote.speaker: quote for quote in rank_quotes([item(INSIDE), item(direct, "Echo", 1)])}
    assert (told["Paul Weber"].quoted_by, told["Paul Weber"].within) == ("", None)
    assert {source.outlet for source in told["Paul Weber"].sources} == {"Echo", "Herald"}
    assert [source.outlet for source in told["Ana Duarte"].sources] == ["Herald"]


def test_shortness_alone_rejects_nothing() -> None:
    text = "Mayor Ana Duarte called it “unacceptable” in the council. “No!” she shouted. Duarte said it was “too late.”"
    assert {quote.text for quote in rank_quotes([item(text)]) if not quote.reason} == {
        "unacceptable",
        "No!",
        "too late",
    }


def test_show_named_after_its_host_is_not_the_host() -> None:
    host = "Paul Weber is a host in Norville. “I do not know any of it at all,” Paul Weber said."
    show = "On Monday the Paul Weber Show wrote: “It is far too late for that now, friends.” Nobody answered."
    found = {quote.speaker for quote in rank_quotes([item(host), item(show, "Echo", 1)])}
    assert found == {"Paul Weber", "Paul Weber Show"}


def test_certain_quotes_come_before_longer_uncertain_ones() -> None:
    text = (
        "“It is late for us,” Ana Duarte said. “Everybody knows that the dam will break in the spring,” an aide said."
    )
    assert [(quote.speaker, bool(quote.reason)) for quote in rank_quotes([item(text)])] == [
        ("Ana Duarte", False),
        ("aide", True),
    ]


def test_words_about_the_main_event_come_before_others() -> None:
    text = "The dam of Norville broke at night. {} {} The river took the lower town with it."
    near = "“The dam broke because nobody looked after it for years,” Ana Duarte said."
    far = "“My brother plays the violin for money in the old square,” Paul Weber said."
    for order in ((near, far), (far, near)):
        plain = item(text.format(*order)).article
        titled = replace(plain, title="Dam of Norville breaks after years without care")
        quotes = rank_quotes([AnnotatedArticle(titled, analyse(titled))])
        assert [quote.speaker for quote in quotes] == ["Ana Duarte", "Paul Weber"]


def test_articles_that_name_two_persons_for_the_same_words_leave_them_uncertain() -> None:
    words = "“Nobody in this whole valley will ever have to leave home because of us,”"
    one, other = item(f"{words} Minister Ana Duarte said."), item(f"{words} Senator Paul Weber said.", "Echo", 1)
    assert {quote.reason for quote in rank_quotes([one, other])} == {"articles disagree on the speaker"}


def test_nearly_the_same_words_of_two_persons_are_uncertain_too() -> None:
    one = item("Minister Ana Duarte came. “His body was found on Sunday at home in Norville,” Duarte said.")
    more = "“His body was found on Sunday at home in Norville. His family has been told of it,” Weber said."
    other = item(f"Senator Paul Weber came. {more}", "Echo", 1)
    assert {quote.reason for quote in rank_quotes([one, other])} == {"articles disagree on the speaker"}


def test_a_quote_that_retells_words_does_not_dispute_them() -> None:
    text = (
        "“I will not resign from this office,” Tom Ebert said. Ana Duarte mocked him: “He says, ‘I will not resign "
        "from this office,’ and then he does.”"
    )
    assert {quote.text: quote.reason for quote in rank_quotes([item(text)])}["I will not resign from this office"] == ""


def test_of_two_wordings_of_one_statement_one_is_certain() -> None:
    one = item("“The goal is not to go after Mr Weber personally, but to save the dam,” Mayor Ana Duarte said.")
    other = item("“The goal here is not to go after Mr Weber personally,” Mayor Ana Duarte said.", "Echo", 1)
    assert [quote.reason for quote in rank_quotes([one, other])] == ["", "much like another quote"]


def test_code_is_doubtful() -> None:
    code = item("Ana Duarte said: “firewall { ip-src-route }” and left the hall.")
    assert rank_quotes([code]) == []
    (quote,) = rank_quotes([code], doubtful=True)
    assert (quote.doubtful, quote.reason) == (True, "code")
