"""Speakers that are hard to tell: several people in a sentence, families, groups, and names from everywhere.

`quote_patterns` takes them into its table.
"""

from __future__ import annotations

SPEAKERS: tuple[tuple[str, str, tuple[tuple[str, str | None], ...]], ...] = (
    (
        "rally at start",
        "At a rally in Ohio, Paul Weber said the plan was “dead on arrival.”",
        (("dead on arrival", "Paul Weber"),),
    ),
    ("place subject", "In Washington, Ana Duarte called the deal “a shame.”", (("a shame", "Ana Duarte"),)),
    (
        "object between",
        "Paul Weber, after meeting Tom Ebert, said: “It is too late.”",
        (("It is too late", "Paul Weber"),),
    ),
    (
        "name in apposition",
        "Ana Duarte, a former aide to Paul Weber, said: “It is too late.”",
        (("It is too late", "Ana Duarte"),),
    ),
    (
        "name in apposition behind",
        "“It is too late,” said Ana Duarte, a former aide to Paul Weber.",
        (("It is too late", "Ana Duarte"),),
    ),
    ("two men", "Paul Weber met Tom Ebert on Monday. “It is too late,” he said.", (("It is too late", "Paul Weber"),)),
    (
        "two men side by side",
        "Paul Weber and Tom Ebert met on Monday. “It is too late,” he said.",
        (("It is too late", None),),
    ),
    (
        "woman and man",
        "Ana Duarte met Paul Weber on Monday. “It is too late,” he said. “The dam will hold,” she said.",
        (
            ("It is too late", "Paul Weber"),
            ("The dam will hold", "Ana Duarte"),
        ),
    ),
    (
        "he of before",
        "Paul Weber came home. He met Tom Ebert at noon. He said: “It is too late.”",
        (("It is too late", "Paul Weber"),),
    ),
    (
        "two leaders",
        "Ana Duarte met Paul Weber in Vienna. The two leaders called the talks “good and positive.”",
        (("good and positive", "Ana Duarte and Paul Weber"),),
    ),
    (
        "both presidents",
        (
            "President Ana Duarte and President Paul Weber met in Vienna. “We are ready,” the two "
            "presidents said in a joint statement."
        ),
        (("We are ready", "Ana Duarte and Paul Weber"),),
    ),
    (
        "the pair",
        "Ana Duarte and Paul Weber met in Vienna. “We are ready,” the pair said.",
        (("We are ready", "Ana Duarte and Paul Weber"),),
    ),
    ("they two", "Ana Duarte and Paul Weber met in Vienna. “We are ready,” they said.", (("We are ready", None),)),
    (
        "both names",
        "“We are ready,” Ana Duarte and Paul Weber said in a statement.",
        (("We are ready", "Ana Duarte and Paul Weber"),),
    ),
    (
        "family focus",
        ("Bill Moreno was president. Hillary Moreno, his wife, ran for the Senate. “It is too late,” Moreno said."),
        (("It is too late", "Hillary Moreno"),),
    ),
    (
        "family both",
        "Bill Moreno and Hillary Moreno arrived together. “It is too late,” Moreno said.",
        (("It is too late", None),),
    ),
    (
        "family title",
        "Bill Moreno and Hillary Moreno arrived together. “It is too late,” Mrs. Moreno said.",
        (("It is too late", "Hillary Moreno"),),
    ),
    (
        "asked whether",
        "Reporters asked Paul Weber whether the plan was “dead on arrival.”",
        (("dead on arrival", "Reporters"),),
    ),
    ("asked answers", "Asked whether he would resign, Paul Weber said: “Not today.”", (("Not today", "Paul Weber"),)),
    (
        "asked by",
        "Asked by Tom Ebert if he would resign, Paul Weber said: “Not today.”",
        (("Not today", "Paul Weber"),),
    ),
    ("truth social", "“It is too late,” Paul Weber posted on Truth Social.", (("It is too late", "Paul Weber"),)),
    ("post", "In a post on X on Monday, Ana Duarte said it was “too late.”", (("too late", "Ana Duarte"),)),
    (
        "statement name",
        "In a statement, Ana Duarte called the report “pure fantasy.”",
        (("pure fantasy", "Ana Duarte"),),
    ),
    ("tweeted at", "Paul Weber tweeted on Monday: “It is too late.”", (("It is too late", "Paul Weber"),)),
    (
        "nested2",
        "“She told me ‘the dam will hold,’” Paul Weber said.",
        (("She told me ‘the dam will hold,’", "Paul Weber"),),
    ),
    (
        "section",
        ("“It is too late,” Paul Weber said.\nThe harvest\n“Nobody knows how the wheat will grow this year.”"),
        (
            ("It is too late", "Paul Weber"),
            ("Nobody knows how the wheat will grow this year", None),
        ),
    ),
    (
        "spokesman named",
        "“We are ready,” Tom Ebert, a spokesman for Ana Duarte, said.",
        (("We are ready", "Tom Ebert"),),
    ),
    ("spokesman front", "“We are ready,” Weber spokesman Tom Ebert said.", (("We are ready", "Tom Ebert"),)),
    ("Pentagon", "“We are ready,” Jane Doe, a spokeswoman for the Pentagon, said.", (("We are ready", "Jane Doe"),)),
    (
        "chinese",
        "Liu Xiaoming, the ambassador, spoke on Monday. “It is too late,” Liu said.",
        (("It is too late", "Liu Xiaoming"),),
    ),
    (
        "chinese title",
        "President Xi Jinping spoke on Monday. “It is too late,” Xi said.",
        (("It is too late", "Xi Jinping"),),
    ),
    (
        "korean",
        "Kim Min-seok, a lawmaker, spoke on Monday. “It is too late,” Kim said.",
        (("It is too late", "Kim Min-seok"),),
    ),
    (
        "korean given",
        "President Yoon Suk Yeol spoke on Monday. “It is too late,” Yoon said.",
        (("It is too late", "Yoon Suk Yeol"),),
    ),
    (
        "spanish double",
        "Pedro Sánchez Castejón spoke on Monday. “It is too late,” Sánchez said.",
        (("It is too late", "Pedro Sánchez Castejón"),),
    ),
    (
        "spanish double2",
        "Gabriela Ruiz Salgado, the mayor, came on Monday. “It is too late,” Ruiz Salgado said.",
        (("It is too late", "Gabriela Ruiz Salgado"),),
    ),
    (
        "arabic",
        "Hakim al-Sayed, a doctor, spoke on Monday. “It is too late,” al-Sayed said.",
        (("It is too late", "Hakim al-Sayed"),),
    ),
    (
        "arabic cap",
        "Hakim al-Sayed, a doctor, spoke on Monday. Al-Sayed said it was “too late.”",
        (("too late", "Hakim al-Sayed"),),
    ),
    (
        "arabic bare",
        "Hakim al-Sayed, a doctor, spoke on Monday. “It is too late,” Sayed said.",
        (("It is too late", "Hakim al-Sayed"),),
    ),
    (
        "dutch",
        "Pieter van der Meer, a farmer, spoke on Monday. “It is too late,” Van der Meer said.",
        (("It is too late", "Pieter van der Meer"),),
    ),
    (
        "dutch low",
        "Pieter van der Meer, a farmer, spoke on Monday. “It is too late,” van der Meer said.",
        (("It is too late", "Pieter van der Meer"),),
    ),
    (
        "indonesian",
        "President Widodari spoke on Monday. “It is too late,” Widodari said.",
        (("It is too late", "Widodari"),),
    ),
    ("indonesian2", "Suparman, a fisherman, said: “It is too late.”", (("It is too late", "Suparman"),)),
    (
        "vietnamese",
        "Nguyen Van Minh, a farmer, spoke on Monday. “It is too late,” Minh said.",
        (("It is too late", "Nguyen Van Minh"),),
    ),
    (
        "hyphen",
        "Jean-Luc Perrin-Dubois spoke on Monday. “It is too late,” Perrin-Dubois said.",
        (("It is too late", "Jean-Luc Perrin-Dubois"),),
    ),
    (
        "irish",
        "Sean O’Rourke spoke on Monday. “It is too late,” O’Rourke said.",
        (("It is too late", "Sean O’Rourke"),),
    ),
    (
        "turkish",
        "Emine Yıldırım spoke on Monday. “It is too late,” Yıldırım said.",
        (("It is too late", "Emine Yıldırım"),),
    ),
    (
        "nigerian",
        "Chukwuemeka Okonkwo, a trader, spoke. “It is too late,” Okonkwo said.",
        (("It is too late", "Chukwuemeka Okonkwo"),),
    ),
    (
        "icelandic",
        "Katrín Jakobsdóttir spoke on Monday. “It is too late,” Jakobsdóttir said.",
        (("It is too late", "Katrín Jakobsdóttir"),),
    ),
    (
        "missing comma apposition",
        "Ana Duarte, the country’s energy minister said: “It is too late.”",
        (("It is too late", "Ana Duarte"),),
    ),
    (
        "role comma name behind",
        "“It is too late,” said Chile’s energy minister, Ana Duarte.",
        (("It is too late", "Ana Duarte"),),
    ),
    (
        "role comma name before",
        "Chile’s energy minister, Ana Duarte, said: “It is too late.”",
        (("It is too late", "Ana Duarte"),),
    ),
    (
        "a writer believed",
        "Paul Weber, a writer believed to have links with President Tom Ebert, wrote: “It is too late.”",
        (("It is too late", "Paul Weber"),),
    ),
    (
        "producers",
        "“We are thrilled,” producers Ana Duarte and Paul Weber said in a statement.",
        (("We are thrilled", "Ana Duarte and Paul Weber"),),
    ),
    (
        "her minister",
        "Ana Duarte lost a friend. Her spokesman said she was “very sad.”",
        (("very sad", "Ana Duarte’s spokesman"),),
    ),
    (
        "church",
        "The village of Walsrode lost its church. “It is over,” the church’s minister said.",
        (("It is over", "church’s minister"),),
    ),
    (
        "which called",
        "The dam, which Ana Duarte called “a triumph,” was built in 1990.",
        (("a triumph", "Ana Duarte"),),
    ),
    (
        "for what she called",
        "Ana Duarte criticised Paul Weber for what she called “a shame.”",
        (("a shame", "Ana Duarte"),),
    ),
    ("what he called", "Paul Weber resigned over what Ana Duarte called “a shame.”", (("a shame", "Ana Duarte"),)),
    ("quoting", "Paul Weber, quoting Ana Duarte, said the dam “will hold.”", (("will hold", "Paul Weber"),)),
    ("said of", "“He is a fool,” Ana Duarte said of Paul Weber.", (("He is a fool", "Ana Duarte"),)),
    ("told name", "“It is too late,” Ana Duarte told Paul Weber.", (("It is too late", "Ana Duarte"),)),
    (
        "according end",
        "The plan is “dead on arrival,” according to a spokesman for Ana Duarte.",
        (("dead on arrival", "spokesman for Ana Duarte"),),
    ),
    ("passive agent", "Paul Weber was called “a fool” by Ana Duarte on Monday.", (("a fool", "Ana Duarte"),)),
    ("heard saying", "Paul Weber was heard saying “it is too late.”", (("it is too late", "Paul Weber"),)),
    ("while", "While Paul Weber smiled, Ana Duarte said: “It is too late.”", (("It is too late", "Ana Duarte"),)),
    ("he cataphora", "After he left, Paul Weber said: “It is too late.”", (("It is too late", "Paul Weber"),)),
    (
        "interview QA",
        "Q: Will the dam hold?\nPaul Weber: “It will hold for years.”",
        (("It will hold for years", "Paul Weber"),),
    ),
    (
        "she two women",
        "Ana Duarte told Maria Lopez: “You are right.” Later she added: “It is over.”",
        (
            ("You are right", "Ana Duarte"),
            ("It is over", "Ana Duarte"),
        ),
    ),
    ("president elect", "President-elect Ana Duarte said: “It is too late.”", (("It is too late", "Ana Duarte"),)),
    ("dateline", "VIENNA (AP) — The talks were called “good” by Paul Weber on Monday.", (("good", "Paul Weber"),)),
    (
        "dateline2",
        "LONDON, May 3 - Prices “will fall soon” in the north, said Ana Duarte.",
        (("will fall soon", "Ana Duarte"),),
    ),
    (
        "cue interrupts",
        "The plan, says Ana Duarte, an economist, is “dead on arrival.”",
        (("dead on arrival", "Ana Duarte"),),
    ),
    ("label after a dash", "Farmers agree - Ana Duarte: “It is too late.”", (("It is too late", "Ana Duarte"),)),
    (
        "participle past a clause",
        "Ana Duarte laughed after Paul Weber left, saying he was “in a hurry.”",
        (("in a hurry", "Ana Duarte"),),
    ),
    (
        "participle past the news",
        "Ana Duarte welcomed the news that Paul Weber would leave, saying it was “long overdue.”",
        (("long overdue", "Ana Duarte"),),
    ),
    (
        "states is no verb",
        "When Paul Weber offered states money, “they were bleeding,” Ana Duarte said.",
        (("they were bleeding", "Ana Duarte"),),
    ),
    ("motto was", "Paul Weber’s motto was, “Never be late.”", (("Never be late", "Paul Weber"),)),
    ("said of a comment", "Ana Duarte said Paul Weber’s comment is false and “a shame.”", (("a shame", "Ana Duarte"),)),
    (
        "it says that somebody supports",
        "The leaflet came on Monday. It said that Paul Weber supports “a second dam.”",
        (("a second dam", None),),
    ),
    ("question and while", "“Is it over?” Ana Duarte asks as a man walks by.", (("Is it over?", "Ana Duarte"),)),
    ("Ahmed said", "Ahmed said it was “too late.”", (("too late", "Ahmed"),)),
    (
        "place and name",
        "A note by the mayor of New York Ana Duarte came on Monday. “It is too late,” Duarte said.",
        (("It is too late", "Ana Duarte"),),
    ),
    (
        "one of a crowd",
        "As Paul Weber spoke, a man in the crowd shouted: “Leave at once!”",
        (("Leave at once!", "man in the crowd"),),
    ),
    (
        "his friendship",
        ("Paul Weber was asked of it. His friendship with Tom Ebert is no secret. He called it “a mistake.”"),
        (("a mistake", "Paul Weber"),),
    ),
    (
        "author of a study",
        "“It is too late,” scientist and study author Ana Duarte said.",
        (("It is too late", "Ana Duarte"),),
    ),
    (
        "who argues",
        "Paul Weber is wrong, Tom Ebert argues. “It is too late,” he said.",
        (("It is too late", "Tom Ebert"),),
    ),
    (
        "one without a name",
        "Ana Duarte left. A young woman from Oslo stayed in her seat. “It is cold,” she said.",
        (("It is cold", None),),
    ),
    (
        "a stranger perhaps",
        "Paul Weber left. Grimwald Estuary opened the talks. “It is late,” he said.",
        (("It is late", None),),
    ),
    (
        "her own before",
        ("Ana Duarte spoke. Asked about her own vote in case that Maria Lopez stands, she replied: “Wait.”"),
        (("Wait.", "Ana Duarte"),),
    ),
    (
        "gender by pronoun",
        "Adaora Nwosu, a nurse, said she would stay. Paul Weber left. “It is late,” she said.",
        (("It is late", "Adaora Nwosu"),),
    ),
    (
        "in his speech",
        "Tom Ebert left. In his speech, Paul Weber praised the plan. “It is late,” he said.",
        (("It is late", "Paul Weber"),),
    ),
    ("like another", "Like Tom Ebert, Paul Weber left early. “It is late,” he said.", (("It is late", "Paul Weber"),)),
    (
        "with somebody saying",
        "The lake is rising, with Mayor Ana Duarte warning of “a disaster.”",
        (("a disaster", "Ana Duarte"),),
    ),
    (
        "and firmly stating",
        (
            "Paul Weber spoke, saying he was “glad” that the crew had come home, and firmly stating "
            "that “no deal” was made."
        ),
        (
            ("glad", "Paul Weber"),
            ("no deal", "Paul Weber"),
        ),
    ),
    (
        "yesterday evening",
        "Yesterday evening Ana Duarte of the council had said that they were “on the brink.”",
        (("on the brink", "Ana Duarte"),),
    ),
    (
        "role of a body without a comma",
        "Ana Duarte, president of the River Board told reporters: “It is late.”",
        (("It is late", "Ana Duarte"),),
    ),
    (
        "person a spokesman speaks for",
        "“We are ready,” Tom Ebert, a spokesman for Hugo Moreno, said. “It is late,” he said.",
        (("We are ready", "Tom Ebert"), ("It is late", "Tom Ebert")),
    ),
    (
        "office in several words",
        "Director of Public Works Eva-Maria Lund came. Ms Lund said: “It is late.”",
        (("It is late", "Eva-Maria Lund"),),
    ),
    (
        "seat of a university",
        "“It is late,” Ana Duarte, professor at the University of Chile, Santiago, said.",
        (("It is late", "Ana Duarte"),),
    ),
    ("said the company in a statement", "“It is late,” said the company in a statement.", (("It is late", "company"),)),
    ("name in a place", "He left the Paul S. Weber Memorial Hall. “It is late,” he said.", (("It is late", None),)),
    ("office", "The U.S. attorney's office called it “a clear case.”", (("a clear case", "U.S. attorney's office"),)),
    (
        "asked whether",
        "Ana Duarte was in town. Asked whether the plan was “dead on arrival now,” Paul Weber smiled.",
        (("dead on arrival now", None),),
    ),
    ("was asked", "“Are you ready for it?” Paul Weber was asked.", (("Are you ready for it?", None),)),
    (
        "asked and answered",
        "Asked, “Are you ready for it?” Paul Weber answered: “No.”",
        (("Are you ready for it?", None), ("No.", "Paul Weber")),
    ),
    ("who asks", "Ana Duarte asked Paul Weber if he was “ready for it.”", (("ready for it", "Ana Duarte"),)),
    ("asked about a topic", "Asked about the “secret plan,” Paul Weber left the room.", ()),
    (
        "asked about and answers",
        "Asked about the plan, Paul Weber called it “a big mistake.”",
        (("a big mistake", "Paul Weber"),),
    ),
    ("name that begins like a pronoun", "“It is late,” He Jianxiong said.", (("It is late", "He Jianxiong"),)),
    (
        "wrong closing mark",
        "“It is unusual,“ said Ana Duarte. “It is a hard thing to do.”",
        (("It is unusual", "Ana Duarte"), ("It is a hard thing to do", "Ana Duarte")),
    ),
    (
        "two marks for one",
        "“It is late,’’ Mike Moy, head of the office, told the council. “And it is wrong for all of us.”",
        (("It is late", "Mike Moy"), ("And it is wrong for all of us", "Mike Moy")),
    ),
    ("nickname of", "The illness has earned the nickname of “bird lung.”", ()),
    (
        "in a paper, a candidate",
        "In The Herald, the candidate said Paul Weber “caused a lot of harm.”",
        (("caused a lot of harm", "candidate"),),
    ),
    (
        "in a town, the crowd",
        "Paul Weber came. In Norville, the crowd left when he told them it was “far too late.”",
        (("far too late", "Paul Weber"),),
    ),
    (
        "somebody’s post",
        "Presumptive nominee Paul Weber’s first post was short. “It is far too late for us.”",
        (("It is far too late for us", "Paul Weber"),),
    ),
    (
        "authors of a title",
        "“We need the votes,” wrote the authors of the “Growth Project,” a report.",
        (("We need the votes", "authors"),),
    ),
    ("a share of those asked", "37 percent of voters say Paul Weber is “very late.”", (("very late", None),)),
    (
        "more from somebody",
        "What that means - More from Paul Weber: “It is far too late for that.”",
        (("It is far too late for that", "Paul Weber"),),
    ),
    ("Dean as a given name", "“Nobody knew,” Dean Baker said.", (("Nobody knew", "Dean Baker"),)),
    (
        "title as a last name",
        "Martin Baron spoke. “Nobody knew of it,” said Baron.",
        (("Nobody knew of it", "Martin Baron"),),
    ),
    (
        "former aides of somebody",
        "Former Weber aides left the town. In response, Weber wrote: “Only a fool does that.”",
        (("Only a fool does that", "Weber"),),
    ),
    (
        "friend of somebody",
        "Ana Duarte says her “dear friend” Paul Weber ran “a good campaign for all.”",
        (("a good campaign for all", "Ana Duarte"),),
    ),
    (
        "told by the way before a colon",
        "Ana Duarte said she worked with Tom Ebert, who was putting the lists into a file: “He is good at it.”",
        (("He is good at it", "Ana Duarte"),),
    ),
    (
        "place before the verb",
        "“Two ships left,” Ana Duarte, director of the institute at the University of Chile, Santiago said.",
        (("Two ships left", "Ana Duarte"),),
    ),
    (
        "comma behind the verb",
        "“It is late for that,” said, Ana Duarte, the union’s head.",
        (("It is late for that", "Ana Duarte"),),
    ),
    (
        "news report",
        "“It is late for that,” said the news report of Monday.",
        (("It is late for that", "news report"),),
    ),
    (
        "main clause of a thing",
        "While the Lyon Treaty includes some aims, the communique says that a “new deal must be found” soon.",
        (("new deal must be found", "communique"),),
    ),
    (
        "show named after its host",
        "Paul Weber is a host. The Paul Weber Show tweeted: “It is late for that.” Weber said: “I do not know it.”",
        (("It is late for that", "Paul Weber Show"), ("I do not know it", "Paul Weber")),
    ),
    (
        "what experts call",
        "Smoke covered the town, bringing what experts call “very bad air.”",
        (("very bad air", "experts"),),
    ),
    ("known as", "He was the source known as “Deep Throat” in the scandal.", ()),
    (
        "town before the speaker",
        "A “suspicious” fire destroyed the church in the town of Norville, the church’s minister said.",
        (("suspicious", "church’s minister"),),
    ),
)
