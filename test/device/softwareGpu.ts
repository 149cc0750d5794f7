// WebGPU for tests: without a GPU by SwiftShader, which comes with Chromium and computes on the processor. Mesa's lavapipe does
// it as well from version 23.1 on.
import { existsSync } from 'node:fs';
import { registerWebGpu } from '../../src/kernel/node/index.ts';

const driverOfChromium = '/usr/lib/chromium/vk_swiftshader_icd.json';
const gpus = '/dev/dri';

/** The machine "webgpu", on a GPU where there is one. */
export async function registerSoftwareWebGpu(): Promise<void> {
  if (!existsSync(gpus) && existsSync(driverOfChromium)) process.env.VK_ICD_FILENAMES ??= driverOfChromium;
  await registerWebGpu();
}
