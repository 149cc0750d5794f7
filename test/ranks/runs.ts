/** Short runs for ranks that come to harm: trajectories enough that some are left, checkpoints often. */

const schedule = (text: string) => `${text}start.from = "hot"
output.checkpoint = { every = 2 }
`;

export const heatbathRun = schedule(`lattice.extent = [4, 4, 4, 8]
group.name = "SU(3)"
action.gauge = { kind = "plaquette", beta = 5.7 }
sampler.kind = "heatbath"
schedule = { thermalise = 2, trajectories = 58 }
measure.polyakovLoop = { every = 2 }
output.configurations = { every = 20 }
`);

export const quarkRun = schedule(`lattice.extent = [4, 4, 4, 8]
group.name = "SU(2)"
action.gauge = { kind = "plaquette", beta = 2.7 }
action.fermion = { kind = "staggered", mass = 2.0 }
sampler = { kind = "hmc", steps = 3, trajectoryLength = 0.5 }
schedule = { thermalise = 2, trajectories = 14 }
measure.chiralCondensate = { every = 3 }
`);

/** Weights, moments of Adam and a batch are in its checkpoints. */
export const learningRun = schedule(`lattice.extent = [4, 4, 4, 8]
group.name = "SU(2)"
action.gauge = { kind = "plaquette", beta = 2.7 }
action.fermion = { kind = "staggered", mass = 2.0 }
sampler = { kind = "slhmc", steps = 2, trajectoryLength = 0.3, effective = { mass = 2.2 } }
network = { kind = "cask" }
training = { loss = "offset", batch = 3 }
schedule = { thermalise = 1, train = 5, trajectories = 6 }
`);
