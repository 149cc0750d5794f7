/**
 * Every paper that results may have to cite, once, by its BibTeX key. Actions, transformations and samplers name theirs:
 * `cites: papers('Wilson:1974sk')`.
 */

/** A paper: what to cite when this piece is used. */
export interface Cite {
  /** BibTeX key, unique. */
  readonly key: string;
  /** The whole BibTeX entry. */
  readonly bibtex: string;
}

/** The fields of a BibTeX article. */
type Article = Readonly<Record<string, string | number>>;

const articles = {
  'Metropolis:1953am': {
    author:
      'Metropolis, Nicholas and Rosenbluth, Arianna W. and Rosenbluth, Marshall N. and Teller, Augusta H. and Teller, Edward',
    title: 'Equation of State Calculations by Fast Computing Machines',
    journal: 'J. Chem. Phys.',
    volume: 21,
    pages: '1087--1092',
    year: 1953,
    doi: '10.1063/1.1699114',
  },
  'Kogut:1974ag': {
    author: 'Kogut, John B. and Susskind, Leonard',
    title: "Hamiltonian Formulation of Wilson's Lattice Gauge Theories",
    journal: 'Phys. Rev. D',
    volume: 11,
    pages: '395--408',
    year: 1975,
    doi: '10.1103/PhysRevD.11.395',
  },
  'Wilson:1974sk': {
    author: 'Wilson, Kenneth G.',
    title: 'Confinement of Quarks',
    journal: 'Phys. Rev. D',
    volume: 10,
    pages: '2445--2459',
    year: 1974,
    doi: '10.1103/PhysRevD.10.2445',
  },
  'Creutz:1980zw': {
    author: 'Creutz, Michael',
    title: 'Monte Carlo Study of Quantized SU(2) Gauge Theory',
    journal: 'Phys. Rev. D',
    volume: 21,
    pages: '2308--2315',
    year: 1980,
    doi: '10.1103/PhysRevD.21.2308',
  },
  'Weingarten:1980hx': {
    author: 'Weingarten, D. H. and Petcher, D. N.',
    title: 'Monte Carlo Integration for Lattice Gauge Theories with Fermions',
    journal: 'Phys. Lett. B',
    volume: 99,
    pages: '333--338',
    year: 1981,
    doi: '10.1016/0370-2693(81)90112-X',
  },
  'Bhanot:1981eb': {
    author: 'Bhanot, Gyan and Creutz, Michael',
    title: 'Variant Actions and Phase Structure in Lattice Gauge Theory',
    journal: 'Phys. Rev. D',
    volume: 24,
    pages: '3212--3217',
    year: 1981,
    doi: '10.1103/PhysRevD.24.3212',
  },
  'Cabibbo:1982zn': {
    author: 'Cabibbo, Nicola and Marinari, Enzo',
    title: 'A New Method for Updating SU(N) Matrices in Computer Simulations of Gauge Theories',
    journal: 'Phys. Lett. B',
    volume: 119,
    pages: '387--390',
    year: 1982,
    doi: '10.1016/0370-2693(82)90696-7',
  },
  'Weisz:1982zw': {
    author: 'Weisz, P.',
    title: 'Continuum Limit Improved Lattice Action for Pure Yang-Mills Theory (I)',
    journal: 'Nucl. Phys. B',
    volume: 212,
    pages: '1--17',
    year: 1983,
    doi: '10.1016/0550-3213(83)90595-3',
  },
  'Iwasaki:1985we': {
    author: 'Iwasaki, Y.',
    title:
      'Renormalization Group Analysis of Lattice Theories and Improved Lattice Action: Two-Dimensional Nonlinear O(N) Sigma Model',
    journal: 'Nucl. Phys. B',
    volume: 258,
    pages: '141--156',
    year: 1985,
    doi: '10.1016/0550-3213(85)90606-6',
  },
  'Kennedy:1985nu': {
    author: 'Kennedy, A. D. and Pendleton, B. J.',
    title: 'Improved Heat Bath Method for Monte Carlo Calculations in Lattice Gauge Theories',
    journal: 'Phys. Lett. B',
    volume: 156,
    pages: '393--399',
    year: 1985,
    doi: '10.1016/0370-2693(85)91632-6',
  },
  'Sheikholeslami:1985ij': {
    author: 'Sheikholeslami, B. and Wohlert, R.',
    title: 'Improved Continuum Limit Lattice Action for QCD with Wilson Fermions',
    journal: 'Nucl. Phys. B',
    volume: 259,
    pages: '572',
    year: 1985,
    doi: '10.1016/0550-3213(85)90002-1',
  },
  'APE:1987ehd': {
    author: 'Albanese, M. and others',
    title: 'Glueball Masses and String Tension in Lattice {QCD}',
    journal: 'Phys. Lett. B',
    volume: 192,
    pages: '163--169',
    year: 1987,
    doi: '10.1016/0370-2693(87)91160-9',
  },
  'Golterman:1986jf': {
    author: 'Golterman, Maarten F. L.',
    title: 'Staggered Mesons',
    journal: 'Nucl. Phys. B',
    volume: 273,
    pages: '663--676',
    year: 1986,
  },
  'Dong:1993pk': {
    author: 'Dong, Shao-Jing and Liu, Keh-Fei',
    title: 'Stochastic estimation with Z(2) noise',
    journal: 'Phys. Lett. B',
    volume: 328,
    pages: '130--136',
    year: 1994,
    doi: '10.1016/0370-2693(94)90440-5',
  },
  'Creutz:1987xi': {
    author: 'Creutz, Michael',
    title: 'Overrelaxation and Monte Carlo Simulation',
    journal: 'Phys. Rev. D',
    volume: 36,
    pages: '515--519',
    year: 1987,
    doi: '10.1103/PhysRevD.36.515',
  },
  'Duane:1987de': {
    author: 'Duane, S. and Kennedy, A. D. and Pendleton, B. J. and Roweth, D.',
    title: 'Hybrid Monte Carlo',
    journal: 'Phys. Lett. B',
    volume: 195,
    pages: '216--222',
    year: 1987,
    doi: '10.1016/0370-2693(87)91197-X',
  },
  'Shamir:1993zy': {
    author: 'Shamir, Yigal',
    title: 'Chiral fermions from lattice boundaries',
    journal: 'Nucl. Phys. B',
    volume: 406,
    pages: '90--106',
    year: 1993,
    doi: '10.1016/0550-3213(93)90162-I',
  },
  'Furman:1994ky': {
    author: 'Furman, Vadim and Shamir, Yigal',
    title: 'Axial symmetries in lattice QCD with Kaplan fermions',
    journal: 'Nucl. Phys. B',
    volume: 439,
    pages: '54--78',
    year: 1995,
    eprint: 'hep-lat/9405004',
  },
  'Takaishi:1996xj': {
    author: 'Takaishi, T.',
    title: 'Heavy quark potential and effective actions on blocked configurations',
    journal: 'Phys. Rev. D',
    volume: 54,
    pages: '1050--1053',
    year: 1996,
    doi: '10.1103/PhysRevD.54.1050',
  },
  'Hasenbusch:2001ne': {
    author: 'Hasenbusch, Martin',
    title: 'Speeding up the Hybrid Monte Carlo algorithm for dynamical fermions',
    journal: 'Phys. Lett. B',
    volume: 519,
    pages: '177--182',
    year: 2001,
    doi: '10.1016/S0370-2693(01)01102-9',
  },
  'Hasenfratz:2001hp': {
    author: 'Hasenfratz, Anna and Knechtli, Francesco',
    title: 'Flavor symmetry and the static potential with hypercubic blocking',
    journal: 'Phys. Rev. D',
    volume: 64,
    pages: '034504',
    year: 2001,
    eprint: 'hep-lat/0103029',
  },
  'Morningstar:2003gk': {
    author: 'Morningstar, Colin and Peardon, Mike J.',
    title: 'Analytic smearing of SU(3) link variables in lattice QCD',
    journal: 'Phys. Rev. D',
    volume: 69,
    pages: '054501',
    year: 2004,
    eprint: 'hep-lat/0311018',
  },
  'Omelyan:2003': {
    author: 'Omelyan, I. P. and Mryglod, I. M. and Folk, R.',
    title:
      'Symplectic analytically integrable decomposition algorithms: classification, derivation, and application to molecular dynamics, quantum and celestial mechanics simulations',
    journal: 'Comput. Phys. Commun.',
    volume: 151,
    pages: '272--314',
    year: 2003,
    doi: '10.1016/S0010-4655(02)00754-3',
  },
  'Takaishi:2005tz': {
    author: 'Takaishi, Tetsuya and de Forcrand, Philippe',
    title: 'Testing and tuning new symplectic integrators for hybrid Monte Carlo algorithm in lattice QCD',
    journal: 'Phys. Rev. E',
    volume: 73,
    pages: '036706',
    year: 2006,
    eprint: 'hep-lat/0505020',
    doi: '10.1103/PhysRevE.73.036706',
  },
  'Capitani:2006ni': {
    author: 'Capitani, Stefano and D{\\"u}rr, Stephan and Hoelbling, Christian',
    title: 'Rationale for {UV}-filtered clover fermions',
    journal: 'JHEP',
    volume: 11,
    pages: '028',
    year: 2006,
    eprint: 'hep-lat/0607006',
  },
  'Clark:2006fx': {
    author: 'Clark, M. A. and Kennedy, A. D.',
    title:
      'Accelerating Dynamical Fermion Computations Using the Rational Hybrid Monte Carlo Algorithm with Multiple Pseudofermion Fields',
    journal: 'Phys. Rev. Lett.',
    volume: 98,
    pages: '051601',
    year: 2007,
    doi: '10.1103/PhysRevLett.98.051601',
  },
  'Follana:2006rc': {
    author:
      'Follana, E. and Mason, Q. and Davies, C. and Hornbostel, K. and Lepage, G. P. and Shigemitsu, J. and Trottier, H. and Wong, K.',
    title: 'Highly improved staggered quarks on the lattice, with applications to charm physics',
    journal: 'Phys. Rev. D',
    volume: 75,
    pages: '054502',
    year: 2007,
    eprint: 'hep-lat/0610092',
  },
  'Hasenfratz:2007rf': {
    author: 'Hasenfratz, Anna and Hoffmann, Roland and Schaefer, Stefan',
    title: 'Hypercubic smeared links for dynamical fermions',
    journal: 'JHEP',
    volume: '05',
    pages: '029',
    year: 2007,
    eprint: 'hep-lat/0702028',
  },
  'Luscher:2010iy': {
    author: 'L{\\"u}scher, Martin',
    title: 'Properties and uses of the {Wilson} flow in lattice {QCD}',
    journal: 'JHEP',
    volume: '08',
    pages: '071',
    year: 2010,
    eprint: '1006.4518',
    doi: '10.1007/JHEP08(2010)071',
  },
  'Yin:2011np': {
    author: 'Yin, Hantao and Mawhinney, Robert D.',
    title: 'Improving {DWF} Simulations: the Force Gradient Integrator and the {M}\\"obius Accelerated {DWF} Solver',
    journal: 'PoS',
    volume: 'LATTICE2011',
    pages: '051',
    year: 2011,
    eprint: '1111.5059',
  },
  'Borsanyi:2012zs': {
    author: 'Borsanyi, Szabolcs and others',
    title: 'High-precision scale setting in lattice QCD',
    journal: 'JHEP',
    volume: '09',
    pages: '010',
    year: 2012,
    eprint: '1203.4469',
  },
  'Brower:2012vk': {
    author: 'Brower, Richard C. and Neff, Harmut and Orginos, Kostas',
    title: 'The M\\"obius domain wall fermion algorithm',
    journal: 'Comput. Phys. Commun.',
    volume: 220,
    pages: '1--19',
    year: 2017,
    doi: '10.1016/j.cpc.2017.01.024',
  },
  'Nagai:2019slhmc': {
    author: 'Nagai, Yuki and Okumura, Masahiko and Kobayashi, Keita and Shiga, Motoyuki',
    title: 'Self-learning hybrid Monte Carlo: A first-principles approach',
    journal: 'Phys. Rev. B',
    volume: 102,
    pages: '041124',
    year: 2020,
    eprint: '1909.02255',
    doi: '10.1103/PhysRevB.102.041124',
  },
  'Nagai:2021bhh': {
    author: 'Nagai, Yuki and Tomiya, Akio',
    title: 'Gauge covariant neural network for quarks and gluons',
    journal: 'Phys. Rev. D',
    volume: 111,
    pages: '074501',
    year: 2025,
    eprint: '2103.11965',
  },
  'Nagai:2025rok': {
    author: 'Nagai, Yuki and Ohno, Hiroshi and Tomiya, Akio',
    title: '{CASK}: A Gauge Covariant Transformer for Lattice Gauge Theory',
    journal: 'PoS',
    volume: 'LATTICE2024',
    year: 2025,
    eprint: '2501.16955',
  },
} as const satisfies Record<string, Article>;

export type PaperKey = keyof typeof articles;

/** What to cite: the papers of these keys. */
export function papers(...keys: readonly PaperKey[]): Cite[] {
  return keys.map(key => {
    const cite = known.get(key) ?? { key, bibtex: bibtex(key, articles[key]) };
    known.set(key, cite);
    return cite;
  });
}

/** One object per paper, so that lists of them can be compared. */
const known = new Map<PaperKey, Cite>();

function bibtex(key: string, fields: Article): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = {${value}}`);
  return `@article{${key},\n${lines.join(',\n')}\n}`;
}
