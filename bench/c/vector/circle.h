// cos x and sin x of non-negative lanes: x = k π/2 + r with |r| ≤ π/4, Taylor series in r, quadrant from k.
#ifndef CASK_VECTOR_CIRCLE_H
#define CASK_VECTOR_CIRCLE_H

#include "lanes.h"

#define TERMS (sizeof(REAL) == 8 ? 8 : 4)

// π/2 as a sum of three parts; the first two have so few bits that k times each is exact for k below 2^20 (double).
#define HALF_PI_HIGH ((REAL)(sizeof(REAL) == 8 ? 0x1.921fb544p+0 : 0x1.92p+0))
#define HALF_PI_MIDDLE ((REAL)(sizeof(REAL) == 8 ? 0x1.0b4611a6p-34 : 0x1.fb4p-12))
#define HALF_PI_LOW ((REAL)(sizeof(REAL) == 8 ? 0x1.3198a2e037073p-69 : 0x1.4442dp-24))

INLINE vec chosen(bits mask, vec yes, vec no) { return (vec)((mask & (bits)yes) | (~mask & (bits)no)); }

INLINE vec root(vec v) {
  for (int lane = 0; lane < W; lane++) v[lane] = sizeof(REAL) == 8 ? sqrt(v[lane]) : sqrtf(v[lane]);
  return v;
}

INLINE void circle(vec x, vec *cosine, vec *sine) {
  const REAL two_over_pi = 0.63661977236758134308;
  const small quadrant = __builtin_convertvector(x * two_over_pi + (REAL)0.5, small);
  const vec k = __builtin_convertvector(quadrant, vec);
  const vec r = ((x - k * HALF_PI_HIGH) - k * HALF_PI_MIDDLE) - k * HALF_PI_LOW, square = r * r;
  vec even = {0}, odd = {0};
  for (int n = TERMS; n >= 1; n--) {
    even = ((REAL)1 + even) * square * (REAL)(-1.0 / ((2 * n - 1) * (2 * n)));
    odd = ((REAL)1 + odd) * square * (REAL)(-1.0 / ((2 * n) * (2 * n + 1)));
  }
  const vec c = (REAL)1 + even, s = r + r * odd;
  const bits swapped = __builtin_convertvector(-(quadrant & 1), bits);
  const bits cosine_sign = __builtin_convertvector(-(((quadrant + 1) >> 1) & 1), bits);
  const bits sine_sign = __builtin_convertvector(-((quadrant >> 1) & 1), bits);
  const vec a = chosen(swapped, s, c), b = chosen(swapped, c, s);
  *cosine = chosen(cosine_sign, -a, a);
  *sine = chosen(sine_sign, -b, b);
}

#endif
