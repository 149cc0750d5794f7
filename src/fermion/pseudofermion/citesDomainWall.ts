/** What to cite for domain-wall fermions. */
import type { Cite } from '../../lattice/index.ts';

export const shamirPaper: Cite = {
  key: 'Shamir:1993zy',
  bibtex: `@article{Shamir:1993zy,
  author = {Shamir, Yigal},
  title = {Chiral fermions from lattice boundaries},
  journal = {Nucl. Phys. B},
  volume = {406},
  pages = {90--106},
  year = {1993},
  doi = {10.1016/0550-3213(93)90162-I}
}`,
};

export const moebiusPaper: Cite = {
  key: 'Brower:2012vk',
  bibtex: `@article{Brower:2012vk,
  author = {Brower, Richard C. and Neff, Harmut and Orginos, Kostas},
  title = {The M\\"obius domain wall fermion algorithm},
  journal = {Comput. Phys. Commun.},
  volume = {220},
  pages = {1--19},
  year = {2017},
  doi = {10.1016/j.cpc.2017.01.024}
}`,
};
