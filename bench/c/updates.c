// Heatbath and overrelaxation as one would write them by hand: link after link, tries until one is accepted, a generator
// with a state (xoshiro256+, D. Blackman and S. Vigna, ACM TOMS 47, 36 (2021)).
#include <stdint.h>

#include "neighbours.h"
#include "plain/numbers.h"

static uint64_t state[4] = {0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9, 0x94d049bb133111eb, 0x2545f4914f6cdd1d};

// In (0, 1).
static inline double uniform(void) {
  const uint64_t sum = state[0] + state[3], shifted = state[1] << 17;
  state[2] ^= state[0];
  state[3] ^= state[1];
  state[1] ^= state[2];
  state[0] ^= state[3];
  state[2] ^= shifted;
  state[3] = (state[3] << 45) | (state[3] >> 19);
  return ((sum >> 12) + 0.5) * 0x1p-52;
}

// A unit quaternion of weight exp(a x0): Kennedy and Pendleton, Phys. Lett. B 156, 393 (1985).
static inline void drawn(double a, double x[4]) {
  double distance, accept;
  do {
    const double cosine = cos(2 * M_PI * uniform());
    distance = -(log(uniform()) + cosine * cosine * log(uniform())) / a;
    accept = uniform();
  } while (accept * accept > 1 - distance / 2);
  const double radius = sqrt(distance * (2 - distance)), z = 2 * uniform() - 1, angle = 2 * M_PI * uniform();
  const double across = radius * sqrt(1 - z * z);
  x[0] = 1 - distance;
  x[1] = across * cos(angle);
  x[2] = across * sin(angle);
  x[3] = radius * z;
}

static inline void conjugate(const double v[4], double x[4]) {
  x[0] = v[0];
  for (int k = 1; k < 4; k++) x[k] = -v[k];
}

// g = x v†
static inline void quotient(const double x[4], const double v[4], double g[4]) {
  g[0] = x[0] * v[0] + x[1] * v[1] + x[2] * v[2] + x[3] * v[3];
  g[1] = -x[0] * v[1] + x[1] * v[0] + x[2] * v[3] - x[3] * v[2];
  g[2] = -x[0] * v[2] + x[2] * v[0] + x[3] * v[1] - x[1] * v[3];
  g[3] = -x[0] * v[3] + x[3] * v[0] + x[1] * v[2] - x[2] * v[1];
}

#include "plain/su2.h"
static inline link_su2 updated_su2(link_su2 U, link_su2 staple, double coupling, int heatbath) {
  const link_su2 W = multiply_su2(U, adjoint_su2(staple));
  const double norm = sqrt(W.a[0] * W.a[0] + W.a[1] * W.a[1] + W.a[2] * W.a[2] + W.a[3] * W.a[3]);
  double v[4], x[4], g[4];
  for (int k = 0; k < 4; k++) v[k] = W.a[k] / norm;
  if (heatbath) drawn(2 * coupling * norm, x);
  else conjugate(v, x);
  quotient(x, v, g);
  return multiply_su2((link_su2){{g[0], g[1], g[2], g[3]}}, U);
}
#include "plain/updates.h"

#include "plain/su3.h"
// Rows i and j of m, from the left with g.
static inline void turn(link_su3 *m, int i, int j, const double g[4]) {
  const number diagonal = g[0] + I * g[3], corner = g[2] + I * g[1];
  for (int k = 0; k < 3; k++) {
    const number upper = m->m[i][k], lower = m->m[j][k];
    m->m[i][k] = diagonal * upper + corner * lower;
    m->m[j][k] = conj(diagonal) * lower - conj(corner) * upper;
  }
}

static inline link_su3 updated_su3(link_su3 U, link_su3 staple, double coupling, int heatbath) {
  link_su3 W = multiply_su3(U, adjoint_su3(staple));
  for (int i = 0; i < 3; i++)
    for (int j = i + 1; j < 3; j++) {
      const number p = W.m[i][i], q = W.m[i][j], r = W.m[j][i], s = W.m[j][j];
      double v[4] = {creal(p + s) / 2, cimag(q + r) / 2, creal(q - r) / 2, cimag(p - s) / 2}, x[4], g[4];
      const double norm = sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2] + v[3] * v[3]);
      for (int k = 0; k < 4; k++) v[k] /= norm;
      if (heatbath) drawn(2 * coupling * norm, x);
      else conjugate(v, x);
      quotient(x, v, g);
      turn(&U, i, j, g);
      turn(&W, i, j, g);
    }
  return U;
}
#include "plain/updates.h"

void neighbours(const int *extents, int (*table)[8]) { fill_neighbours(extents, table); }
