/** What to cite for Wilson pseudofermions and split determinants. */
import type { Cite } from '../../lattice/index.ts';

export const wilsonPaper: Cite = {
  key: 'Wilson:1974sk',
  bibtex: `@article{Wilson:1974sk,
  author = {Wilson, Kenneth G.},
  title = {Confinement of Quarks},
  journal = {Phys. Rev. D},
  volume = {10},
  pages = {2445--2459},
  year = {1974},
  doi = {10.1103/PhysRevD.10.2445}
}`,
};

export const cloverPaper: Cite = {
  key: 'Sheikholeslami:1985ij',
  bibtex: `@article{Sheikholeslami:1985ij,
  author = {Sheikholeslami, B. and Wohlert, R.},
  title = {Improved Continuum Limit Lattice Action for QCD with Wilson Fermions},
  journal = {Nucl. Phys. B},
  volume = {259},
  pages = {572},
  year = {1985},
  doi = {10.1016/0550-3213(85)90002-1}
}`,
};

export const hasenbuschPaper: Cite = {
  key: 'Hasenbusch:2001ne',
  bibtex: `@article{Hasenbusch:2001ne,
  author = {Hasenbusch, Martin},
  title = {Speeding up the Hybrid Monte Carlo algorithm for dynamical fermions},
  journal = {Phys. Lett. B},
  volume = {519},
  pages = {177--182},
  year = {2001},
  doi = {10.1016/S0370-2693(01)01102-9}
}`,
};
