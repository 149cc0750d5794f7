/**
 * Loops by name, written out once more, as steps ±1 … ±D:
 *   plaquette  μ ν −μ −ν for μ < ν;   rectangle  μ ν ν −μ −ν −ν for μ ≠ ν;
 *   chair      two plaquettes hinged at ρ: ±μ ρ ∓μ ±ν −ρ ∓ν for μ < ν, ρ different from both;
 *   parallelogram  μ ±ν ±ρ −μ ∓ν ∓ρ for μ < ν < ρ.
 */
export type PlainLoops = readonly (readonly number[])[];

type Loops = (dimension: number) => number[][];

const directions = (dimension: number) => Array.from({ length: dimension }, (_, mu) => mu + 1);
const planes = (dimension: number) =>
  directions(dimension).flatMap(mu => directions(dimension).flatMap(nu => (nu === mu ? [] : [[mu, nu]])));
const signs = [1, -1];

export const plainLoops: Record<'plaquette' | 'rectangle' | 'chair' | 'parallelogram', Loops> = {
  plaquette: dimension => planes(dimension).flatMap(([mu, nu]) => (mu < nu ? [[mu, nu, -mu, -nu]] : [])),
  rectangle: dimension => planes(dimension).map(([mu, nu]) => [mu, nu, nu, -mu, -nu, -nu]),
  chair: dimension =>
    planes(dimension)
      .filter(([mu, nu]) => mu < nu)
      .flatMap(([mu, nu]) =>
        directions(dimension)
          .filter(rho => rho !== mu && rho !== nu)
          .flatMap(rho => signs.flatMap(s => signs.map(t => [s * mu, rho, -s * mu, t * nu, -rho, -t * nu]))),
      ),
  parallelogram: dimension =>
    planes(dimension)
      .filter(([mu, nu]) => mu < nu)
      .flatMap(([mu, nu]) =>
        directions(dimension)
          .filter(rho => rho > nu)
          .flatMap(rho => signs.flatMap(s => signs.map(t => [mu, s * nu, t * rho, -mu, -s * nu, -t * rho]))),
      ),
};
