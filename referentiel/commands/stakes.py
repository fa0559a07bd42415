"""Order the stakes."""

from django.db import transaction
from django.db.models import Max

from referentiel.models import Stake


@transaction.atomic
def promote_stake(*, key: str) -> None:
    """Move a stake one place up; the first one stays where it is.

    Raises:
        Stake.DoesNotExist: no stake has this key.
    """
    stake = Stake.objects.get(key=key)
    above = Stake.objects.filter(position__lt=stake.position).last()
    if above is None:
        return
    # Positions are unique at every moment: one of the two has to step aside for the swap.
    aside = (Stake.objects.aggregate(last=Max("position"))["last"] or 0) + 1
    for moved, position in ((above, aside), (stake, above.position), (above, stake.position)):
        Stake.objects.filter(pk=moved.pk).update(position=position)
