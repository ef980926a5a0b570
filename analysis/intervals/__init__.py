"""How sure an average or a share is: intervals that resample whole documents.

Every interval here is for a mean or share over *clusters*. A cluster is a document; where the
documents come from thirty or more outlets, it is an outlet. Mentions inside one document are
never taken as independent.

The interval depends on what there is to learn from:

- a **share of documents** (yes or no of each): Wilson's, since resampling would call a frame
  found in none of 40 documents surely absent;
- **thirty or more clusters**: the percentile bootstrap, seeded, its ends moved out by what a
  percentile misses with so many clusters (Hesterberg 2015); or, if asked for, BCa, which also
  follows the skew (Efron 1987);
- **fewer**: Student's t on the clusters, since the bootstrap is too narrow there;
- **no spread** among the clusters (five documents, each exactly 0.5): Wilson's on the rescaled
  mean, too wide rather than too narrow, since nothing between two bounds varies more than what
  sits on the bounds.

**Several series** tested at once have their p-values adjusted (:func:`adjust_p_values`).

A **difference** of two means over the same documents follows the same rules; the thirty count on
the side that has fewer, and a document that stands on both sides is resampled with both.

References
----------
Cameron, A. C., and Miller, D. L. (2015). A practitioner's guide to cluster-robust inference.
Journal of Human Resources 50(2), 317-372. (Few clusters: t, not normal.)
Cochran, W. G. (1977). Sampling techniques, 3rd ed., chapter 6 (the spread of a ratio).
Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical
Association 82(397), 171-185.
Efron, B., and Tibshirani, R. J. (1993). An introduction to the bootstrap, chapters 13 and 14.
Hesterberg, T. C. (2015). What teachers should know about the bootstrap. The American
Statistician 69(4), 371-386.
Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference.
Journal of the American Statistical Association 22(158), 209-212.
"""

from analysis.intervals.adjusting import adjust_p_values
from analysis.intervals.differences import (
    estimate_difference,
    estimate_ratio_difference,
    p_value_of_difference,
)
from analysis.intervals.estimates import (
    FEW_CLUSTERS,
    MINIMUM_N,
    NO_INTERVAL,
    Interval,
    estimate_mean,
    estimate_ratio,
    estimate_share,
)
from analysis.intervals.ranges import DRAWS, LEVEL, SEED, between, resample_statistic

__all__ = [
    "DRAWS",
    "FEW_CLUSTERS",
    "LEVEL",
    "MINIMUM_N",
    "NO_INTERVAL",
    "SEED",
    "Interval",
    "adjust_p_values",
    "between",
    "estimate_difference",
    "estimate_mean",
    "estimate_ratio",
    "estimate_ratio_difference",
    "estimate_share",
    "p_value_of_difference",
    "resample_statistic",
]
