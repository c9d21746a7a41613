"""Marks in code, tables, logs, change logs, labels and prompts hold nobody's words; those in prose do."""

from __future__ import annotations

import pytest

from briefing.text.code_spans import code_features, in_prose, surroundings
from briefing.text.code_words import code_among, is_code_name, looks_like_code
from briefing.text.quotes import extract_quotes
from briefing.text.quotes.quotation_marks import find_stretches
from tests.table import table

NO_PROSE = {
    "C": [
        'printf("The harbour is closed.\\n");',
        'int main(void) { puts("Good evening, harbour"); return 0; }',
        'if (strcmp(name, "harbour") == 0) { fprintf(stderr, "no such port: %s\\n", name); exit(1); }',
        '#include "harbour.h"\n#define GREETING "Good evening to all"',
        'static const char *ports[] = { "north pier", "south pier", NULL };',
    ],
    "Python": [
        'raise ValueError("the harbour is closed for the winter")',
        'def greet(name):\n"""Say good evening to a sailor."""\nreturn f"Good evening, {name}"',
        "ports = ['north pier', 'south pier']\nfor port in ports: print(port, 'is open today')",
        '@app.route("/ports") def ports(): """List all open ports.""" return jsonify(status="all is well")',
    ],
    "JavaScript": [
        'const greeting = "Good evening, everyone";',
        "document.querySelector('#pier').addEventListener('click', () => alert('The bridge is open now!'));",
        'import { pier } from "./pier.js"; export default { title: "The old pier", open: true };',
        'describe("the pier", () => { it("opens at dawn", async () => { expect(await pier.state()).toBe("open") }) })',
        '<Pier title="The old pier" onOpen={() => say("Good evening to you all")} />',
    ],
    "Ruby": [
        'puts "Good evening, everyone"',
        'describe "when the pier is closed" do it "turns sailors away" do expect(pier.open?).to eq(false) end end',
        'gem "pier-rails", "~> 2.1"',
        'raise "The pier is closed" unless pier.open? && Time.now.hour > 6',
        'scope :open, -> { where("state = ?", "open") } validates :name, presence: { message: "may not be empty" }',
    ],
    "shell": [
        '$ echo "The pier is closed" >> /etc/motd',
        'git commit -m "Close the pier in winter"',
        'grep -rn "pier is closed" src/ | sort | uniq -c',
        'for f in *.txt; do mv "$f" "old $f"; done',
        'sudo systemctl restart pier && echo "All is well"',
    ],
    "YAML": [
        'name: "Build and test the pier"',
        '- name: "Install the packages"\nrun: "make all the piers"',
        'on: [push] jobs: build: name: "Build the pier" runs-on: ubuntu-latest steps: - run: "make test"',
        'description: "A small service that opens piers."\nversion: "1.2"',
        'env: PIER_STATE: "open all night" PIER_NAME: "The old pier" image: "pier:latest"',
    ],
    "server configuration": [
        'server { listen 80; server_name "pier.example"; return 301 "https://pier.example$request_uri"; }',
        'firewall { name WAN_IN { default-action drop description "From the wide world to the pier" } }',
        'log_format main \'$remote_addr - $remote_user\';\nadd_header X-Greeting "Good evening to all";',
        'ExecStart=/usr/bin/pier --motto "Open all night"',
        '<Directory "/var/www/pier"> AuthName "Members of the pier only" Require valid-user </Directory>',
    ],
    "difference": [
        '@@ -1,4 +1,4 @@ The pier is "closed for now"',
        '+    print("The pier is open")',
        '-print("The pier is closed")\n+print("The pier is open")',
        'diff --git a/pier.txt b/pier.txt "old pier"',
        '+greeting = "Good evening"',
    ],
    "log": [
        '2024-05-01 12:00:01 Worker failed to open "the old pier" after three tries',
        'May  3 07:12:55 harbour pier[812]: refused to open "the old pier" for sailor',
        '[ERROR] cannot open "the old pier"',
        'ERROR: syntax error at "the old pier"',
        '10.0.0.7 - - [01/May/2024:12:00:01 +0000] "GET /pier HTTP/1.1" 200 87 "-" "Mozilla/5.0 (compatible)"',
    ],
    "SQL": [
        "SELECT name FROM piers WHERE state = 'open all night';",
        'INSERT INTO piers (name, state) VALUES ("The old pier", "closed for the winter");',
        "UPDATE piers SET motto = 'Open all night' WHERE id = 7",
        "SELECT count(*) FROM piers WHERE name LIKE '%old pier%' GROUP BY state",
        "CREATE TABLE piers (name TEXT DEFAULT 'The old pier', state TEXT NOT NULL);",
    ],
    "JSON": [
        '{"name": "The old pier", "state": "closed for the winter"}',
        '"motto": "We are open all night.",',
        '[ "north pier", "south pier" ]',
        '{ "piers": [ { "name": "The old pier" }, { "name": "The new pier" } ], "open": true }',
        '"scripts": { "test": "make all the tests" }',
    ],
    "HTML": [
        '<a href="/pier" title="The old pier at night">pier</a>',
        '<meta name="description" content="The pier is open all night.">',
        '<input type="text" placeholder="Name of your ship"/>',
        '<img src="pier.jpg" alt="The old pier at night"><div class="big picture">',
        "<button onclick=\"say('Good evening to you all')\">Go</button>",
    ],
    "CSS": [
        'a::before { content: "Read more about"; }',
        'body { font-family: "Good Old Face", serif; }',
        '@font-face { font-family: "Good Old Face"; src: url("face.woff2"); }',
        'q { quotes: "«" "»"; } q:lang(en)::after { content: "end of words"; }',
        'grid-template-areas: "head head" "menu main"; gap: 1em; color: #fff;',
    ],
    "LaTeX": [
        '\\title{"The old pier"} \\author{Ana Duarte}',
        '\\newcommand{\\pier}{"the old pier"} \\begin{document}',
        '\\href{https://pier.example}{"The old pier"} \\cite{duarte2020}',
        '\\caption{The pier at night, "closed for the winter"} \\label{fig:pier} \\end{figure}',
        '\\index{pier!"old pier"}',
    ],
    "table": [
        '| "The old pier" | "closed for the winter" | 7 |',
        "| name | state |\n| 'the old pier' | 'open' |",
        'pier\t"closed for the winter"\t7',
        '"Ana Duarte","The old pier",7',
        'id,name,state\n7,"The old pier","closed for the winter"',
    ],
    "change log": [
        '- Fix crash when "Save as" is chosen twice',
        '* Fixed "pier not found" on cold start',
        '- Added an option "keep the pier open"',
        'fix(pier): do not show "closed for the winter" twice',
        '- [pier] Rename "old pier" to "new pier"',
    ],
    "prompt": [
        'You are a helpful assistant. Answer every question with "yes" or "no".',
        'System: Reply with "I do not know" if you are not sure.',
        'Prompt: Write a story that begins with "It was a dark night"',
        'User: What does "the pier is closed" mean in Dutch?',
        'You are an expert translator of harbour signs; put "end of pier" at the end. Text: {text}',
    ],
    "label or command": [
        'Press “Start” and wait.',
        'Click on "Save as" to keep the file, then select "Close all".',
        'Open the menu and choose “Print preview”.',
        'The “Sign up” button is at the top.',
        'Type "make test" in the second window.',
    ],
    "keyboard shortcut": [
        'Press "Ctrl+C" twice to leave.',
        'Hit “Escape” to go back.',
        'Tap "Return" when the light is on.',
        'Double-click "Setup" and wait.',
        'Pressing "Shift-F5" reloads the page.',
    ],
    "regular expression": [
        '/"([^"]+)"/g',
        're.compile(r"[a-z]+\\d{2,4}")',
        'The pattern “^\\w+@\\w+$” finds addresses.',
        "sed 's/old pier/new pier/g' piers.txt",
        'preg_match("/pier is (open|closed)/i", $text, $matches);',
    ],
    "drawing": [
        '├─ reason: "the pier was too old" ├─ kept: yes',
        'pier ├─ north "open all night" └─ south',
        '└─ "closed for the winter"',
        '┌ pier ┐ "closed for the winter"',
        '╔ motto: "open all night" ╗',
    ],
    "record": [
        'Name: "The old pier" State: "closed for the winter"',
        'Owner: "town of Norville" Rule Of The House: "never closed" Age: "very old"',
        'First Test: "47 bad planks found" Second Test: "no bad planks found"',
        'Pier: "north" Bridge: "south and north" Ferry: "none"',
        'Colour: "sea green" Size: "very big" Price: "none"',
    ],
    "reference": [
        'Duarte A, Weber P. “Piers in winter.”\n- Annals of Harbours 17(2):e12',
        'Duarte, A., "On the age of piers," Annals of Harbours, vol. 7, pp. 12-19.',
        'Weber et al., “Piers and their sailors” (2020)',
        '"Piers in winter: a long study" - Duarte et al. (2021)',
        '“A theory of piers,” arXiv 2001.01234',
        'Duarte A. "Why piers fall." doi:10.1000/182',
    ],
}  # fmt: skip
CASES = [
    pytest.param(text, id=f"{kind} {number}")
    for kind, texts in NO_PROSE.items()
    for number, text in enumerate(texts, 1)
]


