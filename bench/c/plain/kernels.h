// The lattice kernels of one group, plain loops over sites and directions; included once after each group's header.
// A field is an array over sites (x fastest, t slowest); links and algebra have four entries a site, one a direction.
// Row x of the neighbour table: the sites x+μ for the four μ, then the sites x−μ.

#define LINK GROUP(link)
#define COLOUR GROUP(colour)
#define ALGEBRA GROUP(algebra)

// D χ(x) = ½ Σ_μ [U_μ(x) χ(x+μ) − U_μ(x−μ)† χ(x−μ)]; the staggered phases are part of the links.
void GROUP(staggered)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], const COLOUR *chi, COLOUR *out) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++) {
    COLOUR sum = {{0}};
    for (int mu = 0; mu < 4; mu++) {
      const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
      const COLOUR ahead = GROUP(apply)(&U[x][mu], &chi[up]), behind = GROUP(apply_adjoint)(&U[down][mu], &chi[down]);
      for (int c = 0; c < COLOURS; c++) sum.c[c] += ahead.c[c] - behind.c[c];
    }
    for (int c = 0; c < COLOURS; c++) out[x].c[c] = sum.c[c] / 2;
  }
}

// The same along fat links V_0 … V_3 to the neighbours and along long links V_4 … V_7 over three sites, as HISQ has them.
void GROUP(fatlong)(const int *extents, const int (*neighbour)[16], const LINK (*V)[8], const COLOUR *chi, COLOUR *out) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++) {
    COLOUR sum = {{0}};
    for (int k = 0; k < 8; k++) {
      const int column = k < 4 ? k : k + 4, up = neighbour[x][column], down = neighbour[x][column + 4];
      const COLOUR ahead = GROUP(apply)(&V[x][k], &chi[up]), behind = GROUP(apply_adjoint)(&V[down][k], &chi[down]);
      for (int c = 0; c < COLOURS; c++) sum.c[c] += ahead.c[c] - behind.c[c];
    }
    for (int c = 0; c < COLOURS; c++) out[x].c[c] = sum.c[c] / 2;
  }
}

// Adds (1 ± γ_μ) U ψ to `sum` through two of the four spin components: h_s = ψ_s ± b_s ψ_p(s), where b_s is the
// element of γ_μ at (s, p(s)); the other two components of the result are ± b_s* h_s.
static inline void GROUP(hop)(COLOUR sum[4], const COLOUR psi[4], const LINK *u, int mu, int sign) {
  for (int s = 0; s < 2; s++) {
    const int partner = gamma_partner[mu][s];
    const number phase = sign * gamma_phase[mu][s];
    COLOUR half;
    for (int c = 0; c < COLOURS; c++) half.c[c] = psi[s].c[c] + phase * psi[partner].c[c];
    const COLOUR moved = sign < 0 ? GROUP(apply)(u, &half) : GROUP(apply_adjoint)(u, &half);
    for (int c = 0; c < COLOURS; c++) {
      sum[s].c[c] += moved.c[c];
      sum[partner].c[c] += conj(phase) * moved.c[c];
    }
  }
}

// H ψ(x) = Σ_μ [(1−γ_μ) U_μ(x) ψ(x+μ) + (1+γ_μ) U_μ(x−μ)† ψ(x−μ)], DeGrand–Rossi basis, r = 1.
void GROUP(wilson)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++) {
    COLOUR sum[4] = {0};
    for (int mu = 0; mu < 4; mu++) {
      const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
      GROUP(hop)(sum, psi[up], &U[x][mu], mu, -1);
      GROUP(hop)(sum, psi[down], &U[down][mu], mu, 1);
    }
    for (int s = 0; s < 4; s++) out[x][s] = sum[s];
  }
}

