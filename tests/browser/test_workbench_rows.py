"""The row model: whatever is done, no character is lost and no other row is touched."""

# ruff: noqa: E501 - samples of HTML and script stand as they come

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news import staleness
from tests.browser.workbench_page import modules, site  # noqa: F401
from tests.news.test_alignment import CASES

pytestmark = pytest.mark.browser

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "split", "merge", "up", "down", "delete", "kind", "undo", "redo"]),
        st.integers(0, 30),
        st.integers(0, 40),
        st.sampled_from(["zh", "en"]),
    ),
    min_size=1,
    max_size=30,
)

# Every character of the six rows is its own, so a lost, doubled or strayed one shows.
RUN = """
let next = 0x4e00;
const fresh = (count) => String.fromCodePoint(...Array.from({ length: count }, () => next++));
const texts = {
  paragraph: () => `<p>${fresh(4)}<strong>${fresh(3)}</strong>${fresh(2)}</p><p>${fresh(5)}</p>`,
  heading2: () => fresh(6),
  list: () => `<ul><li>${fresh(3)}<ol><li>${fresh(2)}</li><li>${fresh(2)}</li></ol></li><li>${fresh(2)}</li></ul>`,
  table: () => `<table><caption>${fresh(2)}</caption><thead><tr><th scope="col">${fresh(2)}</th><th scope="col">${fresh(1)}</th></tr></thead><tbody><tr><td>${fresh(2)}</td><td>${fresh(2)}</td></tr></tbody></table>`,
  quote: () => `${fresh(3)}<br>${fresh(3)}`,
  figure: () => fresh(5),
};
const kinds = Object.keys(texts);
const start = kinds.map((kind, index) => ({
  ...rows.blankRow(`row${index}aaaa`, kind), id: String(index + 1), zh: texts[kind](), en: texts[kind](),
}));
const characters = (list) =>
  [...list.map((row) => states.meaning(row.zh) + states.meaning(row.en)).join("")].sort().join("");
const all = characters(start);
const history = new rows.History(start);
const trail = [start];
let position = 0;
let count = 0;
const problems = [];
for (const [step, which, where, language] of argument) {
  const before = history.present;
  const shown = rows.visible(before);
  if (step === "undo" || step === "redo") {
    const done = history[step]();
    if (done) position += step === "undo" ? -1 : 1;
    if (history.present !== trail[position]) problems.push(`${step} did not lead back`);
    continue;
  }
  if (!shown.length && step !== "add") continue;
  const row = shown[which % Math.max(shown.length, 1)];
  const key = row?.key ?? null;
  const freshKey = `fresh${String(count++).padStart(3, "a")}`;
  let after = before;
  let touched = [key];
  if (step === "add") { after = rows.add(before, key, freshKey); touched = [freshKey]; }
  if (step === "split") {
    const parts = html.splitHtml(row[language], where % (states.meaning(row[language]).length + 1), row.kind);
    after = rows.split(before, key, language, parts, freshKey);
    touched = [key, freshKey];
    const other = language === "zh" ? "en" : "zh";
    if (rows.find(after, key)[other] !== row[other]) problems.push("split touched the other language");
    if (rows.find(after, freshKey)[other] !== "") problems.push("split gave a partner");
  }
  if (step === "merge") {
    const upper = shown[shown.indexOf(row) - 1];
    after = rows.merge(before, key);
    touched = [key, upper?.key];
    if (upper) {
      for (const side of ["zh", "en"]) {
        const joined = states.meaning(rows.find(after, upper.key)[side]);
        const order = states.meaning(upper[side]) + states.meaning(row[side]);
        const isTable = upper.kind === "table";
        if (isTable ? [...joined].sort().join("") !== [...order].sort().join("") : joined !== order) {
          problems.push(`merge lost the order: ${order} became ${joined}`);
        }
      }
      if (rows.find(after, upper.key).kind !== upper.kind) problems.push("merge changed the kind");
    }
  }
  if (step === "up" || step === "down") { after = rows.move(before, key, step === "up" ? -1 : 1); touched = []; }
  if (step === "delete") after = rows.remove(before, key);
  if (step === "kind") after = rows.setKind(before, key, kinds[where % kinds.length]);
  if (history.commit(after)) { trail.length = position + 1; trail.push(after); position += 1; }
  if (characters(after) !== all) problems.push(`${step} lost or doubled text`);
  for (const each of before) {
    const now = rows.find(after, each.key);
    if (!now) problems.push(`${step} lost row ${each.key}`);
    else if (!touched.includes(each.key) && now !== each) problems.push(`${step} touched row ${each.key}`);
    else if (now.id !== each.id) problems.push(`${step} changed an id`);
  }
  const others = (list) => list.filter((each) => !touched.includes(each.key) && each.key !== key).map((each) => each.key).join();
  if (others(before) !== others(after)) problems.push(`${step} changed the order of other rows`);
  if (new Set(after.map((each) => each.key)).size !== after.length) problems.push("a key stands twice");
}
return problems;
"""


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS)
def test_any_sequence_of_steps_keeps_every_character_once_and_every_partner(modules, steps):  # noqa: F811
    assert modules(RUN, [list(step) for step in steps]) == []


