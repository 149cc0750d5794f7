/**
 * The words of the C dialect, as macros: `vec` is a value of all lanes, `mask` a truth value. What the language has no
 * operator for comes from built-in functions of gcc on x86-64, from those of clang, or from a loop over lanes.
 */
import { type Precision, wordSize } from '../machine/precision.ts';

export interface PreamblePlan {
  readonly precision: Precision;
  readonly lanes: number;
  readonly contraction: boolean;
}

const registerBytes = 16;

export function preamble({ precision, lanes, contraction }: PreamblePlan): string {
  const word = wordSize[precision];
  const bytes = lanes * word;
  const double = precision === 'f64';
  return `typedef __UINT32_TYPE__ u32;
typedef __INT32_TYPE__ i32;
typedef ${double ? 'double' : 'float'} real;
typedef ${double ? '__INT64_TYPE__' : '__INT32_TYPE__'} word;
#define LANES ${lanes}
#define BYTES ${bytes}u
#define UNIFORM ${Math.max(bytes, registerBytes)}u
#define ONE_BITS ${double ? '0x3ff0000000000000' : '0x3f800000'}
${lanes === 1 ? oneLane : manyLanes(double, bytes)}
${contraction ? fused(double) : separate}
`;
}

const separate = `#define MADD(a, b, c) ((c) + (a) * (b))
#define NMADD(a, b, c) ((c) - (a) * (b))`;

/** Where the processor has no such operation, WebAssembly rounds twice as well. */
const fused = (double: boolean) => `#ifdef ${double ? '__FP_FAST_FMA' : '__FP_FAST_FMAF'}
#define MADD(a, b, c) FMA(a, b, c)
#define NMADD(a, b, c) FMA(-(a), b, c)
#else
${separate}
#endif`;

const suffix = '(sizeof(real) == 8)';

const oneLane = `typedef real vec;
typedef int mask;
typedef real loose __attribute__((may_alias));
typedef word looseWord __attribute__((may_alias));
#define GET(p) (*(const loose *)(p))
#define PUT(p, v) (*(loose *)(p) = (v))
#define ALL(x) ((real)(x))
#define SELECT(m, a, b) ((m) ? (a) : (b))
static inline word bitsOf(real a) { union { real r; word w; } u = {a}; return u.w; }
static inline real realOf(word w) { union { word w; real r; } u = {w}; return u.r; }
#define MIN(a, b) ((a) < (b) ? (a) : (b) < (a) ? (b) : realOf(bitsOf(a) | bitsOf(b)))
#define MAX(a, b) ((a) < (b) ? (b) : (b) < (a) ? (a) : (a) == (b) ? realOf(bitsOf(a) & bitsOf(b)) : (a) + (b))
#define ABS(a) (${suffix} ? (real)__builtin_fabs(a) : (real)__builtin_fabsf(a))
#define SQRT(a) (${suffix} ? (real)__builtin_sqrt(a) : (real)__builtin_sqrtf(a))
#define FLOOR(a) (${suffix} ? (real)__builtin_floor(a) : (real)__builtin_floorf(a))
#define FMA(a, b, c) (${suffix} ? (real)__builtin_fma(a, b, c) : (real)__builtin_fmaf(a, b, c))
#define POW2(a) realOf(bitsOf((a) + 0x1.00000000003ffp52) << 52)
#define EXPONENT(a) (realOf(((word)((unsigned long long)(bitsOf(a) & 0x7ff0000000000000) >> 52)) | 0x4330000000000000) - 0x1.00000000003ffp52)
#define MANTISSA(a) realOf((bitsOf(a) & 0x000fffffffffffff) | 0x3ff0000000000000)`;

/** Names of gcc's built-in functions on x86-64, by bytes of a vector: fused multiply-add, root, floor. */
function builtins(double: boolean, bytes: number): string {
  const kind = double ? 'pd' : 'ps';
  if (bytes === 64) {
    const all = double ? '(signed char)-1' : '(short)-1';
    return `#ifdef __AVX512F__
#define FMA(a, b, c) __builtin_ia32_vfmadd${kind}512_mask(a, b, c, ${all}, 4)
#define SQRT(a) __builtin_ia32_sqrt${kind}512_mask(a, a, ${all}, 4)
#define FLOOR(a) __builtin_ia32_rndscale${kind}_mask(a, 9, a, ${all}, 4)
#endif`;
  }
  const width = bytes === 32 ? '256' : '';
  return `#ifdef __FMA__
#define FMA(a, b, c) __builtin_ia32_vfmadd${kind}${width}(a, b, c)
#endif
#ifdef __AVX__
#define SQRT(a) __builtin_ia32_sqrt${kind}${width}(a)
#define FLOOR(a) __builtin_ia32_round${kind}${width}(a, 9)
#endif`;
}

const manyLanes = (double: boolean, bytes: number) => `typedef real vec __attribute__((vector_size(BYTES)));
typedef word mask __attribute__((vector_size(BYTES)));
typedef unsigned ${double ? 'long long' : 'int'} bits __attribute__((vector_size(BYTES)));
typedef vec loose __attribute__((aligned(sizeof(real)), may_alias));
typedef i32 lanesList __attribute__((vector_size(LANES * 4), aligned(4), may_alias));
#define GET(p) ((vec)*(const loose *)(p))
#define PUT(p, v) (*(loose *)(p) = (v))
#define ALL(x) ((real)(x) - (vec){0})
#define SELECT(m, a, b) ((vec)(((m) & (mask)(a)) | (~(m) & (mask)(b))))
#define EACH(f) vec r; for (int l = 0; l < LANES; l++) r[l] = f; return r;
#if defined(__clang__)
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define SQRT(a) __builtin_elementwise_sqrt(a)
#define FLOOR(a) __builtin_elementwise_floor(a)
#elif defined(__x86_64__)
${builtins(double, bytes)}
#endif
#ifndef FMA
static inline vec FMA(vec a, vec b, vec c) { EACH(${double ? '__builtin_fma' : '__builtin_fmaf'}(a[l], b[l], c[l])) }
#endif
#ifndef SQRT
static inline vec SQRT(vec a) { EACH(${double ? '__builtin_sqrt' : '__builtin_sqrtf'}(a[l])) }
#endif
#ifndef FLOOR
static inline vec FLOOR(vec a) { EACH(${double ? '__builtin_floor' : '__builtin_floorf'}(a[l])) }
#endif
static inline vec MIN(vec a, vec b) { return SELECT(a < b, a, SELECT(b < a, b, (vec)((mask)a | (mask)b))); }
static inline vec MAX(vec a, vec b) { return SELECT(a < b, b, SELECT(b < a, a, SELECT(a == b, (vec)((mask)a & (mask)b), a + b))); }
static inline vec ABS(vec a) { return (vec)((mask)a & ${double ? '0x7fffffffffffffff' : '0x7fffffff'}); }
#define POW2(a) ((vec)((mask)((a) + 0x1.00000000003ffp52) << 52))
#define EXPONENT(a) ((vec)((mask)((bits)((mask)(a) & 0x7ff0000000000000) >> 52) | 0x4330000000000000) - 0x1.00000000003ffp52)
#define MANTISSA(a) ((vec)(((mask)(a) & 0x000fffffffffffff) | 0x3ff0000000000000))
static inline mask permutation(const i32 *p) { return __builtin_convertvector(*(const lanesList *)p, mask); }
#if defined(__clang__)
static inline vec TURNED(vec v, mask m) { EACH(v[m[l]]) }
#else
#define TURNED(v, m) __builtin_shuffle(v, m)
#endif`;
