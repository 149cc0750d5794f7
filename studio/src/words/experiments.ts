/** Words of the guided experiments. */
import type { StudyName } from '../learn/protocol.ts';

export interface ExperimentWords {
  readonly title: string;
  readonly minutes: string;
  /** What will be done, for somebody who has never heard of it. */
  readonly setting: readonly string[];
  readonly question: string;
  readonly choices: readonly string[];
  /** Which choice turns out right, from 0. */
  readonly answer: number;
  /** In TeX. */
  readonly formula: string;
  /** What was seen and why. */
  readonly reveal: readonly string[];
  /** Names of the numbers that the study reports. */
  readonly facts: Readonly<Record<string, string>>;
}

const experiments: Readonly<Record<StudyName, ExperimentWords>> = {
  gauge: {
    title: 'What is real in a gauge field?',
    minutes: 'half a minute',
    setting: [
      'A gauge field is a matrix on every link between neighbouring points of a grid. Nature does not care how we choose axes inside these matrices: at every point we may rotate them as we like.',
      'We make a field of SU(2), then rotate the axes at all 1296 points, each by a random angle, and look at four numbers before and after.',
    ],
    question: 'Which of these numbers survive the random rotations?',
    choices: [
      'None: everything was randomised.',
      'All of them, roughly: rotations average out.',
      'The closed loops, to the last digit; a single link changes completely.',
    ],
    answer: 2,
    formula:
      "U'_\\mu(x) = \\Omega(x)\\, U_\\mu(x)\\, \\Omega^\\dagger(x+\\hat\\mu), \\qquad \\operatorname{tr} U'_{\\text{loop}} = \\operatorname{tr} U_{\\text{loop}}",
    reveal: [
      'A link goes from one point to the next, so it feels the rotations at both of its ends. Around a closed loop each rotation meets its own inverse, and the trace forgets the first one as well.',
      'That is why only closed loops are physics. Everything that Cask measures, and every score inside its networks, is made of them.',
    ],
    facts: {
      link: 'one link',
      plaquette: 'smallest loop (plaquette)',
      loop: 'loop of 2 × 2',
      polyakov: 'Polyakov loop',
    },
  },
  balance: {
    title: 'Four ways to walk, one answer',
    minutes: 'half a minute',
    setting: [
      'A Markov chain walks through configurations so that each is visited as often as the theory demands. Many different walks do this.',
      'We walk in four ways through the same theory, U(1) on 8 × 8 points: Metropolis with small steps (1) and large steps (2), heatbath (3), and hybrid Monte Carlo (4). In this theory the plaquette is known exactly: the dashed line.',
    ],
    question: 'What will the four averages do?',
    choices: [
      'Each has a small bias of its own, since the steps differ.',
      'All agree with the exact value within their errors; only the sizes of the errors differ.',
      'Larger steps are more accurate, so only they reach the exact value.',
    ],
    answer: 1,
    formula: "e^{-S(U)}\\, P(U \\to U') = e^{-S(U')}\\, P(U' \\to U)",
    reveal: [
      'Each of these moves obeys detailed balance: between any two configurations the traffic is the same in both directions once every configuration has its right share. So the right shares stay right, however the moves look.',
      'What differs is the memory τ of the chain, the number of trajectories until it has forgotten where it was. Errors shrink with the number of independent configurations, which is about N/2τ.',
      'One point in three lies outside of its error bar; that is what an error of one standard deviation means.',
    ],
    facts: {
      small: 'Metropolis, small steps',
      large: 'Metropolis, large steps',
      heatbath: 'heatbath',
      hmc: 'hybrid Monte Carlo',
    },
  },
  stepSize: {
    title: 'The step size of hybrid Monte Carlo',
    minutes: 'a quarter of a minute',
    setting: [
      'Hybrid Monte Carlo lets the whole field move like a planet: positions, momenta, an energy H. A computer moves in steps of size ε, so the energy is not quite kept. The error ΔH decides whether the move is accepted.',
      'We move SU(2) fields over the same distance with 6 up to 32 steps, by the simplest integrator, leapfrog.',
    ],
    question: 'If the steps are halved, the typical error of the energy becomes …',
    choices: ['half as large.', 'a quarter as large.', 'a sixteenth as large.'],
    answer: 1,
    formula:
      '\\langle |\\Delta H| \\rangle \\propto \\varepsilon^2 \\sqrt{V}, \\qquad P_{\\text{acc}} = \\operatorname{erfc}\\!\\left(\\tfrac12 \\sqrt{\\langle \\Delta H \\rangle}\\right)',
    reveal: [
      'Leapfrog is symmetric in time, so odd powers of ε cancel and the first error is ε². On logarithmic axes this is a straight line of slope 2.',
      'No step size makes the result wrong: the accept step corrects for it exactly. Steps that are too large are merely refused too often.',
    ],
    facts: { row: '' },
  },
  errors: {
    title: 'How large is the error bar?',
    minutes: 'half a minute',
    setting: [
      'Neighbouring configurations of a chain resemble each other. If one forgets that, N of them look like N independent measurements.',
      'We measure the square of the topological charge in U(1), which changes slowly, and draw two error bars of its average as the run grows: one as if all measurements were independent, one that asks the chain for its memory.',
    ],
    question: 'How wrong is the simple error bar, after 8000 trajectories?',
    choices: [
      'It is right: with so many measurements correlations do not matter.',
      'It is too small by a factor of about three, and more data do not cure it.',
      'It is too large, since correlated data fluctuate less.',
    ],
    answer: 1,
    formula:
      '\\sigma^2 = \\frac{2\\,\\tau_{\\text{int}}}{N}\\, \\operatorname{var}(Q^2), \\qquad \\tau_{\\text{int}} = \\tfrac12 + \\sum_{t \\ge 1} \\rho(t)',
    reveal: [
      'The chain remembers for about 2τ trajectories, so N measurements count as N/2τ. Both error bars shrink like 1/√N; the factor √(2τ) between them stays.',
      'Cask never prints an average without this: its errors come from the Γ-method, which estimates τ from the data themselves.',
    ],
    facts: {
      naive: 'error as if independent',
      honest: 'error with memory',
      tau: 'memory τ',
      ratio: 'ratio of the two errors',
    },
  },
  confinement: {
    title: 'Why quarks are never alone',
    minutes: 'a quarter of a minute',
    setting: [
      'Put two heavy charges a distance R apart into the gluon field of SU(2) and ask for the energy V(R) of the pair. Closed loops R wide and T long in time know it.',
      'Between electric charges in empty space the force fades with the distance, and V(R) levels off.',
    ],
    question: 'What does V(R) do here?',
    choices: [
      'It levels off: the charges become free.',
      'It keeps rising, about the same amount with every step in R.',
      'It falls: the charges repel each other.',
    ],
    answer: 1,
    formula: 'V(R) = \\log \\frac{W(R,T)}{W(R,T+1)} \\approx A + \\sigma R - \\frac{\\alpha}{R}',
    reveal: [
      'The field lines between the charges do not spread, they form a tube with a fixed energy σ per length. Pulling the charges apart costs ever more energy, and in nature the tube breaks into new particles long before a charge is free.',
      'Here T = 1, the shortest that gives an answer. Longer times come closer to the true potential and have larger errors: open the run in the laboratory to see them.',
    ],
    facts: { row: '' },
  },
  topology: {
    title: 'A number that survives smoothing',
    minutes: 'half a minute',
    setting: [
      'The gradient flow smooths a field step by step, as heat spreads in metal. The energy in the fluctuations falls quickly.',
      'The topological charge Q counts how often the field is twisted. On the rough field of a simulation it comes out as some odd number. We flow a field of SU(2) and watch both; orange and blue lumps in the picture are twists to the right and to the left.',
    ],
    question: 'What will happen to Q along the flow?',
    choices: [
      'It fades like the energy, to zero.',
      'It settles near a whole number and stays there while the energy keeps falling.',
      'It changes at random, since the noise is random.',
    ],
    answer: 1,
    formula:
      'Q = -\\frac{1}{32\\pi^2} \\sum_x \\varepsilon_{\\mu\\nu\\rho\\sigma} \\operatorname{tr} F_{\\mu\\nu} F_{\\rho\\sigma}',
    reveal: [
      'A twist cannot be undone by smooth changes, only counted, so Q of a smooth field is a whole number. The noise on top carries no lasting twist, and the flow removes it.',
      'What remains are lumps, instantons, whose energy is tied to their charge. On a grid a small one can shrink and fall through the mesh. Other seeds have other charges, 0 among them.',
    ],
    facts: { time: 'flow time', charge: 'charge Q', energy: 'energy left' },
  },
  stout: {
    title: 'Smearing is flowing in large steps',
    minutes: 'a quarter of a minute',
    setting: [
      'Stout smearing replaces each link by itself times the exponential of its surroundings, with a weight ρ. The gradient flow is a differential equation in a time t.',
      'We smear a field of SU(3) n times with ρ = t/n and compare with the flow to t = 0.4, for n from 4 to 64.',
    ],
    question: 'What happens to the difference between the two as ρ gets smaller?',
    choices: [
      'Nothing: they are different methods.',
      'It shrinks in proportion to ρ: n steps of stout smearing are the flow, integrated crudely.',
      'It grows, since there are more steps and each makes an error.',
    ],
    answer: 1,
    formula: 'V_{k+1} = e^{\\rho\\, Z(V_k)}\\, V_k \\quad \\text{is Euler’s step of} \\quad \\dot V = Z(V)\\, V',
    reveal: [
      'A stout step is one step of Euler’s method for the flow, with ρ as its step size; so the difference at fixed t falls like ρ, the line of slope 1.',
      'This is also why a stack of stout layers is a residual network, and the flow its limit of infinitely many layers: the layers of CASK are stout layers whose weights are learnt.',
    ],
    facts: { flow: 'flow to t = 0.4', row: '' },
  },
  deconfinement: {
    title: 'Melting the gluons',
    minutes: 'half a minute',
    setting: [
      'Heat a gas of gluons: on the lattice, heat is a short time axis and a weak coupling, that is, a large β. The Polyakov loop P goes once around the time axis; its average is zero as long as a single quark costs infinite energy.',
      'We run SU(3) on 6³ × 2 points at β = 4.9 and at β = 5.3, and mark P of each configuration in the complex plane.',
    ],
    question: 'Where will the points of the hot system (β = 5.3) lie?',
    choices: [
      'Around zero like those of the cold one, only wider.',
      'Away from zero, in one of three directions.',
      'On a circle around zero.',
    ],
    answer: 1,
    formula:
      'P = \\frac{1}{V} \\sum_{\\mathbf x} \\operatorname{tr} \\prod_t U_t(\\mathbf x, t), \\qquad P \\to e^{2\\pi i k/3} P',
    reveal: [
      'The theory looks the same if all links in time at one moment are multiplied by a cube root of one. Cold, the field respects this, and P averages to zero: quarks are confined. Hot, it must choose one of three directions, and P is large: quarks are free.',
      'Start it with other seeds in the laboratory, and it chooses other directions.',
    ],
    facts: { row: '' },
  },
  attention: {
    title: 'Attention that keeps the symmetry',
    minutes: 'a quarter of a minute',
    setting: [
      'A network that rewrites a gauge field must not depend on the arbitrary axes at each point: rotating first and applying the network must give the same as applying the network and rotating then.',
      'We test two networks with a random rotation at every point of an SU(2) field: CASK, in which closed loops between queries and keys decide how much attention a neighbour gets, and a plain blur that averages neighbouring links, as a network for pictures would.',
    ],
    question: 'By how much will the two orders differ?',
    choices: [
      'Both differ a little: networks are approximations.',
      'CASK not at all, up to rounding; the plain blur completely.',
      'Neither differs: the rotations cancel in any average.',
    ],
    answer: 1,
    formula: '\\operatorname{CASK}(U^\\Omega) = \\operatorname{CASK}(U)^\\Omega',
    reveal: [
      'The scores of CASK are traces of closed loops, which no rotation changes, and what they weigh are staples, which begin and end where the link does. So the symmetry holds exactly, for any weights, before any training.',
      'The blur adds matrices that live at different points. That sum means nothing, and a sampler built on it would have to learn the symmetry from data.',
    ],
    facts: { cask: 'largest difference, CASK', plain: 'largest difference, plain blur' },
  },
  surrogate: {
    title: 'A wrong force, the right answer',
    minutes: 'half a minute',
    setting: [
      'Quarks make simulations expensive. Self-learning HMC moves the field with a cheap substitute, the surrogate, and asks the true theory only at the end of each move, when it accepts or refuses.',
      'The true quarks have mass 0.5. We move with surrogates of mass 0.5 (the truth itself), 0.53, 0.57 and 0.62.',
    ],
    question: 'What does a wrong surrogate do to the average plaquette?',
    choices: [
      'It pulls the average towards the theory of the surrogate.',
      'Nothing. Fewer moves are accepted, so the error grows.',
      'It makes the average drift with time.',
    ],
    answer: 1,
    formula: 'P_{\\text{acc}} = \\min\\!\\left(1,\\, e^{-\\Delta H_{\\text{exact}}}\\right)',
    reveal: [
      'The force may come from anywhere, as long as the move can be undone and keeps volumes; the accept step, with the true energy, makes up for the rest. So a better surrogate makes a faster simulation, never a different one.',
      'That is why a network can be put there without trusting it. In the laboratory, “A network learns” trains one to accept more.',
    ],
    facts: { row: '' },
  },
};

export const experimentWords = {
  heading: 'Experiments',
  lead: 'Predict first, then see. Each takes a minute or less, computes in this page, and asks for nothing but curiosity.',
  predict: 'Your prediction',
  run: 'Run it',
  again: 'Run it again',
  running: 'Computing …',
  choose: 'Choose a prediction first: that is what makes it stick.',
  right: 'As you predicted.',
  wrong: (answer: string) => `Not quite. ${answer}`,
  seen: 'What you see',
  why: 'Why',
  laboratory: 'Open this run in the laboratory',
  next: 'Next experiment',
  all: 'All experiments',
  stopped: 'The computation ended unexpectedly. Run it again.',
  experiments,
} as const;
