// The C one would write by hand: arrays of structures, complex numbers of the language, one site after the other.
#include "neighbours.h"
#include "plain/numbers.h"

// γ_μ in the DeGrand–Rossi basis has one element in each row; these are the first two rows, the others follow from
// γ_μ = γ_μ†: row s holds gamma_phase[μ][s] in column gamma_partner[μ][s].
static const int gamma_partner[4][2] = {{3, 2}, {3, 2}, {2, 3}, {2, 3}};
static const number gamma_phase[4][2] = {{I, I}, {-1, 1}, {I, -I}, {1, 1}};

#include "plain/su2.h"
#include "plain/kernels.h"

#include "plain/su3.h"
#include "plain/kernels.h"

void neighbours(const int *extents, int (*table)[8]) { fill_neighbours(extents, table); }
void far_neighbours(const int *extents, int (*table)[16]) { fill_far_neighbours(extents, table); }

// y ← y + a x
void axpy(int count, double a, const REAL *x, REAL *y) {
  for (int i = 0; i < count; i++) y[i] += (REAL)a * x[i];
}

// Σ_i x_i y_i, the real part of the inner product of two complex fields
double dot(int count, const REAL *x, const REAL *y) {
  double sum = 0;
  for (int i = 0; i < count; i++) sum += (double)x[i] * y[i];
  return sum;
}

// The comparison of languages by matrix times vector, w ← w + vᵀA with a 12×12 complex matrix, `products` times over.
void matrixVector12(int products, const number A[12][12], const number *v, number *w) {
  for (int product = 0; product < products; product++)
    for (int k = 0; k < 12; k++)
      for (int i = 0; i < 12; i++) w[i] += v[k] * A[k][i];
}
