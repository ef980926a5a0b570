"""How far coders agree, beyond what chance gives, and how sure that is.

Krippendorff's alpha is the one to report: it takes any number of coders, any level of
measurement, and units that some coders left out. Cohen's kappa (two coders) and Gwet's AC1 (which
does not collapse where one value is rare) stand beside it, since reviewers ask for them. The
share of pairs alike is shown for what it is worth, and never alone.

Intervals resample units, or the documents that they come from, 2,000 times with a fixed seed.

References
----------
Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological
Measurement 20(1), 37-46.
Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high
agreement. British Journal of Mathematical and Statistical Psychology 61(1), 29-48.
Hayes, A. F., and Krippendorff, K. (2007). Answering the call for a standard reliability measure
for coding data. Communication Methods and Measures 1(1), 77-89.
Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania.
Zapf, A., et al. (2016). Measuring inter-rater reliability for nominal data: which coefficients
and confidence intervals are appropriate? BMC Medical Research Methodology 16, 93. (Units, not
pairs of values, are resampled.)
"""

from analysis.agreement.estimating import ac1, alpha, kappa, percent
from analysis.agreement.groups import LEVELS
from analysis.agreement.sizes import sample_size

__all__ = ["LEVELS", "ac1", "alpha", "kappa", "percent", "sample_size"]
