"""Constructions of quotation, each with the quotes and speakers that must come out."""

from __future__ import annotations

from typing import NamedTuple

from tests.text.speaker_patterns import SPEAKERS


class Pattern(NamedTuple):
    name: str
    text: str
    found: tuple[tuple[str, str | None], ...]


def p(name: str, text: str, *found: tuple[str, str | None]) -> Pattern:
    return Pattern(name, text, found)


INTRO = "Minister Ana Duarte and Senator Paul Weber met on Monday. "

PATTERNS = (
    # marks
    p("curly marks", "Ana Duarte said, “The dam will hold.”", ("The dam will hold", "Ana Duarte")),
    p("straight marks", 'Ana Duarte said, "The dam will hold."', ("The dam will hold", "Ana Duarte")),
    p("curly opened, straight closed", 'Ana Duarte said, “The dam will hold."', ("The dam will hold", "Ana Duarte")),
    p("single marks with a cue", "Ana Duarte said: ‘The dam will hold.’", ("The dam will hold", "Ana Duarte")),
    p("straight single marks", "Ana Duarte said: 'The dam will hold.'", ("The dam will hold", "Ana Duarte")),
    p("guillemets", "«The dam will hold», said Ana Duarte.", ("The dam will hold", "Ana Duarte")),
    p("low and high marks", "„The dam will hold“, said Ana Duarte.", ("The dam will hold", "Ana Duarte")),
    p(
        "unclosed mark",
        "Ana Duarte said, “The dam will hold for a hundred years.",
        ("The dam will hold for a hundred years", "Ana Duarte"),
    ),
    p(
        "mark on each paragraph",
        "Ana Duarte said: “The dam will hold.\n“We built it for that.\n“Nobody has to leave.”",
        ("The dam will hold", "Ana Duarte"),
        ("We built it for that", "Ana Duarte"),
        ("Nobody has to leave", "Ana Duarte"),
    ),
    p("apostrophes", "The workers’ rights and the ’90s were Ana Duarte’s topics."),
    p("inches", 'The pipe is 12" wide and the other 14" wide, Ana Duarte said.'),
    p("attributes of markup", 'Ana Duarte spoke. <tweet id="12345" author="someone"> was shown.'),
    # cue behind
    p("name and verb behind", "“The dam will hold,” Ana Duarte said.", ("The dam will hold", "Ana Duarte")),
    p("verb and name behind", "“The dam will hold,” said Ana Duarte.", ("The dam will hold", "Ana Duarte")),
    p("question behind", "“Who will pay for it?” asked Paul Weber.", ("Who will pay for it?", "Paul Weber")),
    p("exclamation behind", "“Leave at once!” Ana Duarte shouted.", ("Leave at once!", "Ana Duarte")),
    p("comma outside", "“The dam will hold”, Ana Duarte said.", ("The dam will hold", "Ana Duarte")),
    p("missing comma", "“The dam will hold” Ana Duarte said.", ("The dam will hold", "Ana Duarte")),
    p("title in front", "“The dam will hold,” Energy Minister Ana Duarte said.", ("The dam will hold", "Ana Duarte")),
    p(
        "verb, title and name",
        "“The dam will hold,” said Prime Minister Ana Duarte.",
        ("The dam will hold", "Ana Duarte"),
    ),
    p("dotted title", "“It is too late,” said Sen. Paul Weber.", ("It is too late", "Paul Weber")),
    p("party in brackets", "“It is too late,” Sen. Paul Weber (R-Ohio) said.", ("It is too late", "Paul Weber")),
    p("apposition behind", "“It is too late,” said Paul Weber, a senator from Ohio.", ("It is too late", "Paul Weber")),
    p(
        "apposition between",
        "“It is too late,” Paul Weber, a senator from Ohio, said.",
        ("It is too late", "Paul Weber"),
    ),
    p(
        "relative clause between",
        "“It is too late,” Paul Weber, who took office in 2022, said.",
        ("It is too late", "Paul Weber"),
    ),
    p("age between", "“It is too late,” Paul Weber, 54, said.", ("It is too late", "Paul Weber")),
    p("adverb between", "“It is too late,” Paul Weber later said.", ("It is too late", "Paul Weber")),
    p("told", "“It is too late,” Paul Weber told reporters on Monday.", ("It is too late", "Paul Weber")),
    p("told a paper", "“It is too late,” Paul Weber told the Morning Herald.", ("It is too late", "Paul Weber")),
    p("added", "“It is too late,” Paul Weber added in an interview.", ("It is too late", "Paul Weber")),
    p("wrote", "“It is too late,” Paul Weber wrote in a post on Facebook.", ("It is too late", "Paul Weber")),
    p("tweeted", "“It is too late,” Paul Weber tweeted.", ("It is too late", "Paul Weber")),
    p("say and plural", "“It is too late,” say experts.", ("It is too late", "experts")),
    p("noun like a verb", "“It is too late,” state Senator Paul Weber said.", ("It is too late", "Paul Weber")),
    p("name like a verb", "“It is too late,” Wyoming senator Paul Weber said.", ("It is too late", "Paul Weber")),
    p("crowd", "Paul Weber spoke for an hour before the crowd chanted, “Save the river.”", ("Save the river", "crowd")),
    p("continues to", "Paul Weber said Ana Duarte continues to be “a champion.”", ("a champion", "Paul Weber")),
    p(
        "time before the cue",
        "Paul Weber left on Friday evening, saying it was “too late.”",
        ("too late", "Paul Weber"),
    ),
    p("speaking to", "A source speaking to Fox News said, “It is too late.”", ("It is too late", "source")),
    p(
        "said, adding",
        "Paul Weber said Ana Duarte knew it, adding that it was “too late.”",
        ("too late", "Paul Weber"),
    ),
    p("say and article", "“It is too late,” say the experts.", ("It is too late", "experts")),
    p("historic present", "“It is too late,” says Paul Weber.", ("It is too late", "Paul Weber")),
    p("perfect", "“It is too late,” Paul Weber has said.", ("It is too late", "Paul Weber")),
    p("according to behind", "“It is too late,” according to Paul Weber.", ("It is too late", "Paul Weber")),
    p("gesture", "“It is too late,” Paul Weber sighed.", ("It is too late", "Paul Weber")),
    p("verb on no list", "“It is too late,” Paul Weber fretted.", ("It is too late", "Paul Weber")),
    # cue before
    p("verb and comma before", "Paul Weber said, “It is too late.”", ("It is too late", "Paul Weber")),
    p("verb and colon before", "Paul Weber said: “It is too late.”", ("It is too late", "Paul Weber")),
    p("said that", "Paul Weber said that “it is too late” for talks.", ("it is too late", "Paul Weber")),
    p("told reporters before", "Paul Weber told reporters: “It is too late.”", ("It is too late", "Paul Weber")),
    p("adverbial in front", "On Monday, Paul Weber said, “It is too late.”", ("It is too late", "Paul Weber")),
    p(
        "apposition before the verb",
        "Paul Weber, the senator from Ohio, said, “It is too late.”",
        ("It is too late", "Paul Weber"),
    ),
    p(
        "relative before the verb",
        "Paul Weber, who took office in 2022, said, “It is too late.”",
        ("It is too late", "Paul Weber"),
    ),
    p(
        "two insertions",
        "Paul Weber, 54, a senator from Ohio, said, “It is too late.”",
        ("It is too late", "Paul Weber"),
    ),
    p("coordinated verbs", "Paul Weber left the room and said, “It is too late.”", ("It is too late", "Paul Weber")),
    p("participle", "Paul Weber left the room, saying, “It is too late.”", ("It is too late", "Paul Weber")),
    p("adding", "Paul Weber praised the plan, adding that it was “long overdue.”", ("long overdue", "Paul Weber")),
    p("went on to say", "Paul Weber went on to say, “It is too late.”", ("It is too late", "Paul Weber")),
    p("in a statement", "Paul Weber said in a statement, “It is too late.”", ("It is too late", "Paul Weber")),
    p("in a post", "In a post on Truth Social, Paul Weber wrote: “It is too late.”", ("It is too late", "Paul Weber")),
    p(
        "according to before",
        "According to Paul Weber, the plan is “a waste of money.”",
        ("a waste of money", "Paul Weber"),
    ),
    p(
        "modal verb",
        "Paul Weber would not say whether the plan is “dead on arrival.”",
        ("dead on arrival", "Paul Weber"),
    ),
    p(
        "partial quote",
        "Paul Weber said the plan was “dead on arrival” in the Senate.",
        ("dead on arrival", "Paul Weber"),
    ),
    p("called", "Paul Weber called the plan “a waste of money.”", ("a waste of money", "Paul Weber")),
    p("described as", "Paul Weber described the plan as “a waste of money.”", ("a waste of money", "Paul Weber")),
    p(
        "labelled",
        "Paul Weber had publicly labelled Ana Duarte a “danger to the river.”",
        ("danger to the river", "Paul Weber"),
    ),
    p("accused of", "Paul Weber accused Ana Duarte of “drowning the valley.”", ("drowning the valley", "Paul Weber")),
    p("vowed to", "Ana Duarte vowed to “rebuild every house.”", ("rebuild every house", "Ana Duarte")),
    p("dismissed as", "Ana Duarte dismissed the report as “pure fantasy.”", ("pure fantasy", "Ana Duarte")),
    p("refer to", "Ana Duarte referred to the lake as “our common memory.”", ("our common memory", "Ana Duarte")),
    p(
        "relative clause",
        "The plan was stopped by Paul Weber, who called it “a waste of money.”",
        ("a waste of money", "Paul Weber"),
    ),
    # passive
    p(
        "described by",
        "The plan, described by Paul Weber as “a waste of money,” was stopped.",
        ("a waste of money", "Paul Weber"),
    ),
    p("was called by", "The plan was called “a waste of money” by Paul Weber.", ("a waste of money", "Paul Weber")),
    p("quoted as saying", "Paul Weber was quoted as saying: “It is too late.”", ("It is too late", "Paul Weber")),
    # nouns
    p("statement saying", "Paul Weber issued a statement saying, “It is too late.”", ("It is too late", "Paul Weber")),
    p("statement from", "A statement from Paul Weber said: “It is too late.”", ("It is too late", "Paul Weber")),
    p(
        "warning that",
        "Paul Weber’s warning that “the river will take it back” was not heard.",
        ("the river will take it back", "Paul Weber"),
    ),
    p("call for", "Ana Duarte’s call for “a national effort” was ignored.", ("a national effort", "Ana Duarte")),
    p("a letter reads", "“It is too late for talks,” the letter reads.", ("It is too late for talks", "letter")),
    # colon
    p("name and colon", "Paul Weber: “It is too late.”", ("It is too late", "Paul Weber")),
    p(
        "dialogue with colons",
        "Paul Weber: “Who will pay for it?”\nAna Duarte: “The state will pay.”",
        ("Who will pay for it?", "Paul Weber"),
        ("The state will pay", "Ana Duarte"),
    ),
    # split and carried on
    p(
        "cue in the middle",
        "“The dam,” Ana Duarte said, “will hold.”",
        ("The dam", "Ana Duarte"),
        ("will hold", "Ana Duarte"),
    ),
    p(
        "inverted in the middle",
        "“The dam,” said Ana Duarte, “will hold.”",
        ("The dam", "Ana Duarte"),
        ("will hold", "Ana Duarte"),
    ),
    p(
        "goes on",
        "“The dam will hold,” Ana Duarte said. “We built it well.”",
        ("The dam will hold", "Ana Duarte"),
        ("We built it well", "Ana Duarte"),
    ),
    p(
        "goes on in the next paragraph",
        "“The dam will hold,” Ana Duarte said.\n“We built it well, and we will stand by it.”",
        ("The dam will hold", "Ana Duarte"),
        ("We built it well, and we will stand by it", "Ana Duarte"),
    ),
    p(
        "two parts",
        "Ana Duarte called it “a triumph” and “a new beginning.”",
        ("a triumph", "Ana Duarte"),
        ("a new beginning", "Ana Duarte"),
    ),
    p(
        "what somebody is said to want",
        "Paul Weber said that Ana Duarte wanted to “drown the valley.”",
        ("drown the valley", "Paul Weber"),
    ),
    p(
        "two speakers in a sentence",
        "Ana Duarte called it “a triumph,” while Paul Weber called it “a shame.”",
        ("a triumph", "Ana Duarte"),
        ("a shame", "Paul Weber"),
    ),
    p(
        "exchange",
        INTRO + "“Who will pay for it?” Weber asked.\n“The state will,” Duarte replied.",
        ("Who will pay for it?", "Paul Weber"),
        ("The state will", "Ana Duarte"),
    ),
    p(
        "introduced by a line before",
        "Paul Weber put it bluntly:\n“It is far too late for talks now.”",
        ("It is far too late for talks now", "Paul Weber"),
    ),
    # resolution
    p("last name", INTRO + "“It is too late,” Weber said.", ("It is too late", "Paul Weber")),
    p("title and last name", INTRO + "“It is too late,” Senator Weber said.", ("It is too late", "Paul Weber")),
    p("he", "Paul Weber left. He said, “It is too late.”", ("It is too late", "Paul Weber")),
    p("she", "Paul Weber met Ana Duarte. She said, “The dam will hold.”", ("The dam will hold", "Ana Duarte")),
    p(
        "gender decides",
        "Ana Duarte spoke after Paul Weber. “It is too late,” he said.",
        ("It is too late", "Paul Weber"),
    ),
    p(
        "role",
        "Minister Ana Duarte came home. “The dam will hold,” the minister said.",
        ("The dam will hold", "Ana Duarte"),
    ),
    p(
        "role with origin",
        "Chilean President Ana Duarte met French President Paul Weber. “It is too late,” the French president said.",
        ("It is too late", "Paul Weber"),
    ),
    p(
        "family",
        "Ana Weber and Paul Weber were there. “It is too late,” Ana Weber said. “I agree with that,” Paul Weber said.",
        ("It is too late", "Ana Weber"),
        ("I agree with that", "Paul Weber"),
    ),
    # bodies and groups
    p(
        "government",
        "The Chilean government called the talks “good and positive.”",
        ("good and positive", "Chilean government"),
    ),
    p("white house", "“We are ready,” the White House said in a statement.", ("We are ready", "White House")),
    p("officials", "“We are ready,” officials said.", ("We are ready", "officials")),
    p(
        "spokesman for",
        "“We are ready,” said a spokesman for Ana Duarte.",
        ("We are ready", "spokesman for Ana Duarte"),
    ),
    p("named spokesman", "“We are ready,” said Tom Ebert, a spokesman for Ana Duarte.", ("We are ready", "Tom Ebert")),
    p("ministry", "The Foreign Ministry said it was “deeply worried.”", ("deeply worried", "Foreign Ministry")),
    p("campaign", "“We are ready,” the Weber campaign said.", ("We are ready", "Weber campaign")),
    p("unnamed", "“It is over,” a senior official said.", ("It is over", "senior official")),
    # no speaker
    p("I", "“It is over,” I said.", ("It is over", None)),
    p("two fit", "Ana Duarte and Maria Weber met. “It is over,” she said.", ("It is over", None)),
    p("unknown she", "“It is over,” she said.", ("It is over", None)),
    # other languages
    p(
        "Spanish",
        "La ministra Ana Duarte dijo el lunes: «La presa va a resistir».",
        ("La presa va a resistir", "Ana Duarte"),
    ),
    p("French", "Paul Weber a déclaré : « Il est trop tard. »", ("Il est trop tard", "Paul Weber")),
    p("German", "„Es ist zu spät“, sagte Paul Weber in Wien.", ("Es ist zu spät", "Paul Weber")),
    p("Portuguese", "«A barragem vai resistir», afirmou Ana Duarte.", ("A barragem vai resistir", "Ana Duarte")),
    p("raya", "—La presa va a resistir —dijo Ana Duarte—.", ("La presa va a resistir", "Ana Duarte")),
    # no quotes
    p("title of a work", "Ana Duarte starred in the film “Rivers of Light” last year."),
    p("nickname", "Paul “Big Dog” Weber won the race."),
    p("so-called", "The so-called “wet season” has begun."),
    p("a term", "The “wetlands” are dry this year."),
    p(
        "work after author of",
        "“It is late,” said Paul Weber, author of “Rivers of Light.”",
        ("It is late", "Paul Weber"),
    ),
    p("words on a sign", "Protesters carried “Save The River” signs through the town."),
    p("words on a hat", "Paul Weber wore a “Save The River” hat."),
    p("titled", "The book, titled “Rivers of Light,” sold well."),
    *(Pattern(*each) for each in SPEAKERS),
)
