// SU(2) as one would write it: a link is a unit quaternion U = a0 + i (a1 σ1 + a2 σ2 + a3 σ3).
#define COLOURS 2
#define GROUP(name) name##_su2

typedef struct { REAL a[4]; } link_su2;
typedef struct { number c[2]; } colour_su2;
typedef struct { REAL p[3]; } algebra_su2;

static inline link_su2 multiply_su2(link_su2 x, link_su2 y) {
  const REAL *a = x.a, *b = y.a;
  return (link_su2){{a[0] * b[0] - a[1] * b[1] - a[2] * b[2] - a[3] * b[3],
                     a[0] * b[1] + a[1] * b[0] - a[2] * b[3] + a[3] * b[2],
                     a[0] * b[2] + a[2] * b[0] - a[3] * b[1] + a[1] * b[3],
                     a[0] * b[3] + a[3] * b[0] - a[1] * b[2] + a[2] * b[1]}};
}

static inline link_su2 adjoint_su2(link_su2 x) {
  return (link_su2){{x.a[0], -x.a[1], -x.a[2], -x.a[3]}};
}

static inline link_su2 add_su2(link_su2 x, link_su2 y) {
  for (int i = 0; i < 4; i++) x.a[i] += y.a[i];
  return x;
}

static inline colour_su2 apply_su2(const link_su2 *u, const colour_su2 *v) {
  number diagonal = u->a[0] + I * u->a[3], corner = u->a[2] + I * u->a[1];
  return (colour_su2){{diagonal * v->c[0] + corner * v->c[1], conj(diagonal) * v->c[1] - conj(corner) * v->c[0]}};
}

static inline colour_su2 apply_adjoint_su2(const link_su2 *u, const colour_su2 *v) {
  number diagonal = u->a[0] + I * u->a[3], corner = u->a[2] + I * u->a[1];
  return (colour_su2){{conj(diagonal) * v->c[0] - corner * v->c[1], diagonal * v->c[1] + conj(corner) * v->c[0]}};
}

// exp(i p·σ/2) = cos(|p|/2) + i sin(|p|/2) p·σ/|p|
static inline link_su2 exponential_of_su2(const algebra_su2 *x) {
  const REAL *p = x->p;
  REAL length = sqrt(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]);
  REAL factor = length > 0 ? sin(length / 2) / length : (REAL)0.5;
  return (link_su2){{cos(length / 2), factor * p[0], factor * p[1], factor * p[2]}};
}
