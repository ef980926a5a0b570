"""Did it change, when, and was it the event? Statistics of one series of dated documents.

Each function takes the documents of one series (a country, a relation, a frame) as arrays: the
day and the value of each. :mod:`analysis.tables` runs them over all series of a table, and
adjusts for their number.

References
----------
Fan, J., and Gijbels, I. (1996). Local polynomial modelling and its applications, chapter 3.
Huskova, M., and Kirch, C. (2008). Bootstrapping confidence intervals for the change-point of time
series. Journal of Time Series Analysis 29(6), 947-972.
Kitagawa, E. M. (1955). Components of a difference between two rates. Journal of the American
Statistical Association 50(272), 1168-1194.
Truong, C., Oudre, L., and Vayatis, N. (2020). Selective review of offline change point detection
methods. Signal Processing 167, 107299. (ruptures.)
"""

from analysis.changes.blocks import BLOCKS, Block
from analysis.changes.composition import Part, decompose
from analysis.changes.events import Placebos, try_other_days
from analysis.changes.points import ChangePoint, find_change_points
from analysis.changes.smoothing import BANDWIDTHS, Smoothed, smooth

__all__ = [
    "BANDWIDTHS",
    "BLOCKS",
    "Block",
    "ChangePoint",
    "Part",
    "Placebos",
    "Smoothed",
    "decompose",
    "find_change_points",
    "smooth",
    "try_other_days",
]
