// SU(3) as one would write it: a link is a 3×3 matrix of complex numbers.
#define COLOURS 3
#define GROUP(name) name##_su3

typedef struct { number m[3][3]; } link_su3;
typedef struct { number c[3]; } colour_su3;
typedef struct { REAL p[8]; } algebra_su3;

static inline link_su3 multiply_su3(link_su3 x, link_su3 y) {
  link_su3 product;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++)
      product.m[i][j] = x.m[i][0] * y.m[0][j] + x.m[i][1] * y.m[1][j] + x.m[i][2] * y.m[2][j];
  return product;
}

static inline link_su3 adjoint_su3(link_su3 x) {
  link_su3 adjoint;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) adjoint.m[i][j] = conj(x.m[j][i]);
  return adjoint;
}

static inline link_su3 add_su3(link_su3 x, link_su3 y) {
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) x.m[i][j] += y.m[i][j];
  return x;
}

static inline colour_su3 apply_su3(const link_su3 *u, const colour_su3 *v) {
  colour_su3 product;
  for (int i = 0; i < 3; i++) product.c[i] = u->m[i][0] * v->c[0] + u->m[i][1] * v->c[1] + u->m[i][2] * v->c[2];
  return product;
}

static inline colour_su3 apply_adjoint_su3(const link_su3 *u, const colour_su3 *v) {
  colour_su3 product;
  for (int i = 0; i < 3; i++)
    product.c[i] = conj(u->m[0][i]) * v->c[0] + conj(u->m[1][i]) * v->c[1] + conj(u->m[2][i]) * v->c[2];
  return product;
}

// X = i Σ_a p_a λ_a/2 with the Gell-Mann matrices λ_a
static inline link_su3 from_algebra_su3(const algebra_su3 *x) {
  const REAL *p = x->p;
  REAL eighth = p[7] / sqrt((REAL)3);
  number hermitian[3][3] = {{p[2] + eighth, p[0] - I * p[1], p[3] - I * p[4]},
                            {p[0] + I * p[1], eighth - p[2], p[5] - I * p[6]},
                            {p[3] + I * p[4], p[5] + I * p[6], -2 * eighth}};
  link_su3 matrix;
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) matrix.m[i][j] = I * hermitian[i][j] / 2;
  return matrix;
}

// Cayley–Hamilton: X³ = t X + d with t = tr X²/2, d = det X, so that Σ Xⁿ/n! = q0 + q1 X + q2 X²;
// Horner's rule from the highest term down acts on (q0, q1, q2) alone (Lüscher, openQCD notes; hep-lat/0311018).
static inline link_su3 exponential_of_su3(const algebra_su3 *p) {
  link_su3 x = from_algebra_su3(p), square = multiply_su3(x, x), result;
  number t = (square.m[0][0] + square.m[1][1] + square.m[2][2]) / 2;
  number d = x.m[0][0] * (x.m[1][1] * x.m[2][2] - x.m[1][2] * x.m[2][1]) -
             x.m[0][1] * (x.m[1][0] * x.m[2][2] - x.m[1][2] * x.m[2][0]) +
             x.m[0][2] * (x.m[1][0] * x.m[2][1] - x.m[1][1] * x.m[2][0]);
  REAL coefficient[ORDER + 1] = {1};
  for (int n = 1; n <= ORDER; n++) coefficient[n] = coefficient[n - 1] / n;
  number q0 = coefficient[ORDER], q1 = 0, q2 = 0;
  for (int n = ORDER - 1; n >= 0; n--) {
    number next0 = coefficient[n] + d * q2, next1 = q0 + t * q2;
    q2 = q1;
    q1 = next1;
    q0 = next0;
  }
  for (int i = 0; i < 3; i++)
    for (int j = 0; j < 3; j++) result.m[i][j] = q1 * x.m[i][j] + q2 * square.m[i][j] + (i == j ? q0 : 0);
  return result;
}
