from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from news import documents, editing, images, staleness
from news.models import Attachment, Column, Edition, Image, Passage, Post
from portal.languages import CONTENT_LANGUAGES, HTML_CODES, content_language, in_language
from portal.richtext import clean_html
from ports.models import Port

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


class EditionForm(forms.ModelForm):
    """An edition and the identity of its post, in one form."""

    # Set by the admin on the class where somebody else saved in the meantime.
    conflict = False

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
    ports = NamedMultipleChoiceField(
        Port.objects.all(),
        label=capfirst(Edition._meta.get_field("ports").verbose_name),
        widget=forms.CheckboxSelectMultiple,
        required=False,
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
            if self.post.first_published_at:
                for name in ["slug", "column"]:
                    if name in self.fields:
                        self.fields[name].disabled = True
        for name in editing.TEXTS:
            stale = self.post is not None and (
                editing.text_state(self.instance, name) == staleness.STALE
            )
            if not stale:
                self.fields.pop(f"{name}_still_correct", None)

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
        if self.conflict:
            raise ValidationError(
                _(
                    "Somebody else saved or moved this post while you were writing. Nothing of "
                    "yours is lost: compare below, then save again. Files have to be chosen again."
                ),
                code="conflict",
            )
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
        )

    def post_changed(self):
        return self.post is not None and (
            self.cleaned_data["slug"] != self.post.slug
            or self.cleaned_data["column"].pk != self.post.column_id
        )


class PassageForm(forms.ModelForm):
    key = forms.RegexField(r"\A[a-z][a-z0-9]{7}\Z", widget=forms.HiddenInput, required=False)
    position = forms.IntegerField(
        label=_("Place"),
        required=False,
        min_value=1,
        max_value=2000,
    )
    still_correct = forms.BooleanField(label=STILL_CORRECT, required=False)

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

    def row(self, deleted_forms):
        """The row as it was typed, or None for one that was left empty."""
        deleted = self in deleted_forms
        if not self.instance.pk:
            texts = [in_language(self.instance, "text", each) for each in CONTENT_LANGUAGES]
            if deleted or not (any(texts) or self.instance.image_id):
                return None
        return editing.Row(
            values={name: getattr(self.instance, name) for name in editing.ROW_FIELDS},
            key=self.instance.key if self.instance.pk else self.cleaned_data.get("key") or "",
            place=self.cleaned_data.get("position"),
            still_correct=bool(self.cleaned_data.get("still_correct")),
            deleted=deleted,
        )

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

    @property
    def states(self):
        """(language's name, state, label) of every translation of a stored row."""
        if not self.instance.pk:
            return []
        return edition_states(self.instance.edition, self.instance.state)

    @property
    def is_stale(self):
        return any(state == staleness.STALE for _name, state, _label in self.states)


def edition_states(edition, state):
    """(language's name, state, label) of every language but the source, asked of `state`."""
    return [
        (settings.LANGUAGE_NAMES[each], value, STATE_LABELS[value])
        for each in CONTENT_LANGUAGES
        if each != edition.source_language
        for value in [state(each)]
    ]


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
