from decimal import Decimal


def rounded(number: Decimal | float) -> Decimal:
    return round(Decimal(number), 2)
