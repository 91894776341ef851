"""From an editor's manuscript to a draft: the upload, the confirmation, the revised manuscript.

The confirmation is the form of a new post itself, filled from what was understood, with a panel
above it; saving it is the ordinary save. Corrections of pairs are operations on what was typed:
the browser does them in the workbench, and for those without scripts a button posts the form,
which comes back with the operation done and every typed value kept.
"""

import copy
from contextlib import contextmanager
from io import BytesIO

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from news import alignment, checking, conflict, images, importing, manuscript, manuscripts, reimport
from news.edition_admin import (
    PASSAGES,
    EditionAdmin,
    PassageInline,
    put_rows,
    rebase_attachments,
    saved_marks,
)
from news.manuscript_forms import (
    ACTIONS,
    ManuscriptPassageForm,
    Proposal,
    UploadForm,
    alts,
    described,
    instant_of,
    picture_box,
    worded,
)
from news.models import Edition, Image, Manuscript, new_key
from portal.admin import EditorsAdmin
from portal.languages import CONTENT_LANGUAGES, HTML_CODES
from portal.text import clean_line

# Two files, and the text beside them. What is larger is not parsed.
MAX_BODY = 2 * manuscript.MAX_BYTES + 4 * 1024 * 1024


@admin.register(Manuscript)
class ManuscriptAdmin(EditorsAdmin):
    """The pages of an import. None of the stock pages is offered."""

    def get_model_perms(self, request):
        return {}

    def has_delete_permission(self, request, obj=None):
        # Asked when a draft is deleted, with which its manuscripts go.
        return True

    def get_urls(self):
        def view(function):
            return self.admin_site.admin_view(function)

        return [
            path("", view(self.import_view), name="news_manuscript_import"),
            path("<int:manuscript_id>/", view(self.confirm_view), name="news_manuscript"),
            path(
                "<int:manuscript_id>/discard/",
                view(require_POST(self.discard_view)),
                name="news_manuscript_discard",
            ),
            path(
                "<int:manuscript_id>/picture/<int:number>/",
                view(require_GET(self.picture_view)),
                name="news_manuscript_picture",
            ),
        ]

    # The upload

    def draft_of(self, request):
        """The draft that a revised manuscript goes into, named by the address, or None."""
        number = request.GET.get("edition", "")
        if not number:
            return None
        if not number.isdecimal() or not number.isascii() or len(number) > 18:
            raise Http404
        edition = get_object_or_404(
            Edition.objects.select_related("post__latest_edition"), pk=int(number)
        )
        if not EditionAdmin.may_edit(request, edition):
            raise PermissionDenied
        return edition

    @csrf_exempt
    def import_view(self, request):
        """Too much is refused before it is parsed, which looking for the token would do."""
        may_import(request)
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponse(status=405, headers={"Allow": "GET, POST"})
        length = request.META.get("CONTENT_LENGTH") or "0"
        if request.method == "POST" and length.isdecimal() and int(length) > MAX_BODY:
            drain(request, int(length))
            return self.refused_body(request)
        try:
            return csrf_protect(self._import_view)(request)
        except RequestDataTooBig:
            return self.refused_body(request)

    def refused_body(self, request):
        form = UploadForm()
        form.cleaned_data, form._errors = {}, None
        sentence = _(
            "This is more than can be taken: %(file)d MB for each file, %(text)d MB for a text. "
            "Leave the pictures out and upload them one by one, or cut the text in parts."
        ) % {"file": manuscript.MAX_BYTES // 1024**2, "text": 2}
        return self.upload_page(request, form, self.draft_of(request), 413, [sentence])

    def _import_view(self, request):
        draft = self.draft_of(request)
        if request.method != "POST":
            return self.upload_page(request, UploadForm(), draft)
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.upload_page(request, form, draft, 400)
        understood = form.understood(importing.known_names(checking.vocabulary()))
        if understood is None:
            return self.upload_page(request, form, draft, form.status)
        stored = manuscripts.store(
            request.user,
            understood,
            name=", ".join(upload.name for upload in request.FILES.values()),
            column=form.cleaned_data.get("column"),
            edition=draft,
        )
        return redirect("admin:news_manuscript", stored.pk)

    def upload_page(self, request, form, draft, status=200, refusals=()):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a revised manuscript") if draft else _("Import a manuscript"),
            "opts": Edition._meta,
            "form": form,
            "draft": draft,
            "refusals": refusals,
            "megabytes": manuscript.MAX_BYTES // 1024**2,
            "hours": int(manuscripts.KEPT.total_seconds()) // 3600,
            "saved": request.session.pop("saved", "") if request.method == "GET" else "",
        }
        return TemplateResponse(
            request, "admin/news/manuscript/import.html", context, status=status
        )

    # One manuscript

    @staticmethod
    def own(request, manuscript_id):
        """The manuscript, to its owner alone; for everybody else there is none."""
        may_import(request)
        return get_object_or_404(
            Manuscript.objects.select_related("edition__post__latest_edition"),
            pk=manuscript_id,
            owner=request.user,
        )

    def confirm_view(self, request, manuscript_id):
        if request.method not in {"GET", "HEAD", "POST"}:
            return HttpResponse(status=405, headers={"Allow": "GET, POST"})
        found = self.own(request, manuscript_id)
        if found.result_id:
            messages.info(request, _("The draft was made of this manuscript already."))
            return redirect("admin:news_edition_change", found.result_id)
        form = FormOfManuscript(found, self.admin_site)
        try:
            if found.edition_id:
                return self.revision_view(request, found, form)
            return form.response(request)
        except AlreadyMade as made:
            return redirect("admin:news_edition_change", made.edition_id)

    # The revised manuscript

    def revision_view(self, request, found, form):
        edition = found.edition
        if edition.post.latest_edition_id != edition.pk:
            # Approved meanwhile and begun anew, or superseded: the newest is what is worked on.
            edition = edition.post.latest_edition
        if not EditionAdmin.may_edit(request, edition):
            raise PermissionDenied
        if request.method != "POST":
            return self.revision_page(request, found, edition)
        if f"{PASSAGES}-TOTAL_FORMS" in request.POST:
            # The draft's own form, which came back for a fault in what was taken.
            return form.saved(request, str(edition.pk))
        data = request.POST.copy()
        if (chosen := data.get("_all")) in {reimport.DRAFT, reimport.MANUSCRIPT}:
            for offer in reimport.Revision(edition, found.content).offers:
                data[offer.name] = chosen
            return self.revision_page(request, found, edition, data)
        if data.get("lock_version") != str(edition.lock_version):
            return self.revision_page(request, found, edition, data, status=409)
        revision = reimport.Revision(edition, found.content, data)
        if not revision.is_anything_taken:
            messages.info(request, _("Nothing was chosen, so nothing was changed."))
            return self.revision_page(request, found, edition, data)
        if any(not all(map(clean_line, alts(data, each).values())) for each in revision.pictures):
            return self.revision_page(request, found, edition, data, status=400, lacks_alt=True)
        request.POST = form_data(revision, data)
        return form.saved(request, str(edition.pk))

    def revision_page(self, request, found, edition, data=None, *, status=200, lacks_alt=False):
        data = {} if data is None else data
        revision = reimport.Revision(edition, found.content, data)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What a revised manuscript changes"),
            "opts": Edition._meta,
            "manuscript": found,
            "edition": edition,
            "revision": revision,
            "rows": [
                (
                    row,
                    row.picture
                    and picture_box(found, row.picture, alts_of(found, row.picture, data)),
                )
                for row in revision.rows
            ],
            "left": [(piece["text"], worded(piece["reason"])) for piece in found.content["left"]],
            "is_conflict": status == 409,
            "lacks_alt": lacks_alt,
            "by": edition.changed_by,
        }
        return TemplateResponse(
            request, "admin/news/manuscript/revision.html", context, status=status
        )

    def discard_view(self, request, manuscript_id):
        found = self.own(request, manuscript_id)
        draft = found.edition_id
        request.session["saved"] = saved_marks(f"m{found.pk}:")
        found.discard()
        messages.success(request, _("The manuscript was discarded; nothing of it is kept."))
        if draft:
            return redirect("admin:news_edition_change", draft)
        return redirect("admin:news_manuscript_import")

    def picture_view(self, request, manuscript_id, number):
        found = self.own(request, manuscript_id)
        try:
            data = found.preview(number)
        except OSError as error:
            raise Http404("no such picture") from error
        response = HttpResponse(data, content_type="image/webp")
        response.is_upload = True
        return response


