/** A thread of Node that has the GPU, by the package "webgpu" (Dawn). */
import { parentPort } from 'node:worker_threads';
import { type Listen, serveWebGpu } from '../webgpu/serve.ts';

/** Kept from collection: what Dawn made lives as long as this object. */
let dawn: { gpu: GPU } | undefined;

interface DawnPackage {
  create(options: readonly string[]): GPU;
}

/** The package is optional, its name no constant to those who look for what is imported. */
const packageName: string = 'webgpu';

async function gpu(): Promise<GPU> {
  const { create } = (await import(packageName)) as DawnPackage;
  dawn = { gpu: create([]) };
  return dawn.gpu;
}

const listen: Listen = hear => void parentPort!.on('message', hear);
serveWebGpu(gpu(), listen);
