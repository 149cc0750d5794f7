// The C one would write for speed: GCC vector extensions, W sites at once, boundary slices compiled apart.
#include "neighbours.h"
#include "vector/lanes.h"
#include "vector/circle.h"

#include "vector/su2.h"
#include "vector/kernels.h"

#include "vector/su3.h"
#include "vector/kernels.h"

// The table of outer sites: t wraps within a slice block, where lanes rotate.
void neighbours(const int *extents, int (*table)[8]) {
  const int outer[4] = {extents[0], extents[1], extents[2], extents[3] / W};
  fill_neighbours(outer, table);
}

void far_neighbours(const int *extents, int (*table)[16]) {
  const int outer[4] = {extents[0], extents[1], extents[2], extents[3] / W};
  fill_far_neighbours(outer, table);
}

// y ← y + a x; count is a multiple of W
void axpy(int count, double a, const vec *x, vec *y) {
  const REAL factor = a;
  for (int i = 0; i < count / W; i++) y[i] += factor * x[i];
}

// Σ_i x_i y_i with eight running sums, to cover the latency of the multiply-add
double dot(int count, const vec *x, const vec *y) {
  vec sums[8] = {0};
  const int vectors = count / W;
  int i = 0;
  for (; i + 8 <= vectors; i += 8)
#pragma GCC unroll 8
    for (int k = 0; k < 8; k++) sums[k] += x[i + k] * y[i + k];
  for (; i < vectors; i++) sums[0] += x[i] * y[i];
  double total = 0;
  for (int k = 0; k < 8; k++)
    for (int lane = 0; lane < W; lane++) total += sums[k][lane];
  return total;
}
