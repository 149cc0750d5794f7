/** Papers that several integrators share. */
import type { Cite } from '../../lattice/index.ts';

export const takaishi: Cite = {
  key: 'Takaishi:2005tz',
  bibtex: `@article{Takaishi:2005tz,
  author = {Takaishi, Tetsuya and de Forcrand, Philippe},
  title = {Testing and tuning new symplectic integrators for hybrid Monte Carlo algorithm in lattice QCD},
  journal = {Phys. Rev. E},
  volume = {73},
  pages = {036706},
  year = {2006},
  eprint = {hep-lat/0505020},
  doi = {10.1103/PhysRevE.73.036706}
}`,
};

export const omelyan: Cite = {
  key: 'Omelyan:2003',
  bibtex: `@article{Omelyan:2003,
  author = {Omelyan, I. P. and Mryglod, I. M. and Folk, R.},
  title = {Symplectic analytically integrable decomposition algorithms: classification, derivation, and application
    to molecular dynamics, quantum and celestial mechanics simulations},
  journal = {Comput. Phys. Commun.},
  volume = {151},
  pages = {272--314},
  year = {2003},
  doi = {10.1016/S0010-4655(02)00754-3}
}`,
};