def test_new_keys_are_eight_clear_letters_and_never_taken(modules):  # noqa: F811
    keys = modules(
        "const taken = new Set(); for (let i = 0; i < 500; i++) taken.add(rows.newKey(taken));"
        "return [...taken]"
    )

    assert len(keys) == 500
    assert all(len(key) == 8 and key[0].isalpha() for key in keys)
    assert not set("".join(keys)) & set("lo01")


TEXTS = st.text(
    st.sampled_from("口岸恢复货运ＡＢab12１２ 　\n<>&;ⅣﬁÅé²"),
    max_size=12,
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(one=TEXTS, two=TEXTS)
def test_the_browser_finds_the_same_texts_equal_as_the_server(modules, one, two):  # noqa: F811
    from html import escape

    one, two = f"<p>{escape(one)}</p>", f"<p><strong>{escape(two)}</strong></p>"
    same = modules("return states.meaning(argument[0]) === states.meaning(argument[1])", [one, two])

    assert same is (staleness.fingerprint(one) == staleness.fingerprint(two))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"zh": "甲", "en": "A"}, "current"),
        ({"zh": "甲", "en": ""}, "missing"),
        ({"zh": "", "en": "A"}, "missing"),
        ({"zh": "", "en": ""}, "not_needed"),
        ({"zh": "甲", "en": "", "noCounterpart": True}, "not_needed"),
        ({"zh": "甲2", "en": "A"}, "stale"),
        ({"zh": "<strong>甲 </strong>", "en": "A"}, "current"),
        ({"zh": "甲2", "en": "A", "stillCorrect": True}, "current"),
        ({"zh": "甲2", "en": "A 2"}, "current"),
        ({"zh": "甲2", "en": "A 2", "unconfirmed": True}, "stale"),
    ],
)
def test_the_state_follows_what_is_typed(modules, values, expected):  # noqa: F811
    state = modules(
        "const base = {zh: '甲', en: 'A', noCounterpart: false};"
        "const row = {...base, basis: states.basisOf(base, 'zh', 'current'), ...argument};"
        "return states.stateOf(row, 'zh')",
        values,
    )

    assert state == expected


def test_the_browser_makes_of_the_rows_what_the_server_makes(modules):  # noqa: F811
    found = modules(
        """
        const alignment = await import("/static/workbench/alignment.js");
        return argument.map(({ rows: list, do: [name, place, language, direction] }) => {
          const start = list.map(([kind, zh, en], index) =>
            ({ ...rows.blankRow(`row${index}aaaa`, kind), zh, en, image: kind === "figure" ? "1" : "" }));
          const key = start[place].key;
          const done = {
            move: () => alignment.moveText(start, key, language, direction),
            down: () => alignment.shiftDown(start, key, language, "freshaaa"),
            up: () => alignment.shiftUp(start, key, language),
            join: () => alignment.joinNext(start, key, language),
            swap: () => alignment.swap(start, key),
          }[name]();
          return rows.visible(done).map((row) => [row.kind, row.zh, row.en]);
        });
        """,
        CASES,
    )

    assert json.dumps(found) == json.dumps([case["become"] for case in CASES])
