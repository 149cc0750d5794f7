// The lattice kernels of one group on lanes; formulas as in plain/kernels.h. Included once after each group's header.
// A rotation met on the way ahead acts on what is read, one met on the way back acts on the finished product.

#define LINK GROUP(link)
#define COLOUR GROUP(colour)
#define ALGEBRA GROUP(algebra)

INLINE COLOUR GROUP(turned_colour)(const COLOUR *v, int shift) {
  COLOUR result;
#pragma GCC unroll 3
  for (int c = 0; c < COLOURS; c++) result.c[c] = turned_number(v->c[c], shift);
  return result;
}

INLINE void GROUP(staggered_site)(int x, const int edge, const int (*neighbour)[8], const LINK (*U)[4], const COLOUR *chi, COLOUR *out) {
  COLOUR ahead = {0}, behind = {0};
#pragma GCC unroll 4
  for (int mu = 0; mu < 4; mu++) {
    const int up = neighbour[x][mu], down = neighbour[x][4 + mu], shift = STEP_BEHIND(mu, edge);
    ahead = GROUP(add_applied)(ahead, &U[x][mu], GROUP(turned_colour)(&chi[up], STEP_AHEAD(mu, edge)));
    if (shift == 0) {
      behind = GROUP(add_adjoint_applied)(behind, &U[down][mu], chi[down]);
    } else {
      const COLOUR product = GROUP(add_adjoint_applied)((COLOUR){0}, &U[down][mu], chi[down]);
      for (int c = 0; c < COLOURS; c++) behind.c[c] = plus(behind.c[c], turned_number(product.c[c], shift));
    }
  }
#pragma GCC unroll 3
  for (int c = 0; c < COLOURS; c++) {
    const number difference = minus(ahead.c[c], behind.c[c]);
    out[x].c[c] = (number){difference.re * (REAL)0.5, difference.im * (REAL)0.5};
  }
}

void GROUP(staggered)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], const COLOUR *chi, COLOUR *out) {
  SWEEP(extents, GROUP(staggered_site), neighbour, U, chi, out);
}

// Fat and long links; where `edge` is set, steps in t may cross cuts: `turns` says by how many lanes, for steps over one
// site and over three, ahead and behind.
INLINE void GROUP(fatlong_site)(int x, const int edge, const bits turns[2][2], const int (*neighbour)[16], const LINK (*V)[8], const COLOUR *chi, COLOUR *out) {
  COLOUR ahead = {0}, behind = {0};
#pragma GCC unroll 8
  for (int k = 0; k < 8; k++) {
    const int column = k < 4 ? k : k + 4, up = neighbour[x][column], down = neighbour[x][column + 4];
    if (edge && (k & 3) == 3) {
      COLOUR turned = chi[up];
      for (int c = 0; c < COLOURS; c++) turned.c[c] = permuted(turned.c[c], turns[k >> 2][0]);
      ahead = GROUP(add_applied)(ahead, &V[x][k], turned);
      const COLOUR product = GROUP(add_adjoint_applied)((COLOUR){0}, &V[down][k], chi[down]);
      for (int c = 0; c < COLOURS; c++) behind.c[c] = plus(behind.c[c], permuted(product.c[c], turns[k >> 2][1]));
    } else {
      ahead = GROUP(add_applied)(ahead, &V[x][k], chi[up]);
      behind = GROUP(add_adjoint_applied)(behind, &V[down][k], chi[down]);
    }
  }
#pragma GCC unroll 3
  for (int c = 0; c < COLOURS; c++) {
    const number difference = minus(ahead.c[c], behind.c[c]);
    out[x].c[c] = (number){difference.re * (REAL)0.5, difference.im * (REAL)0.5};
  }
}

void GROUP(fatlong)(const int *extents, const int (*neighbour)[16], const LINK (*V)[8], const COLOUR *chi, COLOUR *out) {
  const int space = extents[0] * extents[1] * extents[2], slices = extents[3] / W;
  for (int t = 0, x = 0; t < slices; t++) {
    const int end = x + space;
    const bits turns[2][2] = {{lanes_after(t, 1, slices), lanes_after(t, -1, slices)},
                              {lanes_after(t, 3, slices), lanes_after(t, -3, slices)}};
    if (t >= 3 && t < slices - 3)
      for (; x < end; x++) GROUP(fatlong_site)(x, 0, turns, neighbour, V, chi, out);
    else
      for (; x < end; x++) GROUP(fatlong_site)(x, 1, turns, neighbour, V, chi, out);
  }
}