def may_import(request):
    """Who may start posts. Raises PermissionDenied."""
    if not (request.user.has_perm("news.add_edition") and request.user.has_perm("news.add_post")):
        raise PermissionDenied


def drain(request, length):
    """Reads a refused body away, within reason: a browser that is still sending hears no answer."""
    left = min(length, 4 * MAX_BODY)
    while left > 0 and (piece := request.read(min(left, 1024 * 1024))):
        left -= len(piece)


def form_data(revision, data):
    """What the draft's form would post with the manuscript's parts taken."""
    edition = revision.edition
    values, rows = revision.resolved()
    made = QueryDict(mutable=True)
    for name, value in values.items():
        made.setlist(name, value if isinstance(value, list) else [value])
    made["lock_version"] = data["lock_version"]
    made["base"] = conflict.base_of(edition)
    made["forget"] = saved_marks(data.get("forget", ""))
    put_rows(
        made,
        PASSAGES,
        [row for row in rows if row["id"]],
        [row for row in rows if not row["id"]],
        edition,
    )
    rebase_attachments(made, edition, edition)
    for number in revision.pictures:
        for name, text in alts(data, number).items():
            made[f"picture-{number}-{name}"] = text
    return made


def alts_of(found, number, data):
    """The alternative texts as typed, else as the manuscript gives them."""
    if f"picture-{number}-alt_zh" in data:
        return alts(data, number)
    return described(found.content["pictures"][number])


