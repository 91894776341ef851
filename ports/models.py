import re
from datetime import date, time
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.fields import LineField, LinkField, PlainTextField
from portal.languages import in_language


class Mode(models.TextChoices):
    ROAD = "road", pgettext_lazy("mode of transport", "Road")
    RAIL = "rail", pgettext_lazy("mode of transport", "Rail")
    AIR = "air", pgettext_lazy("mode of transport", "Air")
    PIPELINE = "pipeline", pgettext_lazy("mode of transport", "Pipeline")


class Traffic(models.TextChoices):
    FREIGHT = "freight", _("Freight")
    PASSENGER = "passenger", _("Passengers")


class Regime(models.TextChoices):
    PERENNIAL = "perennial", pgettext_lazy("regime", "Perennial")
    SEASONAL = "seasonal", pgettext_lazy("regime", "Seasonal")
    NOT_OPEN = "not_open", pgettext_lazy("regime", "Approved, not in service")
    NOT_APPROVED = "not_approved", pgettext_lazy("regime", "Not yet approved")


class State(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a service", "Open")
    LIMITED = "limited", pgettext_lazy("state of a service", "Limited")
    CLOSED = "closed", pgettext_lazy("state of a service", "Closed")


class Action(models.TextChoices):
    """What a source reports. All but an observation say what holds from then on.

    A baseline is the state that a port was found in when its record begins: nothing is known to
    have happened on that day.
    """

    BASELINE = "baseline", _("State when the record begins")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Resumed")
    OPENED = "opened", _("Opened")
    OPENED_TEMPORARILY = "opened_temporarily", _("Opened temporarily")
    OPENED_SEASON = "opened_season", _("Opened for the season")
    CLOSED_SEASON = "closed_season", _("Closed for the season")
    STATUS = "status", _("Observation")


# The states that each action can lead to, the usual one first.
STATES_AFTER = {
    Action.BASELINE: (State.OPEN, State.LIMITED, State.CLOSED),
    Action.SUSPENDED: (State.CLOSED,),
    Action.RESUMED: (State.OPEN, State.LIMITED),
    Action.OPENED: (State.OPEN, State.LIMITED),
    Action.OPENED_TEMPORARILY: (State.LIMITED, State.OPEN),
    Action.OPENED_SEASON: (State.OPEN, State.LIMITED),
    Action.CLOSED_SEASON: (State.CLOSED,),
    Action.STATUS: ("",),
}


class Limitation(models.TextChoices):
    APPOINTMENT = "appointment", _("by appointment")
    DAYTIME = "daytime", _("in daytime only")
    GOODS = "goods", _("for some goods only")
    TEMPORARY = "temporary", _("for a short time")


class Confidence(models.TextChoices):
    HIGH = "high", pgettext_lazy("confidence", "High")
    MEDIUM = "medium", pgettext_lazy("confidence", "Medium")
    LOW = "low", pgettext_lazy("confidence", "Low")


class Country(models.Model):
    """A neighbour, or another country that a record names."""

    code = models.CharField(_("ISO code"), max_length=2, unique=True)
    name = LineField(_("name"), max_length=60)
    time_zone = models.CharField(_("time zone"), max_length=40, help_text=_("IANA name."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["position", "code"]

    def __str__(self):
        return in_language(self, "name", "zh")


class Source(models.Model):
    """A published page that a fact was taken from."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    title = LineField(_("title"), max_length=300, blank=True)
    publisher = LineField(_("publisher"), max_length=200, blank=True)
    published = LineField(_("date"), max_length=40, blank=True, help_text=_("As it is cited."))
    address = LinkField(_("address"), max_length=500, blank=True)
    note = LineField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]

    def __str__(self):
        return f"{self.code} {self.title}".strip()


# Addresses under /ports/ that are no port's, and names of files beside those of the ports.
RESERVED_SLUGS = frozenset({"calendar", "feed", "qr", "schema", "sources", "status"})


class Port(models.Model):
    """A port of entry. What a port counts for and how it works stands on its services."""

    class PointType(models.TextChoices):
        BORDER_CROSSING = "border_crossing", _("border crossing")
        PORT = "port", _("port site")
        TOWN = "town", _("town")
        INSPECTION_HALL = "inspection_hall", _("inspection hall")
        AIRPORT = "airport", _("airport")

    slug = models.SlugField(_("address"), unique=True)
    name = LineField(_("name"), max_length=80)
    pinyin = LineField(
        _("pinyin"),
        max_length=120,
        blank=True,
        help_text=_("Of the Chinese name, one syllable a character, parted by spaces."),
    )
    country = models.ForeignKey(
        Country,
        models.PROTECT,
        verbose_name=_("neighbouring country"),
        related_name="ports",
        null=True,
        blank=True,
        help_text=_("Left empty for an air port."),
    )
    counterpart = LineField(_("port opposite"), max_length=120, blank=True)
    prefecture = LineField(_("prefecture"), max_length=80, blank=True)
    county = LineField(_("county"), max_length=80, blank=True)
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("Decimal degrees north, WGS 84."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
        help_text=_("Decimal degrees east, WGS 84."),
    )
    point_type = models.CharField(
        _("what the position marks"), max_length=20, choices=PointType, blank=True
    )
    border_latitude = models.DecimalField(
        _("latitude of the crossing"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    border_longitude = models.DecimalField(
        _("longitude of the crossing"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    year_approved = models.PositiveSmallIntegerField(_("year approved"), null=True, blank=True)
    year_opened = models.PositiveSmallIntegerField(_("year opened"), null=True, blank=True)
    elevation = models.SmallIntegerField(_("elevation (m)"), null=True, blank=True)
    border_elevation = models.SmallIntegerField(
        _("elevation of the crossing (m)"), null=True, blank=True
    )
    introduction = PlainTextField(_("introduction"), blank=True)

    class Meta:
        verbose_name = _("port")
        verbose_name_plural = _("ports")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="port_position_is_whole_and_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True) | ~Q(point_type=""),
                name="port_position_says_what_it_marks",
            ),
        ]

    def __str__(self):
        return in_language(self, "name", "zh") or self.slug

    def get_absolute_url(self):
        return reverse("ports:detail", args=[self.slug])

    def clean(self):
        """Says in words what the constraints would refuse by name, and what they cannot see."""
        # Any case of letters: a file system or a server before the site may not tell them apart.
        if self.slug.lower() in RESERVED_SLUGS:
            raise ValidationError(
                {
                    "slug": ValidationError(
                        _("“%(slug)s” is an address of the site; choose another one."),
                        params={"slug": self.slug},
                    )
                }
            )
        pairs = [("latitude", "longitude"), ("border_latitude", "border_longitude")]
        for latitude, longitude in pairs:
            if (getattr(self, latitude) is None) != (getattr(self, longitude) is None):
                raise ValidationError(
                    {longitude: _("Latitude and longitude belong together; give both or none.")}
                )
        if self.latitude is not None and not self.point_type:
            raise ValidationError({"point_type": _("Say what the position marks.")})


class Alias(models.Model):
    """Another spelling of a port's name."""

    port = models.ForeignKey(Port, models.CASCADE, related_name="aliases", verbose_name=_("port"))
    text = LineField(_("spelling"), max_length=120)

    class Meta:
        verbose_name = _("other spelling")
        verbose_name_plural = _("other spellings")
        ordering = ["port", "text"]
        constraints = [
            models.UniqueConstraint(fields=["port", "text"], name="alias_stands_once_a_port")
        ]

    def __str__(self):
        return self.text


class Citation(models.Model):
    """How sure a group of a port's facts is, and where it comes from."""

    class Subject(models.TextChoices):
        NAMES = "names", _("names")
        TRANSPORT = "transport", _("transport")
        REGIME = "regime", _("regime")
        COUNTERPART = "counterpart", _("port opposite")
        PLACE = "place", _("place")
        POSITION = "coord", pgettext_lazy("on the map", "position")
        YEARS = "years", _("years")
        ELEVATION = "elevation", _("elevation")
        FACTS = "facts", _("introduction")

    port = models.ForeignKey(Port, models.CASCADE, related_name="citations")
    subject = models.CharField(_("subject"), max_length=20, choices=Subject)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence)
    note = LineField(_("note"), max_length=400, blank=True)
    sources = models.ManyToManyField(Source, verbose_name=_("sources"), blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["port", "subject"]
        constraints = [
            models.UniqueConstraint(fields=["port", "subject"], name="citation_once_a_subject")
        ]

    def __str__(self):
        return f"{self.port}: {self.get_subject_display()}"


def in_force(history, instant, known_at):
    """The rows of a history that speak of `instant` and were recorded by `known_at`."""
    return history.filter(since__lte=instant, recorded_at__lte=known_at)


class ServiceQuerySet(models.QuerySet):
    def as_of(self, instant, known_at=None):
        """Annotates each service with what held at an instant, as known at another.

        Adds `state` (a `State` or None where nothing is recorded), `status_change_id` of the row
        that says so, `regime` (a `Regime` or None) and `regime_since`. Of several rows the latest
        `since` holds, of equal ones the one recorded last. A row that repeats service, `since` and
        action of an earlier one corrects it: the earlier one no longer speaks, not even after the
        `until` of the later; nor does a row that another one names as corrected. `known_at` is now
        unless given. Still one query. `ports.calendar.changes_known` is the same rule in Python;
        rules and exception days, which this does not look at, are in `ports.schedule`.
        """
        known_at = known_at or timezone.now()
        corrections = StatusChange.objects.filter(
            Q(recorded_at__gt=OuterRef("recorded_at"))
            | Q(recorded_at=OuterRef("recorded_at"), pk__gt=OuterRef("pk")),
            service=OuterRef("service"),
            since=OuterRef("since"),
            action=OuterRef("action"),
            recorded_at__lte=known_at,
        )
        named = {"corrects": OuterRef("pk"), "recorded_at__lte": known_at}
        changes = (
            in_force(StatusChange.objects, instant, known_at)
            .filter(service=OuterRef("pk"))
            .exclude(state="")
            .filter(Q(until__isnull=True) | Q(until__gt=instant))
            .exclude(Exists(corrections))
            .exclude(Exists(StatusChange.objects.filter(**named)))
            .order_by("-since", "-recorded_at", "-pk")
        )
        regimes = (
            in_force(RegimeChange.objects, instant, known_at)
            .filter(service=OuterRef("pk"))
            .exclude(Exists(RegimeChange.objects.filter(**named)))
            .order_by("-since", "-recorded_at", "-pk")
        )
        return self.annotate(
            state=Subquery(changes.values("state")[:1]),
            status_change_id=Subquery(changes.values("pk")[:1]),
            regime=Subquery(regimes.values("regime")[:1]),
            regime_since=Subquery(regimes.values("since")[:1]),
        )

    def open(self):
        """Only after `as_of`: what works, limited or not."""
        return self.filter(state__in=[State.OPEN, State.LIMITED])


class Service(models.Model):
    """A port's road, rail, air or pipeline crossing for freight or for passengers."""

    port = models.ForeignKey(Port, models.CASCADE, related_name="services", verbose_name=_("port"))
    mode = models.CharField(_("mode"), max_length=10, choices=Mode)
    traffic = models.CharField(_("traffic"), max_length=10, choices=Traffic)
    official_units = models.PositiveSmallIntegerField(
        _("counts for"),
        default=1,
        help_text=_("How many ports this service counts for in official totals of its traffic."),
    )

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["port", "mode", "traffic"]
        constraints = [
            models.UniqueConstraint(
                fields=["port", "mode", "traffic"], name="service_once_a_port_mode_traffic"
            )
        ]

    def __str__(self):
        return f"{self.port} · {self.get_mode_display()} · {self.get_traffic_display()}"


class AppendOnlyQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("rows of a history are added, never changed")


class History(models.Model):
    """A row of a history: added, never edited. A correction is a new row."""

    since = models.DateTimeField(_("since"))
    corrects = models.ForeignKey(
        "self",
        models.RESTRICT,
        verbose_name=_("corrects"),
        related_name="corrections",
        null=True,
        blank=True,
        help_text=_("The row that this one takes the place of."),
    )
    source_text = LineField(_("source"), max_length=600, blank=True)
    sources = models.ManyToManyField(Source, verbose_name=_("sources on record"), blank=True)
    confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH
    )
    is_inferred = models.BooleanField(
        _("inferred"),
        default=False,
        help_text=_("No source says it of this service by name; it follows from others."),
    )
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("recorded by"),
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("rows of a history are added, never changed")
        super().save(*args, **kwargs)

    def clean(self):
        if self.corrects and self.corrects.service_id != self.service_id:
            raise ValidationError(
                {"service": _("A correction stays with the service of the row that it corrects.")}
            )


class StatusChange(History):
    """From an instant on, a service is open, limited or closed."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="status_changes", verbose_name=_("service")
    )
    action = models.CharField(_("what happened"), max_length=20, choices=Action)
    state = models.CharField(
        _("state from then on"),
        max_length=10,
        choices=State,
        blank=True,
        help_text=_("Empty for an observation, which changes nothing."),
    )
    limitation = models.CharField(_("limited how"), max_length=20, choices=Limitation, blank=True)
    until = models.DateTimeField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("When known beforehand. After it, what held before holds again."),
    )
    since_precision = models.CharField(
        _("precision of the date"),
        max_length=10,
        choices=[
            ("instant", _("to the minute")),
            ("day", _("to the day")),
            ("month", _("to the month")),
        ],
        default="instant",
    )
    reason = PlainTextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["-since", "-recorded_at", "-pk"]
        indexes = [models.Index(fields=["service", "-since"], name="status_change_by_since")]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="status_change_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(action="status", state="") | (~Q(action="status") & ~Q(state="")),
                name="status_change_observation_has_no_state",
            ),
            models.CheckConstraint(
                condition=Q(limitation="") | Q(state="limited"),
                name="status_change_only_limited_is_limited",
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.get_action_display()} {self.since:%Y-%m-%d}"

    def clean(self):
        """Says in words what the constraints would refuse by name, and what they cannot see."""
        super().clean()
        if self.action in STATES_AFTER and self.state not in STATES_AFTER[self.action]:
            if self.action == Action.STATUS:
                raise ValidationError(
                    {"state": _("An observation changes no state; leave it empty.")}
                )
            raise ValidationError({"state": _("This does not follow from what happened.")})
        if self.limitation and self.state != State.LIMITED:
            raise ValidationError({"limitation": _("Only a limited service is limited somehow.")})
        if self.until and self.since and self.until <= self.since:
            raise ValidationError({"until": _("The end must come after the start.")})


class RegimeChange(History):
    """From an instant on, a service is perennial, seasonal, not open or not approved."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="regime_changes", verbose_name=_("service")
    )
    regime = models.CharField(_("regime"), max_length=20, choices=Regime)
    reason = PlainTextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("regime change")
        verbose_name_plural = _("regime changes")
        ordering = ["-since", "-recorded_at", "-pk"]
        indexes = [models.Index(fields=["service", "-since"], name="regime_change_by_since")]

    def __str__(self):
        return f"{self.service}: {self.get_regime_display()} {self.since:%Y-%m-%d}"


class OpeningRule(models.Model):
    """Regular opening days and hours of a service, within a season and a time of validity."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="opening_rules", verbose_name=_("service")
    )
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    season_start = models.CharField(
        _("season starts"), max_length=5, blank=True, help_text=_("MM-DD, for example 04-01.")
    )
    season_end = models.CharField(_("season ends"), max_length=5, blank=True)
    weekdays = models.CharField(
        _("weekdays"),
        max_length=7,
        default="1234567",
        help_text=_("Digits of the open days, Monday is 1."),
    )
    opens = models.TimeField(_("opens"), null=True, blank=True)
    closes = models.TimeField(_("closes"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, default="Asia/Shanghai")

    class Meta:
        verbose_name = _("opening rule")
        verbose_name_plural = _("opening rules")
        ordering = ["service", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="opening_rule_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(season_start="", season_end="")
                | (~Q(season_start="") & ~Q(season_end="")),
                name="opening_rule_season_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | Q(opens__isnull=False, closes__isnull=False),
                name="opening_rule_hours_are_whole",
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.valid_from}"

    def clean(self):
        """Says in words what the constraints would refuse by name, and what they cannot see."""
        faults = {}
        if not self.weekdays or set(self.weekdays) - set("1234567"):
            faults["weekdays"] = _("Use the digits 1 to 7.")
        for name in ("season_start", "season_end"):
            if getattr(self, name) and not is_month_day(getattr(self, name)):
                faults[name] = _("Write month and day like this: 04-01.")
        if bool(self.season_start) != bool(self.season_end):
            faults["season_end"] = _("A season has a start and an end; give both or none.")
        if (self.opens is None) != (self.closes is None):
            faults["closes"] = _("Hours have a start and an end; give both or none.")
        if self.valid_until and self.valid_from and self.valid_until < self.valid_from:
            faults["valid_until"] = _("The end must come after the start.")
        if self.time_zone not in available_timezones():
            faults["time_zone"] = _("This is no time zone; Asia/Shanghai and Asia/Almaty are.")
        if faults:
            raise ValidationError(faults)


def is_month_day(text: str) -> bool:
    """Whether a text is a day of some year as MM-DD; 29 February is."""
    if not re.fullmatch(r"\d\d-\d\d", text, re.ASCII):
        return False
    try:
        date.fromisoformat(f"2024-{text}")
    except ValueError:
        return False
    return True


class ExceptionDay(models.Model):
    """A service on one date in Beijing, against its rule: added, never edited.

    Of several rows the one recorded last holds; one without a state makes the date regular again.
    """

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="exception_days", verbose_name=_("service")
    )
    date = models.DateField(_("date"))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=State,
        blank=True,
        help_text=_("Left empty, the date is regular again: what was entered before is withdrawn."),
    )
    limitation = models.CharField(_("limited how"), max_length=20, choices=Limitation, blank=True)
    opens = models.TimeField(
        _("opens"),
        null=True,
        blank=True,
        help_text=_("Beijing time. Without hours those of the rule hold, else the whole day."),
    )
    closes = models.TimeField(
        _("closes"), null=True, blank=True, help_text=_("00:00 is the end of the day.")
    )
    reason = LineField(_("reason"), max_length=200, blank=True)
    source_text = LineField(_("source"), max_length=600, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
    )

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = _("exception day")
        verbose_name_plural = _("exception days")
        ordering = ["date", "service", "-recorded_at", "-pk"]
        indexes = [models.Index(fields=["service", "date"], name="exception_day_by_date")]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True)
                | (
                    Q(opens__isnull=False, closes__isnull=False)
                    & (Q(closes__gt=F("opens")) | Q(closes=time(0)))
                ),
                name="exception_day_hours_lie_in_the_day",
            ),
            models.CheckConstraint(
                condition=Q(opens__isnull=True) | Q(state__in=["open", "limited"]),
                name="exception_day_only_open_has_hours",
            ),
            models.CheckConstraint(
                condition=Q(limitation="") | Q(state="limited"),
                name="exception_day_only_limited_is_limited",
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.date} {self.get_state_display()}".strip()

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("rows of a history are added, never changed")
        super().save(*args, **kwargs)

    def clean(self):
        """Says in words what the constraints would refuse by name."""
        faults = {}
        if self.limitation and self.state != State.LIMITED:
            faults["limitation"] = _("Only a limited service is limited somehow.")
        if (self.opens is None) != (self.closes is None):
            faults["closes"] = _("Hours have a start and an end; give both or none.")
        elif self.opens is not None:
            if self.state not in {State.OPEN, State.LIMITED}:
                faults["opens"] = _("Only a day that is open or limited has hours.")
            elif self.closes <= self.opens and self.closes != time(0):
                faults["closes"] = _("The end must come after the start; 00:00 ends the day.")
        if faults:
            raise ValidationError(faults)