// One direction and sign of the Wilson hopping; i to the power `quarter[s]` is the element of γ_μ in row s (see plain.c).
INLINE void GROUP(hop)(COLOUR sum[4], const COLOUR psi[4], const LINK *u, const int mu, const int sign, const int shift) {
  const int partners[4][2] = {{3, 2}, {3, 2}, {2, 3}, {2, 3}}, quarters[4][2] = {{1, 1}, {2, 0}, {1, 3}, {0, 0}};
#pragma GCC unroll 2
  for (int s = 0; s < 2; s++) {
    const int partner = partners[mu][s], flip = sign < 0 ? 2 : 0, quarter = quarters[mu][s];
    COLOUR half;
#pragma GCC unroll 3
    for (int c = 0; c < COLOURS; c++) {
      half.c[c] = plus(psi[s].c[c], quarter_turn(psi[partner].c[c], quarter + flip));
      if (sign < 0) half.c[c] = turned_number(half.c[c], shift);
    }
    const COLOUR moved = sign < 0 ? GROUP(add_applied)((COLOUR){0}, u, half) : GROUP(add_adjoint_applied)((COLOUR){0}, u, half);
#pragma GCC unroll 3
    for (int c = 0; c < COLOURS; c++) {
      const number placed = sign < 0 ? moved.c[c] : turned_number(moved.c[c], shift);
      sum[s].c[c] = plus(sum[s].c[c], placed);
      sum[partner].c[c] = plus(sum[partner].c[c], quarter_turn(placed, flip - quarter));
    }
  }
}

INLINE void GROUP(wilson_site)(int x, const int edge, const int (*neighbour)[8], const LINK (*U)[4], const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  COLOUR sum[4] = {0};
#pragma GCC unroll 4
  for (int mu = 0; mu < 4; mu++) {
    const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
    GROUP(hop)(sum, psi[up], &U[x][mu], mu, -1, STEP_AHEAD(mu, edge));
    GROUP(hop)(sum, psi[down], &U[down][mu], mu, 1, STEP_BEHIND(mu, edge));
  }
#pragma GCC unroll 4
  for (int s = 0; s < 4; s++) out[x][s] = sum[s];
}

void GROUP(wilson)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  SWEEP(extents, GROUP(wilson_site), neighbour, U, psi, out);
}

// All slices of a site one after the other, with its links in the cache.
INLINE void GROUP(domainwall_site)(int x, const int edge, const int (*neighbour)[8], int extent5, const LINK (*U)[4], const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  for (int slice = 0; slice < extent5; slice++) {
    COLOUR sum[4] = {0};
#pragma GCC unroll 4
    for (int mu = 0; mu < 4; mu++) {
      const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
      GROUP(hop)(sum, psi[up * extent5 + slice], &U[x][mu], mu, -1, STEP_AHEAD(mu, edge));
      GROUP(hop)(sum, psi[down * extent5 + slice], &U[down][mu], mu, 1, STEP_BEHIND(mu, edge));
    }
#pragma GCC unroll 4
    for (int s = 0; s < 4; s++) out[x * extent5 + slice][s] = sum[s];
  }
}

void GROUP(domainwall)(const int *extents, const int (*neighbour)[8], int extent5, const LINK (*U)[4], const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  SWEEP(extents, GROUP(domainwall_site), neighbour, extent5, U, psi, out);
}

INLINE void GROUP(add_blocks)(COLOUR out[4], const vec *blocks, const COLOUR psi[4]) {
  enum { rows = 2 * COLOURS };
#pragma GCC unroll 2
  for (int b = 0; b < 2; b++) {
    const vec *diagonal = blocks + b * rows * rows;
    const number *below = (const number *)(diagonal + rows);
#pragma GCC unroll 6
    for (int i = 0; i < rows; i++) {
      const number in = psi[2 * b + i / COLOURS].c[i % COLOURS];
      number sum = {diagonal[i] * in.re, diagonal[i] * in.im};
#pragma GCC unroll 6
      for (int j = 0; j < i; j++) {
        const number entry = below[i * (i - 1) / 2 + j];
        number *other = &out[2 * b + j / COLOURS].c[j % COLOURS];
        sum = add_product(sum, entry, psi[2 * b + j / COLOURS].c[j % COLOURS]);
        *other = add_conjugate_product(*other, entry, in);
      }
      number *own = &out[2 * b + i / COLOURS].c[i % COLOURS];
      *own = plus(*own, sum);
    }
  }
}

