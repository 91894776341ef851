import re
from datetime import UTC, timedelta

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import ManyToManyRawIdWidget
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from news import conflict, documents, editing, images, port_mentions, staleness
from news.comparison import marked
from news.models import Attachment, Column, Edition, Image, Passage, Post
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from portal.richtext import clean_html
from ports.models import Action, Port, StatusChange

STATE_LABELS = {
    staleness.MISSING: _("missing"),
    staleness.CURRENT: _("up to date"),
    staleness.STALE: _("to be checked: its source changed"),
    staleness.NOT_NEEDED: _("not needed"),
}
STILL_CORRECT = _("The translation is still correct")


class NamedChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, row):
        return in_language(row, "name", content_language())


class NamedMultipleChoiceField(forms.ModelMultipleChoiceField):
    label_from_instance = NamedChoiceField.label_from_instance


# A post announces what happened lately; older history is not looked through for it.
ANNOUNCED_WITHIN = timedelta(days=90)


class StatusChangeLookup(ManyToManyRawIdWidget):
    """The numbers of status changes, with a button that opens the list of the recent ones."""

    def url_parameters(self):
        since = (timezone.now() - ANNOUNCED_WITHIN).astimezone(UTC)
        return {**super().url_parameters(), "since__gte": f"{since:%Y-%m-%dT%H:%MZ}"}


class PortsField(NamedMultipleChoiceField):
    """All ports as checkboxes. Those in `found` are marked as mentioned in the text."""

    found = frozenset()

    def label_from_instance(self, port):
        name = super().label_from_instance(port)
        return (
            _("%(port)s (mentioned in the text)") % {"port": name}
            if port.slug in self.found
            else name
        )

    def offer(self, edition):
        """Says which ports the stored text mentions that are not ticked yet."""
        ports = list(Port.objects.prefetch_related("aliases"))
        texts = {
            language: [
                in_language(edition, "title", language),
                in_language(edition, "summary", language),
                *edition.passages.values_list(f"text_{language}", flat=True),
            ]
            for language in CONTENT_LANGUAGES
        }
        ticked = set(edition.ports.values_list("slug", flat=True))
        mentioned = port_mentions.mentioned(texts, port_mentions.names_of(ports))
        missing = [slug for slug in mentioned if slug not in ticked]
        self.found = frozenset(missing)
        if missing:
            names = {port.slug: super(PortsField, self).label_from_instance(port) for port in ports}
            self.help_text = _(
                "The text mentions ports that are not ticked: %(ports)s. Tick them, and readers "
                "find the post on their pages and get links to them."
            ) % {"ports": pgettext("list separator", ", ").join(names[slug] for slug in missing)}


