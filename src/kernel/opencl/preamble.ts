/** The words of OpenCL C that kernels are written in, as macros. */
import type { Precision } from '../machine/precision.ts';

export interface PreamblePlan {
  readonly precision: Precision;
  readonly contraction: boolean;
}

/** A driver may fuse products and sums by itself, unless it is asked not to. */
const noContraction = '#pragma OPENCL FP_CONTRACT OFF';

export function preamble({ precision, contraction }: PreamblePlan): string {
  return [realWords(precision), operations, contraction ? fused : separate].join('\n');
}

/** `real`, and its bits as a `word`. */
export function realWords(precision: Precision): string {
  if (precision === 'f32') {
    return `${noContraction}
typedef float real;
typedef int word;
#define WORD(a) as_int(a)
#define REAL(w) as_float(w)`;
  }
  return `#pragma OPENCL EXTENSION cl_khr_fp64 : enable
${noContraction}
typedef double real;
typedef long word;
#define WORD(a) as_long(a)
#define REAL(w) as_double(w)`;
}

const operations = `#define SELECT(m, a, b) ((m) ? (a) : (b))
#define MIN(a, b) ((a) < (b) ? (a) : (b) < (a) ? (b) : REAL(WORD(a) | WORD(b)))
#define MAX(a, b) ((a) < (b) ? (b) : (b) < (a) ? (a) : (a) == (b) ? REAL(WORD(a) & WORD(b)) : (a) + (b))
#define ABS(a) fabs(a)
#define SQRT(a) sqrt(a)
#define FLOOR(a) floor(a)
#define POW2(a) REAL(WORD((a) + 0x1.00000000003ffp52) << 52)
#define EXPONENT(a) (REAL((WORD(a) >> 52 & 0x7ff) | 0x4330000000000000) - 0x1.00000000003ffp52)
#define MANTISSA(a) REAL((WORD(a) & 0x000fffffffffffff) | 0x3ff0000000000000)`;

const fused = `#define MADD(a, b, c) fma(a, b, c)
#define NMADD(a, b, c) fma(-(a), b, c)`;

const separate = `#define MADD(a, b, c) ((c) + (a) * (b))
#define NMADD(a, b, c) ((c) - (a) * (b))`;
