/**
 * f'(0) by the central difference of fourth order,
 *   [8 (f(h) − f(−h)) − (f(2h) − f(−2h))] / 12 h = f'(0) − h⁴ f^(5)(0) / 30 + …,
 * plus the rounding of f, about ε |f| / h.
 */
export function fourthOrderDerivative(f: (t: number) => number, h: number): number {
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}
