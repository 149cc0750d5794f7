// What one site does, written once: the covariant difference (Dφ)(x) = U(x) φ(x+0) − φ(x) of a charged field.
// The function runs once, on symbols; from the graph come WebAssembly, JavaScript and the exact derivative.
import {
  colourVectors,
  dot,
  drawGaussian,
  groupNamed,
  hotStart,
  input,
  key,
  Lattice,
  links,
  output,
  siteKernel,
} from '../../../../src/index.ts';

const group = groupNamed('U(1)');
const roles = { U: input(links(group, 2)), phi: input(colourVectors(group)), out: output(colourVectors(group)) };
const difference = siteKernel('covariantDifference', 2, roles, ({ U, phi, out }, x) => {
  const [there] = phi(x.plus(0));
  const [here] = phi(x);
  out.set([U(0, x).entry(0, 0).mul(there).sub(here)]);
});

// The law of an adjoint: ⟨χ, Dφ⟩ = ⟨D†χ, φ⟩ for any fields.
const lattice = new Lattice([8, 8]);
const U = hotStart(lattice, group, key(1, 0, 'start')).field;
const [phi, chi, image, back] = [2, 2, 2, 2].map(reals => lattice.field(reals));
drawGaussian(phi, key(2, 0, 'start'));
drawGaussian(chi, key(3, 0, 'start'));

difference.run({ U, phi, out: image });
difference.adjoint(['phi']).run({ U, d_out: chi, d_phi: back });

const product = dot(2, lattice.dimension);
const [one, other] = [product.run({ x: chi, y: image }).total, product.run({ x: back, y: phi }).total];
console.log('⟨χ, Dφ⟩  =', one);
console.log('⟨D†χ, φ⟩ =', other);
console.log('difference', Math.abs(one - other), 'which is rounding');
