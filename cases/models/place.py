"""Where practices are: regions, countries, cities."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from fields.atomic import AtomicModel
from fields.term import NamedTerm, said
from fields.text import PlainCharField, PlainTextField


class Region(NamedTerm):
    class Meta(NamedTerm.Meta):
        verbose_name = _("region")
        verbose_name_plural = _("regions")


class Country(AtomicModel):
    """A country or territory of ISO 3166-1, keyed by its two-letter code."""

    class IncomeGroup(models.TextChoices):
        LOW = "low", _("low income")
        LOWER_MIDDLE = "lower-middle", _("lower middle income")
        UPPER_MIDDLE = "upper-middle", _("upper middle income")
        HIGH = "high", _("high income")

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    name = PlainCharField(_("name"), max_length=120, unique=True)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="countries", verbose_name=_("region")
    )
    income_group = models.CharField(
        _("income group"), max_length=12, choices=IncomeGroup, blank=True
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        constraints = [
            models.CheckConstraint(
                name="cases_country_code_iso", condition=models.Q(code__regex=r"^[A-Z][A-Z]$")
            ),
            models.CheckConstraint(
                name="cases_country_income_group_known",
                condition=models.Q(
                    income_group__in=["", "low", "lower-middle", "upper-middle", "high"]
                ),
            ),
        ]

    def __str__(self):
        return said(self.name)


class City(AtomicModel):
    """A city with where it lies and how many live there (GeoNames, CC BY 4.0, or a curator)."""

    geonames_id = models.PositiveIntegerField(_("GeoNames id"), null=True, blank=True, unique=True)
    name = PlainCharField(_("name"), max_length=200)
    alternate_names = PlainTextField(
        _("other spellings"), max_length=1000, blank=True, help_text=_("One a line.")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="cities", verbose_name=_("country")
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        indexes = [models.Index(fields=["country", "name"], name="cases_city_country_name")]
        constraints = [
            models.CheckConstraint(
                name="cases_city_on_earth",
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(
                    latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180
                ),
                violation_error_message=_("Latitude and longitude go together, within the globe."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.country}"


class Location(AtomicModel):
    """A country, or a city in it, where the practice is; the first is the lead."""

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="locations",
        verbose_name=_("practice"),
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="locations", verbose_name=_("country")
    )
    city = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
        verbose_name=_("city"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "city"],
                name="cases_location_city_once_per_practice",
                violation_error_message=_("This city is already there."),
            ),
            models.UniqueConstraint(
                fields=["practice", "country"],
                condition=models.Q(city=None),
                name="cases_location_country_once_without_city",
                violation_error_message=_("This country is already there."),
            ),
        ]

    def __str__(self):
        return str(self.city or self.country)

    def clean(self):
        self._take_country_of_city()

    def save(self, *args, **kwargs):
        self._take_country_of_city()
        super().save(*args, **kwargs)

    def _take_country_of_city(self):
        if self.city_id:
            self.country_id = self.city.country_id
