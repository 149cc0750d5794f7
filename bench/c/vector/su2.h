// SU(2) on lanes: a link is a unit quaternion U = a0 + i a·σ, four vectors; a colour vector is two complex numbers.
#define COLOURS 2
#define UNROLL_PLANES _Pragma("GCC unroll 4")
#define GROUP(name) name##_su2

typedef struct { vec a[4]; } link_su2;
typedef struct { number c[2]; } colour_su2;
typedef struct { vec p[3]; } algebra_su2;

INLINE link_su2 turned_link_su2(const link_su2 *u, int shift) {
  return (link_su2){{turned(u->a[0], shift), turned(u->a[1], shift), turned(u->a[2], shift), turned(u->a[3], shift)}};
}

// sum + s·x·y for quaternions: y* instead of y when sign is −1
INLINE link_su2 add_product_su2(link_su2 sum, link_su2 x, link_su2 y, int sign) {
  const vec *a = x.a;
  const vec b0 = y.a[0], b1 = sign < 0 ? -y.a[1] : y.a[1], b2 = sign < 0 ? -y.a[2] : y.a[2], b3 = sign < 0 ? -y.a[3] : y.a[3];
  sum.a[0] += a[0] * b0, sum.a[1] += a[0] * b1, sum.a[2] += a[0] * b2, sum.a[3] += a[0] * b3;
  sum.a[0] -= a[1] * b1, sum.a[1] += a[1] * b0, sum.a[2] += a[1] * b3, sum.a[3] -= a[1] * b2;
  sum.a[0] -= a[2] * b2, sum.a[1] -= a[2] * b3, sum.a[2] += a[2] * b0, sum.a[3] += a[2] * b1;
  sum.a[0] -= a[3] * b3, sum.a[1] += a[3] * b2, sum.a[2] -= a[3] * b1, sum.a[3] += a[3] * b0;
  return sum;
}

INLINE link_su2 adjoint_su2(link_su2 x) { return (link_su2){{x.a[0], -x.a[1], -x.a[2], -x.a[3]}}; }

// sum + A·B·C†, with B and C read `b_shift` and `c_shift` lanes away
INLINE void add_upper_su2(link_su2 *sum, const link_su2 *a, const link_su2 *b, int b_shift, const link_su2 *c, int c_shift) {
  const link_su2 product = add_product_su2((link_su2){0}, *a, turned_link_su2(b, b_shift), 1);
  *sum = add_product_su2(*sum, product, turned_link_su2(c, c_shift), -1);
}

// sum + A†·B·C, with C read `c_shift` lanes away and the product placed `shift` lanes away
INLINE void add_lower_su2(link_su2 *sum, const link_su2 *a, const link_su2 *b, const link_su2 *c, int c_shift, int shift) {
  const link_su2 product = add_product_su2((link_su2){0}, adjoint_su2(*a), *b, 1);
  if (shift == 0) {
    *sum = add_product_su2(*sum, product, turned_link_su2(c, c_shift), 1);
    return;
  }
  const link_su2 staple = add_product_su2((link_su2){0}, product, turned_link_su2(c, c_shift), 1);
  for (int i = 0; i < 4; i++) sum->a[i] += turned(staple.a[i], shift);
}

// sum + U v; the diagonal of U is (d, d*), its corners (o, −o*) with d = a0 + i a3, o = a2 + i a1
INLINE colour_su2 add_applied_su2(colour_su2 sum, const link_su2 *u, colour_su2 v) {
  const number d = {u->a[0], u->a[3]}, o = {u->a[2], u->a[1]}, minus_o = {-u->a[2], -u->a[1]};
  sum.c[0] = add_product(sum.c[0], d, v.c[0]);
  sum.c[1] = add_conjugate_product(sum.c[1], d, v.c[1]);
  sum.c[0] = add_product(sum.c[0], o, v.c[1]);
  sum.c[1] = add_conjugate_product(sum.c[1], minus_o, v.c[0]);
  return sum;
}

INLINE colour_su2 add_adjoint_applied_su2(colour_su2 sum, const link_su2 *u, colour_su2 v) {
  const number d = {u->a[0], u->a[3]}, o = {u->a[2], u->a[1]}, minus_o = {-u->a[2], -u->a[1]};
  sum.c[0] = add_conjugate_product(sum.c[0], d, v.c[0]);
  sum.c[1] = add_product(sum.c[1], d, v.c[1]);
  sum.c[0] = add_product(sum.c[0], minus_o, v.c[1]);
  sum.c[1] = add_conjugate_product(sum.c[1], o, v.c[0]);
  return sum;
}

// exp(i p·σ/2) = cos(|p|/2) + i sin(|p|/2) p·σ/|p|; the tiny number keeps the ratio 1/2 where p = 0.
INLINE void exponential_of_su2(const algebra_su2 *x, link_su2 *out) {
  const REAL tiny = sizeof(REAL) == 8 ? 1e-300 : 1e-30;
  const vec *p = x->p;
  const vec length = root(p[0] * p[0] + p[1] * p[1] + p[2] * p[2] + tiny);
  vec cosine, sine;
  circle(length * (REAL)0.5, &cosine, &sine);
  const vec factor = sine / length;
  *out = (link_su2){{cosine, factor * p[0], factor * p[1], factor * p[2]}};
}
