// Lanes across sites: lane l of outer slice s holds t = s + l·T/W. One `vec` holds the same real of W sites.
// A field is [outer site][component][re, im][lane]; crossing the t boundary of a slice rotates the lanes by one.
#ifndef CASK_VECTOR_LANES_H
#define CASK_VECTOR_LANES_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#ifndef REAL
#define REAL double
#endif
#ifndef W
#define W 4
#endif
#ifndef ORDER
#define ORDER 12 // terms of the exponential series of SU(3), beyond the constant one
#endif

#define INLINE static inline __attribute__((always_inline))

typedef REAL vec __attribute__((vector_size(W * sizeof(REAL)), aligned(sizeof(REAL)), may_alias));
typedef int32_t small __attribute__((vector_size(W * sizeof(int32_t))));
typedef __typeof__(__builtin_choose_expr(sizeof(REAL) == 8, (int64_t)0, (int32_t)0)) integer;
typedef integer bits __attribute__((vector_size(W * sizeof(REAL))));

typedef struct { vec re, im; } number;

#if W == 2
#define LANES_AHEAD {1, 0}
#define LANES_BEHIND {1, 0}
#elif W == 4
#define LANES_AHEAD {1, 2, 3, 0}
#define LANES_BEHIND {3, 0, 1, 2}
#elif W == 8
#define LANES_AHEAD {1, 2, 3, 4, 5, 6, 7, 0}
#define LANES_BEHIND {7, 0, 1, 2, 3, 4, 5, 6}
#else
#error "W, the number of lanes, must be 2, 4 or 8."
#endif

// The values one slice block ahead (shift 1), behind (−1), or in place (0); the shift is a constant of the call.
INLINE vec turned(vec v, int shift) {
  if (shift == 0) return v;
  return shift > 0 ? __builtin_shuffle(v, (bits)LANES_AHEAD) : __builtin_shuffle(v, (bits)LANES_BEHIND);
}

INLINE number turned_number(number z, int shift) {
  return (number){turned(z.re, shift), turned(z.im, shift)};
}

// Where each lane finds the site `steps` slices away from slice t, of so many slices in a lane.
INLINE bits lanes_after(int t, int steps, int slices) {
  bits lanes;
  for (int l = 0; l < W; l++) lanes[l] = (l + W + (t + steps + W * slices) / slices) % W;
  return lanes;
}

INLINE number permuted(number z, bits lanes) {
  return (number){__builtin_shuffle(z.re, lanes), __builtin_shuffle(z.im, lanes)};
}

INLINE number plus(number a, number b) { return (number){a.re + b.re, a.im + b.im}; }

INLINE number minus(number a, number b) { return (number){a.re - b.re, a.im - b.im}; }

// i to the power `quarter` times z; the power is a constant of the call.
INLINE number quarter_turn(number z, int quarter) {
  switch (quarter & 3) {
    case 0: return z;
    case 1: return (number){-z.im, z.re};
    case 2: return (number){-z.re, -z.im};
    default: return (number){z.im, -z.re};
  }
}

// sum + a·b and its relatives with a* or b*, each a chain of four multiply-adds
INLINE number add_product(number sum, number a, number b) {
  sum.re += a.re * b.re;
  sum.im += a.re * b.im;
  sum.re -= a.im * b.im;
  sum.im += a.im * b.re;
  return sum;
}

INLINE number add_conjugate_product(number sum, number a, number b) { // a*·b
  sum.re += a.re * b.re;
  sum.im += a.re * b.im;
  sum.re += a.im * b.im;
  sum.im -= a.im * b.re;
  return sum;
}

// Runs `body(x, edge, …)` over all outer sites x; the constant `edge` has bit 0 in the first slice, bit 1 in the last.
#define SWEEP(extents, body, ...)                                                                  \
  do {                                                                                             \
    const int space = extents[0] * extents[1] * extents[2], slices = extents[3] / W;               \
    for (int t = 0, x = 0; t < slices; t++) {                                                      \
      const int end = x + space;                                                                   \
      switch ((t == 0) | (t == slices - 1) << 1) {                                                 \
        case 0: for (; x < end; x++) body(x, 0, __VA_ARGS__); break;                               \
        case 1: for (; x < end; x++) body(x, 1, __VA_ARGS__); break;                               \
        case 2: for (; x < end; x++) body(x, 2, __VA_ARGS__); break;                               \
        default: for (; x < end; x++) body(x, 3, __VA_ARGS__); break;                              \
      }                                                                                            \
    }                                                                                              \
  } while (0)

// The rotation met on a step forward or backward along μ from a slice of this edge.
#define STEP_AHEAD(mu, edge) ((mu) == 3 && ((edge) & 2) ? 1 : 0)
#define STEP_BEHIND(mu, edge) ((mu) == 3 && ((edge) & 1) ? -1 : 0)

#endif
