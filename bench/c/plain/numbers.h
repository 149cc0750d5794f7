// The reals and complex numbers of the plain code: REAL is double or float, chosen by the compiler's command line.
#ifndef CASK_PLAIN_NUMBERS_H
#define CASK_PLAIN_NUMBERS_H

#include <complex.h>
#include <math.h>
#include <stddef.h>
#include <tgmath.h>

#ifndef REAL
#define REAL double
#endif
#ifndef ORDER
#define ORDER 12 // terms of the exponential series of SU(3), beyond the constant one
#endif

typedef REAL complex number;

#endif