# The confirmation


class ManuscriptPassageInline(PassageInline):
    form = ManuscriptPassageForm
    number = 0

    def get_extra(self, request, obj=None, **kwargs):
        return self.number + 1


class FormOfManuscript(EditionAdmin):
    """The form of a new post, or of the draft that a revised manuscript changes, filled in.

    Made for one request. Pictures of the manuscript become images with the save itself, so that
    nothing is left of one that is not saved.
    """

    change_form_template = "admin/news/manuscript/confirm.html"

    def __init__(self, found, admin_site):
        super().__init__(Edition, admin_site)
        self.manuscript = found
        self.proposal = None
        self.made_files = []

    def response(self, request):
        if request.method != "POST":
            self.proposal = Proposal.of(self.manuscript.content)
            return self.changeform_view(request)
        action, row = action_of(request.POST)
        if action:
            self.proposal = done(
                Proposal.typed(request.POST, self.manuscript.content),
                action,
                row,
                request.POST,
                self.manuscript.content,
            )
            # The form is shown again, not judged: it is unbound, as on its first visit.
            shown = copy.copy(request)
            shown.method = "GET"
            return self.changeform_view(shown)
        return self.saved(request)

    def saved(self, request, object_id=None, form_url=""):
        with self.files_kept_only_if_saved():
            return self.changeform_view(request, object_id, form_url)

    @contextmanager
    def files_kept_only_if_saved(self):
        try:
            yield
        except BaseException:
            for file in self.made_files:
                file.storage.delete(file.name)
            raise

    # Filling it in

    def get_inline_instances(self, request, obj=None):
        inlines = super().get_inline_instances(request, obj)
        for place, inline in enumerate(inlines):
            if isinstance(inline, PassageInline):
                inlines[place] = ManuscriptPassageInline(self.model, self.admin_site)
                inlines[place].number = len(self.proposal.rows) if self.proposal else 0
            elif self.proposal:
                inline.extra = len(self.proposal.attachments)
        return inlines

    def get_changeform_initial_data(self, request):
        return self.proposal.values

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if prefix == PASSAGES:
            pictures = (
                self.proposal.pictures
                if self.proposal
                else {
                    number: alts(request.POST, number)
                    for number in self.manuscript.content["pictures"]
                }
            )
            kwargs["form_kwargs"] = {"manuscript": self.manuscript, "pictures": pictures}
        if self.proposal:
            kwargs["initial"] = (
                [{**row, "position": place} for place, row in enumerate(self.proposal.rows, 1)]
                if prefix == PASSAGES
                else self.proposal.attachments
            )
        return kwargs

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        response = super().render_change_form(request, context, add, change, form_url, obj)
        context = response.context_data
        content = self.manuscript.content
        rows = [each.form for each in context["rows"]]
        put_back = (
            self.proposal.put_back if self.proposal else set(request.POST.getlist("put_back"))
        )
        context.update(
            title=_("What was understood"),
            manuscript=self.manuscript,
            workbench_edition=f"m{self.manuscript.pk}",
            left=[
                (str(place), piece["text"], worded(piece["reason"]), str(place) in put_back)
                for place, piece in enumerate(content["left"])
            ],
            languages=[
                (each, HTML_CODES[each], {"zh": _("Chinese"), "en": _("English")}[each])
                for each in CONTENT_LANGUAGES
            ],
            doubts=[
                (number, row.prefix, *row.doubt) for number, row in enumerate(rows, 1) if row.doubt
            ],
            number_of_rows=sum(not row.is_spare for row in rows),
            number_of_pictures=len(content["pictures"]),
            instant=self.instant(),
        )
        return response

    def instant(self):
        """The manuscript's own date in words, or ""."""
        content = self.manuscript.content
        instant = instant_of(content)
        if instant is None:
            return ""
        return date_format(instant, "DATETIME_FORMAT" if content["time"] else "DATE_FORMAT")

    # Saving it

    def draft_name(self, request):
        return f"m{self.manuscript.pk}"

    def save_related(self, request, form, formsets, change):
        # The second of two clicks waits here, and then finds that the draft was made.
        stored = Manuscript.objects.select_for_update().get(pk=self.manuscript.pk)
        if stored.result_id:
            raise AlreadyMade(stored.result_id)
        self.add_images(request, next(each for each in formsets if each.prefix == PASSAGES))
        super().save_related(request, form, formsets, change)
        self.manuscript.become(request.saved_edition)

    def add_images(self, request, passages):
        made = {}
        for row in passages.forms:
            number = getattr(row, "taken_picture", None)
            if number is None or row in passages.deleted_forms:
                continue
            if number not in made:
                image = Image(uploaded_by=request.user)
                for name, text in row.pictures[number].items():
                    setattr(image, name, clean_line(text))
                images.attach(image, BytesIO(self.manuscript.picture(int(number))))
                self.made_files += [image.file, image.small]
                image.save()
                made[number] = image
            row.instance.image = made[number]