class EditionForm(forms.ModelForm):
    """An edition and the identity of its post, in one form."""

    slug = forms.SlugField(
        label=capfirst(Post._meta.get_field("slug").verbose_name),
        help_text=_(
            "Latin letters, digits and hyphens, for example port-reopens. Readers find the post "
            "under it; it cannot be changed after release."
        ),
        max_length=Post._meta.get_field("slug").max_length,
    )
    column = NamedChoiceField(
        Column.objects.all(),
        label=capfirst(Post._meta.get_field("column").verbose_name),
        help_text=_("It says how many reviews are needed; fixed after release."),
    )
    title_still_correct = forms.BooleanField(label=STILL_CORRECT, required=False)
    summary_still_correct = forms.BooleanField(label=STILL_CORRECT, required=False)
    title_unconfirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    summary_unconfirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)
    ports = PortsField(
        Port.objects.all(),
        label=capfirst(Edition._meta.get_field("ports").verbose_name),
        help_text=_(
            "Readers get the first mention of each as a link and its present state below the text."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    announces = forms.ModelMultipleChoiceField(
        StatusChange.objects.none(),
        label=capfirst(Post._meta.get_field("announces").verbose_name),
        required=False,
        widget=StatusChangeLookup(Post._meta.get_field("announces").remote_field, admin.site),
        error_messages={
            "invalid_choice": _("%(value)s is no status change of the last three months."),
            "invalid_pk_value": _("“%(pk)s” is no number of a status change."),
        },
        # Known as it was when the form was made, so that an older form takes nothing back.
        show_hidden_initial=True,
    )
    lock_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Edition
        fields = editing.EDITION_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.post = self.instance.post if self.instance.post_id else None
        if self.post is not None:
            self.initial.setdefault("slug", self.post.slug)
            self.initial.setdefault("column", self.post.column_id)
            self.initial.setdefault("lock_version", self.instance.lock_version)
            self.initial.setdefault("ports", self.instance.ports.all())
            if "ports" in self.fields:
                self.fields["ports"].offer(self.instance)
        self.offer_changes()
        if self.post is not None and self.post.first_published_at:
            for name in ["slug", "column"]:
                if name in self.fields:
                    self.fields[name].disabled = True

    def offer_changes(self):
        """Lets recent status changes be chosen, and says those that are in words."""
        if "announces" not in self.fields:
            return
        field = self.fields["announces"]
        changes = StatusChange.objects.select_related("service__port")
        chosen = [] if self.post is None else list(changes.filter(posts=self.post))
        self.initial.setdefault("announces", chosen)
        recent = Q(since__gte=timezone.now() - ANNOUNCED_WITHIN) & ~Q(action=Action.BASELINE)
        field.queryset = changes.filter(recent | Q(pk__in=[change.pk for change in chosen]))
        field.help_text = format_html_join(
            "",
            '<span class="line">{}</span>',
            [
                (
                    _(
                        "The numbers of the status changes of the last three months that this "
                        "post announces, with commas between them. It holds as soon as it is "
                        "saved and needs no new edition."
                    ),
                ),
                *((f"{change.pk}: {change}",) for change in chosen),
            ],
        )

    def announced(self):
        """(status changes that were added, those taken away) since this form was made."""
        if "announces" not in self.changed_data:
            return [], []
        field, bound = self.fields["announces"], self["announces"]
        before = field.to_python(
            field.hidden_widget().value_from_datadict(
                self.data, self.files, bound.html_initial_name
            )
        )
        now = list(self.cleaned_data["announces"])
        return (
            [change for change in now if change not in before],
            [change for change in before if change not in now],
        )

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        others = Post.objects.filter(slug=slug)
        if self.post is not None:
            others = others.exclude(pk=self.post.pk)
        if others.exists():
            raise ValidationError(_("Another post has this address."), code="unique")
        return slug

    def clean(self):
        cleaned = super().clean()
        for name in ["publish_at", "withdraw_at"]:
            # The input shows minutes; what was not touched keeps its seconds.
            stored = self.initial.get(name)
            if stored and cleaned.get(name) == stored.replace(second=0, microsecond=0):
                cleaned[name] = stored
        start, end = cleaned.get("publish_at"), cleaned.get("withdraw_at")
        if start and end and end <= start:
            self.add_error("withdraw_at", _("The withdrawal must come after the release."))
        return cleaned

    def typed(self, passages):
        """What a save of this valid form with its formset of passages says."""
        values = {name: getattr(self.instance, name) for name in editing.EDITION_FIELDS}
        rows = [row for form in passages.forms if (row := form.row(passages.deleted_forms))]
        return editing.Typed(
            values=values,
            rows=rows,
            ports=list(self.cleaned_data["ports"]),
            still_correct={
                name for name in editing.TEXTS if self.cleaned_data.get(f"{name}_still_correct")
            },
            unconfirmed={
                name for name in editing.TEXTS if self.cleaned_data.get(f"{name}_unconfirmed")
            },
        )

    def texts(self, stored):
        """Title and summary for the form; `stored` is the edition as the database has it."""
        return [TextOfEdition(self, stored, name) for name in editing.TEXTS]

    def post_changed(self):
        return self.post is not None and (
            self.cleaned_data["slug"] != self.post.slug
            or self.cleaned_data["column"].pk != self.post.column_id
        )


class TextOfEdition:
    """Title or summary with both languages' fields, its state and what became of its source."""

    def __init__(self, form, stored, name):
        self.form, self.name = form, name
        self.label = capfirst(Edition._meta.get_field(name).verbose_name)
        self.cells = [
            (settings.LANGUAGE_NAMES[each], HTML_CODES[each], form[f"{name}_{each}"])
            for each in CONTENT_LANGUAGES
        ]
        self.still_correct = form[f"{name}_still_correct"]
        self.unconfirmed = form[f"{name}_unconfirmed"]
        self.state, self.states, self.before, self.change = "", [], None, None
        if stored is None:
            return
        self.state = editing.text_state(stored, name)
        self.states = edition_states(
            stored, lambda language: editing.text_state(stored, name, language)
        )
        if form.is_bound:
            self.before = [in_language(stored, name, each) for each in CONTENT_LANGUAGES]
        self.change = source_change(stored, stored, name, self.states, is_html=False)


class PassageForm(forms.ModelForm):
    key = forms.RegexField(r"\A[a-z][a-z0-9]{7}\Z", widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=2000,
    )
    still_correct = forms.BooleanField(label=STILL_CORRECT, required=False)
    unconfirmed = forms.BooleanField(widget=forms.HiddenInput, required=False)

    STORED = [
        "position",
        "key",
        "kind",
        "image_id",
        "no_counterpart",
        *(
            f"{name}_{language}"
            for name in ["text", "fingerprint", "confirmed_source"]
            for language in CONTENT_LANGUAGES
        ),
    ]

    class Meta:
        model = Passage
        # Not "position": places are given out anew after sorting.
        fields = editing.ROW_FIELDS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("position", self.instance.position)
            self.initial.setdefault("key", self.instance.key)
        for language in CONTENT_LANGUAGES:
            if f"text_{language}" in self.fields:
                self.fields[f"text_{language}"].widget.attrs.update(
                    {"lang": HTML_CODES[language], "rows": 4}
                )
        self.stored = self._stored() if self.instance.pk else None

    def _stored(self):
        """The row as the database has it; validation writes what was typed onto the instance."""
        values = {name: getattr(self.instance, name) for name in self.STORED}
        return Passage(pk=self.instance.pk, **values)

    def row(self, deleted_forms):
        """The row as it was typed, or None for one that was left empty."""
        deleted = self in deleted_forms
        if not self.instance.pk:
            texts = [in_language(self.instance, "text", each) for each in CONTENT_LANGUAGES]
            if deleted or not (any(texts) or self.has_image):
                return None
        return editing.Row(
            values={name: getattr(self.instance, name) for name in editing.ROW_FIELDS},
            key=self.instance.key if self.instance.pk else self.cleaned_data.get("key") or "",
            place=self.cleaned_data.get("position"),
            still_correct=bool(self.cleaned_data.get("still_correct")),
            unconfirmed=bool(self.cleaned_data.get("unconfirmed")),
            deleted=deleted,
        )

    @property
    def has_image(self):
        return bool(self.instance.image_id)

    @property
    def is_spare(self):
        """Whether the row waits empty at the end of the form."""
        names = [*(f"text_{each}" for each in CONTENT_LANGUAGES), "image"]
        return self.stored is None and not any(self[name].value() for name in names)

    @property
    def place(self):
        """A sort key: where the row was meant to stand when the form was sent."""
        typed = str(self["position"].value() or "")
        was = self.stored.position if self.stored is not None else None
        return editing.place_key(int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else None, was)

    @property
    def anchor(self):
        return self["key"].value() or ""

    @property
    def base(self):
        """What the row was when this form was made; see `news.conflict`."""
        return conflict.base_of_row(self.stored) if self.stored is not None else ""

    @property
    def before(self):
        """The stored texts in every language, where the form shows what was typed."""
        if self.stored is None or not self.is_bound:
            return None
        return [in_language(self.stored, "text", each) for each in CONTENT_LANGUAGES]

    @property
    def change(self):
        """What became of the source since its translation was confirmed, for a stale row."""
        if self.stored is None:
            return None
        return source_change(self.stored, self.instance.edition, "text", self.states)

    @property
    def texts(self):
        """(HTML language code, bound field) of every language."""
        return [(HTML_CODES[each], self[f"text_{each}"]) for each in CONTENT_LANGUAGES]

    @property
    def tools(self):
        return [self[name] for name in ["position", "kind", "image"]]

    @property
    def picture(self):
        return preview(self.instance.image) if self.instance.image_id else ""

    @property
    def cells(self):
        """(HTML language code, markup) of every language, for those who may only look."""
        return [
            # Cleaned at storage; cleaned once more, as this is the admin's own door.
            (HTML_CODES[each], mark_safe(clean_html(in_language(self.instance, "text", each))))
            for each in CONTENT_LANGUAGES
        ]

    @cached_property
    def states(self):
        """(language's name, state, label) of every translation of a stored row."""
        if self.stored is None:
            return []
        self.stored.edition = self.instance.edition
        return edition_states(self.instance.edition, self.stored.state)

    @property
    def state(self):
        return self.states[0][1] if self.stored is not None else ""

    @property
    def is_stale(self):
        return self.state == staleness.STALE


def edition_states(edition, state):
    """(language's name, state, label) of every language but the source, asked of `state`."""
    return [
        (settings.LANGUAGE_NAMES[each], value, STATE_LABELS[value])
        for each in CONTENT_LANGUAGES
        if each != edition.source_language
        for value in [state(each)]
    ]


def source_change(holder, edition, text, states, *, is_html=True):
    """`Marked` of the source then and now for a stale text, else None.

    Then is None where the confirmed source was not kept.
    """
    if staleness.STALE not in [state for _name, state, _label in states]:
        return None
    source = edition.source_language
    kept = "confirmed_source" if text == "text" else f"{text}_confirmed_source"
    translated = next(each for each in CONTENT_LANGUAGES if each != source)
    then = in_language(holder, kept, translated)
    now = in_language(holder, text, source)
    change = marked(then or now, now, source, is_html=is_html)
    return change if then else change._replace(then=None)


class AttachmentForm(forms.ModelForm):
    class Meta:
        model = Attachment
        fields = ["file", *(f"title_{language}" for language in CONTENT_LANGUAGES)]
        widgets = {"file": forms.FileInput(attrs={"accept": ",".join(documents.EXTENSIONS)})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "file" in self.fields:
            # A file is replaced by deleting its row and adding another.
            self.fields["file"].disabled = True
            self.fields["file"].required = False

    def clean_file(self):
        upload = self.cleaned_data["file"]
        if not self.instance.pk:
            documents.check(upload)
        return upload


class ImageForm(forms.ModelForm):
    # A plain file field: Django's image field decodes before the pixels are counted.
    upload = forms.FileField(
        label=_("Picture"),
        help_text=_(
            "PNG, JPEG, WebP or GIF, up to 20 MB and 40 million pixels. It is encoded anew, so "
            "place and camera data do not survive."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp,image/gif"}),
    )

    class Meta:
        model = Image
        fields = [
            *(f"{name}_{language}" for name in ["alt", "credit"] for language in CONTENT_LANGUAGES)
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields.pop("upload", None)
        for language in CONTENT_LANGUAGES:
            if f"alt_{language}" in self.fields:
                self.fields[f"alt_{language}"].required = True
                self.fields[f"alt_{language}"].error_messages["required"] = _(
                    "A picture without alternative text in both languages is not taken."
                )

    def clean(self):
        cleaned = super().clean()
        upload = cleaned.get("upload")
        if upload and not self.errors:
            try:
                images.attach(self.instance, upload)
            except ValidationError as error:
                self.add_error("upload", error)
        return cleaned


def preview(image):
    """A small picture of an image, or a dash."""
    if not image or not image.small:
        return "–"
    return format_html(
        '<img class="preview" src="{}" alt="{}">', image.small.url, in_language(image, "alt", "zh")
    )
