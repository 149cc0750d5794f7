/** Free electrons in levels E at inverse temperature β and chemical potential μ, without overflow at any β (E − μ). */

/** ln(1 + e^y) */
export function softplus(y: number): number {
  return Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)));
}

/** 1 / (1 + e^y): the mean number of electrons in a level with y = β (E − μ). */
export function fermi(y: number): number {
  const tail = Math.exp(-Math.abs(y));
  return (y > 0 ? tail : 1) / (1 + tail);
}

/** ln W = Σ_n ln(1 + e^{−β (E_n − μ)}) */
export function logPartition(levels: ArrayLike<number>, beta: number, mu: number): number {
  let sum = 0;
  for (let n = 0; n < levels.length; n++) sum += softplus(-beta * (levels[n] - mu));
  return sum;
}
