"""The form on which editors write: an edition with its post, its passages and its way forward."""

import re

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import ForeignKeyRawIdWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms.models import BaseInlineFormSet
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from news import (
    announcing,
    checking,
    conflict,
    documents,
    editing,
    findings_form,
    gate,
    history,
    history_admin,
    proofreading,
    workflow,
)
from news.forms import AttachmentForm, EditionForm, PassageForm
from news.gate_admin import GateAdmin, ask_links, posted_version
from news.models import (
    AcceptedFinding,
    Attachment,
    Confirmation,
    Edition,
    Passage,
    Status,
    Transition,
)
from news.preview_admin import PreviewAdmin
from portal import generation
from portal.admin import EditorsAdmin, pair
from portal.languages import CONTENT_LANGUAGES, in_language
from ports.grid import Grid
from ports.grid_admin import WhichForm

PASSAGES = "passages"
ATTACHMENTS = "attachments"
# Thirteen fields a row, and up to three choices where two saves meet, have to stay below
# DATA_UPLOAD_MAX_NUMBER_FIELDS.
MAX_ROWS = 300


class RowsOfEdition(admin.StackedInline):
    """Rows belong to their edition: who may edit it may edit them."""

    def _may(self, request, obj):
        return EditionAdmin.may_edit(request, obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, obj)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("news.view_edition") or self._may(request, obj)


class ImageLookup(ForeignKeyRawIdWidget):
    """The image's number with a button that opens the list of pictures to choose from.

    A list shows what it offers; the stock search box, on select2, has no accessible name.
    """

    def label_and_url_for_value(self, value):
        # The form shows the picture itself, read with its row.
        return "", ""


class PassageFormSet(BaseInlineFormSet):
    default_error_messages = {
        "too_many_forms": ngettext_lazy(
            "An edition has at most %(num)d row. Join some, or split the post in two.",
            "An edition has at most %(num)d rows. Join some, or split the post in two.",
            "num",
        ),
    }

    def total_form_count(self):
        """As many rows as were sent, whatever number the form claims: each costs time to show."""
        total = super().total_form_count()
        if not self.is_bound:
            return total
        return min(total, max(self.rows_sent, self.initial_form_count()))

    @cached_property
    def rows_sent(self):
        start = f"{self.prefix}-"
        rests = (name.removeprefix(start) for name in self.data if name.startswith(start))
        indexes = (rest.partition("-")[0] for rest in rests)
        found = [int(index) for index in indexes if index.isascii() and index.isdecimal()]
        return max(found, default=-1) + 1

    def _construct_form(self, i, **kwargs):
        form = super()._construct_form(i, **kwargs)
        # Each row asks its edition for the source language; one edition serves all rows.
        form.instance.edition = self.instance
        return form


class PassageInline(RowsOfEdition):
    model = Passage
    form = PassageForm
    formset = PassageFormSet
    # The models' own order goes through the edition and its post, which are given here.
    ordering = ["position"]
    template = "admin/news/edition/passages.html"
    fields = editing.ROW_FIELDS
    raw_id_fields = ["image"]
    max_num = MAX_ROWS

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("image")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        kwargs["widget"] = ImageLookup(db_field.remote_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, validate_max=True, **kwargs)

    def get_extra(self, request, obj=None, **kwargs):
        # For those without scripts; the workbench has a button.
        return 1 if obj else 3


class AttachmentInline(RowsOfEdition):
    model = Attachment
    form = AttachmentForm
    ordering = ["position", "pk"]
    extra = 0
    max_num = 20
    fieldsets = [(None, {"classes": ["bilingual"], "fields": ["file", pair("title")]})]