@table("text", CASES)
def test_what_stands_between_marks_in_no_prose_is_nobodys(text: str) -> None:
    shown = extract_quotes(f"The pier was shut on Monday.\n{text}\nThe town was quiet on Tuesday.")
    assert not shown


@table(
    "text",
    [
        '"We wrote it in Rust," said Ana Duarte.',
        '“We moved from read_all() to read_some(), and it works,” Ana Duarte said.',
        'Ana Duarte said: "Set pier_open = true and look at what happens."',
        '“I never use git rebase; I am too old for it,” said Paul Weber, who wrote git-pier.',
        '“See https://pier.example/a_b?x=1 for what we know,” said Ana Duarte.',
        '“Thanks to @ana_duarte and all of #save_the_pier,” Paul Weber wrote.',
        '“It costs $5 a day, or A$7, and nobody pays,” Ana Duarte said.',
        '“They played AC/DC and nothing else, 24/7,” said Tom Ebert.',
        'Ana Duarte (“I will not go there”) and Paul Weber met.',
        'The pier (www.pier.example/open_hours) is "an old friend of ours", said Ana Duarte.',
        '- Added Weber: “It is late, and we are tired.”',
        '- “It is late, and we are tired,” said Ana Duarte.',
        '> “It is late.”',
        'Weber: “Yes, it is late.” Duarte: “No, it is not.” Weber: “And why?”',
        '“The will to live is strong” — Ana Duarte (2021)',
        'Press officer Ana Duarte said the press were “never told about it”.',
        'He told reporters to “press on with the work”.',
        'The “nuclear” option was “never on the table”, said Ana Duarte.',
        'System failures “were never told to us”, said Ana Duarte.',
        '12:03 Ana Duarte: “It is late, and we are tired.”',
        'Ana Duarte: "It is late, and we are tired."',
        'A = B, said Ana Duarte, “is all that we know, and all we need to know”.',
        'Photo: AFP | Reuters | “It is late, and we are tired,” Ana Duarte said.',
        'Cut it to 9" x 13". “It is the best cake of all,” said Ana Duarte.',
        'Ana Duarte dijo que la función open_all() es “la peor idea de todas”.',
        "He left x_y = 1 in a long note on the harbour and its boats, “the old pier” among them.",
        "An x_y is “late at night” now.",
        "They were “late at night”;",
        "The pier - a “place of rest” - is old.",
        "The score “in words”: 3 to 1.",
        "He came (\nand cried “late at night”\n)",
        "Press “the round button that you see on the left” now.",
        "Press “Start it now.”",
        "We choose “late nights”.",
        "They came and open “late nights”.",
        "They came, open “late nights”.",
        "“Late at night” they came.",
        "pier\tof wood and “late at night” too",
        "x_a y_b “late at night” said he",
        "The x_a and y_b and z_c of the pier were “late at night”, said Ana Duarte in the town hall.",
        '„Wir haben es in Rust geschrieben“, sagte Ana Duarte.',
        '« Nous avons tout écrit en Rust », a déclaré Ana Duarte.',
    ],
)  # fmt: skip
def test_speech_in_prose_stays(text: str) -> None:
    stretches = find_stretches(text)
    assert stretches
    assert in_prose(text, stretches) == stretches


