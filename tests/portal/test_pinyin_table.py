import json
from pathlib import Path

from django.contrib.staticfiles import finders

from portal.pinyin_table import NAME, _read, characters, table
from ports.pinyin import NAMES, pinyin_of

SENTENCES = [
    "老爷庙口岸恢复货运通关",
    "都拉塔口岸都开了",
    "银行行长在重庆重新长大",
    "吐尔尕特和喀什的口岸",
]


def test_the_table_reads_names_and_sentences_as_the_dictionary_does():
    found = table()
    alone = {char: key for key, all_ in found["syllables"].items() for char in all_}

    for text in [*NAMES, *SENTENCES]:
        assert " ".join(_read(text, alone, found["words"])) == pinyin_of(text)


def test_the_table_is_a_static_file_that_knows_common_characters():
    found = json.loads(Path(finders.find(NAME)).read_text("utf-8"))

    assert sum(map(len, found["syllables"].values())) == len(characters()) == 6763
    assert not finders.find("js/bar/nothing.json")
