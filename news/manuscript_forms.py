"""The forms of an import: what is given in, and what the form of a new post makes of it."""

import re
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from news import alignment, editing, manuscript, manuscripts, mentions
from news.edition_admin import ATTACHMENTS, PASSAGES, posted_rows
from news.forms import NamedChoiceField, PassageForm
from news.manuscript import Refused
from news.models import Column, Image, Passage, Post
from portal.languages import CONTENT_LANGUAGES, HTML_CODES
from portal.richtext import plain_lines, plain_text
from portal.text import clean_line

EXTENSIONS = [".docx", ".html", ".htm", ".txt", ".md"]
TOO_LARGE = {"file.too_large", "file.too_large_unpacked", "text.too_large"}
WRONG_KIND = {"file.unknown_kind", "file.old_word", "file.not_a_document"}
REASONS = {
    "picture.unreadable": gettext_lazy("a picture that cannot be read; give a PNG or JPEG"),
    "row.too_many": gettext_lazy("beyond the last row that a post can hold"),
}
# What a button does to a row's pair where no script runs; see `news.alignment`.
ACTIONS = {
    "text_up": gettext_lazy("move this text one row up"),
    "text_down": gettext_lazy("move this text one row down"),
    "shift_up": gettext_lazy("shift this and all following texts up"),
    "shift_down": gettext_lazy("shift this and all following texts down"),
    "join": gettext_lazy("join the next text to this one"),
    "split": gettext_lazy("split this text after its first sentence"),
    "swap": gettext_lazy("exchange Chinese and English in this row"),
    "sure": gettext_lazy("the pair is right"),
    "counterpart": gettext_lazy("no counterpart needed, on or off"),
    "remove": gettext_lazy("delete the row"),
}
PICTURE = re.compile(r"m([1-9]\d{0,3})")