def test_speech_between_blocks_of_code_stays() -> None:
    text = 'x = "a b c";\nput(x, "d e f");\n“It is late, and we are tired,” said Ana Duarte.\nput("g h i");'
    assert [text[each.start : each.end] for each in extract_quotes(text)] == ["It is late, and we are tired"]


def test_what_stands_inside_a_dropped_stretch_is_dropped() -> None:
    text = "say(\"he said 'it is late' to me\");"
    assert len(find_stretches(text)) > 1
    assert in_prose(text, find_stretches(text)) == []


@table(
    "words",
    [
        "git rebase -i",
        "open_pier",
        "openPier",
        "pier.py",
        "a == b",
        "git push",
        "set x_y now",
        "--force",
        "$HOME",
        "ValueError: no pier",
    ],
)
def test_code_is_recognized_by_itself(words: str) -> None:
    assert looks_like_code(words)


@table(
    "words",
    [
        "",
        "no",
        "make love",
        "AC/DC",
        "#MeToo",
        "@ana_duarte",
        "$5",
        "It is late.",
        "we use git rebase all day",
        "Warning: late",
    ],
)
def test_prose_is_no_code(words: str) -> None:
    assert not looks_like_code(words)


@table("unit", ['x = "a b" ', "press “it” now ", '{"a": "b c"}, ', "\n“ab”\n\t", "'a' (\"b\") "])
def test_answers_are_among_the_stretches_in_their_order(unit: str) -> None:
    stretches = find_stretches(unit * 40)
    kept = in_prose(unit * 40, stretches)
    assert kept == [each for each in stretches if each in kept]