// The same on each of `slices` spinors a site, as domain-wall quarks have them.
void GROUP(domainwall)(const int *extents, const int (*neighbour)[8], int slices, const LINK (*U)[4], const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++)
    for (int slice = 0; slice < slices; slice++) {
      COLOUR sum[4] = {0};
      for (int mu = 0; mu < 4; mu++) {
        const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
        GROUP(hop)(sum, psi[up * slices + slice], &U[x][mu], mu, -1);
        GROUP(hop)(sum, psi[down * slices + slice], &U[down][mu], mu, 1);
      }
      for (int s = 0; s < 4; s++) out[x * slices + slice][s] = sum[s];
    }
}

// A ψ for a hermitian matrix of two blocks, upper and lower spin components; a block is its diagonal, then the complex
// entries below it, row by row.
static inline void GROUP(add_blocks)(COLOUR out[4], const REAL *blocks, const COLOUR psi[4]) {
  enum { rows = 2 * COLOURS };
  for (int b = 0; b < 2; b++) {
    const REAL *diagonal = blocks + b * rows * rows;
    const number *below = (const number *)(diagonal + rows);
    for (int i = 0; i < rows; i++) {
      const number in = psi[2 * b + i / COLOURS].c[i % COLOURS];
      number sum = diagonal[i] * in;
      for (int j = 0; j < i; j++) {
        const number entry = below[i * (i - 1) / 2 + j];
        sum += entry * psi[2 * b + j / COLOURS].c[j % COLOURS];
        out[2 * b + j / COLOURS].c[j % COLOURS] += conj(entry) * in;
      }
      out[2 * b + i / COLOURS].c[i % COLOURS] += sum;
    }
  }
}

// A(x) ψ(x) − ⅛ H ψ(x): the Wilson operator with a clover term, κ = 1/8.
void GROUP(clover)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], const REAL *A, const COLOUR (*psi)[4], COLOUR (*out)[4]) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++) {
    COLOUR sum[4] = {0};
    for (int mu = 0; mu < 4; mu++) {
      const int up = neighbour[x][mu], down = neighbour[x][4 + mu];
      GROUP(hop)(sum, psi[up], &U[x][mu], mu, -1);
      GROUP(hop)(sum, psi[down], &U[down][mu], mu, 1);
    }
    for (int s = 0; s < 4; s++)
      for (int c = 0; c < COLOURS; c++) sum[s].c[c] *= (REAL)-0.125;
    GROUP(add_blocks)(sum, A + 8 * COLOURS * COLOURS * (size_t)x, psi[x]);
    for (int s = 0; s < 4; s++) out[x][s] = sum[s];
  }
}

// C_μ(x) = Σ_{ν≠μ} [U_ν(x) U_μ(x+ν) U_ν(x+μ)† + U_ν(x−ν)† U_μ(x−ν) U_ν(x−ν+μ)]
void GROUP(staples)(const int *extents, const int (*neighbour)[8], const LINK (*U)[4], LINK (*out)[4]) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++)
    for (int mu = 0; mu < 4; mu++) {
      LINK sum = {{0}};
      for (int nu = 0; nu < 4; nu++) {
        if (nu == mu) continue;
        const int above = neighbour[x][nu], below = neighbour[x][4 + nu], ahead = neighbour[x][mu];
        const LINK upper = GROUP(multiply)(GROUP(multiply)(U[x][nu], U[above][mu]), GROUP(adjoint)(U[ahead][nu]));
        const LINK lower = GROUP(multiply)(GROUP(multiply)(GROUP(adjoint)(U[below][nu]), U[below][mu]), U[neighbour[below][mu]][nu]);
        sum = GROUP(add)(sum, GROUP(add)(upper, lower));
      }
      out[x][mu] = sum;
    }
}

// U_μ(x) = exp(P_μ(x))
void GROUP(exponential)(const int *extents, const ALGEBRA (*P)[4], LINK (*out)[4]) {
  const int volume = extents[0] * extents[1] * extents[2] * extents[3];
  for (int x = 0; x < volume; x++)
    for (int mu = 0; mu < 4; mu++) out[x][mu] = GROUP(exponential_of)(&P[x][mu]);
}

#undef LINK
#undef COLOUR
#undef ALGEBRA
#undef COLOURS
#undef GROUP
