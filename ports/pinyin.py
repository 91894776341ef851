"""Pinyin of port names. Importing this module costs a third of a second: pypinyin's dictionary."""

from pypinyin import Style, lazy_pinyin, load_phrases_dict

# The names of Xinjiang's ports, most of them transcriptions, syllable by syllable. The dictionary
# knows few of them as words and would guess at 都, 扎, 什, 尕, 卡, 塔 and 爷.
NAMES = {
    "阿拉山口": "ā lā shān kǒu",
    "霍尔果斯": "huò ěr guǒ sī",
    "巴克图": "bā kè tú",
    "吉木乃": "jí mù nǎi",
    "都拉塔": "dū lā tǎ",
    "木扎尔特": "mù zhā ěr tè",
    "阿黑土别克": "ā hēi tǔ bié kè",
    "吐尔尕特": "tǔ ěr gǎ tè",
    "伊尔克什坦": "yī ěr kè shí tǎn",
    "卡拉苏": "kǎ lā sū",
    "红其拉甫": "hóng qí lā fǔ",
    "塔克什肯": "tǎ kè shí kěn",
    "红山嘴": "hóng shān zuǐ",
    "乌拉斯台": "wū lā sī tái",
    "老爷庙": "lǎo yé miào",
    "乌鲁木齐": "wū lǔ mù qí",
    "喀什": "kā shí",
    "伊宁": "yī níng",
    "别迭里": "bié dié lǐ",
    "口岸": "kǒu àn",
    "航空": "háng kōng",
}
load_phrases_dict(
    {name: [[syllable] for syllable in reading.split()] for name, reading in NAMES.items()}
)


def pinyin_of(name: str) -> str:
    """One syllable a character with its tone mark, parted by spaces: "kā shí kǒu àn"."""
    return " ".join(lazy_pinyin(name, style=Style.TONE))