@table(
    ("before", "behind", "code"),
    [
        ("a quiet pier", "of wood", (0, 0.0)),
        ("pier::open", "", (1, 1.0)),
        ("open //now", "", (1, 0.5)),
        ("run -v", "", (1, 0.5)),
        ("-v", "run", (1, 0.5)),
        ("/usr/bin/pier", "", (1, 1.0)),
        ("", 'pier["', (1, 1.0)),
        ("open(pier)", "", (1, 1.0)),
        ("person(s)", "", (0, 0.0)),
        ("", '");', (1, 1.0)),
        ("name: old state: shut", "", (2, 0.5)),
        ("name: old", "", (0, 0.0)),
        ("SELECT it", "FROM piers = 7", (3, 0.5)),
        ("SELECT it", "of piers = 7", (1, 1 / 6)),
        ("<b>old</b> pier", "", (0, 0.0)),
        ("@a_b #a_b https://pier.example/a_b $5", "=", (1, 0.2)),
    ],
)
def test_code_around_is_counted_in_words(before: str, behind: str, code: tuple[int, float]) -> None:
    assert code_among(before, behind) == code


def test_surroundings_are_those_of_the_line_with_a_sign_for_other_stretches() -> None:
    text = "Above “it”.\nOne “a b” two “c d” three “e f” four.\nBelow “it”."
    outer = find_stretches(text)
    first, second, third = list(surroundings(text, outer))[1:4]
    assert (first.line, first.before, first.inside) == ("One ", "One ", "a b")
    assert first.behind == ' two "·" three "·" four.'
    assert (second.before, second.behind) == ('One "·" two ', ' three "·" four.')
    assert third.before == 'One "·" two "·" three '
    assert {each.below for each in (first, second, third)} == {"Below “it”."}


