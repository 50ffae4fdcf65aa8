"""The financial profile: totals by year, and who bore which share."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from fields.atomic import AtomicModel
from fields.text import PlainCharField

HUNDRED = Decimal(100)


class Funder(AtomicModel):
    """A column of the financial table; it may name a partner, or one who is none."""

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="funders",
        verbose_name=_("practice"),
    )
    label = PlainCharField(_("label"), max_length=120)
    partnership = models.ForeignKey(
        "cases.Partnership",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="funders",
        verbose_name=_("partner"),
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("funder")
        verbose_name_plural = _("funders")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "label"],
                name="cases_funder_label_once_per_practice",
                violation_error_message=_("This funder is already in the table."),
            ),
        ]

    def __str__(self):
        return self.label


class FinancialYear(AtomicModel):
    """A row of the financial table: a year's total in a unit of a currency."""

    class Unit(models.TextChoices):
        ONE = "one", _("one")
        THOUSAND = "thousand", _("thousand")
        MILLION = "million", _("million")
        BILLION = "billion", _("billion")

    FACTORS = {"one": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}

    practice = models.ForeignKey(
        "cases.Practice",
        on_delete=models.CASCADE,
        related_name="financial_years",
        verbose_name=_("practice"),
    )
    year = models.PositiveSmallIntegerField(_("year"))
    total = models.DecimalField(_("total"), max_digits=18, decimal_places=4, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=8, choices=Unit, default=Unit.ONE)
    currency = models.CharField(_("currency"), max_length=3, default="USD")
    as_entered = PlainCharField(_("total as entered"), max_length=60, blank=True)

    class Meta:
        ordering = ["year"]
        verbose_name = _("financial year")
        verbose_name_plural = _("financial years")
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "year"],
                name="cases_financialyear_once_per_practice",
                violation_error_message=_("This year is already in the table."),
            ),
            models.CheckConstraint(
                name="cases_financialyear_year_plausible",
                condition=models.Q(year__gte=1900, year__lte=2200),
                violation_error_message=_("The year lies between 1900 and 2200."),
            ),
            models.CheckConstraint(
                name="cases_financialyear_total_not_negative",
                condition=models.Q(total=None) | models.Q(total__gte=0),
                violation_error_message=_("A total is not negative."),
            ),
            models.CheckConstraint(
                name="cases_financialyear_unit_known",
                condition=models.Q(unit__in=["one", "thousand", "million", "billion"]),
            ),
            models.CheckConstraint(
                name="cases_financialyear_currency_iso",
                condition=models.Q(currency__regex=r"^[A-Z][A-Z][A-Z]$"),
                violation_error_message=_("A currency is three capital letters, such as USD."),
            ),
        ]

    def __str__(self):
        return str(self.year)

    @property
    def amount(self) -> Decimal | None:
        """The total in whole units of the currency, or None when it is not stated."""
        return None if self.total is None else self.total * self.FACTORS[self.unit]

    @property
    def unassigned(self) -> Decimal | None:
        """The per cent no funder is named for; None when no share is stated at all.

        Negative when the stated shares exceed 100: shown as stated, never mended.
        """
        shares = [share.percent for share in self.shares.all()]
        return HUNDRED - sum(shares) if shares else None


class FinancialShare(AtomicModel):
    """The per cent of a year's total that one funder bore. No row where the table has a dash."""

    year = models.ForeignKey(
        FinancialYear, on_delete=models.CASCADE, related_name="shares", verbose_name=_("year")
    )
    funder = models.ForeignKey(
        Funder, on_delete=models.CASCADE, related_name="shares", verbose_name=_("funder")
    )
    percent = models.DecimalField(_("per cent"), max_digits=6, decimal_places=3)

    class Meta:
        ordering = ["funder__position", "pk"]
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "funder"],
                name="cases_financialshare_once_per_year",
                violation_error_message=_("This funder has a share of that year already."),
            ),
            models.CheckConstraint(
                name="cases_financialshare_percent_in_range",
                condition=models.Q(percent__gte=0, percent__lte=100),
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
        ]

    def __str__(self):
        return f"{self.funder}: {self.percent.normalize():f} %"
