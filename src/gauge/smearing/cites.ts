/** What to cite for smearing. */
import type { Cite } from '../../lattice/index.ts';

export const stoutPaper: Cite = {
  key: 'Morningstar:2003gk',
  bibtex: `@article{Morningstar:2003gk,
  author = {Morningstar, Colin and Peardon, Mike J.},
  title = {Analytic smearing of SU(3) link variables in lattice QCD},
  journal = {Phys. Rev. D},
  volume = {69},
  pages = {054501},
  year = {2004},
  eprint = {hep-lat/0311018}
}`,
};

export const apePaper: Cite = {
  key: 'APE:1987ehd',
  bibtex: `@article{APE:1987ehd,
  author = {Albanese, M. and others},
  title = {Glueball Masses and String Tension in Lattice {QCD}},
  journal = {Phys. Lett. B},
  volume = {192},
  pages = {163--169},
  year = {1987},
  doi = {10.1016/0370-2693(87)91160-9}
}`,
};

export const hypPaper: Cite = {
  key: 'Hasenfratz:2001hp',
  bibtex: `@article{Hasenfratz:2001hp,
  author = {Hasenfratz, Anna and Knechtli, Francesco},
  title = {Flavor symmetry and the static potential with hypercubic blocking},
  journal = {Phys. Rev. D},
  volume = {64},
  pages = {034504},
  year = {2001},
  eprint = {hep-lat/0103029}
}`,
};

export const nhypPaper: Cite = {
  key: 'Hasenfratz:2007rf',
  bibtex: `@article{Hasenfratz:2007rf,
  author = {Hasenfratz, Anna and Hoffmann, Roland and Schaefer, Stefan},
  title = {Hypercubic smeared links for dynamical fermions},
  journal = {JHEP},
  volume = {05},
  pages = {029},
  year = {2007},
  eprint = {hep-lat/0702028}
}`,
};

export const hexPaper: Cite = {
  key: 'Capitani:2006ni',
  bibtex: `@article{Capitani:2006ni,
  author = {Capitani, Stefano and D{\\"u}rr, Stephan and Hoelbling, Christian},
  title = {Rationale for {UV}-filtered clover fermions},
  journal = {JHEP},
  volume = {11},
  pages = {028},
  year = {2006},
  eprint = {hep-lat/0607006}
}`,
};
