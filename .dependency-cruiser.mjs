// The walls between the rooms of src/: who may import whom. Tests may import anything and are not shipped.

const physics = ['kernel', 'lattice', 'group', 'loops', 'gauge', 'fermion', 'network', 'spin', 'markov', 'measure'];

/** Each room with the rooms it may import; a sub-room (`measure/statistics`) is listed before the rest of its room. */
const rooms = {
  words: [],
  'kernel/node': ['kernel'],
  kernel: [],
  loops: [],
  'measure/statistics': [],
  lattice: ['kernel'],
  group: ['kernel'],
  gauge: ['kernel', 'lattice', 'group', 'loops'],
  fermion: ['kernel', 'lattice', 'group', 'loops', 'gauge'],
  network: ['kernel', 'lattice', 'group', 'loops', 'gauge'],
  'spin/node': ['kernel', 'spin'],
  spin: ['kernel', 'lattice', 'group', 'markov', 'network/train', 'measure/statistics'],
  markov: ['kernel', 'lattice', 'group', 'loops', 'gauge'],
  'files/node': ['files'],
  files: ['kernel', 'lattice', 'group', 'gauge'],
  measure: ['kernel', 'lattice', 'group', 'loops', 'gauge', 'fermion', 'network', 'spin', 'measure/statistics'],
  catalogue: [...physics],
  'runfile/node': ['runfile', 'files'],
  runfile: [...physics, 'catalogue'],
  simulation: [...physics, 'catalogue', 'runfile', 'files'],
  runfolder: [...physics, 'catalogue', 'runfile', 'simulation', 'files'],
  laws: [...physics, 'catalogue', 'runfile', 'simulation'],
  analysis: ['measure', 'catalogue', 'runfile', 'simulation'],
  report: ['measure', 'catalogue', 'runfile', 'simulation', 'analysis', 'files'],
  cli: ['.*'],
};

/** Rooms that need nothing from npm; `nothing` also shuts out what Node itself provides. */
const selfContained = { kernel: 'no package', loops: 'nothing', 'measure/statistics': 'nothing' };

/** Rooms that also run in a browser: nothing that Node itself provides, and no room that needs it. */
const withoutNode = [...physics, ...['files', 'catalogue', 'runfile', 'simulation', 'laws', 'analysis', 'report']];

const test = '\\.(test|fixture)\\.ts$';
const roomNames = Object.keys(rooms);
const subRooms = room => roomNames.filter(name => name.startsWith(`${room}/`)).map(name => `^src/${name}/`);

const walls = roomNames.map(room => ({
  name: `${room.replace('/', '-')}-wall`,
  comment: `src/${room} may import ${rooms[room].join(', ') || 'no other room'}; move the code, or pass what you need in as an argument.`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: [test, ...subRooms(room)] },
  to: { path: '^src/', pathNot: [`^src/${room}/`, '^src/words/', ...rooms[room].map(name => `^src/${name}/`)] },
}));

const packages = Object.entries(selfContained).map(([room, what]) => ({
  name: `${room.replace('/', '-')}-self-contained`,
  comment: `src/${room} stands alone: it imports ${what} from outside the project.`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: [test, ...subRooms(room)] },
  to: { pathNot: '^src/', ...(what === 'no package' ? { dependencyTypesNot: ['core'] } : {}) },
}));

const portable = withoutNode.flatMap(room =>
  [{ dependencyTypes: ['core'] }, { path: '^src/[^/]+/node/' }].map(to => ({
    name: `${room.replace('/', '-')}-without-node`,
    comment: `src/${room} also runs in a browser: pass in what needs a disk or a process, or put it into its folder node.`,
    severity: 'error',
    from: { path: `^src/${room}/`, pathNot: [test, ...subRooms(room)] },
    to,
  })),
);

export default {
  forbidden: [
    ...walls,
    ...packages,
    ...portable,
    {
      name: 'studio-wall',
      comment: 'The studio sees rooms through their index.ts, and only those that run in a browser.',
      severity: 'error',
      from: { path: '^studio/', pathNot: test },
      to: {
        path: '^src/',
        pathNot: [
          '^src/index\\.ts$',
          ...withoutNode.flatMap(room => [`^src/${room}/index\\.ts$`, `^src/${room}/\\w+/index\\.ts$`]),
        ],
      },
    },
    {
      name: 'studio-above',
      comment: 'The studio stands on top: nothing in the package imports it.',
      severity: 'error',
      from: { path: '^(src|bin)/' },
      to: { path: '^studio/' },
    },
    {
      name: 'known-room',
      comment: 'A folder of src that is not in the list of rooms has no walls: add it to .dependency-cruiser.mjs.',
      severity: 'error',
      from: {},
      to: { path: '^src/[^/]+/', pathNot: roomNames.map(name => `^src/${name}/`) },
    },
    {
      name: 'no-cycle',
      comment: 'Files that import each other cannot be read, tested or moved one at a time.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'Nothing imports this file and it imports nothing: use it, export it from its room, or delete it.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: [test, '/index\\.ts$'] },
      to: {},
    },
    {
      name: 'shipped-only',
      comment:
        'Shipped code may not import tests, benches, examples or development packages: they are not in the package.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: test },
      to: { path: '^(test|bench|examples|docs)/|\\.(test|fixture)\\.ts$', dependencyTypesNot: ['core'] },
    },
    {
      name: 'no-development-package',
      comment: 'Shipped code may not import a package from devDependencies: users do not have it.',
      severity: 'error',
      from: { path: '^(src|bin)/', pathNot: test },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'foreign-functions',
      comment:
        'koffi calls system libraries: only folders named node may import it, when a user asks for such a library.',
      severity: 'error',
      from: { path: '^src/', pathNot: [test, '^src/[^/]+/node/'] },
      to: { path: 'node_modules/koffi/' },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere: check the path and its .ts ending.',
      severity: 'error',
      from: {},
      // What a plugin of vite makes while it builds is no file.
      to: { couldNotResolve: true, pathNot: '^virtual:' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import'],
    },
  },
};