INLINE void GROUP(clover_site)(int x, const int edge, const int (*neighbour)[8], const LINK (*U)[4], const vec *A, const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  COLOUR sum[4] = {0};
#pragma GCC unroll 4
  for (int mu = 0; mu < 4; mu++) {
    const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
    GROUP(hop)(sum, psi[up], &U[x][mu], mu, -1, STEP_AHEAD(mu, edge));
    GROUP(hop)(sum, psi[down], &U[down][mu], mu, 1, STEP_BEHIND(mu, edge));
  }
#pragma GCC unroll 4
  for (int s = 0; s < 4; s++)
#pragma GCC unroll 3
    for (int c = 0; c < COLOURS; c++)
      sum[s].c[c] = (number){sum[s].c[c].re * (REAL)-0.125, sum[s].c[c].im * (REAL)-0.125};
  GROUP(add_blocks)(sum, A + 8 * COLOURS * COLOURS * (size_t)x, psi[x]);
#pragma GCC unroll 4
  for (int s = 0; s < 4; s++) out[x][s] = sum[s];
}

void GROUP(clover)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], const vec *A, const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  SWEEP(extents, GROUP(clover_site), neighbour, U, A, psi, out);
}

// Both staples of one plane, with the rotations met ahead along μ, ahead along ν and behind along ν.
INLINE void GROUP(add_staples)(LINK *sum, int x, int mu, int nu, const int (*neighbour)[8], const LINK (*U)[4], const int mu_ahead, const int nu_ahead, const int nu_behind) {
  const int above = neighbour[x][nu], below = neighbour[x][4 + nu], ahead = neighbour[x][mu];
  GROUP(add_upper)(sum, &U[x][nu], &U[above][mu], nu_ahead, &U[ahead][nu], mu_ahead);
  GROUP(add_lower)(sum, &U[below][nu], &U[below][mu], &U[neighbour[below][mu]][nu], mu_ahead, nu_behind);
}

// Only planes that contain t ever rotate: where μ and ν stay loops (SU(3)), three variants of the plane are enough.
INLINE void GROUP(staples_site)(int x, const int edge, const int (*neighbour)[8], const LINK (*U)[4], LINK (*out)[4]) {
UNROLL_PLANES
  for (int mu = 0; mu < 4; mu++) {
    LINK sum = {0};
UNROLL_PLANES
    for (int nu = 0; nu < 4; nu++) {
      if (nu == mu) continue;
      if (edge == 0 || (mu < 3 && nu < 3)) {
        GROUP(add_staples)(&sum, x, mu, nu, neighbour, U, 0, 0, 0);
      } else if (mu == 3) {
        GROUP(add_staples)(&sum, x, mu, nu, neighbour, U, STEP_AHEAD(3, edge), 0, 0);
      } else {
        GROUP(add_staples)(&sum, x, mu, nu, neighbour, U, 0, STEP_AHEAD(3, edge), STEP_BEHIND(3, edge));
      }
    }
    out[x][mu] = sum;
  }
}

void GROUP(staples)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], LINK (*out)[4]) {
  SWEEP(extents, GROUP(staples_site), neighbour, U, out);
}

void GROUP(exponential)(const int *extents, const ALGEBRA (*P)[4], LINK (*out)[4]) {
  const int sites = extents[0] * extents[1] * extents[2] * (extents[3] / W);
  for (int x = 0; x < sites; x++)
    for (int mu = 0; mu < 4; mu++) GROUP(exponential_of)(&P[x][mu], &out[x][mu]);
}

#undef LINK
#undef COLOUR
#undef ALGEBRA
#undef COLOURS
#undef UNROLL_PLANES
#undef GROUP
