"""Trees of queries, as the parser makes them."""

from __future__ import annotations

from hypothesis import strategies as st

from briefing.query.nodes import FIELDS, STATES, Node, Not, State, Term, When, all_of, any_of, has_word

_odd = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
_typed = st.text(alphabet="ab*-:\"“”\\()@ äÉ9_.'", min_size=1, max_size=8)
_plain = st.sampled_from(["petro", "Trump", "and", "OR", "Not", "is:new", "call*", "-x", "@saved", "covid-19", "“a”"])
words = st.one_of(_odd, _typed, _plain).map(lambda text: " ".join(text.split())).filter(has_word)

leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Term, st.sampled_from(("any", *FIELDS)), words, st.booleans()),
    st.builds(State, st.sampled_from(STATES)),
    st.builds(
        When, st.sampled_from(["since", "before"]), st.sampled_from(["2d", "today", "2026-01-31", "2026-01-31T10:00Z"])
    ),
)
trees: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(all_of),
        st.lists(inner, min_size=2, max_size=4).map(any_of),
    ),
    max_leaves=12,
)
