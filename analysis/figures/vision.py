"""Colours as they are seen: contrast, grey print, and eyes that lack one kind of cone."""

from __future__ import annotations

import numpy as np

__all__ = ["contrast", "difference", "paint", "see"]

# Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB.
_EYES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    # A printer without colour keeps the luminance alone.
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
_TO_XYZ = np.array(
    [
        (0.4124564, 0.3575761, 0.1804375),
        (0.2126729, 0.7151522, 0.0721750),
        (0.0193339, 0.1191920, 0.9503041),
    ]
)
_WHITE = _TO_XYZ.sum(axis=1)


def contrast(one: tuple, other: tuple) -> float:
    """Return the contrast of two colours, from 1 to 21.

    References
    ----------
    Web Content Accessibility Guidelines 2.2, contrast ratio.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return float((light + 0.05) / (dark + 0.05))


def paint(colour: tuple, ground: tuple) -> tuple[float, float, float]:
    """Return the colour that stands on the paper where one with an alpha is laid on another."""
    alpha = colour[3] if len(colour) > 3 else 1.0
    return tuple(alpha * one + (1 - alpha) * other
                 for one, other in zip(colour[:3], ground[:3], strict=True))  # fmt: skip


def see(colour: tuple) -> dict[str, tuple[float, float, float]]:
    """Return a colour as each kind of eye sees it, and as it is printed without colour.

    References
    ----------
    Machado, G. M., Oliveira, M. M. and Fernandes, L. A. F. (2009). A physiologically-based model
    for simulation of color vision deficiency. IEEE TVCG 15(6).
    """
    linear = _to_linear(np.asarray(colour[:3], dtype=float))
    seen = {"all": tuple(map(float, colour[:3]))}
    for eye, matrix in _EYES.items():
        seen[eye] = tuple(map(float, _to_srgb(np.clip(np.array(matrix) @ linear, 0, 1))))
    return seen


def difference(one: tuple, other: tuple) -> tuple[float, str]:
    """Return how far two colours are apart for the eye that tells them worst, and which it is.

    Returns
    -------
    tuple of float and str
        The distance in CIELAB, where about 2 can just be seen side by side and white is 100 from
        black; "all", "protanopia", "deuteranopia", "tritanopia" or "grey".

    References
    ----------
    CIE 15:2004, colour difference of 1976.
    """
    first, second = see(one), see(other)
    apart = {
        eye: float(np.linalg.norm(_to_lab(first[eye]) - _to_lab(second[eye]))) for eye in first
    }
    worst = min(apart, key=apart.__getitem__)
    return apart[worst], worst


def _luminance(colour: tuple) -> float:
    return float(np.dot((0.2126, 0.7152, 0.0722), _to_linear(np.asarray(colour[:3], dtype=float))))


def _to_linear(srgb: np.ndarray) -> np.ndarray:
    return np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)


def _to_srgb(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _to_lab(colour: tuple) -> np.ndarray:
    parts = _TO_XYZ @ _to_linear(np.asarray(colour, dtype=float)) / _WHITE
    x, y, z = np.where(parts > (6 / 29) ** 3, np.cbrt(parts), parts / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])
