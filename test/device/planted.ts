// Two faults for Oclgrind to find: a write beyond the end of a list, and one number that all work items write.
import { OpenClDevice } from '../../src/kernel/node/openClDevice.ts';
import { deviceMeant, openClDevices } from '../../src/kernel/node/openClDevices.ts';
import { openClLibrary } from '../../src/kernel/node/openClLibrary.ts';

const library = openClLibrary();
if (typeof library === 'string') throw new Error(library);
const meant = deviceMeant(openClDevices(library), undefined);
if (typeof meant === 'string') throw new Error(meant);
const device = new OpenClDevice(library, meant);
console.log(device.name);
const source = `kernel void beyond(global int *list) { list[get_global_id(0) + 60] = 1; }
kernel void together(global int *list) { list[0] = get_global_id(0); }`;
for (const name of ['beyond', 'together']) {
  const kernel = device.program(source).kernel(name);
  const list = device.allocate(256);
  kernel.setMemory(0, list);
  kernel.run(64);
  device.read(list, 0, new Int32Array(64));
}