class AlreadyMade(Exception):
    """Somebody, most likely the same finger, has made a draft of the manuscript already."""

    def __init__(self, edition_id):
        super().__init__(edition_id)
        self.edition_id = edition_id


# Corrections without scripts


def action_of(data):
    """(action, the posted row's number or None) that a button asks for, or (None, None)."""
    asked = data.get("_do", "")
    name, _colon, row = asked.partition(":")
    if name == "row" and row.isdecimal() and len(row) < 5:
        chosen = data.get(f"{PASSAGES}-{row}-action", "")
        return (chosen, int(row)) if chosen in ACTIONS else ("nothing", None)
    if name in {"put", "swap_all"}:
        return asked, None
    return ("nothing", None) if asked else (None, None)


def done(proposal, action, number, data, content):
    """The proposal after one correction. What asks for nothing that exists changes nothing."""
    rows = proposal.rows

    def blank():
        return {"key": new_key(), "kind": "paragraph", "text_zh": "", "text_en": "", "image": ""}

    if action == "swap_all":
        proposal.rows = alignment.swap_all(rows)
        for name in ["title", "summary", *manuscripts.META_TEXTS]:
            zh, en = (proposal.values.get(f"{name}_{each}", "") for each in CONTENT_LANGUAGES)
            proposal.values.update({f"{name}_zh": en, f"{name}_en": zh})
        return proposal
    if action.startswith("put:"):
        _put, _colon, rest = action.partition(":")
        place, _colon, language = rest.partition(":")
        is_there = place.isdecimal() and len(place) < 6 and int(place) < len(content["left"])
        if is_there and language in CONTENT_LANGUAGES and place not in proposal.put_back:
            text = reimport.paragraphs(content["left"][int(place)]["text"])
            proposal.rows = [*rows, {**blank(), f"text_{language}": text}]
            proposal.put_back.add(place)
        return proposal
    place = next((index for index, row in enumerate(rows) if row.get("was") == number), None)
    if place is None:
        return proposal
    language = data.get(f"{PASSAGES}-{number}-language")
    language = language if language in CONTENT_LANGUAGES else "zh"
    before = {row["key"]: (row["text_zh"], row["text_en"]) for row in rows}
    rows = {
        "text_up": lambda: alignment.move_text(rows, place, language, -1),
        "text_down": lambda: alignment.move_text(rows, place, language, 1),
        "shift_up": lambda: alignment.shift_up(rows, place, language),
        "shift_down": lambda: alignment.shift_down(rows, place, language, blank),
        "join": lambda: alignment.join_next(rows, place, language),
        "split": lambda: alignment.split(rows, place, language, blank),
        "swap": lambda: alignment.swap(rows, place),
        "counterpart": lambda: alignment.toggle_counterpart(rows, place),
        "remove": lambda: alignment.remove(rows, place),
        "sure": lambda: [{**row, "confidence": ""} if row is rows[place] else row for row in rows],
    }[action]()
    # A confidence was that of two certain texts.
    proposal.rows = [
        row
        if before.get(row["key"]) == (row["text_zh"], row["text_en"])
        else {**row, "confidence": ""}
        for row in rows
    ]
    return proposal