@admin.register(Edition)
class EditionAdmin(PreviewAdmin, GateAdmin, EditorsAdmin):
    form = EditionForm
    inlines = [PassageInline, AttachmentInline]
    raw_id_fields = ["cover"]
    object_history_template = "admin/news/edition/object_history.html"
    view_on_site = False

    # Where things stand

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("post__column", "post__latest_edition")

    def get_model_perms(self, request):
        # Editors come here through the list of posts; the index has no second entry.
        return {}

    def get_fieldsets(self, request, obj=None):
        # Someone who may only look is shown model fields; the post's stand in the status panel.
        identity = [("slug", "column"), "source_language"]
        about = ["ports", "announces", "cover"]
        if not self.may_edit(request, obj):
            identity, about = ["source_language"], ["ports", "cover"]
        return [
            (None, {"fields": identity}),
            (
                gettext_lazy("Title and summary"),
                {"classes": ["bilingual"], "fields": [pair(name) for name in editing.TEXTS]},
            ),
            (
                gettext_lazy("Who and where"),
                {
                    "classes": ["bilingual"],
                    "fields": [pair("author"), pair("editor"), pair("source")],
                },
            ),
            (gettext_lazy("Ports and cover"), {"fields": about}),
            (
                gettext_lazy("Release"),
                {
                    "fields": [("publish_at", "withdraw_at")],
                    "description": gettext_lazy(
                        "Times are those of the site's time zone. Both languages go out in the "
                        "same instant, and only after the last review."
                    ),
                },
            ),
            (
                gettext_lazy("Correction"),
                {
                    "classes": ["bilingual"],
                    "fields": [pair("change_note")],
                    "description": gettext_lazy(
                        "For a new edition of a post that readers have seen already."
                    ),
                },
            ),
        ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title_en"]}

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name.startswith(("summary_", "change_note_")):
            field.widget.attrs["rows"] = 3
        return field

    # Who may

    @staticmethod
    def may_edit(request, obj=None):
        if obj is None:
            return request.user.has_perm("news.add_edition")
        return request.user.has_perm("news.change_edition") and obj.post.latest_edition_id == obj.pk

    def has_add_permission(self, request):
        return super().has_add_permission(request) and request.user.has_perm("news.add_post")

    def has_change_permission(self, request, obj=None):
        if obj is None:
            return super().has_change_permission(request)
        return self.may_edit(request, obj)

    def has_delete_permission(self, request, obj=None):
        if obj is None or not super().has_delete_permission(request, obj):
            return False
        # What was submitted once has a history, and a history is not deleted.
        return (
            obj.status == Status.DRAFT
            and obj.writers.filter(pk=request.user.pk).exists()
            and not obj.writers.exclude(pk=request.user.pk).exists()
            and not history_admin.has_history(obj)
        )

    def delete_view(self, request, object_id, extra_context=None):
        edition = self.get_object(request, unquote(object_id))
        may_look = request.user.has_perm("news.delete_edition")
        if edition is not None and may_look and history_admin.has_history(edition):
            return history_admin.refuse_deletion(self, request, edition)
        return super().delete_view(request, object_id, extra_context)

    # Ways in

    def get_urls(self):
        move = self.admin_site.admin_view(self.move_view)
        proofread = self.admin_site.admin_view(self.proofread_view)
        sign_off = self.admin_site.admin_view(require_safe(self.sign_off_view))
        sign_off_pdf = self.admin_site.admin_view(require_safe(self.sign_off_pdf_view))
        announce = self.admin_site.admin_view(require_POST(self.announce_view))
        return [
            path("announce/", announce, name="news_edition_announce"),
            path("<int:object_id>/move/", move, name="news_edition_move"),
            # It says itself who may, and never sends a script to the sign-in page.
            path("check/", findings_form.check, name="news_edition_check"),
            path("<int:object_id>/proofread/", proofread, name="news_edition_proofread"),
            path("<int:object_id>/sign-off/", sign_off, name="news_edition_sign_off"),
            path("<int:object_id>/sign-off.pdf", sign_off_pdf, name="news_edition_sign_off_pdf"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        return redirect("admin:news_post_changelist")

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        edition = self.get_object(request, unquote(object_id))
        if edition is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        if not request.user.has_perm("news.change_edition"):
            raise PermissionDenied
        latest = edition.post.latest_edition
        if latest.pk == edition.pk and request.POST.get("lock_version") == str(latest.lock_version):
            if "_resolve" in request.POST:
                request.POST = self.resolved(request.POST, latest)
            if "_submit" in request.POST:
                ask_links(request.POST)
            try:
                return super().changeform_view(request, object_id, form_url, extra_context)
            except workflow.Conflict as raised:
                latest = raised.edition
        return self.conflict_view(request, edition, latest)

    def conflict_view(self, request, edition, latest):
        """Status 409: what stands now beside what was typed, and a form that saves one of both."""
        data = request.POST.copy()
        mine, rows = data, posted_rows(data, PASSAGES)
        rebase_attachments(data, edition, latest)
        found = conflict.Conflict(mine, rows, latest)
        forget = f"{data.get('forget', '')} {edition.pk}:{data.get('lock_version', '')}"
        dropped = {"csrfmiddlewaretoken", "lock_version", "forget", "_resolve", "_save", "_submit"}
        context = {
            **self.admin_site.each_context(request),
            "title": _("Two texts of the same post"),
            "opts": self.opts,
            "edition": latest,
            "conflict": found,
            "by": latest.changed_by,
            "files": [file.name for name in request.FILES for file in request.FILES.getlist(name)],
            "hidden": [
                (name, value)
                for name, values in data.lists()
                if name not in dropped and not name.startswith("take-")
                for value in values
            ],
            "forget": saved_marks(forget),
        }
        return TemplateResponse(request, "admin/news/edition/conflict.html", context, status=409)

    @staticmethod
    def resolved(data, latest):
        """What the page of a conflict says, as the form itself would have posted it."""
        found = conflict.Conflict(data, posted_rows(data, PASSAGES), latest)
        data = data.copy()
        values, rows = found.resolved()
        for name, value in values.items():
            data.setlist(name, value if isinstance(value, list) else [value])
        put_rows(
            data,
            PASSAGES,
            [row for row in rows if row["id"]],
            [row for row in rows if not row["id"]],
            latest,
        )
        return data

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context.update(
            edition=None, texts=None, workbench_edition="new", lock_version="", base="", saved=""
        )
        context["forget"] = saved_marks(request.POST.get("forget", ""))
        context.update(rows_of(context["inline_admin_formsets"]))
        if obj is not None:
            edition = Edition.objects.select_related("post__column").get(pk=obj.pk)
            moves = workflow.allowed(edition, request.user)
            can_edit = self.may_edit(request, edition)
            public = self.public_numbers(edition.post)
            context.update(
                edition=edition,
                title=str(edition),
                subtitle=None,
                moves=[
                    (to, step)
                    for to, step in moves
                    if to != workflow.EMERGENCY and (step is not workflow.SUBMIT or not can_edit)
                ],
                emergency=next((step for to, step in moves if to == workflow.EMERGENCY), None),
                standings=proofreading.standings(edition, request.user)
                if edition.status in workflow.REVIEW_STATUSES
                else [],
                log=self.emergency_log(edition),
                # Whatever is lacking yet: the same click saves what was typed to mend it.
                can_submit=can_edit
                and edition.status in workflow.WRITING_STATUSES
                and workflow.may(edition, workflow.next_stage(edition), request.user),
                is_party=workflow.is_party(edition, request.user),
                next_step=self.what_next(edition),
                editions=list(edition.post.editions.order_by("-number")),
                is_latest=edition.post.latest_edition_id == edition.pk,
                public_numbers=public,
                presets=history.presets(edition, request.user, public),
                lock_version=edition.lock_version,
                workbench_edition=edition.pk,
                saved=request.session.pop("saved", ""),
            )
            if can_edit:
                context["texts"] = context["adminform"].form.texts(edition)
                context["base"] = conflict.base_of(edition)
        elif add:
            context["title"] = _("New post")
            context["presets"] = []
            context["texts"] = context["adminform"].form.texts(None)
        self.add_findings(context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def add_findings(context):
        """What the checks say of the texts that the form shows, stored or typed and refused."""
        texts, form = context["texts"], context["adminform"].form
        findings = findings_form.FindingsOfForm(
            context["edition"],
            form if texts else None,
            [row.form for row in context["rows"]],
            can_accept=bool(texts),
        )
        for text in texts or []:
            text.findings = findings.texts[text.name]
        context["findings"] = findings

    @staticmethod
    def public_numbers(post):
        now = timezone.now()
        return {
            release.edition_id
            for release in post.releases.all()
            if release.public_from <= now < release.public_until
        }

    @staticmethod
    def emergency_log(edition):
        """The emergency release of an edition and its confirmation, oldest first."""
        kinds = [Transition.Kind.EMERGENCY, Transition.Kind.CONFIRMATION]
        return edition.transitions.filter(kind__in=kinds).select_related("by")

    @staticmethod
    def what_next(edition):
        status = Status(edition.status)
        if edition.awaits_confirmation:
            return _("Next: a reviewer who had no part in it confirms the emergency release.")
        if status in workflow.WRITING_STATUSES:
            return _("Next: the author submits it for review.")
        if status == Status.APPROVED:
            if edition.publish_at > timezone.now():
                return _("Approved. Readers see it from the time of release on.")
            return _("Approved. A change starts a new edition and leaves this one in public.")
        return {
            Status.FIRST_REVIEW: _("Next: the first reviewer passes it on or returns it."),
            Status.SECOND_REVIEW: _("Next: the second reviewer passes it on or returns it."),
            Status.FINAL_REVIEW: _("Next: the final reviewer approves or returns it."),
            Status.SUPERSEDED: _("A newer edition took its place."),
            Status.WITHDRAWN: _("Readers no longer see it. A change starts a new edition."),
        }[status]

    # Saving

    def save_model(self, request, obj, form, change):
        """Nothing yet: edition and rows are written together in `save_related`."""

    def save_related(self, request, form, formsets, change):
        by_prefix = {formset.prefix: formset for formset in formsets}
        typed = form.typed(by_prefix[PASSAGES])
        attachments = by_prefix[ATTACHMENTS]
        typed.accepted, request.reasons_lost = findings_form.accepted_in(
            request.POST, typed, form.instance if change else None, request.user
        )
        request.reasons_kept = len(typed.accepted)
        if change:
            moved_post = form.post_changed()
            saved = editing.save(
                form.instance,
                typed,
                request.user,
                lock_version=form.cleaned_data["lock_version"],
                also_changed=attachments.has_changed() or moved_post,
            )
            if moved_post:
                post = saved.post
                post.slug, post.column = form.cleaned_data["slug"], form.cleaned_data["column"]
                post.save()
        else:
            saved = editing.start_post(
                form.cleaned_data["slug"], form.cleaned_data["column"], request.user, typed
            )
        added, removed = form.announced()
        request.announced = bool(added or removed)
        if request.announced:
            saved.post.announces.add(*added)
            saved.post.announces.remove(*removed)
            generation.bump()
        save_attachments(attachments, saved)
        request.saved_edition = saved
        request.was_saved = not change or saved.lock_version != form.cleaned_data["lock_version"]

    def construct_change_message(self, request, form, formsets, add=False):
        if add:
            return [{"added": {}}]
        labels = [str(form.fields[name].label) for name in form.changed_data if name in form.fields]
        for formset in formsets:
            if any(row.has_changed() for row in formset.forms):
                labels.append(str(formset.model._meta.verbose_name_plural))
        if request.reasons_kept:
            labels.append(str(AcceptedFinding._meta.verbose_name_plural))
        return [{"changed": {"fields": labels}}]

    def log_addition(self, request, obj, message):
        return super().log_addition(request, request.saved_edition, message)

    def log_change(self, request, obj, message):
        if request.was_saved or request.announced:
            return super().log_change(request, request.saved_edition, message)

    def response_add(self, request, obj, post_url_continue=None):
        self.message_user(
            request,
            _("The draft was saved. Readers do not see it yet."),
            messages.SUCCESS,
        )
        return self.after_save(request)

    def response_change(self, request, obj):
        saved = request.saved_edition
        if saved.pk != obj.pk:
            texts = {"new": saved.number, "old": saved.number - 1}
            if obj.pk in self.public_numbers(saved.post):
                sentence = _(
                    "Edition %(new)d was started as a draft; readers see edition %(old)d until "
                    "this one is approved."
                )
            else:
                sentence = _("Edition %(new)d was started as a draft; edition %(old)d is kept.")
            self.message_user(request, sentence % texts, messages.SUCCESS)
        elif not request.was_saved and request.announced:
            self.message_user(
                request,
                _("Saved what the post announces. Its text is as it was."),
                messages.SUCCESS,
            )
        elif not request.was_saved:
            self.message_user(request, _("Nothing was changed, so nothing was saved."))
        elif obj.status in workflow.REVIEW_STATUSES:
            self.message_user(
                request,
                _("Saved. The text changed, so the edition went back to draft; submit it again."),
                messages.WARNING,
            )
        else:
            self.message_user(request, _("The draft was saved."), messages.SUCCESS)
        return self.after_save(request)

    def draft_name(self, request):
        """What the browser calls its drafts of this form: `data-edition` in docs/workbench.md."""
        return request.resolver_match.kwargs.get("object_id", "new")

    def after_save(self, request):
        saved = request.saved_edition
        # The page that comes next tells the browser which of its drafts are stored.
        begun = self.draft_name(request)
        version = request.POST.get("lock_version", "")
        earlier = request.POST.get("forget", "")
        request.session["saved"] = saved_marks(f"{begun}:{version} {earlier}")
        if request.reasons_lost:
            self.message_user(
                request,
                ngettext(
                    "%(count)d reason was not kept: the words it was about have changed.",
                    "%(count)d reasons were not kept: the words they were about have changed.",
                    request.reasons_lost,
                )
                % {"count": request.reasons_lost},
                messages.WARNING,
            )
        if "_submit" in request.POST:
            try:
                self.try_move(request, saved, workflow.next_stage(saved), "", saved.lock_version)
            except gate.Blocked as blocked:
                self.message_user(request, blocked.messages[0], messages.ERROR)
                return redirect("admin:news_edition_submit", saved.pk)
        return redirect("admin:news_edition_change", saved.pk)

    # From the holiday grid

    def announce_view(self, request):
        """A draft from the saved holiday grid that is posted, for those who may enter one."""
        user = request.user
        if not (user.has_perm("ports.add_exceptionday") and user.has_perm("news.view_edition")):
            raise PermissionDenied
        form = WhichForm(request.POST)
        if not form.is_valid():
            return redirect("admin:ports_exceptionday_grid")
        grid = Grid(**form.which)
        notice, column = grid.notice(), announcing.column_of_notices()
        if notice is None or column is None:
            sentence = (
                _("No exception day is saved for these days, so there is nothing to announce.")
                if notice is None
                else _("There is no column to put the notice in.")
            )
            self.message_user(request, sentence, messages.ERROR)
            return redirect(f"{reverse('admin:ports_exceptionday_grid')}?{form.query}")
        _reason, source = grid.suggested()
        edition = announcing.draft(notice, column, user, source)
        self.log_addition_of(request, edition)
        self.message_user(
            request,
            _("The notice is a draft now. Readers do not see it before the last review."),
            messages.SUCCESS,
        )
        return redirect("admin:news_edition_change", edition.pk)

    def log_addition_of(self, request, edition):
        return super().log_addition(request, edition, [{"added": {}}])

    # Moving

    def try_move(self, request, edition, to, reason, lock_version):
        """Moves and says so; says why where it is not possible. Lets the other errors through."""
        try:
            with transaction.atomic():
                moved = workflow.move(
                    edition, to, request.user, reason=reason, lock_version=lock_version
                )
        except gate.Blocked:
            raise
        except ValidationError as error:
            for sentence in error.messages:
                self.message_user(request, sentence, messages.ERROR)
            return
        self.message_user(
            request,
            _("The edition is now: %(status)s. %(next)s")
            % {"status": moved.get_status_display(), "next": self.what_next(moved)},
            messages.SUCCESS,
        )

    def move_view(self, request, object_id):
        if request.method != "POST":
            return require_POST(self.move_view)(request, object_id)
        edition = self.get_object(request, str(object_id))
        if edition is None:
            raise Http404
        if not request.user.has_perm("news.view_edition"):
            raise PermissionDenied
        to, reason = request.POST.get("to", ""), request.POST.get("reason", "")
        seen = posted_version(request)
        if not workflow.is_move(to) or seen is None:
            raise PermissionDenied
        try:
            self.try_move(request, edition, to, reason, seen)
        except workflow.Conflict as raised:
            return self.moved_meanwhile(request, raised.edition, reason)
        except gate.Blocked as blocked:
            self.message_user(request, blocked.messages[0], messages.ERROR)
            return redirect("admin:news_edition_submit", object_id)
        return redirect("admin:news_edition_change", object_id)

    def moved_meanwhile(self, request, edition, reason=""):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Somebody was here in the meantime"),
            "opts": self.opts,
            "edition": edition,
            "reason": reason,
        }
        return TemplateResponse(
            request, "admin/news/edition/move_conflict.html", context, status=409
        )

    def proofread_view(self, request, object_id):
        """Notes that the person proofread one language as it stood on the page they looked at."""
        if request.method != "POST":
            return require_POST(self.proofread_view)(request, object_id)
        edition = self.get_object(request, str(object_id))
        if edition is None:
            raise Http404
        seen = posted_version(request)
        if not request.user.has_perm("news.view_edition") or seen is None:
            raise PermissionDenied
        language = request.POST.get("language", "")
        try:
            proofreading.tick(edition, language, request.user, seen)
        except workflow.Conflict as raised:
            return self.moved_meanwhile(request, raised.edition)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(
                request,
                _("You have proofread the text in %(language)s.")
                % {"language": settings.LANGUAGE_NAMES[language]},
                messages.SUCCESS,
            )
        return redirect("admin:news_edition_change", object_id)

    # Leaving

    def history_view(self, request, object_id, extra_context=None):
        edition = self.get_object(request, unquote(object_id))
        context = dict(extra_context or {})
        if edition is not None:
            names = self.names_of_parts(edition.post)
            context["confirmations"] = self.confirmations(edition.post, names)
            context["accepted_findings"] = self.accepted_findings(edition.post, names)
            context.update(history_admin.history_context(edition.post, request))
        return super().history_view(request, object_id, context)

    def sign_off_view(self, request, object_id):
        return history_admin.sign_off_view(self, request, object_id)

    def sign_off_pdf_view(self, request, object_id):
        return history_admin.sign_off_pdf_view(self, request, object_id)

    @staticmethod
    def names_of_parts(post):
        """What the parts of a post's texts are called, by the names that its logs have for them."""
        names = {name: checking.label_of(name) for name in checking.TEXTS}
        passages = Passage.objects.filter(edition__post=post).order_by("edition__number")
        for key, position in passages.values_list("key", "position"):
            names[key] = _("Row %(place)s") % {"place": position}
        return names

    @staticmethod
    def accepted_findings(post, names):
        """The newest 500 findings that were left as they are, each with its row and sentence."""
        found = AcceptedFinding.objects.filter(edition__post=post).select_related("edition", "by")
        return [
            (
                each,
                name_of_part(each.part, names),
                checking.message(each.code, each.values),
            )
            for each in found.order_by("-at", "-pk")[:500]
        ]

    @staticmethod
    def confirmations(post, names):
        """The newest 500 confirmations of a post, each with the name of the row it speaks of."""
        found = Confirmation.objects.filter(edition__post=post).select_related("edition", "by")
        return [
            (
                each,
                name_of_part(each.part, names),
                settings.LANGUAGE_NAMES.get(each.language, each.language),
            )
            for each in found.order_by("-at", "-pk")[:500]
        ]

    def get_deleted_objects(self, objs, request):
        to_delete, counts, perms_needed, protected = super().get_deleted_objects(objs, request)
        # Nobody deletes from the log; what was said of a draft's rows goes with the draft.
        perms_needed -= {Confirmation._meta.verbose_name, AcceptedFinding._meta.verbose_name}
        return to_delete, counts, perms_needed, protected

    def delete_model(self, request, obj):
        post = obj.post
        with transaction.atomic():
            post.latest_edition = None
            editing.point_to(post, post.editions.exclude(pk=obj.pk).order_by("-number").first())
            obj.delete()
            if post.latest_edition is None:
                post.delete()

    def response_delete(self, request, obj_display, obj_id):
        self.message_user(request, _("The draft was deleted."), messages.SUCCESS)
        return redirect("admin:news_post_changelist")


def name_of_part(part, names):
    return names.get(part) or _("a row deleted since (%(key)s)") % {"key": part}


def rows_of(inline_admin_formsets):
    """The rows for the template in their order, and the empty one that new rows are made of.

    A refused form has its new rows at its end, whatever place was meant for them.
    """
    formset = next(each for each in inline_admin_formsets if each.formset.prefix == PASSAGES)
    rows = list(formset)
    empty = rows.pop() if formset.has_add_permission else None
    if formset.formset.is_bound:
        rows.sort(key=lambda row: row.form.place)
    return {"rows": rows, "empty_row": empty}


def saved_marks(text):
    """What of a text names drafts: "12:3 new: m7:", for `data-saved` (docs/workbench.md)."""
    return " ".join(dict.fromkeys(re.findall(r"(?<!\S)(?:m?\d+|new):\d*(?!\S)", text)))


def posted_rows(data, prefix):
    """The rows of a posted formset as dicts of their fields."""
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    # As many as a formset reads, which is more than it takes: too many rows are typed text too.
    count = min(int(total), MAX_ROWS + 1000) if total.isdecimal() and len(total) < 6 else 0
    rows = [{} for _row in range(count)]
    for name in list(data):
        head, _dash, rest = name.partition("-")
        index, _dash, fieldname = rest.partition("-")
        if head == prefix and index.isdecimal() and len(index) < 6 and int(index) < count:
            rows[int(index)][fieldname] = data[name]
    return rows


def put_rows(data, prefix, existing, new, edition):
    for name in list(data):
        if name.startswith(f"{prefix}-") and not name.endswith("_FORMS"):
            del data[name]
    for index, row in enumerate([*existing, *new]):
        for fieldname, value in row.items():
            data[f"{prefix}-{index}-{fieldname}"] = value
        data[f"{prefix}-{index}-edition"] = str(edition.pk)
    data[f"{prefix}-TOTAL_FORMS"] = str(len(existing) + len(new))
    data[f"{prefix}-INITIAL_FORMS"] = str(len(existing))


def rebase_attachments(data, edition, latest):
    """Puts the typed titles onto the present attachments, which are known by their files."""
    files = {str(pk): name for pk, name in edition.attachments.values_list("pk", "file")}
    present = {attachment.file.name: attachment for attachment in latest.attachments.all()}
    existing, new = [], []
    for row in posted_rows(data, ATTACHMENTS):
        attachment = present.pop(files.get(row.get("id")), None)
        if attachment is not None:
            existing.append({**row, "id": str(attachment.pk)})
        elif not row.get("id"):
            new.append(row)
    for attachment in present.values():
        row = {"id": str(attachment.pk)}
        for language in CONTENT_LANGUAGES:
            row[f"title_{language}"] = in_language(attachment, "title", language)
        existing.append(row)
    put_rows(data, ATTACHMENTS, existing, new, latest)


def save_attachments(formset, edition):
    """Writes a formset of attachments onto an edition, which may be a copy of the form's own."""
    held = {attachment.file.name: attachment for attachment in edition.attachments.all()}
    for form in formset.forms:
        stored = held.get(form.instance.file.name) if form.instance.pk else None
        if form in formset.deleted_forms:
            if stored is not None:
                stored.delete()
            continue
        if not form.has_changed():
            continue
        if stored is None:
            stored = Attachment(edition=edition, position=len(held) + 1)
            documents.attach(stored, form.cleaned_data["file"])
            held[stored.file.name] = stored
        for name in pair("title"):
            setattr(stored, name, form.cleaned_data[name])
        stored.save()