def test_surroundings_end_after_80_code_points() -> None:
    text = f"{'a' * 90} “it” {'b' * 100}"
    (around,) = surroundings(text, find_stretches(text))
    assert (len(around.before), len(around.behind)) == (80, 80)


@table(
    ("text", "features"),
    [
        ('say("it is late")', ["among code", "argument"]),
        ("x = 'it is late'", ["among code", "argument"]),
        ('git commit -m "it is late"', ["argument", "line"]),
        ('["it is late"]', ["element"]),
        ('the old pier of ours, "it is": 7', ["element"]),
        ('the old pier of ours ["it is", "late"]', ["element"]),
        ('"it is late": 7', ["element"]),
        ('"it","is late"', ["field"]),
        ('the pier\t"is late"', ["field"]),
        ('a\tb\tc "is late" d', ["line"]),
        ('return "it is late";', ["statement"]),
        ('name: "it is late"', ["statement"]),
        ('the file "late.txt" is', ["code"]),
        ("- Fix “it is late” twice", ["change"]),
        ("“It is late” et al.", ["reference"]),
        ("Duarte et al., “It is late”", ["reference"]),
        ("├ “it is late”", ["drawing"]),
        ("Name: “it is late” State: “bad”", ["record"]),
        ("a_b c_d e_f “it is late” g", ["deep in code", "among code"]),
        ("x_y “it is late”;", ["among code"]),
        ("a_b of c_d on the old pier “it is late”", ["among code"]),
    ],
)
def test_features_have_names(text: str, features: list[str]) -> None:
    stretches = find_stretches(text)
    assert list(code_features(next(surroundings(text, stretches)))) == features


@table(
    ("text", "words"),
    [
        ("SELECT to_tsquery('english', 'cat') returns \"a vector of cats and dogs\".", "a vector of cats and dogs"),
        ('If you see ERROR saying "could not connect to the server", look.', "could not connect to the server"),
        ('The ReplicaSet says "keep this many of this Pod running".', "keep this many of this Pod running"),
        ('`Runner` says "keep this many of this Pod running".', "keep this many of this Pod running"),
        ('WHERE says "but only if they match it".', "but only if they match it"),
        ('The function parseDate says "this is not a date that I know".', "this is not a date that I know"),
        ('The method read_line says "this is the end of the file".', "this is the end of the file"),
    ],
)
def test_things_in_code_are_no_speakers(text: str, words: str) -> None:
    assert words not in [text[each.start : each.end] for each in extract_quotes(text)]
    speakers = {text[each.start : each.end]: each.speaker for each in extract_quotes(text, doubtful=True)}
    assert speakers[words] is None


@table("name", ["YouTube", "OpenAI", "NASA", "PayPal", "Neil deGrasse Moss", "UPDATE Ana Duarte"])
def test_companies_and_persons_whose_names_look_like_code_are_speakers(name: str) -> None:
    text = f"{name} said “we will not stay here for ever.”"
    assert [(each.speaker or "")[-4:] for each in extract_quotes(text)] == [name[-4:]]


def test_names_with_marks_are_no_code() -> None:
    names = ("AC/DC", "iRobot", "L’Oréal", "AT&T", "Jay-Z", "Yahoo!", "ICE", "SET", "WHERE Ltd", "")
    assert not any(map(is_code_name, names))
    assert not is_code_name("YouTube", has_article=False)
    assert is_code_name("ReplicaSet", has_article=True)
