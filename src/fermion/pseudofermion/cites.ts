/** What to cite for staggered pseudofermions. */
import type { Cite } from '../../lattice/index.ts';

export const kogutSusskind: Cite = {
  key: 'Kogut:1974ag',
  bibtex: `@article{Kogut:1974ag,
  author = {Kogut, John B. and Susskind, Leonard},
  title = {Hamiltonian Formulation of Wilson's Lattice Gauge Theories},
  journal = {Phys. Rev. D},
  volume = {11},
  pages = {395--408},
  year = {1975},
  doi = {10.1103/PhysRevD.11.395}
}`,
};

export const weingartenPetcher: Cite = {
  key: 'Weingarten:1980hx',
  bibtex: `@article{Weingarten:1980hx,
  author = {Weingarten, D. H. and Petcher, D. N.},
  title = {Monte Carlo Integration for Lattice Gauge Theories with Fermions},
  journal = {Phys. Lett. B},
  volume = {99},
  pages = {333--338},
  year = {1981},
  doi = {10.1016/0370-2693(81)90112-X}
}`,
};

export const clarkKennedy: Cite = {
  key: 'Clark:2006fx',
  bibtex: `@article{Clark:2006fx,
  author = {Clark, M. A. and Kennedy, A. D.},
  title = {Accelerating Dynamical Fermion Computations Using the Rational Hybrid Monte Carlo Algorithm with Multiple Pseudofermion Fields},
  journal = {Phys. Rev. Lett.},
  volume = {98},
  pages = {051601},
  year = {2007},
  doi = {10.1103/PhysRevLett.98.051601}
}`,
};
