/** Papers on local updates. */
import type { Cite } from '../../lattice/index.ts';

export const creutz: Cite = {
  key: 'Creutz:1980zw',
  bibtex: `@article{Creutz:1980zw,
  author = {Creutz, Michael},
  title = {Monte Carlo Study of Quantized SU(2) Gauge Theory},
  journal = {Phys. Rev. D},
  volume = {21},
  pages = {2308--2315},
  year = {1980},
  doi = {10.1103/PhysRevD.21.2308}
}`,
};

export const kennedyPendleton: Cite = {
  key: 'Kennedy:1985nu',
  bibtex: `@article{Kennedy:1985nu,
  author = {Kennedy, A. D. and Pendleton, B. J.},
  title = {Improved Heat Bath Method for Monte Carlo Calculations in Lattice Gauge Theories},
  journal = {Phys. Lett. B},
  volume = {156},
  pages = {393--399},
  year = {1985},
  doi = {10.1016/0370-2693(85)91632-6}
}`,
};

export const cabibboMarinari: Cite = {
  key: 'Cabibbo:1982zn',
  bibtex: `@article{Cabibbo:1982zn,
  author = {Cabibbo, Nicola and Marinari, Enzo},
  title = {A New Method for Updating SU(N) Matrices in Computer Simulations of Gauge Theories},
  journal = {Phys. Lett. B},
  volume = {119},
  pages = {387--390},
  year = {1982},
  doi = {10.1016/0370-2693(82)90696-7}
}`,
};

export const overrelaxationPaper: Cite = {
  key: 'Creutz:1987xi',
  bibtex: `@article{Creutz:1987xi,
  author = {Creutz, Michael},
  title = {Overrelaxation and Monte Carlo Simulation},
  journal = {Phys. Rev. D},
  volume = {36},
  pages = {515--519},
  year = {1987},
  doi = {10.1103/PhysRevD.36.515}
}`,
};

export const metropolisPaper: Cite = {
  key: 'Metropolis:1953am',
  bibtex: `@article{Metropolis:1953am,
  author = {Metropolis, Nicholas and Rosenbluth, Arianna W. and Rosenbluth, Marshall N. and Teller, Augusta H. and Teller, Edward},
  title = {Equation of State Calculations by Fast Computing Machines},
  journal = {J. Chem. Phys.},
  volume = {21},
  pages = {1087--1092},
  year = {1953},
  doi = {10.1063/1.1699114}
}`,
};