def worded(code, values=None):
    """A code of the reader in the editor's language."""
    if code in REASONS:
        return str(REASONS[code])
    message = manuscript.MESSAGES.get(code)
    return _(message) % (values or {}) if message else code


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Manuscript"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=gettext_lazy("One file with both languages, or the one in Chinese."),
    )
    other = forms.FileField(
        label=gettext_lazy("Second file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=gettext_lazy("The other language, if it came in a file of its own."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("From mail or a web page, instead of a file."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("The text is"),
        choices=[
            ("text", gettext_lazy("plain text")),
            ("html", "HTML"),
            ("markdown", "Markdown"),
        ],
        initial="text",
        required=False,
    )
    # What the clipboard held beside the plain text; the script fills it on paste.
    html = forms.CharField(required=False, widget=forms.HiddenInput)
    column = NamedChoiceField(
        Column.objects.all(),
        label=gettext_lazy("Column"),
        required=False,
        empty_label=gettext_lazy("Choose later"),
    )

    # The status of the answer where the manuscript is refused.
    status = 400

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        file, text = cleaned.get("file") or cleaned.get("other"), cleaned.get("text", "").strip()
        if file and text:
            raise ValidationError(_("Give a file or a text, not both."), code="both")
        if not file and not text:
            raise ValidationError(
                _("Choose a file, or paste the text of the manuscript."), code="nothing"
            )
        return cleaned

    def understood(self, names):
        """What the manuscript is read as, or None, with the reason as an error of its field."""
        cleaned = self.cleaned_data
        blocks = []
        for name in ["file", "other"]:
            if upload := cleaned.get(name):
                read = self._read(name, manuscript.read, upload.name, upload.read())
                if read is None:
                    return None
                blocks.append(read)
        if not blocks:
            text, kind = cleaned["text"], cleaned.get("kind") or "text"
            if cleaned.get("html") and kind == "text":
                text, kind = cleaned["html"], "html"
            read = self._read("text", manuscript.read_text, text, kind)
            if read is None:
                return None
            blocks.append(read)
        understood = manuscript.understand(blocks[0], *blocks[1:], names=names)
        if not understood.rows and not any(understood.title.values()):
            self.add_error(None, _("There is no text in it that could stand in a post."))
            return None
        return understood

    def _read(self, name, reader, *arguments):
        try:
            return reader(*arguments)
        except Refused as refused:
            if refused.code in TOO_LARGE:
                self.status = 413
            elif refused.code in WRONG_KIND:
                self.status = 415
            self.add_error(name, worded(refused.code, refused.values))
            return None


# The form of a new post


@dataclass
class Proposal:
    """What the form shows: what was understood at first, later what was typed.

    `values` are the form's fields, `rows` those of the formset, `attachments` their titles,
    `pictures` {number: {"alt_zh", "alt_en"}}, `put_back` the places of left-out pieces that stand
    in a row now.
    """

    values: dict
    rows: list
    pictures: dict
    put_back: set = field(default_factory=set)
    attachments: list = field(default_factory=list)

    @classmethod
    def of(cls, content):
        texts = {
            each: "\n".join(
                [content["title"][each], *(plain_lines(row[each]) for row in content["rows"])]
            )
            for each in CONTENT_LANGUAGES
        }
        values = {
            f"{name}_{each}": content[name][each]
            for name in ["title", *manuscripts.META_TEXTS]
            for each in CONTENT_LANGUAGES
        }
        # The source is what there is more of, where one language is hardly there at all.
        values["source_language"] = "en" if not texts["zh"].strip() else "zh"
        values["slug"] = free_slug(content["title"]["en"])
        values["column"] = content.get("column")
        values["ports"] = mentions.ports_in(texts, mentions.spellings())
        if (instant := instant_of(content)) and instant > timezone.now():
            values["publish_at"] = instant
        rows = [
            {
                "key": row["key"],
                "kind": row["kind"],
                **{f"text_{each}": row[each] for each in CONTENT_LANGUAGES},
                "image": f"m{row['picture']}" if row["picture"] else "",
                "confidence": str(row["confidence"]),
            }
            for row in content["rows"]
        ]
        pictures = {number: described(about) for number, about in content["pictures"].items()}
        return cls(values, rows, pictures)

    @classmethod
    def typed(cls, data, content):
        values = {name: data[name] for name in data if "-" not in name}
        values["ports"] = data.getlist("ports")
        rows = []
        for index, row in enumerate(posted_rows(data, PASSAGES)):
            row = {
                "key": "",
                "kind": Passage.Kind.PARAGRAPH.value,
                "text_zh": "",
                "text_en": "",
                "image": "",
                **row,
            }
            if row.get("DELETE") or alignment.is_blank(row):
                continue
            place = row.get("position", "")
            place = int(place) if place.isdecimal() and len(place) < 6 else None
            rows.append(((*editing.place_key(place, None), index), index, row))
        rows.sort(key=lambda item: item[0])
        return cls(
            values,
            [{**row, "was": index} for _key, index, row in rows],
            {number: alts(data, number) for number in content["pictures"]},
            set(data.getlist("put_back")),
            [row for row in posted_rows(data, ATTACHMENTS) if not row.get("DELETE")],
        )


def alts(data, number):
    return {
        f"alt_{each}": data.get(f"picture-{number}-alt_{each}", "") for each in CONTENT_LANGUAGES
    }


def described(about):
    """A picture's alternative texts as the manuscript has them: in one language at the most."""
    language = "zh" if mentions.HAN.search(about["alt"]) else "en"
    return {"alt_zh": "", "alt_en": "", f"alt_{language}": about["alt"]}


def picture_box(found, number, texts):
    """For a template: the numbered picture's address and its fields, as they were typed."""
    return {
        "number": number,
        "url": reverse("admin:news_manuscript_picture", args=[found.pk, number]),
        "alts": [
            (
                f"picture-{number}-alt_{each}",
                HTML_CODES[each],
                Image._meta.get_field(f"alt_{each}").verbose_name,
                texts[f"alt_{each}"],
            )
            for each in CONTENT_LANGUAGES
        ],
    }


def free_slug(title):
    """An address of the English title's first words that no post has yet; "" without a title."""
    slug = slugify(title)
    if len(slug) > 60:
        slug = slug[:60].rpartition("-")[0] or slug[:60]
    if not slug:
        return ""
    taken = set(Post.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    while (free := slug if number == 1 else f"{slug}-{number}") in taken:
        number += 1
    return free


def instant_of(content):
    """The manuscript's date and time as an instant in the site's time zone, or None."""
    day = parse_date(content["date"] or "")
    if day is None:
        return None
    time = parse_time(content["time"] or "") or parse_time("00:00")
    return timezone.make_aware(timezone.datetime.combine(day, time))


class PictureChoice(forms.ModelChoiceField):
    """A stored picture's number, or "m3" for the manuscript's third, returned as it is."""

    def __init__(self, *args, numbers, **kwargs):
        super().__init__(*args, **kwargs)
        self.numbers = numbers

    def to_python(self, value):
        match = PICTURE.fullmatch(value) if isinstance(value, str) else None
        if match and match[1] in self.numbers:
            return value
        return super().to_python(value)

    def validate(self, value):
        if not isinstance(value, str):
            super().validate(value)


class ManuscriptPassageForm(PassageForm):
    """A row that came from a manuscript, with the picture and the doubt that came with it."""

    confidence = forms.FloatField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=1
    )

    def __init__(self, *args, manuscript, pictures, **kwargs):
        super().__init__(*args, **kwargs)
        self.manuscript, self.pictures = manuscript, pictures
        self.taken_picture = None
        field = self.fields["image"]
        self.fields["image"] = PictureChoice(
            field.queryset,
            widget=field.widget,
            required=False,
            label=field.label,
            help_text=field.help_text,
            numbers=pictures,
        )

    def clean_image(self):
        image = self.cleaned_data["image"]
        if not isinstance(image, str):
            return image
        self.taken_picture = image.removeprefix("m")
        self.instance.awaits_image = True
        described = self.pictures[self.taken_picture]
        for each in CONTENT_LANGUAGES:
            alt = clean_line(described[f"alt_{each}"])
            if not alt:
                self.add_error(
                    "image",
                    _("A picture without alternative text in both languages is not taken."),
                )
                break
            if len(alt) > Image._meta.get_field("alt").max_length:
                self.add_error("image", _("The alternative text is too long."))
                break
        return None

    @property
    def has_image(self):
        return super().has_image or self.taken_picture is not None

    @property
    def confidence_value(self):
        try:
            return float(self["confidence"].value() or 1)
        except ValueError:
            return 1.0

    @cached_property
    def doubt(self):
        """(level, sentence) where the row should be looked at, else None."""
        texts = [plain_text(self[f"text_{each}"].value() or "") for each in CONTENT_LANGUAGES]
        if self["no_counterpart"].value():
            return None
        if any(texts) and not all(texts):
            return "alone", _("No counterpart was found for this text.")
        if all(texts) and self.confidence_value < manuscripts.SURE:
            return "unsure", _("Uncertain pair (%(percent)d %%): do both texts say the same?") % {
                "percent": round(100 * self.confidence_value)
            }
        return None

    @property
    def number(self):
        return self.prefix.rpartition("-")[2]

    @property
    def actions(self):
        """For those without scripts; a spare row has no pair, a stored one the workbench alone."""
        return [] if self.is_spare or self.manuscript.edition_id else ACTIONS.items()

    @property
    def languages(self):
        return [("zh", _("Chinese")), ("en", _("English"))]

    @cached_property
    def picture_box(self):
        """The manuscript's picture of this row with its alternative texts, or None."""
        match = PICTURE.fullmatch(str(self["image"].value() or ""))
        if not match or match[1] not in self.pictures:
            return None
        return picture_box(self.manuscript, match[1], self.pictures[match[1]])
