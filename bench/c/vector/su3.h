// SU(3) on lanes: a link is 3×3 complex numbers, eighteen vectors; matrices are multiplied row by row to spare registers.
#define COLOURS 3
#define UNROLL_PLANES _Pragma("GCC unroll 1")
#define GROUP(name) name##_su3

typedef struct { number m[3][3]; } link_su3;
typedef struct { number c[3]; } colour_su3;
typedef struct { vec p[8]; } algebra_su3;

// sum + A·B·C†, with B and C read `b_shift` and `c_shift` lanes away
INLINE void add_upper_su3(link_su3 *sum, const link_su3 *a, const link_su3 *b, int b_shift, const link_su3 *c, int c_shift) {
#pragma GCC unroll 3
  for (int i = 0; i < 3; i++) {
    number row[3] = {0};
#pragma GCC unroll 3
    for (int k = 0; k < 3; k++)
#pragma GCC unroll 3
      for (int j = 0; j < 3; j++) row[j] = add_product(row[j], a->m[i][k], turned_number(b->m[k][j], b_shift));
#pragma GCC unroll 3
    for (int j = 0; j < 3; j++)
#pragma GCC unroll 3
      for (int k = 0; k < 3; k++)
        sum->m[i][j] = add_conjugate_product(sum->m[i][j], turned_number(c->m[j][k], c_shift), row[k]);
  }
}

// sum + A†·B·C, with C read `c_shift` lanes away and the product placed `shift` lanes away
INLINE void add_lower_su3(link_su3 *sum, const link_su3 *a, const link_su3 *b, const link_su3 *c, int c_shift, int shift) {
#pragma GCC unroll 3
  for (int i = 0; i < 3; i++) {
    number row[3] = {0};
#pragma GCC unroll 3
    for (int k = 0; k < 3; k++)
#pragma GCC unroll 3
      for (int j = 0; j < 3; j++) row[j] = add_conjugate_product(row[j], a->m[k][i], b->m[k][j]);
#pragma GCC unroll 3
    for (int j = 0; j < 3; j++) {
      number element = shift == 0 ? sum->m[i][j] : (number){0};
#pragma GCC unroll 3
      for (int k = 0; k < 3; k++) element = add_product(element, row[k], turned_number(c->m[k][j], c_shift));
      sum->m[i][j] = shift == 0 ? element : plus(sum->m[i][j], turned_number(element, shift));
    }
  }
}

INLINE colour_su3 add_applied_su3(colour_su3 sum, const link_su3 *u, colour_su3 v) {
#pragma GCC unroll 3
  for (int k = 0; k < 3; k++)
#pragma GCC unroll 3
    for (int i = 0; i < 3; i++) sum.c[i] = add_product(sum.c[i], u->m[i][k], v.c[k]);
  return sum;
}

INLINE colour_su3 add_adjoint_applied_su3(colour_su3 sum, const link_su3 *u, colour_su3 v) {
#pragma GCC unroll 3
  for (int k = 0; k < 3; k++)
#pragma GCC unroll 3
    for (int i = 0; i < 3; i++) sum.c[i] = add_conjugate_product(sum.c[i], u->m[k][i], v.c[k]);
  return sum;
}

INLINE vec squared(number z) { return z.re * z.re + z.im * z.im; }

// exp(iQ) with hermitian Q = Σ p_a λ_a/2, by Cayley–Hamilton for X = iQ: X³ = t X + d, t = −tr Q²/2, d = −i det Q;
// Horner's rule acts on the coefficients of 1, X, X² (Lüscher, openQCD notes; hep-lat/0311018).
INLINE void exponential_of_su3(const algebra_su3 *x, link_su3 *out) {
  const vec *p = x->p;
  const REAL third_root = 0.28867513459481288225; // 1/(2√3)
  const vec eighth = p[7] * third_root, half2 = p[2] * (REAL)0.5;
  const vec a = eighth + half2, b = eighth - half2, c = (REAL)-2 * eighth;
  const number u = {p[0] * (REAL)0.5, p[1] * (REAL)-0.5}, v = {p[3] * (REAL)0.5, p[4] * (REAL)-0.5},
               w = {p[5] * (REAL)0.5, p[6] * (REAL)-0.5}; // elements 12, 13, 23
  const vec uu = squared(u), vv = squared(v), ww = squared(w);
  const vec t = (REAL)-0.5 * (a * a + b * b + c * c) - (uu + vv + ww);
  const number uw = add_product((number){0}, u, w);
  const vec det = a * b * c + (REAL)2 * (uw.re * v.re + uw.im * v.im) - a * ww - b * vv - c * uu;

  REAL coefficient[ORDER + 1] = {1};
#pragma GCC unroll 32
  for (int n = 1; n <= ORDER; n++) coefficient[n] = coefficient[n - 1] / n;
  number q0 = {(vec){0} + coefficient[ORDER], {0}}, q1 = {0}, q2 = {0};
#pragma GCC unroll 32
  for (int n = ORDER - 1; n >= 0; n--) {
    const number next0 = {coefficient[n] + det * q2.im, -det * q2.re};
    const number next1 = {q0.re + t * q2.re, q0.im + t * q2.im};
    q2 = q1;
    q1 = next1;
    q0 = next0;
  }

  // exp = q0 + f Q + g Q² with f = i q1 and g = −q2
  const number f = {-q1.im, q1.re}, g = {-q2.re, -q2.im};
  const number v_conjugate = {v.re, -v.im}, w_conjugate = {w.re, -w.im}, u_conjugate = {u.re, -u.im};
  const number vw = add_conjugate_product((number){0}, w, v), uv = add_conjugate_product((number){0}, u, v);
  const number square12 = {(a + b) * u.re + vw.re, (a + b) * u.im + vw.im};
  const number square13 = {(a + c) * v.re + uw.re, (a + c) * v.im + uw.im};
  const number square23 = {(b + c) * w.re + uv.re, (b + c) * w.im + uv.im};
  const number square21 = {square12.re, -square12.im}, square31 = {square13.re, -square13.im}, square32 = {square23.re, -square23.im};
  const vec square11 = a * a + uu + vv, square22 = b * b + uu + ww, square33 = c * c + vv + ww;
  out->m[0][0] = (number){q0.re + f.re * a + g.re * square11, q0.im + f.im * a + g.im * square11};
  out->m[1][1] = (number){q0.re + f.re * b + g.re * square22, q0.im + f.im * b + g.im * square22};
  out->m[2][2] = (number){q0.re + f.re * c + g.re * square33, q0.im + f.im * c + g.im * square33};
  out->m[0][1] = add_product(add_product((number){0}, f, u), g, square12);
  out->m[1][0] = add_product(add_product((number){0}, f, u_conjugate), g, square21);
  out->m[0][2] = add_product(add_product((number){0}, f, v), g, square13);
  out->m[2][0] = add_product(add_product((number){0}, f, v_conjugate), g, square31);
  out->m[1][2] = add_product(add_product((number){0}, f, w), g, square23);
  out->m[2][1] = add_product(add_product((number){0}, f, w_conjugate), g, square32);
}
